using System.ComponentModel;
using System.Reflection;
using DeepGen.Runtime;
using Xunit.Abstractions;

namespace DeepGen.Tests.Optimizers;

public class OptimizerTests(ITestOutputHelper output)
{
    // Odd, so that a tail shorter than any vector is left; more than one block of work.
    private const int Length = 2051;
    private const int Steps = 20;

    // The largest errors, which each test prints, are between 4.5e-7 and 2.0e-6 for parameters up to 4: twenty roundings of half a unit
    // in the last place (1.2e-7 there) grow like the root of their number, and AdamW's shrinking factor, a float as in PyTorch, is off by
    // up to 3e-8 in each step, always in the same direction.
    private const double Tolerance = 4e-6;

    public static TheoryData<string> Cases => [.. Recipes.Keys];

    private static Dictionary<string, (Func<ParameterSet, Optimizer> Make, Func<Func<double, double, double>> Reference)> Recipes
    {
        get;
    }
    = new()
    {
        ["SGD"] = (p => new SGD(p, 0.1), () => new ReferenceSgd(0.1).Next),
        ["SGD, momentum"] = (p => new SGD(p, 0.1, 0.9), () => new ReferenceSgd(0.1, 0.9).Next),
        ["SGD, dampening"] = (p => new SGD(p, 0.1, 0.9, 0.3), () => new ReferenceSgd(0.1, 0.9, 0.3).Next),
        ["SGD, decay"] = (p => new SGD(p, 0.1, weightDecay: 0.05), () => new ReferenceSgd(0.1, weightDecay: 0.05).Next),
        ["SGD, Nesterov"] = (
            p => new SGD(p, 0.1, 0.9, 0, 0.01, nesterov: true), () => new ReferenceSgd(0.1, 0.9, 0, 0.01, nesterov: true).Next),
        ["SGD, maximize"] = (
            p => new SGD(p, 0.1, 0.5, weightDecay: 0.1, maximize: true),
            () => new ReferenceSgd(0.1, 0.5, weightDecay: 0.1, maximize: true).Next),
        ["Adam"] = (p => new Adam(p, 0.01), () => new ReferenceAdam(0.01).Next),
        ["Adam, options"] = (
            p => new Adam(p, 0.02, 0.8, 0.99, 1e-4, 0.1, maximize: true),
            () => new ReferenceAdam(0.02, false, 0.8, 0.99, 1e-4, 0.1, maximize: true).Next),
        ["Adam, amsgrad"] = (
            p => new Adam(p, 0.01, beta2: 0.5, amsgrad: true), () => new ReferenceAdam(0.01, beta2: 0.5, amsgrad: true).Next),
        ["AdamW"] = (p => new AdamW(p, 0.01), () => new ReferenceAdam(0.01, true, weightDecay: 0.01).Next),
        ["AdamW, amsgrad"] = (
            p => new AdamW(p, 0.05, weightDecay: 0.3, amsgrad: true),
            () => new ReferenceAdam(0.05, true, weightDecay: 0.3, amsgrad: true).Next),
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void FollowsTheFormulasInDouble(string name)
    {
        using var model = new FlatModel(Length, threads: 1);
        using Optimizer optimizer = Recipes[name].Make(model.Parameters);
        double[] expected = [.. model.Parameters.Span.ToArray().Select(value => (double)value)];
        Func<double, double, double>[] references = [.. expected.Select(_ => Recipes[name].Reference())];
        for (int step = 0; step < Steps; step++)
        {
            Prescribe(model.Parameters.GradientSpan, step);
            for (int i = 0; i < Length; i++)
            {
                expected[i] = references[i](expected[i], model.Parameters.GradientSpan[i]);
            }

            optimizer.Step();
        }

        double error = Largest(expected, model.Parameters.Span);
        output.WriteLine($"{name}: largest error {error:E2}, tolerance {Tolerance:E0}");
        error.ShouldBeLessThan(Tolerance);

        // One element that is off by a thousandth is seen.
        expected[Length - 1] += 1e-3;
        Largest(expected, model.Parameters.Span).ShouldBeGreaterThan(Tolerance);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void AnyNumberOfThreadsGivesTheSameBits(string name)
    {
        float[] one = Train(name, threads: 1);
        foreach (int threads in (int[])[2, 3, 7])
        {
            Train(name, threads).ShouldBe(one);
        }
    }

    [Fact]
    public void FirstStepsAreThoseOfPyTorch()
    {
        // torch.optim.Adam moves by the learning rate against the gradient's sign in its first step, whatever the gradient's size;
        // torch.optim.SGD takes the first gradient undamped.
        using var model = new FlatModel(3, threads: 1);
        model.Parameters.Edit(values => values.Fill(1));
        using var adam = new Adam(model.Parameters, 0.25, epsilon: 0);
        new float[] { 1e-3f, -50, 7 }.CopyTo(model.Parameters.GradientSpan);
        adam.Step();

        // Half a unit in the last place of 1: the quotient is 1 up to the rounding of its two roots.
        model.Parameters.Span.ToArray().ShouldBe([0.75f, 1.25f, 0.75f], 1.2e-7);
        model.Parameters.Edit(values => values.Fill(1));
        using var sgd = new SGD(model.Parameters, 0.5, momentum: 0.9, dampening: 0.5);
        new float[] { 1, 2, 3 }.CopyTo(model.Parameters.GradientSpan);
        sgd.Step();
        model.Parameters.Span.ToArray().ShouldBe([0.5f, 0, -0.5f]);
    }

    [Fact]
    public void MomentsThatSinkBecomeZeroInsteadOfDenormal()
    {
        using var model = new FlatModel(40, threads: 1);
        using var adam = new Adam(model.Parameters, beta2: 0.9);
        using var sgd = new SGD(model.Parameters, momentum: 0.5);
        model.Parameters.GradientSpan.Fill(1e-10f);
        adam.Step();
        sgd.Step();
        model.Parameters.ZeroGradients();
        for (int i = 0; i < 2000; i++)
        {
            adam.Step();
            sgd.Step();
        }

        foreach (var (_, buffer) in adam.Buffers.Concat(sgd.Buffers))
        {
            buffer.Read().ToArray().ShouldAllBe(value => value == 0);
        }
    }

    [Fact]
    public void AStepRaisesTheVersionAndALearningRateCanChange()
    {
        using var model = new FlatModel(5, threads: 1);
        using var sgd = new SGD(model.Parameters, 1);
        model.Parameters.GradientSpan.Fill(1);
        model.Parameters.Edit(values => values.Clear());
        long version = model.Parameters.Version;
        sgd.Step();
        model.Parameters.Version.ShouldBeGreaterThan(version);
        sgd.LearningRate = 0.5;
        sgd.Step();
        model.Parameters.Span.ToArray().ShouldAllBe(value => value == -1.5f);
        sgd.StepCount.ShouldBe(2);
    }

    [Fact]
    public void AnOptimizerOfOnesOwnKeepsABufferThatEditorsShow()
    {
        using var model = new FlatModel(Length, threads: 2);
        using var optimizer = new SumOfGradients(model.Parameters);
        model.Parameters.Edit(values => values.Clear());
        for (int step = 0; step < 3; step++)
        {
            model.Parameters.GradientSpan.Fill(1);
            optimizer.Step();
        }

        // 1 + 2 + 3, times a rate of 0.5.
        model.Parameters.Span.ToArray().ShouldAllBe(value => value == -3);
        typeof(AlignedBuffer).GetCustomAttribute<EditorBrowsableAttribute>().ShouldBeNull();
    }

    [Fact]
    public void OptionsOutOfRangeAreRefused()
    {
        using var model = new FlatModel(1, threads: 1);
        ParameterSet p = model.Parameters;
        Should.Throw<ArgumentOutOfRangeException>(() => new SGD(p, -1));
        Should.Throw<ArgumentOutOfRangeException>(() => new SGD(p, double.NaN));
        Should.Throw<ArgumentException>(() => new SGD(p, 1, nesterov: true));
        Should.Throw<ArgumentException>(() => new SGD(p, 1, 0.9, 0.1, nesterov: true));
        Should.Throw<ArgumentException>(() => new SGD(p, 1) { Momentum = 0.5 });
        Should.Throw<ArgumentOutOfRangeException>(() => new Adam(p, beta1: 1));
        Should.Throw<ArgumentOutOfRangeException>(() => new Adam(p, epsilon: -1));
        Should.Throw<ArgumentOutOfRangeException>(() => new AdamW(p, weightDecay: -1));
        var disposed = new SGD(p, 1);
        disposed.Dispose();
        Should.Throw<ObjectDisposedException>(disposed.Step);
    }

    private static float[] Train(string name, int threads)
    {
        using var model = new FlatModel(20_001, threads);
        model.Team.ForkThreshold = 0;
        using Optimizer optimizer = Recipes[name].Make(model.Parameters);
        for (int step = 0; step < 5; step++)
        {
            Prescribe(model.Parameters.GradientSpan, step);
            optimizer.Step();
        }

        return model.Parameters.Span.ToArray();
    }

    /// <summary>Gradients of both signs and of sizes from 1e-4 to 1.</summary>
    private static void Prescribe(Span<float> gradients, int step)
    {
        for (int i = 0; i < gradients.Length; i++)
        {
            gradients[i] = (float)(Math.Sin((i * 0.7) + (step * 1.3)) * Math.Pow(10, -(i % 5)));
        }
    }

    private static double Largest(double[] expected, ReadOnlySpan<float> found)
    {
        double largest = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(expected[i] - found[i]));
        }

        return largest;
    }

    /// <summary>Moves by the sum of all gradients so far.</summary>
    private sealed class SumOfGradients : Optimizer
    {
        private readonly AlignedBuffer sum;

        public SumOfGradients(ParameterSet parameters)
            : base(parameters, 0.5) => sum = AddBuffer("sum");

        protected override void Update(nint begin, nint end)
        {
            for (nint i = begin; i < end; i++)
            {
                sum.At(i) += Gradient(i);
                Value(i) -= (float)LearningRate * sum.At(i);
            }
        }
    }
}
