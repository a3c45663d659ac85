using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Build.Layers;

/// <summary>In training, zero with a probability, and otherwise scaled so that the mean stays.</summary>
internal sealed class Dropout : LayerKind
{
    public override string Kind => "Dropout";

    public override string Function => Kind;

    public override Node Build(CallSite call, Node input)
    {
        double probability = call.Real("Probability", 0.5);
        if (!(probability >= 0 && probability < 1)) throw call.Invalid("Probability", "in [0, 1)");
        if (!call.IsTraining || probability == 0) return input;
        var uniform = call.Graph.Add(new RandomOperator(call.Path, input.Shape));
        var keeps = ScalarFunctions.LessOrEqual.Of(probability, new Argument(1));
        return call.Graph.Pointwise(
            ScalarFunctions.Select.Of(keeps, (1 / (1 - probability)) * new Argument(0), 0), input.Shape, input, uniform);
    }
}
