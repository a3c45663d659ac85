using System.Globalization;
using DeepGen.Generators.Tests.Harness;

namespace DeepGen.Generators.Tests.Snapshots;

/// <summary>The emitted code of small models as it was approved; it does not depend on who compiles it, nor where.</summary>
public class EmittedCodeTests
{
    private const string Perceptron = """
        namespace Snapshots;
        [Model, Input("x", "N, 4"), Linear(3), Tanh, Linear(2), MSELoss("y")]
        public partial class Perceptron;
        """;

    private const string Convolutional = """
        namespace Snapshots;
        [Model, Input("image", "N, 1, 6, 6"), Conv2d(2, Kernel = 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2)]
        public partial class Convolutional;
        """;

    private const string TwoInputs = """
        namespace Snapshots;
        [Model]
        public partial class TwoInputs
        {
            [Linear(2)] readonly Layer left;
            [Linear(2)] readonly Layer right;

            (Value sum, Value both) Forward([Shape("N, 3")] Value x, [Shape("N, 1")] Value y)
            {
                var (a, b) = (left(x).Relu(), right(y));
                return (a + b, Value.Concat(1, a, b));
            }

            Value Loss(Value sum, [Shape("N, 2")] Value target) => sum.Mse(target);
        }
        """;

    private const string Rounded = """
        namespace Snapshots;
        [Model(DeviceProducts = ProductPrecision.TensorFloat32), Input("x", "N, 24"), Linear(20), ReLU]
        public partial class Rounded;
        """;

    private static readonly (string Path, string Text)[] Files =
        [("Perceptron.cs", Perceptron), ("Convolutional.cs", Convolutional), ("TwoInputs.cs", TwoInputs), ("Rounded.cs", Rounded)];

    /// <summary>Each model shows other parts of the text, so that little has to be read again after a change.</summary>
    [Theory]
    [InlineData("Perceptron", "Backward", "Kernels", "Device")]
    [InlineData("Convolutional", "Forward", "Kernels")]
    [InlineData("TwoInputs", "Model", "Forward")]
    [InlineData("Rounded", "Device")]
    public void Code_is_as_approved_and_compiles(string model, params string[] parts)
    {
        var run = Compiler.Run(Files.Single(file => file.Path == $"{model}.cs"));
        run.ShouldBeClean();
        string[] names = [.. parts.Select(part => $"Snapshots.{model}.{part}.g.cs")];
        string.Join('\n', names.Select(name => $"// ----- {name}\n{run.Sources[name]}")).ShouldBeApproved($"{model}.approved.txt");
    }

    [Theory]
    [InlineData("fi-FI")]
    [InlineData("tr-TR")]
    public void Code_does_not_depend_on_the_culture(string name)
    {
        string invariant = All(Compiler.Run(Files));
        var culture = new CultureInfo(name);

        // Without the data of cultures this test could not fail.
        culture.NumberFormat.NumberDecimalSeparator.ShouldNotBe(".");
        (CultureInfo.CurrentCulture, var before) = (culture, CultureInfo.CurrentCulture);
        try
        {
            All(Compiler.Run(Files)).ShouldHaveTheLinesOf(invariant, name);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Code_does_not_depend_on_the_order_and_the_folder_of_files()
        => All(Compiler.Run([.. Files.Reverse().Select(file => ("/elsewhere/models/" + file.Path, file.Text))]))
            .ShouldHaveTheLinesOf(All(Compiler.Run(Files)), "elsewhere");

    private static string All(GeneratorRun run)
        => string.Join('\n', Ordered(run).Select(source => source.Key + "\n" + source.Value));

    private static IEnumerable<KeyValuePair<string, string>> Ordered(GeneratorRun run)
        => run.Sources.OrderBy(source => source.Key, StringComparer.Ordinal);
}
