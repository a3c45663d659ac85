using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DeepGen.Runtime;

/// <summary>
/// Pinned floats that start on a 64-byte boundary, followed by <see cref="Slack"/> floats that a kernel may read (and ignores): what
/// kernels work on, and what an <see cref="Optimizer"/> keeps for each parameter.
/// </summary>
public sealed class AlignedBuffer
{
    /// <summary>The floats behind the end that may be read: zero until something is written there.</summary>
    public const int Slack = 64;

    // Streams that are misaligned by 16 bytes make elementwise loops 1.3 to 2 times slower.
    private const int Alignment = 64;

    private const int Padding = Slack + (Alignment / sizeof(float));

    private float[] array;
    private int start;

    /// <summary>Makes a buffer of zeros.</summary>
    /// <param name="length">The number of floats.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative or larger than an array may be.</exception>
    public AlignedBuffer(nint length)
    {
        array = [];
        Allocate(length);
    }

    /// <summary>The most floats that a buffer may have: about 8.6 GB.</summary>
    internal static nint MaxLength => Array.MaxLength - Padding;

    /// <summary>The number of floats, without the slack.</summary>
    public nint Length { get; private set; }

    /// <summary>Everything in the buffer.</summary>
    public Span<float> All => Span(0, Length);

    /// <summary>A reference to one float; not checked.</summary>
    /// <param name="offset">Its place, in floats from the start.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref float At(nint offset) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(array), start + offset);

    /// <summary>A range of the buffer.</summary>
    /// <param name="offset">The first float.</param>
    /// <param name="length">The number of floats.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range is not inside the buffer.</exception>
    public Span<float> Span(nint offset, nint length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Length - offset);
        return array.AsSpan((int)(start + offset), (int)length);
    }

    /// <summary>Makes room for at least so many floats. Growing gives zeros and loses the contents; nothing shrinks.</summary>
    /// <param name="length">The number of floats needed.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is larger than an array may be.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Resize(nint length)
    {
        if (length > Length)
        {
            Allocate(length);
        }
    }

    /// <summary>Gives the memory back; the length is 0 afterwards.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Release() => Allocate(0);

    private void Allocate(nint length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, MaxLength);

        // The old array is dropped first, so that growing does not hold both.
        Length = 0;
        array = [];
        array = GC.AllocateArray<float>((int)length + Padding, pinned: true);
        nint address = Marshal.UnsafeAddrOfPinnedArrayElement(array, 0);
        LargePages.Ask(address, (length + Padding) * sizeof(float));
        start = (int)((Alignment - (address % Alignment)) % Alignment) / sizeof(float);
        Length = length;
    }
}
