namespace DeepGen.Generators.Tests.Oracle;

/// <summary>Convolutions of every rank, and transposed ones.</summary>
internal sealed class ConvolutionRows : RowModels
{
    public override string File => "convolutions";

    public override string Source => """
        [Model, Input("x", "N, 2, 7"), Conv1d(3, Kernel = 3)] public partial class Conv1dPlain;
        [Model, Input("x", "N, 4, 9"), Conv1d(6, Kernel = 3, Stride = 2, Padding = 3, Dilation = 2, Groups = 2)]
        public partial class Conv1dAll;
        [Model, Input("x", "N, 3, 6"), Conv1d(3, Kernel = 4, Groups = 3, Bias = false)] public partial class Conv1dDepthwise;
        [Model, Input("x", "N, 2, 5"), Conv1d(2, Kernel = 4, Dilation = 3, Same = true)] public partial class Conv1dSame;
        [Model, Input("x", "N, 2, 8, 5"), Conv2d(3, Kernels = new[] { 2, 3 }, Strides = new[] { 3, 1 }, Paddings = new[] { 1, 2 },
            Dilations = new[] { 2, 1 })]
        public partial class Conv2dAxes;
        [Model, Input("x", "N, 2, 5, 4"), Conv2d(3, Kernels = new[] { 4, 3 }, Dilations = new[] { 1, 2 }, Same = true)]
        public partial class Conv2dSame;
        [Model, Input("x", "N, 4, 3, 4"), Conv2d(2, Kernel = 2, Groups = 2, Same = true)] public partial class Conv2dSameGrouped;
        [Model, Input("x", "N, 2, 3, 4, 3"), Conv3d(3, Kernel = 2)] public partial class Conv3dPlain;
        [Model, Input("x", "N, 2, 4, 5, 3"), Conv3d(4, Kernels = new[] { 2, 3, 1 }, Strides = new[] { 1, 2, 2 },
            Paddings = new[] { 0, 1, 1 }, Dilations = new[] { 2, 1, 1 }, Groups = 2)]
        public partial class Conv3dAll;
        [Model, Input("x", "N, 1, 3, 2, 4"), Conv3d(2, Kernels = new[] { 2, 1, 3 }, Same = true)] public partial class Conv3dSame;

        [Model, Input("x", "N, 2, 5"), Conv1d(2, Kernel = 3, Padding = 2, PaddingMode = PaddingMode.Reflect)]
        public partial class Conv1dReflect;
        [Model, Input("x", "N, 2, 5, 4"), Conv2d(2, Kernel = 3, Paddings = new[] { 2, 1 }, Stride = 2, PaddingMode = PaddingMode.Reflect)]
        public partial class Conv2dReflect;
        [Model, Input("x", "N, 2, 3, 4"), Conv2d(2, Kernel = 3, Padding = 2, PaddingMode = PaddingMode.Replicate)]
        public partial class Conv2dReplicate;
        [Model, Input("x", "N, 2, 3, 4"), Conv2d(4, Kernel = 3, Paddings = new[] { 1, 2 }, Groups = 2, PaddingMode = PaddingMode.Circular)]
        public partial class Conv2dCircular;
        [Model, Input("x", "N, 1, 4, 3"), Conv2d(2, Kernels = new[] { 4, 3 }, Same = true, PaddingMode = PaddingMode.Reflect)]
        public partial class Conv2dReflectSame;
        [Model, Input("x", "N, 1, 2, 3, 2"), Conv3d(2, Kernel = 2, Padding = 1, PaddingMode = PaddingMode.Replicate)]
        public partial class Conv3dReplicate;
        [Model, Input("x", "N, 1, 2, 3, 2"), Conv3d(2, Kernel = 2, Paddings = new[] { 1, 0, 2 }, PaddingMode = PaddingMode.Circular)]
        public partial class Conv3dCircular;

        [Model, Input("x", "N, 2, 5"), ConvTranspose1d(3, Kernel = 3)] public partial class ConvTranspose1d;
        [Model, Input("x", "N, 4, 4"), ConvTranspose1d(6, Kernel = 3, Stride = 3, Padding = 2, OutputPadding = 1, Dilation = 2, Groups = 2)]
        public partial class ConvTranspose1dAll;
        [Model, Input("x", "N, 2, 3, 4"), ConvTranspose2d(3, Kernel = 2, Stride = 2)] public partial class ConvTranspose2d;
        [Model, Input("x", "N, 2, 3, 2"), ConvTranspose2d(2, Kernels = new[] { 3, 2 }, Strides = new[] { 2, 1 },
            Paddings = new[] { 1, 0 }, OutputPaddings = new[] { 1, 0 }, Dilations = new[] { 1, 3 }, Bias = false)]
        public partial class ConvTranspose2dAxes;
        [Model, Input("x", "N, 2, 4, 3"), ConvTranspose2d(2, Kernel = 2, Stride = 3, Padding = 3, OutputPadding = 2)]
        public partial class ConvTranspose2dCrops;
        [Model, Input("x", "N, 2, 3, 2"), ConvTranspose2d(3, Kernel = 1, Stride = 2)] public partial class ConvTranspose2dPointwise;
        [Model, Input("x", "N, 3, 3, 3"), ConvTranspose2d(3, Kernel = 3, Stride = 2, Padding = 1, Groups = 3)]
        public partial class ConvTranspose2dDepthwise;
        [Model, Input("x", "N, 2, 2, 3, 2"), ConvTranspose3d(4, Kernels = new[] { 2, 1, 3 }, Strides = new[] { 1, 2, 2 },
            Paddings = new[] { 0, 0, 1 }, Groups = 2)]
        public partial class ConvTranspose3d;

        [Model, Input("x", "N, 2, H, W"), Conv2d(2, Kernel = 3, Padding = 2, PaddingMode = PaddingMode.Reflect)]
        public partial class Conv2dReflectAny;
        [Model, Input("x", "N, 2, H, W"), Conv2d(2, Kernel = 3, Padding = 2, PaddingMode = PaddingMode.Replicate)]
        public partial class Conv2dReplicateAny;
        [Model, Input("x", "N, 2, H, W"), Conv2d(2, Kernel = 3, Padding = 2, PaddingMode = PaddingMode.Circular)]
        public partial class Conv2dCircularAny;
        [Model, Input("x", "N, 2, H, W"), ConvTranspose2d(2, Kernel = 3, Padding = 1, Stride = 2, OutputPadding = 1)]
        public partial class ConvTranspose2dAny;
        """;
}
