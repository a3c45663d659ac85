namespace DeepGen.Generators.Tests.Compiled;

/// <summary>Blocks in blocks, repeated and shared, in stacks and graphs, of one input and of two.</summary>
internal sealed class BlockModels : AgreementModels
{
    public override string Source => """
        [Block]
        public class Residual
        {
            public const int Width = 4;
            public const int Stride = 1;
            public const float Rate = 0.25f;
            const int Inner = Width * 2 - 1;

            [Conv2d(Inner, Kernel = 3, Stride = Stride, Padding = 1, Bias = false)] readonly Layer first;
            [BatchNorm2d] readonly Layer norm;
            [Conv2d(Width, Kernel = 1)] readonly Layer second;
            [Use<Shortcut>(nameof(Shortcut.Width), Width, nameof(Shortcut.Stride), Stride)] readonly Layer shortcut;

            Value Forward([Shape("N, C, H, W")] Value x)
            {
                var y = second(norm(first(x)).Relu()).Dropout(Rate);
                return Join(Stride == 1 ? x : shortcut(x), y);
            }

            static Value Join(Value x, Value y) => (x + y).Silu();
        }

        [Block, Conv2d(Width, Kernel = 1, Stride = Stride, Bias = false), BatchNorm2d]
        public class Shortcut
        {
            public const int Width = 4;
            public const int Stride = 1;
        }

        [Block]
        public class Gate
        {
            public const int Width = 3;

            [Linear(Width)] readonly Layer left;
            [Linear(Width)] readonly Layer right;
            [Use<Head>(nameof(Head.Width), Width)] readonly Layer head;

            Value Forward([Shape("N, F")] Value a, [Shape("N, F")] Value b) => left(a).Sigmoid() * head(head(right(b)));
        }

        [Block, Linear(Width + 2), Tanh, Dropout(Rate), Linear(Width, Name = "last")]
        public class Head
        {
            public const int Width = 3;
            public const double Rate = 0.5;
        }

        [Model]
        public partial class ResidualNet
        {
            [Conv2d(4, Kernel = 3, Padding = 1)] readonly Layer stem;
            [Use<Residual>(Repeat = 2)] readonly Layer layer1;
            [Use<Residual>(nameof(Residual.Width), 6, nameof(Residual.Stride), 2, nameof(Residual.Rate), 0)] readonly Layer layer2;
            [Linear(3)] readonly Layer fc;

            Value Forward([Shape("N, 2, 5, 7")] Value image) => fc(layer2(layer1(stem(image))).Mean([2, 3]));
            Value Loss(Value output, [Shape("N")] Value<int> label) => output.CrossEntropy(label);
        }

        [Model]
        public partial class GateNet
        {
            [Use<Gate>] readonly BinaryLayer gate;
            [Linear(5)] readonly Layer embed;

            Value Forward([Shape("N, 3")] Value x, [Shape("N, 3")] Value z) =>
                gate(gate(x, z), embed(z).Matmul(embed(x).Transpose()).Matmul(x));
            Value Loss(Value output, [Shape("N, 3")] Value target) => output.Mse(target);
        }

        [Model, Input("x", "N, 5")]
        [Linear(4), Use<Head>(nameof(Head.Width), 6, Repeat = 3), Use<Head>(nameof(Head.Rate), 0.1, Name = "end"), MSELoss("target")]
        public partial class StackOfBlocks;
        """;
}
