namespace DeepGen.Generators.Tests.Oracle;

/// <summary>The models of the reference rows, each called as its row in tests/Reference.</summary>
internal static class RowModels
{
    public const string Layers = """
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
        [Model, Input("x", "N, 2, 3, 5"), Conv2d(2, KernelHeight = 1, KernelWidth = 3)] public partial class ConvRectangular;
        [Model, Input("x", "N, 4, 4, 4"), Conv2d(6, Kernel = 3, Groups = 2, Padding = 1)] public partial class ConvGrouped;
        [Model, Input("x", "N, 3, 6, 5"), Conv2d(6, Kernel = 3, Groups = 3, Stride = 2, Padding = 1, Bias = false)]
        public partial class ConvDepthwise;
        [Model, Input("x", "N, 3, 3, 2"), Conv2d(4, Kernel = 1)] public partial class ConvPointwise;
        [Model, Input("x", "N, 2, 5, 4"), Conv2d(2, Kernel = 1, Stride = 2, Bias = false)] public partial class ConvPointwiseStrided;
        [Model, Input("x", "N, 2, 3, 4"), Conv2d(2, KernelHeight = 3, KernelWidth = 4)] public partial class ConvWholeImage;

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

    public const string Functions = """
        [Model, Input("x", "N, 4"), Identity, CrossEntropyLoss("label")] public partial class CrossEntropy;
        [Model, Input("x", "N, 4"), Identity, CrossEntropyLoss("label")] public partial class CrossEntropyFar;
        [Model, Input("x", "N, 4, 3, 2"), Identity, CrossEntropyLoss("label")] public partial class CrossEntropyImage;
        [Model] public partial class NllOfLogits
        {
            Value Forward([Shape("N, 4")] Value x) => x;
            Value Loss(Value output, [Shape("N")] Value<int> label) => output.LogSoftmax(1).Nll(label);
        }
        [Model, Input("x", "N, 4, 3"), Identity, NLLLoss("label")] public partial class NllImage;
        [Model, Input("x", "N, 4"), Identity, MSELoss("target")] public partial class Mse;
        [Model, Input("x", "N, 4"), Identity, BCELoss("target")] public partial class Bce;
        [Model, Input("x", "N, 4"), Identity, BCEWithLogitsLoss("target")] public partial class BceWithLogits;

        [Model] public partial class Arithmetic
        {
            Value Forward([Shape("N, 3")] Value x, [Shape("N, 3")] Value y) => (x + y) * x - y / x + (-y);
        }
        [Model] public partial class Numbers
        {
            Value Forward([Shape("N, 3")] Value x) => 2 * x + 1 - (3 - x) * 0.5 + 1 / x - x / 4;
        }
        [Model] public partial class BroadcastRow
        {
            Value Forward([Shape("N, 4")] Value x, [Shape("4")] Value y) => x * y + y;
        }
        [Model] public partial class BroadcastBoth
        {
            Value Forward([Shape("N, 1, 3")] Value x, [Shape("4, 1")] Value y) => x * y - x;
        }
        [Model] public partial class BroadcastScalar
        {
            Value Forward([Shape("N, 3")] Value x, [Shape("2, 2")] Value y) => x / y.Mean();
        }
        [Model] public partial class Exp { Value Forward([Shape("N, 3")] Value x) => x.Exp(); }
        [Model] public partial class Log { Value Forward([Shape("N, 3")] Value x) => x.Log(); }
        [Model] public partial class Sqrt { Value Forward([Shape("N, 3")] Value x) => x.Sqrt(); }
        [Model] public partial class Abs { Value Forward([Shape("N, 3")] Value x) => x.Abs(); }
        [Model] public partial class PowThird { Value Forward([Shape("N, 3")] Value x) => x.Pow(3); }
        [Model] public partial class PowFraction { Value Forward([Shape("N, 3")] Value x) => x.Pow(-1.5) + x.Pow(0.5); }
        [Model] public partial class Clamp { Value Forward([Shape("N, 3")] Value x) => x.Clamp(-0.5, 0.5); }
        [Model] public partial class SumAll { Value Forward([Shape("N, 3")] Value x) => x.Sum() * x.Mean(); }
        [Model] public partial class SumDims
        {
            Value Forward([Shape("N, 3, 4")] Value x) => x.Sum(1) * x.Sum([0, 2], keepDim: true).Sum(1).Sum();
        }
        [Model] public partial class MeanDims
        {
            Value Forward([Shape("N, 3, 4")] Value x) => x - x.Mean(-1, keepDim: true) * x.Mean([0, 1], keepDim: true);
        }
        [Model] public partial class Matmul
        {
            Value Forward([Shape("N, 3")] Value x, [Shape("3, 4")] Value y) => x.Matmul(y);
        }
        [Model] public partial class MatmulTransposed { Value Forward([Shape("N, 2")] Value x) => x.Matmul(x.Transpose()); }
        [Model] public partial class Concat
        {
            Value Forward([Shape("N, 3, 2")] Value x, [Shape("N, 1, 2")] Value y) => Value.Concat(1, x, y, x);
        }
        [Model] public partial class Detach { Value Forward([Shape("N, 3")] Value x) => x * x.Exp().Detach(); }
        [Model] public partial class Methods
        {
            Value Forward([Shape("N, 2, 4, 4")] Value x) => x.Gelu().MaxPool2d(2).Flatten().Softmax(1);
        }
        """;
}
