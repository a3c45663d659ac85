namespace DeepGen.Training;

/// <summary>How much of a training run is shown, and how.</summary>
public enum ProgressStyle
{
    /// <summary><see cref="Live"/> on a terminal, <see cref="Plain"/> when the output goes to a file or a pipe.</summary>
    Automatic,

    /// <summary>One line that is drawn again in place.</summary>
    Live,

    /// <summary>A line for each quarter of an epoch.</summary>
    Plain,

    /// <summary>Nothing.</summary>
    Quiet,
}
