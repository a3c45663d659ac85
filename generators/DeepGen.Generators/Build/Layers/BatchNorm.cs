using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Build.Layers;

/// <summary>Batch normalisation over every axis but the channels'.</summary>
internal abstract class BatchNorm : LayerKind
{
    public const string RunningMean = "running_mean";
    public const string RunningVariance = "running_var";
    private const int ChannelAxis = 1;

    /// <summary>Complains about a rank that the layer does not take.</summary>
    protected abstract void CheckRank(CallSite call, Node input);

    public override Node Build(CallSite call, Node input)
    {
        CheckRank(call, input);
        var channels = Shape.Of(call.Width(input, ChannelAxis, "Features", "features"));
        var wide = new Shape(input.Shape.Select((extent, axis) => axis == ChannelAxis ? extent : Dim.One));
        bool affine = call.Boolean("Affine", true);
        var norm = new NormTerms(
            call.Graph, wide, call.Real("Eps", 1e-5),
            affine ? call.Graph.Reshape(call.Parameter("weight", channels, Initializers.Ones), wide) : null,
            affine ? call.Graph.Reshape(call.Parameter("bias", channels, Initializers.Zeros), wide) : null);
        bool tracks = call.Boolean("TrackRunningStats", true);
        if (tracks) call.Owner.CountBatches();
        var mean = tracks ? call.Owner.State(RunningMean, channels, Initializers.Zeros) : null;
        var variance = tracks ? call.Owner.State(RunningVariance, channels, Initializers.Ones) : null;
        if (!call.IsTraining && mean is not null && variance is not null)
        {
            return norm.ByRunning(input, call.Graph.Reshape(mean, wide), call.Graph.Reshape(variance, wide));
        }

        var batch = Statistics.Of(
            call.Graph, input, [.. Enumerable.Range(0, input.Shape.Rank).Where(axis => axis != ChannelAxis)]);
        if (call.IsTraining && batch.Count.IsOne)
        {
            throw call.Error(
                "DG1101", call.Title, "more than one value in each channel", input.Shape.ToString(), call.History, "");
        }

        if (call.IsTraining && mean is not null && variance is not null) Track(call, batch, mean, variance);
        return norm.ByBatch(input, batch);
    }

    /// <summary>Blends the batch's statistics into the running ones.</summary>
    public static void Track(CallSite call, Statistics batch, Node mean, Node variance)
    {
        double momentum = call.Real("Momentum", 0.1);
        if (momentum is < 0 or > 1) throw call.Invalid("Momentum", "in [0, 1]");
        var count = GraphExtensions.NumberOf(batch.Count);

        // A batch of one value has no unbiased variance; 1 keeps it finite.
        var unbiased = count / ScalarFunctions.Maximum.Of(GraphExtensions.NumberOf(batch.Count - 1), 1);
        Node Blend(Node running, Node value, ScalarExpression factor) => call.Graph.Pointwise(
            ((1 - momentum) * new Argument(0)) + (momentum * factor * new Argument(1)), running.Shape, running,
            call.Graph.Reshape(value, running.Shape));
        call.Owner.Update(RunningMean, Blend(mean, batch.Mean, 1));
        call.Owner.Update(RunningVariance, Blend(variance, batch.Variance, unbiased));
    }
}

internal sealed class BatchNorm1d : BatchNorm
{
    public override string Kind => "BatchNorm1d";

    protected override void CheckRank(CallSite call, Node input)
    {
        if (input.Shape.Rank is not (2 or 3)) call.RequireRank(input, 2, "[N, C] or [N, C, L]");
    }
}

internal sealed class BatchNorm2d : BatchNorm
{
    public override string Kind => "BatchNorm2d";

    protected override void CheckRank(CallSite call, Node input) => call.RequireRank(input, 4, "[N, C, H, W]");
}

internal sealed class BatchNorm3d : BatchNorm
{
    public override string Kind => "BatchNorm3d";

    protected override void CheckRank(CallSite call, Node input) => call.RequireRank(input, 5, "[N, C, D, H, W]");
}
