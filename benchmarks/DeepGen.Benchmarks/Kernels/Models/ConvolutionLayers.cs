namespace DeepGen.Benchmarks.Kernels;

/// <summary>A convolution of 3 x 3 from 64 to 64 channels, 28 x 28 pixels, that learns its weights.</summary>
[Model]
public partial class Convolution64To64At28
{
    [Conv2d(64, Kernel = 3, Padding = 1, Bias = false)] readonly Layer layer;

    Value Forward([Shape("N, 64, 28, 28")] Value x) => layer(x);

    Value Loss(Value output) => (output * output).Mean();
}

/// <summary>A convolution of 3 x 3 from 64 to 64 channels, 28 x 28 pixels, that gives the gradient of its input.</summary>
[Model]
public partial class Convolution64To64At28Backward
{
    [Frozen, Conv2d(64, Kernel = 3, Padding = 1, Bias = false)] readonly Layer layer;

    Value Forward([Shape("N, 64, 28, 28", RequiresGradient = true)] Value x) => layer(x);

    Value Loss(Value output) => (output * output).Mean();
}

/// <summary>A convolution of 3 x 3 from 32 to 64 channels, 14 x 14 pixels, that learns its weights.</summary>
[Model]
public partial class Convolution32To64At14
{
    [Conv2d(64, Kernel = 3, Padding = 1, Bias = false)] readonly Layer layer;

    Value Forward([Shape("N, 32, 14, 14")] Value x) => layer(x);

    Value Loss(Value output) => (output * output).Mean();
}

/// <summary>A convolution of 3 x 3 from 32 to 64 channels, 14 x 14 pixels, that gives the gradient of its input.</summary>
[Model]
public partial class Convolution32To64At14Backward
{
    [Frozen, Conv2d(64, Kernel = 3, Padding = 1, Bias = false)] readonly Layer layer;

    Value Forward([Shape("N, 32, 14, 14", RequiresGradient = true)] Value x) => layer(x);

    Value Loss(Value output) => (output * output).Mean();
}

/// <summary>A convolution of 3 x 3 from 64 to 64 channels, 32 x 32 pixels, that learns its weights.</summary>
[Model]
public partial class Convolution64To64At32
{
    [Conv2d(64, Kernel = 3, Padding = 1, Bias = false)] readonly Layer layer;

    Value Forward([Shape("N, 64, 32, 32")] Value x) => layer(x);

    Value Loss(Value output) => (output * output).Mean();
}

/// <summary>A convolution of 3 x 3 from 64 to 64 channels, 32 x 32 pixels, that gives the gradient of its input.</summary>
[Model]
public partial class Convolution64To64At32Backward
{
    [Frozen, Conv2d(64, Kernel = 3, Padding = 1, Bias = false)] readonly Layer layer;

    Value Forward([Shape("N, 64, 32, 32", RequiresGradient = true)] Value x) => layer(x);

    Value Loss(Value output) => (output * output).Mean();
}

/// <summary>A convolution of 3 x 3 from 32 to 64 channels, 32 x 32 pixels, that learns its weights.</summary>
[Model]
public partial class Convolution32To64At32
{
    [Conv2d(64, Kernel = 3, Padding = 1, Bias = false)] readonly Layer layer;

    Value Forward([Shape("N, 32, 32, 32")] Value x) => layer(x);

    Value Loss(Value output) => (output * output).Mean();
}

/// <summary>A convolution of 3 x 3 from 32 to 64 channels, 32 x 32 pixels, that gives the gradient of its input.</summary>
[Model]
public partial class Convolution32To64At32Backward
{
    [Frozen, Conv2d(64, Kernel = 3, Padding = 1, Bias = false)] readonly Layer layer;

    Value Forward([Shape("N, 32, 32, 32", RequiresGradient = true)] Value x) => layer(x);

    Value Loss(Value output) => (output * output).Mean();
}

/// <summary>A convolution of 3 x 3 from 1 to 32 channels, 28 x 28 pixels, that learns its weights.</summary>
[Model]
public partial class Convolution1To32At28
{
    [Conv2d(32, Kernel = 3, Padding = 1, Bias = false)] readonly Layer layer;

    Value Forward([Shape("N, 1, 28, 28")] Value x) => layer(x);

    Value Loss(Value output) => (output * output).Mean();
}

/// <summary>A convolution of 3 x 3 from 1 to 32 channels, 28 x 28 pixels, that gives the gradient of its input.</summary>
[Model]
public partial class Convolution1To32At28Backward
{
    [Frozen, Conv2d(32, Kernel = 3, Padding = 1, Bias = false)] readonly Layer layer;

    Value Forward([Shape("N, 1, 28, 28", RequiresGradient = true)] Value x) => layer(x);

    Value Loss(Value output) => (output * output).Mean();
}

/// <summary>A convolution of 3 x 3 from 3 to 32 channels, 64 x 64 pixels, that learns its weights.</summary>
[Model]
public partial class Convolution3To32At64
{
    [Conv2d(32, Kernel = 3, Padding = 1, Bias = false)] readonly Layer layer;

    Value Forward([Shape("N, 3, 64, 64")] Value x) => layer(x);

    Value Loss(Value output) => (output * output).Mean();
}

/// <summary>A convolution of 3 x 3 from 3 to 32 channels, 64 x 64 pixels, that gives the gradient of its input.</summary>
[Model]
public partial class Convolution3To32At64Backward
{
    [Frozen, Conv2d(32, Kernel = 3, Padding = 1, Bias = false)] readonly Layer layer;

    Value Forward([Shape("N, 3, 64, 64", RequiresGradient = true)] Value x) => layer(x);

    Value Loss(Value output) => (output * output).Mean();
}

/// <summary>A convolution of 3 x 3 from 128 to 128 channels, 16 x 16 pixels, that learns its weights.</summary>
[Model]
public partial class Convolution128To128At16
{
    [Conv2d(128, Kernel = 3, Padding = 1, Bias = false)] readonly Layer layer;

    Value Forward([Shape("N, 128, 16, 16")] Value x) => layer(x);

    Value Loss(Value output) => (output * output).Mean();
}

/// <summary>A convolution of 3 x 3 from 128 to 128 channels, 16 x 16 pixels, that gives the gradient of its input.</summary>
[Model]
public partial class Convolution128To128At16Backward
{
    [Frozen, Conv2d(128, Kernel = 3, Padding = 1, Bias = false)] readonly Layer layer;

    Value Forward([Shape("N, 128, 16, 16", RequiresGradient = true)] Value x) => layer(x);

    Value Loss(Value output) => (output * output).Mean();
}

/// <summary>A convolution of 3 x 3 from 256 to 256 channels, 8 x 8 pixels, that learns its weights.</summary>
[Model]
public partial class Convolution256To256At8
{
    [Conv2d(256, Kernel = 3, Padding = 1, Bias = false)] readonly Layer layer;

    Value Forward([Shape("N, 256, 8, 8")] Value x) => layer(x);

    Value Loss(Value output) => (output * output).Mean();
}

/// <summary>A convolution of 3 x 3 from 256 to 256 channels, 8 x 8 pixels, that gives the gradient of its input.</summary>
[Model]
public partial class Convolution256To256At8Backward
{
    [Frozen, Conv2d(256, Kernel = 3, Padding = 1, Bias = false)] readonly Layer layer;

    Value Forward([Shape("N, 256, 8, 8", RequiresGradient = true)] Value x) => layer(x);

    Value Loss(Value output) => (output * output).Mean();
}

/// <summary>A convolution of 3 x 3 from 512 to 512 channels, 4 x 4 pixels, that learns its weights.</summary>
[Model]
public partial class Convolution512To512At4
{
    [Conv2d(512, Kernel = 3, Padding = 1, Bias = false)] readonly Layer layer;

    Value Forward([Shape("N, 512, 4, 4")] Value x) => layer(x);

    Value Loss(Value output) => (output * output).Mean();
}

/// <summary>A convolution of 3 x 3 from 512 to 512 channels, 4 x 4 pixels, that gives the gradient of its input.</summary>
[Model]
public partial class Convolution512To512At4Backward
{
    [Frozen, Conv2d(512, Kernel = 3, Padding = 1, Bias = false)] readonly Layer layer;

    Value Forward([Shape("N, 512, 4, 4", RequiresGradient = true)] Value x) => layer(x);

    Value Loss(Value output) => (output * output).Mean();
}
