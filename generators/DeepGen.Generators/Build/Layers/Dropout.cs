using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Build.Layers;

/// <summary>In training, zero with a probability, and otherwise scaled so that the mean stays.</summary>
internal sealed class Dropout : LayerKind
{
    private const string Rate = "probability";

    public override string Kind => "Dropout";

    public override string Function => Kind;

    public override RunTimeNumber RunTime => new(Rate, 0, 1);

    public override Node Build(CallSite call, Node input)
    {
        if (call.RunTimeInput(Rate) is { } rate) return call.IsTraining ? ByRate(call, input, rate) : input;
        double probability = call.Real("Probability", 0.5);
        if (!(probability >= 0 && probability < 1)) throw call.Invalid("Probability", "in [0, 1)");
        if (!call.IsTraining || probability == 0) return input;
        var uniform = call.Graph.Add(new RandomOperator(call.Path, input.Shape));
        var keeps = ScalarFunctions.LessOrEqual.Of(probability, new Argument(1));
        return call.Graph.Pointwise(
            ScalarFunctions.Select.Of(keeps, (1 / (1 - probability)) * new Argument(0), 0), input.Shape, input, uniform);
    }

    /// <summary>The same with a rate of run time; of a rate of 1 all is zero, since no uniform number reaches it.</summary>
    private static Node ByRate(CallSite call, Node input, Node rate)
    {
        var uniform = call.Graph.Add(new RandomOperator(call.Path, input.Shape));
        var wide = call.Graph.Reshape(rate, new Shape(Enumerable.Repeat(Dim.One, input.Shape.Rank)));
        var keeps = ScalarFunctions.LessOrEqual.Of(new Argument(2), new Argument(1));
        var kept = ScalarFunctions.Select.Of(keeps, new Argument(0) / (1 - new Argument(2)), 0);
        return call.Graph.Pointwise(kept, input.Shape, input, uniform, wide);
    }
}
