using DeepGen.Generators.Declaration;
using DeepGen.Generators.Emit;
using DeepGen.Generators.Emit.CSharp;
using DeepGen.Generators.Emit.Device;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Schedule;
using DeepGen.Generators.Schedule.Cpu;
using DeepGen.Generators.Schedule.Device;
using DeepGen.Generators.Tests.Compiled;
using DeepGen.Generators.Tests.Harness;
using DeepGen.Generators.Tests.Oracle;
using DeepGen.Generators.Tests.RandomModels;
using Xunit.Abstractions;

namespace DeepGen.Generators.Tests.Emit;

/// <summary>Launches that are alike are printed once, and what stands for the others is what they would have printed.</summary>
public class LaunchFormTests(ITestOutputHelper output)
{
    private const int RandomSeeds = 200;

    // Of all models together: a form must also tell apart what no single model has.
    // They forget nothing, so that no text is compared with itself.
    private readonly KernelLibrary processor = new(new(most: int.MaxValue));
    private readonly DeviceKernelLibrary device = new(new(most: int.MaxValue));
    private readonly HashSet<LaunchForm> forms = [];
    private int launches;

    [Fact]
    public void Launches_alike_have_the_text_that_they_would_have_alone()
    {
        foreach (var declaration in Declarations())
        {
            foreach (var model in LoweredModel.Of(declaration, default).All)
            {
                foreach (var launch in Launches(PlannedModel.ForProcessor(model, default)).OfType<LoopLaunch>()) Check(launch);
                foreach (var launch in Launches(PlannedModel.ForDevices(model, default))) CheckOnDevice(launch);
            }
        }

        output.WriteLine($"{launches} launches of {forms.Count} forms");
        forms.Count.ShouldBeLessThan(launches / 2);
    }

    /// <summary>What is remembered from edit to edit outlives the graphs that it was made of.</summary>
    [Fact]
    public void What_is_remembered_holds_no_graph()
    {
        Compiler.Run(OracleModels.All.Values.First());

        Check("texts for the processor", KernelLibrary.Remembered.Kept);
        Check("texts for devices", DeviceKernelLibrary.Remembered.Kept);
        Check("plans", ContractPlanner.Remembered.Kept);

        static void Check<TKey, TValue>(string name, IEnumerable<KeyValuePair<TKey, TValue>> kept)
        {
            var all = kept.ToList();
            all.ShouldNotBeEmpty(name);
            foreach (var (key, value) in all)
            {
                ObjectGraph.ShouldHoldNone([typeof(Node), typeof(Launch)], key, name);
                ObjectGraph.ShouldHoldNone([typeof(Node), typeof(Launch)], value, name);
            }
        }
    }

    /// <summary>What only the numbers tell apart: which of two values is read twice.</summary>
    [Theory]
    [InlineData("a - b + a", "a - b + b", false)]
    [InlineData("a - b + a", "b - a + b", true)]
    [InlineData("a * 2 + b", "a * 3 + b", false)]
    [InlineData("a.Exp() + b", "a.Tanh() + b", false)]
    [InlineData("(a * b + a).Sum(1)", "(a * b + b).Sum(1)", false)]
    [InlineData("(a * b).Sum(1)", "(a * b).Prod(1)", false)]
    [InlineData("a.Transpose(0, 1).Exp() + b", "a.Exp() + b", false)]
    public void Forms_are_equal_where_the_formulas_are_up_to_names(string one, string other, bool areEqual)
        => FormOf(one).Equals(FormOf(other)).ShouldBe(areEqual);

    private static LaunchForm FormOf(string result)
    {
        string source = $$"""
            [Model]
            public partial class M
            {
                Value Forward([Shape("5, 5")] Value a, [Shape("5, 5")] Value b) => {{result}};
            }
            """;
        var plan = PlannedModel.ForProcessor(LoweredModel.Of(Reading.Of(source), default), default);
        return LaunchForm.Of(plan.Predict.Launches.OfType<LoopLaunch>().ShouldHaveSingleItem());
    }

    private static IEnumerable<ModelDeclaration> Declarations()
    {
        var random = Enumerable.Range(0, RandomSeeds).Select(RandomModel.Of).Select(model => (model.Name, model.Source)).ToArray();
        return OracleModels.All.Values.Concat(AgreementModels.All.Select(models => models.Source))
            .Select(source => Compiler.Run(source)).Append(Compiler.Run(random))
            .SelectMany(run => run.Result.TrackedSteps[ModelGenerator.DeclarationStep])
            .SelectMany(step => step.Outputs).Select(found => ((DeclaredModel)found.Value).Declaration);
    }

    private static IEnumerable<Launch> Launches(PlannedModel model) => model.Programs.SelectMany(program => program.Launches);

    private void Check(LoopLaunch launch)
    {
        Count(LaunchForm.Of(launch));
        var (shared, own) = (processor.TextOf(launch), LoopPrinter.Print(launch));
        shared.Comment.ShouldBe(own.Comment);
        shared.Memory.ShouldBe(own.Memory);
        shared.RandomPaths.ShouldBe(own.RandomPaths);
        shared.Dims.ShouldBe(own.Dims);
        (shared with { Comment = own.Comment, Memory = own.Memory, RandomPaths = own.RandomPaths, Dims = own.Dims }).ShouldBe(own);
    }

    private void CheckOnDevice(Launch launch)
    {
        if (launch is LoopLaunch loop) Count(LaunchForm.Of(loop));
        if (launch is DeviceContractLaunch contract) Count(LaunchForm.Of(contract));
        var (shared, own) = (device.TextOf(launch), DeviceProgramPrinter.TextOf(launch));
        shared.Comment.ShouldBe(own.Comment);
        shared.Memory.ShouldBe(own.Memory);
        shared.RandomPaths.ShouldBe(own.RandomPaths);
        shared.Dims.ShouldBe(own.Dims);
        shared.Counted.ShouldBe(own.Counted);
        (shared with
        {
            Comment = own.Comment,
            Memory = own.Memory,
            RandomPaths = own.RandomPaths,
            Dims = own.Dims,
            Counted = own.Counted,
        }).ShouldBe(own);
    }

    private void Count(LaunchForm form)
    {
        launches++;
        forms.Add(form);
    }
}
