using DeepGen.Tests.Runtime.Programs;

namespace DeepGen.Tests.Parameters;

public class ParameterSetTests
{
    [Fact]
    public void ViewsNameRangesOfTheFlatBuffers()
    {
        using var model = new TinyModel();
        TinyParameters parameters = model.Parameters;
        parameters.Count.ShouldBe(2);
        parameters.Select(view => view.ToString()).ShouldBe(["linear1.weight [2, 3]", "linear1.bias [2]"]);
        ParameterView bias = parameters["linear1.bias"];
        bias.Offset.ShouldBe(6);
        bias.Shape.ToArray().ShouldBe([2]);
        bias.CopyFrom([8, 9]);
        parameters.Span[6..].ToArray().ShouldBe([8, 9]);
        parameters.GradientSpan[7] = 4;
        parameters.Linear1.Bias.Gradient.ToArray().ShouldBe([0, 4]);
        parameters.Span.Length.ShouldBe(8);
        parameters.Contains("linear1.bias").ShouldBeTrue();
        parameters.Contains("linear2.bias").ShouldBeFalse();
        ((CompiledModel)model).Parameters.ShouldBeSameAs(parameters);
    }

    [Fact]
    public void EveryChangeRaisesTheVersion()
    {
        using var model = new TinyModel();
        long version = model.Parameters.Version;
        model.Parameters.Linear1.Weight.CopyFrom([1, 2, 3, 4, 5, 6]);
        model.Parameters.Version.ShouldBe(++version);
        model.Parameters.Linear1.Weight.Edit(values => values[0] = 7);
        model.Parameters.Version.ShouldBe(++version);
        model.Parameters.Edit(values => values.Clear());
        model.Parameters.Version.ShouldBe(++version);
        Should.Throw<InvalidDataException>(() => model.Parameters.Linear1.Bias.Edit(_ => throw new InvalidDataException()));
        model.Parameters.Version.ShouldBe(++version);
        model.Parameters.ZeroGradients();
        model.Parameters.Version.ShouldBe(version);
    }

    [Fact]
    public void MistakesAreNamed()
    {
        using var model = new TinyModel();
        Should.Throw<KeyNotFoundException>(() => model.Parameters["linear2.bias"]).Message
            .ShouldBe("Model 'TinyModel' has no parameter 'linear2.bias'; it has linear1.weight, linear1.bias.");
        Should.Throw<ArgumentException>(() => model.Parameters.Linear1.Weight.CopyFrom([1, 2])).Message
            .ShouldBe("'linear1.weight' has the shape [2, 3] but receives 2 numbers; give exactly 6.");
        Should.Throw<KeyNotFoundException>(() => model.State["norm2.running_mean"].Length);
        Should.Throw<KeyNotFoundException>(() => model.State.NumBatchesTracked("x"));
        Should.Throw<ArgumentOutOfRangeException>(() => model.Parameters.At(2));
    }

    [Fact]
    public void GoingThroughThemAllocatesNothing()
    {
        using var model = new TinyModel();
        int Total()
        {
            int total = 0;
            foreach (ParameterView view in model.Parameters)
            {
                total += view.Values.Length;
            }

            return total;
        }

        Total().ShouldBe(8);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Total();
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void StateIsNamedAndWritable()
    {
        using var model = new TinyModel();
        model.State.Names.ShouldBe(["norm1.running_mean"]);
        model.State.CopyFrom("norm1.running_mean", [1, 2, 3]);
        model.State["norm1.running_mean"].ToArray().ShouldBe([1, 2, 3]);
        Should.Throw<ArgumentException>(() => model.State.CopyFrom("norm1.running_mean", [1]));
    }
}
