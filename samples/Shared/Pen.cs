using System.Numerics;

namespace DeepGen.Samples;

/// <summary>Draws lines of a given width on a small canvas, with soft edges instead of steps.</summary>
/// <param name="pixels">The canvas, row by row; ink is added up to 1.</param>
/// <param name="side">The width and the height of the canvas in pixels.</param>
/// <param name="width">The width of the line in pixels.</param>
/// <param name="softness">Over how many pixels the ink fades out at an edge.</param>
public ref struct Pen(Span<float> pixels, int side, float width, float softness)
{
    private readonly Span<float> pixels = pixels;

    /// <summary>Draws straight lines from point to point.</summary>
    public readonly void Straight(ReadOnlySpan<Vector2> points)
    {
        for (var i = 1; i < points.Length; i++)
        {
            Line(points[i - 1], points[i]);
        }
    }

    /// <summary>Draws a smooth curve (Catmull-Rom) through the points.</summary>
    public readonly void Smooth(ReadOnlySpan<Vector2> points)
    {
        const int Steps = 6;
        var last = points.Length - 1;
        for (var i = 0; i < last; i++)
        {
            var (before, after) = (points[Math.Max(0, i - 1)], points[Math.Min(last, i + 2)]);
            var from = points[i];
            for (var step = 1; step <= Steps; step++)
            {
                var to = Between(before, points[i], points[i + 1], after, step / (float)Steps);
                Line(from, to);
                from = to;
            }
        }
    }

    private static Vector2 Between(Vector2 before, Vector2 start, Vector2 end, Vector2 after, float t)
    {
        var (t2, t3) = (t * t, t * t * t);
        return 0.5f * ((2f * start) + ((end - before) * t)
            + (((2f * before) - (5f * start) + (4f * end) - after) * t2)
            + (((3f * start) - before - (3f * end) + after) * t3));
    }

    private readonly void Line(Vector2 from, Vector2 to)
    {
        var reach = (width + softness) / 2;
        var (low, high) = (Vector2.Min(from, to) - new Vector2(reach), Vector2.Max(from, to) + new Vector2(reach));
        var direction = to - from;
        var scale = 1f / Math.Max(direction.LengthSquared(), 1e-6f);
        for (var y = Math.Max(0, (int)MathF.Ceiling(low.Y)); y <= Math.Min(side - 1, (int)MathF.Floor(high.Y)); y++)
        {
            for (var x = Math.Max(0, (int)MathF.Ceiling(low.X)); x <= Math.Min(side - 1, (int)MathF.Floor(high.X)); x++)
            {
                var point = new Vector2(x, y) - from;
                var along = Math.Clamp(Vector2.Dot(point, direction) * scale, 0f, 1f);
                var ink = Math.Clamp((reach - (point - (along * direction)).Length()) / softness, 0f, 1f);
                // The larger of the two, so that a line that crosses another is no darker there.
                ref var pixel = ref pixels[(y * side) + x];
                pixel = Math.Max(pixel, ink);
            }
        }
    }
}
