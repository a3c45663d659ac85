using DeepGen.Generators.Tests.Harness;

namespace DeepGen.Generators.Tests.Compiled;

/// <summary>A model that is compiled for several values of its constants.</summary>
public sealed class VariantTests
{
    private const string Models = """
        [Block]
        public class Dense
        {
            public const int Width = 4;
            [Linear(Width)] readonly Layer linear;
            Value Forward(Value x) => linear(x).Tanh();
        }

        [Model, Variants(nameof(Hidden), 3, 8, 5)]
        [Input("x", "N, 2"), Linear(Hidden), Tanh, Linear(1), MSELoss("y")]
        public partial class Perceptron
        {
            const int Hidden = 8;
        }

        [Model, Variants(nameof(Depth), 1, 3), Variants(nameof(Width), 2, 6)]
        public partial class Deep
        {
            public const int Depth = 3;
            public const int Width = 6;

            [Use<Dense>(nameof(Dense.Width), Width, Repeat = Depth)] readonly Layer body;
            [BatchNorm1d] readonly Layer norm;
            [Linear(1)] readonly Layer head;

            Value Forward([Shape("N, 2")] Value x)
            {
                var y = body(x);
                return head(Depth > 2 ? norm(y) : y);
            }

            Value Loss(Value output, [Shape("N, 1")] Value y) => output.Mse(y);
        }

        public static class Program
        {
            static readonly float[] X = [.. System.Linq.Enumerable.Range(0, 32).Select(i => MathF.Sin(i * 0.7f))];
            static readonly float[] Y = [.. System.Linq.Enumerable.Range(0, 16).Select(i => X[2 * i] * X[2 * i + 1])];

            public static (float First, float Last) TrainPerceptron(int hidden)
            {
                using var model = Perceptron.Create(hidden, seed: 3);
                return Train(model, () => model.Step(X, Y, 16).Loss);
            }

            public static (float First, float Last) TrainDeep(int depth, int width)
            {
                using var model = Deep.Create(depth, width, seed: 3);
                return Train(model, () => model.Step(X, Y, 16).Loss);
            }

            static (float First, float Last) Train(CompiledModel model, Func<float> step)
            {
                using var optimizer = new Adam(model.Parameters, learningRate: 0.01f);
                float first = step();
                float last = first;
                for (int i = 0; i < 200; i++) { optimizer.Step(); last = step(); }
                return (first, last);
            }

            public static int HiddenWeights(int hidden) => Perceptron.Create(hidden).Parameters.Linear1.Weight.Count;
            public static int WrittenWeights() => new Perceptron().Parameters.Linear1.Weight.Count;
            public static int BodyWeights(int depth, int width, int copy)
                => Deep.Create(depth, width).Parameters.Body[copy].Linear.Weight.Count;
            public static int NormWeights(int depth) => Deep.Create(depth, 2).Parameters.Norm.Weight.Count;
            public static int[] Perceptrons() => [.. Perceptron.Variants];
            public static (int, int)[] Deeps() => [.. Deep.Variants];
            public static void Copy(int from, int to, string path)
            {
                using var source = Perceptron.Create(from);
                using var target = Perceptron.Create(to);
                source.Save(path);
                target.Load(path);
            }
        }
        """;

    [Fact]
    public void Each_variant_learns_and_is_what_its_values_say()
    {
        using var models = Compiler.Run("using System.Linq;" + Models).ShouldBeClean().Load();
        foreach (int hidden in new[] { 3, 5, 8 })
        {
            var (first, last) = Call<(float, float)>(models, "TrainPerceptron", hidden);
            last.ShouldBeLessThan(0.5f * first, $"hidden {hidden}");
            Call<int>(models, "HiddenWeights", hidden).ShouldBe(2 * hidden);
        }

        foreach (var (depth, width) in new[] { (1, 2), (1, 6), (3, 2), (3, 6) })
        {
            var (first, last) = Call<(float, float)>(models, "TrainDeep", depth, width);
            last.ShouldBeLessThan(0.7f * first, $"depth {depth}, width {width}");
            Call<int>(models, "BodyWeights", depth, width, depth - 1).ShouldBe(depth == 1 ? 2 * width : width * width);
        }

        Call<int>(models, "WrittenWeights").ShouldBe(16);
        Call<int>(models, "NormWeights", 3).ShouldBe(2);
        Should.Throw<KeyNotFoundException>(() => Call<int>(models, "NormWeights", 1));
        Call<int[]>(models, "Perceptrons").ShouldBe([3, 8, 5]);
        Call<(int, int)[]>(models, "Deeps").ShouldBe([(1, 2), (1, 6), (3, 2), (3, 6)]);
    }

    [Fact]
    public void Values_that_were_not_compiled_are_refused_with_the_list()
    {
        using var models = Compiler.Run("using System.Linq;" + Models).Load();
        Should.Throw<ArgumentException>(() => Call<int>(models, "HiddenWeights", 4)).Message
            .ShouldBe("'Perceptron' was not compiled with hidden = 4; its variants of Hidden are 3, 8, 5.");
        Should.Throw<ArgumentException>(() => Call<int>(models, "BodyWeights", 2, 6, 0)).Message
            .ShouldBe("'Deep' was not compiled with depth = 2, width = 6; "
                + "its variants of (Depth, Width) are (1, 2), (1, 6), (3, 2), (3, 6).");
    }

    [Fact]
    public void A_variant_refuses_the_checkpoint_of_another()
    {
        using var models = Compiler.Run("using System.Linq;" + Models).Load();
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".safetensors");
        try
        {
            Call<object?>(models, "Copy", 5, 5, path);
            Should.Throw<CheckpointException>(() => Call<object?>(models, "Copy", 3, 5, path)).Message.ShouldContain("architecture");
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Kernels_that_variants_have_in_common_are_emitted_once()
    {
        const string Model = """
            [Model{0}]
            [Input("x", "N, 6"), Linear(5), Tanh, Linear(4), Dropout(Rate), MSELoss("y")]
            public partial class M
            {
                const float Rate = 0.5f;
            }
            """;
        int alone = Kernels(Model.Replace("{0}", "", StringComparison.Ordinal));
        int both = Kernels(Model.Replace("{0}", ", Variants(nameof(Rate), 0.5f, 0.25f)", StringComparison.Ordinal));
        both.ShouldBeInRange(alone + 1, (2 * alone) - 2);
    }

    [Theory]
    [InlineData("DG1027", "\"Depth\"", "The variants of 'M' name no constant 'Depth' of it: it has 'Hidden'", "Variants(\"Depth\", 2)")]
    [InlineData("DG1027", "nameof(Hidden)", "The variants of 'M' give 'Hidden' no values", "Variants(nameof(Hidden))")]
    [InlineData("DG1027", "3", "The variants of 'M' give 'Hidden' the value 3 twice", "Variants(nameof(Hidden), 2, 3, 3)")]
    [InlineData("DG1027", "\"Hidden\"", "The variants of 'M' name 'Hidden' twice", "Variants(nameof(Hidden), 2), Variants(\"Hidden\", 3)")]
    [InlineData("DG1025", "\"a\"", "'Hidden' of 'M' is of type 'int' and cannot be \"a\"", "Variants(nameof(Hidden), 2, \"a\")")]
    [InlineData("DG1107", "Hidden - 2",
        "'OutFeatures' of 'linear1' is 0; it must be at least 1; in M (Variants Hidden = 2)", "Variants(nameof(Hidden), 4, 2)")]
    public void Mistakes(string id, string underlined, string message, string variants)
    {
        var run = Compiler.Run($$"""
            [Model, {{variants}}, Input("x", "N, 2"), Linear(Hidden - 2), MSELoss("y")] public partial class M { const int Hidden = 4; }
            public static class User { public static M Make() => new M(); }
            """);

        var diagnostic = run.Diagnostics.ShouldHaveSingleItem();
        diagnostic.Id.ShouldBe(id);
        diagnostic.GetMessage().ShouldBe(message);
        GeneratorRun.Underlined(diagnostic).ShouldBe(underlined);
        run.CompilerErrors.ShouldBeEmpty();
    }

    private static int Kernels(string source) => Compiler.Run(source).ShouldBeClean().Sources["M.Kernels.g.cs"]
        .Split("AggressiveOptimization").Length - 1;

    private static T Call<T>(LoadedModels models, string name, params object[] arguments)
    {
        try
        {
            return (T)models.Type("Program").GetMethod(name)!.Invoke(null, arguments)!;
        }
        catch (System.Reflection.TargetInvocationException error)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Capture(error.InnerException!).Throw();
            throw;
        }
    }
}
