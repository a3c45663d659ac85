using System.Globalization;

namespace DeepGen.Training;

/// <summary>The numbers of a progress line, the same in every culture.</summary>
internal static class ProgressFormat
{
    public static string Number(double value)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        }

        // Fixed decimals keep the line from jumping; numbers that they cannot hold get an exponent.
        var fits = value == 0 || Math.Abs(value) is >= 0.0001 and < 10_000;
        return value.ToString(fits ? "0.0000" : "0.00e+0", CultureInfo.InvariantCulture);
    }

    public static string Rate(double samplesPerSecond)
        => samplesPerSecond.ToString(samplesPerSecond < 10 ? "0.0" : "#,0", CultureInfo.InvariantCulture) + " samples/s";

    public static string Time(TimeSpan time)
    {
        var seconds = (long)Math.Min(Math.Round(time.TotalSeconds, MidpointRounding.AwayFromZero), 359_999);
        var (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
        return hours > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{hours}:{minutes:00}:{seconds % 60:00}")
            : string.Create(CultureInfo.InvariantCulture, $"{minutes}:{seconds % 60:00}");
    }
}
