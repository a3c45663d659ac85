namespace DeepGen.Generators.Tests.Oracle;

/// <summary>Linear, convolution, pooling, norm and activation layers.</summary>
internal sealed class LayerRows : RowModels
{
    public override string File => "layers";

    public override string Source => """
        [Model, Input("x", "N, 5"), Linear(4)] public partial class LinearPlain;
        [Model, Input("x", "N, 5"), Linear(3, Bias = false)] public partial class LinearNoBias;
        [Model, Input("x", "N, 2, 5"), Linear(4)] public partial class LinearRank3;
        [Model] public partial class LinearShared
        {
            [Linear(4)] readonly Layer layer;
            Value Forward([Shape("N, 4")] Value x) => layer(layer(x).Tanh());
        }

        [Model, Input("x", "N, 2, 5, 6"), Conv2d(3, Kernel = 3)] public partial class ConvPlain;
        [Model, Input("x", "N, 2, 4, 5"), Conv2d(3, Kernel = 3, Padding = 1)] public partial class ConvPadded;
        [Model, Input("x", "N, 2, 7, 8"), Conv2d(2, Kernel = 3, Stride = 2, Padding = 1)] public partial class ConvStrided;
        [Model, Input("x", "N, 1, 9, 8"), Conv2d(2, Kernel = 2, Stride = 3)] public partial class ConvStrideSkips;
        [Model, Input("x", "N, 2, 8, 7"), Conv2d(2, Kernel = 3, Dilation = 2, Padding = 1)] public partial class ConvDilated;
        [Model, Input("x", "N, 2, 9, 8"), Conv2d(2, Kernel = 3, Stride = 2, Dilation = 2, Padding = 2)]
        public partial class ConvStridedDilated;
        [Model, Input("x", "N, 2, 3, 5"), Conv2d(2, Kernels = new[] { 1, 3 })] public partial class ConvRectangular;
        [Model, Input("x", "N, 4, 4, 4"), Conv2d(6, Kernel = 3, Groups = 2, Padding = 1)] public partial class ConvGrouped;
        [Model, Input("x", "N, 3, 6, 5"), Conv2d(6, Kernel = 3, Groups = 3, Stride = 2, Padding = 1, Bias = false)]
        public partial class ConvDepthwise;
        [Model, Input("x", "N, 3, 3, 2"), Conv2d(4, Kernel = 1)] public partial class ConvPointwise;
        [Model, Input("x", "N, 2, 5, 4"), Conv2d(2, Kernel = 1, Stride = 2, Bias = false)] public partial class ConvPointwiseStrided;
        [Model, Input("x", "N, 2, 3, 4"), Conv2d(2, Kernels = new[] { 3, 4 })] public partial class ConvWholeImage;

        [Model, Input("x", "N, 3"), BatchNorm1d] public partial class Norm1d;
        [Model, Input("x", "N, 2, 4"), BatchNorm1d] public partial class Norm1dRank3;
        [Model, Input("x", "N, 3, 3, 2"), BatchNorm2d] public partial class Norm2d;
        [Model, Input("x", "N, 2, 2, 3"), BatchNorm2d(Affine = false)] public partial class Norm2dPlain;
        [Model, Input("x", "N, 2, 2, 3"), BatchNorm2d(Eps = 1e-2, Momentum = 0.3)] public partial class Norm2dSettings;
        [Model, Input("x", "N, 2, 2, 3"), BatchNorm2d(TrackRunningStats = false)] public partial class Norm2dUntracked;

        [Model, Input("x", "N, 2, 4, 5"), MaxPool2d(2)] public partial class MaxPool;
        [Model, Input("x", "N, 1, 6, 5"), MaxPool2d(3, Stride = 2, Padding = 1)] public partial class MaxPoolOverlapping;
        [Model, Input("x", "N, 2, 5, 4"), MaxPool2d(2, Stride = 1, Dilation = 2)] public partial class MaxPoolDilated;
        [Model, Input("x", "N, 1, 5, 5"), MaxPool2d(3, Stride = 1, Padding = 1)] public partial class MaxPoolTies;
        [Model, Input("x", "N, 1, 6, 6"), MaxPool2d(2)] public partial class MaxPoolOdd;
        [Model, Input("x", "N, 2, 4, 5"), AvgPool2d(2)] public partial class AvgPool;
        [Model, Input("x", "N, 1, 6, 5"), AvgPool2d(3, Stride = 2, Padding = 1)] public partial class AvgPoolOverlapping;
        [Model, Input("x", "N, 1, 6, 5"), AvgPool2d(3, Stride = 2, Padding = 1, CountIncludePad = false)]
        public partial class AvgPoolInside;

        [Model, Input("x", "N, 2, 3, 2"), Flatten] public partial class Flatten;
        [Model, Input("x", "N, 3"), Dropout(0)] public partial class Dropout;

        [Model, Input("x", "N, 9"), Identity] public partial class Identity;
        [Model, Input("x", "N, 10"), ReLU] public partial class ReLU;
        [Model, Input("x", "N, 10"), LeakyReLU] public partial class LeakyReLU;
        [Model, Input("x", "N, 9"), LeakyReLU(0.2)] public partial class LeakyReLUSteep;
        [Model, Input("x", "N, 10"), ELU] public partial class ELU;
        [Model, Input("x", "N, 9"), ELU(0.5)] public partial class ELUHalf;
        [Model, Input("x", "N, 10"), Sigmoid] public partial class Sigmoid;
        [Model, Input("x", "N, 10"), Tanh] public partial class Tanh;
        [Model, Input("x", "N, 9"), GELU] public partial class GELU;
        [Model, Input("x", "N, 9"), GELU(Approximate = Approximate.Tanh)] public partial class GELUTanh;
        [Model, Input("x", "N, 9"), SiLU] public partial class SiLU;
        [Model, Input("x", "N, 9"), Softmax(1)] public partial class Softmax;
        [Model, Input("x", "N, 9"), LogSoftmax(1)] public partial class LogSoftmax;
        [Model, Input("x", "N, 3, 2, 2"), Softmax(1)] public partial class SoftmaxChannels;
        [Model, Input("x", "N, 3, 4"), Softmax(-1)] public partial class SoftmaxLast;
        [Model, Input("x", "N, 3, 2, 2"), LogSoftmax(1)] public partial class LogSoftmaxChannels;
        """;
}
