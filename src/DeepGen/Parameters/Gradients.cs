namespace DeepGen;

/// <summary>What a Step does with the gradients that are there.</summary>
public enum Gradients
{
    /// <summary>Replaces them. This is the default: there is nothing to zero between steps.</summary>
    Overwrite,

    /// <summary>Adds to them, for a batch that is given in parts.</summary>
    Accumulate,
}
