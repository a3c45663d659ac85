using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using DeepGen.Runtime;

namespace DeepGen.Tests.Runtime.Programs;

/// <summary>
/// A model as the compiler would write it, by hand: y = x W' + b for x [N, 3] and W [2, 3], the loss being the squared distance to the
/// one-hot label, averaged over N. A running mean of x, a counter, and a transposed copy of W make it whole.
/// </summary>
public sealed class TinyModel : CompiledModel
{
    private static readonly KernelBody ForwardBody = Forward;
    private static readonly KernelBody BackwardBody = Backward;
    private static readonly KernelBody PackBody = Pack;
    private static readonly KernelBody StatisticsBody = Statistics;

    public TinyModel(Device device = default, ulong seed = 0)
        : base(Definition(), device, seed) => Parameters = new TinyParameters(this);

    internal TinyModel(ModelDefinition definition, ulong seed = 0)
        : base(definition, default, seed) => Parameters = new TinyParameters(this);

    public override TinyParameters Parameters { get; }

    /// <summary>Set to make the next packing fail in the middle.</summary>
    public bool FailPacking { get; set; }

    /// <summary>Runs in the middle of a packing.</summary>
    public Action? DuringPacking { get; set; }

    /// <summary>How often the transposed copy was written.</summary>
    public int Packings { get; private set; }

    /// <summary>Runs in the middle of every program.</summary>
    public Action? Meanwhile { get; set; }

    /// <summary>The random key that the last Step saw.</summary>
    public RandomKey LastKey { get; private set; }

    public static new ModelDefinition Definition() => new()
    {
        Name = "TinyModel",
        Fingerprint = "tiny-1",
        Parameters =
        [
            new TensorDefinition("linear1.weight", [2, 3], Initializer.DefaultWeight, "0.weight"),
            new TensorDefinition("linear1.bias", [2], Initializer.DefaultBias(3), "0.bias"),
        ],
        State = [new TensorDefinition("norm1.running_mean", [3], Initializer.Zeros, "1.running_mean")],
        Counters = [new CounterDefinition("norm1.num_batches_tracked", "1.num_batches_tracked")],
        Inputs = [new InputDefinition("x", ElementKind.Float32, [DimPattern.Named(0), 3])],
        Targets = [new InputDefinition("label", ElementKind.Int32, [DimPattern.Named(0)], IndexLimit: 2)],
        Outputs = [new OutputDefinition("y", 2, static (dims, shape) => (shape[0], shape[1]) = (dims[0], 2))],
        Dims = ["N"],
        PackSizes = [6],
        Predict = new ProgramDefinition("Predict", [Lifetime.Always, Lifetime.Always], static (dims, sizes) =>
        {
            sizes[0] = dims[0] * 3;
            sizes[1] = dims[0] * 2;
        }, RunPredict)
        {
            Inputs = [0],
            Outputs = [1],
        },
        Evaluate = Training("Evaluate", RunEvaluate),
        Step = Training("Step", RunStep),
        Layers =
        [
            new LayerSummary("block.linear1", "Linear(2)", "[N, 3]", "[N, 2]", 8, "N * 6"),
            new LayerSummary("block.norm1", "Statistics", "[N, 2]", "[N, 2]", 0, "0"),
            new LayerSummary("Flatten", "Flatten", "[N, 2], [((N + 1) / 2)]", "[]", 0, "0"),
        ],
        MultiplyAdds = "N * 6",
        Pointwise = "N * 1200 + 1",
        Mermaid = "graph TD; x --> linear1 --> y",
    };

    public OutputView Predict(in ReadOnlyTensorSpan<float> x, Session? session = null)
    {
        using ModelCall call = BeginPredict(session);
        call.BindInput(0, x);
        call.Plan();
        call.LoadInput(0, x);
        call.Run();
        return call.Output(0);
    }

    public OutputView Predict(ReadOnlySpan<float> x, int batch, Session? session = null)
    {
        using ModelCall call = BeginPredict(session);
        call.BindInput(0, x, batch);
        call.Plan();
        call.LoadInput(0, x);
        call.Run();
        return call.Output(0);
    }

    public StepResult Evaluate(in ReadOnlyTensorSpan<float> x, in ReadOnlyTensorSpan<int> label, Session? session = null)
    {
        using ModelCall call = BeginEvaluate(session);
        call.BindInput(0, x);
        call.BindTarget(0, label);
        call.Plan();
        call.LoadInput(0, x);
        call.LoadTarget(0, label);
        call.Run();
        return call.Result();
    }

    public StepResult Step(in ReadOnlyTensorSpan<float> x, in ReadOnlyTensorSpan<int> label, Gradients gradients = Gradients.Overwrite)
    {
        using ModelCall call = BeginStep(gradients);
        call.BindInput(0, x);
        call.BindTarget(0, label);
        call.Plan();
        call.LoadInput(0, x);
        call.LoadTarget(0, label);
        call.Run();
        return call.Result();
    }

    private static ProgramDefinition Training(string name, Action<Session> run) => new(
        name,
        [Lifetime.Always, Lifetime.Always, Lifetime.Always, Lifetime.Always],
        static (dims, sizes) =>
        {
            sizes[0] = dims[0] * 3;
            sizes[1] = dims[0] * 2;
            sizes[2] = dims[0];
            sizes[3] = 1;
        },
        run)
    {
        Inputs = [0],
        Targets = [2],
        Outputs = [1],
        Loss = 3,
    };

    private static void RunPredict(Session session)
    {
        var model = (TinyModel)session.Model;
        if (session.PackIsStale(0))
        {
            session.Run(PackBody, 1, 6);
            session.PackWritten(0);
        }

        model.Meanwhile?.Invoke();
        session.Run(ForwardBody, session.Dim(0), 12);
    }

    private static void RunEvaluate(Session session)
    {
        RunPredict(session);
        float loss = 0;
        for (nint n = 0; n < session.Dim(0); n++)
        {
            for (nint j = 0; j < 2; j++)
            {
                float difference = Difference(session, n, j);
                loss += difference * difference;
            }
        }

        session.Buffer(3) = loss / session.Dim(0);
    }

    private static void RunStep(Session session)
    {
        ((TinyModel)session.Model).LastKey = session.Key(7);
        RunEvaluate(session);
        session.Run(BackwardBody, 2, session.Dim(0) * 8);
        session.Run(StatisticsBody, 3, session.Dim(0));
    }

    private static float Difference(Session session, nint n, nint j)
    {
        int label = Unsafe.As<float, int>(ref Unsafe.Add(ref session.Buffer(2), n));
        return Unsafe.Add(ref session.Buffer(1), (n * 2) + j) - (label == j ? 1 : 0);
    }

    private static void Forward(Session session, nint begin, nint end)
    {
        for (nint n = begin; n < end; n++)
        {
            for (nint j = 0; j < 2; j++)
            {
                float sum = session.Parameter(6 + j);
                for (nint k = 0; k < 3; k++)
                {
                    sum += Unsafe.Add(ref session.Buffer(0), (n * 3) + k) * Unsafe.Add(ref session.Packed(0), (k * 2) + j);
                }

                Unsafe.Add(ref session.Buffer(1), (n * 2) + j) = sum;
            }
        }
    }

    private static void Backward(Session session, nint begin, nint end)
    {
        nint batch = session.Dim(0);
        for (nint j = begin; j < end; j++)
        {
            float bias = 0;
            for (nint k = 0; k < 3; k++)
            {
                session.Gradient((j * 3) + k) = 0;
            }

            for (nint n = 0; n < batch; n++)
            {
                float d = 2 * Difference(session, n, j) / batch;
                bias += d;
                for (nint k = 0; k < 3; k++)
                {
                    session.Gradient((j * 3) + k) += d * Unsafe.Add(ref session.Buffer(0), (n * 3) + k);
                }
            }

            session.Gradient(6 + j) = bias;
        }
    }

    private static void Statistics(Session session, nint begin, nint end)
    {
        for (nint k = begin; k < end; k++)
        {
            float sum = 0;
            for (nint n = 0; n < session.Dim(0); n++)
            {
                sum += Unsafe.Add(ref session.Buffer(0), (n * 3) + k);
            }

            session.State(k) = (0.9f * session.State(k)) + (0.1f * sum / session.Dim(0));
        }
    }

    private static void Pack(Session session, nint begin, nint end)
    {
        var model = (TinyModel)session.Model;
        model.Packings++;
        for (nint j = 0; j < 2; j++)
        {
            for (nint k = 0; k < 3; k++)
            {
                Unsafe.Add(ref session.Packed(0), (k * 2) + j) = session.Parameter((j * 3) + k);
            }

            if (model.FailPacking)
            {
                model.FailPacking = false;
                throw new InvalidDataException("Half a pack.");
            }

            model.DuringPacking?.Invoke();
        }
    }
}

/// <summary>The named parameters as the compiler would write them.</summary>
public sealed class TinyParameters : ParameterSet
{
    internal TinyParameters(CompiledModel model)
        : base(model)
    {
    }

    public LinearParameters Linear1 => new(At(0), At(1));

    public readonly record struct LinearParameters(ParameterView Weight, ParameterView Bias);
}
