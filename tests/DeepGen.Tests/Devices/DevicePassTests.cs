using DeepGen.Runtime;
using DeepGen.Tests.Runtime.Devices;

namespace DeepGen.Tests.Devices;

/// <summary>The kernels over flat buffers: optimizers, clipping, norms.</summary>
public class DevicePassTests
{
    // Odd, and more than the 65,536 elements of one round of the groups of a sum.
    private const int Length = 200_003;

    // One step after another rounds as on the processor but for quotients and roots, which OpenCL gives within 3 units in the last place.
    private const double Tolerance = 1e-6;

    [OpenCLFact]
    public void TheNormIsThatOfDoublePrecision()
    {
        using FlatOnDevice model = new(Length);
        foreach ((double from, double to) in ((double, double)[])[(1e-6, 1), (1e-37, 1e-20), (1e16, 1e18), (1e-30, 1e30), (3, 3)])
        {
            double expected = 0;
            var random = new System.Random(3);
            Span<float> gradients = model.Parameters.GradientSpan;
            for (int i = 0; i < Length; i++)
            {
                double size = Math.Exp(Math.Log(from) + (random.NextDouble() * Math.Log(to / from)));
                gradients[i] = (float)(size * (random.Next(2) == 0 ? 1 : -1));
                expected += (double)gradients[i] * gradients[i];
            }

            double norm = model.Parameters.TotalNorm;

            // Sums of two floats each have 48 bits; a float alone would be off by 1e-5 and more here.
            (norm / Math.Sqrt(expected)).ShouldBe(1, 1e-12, $"from {from} to {to}");
            model.Parameters.TotalNorm.ShouldBe(norm);
        }
    }

    [OpenCLFact]
    public void ANormOfWhatIsNoNumberIsThatOfTheProcessor()
    {
        using FlatOnDevice model = new(1000);
        foreach (float value in (float[])[float.PositiveInfinity, float.NegativeInfinity, float.NaN, float.MaxValue, 0, float.Epsilon])
        {
            foreach (int at in (int[])[0, 299, 999])
            {
                model.Parameters.GradientSpan.Fill(1);
                model.Parameters.GradientSpan[at] = value;
                double expected = Math.Sqrt(999 + ((double)value * value));
                double norm = model.Parameters.TotalNorm;
                if (double.IsFinite(expected)) (norm / expected).ShouldBe(1, 1e-12);
                else norm.ShouldBe(expected);
            }
        }

        model.Parameters.ZeroGradients();
        model.Parameters.TotalNorm.ShouldBe(0);
    }

    [OpenCLFact]
    public void ClippingIsThatOfTheProcessor()
    {
        using FlatOnDevice model = new(Length);
        using var expected = new Optimizers.FlatModel(Length, threads: 1);
        Prescribe(model, 1);
        Prescribe(expected, 1);
        Clip.Norm(model.Parameters, 2).ShouldBe(Clip.Norm(expected.Parameters, 2), 1e-9);
        model.Parameters.GradientSpan.SequenceEqual(expected.Parameters.GradientSpan).ShouldBeTrue();
        (model.Parameters.GradientSpan[7], expected.Parameters.GradientSpan[7]) = (float.NaN, float.NaN);
        Clip.Value(model.Parameters, 3e-3);
        Clip.Value(expected.Parameters, 3e-3);
        model.Parameters.GradientSpan.SequenceEqual(expected.Parameters.GradientSpan).ShouldBeTrue();
        model.Parameters.GradientSpan[7].ShouldBe(float.NaN);
        Should.Throw<ArgumentOutOfRangeException>(() => Clip.Value(model.Parameters, -1));
    }

    public static TheoryData<int> Recipes => [.. Enumerable.Range(0, Makers.Length)];

    private static Func<ParameterSet, Optimizer>[] Makers { get; } =
    [
        p => new SGD(p, 0.1),
        p => new SGD(p, 0.1, weightDecay: 0.05, maximize: true),
        p => new SGD(p, 0.1, 0.9, 0.3),
        p => new SGD(p, 0.1, 0.9, 0, 0.01, nesterov: true),
        p => new Adam(p, 0.01),
        p => new Adam(p, 0.02, 0.8, 0.99, 1e-4, 0.1, maximize: true),
        p => new Adam(p, 0.01, beta2: 0.5, amsgrad: true),
        p => new AdamW(p, 0.01),
        p => new AdamW(p, 0.05, weightDecay: 0.3, amsgrad: true),
    ];

    [OpenCLTheory]
    [MemberData(nameof(Recipes))]
    public void OptimizersMoveAsOnTheProcessor(int recipe)
    {
        const int Short = 2051;
        using FlatOnDevice model = new(Short);
        using var expected = new Optimizers.FlatModel(Short, threads: 1);
        using Optimizer onDevice = Makers[recipe](model.Parameters), onProcessor = Makers[recipe](expected.Parameters);
        for (int step = 0; step < 20; step++)
        {
            Prescribe(model, step);
            Prescribe(expected, step);
            onDevice.Step();
            onProcessor.Step();
        }

        Largest(model.Parameters.Span, expected.Parameters.Span).ShouldBeLessThan(Tolerance);
        for (int i = 0; i < onDevice.Buffers.Count; i++)
        {
            Largest(onDevice.Buffers[i].Value.Read(), onProcessor.Buffers[i].Value.Read()).ShouldBeLessThan(Tolerance);
        }

        model.Parameters.Edit(values => values[Short - 1] += 1e-4f);
        Largest(model.Parameters.Span, expected.Parameters.Span).ShouldBeGreaterThan(Tolerance);
    }

    [OpenCLFact]
    public void AveragesThatHaveSunkBecomeZeroAndNaNStays()
    {
        using FlatOnDevice model = new(3);
        using var adam = new Adam(model.Parameters, 0.01);
        using var sgd = new SGD(model.Parameters, 0.01, momentum: 0.9);
        new float[] { 1e-25f, 0, float.NaN }.CopyTo(model.Parameters.GradientSpan);
        adam.Step();
        sgd.Step();
        model.Parameters.ZeroGradients();
        for (int step = 0; step < 400; step++)
        {
            adam.Step();
            sgd.Step();
        }

        foreach (var (_, buffer) in adam.Buffers.Concat(sgd.Buffers))
        {
            buffer.Read().ToArray().ShouldBe([0, 0, float.NaN]);
        }
    }

    private static void Prescribe(CompiledModel model, int step)
    {
        var random = new System.Random(step);
        Span<float> gradients = model.Parameters.GradientSpan;
        for (int i = 0; i < gradients.Length; i++)
        {
            gradients[i] = ((random.NextSingle() * 2) - 1) * (i % 7 == 0 ? 10 : 0.1f);
        }
    }

    private static double Largest(ReadOnlySpan<float> found, ReadOnlySpan<float> expected)
    {
        double largest = 0;
        for (int i = 0; i < found.Length; i++) largest = Math.Max(largest, Math.Abs((double)found[i] - expected[i]));
        return largest;
    }

    /// <summary>A model on a device of OpenCL that is nothing but parameters.</summary>
    private sealed class FlatOnDevice(int length)
        : CompiledModel(Definition(length), Device.OpenCL(), SharedDevice.Open(Device.OpenCL()), 5)
    {
        private static readonly ProgramDefinition Nothing = new("Predict", [], static (_, _) => { }, static _ => { });

        private static new ModelDefinition Definition(int length) => new()
        {
            Name = "Flat",
            Fingerprint = "flat",
            Parameters = [new TensorDefinition("weight", [length], Initializer.Normal())],
            Inputs = [],
            Outputs = [],
            Predict = Nothing,
            Device = static () => new() { Source = "", Kernels = [], Predict = Nothing },
        };
    }
}
