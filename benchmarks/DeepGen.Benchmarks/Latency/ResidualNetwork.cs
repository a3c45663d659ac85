using System.Globalization;
using System.Text;

namespace DeepGen.Benchmarks.Latency;

/// <summary>ResNet-18 for images of 32 x 32, with 11.2 million parameters: what a large model is to the compiler.</summary>
internal static class ResidualNetwork
{
    private static readonly int[] Widths = [64, 128, 256, 512];

    /// <summary>The text of the model.</summary>
    /// <param name="classes">The width of the last layer: another number is an edit inside the model.</param>
    public static string Source(int classes)
    {
        var (fields, forward) = (new StringBuilder(), new StringBuilder());
        fields.Append("    [Conv2d(64, Kernel = 3, Padding = 1, Bias = false)] readonly Layer conv1;\n")
            .Append("    [BatchNorm2d] readonly Layer bn1;\n");
        int channels = Widths[0];
        for (int stage = 0; stage < Widths.Length; stage++)
        {
            for (int block = 0; block < 2; block++)
            {
                int stride = stage > 0 && block == 0 ? 2 : 1;
                Block(fields, forward, string.Create(CultureInfo.InvariantCulture, $"layer{stage + 1}_{block}"), Widths[stage], stride,
                    projects: stride != 1 || channels != Widths[stage]);
                channels = Widths[stage];
            }
        }

        return FormattableString.Invariant($$"""
            [Model]
            public partial class ResNet18
            {
            {{fields}}    [Linear({{classes}})] readonly Layer fc;

                Value Forward([Shape("N, 3, 32, 32")] Value image)
                {
                    var x = bn1(conv1(image)).Relu();
            {{forward}}        return fc(x.AvgPool2d(4).Flatten());
                }

                Value Loss(Value output, [Shape("N")] Value<int> label) => output.CrossEntropy(label);
            }
            """);
    }

    private static void Block(StringBuilder fields, StringBuilder forward, string name, int width, int stride, bool projects)
    {
        var culture = CultureInfo.InvariantCulture;
        string shortcut = projects ? $"{name}_bn3({name}_conv3(x))" : "x";
        fields.Append(culture, $"    [Conv2d({width}, Kernel = 3, Stride = {stride}, Padding = 1, Bias = false)] ")
            .Append(culture, $"readonly Layer {name}_conv1;\n")
            .Append(culture, $"    [BatchNorm2d] readonly Layer {name}_bn1;\n")
            .Append(culture, $"    [Conv2d({width}, Kernel = 3, Padding = 1, Bias = false)] readonly Layer {name}_conv2;\n")
            .Append(culture, $"    [BatchNorm2d] readonly Layer {name}_bn2;\n");
        if (projects)
        {
            fields.Append(culture, $"    [Conv2d({width}, Kernel = 1, Stride = {stride}, Bias = false)] readonly Layer {name}_conv3;\n")
                .Append(culture, $"    [BatchNorm2d] readonly Layer {name}_bn3;\n");
        }

        forward.Append(culture, $"        x = ({name}_bn2({name}_conv2({name}_bn1({name}_conv1(x)).Relu())) + {shortcut}).Relu();\n");
    }
}
