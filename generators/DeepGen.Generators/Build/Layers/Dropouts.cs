using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Build.Layers;

/// <summary>In training, a choice between two formulas of each value, or of all values of a channel at once.</summary>
internal abstract class RandomChoice : LayerKind
{
    public override string Function => Kind;

    /// <summary>Whether the values of a channel are chosen together.</summary>
    protected virtual bool ByChannel => true;

    public override Node Build(CallSite call, Node input)
    {
        CheckRank(call, input);
        double probability = call.Real("Probability", 0.5);
        if (!(probability >= 0 && probability < 1)) throw call.Invalid("Probability", "in [0, 1)");
        if (!call.IsTraining || probability == 0) return input;
        var shape = ByChannel ? new Shape(input.Shape.Select((extent, axis) => axis < Spatial.First ? extent : Dim.One)) : input.Shape;
        var uniform = call.Graph.Add(new RandomOperator(call.Path, shape));
        var (kept, dropped) = Formulas(probability);
        var keeps = ScalarFunctions.LessOrEqual.Of(probability, new Argument(1));
        return call.Graph.Pointwise(ScalarFunctions.Select.Of(keeps, kept, dropped), input.Shape, input, uniform);
    }

    protected virtual void CheckRank(CallSite call, Node input)
    {
        if (input.Shape.Rank < Spatial.First) throw call.Error(
            "DG1101", call.Title, "[N, C, ...]", input.Shape.ToString(), call.History, "");
    }

    /// <summary>What a value (argument 0) becomes where it is kept and where it is dropped.</summary>
    protected abstract (ScalarExpression Kept, ScalarExpression Dropped) Formulas(double probability);
}

/// <summary>Whole channels are zero, the others scaled so that the mean stays.</summary>
internal abstract class ChannelDropout(int rank) : RandomChoice
{
    protected override void CheckRank(CallSite call, Node input)
        => call.RequireRank(input, Spatial.First + rank, Spatial.Expected(rank));

    protected override (ScalarExpression Kept, ScalarExpression Dropped) Formulas(double probability)
        => ((1 / (1 - probability)) * new Argument(0), 0);
}

internal sealed class Dropout1d() : ChannelDropout(1)
{
    public override string Kind => "Dropout1d";
}

internal sealed class Dropout2d() : ChannelDropout(2)
{
    public override string Kind => "Dropout2d";
}

internal sealed class Dropout3d() : ChannelDropout(3)
{
    public override string Kind => "Dropout3d";
}

/// <summary>
/// Dropout to the limit of SELU at minus infinity, followed by the scaling and shift that keep a mean of 0 and a variance of 1.
/// </summary>
internal class AlphaDropout : RandomChoice
{
    /// <summary>The negated limit: SELU's scale times its alpha.</summary>
    private const double Limit = 1.7580993408473766;

    public override string Kind => "AlphaDropout";

    protected override bool ByChannel => false;

    protected override void CheckRank(CallSite call, Node input)
    {
    }

    protected override (ScalarExpression Kept, ScalarExpression Dropped) Formulas(double probability)
    {
        double scale = 1 / Math.Sqrt((1 - probability) * (1 + (probability * Limit * Limit)));
        return ((scale * new Argument(0)) + (scale * Limit * probability), scale * Limit * (probability - 1));
    }
}

internal sealed class FeatureAlphaDropout : AlphaDropout
{
    public override string Kind => "FeatureAlphaDropout";

    protected override bool ByChannel => true;
}
