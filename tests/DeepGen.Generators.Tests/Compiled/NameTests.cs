using DeepGen.Generators.Tests.Harness;

namespace DeepGen.Generators.Tests.Compiled;

/// <summary>Names of a user's that the generated code has for something else.</summary>
public class NameTests
{
    [Theory]
    [InlineData("Tiles")]
    [InlineData("Copies")]
    [InlineData("System")]
    [InlineData("Unsafe")]
    [InlineData("Kernels")]
    [InlineData("OnDevice")]
    [InlineData("T")]
    [InlineData("Item")]
    public void A_layer_may_have_the_name_of_what_kernels_call(string name)
        => Compiler.Run(
            $$"""
            [Model, Input("x", "N, 6"), Linear(5, Name = "{{name}}"), ReLU, Linear(4), CrossEntropyLoss("y")] public partial class Single;
            [Model, Input("x", "N, 2, 6, 6"), Conv2d(5, Kernel = 3, Name = "{{name}}"), MSELoss("y")] public partial class Image;
            """).ShouldBeClean();

    [Theory]
    [InlineData("rest")]
    [InlineData("equals")]
    [InlineData("item2")]
    [InlineData("@class")]
    [InlineData("Other")]
    public void An_output_may_have_a_name_that_a_tuple_has_not(string name)
        => Compiler.Run(
            $$"""
            [Model]
            public partial class M
            {
                [Linear(3)] readonly Layer layer;
                (Value {{name}}, Value other) Forward([Shape("N, 6")] Value x) => (layer(x), x);
                Value Loss(Value {{name}}, [Shape("N")] Value<int> label) => {{name}}.CrossEntropy(label);
            }
            """).ShouldBeClean();

    [Fact]
    public void A_session_of_the_users_own_is_another_type()
        => Compiler.Run(
            """
            namespace Acme;
            public class Session;
            [Model, Input("x", "N, 6"), Linear(5), MSELoss("y")] public partial class M;
            """).ShouldBeClean();

    [Fact]
    public void A_layer_whose_name_is_in_error_has_that_error_alone()
    {
        var run = Compiler.Run("[Model, Input(\"x\", \"N, 6\"), Linear(5, Name = \"enumerator\")] public partial class M;");
        run.Diagnostics.Select(diagnostic => diagnostic.Id).ShouldBe(["DG1017"]);
        run.CompilerDiagnostics.ShouldBeEmpty();
    }
}
