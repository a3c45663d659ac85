namespace DeepGen.Training;

/// <summary>A bar made of characters.</summary>
public static class ProgressBar
{
    /// <summary>Draws a bar.</summary>
    /// <param name="fraction">How much is done, from 0 to 1; values outside, and NaN, are taken as the nearest end.</param>
    /// <param name="width">The number of characters.</param>
    /// <param name="unicode">Whether lines of the Unicode box set may be used; otherwise plain ASCII.</param>
    public static string Format(double fraction, int width, bool unicode)
    {
        fraction = double.IsNaN(fraction) ? 0 : Math.Clamp(fraction, 0, 1);
        // In half characters: a light line has a form whose left half is heavy.
        var halves = (int)(fraction * width * 2);
        var (full, half) = (halves / 2, halves % 2);
        return string.Create(width, (full, half, unicode), static (characters, bar) =>
        {
            characters.Fill(bar.unicode ? '─' : '.');
            characters[..bar.full].Fill(bar.unicode ? '━' : '=');
            if (bar.half == 1)
            {
                characters[bar.full] = bar.unicode ? '╾' : '-';
            }
        });
    }
}
