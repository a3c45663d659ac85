using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Build.Layers;

/// <summary>In training, a choice between two formulas of each value, or of all values of a channel at once.</summary>
internal abstract class RandomChoice : LayerKind
{
    private const string Rate = "probability";

    public override string Function => Kind;

    public override RunTimeNumber RunTime => new(Rate, 0, 1);

    /// <summary>Whether the values of a channel are chosen together.</summary>
    protected virtual bool ByChannel => true;

    public override Node Build(CallSite call, Node input)
    {
        CheckRank(call, input);
        if (call.RunTimeInput(Rate) is { } rate)
        {
            var wide = call.Graph.Reshape(rate, new Shape(Enumerable.Repeat(Dim.One, input.Shape.Rank)));
            return call.IsTraining ? Choose(call, new Argument(2), input, wide) : input;
        }

        double probability = call.Real("Probability", 0.5);
        if (!(probability >= 0 && probability < 1)) throw call.Invalid("Probability", "in [0, 1)");
        return call.IsTraining && probability > 0 ? Choose(call, probability, input) : input;
    }

    /// <param name="rate">The probability, where the formula reads it as argument 2.</param>
    private Node Choose(CallSite call, ScalarExpression probability, Node input, params Node[] rate)
    {
        var shape = ByChannel ? new Shape(input.Shape.Select((extent, axis) => axis < Spatial.First ? extent : Dim.One)) : input.Shape;
        var uniform = call.Graph.Add(new RandomOperator(call.Path, shape));
        var (kept, dropped) = Formulas(probability);
        var keeps = ScalarFunctions.LessOrEqual.Of(probability, new Argument(1));
        return call.Graph.Pointwise(ScalarFunctions.Select.Of(keeps, kept, dropped), input.Shape, [input, uniform, .. rate]);
    }

    protected virtual void CheckRank(CallSite call, Node input)
    {
        if (input.Shape.Rank < Spatial.First) throw call.Error(
            "DG1101", call.Title, "[N, C, ...]", input.Shape.ToString(), call.History, "");
    }

    /// <summary>What a value (argument 0) becomes where it is kept and where it is dropped.</summary>
    /// <param name="probability">In [0, 1); at run time in [0, 1], where at 1 all are dropped.</param>
    protected abstract (ScalarExpression Kept, ScalarExpression Dropped) Formulas(ScalarExpression probability);
}

/// <summary>Whole channels are zero, the others scaled so that the mean stays.</summary>
internal abstract class ChannelDropout(int rank) : Dropout
{
    protected override bool ByChannel => true;

    protected override void CheckRank(CallSite call, Node input)
        => call.RequireRank(input, Spatial.First + rank, Spatial.Expected(rank));
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

    /// <summary>As in PyTorch, all is zero at a probability of 1, where no scaling keeps the variance.</summary>
    protected override (ScalarExpression Kept, ScalarExpression Dropped) Formulas(ScalarExpression probability)
    {
        var variance = (1 - probability) * (1 + (probability * Limit * Limit));
        var scale = ScalarFunctions.Select.Of(ScalarFunctions.Less.Of(probability, 1), 1 / ScalarFunctions.Sqrt.Of(variance), 0);
        return ((scale * new Argument(0)) + (scale * Limit * probability), scale * Limit * (probability - 1));
    }
}

internal sealed class FeatureAlphaDropout : AlphaDropout
{
    public override string Kind => "FeatureAlphaDropout";

    protected override bool ByChannel => true;
}
