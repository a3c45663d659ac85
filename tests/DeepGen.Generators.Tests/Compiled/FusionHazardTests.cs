using Xunit.Abstractions;

namespace DeepGen.Generators.Tests.Compiled;

/// <summary>Compositions that a careless fusion or layout would get wrong, compiled and held against the interpreter.</summary>
public class FusionHazardTests(ITestOutputHelper output)
{
    /// <summary>As for the other models: float32 rounding, sums of some thousand terms, vector polynomials.</summary>
    private const double Tolerance = 2e-5;

    private const string Source =
        """
        [Model, Input("x", "N, 6, 9, 7")]
        [Conv2d(6, Kernel = 3, Padding = 1, Groups = 6), Dropout(0.3), MaxPool2d(2), ReLU, AvgPool2d(2, Stride = 1), Flatten, Linear(3)]
        [CrossEntropyLoss("label")]
        public partial class DepthwiseAndPoolsInARow;

        [Model, Input("x", "N, 3, 8, 8")]
        [MaxPool2d(3, Stride = 2, Padding = 1), MaxPool2d(2, Stride = 1), Sigmoid, Conv2d(5, Kernel = 2), Flatten, Dropout(0.5), Linear(2)]
        [MSELoss("y")]
        public partial class PoolsFirst;

        [Model]
        public partial class Rows
        {
            [Linear(7)] readonly Layer project;
            [Linear(4)] readonly Layer head;

            Value Forward([Shape("N, T, 5")] Value x)
            {
                var h = project(x).Tanh();
                var centered = h - h.Mean(1, keepDim: true);
                return head((centered * centered).Sum(1));
            }

            Value Loss(Value output, [Shape("N")] Value<int> label) => output.CrossEntropy(label);
        }

        [Model]
        public partial class SharedAndSelf
        {
            [Linear(6)] readonly Layer twice;
            [Linear(3)] readonly Layer head;

            (Value logits, Value energy) Forward([Shape("N, 6")] Value x)
            {
                var h = twice(twice(x).Relu()) + x;
                var p = h.Softmax(1);
                return (head(p * h), (p * p).Sum(1));
            }

            Value Loss(Value logits, Value energy, [Shape("N")] Value<int> label) => logits.CrossEntropy(label) + energy.Mean(0) * 0.1f;
        }

        [Model]
        public partial class SamePadsTwice
        {
            [Conv2d(4, Kernel = 3, Padding = 1)] readonly Layer near;
            [Conv2d(4, Kernel = 5, Padding = 2)] readonly Layer far;
            [Conv2d(4, Kernel = 1, Stride = 2)] readonly Layer skip;
            [Linear(3)] readonly Layer head;

            Value Forward([Shape("N, 2, 6, 6")] Value image)
            {
                var x = image.Relu();
                var y = (near(x) + far(x)).Relu();
                return head(Value.Concat(1, skip(y), y.MaxPool2d(2, stride: 2, padding: 1).AvgPool2d(2, stride: 1)).Flatten());
            }

            Value Loss(Value output, [Shape("N")] Value<int> label) => output.CrossEntropy(label);
        }

        [Model]
        public partial class LongChain
        {
            [Linear(3)] readonly Layer head;

            Value Forward([Shape("N, 4")] Value x)
            {
                var y = x;
                for (int i = 0; i < 24; i++) y = y * y * 0.3f + y * 0.5f;
                return head(y);
            }

            Value Loss(Value output, [Shape("N")] Value<int> label) => output.CrossEntropy(label);
        }

        [Model]
        public partial class JoinedBatches
        {
            [Linear(5)] readonly Layer embed;
            [Linear(3)] readonly Layer head;

            Value Forward([Shape("N, 6")] Value left, [Shape("N, T, 6")] Value right)
            {
                var y = Value.Concat(0, embed(left), embed(left).Tanh(), embed(right).Sigmoid().Sum(1));
                return head(Value.Concat(1, embed(right), y.Softmax(0).Sum(0) * embed(right).Tanh()).Mean(1));
            }

            Value Loss(Value output, [Shape("N")] Value<int> label) => output.CrossEntropy(label);
        }

        [Model]
        public partial class JoinedThenPadded
        {
            [Conv2d(3, Kernel = 3, Padding = 1)] readonly Layer first;
            [Conv2d(4, Kernel = 3, Padding = 1)] readonly Layer second;
            [Linear(3)] readonly Layer head;

            Value Forward([Shape("N, 3, 4, 5")] Value x)
            {
                var y = first(x);
                return head(second(Value.Concat(3, y, x.Tanh(), y.Relu())).Flatten());
            }

            Value Loss(Value output, [Shape("N")] Value<int> label) => output.CrossEntropy(label);
        }

        [Model]
        public partial class PooledBatchMean
        {
            [Conv2d(4, Kernel = 2)] readonly Layer filters;
            [Linear(3)] readonly Layer head;

            Value Forward([Shape("N, 3, 4, 5")] Value x)
            {
                var y = filters(x);
                return head((y.MaxPool2d(2) - y.Mean(0, keepDim: true).MaxPool2d(2)).Flatten());
            }

            Value Loss(Value output, [Shape("N")] Value<int> label) => output.CrossEntropy(label);
        }

        [Model]
        public partial class DroppedBatchMean
        {
            [Linear(300)] readonly Layer wide;
            [Linear(3)] readonly Layer head;

            Value Forward([Shape("N, 6")] Value x)
            {
                var y = wide(x);
                return head(y * y.Mean(0, keepDim: true).Sigmoid().Dropout(0.5));
            }

            Value Loss(Value output, [Shape("N")] Value<int> label) => output.CrossEntropy(label);
        }
        """;

    [Fact]
    public void Hazards_agree_with_the_interpreter()
    {
        using var models = new CompiledModels(Source);
        foreach (var (name, model) in models.Cases)
        {
            double worst = Agreement.Worst(model, Tolerance, [4, 1, 17]);
            output.WriteLine($"{name}: largest error {worst:E1} of the largest element");
        }
    }
}
