using Residual;

namespace DeepGen.Benchmarks.Compare;

/// <summary>Model a with TF32 on devices; so the others below.</summary>
[Model(DeviceProducts = ProductPrecision.TensorFloat32)]
[Input("x", "N, 9")]
[Linear(16), BatchNorm1d, ELU, Linear(8), BatchNorm1d, ELU, Linear(1), Sigmoid]
[BCELoss("target")]
public partial class TensorTablePerceptron;

/// <summary>Model b.</summary>
[Model(DeviceProducts = ProductPrecision.TensorFloat32)]
[Input("x", "N, 784")]
[Linear(256), ReLU, Linear(128), ReLU, Linear(10)]
[CrossEntropyLoss("target")]
public partial class TensorDigitPerceptron;

/// <summary>Model c.</summary>
[Model(DeviceProducts = ProductPrecision.TensorFloat32)]
[Input("x", "N, 1, 28, 28")]
[Conv2d(32, Kernel = 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2)]
[Conv2d(64, Kernel = 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2)]
[Flatten, Linear(128), ReLU, Dropout(Setting = nameof(rate)), Linear(10)]
[CrossEntropyLoss("target")]
public partial class TensorDigitConvolutions
{
    [Setting(0.5)] readonly Value rate;
}

/// <summary>Model d.</summary>
[Model(DeviceProducts = ProductPrecision.TensorFloat32)]
[Input("x", "N, 3, 64, 64")]
[Conv2d(32, Kernel = 3, Padding = 1), ELU, MaxPool2d(2)]
[Conv2d(64, Kernel = 3, Padding = 1), ELU, MaxPool2d(2)]
[Flatten, Linear(7)]
[CrossEntropyLoss("target")]
public partial class TensorCloudConvolutions;

/// <summary>Model f.</summary>
[Model(DeviceProducts = ProductPrecision.TensorFloat32)]
public partial class TensorTwoInputs
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

/// <summary>Model h.</summary>
[Model(DeviceProducts = ProductPrecision.TensorFloat32)]
[Input("image", "N, 3, 32, 32")]
[Use<Stages>(Name = "stages"), AdaptiveAvgPool2d(1), Flatten, Linear(10, Name = "fc")]
[CrossEntropyLoss("label")]
public partial class TensorResNet18;
