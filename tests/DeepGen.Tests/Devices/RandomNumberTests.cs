using System.Numerics.Tensors;
using DeepGen.Tests.Models;
using DeepGen.Tests.Runtime.Devices;

namespace DeepGen.Tests.Devices;

/// <summary>Random numbers on a device are the processor's, bit for bit.</summary>
public class RandomNumberTests
{
    [OpenCLTheory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(33)]
    public void EveryUniformOfAStepIsTheProcessors(int n)
    {
        using DrawingModel expected = new(Device.Cpu, 5), model = new(Device.OpenCL(), 5);
        float[] ones = new float[n * 6 * 2 * 3 * 7];
        ones.AsSpan().Fill(1);
        nint[] shape = [n, 6, 2, 3, 7];
        float[]? before = null;
        for (int step = 0; step < 2; step++)
        {
            var found = model.Step(new ReadOnlyTensorSpan<float>(ones, shape));
            var reference = expected.Step(new ReadOnlyTensorSpan<float>(ones, shape));
            foreach (string output in (string[])["element", "line", "plane", "volume", "slope"])
            {
                float[] drawn = Values(found, output);
                drawn.ShouldBe(Values(reference, output), output);
                if (n == 33) drawn.Distinct().Count().ShouldBeGreaterThan(output == "slope" ? drawn.Length / 2 : 1, output);
            }

            // The backward kernels draw the same numbers again.
            found.Gradients["x"].ToArray().ShouldBe(reference.Gradients["x"].ToArray());
            float[] now = Values(found, "element");
            now.ShouldNotBe(before);
            before = now;
        }
    }

    private static float[] Values(StepResult result, string output) => result.Outputs[output].ToArray();
}
