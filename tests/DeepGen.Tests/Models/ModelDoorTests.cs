using System.Numerics.Tensors;

namespace DeepGen.Tests.Models;

public class ModelDoorTests
{
    private static readonly Pictures Data = new(4, seed: 1);

    [Fact]
    public void AWrongShapeNamesWhatWasFoundAndExpected()
    {
        using var model = new SmallCnn();
        var error = Should.Throw<ArgumentException>(
            () => model.Predict(new ReadOnlyTensorSpan<float>(new float[288], [2, 1, 9, 16])));
        error.Message.ShouldBe(
            "Input 'image' has the shape [2, 1, 9, 16], but [N, 1, 12, 12] is expected: "
            + "dimension 2 is 9 instead of 12; reshape or crop it. (Parameter 'image')");
        Should.Throw<ArgumentException>(() => model.Predict(new float[143], 1)).Message.ShouldContain("needs 144");
        Should.Throw<ArgumentException>(() => model.Predict([], 0)).ParamName.ShouldBe("image");
    }

    [Fact]
    public void TargetsOfAnotherBatchAreRefused()
    {
        using var model = new SmallCnn();
        float before = Sum(model);
        var error = Should.Throw<ArgumentException>(() => model.Step(
            new ReadOnlyTensorSpan<float>(Data.FirstImages(2), [2, 1, 12, 12]), new ReadOnlyTensorSpan<int>(Data.FirstLabels(3))));
        error.Message.ShouldContain("N is 3 here and 2 before");
        model.StepCount.ShouldBe(0);
        Sum(model).ShouldBe(before);
    }

    [Theory]
    [InlineData(SmallCnn.Classes)]
    [InlineData(-1)]
    public void ALabelOutOfRangeIsRefusedBeforeAnythingRuns(int label)
    {
        using var model = new SmallCnn();
        int[] labels = [0, 1, label, 3];
        var error = Should.Throw<ArgumentOutOfRangeException>(() => model.Step(Data.Images, labels, 4));
        error.ParamName.ShouldBe("label");
        error.Message.ShouldContain("at position 2, but its values must be from 0 to 3");
        Should.Throw<ArgumentOutOfRangeException>(() => model.Evaluate(Data.Images, labels, 4));
        model.StepCount.ShouldBe(0);
        model.Parameters.TotalNorm.ShouldBe(0);
        model.Step(Data.Images, Data.Labels, 4).Loss.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void EachOfTwoTargetsHasItsOwnRange()
    {
        using var model = new TwoHeads();
        float Step(int first, int second) => model.Step(new float[98], new float[4], [first], [second], 1).Loss;
        Step(2, 5).ShouldBeGreaterThan(0);
        Should.Throw<ArgumentOutOfRangeException>(() => Step(3, 5)).ParamName.ShouldBe("firstLabel");
        Should.Throw<ArgumentOutOfRangeException>(() => Step(2, 6)).ParamName.ShouldBe("secondLabel");
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void WhatIsNotFiniteStaysInItsRow(float bad)
    {
        using var model = new SmallCnn(Device.CpuWithThreads(2));
        model.Team.ForkThreshold = 0;
        float[] clean = model.Predict(Data.Images, 4).ToArray();
        float[] images = [.. Data.Images];
        images[SmallCnn.Pixels + 30] = bad;
        float[] found = model.Predict(images, 4).ToArray();
        for (int row = 0; row < 4; row++)
        {
            var outputs = found.AsSpan(row * SmallCnn.Classes, SmallCnn.Classes);
            if (row == 1) outputs.ToArray().ShouldAllBe(value => !float.IsFinite(value));
            else outputs.SequenceEqual(clean.AsSpan(row * SmallCnn.Classes, SmallCnn.Classes)).ShouldBeTrue();
        }

        float.IsNaN(model.Step(images, Data.Labels, 4).Loss).ShouldBeTrue();
    }

    [Fact]
    public void TensorsWithGapsAreReadAsTheyLie()
    {
        using var model = new SmallPerceptron();
        float[] wide = [.. Enumerable.Range(0, 2 * 9).Select(i => i / 10f)];
        float[] dense = [.. wide[..6], .. wide[9..15]];
        var strided = new ReadOnlyTensorSpan<float>(wide, [2, 6], [9, 1]);
        model.Predict(strided).ToArray().ShouldBe(model.Predict(dense, 2).ToArray());
    }

    private static float Sum(SmallCnn model) => TensorPrimitives.Sum(model.Parameters.Span);
}
