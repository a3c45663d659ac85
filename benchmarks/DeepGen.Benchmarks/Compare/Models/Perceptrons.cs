namespace DeepGen.Benchmarks.Compare;

/// <summary>Model a: a small perceptron with norms, for tables.</summary>
[Model]
[Input("x", "N, 9")]
[Linear(16), BatchNorm1d, ELU, Linear(8), BatchNorm1d, ELU, Linear(1), Sigmoid]
[BCELoss("target")]
public partial class TablePerceptron;

/// <summary>Model b: a perceptron for images of digits.</summary>
[Model]
[Input("x", "N, 784")]
[Linear(256), ReLU, Linear(128), ReLU, Linear(10)]
[CrossEntropyLoss("target")]
public partial class DigitPerceptron;
