using DeepGen.Generators.Graph;
using DeepGen.Generators.Schedule;
using DeepGen.Generators.Schedule.Cpu;
using static DeepGen.Generators.Tests.Fusion.StackPlans;

namespace DeepGen.Generators.Tests.Fusion;

/// <summary>How the operands of products are laid out.</summary>
public class ProductPlanTests
{
    [Theory]
    [InlineData("20", "Linear(33)", true)]
    [InlineData("20", "Linear(32)", false)]
    [InlineData("3, 9, 9", "Conv2d(64, Kernel = 2)", true)]
    [InlineData("4, 9, 9", "Conv2d(128, Kernel = 2, Groups = 2)", false)]
    public void A_kept_weight_of_many_columns_lies_in_panels(string shape, string layer, bool expected)
    {
        Products(Predict(shape, layer)).ShouldAllBe(product => product.Plan.Panel != null == expected);
        Products(Step(shape, layer)).ShouldAllBe(product => product.Plan.Panel == null, "a copy would be made in every step");
    }

    [Fact]
    public void Panels_hold_whole_vectors_and_what_is_left()
    {
        var packs = Predict("20", "Linear(70)").Launches.Where(launch => launch.Pack is not null).ToArray();
        packs.Length.ShouldBe(2);
        packs[0].Pack.ShouldBe(packs[1].Pack);
        packs[0].Pack!.Size.ShouldBe((Dim)(3 * 20 * 32));
    }

    [Theory]
    [InlineData("Linear(1024), ReLU, Linear(2)", 1040)]
    [InlineData("Linear(1023), ReLU, Linear(2)", 1023)]
    [InlineData("Linear(1024), ReLU, Softmax(1)", 1024)]
    public void Rows_that_would_compete_lie_apart(string layers, int expected)
        => Products(Predict("20", layers))[0].Operands[2].Size.ShouldBe(Dim.Named("N") * expected);

    [Fact]
    public void A_small_result_takes_all_from_one_image_before_the_next()
    {
        var gradient = Products(Step("1, 8, 8", "Conv2d(16, Kernel = 3, Padding = 1), MaxPool2d(2), Flatten, Linear(3)"))
            .Single(product => !product.Plan.OuterDepth.IsEmpty);
        gradient.SumsOutside.ShouldBeTrue();
        var large = gradient.Plan with { Rows = gradient.Plan.Rows with { Extent = 10_000 } };
        (gradient with { Plan = large }).SumsOutside.ShouldBeFalse("every image would go through all of a large result");
    }

    private static ContractLaunch[] Products(ProgramPlan program) => [.. program.Launches.OfType<ContractLaunch>()];
}
