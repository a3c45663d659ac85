using DeepGen.Generators.Graph;
using DeepGen.Generators.Schedule;
using DeepGen.Generators.Schedule.Cpu;
using DeepGen.Generators.Tests.Compiled;
using static DeepGen.Generators.Tests.Fusion.StackPlans;

namespace DeepGen.Generators.Tests.Fusion;

/// <summary>Launches that run for one element of the batch after the other.</summary>
public class ChainTests
{
    private const string Layers = "Conv2d(16, Kernel = 3, Padding = 1), MaxPool2d(2), ELU, Flatten, Linear(3)";

    [Fact]
    public void What_only_a_chain_uses_is_not_in_the_arena()
    {
        var program = Predict("1, 32, 32", Layers);
        var chain = Chains(program).ShouldHaveSingleItem();
        chain.Parts.Select(part => part.Launch is ContractLaunch).ShouldBe([true, false]);
        chain.Inside.Keys.ShouldHaveSingleItem().Size.ShouldBe(Dim.Named("N") * (16 * 32 * 32));
        program.Arena.ShouldNotContain(entry => chain.Inside.ContainsKey(entry.Storage));
        chain.Room.ShouldBeGreaterThan(16 * 32 * 32);
    }

    [Fact]
    public void The_gradient_of_a_small_kernel_follows_on_what_it_sums()
    {
        var program = Step("1, 32, 32", Layers);
        var gradient = Chains(program).SelectMany(chain => chain.Parts).Select(part => part.Launch).OfType<ContractLaunch>()
            .Single(product => product.Plan.Groups is not null);
        gradient.Plan.Rows.Extent.ShouldBe((Dim)3);
        gradient.Plan.Groups!.Extent.ShouldBe((Dim)3);
        gradient.Operands[ProductLaunch.Result].Size.ShouldBe(Dim.Named("N") * (9 * 16), "each element has a sum of its own");
        program.Arena.ShouldAllBe(entry => entry.Storage.Size.Evaluate(_ => 1) < 16 * 32 * 32, "no image of all channels is kept");
    }

    [Fact]
    public void What_only_prepares_an_operand_of_a_part_runs_before_it()
    {
        var program = Step(
            "3, 32, 32", "Conv2d(8, Kernel = 4, Stride = 2, Padding = 1), ReLU, ConvTranspose2d(8, Kernel = 6, Stride = 3, Padding = 1), "
                + "ReLU, Conv2d(2, Kernel = 3), Flatten, Linear(3)");
        var cleared = Chains(program).SelectMany(chain => chain.Parts.Select(part => (chain, part.Launch)))
            .Where(part => part.Launch is FillLaunch or HaloLaunch).ToArray();
        cleared.ShouldNotBeEmpty();
        cleared.ShouldContain(part => part.Launch.Storages.All(part.chain.Inside.ContainsKey), "its room is that of one element");

        // All of an image in its spread phases, for each launch of the chain, would be more than twice as much.
        PeakMemory.Of(program, _ => 100).Evaluate(_ => 100).ShouldBeLessThan(100 * 60_000);
    }

    [Theory]
    [InlineData("1, 8, 8", Layers)]
    [InlineData("20", "Linear(8192), ReLU, Linear(3)")]
    [InlineData("1, 300, 300", Layers)]
    public void What_is_small_or_mixes_the_batch_or_leaves_the_caches_is_no_chain(string shape, string layers)
        => Chains(Predict(shape, layers)).ShouldBeEmpty();

    [Fact]
    public void Statistics_of_the_batch_end_a_chain()
    {
        var parts = Chains(Step("1, 32, 32", "Conv2d(16, Kernel = 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2), Flatten, Linear(3)"))
            .Select(chain => chain.Parts.Select(part => part.Launch).ToArray()).ToArray();
        parts.ShouldAllBe(launches => launches.OfType<LoopLaunch>().All(loop => !loop.Reduced.Contains(0)));
        parts[0].OfType<ContractLaunch>().ShouldHaveSingleItem();
        parts[0].OfType<LoopLaunch>().Where(loop => loop.Reduced.Length > 0).ShouldNotBeEmpty("the sum of each image follows at once");
    }

    [Fact]
    public void No_launch_passes_one_that_it_has_to_do_with()
    {
        foreach (var (shape, layers) in ChainModels.Stacks)
        {
            foreach (var program in new[] { Predict(shape, $"{layers}, Flatten, Linear(3)"), Step(shape, $"{layers}, Flatten, Linear(3)") })
            {
                var known = new HashSet<Storage>(program.Inputs);
                foreach (var launch in program.Launches.SelectMany(Flat))
                {
                    var written = Uses.WrittenBy(launch).ToHashSet();
                    var unknown = ReadBy(launch).Where(storage => storage.Kind == StorageKind.Arena && !known.Contains(storage)
                        && !written.Contains(storage));
                    unknown.Select(storage => storage.Name).ShouldBeEmpty($"{launch.Name} of {layers} reads what was not written");
                    known.UnionWith(written);
                }
            }
        }
    }

    private static IEnumerable<Storage> ReadBy(Launch launch)
    {
        // The first part of a reduction that was cut in pieces knows of what only the second reads.
        if (launch is not LoopLaunch loop) return launch.Storages;
        var loads = loop.Stages.SelectMany(stage => stage.Statements).SelectMany(statement => statement.Value.Loads())
            .Select(load => load.Node).ToHashSet();
        return loop.Reads.Where(read => loads.Contains(read.Key.Node)).Select(read => read.Value.Storage);
    }

    private static IEnumerable<Launch> Flat(Launch launch)
        => launch is ChainLaunch chain ? chain.Parts.Select(part => part.Launch) : [launch];

    private static ChainLaunch[] Chains(ProgramPlan program) => [.. program.Launches.OfType<ChainLaunch>()];
}
