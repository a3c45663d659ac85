using DeepGen.Generators.Declaration;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Schedule.Device;

/// <summary>
/// Chooses how a contraction is cut into groups: which factor gives the rows, in which order the loops are counted, the tile, the pieces
/// of the sum. What only run time knows is estimated; results are right for any extent.
/// </summary>
/// <param name="contract">The operator.</param>
/// <param name="loops">Its loops.</param>
/// <param name="precision">What its factors may be rounded to.</param>
internal sealed class DeviceContractPlanner(ContractOperator contract, OperandLoops loops, FactorPrecision precision)
{
    private const int Result = ProductLaunch.Result;

    /// <summary>Rows or columns below which a tile would be mostly empty: there each result is a plain loop.</summary>
    private const long FewestAcross = 4;

    // What only run time knows is mostly the batch.
    private const long TypicalBatch = 64;

    // A large device: its multiprocessors, each busy with one group; and what a round of loading, a second launch and an element of partial
    // results cost, in clocks. By the data sheets; they have not been fitted to measurements.
    private const double Busy = 132;
    private const double Warp = 32;
    private const double Round = 500;
    private const double Launch = 5000;
    private const double Partial = 1 / 250.0;
    private const int MostPieces = 32;

    /// <summary>Tiles from the one that reuses most to the one that wastes least. All fit the 32 KiB that every device shares.</summary>
    public static IReadOnlyList<DeviceTile> Tiles { get; } =
    [
        new(128, 128, 8, 8, 8),
        new(64, 64, 16, 4, 4),
        new(128, 32, 16, 4, 4),
        new(32, 128, 16, 4, 4),
        new(32, 32, 32, 2, 2),
        new(64, 16, 32, 4, 1),
        new(16, 64, 32, 1, 4),
        new(16, 16, 32, 1, 1),
    ];

    /// <summary>The same for tensor cores.</summary>
    private static readonly DeviceTile[] TensorTiles =
    [
        new(128, 64, 16, 4, 8),
        new(64, 64, 16, 4, 8),
        new(128, 32, 16, 4, 8),
        new(32, 128, 16, 4, 8),
        new(32, 32, 32, 2, 4),
        new(64, 16, 32, 2, 4),
        new(16, 64, 32, 2, 4),
        new(16, 16, 32, 2, 2),
    ];

    public static IReadOnlyList<DeviceTile> TilesFor(FactorPrecision precision)
        => precision == FactorPrecision.Float32 ? Tiles : [.. TensorTiles.Select(tile => tile with { Precision = precision })];

    /// <summary>The plan, or null where each result is better a plain loop: too few rows or columns, or nothing to sum.</summary>
    public DeviceContractPlan? Plan()
    {
        var output = Enumerable.Range(0, contract.OutputRank).Where(IsLoop).ToArray();
        var ofLeft = output.Where(loop => Moves(0, loop) && !Moves(1, loop)).ToArray();
        var ofRight = output.Where(loop => Moves(1, loop) && !Moves(0, loop)).ToArray();
        var sums = Enumerable.Range(contract.OutputRank, loops.Extents.Rank - contract.OutputRank).Where(IsLoop).ToArray();
        if (IsFew(ofLeft) || IsFew(ofRight) || sums.Length == 0) return null;
        var straight = Assemble(false, ofLeft, ofRight, output, sums);
        var swapped = Assemble(true, ofRight, ofLeft, output, sums);
        return Together(swapped) > Together(straight) ? swapped : straight;
    }

    /// <summary>A magnitude to weigh extents and strides by.</summary>
    private static double Estimate(Dim dim) => Math.Abs((double)dim.Evaluate(_ => TypicalBatch));

    private bool IsLoop(int loop) => !loops.Extents[loop].IsOne;

    private bool Moves(int factor, int loop) => contract.Map(factor).Items.Any(index => index.Uses(loop));

    private bool IsFew(int[] across) => loops.Count(across) is { IsConstant: true, Value: < FewestAcross };

    /// <summary>How well neighbouring columns lie together where the result and the epilogue's operands are written and read.</summary>
    private int Together(DeviceContractPlan plan)
    {
        int inner = plan.Columns[plan.Columns.Length - 1];
        return Enumerable.Range(Result, loops.Strides.Length - Result)
            .Sum(operand => (loops.Strides[operand][inner].IsOne ? 1 : 0) + (loops.IsVector(operand, plan.Columns) ? 1 : 0));
    }

    private DeviceContractPlan Assemble(bool swapped, int[] rows, int[] columns, int[] output, int[] sums)
    {
        int left = swapped ? 1 : 0, right = 1 - left;
        rows = Ordered(rows, left);
        columns = Ordered(columns, right);
        sums = Ordered(sums, Leading(left, rows, right, columns));
        var batch = Ordered(output.Except(rows).Except(columns), Result);
        var (tile, pieces) = Choose(loops.Count(batch), loops.Count(rows), loops.Count(columns), loops.Count(sums));
        return new DeviceContractPlan
        {
            Swapped = swapped,
            Rows = [.. rows],
            Columns = [.. columns],
            Batch = [.. batch],
            Depth = [.. sums],
            Tile = tile,
            LeftLoad = Load(left, rows, sums),
            RightLoad = Load(right, columns, sums),
            Pieces = pieces,
        };
    }

    /// <summary>Outermost first as they lie in an operand, and beside that in the result.</summary>
    private int[] Ordered(IEnumerable<int> some, int operand)
        => [.. some.OrderByDescending(loop => Estimate(loops.Strides[operand][loop]))
            .ThenByDescending(loop => Estimate(loops.Strides[Result][loop]))];

    /// <summary>
    /// The factor whose order the sum follows: one that does not lie together along its rows or columns, the larger if neither does.
    /// </summary>
    private int Leading(int left, int[] rows, int right, int[] columns)
    {
        bool leftIsTogether = loops.Strides[left][rows[rows.Length - 1]].IsOne;
        bool rightIsTogether = loops.Strides[right][columns[columns.Length - 1]].IsOne;
        if (leftIsTogether != rightIsTogether) return leftIsTogether ? right : left;
        return Estimate(loops.Count(rows)) >= Estimate(loops.Count(columns)) ? left : right;
    }

    private FactorLoad Load(int factor, int[] across, int[] sums)
    {
        var strides = loops.Strides[factor];
        bool alongSum = Estimate(strides[sums[sums.Length - 1]]) < Estimate(strides[across[across.Length - 1]]);
        return new FactorLoad(alongSum, loops.IsVector(factor, alongSum ? sums : across) ? OperandLoops.Vector : 1);
    }

    /// <summary>The tile and the pieces that are done first, by what a large device does at once.</summary>
    private (DeviceTile Tile, int Pieces) Choose(Dim batch, Dim rows, Dim columns, Dim depth)
    {
        // A result that grows with the batch has groups enough when it matters; one that does not may be a sum over all of the batch.
        int most = batch.IsConstant && rows.IsConstant && columns.IsConstant ? MostPieces : 1;
        var tiles = TilesFor(precision);
        (DeviceTile Tile, int Pieces, double Clocks) best = (tiles[0], 1, double.PositiveInfinity);
        foreach (var tile in tiles)
        {
            double groups = Estimate(batch) * Math.Ceiling(Estimate(rows) / tile.Rows) * Math.Ceiling(Estimate(columns) / tile.Columns);
            double results = Estimate(batch) * Estimate(rows) * Estimate(columns);
            for (int pieces = 1; pieces <= most; pieces *= 2)
            {
                double clocks = Clocks(tile, groups * pieces, Estimate(depth) / pieces);
                if (pieces > 1) clocks += Launch + (results * pieces * Partial);
                if (clocks < best.Clocks) best = (tile, pieces, clocks);
            }
        }

        return (best.Tile, best.Pieces);
    }

    /// <summary>Rounds of loading wait for memory; the products of a round share their clocks with the reading of shared memory.</summary>
    private static double Clocks(DeviceTile tile, double groups, double depth)
    {
        double rounds = Math.Ceiling(depth / tile.Depth);
        double perClock = ProductsPerClock(tile.Precision);
        double products = tile.ItemRows * tile.ItemColumns * Warp / perClock;
        double share = products / (products + Reads(tile));
        double all = groups * tile.Rows * tile.Columns * rounds * tile.Depth;
        return Math.Max(all / (share * Busy * perClock * Math.Min(1, groups / Busy)), rounds * Round);
    }

    /// <summary>What a multiprocessor finishes in a clock.</summary>
    private static double ProductsPerClock(FactorPrecision precision)
        => precision switch { FactorPrecision.TensorFloat32 => 512, FactorPrecision.BFloat16 => 1024, _ => 128 };

    /// <summary>
    /// Clocks that 32 items take to read a step's rows and columns. Of blocks for tensor cores they read each row and column but once.
    /// </summary>
    private static double Reads(DeviceTile tile)
        => tile.IsTensor ? (tile.ItemRows + (tile.ItemColumns / 2.0)) / 4 : Reads(tile.ItemRows) + Reads(tile.ItemColumns);

    /// <summary>Clocks of an item's rows or columns: single floats one by one, vectors in one and a half.</summary>
    private static double Reads(int floats) => floats < OperandLoops.Vector ? floats : floats * 1.5 / OperandLoops.Vector;
}
