using System.Globalization;
using System.Text;

namespace DeepGen.Training;

/// <summary>Writes the few shapes that a plot needs. Coordinates are pixels, from the upper left.</summary>
internal sealed class Svg
{
    private readonly StringBuilder text = new();

    public Svg(int width, int height, string description)
    {
        text.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" ");
        text.Append(CultureInfo.InvariantCulture, $"width=\"{width}\" height=\"{height}\" role=\"img\" ");
        text.Append("font-family=\"Inter, 'Segoe UI', 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif\">\n");
        text.Append("<title>").Append(Escape(description)).Append("</title>\n");
        Rectangle(0, 0, width, height, "#ffffff");
    }

    public void Rectangle(double x, double y, double width, double height, string fill)
        => Element($"<rect x=\"{Pixel(x)}\" y=\"{Pixel(y)}\" width=\"{Pixel(width)}\" height=\"{Pixel(height)}\" fill=\"{fill}\"/>");

    public void Line(double x1, double y1, double x2, double y2, string color, double width = 1)
        => Element($"<line x1=\"{Pixel(x1)}\" y1=\"{Pixel(y1)}\" x2=\"{Pixel(x2)}\" y2=\"{Pixel(y2)}\" "
            + $"stroke=\"{color}\" stroke-width=\"{Pixel(width)}\"/>");

    public void Dot(double x, double y, double radius, string color)
        => Element($"<circle cx=\"{Pixel(x)}\" cy=\"{Pixel(y)}\" r=\"{Pixel(radius)}\" fill=\"{color}\" "
            + "stroke=\"#ffffff\" stroke-width=\"1.5\"/>");

    public void Polyline(IEnumerable<(double X, double Y)> points, string color, double width, double opacity)
    {
        var places = string.Join(' ', points.Select(point => $"{Pixel(point.X)},{Pixel(point.Y)}"));
        Element($"<polyline points=\"{places}\" fill=\"none\" stroke=\"{color}\" "
            + $"stroke-width=\"{Pixel(width)}\" stroke-opacity=\"{Pixel(opacity)}\" stroke-linejoin=\"round\" stroke-linecap=\"round\"/>");
    }

    public void Text(double x, double y, string content, string color, int size = 12, string anchor = "start", string weight = "400")
        => Element($"<text x=\"{Pixel(x)}\" y=\"{Pixel(y)}\" fill=\"{color}\" font-size=\"{size.ToString(CultureInfo.InvariantCulture)}\" "
            + $"text-anchor=\"{anchor}\" font-weight=\"{weight}\">{Escape(content)}</text>");

    public override string ToString() => text + "</svg>\n";

    private void Element(string element) => text.Append(element).Append('\n');

    private static string Pixel(double value) => Math.Round(value, 2).ToString(CultureInfo.InvariantCulture);

    /// <summary>Text as XML allows it: markup escaped, control characters replaced.</summary>
    private static string Escape(string content)
    {
        var result = new StringBuilder();
        foreach (var rune in content.EnumerateRunes())
        {
            result.Append(rune.Value switch
            {
                '<' => "&lt;",
                '>' => "&gt;",
                '&' => "&amp;",
                '"' => "&quot;",
                < ' ' or 0xFFFE or 0xFFFF => " ",
                _ => rune.ToString(),
            });
        }

        return result.ToString();
    }
}
