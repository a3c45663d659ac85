namespace DeepGen.Data;

/// <summary>
/// A small random number generator whose whole state is one number, so that every sample can have its own: the numbers depend
/// on what the sample is (seed, epoch, row), never on which thread reads it or in which order.
/// </summary>
public struct SampleRandom
{
    private const ulong Increment = 0x9E3779B97F4A7C15;
    private ulong state;

    /// <summary>Starts the stream that belongs to the three numbers.</summary>
    /// <param name="seed">The user's seed.</param>
    /// <param name="stream">Which use of the seed, such as the epoch.</param>
    /// <param name="index">Which item of that use, such as the row of the sample.</param>
    public SampleRandom(ulong seed, ulong stream = 0, ulong index = 0)
    {
        // Each number passes through the mixer before the next one joins: neighbours in any of them start far apart.
        state = Mix(Mix(Mix(seed + Increment) ^ stream) + Increment ^ index);
    }

    /// <summary>The next 64 random bits.</summary>
    public ulong NextUInt64() => Mix(state += Increment);

    /// <summary>A uniform number in [0, 1), a multiple of 2^-24.</summary>
    public float NextFloat() => (NextUInt64() >> 40) * (1f / (1 << 24));

    /// <summary>A uniform number between two bounds.</summary>
    /// <param name="minimum">The lower bound.</param>
    /// <param name="maximum">The upper bound.</param>
    public float NextFloat(float minimum, float maximum) => minimum + ((maximum - minimum) * NextFloat());

    /// <summary>A uniform integer in [0, <paramref name="bound"/>), without bias.</summary>
    /// <param name="bound">One more than the largest result; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bound"/> is less than 1.</exception>
    public int NextInt(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        var range = (ulong)bound;
        // 2^32 is seldom a multiple of the range; words in the incomplete last part would favour some results and are drawn again.
        var incomplete = (1UL << 32) % range;
        while (true)
        {
            var product = (NextUInt64() >> 32) * range;
            if ((uint)product >= incomplete)
            {
                return (int)(product >> 32);
            }
        }
    }

    /// <summary>A number from the normal distribution with mean 0 and standard deviation 1.</summary>
    public float NextNormal()
    {
        var radius = MathF.Sqrt(-2f * MathF.Log(1f - NextFloat()));
        return radius * MathF.Cos(MathF.Tau * NextFloat());
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
