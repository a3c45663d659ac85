using DeepGen.Generators.Tests.Harness;

namespace DeepGen.Generators.Tests.Compiled;

/// <summary>Constants with other values than those written, in functions that are applied to each element.</summary>
public sealed class SubstitutionTests
{
    private const string Models = """
        [Block]
        public class Leaky
        {
            public const float Slope = 0.5f;
            [Pointwise] static float Leak(float x) => x > 0 ? x : Slope * x;
            Value Forward(Value x) => x.Map(Leak) + x.Map(v => v * Slope);
        }

        [Model]
        public partial class Used
        {
            [Use<Leaky>] readonly Layer written;
            [Use<Leaky>(nameof(Leaky.Slope), 2f)] readonly Layer given;
            Value Forward([Shape("N, 2")] Value x) => Value.Concat(1, written(x), given(x));
        }

        [Model, Variants(nameof(Slope), 0.5f, 2f)]
        public partial class Varied
        {
            public const float Slope = 0.5f;
            [Pointwise] static float Leak(float x) => Slope > 1 ? x : Slope * x;
            Value Forward([Shape("N, 2")] Value x) => x.Map(Leak) + x.Map(v => v * Slope);
        }

        public static class Program
        {
            static readonly float[] X = [-1, 3];
            public static float[] PredictUsed() { using var model = new Used(); return model.Predict(X, 1).ToArray(); }
            public static float[] PredictVaried(float slope)
            {
                using var model = Varied.Create(slope);
                return model.Predict(X, 1).ToArray();
            }
        }
        """;

    [Fact]
    public void A_pointwise_function_computes_with_the_constants_of_its_use()
    {
        using var models = Compiler.Run(Models).ShouldBeClean().Load();
        Call(models, "PredictUsed").ShouldBe([-1, 4.5f, -4, 9]);
    }

    [Fact]
    public void A_pointwise_function_computes_with_the_constants_of_its_variant()
    {
        using var models = Compiler.Run(Models).ShouldBeClean().Load();
        Call(models, "PredictVaried", 0.5f).ShouldBe([-1, 3]);
        Call(models, "PredictVaried", 2f).ShouldBe([-3, 9]);
    }

    private static float[] Call(LoadedModels models, string name, params object[] arguments)
        => (float[])models.Type("Program").GetMethod(name)!.Invoke(null, arguments)!;
}
