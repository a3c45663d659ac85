using DeepGen.Generators.Declaration;
using DeepGen.Generators.Tests.Harness;

namespace DeepGen.Generators.Tests.Declaration;

/// <summary>What becomes of the blocks of a model: layers and statements of its own, under the names of PyTorch's modules.</summary>
public sealed class BlockTests
{
    /// <summary>The block of ResNet-18, and the model around it.</summary>
    private const string Residual = """
        [Block]
        public class BasicBlock
        {
            public const int Width = 64;
            public const int Stride = 1;

            [Conv2d(Width, Kernel = 3, Stride = Stride, Padding = 1, Bias = false)] readonly Layer conv1;
            [BatchNorm2d] readonly Layer bn1;
            [Conv2d(Width, Kernel = 3, Padding = 1, Bias = false)] readonly Layer conv2;
            [BatchNorm2d] readonly Layer bn2;
            [Use<Shortcut>(nameof(Shortcut.Width), Width, nameof(Shortcut.Stride), Stride)] readonly Layer downsample;

            Value Forward(Value x)
            {
                var y = bn1(conv1(x)).Relu();
                y = bn2(conv2(y));
                if (Stride != 1)
                {
                    x = downsample(x);
                }

                return (x + y).Relu();
            }
        }

        [Block, Conv2d(Width, Kernel = 1, Stride = Stride, Bias = false), BatchNorm2d]
        public class Shortcut
        {
            public const int Width = 64;
            public const int Stride = 1;
        }

        [Model]
        public partial class Net
        {
            [Conv2d(8, Kernel = 3, Padding = 1, Bias = false)] readonly Layer conv1;
            [Use<BasicBlock>(nameof(BasicBlock.Width), 8, Repeat = 2)] readonly Layer layer1;
            [Use<BasicBlock>(nameof(BasicBlock.Width), 16, nameof(BasicBlock.Stride), 2)] readonly Layer layer2;
            [Linear(3)] readonly Layer fc;

            Value Forward([Shape("N, 3, 8, 8")] Value image) => fc(layer2(layer1(conv1(image).Relu())).AvgPool2d(4).Flatten());
            Value Loss(Value output, [Shape("N")] Value<int> label) => output.CrossEntropy(label);
        }
        """;

    [Fact]
    public void A_block_is_expanded_under_the_names_of_its_use()
    {
        var model = Reading.Of(Residual);

        model.Layers.Select(layer => layer.Name).ShouldBe([
            "conv1",
            "layer1.0.conv1", "layer1.0.bn1", "layer1.0.conv2", "layer1.0.bn2",
            "layer1.1.conv1", "layer1.1.bn1", "layer1.1.conv2", "layer1.1.bn2",
            "layer2.conv1", "layer2.bn1", "layer2.conv2", "layer2.bn2", "layer2.downsample.conv1", "layer2.downsample.norm1",
            "fc",
        ]);
        Arguments(model, "layer1.1.conv1").ShouldBe("OutChannels = 8, Kernel = 3, Stride = 1, Padding = 1, Bias = false");
        Arguments(model, "layer2.conv1").ShouldBe("OutChannels = 16, Kernel = 3, Stride = 2, Padding = 1, Bias = false");
        Arguments(model, "layer2.downsample.conv1").ShouldBe("OutChannels = 16, Kernel = 1, Stride = 2, Bias = false");
    }

    [Fact]
    public void The_models_of_blocks_compile() => Compiler.Run(Residual + """
        public static class User
        {
            public static void Use(Net model)
            {
                _ = model.Parameters.Layer1[1].Conv1.Weight.Values.Length + model.Parameters.Layer1.Count;
                _ = model.Parameters.Layer2.Downsample.Conv1.Weight.Gradient.Length + model.Parameters.Fc.Bias.Count;
            }
        }
        """).ShouldBeClean();

    [Fact]
    public void Layers_of_stacks_have_the_numbers_of_an_equal_Sequential_too()
    {
        var model = Reading.Of(Residual);
        model.Layers.Items.Where(layer => layer.Alias.Length > 0).Select(layer => $"{layer.Name} {layer.Alias}")
            .ShouldBe(["layer2.downsample.conv1 layer2.downsample.0", "layer2.downsample.norm1 layer2.downsample.1"]);
        Reading.Of("""
            [Block, Linear(4), ReLU] public class B;
            [Model, Input("x", "N, 3"), Linear(3), Use<B>(Repeat = 2), Use<B>(Name = "tail")] public partial class M;
            """).Layers.Items.Where(layer => layer.Kind == "Linear").Select(layer => $"{layer.Name} {layer.Alias}")
            .ShouldBe(["linear1 0", "b1.0.linear1 1.0.0", "b1.1.linear1 1.1.0", "tail.linear1 2.0"]);
    }

    private static string Arguments(ModelDeclaration model, string layer) => string.Join(", ", model.Layers.Items
        .Single(declared => declared.Name == layer).Arguments.Items.Select(argument => $"{argument.Name} = {argument.Value}"));
}
