using DeepGen.Runtime;

namespace DeepGen.Tests.Runtime.Simd;

/// <summary>Runs one operation at every width over the same numbers.</summary>
internal static class Widths
{
    public static readonly int[] All = [16, 8, 4, 1];

    /// <summary>Numbers that tend to be treated wrongly, and a few that are not.</summary>
    public static readonly float[] Special =
    [
        0f, -0f, 1f, -1f, 0.5f, -0.5f, 1.5f, -1.5f, 2.5f, 100f, -100f, 1e-8f, -1e-8f, 3e-5f, 88.7f, -88.7f, -103.9f, 8388609f, -8388609f,
        1e10f, -1e10f, 1.17549435e-38f, -1.17549435e-38f, 1e-40f, -1e-40f, float.Epsilon, -float.Epsilon, float.MaxValue, float.MinValue,
        float.PositiveInfinity, float.NegativeInfinity, float.NaN,
    ];

    /// <summary>The operation applied to each element; the last vector is a partial one.</summary>
    public static float[] Map<T>(Func<T, T> operation, float[] source)
        where T : struct, ISimd<T>
    {
        float[] result = new float[source.Length];
        for (int i = 0; i < source.Length; i += T.Width)
        {
            int count = Math.Min(T.Width, source.Length - i);
            T.Store(operation(T.Load(in source[0], i, count)), ref result[0], i, count);
        }

        return result;
    }

    /// <summary>The operation applied to all pairs of elements.</summary>
    public static float[] Pairs<T>(Func<T, T, T> operation, float[] source)
        where T : struct, ISimd<T> => [.. source.SelectMany(right => Map<T>(left => operation(left, T.Create(right)), source))];

    /// <summary>The first index where two arrays differ in their bits, or -1; any NaN equals any other.</summary>
    public static int FirstDifference(float[] left, float[] right)
    {
        for (int i = 0; i < left.Length; i++)
        {
            bool equal = BitConverter.SingleToInt32Bits(left[i]) == BitConverter.SingleToInt32Bits(right[i]);
            if (!equal && !(float.IsNaN(left[i]) && float.IsNaN(right[i])))
            {
                return i;
            }
        }

        return -1;
    }
}
