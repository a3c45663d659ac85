using DeepGen.Runtime;

namespace DeepGen.Tests.Devices;

/// <summary>What is said of a batch that a device does not take: the largest one that it does.</summary>
public class DeviceLimitTests
{
    // What the fake device has. A call takes two buffers of N numbers of four bytes, N rounded up to 64: for 12,480 that leaves 360 bytes,
    // enough for what the model keeps and not for 64 numbers more. In the debug mode of memory there are gaps around them.
    private static readonly int Bytes = 100_200 + (MemoryChecks.AreOn ? 3 * ArenaPlan.Gap * sizeof(float) : 0);
    private const int Fitting = 12_480;

    [Theory]
    [InlineData(1)]
    [InlineData(5_000)]
    [InlineData(12_000)]
    [InlineData(Fitting)]
    public void WhatIsTooSmallForTheModelIsNotTakenForTooLarge(int least)
    {
        using var model = new Sized((dims, sizes) => Fill(dims, sizes, least), new FakeBackend(Bytes));
        string message = Should.Throw<DeviceOutOfMemoryException>(() => model.Predict(40_000)).Message;
        message.ShouldStartWith("Sized.Predict with N = 40000 needs 0.0 GB of working memory on opencl:99 (Fake), which ");
        message.ShouldEndWith($"; the largest N that fits is {Fitting}.");
        Should.Throw<DeviceOutOfMemoryException>(() => model.Predict(Fitting + 1));
        model.Predict(Fitting).ShouldBe(Fitting);
        if (least > 1) Should.Throw<ArgumentException>(() => model.Predict(least - 1)).Message.ShouldBe("Too small.");
    }

    [Theory]
    [InlineData(Fitting + 1)]
    [InlineData(40_000)]
    public void WhereNothingFitsThatTheModelTakesThatIsSaid(int least)
    {
        using var model = new Sized((dims, sizes) => Fill(dims, sizes, least), new FakeBackend(Bytes));
        Should.Throw<DeviceOutOfMemoryException>(() => model.Predict(40_000)).Message.ShouldEndWith("; no smaller N fits.");
    }

    [Fact]
    public void ALoopThatWouldCountTooFarNamesTheCallAndTheLargestBatch()
    {
        // Of as many pairs as the square of N; what is too small, and what the device has no memory for, in the same search.
        using var model = new Sized(Pairs(200), new FakeBackend(1 << 20));
        Should.Throw<DeviceOutOfMemoryException>(() => model.Predict(1_000_000)).Message.ShouldBe(
            "Sized.Predict with N = 1000000 does not run on opencl:99 (Fake); the largest N that fits is 46340: 'pairs' goes over more "
            + "than 2,147,418,111 elements with these dimensions, which is the most that a kernel of a device counts.");
        Should.Throw<DeviceOutOfMemoryException>(() => model.Predict(46_341));
        model.Predict(46_340).ShouldBe(46_340);

        using var narrow = new Sized(Pairs(200), new FakeBackend(Bytes));
        Should.Throw<DeviceOutOfMemoryException>(() => narrow.Predict(1_000_000)).Message
            .ShouldContain($"the largest N that fits is {Fitting}:");

        static SizeFunction Pairs(int least) => (dims, sizes) =>
        {
            Fill(dims, sizes, least);
            DeviceDefinition.CheckItems("pairs", dims[0] * dims[0]);
        };
    }

    [Fact]
    public void AModelWithoutDimsIsSentToTheProcessor()
    {
        using var model = new Sized(
            static (_, sizes) =>
            {
                sizes.Fill(3);
                DeviceDefinition.CheckItems("pairs", DeviceDefinition.MostItems + 1);
            },
            new FakeBackend(Bytes),
            isFixed: true);
        Should.Throw<DeviceOutOfMemoryException>(() => model.Predict(3)).Message.ShouldStartWith(
            "Sized.Predict does not run on opencl:99 (Fake); use the processor: 'pairs' goes over more than ");
    }

    private static void Fill(ReadOnlySpan<nint> dims, Span<nint> sizes, int least)
    {
        if (dims[0] < least) throw new ArgumentException("Too small.");
        sizes.Fill(dims[0]);
    }

    /// <summary>A model of an input and an output of N numbers, of three where it is fixed, that computes nothing.</summary>
    private sealed class Sized(SizeFunction sizes, FakeBackend backend, bool isFixed = false)
        : CompiledModel(Definition(sizes, isFixed), Device.Parse(backend.Info.Id), new SharedDevice(backend), 5)
    {
        public int Predict(int count)
        {
            using ModelCall call = BeginPredict();
            call.BindInput(0, new System.Numerics.Tensors.ReadOnlyTensorSpan<float>([1], [count], [0]));
            call.Plan();
            call.Run();
            return call.Output(0).Values.Length;
        }

        private static new ModelDefinition Definition(SizeFunction sizes, bool isFixed)
        {
            var predict = new ProgramDefinition("Predict", [new(0, 0), new(0, 0)], sizes, static _ => { }) { Inputs = [0], Outputs = [1] };
            return new()
            {
                Name = "Sized",
                Fingerprint = "sized",
                Parameters = [new TensorDefinition("weight", [1], Initializer.Zeros)],
                Inputs = [new InputDefinition("x", ElementKind.Float32, [isFixed ? 3 : DimPattern.Named(0)])],
                Outputs = [new OutputDefinition("y", 1, (dims, shape) => shape[0] = isFixed ? 3 : dims[0])],
                Dims = isFixed ? [] : ["N"],
                Predict = predict,
                Device = () => new() { Source = "", Kernels = [], Predict = predict },
            };
        }
    }
}
