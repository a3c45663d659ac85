namespace DeepGen.Generators.Operators;

/// <summary>Float64 functions that netstandard2.0 lacks, to within a few units in the last place.</summary>
internal static class PreciseMath
{
    /// <summary>exp(x) - 1 without cancellation, by Kahan's correction of the rounded exponential.</summary>
    public static double Expm1(double x)
    {
        double u = Math.Exp(x);
        if (u == 1) return x;
        if (double.IsInfinity(u) || u - 1 == -1) return u - 1;
        return (u - 1) * x / Math.Log(u);
    }

    /// <summary>log(1 + x) without cancellation, by the same correction.</summary>
    public static double Log1p(double x)
    {
        double u = 1 + x;
        return u == 1 || double.IsInfinity(u) ? x : Math.Log(u) * x / (u - 1);
    }

    /// <summary>log(x + sqrt(x^2 + 1)) without cancellation near 0 and without overflow.</summary>
    public static double Asinh(double x)
    {
        double a = Math.Abs(x);
        double value = a > 1e150 ? Math.Log(a) + Math.Log(2) : Log1p(a + (a * a / (1 + Math.Sqrt((a * a) + 1))));
        return x < 0 ? -value : value;
    }

    /// <summary>log(x + sqrt(x^2 - 1)) without cancellation near 1 and without overflow.</summary>
    public static double Acosh(double x)
    {
        double t = x - 1;
        return x > 1e150 ? Math.Log(x) + Math.Log(2) : Log1p(t + (Math.Sqrt(t) * Math.Sqrt(t + 2)));
    }

    /// <summary>log((1 + x) / (1 - x)) / 2 without cancellation near 0.</summary>
    public static double Atanh(double x)
    {
        double a = Math.Abs(x);
        double value = 0.5 * Log1p(2 * a / (1 - a));
        return x < 0 ? -value : value;
    }

    /// <summary>The error function: a series near 0, the continued fraction of erfc (Lentz's method) beyond.</summary>
    public static double Erf(double x)
    {
        if (double.IsNaN(x)) return x;
        double magnitude = Math.Abs(x);
        double value = magnitude < 2.5 ? Series(magnitude) : 1 - Complement(magnitude);
        return x < 0 ? -value : value;
    }

    /// <summary>exp(-x^2) times a series whose terms are all positive: Taylor's own alternates, and cancels above 1.</summary>
    private static double Series(double x)
    {
        double term = x, sum = x;
        for (int n = 1; term > 1e-18 * sum && n < 200; n++)
        {
            term *= 2 * x * x / ((2 * n) + 1);
            sum += term;
        }

        return sum * Math.Exp(-x * x) * 2 / Math.Sqrt(Math.PI);
    }

    private static double Complement(double x)
    {
        if (x > 27) return 0;
        const double tiny = 1e-300;
        double f = x, c = x, d = 0;
        for (int n = 1; n < 500; n++)
        {
            double a = n / 2.0;
            d = x + (a * d);
            d = 1 / (d == 0 ? tiny : d);
            c = x + (a / c);
            double delta = c * d;
            f *= delta;
            if (Math.Abs(delta - 1) < 1e-16) break;
        }

        return Math.Exp(-x * x) / (Math.Sqrt(Math.PI) * f);
    }
}
