namespace DeepGen.Tests.Devices.Gates;

/// <summary>Products with batch statistics, dropout and a loss of classes.</summary>
[Model]
[Input("x", "N, 35")]
[Linear(18), BatchNorm1d, ReLU, Dropout(0.25)]
[Linear(9), GELU, Linear(5)]
[CrossEntropyLoss("label")]
public partial class DenseGate;

/// <summary>Convolutions of each kind: plain, depthwise, strided, transposed; both ways to pool.</summary>
[Model]
[Input("image", "N, 3, 11, 9")]
[Conv2d(8, Kernel = 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2)]
[Conv2d(8, Kernel = 3, Padding = 1, Groups = 8), SiLU]
[Conv2d(6, Kernel = 3, Stride = 2, Padding = 1), ReLU]
[ConvTranspose2d(5, Kernel = 3, Stride = 2), Dropout2d(0.25), AvgPool2d(2)]
[Flatten, Linear(4)]
[CrossEntropyLoss("label")]
public partial class ConvolutionGate;

/// <summary>A convolution beside a way around it.</summary>
[Block]
public class GateBlock
{
    public const int Width = 6;
    public const int Stride = 1;

    [Conv2d(Width, Kernel = 3, Stride = Stride, Padding = 1, Bias = false)] readonly Layer first;
    [BatchNorm2d] readonly Layer norm;
    [Conv2d(Width, Kernel = 3, Padding = 1)] readonly Layer second;
    [Conv2d(Width, Kernel = 1, Stride = Stride, Bias = false)] readonly Layer around;

    Value Forward(Value x) => ((Stride == 1 ? x : around(x)) + second(norm(first(x)).Relu())).Relu();
}

/// <summary>Two residual blocks over pictures of any size.</summary>
[Model]
[Input("image", "N, 2, H, W")]
[Conv2d(6, Kernel = 3, Padding = 1), ReLU]
[Use<GateBlock>]
[Use<GateBlock>(nameof(GateBlock.Width), 9, nameof(GateBlock.Stride), 2)]
[AdaptiveAvgPool2d(1), Flatten, Linear(3)]
[CrossEntropyLoss("label")]
public partial class ResidualGate;

/// <summary>Two inputs, of which one has a gradient, two outputs and two targets.</summary>
[Model]
public partial class PairGate
{
    [Conv2d(7, Kernel = 3, Stride = 2)] internal readonly Layer strokes;
    [Linear(9)] internal readonly Layer embed;
    [Linear(3)] internal readonly Layer first;
    [Linear(6)] internal readonly Layer second;

    internal (Value first, Value second) Forward([Shape("N, 2, 9, 7")] Value image, [Shape("N, 5", RequiresGradient = true)] Value hint)
    {
        var both = Value.Concat(1, strokes(image).Relu().Flatten(), embed(hint).Elu());
        return (first(both), second(both));
    }

    internal Value Loss(Value first, Value second, [Shape("N")] Value<int> label, [Shape("N, 6")] Value target)
        => (first.CrossEntropy(label) * 0.25) + (second.Mse(target) * 0.75);
}

/// <summary>Rows that a group of items strides over more than once, and columns over any number of rows.</summary>
[Model]
public partial class ReductionGate
{
    [Parameter(300, Fill = 0.5)] internal readonly Value scale;
    [LayerNorm] internal readonly Layer norm;

    internal Value Forward([Shape("N, 300")] Value x)
    {
        var rows = norm(x * scale).Softmax(1);
        var columns = (x * scale)[.., ..35];
        var spread = (columns - columns.Mean(0, keepDim: true)) / (columns.Var(0, keepDim: true) + 0.5).Sqrt();
        return (spread * columns.Softmax(0)) + (rows.LogSumExp(1, keepDim: true) * columns.Max(0, keepDim: true) * 0.01);
    }

    internal Value Loss(Value output, [Shape("N, 35")] Value target) => output.Mse(target) + (output.Norm() * 0.01);
}

/// <summary>Long sums with few results, which are cut into pieces.</summary>
[Model]
public partial class PiecesGate
{
    [Conv2d(4, Kernel = 1)] internal readonly Layer mix;
    [BatchNorm2d] internal readonly Layer norm;

    internal Value Forward([Shape("N, 2, 9, 8")] Value image)
    {
        var x = norm(mix(image));
        return x.Mean([2, 3]) * x.Exp().Mean() + x.Max() * 0.1;
    }

    internal Value Loss(Value output, [Shape("N, 4")] Value target) => output.Mse(target);
}

/// <summary>What works along lines: orders, running sums, elements by their index.</summary>
[Model]
public partial class LinesGate
{
    [Parameter("7, 33")] internal readonly Value table;
    [Linear(5)] internal readonly Layer embed;

    internal Value Forward([Shape("N, 4, 6")] Value input, [Shape("N, 4")] Value<int> k)
    {
        var x = embed(input);
        var order = x.Sort(1).Values[.., 1, ..3] * x.TopK(3, 2).Values.Sum(1) + x.ArgSort(2).ToFloat()[.., ..3, 1] * x[.., 0, ..3];
        var sums = x.CumSum(1).Exp().Sum(2)[.., ..3] * 0.1 + x.CumProd(2)[.., 2, 2..] + x.CumSum(0)[.., 1, ..3] * 0.1;
        var places = x.Gather(2, k.Unsqueeze(2)).Sum(2)[.., 1..] + x[.., .., 0].ScatterAdd(1, k, x[.., .., 1])[.., ..3];
        return order + sums + places + table.Lookup(k).Mean(1)[.., ..3];
    }

    internal Value Loss(Value output, [Shape("N, 3")] Value target) => output.Mse(target);
}
