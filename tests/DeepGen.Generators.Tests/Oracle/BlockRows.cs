namespace DeepGen.Generators.Tests.Oracle;

/// <summary>Blocks under the names of PyTorch's modules: a row is given its parameters by these names alone.</summary>
internal sealed class BlockRows : RowModels
{
    public override string File => "blocks";

    public override string Source => """
        [Block]
        public class ResidualRow
        {
            public const int Width = 1;
            public const int Stride = 1;

            [Conv2d(Width, Kernel = 3, Stride = Stride, Padding = 1, Bias = false)] readonly Layer conv1;
            [BatchNorm2d] readonly Layer bn1;
            [Conv2d(Width * 2 - 1, Kernel = 1)] readonly Layer conv2;
            [Conv2d(Width, Kernel = 1)] readonly Layer conv3;
            [Use<ProjectRow>(nameof(ProjectRow.Width), Width, nameof(ProjectRow.Stride), Stride)] readonly Layer downsample;

            Value Forward(Value x)
            {
                var y = conv3(conv2(bn1(conv1(x)).Relu()).Tanh());
                return ((Stride != 1 ? downsample(x) : x) + y).Tanh();
            }
        }

        [Block, Conv2d(Width, Kernel = 1, Stride = Stride, Bias = false), BatchNorm2d]
        public class ProjectRow
        {
            public const int Width = 1;
            public const int Stride = 1;
        }

        [Block]
        public class GateRow
        {
            [Linear(3)] readonly Layer left;
            [Linear(3, Bias = false)] readonly Layer right;

            Value Forward([Shape("N, 3")] Value a, [Shape("N, 3")] Value b) => left(a).Sigmoid() * right(b);
        }

        [Block, Linear(4), Tanh, Linear(2)]
        public class TailRow;

        [Model]
        public partial class ResidualBlocks
        {
            [Conv2d(2, Kernel = 3, Padding = 1)] readonly Layer conv1;
            [Use<ResidualRow>(nameof(ResidualRow.Width), 2, Repeat = 2)] readonly Layer layer1;
            [Use<ResidualRow>(nameof(ResidualRow.Width), 3, nameof(ResidualRow.Stride), 2, Repeat = 1)] readonly Layer layer2;
            [Linear(2)] readonly Layer fc;

            Value Forward([Shape("N, 1, 3, 4")] Value x) => fc(layer2(layer1(conv1(x))).Mean([2, 3]));
        }

        [Model]
        public partial class SharedBlock
        {
            [Use<GateRow>] readonly BinaryLayer gate;
            [Use<TailRow>] readonly Layer tail;

            Value Forward([Shape("N, 3")] Value x, [Shape("N, 3")] Value z) => tail(gate(gate(x, z), gate(z, x)));
        }
        """;
}
