namespace DeepGen.Generators.Tests.Oracle;

/// <summary>Padding layers and the function.</summary>
internal sealed class PaddingRows : RowModels
{
    public override string File => "padding";

    public override string Source => """
        [Model, Input("x", "N, 2, 3, 2"), ZeroPad2d(Paddings = new[] { 1, 2, 0, 1 })] public partial class ZeroPad2d;
        [Model, Input("x", "N, 2, 3, 4"), ZeroPad2d(Paddings = new[] { -1, 2, 1, -1 })] public partial class ZeroPad2dCrop;
        [Model, Input("x", "N, 2, 3"), ConstantPad1d(Paddings = new[] { 2, 1 }, Value = 0.3)] public partial class ConstantPad1d;
        [Model, Input("x", "N, 1, 2, 3"), ConstantPad2d(2, -1.5)] public partial class ConstantPad2d;
        [Model, Input("x", "N, 1, 2, 3, 2"), ConstantPad3d(Paddings = new[] { 1, 0, -1, 2, 0, 1 }, Value = 2)]
        public partial class ConstantPad3d;
        [Model, Input("x", "N, 2, 4"), ReflectionPad1d(Paddings = new[] { 3, 1 })] public partial class ReflectionPad1d;
        [Model, Input("x", "N, 2, 2, 3"), ReflectionPad2d(Paddings = new[] { 1, 2, 0, 1 })] public partial class ReflectionPad2d;
        [Model, Input("x", "N, 1, 2, 3, 2"), ReflectionPad3d(1)] public partial class ReflectionPad3d;
        [Model, Input("x", "N, 2, 3"), ReplicationPad1d(2)] public partial class ReplicationPad1d;
        [Model, Input("x", "N, 2, 2, 1"), ReplicationPad2d(Paddings = new[] { 1, 2, 3, 0 })] public partial class ReplicationPad2d;
        [Model, Input("x", "N, 1, 2, 2, 3"), ReplicationPad3d(Paddings = new[] { 1, 0, 2, 1, 0, 1 })] public partial class ReplicationPad3d;

        [Model, Input("x", "N, 2, 3"), ZeroPad1d(2)] public partial class ZeroPad1d;
        [Model, Input("x", "N, 1, 2, 1, 2"), ZeroPad3d(1)] public partial class ZeroPad3d;
        [Model, Input("x", "N, 2, 3"), CircularPad1d(Paddings = new[] { 3, 2 })] public partial class CircularPad1d;
        [Model, Input("x", "N, 2, 3, 2"), CircularPad2d(Paddings = new[] { 1, 2, 0, 2 })] public partial class CircularPad2d;
        [Model, Input("x", "N, 1, 2, 1, 3"), CircularPad3d(1)] public partial class CircularPad3d;
        [Model] public partial class PadMethods
        {
            Value Forward([Shape("2, 2, 3")] Value x)
            {
                var a = x.Pad([1, 0, 2, 1], value: 0.5);
                var b = x.Pad([1, 1], PaddingMode.Reflect) * x.Pad([2, 0], mode: PaddingMode.Replicate)
                    * x.Pad([0, 2], PaddingMode.Circular);
                return a.Sum(2) * b.Sum();
            }
        }
        """;
}
