namespace DeepGen.Generators.Tests.Oracle;

/// <summary>Resampling, and layers that change shapes.</summary>
internal sealed class ResamplingRows : RowModels
{
    public override string File => "resampling";

    public override string Source => """
        [Model, Input("x", "N, 2, 3, 2"), Upsample(ScaleFactor = 2)] public partial class UpsampleNearest;
        [Model, Input("x", "N, 2, 3"), Upsample(Size = 7)] public partial class UpsampleNearest1d;
        [Model, Input("x", "N, 2, 2, 1, 5"), Upsample(Sizes = new[] { 4, 3, 2 })] public partial class UpsampleNearest3d;
        [Model, Input("x", "N, 2, 4, 5"), Upsample(Sizes = new[] { 2, 3 })] public partial class UpsampleNearestLess;
        [Model, Input("x", "N, 2, 5, 4"), Upsample(ScaleFactor = 0.5)] public partial class UpsampleNearestHalf;
        [Model, Input("x", "N, 2, 3, 6"), Upsample(Sizes = new[] { 7, 2 }, Mode = InterpolationMode.NearestExact)]
        public partial class UpsampleExact;
        [Model, Input("x", "N, 2, 4"), Upsample(Size = 7, Mode = InterpolationMode.Linear)] public partial class UpsampleLinear;
        [Model, Input("x", "N, 2, 3, 4"), Upsample(ScaleFactor = 2, Mode = InterpolationMode.Bilinear)]
        public partial class UpsampleBilinear;
        [Model, Input("x", "N, 2, 5, 4"), Upsample(ScaleFactor = 1.6, Mode = InterpolationMode.Bilinear)]
        public partial class UpsampleBilinearFraction;
        [Model, Input("x", "N, 2, 3, 4"), Upsample(Sizes = new[] { 5, 1 }, Mode = InterpolationMode.Bilinear, AlignCorners = true)]
        public partial class UpsampleBilinearAligned;
        [Model, Input("x", "N, 2, 3, 6"), Upsample(Sizes = new[] { 7, 4 }, Mode = InterpolationMode.Bicubic)]
        public partial class UpsampleBicubic;
        [Model, Input("x", "N, 1, 3, 2"), Upsample(ScaleFactor = 2, Mode = InterpolationMode.Bicubic, AlignCorners = true)]
        public partial class UpsampleBicubicAligned;
        [Model, Input("x", "N, 1, 2, 3, 4"), Upsample(Sizes = new[] { 3, 4, 5 }, Mode = InterpolationMode.Trilinear)]
        public partial class UpsampleTrilinear;
        [Model, Input("x", "N, 2, 2, 3"), UpsamplingNearest2d(ScaleFactor = 3)] public partial class UpsamplingNearest2d;
        [Model, Input("x", "N, 2, 2, 4"), UpsamplingBilinear2d(Sizes = new[] { 5, 3 })] public partial class UpsamplingBilinear2d;

        [Model, Input("x", "N, 8, 2, 3"), PixelShuffle(2)] public partial class PixelShuffle;
        [Model, Input("x", "N, 2, 3, 6"), PixelUnshuffle(3)] public partial class PixelUnshuffle;
        [Model, Input("x", "N, 6, 2, 2"), ChannelShuffle(3)] public partial class ChannelShuffle;
        [Model, Input("x", "N, 2, 3, 4"), Unfold(2)] public partial class Unfold;
        [Model, Input("x", "N, 2, 5, 4"), Unfold(Kernels = new[] { 2, 3 }, Dilations = new[] { 1, 2 }, Paddings = new[] { 1, 2 },
            Strides = new[] { 2, 1 })]
        public partial class UnfoldAll;
        [Model, Input("x", "N, 8, 6"), Fold(OutputSizes = new[] { 3, 4 }, Kernel = 2)] public partial class Fold;
        [Model, Input("x", "N, 12, 12"), Fold(OutputSizes = new[] { 5, 4 }, Kernels = new[] { 2, 3 }, Dilations = new[] { 1, 2 },
            Paddings = new[] { 1, 2 }, Strides = new[] { 2, 1 })]
        public partial class FoldAll;
        [Model, Input("x", "N, 2, 3, 2, 2"), Flatten(2, 3)] public partial class FlattenSome;
        [Model, Input("x", "N, 3, 2"), Flatten(0)] public partial class FlattenAll;
        [Model, Input("x", "N, 2, 3, 2"), Flatten(EndDim = -2)] public partial class FlattenEnd;
        [Model, Input("x", "N, 6, 2"), Unflatten(1, new[] { 2, 3 })] public partial class Unflatten;
        [Model, Input("x", "N, 2, 6"), Unflatten(-1, new[] { -1, 2 })] public partial class UnflattenOpen;

        [Model, Input("x", "N, 2, H, W"), Upsample(ScaleFactor = 3)] public partial class UpsampleAnyNearest;
        [Model, Input("x", "N, 2, H, W"), Upsample(ScaleFactor = 2, Mode = InterpolationMode.Bilinear)]
        public partial class UpsampleAnyBilinear;
        [Model, Input("x", "N, 1, H, W"), Upsample(ScaleFactor = 2, Mode = InterpolationMode.Bicubic, AlignCorners = true)]
        public partial class UpsampleAnyBicubic;
        [Model] public partial class ResamplingMethods
        {
            Value Forward([Shape("N, 4, 4, 4")] Value x)
            {
                var a = x.Interpolate([5, 3], InterpolationMode.Bilinear, alignCorners: true) * x.Interpolate([5, 3]);
                var b = x.PixelShuffle(2).PixelUnshuffle(4).Sum(1);
                var c = x.Unfold(3, padding: 1, stride: 2).Fold([4, 4], 3, padding: 1, stride: 2);
                return a.Sum() * b.Sum() + (c * x.Interpolate(1) * x.Unflatten(1, [2, 2]).Flatten(1, 2)).Sum();
            }
        }

        [Model] public partial class Bilinear
        {
            [Bilinear(2)] readonly BinaryLayer layer;
            Value Forward([Shape("N, 4")] Value x, [Shape("N, 5")] Value z) => layer(x, z);
        }
        [Model] public partial class BilinearNoBias
        {
            [Bilinear(2, Bias = false)] readonly BinaryLayer layer;
            Value Forward([Shape("N, 4")] Value x, [Shape("N, 5")] Value z) => layer(x, z);
        }
        [Model] public partial class BilinearRank3
        {
            [Bilinear(3)] readonly BinaryLayer layer;
            Value Forward([Shape("N, 3, 2")] Value x, [Shape("N, 3, 4")] Value z) => layer(x, z);
        }
        """;
}
