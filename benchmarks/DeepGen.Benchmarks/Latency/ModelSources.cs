namespace DeepGen.Benchmarks.Latency;

/// <summary>Any number of models, no two of them equal, each in a file of its own as in a user's project.</summary>
internal static class ModelSources
{
    /// <summary>A file that no model is in.</summary>
    public static string Elsewhere(int version) => FormattableString.Invariant($$"""
        public static class Elsewhere
        {
            public static int Version => {{version}};
        }
        """);

    /// <summary>The text of a model. By turns: two convolutions, a perceptron, a graph with two inputs and outputs.</summary>
    /// <param name="index">Which one.</param>
    /// <param name="edit">Another number is another width of a layer.</param>
    public static string Model(int index, int edit = 0)
    {
        int width = 64 + index + (1000 * edit);
        return (index % 3) switch
        {
            0 => Convolutions(index, width),
            1 => Perceptron(index, width),
            _ => TwoHeads(index, width),
        };
    }

    private static string Convolutions(int index, int width) => FormattableString.Invariant($"""
        [Model]
        [Input("image", "N, 1, 28, 28")]
        [Conv2d(32, Kernel = 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2)]
        [Conv2d(64, Kernel = 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2)]
        [Flatten, Linear({width}), ReLU, Dropout(0.25), Linear(10)]
        [CrossEntropyLoss("label")]
        public partial class Model{index};
        """);

    private static string Perceptron(int index, int width) => FormattableString.Invariant($"""
        [Model]
        [Input("features", "N, 20")]
        [Linear({width}), BatchNorm1d, ReLU, Linear({width}), GELU, Linear(5)]
        [CrossEntropyLoss("label")]
        public partial class Model{index};
        """);

    private static string TwoHeads(int index, int width) => FormattableString.Invariant($$"""
        [Model]
        public partial class Model{{index}}
        {
            [Conv2d(16, Kernel = 3, Padding = 1)] readonly Layer strokes;
            [Linear({{width}})] readonly Layer embed;
            [Linear(8)] readonly Layer embedHint;
            [Linear(30)] readonly Layer first;
            [Linear(96)] readonly Layer second;

            (Value alphabet, Value character) Forward([Shape("N, 1, 32, 32")] Value image, [Shape("N, 30")] Value hint)
            {
                var s = embed(strokes(image).MaxPool2d(2).Elu().Flatten()).Elu();
                var x = Value.Concat(1, s, embedHint(hint).Elu());
                return (first(x), second(x));
            }

            Value Loss(Value alphabet, Value character, [Shape("N")] Value<int> a, [Shape("N")] Value<int> c)
                => alphabet.CrossEntropy(a) * 0.33f + character.CrossEntropy(c) * 0.67f;
        }
        """);
}
