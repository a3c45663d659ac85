namespace DeepGen.Generators.Tests.Oracle;

/// <summary>Norms other than those of layers.py, and dropout that drops nothing.</summary>
internal sealed class NormRows : RowModels
{
    public override string File => "norms";

    public override string Source => """
        [Model, Input("x", "N, 3, 2, 2, 3"), BatchNorm3d] public partial class Norm3d;
        [Model, Input("x", "N, 5"), LayerNorm] public partial class LayerNorm;
        [Model, Input("x", "N, 3, 4"), LayerNorm(Eps = 1e-2, Features = 4)] public partial class LayerNormLast;
        [Model, Input("x", "N, 2, 3, 4"), LayerNorm(Dims = 3)] public partial class LayerNormImage;
        [Model, Input("x", "N, 2, 3, 4"), LayerNorm(Dims = 2, Affine = false)] public partial class LayerNormPlain;
        [Model, Input("x", "N, 4, 3, 2"), GroupNorm(2)] public partial class GroupNorm;
        [Model, Input("x", "N, 6"), GroupNorm(3, Eps = 1e-3)] public partial class GroupNormFlat;
        [Model, Input("x", "N, 3, 4"), GroupNorm(1, Affine = false)] public partial class GroupNormOne;
        [Model, Input("x", "N, 2, 5"), InstanceNorm1d] public partial class InstanceNorm1d;
        [Model, Input("x", "N, 3, 3, 2"), InstanceNorm2d(Affine = true, Eps = 1e-3)] public partial class InstanceNorm2d;
        [Model, Input("x", "N, 2, 3, 2"), InstanceNorm2d(Affine = true, TrackRunningStats = true, Momentum = 0.3)]
        public partial class InstanceNorm2dTracked;
        [Model, Input("x", "N, 2, 2, 3, 2"), InstanceNorm3d(TrackRunningStats = true)] public partial class InstanceNorm3d;
        [Model, Input("x", "N, 5, 3"), LocalResponseNorm(2)] public partial class LocalResponseNorm;
        [Model, Input("x", "N, 4, 3, 2"), LocalResponseNorm(3, Alpha = 0.5, Beta = 0.6, K = 2)] public partial class LocalResponseNormWide;

        [Model, Input("x", "N, 4"), RMSNorm] public partial class RMSNorm;
        [Model, Input("x", "N, 2, 3"), RMSNorm(Dims = 2, Eps = 0.1)] public partial class RMSNormImage;
        [Model, Input("x", "N, 3, 2"), Dropout1d(0)] public partial class Dropout1d;
        [Model, Input("x", "N, 3, 2, 2"), Dropout2d(0)] public partial class Dropout2d;
        [Model, Input("x", "N, 3, 2, 2, 3"), Dropout3d(0)] public partial class Dropout3d;
        [Model, Input("x", "N, 3"), AlphaDropout(0)] public partial class AlphaDropout;
        [Model, Input("x", "N, 3, 2"), FeatureAlphaDropout(0)] public partial class FeatureAlphaDropout;
        [Model] public partial class LocalResponseNormMethod
        {
            Value Forward([Shape("N, 4, 3")] Value x) => x.LocalResponseNorm(3, 0.2, 0.5, 1.5);
        }
        """;
}
