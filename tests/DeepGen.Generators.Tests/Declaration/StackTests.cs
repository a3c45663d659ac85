using DeepGen.Generators.Declaration;
using DeepGen.Generators.Tests.Harness;

namespace DeepGen.Generators.Tests.Declaration;

public sealed class StackTests
{
    private const string Digits = """
        namespace Samples;

        [Model]
        [Input("image", "N, 1, 28, 28")]
        [Conv2d(32, Kernel = 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2)]
        [Conv2d(outChannels: 64, Kernel = 1 + 2, Bias = false, Init = Init.KaimingNormal), BatchNorm2d(Eps = 1e-3f), ReLU, MaxPool2d(2)]
        [Flatten, Linear(128, Name = "embed"), GELU(Approximate = Approximate.Tanh), Dropout(0.25), Linear(10)]
        [CrossEntropyLoss("label")]
        public partial class DigitClassifier;
        """;

    [Fact]
    public void Class_and_tensors_are_read()
    {
        var model = Reading.Of(Digits);

        (model.Namespace, model.Name, model.Accessibility).ShouldBe(("Samples", "DigitClassifier", "public"));
        var input = model.Inputs.ShouldHaveSingleItem();
        (input.Name, input.Type).ShouldBe(("image", ElementType.Float32));
        input.Dims.ShouldBe([new("N", 0), new(null, 1), new(null, 28), new(null, 28)]);
        var target = model.Targets.ShouldHaveSingleItem();
        (target.Name, target.Type, target.Dims.Length).ShouldBe(("label", ElementType.Int32, 0));
    }

    [Fact]
    public void Layers_keep_the_order_written_and_are_numbered_by_kind() =>
        Reading.Of(Digits).Layers.Select(layer => layer.Name).ShouldBe(
            ["conv1", "norm1", "relu1", "pool1", "conv2", "norm2", "relu2", "pool2", "flatten1", "embed", "gelu1", "dropout1", "linear2"]);

    [Fact]
    public void Only_written_arguments_are_there_with_their_values()
    {
        var model = Reading.Of(Digits);
        string Arguments(int layer) => string.Join(", ", model.Layers[layer].Arguments.Select(a => $"{a.Name} = {a.Value.Kind} {a.Value}"));

        Arguments(0).ShouldBe("OutChannels = Integer 32, Kernel = Integer 3, Padding = Integer 1");
        Arguments(1).ShouldBe("");
        Arguments(4).ShouldBe("OutChannels = Integer 64, Kernel = Integer 3, Bias = Boolean false, Init = Enumeration KaimingNormal");
        Arguments(5).ShouldBe("Eps = Real 0.00100000005");
        Arguments(9).ShouldBe("OutFeatures = Integer 128");
        Arguments(10).ShouldBe("Approximate = Enumeration Tanh");
        Arguments(11).ShouldBe("Probability = Real 0.25");
    }

    [Fact]
    public void Each_layer_is_applied_to_the_one_before() =>
        Describe.Model(Reading.Of("""
            [Model, Input("x", "N, 4"), Linear(3), ReLU, Linear(2), MSELoss("y")]
            partial class Tiny;
            """)).ShouldBe("""
            linear1 = linear1(x)
            relu1 = relu1(linear1)
            linear2 = linear2(relu1)
            output: linear2
            loss: Mse(self: output, target: y)
            """);

    [Fact]
    public void A_value_named_like_the_input_gets_another_name() =>
        Describe.Model(Reading.Of("""
            [Model, Input("linear1", "N, 4"), Linear(3)]
            partial class Tiny;
            """)).ShouldBe("""
            linear12 = linear1(linear1)
            output: linear12
            """);

    [Theory]
    [InlineData("CrossEntropyLoss", "CrossEntropy", ElementType.Int32)]
    [InlineData("NLLLoss", "Nll", ElementType.Int32)]
    [InlineData("MSELoss", "Mse", ElementType.Float32)]
    [InlineData("BCELoss", "Bce", ElementType.Float32)]
    [InlineData("BCEWithLogitsLoss", "BceWithLogits", ElementType.Float32)]
    internal void Each_loss_is_a_function_of_output_and_target(string attribute, string function, ElementType element)
    {
        var model = Reading.Of($"""[Model, Input("x", "N, 4"), Linear(3), {attribute}("y")] partial class Tiny;""");

        model.Loss.ShouldBeOfType<FunctionCall>().Name.ShouldBe(function);
        model.Targets.ShouldHaveSingleItem().Type.ShouldBe(element);
    }

    [Fact]
    public void A_stack_may_write_its_loss_as_a_method() =>
        Describe.Model(Reading.Of("""
            [Model, Input("x", "N, 4"), Linear(3)]
            partial class Tiny
            {
                Value Loss(Value output, [Shape("N, 3")] Value y) => output.Mse(y) * 2;
            }
            """)).ShouldBe("""
            linear1 = linear1(x)
            output: linear1
            loss: Multiply(self: Mse(self: output, target: y), other: 2)
            """);

    [Fact]
    public void A_model_may_only_predict() =>
        Reading.Of("""[Model, Input("x", "N, 4"), Linear(3)] partial class Tiny;""").Loss.ShouldBeNull();
}
