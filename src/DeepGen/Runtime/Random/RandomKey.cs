using System.ComponentModel;

namespace DeepGen.Runtime;

/// <summary>
/// Names one stream of random numbers: the key of the Philox generator and the upper half of its counter. The lower half counts the
/// elements of the stream, so any element can be computed alone, on any device, as often as needed.
/// </summary>
/// <param name="Key0">The low word of the key.</param>
/// <param name="Key1">The high word of the key.</param>
/// <param name="Stream0">The third word of the counter.</param>
/// <param name="Stream1">The fourth word of the counter.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct RandomKey(uint Key0, uint Key1, uint Stream0, uint Stream1)
{
    /// <summary>The stream of one random operation in one step of a seeded model.</summary>
    /// <param name="seed">The model's seed.</param>
    /// <param name="step">The number of the step; streams are distinct for 2^32 steps of a seed.</param>
    /// <param name="path">A number for the declared place of the operation in the model.</param>
    public RandomKey(ulong seed, ulong step, uint path)
        : this((uint)Mix(seed, step), (uint)(Mix(seed, step) >> 32), path, (uint)step)
    {
    }

    // The low word of the step is part of the counter as it is; what little there may be above it goes into the key.
    private static ulong Mix(ulong seed, ulong step) => seed + ((step >> 32) * 0x9E3779B97F4A7C15);
}
