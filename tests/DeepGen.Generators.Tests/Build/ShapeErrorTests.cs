using System.Globalization;
using DeepGen.Generators.Build;
using DeepGen.Generators.Declaration;
using DeepGen.Generators.Diagnostics;
using DeepGen.Generators.Tests.Harness;

namespace DeepGen.Generators.Tests.Build;

/// <summary>What a user reads where shapes or settings do not fit: one line for one mistake, as <c>dotnet build</c> prints it.</summary>
public sealed class ShapeErrorTests
{
    /// <summary>Models and the one error of each, from the file beside: the last line of a paragraph is the message.</summary>
    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (string paragraph in Repository.Read("tests/DeepGen.Generators.Tests/Build/ShapeErrors.txt").TrimEnd().Split("\n\n"))
            {
                int last = paragraph.LastIndexOf('\n');
                cases.Add(paragraph[..last], paragraph[(last + 1)..]);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_model_reports(string source, string expected) => Messages(source).ShouldBe([expected]);

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
        Build(Declare.Layer("Mystery", "N, 3")).Single().ShouldStartWith("DG1111: The compiler does not know a layer called 'Mystery'; ");
        Build(Declare.Function("Guess", ["N, 3"])).Single().ShouldStartWith("DG1111: The compiler does not know a function called 'Guess'");
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
        static int Token(ModelDeclaration declaration) => ModelBuilder.Build(declaration, BuildMode.Train).Diagnostics.Single().Token;

        Token(Declare.Layer("Linear", "N, 3", ("OutFeatures", 2), ("Inputs", 4))).ShouldBe(3);
        Token(Declare.Layer("Linear", "N", ("OutFeatures", 2))).ShouldBe(2);
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
        var format = DiagnosticDescriptors.Get(diagnostic.Id).MessageFormat.ToString(CultureInfo.InvariantCulture);
        return $"{diagnostic.Id}: {string.Format(CultureInfo.InvariantCulture, format, [.. diagnostic.Arguments.Items])}";
    }
}
