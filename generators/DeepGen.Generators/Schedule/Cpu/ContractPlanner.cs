using System.Collections.Immutable;
using DeepGen.Generators.Declaration;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Schedule.Cpu;

/// <summary>
/// Chooses how a contraction is tiled: which factor is broadcast and which is read along the columns, which loops become rows,
/// columns and depth, what must be packed. All ways are enumerated and scored; there are few.
/// </summary>
internal sealed class ContractPlanner(ContractSetting setting)
{
    /// <summary>The plans of all models: after an edit most products are what they were.</summary>
    public static Memo<Question, ContractPlan?> Remembered { get; } = new(most: 1024);

    private const int Result = 2;
    private const double PackPenalty = 0.95;
    private const double FarPenalty = 0.7;
    private const double FarRowsPenalty = 0.95;
    private const double PageFloats = 1024;
    private const long Lanes = 16;
    private const long HalfTile = 7;

    // What moving one float costs, in products: turned while the product runs, copied in the caches, copied through memory.
    private const double Turning = 6;
    private const double Copying = 12;
    private const double CopyingFar = 30;
    private const double CachedFloats = 256 * 1024;

    // What starting one more kernel costs, in products.
    private const double Launching = 8 * 1024;

    // What only run time knows is mostly the batch.
    private const long TypicalBatch = 32;

    private readonly ContractOperator contract = setting.Contract;
    private readonly ImmutableArray<Dim> extents = [.. setting.Contract.Loops];
    private readonly ImmutableArray<EquatableArray<Dim>> strides = setting.Strides.Items;
    private readonly bool resultIsFree = setting.ResultIsFree;

    /// <summary>For each factor, whether it moves with a loop.</summary>
    private readonly bool[][] inFactor = [LoopsOf(setting.Contract, 0), LoopsOf(setting.Contract, 1)];

    private int Operands => strides.Length;

    /// <summary>The best plan, or null if no tile fits and plain loops must do.</summary>
    public ContractPlan? Best() => BestOf(Parts.Both);

    /// <summary>
    /// The best plan that gives the factors these parts and packs nothing: for operands that have just been laid out for it.
    /// </summary>
    public ContractPlan? BestInPlace(bool swapped) => BestOf(swapped ? Parts.Swapped : Parts.Straight, mayPack: false);

    /// <summary>The best plan that gives the factors these parts.</summary>
    public ContractPlan? Best(bool swapped) => BestOf(swapped ? Parts.Swapped : Parts.Straight);

    private ContractPlan? BestOf(Parts parts, bool mayPack = true)
        => Remembered.Get(new Question(setting, parts, mayPack), question => Enumerate(question.Parts)
            .Where(plan => plan is not null && (question.MayPack || plan.PackOrder is null))
            .OrderByDescending(plan => plan!.Score)
            .FirstOrDefault());

    private IEnumerable<ContractPlan?> Enumerate(Parts parts)
    {
        foreach (bool swapped in (bool[])[false, true])
        {
            if (parts != Parts.Both && (parts == Parts.Swapped) != swapped) continue;
            for (int column = 0; column < contract.OutputRank; column++) yield return Plan(swapped, column);
        }
    }

    /// <summary>A magnitude to sort strides and extents by; what only run time knows counts as large.</summary>
    public static double Estimate(Dim dim) => Magnitude.Of(dim);

    /// <summary>A plan's score with as many passes over so many floats before or after it.</summary>
    public double WithCopies(double score, Dim floats, int passes = 1)
    {
        double count = Typical(floats);
        return WithOverhead(score, passes * (Launching + (count * (count > CachedFloats ? CopyingFar : Copying))));
    }

    private double WithOverhead(double score, double products)
    {
        double own = extents.Aggregate(1.0, (product, extent) => product * Typical(extent));
        return score * own / (own + (score * products));
    }

    private static double Typical(Dim dim) => dim.Evaluate(_ => TypicalBatch);

    private bool InFactor(int factor, int loop) => inFactor[factor][loop];

    private static bool[] LoopsOf(ContractOperator contract, int factor)
    {
        var loops = new bool[contract.Loops.Rank];
        foreach (var index in contract.Map(factor))
        {
            foreach (var term in index.Terms) loops[term.Loop] = true;
        }

        return loops;
    }

    private ContractPlan? Plan(bool swapped, int column)
    {
        int a = swapped ? 1 : 0, b = 1 - a;
        if (!InFactor(b, column) || InFactor(a, column)) return null;
        if (!resultIsFree && strides[Result][column] != Dim.One && !extents[column].IsOne) return null;
        bool apart = strides[b][column] != Dim.One && !extents[column].IsOne;
        return apart && setting.IsKept(b) ? Plan(swapped, column, Second.Packed)
            : !apart ? Plan(swapped, column, Second.InPlace)
            : Better(Plan(swapped, column, Second.Packed), Plan(swapped, column, Second.Turned));
    }

    private static ContractPlan? Better(ContractPlan? one, ContractPlan? other)
        => one is null || other?.Score > one.Score ? other : one;

    private ContractPlan? Plan(bool swapped, int column, Second second)
    {
        int a = swapped ? 1 : 0, b = 1 - a;
        bool pack = second == Second.Packed;
        if (pack && contract.Map(b).Items.Any(index => index.Terms.Length != 1)) return null;

        var output = Enumerable.Range(0, contract.OutputRank).Where(loop => !extents[loop].IsOne || loop == column).ToArray();
        var columns = output.Where(loop => InFactor(b, loop) && !InFactor(a, loop)).ToArray();
        var rows = output.Where(loop => InFactor(a, loop) && !InFactor(b, loop)).ToArray();
        var shared = output.Except(columns).Except(rows).ToArray();
        var sums = Enumerable.Range(contract.OutputRank, extents.Length - contract.OutputRank)
            .Where(loop => !extents[loop].IsOne).ToArray();

        bool OfColumns(int operand) => operand == b ? !pack : operand != Result || !resultIsFree;
        bool OfRows(int operand) => operand != b && (operand != Result || !resultIsFree);
        bool OfSums(int operand) => operand == a || (operand == b && !pack);
        var columnChains = Chains(columns, resultIsFree ? b : Result, OfColumns, column);
        var rowChains = Chains(rows, a, OfRows);
        var sumChains = Chains(sums, a, OfSums);
        return Choose(swapped, a, b, second, columnChains, rowChains, sumChains, shared);
    }

    private ContractPlan? Choose(
        bool swapped, int a, int b, Second second, List<Chain> columns, List<Chain> rows, List<Chain> sums, int[] shared)
    {
        var none = new Chain([], LoopAxis.Single(Operands));
        ContractPlan? best = null;
        foreach (var row in rows.DefaultIfEmpty(none))
        {
            foreach (var depth in sums.DefaultIfEmpty(none))
            {
                bool fits = depth == none || row == none || depth.Axis.Strides[a] == Dim.One || row.Axis.Strides[a] == Dim.One;
                bool turned = second == Second.Turned;
                if (!fits || (turned && (depth == none || depth.Axis.Strides[b] != Dim.One))) continue;
                var together = turned ? depth.Axis.Extent : SumInTile(depth, sums, a);
                double score = ColumnEfficiency(columns[0].Axis.Extent) * RowEfficiency(row.Axis.Extent)
                    * Saturation(together) * Locality(depth.Axis, a, second == Second.InPlace ? b : a);
                score = WithLayout(score, second, b);
                if (best is not null && best.Score >= score) continue;
                best = Assemble(swapped, a, b, second, columns, rows, sums, shared, row, depth, score);
            }
        }

        return best;
    }

    private ContractPlan Assemble(
        bool swapped, int a, int b, Second second, List<Chain> columns, List<Chain> rows, List<Chain> sums, int[] shared, Chain row,
        Chain depth, double score)
    {
        var otherRows = rows.Where(chain => chain != row).ToArray();
        var otherSums = sums.Where(chain => chain != depth).OrderBy(chain => Estimate(chain.Axis.Strides[a])).ToArray();
        var blocks = otherSums.FirstOrDefault() ?? new Chain([], LoopAxis.Single(Operands));
        var outerSums = Enumerable.Reverse(otherSums.Skip(1)).ToArray();
        var batch = shared.Select(loop => new Chain([loop], AxisOf(loop))).ToArray();
        var outer = batch.Concat(Enumerable.Reverse(otherRows)).Concat(Enumerable.Reverse(columns.Skip(1))).ToArray();
        var inB = batch.Concat(outerSums).Append(blocks).Append(depth).Concat(Enumerable.Reverse(columns))
            .SelectMany(chain => Enumerable.Reverse(chain.Loops)).Where(loop => InFactor(b, loop));
        return new ContractPlan
        {
            Swapped = swapped,
            Rows = row.Axis,
            Columns = columns[0].Axis,
            Depth = depth.Axis,
            Blocks = blocks.Axis,
            Outer = [.. outer.Select(chain => chain.Axis)],
            OuterDepth = [.. outerSums.Select(chain => chain.Axis)],
            IsTurned = second == Second.Turned,
            PackOrder = second == Second.Packed ? [.. inB] : null,
            ResultOrder = resultIsFree
                ? [.. outer.Append(row).Append(columns[0]).SelectMany(chain => Enumerable.Reverse(chain.Loops))]
                : null,
            Score = score,
        };
    }

    private LoopAxis AxisOf(int loop) => new(extents[loop], [.. strides.Select(operand => operand[loop])]);

    /// <summary>
    /// Loops merged wherever every operand that matters steps evenly over them; innermost first, each chain innermost first.
    /// </summary>
    private List<Chain> Chains(int[] loops, int by, Func<int, bool> matters, int first = -1)
    {
        var chains = new List<Chain>();
        foreach (int loop in loops.OrderByDescending(loop => loop == first).ThenBy(loop => Estimate(strides[by][loop])))
        {
            var axis = AxisOf(loop);
            if (chains.Count > 0 && axis.Around(chains[chains.Count - 1].Axis, matters) is { } merged)
            {
                chains[chains.Count - 1] = new Chain(chains[chains.Count - 1].Loops.Add(loop), merged);
            }
            else
            {
                chains.Add(new Chain([loop], axis));
            }
        }

        return chains;
    }

    /// <summary>Columns come in vectors; what is left of the last one is wasted.</summary>
    private static double ColumnEfficiency(Dim extent)
    {
        if (!extent.IsConstant) return 1;
        long vectors = (extent.Value + Lanes - 1) / Lanes;
        return (double)extent.Value / (vectors * Lanes);
    }

    /// <summary>Rows are split evenly into tiles of half to full height; only fewer than half a tile leave registers idle.</summary>
    private static double RowEfficiency(Dim extent)
        => extent.IsConstant ? Math.Min(1, (double)extent.Value / HalfTile) : 1;

    /// <summary>Number of products that a tile adds up before it is stored: its depth and the blocks that go with it.</summary>
    private static Dim SumInTile(Chain depth, List<Chain> sums, int a)
    {
        var blocks = sums.Where(chain => chain != depth).OrderBy(chain => Estimate(chain.Axis.Strides[a])).FirstOrDefault();
        return blocks is null ? depth.Axis.Extent : depth.Axis.Extent * blocks.Axis.Extent;
    }

    /// <summary>
    /// Steps beyond a page miss the translation cache at every product, unless the tiles lay that factor out anew as they go.
    /// </summary>
    private static double Locality(LoopAxis depth, int a, int b)
        => Estimate(depth.Strides[a]) > PageFloats ? FarPenalty : Estimate(depth.Strides[b]) > PageFloats ? FarRowsPenalty : 1;

    /// <summary>A score with what it costs to have the second factor as the tiles need it.</summary>
    private double WithLayout(double score, Second second, int b)
    {
        if (second == Second.InPlace) return score;
        if (setting.IsKept(b)) return score * PackPenalty;
        var floats = Enumerable.Range(0, extents.Length).Where(loop => InFactor(b, loop))
            .Aggregate(Dim.One, (product, loop) => product * extents[loop]);
        return second == Second.Turned ? WithOverhead(score, Typical(floats) * Turning) : WithCopies(score * PackPenalty, floats);
    }

    /// <summary>Short sums do not pay for loading and storing the tile.</summary>
    private static double Saturation(Dim extent) => extent.IsConstant ? extent.Value / (extent.Value + 8.0) : 1;

    /// <summary>How the tiles get the second factor.</summary>
    private enum Second
    {
        /// <summary>Along its columns as it lies.</summary>
        InPlace,

        /// <summary>As it lies, along the depth: the tiles turn it around part by part.</summary>
        Turned,

        /// <summary>From a copy made before.</summary>
        Packed,
    }

    /// <summary>Which factor is which operand of the tiles.</summary>
    public enum Parts
    {
        Straight,
        Swapped,
        Both,
    }

    public readonly record struct Question(ContractSetting Setting, Parts Parts, bool MayPack);

    /// <summary>Loops, innermost first, and the one axis that they make.</summary>
    private sealed record Chain(ImmutableArray<int> Loops, LoopAxis Axis);
}

/// <summary>All of a product that its plan follows from.</summary>
/// <param name="Contract">The product.</param>
/// <param name="Strides">For each operand (left, right, result, epilogue operands) its stride along each loop.</param>
/// <param name="ResultIsFree">Whether the layout of the result is for the plan to choose; then its strides are not looked at.</param>
/// <param name="LeftIsKept">Whether a packed copy of the left factor outlives the program, so that making it costs nothing.</param>
/// <param name="RightIsKept">The same of the right one.</param>
internal sealed record ContractSetting(
    ContractOperator Contract, EquatableArray<EquatableArray<Dim>> Strides, bool ResultIsFree, bool LeftIsKept, bool RightIsKept)
{
    public bool IsKept(int factor) => factor == 0 ? LeftIsKept : RightIsKept;
}
