using System.Globalization;

namespace DeepGen.Training;

/// <summary>Maps values to 0..1 between two round numbers, linearly or by their logarithms.</summary>
internal sealed class Axis
{
    private const double LogarithmicFrom = 20;

    private Axis(double minimum, double maximum, bool isLogarithmic, double[] ticks, Func<double, string> label)
    {
        (Minimum, Maximum, IsLogarithmic, Ticks, Label) = (minimum, maximum, isLogarithmic, ticks, label);
    }

    public double Minimum { get; }

    public double Maximum { get; }

    public bool IsLogarithmic { get; }

    public double[] Ticks { get; }

    public Func<double, string> Label { get; }

    public bool CanShow(double value) => double.IsFinite(value) && (!IsLogarithmic || value > 0);

    public double Map(double value)
        => IsLogarithmic ? Math.Log(value / Minimum) / Math.Log(Maximum / Minimum) : (value - Minimum) / (Maximum - Minimum);

    /// <summary>A logarithmic axis where the values span more than a decade, as losses do; a linear one from 0 elsewhere.</summary>
    public static Axis ForLoss(IEnumerable<double> values)
    {
        var finite = values.Where(double.IsFinite).DefaultIfEmpty(1).ToArray();
        var (low, high) = (finite.Min(), finite.Max());
        return low > 0 && high / low >= LogarithmicFrom ? Logarithmic(low, high) : Linear(Math.Min(0, low), high, 5);
    }

    /// <summary>A linear axis that ends at 1 and begins a little below the lowest value.</summary>
    public static Axis ForAccuracy(IEnumerable<double> values)
        => Linear(Math.Clamp(values.Where(double.IsFinite).DefaultIfEmpty(0).Min(), 0, 0.98), 1, 4);

    /// <summary>A linear axis with round ticks that holds both values.</summary>
    public static Axis Linear(double low, double high, int intervals, double smallestStep = 0)
    {
        if (!(high > low))
        {
            high = low + Math.Max(1, Math.Abs(low));
        }

        var step = Math.Max(smallestStep, RoundUp((high - low) / intervals));
        // The tolerance keeps a value that is a tick but for rounding from opening another interval.
        var (first, last) = (Math.Floor((low / step) + 1e-9), Math.Ceiling((high / step) - 1e-9));
        var decimals = Math.Max(0, -(int)Math.Floor(Math.Log10(step) + 1e-9));
        // Each tick is a multiple of its own: adding the step again and again would gather rounding errors.
        var ticks = Enumerable.Range(0, (int)(last - first) + 1).Select(i => (first + i) * step).ToArray();
        return new(ticks[0], ticks[^1], false, ticks, value => Plain(value, step, decimals));
    }

    private static Axis Logarithmic(double low, double high)
    {
        var (first, last) = ((int)Math.Floor(Math.Log10(low)), (int)Math.Ceiling(Math.Log10(high)));
        double[] marks = last - first <= 3 ? [1, 2, 5] : [1];
        var candidates = Enumerable.Range(first, last - first + 1)
            .SelectMany(power => marks.Select(mark => mark * Math.Pow(10, power))).ToArray();
        var minimum = candidates.Last(value => value <= low * (1 + 1e-9));
        var maximum = candidates.First(value => value >= high * (1 - 1e-9));
        return new(minimum, maximum, true, [.. candidates.Where(value => value >= minimum && value <= maximum)], Short);
    }

    /// <summary>The next number of the form 1, 2 or 5 times a power of ten.</summary>
    private static double RoundUp(double value)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(value)));
        var leading = value / power;
        return power * (leading <= 1 + 1e-9 ? 1 : leading <= 2 + 1e-9 ? 2 : leading <= 5 + 1e-9 ? 5 : 10);
    }

    private static string Plain(double value, double step, int decimals)
    {
        // Rounding may leave a little more or less than nothing, which would be written as -0.
        var cleaned = Math.Abs(value) < step / 2 ? 0 : value;
        return Math.Abs(value) >= 1e6 || decimals > 6
            ? Short(cleaned)
            : Math.Round(cleaned, decimals).ToString("0." + new string('0', decimals), CultureInfo.InvariantCulture);
    }

    private static string Short(double value)
        => Math.Abs(value) is >= 1e-4 and < 1e6
            ? ((decimal)value).ToString("0.######", CultureInfo.InvariantCulture)
            : value.ToString("0.##e+0", CultureInfo.InvariantCulture);
}
