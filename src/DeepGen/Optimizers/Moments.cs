using System.Runtime.CompilerServices;
using DeepGen.Runtime;

namespace DeepGen;

/// <summary>Running averages of gradients.</summary>
internal static class Moments
{
    // Averages of gradients that have stopped sink for ever and become denormal, which makes arithmetic several times slower. A number
    // this small moves no parameter: divided by Adam's epsilon and times any learning rate it stays below the spacing of floats.
    private const float Negligible = 1e-30f;

    /// <summary>Zero in place of what is negligible; NaN stays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TSimd Flush<TSimd>(TSimd moment)
        where TSimd : struct, ISimd<TSimd> =>
        TSimd.Select(TSimd.LessThan(TSimd.Abs(moment), TSimd.Create(Negligible)), TSimd.Create(0), moment);
}
