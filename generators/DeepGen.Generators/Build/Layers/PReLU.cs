using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Build.Layers;

/// <summary>x where it is positive, weight x elsewhere, with one learnt slope for all or for each channel.</summary>
internal sealed class PReLU : LayerKind
{
    private const int ChannelAxis = 1;

    public override string Kind => "PReLU";

    public override Node Build(CallSite call, Node input)
    {
        long slopes = call.Integer("NumParameters", 1);
        bool perChannel = slopes > 1;
        if (perChannel && (input.Shape.Rank < 2 || input.Shape[ChannelAxis] != Dim.Constant(slopes)))
        {
            throw call.Invalid("NumParameters", $"1 or the number of channels of {input.Shape}, its second dim");
        }

        var initial = Initializers.Constant(call.Real("Init", 0.25));
        var weight = call.Parameter("weight", Shape.Of(slopes), initial);
        var wide = new Shape(input.Shape.Select((_, axis) => perChannel && axis == ChannelAxis ? Dim.Constant(slopes) : Dim.One));
        return call.Graph.Pointwise(
            Formula(new Argument(0), new Argument(1)), input.Shape, input, call.Graph.Reshape(weight, wide));
    }

    private static ScalarExpression Formula(ScalarExpression x, ScalarExpression slope)
        => ScalarFunctions.Select.Of(ScalarFunctions.Less.Of(0, x), x, slope * x);
}
