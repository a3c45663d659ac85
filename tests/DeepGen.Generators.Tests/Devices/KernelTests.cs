using System.Text.RegularExpressions;
using DeepGen.Generators.Declaration;
using DeepGen.Generators.Emit.Device;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Schedule.Device;
using DeepGen.Generators.Tests.Compiled;
using DeepGen.Generators.Tests.Harness;
using DeepGen.Generators.Tests.Oracle;

namespace DeepGen.Generators.Tests.Devices;

/// <summary>Every kernel that the test models have on a device, as both languages read it.</summary>
public class KernelTests
{
    public static TheoryData<string> Models =>
        [.. OracleModels.All.Keys.Concat(AgreementModels.All.Select(models => models.GetType().Name))];

    [DeviceTheory]
    [MemberData(nameof(Models))]
    public void Compiles_without_a_warning(string name)
    {
        string source = OracleModels.All.TryGetValue(name, out string? oracle) ? oracle
            : AgreementModels.All.Single(models => models.GetType().Name == name).Source;
        var kernels = new DeviceKernelLibrary();
        foreach (var launch in Graphs(source).SelectMany(Products.Launches)) kernels.Of(DeviceProgramPrinter.TextOf(launch));
        kernels.Texts.ShouldNotBeEmpty();
        foreach (string text in kernels.Texts) SharedMemory.BytesOf(text).ShouldBeLessThanOrEqualTo(SharedMemory.Least, text);
        DialectLint.Complaints(string.Join('\n', kernels.Texts), out string ptx).ShouldBeEmpty();
        Regex.Count(ptx, @"\.entry ").ShouldBe(kernels.Texts.Count());
        ptx.ShouldNotContain(".f64");
    }

    /// <summary>What the items keep of a product stays in their registers.</summary>
    [DeviceFact]
    public void Tiles_stay_in_registers()
    {
        var launches = Products.Of("N, 64", "Linear(132), ReLU, Linear(50)")
            .SelectMany(launch => DeviceContractPlanner.Tiles.Select(tile => launch with { Plan = launch.Plan with { Tile = tile } }));
        var kernels = new DeviceKernelLibrary();
        foreach (var launch in launches) kernels.Of(DeviceContractPrinter.Print(launch));
        DialectLint.Complaints(string.Join('\n', kernels.Texts), out string ptx).ShouldBeEmpty();
        kernels.Texts.Max(SharedMemory.BytesOf).ShouldBeInRange(4096, SharedMemory.Least);
        ptx.ShouldContain("fma.rn.f32");
        ptx.ShouldContain("ld.global.nc.v4");
        ptx.ShouldContain("ld.shared.v4");
        ptx.ShouldNotContain(".local");
    }

    [DeviceTheory]
    [InlineData("float y = x[0] * 0.5;")]
    [InlineData("float4 y = DG_VECTOR4(x) + DG_VECTOR4(x);")]
    [InlineData("if (x[0] > 0.0f) { DG_SHARED(float, y, 8); y[0] = 1.0f; }")]
    [InlineData("float y = float(3);")]
    public void A_breach_of_the_dialect_is_found(string statement)
    {
        string Kernel(string body)
            => $"DG_KERNEL(8, 1) K(DG_GLOBAL const float* x, dg_i64 x_at)\n{{\n    float z = x[x_at];\n    {body}\n}}";
        DialectLint.Complaints(Kernel(""), out _).ShouldBeEmpty();
        DialectLint.Complaints(Kernel(statement), out _).ShouldContain("error");
    }

    private static IEnumerable<ModelGraph> Graphs(string source)
        => Compiler.Run(source).Result.TrackedSteps[ModelGenerator.DeclarationStep]
            .Select(step => ((DeclaredModel)step.Outputs.Single().Value).Declaration)
            .Select(declaration => new CompiledGraph(declaration))
            .SelectMany(graph => new[] { graph.Evaluation, graph.Step });
}
