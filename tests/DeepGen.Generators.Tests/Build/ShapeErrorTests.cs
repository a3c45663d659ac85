using DeepGen.Generators.Build;
using DeepGen.Generators.Declaration;
using DeepGen.Generators.Diagnostics;
using DeepGen.Generators.Tests.Harness;

namespace DeepGen.Generators.Tests.Build;

/// <summary>What a user reads where shapes or settings do not fit: one line for one mistake, as <c>dotnet build</c> prints it.</summary>
public sealed class ShapeErrorTests
{
    [Theory]
    [InlineData(
        "[Input(\"image\", \"N, 1, 28, 28\"), Conv2d(32, Kernel = 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2), Conv2d(64, Kernel = 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2), Flatten, Linear(10, Inputs = 3000, Name = \"head\")]",
        "DG1102: 'head' is declared with 3000 inputs but receives 3136: norm2 [N, 64, 14, 14] -> MaxPool2d(2) [N, 64, 7, 7] -> Flatten [N, 3136]; remove 'Inputs = 3000' or write 3136")]
    [InlineData(
        "[Input(\"x\", \"N, 3, 8, 8\"), Conv2d(4, Kernel = 3, Inputs = 1)]",
        "DG1102: 'conv1' is declared with 1 input channels but receives 3: x [N, 3, 8, 8]; remove 'Inputs = 1' or write 3")]
    [InlineData(
        "[Input(\"x\", \"N, 6\"), Linear(4), BatchNorm1d(Features = 6)]",
        "DG1102: 'norm1' is declared with 6 features but receives 4: x [N, 6] -> linear1 [N, 4]; remove 'Features = 6' or write 4")]
    [InlineData(
        "[Input(\"x\", \"N, 3, 8, 8\"), MaxPool2d(2), BatchNorm1d]",
        "DG1101: 'norm1' expects [N, C] or [N, C, L] but receives [N, 3, 4, 4]: x [N, 3, 8, 8] -> MaxPool2d(2) [N, 3, 4, 4]; put a Flatten before it")]
    [InlineData("[Input(\"x\", \"N, 8\"), Conv2d(4, Kernel = 3)]", "DG1101: 'conv1' expects [N, C, H, W] but receives [N, 8]: x [N, 8]")]
    [InlineData("[Input(\"x\", \"N\"), Linear(4)]", "DG1101: 'linear1' expects [N, features] but receives [N]: x [N]")]
    [InlineData(
        "[Input(\"x\", \"N, 1, 4, 9\"), Conv2d(4, Kernel = 3, Dilation = 2)]",
        "DG1103: The kernel of 'conv1' covers 5 values but its padded input has only 4: x [N, 1, 4, 9]; make the kernel smaller or the padding larger")]
    [InlineData(
        "[Input(\"x\", \"N, 1, 9, 1\"), MaxPool2d(2)]",
        "DG1103: The kernel of 'pool1' covers 2 values but its padded input has only 1: x [N, 1, 9, 1]; make the kernel smaller or the padding larger")]
    [InlineData(
        "[Input(\"x\", \"N, 3, 8, 8\"), Conv2d(4, Kernel = 1, Groups = 2)]",
        "DG1104: 'conv1' has 2 groups, which do not divide its 3 input channels: x [N, 3, 8, 8]")]
    [InlineData(
        "[Input(\"x\", \"N, 4, 8, 8\"), Conv2d(3, Kernel = 1, Groups = 2)]",
        "DG1104: 'conv1' has 2 groups, which do not divide its 3 output channels: x [N, 4, 8, 8]")]
    [InlineData("[Input(\"x\", \"N, 4\"), Dropout(1)]", "DG1107: 'Probability' of 'dropout1' is 1; it must be in [0, 1)")]
    [InlineData("[Input(\"x\", \"N, 4\"), Linear(0)]", "DG1107: 'OutFeatures' of 'linear1' is 0; it must be at least 1")]
    [InlineData("[Input(\"x\", \"N, 4, 8, 8\"), Conv2d(3)]", "DG1107: 'Kernel' of 'conv1' is missing; it must be the kernel's height and width, at least 1")]
    [InlineData("[Input(\"x\", \"N, 4, 8, 8\"), MaxPool2d(3, Padding = 2)]", "DG1107: 'Padding' of 'pool1' is 2; it must be at most half of the kernel, 1")]
    [InlineData("[Input(\"x\", \"N, 4\"), Softmax(2)]", "DG1107: 'Dim' of 'softmax1' is 2; it must be in [-2, 1] for [N, 4]")]
    [InlineData("[Input(\"x\", \"N, 4, 2, 2\"), BatchNorm2d(Momentum = 2)]", "DG1107: 'Momentum' of 'norm1' is 2; it must be in [0, 1]")]
    [InlineData(
        "[Input(\"x\", \"N, W\"), Linear(4)]",
        "DG1110: 'linear1' needs a number of inputs that is known at compile time but receives [N, W]: x [N, W]; give that dim a number")]
    [InlineData(
        "[Input(\"x\", \"N, C\"), ReLU, CrossEntropyLoss(\"label\")]",
        "DG1110: 'CrossEntropy' needs a number of classes that is known at compile time but receives [N, C]: x [N, C]; give that dim a number")]
    public void A_stack_reports(string attributes, string expected) => Messages($"[Model] {attributes} public partial class Net;").ShouldBe([expected]);

    [Theory]
    [InlineData(
        "Value Forward([Shape(\"N, 4\")] Value x, [Shape(\"M, 4\")] Value y) => x + y;",
        "DG1105: 'Add' cannot combine [N, 4] and [M, 4]: N and M stand in the same place and are not known to be equal; they come from x [N, 4] and y [M, 4]")]
    [InlineData(
        "Value Forward([Shape(\"N, 4\")] Value x, [Shape(\"N, 5\")] Value y) => Value.Concat(0, x, y);",
        "DG1105: 'Concat' cannot combine [N, 4] and [N, 5]: they differ outside axis 0; they come from x [N, 4] and y [N, 5]")]
    [InlineData(
        "Value Forward([Shape(\"N, 4\")] Value x, [Shape(\"3, 5\")] Value y) => x.Matmul(y);",
        "DG1105: 'Matmul' cannot combine [N, 4] and [3, 5]: the right factor must be [4, M]; they come from x [N, 4] and y [3, 5]")]
    [InlineData("Value Forward([Shape(\"N, 4, 2\")] Value x) => x.Transpose();", "DG1101: 'Transpose' expects a matrix [N, M] but receives [N, 4, 2]: x [N, 4, 2]")]
    [InlineData("Value Forward([Shape(\"N, 4\")] Value x) => x.Clamp(2, 1);", "DG1107: 'Minimum' of 'Clamp' is 2; it must be at most the maximum")]
    [InlineData("Value Forward([Shape(\"N, 4\")] Value x) => x.Sum([0, 0]);", "DG1107: 'Dims' of 'Sum' is [0, 0]; it must be different axes in [-2, 1]")]
    [InlineData(
        "Value Forward([Shape(\"N, 4\")] Value x) => x; Value Loss(Value output, [Shape(\"N, 5\")] Value target) => output.Mse(target);",
        "DG1106: The target 'target' is [N, 5] but 'Mse' of [N, 4] needs [N, 4]")]
    [InlineData(
        "Value Forward([Shape(\"N, 4\")] Value x) => x; Value Loss(Value output, [Shape(\"N, 1\")] Value<int> label) => output.CrossEntropy(label);",
        "DG1106: The target 'label' is [N, 1] but 'CrossEntropy' of [N, 4] needs [N]")]
    [InlineData(
        "Value Forward([Shape(\"N, 4\")] Value x) => x; Value Loss(Value output) => output * 2;",
        "DG1108: The loss is [N, 4], not a scalar: take its Mean() or its Sum()")]
    [InlineData(
        "[Linear(3)] readonly Layer a; Value Forward([Shape(\"N, 4\")] Value x) => a(a(x));",
        "DG1101: 'a' expects what fits its weight [3, 4], as in its first call, but receives [N, 3]: x [N, 4] -> a [N, 3]")]
    public void A_graph_reports(string members, string expected)
        => Messages($"[Model] public partial class Net {{ {members} }}").ShouldBe([expected]);

    [Fact]
    public void Mistakes_in_two_branches_are_two_errors_and_what_follows_is_none()
        => Messages("""
            [Model] public partial class Net
            {
                [Linear(3, Inputs = 5)] readonly Layer a;
                [Conv2d(3, Kernel = 3)] readonly Layer b;
                [Linear(2)] readonly Layer head;
                Value Forward([Shape("N, 4")] Value x)
                {
                    var left = a(x);
                    var right = b(x);
                    return head(left + right);
                }

                Value Loss(Value output, [Shape("N")] Value<int> label) => output.CrossEntropy(label);
            }
            """).Select(message => message[..6]).ShouldBe(["DG1102", "DG1101"]);

    [Theory]
    [InlineData("Evaluate")]
    [InlineData("Train")]
    public void Both_modes_report_alike(string mode)
    {
        var declaration = Declare.Layer("BatchNorm1d", "N, 3, 4, 4");
        ModelBuilder.Build(declaration, Enum.Parse<BuildMode>(mode)).Diagnostics.Single().Id.ShouldBe("DG1101");
    }

    [Fact]
    public void What_the_compiler_does_not_know_is_named()
    {
        Build(Declare.Layer("Mystery", "N, 3")).ShouldBe(["DG1111: The compiler does not know a layer called 'Mystery'; docs/dsl.md lists those that it does"]);
        Build(Declare.Function("Mystery", ["N, 3"]))
            .ShouldBe(["DG1111: The compiler does not know a function called 'Mystery'; docs/dsl.md lists those that it does"]);
    }

    [Fact]
    public void Indices_are_targets_only()
    {
        var declaration = Declare.Layer("ReLU", "N, 3");
        declaration = declaration with { Inputs = [declaration.Inputs[0] with { Type = ElementType.Int32 }] };
        Build(declaration).ShouldBe(["DG1109: 'x' holds integers but 'layer' needs floats"]);
    }

    [Fact]
    public void An_error_underlines_the_argument_that_is_wrong()
    {
        ModelBuilder.Build(Declare.Layer("Linear", "N, 3", ("OutFeatures", 2), ("Inputs", 4)), BuildMode.Train).Diagnostics.Single().Token.ShouldBe(3);
        ModelBuilder.Build(Declare.Layer("Linear", "N", ("OutFeatures", 2)), BuildMode.Train).Diagnostics.Single().Token.ShouldBe(2);
    }

    private static List<string> Messages(string source) => Build(Reading.Of(source));

    private static List<string> Build(ModelDeclaration declaration)
    {
        var result = ModelBuilder.Build(declaration, BuildMode.Train);
        result.Graph.ShouldBeNull();
        return [.. result.Diagnostics.Items.Select(Text)];
    }

    private static string Text(DiagnosticData diagnostic)
    {
        var format = DiagnosticDescriptors.Get(diagnostic.Id).MessageFormat.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return $"{diagnostic.Id}: {string.Format(System.Globalization.CultureInfo.InvariantCulture, format, [.. diagnostic.Arguments.Items])}";
    }
}
