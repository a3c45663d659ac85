using System.Numerics.Tensors;

namespace DeepGen.Data.Tests;

public sealed class IdxDamageTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_truncation_point_is_one_sentence_with_the_file(bool compress)
    {
        var whole = Sample(compress);
        for (var length = 0; length < whole.Length; length++)
        {
            var path = folder.Write("cut", whole[..length]);
            var message = Should.Throw<DataFormatException>(() => IdxFile.ReadImages(path), $"after {length} bytes").Message;
            ShouldBeOneSentence(message, path);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_random_flip_is_noticed_or_stays_inside_the_values(bool compress)
    {
        var whole = Sample(compress);
        var expected = IdxFile.ReadImages(folder.Write("whole", whole)).ToArray();
        var random = new Random(3);
        var noticed = 0;
        for (var trial = 0; trial < 1000; trial++)
        {
            var damaged = (byte[])whole.Clone();
            var position = random.Next(damaged.Length);
            damaged[position] ^= (byte)(1 << random.Next(8));
            var path = folder.Write("flipped", damaged);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                var images = IdxFile.ReadImages(path).ToArray();
                // Gzip has a checksum; a plain file only has its length, so a flip in a value is a valid other file.
                images.ShouldBe(compress || position < 16 ? expected : damaged[16..]);
            }
            catch (DataFormatException exception)
            {
                ShouldBeOneSentence(exception.Message, path);
                noticed++;
            }

            // A header may claim gigabytes. The file has about 300 bytes, so a few megabytes are already generous.
            (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(4 << 20);
        }

        noticed.ShouldBeGreaterThan(20);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("89504E47", "is not an IDX file: it begins with 89504E47")]
    [InlineData("0000", "is not an IDX file")]
    [InlineData("00000700", "has the unknown element type 0x07")]
    [InlineData("00000D0100000000", "holds 32-bit floats where unsigned bytes are expected; read it as float")]
    [InlineData("00000800", "declares no dimensions")]
    [InlineData("0000080300", "ends inside its header of 16 bytes")]
    [InlineData("000008010000000300", "is cut short: its header declares 3 unsigned bytes, 11 bytes in all, but it has 9")]
    [InlineData("00000801000000010000", "goes on after the 9 bytes that its header declares (1 unsigned bytes)")]
    [InlineData("00000803FFFFFFFFFFFFFFFFFFFFFFFF00", "declares 4294967295 x 4294967295 x 4294967295 unsigned bytes, more than the 2 GiB")]
    [InlineData("00000803FFFFFFFFFFFFFFFF00000000", "more than the 2 GiB")]
    [InlineData("000008020000000100000001FF", "has 2 dimensions; images have 3")]
    [InlineData("1F8B0800", "is a damaged gzip file")]
    public void Each_kind_of_damage_has_its_words(string bytes, string expected)
    {
        var path = folder.Write("bad", Convert.FromHexString(bytes));
        var message = Should.Throw<DataFormatException>(() => IdxFile.ReadImages(path)).Message;
        message.ShouldContain(expected);
        ShouldBeOneSentence(message, path);
    }

    [Fact]
    public void A_small_compressed_file_cannot_claim_a_large_body()
    {
        IdxFile.Write(folder.File("x"), Tensor.Create<byte>([1]), compress: false);
        var bytes = File.ReadAllBytes(folder.File("x"));
        bytes[4] = 0x70;
        using (var file = File.Create(folder.File("bomb")))
        {
            using var packed = new System.IO.Compression.GZipStream(file, System.IO.Compression.CompressionLevel.Optimal);
            packed.Write(bytes);
        }

        Should.Throw<DataFormatException>(() => IdxFile.ReadLabels(folder.File("bomb"))).Message
            .ShouldContain("is too small to unpack to 1879048193");
    }

    [Fact]
    public void Missing_files_and_folders_have_their_words()
    {
        MessageOf(() => IdxFile.ReadImages(folder.File("none"))).ShouldEndWith("none' does not exist; check the path.");
        MessageOf(() => IdxFile.ReadImages(folder.File("a/b"))).ShouldContain("does not exist");
        MessageOf(() => IdxFile.ReadImages(folder.Path)).ShouldContain("cannot be read");
        MessageOf(() => IdxFolder.ReadTrain(folder.File("none"))).ShouldContain("is not a folder");
        MessageOf(() => IdxFolder.ReadTrain(folder.Path)).ShouldContain("has no file train-images-idx3-ubyte");
    }

    [Fact]
    public void Images_and_labels_of_different_number_are_one_error_naming_both()
    {
        IdxFile.Write(folder.File("t10k-images-idx3-ubyte"), Tensor.CreateFromShape<byte>([3, 2, 2]));
        IdxFile.Write(folder.File("t10k-labels.idx1-ubyte.gz"), Tensor.CreateFromShape<byte>([4]), compress: true);
        var message = Should.Throw<DataFormatException>(() => IdxFolder.ReadTest(folder.Path)).Message;
        message.ShouldContain("t10k-images-idx3-ubyte' has 3 images but");
        message.ShouldContain("t10k-labels.idx1-ubyte.gz' has 4 labels");
    }

    private static string MessageOf(Action action) => Should.Throw<DataFormatException>(action).Message;

    private static void ShouldBeOneSentence(string message, string path)
    {
        message.ShouldStartWith($"'{path}' ");
        message.ShouldEndWith(".");
        message.ShouldNotContain("\n");
    }

    private byte[] Sample(bool compress)
    {
        var values = new byte[5 * 7 * 8];
        new Random(2).NextBytes(values);
        IdxFile.Write(folder.File("sample"), Tensor.Create(values, [5, 7, 8]), compress);
        return File.ReadAllBytes(folder.File("sample"));
    }
}
