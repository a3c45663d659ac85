using System.Numerics.Tensors;

namespace DeepGen.Data.Tests;

public sealed class IdxRoundTripTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_element_type_comes_back_bit_by_bit(bool compress)
    {
        Check<byte>([0, 1, 127, 128, 255, 7], compress);
        Check<sbyte>([0, 1, 127, -128, -1, 7], compress);
        Check<short>([0, 258, short.MaxValue, short.MinValue, -1, 7], compress);
        Check<int>([0, 0x01020304, int.MaxValue, int.MinValue, -1, 7], compress);
        Check<float>([0f, -0f, float.PositiveInfinity, 1.5f, float.Epsilon, 7f], compress);
        Check<double>([0d, -0d, double.NegativeInfinity, 1.5, double.Epsilon, 7d], compress);
    }

    [Fact]
    public void Numbers_are_written_big_endian_behind_the_header()
    {
        IdxFile.Write(folder.File("x"), Tensor.Create([0x01020304, 5], [2, 1]));
        File.ReadAllBytes(folder.File("x")).ShouldBe(
            [0, 0, 0x0C, 2, 0, 0, 0, 2, 0, 0, 0, 1, 1, 2, 3, 4, 0, 0, 0, 5]);
    }

    [Fact]
    public void Gzip_is_recognised_by_content_and_not_by_name()
    {
        IdxFile.Write(folder.File("plain.gz"), Tensor.Create<byte>([1, 2, 3]));
        IdxFile.Write(folder.File("packed"), Tensor.Create<byte>([4, 5, 6]), compress: true);
        IdxFile.ReadLabels(folder.File("plain.gz")).ToArray().ShouldBe<byte>([1, 2, 3]);
        IdxFile.ReadLabels(folder.File("packed")).ToArray().ShouldBe<byte>([4, 5, 6]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_body_larger_than_the_first_block_is_read_whole(bool compress)
    {
        var values = new byte[3_000_001];
        new Random(1).NextBytes(values);
        IdxFile.Write(folder.File("x"), Tensor.Create(values), compress);
        IdxFile.Read<byte>(folder.File("x")).ToArray().ShouldBe(values);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_empty_dimension_is_read(bool compress)
    {
        IdxFile.Write(folder.File("x"), Tensor.CreateFromShape<byte>([0, 28, 28]), compress);
        IdxFile.ReadImages(folder.File("x")).Lengths.ToArray().ShouldBe([0, 28, 28]);
    }

    [Fact]
    public void A_strided_tensor_is_written_in_logical_order()
    {
        var tensor = Tensor.Create<short>([1, 2, 3, 4, 5, 6], [2, 3]);
        IdxFile.Write(folder.File("x"), Tensor.PermuteDimensions(tensor, [1, 0]));
        IdxFile.Read<short>(folder.File("x")).ToArray().ShouldBe<short>([1, 4, 2, 5, 3, 6]);
    }

    [Fact]
    public void An_element_type_that_the_format_lacks_is_refused()
        => Should.Throw<NotSupportedException>(() => IdxFile.Write(folder.File("x"), Tensor.Create<long>([1])))
            .Message.ShouldContain("byte, sbyte, short, int, float or double");

    private void Check<T>(T[] values, bool compress)
        where T : unmanaged
    {
        IdxFile.Write(folder.File("x"), Tensor.Create(values, [3, 1, 2]), compress);
        var read = IdxFile.Read<T>(folder.File("x"));
        read.Lengths.ToArray().ShouldBe([3, 1, 2]);
        System.Runtime.InteropServices.MemoryMarshal.AsBytes<T>(read.ToArray()).ToArray()
            .ShouldBe(System.Runtime.InteropServices.MemoryMarshal.AsBytes<T>(values).ToArray());
    }
}

internal static class TensorExtensions
{
    public static T[] ToArray<T>(this Tensor<T> tensor)
    {
        var result = new T[tensor.FlattenedLength];
        tensor.FlattenTo(result);
        return result;
    }
}
