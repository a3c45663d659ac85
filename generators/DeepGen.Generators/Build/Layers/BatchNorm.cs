using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Build.Layers;

/// <summary>Batch normalisation over every axis but the channels'.</summary>
internal abstract class BatchNorm : LayerKind
{
    public const string RunningMean = "running_mean";
    private const string RunningVariance = "running_var";
    private const int ChannelAxis = 1;

    /// <summary>Complains about a rank that the layer does not take.</summary>
    protected abstract void CheckRank(CallSite call, Node input);

    public override Node Build(CallSite call, Node input)
    {
        CheckRank(call, input);
        var channels = Shape.Of(call.Width(input, ChannelAxis, "Features", "features"));
        var wide = new Shape(input.Shape.Select((extent, axis) => axis == ChannelAxis ? extent : Dim.One));
        bool affine = call.Boolean("Affine", true);
        var norm = new Terms(
            call.Graph, wide, call.Real("Eps", 1e-5),
            affine ? call.Graph.Reshape(call.Parameter("weight", channels, Initializers.Ones), wide) : null,
            affine ? call.Graph.Reshape(call.Parameter("bias", channels, Initializers.Zeros), wide) : null);
        bool tracks = call.Boolean("TrackRunningStats", true);
        var mean = tracks ? call.Owner.State(RunningMean, channels, Initializers.Zeros) : null;
        var variance = tracks ? call.Owner.State(RunningVariance, channels, Initializers.Ones) : null;
        if (!call.IsTraining && mean is not null && variance is not null)
        {
            return norm.ByRunning(input, call.Graph.Reshape(mean, wide), call.Graph.Reshape(variance, wide));
        }

        var batch = Statistics.Of(call.Graph, input, ChannelAxis);
        if (call.IsTraining && mean is not null && variance is not null) Track(call, batch, mean, variance);
        return norm.ByBatch(input, batch);
    }

    private static void Track(CallSite call, Statistics batch, Node mean, Node variance)
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

    /// <summary>Mean and biased variance of each channel, with the other axes at extent 1.</summary>
    private readonly record struct Statistics(Node Mean, Node Variance, Dim Count)
    {
        public static Statistics Of(GraphBuilder graph, Node x, int channelAxis)
        {
            var axes = Enumerable.Range(0, x.Shape.Rank).Where(axis => axis != channelAxis).ToArray();
            var count = axes.Aggregate(Dim.One, (product, axis) => product * x.Shape[axis]);
            var mean = graph.Mean(x, axes);

            // Deviations sum to zero, so the variance's gradient through the mean is exactly zero: it need not be derived.
            var squares = graph.Pointwise(ScalarFunctions.Power.Of(new Argument(0) - new Argument(1), 2), x.Shape, x, graph.Detach(mean));
            return new(mean, graph.Mean(squares, axes), count);
        }
    }

    /// <summary>The settings of one norm; everything but the last step is computed once for each channel.</summary>
    private sealed class Terms(GraphBuilder graph, Shape wide, double eps, Node? weight, Node? bias)
    {
        /// <summary>y = x scale + shift: one multiplication and one addition, which the layer before can absorb.</summary>
        public Node ByRunning(Node x, Node mean, Node variance)
        {
            var scale = Scale(variance);
            var shift = bias is null
                ? graph.Pointwise(-(new Argument(0) * new Argument(1)), wide, mean, scale)
                : graph.Pointwise(new Argument(2) - (new Argument(0) * new Argument(1)), wide, mean, scale, bias);
            return graph.Pointwise((new Argument(0) * new Argument(1)) + new Argument(2), x.Shape, x, scale, shift);
        }

        /// <summary>
        /// y = (x - mean) scale + shift, where the mean under the deviations is detached and its gradient goes through the shift,
        /// whose value is the bias: backward then needs two sums over the batch, of the gradient and of its product with the
        /// deviations, and no third one for the mean.
        /// </summary>
        public Node ByBatch(Node x, Statistics batch)
        {
            var scale = Scale(batch.Variance);
            var mean = graph.Detach(batch.Mean);
            var drift = (new Argument(0) - new Argument(1)) * new Argument(2);
            var constant = graph.Detach(scale);
            var shift = bias is null
                ? graph.Pointwise(-drift, wide, batch.Mean, mean, constant)
                : graph.Pointwise(new Argument(3) - drift, wide, batch.Mean, mean, constant, bias);
            return graph.Pointwise(
                ((new Argument(0) - new Argument(1)) * new Argument(2)) + new Argument(3), x.Shape, x, mean, scale, shift);
        }

        private Node Scale(Node variance)
        {
            var inverse = ScalarFunctions.Reciprocal(ScalarFunctions.Sqrt.Of(new Argument(0) + eps));
            return weight is null
                ? graph.Pointwise(inverse, wide, variance)
                : graph.Pointwise(new Argument(1) * inverse, wide, variance, weight);
        }
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
