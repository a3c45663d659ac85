namespace DeepGen.Tests.Models;

/// <summary>A graph of two inputs, two outputs and two targets.</summary>
[Model]
public partial class TwoHeads
{
    [Conv2d(3, Kernel = 3, Stride = 2)] internal readonly Layer strokes;
    [Linear(5)] internal readonly Layer embed;
    [Linear(3)] internal readonly Layer first;
    [Linear(6)] internal readonly Layer second;

    internal (Value first, Value second) Forward([Shape("N, 2, 7, 7")] Value image, [Shape("N, 4")] Value hint)
    {
        var both = Value.Concat(1, strokes(image).Relu().Flatten(), embed(hint).Elu());
        return (first(both), second(both));
    }

    internal Value Loss(Value first, Value second, [Shape("N")] Value<int> firstLabel, [Shape("N")] Value<int> secondLabel)
        => (first.CrossEntropy(firstLabel) * 0.25) + (second.CrossEntropy(secondLabel) * 0.75);
}
