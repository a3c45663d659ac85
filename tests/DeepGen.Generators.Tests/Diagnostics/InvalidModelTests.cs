using DeepGen.Generators.Tests.Harness;

namespace DeepGen.Generators.Tests.Diagnostics;

/// <summary>One mistake in a model is one error: code that uses the model has none that follow from it.</summary>
public sealed class InvalidModelTests
{
    private const string UseStack = """
        public static class Use
        {
            public static float Train(float[] images, int[] labels)
            {
                using var model = new M(Device.Best, seed: 3);
                model.Parameters.ZeroGradients();
                var step = model.Step(images, labels, 10, Gradients.Accumulate);
                var view = model.Predict(images, 10);
                var test = model.Evaluate(images, labels, 10);
                return model.Summary().Length + step.Loss + test.Loss + model.Parameters.Linear1.Weight.Values.Length;
            }
        }
        """;

    private const string UseGraph = """
        public static class Use
        {
            public static float Train(float[] images, float[] hints, int[] labels)
            {
                using var model = new M();
                var (first, second) = model.Predict(images, hints, 10);
                return model.Step(images, hints, labels, 10).Loss + model.Parameters.A.Bias.Values.Length;
            }
        }
        """;

    private const string Graph = """
        [Model]
        partial class M
        {
            [Linear(3)] readonly Layer a;
            [Linear(3)] readonly Layer b;

            (Value p, Value q) Forward([Shape("N, 4")] Value image, [Shape("N, 4")] Value hint)
            {
                return (a(image), b(hint));
            }

            Value Loss(Value p, [Shape("N")] Value<int> label) => p.CrossEntropy(label);
        }
        """;

    [Theory]
    [InlineData("DG1102", "Linear(10, Inputs = 780)")]
    [InlineData("DG1107", "Linear(10), Dropout(1.5)")]
    [InlineData("DG1008", "Linear(10, Init = (Init)50)")]
    public void A_stack_in_error_keeps_its_face(string id, string layers) => OneError(
        id, $"""[Model, Input("image", "N, 784"), {layers}, CrossEntropyLoss("label")] partial class M;""" + UseStack);

    [Theory]
    [InlineData("DG1010", "return (a(image), b(hint));", "while (true) { }")]
    [InlineData("DG1105", "b(hint)", "b(hint).Matmul(hint)")]
    [InlineData("DG1106", "Value<int> label", "Value<int> label, [Shape(\"N\")] Value z", "p.CrossEntropy(label)", "p.Mse(z)")]
    [InlineData("DG1010", "p.CrossEntropy(label)", "p.CrossEntropy(label) * MathF.PI * Math.Abs(-2)")]
    [InlineData("DG1011", "readonly Layer b;", "readonly Layer b; public M(string path) { }")]
    [InlineData("DG1102", "Linear(3)] readonly Layer b", "Linear(3, Inputs = 5)] readonly Layer b")]
    [InlineData("DG1107", "return (a(image), b(hint));", "return (a(image), b(hint) + Value.Concat(1));")]
    public void A_graph_in_error_keeps_its_face(string id, string before, string after, string? other = null, string? replaced = null)
    {
        Graph.ShouldContain(before);
        var model = Graph.Replace(before, after, StringComparison.Ordinal);
        var use = id == "DG1106" ? UseGraph.Replace("labels, 10", "labels, images, 10", StringComparison.Ordinal) : UseGraph;
        OneError(id, (other is null ? model : model.Replace(other, replaced, StringComparison.Ordinal)) + use);
    }

    [Fact]
    public void What_Csharp_reports_of_a_loss_is_no_fault_of_the_compiler()
    {
        var run = Compiler.Run(Graph.Replace("p.CrossEntropy(label)", "1f", StringComparison.Ordinal) + UseGraph);
        run.Diagnostics.ShouldBeEmpty();
        run.CompilerDiagnostics.Select(diagnostic => diagnostic.Id).ShouldBe(["CS0029"]);
    }

    [Fact]
    public void The_same_uses_compile_with_the_model_in_order()
    {
        Compiler.Run(Graph + UseGraph).ShouldBeClean();
        Compiler.Run("""
            [Model, Input("image", "N, 784"), Linear(10), CrossEntropyLoss("label")]
            partial class M;
            """ + UseStack).ShouldBeClean();
    }

    [Fact]
    public void A_model_in_error_can_not_be_made()
    {
        using var models = Compiler.Run("""[Model, Input("x", "N, 4"), Linear(10, Inputs = 3)] public partial class M;""").Load();

        Should.Throw<System.Reflection.TargetInvocationException>(() => models.Create("M", default(Device), 0UL))
            .InnerException.ShouldBeOfType<InvalidOperationException>().Message.ShouldContain("has errors");
    }

    private static void OneError(string id, string source)
    {
        var run = Compiler.Run(source);

        run.Diagnostics.ShouldHaveSingleItem().Id.ShouldBe(id);

        // Fields that a constructor leaves unset are the suppressor's to be silent about.
        run.CompilerDiagnostics.Where(diagnostic => diagnostic.Id != "CS8618").ShouldBeEmpty();
    }
}
