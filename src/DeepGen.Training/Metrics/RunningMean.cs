namespace DeepGen.Training;

/// <summary>The mean of values that arrive one by one, such as the losses of batches weighted by their sizes.</summary>
public sealed class RunningMean
{
    private double sum;

    /// <summary>The total weight so far.</summary>
    public double Weight { get; private set; }

    /// <summary>The mean so far; NaN before the first value.</summary>
    public double Value => Weight == 0 ? double.NaN : sum / Weight;

    /// <summary>Adds a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="weight">How much it counts, such as the number of samples that it is a mean of; positive.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="weight"/> is not positive.</exception>
    public void Add(double value, double weight = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(weight);
        sum += value * weight;
        Weight += weight;
    }

    /// <summary>Forgets every value.</summary>
    public void Reset() => (sum, Weight) = (0, 0);
}
