namespace DeepGen.Tests.Runtime.Simd;

/// <summary>Functions in double precision, and distances from them in units in the last place of a float.</summary>
internal static class Reference
{
    public static double Expm1(double x)
    {
        // Kahan's way: the error of the power and that of its logarithm cancel.
        double power = Math.Exp(x);
        return power == 1 ? x : power - 1 == -1 || double.IsInfinity(power) ? power - 1 : (power - 1) * x / Math.Log(power);
    }

    public static double Log1p(double x)
    {
        double sum = 1 + x;
        return sum == 1 || double.IsPositiveInfinity(x) ? x : Math.Log(sum) * x / (sum - 1);
    }

    public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    public static double Erf(double x)
    {
        if (!(Math.Abs(x) < 6))
        {
            return double.IsNaN(x) ? x : Math.Sign(x);
        }

        // The series of positive terms: x + 2x^3/3 + 4x^5/15 + ..., without cancellation.
        double term = x, sum = 0;
        for (int n = 0; Math.Abs(term) > 1e-18 * Math.Abs(sum); n++)
        {
            sum += term;
            term *= 2 * x * x / ((2 * n) + 3);
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    /// <summary>How far a float is from the exact result, in units in the last place; infinity where one is NaN alone.</summary>
    public static double Ulps(float found, double exact)
    {
        if (float.IsNaN(found) || double.IsNaN(exact))
        {
            return float.IsNaN(found) && double.IsNaN(exact) ? 0 : double.PositiveInfinity;
        }

        if (double.IsInfinity(exact) || double.IsInfinity((double)found - exact))
        {
            // An overflow counts as the power of two just above the largest float.
            double limit = Math.ScaleB(1, 128), near = Math.CopySign(limit, found);
            bool beyond = float.IsInfinity(found) && (double.IsInfinity(exact) || Math.Abs(exact) >= float.MaxValue);
            bool sameSide = beyond && Math.Sign(near) == Math.Sign(exact);
            return sameSide ? 0 : float.IsInfinity(found) ? Distance(near, exact) : double.PositiveInfinity;
        }

        return Distance(found, exact);
    }

    private static double Distance(double found, double exact)
    {
        int exponent = exact == 0 ? -126 : Math.Clamp(Math.ILogB(exact), -126, 127);
        return Math.Abs(found - exact) / Math.ScaleB(1, exponent - 23);
    }
}
