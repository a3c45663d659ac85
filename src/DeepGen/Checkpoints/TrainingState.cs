namespace DeepGen;

/// <summary>
/// What a training loop wants to find again when it resumes, such as the epoch and the loader's place in it. Saved beside the model,
/// together with the optimizer's state.
/// </summary>
public sealed class TrainingState
{
    /// <summary>Whole numbers by name.</summary>
    public IDictionary<string, long> Numbers { get; } = new SortedDictionary<string, long>(StringComparer.Ordinal);

    /// <summary>Texts by name.</summary>
    public IDictionary<string, string> Texts { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal);
}
