namespace DeepGen.Tests.Models;

/// <summary>
/// Most kinds of kernels in one stack: convolutions (the second one by Winograd's algorithm), norms, pooling, dropout, products, a loss.
/// </summary>
[Model]
[Input("image", "N, 1, 12, 12")]
[Conv2d(16, Kernel = 3, Padding = 1), BatchNorm2d, ReLU]
[Conv2d(18, Kernel = 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2)]
[Conv2d(7, Kernel = 3, Padding = 1), ReLU, AvgPool2d(2)]
[Flatten, Linear(19), GELU, Dropout(0.25), Linear(Classes)]
[CrossEntropyLoss("label")]
public partial class SmallCnn
{
    public const int Pixels = 12 * 12;
    public const int Classes = 4;
}
