namespace DeepGen.Benchmarks.Compare;

/// <summary>Model c: two convolutions with norms for images of digits.</summary>
[Model]
[Input("x", "N, 1, 28, 28")]
[Conv2d(32, Kernel = 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2)]
[Conv2d(64, Kernel = 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2)]
[Flatten, Linear(128), ReLU, Dropout(Setting = nameof(rate)), Linear(10)]
[CrossEntropyLoss("target")]
public partial class DigitConvolutions
{
    // A setting, so that the check can do without what no two programs draw alike.
    [Setting(0.5)] readonly Value rate;
}

/// <summary>Model d: two convolutions with ELU for larger images.</summary>
[Model]
[Input("x", "N, 3, 64, 64")]
[Conv2d(32, Kernel = 3, Padding = 1), ELU, MaxPool2d(2)]
[Conv2d(64, Kernel = 3, Padding = 1), ELU, MaxPool2d(2)]
[Flatten, Linear(7)]
[CrossEntropyLoss("target")]
public partial class CloudConvolutions;

/// <summary>Model f: an image and a hint that meet before a wide head.</summary>
[Model]
public partial class TwoInputs
{
    [Conv2d(16, Kernel = 3, Padding = 1)] readonly Layer conv;
    [Linear(128)] readonly Layer embed;
    [Linear(8)] readonly Layer hinted;
    [Linear(964)] readonly Layer head;

    Value Forward([Shape("N, 1, 64, 64")] Value x, [Shape("N, 30")] Value hint)
    {
        var strokes = embed(conv(x).MaxPool2d(2).Elu().Flatten()).Elu();
        return head(Value.Concat(1, strokes, hinted(hint).Elu()));
    }

    Value Loss(Value output, [Shape("N")] Value<int> target) => output.CrossEntropy(target);
}
