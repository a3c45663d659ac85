using DeepGen.Tests.Runtime.Devices;

namespace DeepGen.Tests.Devices.Gates;

/// <summary>Whole models on devices: every kernel without a race and inside of memory, and trainings as on the processor.</summary>
public class GateTests
{
    public static TheoryData<string> Models => [.. GateModel.All.Keys];

    [OclgrindTheory]
    [MemberData(nameof(Models))]
    public async Task EveryKernelOfAModelIsClean(string model)
    {
        var (figures, findings) = await GateTools.Simulate("run", model, "none");
        findings.ShouldBeEmpty();
        figures["launched"].ShouldBe(figures["kernels"]);
        double.IsFinite(figures["loss"]).ShouldBeTrue();
    }

    [OclgrindFact]
    public async Task EveryKernelOfOptimizersIsClean()
    {
        var (figures, findings) = await GateTools.Simulate("passes", "none");
        findings.ShouldBeEmpty();
        figures["launched"].ShouldBe(figures["kernels"]);
    }

    /// <summary>Without any one of its barriers, or with a read that leaves its memory, a model is not clean.</summary>
    [OclgrindFact]
    public async Task PlantedMistakesAreFound()
    {
        int barriers = (int)(await GateTools.Simulate("run", "Reduction", "none")).Figures["barriers"];
        barriers.ShouldBeGreaterThan(3);
        var mistakes = Enumerable.Range(0, barriers).Select(barrier => $"barrier:{barrier}").Append("outside");
        await Parallel.ForEachAsync(mistakes, async (mistake, _) =>
            (await GateTools.Simulate("run", "Reduction", mistake)).Findings.ShouldNotBeEmpty(mistake));
    }

    /// <summary>
    /// Ten steps of whole models with dropout: the same uniforms, and sums of up to some hundred products in another order. Each rounds by
    /// 6e-8, and ten steps of a rate of 0.02 do not magnify that; found were 2e-7 and less.
    /// </summary>
    [OpenCLTheory]
    [InlineData("Dense")]
    [InlineData("Convolution")]
    [InlineData("Residual")]
    [InlineData("Pair")]
    [InlineData("Lines")]
    public async Task TrainsAsOnTheProcessor(string model)
    {
        var differences = await GateTools.Run(["train", model], []);
        differences.Count.ShouldBe(3);
        differences.ShouldAllBe(difference => difference.Value < 2e-6);
    }
}
