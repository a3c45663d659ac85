using System.Text.RegularExpressions;
using DeepGen.Generators.Declaration;
using DeepGen.Generators.Schedule.Device;

namespace DeepGen.Generators.Tests.Devices;

/// <summary>Products of rounded factors: the same kernels with what tensor cores multiply, and how these hold it.</summary>
public class TensorProductTests
{
    private static readonly Dictionary<string, long> Dims = new() { ["N"] = 3, ["H"] = 6, ["W"] = 7, ["T"] = 5 };

    public static TheoryData<string> Precisions => ["TensorFloat32", "BFloat16"];

    /// <summary>
    /// All layers of the strict products, against float64 sums of factors that are rounded in the same way. Beside the rounding the kernels
    /// of both forms are the same here, so that one of them is asked for each claim.
    /// </summary>
    [DeviceTheory(DeviceTool.Simulator)]
    [MemberData(nameof(ProductTests.Layers), MemberType = typeof(ProductTests))]
    public void Kernels_agree_with_float64_of_rounded_factors_and_are_clean(string shape, string layers)
    {
        var launches = Products.Of(shape, layers, FactorPrecision.TensorFloat32);
        launches.ShouldNotBeEmpty();
        launches.ShouldAllBe(launch => launch.Plan.Tile.IsTensor);
        int seed = 0;
        foreach (var launch in launches)
        {
            // On the smallest tile there are several, and few items that have nothing to do; all tiles have a test of their own.
            var plan = launch.Plan with { Tile = DeviceContractPlanner.TilesFor(FactorPrecision.TensorFloat32)[^1] };
            new ProductOracle(launch with { Plan = plan }, Dims, seed++).Run(text => text).ShouldBeEmpty(Products.Words(launch));
        }
    }

    public static TheoryData<int> Tiles => [.. Enumerable.Range(0, DeviceContractPlanner.TilesFor(FactorPrecision.BFloat16).Count)];

    [DeviceTheory(DeviceTool.Simulator)]
    [MemberData(nameof(Tiles))]
    public void Every_tile_agrees_with_float64_and_is_clean(int index)
        => ProductTests.AllRemainders(DeviceContractPlanner.TilesFor(FactorPrecision.BFloat16)[index]);

    /// <summary>Without its rounding a kernel is found, by a result that is off and nothing else.</summary>
    [DeviceTheory(DeviceTool.Simulator)]
    [MemberData(nameof(Precisions))]
    public void Factors_are_rounded(string precision)
    {
        var launch = Products.Of("N, 37", "Linear(20)", Enum.Parse<FactorPrecision>(precision))[0];
        var oracle = new ProductOracle(launch, Dims, 1);
        oracle.Run(text => text).ShouldBeEmpty();
        Should.Throw<ShouldAssertException>(() => oracle.Run(text => Regex.Replace(text, @"= dg_(tf32|bf16)\(", "= ("))).Message
            .ShouldMatch($@"{launch.Name}\[\d+, \d+\]");
    }

    [Fact]
    public void Tiles_are_whole_warps_and_fit_the_shared_memory()
    {
        foreach (var tile in DeviceContractPlanner.TilesFor(FactorPrecision.BFloat16))
        {
            (tile.Rows % tile.RowsOfItem.Block).ShouldBe(0);
            (tile.Columns % tile.ColumnsOfItem.Block).ShouldBe(0);
            (tile.Items % 32).ShouldBe(0);
            (tile.Depth % 16).ShouldBe(0);
            (2 * tile.Depth * (tile.Rows + tile.Columns + (2 * tile.Padding)) * sizeof(float)).ShouldBeLessThanOrEqualTo(32 << 10);
        }
    }

    /// <summary>
    /// The warps' instructions with PTX's layouts of registers, run by threads on the host: a warp's 32 x 16 results of a sum of 32, in
    /// numbers that both formats hold exactly. No GPU has run them yet.
    /// </summary>
    [DeviceTheory(DeviceTool.OpenCLCompiler)]
    [InlineData("tf32", 1)]
    [InlineData("bf16", 2)]
    public void Lanes_hand_over_what_their_registers_stand_for(string form, int together)
    {
        string program = $$"""
            static float left[32 * 40], right[32 * 24], exact[32][16];
            static void Multiply()
            {
                int lane = DG_THREAD(0);
                float sum[4][4];
                for (int i = 0; i < 4; i++)
                    for (int j = 0; j < 4; j++) sum[i][j] = (float)(i - j);
                const float* rows = left + lane / 4;
                const float* columns = right + lane % 4 * 2;
                DG_TENSOR_PRODUCT({{form}}, lane, 4, 4, 32, rows, 40, columns, 24, sum);
                for (int i = 0; i < 4; i++)
                    for (int j = 0; j < 4; j++)
                    {
                        float expected = exact[lane / 4 + i * 8][lane % 4 * 2 + j / 2 * 8 + j % 2] + (float)(i - j);
                        Expect(sum[i][j] == expected, "a result is wrong");
                    }
            }
            int main()
            {
                for (int k = 0; k < 32; k++)
                {
                    for (int row = 0; row < 32; row++) left[k * 40 + row] = (float)((k * 5 + row * 3) % 17 - 8);
                    for (int column = 0; column < 16; column++) right[k * 24 + column] = (float)((k * 7 + column * 11) % 19 - 9);
                }
                for (int row = 0; row < 32; row++)
                    for (int column = 0; column < 16; column++)
                        for (int k = 0; k < 32; k++) exact[row][column] += left[k * 40 + row] * right[k * 24 + column];
                Run(32, 1, 0, Multiply);
                Run(32, 1, 1, Multiply);
            }
            """;
        HostGroup.Run(program, WithHostInstructions).ShouldBeEmpty();
        HostGroup.Run(program.Replace("lane / 4;", "(lane / 4 ^ 1);"), WithHostInstructions).ShouldContain("a result is wrong");

        string WithHostInstructions(string prelude)
        {
            string emulated = Regex.Replace(
                prelude, "asm volatile\\(\"mma.*?;\n", "HostProduct(g, g8, a0, a1, a2, a3, b0, b1);\n", RegexOptions.Singleline);
            emulated = Regex.Replace(emulated, "asm\\(\"cvt.*?;\n", "bits = __float_as_int(x);\n");
            emulated.ShouldNotContain("asm");
            return $"#define __CUDA_ARCH__ 800\n#define TOGETHER {together}\n{HostProduct}\n{emulated}";
        }
    }

    /// <summary>
    /// mma.m16n8k8 with tf32, and mma.m16n8k16 with bf16, of which a register has two neighbours: A's registers are rows g, g + 8, g, g + 8
    /// and in the other half of the sum from the third on; B's the two halves.
    /// </summary>
    private const string HostProduct = """
        static float HostPart(unsigned bits, int at)
        {
            return __int_as_float((int)(TOGETHER == 1 ? bits : at ? bits & 0xFFFF0000u : bits << 16));
        }
        static void HostProduct(float* g, float* g8, unsigned a0, unsigned a1, unsigned a2, unsigned a3, unsigned b0, unsigned b1)
        {
            static float a[16][16], b[16][8];
            int lane = now->at % 32, row = lane / 4, first = lane % 4 * TOGETHER;
            for (int at = 0; at < TOGETHER; at++)
            {
                a[row][first + at] = HostPart(a0, at);
                a[row + 8][first + at] = HostPart(a1, at);
                a[row][4 * TOGETHER + first + at] = HostPart(a2, at);
                a[row + 8][4 * TOGETHER + first + at] = HostPart(a3, at);
                b[first + at][row] = HostPart(b0, at);
                b[4 * TOGETHER + first + at][row] = HostPart(b1, at);
            }
            Wait(0);
            for (int k = 0; k < 8 * TOGETHER; k++)
                for (int at = 0; at < 2; at++)
                {
                    g[at] += a[row][k] * b[k][lane % 4 * 2 + at];
                    g8[at] += a[row + 8][k] * b[k][lane % 4 * 2 + at];
                }
            Wait(0);
        }
        """;
}
