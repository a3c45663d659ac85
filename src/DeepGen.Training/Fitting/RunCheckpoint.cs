using System.Globalization;

namespace DeepGen.Training;

/// <summary>
/// The files that a run can go on from: the model, and beside it the state of the optimizer with what the run was made with; and what
/// was measured until then in history.csv in the same folder.
/// </summary>
internal sealed class RunCheckpoint(CompiledModel model, Optimizer optimizer, RunFacts facts)
{
    private readonly ulong seed = model.Seed;
    private string? fingerprint;

    // All samples are read for it, so it is only made where there are checkpoints.
    private string Fingerprint => fingerprint ??= facts.Data.Fingerprint();

    public static string HistoryOf(string checkpoint) => Path.Combine(Path.GetDirectoryName(checkpoint) ?? "", "history.csv");

    public void Save(string path, TrainingHistory history, Measurement soFar)
    {
        // The history first: when the run ends between the two, it holds too much, which is easily cut off.
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        HistoryFile.Write(HistoryOf(path), history);
        model.Save(path, optimizer, new TrainingState
        {
            Numbers = { ["batch"] = facts.Batch, ["epochs"] = facts.Epochs },
            Texts =
            {
                ["data"] = Fingerprint,
                ["learning rate"] = Text(facts.LearningRate),
                ["loss"] = Text(soFar.Loss),
                ["accuracy"] = Text(soFar.Accuracy),
            },
        });
    }

    /// <summary>Reads a checkpoint into the model and the optimizer; what was measured before it is the result.</summary>
    public (TrainingHistory History, Measurement SoFar, string? Note) Load(string path, int batchesPerEpoch)
    {
        var state = new TrainingState();
        model.Load(path, optimizer, state);
        if (!state.Texts.TryGetValue("data", out var data))
        {
            throw new TrainingException($"'{path}' does not say what it was trained with; give a checkpoint that a training has made.");
        }

        RequireEqual(path, "seed", model.Seed, seed);
        RequireEqual(path, "batch", state.Numbers["batch"], facts.Batch);
        Require(data == Fingerprint, path, "was made with other training data; give the data of that run, or begin a new one");
        var done = (double)model.StepCount / batchesPerEpoch;
        Require(done <= facts.Epochs, path, FormattableString.Invariant($"has {done:0.##} epochs behind it; give epochs a larger number"));
        var rate = state.Texts["learning rate"];
        var file = HistoryOf(path);
        var history = File.Exists(file) ? HistoryFile.Read(file) : new();
        history.TruncateAfter(done);
        return (history, new(Number(state.Texts["loss"]), Number(state.Texts["accuracy"])), Note(path, state.Numbers["epochs"], rate));
    }

    /// <summary>A wish, not a mistake, such as training a little longer.</summary>
    private string? Note(string path, long epochs, string rate)
        => epochs == facts.Epochs && rate == Text(facts.LearningRate) ? null : FormattableString.Invariant(
            $"'{path}' was made for {epochs} epochs with the learning rate {rate}; with others the result is not that of a single run.");

    private static void RequireEqual<T>(string path, string option, T then, T now)
        => Require(
            Equals(then, now),
            path,
            FormattableString.Invariant($"was made with the {option} {then}; this run has {now}, so give it {then}"));

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

/// <summary>What a run is made with.</summary>
internal sealed record RunFacts(Data.Dataset Data, int Batch, int Epochs, double LearningRate);
