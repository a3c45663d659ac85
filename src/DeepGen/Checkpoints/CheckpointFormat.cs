namespace DeepGen;

/// <summary>What checkpoints hold beside tensors. The keys of the metadata that are ours begin with <see cref="Prefix"/>.</summary>
internal static class CheckpointFormat
{
    public const string Version = "1";
    public const string ModelKind = "model";
    public const string TrainingKind = "training";

    public const string MetadataName = "__metadata__";
    public const string Prefix = "deepgen.";
    public const string VersionKey = Prefix + "version";
    public const string KindKey = Prefix + "kind";
    public const string ModelKey = Prefix + "model";
    public const string FingerprintKey = Prefix + "fingerprint";

    /// <summary>SHA-256 over the whole file, with the digits of the sum itself taken as zeros.</summary>
    public const string ChecksumKey = Prefix + "sha256";
    public const int ChecksumDigits = 64;

    /// <summary>The checksum of the model's file that a training state belongs to.</summary>
    public const string ParametersKey = Prefix + "parameters";
    public const string SeedKey = Prefix + "seed";
    public const string StepKey = Prefix + "step";
    public const string OptimizerKey = Prefix + "optimizer";
    public const string OptimizerStepKey = Prefix + "optimizer_step";
    public const string SettingPrefix = Prefix + "setting.";
    public const string OptionPrefix = Prefix + "option.";
    public const string NumberPrefix = Prefix + "number.";
    public const string TextPrefix = Prefix + "text.";
    public const string BufferPrefix = "optimizer.";

    // What a header may take: far more than any model needs, and little enough that a damaged length does no harm.
    public const int LargestHeader = 16 * 1024 * 1024;
    public const int MostEntries = 100_000;
    public const int MostDimensions = 16;
    public const int LongestName = 4096;
    public const int LongestValue = 1024 * 1024;
    public const int LongestType = 16;

    // Characters that stay below the limits above however they are escaped.
    public const int LongestOwnName = 500;
    public const int LongestOwnValue = 100_000;

    // Pieces in which files are read: a multiple of every element's size.
    public const int ChunkBytes = 64 * 1024;

    /// <summary>The file beside a model's that holds the state of training: "digits.state.safetensors" for "digits.safetensors".</summary>
    public static string StatePath(string path) =>
        System.IO.Path.ChangeExtension(path, null) + ".state" + System.IO.Path.GetExtension(path);

    /// <summary>Where the state that belongs to the model's file waits until that has been replaced too.</summary>
    public static string PreviousStatePath(string path) => StatePath(path) + ".previous";
}
