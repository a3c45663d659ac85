namespace DeepGen.Tests.Models;

/// <summary>
/// Kinds of kernels that stacks of layers do not have: sorting, scans, gathered and scattered elements, products of batches; and both
/// gradients of a convolution by Winograd's algorithm.
/// </summary>
[Model]
public partial class ManyKinds
{
    [Conv2d(20, Kernel = 3, Padding = 1)] internal readonly Layer image;
    [GroupNorm(4)] internal readonly Layer norm;
    [Linear(3)] internal readonly Layer head;

    internal Value Forward([Shape("N, 16, 8, 8", RequiresGradient = true)] Value x)
    {
        var rows = norm(image(x)).Max(3);
        var order = rows.ArgSort(2);
        var sorted = rows.Sort(1).Values.CumSum(1) + rows.Gather(2, order).CumProd(2);
        var scattered = sorted.ScatterAdd(2, order, rows) + sorted.LogSumExp(2, keepDim: true);
        return head(scattered.Softmax(2).Matmul(rows.Transpose(1, 2)).Var(2));
    }

    internal Value Loss(Value output) => output.Square().Mean();
}
