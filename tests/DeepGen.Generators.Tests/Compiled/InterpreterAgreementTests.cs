using Xunit.Abstractions;

namespace DeepGen.Generators.Tests.Compiled;

/// <summary>The second hop of the oracle: generated float32 code against the float64 interpreter of the same graph.</summary>
[Trait(ExpectedWidth.Category, ExpectedWidth.Widths)]
public class InterpreterAgreementTests(ITestOutputHelper output)
{
    /// <summary>
    /// Of the largest element of a tensor. Float32 rounds at 6e-8; sums of some thousand terms and the vector polynomials (2e-7) leave
    /// errors of about 1e-6 on these models.
    /// </summary>
    private const double Tolerance = 1e-5;

    public static TheoryData<string, string> Models => new()
    {
        { "mlp", "[Model] [Input(\"x\", \"N, 13\")] [Linear(17), ReLU, Linear(5)] [CrossEntropyLoss(\"label\")] public partial class M;" },
        {
            "mlp with batch norm",
            "[Model, Input(\"x\", \"N, 8\"), Linear(33), BatchNorm1d, ELU, Linear(1), Sigmoid, BCELoss(\"y\")] public partial class M;"
        },
        {
            "cnn",
            """
            [Model] [Input("image", "N, 1, 12, 12")]
            [Conv2d(8, Kernel = 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2)]
            [Conv2d(16, Kernel = 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2)]
            [Flatten, Linear(20), ReLU, Dropout(0.25), Linear(10)]
            [CrossEntropyLoss("label")] public partial class M;
            """
        },
        {
            "strides, dilation, groups",
            """
            [Model] [Input("image", "N, 4, 11, 9")]
            [Conv2d(6, Kernel = 3, Stride = 2, Padding = 1), GELU, Conv2d(4, Kernel = 3, Dilation = 2, Padding = 2, Groups = 2), SiLU]
            [AvgPool2d(3, Stride = 2, Padding = 1), Conv2d(8, Kernel = 1), Tanh, Flatten, Linear(3)]
            [MSELoss("y")] public partial class M;
            """
        },
        {
            "two inputs, two outputs",
            """
            [Model]
            public partial class M
            {
                [Conv2d(5, Kernel = 3, Padding = 1)] readonly Layer strokes;
                [Linear(12)] readonly Layer embed;
                [Linear(4)] readonly Layer embedHint;
                [Linear(3)] readonly Layer first;
                [Linear(7)] readonly Layer second;

                (Value alphabet, Value character) Forward([Shape("N, 2, 8, 8")] Value image, [Shape("N, 6")] Value hint)
                {
                    var s = embed(strokes(image).MaxPool2d(2).Elu().Flatten()).Elu();
                    var x = Value.Concat(1, s, embedHint(hint).Elu());
                    return (first(x), second(x));
                }

                Value Loss(Value alphabet, Value character, [Shape("N")] Value<int> a, [Shape("N")] Value<int> c)
                    => alphabet.CrossEntropy(a) * 0.33f + character.CrossEntropy(c) * 0.67f;
            }
            """
        },
        {
            "residual",
            """
            [Model]
            public partial class M
            {
                [Conv2d(8, Kernel = 3, Padding = 1)] readonly Layer stem;
                [Conv2d(8, Kernel = 3, Padding = 1)] readonly Layer conv1;
                [BatchNorm2d] readonly Layer norm1;
                [Conv2d(8, Kernel = 3, Padding = 1)] readonly Layer conv2;
                [BatchNorm2d] readonly Layer norm2;
                [Linear(4)] readonly Layer head;

                Value Forward([Shape("N, 3, 6, 6")] Value image)
                {
                    var x = stem(image).Relu();
                    var y = norm2(conv2(norm1(conv1(x)).Relu()));
                    return head((x + y).Relu().AvgPool2d(6).Flatten());
                }

                Value Loss(Value output, [Shape("N")] Value<int> label) => output.CrossEntropy(label);
            }
            """
        },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public void Step_evaluate_and_predict_agree(string name, string source)
    {
        using var models = new CompiledModels(source);
        int[] batches = source.Contains("BatchNorm1d", StringComparison.Ordinal) ? [5, 8, 3] : [5, 1, 8];
        double worst = Agreement.Worst(models.Cases.Values.Single(), Tolerance, batches);
        output.WriteLine($"{name}: largest error {worst:E1} of the largest element");
    }
}
