using System.Globalization;

namespace DeepGen.Samples.Tests.Digits;

public sealed class ResumeTests : IDisposable
{
    private const int StepsPerEpoch = 160;
    private const int Epochs = 2;
    private readonly TemporaryFolder folder = new();
    private readonly string data;

    public ResumeTests() => data = ImageFolder.Write(folder["data"], train: 4 * StepsPerEpoch);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_killed_training_goes_on_to_the_same_file()
    {
        (await Child.RunDigits(Arguments("whole"))).ShouldSucceed();

        // Checkpoints are taken every 50 steps of an epoch and at its end: 50, 100, 150, 160, 210 ...
        await RunUntil(step: 50, Arguments("killed"));
        var resume = Arguments("killed", "--resume", folder["killed/checkpoint.safetensors"]);
        await RunUntil(step: 210, resume);
        (await Child.RunDigits(resume)).ShouldSucceed();

        StateFile.Hash(folder["killed/digits.safetensors"]).ShouldBe(StateFile.Hash(folder["whole/digits.safetensors"]));
        StateFile.Hash(folder["killed/checkpoint.safetensors"]).ShouldBe(StateFile.Hash(folder["whole/checkpoint.safetensors"]));
        CompareHistories();
    }

    [Fact]
    public async Task A_checkpoint_is_for_the_run_that_it_belongs_to()
    {
        string[] start = ["--data", data, "--epochs", "2", "--batch", "64", "--quiet", "--out", folder["a"]];
        (await Child.RunDigits(start)).ShouldSucceed();
        var file = folder["a/checkpoint.safetensors"];
        var other = ImageFolder.Write(folder["other"], seed: 5);
        string[] resume = [.. start[..^1], folder["b"], "--resume"];
        (await Child.RunDigits([.. resume, folder["nothing.safetensors"]])).ShouldFailWith("there is no such file; check the path");
        (await Child.RunDigits([.. resume, folder["a/digits.safetensors"]]))
            .ShouldFailWith("digits.state.safetensors': there is no such file");
        (await Child.RunDigits([.. resume, folder["data/t10k-labels-idx1-ubyte"]])).ShouldFailWith("t10k-labels-idx1-ubyte'");
        (await Child.RunDigits([.. With(resume, "--batch", "32"), file]))
            .ShouldFailWith("was made with the batch 64; this run has 32, so give it 64");
        (await Child.RunDigits(["--seed", "7", .. resume, file]))
            .ShouldFailWith("was made with the seed 42; this run has 7, so give it 42");
        (await Child.RunDigits([.. With(resume, "--data", other), file])).ShouldFailWith("was made with other training data");
        (await Child.RunDigits([.. With(resume, "--epochs", "1"), file]))
            .ShouldFailWith("has 2 epochs behind it; give epochs a larger number");
        Directory.GetFiles(folder["b"]).ShouldBeEmpty();

        // Training longer is a wish that makes sense, but not the same as having wished it from the start.
        var longer = (await Child.RunDigits([.. With(resume, "--epochs", "3"), file])).ShouldSucceed();
        longer.Errors.ShouldContain(
            "was made for 2 epochs with the learning rate 0.001; with others the result is not that of a single run.");
        File.ReadLines(folder["b/history.csv"]).Count(line => line.StartsWith("epoch,", StringComparison.Ordinal)).ShouldBe(3);
        StateFile.Steps(folder["b/checkpoint.state.safetensors"]).ShouldBe(30);
    }

    private static string[] With(string[] arguments, string option, string value)
    {
        string[] changed = [.. arguments];
        changed[Array.IndexOf(arguments, option) + 1] = value;
        return changed;
    }

    private string[] Arguments(string run, params string[] more) =>
        ["--data", data, "--epochs", $"{Epochs}", "--batch", "4", "--quiet", "--out", folder[run], .. more];

    /// <summary>Kills a run once it has made a checkpoint of some step, in the midst of an epoch.</summary>
    private async Task RunUntil(long step, string[] arguments)
    {
        var state = folder["killed/checkpoint.state.safetensors"];
        using var child = Child.Start("Digits.dll", arguments);
        var finished = child.Output.ReadToEndAsync();
        while (StateFile.Steps(state) < step)
        {
            finished.IsCompleted.ShouldBeFalse("the run ended before it could be killed");
            await Task.Delay(2);
        }

        child.Kill();
        File.Exists(folder["killed/digits.safetensors"]).ShouldBeFalse();
        (StateFile.Steps(state) % StepsPerEpoch).ShouldNotBe(0);
    }

    /// <summary>What was measured is complete too: each step once, and the means of the interrupted epochs over all of them.</summary>
    private void CompareHistories()
    {
        var whole = File.ReadAllLines(folder["whole/history.csv"]);
        var killed = File.ReadAllLines(folder["killed/history.csv"]);
        whole.Length.ShouldBe(1 + (Epochs * StepsPerEpoch) + Epochs);
        killed.Where(IsStep).ShouldBe(whole.Where(IsStep));
        var (expected, found) = (EpochNumbers(whole), EpochNumbers(killed));
        found.Length.ShouldBe(expected.Length);
        for (var i = 0; i < found.Length; i++)
        {
            // A mean that is taken in parts is rounded a few times more, by 1e-16 of numbers that are about 1.
            found[i].ShouldBe(expected[i], 1e-13);
        }
    }

    private static bool IsStep(string line) => line.StartsWith("step,", StringComparison.Ordinal);

    private static double[] EpochNumbers(string[] lines) =>
        [.. lines.Where(line => line.StartsWith("epoch,", StringComparison.Ordinal))
            .SelectMany(line => line.Split(',')[1..]).Select(field => double.Parse(field, CultureInfo.InvariantCulture))];
}
