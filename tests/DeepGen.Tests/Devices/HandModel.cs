using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using DeepGen.Runtime;
using Memory = DeepGen.Runtime.DeviceMemory;

namespace DeepGen.Tests.Devices;

/// <summary>
/// A model as the compiler would write it for the processor and for devices, by hand: two layers of which the first is noisy in training
/// and has a frozen bias between two trained weights, a setting, a running mean, a counter, an output of integers and the gradient of its
/// input.
/// </summary>
public sealed class HandModel : CompiledModel
{
    private const uint Path = 7;

    // Where the parameters start in the flat buffer.
    private const int Bias = HandKernels.Hidden * HandKernels.Inputs;
    private const int Head = Bias + HandKernels.Hidden;

    private static readonly DeviceDefinition OnDevices = new()
    {
        Source = HandKernels.Text,
        Kernels = HandKernels.Definitions,
        Predict = Program("Predict", static s => LaunchForward(s, noisy: 0)),
        Evaluate = Program("Evaluate", static s =>
        {
            LaunchForward(s, noisy: 0);
            s.Launch(2, new(1), [Memory.Buffer(2), Memory.Buffer(4), Memory.Buffer(5)], [(int)s.Dim(0)]);
        }),
        Step = Program("Step", LaunchStep),
    };

    public HandModel(Device device = default, ulong seed = 0)
        : base(Definition(), device, seed)
    {
    }

    internal HandModel(SharedDevice device, ulong seed = 0, ModelDefinition? definition = null)
        : base(definition ?? Definition(), Device.Parse(device.Info.Id), device, seed)
    {
    }

    public static new ModelDefinition Definition(bool runsOnDevices = true) => new()
    {
        Name = "HandModel",
        Fingerprint = "hand-1",
        Parameters =
        [
            new TensorDefinition("hidden.weight", [HandKernels.Hidden, HandKernels.Inputs], Initializer.DefaultWeight),
            new TensorDefinition("hidden.bias", [HandKernels.Hidden], Initializer.DefaultBias(HandKernels.Inputs)) { IsFrozen = true },
            new TensorDefinition("head.weight", [HandKernels.Classes, HandKernels.Hidden], Initializer.DefaultWeight),
        ],
        State = [new TensorDefinition("norm.running_mean", [HandKernels.Inputs], Initializer.Zeros)],
        Counters = [new CounterDefinition("norm.num_batches_tracked")],
        Settings = [new SettingDefinition("rate", 0.5f, 0, 1)],
        Inputs = [new InputDefinition("x", ElementKind.Float32, [DimPattern.Named(0), HandKernels.Inputs]) { RequiresGradient = true }],
        Targets = [new InputDefinition("label", ElementKind.Int32, [DimPattern.Named(0)], IndexLimit: HandKernels.Classes)],
        Outputs =
        [
            new OutputDefinition("y", 2, static (dims, shape) => (shape[0], shape[1]) = (dims[0], HandKernels.Classes)),
            new OutputDefinition("choice", 1, static (dims, shape) => shape[0] = dims[0], ElementKind.Int32),
        ],
        Dims = ["N"],
        Predict = Program("Predict", RunPredict),
        Evaluate = Program("Evaluate", RunEvaluate),
        Step = Program("Step", RunStep),
        Device = runsOnDevices ? static () => OnDevices : null,
    };

    public OutputView Predict(ReadOnlySpan<float> x, int batch, Session? session = null)
    {
        using ModelCall call = BeginPredict(session);
        call.BindInput(0, x, batch);
        call.Plan();
        call.LoadInput(0, x);
        call.Run();
        return call.Output(0);
    }

    public OutputView Predict(in ReadOnlyTensorSpan<float> x, Session? session = null)
    {
        using ModelCall call = BeginPredict(session);
        call.BindInput(0, x);
        call.Plan();
        call.LoadInput(0, x);
        call.Run();
        return call.Output(0);
    }

    public StepResult Evaluate(ReadOnlySpan<float> x, ReadOnlySpan<int> label, Session? session = null)
    {
        using ModelCall call = BeginEvaluate(session);
        return Result(call, x, label);
    }

    public StepResult Step(ReadOnlySpan<float> x, ReadOnlySpan<int> label, Gradients gradients = Gradients.Overwrite)
    {
        using ModelCall call = BeginStep(gradients);
        return Result(call, x, label);
    }

    private static StepResult Result(ModelCall call, ReadOnlySpan<float> x, ReadOnlySpan<int> label)
    {
        call.BindInput(0, x, label.Length);
        call.BindTarget(0, label, label.Length);
        call.Plan();
        call.LoadInput(0, x);
        call.LoadTarget(0, label);
        call.Run();
        return call.Result();
    }

    // Buffers: 0 x, 1 hidden, 2 y, 3 choice, and in training 4 label, 5 loss, 6 the gradient of hidden, 7 that of x.
    private static ProgramDefinition Program(string name, Action<Session> run)
    {
        bool trains = name == "Step";
        return new ProgramDefinition(
            name,
            name == "Predict" ? [new(0, 0), new(0, 1), new(1, 1), new(1, 1)]
                : [new(0, 7), new(0, 5), new(1, 4), new(1, 1), new(2, 4), new(2, 2), new(3, 6), new(6, 6)],
            static (dims, sizes) =>
            {
                ReadOnlySpan<nint> ofRow =
                    [HandKernels.Inputs, HandKernels.Hidden, HandKernels.Classes, 1, 1, 0, HandKernels.Hidden, HandKernels.Inputs];
                for (int i = 0; i < sizes.Length; i++) sizes[i] = i == 5 ? 1 : dims[0] * ofRow[i];
            },
            run)
        {
            Inputs = [0],
            Targets = name == "Predict" ? [] : [4],
            Outputs = [2, 3],
            InputGradients = trains ? [7] : [],
            Loss = name == "Predict" ? -1 : 5,
        };
    }

    private static void RunPredict(Session session) => RunForward(session, 0);

    private static void RunForward(Session s, float rate)
    {
        int rows = (int)s.Dim(0);
        HandKernels.HiddenOf(
            Of(ref s.Buffer(0), rows * 3), Of(ref s.Parameter(0), Bias), Of(ref s.Parameter(Bias), 4), Of(ref s.Buffer(1), rows * 4), rate,
            s.Key(Path), rows);
        HandKernels.HeadOf(
            Of(ref s.Buffer(1), rows * 4), Of(ref s.Parameter(Head), 8), Of(ref s.Buffer(2), rows * 2), Of(ref s.Buffer(3), rows), rows);
    }

    private static void RunEvaluate(Session s)
    {
        RunForward(s, 0);
        RunLoss(s);
    }

    private static void RunLoss(Session s)
    {
        int rows = (int)s.Dim(0);
        s.Buffer(5) = HandKernels.LossOf(Of(ref s.Buffer(2), rows * 2), Of(ref s.Buffer(4), rows), rows);
    }

    private static void RunStep(Session s)
    {
        int rows = (int)s.Dim(0);
        RunForward(s, s.Setting(0));
        RunLoss(s);
        Span<float> x = Of(ref s.Buffer(0), rows * 3), hidden = Of(ref s.Buffer(1), rows * 4), y = Of(ref s.Buffer(2), rows * 2);
        Span<float> label = Of(ref s.Buffer(4), rows), gradient = Of(ref s.Buffer(6), rows * 4);
        HandKernels.HiddenGradientOf(y, label, hidden, Of(ref s.Parameter(Head), 8), gradient, rows);
        HandKernels.HeadWeightsOf(y, label, hidden, Of(ref s.Gradient(Head), 8), rows);
        HandKernels.HiddenWeightsOf(x, gradient, Of(ref s.Gradient(0), Bias), rows);
        HandKernels.InputGradientOf(gradient, Of(ref s.Parameter(0), Bias), Of(ref s.Buffer(7), rows * 3), rows);
        HandKernels.MeanOf(x, Of(ref s.State(0), 3), rows);
    }

    private static Span<float> Of(ref float start, int length) => MemoryMarshal.CreateSpan(ref start, length);

    private static void LaunchForward(Session s, int noisy)
    {
        nint rows = s.Dim(0);
        s.Launch(
            0, new(Groups(rows * 4)),
            [Memory.Buffer(0), Memory.Parameter(0), Memory.Parameter(Bias), Memory.Buffer(1), Memory.Setting(0), Memory.Random],
            [(int)rows, noisy, (int)Path]);
        s.Launch(1, new(Groups(rows)), [Memory.Buffer(1), Memory.Parameter(Head), Memory.Buffer(2), Memory.Buffer(3)], [(int)rows]);
    }

    private static void LaunchStep(Session s)
    {
        nint rows = s.Dim(0);
        LaunchForward(s, noisy: 1);
        s.Launch(2, new(1), [Memory.Buffer(2), Memory.Buffer(4), Memory.Buffer(5)], [(int)rows]);
        s.Launch(
            3, new(Groups(rows * 4)),
            [Memory.Buffer(2), Memory.Buffer(4), Memory.Buffer(1), Memory.Parameter(Head), Memory.Buffer(6)], [(int)rows]);
        s.Launch(4, new(1), [Memory.Buffer(2), Memory.Buffer(4), Memory.Buffer(1), Memory.Gradient(Head)], [(int)rows]);
        s.Launch(5, new(1), [Memory.Buffer(0), Memory.Buffer(6), Memory.Gradient(0)], [(int)rows]);
        s.Launch(6, new(Groups(rows * 3)), [Memory.Buffer(6), Memory.Parameter(0), Memory.Buffer(7)], [(int)rows]);
        s.Launch(7, new(1), [Memory.Buffer(0), Memory.State(0)], [(int)rows]);
    }

    private static nint Groups(nint items) => (items + 63) / 64;
}
