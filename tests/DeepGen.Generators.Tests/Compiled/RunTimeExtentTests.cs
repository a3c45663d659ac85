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
            public static int Predict(CompiledModel model, int height, int width)
            {
                var image = new System.Numerics.Tensors.ReadOnlyTensorSpan<float>(new float[height * width], [1, 1, height, width]);
                return ((Blur)model).Predict(image).ToArray().Length;
            }
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

    [Theory]
    [InlineData(3, 2, true)]
    [InlineData(4, 3, false)]
    public void A_target_of_a_size_that_follows_from_the_images_is_checked(int height, int width, bool fits)
    {
        using var loaded = Compiler.Run("""
            [Model, Input("image", "N, 1, H, W"), Conv2d(1, Kernel = 2), MSELoss("sharp")] public partial class Sharpen;

            public static class Door
            {
                public static int Predict(CompiledModel model, int height, int width) => ((Sharpen)model).Step(
                    new System.Numerics.Tensors.ReadOnlyTensorSpan<float>(new float[12], [1, 1, 4, 3]),
                    new System.Numerics.Tensors.ReadOnlyTensorSpan<float>(new float[height * width], [1, 1, height, width]))
                    .Outputs[0].ToArray().Length;
            }
            """).ShouldBeClean().Load();
        using var model = (DeepGen.CompiledModel)loaded.Create("Sharpen", default(Device), 1UL);
        if (fits) Call(loaded, model, height, width).ShouldBe(6);
        else Should.Throw<ArgumentException>(() => Call(loaded, model, height, width)).Message.ShouldStartWith(
            "Target 'sharp' has the shape [1, 1, 4, 3], but [N, 1, H - 1, W - 1] is expected: dimension 2 is 4 instead of 3; ");
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
