namespace DeepGen;

/// <summary>What a loss makes of the losses of single elements or rows.</summary>
public enum Reduction
{
    /// <summary>Their mean; where classes are weighted, over the sum of the weights.</summary>
    Mean,

    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>Themselves: a value that must still become a scalar, for losses that are weighted row by row.</summary>
    None,

    /// <summary>Their sum over the number of rows, which is the Kullback-Leibler divergence's own mean; of that loss only.</summary>
    BatchMean,
}
