namespace DeepGen.Tests.Models;

/// <summary>Parameters, buffers and settings of a model's own, frozen layers, gradients of inputs, auxiliary outputs.</summary>
public sealed class MemberTests : IDisposable
{
    private const int Batch = 5;

    private readonly Membered model = new(seed: 3);
    private readonly float[] x = Draw(Batch * 6, 1);
    private readonly float[] target = Draw(Batch * 3, 2);

    public void Dispose() => model.Dispose();

    [Fact]
    public void ParametersOfItsOwnStandBeforeTheLayers()
    {
        model.Parameters.Select(parameter => parameter.Name)
            .ShouldBe(["weight", "shift", "middle.weight", "middle.bias", "head.weight", "head.bias"]);
        model.Parameters.Weight.Shape.ToArray().ShouldBe([6, 8]);
        model.Parameters.Shift.Values.ToArray().ShouldAllBe(value => value == 0.25f);

        // xavier_uniform_ of a weight [out = 6, in = 8].
        float bound = MathF.Sqrt(6f / 14);
        model.Parameters.Weight.Values.ToArray().ShouldAllBe(value => Math.Abs(value) <= bound);
        model.Parameters.Weight.Values.ToArray().Max(Math.Abs).ShouldBeGreaterThan(0.8f * bound);
    }

    [Fact]
    public void ABufferIsReadAndEditedByItsPropertyOrItsName()
    {
        model.ClassWeights.Values.ToArray().ShouldBe([1, 2, 0.5f]);
        model.ClassWeights.ToString().ShouldBe("classWeights [3]");
        model.Penalty = 0;
        float before = model.Evaluate(x, target, Batch).Loss;
        model.ClassWeights.Edit(static values =>
        {
            for (int i = 0; i < values.Length; i++) values[i] *= 3;
        });
        model.Evaluate(x, target, Batch).Loss.ShouldBe(3 * before, 1e-6 * before); // one rounding of each product
        model.State["classWeights"].ToArray().ShouldBe([3, 6, 1.5f]);
        model.State.CopyFrom("classWeights", [0, 0, 0]);
        model.Evaluate(x, target, Batch).Loss.ShouldBe(0);
        Should.Throw<ArgumentException>(() => model.ClassWeights.CopyFrom([1, 2]));
        model.Step(x, target, Batch);
        model.ClassWeights.Values.ToArray().ShouldBe([0, 0, 0]);
    }

    [Fact]
    public void ASettingHoldsFromTheNextCallOn()
    {
        model.Rate.ShouldBe(0.5f);
        model.Penalty = 0;
        float without = model.Evaluate(x, target, Batch).Loss;
        model.Penalty = 2;
        float with = model.Evaluate(x, target, Batch).Loss;
        float[] hidden = model.Evaluate(x, target, Batch).Outputs["hidden"].ToArray();
        (with - without).ShouldBe(2 * hidden.Average(value => value * value), 1e-6); // a few roundings of numbers below 1

        // Dropout of nothing is evaluation, and of everything leaves the bias.
        model.Rate = 0;
        model.Step(x, target, Batch).Loss.ShouldBe(with);
        model.Settings["rate"] = 1;
        float[] dropped = model.Step(x, target, Batch).Output.ToArray();
        dropped.ShouldBe(Enumerable.Repeat(model.Parameters.Head.Bias.Values.ToArray(), Batch).SelectMany(row => row));
        model.Parameters.Head.Weight.Gradient.ToArray().ShouldAllBe(value => value == 0);
        model.Parameters.GradientSpan.ToArray().ShouldAllBe(value => float.IsFinite(value));
    }

    [Theory]
    [InlineData(1.5f)]
    [InlineData(-0.1f)]
    [InlineData(float.NaN)]
    public void ARateOutOfItsRangeIsRefused(float rate)
    {
        var error = Should.Throw<ArgumentOutOfRangeException>(() => model.Rate = rate);
        error.ParamName.ShouldBe("rate");
        error.Message.ShouldContain("it must be a number from 0 to 1");
        model.Rate.ShouldBe(0.5f);
    }

    [Fact]
    public void SettingsAreFoundByTheirNames()
    {
        model.Settings.Names.ShouldBe(["rate", "penalty"]);
        Should.Throw<ArgumentOutOfRangeException>(() => model.Penalty = 11).Message.ShouldContain("from 0 to 10");
        Should.Throw<KeyNotFoundException>(() => model.Settings["Rate"]).Message.ShouldContain("it has rate, penalty");
    }

    [Fact]
    public void WhatIsFrozenStaysWhateverTheOptimizerDoes()
    {
        model.Parameters.Middle.Weight.IsFrozen.ShouldBeTrue();
        model.Parameters.TrainedCount.ShouldBe(model.Parameters.Span.Length - 72);
        float[] frozen = [.. model.Parameters.Middle.Weight.Values, .. model.Parameters.Middle.Bias.Values];
        Optimizer[] optimizers = [new AdamW(model.Parameters, 0.1, weightDecay: 0.5), new SGD(model.Parameters, 0.1, weightDecay: 0.5)];
        foreach (Optimizer optimizer in optimizers)
        {
            float[] before = model.Parameters.Span.ToArray();
            model.Step(x, target, Batch);
            optimizer.Step();
            float[] after = model.Parameters.Span.ToArray();
            Enumerable.Range(0, after.Length).Count(i => after[i] == before[i]).ShouldBe(72, "the frozen ones and no other");
            optimizer.Dispose();
        }

        float[] still = [.. model.Parameters.Middle.Weight.Values, .. model.Parameters.Middle.Bias.Values];
        still.ShouldBe(frozen);
    }

    [Fact]
    public void NormsAndClippingPassOverWhatIsFrozen()
    {
        model.Parameters.GradientSpan.Fill(2);
        long trained = model.Parameters.TrainedCount;
        model.Parameters.TotalNorm.ShouldBe(2 * Math.Sqrt(trained), 1e-12);
        Clip.Norm(model.Parameters, Math.Sqrt(trained));
        model.Parameters.Weight.Gradient[0].ShouldBe(1, 1e-6); // the quotient's 1e-6 beside the norm
        model.Parameters.Middle.Weight.Gradient[0].ShouldBe(2);
        Clip.Value(model.Parameters, 0.5);
        model.Parameters.Head.Bias.Gradient[0].ShouldBe(0.5f);
        model.Parameters.Middle.Bias.Gradient[0].ShouldBe(2);
    }

    [Fact]
    public void TheGradientOfAnInputIsTheSlopeOfTheLoss()
    {
        model.Rate = 0;
        float[] gradient = model.Step(x, target, Batch).Gradients["x"].ToArray();
        gradient.Length.ShouldBe(x.Length);
        for (int i = 0; i < x.Length; i++)
        {
            double Loss(float step)
            {
                float[] moved = [.. x];
                moved[i] += step;
                return model.Evaluate(moved, target, Batch).Loss;
            }

            // A central difference of 1/64 is off by its square, and by the rounding of two losses near 1 (1e-7) over 1/32.
            ((Loss(1 / 64f) - Loss(-1 / 64f)) * 32).ShouldBe(gradient[i], 5e-4);
        }

        gradient.Max(Math.Abs).ShouldBeGreaterThan(0.01f);
    }

    [Fact]
    public void TheGradientOfAnInputIsOfItsStepAlone()
    {
        model.Rate = 0;
        var once = model.Step(x, target, Batch);
        float[] first = once.Gradients["x"].ToArray();
        float[] parameters = model.Parameters.GradientSpan.ToArray();
        var view = once.Gradients["x"];
        view.Shape.ToArray().ShouldBe([Batch, 6]);
        view.Name.ShouldBe("x");
        var again = model.Step(x, target, Batch, Gradients.Accumulate);
        again.Gradients["x"].ToArray().ShouldBe(first);
        model.Parameters.GradientSpan.ToArray().ShouldBe(parameters.Select(value => 2 * value));
        Should.Throw<InvalidOperationException>(() => view.ToArray());
        Should.Throw<KeyNotFoundException>(() => again.Gradients["target"]);
        model.Evaluate(x, target, Batch).Gradients.Count.ShouldBe(0);
    }

    [Fact]
    public void AnAuxiliaryOutputIsShownByAStepAndLeftOutOfPrediction()
    {
        OutputView predicted = model.Predict(x, Batch);
        predicted.Name.ShouldBe("output");
        float[] output = predicted.ToArray();
        var evaluated = model.Evaluate(x, target, Batch);
        evaluated.Outputs.Count.ShouldBe(2);
        evaluated.Output.ToArray().ShouldBe(output);
        evaluated.Outputs["hidden"].Shape.ToArray().ShouldBe([Batch, 8]);
    }

    private static float[] Draw(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)];
    }
}
