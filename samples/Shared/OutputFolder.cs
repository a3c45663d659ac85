using DeepGen.Training;

namespace DeepGen.Samples;

/// <summary>The files that a run writes.</summary>
internal sealed class OutputFolder
{
    private readonly string folder;
    private readonly string name;

    public OutputFolder(Options options) => (folder, name) = (options.Output, options.About.Name);

    /// <summary>Makes the folder; at once, since a run of minutes should not end with a path that cannot be written to.</summary>
    public static void Make(Options options)
    {
        try
        {
            Directory.CreateDirectory(options.Output);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new TrainingException($"the folder '{options.Output}' cannot be made; give --out a path that can be written to.");
        }
    }

    /// <summary>The trained model.</summary>
    public string Model => Path.Combine(folder, name + ".safetensors");

    /// <summary>The picture of the loss and the accuracy over the epochs.</summary>
    public string Curve => Path.Combine(folder, "training.svg");

    /// <summary>What --resume goes on from.</summary>
    public string Checkpoint => Path.Combine(folder, "checkpoint.safetensors");
}
