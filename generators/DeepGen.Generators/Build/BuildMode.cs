namespace DeepGen.Generators.Build;

/// <summary>Which of a model's programs is built.</summary>
internal enum BuildMode
{
    /// <summary>Dropout is active, and norms use the batch's statistics and update the running ones.</summary>
    Train,

    /// <summary>Dropout is the identity, and norms use their running statistics.</summary>
    Evaluate,
}
