namespace DeepGen.Generators.Tests.Oracle;

/// <summary>The whole models of tests/Reference/trajectories.py as a user writes them.</summary>
internal static class OracleModels
{
    /// <summary>Steps of plain SGD in each trajectory.</summary>
    public const int Steps = 10;

    public const double LearningRate = 0.05;

    public const string Perceptron = """
        [Model]
        [Input("x", "N, 6")]
        [Linear(8), BatchNorm1d, ReLU, Linear(4)]
        [CrossEntropyLoss("label")]
        public partial class Perceptron;
        """;

    public const string SmallDigits = """
        [Model]
        [Input("image", "N, 1, 8, 8")]
        [Conv2d(4, Kernel = 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2)]
        [Conv2d(6, Kernel = 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2)]
        [Flatten, Linear(12), ReLU, Dropout(0), Linear(10)]
        [CrossEntropyLoss("label")]
        public partial class SmallDigits;
        """;

    public const string SmallOmniglot = """
        [Model]
        public partial class SmallOmniglot
        {
            [Conv2d(3, Kernel = 3, Padding = 1)] readonly Layer strokes;
            [Linear(6)] readonly Layer embed;
            [Linear(3)] readonly Layer embedAlphabet;
            [Linear(5)] readonly Layer alphabetHead;
            [Linear(7)] readonly Layer characterHead;

            (Value alphabet, Value character) Forward([Shape("N, 1, 6, 6")] Value image, [Shape("N, 5")] Value hint)
            {
                var s = embed(strokes(image).MaxPool2d(2).Elu().Flatten()).Elu();
                var x = Value.Concat(1, s, embedAlphabet(hint).Elu());
                return (alphabetHead(x), characterHead(x));
            }

            Value Loss(Value alphabet, Value character, [Shape("N")] Value<int> alphabetLabel, [Shape("N")] Value<int> characterLabel)
                => alphabet.CrossEntropy(alphabetLabel) * 0.33 + character.CrossEntropy(characterLabel) * 0.67;
        }
        """;

    public const string SmallResidual = """
        [Model]
        public partial class SmallResidual
        {
            [Conv2d(4, Kernel = 3, Padding = 1)] readonly Layer stem;
            [Conv2d(4, Kernel = 3, Padding = 1, Bias = false)] readonly Layer first;
            [BatchNorm2d] readonly Layer firstNorm;
            [Conv2d(4, Kernel = 3, Padding = 1, Bias = false)] readonly Layer second;
            [BatchNorm2d] readonly Layer secondNorm;
            [Linear(3)] readonly Layer head;

            Value Forward([Shape("N, 2, 6, 6")] Value image)
            {
                var x = stem(image).Relu();
                var y = secondNorm(second(firstNorm(first(x)).Relu()));
                return head((x + y).Relu().AvgPool2d(3).Flatten());
            }

            Value Loss(Value output, [Shape("N")] Value<int> label) => output.CrossEntropy(label);
        }
        """;

    /// <summary>The text of each model by its name, which is also the prefix of its tensors.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        [nameof(Perceptron)] = Perceptron,
        [nameof(SmallDigits)] = SmallDigits,
        [nameof(SmallOmniglot)] = SmallOmniglot,
        [nameof(SmallResidual)] = SmallResidual,
    };
}
