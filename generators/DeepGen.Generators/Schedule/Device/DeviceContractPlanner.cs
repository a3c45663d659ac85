using System.Collections.Immutable;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;
using DeepGen.Generators.Schedule.Cpu;

namespace DeepGen.Generators.Schedule.Device;

/// <summary>
/// Chooses how a contraction is cut into groups: which factor gives the rows, in which order the loops are counted, the tile, the pieces
/// of the sum. What only run time knows is estimated; results are right for any extent.
/// </summary>
/// <param name="strides">For each operand (left, right, result, epilogue operands) its stride along each loop.</param>
/// <param name="aligned">Whether each operand's first element is known to start a vector of four.</param>
internal sealed class DeviceContractPlanner(
    ContractOperator contract, ImmutableArray<ImmutableArray<Dim>> strides, ImmutableArray<bool> aligned)
{
    private const int Result = 2;
    private const int Vector = 4;

    /// <summary>Rows or columns below which a tile would be mostly empty: there each result is a plain loop.</summary>
    private const long FewestAcross = 4;

    // What only run time knows is mostly the batch.
    private const long TypicalBatch = 64;

    // A large device, in groups that it runs at once and in products that it finishes in a clock; and what a round of loading, a second
    // launch and an element of partial results cost, in clocks.
    private const double Resident = 264;
    private const double ProductsPerClock = 132 * 128;
    private const double Round = 500;
    private const double Launch = 5000;
    private const double Partial = 1 / 250.0;
    private const int MostPieces = 32;

    /// <summary>Tiles from the one that reuses most to the one that wastes least. All fit the 32 KiB that every device shares.</summary>
    private static readonly DeviceTile[] Tiles =
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

    private readonly Shape extents = contract.Loops;

    /// <summary>The plan, or null where each result is better a plain loop: too few rows or columns, or nothing to sum.</summary>
    public DeviceContractPlan? Plan()
    {
        var output = Enumerable.Range(0, contract.OutputRank).Where(loop => !extents[loop].IsOne).ToArray();
        var ofLeft = output.Where(loop => Moves(0, loop) && !Moves(1, loop)).ToArray();
        var ofRight = output.Where(loop => Moves(1, loop) && !Moves(0, loop)).ToArray();
        var sums = Enumerable.Range(contract.OutputRank, extents.Rank - contract.OutputRank).Where(loop => !extents[loop].IsOne).ToArray();
        if (IsFew(ofLeft) || IsFew(ofRight) || sums.Length == 0) return null;
        var straight = Assemble(false, ofLeft, ofRight, output, sums);
        var swapped = Assemble(true, ofRight, ofLeft, output, sums);
        return Together(swapped) > Together(straight) ? swapped : straight;
    }

    /// <summary>A magnitude to weigh extents and strides by.</summary>
    private static double Estimate(Dim dim) => Math.Abs((double)dim.Evaluate(_ => TypicalBatch));

    private bool Moves(int factor, int loop) => contract.Map(factor).Items.Any(index => index.Uses(loop));

    private bool IsFew(int[] loops) => CountOf(loops) is { IsConstant: true, Value: < FewestAcross };

    private Dim CountOf(IEnumerable<int> loops) => loops.Aggregate(Dim.One, (product, loop) => product * extents[loop]);

    /// <summary>How well neighbouring columns lie together where results are written and read.</summary>
    private static int Together(DeviceContractPlan plan)
        => plan.Vectors.Skip(Result).Count(isVector => isVector)
            + plan.Columns[plan.Columns.Length - 1].Strides.Skip(Result).Count(stride => stride.IsOne);

    private DeviceContractPlan Assemble(bool swapped, int[] rows, int[] columns, int[] output, int[] sums)
    {
        int left = swapped ? 1 : 0, right = 1 - left;
        rows = Ordered(rows, left);
        columns = Ordered(columns, right);
        var batch = output.Except(rows).Except(columns).OrderByDescending(loop => Estimate(strides[Result][loop])).ToArray();
        sums = [.. sums.OrderByDescending(loop => Estimate(strides[Leading(left, rows, right, columns)][loop]))];
        var (tile, pieces) = Choose(CountOf(batch), CountOf(rows), CountOf(columns), CountOf(sums));
        return new DeviceContractPlan
        {
            Swapped = swapped,
            Rows = Axes(rows),
            Columns = Axes(columns),
            Batch = Axes(batch),
            Depth = Axes(sums),
            Tile = tile,
            LeftLoad = Load(left, rows, sums),
            RightLoad = Load(right, columns, sums),
            Vectors = [.. Enumerable.Range(0, strides.Length).Select(operand => IsVector(operand, columns, [.. batch, .. rows]))],
            Pieces = pieces,
            ResultOrder = [.. batch, .. rows, .. columns],
        };
    }

    /// <summary>Outermost first as they lie in the factor, which is read again and again; and as they lie in the result.</summary>
    private int[] Ordered(int[] loops, int factor)
        => [.. loops.OrderByDescending(loop => Estimate(strides[factor][loop])).ThenByDescending(loop => Estimate(strides[Result][loop]))];

    /// <summary>
    /// The factor whose order the sum follows: one that does not lie together along its rows or columns, the larger if neither does.
    /// </summary>
    private int Leading(int left, int[] rows, int right, int[] columns)
    {
        bool leftIsTogether = strides[left][rows[rows.Length - 1]].IsOne;
        bool rightIsTogether = strides[right][columns[columns.Length - 1]].IsOne;
        if (leftIsTogether != rightIsTogether) return leftIsTogether ? right : left;
        return Estimate(CountOf(rows)) >= Estimate(CountOf(columns)) ? left : right;
    }

    private ImmutableArray<LoopAxis> Axes(int[] loops)
        => [.. loops.Select(loop => new LoopAxis(extents[loop], [.. strides.Select(operand => operand[loop])]))];

    private FactorLoad Load(int factor, int[] across, int[] sums)
    {
        int inner = across[across.Length - 1], sum = sums[sums.Length - 1];
        bool alongSum = Estimate(strides[factor][sum]) < Estimate(strides[factor][inner]);
        var rest = Enumerable.Range(0, extents.Rank).Where(loop => !extents[loop].IsOne);
        bool isVector = alongSum ? IsVector(factor, sums, rest.Except(sums)) : IsVector(factor, across, rest.Except(across));
        return new FactorLoad(alongSum, isVector ? Vector : 1);
    }

    /// <summary>
    /// Whether counts from a multiple of four take an operand four neighbours further each, in a place where a vector starts.
    /// </summary>
    private bool IsVector(int operand, int[] along, IEnumerable<int> others)
    {
        int inner = along[along.Length - 1];
        if (!aligned[operand] || !strides[operand][inner].IsOne) return false;
        var together = extents[inner];
        int outer = along.Length - 1;
        for (; outer > 0 && strides[operand][along[outer - 1]] == together; outer--) together *= extents[along[outer - 1]];
        return together.DivideExactly(Vector) is not null
            && along.Take(outer).Concat(others).All(loop => strides[operand][loop].DivideExactly(Vector) is not null);
    }

    /// <summary>The tile and the pieces that are done first, by what a large device does at once.</summary>
    private static (DeviceTile Tile, int Pieces) Choose(Dim batch, Dim rows, Dim columns, Dim depth)
    {
        (DeviceTile Tile, int Pieces, double Clocks) best = (Tiles[0], 1, double.PositiveInfinity);
        foreach (var tile in Tiles)
        {
            double groups = Estimate(batch) * Math.Ceiling(Estimate(rows) / tile.Rows) * Math.Ceiling(Estimate(columns) / tile.Columns);
            double results = Estimate(batch) * Estimate(rows) * Estimate(columns);
            for (int pieces = 1; pieces <= MostPieces; pieces *= 2)
            {
                double clocks = Clocks(tile, groups * pieces, Estimate(depth) / pieces);
                if (pieces > 1) clocks += Launch + (results * pieces * Partial);
                if (clocks < best.Clocks) best = (tile, pieces, clocks);
            }
        }

        return (best.Tile, best.Pieces);
    }

    private static double Clocks(DeviceTile tile, double groups, double depth)
    {
        // Of what an item does in a step, its products; the rest is reading the tiles.
        double products = tile.ItemRows * tile.ItemColumns;
        double share = products / (products + ((tile.ItemRows + tile.ItemColumns) / 2.0) + 2);
        double whole = Math.Ceiling(depth / tile.Depth) * tile.Depth;
        double work = groups * tile.Rows * tile.Columns * whole / (share * ProductsPerClock * Math.Min(1, groups / Resident));
        return Math.Max(work, Math.Ceiling(depth / tile.Depth) * Round);
    }
}
