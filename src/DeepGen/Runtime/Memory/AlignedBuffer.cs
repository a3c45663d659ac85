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

    // From the first float of the array, in floats.
    private nint start;

    // In the debug mode, where the floats are instead; the array is then empty, and pinned all the same.
    private GuardedMemory? guarded;

    private bool isChecked;

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

    /// <summary>In the debug mode, whether something was written beside the buffer.</summary>
    internal bool IsOverrun => isChecked && (Poison.FindWrite(Behind, Length) >= 0 || Poison.FindWrite(Before, 0) >= 0);

    private nint Rounded => (Length + (Alignment / sizeof(float)) - 1) / (Alignment / sizeof(float)) * (Alignment / sizeof(float));

    private Span<float> Behind => MemoryMarshal.CreateSpan(ref At(Length), (int)(Slack + (guarded is null ? 0 : Rounded - Length)));

    private Span<float> Before => OperatingSystem.IsLinux() && guarded is { } memory
        ? MemoryMarshal.CreateSpan(ref At(-memory.Before), (int)memory.Before)
        : [];

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
        return MemoryMarshal.CreateSpan(ref At(offset), (int)length);
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

        // The old memory is dropped first, so that growing does not hold both.
        Length = 0;
        array = [];
        guarded = null;
        isChecked = length > 0 && MemoryChecks.AreOn;
        bool isGuarded = isChecked && OperatingSystem.IsLinux();
        array = GC.AllocateArray<float>(isGuarded ? 0 : (int)length + Padding, pinned: true);
        nint address = Marshal.UnsafeAddrOfPinnedArrayElement(array, 0);
        if (!isGuarded)
        {
            LargePages.Ask(address, (length + Padding) * sizeof(float));
        }

        start = (Alignment - (address % Alignment)) % Alignment / sizeof(float);
        Length = length;
        if (isGuarded && OperatingSystem.IsLinux())
        {
            guarded = new GuardedMemory(Rounded + Slack);
            start = (guarded.Address - address) / sizeof(float);
        }

        if (isChecked)
        {
            Poison.Fill(Behind, Length);
            Poison.Fill(Before, 0);
        }
    }
}
