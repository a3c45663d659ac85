using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Build;

/// <summary>A function of values as a composition of primitives; found by reflection.</summary>
internal abstract class ValueFunction
{
    /// <summary>The name of the method of Value, or of the operator: <c>Add</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The shape of a target whose shape was left to this loss, or null for a function that decides none.</summary>
    public virtual Shape? TargetShape(Shape self) => null;

    /// <summary>Whether a constant given for this argument is an operand rather than a setting.</summary>
    public virtual bool TakesNumber(string argument) => false;

    /// <summary>As <see cref="LayerKind.MakesImages"/>.</summary>
    public virtual bool MakesImages => false;

    /// <summary>As <see cref="LayerKind.RunTime"/>.</summary>
    public virtual RunTimeNumber? RunTime => null;

    /// <exception cref="BuildException">The arguments or the inputs' shapes do not fit.</exception>
    public abstract Node Build(CallSite call);
}

/// <summary>A loss of an input and a target: the mean over the batch.</summary>
internal abstract class LossFunction : ValueFunction
{
    public const string Target = "target";

    public override Shape? TargetShape(Shape self) => self;

    /// <summary>The mean of all elements as a scalar.</summary>
    protected static Node MeanOf(GraphBuilder graph, Node x)
        => graph.Reshape(graph.Mean(x, [.. Enumerable.Range(0, x.Shape.Rank)]), Shape.Scalar);

    /// <summary>The target, which has the given type and the shape that belongs to the input's.</summary>
    protected Node TargetOf(CallSite call, DType type)
    {
        var (input, target) = (call.Input(), call.Traced(Target));
        var expected = TargetShape(input.Shape)!;
        if (target.Node.Type != type)
        {
            var (holds, needs) = type == DType.Int32 ? ("floats", "class indices, as a Value<int>") : ("class indices", "floats");
            throw call.Error("DG1109", target.Step, holds, Name, needs);
        }

        return target.Node.Shape.Equals(expected)
            ? target.Node
            : throw call.Error("DG1106", target.Step, target.Node.Shape.ToString(), Name, input.Shape.ToString(), expected.ToString());
    }
}

/// <summary>A loss against class indices: input [N, C] or [N, C, ...], target without the axis of the classes.</summary>
internal abstract class IndexLoss : LossFunction
{
    private const int ClassAxis = 1;

    public override Shape? TargetShape(Shape self) => new(self.Where((_, axis) => axis != ClassAxis));

    public long Classes(Shape self) => self[ClassAxis].Value;

    public override Node Build(CallSite call)
    {
        var x = call.Input();
        if (x.Shape.Rank < 2) throw call.Error("DG1101", Name, "[N, C]", x.Shape.ToString(), call.History, "");
        if (!x.Shape[ClassAxis].IsConstant) throw call.Error("DG1110", Name, "a number of classes", x.Shape.ToString(), call.History);
        var label = call.Graph.Reshape(TargetOf(call, DType.Int32), x.Shape.With(ClassAxis, 1));
        return MeanOf(call.Graph, Build(call.Graph, x, label));
    }

    /// <summary>The loss of each element, with the axis of the classes kept.</summary>
    protected abstract Node Build(GraphBuilder graph, Node x, Node label);

    /// <summary>The sum over the classes of a formula where the class is the label's, and 0 elsewhere.</summary>
    protected static Node AtLabel(GraphBuilder graph, ScalarExpression formula, Shape shape, Node label, params Node[] inputs)
    {
        var chosen = ScalarFunctions.Equal.Of(new Coordinate(ClassAxis), new Argument(inputs.Length));
        return graph.Sum(graph.Pointwise(ScalarFunctions.Select.Of(chosen, formula, 0), shape, [.. inputs, label]), ClassAxis);
    }

    protected static int Axis => ClassAxis;
}
