using DeepGen.Generators.Tests.Harness;

namespace DeepGen.Generators.Tests.Editor;

/// <summary>The models of which an editor's tables and charts were looked at.</summary>
internal static class EditorModels
{
    public const string Mlp = """
        [Model]
        [Input("features", "N, 20")]
        [Linear(64), BatchNorm1d, ReLU, Dropout(0.1), Linear(1, Name = "head"), BCEWithLogitsLoss("clicked")]
        public partial class Mlp;
        """;

    public const string Cnn = """
        [Model]
        [Input("image", "N, 1, 28, 28")]
        [Conv2d(32, Kernel = 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2)]
        [Conv2d(64, Kernel = 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2)]
        [Flatten, Linear(128), ReLU, Dropout(0.25), Linear(10)]
        [CrossEntropyLoss("label")]
        public partial class Cnn;
        """;

    public const string TwoHeads = """
        [Model]
        public partial class TwoHeads
        {
            [Conv2d(16, Kernel = 3, Padding = 1)] readonly Layer strokes;
            [Linear(128)] readonly Layer embed;
            [Linear(8, Frozen = true)] readonly Layer embedAlphabet;
            [Linear(30)] readonly Layer alphabetHead;
            [Linear(964)] readonly Layer characterHead;

            (Value alphabet, Value character) Forward([Shape("N, 1, 64, 64")] Value image, [Shape("N, 30")] Value hint)
            {
                var s = embed(strokes(image).MaxPool2d(2).Elu().Flatten()).Elu();
                var x = Value.Concat(1, s, embedAlphabet(hint).Elu());
                return (alphabetHead(x), characterHead(x));
            }

            Value Loss(Value alphabet, Value character, [Shape("N")] Value<int> alphabetLabel, [Shape("N")] Value<int> characterLabel)
                => alphabet.CrossEntropy(alphabetLabel) * 0.33f + character.CrossEntropy(characterLabel) * 0.67f;
        }
        """;

    public const string ResNet = """
        [Model]
        public partial class ResNet
        {
            [Conv2d(8, Kernel = 3, Padding = 1, Bias = false)] readonly Layer stem;
            [BatchNorm2d] readonly Layer stemNorm;
            [Conv2d(16, Kernel = 3, Stride = 2, Padding = 1, Bias = false)] readonly Layer conv1;
            [BatchNorm2d] readonly Layer norm1;
            [Conv2d(16, Kernel = 3, Padding = 1, Bias = false)] readonly Layer conv2;
            [BatchNorm2d] readonly Layer norm2;
            [Conv2d(16, Kernel = 1, Stride = 2, Bias = false)] readonly Layer shortcut;
            [Linear(10)] readonly Layer head;

            Value Forward([Shape("N, 3, H, 16")] Value image)
            {
                var x = stemNorm(stem(image)).Relu();
                x = (norm2(conv2(norm1(conv1(x)).Relu())) + shortcut(x)).Relu();
                return head(x.Mean([2, 3]).Flatten());
            }

            Value Loss(Value output, [Shape("N")] Value<int> label) => output.CrossEntropy(label);
        }
        """;

    public const string Blocks = """
        [Block]
        public class Residual
        {
            public const int Width = 4;
            [Linear(Width)] readonly Layer first;
            [Linear(Width)] readonly Layer second;
            [Parameter(Width, Fill = 1)] readonly Value scale;
            Value Forward(Value x) => x + second(first(x).Relu()) * scale;
        }

        [Block, Linear(8), ReLU, Use<Residual>(nameof(Residual.Width), 8, Repeat = 2)]
        public class Body;

        [Model, Variants(nameof(Depth), 1, 2)]
        public partial class Blocks
        {
            const int Depth = 2;
            [Use<Body>] readonly Layer body;
            [Use<Residual>(nameof(Residual.Width), 8, Repeat = Depth)] readonly Layer tail;
            [Linear(3)] readonly Layer head;

            Value Forward([Shape("N, 5")] Value x) => head(tail(body(x)));
            Value Loss(Value output, [Shape("N")] Value<int> label) => output.CrossEntropy(label);
        }
        """;

    public static readonly IReadOnlyDictionary<string, string> Sources = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [nameof(Mlp)] = Mlp,
        [nameof(Cnn)] = Cnn,
        [nameof(TwoHeads)] = TwoHeads,
        [nameof(ResNet)] = ResNet,
        [nameof(Blocks)] = Blocks,
    };

    public static TheoryData<string> Names => [.. Sources.Keys];

    /// <summary>What a test makes of a compiled model.</summary>
    public static string Of(string name, Func<CompiledModel, string> what) => OfSource(Sources[name], name, what);

    public static string OfSource(string source, string name, Func<CompiledModel, string> what)
    {
        using var models = Compiler.Run(source).ShouldBeClean().Load();
        using var model = (CompiledModel)models.Create(name, default(Device), 0UL);
        return what(model);
    }
}
