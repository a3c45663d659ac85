using DeepGen.Generators.Tests.Harness;

namespace DeepGen.Generators.Tests.Compiled;

/// <summary>Models that are large in one way or another compile to sound code, and in little time.</summary>
public class LargeModelTests
{
    [Fact]
    public void Products_of_more_than_two_billion_steps_compile()
        => Compiler.Run(
            """
            [Model, Input("x", "N, 25088"), Linear(4096), ReLU, Linear(4096), ReLU, Linear(1000), CrossEntropyLoss("label")]
            public partial class Vgg;
            """).ShouldBeClean();

    /// <summary>
    /// Formulas that use an argument twice are graphs; as trees these would have 2^40 parts, and the test would never end.
    /// </summary>
    [Fact]
    public void Long_chains_that_use_their_argument_twice_compile()
        => Compiler.Run(
            """
            [Model]
            public partial class Chain
            {
                [Linear(3)] readonly Layer head;

                Value Forward([Shape("N, 4")] Value x)
                {
                    for (int i = 0; i < 40; i++) x = x.Silu();
                    var y = head(x);
                    for (int i = 0; i < 40; i++) y = y * y;
                    return y;
                }

                Value Loss(Value output, [Shape("N, 3")] Value target) => output.Mse(target);
            }
            """).ShouldBeClean();

    [Fact]
    public void Names_that_differ_in_case_or_need_an_escape_do_not_switch_the_generator_off()
        => Compiler.Run(
            """
            namespace App.@event
            {
                [Model, Input("x", "N, 4"), Linear(2)] public partial class Foo;
                [Model, Input("x", "N, 4"), Linear(3, Name = "A1"), Linear(2, Name = "A1Group")] public partial class foo;
            }
            """).CompilerErrors.ShouldBeEmpty();
}
