namespace DeepGen.Generators.Tests.Oracle;

/// <summary>Pooling of every kind and rank.</summary>
internal sealed class PoolingRows : RowModels
{
    public override string File => "pooling";

    public override string Source => """
        [Model, Input("x", "N, 2, 7"), MaxPool1d(3, Stride = 2, Padding = 1)] public partial class MaxPool1d;
        [Model, Input("x", "N, 2, 8"), MaxPool1d(3, Stride = 2, CeilMode = true)] public partial class MaxPool1dCeil;
        [Model, Input("x", "N, 2, 4, 7"), MaxPool2d(Kernels = new[] { 2, 3 }, Strides = new[] { 1, 2 }, Paddings = new[] { 1, 0 },
            Dilations = new[] { 1, 2 })]
        public partial class MaxPool2dAxes;
        [Model, Input("x", "N, 1, 6, 8"), MaxPool2d(3, Stride = 2, Padding = 1, CeilMode = true)] public partial class MaxPool2dCeil;
        [Model, Input("x", "N, 1, 5, 6"), MaxPool2d(2, Stride = 3, Padding = 1, CeilMode = true)] public partial class MaxPool2dCeilSkips;
        [Model, Input("x", "N, 2, 3, 6"), MaxPool2d(4, Stride = 3, CeilMode = true)] public partial class MaxPool2dCeilLarge;
        [Model, Input("x", "N, 2, 4, 2, 5"), MaxPool3d(2)] public partial class MaxPool3d;
        [Model, Input("x", "N, 2, 4, 6, 4"), MaxPool3d(Kernels = new[] { 2, 3, 2 }, Strides = new[] { 2, 2, 1 },
            Paddings = new[] { 1, 1, 0 }, Dilations = new[] { 1, 1, 2 }, CeilMode = true)]
        public partial class MaxPool3dAll;
        [Model, Input("x", "N, 2, 8"), AvgPool1d(3, Stride = 2, Padding = 1)] public partial class AvgPool1d;
        [Model, Input("x", "N, 2, 6"), AvgPool1d(3, Stride = 2, Padding = 1, CeilMode = true)] public partial class AvgPool1dCeil;
        [Model, Input("x", "N, 2, 6"), AvgPool1d(4, Stride = 3, Padding = 2, CeilMode = true, CountIncludePad = false)]
        public partial class AvgPool1dInside;
        [Model, Input("x", "N, 2, 5, 4"), AvgPool2d(Kernels = new[] { 3, 2 }, Strides = new[] { 2, 1 }, Paddings = new[] { 1, 0 })]
        public partial class AvgPool2dAxes;
        [Model, Input("x", "N, 1, 6, 8"), AvgPool2d(3, Stride = 2, Padding = 1, CeilMode = true)] public partial class AvgPool2dCeil;
        [Model, Input("x", "N, 1, 6, 5"), AvgPool2d(2, Stride = 3, Padding = 1, CeilMode = true, CountIncludePad = false)]
        public partial class AvgPool2dCeilInside;
        [Model, Input("x", "N, 1, 5, 4"), AvgPool2d(3, Stride = 2, Padding = 1, DivisorOverride = 5)] public partial class AvgPool2dDivisor;
        [Model, Input("x", "N, 2, 3, 4, 5"), AvgPool3d(Kernels = new[] { 2, 3, 2 }, Strides = new[] { 1, 2, 2 },
            Paddings = new[] { 1, 1, 0 }, CeilMode = true)]
        public partial class AvgPool3d;
        [Model, Input("x", "N, 1, 4, 2, 3"), AvgPool3d(2, Padding = 1, CountIncludePad = false)] public partial class AvgPool3dInside;
        [Model, Input("x", "N, 1, 2, 3, 4"), AvgPool3d(2, DivisorOverride = 3)] public partial class AvgPool3dDivisor;
        [Model, Input("x", "N, 2, 7"), LPPool1d(2, 3, Stride = 2)] public partial class LpPool1d;
        [Model, Input("x", "N, 2, 6"), LPPool1d(4, 3, Stride = 2, CeilMode = true)] public partial class LpPool1dCeil;
        [Model, Input("x", "N, 2, 4, 5"), LPPool2d(2, Kernels = new[] { 2, 3 }, Strides = new[] { 2, 1 })] public partial class LpPool2d;
        [Model, Input("x", "N, 1, 3, 4"), LPPool2d(1, 2, CeilMode = true)] public partial class LpPool2dSum;

        [Model, Input("x", "N, 2, 7"), AdaptiveAvgPool1d(3)] public partial class AdaptiveAvgPool1d;
        [Model, Input("x", "N, 3, 4, 5"), AdaptiveAvgPool2d(1)] public partial class AdaptiveAvgPool2dGlobal;
        [Model, Input("x", "N, 2, 4, 9"), AdaptiveAvgPool2d(Outputs = new[] { 2, 3 })] public partial class AdaptiveAvgPool2dEven;
        [Model, Input("x", "N, 2, 5, 6"), AdaptiveAvgPool2d(Outputs = new[] { 3, 4 })] public partial class AdaptiveAvgPool2dUneven;
        [Model, Input("x", "N, 1, 3, 4"), AdaptiveAvgPool2d(Outputs = new[] { 5, 0 })] public partial class AdaptiveAvgPool2dLarger;
        [Model, Input("x", "N, 2, 3, 7"), AdaptiveAvgPool2d(Outputs = new[] { 1, 3 })] public partial class AdaptiveAvgPool2dMixed;
        [Model, Input("x", "N, 2, 4, 3, 5"), AdaptiveAvgPool3d(Outputs = new[] { 2, 1, 2 })] public partial class AdaptiveAvgPool3d;
        [Model, Input("x", "N, 2, 7"), AdaptiveMaxPool1d(3)] public partial class AdaptiveMaxPool1d;
        [Model, Input("x", "N, 3, 4, 5"), AdaptiveMaxPool2d(1)] public partial class AdaptiveMaxPool2dGlobal;
        [Model, Input("x", "N, 2, 5, 6"), AdaptiveMaxPool2d(Outputs = new[] { 3, 4 })] public partial class AdaptiveMaxPool2dUneven;
        [Model, Input("x", "N, 1, 3, 4"), AdaptiveMaxPool2d(Outputs = new[] { 5, 2 })] public partial class AdaptiveMaxPool2dLarger;
        [Model, Input("x", "N, 2, 4, 3, 5"), AdaptiveMaxPool3d(Outputs = new[] { 2, 1, 2 })] public partial class AdaptiveMaxPool3d;

        [Model, Input("x", "N, 1, 5, 6"), MaxPool2d(3, Stride = 2, CeilMode = true)] public partial class MaxPool2dCeilTies;
        [Model, Input("x", "N, 5, 6"), MaxPool1d(2)] public partial class MaxPool1dTies;
        [Model, Input("x", "N, 2, 1, 5, 6"), MaxPool3d(Kernels = new[] { 1, 2, 3 })] public partial class MaxPool3dTies;
        [Model, Input("x", "N, 1, 5, 6"), AdaptiveMaxPool2d(Outputs = new[] { 2, 4 })] public partial class AdaptiveMaxPool2dTies;
        [Model, Input("x", "N, 1, 5, 6"), AdaptiveMaxPool2d(Outputs = new[] { 3, 4 })] public partial class AdaptiveMaxPool2dOdd;
        [Model, Input("x", "N, 1, H, W"), AdaptiveMaxPool2d(1)] public partial class AdaptiveMaxPool2dAny;
        [Model, Input("x", "N, 1, H, W"), AdaptiveMaxPool2d(1)] public partial class AdaptiveMaxPool2dAnyOdd;
        [Model, Input("x", "N, 3, H, W"), AdaptiveAvgPool2d(1)] public partial class AdaptiveAvgPool2dAny;
        [Model, Input("x", "N, 1, 4, 4"), LPPool2d(2, 2)] public partial class LpPool2dZeros;
        [Model, Input("x", "N, 2, H, W"), MaxPool2d(2, CeilMode = true)] public partial class MaxPool2dAny;
        [Model, Input("x", "N, 2, H, W"), AvgPool2d(3, Stride = 2, Padding = 1, CeilMode = true)] public partial class AvgPool2dAny;
        [Model] public partial class MaxPool2dMethods
        {
            Value Forward([Shape("N, 2, 5, 6")] Value x)
            {
                var a = x.MaxPool2d([2, 3], [1, 2], [1, 0], [1, 2], ceilMode: true);
                var b = x.AvgPool2d(3, 2, 1, ceilMode: true, countIncludePad: false);
                var c = x.AvgPool2d([2, 2], [2, 3], [1, 1], divisorOverride: 3);
                var d = x.LpPool2d(2, [2, 2], [1, 1], ceilMode: true);
                var e = x.AdaptiveAvgPool2d([2, 1]) + x.AdaptiveMaxPool2d(2);
                return (a * a).Sum() + (b * b).Sum() + (c * c).Sum() + (d * d).Sum() + (e * e).Sum();
            }
        }
        """;
}
