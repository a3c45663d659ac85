namespace DeepGen;

/// <summary>A checkpoint could not be written or read. After a failed load nothing of the model has changed.</summary>
public sealed class CheckpointException : IOException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="path">The file.</param>
    /// <param name="entry">The entry of the file; null where it is not about one.</param>
    /// <param name="cause">What was found and expected, as a clause.</param>
    /// <param name="cure">What would help, as a clause.</param>
    /// <param name="inner">What led to it.</param>
    public CheckpointException(string path, string? entry, string cause, string cure, Exception? inner = null)
        : base($"Checkpoint '{path}'{(entry is null ? "" : $", entry '{entry}'")}: {cause}; {cure}.", inner)
    {
        Path = path;
        Entry = entry;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The entry of the file: a tensor or a line of its metadata; null where the problem is not about one.</summary>
    public string? Entry { get; }
}
