namespace DeepGen.Tests.Models;

/// <summary>Images large enough for chains of launches, and nothing that is done by Winograd's algorithm.</summary>
[Model]
[Input("image", "N, 1, 24, 26")]
[Conv2d(16, Kernel = 3, Padding = 1), MaxPool2d(2), ELU, Conv2d(5, Kernel = 5, Stride = 2), Tanh]
[Flatten, Linear(Classes)]
[CrossEntropyLoss("label")]
public partial class ChainedCnn
{
    public const int Pixels = 24 * 26;
    public const int Classes = 3;
}
