using DeepGen.Tests.Runtime.Devices;

namespace DeepGen.Tests.Devices;

/// <summary>A perceptron whose products are rounded on devices.</summary>
[Model(DeviceProducts = ProductPrecision.TensorFloat32)]
[Input("x", "N, 37")]
[Linear(50), ReLU, Linear(19)]
[MSELoss("y")]
public partial class TensorFloatPerceptron;

/// <summary>The same with fewer bits.</summary>
[Model(DeviceProducts = ProductPrecision.BFloat16)]
[Input("x", "N, 37")]
[Linear(50), ReLU, Linear(19)]
[MSELoss("y")]
public partial class BrainFloatPerceptron;

/// <summary>The same with nothing rounded.</summary>
[Model]
[Input("x", "N, 37")]
[Linear(50), ReLU, Linear(19)]
[MSELoss("y")]
public partial class StrictPerceptron;

/// <summary>Whole models with rounded products: as far from float32 as the rounding allows, and not nearer.</summary>
public class TensorModelTests
{
    private const int Inputs = 37, Hidden = 50, Outputs = 19, Batch = 21;

    /// <summary>
    /// A factor is off by up to u of itself, a product by 2 u + u^2, and so its sum by that of the sum of the products' magnitudes; ReLU
    /// makes no difference larger. To this come the roundings of float32: as many as a sum has terms, on both sides, of the same
    /// magnitudes.
    /// </summary>
    [Theory]
    [OnOpenCL("TensorFloat32")]
    [OnOpenCL("BFloat16")]
    public void OutputsAreWithinTheBoundOfTheirRoundingAndNotOfFloat32(string device, string precision)
    {
        double unit = precision == "TensorFloat32" ? Math.Pow(2, -11) : Math.Pow(2, -8);
        using CompiledModel rounded = Make(precision, Device.Parse(device)), exact = Make(precision, Device.Cpu);
        float[] x = Numbers(Batch * Inputs, 1);
        float[] expected = Predict(exact, x), actual = Predict(rounded, x);
        double largestShare = 0, largest = expected.Max(Math.Abs), worst = 0;
        for (int sample = 0; sample < Batch; sample++)
        {
            double[] bounds = Bounds(exact, x.AsSpan(sample * Inputs, Inputs), unit);
            for (int output = 0; output < Outputs; output++)
            {
                double error = Math.Abs(expected[(sample * Outputs) + output] - actual[(sample * Outputs) + output]);
                error.ShouldBeLessThan(bounds[output]);
                worst = Math.Max(worst, error);
                largestShare = Math.Max(largestShare, error / bounds[output]);
            }
        }

        // Errors of a sum are of either sign, so that they stay well below the sum of their bounds; but were nothing rounded, they would be
        // those of float32, some 1e-7 of the largest output.
        (worst / largest).ShouldBeGreaterThan(unit / 20);
        largestShare.ShouldBeGreaterThan(0.01);
    }

    /// <summary>On the processor the option changes nothing: the same bits as of one without it.</summary>
    [Fact]
    public void TheProcessorRoundsNothing()
    {
        float[] x = Numbers(Batch * Inputs, 1), y = Numbers(Batch * Outputs, 2);
        using StrictPerceptron strict = new(Device.Cpu, 3);
        using TensorFloatPerceptron tensor = new(Device.Cpu, 3);
        using BrainFloatPerceptron brain = new(Device.Cpu, 3);
        float[] expected = strict.Predict(x, Batch).ToArray();
        tensor.Predict(x, Batch).ToArray().ShouldBe(expected);
        brain.Predict(x, Batch).ToArray().ShouldBe(expected);
        float loss = strict.Step(x, y, Batch).Loss;
        tensor.Step(x, y, Batch).Loss.ShouldBe(loss);
        brain.Step(x, y, Batch).Loss.ShouldBe(loss);
        float[] gradients = strict.Parameters.GradientSpan.ToArray();
        tensor.Parameters.GradientSpan.ToArray().ShouldBe(gradients);
        brain.Parameters.GradientSpan.ToArray().ShouldBe(gradients);
    }

    /// <summary>The losses of steps on a device follow those on the processor, off by the rounding.</summary>
    [OpenCLFact]
    public void StepsTrain()
    {
        using TensorFloatPerceptron rounded = new(Device.OpenCL(), 3), exact = new(Device.Cpu, 3);
        using SGD ofRounded = new(rounded.Parameters, 0.1), ofExact = new(exact.Parameters, 0.1);
        float[] x = Numbers(Batch * Inputs, 1), y = Numbers(Batch * Outputs, 2);
        float first = 0, last = 0;
        for (int step = 0; step < 10; step++)
        {
            last = rounded.Step(x, y, Batch).Loss;
            if (step == 0) first = last;

            // The mean of squares moves by twice the error of an output, which is 2^-10 of a few units.
            last.ShouldBe(exact.Step(x, y, Batch).Loss, 0.01);
            ofRounded.Step();
            ofExact.Step();
        }

        last.ShouldBeLessThan(first);
    }

    private static CompiledModel Make(string precision, Device device)
        => precision == "TensorFloat32" ? new TensorFloatPerceptron(device, 3) : new BrainFloatPerceptron(device, 3);

    private static float[] Predict(CompiledModel model, float[] x) => model is TensorFloatPerceptron tensor
        ? tensor.Predict(x, Batch).ToArray()
        : ((BrainFloatPerceptron)model).Predict(x, Batch).ToArray();

    private static float[] Numbers(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)((2 * random.NextDouble()) - 1))];
    }

    /// <summary>How far the outputs of a sample may be from those of exact factors.</summary>
    private static double[] Bounds(CompiledModel model, ReadOnlySpan<float> x, double unit)
    {
        double relative = (2 * unit) + (unit * unit), single = Math.Pow(2, -23);
        float[] w1 = model.Parameters["linear1.weight"].Values.ToArray(), b1 = model.Parameters["linear1.bias"].Values.ToArray();
        float[] w2 = model.Parameters["linear2.weight"].Values.ToArray(), b2 = model.Parameters["linear2.bias"].Values.ToArray();
        double[] hidden = new double[Hidden], off = new double[Hidden], bounds = new double[Outputs];
        for (int h = 0; h < Hidden; h++)
        {
            double sum = b1[h], magnitude = Math.Abs(b1[h]);
            for (int i = 0; i < Inputs; i++)
            {
                sum += (double)x[i] * w1[(h * Inputs) + i];
                magnitude += Math.Abs(x[i] * w1[(h * Inputs) + i]);
            }

            hidden[h] = Math.Max(0, sum);
            off[h] = magnitude * (relative + (Inputs * single));
        }

        for (int output = 0; output < Outputs; output++)
        {
            double magnitude = Math.Abs(b2[output]);
            for (int h = 0; h < Hidden; h++)
            {
                double weight = Math.Abs(w2[(output * Hidden) + h]);
                magnitude += weight * (hidden[h] + off[h]);
                bounds[output] += weight * off[h];
            }

            bounds[output] += magnitude * (relative + (Hidden * single));
        }

        return bounds;
    }
}
