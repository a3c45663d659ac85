using DeepGen.Generators.Tests.Harness;

namespace DeepGen.Generators.Tests.Compiled;

/// <summary>Images whose height and width only run time knows.</summary>
public class RunTimeExtentTests
{
    private const string Source =
        """
        [Model]
        public partial class Blur
        {
            [Conv2d(2, Kernel = 3, Stride = 2)] readonly Layer conv;

            Value Forward([Shape("N, 1, H, W")] Value image) => conv(image);

            Value Loss(Value output, [Shape("N")] Value<int> label) => (output.Sum([2, 3]) * 0.1f).CrossEntropy(label);
        }

        public static class Door
        {
            public static int Predict(CompiledModel model, int height, int width) => ((Blur)model)
                .Predict(new System.Numerics.Tensors.ReadOnlyTensorSpan<float>(new float[height * width], [1, 1, height, width])).ToArray().Length;
        }
        """;

    [Theory]
    [InlineData(3, 3, 2)]
    [InlineData(4, 9, 8)]
    [InlineData(3, 4, 2)]
    public void An_image_of_any_size_that_fits_is_taken(int height, int width, int expected)
        => Predict(height, width).ShouldBe(expected);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(2, 9)]
    [InlineData(9, 1)]
    public void An_image_smaller_than_the_kernel_is_refused_at_the_door(int height, int width)
    {
        var error = Should.Throw<ArgumentException>(() => Predict(height, width));
        error.Message.ShouldStartWith("'conv' does not fit into its input with ");
        error.Message.ShouldEndWith("give a larger input.");
    }

    [Fact]
    public void A_refused_size_leaves_the_model_as_it_was()
    {
        using var loaded = Compiler.Run(Source).ShouldBeClean().Load();
        using var model = (DeepGen.CompiledModel)loaded.Create("Blur", default(Device), 1UL);
        Call(loaded, model, 5, 5).ShouldBe(8);
        Should.Throw<ArgumentException>(() => Call(loaded, model, 2, 2));
        Should.Throw<ArgumentException>(() => Call(loaded, model, 2, 2));
        Call(loaded, model, 5, 5).ShouldBe(8);
    }

    private static int Predict(int height, int width)
    {
        using var loaded = Compiler.Run(Source).ShouldBeClean().Load();
        using var model = (DeepGen.CompiledModel)loaded.Create("Blur", default(Device), 1UL);
        return Call(loaded, model, height, width);
    }

    private static int Call(LoadedModels loaded, DeepGen.CompiledModel model, int height, int width)
    {
        try
        {
            return (int)loaded.Type("Door").GetMethod("Predict")!.Invoke(null, [model, height, width])!;
        }
        catch (System.Reflection.TargetInvocationException outer)
        {
            throw outer.InnerException!;
        }
    }
}
