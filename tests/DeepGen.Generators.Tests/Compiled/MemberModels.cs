namespace DeepGen.Generators.Tests.Compiled;

/// <summary>Tensors of a model's own, settings, frozen layers, gradients of inputs and auxiliary outputs.</summary>
internal sealed class MemberModels : AgreementModels
{
    public override string Source => """
        [Model] public partial class OwnTensors
        {
            [Parameter(5, 19, Init = Init.XavierUniform)] readonly Value weight;
            [Parameter("19", Fill = 0.1, Name = "offset")] readonly Value bias;
            [Parameter(Fill = 1.5)] readonly Value scale;
            [Buffer(5, Values = new[] { 0.1f, -0.2f, 0.3f, 0, 1 })] readonly Value mean;
            [Buffer(3, Fill = 0.5)] readonly Value weights;
            [Linear(3)] readonly Layer head;
            Value Forward([Shape("N, 5")] Value x) => head((scale * ((x - mean).Matmul(weight) + bias)).Tanh());
            Value Loss(Value output, [Shape("N, 3")] Value y) => (weights * (output - y).Pow(2)).Mean() + 0.01 * weight.Pow(2).Sum();
        }
        [Model] public partial class Rates
        {
            [Setting(0.4)] readonly Value rate;
            [Setting(0.7, Minimum = 0)] readonly Value factor;
            [Linear(17)] readonly Layer embed;
            [Linear(3)] readonly Layer head;
            Value Forward([Shape("N, 5")] Value x) => head(embed(x).Dropout(rate).Relu().Dropout(rate * 0.5));
            Value Loss(Value output, [Shape("N, 3")] Value y) => factor * output.Mse(y) + output.Abs().Mean() / (1 + factor);
        }
        [Model, Input("x", "N, 2, 5, 5"), Conv2d(3, Kernel = 3), Dropout(Setting = nameof(rate)), Flatten, Linear(3), MSELoss("y")]
        public partial class RateOfAStack
        {
            [Setting(0.25)] readonly Value rate;
        }
        [Model, Input("x", "N, 2, 5, 5"), Conv2d(3, Kernel = 3), Dropout2d(Setting = nameof(rate)), Flatten, Linear(3), MSELoss("y")]
        public partial class RateOfChannels
        {
            [Setting(0.25)] readonly Value rate;
        }
        [Model] public partial class RatesOfAlpha
        {
            [Setting(0.4)] readonly Value rate;
            [Linear(17)] readonly Layer embed;
            [Linear(3)] readonly Layer head;
            Value Forward([Shape("N, 5")] Value x) => head(embed(x).AlphaDropout(rate).FeatureAlphaDropout(rate * 0.5));
            Value Loss(Value output, [Shape("N, 3")] Value y) => output.Mse(y);
        }
        [Model, Input("x", "N, 1, 7, 7"), Conv2d(4, Kernel = 3, Frozen = true), BatchNorm2d(Frozen = true), ReLU,
         Conv2d(3, Kernel = 3), ReLU, Conv2d(2, Kernel = 2, Frozen = true), Flatten, Linear(3), CrossEntropyLoss("y")]
        public partial class FrozenParts;
        [Model] public partial class FrozenOwn
        {
            [Parameter(5, 7), Frozen] readonly Value projection;
            [Parameter(7, Fill = 0.5)] readonly Value scale;
            [Linear(3)] readonly Layer head;
            Value Forward([Shape("N, 5")] Value x) => head(x.Matmul(projection).Sigmoid() * scale);
            Value Loss(Value output, [Shape("N, 3")] Value y) => output.Mse(y);
        }
        [Model, Input("x", "N, 2, 6, 5", RequiresGradient = true), Conv2d(3, Kernel = 3), ReLU, Flatten, Linear(4), CrossEntropyLoss("y")]
        public partial class GradientOfAnImage;
        [Model] public partial class GradientsOfInputs
        {
            [Linear(4), Frozen] readonly Layer embed;
            Value Forward([Shape("N, 5", RequiresGradient = true)] Value a, [Shape("N, 4")] Value b,
                [Shape("N, L", RequiresGradient = true)] Value c, [Shape("N, 3", RequiresGradient = true)] Value unused)
                => embed(a) * b + c.Mean(1, keepDim: true) + unused.Detach().Sum();
            Value Loss(Value output, [Shape("N, 4")] Value y) => output.Mse(y);
        }
        [Model] public partial class GradientIsTheOutput
        {
            [Parameter(5, Fill = 1)] readonly Value w;
            Value Forward([Shape("N, 5", RequiresGradient = true)] Value x) => x * w;
            Value Loss(Value output) => output.Sum();
        }
        [Model] public partial class HiddenForTheLoss
        {
            [Linear(9)] readonly Layer embed;
            [Linear(4)] readonly Layer head;
            [Linear(5)] readonly Layer decode;
            [Auxiliary("hidden", "again")] (Value hidden, Value output, Value again) Forward([Shape("N, 5")] Value x)
            {
                var hidden = embed(x).Elu();
                return (hidden, head(hidden), decode(hidden));
            }
            Value Loss(Value output, Value hidden, Value again, [Shape("N")] Value<int> y, [Shape("N, 5")] Value x2)
                => output.CrossEntropy(y) + 0.1 * hidden.Abs().Mean() + again.Mse(x2);
        }
        """;
}
