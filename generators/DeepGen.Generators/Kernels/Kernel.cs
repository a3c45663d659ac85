using System.Collections.Immutable;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Kernels;

/// <summary>One launch: what it computes, with no target in it.</summary>
internal abstract record Kernel
{
    /// <summary>The values that it computes, in order; which of them reach memory is for the schedule to say.</summary>
    public abstract IEnumerable<Node> Nodes { get; }

    /// <summary>The values that it reads from memory.</summary>
    public abstract IEnumerable<Node> Reads { get; }

    /// <summary>A name made of the layers whose work it does.</summary>
    public required string Name { get; init; }
}

/// <summary>One value of a loop: stored for each element, or accumulated over the reduced axes.</summary>
internal sealed record Statement(Node Node, ScalarExpression Value, ReduceKind? Reduction = null);

/// <summary>One pass of a loop kernel: over the whole domain, or once for each element of what remains after the reduction.</summary>
internal sealed record Stage(bool IsFull, ImmutableArray<Statement> Statements);

/// <summary>
/// Loops over a domain with formulas at each element: maps, rows (reductions with pointwise work before, between and after), columns,
/// pooling. Which of these it becomes is for the schedule to say.
/// </summary>
internal sealed record LoopKernel(Shape Domain, ImmutableArray<int> Reduced, ImmutableArray<Stage> Stages) : Kernel
{
    public override IEnumerable<Node> Nodes => Statements.Select(statement => statement.Node);

    public override IEnumerable<Node> Reads
        => Statements.SelectMany(statement => statement.Value.Loads()).Select(load => load.Node).Except(Nodes).Distinct();

    public IEnumerable<Statement> Statements => Stages.SelectMany(stage => stage.Statements);

    /// <summary>
    /// Whether each element outside the reduction sees whole rows: the reduced axes are the last ones and there are many rows.
    /// </summary>
    public static bool HasRows(Shape domain, IEnumerable<int> reduced)
    {
        var outer = Enumerable.Range(0, domain.Rank).Except(reduced).Where(axis => !domain[axis].IsOne).ToArray();
        var inner = reduced.Where(axis => !domain[axis].IsOne).ToArray();
        bool trailing = outer.Length == 0 || inner.Length == 0 || outer.Max() < inner.Min();
        return trailing && outer.Any(axis => !domain[axis].IsConstant);
    }
}

/// <summary>A contraction, and pointwise work on each element of its result before that leaves the cache.</summary>
internal sealed record ContractKernel(Node Contract, ImmutableArray<Statement> Epilogue) : Kernel
{
    public ContractOperator Operator => (ContractOperator)Contract.Operator;

    public override IEnumerable<Node> Nodes => Epilogue.Select(statement => statement.Node).Prepend(Contract);

    public override IEnumerable<Node> Reads
        => Contract.Inputs.Concat(
            Epilogue.SelectMany(statement => statement.Value.Loads()).Select(load => load.Node).Except(Nodes)).Distinct();
}

/// <summary>A function of whole lines of stored values.</summary>
internal sealed record LineKernel(Node Line) : Kernel
{
    public override IEnumerable<Node> Nodes => [Line];

    public override IEnumerable<Node> Reads => Line.Inputs.Distinct();
}

/// <summary>A view of a stored value. Where the layout can express it, nothing runs; otherwise it is a copy.</summary>
internal sealed record ViewKernel(Node View) : Kernel
{
    public override IEnumerable<Node> Nodes => [View];

    public override IEnumerable<Node> Reads => View.Inputs;
}

/// <summary>A whole program as launches in order.</summary>
internal sealed record KernelProgram(ModelGraph Model, ImmutableArray<Kernel> Kernels);
