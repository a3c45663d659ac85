using DeepGen.Generators.Graph;
using DeepGen.Generators.Kernels;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Passes.Fusion;

/// <summary>
/// Decides which values are stored and which are computed again wherever they are used, and writes formulas accordingly. Cheap
/// pointwise values and random masks are never stored; what other kernels must address (operands of products, views, results) always is.
/// </summary>
internal sealed class Inliner
{
    /// <summary>A value with several users is stored when computing it again costs more than about one transcendental.</summary>
    private const int Dear = 14;

    /// <summary>Formulas are cut where they become unreadable, and long to compile.</summary>
    private const int Longest = 400;

    private readonly HashSet<Node> stored = [];
    private readonly Dictionary<Node, ScalarExpression> formulas = [];
    private readonly NodeUsers users;
    private readonly HashSet<Node> results;

    public Inliner(ModelGraph model, IReadOnlyList<Node> order)
    {
        results = [.. model.Results];
        users = new NodeUsers(order);
        foreach (var node in order)
        {
            if (!IsFormula(node) || MustStore(node)) stored.Add(node);
        }
    }

    public bool IsStored(Node node) => stored.Contains(node);

    /// <summary>The formula that computes a node from what is stored.</summary>
    public ScalarExpression Formula(Node node)
    {
        if (formulas.TryGetValue(node, out var known)) return known;
        var formula = node.Operator switch
        {
            PointwiseOperator pointwise => pointwise.Formula.ReplaceLeaves(
                leaf => leaf is Argument argument ? Value(node.Inputs[argument.Index], node.Shape) : leaf),
            RandomOperator => new RandomLeaf(node),
            WindowOperator window
                => new WindowLeaf(window.Kind, window.Axes, node.Inputs[0].Shape, Value(node.Inputs[0], node.Inputs[0].Shape)),
            WindowGatherOperator gather => new GatherLeaf(
                gather.Axes, node.Inputs[0].Shape, node.Shape, Value(node.Inputs[0], node.Inputs[0].Shape),
                node.Inputs.Length > 1 ? Value(node.Inputs[1], node.Inputs[0].Shape) : null),
            ReduceOperator => Value(node.Inputs[0], node.Inputs[0].Shape),
            _ => throw new InvalidOperationException($"{node} has no formula."),
        };
        formulas.Add(node, formula);
        return formula;
    }

    /// <summary>What a user of the given shape sees of a node: a load, or the node's own formula.</summary>
    private ScalarExpression Value(Node node, Shape shape)
    {
        if (stored.Contains(node)) return new Load(node);
        var formula = Formula(node);
        return node.Shape.Equals(shape)
            ? formula
            : formula.ReplaceLeaves(leaf => leaf is Coordinate at && node.Shape[at.Axis].IsOne ? 0 : leaf);
    }

    private static bool IsFormula(Node node)
        => node.Operator is PointwiseOperator or RandomOperator or WindowOperator or WindowGatherOperator;

    private bool MustStore(Node node)
    {
        if (results.Contains(node)) return true;
        var uses = users[node].ToArray();
        int cost = Formula(node).Cost();
        if (cost > Longest) return true;
        if (uses.Any(user => user.Operator is WindowOperator or WindowGatherOperator) && !FitsInWindow(Formula(node))) return true;
        bool isConstant = node.Operator is PointwiseOperator && node.Inputs.Length == 0;
        if (uses.Any(user => MustAddress(user, node, cost) || (user.Shape.Rank != node.Shape.Rank))) return true;
        if (!isConstant && uses.Any(user => user.Operator is PointwiseOperator && !user.Shape.Equals(node.Shape))) return true;
        if (node.Operator is RandomOperator) return false;
        if (node.Operator is WindowOperator or WindowGatherOperator) return uses.Length != 1 || uses[0].Operator is not PointwiseOperator;
        return uses.Length > 1 && (cost > Dear || Formula(node).Leaves().Any(leaf => leaf is WindowLeaf or GatherLeaf));
    }

    /// <summary>
    /// What pooling reads it computes anew for each window that covers it; loops within these loops and random numbers stay out.
    /// </summary>
    private static bool FitsInWindow(ScalarExpression formula)
        => !formula.Leaves().Any(leaf => leaf is WindowLeaf or GatherLeaf or RandomLeaf);

    /// <summary>Whether a user reads elements other than its own, or reads them so often that a dear value should be stored.</summary>
    private static bool MustAddress(Node user, Node node, int cost) => user.Operator switch
    {
        PointwiseOperator or ReduceOperator => false,
        WindowOperator window => cost > Dear && window.Axes.Items.Any(axis => axis.Stride < axis.Size * axis.Dilation),
        WindowGatherOperator gather => user.Inputs[0] != node || cost > 4,
        _ => true,
    };
}
