using System.Runtime.CompilerServices;

namespace DeepGen.Runtime;

/// <summary>
/// The functions that are more than one instruction, written once over the width. The coefficients are minimax fits of our own, whose
/// approximation error (stated beside each) is well below the half ulp that rounding costs.
/// </summary>
/// <typeparam name="T">The vector.</typeparam>
internal static partial class SimdMath<T>
    where T : struct, ISimd<T>
{
    // ln 2 in two parts; the first has nine bits, so that its products with exponents are exact even without fused multiply-add.
    private const float Ln2High = 0.693359375f;
    private const float Ln2Low = -2.12194440e-4f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T C(float value) => T.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Fma(T a, T b, T c) => T.MultiplyAdd(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Fma(T a, T b, float c) => T.MultiplyAdd(a, b, T.Create(c));

    // The structs hold nothing but their lanes, so a lane is a float of their memory.
    public static T Pow(T value, T exponent)
    {
        ref float lanes = ref Unsafe.As<T, float>(ref value);
        ref float exponents = ref Unsafe.As<T, float>(ref exponent);
        for (int i = 0; i < T.Width; i++)
        {
            Unsafe.Add(ref lanes, i) = MathF.Pow(Unsafe.Add(ref lanes, i), Unsafe.Add(ref exponents, i));
        }

        return value;
    }

    public static T Sin(T value)
    {
        ref float lanes = ref Unsafe.As<T, float>(ref value);
        for (int i = 0; i < T.Width; i++)
        {
            Unsafe.Add(ref lanes, i) = MathF.Sin(Unsafe.Add(ref lanes, i));
        }

        return value;
    }

    public static T Cos(T value)
    {
        ref float lanes = ref Unsafe.As<T, float>(ref value);
        for (int i = 0; i < T.Width; i++)
        {
            Unsafe.Add(ref lanes, i) = MathF.Cos(Unsafe.Add(ref lanes, i));
        }

        return value;
    }
}
