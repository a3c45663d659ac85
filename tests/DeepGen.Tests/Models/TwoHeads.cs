namespace DeepGen.Tests.Models;

/// <summary>A graph of two inputs, two outputs and two targets.</summary>
[Model]
public partial class TwoHeads
{
    [Conv2d(3, Kernel = 3, Stride = 2)] private readonly Layer strokes;
    [Linear(5)] private readonly Layer embed;
    [Linear(3)] private readonly Layer first;
    [Linear(6)] private readonly Layer second;

    private (Value first, Value second) Forward([Shape("N, 2, 7, 7")] Value image, [Shape("N, 4")] Value hint)
    {
        var both = Value.Concat(1, strokes(image).Relu().Flatten(), embed(hint).Elu());
        return (first(both), second(both));
    }

    private Value Loss(Value first, Value second, [Shape("N")] Value<int> firstLabel, [Shape("N")] Value<int> secondLabel)
        => (first.CrossEntropy(firstLabel) * 0.25) + (second.CrossEntropy(secondLabel) * 0.75);
}
