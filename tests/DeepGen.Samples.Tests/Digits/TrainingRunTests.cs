using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit.Abstractions;

namespace DeepGen.Samples.Tests.Digits;

/// <summary>Whole trainings through the program, with the accuracy that they must reach.</summary>
public sealed partial class TrainingRunTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_default_run_learns_the_rendered_digits()
    {
        var run = (await Child.RunDigits("--out", folder["out"])).ShouldSucceed();
        output.WriteLine(run.Output);
        Accuracy(run).ShouldBeGreaterThanOrEqualTo(0.97);
        run.Errors.ShouldBeEmpty();
        run.Output.ShouldContain("12,000 samples to train with, 2,000 to test");
        // Not a terminal here, so there are plain lines: one for each quarter of an epoch.
        run.Output.ShouldNotContain("\r");
        run.Output.Split('\n').Count(line => line.StartsWith("epoch ", StringComparison.Ordinal)).ShouldBe(16);
        run.Output.ShouldContain($"test accuracy {Accuracy(run).ToString("0.0000", CultureInfo.InvariantCulture)}\n");
        // Ten digits, a tenth each.
        run.Figure("the most frequent digit: ").ShouldBeInRange(0.08, 0.13);
        CheckFiles();
    }

    [Fact]
    public async Task A_quiet_run_prints_the_last_line_only()
    {
        var data = ImageFolder.Write(folder["data"]);
        var run = (await Child.RunDigits("--data", data, "--epochs", "1", "--quiet", "--out", folder["out"])).ShouldSucceed();
        run.Output.ShouldBe(run.LastLine + "\n");
        run.Errors.ShouldBeEmpty();
        Accuracy(run).ShouldBeInRange(0, 1);
        CheckFiles();
    }

    [Fact]
    public async Task One_epoch_learns_handwritten_digits()
    {
        if (SharedData.Find("mnist") is { } mnist)
        {
            var run = await Child.RunDigits("--data", mnist, "--epochs", "1", "--out", folder["out"]);
            output.WriteLine(run.ShouldSucceed().Output);
            Accuracy(run).ShouldBeGreaterThanOrEqualTo(0.97);
            return;
        }

        output.WriteLine("skipped: no data");
        var data = ImageFolder.Write(folder["data"], train: 3000, test: 500);
        var small = await Child.RunDigits("--data", data, "--epochs", "2", "--batch", "32", "--out", folder["out"]);
        output.WriteLine(small.ShouldSucceed().Output);
        // A quarter of the images of the default run, in half of its epochs: this shows that reading and learning work.
        Accuracy(small).ShouldBeGreaterThanOrEqualTo(0.85);
    }

    private static double Accuracy(Finished run)
    {
        LastLine().IsMatch(run.LastLine).ShouldBeTrue(run.LastLine);
        return double.Parse(run.LastLine["test accuracy: ".Length..], CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"\Atest accuracy: [01]\.[0-9]{4}\z")]
    private static partial Regex LastLine();

    private void CheckFiles()
    {
        Directory.GetFiles(folder["out"]).Select(Path.GetFileName).Order(StringComparer.Ordinal).ShouldBe(
            ["checkpoint.safetensors", "checkpoint.state.safetensors", "digits.safetensors", "history.csv", "training.svg"]);
        var picture = XDocument.Load(folder["out/training.svg"]);
        picture.Descendants().Where(element => element.Name.LocalName == "polyline").ShouldNotBeEmpty();
    }
}
