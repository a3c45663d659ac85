using System.Globalization;
using DeepGen;
using DeepGen.Training;

namespace Digits;

/// <summary>
/// What a run leaves behind so that --resume can go on from it, exactly as if it had not stopped: the model, the optimizer and the
/// place in the epoch in checkpoint.safetensors and the file beside it, the curves so far in history.csv.
/// </summary>
internal sealed class Checkpoint(Options options, string data)
{
    public void Save(string path, DigitClassifier model, Optimizer optimizer, TrainingHistory history, EpochMeans means)
    {
        // The history first: when the run ends between the two, it holds too much, which is easily cut off.
        HistoryFile.Write(OutputFolder.HistoryOf(path), history);
        model.Save(path, optimizer, new TrainingState
        {
            Numbers = { ["batch"] = options.Batch, ["epochs"] = options.Epochs },
            Texts =
            {
                ["data"] = data,
                ["learning rate"] = Text(options.LearningRate),
                ["loss"] = Text(means.Loss),
                ["accuracy"] = Text(means.Accuracy),
            },
        });
    }

    /// <summary>Reads a checkpoint into the model and the optimizer; what was measured before it is the result.</summary>
    public (TrainingHistory History, EpochMeans Means) Load(string path, DigitClassifier model, Optimizer optimizer, int batchesPerEpoch)
    {
        var state = new TrainingState();
        model.Load(path, optimizer, state);
        if (!state.Texts.TryGetValue("data", out var itsData))
        {
            throw new TrainingException($"'{path}' does not say what it was trained with; give a checkpoint.safetensors of this program.");
        }

        Require(data == itsData, path, "was made with other training images; give the --data of that run, or begin a new one");
        RequireEqual(path, "--seed", model.Seed, options.Seed);
        RequireEqual(path, "--batch", state.Numbers["batch"], options.Batch);
        var done = (double)model.StepCount / batchesPerEpoch;
        Require(done <= options.Epochs, path, $"has {done:0.##} epochs behind it; give --epochs a larger number");
        if (state.Numbers["epochs"] != options.Epochs || state.Texts["learning rate"] != Text(options.LearningRate))
        {
            // A wish, not a mistake: training a little longer.
            Console.Error.WriteLine(
                $"note: '{path}' was made with --epochs {state.Numbers["epochs"]} --learning-rate {state.Texts["learning rate"]}; "
                + "with others the result is not that of a single run.");
        }

        var file = OutputFolder.HistoryOf(path);
        var history = File.Exists(file) ? HistoryFile.Read(file) : new();
        history.TruncateAfter(done);
        return (history, new(Number(state.Texts["loss"]), Number(state.Texts["accuracy"])));
    }

    private static void RequireEqual<T>(string path, string option, T then, T now)
        => Require(Equals(then, now), path, $"was made with {option} {then}; this run has {now}, so give it {option} {then}");

    private static void Require(bool condition, string path, string problem)
    {
        if (!condition)
        {
            throw new TrainingException($"'{path}' {problem}.");
        }
    }

    // Every digit, so that reading gives the same number.
    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}

/// <summary>The means over an epoch so far; NaN where nothing was measured yet.</summary>
internal readonly record struct EpochMeans(double Loss, double Accuracy);
