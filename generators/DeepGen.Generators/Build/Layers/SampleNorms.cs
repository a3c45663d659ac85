using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Build.Layers;

/// <summary>A norm over the last axes of each sample, with a weight for each of their elements.</summary>
internal abstract class TrailingNorm : LayerKind
{
    public override Node Build(CallSite call, Node input)
    {
        int rank = input.Shape.Rank;
        long dims = call.Integer("Dims", 1);
        if (dims > rank) throw call.Invalid("Dims", $"at most {rank}, the dims of {input.Shape}");
        int[] axes = [.. Enumerable.Range(rank - (int)dims, (int)dims)];
        call.Width(input, rank - 1, "Features", "features");
        foreach (int axis in axes) call.Width(input, axis, "", "values in each normalized dim");
        var shape = new Shape(axes.Select(axis => input.Shape[axis]));
        var wide = new Shape(input.Shape.Select((extent, axis) => axes.Contains(axis) ? extent : Dim.One));
        bool affine = call.Boolean("Affine", true);
        var weight = affine ? call.Parameter("weight", shape, Initializers.Ones) : null;
        var bias = affine && HasBias(call) ? call.Parameter("bias", shape, Initializers.Zeros) : null;
        return Affine.Of(call.Graph, Normalize(call, input, axes), wide, weight, bias);
    }

    protected abstract bool HasBias(CallSite call);

    protected abstract Node Normalize(CallSite call, Node input, int[] axes);
}

internal sealed class LayerNorm : TrailingNorm
{
    public override string Kind => "LayerNorm";

    protected override bool HasBias(CallSite call) => call.Boolean("Bias", true);

    protected override Node Normalize(CallSite call, Node input, int[] axes)
        => NormTerms.Standardize(call.Graph, input, axes, call.Real("Eps", 1e-5));
}

/// <summary>x / sqrt(mean(x^2) + eps): no mean is taken away.</summary>
internal sealed class RMSNorm : TrailingNorm
{
    public override string Kind => "RMSNorm";

    protected override bool HasBias(CallSite call) => false;

    protected override Node Normalize(CallSite call, Node input, int[] axes)
    {
        var graph = call.Graph;
        var square = graph.Mean(graph.Pointwise(ScalarFunctions.Power.Of(new Argument(0), 2), input.Shape, input), axes);
        var inverse = ScalarFunctions.Reciprocal(ScalarFunctions.Sqrt.Of(new Argument(0) + call.Real("Eps", 1.1920929e-7)));
        return graph.Pointwise(
            new Argument(0) * new Argument(1), input.Shape, input, graph.Pointwise(inverse, square.Shape, square));
    }
}

/// <summary>A norm over groups of channels of each sample.</summary>
internal sealed class GroupNorm : LayerKind
{
    public override string Kind => "GroupNorm";

    public override Node Build(CallSite call, Node input)
    {
        if (input.Shape.Rank < 2) throw call.Error("DG1101", call.Title, "[N, C, ...]", input.Shape.ToString(), call.History, "");
        long channels = call.Width(input, 1, "Features", "features");
        long groups = call.Required("Groups", "the number of groups, at least 1");
        if (channels % groups != 0)
        {
            throw call.ErrorAt("Groups", "DG1104", call.Title, CallSite.Text(groups), CallSite.Text(channels), "input", call.History);
        }

        var graph = call.Graph;
        var rest = input.Shape.Skip(2).ToArray();
        var split = graph.Reshape(input, new Shape([input.Shape[0], groups, channels / groups, .. rest]));
        var y = NormTerms.Standardize(graph, split, [.. Enumerable.Range(2, split.Shape.Rank - 2)], call.Real("Eps", 1e-5));
        bool affine = call.Boolean("Affine", true);
        var weight = affine ? call.Parameter("weight", Shape.Of(channels), Initializers.Ones) : null;
        var bias = affine ? call.Parameter("bias", Shape.Of(channels), Initializers.Zeros) : null;
        var wide = new Shape([Dim.One, groups, channels / groups, .. rest.Select(_ => Dim.One)]);
        return graph.Reshape(Affine.Of(graph, y, wide, weight, bias), input.Shape);
    }
}

/// <summary>A norm of each channel of each sample; running statistics are means over the batch of those of the samples.</summary>
internal abstract class InstanceNorm(int rank) : LayerKind
{
    public override Node Build(CallSite call, Node input)
    {
        var graph = call.Graph;
        call.RequireRank(input, Spatial.First + rank, Spatial.Expected(rank));
        var channels = Shape.Of(call.Width(input, 1, "Features", "features"));
        var wide = new Shape(input.Shape.Select((extent, axis) => axis == 1 ? extent : Dim.One));
        bool affine = call.Boolean("Affine", false), tracks = call.Boolean("TrackRunningStats", false);
        double eps = call.Real("Eps", 1e-5);
        var weight = affine ? call.Parameter("weight", channels, Initializers.Ones) : null;
        var bias = affine ? call.Parameter("bias", channels, Initializers.Zeros) : null;
        if (tracks) call.Owner.CountBatches();
        var mean = tracks ? call.Owner.State(BatchNorm.RunningMean, channels, Initializers.Zeros) : null;
        var variance = tracks ? call.Owner.State(BatchNorm.RunningVariance, channels, Initializers.Ones) : null;
        if (!call.IsTraining && mean is not null && variance is not null)
        {
            var terms = new NormTerms(graph, wide, eps, null, null);
            return Affine.Of(
                graph, terms.ByRunning(input, graph.Reshape(mean, wide), graph.Reshape(variance, wide)), wide, weight, bias);
        }

        var sample = Statistics.Of(graph, input, Spatial.Axes(rank));
        if (sample.Count.IsOne)
        {
            throw call.Error(
                "DG1101", call.Title, "more than one value in each channel", input.Shape.ToString(), call.History, "");
        }

        if (call.IsTraining && mean is not null && variance is not null)
        {
            BatchNorm.Track(
                call, new Statistics(graph.Mean(sample.Mean, 0), graph.Mean(sample.Variance, 0), sample.Count), mean, variance);
        }

        return Affine.Of(graph, new NormTerms(graph, sample.Mean.Shape, eps, null, null).ByBatch(input, sample), wide, weight, bias);
    }
}

internal sealed class InstanceNorm1d() : InstanceNorm(1)
{
    public override string Kind => "InstanceNorm1d";
}

internal sealed class InstanceNorm2d() : InstanceNorm(2)
{
    public override string Kind => "InstanceNorm2d";
}

internal sealed class InstanceNorm3d() : InstanceNorm(3)
{
    public override string Kind => "InstanceNorm3d";
}

/// <summary>x / (k + alpha / size * sum of squares over neighbouring channels)^beta.</summary>
internal sealed class LocalResponseNorm : LayerKind
{
    public override string Kind => "LocalResponseNorm";

    public override string Function => Kind;

    public override Node Build(CallSite call, Node input)
    {
        if (input.Shape.Rank < 3) throw call.Error("DG1101", call.Title, "[N, C, ...]", input.Shape.ToString(), call.History, "");
        var graph = call.Graph;
        long size = call.Required("Size", "the number of neighbouring channels, at least 1");
        double alpha = call.Real("Alpha", 1e-4), beta = call.Real("Beta", 0.75), k = call.Real("K", 1);
        var squares = graph.Pointwise(ScalarFunctions.Power.Of(new Argument(0), 2), input.Shape, input);
        var window = new WindowAxis(1, size, 1, 1, size / 2, (size - 1) / 2);
        var sum = graph.Add(new WindowOperator(WindowKind.Sum, [window]), squares);
        var divisor = ScalarFunctions.Power.Of(k + ((alpha / size) * new Argument(1)), -beta);
        return graph.Pointwise(new Argument(0) * divisor, input.Shape, input, sum);
    }
}
