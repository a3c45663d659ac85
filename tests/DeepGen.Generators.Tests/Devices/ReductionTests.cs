using System.Text.RegularExpressions;

namespace DeepGen.Generators.Tests.Devices;

/// <summary>How the threads of a group combine their values on CUDA: the other body of the same macro runs in the simulator.</summary>
public class ReductionTests
{
    /// <summary>
    /// Groups of all sizes, three times over the same shared memory. What is added is small integers, so that any order is exact, and then
    /// fractions, whose sums have the same bits whichever thread goes first.
    /// </summary>
    private const string Program = """
        static int width, height;
        static float sums[2][1024];
        static float Value(int x, int y, int round) { return (float)((x * 7 + y * 13 + round * 5) % 31 - 20); }
        static void Reduce()
        {
            DG_SHARED(float, shared, 1024);
            int x = DG_THREAD(0), y = DG_THREAD(1);
            for (int round = 0; round < 3; round++)
            {
                float sum = Value(x, y, round), most = sum, product = sum < 0.0f ? -1.0f : 1.0f;
                DG_COLUMN_REDUCE(width, height, shared, x, y, sum, dg_add);
                DG_COLUMN_REDUCE(width, height, shared, x, y, most, dg_max);
                DG_COLUMN_REDUCE(width, height, shared, x, y, product, dg_multiply);
                float exact = 0.0f, largest = -100.0f, sign = 1.0f;
                for (int at = 0; at < height; at++)
                {
                    float value = Value(x, at, round);
                    exact += value;
                    largest = fmaxf(largest, value);
                    sign *= value < 0.0f ? -1.0f : 1.0f;
                }
                Expect(sum == exact && most == largest && product == sign, "a column is wrong");
            }
        }
        static int isBackwards;
        static void Add()
        {
            DG_SHARED(float, shared, 1024);
            int thread = DG_THREAD(0);
            for (int round = 1; round < 4; round++)
            {
                float sum = 1.0f / (float)(round + thread);
                DG_GROUP_REDUCE(width, shared, thread, sum, dg_add);
                if (round == 3) sums[isBackwards][thread] = sum;
            }
        }
        int main()
        {
            for (width = 1; width <= 32; width *= 2)
                for (height = 1; width * height <= 1024; height *= 2)
                    for (isBackwards = 0; isBackwards < 2; isBackwards++) Run(width, height, isBackwards, Reduce);
            for (width = 1; width <= 1024; width *= 2)
            {
                for (isBackwards = 0; isBackwards < 2; isBackwards++) Run(width, 1, isBackwards, Add);
                float exact = 0.0f;
                for (int at = 0; at < width; at++) exact += 1.0f / (float)(3 + at);
                Expect(fabsf(sums[0][0] - exact) < 1e-5f * exact, "a sum is wrong");
                for (int at = 0; at < width; at++)
                    Expect(sums[0][at] == sums[0][0] && sums[1][at] == sums[0][0], "a sum depends on the order of the threads");
            }
        }
        """;

    [DeviceFact(DeviceTool.OpenCLCompiler)]
    public void Groups_of_all_sizes_are_combined() => HostGroup.Run(Program).ShouldBeEmpty();

    [DeviceTheory(DeviceTool.OpenCLCompiler)]
    [InlineData(0)]
    [InlineData(1)]
    public void Each_barrier_is_needed(int barrier)
    {
        string Without(string prelude)
        {
            int body = prelude.IndexOf("const int lanes_", StringComparison.Ordinal), at = 0;
            var changed = new Regex(@"DG_SYNC\(\);").Replace(prelude[body..], match => at++ == barrier ? "" : match.Value);
            at.ShouldBe(2);
            return prelude[..body] + changed;
        }

        HostGroup.Run(Program, Without).ShouldNotBeEmpty();
    }
}
