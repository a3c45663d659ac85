using System.Globalization;

namespace DeepGen;

/// <summary>Where a model computes. The default is the processor with all its threads.</summary>
public readonly struct Device : IEquatable<Device>
{
    private Device(int threads) => Threads = threads;

    /// <summary>The processor, with the team of threads that all models share.</summary>
    public static Device Cpu => default;

    /// <summary>The fastest device of this machine.</summary>
    public static Device Best => Cpu;

    /// <summary>The number of the processor's threads to use; 0 for the team that all models share.</summary>
    public int Threads { get; }

    /// <summary>The processor with a team of threads of its own. Results are the same bits for any number of threads.</summary>
    /// <param name="threads">The number of threads, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Less than one thread.</exception>
    public static Device CpuWithThreads(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        return new Device(threads);
    }

    /// <inheritdoc/>
    public bool Equals(Device other) => Threads == other.Threads;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Device other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Threads;

    /// <summary>Whether two devices are the same.</summary>
    public static bool operator ==(Device left, Device right) => left.Equals(right);

    /// <summary>Whether two devices differ.</summary>
    public static bool operator !=(Device left, Device right) => !left.Equals(right);

    /// <summary>The device in words, as in "cpu" or "cpu, 4 threads".</summary>
    public override string ToString() => Threads == 0 ? "cpu" : string.Create(CultureInfo.InvariantCulture, $"cpu, {Threads} threads");
}
