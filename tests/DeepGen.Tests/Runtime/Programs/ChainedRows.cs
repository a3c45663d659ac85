using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using DeepGen.Runtime;

namespace DeepGen.Tests.Runtime.Programs;

/// <summary>What is wrong with the chain of a <see cref="ChainedRows"/>.</summary>
public enum ChainFault
{
    None,
    WriteBehindRoom,
    ReadStaleRoom,
}

/// <summary>
/// A model by hand that doubles each row of its input [N, 6] into a room and adds to each element there the one opposite: a chain of two
/// parts, with one mistake or none.
/// </summary>
public sealed class ChainedRows(int threads, ChainFault fault = ChainFault.None)
    : CompiledModel(Definition(), Device.CpuWithThreads(threads), seed: 1)
{
    public const int Columns = 6;

    private static readonly ChainBody Body = RunParts;

    /// <summary>What threads have done: of which element, and which part, from which item to which.</summary>
    public ConcurrentBag<(nint Element, int Part, nint Begin, nint End)> Shares { get; } = [];

    private ChainFault Mistake => fault;

    public float[] Predict(float[] x, int batch)
    {
        using ModelCall call = BeginPredict();
        call.BindInput(0, x.AsSpan(), batch);
        call.Plan();
        call.LoadInput(0, x.AsSpan());
        call.Run();
        return call.Output(0).ToArray();
    }

    private static new ModelDefinition Definition() => new()
    {
        Name = "ChainedRows",
        Fingerprint = "chained-1",
        Parameters = [new TensorDefinition("weight", [1], Initializer.Zeros)],
        Inputs = [new InputDefinition("x", ElementKind.Float32, [DimPattern.Named(0), Columns])],
        Outputs = [new OutputDefinition("y", 2, static (dims, shape) => (shape[0], shape[1]) = (dims[0], Columns))],
        Dims = ["N"],
        Predict = new ProgramDefinition("Predict", [Lifetime.Always, Lifetime.Always], static (dims, sizes) =>
        {
            sizes[0] = dims[0] * Columns;
            sizes[1] = dims[0] * Columns;
        }, Run)
        {
            Inputs = [0],
            Outputs = [1],
        },
    };

    private static void Run(Session session)
    {
        session.Reserve(Columns);
        session.RunChain(Body, session.Dim(0), [1000, 1000]);
    }

    private static void RunParts(Session session, nint element, ref ChainShare share)
    {
        var model = (ChainedRows)session.Model;
        if (share.Takes(0, Columns))
        {
            model.Shares.Add((element, 0, share.Begin, share.End));
            Double(session, element, share.Begin, share.End, model.Mistake);
        }

        if (share.Takes(1, Columns))
        {
            model.Shares.Add((element, 1, share.Begin, share.End));
            AddOpposite(session, element, share.Begin, share.End);
        }
    }

    private static void Double(Session session, nint element, nint begin, nint end, ChainFault fault)
    {
        ref float room = ref session.Scratch();
        for (nint i = begin; i < end; i++)
        {
            bool isLast = i == Columns - 1;
            if (isLast && fault == ChainFault.ReadStaleRoom && element > 0) continue;
            Unsafe.Add(ref room, i) = 2 * Unsafe.Add(ref session.Buffer(0), (element * Columns) + i);
            if (isLast && fault == ChainFault.WriteBehindRoom) Unsafe.Add(ref room, Columns) = 0;
        }
    }

    private static void AddOpposite(Session session, nint element, nint begin, nint end)
    {
        ref float room = ref session.Scratch();
        for (nint i = begin; i < end; i++)
        {
            Unsafe.Add(ref session.Buffer(1), (element * Columns) + i) = Unsafe.Add(ref room, i) + Unsafe.Add(ref room, Columns - 1 - i);
        }
    }
}
