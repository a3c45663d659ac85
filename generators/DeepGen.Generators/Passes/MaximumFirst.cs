using System.Collections.Immutable;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Passes;

/// <summary>
/// Moves pointwise work that rises with its argument behind the maximum of a pooling window: <c>max(elu(x + b))</c> is
/// <c>elu(max(x) + b)</c>. It is then done, and differentiated, once for each window instead of once for each element.
/// </summary>
/// <remarks>
/// The value is the same, and the position too, but where different arguments have the same value: there the function is flat and passes
/// no gradient back, whichever of them was chosen (or the arguments differ by less than rounding). Functions with a slope at the end of a
/// flat piece, as the bounds of a clamp, stay where they are.
/// </remarks>
internal sealed class MaximumFirst
{
    private readonly NodeUsers users;
    private readonly HashSet<Node> results;

    private MaximumFirst(ModelGraph model, ImmutableArray<Node> order)
    {
        results = [.. model.Results];
        users = new NodeUsers(order);
    }

    public static ModelGraph Apply(ModelGraph model, CancellationToken cancellation)
    {
        var order = model.Topological();
        return new Rewriter(new GraphBuilder(), new MaximumFirst(model, order).Rewrite).Apply(model, order, cancellation);
    }

    /// <summary>Whether a graph has a maximum that something could move behind.</summary>
    public static bool MayApply(ModelGraph model) => model.Topological().Any(IsMaximum);

    private Node Rewrite(GraphBuilder graph, Node node, Node[] inputs)
        => node.Operator is WindowOperator { Kind: WindowKind.Max or WindowKind.ArgMax } window && window.Axes.Items.All(IsNeverEmpty)
            ? Move(graph, window, node.Inputs[0], inputs[0], IsMaximum)
            : graph.Add(node.Operator, inputs);

    /// <summary>The window over a value, as it was and as it has been rebuilt, with what can move behind it moved.</summary>
    private Node Move(GraphBuilder graph, WindowOperator window, Node was, Node value, Func<Node, bool> mayRead)
    {
        if (was.Operator is not PointwiseOperator pointwise || results.Contains(was) || !users[was].All(mayRead)
            || RisingArgument(pointwise, was, window) is not { } argument)
        {
            return graph.Add(window, value);
        }

        var moved = Move(graph, window, was.Inputs[argument], value.Inputs[argument], user => user == was);
        if (window.Kind == WindowKind.ArgMax) return moved;
        graph.Label = was.Label;
        Node[] inputs = [.. value.Inputs.Select((input, at) => at == argument ? moved : input)];
        return graph.Add(pointwise with { Shape = moved.Shape }, inputs);
    }

    private static bool IsMaximum(Node user) => user.Operator is WindowOperator { Kind: WindowKind.Max or WindowKind.ArgMax };

    /// <summary>Whether every window covers an element: the maximum of none is not an argument.</summary>
    private static bool IsNeverEmpty(WindowAxis axis) => axis.Dilation == 1 && axis.PadLow < axis.Size && axis.PadHigh < axis.Size;

    /// <summary>The input that alone changes within a window, if the formula rises with it.</summary>
    private static int? RisingArgument(PointwiseOperator pointwise, Node node, WindowOperator window)
    {
        bool Varies(Node input) => window.Axes.Items.Any(axis => !input.Shape[axis.Axis].IsOne);
        int[] varying = [.. Enumerable.Range(0, node.Inputs.Length).Where(input => Varies(node.Inputs[input]))];
        if (varying.Length != 1 || !node.Inputs[varying[0]].Shape.Equals(node.Shape)) return null;
        if (pointwise.Type != DType.Float32 || node.Inputs[varying[0]].Type != DType.Float32) return null;
        return Monotone.Rises(pointwise.Formula, varying[0]) ? varying[0] : null;
    }
}
