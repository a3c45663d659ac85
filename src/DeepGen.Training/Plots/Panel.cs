namespace DeepGen.Training;

/// <summary>A framed area of a plot with its axes, grid and curves.</summary>
internal sealed record Panel(string Title, double X, double Y, double Width, double Height, Axis Horizontal, Axis Vertical)
{
    private const string Grid = "#e6e8ec";
    private const string Frame = "#9aa1ac";
    private const string Ink = "#5b6472";
    private const string Strong = "#1f2733";

    // A dot for each epoch while they can be told apart.
    private const int MostDots = 40;

    public void Draw(Svg svg, Curve[] curves, string? horizontalTitle)
    {
        svg.Text(X, Y - 12, Title, Strong, 13, weight: "600");
        DrawGrid(svg, horizontalTitle);
        DrawLegend(svg, curves);
        foreach (var curve in curves)
        {
            Draw(svg, curve);
        }

        DrawLastValues(svg, curves);
        if (curves.All(curve => !curve.Parts(Horizontal, Vertical).Any()))
        {
            svg.Text(X + (Width / 2), Y + (Height / 2), "nothing measured yet", Frame, 13, "middle");
        }
    }

    private void DrawGrid(Svg svg, string? horizontalTitle)
    {
        foreach (var tick in Vertical.Ticks)
        {
            var y = Y + ((1 - Vertical.Map(tick)) * Height);
            svg.Line(X, y, X + Width, y, Grid);
            svg.Text(X - 10, y + 4, Vertical.Label(tick), Ink, 11, "end");
        }

        foreach (var tick in Horizontal.Ticks)
        {
            var x = X + (Horizontal.Map(tick) * Width);
            svg.Line(x, Y, x, Y + Height, Grid);
            svg.Text(x, Y + Height + 18, Horizontal.Label(tick), Ink, 11, "middle");
        }

        svg.Line(X, Y + Height, X + Width, Y + Height, Frame);
        if (horizontalTitle is not null)
        {
            svg.Text(X + (Width / 2), Y + Height + 38, horizontalTitle, Ink, 12, "middle");
        }
    }

    private void DrawLegend(Svg svg, Curve[] curves)
    {
        const double Key = 22;
        var x = X + Width;
        foreach (var curve in curves.Where(curve => curve.Name.Length > 0 && curve.Points.Count > 0).Reverse())
        {
            // No measure of the font is at hand; 6 is the width of its average letter.
            svg.Text(x, Y - 12, curve.Name, Ink, 12, "end");
            x -= (curve.Name.Length * 6.0) + Key + 8;
            svg.Line(x, Y - 16, x + Key, Y - 16, curve.Color, 2.5);
            x -= 18;
        }
    }

    private void Draw(Svg svg, Curve curve)
    {
        var withDots = !curve.IsFaint && curve.Points.Count <= MostDots;
        foreach (var part in curve.Parts(Horizontal, Vertical))
        {
            var points = part.ConvertAll(point => (X: X + (point.X * Width), Y: Y + ((1 - point.Y) * Height)));
            svg.Polyline(points, curve.Color, curve.IsFaint ? 1 : 2.25, curve.IsFaint ? 0.35 : 1);
            foreach (var (x, y) in withDots ? points : [])
            {
                svg.Dot(x, y, 3.5, curve.Color);
            }
        }
    }

    /// <summary>The last value of each curve at the right edge, pushed apart where they would cover each other.</summary>
    private void DrawLastValues(Svg svg, Curve[] curves)
    {
        const double LineHeight = 14;
        var ends = curves.Where(curve => !curve.IsFaint && curve.Parts(Horizontal, Vertical).Any())
            .Select(curve => (curve.Color, Value: curve.Points.Last(point => Vertical.CanShow(point.Y)).Y))
            .OrderByDescending(end => end.Value).ToArray();
        var places = ends.Select(end => Y + ((1 - Vertical.Map(end.Value)) * Height)).ToArray();
        for (var i = 1; i < places.Length; i++)
        {
            var missing = LineHeight - (places[i] - places[i - 1]);
            places[i - 1] -= Math.Max(0, missing / 2);
            places[i] += Math.Max(0, missing / 2);
        }

        for (var i = 0; i < ends.Length; i++)
        {
            svg.Text(X + Width + 9, places[i] + 4, ProgressFormat.Number(ends[i].Value), ends[i].Color, 11, weight: "600");
        }
    }
}
