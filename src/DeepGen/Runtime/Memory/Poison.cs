using System.Runtime.InteropServices;

namespace DeepGen.Runtime;

/// <summary>
/// What memory holds that must not be used: signalling NaNs, so that a result which it flows into is NaN. Each place has its own, so that
/// even a copy of poison shows where it was written.
/// </summary>
internal static class Poison
{
    // The exponent of a NaN without the bit that makes it a quiet one; below that bit there must be a number other than 0.
    private const uint Smallest = 0x7F80_0001;
    private const uint Varying = 0x003F_FFFE;

    /// <summary>Fills memory.</summary>
    /// <param name="memory">The memory.</param>
    /// <param name="place">A number for its first float.</param>
    public static void Fill(Span<float> memory, nint place)
    {
        Span<uint> bits = MemoryMarshal.Cast<float, uint>(memory);
        for (int i = 0; i < bits.Length; i++)
        {
            bits[i] = At(place + i);
        }
    }

    /// <summary>The first float that something else was written to; -1 where there is none.</summary>
    /// <param name="memory">The memory, as it was filled.</param>
    /// <param name="place">The number for its first float.</param>
    public static int FindWrite(ReadOnlySpan<float> memory, nint place)
    {
        ReadOnlySpan<uint> bits = MemoryMarshal.Cast<float, uint>(memory);
        for (int i = 0; i < bits.Length; i++)
        {
            if (bits[i] != At(place + i))
            {
                return i;
            }
        }

        return -1;
    }

    private static uint At(nint place) => Smallest + ((((uint)place * 2_654_435_761) >> 8) & Varying);
}
