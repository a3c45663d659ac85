namespace DeepGen.Data;

/// <summary>
/// A data file that is missing, unreadable or not what its reader expects: one sentence with the file, the cause and the cure.
/// </summary>
public sealed class DataFormatException : IOException
{
    /// <summary>Makes the sentence "'path' cause; cure.".</summary>
    /// <param name="path">The file or folder at fault.</param>
    /// <param name="cause">What is wrong with it, as the predicate of the sentence.</param>
    /// <param name="cure">What would put it right.</param>
    /// <param name="inner">The error underneath, if there was one.</param>
    public DataFormatException(string path, string cause, string cure, Exception? inner = null)
        : base($"'{path}' {cause}; {cure}.", inner)
    {
        Path = path;
    }

    /// <summary>The file or folder at fault.</summary>
    public string Path { get; }
}
