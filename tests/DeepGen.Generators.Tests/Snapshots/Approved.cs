using DeepGen.Generators.Tests.Harness;

namespace DeepGen.Generators.Tests.Snapshots;

/// <summary>Text that a person has looked at, in a file beside the tests.</summary>
internal static class Approved
{
    /// <summary>Set to write the files instead of comparing: look at the difference before it is committed.</summary>
    private const string ApproveVariable = "DEEPGEN_APPROVE";

    /// <summary>Fails where the text is not that of the file.</summary>
    /// <param name="text">What was emitted.</param>
    /// <param name="name">The file's name.</param>
    public static void ShouldBeApproved(this string text, string name)
    {
        string path = Path.Combine(Repository.Path("tests/DeepGen.Generators.Tests/Snapshots"), name);
        if (Environment.GetEnvironmentVariable(ApproveVariable) is not null) File.WriteAllText(path, text);
        string hint = $"{name}; if the change is wanted, run the tests with {ApproveVariable}=1 and look at the difference";
        text.ShouldHaveTheLinesOf(File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "", hint);
    }

    /// <summary>Fails at the first line that differs.</summary>
    public static void ShouldHaveTheLinesOf(this string text, string expected, string what)
    {
        string[] wanted = expected.Split('\n'), found = text.Split('\n');
        for (int line = 0; line < Math.Max(wanted.Length, found.Length); line++)
        {
            string? actual = found.ElementAtOrDefault(line);
            actual.ShouldBe(wanted.ElementAtOrDefault(line), $"line {line + 1} of {what}");
        }
    }
}
