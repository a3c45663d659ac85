using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Build.Layers;

/// <summary>x where it is positive; elsewhere x times a slope: a random one while training, afterwards the mean of its range.</summary>
internal sealed class RReLU : LayerKind
{
    public override string Kind => "RReLU";

    public override string Function => "Rrelu";

    public override Node Build(CallSite call, Node input)
    {
        double lower = call.Real("Lower", 1.0 / 8), upper = call.Real("Upper", 1.0 / 3);
        if (lower > upper) throw call.Invalid("Lower", "at most the upper bound");
        var x = new Argument(0);
        if (!call.IsTraining || lower == upper)
        {
            return call.Graph.Pointwise(Choose(x, 0.5 * (lower + upper)), input.Shape, input);
        }

        var uniform = call.Graph.Add(new RandomOperator(call.Path, input.Shape));
        return call.Graph.Pointwise(Choose(x, lower + ((upper - lower) * new Argument(1))), input.Shape, input, uniform);
    }

    private static ScalarExpression Choose(ScalarExpression x, ScalarExpression slope)
        => ScalarFunctions.Select.Of(ScalarFunctions.Less.Of(0, x), x, slope * x);
}
