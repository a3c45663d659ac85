using System.Numerics.Tensors;
using DeepGen.Runtime;

namespace DeepGen.Tests.Runtime.Programs;

public class DoorTests
{
    private static readonly ModelDefinition TwoInputs = Definition();

    [Theory]
    [InlineData(new int[] { 4, 2 }, "[4, 2]", "dimension 1 is 2 instead of 3; reshape or crop it.")]
    [InlineData(new int[] { 4, 3, 1 }, "[4, 3, 1]", "it has 3 dimensions instead of 2; reshape it.")]
    [InlineData(new int[] { 0, 3 }, "[0, 3]", "N is 0; pass at least one.")]
    public void AWrongShapeIsOneSentence(int[] shape, string found, string reason)
    {
        using TinyModel model = new();
        nint[] lengths = [.. shape.Select(extent => (nint)extent)];
        float[] values = new float[shape.Aggregate(1, (a, b) => a * b)];
        ArgumentException error = Should.Throw<ArgumentException>(() => model.Predict(new ReadOnlyTensorSpan<float>(values, lengths)));
        error.ParamName.ShouldBe("x");
        error.Message.ShouldBe($"Input 'x' has the shape {found}, but [N, 3] is expected: {reason} (Parameter 'x')");
    }

    [Fact]
    public void ANameBindsAllInputsAndTargets()
    {
        using TinyModel model = new();
        ArgumentException error = Should.Throw<ArgumentException>(
            () => model.Step(new ReadOnlyTensorSpan<float>(new float[6], [2, 3]), new int[3]));
        error.Message.ShouldStartWith(
            "Target 'label' has the shape [3], but [N] is expected: N is 3 here and 2 before; give the same N everywhere.");
    }

    [Theory]
    [InlineData(7, 2, "Input 'x' has 7 numbers, but [N, 3] with a batch of 2 needs 6; pass all rows, one after the other.")]
    [InlineData(0, 0, "Input 'x' has a batch of 0, but at least 1 is expected; pass one row or more.")]
    [InlineData(3, -1, "Input 'x' has a batch of -1, but at least 1 is expected; pass one row or more.")]
    public void AFlatSpanOfTheWrongLengthIsOneSentence(int length, int batch, string message)
    {
        using TinyModel model = new();
        Should.Throw<ArgumentException>(() => model.Predict(new float[length], batch)).Message.ShouldBe(message + " (Parameter 'x')");
    }

    [Fact]
    public void AFlatSpanBindsOneMoreDimension()
    {
        nint[] dims = new nint[2];
        new Door(TwoInputs, TwoInputs.Inputs[0], false).BindFlat(2 * 5 * 4, 2, dims);
        dims.ShouldBe([2, 5]);
        Should.Throw<ArgumentException>(() => new Door(TwoInputs, TwoInputs.Inputs[0], false).BindFlat(41, 2, new nint[2]))
            .Message.ShouldStartWith("Input 'text' has 41 numbers, but [N, T, 4] with a batch of 2 needs a multiple of 8;");
        Should.Throw<ArgumentException>(() => new Door(TwoInputs, TwoInputs.Inputs[0], false).BindFlat(0, 2, new nint[2]));
        Should.Throw<ArgumentException>(() => new Door(TwoInputs, TwoInputs.Inputs[0], false).BindFlat(2 * 6 * 4, 2, dims));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void AnIndexOutOfRangeNamesPositionAndValueAndChangesNothing(int bad)
    {
        using TinyModel model = new();
        var error = Should.Throw<ArgumentOutOfRangeException>(
            () => model.Step(new ReadOnlyTensorSpan<float>(new float[9], [3, 3]), new[] { 0, 1, bad }));
        error.Message.ShouldStartWith(
            $"Target 'label' holds {bad} at position 2, but its values must be from 0 to 1; " +
            "check the labels, or the number of classes of the model.");
        model.StepCount.ShouldBe(0);
        model.State["norm1.running_mean"].ToArray().ShouldBe([0, 0, 0]);
    }

    [Fact]
    public void ATensorWithStridesIsReadRowByRow()
    {
        using TinyModel model = ModelTests.Prepared();
        float[] padded = [1, 2, 3, 9, -1, 0, 0.5f, 9];
        var x = new ReadOnlyTensorSpan<float>(padded, [2, 3], [4, 1]);
        model.Predict(x).ToArray().ShouldBe([14.5f, 31.25f, 1, -1.75f]);
    }

    private static ModelDefinition Definition() => new()
    {
        Name = "TwoInputs",
        Fingerprint = "",
        Parameters = [],
        Inputs = [new InputDefinition("text", ElementKind.Float32, [DimPattern.Named(0), DimPattern.Named(1), 4])],
        Outputs = [],
        Dims = ["N", "T"],
        Predict = new ProgramDefinition("Predict", [], static (_, _) => { }, static _ => { }),
    };
}
