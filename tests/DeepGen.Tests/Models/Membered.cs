namespace DeepGen.Tests.Models;

/// <summary>A model with every kind of member.</summary>
[Model]
public partial class Membered
{
    [Parameter(6, 8, Init = Init.XavierUniform)] internal readonly Value weight;
    [Parameter(8, Fill = 0.25)] internal readonly Value shift;
    [Buffer(3, Values = new[] { 1f, 2f, 0.5f })] internal readonly Value classWeights;
    [Setting(0.5)] internal readonly Value rate;
    [Setting(1, Minimum = 0, Maximum = 10)] internal readonly Value penalty;
    [Linear(8), Frozen] internal readonly Layer middle;
    [Linear(3)] internal readonly Layer head;

    [Auxiliary("hidden")]
    internal (Value output, Value hidden) Forward([Shape("N, 6", RequiresGradient = true)] Value x)
    {
        var hidden = middle((x.Matmul(weight) + shift).Tanh()).Tanh();
        return (head(hidden.Dropout(rate)), hidden);
    }

    internal Value Loss(Value output, Value hidden, [Shape("N, 3")] Value target)
        => (classWeights * (output - target).Pow(2)).Mean() + (penalty * hidden.Pow(2).Mean());
}
