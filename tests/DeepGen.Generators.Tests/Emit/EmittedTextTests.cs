using System.Text.RegularExpressions;
using DeepGen.Generators.Tests.Harness;

namespace DeepGen.Generators.Tests.Emit;

/// <summary>What emitted code is spared, so that the C# compiler has less to do.</summary>
public class EmittedTextTests
{
    private const string Source =
        """
        [Model, Input("image", "N, 3, 8, 8"), Conv2d(40, Kernel = 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2),
            Conv2d(32, Kernel = 3, Stride = 2), BatchNorm2d, Tanh, Flatten, Linear(10), CrossEntropyLoss("label")]
        public partial class M;
        """;

    /// <summary>An index is declared for operands that move alike once, and not at all where it is a loop's own counter.</summary>
    [Fact]
    public void Operands_that_move_alike_share_an_index()
    {
        string kernels = Compiler.Run(Source).ShouldBeClean().Sources["M.Kernels.g.cs"];
        var runs = Regex.Matches(kernels, @"(?:^ +nint at\d+ = [^;]+;\n)+", RegexOptions.Multiline)
            .Select(run => Regex.Matches(run.Value, "= ([^;]+);").Select(index => index.Groups[1].Value).ToArray())
            .ToArray();
        runs.Length.ShouldBeGreaterThan(20);
        foreach (string[] run in runs)
        {
            run.ShouldBeUnique();
            run.ShouldAllBe(index => !Regex.IsMatch(index, @"^\w+$"));
        }
    }

    /// <summary>Types are annotated, and no null is followed through the code.</summary>
    [Fact]
    public void No_warning_about_nulls_is_asked_for()
    {
        foreach (var (name, text) in Compiler.Run(Source).ShouldBeClean().Sources)
        {
            text.ShouldContain("\n#nullable disable warnings\n#nullable enable annotations\n", customMessage: name);
        }
    }
}
