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
        var (figures, findings) = await GateTools.Simulate("run", model);
        findings.ShouldBeEmpty();
        figures["launched"].ShouldBe(figures["kernels"]);
        double.IsFinite(figures["loss"]).ShouldBeTrue();
    }

    [OclgrindFact]
    public async Task EveryKernelOfOptimizersIsClean()
    {
        var (figures, findings) = await GateTools.Simulate("passes");
        findings.ShouldBeEmpty();
        figures["launched"].ShouldBe(figures["kernels"]);
    }

    /// <summary>
    /// Without any one of its barriers a model is not clean; nor without what it stores or what its sums begin with, of which every sixth
    /// is tried.
    /// </summary>
    [OclgrindTheory]
    [InlineData("Reduction", "barrier", 1)]
    [InlineData("Dense", "store", 6)]
    [InlineData("Dense", "zero", 6)]
    public async Task PlantedMistakesAreFound(string model, string kind, int step)
    {
        int count = (int)(await WithoutAMistake(model))[kind + "s"];
        count.ShouldBeGreaterThan(3);
        var mistakes = Enumerable.Range(0, count).Where(number => number % step == 0).Select(number => $"{kind}:{number}");
        await Parallel.ForEachAsync(mistakes, async (mistake, _) =>
            (await GateTools.Simulate("plant", model, mistake)).Findings.ShouldNotBeEmpty(mistake));
    }

    [OclgrindFact]
    public async Task AReadOutsideOfMemoryIsFound()
    {
        await WithoutAMistake("Dense");
        (await GateTools.Simulate("plant", "Dense", "outside")).Findings.ShouldContain("Invalid read");
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

    /// <summary>The figures of what mistakes are planted in; nothing is found in it, so that what is found later is the mistake.</summary>
    private static async Task<Dictionary<string, double>> WithoutAMistake(string model)
    {
        var (figures, findings) = await GateTools.Simulate("plant", model, "none");
        findings.ShouldBeEmpty();
        return figures;
    }
}
