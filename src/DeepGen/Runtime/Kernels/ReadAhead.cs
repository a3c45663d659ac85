using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace DeepGen.Runtime;

/// <summary>
/// Asks the processor for memory before it is needed. Nothing is read and nothing can fail, wherever the address points: one of memory that
/// has moved costs a little speed.
/// </summary>
internal static unsafe class ReadAhead
{
    /// <summary>Bytes that one request brings.</summary>
    public const nint Line = 64;

    /// <summary>The address of a float.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint AddressOf(ref float at) => (nint)Unsafe.AsPointer(ref at);

    /// <summary>Asks for one line of the second-level cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Ask(nint address)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch1((void*)address);
        }
    }
}
