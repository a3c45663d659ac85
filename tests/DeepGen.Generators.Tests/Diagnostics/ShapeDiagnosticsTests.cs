using DeepGen.Generators.Tests.Harness;

namespace DeepGen.Generators.Tests.Diagnostics;

/// <summary>
/// Mistakes in shapes and values, from the source to the place in it: what is underlined is the argument that is wrong, and the
/// message says what was found, what was expected, how the shape came to be and what would fix it.
/// </summary>
public sealed class ShapeDiagnosticsTests
{
    [Theory]
    [InlineData("DG1101", "Conv2d(3, Kernel = 3)", "'conv1' expects [N, C, H, W] but receives [N, 4]: x [N, 4]",
        "Input(\"x\", \"N, 4\"), Conv2d(3, Kernel = 3)")]
    [InlineData("DG1101", "BatchNorm1d",
        "'norm1' expects [N, C] or [N, C, L] but receives [N, 8, 26, 26]: image [N, 1, 28, 28] -> conv1 [N, 8, 26, 26]; " +
        "put a Flatten before it",
        "Input(\"image\", \"N, 1, 28, 28\"), Conv2d(8, Kernel = 3), BatchNorm1d")]
    [InlineData("DG1102", "Inputs = 780",
        "'linear1' is declared with 780 inputs but receives 784: image [N, 1, 28, 28] -> Flatten [N, 784]; " +
        "remove 'Inputs = 780' or write 784",
        "Input(\"image\", \"N, 1, 28, 28\"), Flatten, Linear(10, Bias = false, Inputs = 780)")]
    [InlineData("DG1102", "Features = 4",
        "'norm1' is declared with 4 features but receives 3: image [N, 3, 28, 28]; remove 'Features = 4' or write 3",
        "Input(\"image\", \"N, 3, 28, 28\"), BatchNorm2d(Features = 4)")]
    [InlineData("DG1103", "Kernel = 5",
        "The kernel of 'conv1' covers 5 values but its padded input has only 4: image [N, 1, 4, 4]; " +
        "make the kernel smaller or the padding larger",
        "Input(\"image\", \"N, 1, 4, 4\"), Conv2d(8, Kernel = 5)")]
    [InlineData("DG1104", "Groups = 2", "'conv1' has 2 groups, which do not divide its 3 input channels: image [N, 3, 8, 8]",
        "Input(\"image\", \"N, 3, 8, 8\"), Conv2d(8, Kernel = 3, Groups = 2)")]
    [InlineData("DG1107", "1.5", "'Probability' of 'dropout1' is 1.5; it must be in [0, 1)", "Input(\"x\", \"N, 4\"), Dropout(1.5)")]
    [InlineData("DG1110", "Linear(3)",
        "'linear1' needs a number of inputs that is known at compile time but receives [N, W]: x [N, W]; give that dim a number",
        "Input(\"x\", \"N, W\"), Linear(3)")]
    [InlineData("DG1111", "Extra", "The compiler does not know a layer called 'Extra'; docs/dsl.md lists those that it does",
        "Input(\"x\", \"N, 4\"), Linear(3), Extra")]
    public void In_a_stack(string id, string underlined, string message, string attributes) =>
        Report(id, underlined, message, $"[Model, {attributes}] partial class M; sealed class ExtraAttribute : LayerAttribute;");

    [Theory]
    [InlineData("DG1102", "Inputs = 5", "'a' is declared with 5 inputs but receives 4: x [N, 4]; remove 'Inputs = 5' or write 4",
        "Linear(3, Inputs = 5)", "a(x)", "output.Mean()")]
    [InlineData("DG1105", "+",
        "'Add' cannot combine [N, 3] and [N, 4]: 3 and 4 stand in the same place and are not known to be equal; " +
        "they come from x [N, 4] -> a [N, 3] and x [N, 4]",
        "Linear(3)", "a(x) + x", "output.Mean()")]
    [InlineData("DG1107", "2",
        "'Dim' of 'Softmax' is 2; it must be in [-2, 1] for [N, 3]", "Linear(3)", "a(x).Softmax(2)", "output.Mean()")]
    [InlineData("DG1120", "a(x).Chunk(2, 1)[2]", "'Chunk(2, Dim = 1)' has 2 results, so there is no [2]: x [N, 4] -> a [N, 3]",
        "Linear(3)", "a(x).Chunk(2, 1)[2]", "output.Mean()")]
    [InlineData("DG1108", "output", "The loss is [N, 3], not a scalar: take its Mean() or its Sum()", "Linear(3)", "a(x)", "output")]
    [InlineData("DG1106", "Mse",
        "The target 'target' is [N, 1] but 'Mse' of [N, 3] needs [N, 3]", "Linear(3)", "a(x)", "output.Mse(target)")]
    public void In_a_graph(string id, string underlined, string message, string layer, string forward, string loss) =>
        Report(id, underlined, message, $$"""
            [Model]
            partial class M
            {
                [{{layer}}] readonly Layer a;
                Value Forward([Shape("N, 4")] Value x) => {{forward}};
                Value Loss(Value output, [Shape("N, 1")] Value target) => {{loss}};
            }
            """);

    private static void Report(string id, string underlined, string message, string source)
    {
        var diagnostic = Compiler.Run(source).Diagnostics.ShouldHaveSingleItem();

        diagnostic.Id.ShouldBe(id);
        diagnostic.GetMessage().ShouldBe(message);
        GeneratorRun.Underlined(diagnostic).ShouldBe(underlined);
    }
}
