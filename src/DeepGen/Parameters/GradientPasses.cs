using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DeepGen;

/// <summary>Passes over the flat gradients that are not an optimizer's.</summary>
internal static class GradientPasses
{
    /// <summary>The sum of the squares of all gradients, in double precision.</summary>
    /// <remarks>Eight lanes of doubles over the whole buffer: one order for every machine, and no threads.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double SumOfSquares(ParameterSet parameters)
    {
        ReadOnlySpan<float> gradients = parameters.GradientSpan;
        ref float start = ref MemoryMarshal.GetReference(gradients);
        Vector512<double> sum = Vector512<double>.Zero;
        int i = 0;
        for (; i <= gradients.Length - 8; i += 8)
        {
            Vector256<float> values = Vector256.LoadUnsafe(ref start, (nuint)i);
            (Vector256<double> lower, Vector256<double> upper) = Vector256.Widen(values);
            Vector512<double> wide = Vector512.Create(lower, upper);
            sum += wide * wide;
        }

        // Lane by lane, since the order of a horizontal sum may depend on the machine.
        double total = 0;
        for (int lane = 0; lane < 8; lane++)
        {
            total += sum.GetElement(lane);
        }

        for (; i < gradients.Length; i++)
        {
            total += (double)gradients[i] * gradients[i];
        }

        return total;
    }
}
