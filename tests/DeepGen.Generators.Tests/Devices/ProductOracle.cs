using DeepGen.Generators.Declaration;
using DeepGen.Generators.Emit.Device;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Kernels;
using DeepGen.Generators.Operators;
using DeepGen.Generators.Schedule;
using DeepGen.Generators.Schedule.Device;

namespace DeepGen.Generators.Tests.Devices;

/// <summary>A product and its epilogue in float64 at every element, beside the kernel that is printed for them.</summary>
/// <param name="launch">The product.</param>
/// <param name="dims">The run-time dims.</param>
/// <param name="seed">The seed of what its operands hold.</param>
internal sealed class ProductOracle(DeviceContractLaunch launch, IReadOnlyDictionary<string, long> dims, int seed)
{
    private const int Result = ProductLaunch.Result;

    private readonly Dictionary<Storage, float[]> memory = [];

    /// <summary>
    /// Runs the kernel and checks what it stores. Some hundred products of normal numbers in float32 leave errors of about 1e-6 of the
    /// largest sums.
    /// </summary>
    /// <param name="change">A change to its text.</param>
    /// <returns>What the simulator has to say.</returns>
    public string Run(Func<string, string> change, double tolerance = 2e-5)
    {
        var text = DeviceContractPrinter.Print(launch);
        var kernel = new SimulatedKernel(text, change);
        var random = new System.Random(seed);
        var read = launch.Operands.Where((_, at) => IsRead(at)).ToHashSet();
        foreach (var (storage, _) in text.Memory)
        {
            int size = (int)Value(storage.Size);
            if (read.Any(operand => IsSame(operand, storage))) kernel.Memory(memory[storage] = Normal(random, size));
            else kernel.Memory(size);
        }

        foreach (string name in text.Dims) kernel.Number((int)dims[name]);
        var (found, findings) = kernel.Run(Groups());
        if (findings.Length == 0)
            Check(operand => found[text.Memory.ToList().FindIndex(known => IsSame(known.Storage, operand))], tolerance);
        return findings;
    }

    private static bool IsSame(Storage one, Storage other)
        => one == other || (one.Kind == other.Kind && one.Kind != StorageKind.Arena && one.Offset == other.Offset);

    private static float[] Normal(System.Random random, int count)
        => [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5))];

    private bool IsRead(int operand) => operand < Result || (operand > Result && operand <= Result + launch.Product.EpilogueReads.Length);

    private long Value(Dim dim) => dim.Evaluate(name => dims[name]);

    private long Groups()
    {
        long Covering(IEnumerable<int> loops, int tile) => (Value(launch.Loops.Count(loops)) + tile - 1) / tile;
        return launch.Plan.Pieces * Covering(launch.Plan.Batch, 1) * Covering(launch.Plan.Rows, launch.Plan.Tile.Rows)
            * Covering(launch.Plan.Columns, launch.Plan.Tile.Columns);
    }

    private float[] Held(int operand) => memory.First(entry => IsSame(entry.Key, launch.Operands[operand])).Value;

    private long At(int operand, long[] at)
        => Value(launch.Offsets[operand]) + at.Select((index, loop) => index * Value(launch.Loops.Strides[operand][loop])).Sum();

    private void Check(Func<Storage, float[]> found, double tolerance)
    {
        int rank = launch.Contract.Shape.Rank;
        long[] extents = [.. launch.Loops.Extents.Select(Value)];
        long count = extents.Take(rank).Aggregate(1L, (product, extent) => product * extent);
        for (long flat = 0; flat < count; flat++)
        {
            long[] at = new long[extents.Length];
            long rest = flat;
            for (int loop = rank - 1; loop >= 0; loop--) (at[loop], rest) = (rest % extents[loop], rest / extents[loop]);
            foreach (var (operand, expected) in Expected(at, extents, rank))
            {
                double stored = 0;
                for (int piece = 0; piece < launch.Plan.Pieces; piece++)
                    stored += found(launch.Operands[operand])[At(operand, at) + (piece * Value(launch.PieceStride))];
                double error = Math.Abs(stored - expected);
                error.ShouldBeLessThan(tolerance * (1 + Math.Abs(expected)), $"{launch.Name}[{string.Join(", ", at.Take(rank))}]");
            }
        }
    }

    /// <summary>What every written operand must hold at a place of the result.</summary>
    private List<(int Operand, double Value)> Expected(long[] at, long[] extents, int rank)
    {
        double sum = 0;
        void Add(int loop)
        {
            if (loop == extents.Length)
            {
                sum += (double)Rounded(Held(0)[At(0, at)]) * Rounded(Held(1)[At(1, at)]);
                return;
            }

            for (at[loop] = 0; at[loop] < extents[loop]; at[loop]++) Add(loop + 1);
            at[loop] = 0;
        }

        Add(rank);
        var values = new Dictionary<Node, double> { [launch.Contract] = sum };
        var written = new List<(int, double)>();
        if (launch.StoresResult) written.Add((Result, sum));
        var (reads, writes) = (launch.Product.EpilogueReads, launch.Product.EpilogueWrites);
        for (int read = 0; read < reads.Length; read++) values[reads[read].Key.Node] = Held(Result + 1 + read)[At(Result + 1 + read, at)];
        foreach (var statement in launch.Epilogue)
        {
            values[statement.Node] = Evaluate(statement.Value, values);
            int write = writes.IndexOf(statement.Node);
            if (write >= 0) written.Add((Result + 1 + reads.Length + write, values[statement.Node]));
        }

        return written;
    }

    /// <summary>A factor as the tile multiplies it.</summary>
    private float Rounded(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        return BitConverter.UInt32BitsToSingle(launch.Plan.Tile.Precision switch
        {
            FactorPrecision.TensorFloat32 => (bits + (1u << 12)) >> 13 << 13,
            FactorPrecision.BFloat16 => (bits + (1u << 15) - 1 + ((bits >> 16) & 1)) >> 16 << 16,
            _ => bits,
        });
    }

    private double Evaluate(ScalarExpression formula, Dictionary<Node, double> values) => formula switch
    {
        Literal literal => literal.Value,
        Load load => values[load.Node],
        Extent extent => Value(extent.Dim),
        ScalarCall call => call.Function.Evaluate([.. call.Operands.Select(operand => Evaluate(operand, values))]),
        _ => throw new InvalidOperationException($"{formula} has no place in an epilogue."),
    };
}
