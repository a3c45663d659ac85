using System.Collections.Immutable;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Kernels;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Passes.Fusion;

/// <summary>A kernel in the making.</summary>
internal abstract class Group
{
    /// <summary>Every stored value that the group's formulas read, its own included.</summary>
    public abstract IEnumerable<Node> Reads { get; }

    public static Group Open(Node node, Inliner inliner) => node.Operator switch
    {
        ContractOperator => new ContractGroup(node),
        ReduceOperator reduce
            => LoopGroup.Of(new Statement(node, inliner.Formula(node), reduce.Kind), node.Inputs[0].Shape, reduce.Axes.Items),
        PointwiseOperator or RandomOperator or WindowOperator or WindowGatherOperator
            => LoopGroup.Of(new Statement(node, inliner.Formula(node)), node.Shape, []),
        LineOperator => new LineGroup(node),
        _ => new ViewGroup(node),
    };

    /// <summary>Takes the one value of a newly opened group in, if that is possible and worth while.</summary>
    public virtual bool TryJoin(Group candidate) => false;

    public abstract Kernel ToKernel();
}

/// <summary>A line needs its inputs whole, and what uses it needs it whole: nothing joins.</summary>
internal sealed class LineGroup(Node line) : Group
{
    public override IEnumerable<Node> Reads => line.Inputs;

    public override Kernel ToKernel() => new LineKernel(line) { Name = KernelTitle.For([line]) };
}

internal sealed class ViewGroup(Node view) : Group
{
    public override IEnumerable<Node> Reads => view.Inputs;

    public override Kernel ToKernel() => new ViewKernel(view) { Name = KernelTitle.For([view]) };
}

/// <summary>A product with pointwise work on its result.</summary>
internal sealed class ContractGroup(Node contract) : Group
{
    private readonly List<Statement> epilogue = [];

    public override IEnumerable<Node> Reads
        => contract.Inputs.Concat(epilogue.SelectMany(statement => statement.Value.Loads().Select(load => load.Node)));

    public override bool TryJoin(Group candidate)
    {
        if (candidate is not LoopGroup { Single: { } statement, Domain: var domain, IsReduction: false }) return false;
        if (!domain.Equals(contract.Shape)
            || statement.Value.Leaves().Any(leaf => leaf is WindowLeaf or GatherLeaf or RandomLeaf or Coordinate)) return false;
        var own = epilogue.Select(earlier => earlier.Node).Append(contract).ToArray();
        var loads = statement.Value.Loads().ToArray();
        if (!loads.Any(load => own.Contains(load.Node)) || loads.Any(load => own.Contains(load.Node) && !load.Direct)) return false;
        epilogue.Add(statement);
        return true;
    }

    public override Kernel ToKernel()
        => new ContractKernel(contract, [.. epilogue])
        {
            Name = KernelTitle.For(epilogue.Select(statement => statement.Node).Prepend(contract)),
        };
}

/// <summary>Loops over one domain; see <see cref="LoopKernel"/>.</summary>
internal sealed class LoopGroup : Group
{
    private readonly List<(bool IsFull, List<Statement> Statements)> stages = [];
    private readonly HashSet<Node> own = [];
    private readonly HashSet<Node> read = [];
    private ImmutableArray<int> reduced;

    private LoopGroup(Shape domain, ImmutableArray<int> reduced)
    {
        Domain = domain;
        this.reduced = reduced;
    }

    public Shape Domain { get; }

    public bool IsReduction => reduced.Length > 0;

    /// <summary>The only statement of a group that nothing has joined.</summary>
    public Statement? Single => stages.Count == 1 && stages[0].Statements.Count == 1 ? stages[0].Statements[0] : null;

    public override IEnumerable<Node> Reads => read;

    private IEnumerable<Statement> Statements => stages.SelectMany(stage => stage.Statements);

    public static LoopGroup Of(Statement statement, Shape domain, ImmutableArray<int> reduced)
    {
        var group = new LoopGroup(domain, reduced);
        group.stages.Add((true, []));
        group.Add(statement, 0);
        return group;
    }

    public override bool TryJoin(Group candidate)
    {
        if (candidate is not LoopGroup { Single: { } statement } other || !Related(statement)) return false;
        if (other.Domain.Equals(Domain) && Agrees(other)) return JoinFull(statement, other);
        return IsReduction && !other.IsReduction && other.Domain.Equals(OuterShape) && JoinOuter(statement);
    }

    public override Kernel ToKernel()
        => new LoopKernel(Domain, reduced, [.. stages.Select(stage => new Stage(stage.IsFull, [.. stage.Statements]))])
        {
            Name = KernelTitle.For(Statements.Select(statement => statement.Node)),
        };

    private Shape OuterShape => reduced.Aggregate(Domain, (shape, axis) => shape.With(axis, 1));

    private bool Agrees(LoopGroup other) => !IsReduction || !other.IsReduction || reduced.SequenceEqual(other.reduced);

    /// <summary>Joining pays where a value is used while it is at hand, or an input is read once instead of twice.</summary>
    private bool Related(Statement statement)
    {
        bool uses = false, shares = false;
        foreach (var (node, direct) in statement.Value.Loads())
        {
            bool isOwn = own.Contains(node);
            if (isOwn && !direct) return false;
            uses |= isOwn;
            shares |= read.Contains(node) && IsLarge(node);
        }

        return uses || shares;
    }

    private static bool IsLarge(Node node) => node.Shape.Any(dim => !dim.IsConstant);

    private bool JoinFull(Statement statement, LoopGroup other)
    {
        var axes = IsReduction ? reduced : other.reduced;
        bool rows = axes.Length > 0 && LoopKernel.HasRows(Domain, axes);
        int after = -1;
        for (int at = 0; at < stages.Count; at++)
        {
            foreach (var earlier in stages[at].Statements)
            {
                if (!statement.Value.Loads().Any(load => load.Node == earlier.Node)) continue;
                after = Math.Max(after, stages[at].IsFull && earlier.Reduction is null ? at : at + 1);
            }
        }

        int place = stages.FindIndex(Math.Max(after, 0), stage => stage.IsFull);
        if (place > 0 || place < 0)
        {
            if (!rows) return false;
        }

        if (place < 0)
        {
            stages.Add((true, []));
            place = stages.Count - 1;
        }

        reduced = axes;
        Add(statement, place);
        return true;
    }

    private bool JoinOuter(Statement statement)
    {
        var full = Statements.Where(
            earlier => earlier.Reduction is null && earlier.Node.Shape.Equals(Domain) && !Domain.Equals(OuterShape));
        if (statement.Value.Loads().Any(load => full.Any(earlier => earlier.Node == load.Node))) return false;
        if (statement.Value.Leaves().Any(leaf => leaf is WindowLeaf or GatherLeaf)) return false;
        if (stages[stages.Count - 1].IsFull) stages.Add((false, []));
        Add(statement, stages.Count - 1);
        return true;
    }

    private void Add(Statement statement, int stage)
    {
        stages[stage].Statements.Add(statement);
        own.Add(statement.Node);
        foreach (var (node, _) in statement.Value.Loads()) read.Add(node);
    }
}
