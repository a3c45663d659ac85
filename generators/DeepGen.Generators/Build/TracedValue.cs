using DeepGen.Generators.Graph;

namespace DeepGen.Generators.Build;

/// <summary>A value and how its shape came to be, for messages.</summary>
/// <param name="Step">What made it: an input's name, a layer, a call.</param>
/// <param name="OwnsParameters">Whether that is a layer which a reader knows by its name.</param>
/// <param name="Previous">The first of the values that it was made of.</param>
internal sealed record TracedValue(Node Node, string Step, bool OwnsParameters, TracedValue? Previous)
{
    private const int Shown = 3;

    /// <summary>Whether it is an image, of a convolution or pooling layer or of what leaves its shape alone.</summary>
    public bool IsImage { get; init; }

    /// <summary>
    /// The last shapes on the way: <c>norm2 [N, 64, 14, 14] -> MaxPool2d(2) [N, 64, 7, 7] -> Flatten [N, 3136]</c>. Of steps that leave
    /// the shape as it is, the last one with parameters speaks for all, or else the first.
    /// </summary>
    public string History()
    {
        var shapes = new List<string>();
        for (var value = this; value is not null && shapes.Count < Shown;)
        {
            TracedValue? named = null;
            var first = value;
            for (var step = value; step is not null && step.Node.Shape.Equals(value.Node.Shape); step = step.Previous)
            {
                named ??= step.OwnsParameters ? step : null;
                first = step;
            }

            shapes.Insert(0, $"{(named ?? first).Step} {value.Node.Shape}");
            value = first.Previous;
        }

        return string.Join(" -> ", shapes);
    }
}
