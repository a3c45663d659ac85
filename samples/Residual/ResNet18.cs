using DeepGen;

namespace Residual;

/// <summary>Two convolutions beside a way around them (https://arxiv.org/abs/1512.03385, figure 2).</summary>
[Block]
public class BasicBlock
{
    public const int Width = 64;
    public const int Stride = 1;

    [Conv2d(Width, Kernel = 3, Stride = Stride, Padding = 1, Bias = false)] readonly Layer conv1;
    [BatchNorm2d] readonly Layer bn1;
    [Conv2d(Width, Kernel = 3, Padding = 1, Bias = false)] readonly Layer conv2;
    [BatchNorm2d] readonly Layer bn2;
    [Use<Downsample>(nameof(Downsample.Width), Width, nameof(Downsample.Stride), Stride)] readonly Layer downsample;

    Value Forward(Value x)
    {
        var y = bn2(conv2(bn1(conv1(x)).Relu()));
        return ((Stride == 1 ? x : downsample(x)) + y).Relu();
    }
}

/// <summary>The way around where a stage begins: half the pixels, more channels.</summary>
[Block, Conv2d(Width, Kernel = 1, Stride = Stride, Bias = false), BatchNorm2d]
public class Downsample
{
    public const int Width = 64;
    public const int Stride = 2;
}

/// <summary>ResNet-18 without its last layer, for images of 32 x 32 pixels: a stem of 3 x 3, four stages of two blocks each.</summary>
[Block]
public class Stages
{
    public const int Width = 64;

    [Conv2d(Width, Kernel = 3, Padding = 1, Bias = false)] readonly Layer conv1;
    [BatchNorm2d] readonly Layer bn1;
    [Use<BasicBlock>(nameof(BasicBlock.Width), Width, Repeat = 2)] readonly Layer layer1;
    [Use<Stage>(nameof(Stage.Width), 2 * Width)] readonly Layer layer2;
    [Use<Stage>(nameof(Stage.Width), 4 * Width)] readonly Layer layer3;
    [Use<Stage>(nameof(Stage.Width), 8 * Width)] readonly Layer layer4;

    Value Forward(Value image) => layer4(layer3(layer2(layer1(bn1(conv1(image)).Relu()))));
}

/// <summary>A stage after the first: a block that halves the picture, and one that does not.</summary>
[Block]
[Use<BasicBlock>(nameof(BasicBlock.Width), Width, nameof(BasicBlock.Stride), 2, Name = "first")]
[Use<BasicBlock>(nameof(BasicBlock.Width), Width, Name = "second")]
public class Stage
{
    public const int Width = 128;
}

/// <summary>ResNet-18: 11 million parameters.</summary>
[Model]
[Input("image", "N, 3, 32, 32")]
[Use<Stages>(Name = "stages"), AdaptiveAvgPool2d(1), Flatten, Linear(10, Name = "fc")]
[CrossEntropyLoss("label")]
public partial class ResNet18;

/// <summary>The same with a quarter of the channels: a sixteenth of the parameters and of the work.</summary>
[Model]
[Input("image", "N, 3, 32, 32")]
[Use<Stages>(nameof(Stages.Width), 16, Name = "stages"), AdaptiveAvgPool2d(1), Flatten, Linear(10, Name = "fc")]
[CrossEntropyLoss("label")]
public partial class NarrowResNet18;

/// <summary>One linear layer, as a baseline.</summary>
[Model]
[Input("image", "N, 3, 32, 32")]
[Flatten, Linear(10)]
[CrossEntropyLoss("label")]
public partial class LinearClassifier;
