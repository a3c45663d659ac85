using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Build.Layers;

/// <summary>Mean and biased variance over some axes, which stay with extent 1.</summary>
internal readonly record struct Statistics(Node Mean, Node Variance, Dim Count)
{
    public static Statistics Of(GraphBuilder graph, Node x, int[] axes)
    {
        var count = axes.Aggregate(Dim.One, (product, axis) => product * x.Shape[axis]);
        var mean = graph.Mean(x, axes);

        // Deviations sum to zero, so the variance's gradient through the mean is exactly zero: it need not be derived.
        var squares = graph.Pointwise(ScalarFunctions.Power.Of(new Argument(0) - new Argument(1), 2), x.Shape, x, graph.Detach(mean));
        return new(mean, graph.Mean(squares, axes), count);
    }
}

/// <summary>The settings of one norm; everything but the last step is computed once for each set of statistics.</summary>
internal sealed class NormTerms(GraphBuilder graph, Shape wide, double eps, Node? weight, Node? bias)
{
    /// <summary>(x - mean) / sqrt(variance + eps), with the statistics over some axes.</summary>
    public static Node Standardize(GraphBuilder graph, Node x, int[] axes, double eps)
    {
        var statistics = Statistics.Of(graph, x, axes);
        return new NormTerms(graph, statistics.Mean.Shape, eps, null, null).ByBatch(x, statistics);
    }

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

/// <summary>The learned scale and shift of a norm whose statistics have another shape than its parameters.</summary>
internal static class Affine
{
    /// <summary>y = x weight + bias, each reshaped to broadcast with the input; null for one that is not there.</summary>
    public static Node Of(GraphBuilder graph, Node x, Shape wide, Node? weight, Node? bias)
    {
        if (weight is null) return x;
        weight = graph.Reshape(weight, wide);
        return bias is null
            ? graph.Pointwise(new Argument(0) * new Argument(1), x.Shape, x, weight)
            : graph.Pointwise((new Argument(0) * new Argument(1)) + new Argument(2), x.Shape, x, weight, graph.Reshape(bias, wide));
    }
}
