using DeepGen.Generators.Graph;

namespace DeepGen.Generators.Operators;

/// <summary>
/// One formula for each element of <paramref name="Shape"/>. Inputs have the result's rank; along an axis where an input has extent 1 it
/// is broadcast. With no input it is a constant or a function of the coordinates; with the identity it is an expansion.
/// </summary>
internal sealed record PointwiseOperator(ScalarExpression Formula, Shape Shape, DType Type = DType.Float32) : Operator
{
    public override string Name => "Pointwise";

    public override Signature Infer(IReadOnlyList<Node> inputs)
    {
        foreach (var input in inputs)
        {
            if (!Fits(input.Shape)) throw new ShapeException($"{input.Shape} does not broadcast to {Shape}");
        }

        return new(Shape, Type);
    }

    private bool Fits(Shape input)
    {
        if (input.Rank != Shape.Rank) return false;
        for (int axis = 0; axis < input.Rank; axis++)
        {
            if (!input[axis].IsOne && input[axis] != Shape[axis]) return false;
        }

        return true;
    }

    public override double[] Evaluate(Evaluation evaluation)
    {
        var values = new double[evaluation.Count];
        Evaluation.ForEach(evaluation.Shape, (at, flat) => values[flat] = Formula.Evaluate(
            argument => evaluation.Inputs[argument][Evaluation.Flat(evaluation.InputShapes[argument], at)], at, evaluation.Extent));
        return values;
    }

    public override Node?[] Gradients(GraphBuilder graph, Node node, Node gradient)
    {
        var gradients = new Node?[node.Inputs.Length];
        for (int index = 0; index < gradients.Length; index++)
        {
            if (node.Inputs[index].Type != DType.Float32) continue;
            var derivative = ScalarDerivative.Of(Formula, index);
            if (derivative is Literal { Value: 0 }) continue;
            gradients[index] = ScaleBy(graph, node, gradient, derivative);
        }

        return gradients;
    }

    public override Cost CostOf(Node node)
        => new(Dim.Zero, node.Inputs.Length == 0 ? Dim.Zero : Shape.ElementCount * Formula.Parts().Count(part => part is ScalarCall));

    public override int InputAxis(Node node, int input, int axis) => axis;

    /// <summary>gradient * derivative as one pointwise node over just the arguments that the derivative names.</summary>
    private static Node ScaleBy(GraphBuilder graph, Node node, Node gradient, ScalarExpression derivative)
    {
        var inputs = new List<Node> { gradient };
        int Position(Node input)
        {
            int at = inputs.IndexOf(input);
            if (at >= 0) return at;
            inputs.Add(input);
            return inputs.Count - 1;
        }

        var local = derivative.ReplaceLeaves(leaf => leaf is Argument argument
            ? new Argument(Position(argument.Index == Argument.Result ? node : node.Inputs[argument.Index]))
            : leaf);
        return graph.Add(new PointwiseOperator(ScalarFunctions.Multiply.Of(new Argument(0), local), node.Shape), [.. inputs]);
    }
}
