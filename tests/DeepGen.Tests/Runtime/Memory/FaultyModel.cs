using System.Runtime.CompilerServices;
using DeepGen.Runtime;

namespace DeepGen.Tests.Runtime.Memory;

/// <summary>What is wrong with the kernels of a <see cref="FaultyModel"/>.</summary>
public enum Fault
{
    None,
    WriteBehind,
    WriteBefore,
    CopyBehind,
    WriteBehindGradients,
    WriteBehindPack,
    WriteDead,
    ReadBehind,
    ReadUnwritten,
    ReadDead,
    WriteBehindArena,
    WriteBehindRoom,
    WriteUnaskedRoom,
    ReadUnwrittenRoom,
    ReadStaleRoom,
}

/// <summary>
/// A model by hand that doubles its input [N, 3] into a scratch buffer and sums its rows, each in the room of its thread, with one mistake.
/// </summary>
public sealed class FaultyModel(Fault fault, int threads = 1) : CompiledModel(Definition(), Device.CpuWithThreads(threads), seed: 1)
{
    private const int Columns = 3;

    private static readonly KernelBody DoubleBody = Double;
    private static readonly KernelBody SumBody = Sum;
    private static readonly KernelBody LateBody = Late;
    private static readonly KernelBody PackBody = Pack;

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
        Name = "FaultyModel",
        Fingerprint = "faulty-1",
        Parameters = [new TensorDefinition("weight", [5], Initializer.Zeros)],
        Inputs = [new InputDefinition("x", ElementKind.Float32, [DimPattern.Named(0), Columns])],
        Outputs = [new OutputDefinition("y", 1, static (dims, shape) => shape[0] = dims[0])],
        Dims = ["N"],
        PackSizes = [5],
        Predict = new ProgramDefinition("Predict", [Lifetime.Always, new(1, 2), Lifetime.Always], static (dims, sizes) =>
        {
            sizes[0] = dims[0] * Columns;
            sizes[1] = dims[0] * Columns;
            sizes[2] = dims[0];
        }, Run)
        {
            Inputs = [0],
            Outputs = [2],
        },
    };

    private static void Run(Session session)
    {
        if (session.PackIsStale(0))
        {
            session.Run(PackBody, 1, 1);
            session.PackWritten(0);
        }

        session.Reserve(2 * Columns);
        session.Run(DoubleBody, session.Dim(0) * Columns, 1);
        session.Reserve(Columns);
        session.Run(SumBody, session.Dim(0), 1);
        session.Run(LateBody, 1, 1);
    }

    private static Fault FaultOf(Session session) => ((FaultyModel)session.Model).Mistake;

    private Fault Mistake => fault;

    private static void Pack(Session session, nint begin, nint end)
    {
        nint count = FaultOf(session) == Fault.WriteBehindPack ? 6 : 5;
        for (nint i = 0; i < count; i++)
        {
            Unsafe.Add(ref session.Packed(0), i) = 1;
        }
    }

    private static void Double(Session session, nint begin, nint end)
    {
        ref float scratch = ref session.Buffer(1);
        Unsafe.Add(ref session.Scratch(), Columns - 1) = 1;
        nint written = FaultOf(session) == Fault.ReadUnwritten ? end - 1 : end;
        for (nint i = begin; i < written; i++)
        {
            Unsafe.Add(ref scratch, i) = 2 * Unsafe.Add(ref session.Buffer(0), i);
        }

        switch (FaultOf(session))
        {
            case Fault.WriteBehind:
                Unsafe.Add(ref scratch, end) = 0;
                break;
            case Fault.WriteBefore:
                Unsafe.Add(ref scratch, -1) = 0;
                break;
            case Fault.CopyBehind:
                // As of a kernel that copies whole vectors: poison, but another buffer's.
                Unsafe.Add(ref scratch, end) = Unsafe.Add(ref session.Buffer(0), end);
                break;
            case Fault.WriteBehindGradients:
                session.Gradient(5) = 0;
                break;
            case Fault.WriteBehindArena:
                Unsafe.Add(ref session.Buffer(0), session.ArenaLength + AlignedBuffer.Slack - ArenaPlan.Gap) = 0;
                break;
        }
    }

    private static void Sum(Session session, nint begin, nint end)
    {
        ref float room = ref session.Scratch();
        for (nint n = begin; n < end; n++)
        {
            float sum = FaultOf(session) == Fault.ReadBehind ? Unsafe.Add(ref session.Buffer(1), session.Dim(0) * Columns) : 0;
            nint written = FaultOf(session) switch
            {
                Fault.ReadUnwrittenRoom => Columns - 1,
                Fault.ReadStaleRoom when n > 0 => Columns - 1,
                Fault.WriteBehindRoom => Columns + 1,
                _ => Columns,
            };
            for (nint k = 0; k < written; k++)
            {
                Unsafe.Add(ref room, k) = Unsafe.Add(ref session.Buffer(1), (n * Columns) + k);
            }

            for (nint k = 0; k < Columns; k++)
            {
                sum += Unsafe.Add(ref room, k);
            }

            Unsafe.Add(ref session.Buffer(2), n) = sum;
        }
    }

    private static void Late(Session session, nint begin, nint end)
    {
        switch (FaultOf(session))
        {
            case Fault.ReadDead:
                session.Buffer(2) += session.Buffer(1);
                break;
            case Fault.WriteDead:
                session.Buffer(1) = 0;
                break;
            case Fault.WriteUnaskedRoom:
                session.Scratch() = 0;
                break;
        }
    }
}
