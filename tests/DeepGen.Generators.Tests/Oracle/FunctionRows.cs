namespace DeepGen.Generators.Tests.Oracle;

/// <summary>Losses and functions of values.</summary>
internal sealed class FunctionRows : RowModels
{
    public override string File => "functions";

    public override string Source => """
        [Model, Input("x", "N, 4"), Identity, CrossEntropyLoss("label")] public partial class CrossEntropy;
        [Model, Input("x", "N, 4"), Identity, CrossEntropyLoss("label")] public partial class CrossEntropyFar;
        [Model, Input("x", "N, 4, 3, 2"), Identity, CrossEntropyLoss("label")] public partial class CrossEntropyImage;
        [Model] public partial class NllOfLogits
        {
            Value Forward([Shape("N, 4")] Value x) => x;
            Value Loss(Value output, [Shape("N")] Value<int> label) => output.LogSoftmax(1).Nll(label);
        }
        [Model, Input("x", "N, 4, 3"), Identity, NLLLoss("label")] public partial class NllImage;
        [Model, Input("x", "N, 4"), Identity, MSELoss("target")] public partial class Mse;
        [Model, Input("x", "N, 4"), Identity, BCELoss("target")] public partial class Bce;
        [Model, Input("x", "N, 4"), Identity, BCEWithLogitsLoss("target")] public partial class BceWithLogits;

        [Model] public partial class Arithmetic
        {
            Value Forward([Shape("N, 3")] Value x, [Shape("N, 3")] Value y) => (x + y) * x - y / x + (-y);
        }
        [Model] public partial class Numbers
        {
            Value Forward([Shape("N, 3")] Value x) => 2 * x + 1 - (3 - x) * 0.5 + 1 / x - x / 4;
        }
        [Model] public partial class BroadcastRow
        {
            Value Forward([Shape("N, 4")] Value x, [Shape("4")] Value y) => x * y + y;
        }
        [Model] public partial class BroadcastBoth
        {
            Value Forward([Shape("N, 1, 3")] Value x, [Shape("4, 1")] Value y) => x * y - x;
        }
        [Model] public partial class BroadcastScalar
        {
            Value Forward([Shape("N, 3")] Value x, [Shape("2, 2")] Value y) => x / y.Mean();
        }
        [Model] public partial class Exp { Value Forward([Shape("N, 3")] Value x) => x.Exp(); }
        [Model] public partial class Log { Value Forward([Shape("N, 3")] Value x) => x.Log(); }
        [Model] public partial class Sqrt { Value Forward([Shape("N, 3")] Value x) => x.Sqrt(); }
        [Model] public partial class Abs { Value Forward([Shape("N, 3")] Value x) => x.Abs(); }
        [Model] public partial class PowThird { Value Forward([Shape("N, 3")] Value x) => x.Pow(3); }
        [Model] public partial class PowFraction { Value Forward([Shape("N, 3")] Value x) => x.Pow(-1.5) + x.Pow(0.5); }
        [Model] public partial class Clamp { Value Forward([Shape("N, 3")] Value x) => x.Clamp(-0.5, 0.5); }
        [Model] public partial class SumAll { Value Forward([Shape("N, 3")] Value x) => x.Sum() * x.Mean(); }
        [Model] public partial class SumDims
        {
            Value Forward([Shape("N, 3, 4")] Value x) => x.Sum(1) * x.Sum([0, 2], keepDim: true).Sum(1).Sum();
        }
        [Model] public partial class MeanDims
        {
            Value Forward([Shape("N, 3, 4")] Value x) => x - x.Mean(-1, keepDim: true) * x.Mean([0, 1], keepDim: true);
        }
        [Model] public partial class Matmul
        {
            Value Forward([Shape("N, 3")] Value x, [Shape("3, 4")] Value y) => x.Matmul(y);
        }
        [Model] public partial class MatmulTransposed { Value Forward([Shape("N, 2")] Value x) => x.Matmul(x.Transpose()); }
        [Model] public partial class Concat
        {
            Value Forward([Shape("N, 3, 2")] Value x, [Shape("N, 1, 2")] Value y) => Value.Concat(1, x, y, x);
        }
        [Model] public partial class Detach { Value Forward([Shape("N, 3")] Value x) => x * x.Exp().Detach(); }
        [Model] public partial class Methods
        {
            Value Forward([Shape("N, 2, 4, 4")] Value x) => x.Gelu().MaxPool2d(2).Flatten().Softmax(1);
        }
        """;
}
