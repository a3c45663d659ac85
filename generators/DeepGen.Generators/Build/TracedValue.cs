using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

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

    /// <summary>What is known of its numbers.</summary>
    public ValueRange Range { get; init; }

    /// <summary>The value whose elements it shows under another shape, or itself.</summary>
    public TracedValue Source => Previous is { } previous && Shows(Node, previous.Node) ? previous.Source : this;

    /// <summary>Whether a result holds the elements of an input, all of them and in their order.</summary>
    public static bool Shows(Node result, Node input)
        => result == input || (result.Operator is ReshapeOperator && result.Inputs[0] == input);

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

/// <summary>What a value's numbers may be, as far as the layer or function that made it says.</summary>
internal enum ValueRange
{
    /// <summary>Nothing is known.</summary>
    Unknown,

    /// <summary>Any number: what a layer with parameters gives.</summary>
    All,

    /// <summary>From 0 to 1: a sigmoid, a softmax.</summary>
    Probabilities,

    /// <summary>Logarithms of those.</summary>
    LogProbabilities,
}
