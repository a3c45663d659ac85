namespace DeepGen.Generators.Tests.Oracle;

/// <summary>Tensors of a model's own, settings, frozen layers and gradients of inputs.</summary>
internal sealed class MemberRows : RowModels
{
    public override string File => "members";

    public override string Source => """
        [Model] public partial class OwnWeight
        {
            [Parameter(4, 5)] readonly Value weight;
            [Parameter(Fill = 1)] readonly Value scale;
            [Parameter("5", Init = Init.Zeros)] readonly Value bias;
            Value Forward([Shape("N, 4")] Value x) => (x.Matmul(weight) * scale + bias).Tanh();
        }
        [Model] public partial class OwnBesideLayers
        {
            [Linear(2)] readonly Layer layer;
            [Parameter("1, 3, 4", Init = Init.Normal, Std = 0.02)] readonly Value position;
            Value Forward([Shape("N, 3, 4")] Value x) => layer(x + position);
        }
        [Model] public partial class OwnBuffers
        {
            [Buffer(1, 2, 1, 1)] readonly Value mean;
            [Buffer(1, 2, 1, 1, Fill = 1)] readonly Value deviation;
            [Conv2d(2, Kernel = 2)] readonly Layer layer;
            Value Forward([Shape("N, 2, 3, 3")] Value x) => layer((x - mean) / deviation);
        }
        [Model] public partial class SettingInLoss
        {
            [Setting(0.5)] readonly Value factor;
            [Linear(2)] readonly Layer layer;
            Value Forward([Shape("N, 4")] Value x) => layer(x);
            Value Loss(Value output, [Shape("N, 2")] Value target) => factor * output.Mse(target) + (1 - factor) * output.Abs().Mean();
        }
        [Model] public partial class Penalties
        {
            [Parameter(4, 2)] readonly Value weight;
            Value Forward([Shape("N, 4")] Value x) => x.Matmul(weight);
            Value Loss(Value output, [Shape("N, 2")] Value target)
                => output.Mse(target) + 0.1 * weight.Pow(2).Sum() + 0.01 * weight.Abs().Sum();
        }
        [Model, Input("x", "N, 4"), Linear(5, Name = "stem", Frozen = true), ReLU, Linear(2, Name = "head")]
        public partial class FrozenFirst;
        [Model] public partial class FrozenBetween
        {
            [Linear(5)] readonly Layer first;
            [Linear(5), Frozen] readonly Layer middle;
            [Linear(2)] readonly Layer last;
            Value Forward([Shape("N, 4")] Value x) => last(middle(first(x).Tanh()).Tanh());
        }
        [Model, Input("x", "N, 4"), Linear(3, Name = "stem"), BatchNorm1d(Name = "norm", Frozen = true), Linear(2, Name = "head")]
        public partial class FrozenNorm;
        [Model] public partial class InputGradient
        {
            [Linear(2)] readonly Layer layer;
            Value Forward([Shape("N, 4", RequiresGradient = true)] Value x, [Shape("N, 2", RequiresGradient = true)] Value y)
                => layer(x * y.Mean());
            Value Loss(Value output, [Shape("N")] Value<int> label) => output.CrossEntropy(label);
        }
        [Model] public partial class AuxiliaryHidden
        {
            [Linear(5)] readonly Layer embed;
            [Linear(2)] readonly Layer head;
            [Auxiliary("hidden")] (Value output, Value hidden) Forward([Shape("N, 4")] Value x)
            {
                var hidden = embed(x).Tanh();
                return (head(hidden), hidden);
            }
            Value Loss(Value output, Value hidden, [Shape("N, 2")] Value target) => output.Mse(target) + 0.1 * hidden.Pow(2).Mean();
        }
        [Model] public partial class DetachedOwn
        {
            [Parameter("4", Fill = 1)] readonly Value weight;
            Value Forward([Shape("N, 4")] Value x) => x * weight.Detach() + weight * x.Detach();
        }
        """;
}
