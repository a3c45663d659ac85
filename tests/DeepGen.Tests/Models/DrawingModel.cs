namespace DeepGen.Tests.Models;

/// <summary>All that draws numbers in a step, from inputs of one: what comes out says what was drawn.</summary>
[Model]
public partial class DrawingModel
{
    [Dropout(0.25)] internal readonly Layer elements;
    [Dropout1d(0.5)] internal readonly Layer lines;
    [Dropout2d(0.5)] internal readonly Layer planes;
    [Dropout3d(0.75)] internal readonly Layer volumes;
    [RReLU(0, 1)] internal readonly Layer slopes;
    [Parameter(1, Fill = 1)] internal readonly Value scale;

    internal (Value element, Value line, Value plane, Value volume, Value slope) Forward(
        [Shape("N, 6, 2, 3, 7", RequiresGradient = true)] Value x)
        => (elements(x), lines(x[.., .., 0, 0]), planes(x[.., .., 0]), volumes(x), slopes(-x));

    internal Value Loss(Value element, Value line, Value plane, Value volume, Value slope)
        => ((element * scale).Sum() + line.Sum() + plane.Sum() + volume.Sum() + slope.Sum()) * 0.125;
}
