namespace DeepGen.Runtime;

// Bounds are in units in the last place (ulp) of the result, over every float, with fused multiply-add; the tests hold them.
public partial interface ISimd<TSelf>
{
    /// <summary><c>a * b + c</c>, in one rounding where the machine can, in two elsewhere.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>The smaller lanes; NaN where either is NaN, and -0 below +0.</summary>
    static abstract TSelf Min(TSelf left, TSelf right);

    /// <summary>The larger lanes; NaN where either is NaN, and +0 above -0.</summary>
    static abstract TSelf Max(TSelf left, TSelf right);

    /// <summary>
    /// Limits the lanes to the range from <paramref name="low"/> to <paramref name="high"/>, neither of them NaN; lanes that are NaN stay.
    /// </summary>
    static abstract TSelf Clamp(TSelf value, TSelf low, TSelf high);

    /// <summary>The lanes without their sign.</summary>
    static abstract TSelf Abs(TSelf value);

    /// <summary>The magnitude of one vector with the signs of another.</summary>
    static abstract TSelf CopySign(TSelf magnitude, TSelf sign);

    /// <summary>The square root, correctly rounded; NaN below zero.</summary>
    static abstract TSelf Sqrt(TSelf value);

    /// <summary>The largest integers not above the lanes.</summary>
    static abstract TSelf Floor(TSelf value);

    /// <summary>
    /// <c>value * 2^exponent</c> for integral exponents, rounded once. Exponents beyond +-252 may be taken as +-252.
    /// </summary>
    static abstract TSelf Scale(TSelf value, TSelf exponent);

    /// <summary>
    /// Splits positive normal lanes into <c>mantissa * 2^exponent</c> with the mantissa in [sqrt(1/2), sqrt(2)); other lanes give numbers
    /// without meaning.
    /// </summary>
    /// <returns>The mantissas.</returns>
    static abstract TSelf Split(TSelf value, out TSelf exponent);

    /// <summary>e to the power of the lanes, within 2 ulp; underflows gradually.</summary>
    static abstract TSelf Exp(TSelf value);

    /// <summary><c>e^value - 1</c> without cancellation, within 3 ulp.</summary>
    static abstract TSelf Expm1(TSelf value);

    /// <summary>The natural logarithm, within 2 ulp; -infinity at 0, NaN below.</summary>
    static abstract TSelf Log(TSelf value);

    /// <summary><c>log(1 + value)</c> without cancellation, within 3 ulp; -infinity at -1, NaN below.</summary>
    static abstract TSelf Log1p(TSelf value);

    /// <summary>The hyperbolic tangent, within 4 ulp.</summary>
    static abstract TSelf Tanh(TSelf value);

    /// <summary><c>1 / (1 + e^-value)</c>, within 3 ulp also where the result is tiny.</summary>
    static abstract TSelf Sigmoid(TSelf value);

    /// <summary>The error function, within 3 ulp.</summary>
    static abstract TSelf Erf(TSelf value);

    /// <summary><paramref name="value"/> to the power of <paramref name="exponent"/>, as <see cref="MathF.Pow"/> of each lane.</summary>
    static abstract TSelf Pow(TSelf value, TSelf exponent);

    /// <summary>The sine of an angle in radians, as <see cref="MathF.Sin"/> of each lane.</summary>
    static abstract TSelf Sin(TSelf value);

    /// <summary>The cosine of an angle in radians, as <see cref="MathF.Cos"/> of each lane.</summary>
    static abstract TSelf Cos(TSelf value);

    /// <summary>
    /// Uniform random numbers in [0, 1): lane i holds that of element <c>index + i * stride</c> of the stream named by the key.
    /// </summary>
    static abstract TSelf Uniform(RandomKey key, nint index, nint stride);
}
