using System.Globalization;
using System.Text;

namespace DeepGen.Samples.Tests.Water;

public sealed class WaterTests(Xunit.Abstractions.ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Made_water_is_told_apart()
    {
        var run = (await Child.Run("Water", "--epochs", "20", "--out", folder["out"])).ShouldSucceed();
        output.WriteLine(run.Output);
        // A tenth of the labels is wrong, so 0.9 is the best; a line gets 0.58.
        run.Figure("test accuracy: ").ShouldBeGreaterThan(0.75);
        run.Figure("the most frequent class: ").ShouldBeInRange(0.5, 0.6);
        run.Figure("logistic regression: ").ShouldBeLessThan(0.65);
        Directory.GetFiles(folder["out"]).Select(Path.GetFileName).Order(StringComparer.Ordinal).ShouldBe(
            ["checkpoint.safetensors", "checkpoint.state.safetensors", "history.csv", "training.svg", "water.safetensors"]);
    }

    [Fact]
    public async Task Real_water_beats_the_most_frequent_class()
    {
        if (SharedData.Find("water") is not { } data)
        {
            output.WriteLine("skipped: no data");
            return;
        }

        var run = (await Child.Run("Water", "--data", data, "--seeds", "5", "--out", folder["out"])).ShouldSucceed();
        output.WriteLine(run.Output);
        var words = run.LastLine.Split(' ');
        var (mean, deviation) = (Number(words[^3]), Number(words[^1]));
        (mean - (2 * deviation)).ShouldBeGreaterThan(run.Figure("the most frequent class: "));
        run.Output.Split('\n').Count(line => line.StartsWith("seed ", StringComparison.Ordinal)).ShouldBe(5);
        File.Exists(folder["out/seed-46/water.safetensors"]).ShouldBeTrue();
    }

    [Fact]
    public async Task A_resumed_run_ends_as_one_that_went_on()
    {
        string[] common = ["--quiet", "--batch", "32", "--learning-rate", "0.003"];
        var whole = (await Child.Run("Water", [.. common, "--epochs", "6", "--out", folder["whole"]])).ShouldSucceed();
        (await Child.Run("Water", [.. common, "--epochs", "3", "--out", folder["part"]])).ShouldSucceed();
        var checkpoint = folder["part/checkpoint.safetensors"];
        string[] resume = ["--epochs", "6", "--out", folder["longer"], "--resume", checkpoint];
        var longer = (await Child.Run("Water", [.. common, .. resume])).ShouldSucceed();
        longer.Errors.ShouldContain("was made for 3 epochs with the learning rate 0.003");
        Lines("longer").ShouldBe(Lines("whole"));
        // Nothing is left to train, and the best epoch's file comes along.
        string[] done = ["--epochs", "6", "--out", folder["again"], "--resume", folder["longer/checkpoint.safetensors"]];
        (await Child.Run("Water", [.. common, .. done])).ShouldSucceed().LastLine.ShouldBe(longer.LastLine);
        whole.LastLine.ShouldStartWith("test accuracy: ");

        int Lines(string run) => File.ReadAllLines(folder[run + "/history.csv"]).Length;
    }

    [Theory]
    [InlineData("no file", "water_potability.csv' does not exist")]
    [InlineData("ph,Potability\n7,1\n8,0\n", "has no column 'Hardness'; its columns are ph, Potability")]
    [InlineData("a class", "has 0, 1, 2 as Potability; the model tells 0 and 1 apart")]
    [InlineData("a word", "has 'dirty' in column 'Turbidity' of line 5, which is no finite number")]
    public async Task Bad_data_is_named(string text, string words)
    {
        const string Header = "ph,Hardness,Solids,Chloramines,Sulfate,Conductivity,Organic_carbon,Trihalomethanes,Turbidity,Potability\n";
        var rows = new StringBuilder(Header);
        for (var i = 0; i < 6; i++)
        {
            var turbidity = i == 3 && text == "a word" ? "dirty" : "4";
            rows.Append(CultureInfo.InvariantCulture, $"7,,3,4,5,6,7,8,{turbidity},{(text == "a class" ? i % 3 : i % 2)}\n");
        }

        if (text != "no file")
        {
            File.WriteAllText(folder["water_potability.csv"], text.StartsWith('a') ? rows.ToString() : text);
        }

        (await Child.Run("Water", "--data", folder.Path, "--out", folder["out"], "--quiet")).ShouldFailWith(words);
    }

    [Theory]
    [InlineData("--resume goes on with one run, so it cannot have several --seeds", "--resume", "x", "--seeds", "2")]
    [InlineData("--seeds needs a number from 1 to 1000, but got '0'", "--seeds", "0")]
    [InlineData("Unrecognized command or argument '--full'", "--full")]
    public async Task A_wrong_option_is_named(string words, params string[] arguments)
        => (await Child.Run("Water", arguments)).ShouldFailWith(words);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
