namespace DeepGen;

// One formula for each element.
public sealed partial class Value
{
    /// <summary>-1, 0 or 1, as the sign of each element; its gradient is 0 everywhere.</summary>
    /// <returns>A value of the same shape.</returns>
    public Value Sign() => throw NeverRun();

    /// <summary><c>x * x</c>.</summary>
    /// <returns>A value of the same shape.</returns>
    public Value Square() => throw NeverRun();

    /// <summary><c>1 / sqrt(x)</c>.</summary>
    /// <returns>A value of the same shape.</returns>
    public Value Rsqrt() => throw NeverRun();

    /// <summary><c>1 / x</c>.</summary>
    /// <returns>A value of the same shape.</returns>
    public Value Reciprocal() => throw NeverRun();

    /// <summary><c>2^x</c>.</summary>
    /// <returns>A value of the same shape.</returns>
    public Value Exp2() => throw NeverRun();

    /// <summary><c>e^x - 1</c>, without cancellation near 0.</summary>
    /// <returns>A value of the same shape.</returns>
    public Value Expm1() => throw NeverRun();

    /// <summary>The logarithm to base 2.</summary>
    /// <returns>A value of the same shape.</returns>
    public Value Log2() => throw NeverRun();

    /// <summary>The logarithm to base 10.</summary>
    /// <returns>A value of the same shape.</returns>
    public Value Log10() => throw NeverRun();

    /// <summary><c>log(1 + x)</c>, without cancellation near 0.</summary>
    /// <returns>A value of the same shape.</returns>
    public Value Log1p() => throw NeverRun();

    /// <summary>The sine of an angle in radians.</summary>
    /// <returns>A value of the same shape.</returns>
    public Value Sin() => throw NeverRun();

    /// <summary>The cosine of an angle in radians.</summary>
    /// <returns>A value of the same shape.</returns>
    public Value Cos() => throw NeverRun();

    /// <summary>The tangent of an angle in radians.</summary>
    /// <returns>A value of the same shape.</returns>
    public Value Tan() => throw NeverRun();

    /// <summary>The angle in [-pi/2, pi/2] whose sine is <c>x</c>; NaN outside of [-1, 1].</summary>
    /// <returns>A value of the same shape.</returns>
    public Value Asin() => throw NeverRun();

    /// <summary>The angle in [0, pi] whose cosine is <c>x</c>; NaN outside of [-1, 1].</summary>
    /// <returns>A value of the same shape.</returns>
    public Value Acos() => throw NeverRun();

    /// <summary>The angle in [-pi/2, pi/2] whose tangent is <c>x</c>.</summary>
    /// <returns>A value of the same shape.</returns>
    public Value Atan() => throw NeverRun();

    /// <summary>The hyperbolic sine, <c>(e^x - e^-x) / 2</c>.</summary>
    /// <returns>A value of the same shape.</returns>
    public Value Sinh() => throw NeverRun();

    /// <summary>The hyperbolic cosine, <c>(e^x + e^-x) / 2</c>.</summary>
    /// <returns>A value of the same shape.</returns>
    public Value Cosh() => throw NeverRun();

    /// <summary>The number whose hyperbolic sine is <c>x</c>.</summary>
    /// <returns>A value of the same shape.</returns>
    public Value Asinh() => throw NeverRun();

    /// <summary>The number from 0 on whose hyperbolic cosine is <c>x</c>; NaN below 1.</summary>
    /// <returns>A value of the same shape.</returns>
    public Value Acosh() => throw NeverRun();

    /// <summary>The number whose hyperbolic tangent is <c>x</c>; NaN outside of [-1, 1].</summary>
    /// <returns>A value of the same shape.</returns>
    public Value Atanh() => throw NeverRun();

    /// <summary>The error function.</summary>
    /// <returns>A value of the same shape.</returns>
    public Value Erf() => throw NeverRun();

    /// <summary>The largest integer not above each element; its gradient is 0.</summary>
    /// <returns>A value of the same shape.</returns>
    public Value Floor() => throw NeverRun();

    /// <summary>The smallest integer not below each element; its gradient is 0.</summary>
    /// <returns>A value of the same shape.</returns>
    public Value Ceil() => throw NeverRun();

    /// <summary>The nearest integer, the even one of two that are equally near; its gradient is 0.</summary>
    /// <returns>A value of the same shape.</returns>
    public Value Round() => throw NeverRun();

    /// <summary>Each element without its fraction; its gradient is 0.</summary>
    /// <returns>A value of the same shape.</returns>
    public Value Trunc() => throw NeverRun();

    /// <summary>The fraction of each element, <c>x - trunc(x)</c>, with the sign of <c>x</c>.</summary>
    /// <returns>A value of the same shape.</returns>
    public Value Frac() => throw NeverRun();

    /// <summary>1 where an element is NaN, 0 elsewhere.</summary>
    /// <returns>A value of the same shape.</returns>
    public Value IsNaN() => throw NeverRun();

    /// <summary>1 where an element is infinite, 0 elsewhere.</summary>
    /// <returns>A value of the same shape.</returns>
    public Value IsInf() => throw NeverRun();

    /// <summary>1 where an element is neither infinite nor NaN, 0 elsewhere.</summary>
    /// <returns>A value of the same shape.</returns>
    public Value IsFinite() => throw NeverRun();

    /// <summary>1 where an element is 0, 0 elsewhere.</summary>
    /// <returns>A value of the same shape.</returns>
    public Value LogicalNot() => throw NeverRun();
}
