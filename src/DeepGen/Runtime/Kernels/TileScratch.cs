using System.Runtime.CompilerServices;

namespace DeepGen.Runtime;

/// <summary>Room for the parts of operands that are laid out anew while a product runs: some for each thread, kept for the next.</summary>
internal static class TileScratch
{
    /// <summary>
    /// Floats of the right operand that are laid out at a time: less than half of a second-level cache of a megabyte, beside what the left
    /// operand takes and what is read ahead for the next time.
    /// </summary>
    public const nint RightFloats = 108 * 1024;

    /// <summary>Floats of the left operand that are laid out at a time.</summary>
    public const nint LeftFloats = 64 * 1024;

    [ThreadStatic]
    private static AlignedBuffer? buffer;

    /// <summary>The room for the right operand.</summary>
    public static ref float Right => ref Buffer.At(0);

    /// <summary>The room for the left operand.</summary>
    public static ref float Left => ref Buffer.At(RightFloats + AlignedBuffer.Slack);

    private static AlignedBuffer Buffer => buffer ?? Make();

    /// <summary>Makes the room of this thread before it is asked for, so that no product has to.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static AlignedBuffer Make() => buffer ??= new AlignedBuffer(RightFloats + LeftFloats + AlignedBuffer.Slack);
}
