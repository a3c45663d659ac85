using DeepGen.Generators.Tests.Harness;

namespace DeepGen.Generators.Tests.Declaration;

public sealed class MemberBlockTests
{
    [Fact]
    public void The_extents_of_a_block_s_tensor_are_those_of_its_use()
    {
        var model = Reading.Of("""
            [Block]
            public class Scaled
            {
                public const int Width = 4;
                [Parameter(Width, 2 * Width)] readonly Value weight;
                Value Forward([Shape("N, F")] Value x) => x.Matmul(weight);
            }

            [Model, Input("x", "N, 6"), Use<Scaled>(nameof(Scaled.Width), 6)]
            public partial class M;
            """);
        model.Members.Items.ShouldHaveSingleItem().Extents.Items.ToArray().ShouldBe([6L, 12L]);
    }
}
