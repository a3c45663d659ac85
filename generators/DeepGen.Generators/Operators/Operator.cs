using DeepGen.Generators.Graph;

namespace DeepGen.Generators.Operators;

/// <summary>
/// What a node means: its shape rule, its gradient and its value in float64. An operator's compile-time settings are its record
/// members, so two equal operators on the same inputs are one node.
/// </summary>
internal abstract record Operator
{
    public abstract string Name { get; }

    /// <summary>Shape and type of the result.</summary>
    /// <exception cref="ShapeException">The inputs do not fit.</exception>
    public abstract Signature Infer(IReadOnlyList<Node> inputs);

    /// <summary>The value in float64: plain loops, no cleverness; this is the reference that everything else is held against.</summary>
    public abstract double[] Evaluate(Evaluation evaluation);

    /// <summary>Gradient of the loss with respect to each input, given the gradient of the result; null where there is none.</summary>
    public virtual Node?[] Gradients(GraphBuilder graph, Node node, Node gradient) => new Node?[node.Inputs.Length];

    /// <summary>What computing a node takes; views take nothing.</summary>
    public virtual Cost CostOf(Node node) => Cost.None;

    /// <summary>
    /// The axis of an input that an axis of the result runs along, or -1; the layout pass spreads its choice over these pairs.
    /// </summary>
    public virtual int InputAxis(Node node, int input, int axis) => -1;
}

/// <summary>The inputs of one evaluation in float64, with all extents known.</summary>
internal sealed class Evaluation(
    Node node, IReadOnlyList<double[]> inputs, IReadOnlyList<long[]> inputShapes, long[] shape, Interpreter interpreter)
{
    public Node Node { get; } = node;

    public IReadOnlyList<double[]> Inputs { get; } = inputs;

    public IReadOnlyList<long[]> InputShapes { get; } = inputShapes;

    public long[] Shape { get; } = shape;

    public Interpreter Interpreter { get; } = interpreter;

    public long Count => Shape.Aggregate(1L, (product, extent) => product * extent);

    public long Extent(Dim dim) => Interpreter.Extent(dim);

    /// <summary>Calls the body with every coordinate of a shape in row-major order, and with its flat index.</summary>
    public static void ForEach(long[] shape, Action<long[], long> body)
    {
        var at = new long[shape.Length];
        long count = shape.Aggregate(1L, (product, extent) => product * extent);
        for (long flat = 0; flat < count; flat++)
        {
            body(at, flat);
            for (int axis = shape.Length - 1; axis >= 0 && ++at[axis] == shape[axis]; axis--) at[axis] = 0;
        }
    }

    /// <summary>The flat row-major index of a coordinate, where an axis of extent 1 is read at 0 whatever the coordinate.</summary>
    public static long Flat(long[] shape, long[] at)
    {
        long flat = 0;
        for (int axis = 0; axis < shape.Length; axis++) flat = (flat * shape[axis]) + (shape[axis] == 1 ? 0 : at[axis]);
        return flat;
    }
}
