using DeepGen;

namespace Digits;

/// <summary>Two convolutions and two linear layers: which digit is in a 28 x 28 image.</summary>
[Model]
[Input("image", "N, 1, 28, 28")]
[Conv2d(32, Kernel = 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2)]
[Conv2d(64, Kernel = 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2)]
[Flatten, Linear(128), ReLU, Dropout(0.25), Linear(10)]
[CrossEntropyLoss("label")]
public partial class DigitClassifier;
