namespace Digits;

/// <summary>The files that a run writes.</summary>
internal sealed class OutputFolder
{
    private readonly string folder;

    /// <summary>Makes the folder at once: a run of minutes should not end with a path that cannot be written to.</summary>
    public OutputFolder(string folder)
    {
        this.folder = folder;
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new TrainingException($"the folder '{folder}' cannot be made; give --out a path that can be written to.");
        }
    }

    /// <summary>The trained model.</summary>
    public string Model => Path.Combine(folder, "digits.safetensors");

    /// <summary>The picture of the loss and the accuracy over the epochs.</summary>
    public string Curve => Path.Combine(folder, "training.svg");

    /// <summary>What --resume goes on from, with the optimizer's file and <see cref="HistoryOf">the history</see> beside it.</summary>
    public string Checkpoint => Path.Combine(folder, "checkpoint.safetensors");

    /// <summary>The file beside a checkpoint with what was measured until then.</summary>
    public static string HistoryOf(string checkpoint) => Path.Combine(Path.GetDirectoryName(checkpoint) ?? "", "history.csv");
}
