namespace DeepGen.Samples;

/// <summary>What a sample is, for its help, and what its options are where they are not given.</summary>
/// <param name="Name">The name of its files, in small letters.</param>
/// <param name="Text">What it does, in a sentence or two.</param>
/// <param name="Data">What --data takes.</param>
/// <param name="Epochs">How often it goes through the training samples.</param>
/// <param name="Batch">The samples in a training step.</param>
/// <param name="LearningRate">The step size of AdamW.</param>
/// <param name="Flags">Options of its own that are there or not, such as ("--full", "Trains the full model").</param>
public sealed record About(
    string Name,
    string Text,
    string Data,
    int Epochs,
    int Batch = 128,
    double LearningRate = 1e-3,
    params (string Name, string Description)[] Flags);
