namespace DeepGen.Training;

/// <summary>One line of a plot.</summary>
/// <param name="Name">What the legend says; empty for a line that the legend leaves out.</param>
/// <param name="Color">Its colour as SVG names it.</param>
/// <param name="Points">Its points; those that an axis cannot show interrupt the line.</param>
/// <param name="IsFaint">Whether it lies thin and pale in the background.</param>
internal sealed record Curve(string Name, string Color, IReadOnlyList<(double X, double Y)> Points, bool IsFaint = false)
{
    // More points than pixels only make the file larger.
    private const int MostPoints = 800;

    /// <summary>The mean of every few points, where there are more of them than a plot can show.</summary>
    public static IReadOnlyList<(double X, double Y)> Thin(IReadOnlyList<(double X, double Y)> points)
    {
        var group = (points.Count + MostPoints - 1) / MostPoints;
        return group <= 1
            ? points
            : [.. points.Chunk(group).Select(chunk => (chunk.Average(point => point.X), chunk.Average(point => point.Y)))];
    }

    /// <summary>The unbroken parts of the line, as places between 0 and 1 on both axes.</summary>
    public IEnumerable<List<(double X, double Y)>> Parts(Axis horizontal, Axis vertical)
    {
        var part = new List<(double X, double Y)>();
        foreach (var (x, y) in Points)
        {
            if (horizontal.CanShow(x) && vertical.CanShow(y))
            {
                part.Add((horizontal.Map(x), vertical.Map(y)));
            }
            else if (part.Count > 0)
            {
                yield return part;
                part = [];
            }
        }

        if (part.Count > 0)
        {
            yield return part;
        }
    }
}
