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

    [DeviceTheory(DeviceTool.OpenCLCompiler, DeviceTool.CudaCompiler)]
    [MemberData(nameof(Models))]
    public void Compiles_without_a_warning(string name)
    {
        string source = OracleModels.All.TryGetValue(name, out string? oracle) ? oracle
            : AgreementModels.All.Single(models => models.GetType().Name == name).Source;
        string[] kernels = Kernels(source);
        foreach (string text in kernels) SharedMemory.BytesOf(text).ShouldBeLessThanOrEqualTo(SharedMemory.Least, text);
        DialectLint.Complaints(string.Join('\n', kernels), out string ptx).ShouldBeEmpty();
        Regex.Count(ptx, @"\.entry ").ShouldBe(kernels.Length);
        ptx.ShouldNotContain(".f64");
    }

    /// <summary>Words of one of the languages, and what one of the compilers puts in the place of a macro.</summary>
    [DeviceFact(DeviceTool.OpenCLCompiler, DeviceTool.CudaCompiler)]
    public void Names_of_a_users_do_not_hide_what_kernels_call()
    {
        string[] names =
        [
            "export", "mutable", "typename", "nullptr", "constexpr", "concept", "kernel", "global", "half", "float4", "expf", "fabs",
            "fmaf", "exp", "barrier", "threadIdx", "unix", "dimN", "key", "item", "sum",
        ];
        string inputs = string.Join(", ", names.Select(name => $"[Shape(\"N, 6\")] Value {name}"));
        string sum = string.Join(" + ", names.Select(name => $"{name}.Exp().Abs()"));
        string source = $$"""
            [Model]
            public partial class M
            {
                [Linear(4)] readonly Layer layer;
                Value Forward({{inputs}}) => layer({{sum}});
                Value Loss(Value output, [Shape("N, 4")] Value target) => output.Mse(target);
            }
            """;
        Compiler.Run(source).ShouldBeClean();
        DialectLint.Complaints(string.Join('\n', Kernels(source)), out _).ShouldBeEmpty();
    }

    /// <summary>A loop over what no buffer holds may be longer than any buffer.</summary>
    [Fact]
    public void A_loop_longer_than_its_buffers_is_counted_at_the_door()
    {
        string text = Compiler.Run(
            """
            [Model]
            public partial class M
            {
                [Linear(4)] readonly Layer layer;
                Value Forward([Shape("N, 64")] Value x)
                {
                    var y = layer(x);
                    return (y.Unsqueeze(1) - y.Unsqueeze(0)).Abs().Mean();
                }
            }
            """).ShouldBeClean().Sources.Single(source => source.Key.EndsWith(".Device.g.cs", StringComparison.Ordinal)).Value;
        Regex.Matches(text, @"DeviceDefinition\.CheckItems\(.*, dimN \* dimN \* 4\);").Count.ShouldBe(1);
        text.ShouldContain("(float)((dg_i64)dimN * (dg_i64)dimN * 4)");
    }

    /// <summary>What the items keep of a product stays in their registers.</summary>
    [DeviceFact(DeviceTool.OpenCLCompiler, DeviceTool.CudaCompiler)]
    public void Tiles_stay_in_registers()
    {
        string ptx = Tiled(FactorPrecision.Float32);
        ptx.ShouldContain("fma.rn.f32");
        ptx.ShouldContain("ld.global.nc.v4");
        ptx.ShouldContain("ld.shared.v4");
        ptx.ShouldNotContain(".local");
    }

    /// <summary>So it does for tensor cores, on the first architecture that has these; older ones multiply as OpenCL does.</summary>
    [DeviceTheory(DeviceTool.OpenCLCompiler, DeviceTool.CudaCompiler)]
    [InlineData("TensorFloat32", "mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32", "cvt.rna.tf32.f32")]
    [InlineData("BFloat16", "mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32", "cvt.rn.bf16x2.f32")]
    public void Tiles_for_tensor_cores_stay_in_registers(string precision, string product, string rounding)
    {
        string ptx = Tiled(Enum.Parse<FactorPrecision>(precision), "sm_80");
        ptx.ShouldContain(product);
        ptx.ShouldContain(rounding);
        ptx.ShouldContain("ld.global.nc.v4");
        ptx.ShouldNotContain("fma.rn.f32");
        ptx.ShouldNotContain(".local");
        string older = Tiled(Enum.Parse<FactorPrecision>(precision), "sm_75");
        older.ShouldContain("fma.rn.f32");
        older.ShouldNotContain("mma.sync");
        older.ShouldNotContain(".local");
    }

    /// <summary>Products on every tile, as PTX.</summary>
    private static string Tiled(FactorPrecision precision, string architecture = "sm_90")
    {
        var launches = Products.Of("N, 64", "Linear(132), ReLU, Linear(50)", precision).SelectMany(
            launch => DeviceContractPlanner.TilesFor(precision).Select(tile => launch with { Plan = launch.Plan with { Tile = tile } }));
        var kernels = new DeviceKernelLibrary();
        foreach (var launch in launches) kernels.Of(DeviceContractPrinter.Print(launch));
        DialectLint.Complaints(string.Join('\n', kernels.Texts), out string ptx, architecture).ShouldBeEmpty();
        kernels.Texts.Max(SharedMemory.BytesOf).ShouldBeInRange(4096, SharedMemory.Least);
        return ptx;
    }

    [DeviceTheory(DeviceTool.OpenCLCompiler, DeviceTool.CudaCompiler)]
    [InlineData("float y = x[0] * 0.5;")]
    [InlineData("float4 y = DG_VECTOR4(x) + DG_VECTOR4(x);")]
    [InlineData("if (x[0] > 0.0f) { DG_SHARED(float, y, 8); y[0] = 1.0f; }")]
    [InlineData("float y = float(3);")]
    public void A_breach_of_the_dialect_is_found(string statement)
    {
        string Kernel(string body)
            => $"DG_KERNEL(8, 1) K(DG_GLOBAL const float* x, dg_i64 x_at)\n{{\n    float z = x[x_at];\n    {body}\n}}";
        DialectLint.Complaints(Kernel(""), out _).ShouldBeEmpty();
        string complaints = DialectLint.Complaints(Kernel(statement), out _);
        complaints.ShouldContain("error");
        complaints.ShouldContain("exit 1");
    }

    /// <summary>A type that is not known here, or an array that is not seen, is no room of zero bytes.</summary>
    [Fact]
    public void Shared_memory_is_counted_whole()
    {
        SharedMemory.BytesOf("DG_SHARED(float, sums, 2 * 32 * 40);\nDG_SHARED(float4, rows, 8);").ShouldBe((2 * 32 * 40 * 4) + (8 * 16));
        Should.Throw<KeyNotFoundException>(() => SharedMemory.BytesOf("DG_SHARED(half, sums, 8);"));
        Should.Throw<ShouldAssertException>(() => SharedMemory.BytesOf("DG_SHARED(float const, sums, 8);"));
    }

    /// <summary>The kernels of a model, of which there are some.</summary>
    private static string[] Kernels(string source)
    {
        var kernels = new DeviceKernelLibrary();
        foreach (var launch in Graphs(source).SelectMany(graph => Products.Launches(graph)))
            kernels.Of(DeviceProgramPrinter.TextOf(launch));
        kernels.Texts.ShouldNotBeEmpty();
        return [.. kernels.Texts];
    }

    private static IEnumerable<ModelGraph> Graphs(string source)
        => Compiler.Run(source).Result.TrackedSteps[ModelGenerator.DeclarationStep]
            .Select(step => ((DeclaredModel)step.Outputs.Single().Value).Declaration)
            .Select(declaration => new CompiledGraph(declaration))
            .SelectMany(graph => new[] { graph.Evaluation, graph.Step });
}
