using DeepGen.Generators.Declaration;
using DeepGen.Generators.Graph;

namespace DeepGen.Generators.Operators;

/// <summary>
/// The phases of a tensor put together: along each axis the elements of the inputs take turns, as many as that axis has phases. What
/// slices of step s along every axis take apart.
/// </summary>
/// <param name="Phases">For each axis the number of phases, 1 for an axis that stays whole; the inputs are in row-major order of
/// them.</param>
internal sealed record InterleaveOperator(Shape Shape, EquatableArray<int> Phases) : Operator
{
    public override string Name => "Interleave";

    public override Signature Infer(IReadOnlyList<Node> inputs)
    {
        for (int index = 0; index < inputs.Count; index++)
        {
            var phase = PhaseOf(index);
            for (int axis = 0; axis < Shape.Rank; axis++)
            {
                if (inputs[index].Shape[axis] == Extent(axis, phase[axis])) continue;
                throw new ShapeException($"{inputs[index].Shape} is no phase of {Shape}");
            }
        }

        return new(Shape, inputs[0].Type);
    }

    public override double[] Evaluate(Evaluation evaluation)
    {
        var values = new double[evaluation.Count];
        for (int index = 0; index < evaluation.Inputs.Count; index++)
        {
            var phase = PhaseOf(index);
            var input = evaluation.Inputs[index];
            var to = new long[Shape.Rank];
            Evaluation.ForEach(evaluation.InputShapes[index], (at, flat) =>
            {
                for (int axis = 0; axis < at.Length; axis++) to[axis] = (at[axis] * Phases[axis]) + phase[axis];
                values[Evaluation.Flat(evaluation.Shape, to)] = input[flat];
            });
        }

        return values;
    }

    public override Node?[] Gradients(GraphBuilder graph, Node node, Node gradient)
        => [.. Enumerable.Range(0, node.Inputs.Length).Select(index =>
        {
            var phase = PhaseOf(index);
            return Enumerable.Range(0, Shape.Rank).Aggregate(
                gradient, (part, axis) => graph.Slice(part, axis, phase[axis], Extent(axis, phase[axis]), Phases[axis]));
        })];

    public override int InputAxis(Node node, int input, int axis) => axis;

    /// <summary>Which phase of each axis an input is.</summary>
    public int[] PhaseOf(int input)
    {
        var phase = new int[Phases.Length];
        for (int axis = Phases.Length - 1; axis >= 0; axis--)
        {
            phase[axis] = input % Phases[axis];
            input /= Phases[axis];
        }

        return phase;
    }

    /// <summary>The extent of a phase along an axis.</summary>
    public Dim Extent(int axis, int phase) => (Shape[axis] - phase + (Phases[axis] - 1)).FloorDivide(Phases[axis]);
}
