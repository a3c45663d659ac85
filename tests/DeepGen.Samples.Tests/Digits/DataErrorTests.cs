using System.Numerics.Tensors;
using DeepGen.Data;

namespace DeepGen.Samples.Tests.Digits;

public sealed class DataErrorTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("no folder", "is not a folder")]
    [InlineData("empty folder", "has no file train-images-idx3-ubyte, plain or with .gz")]
    [InlineData("no test labels", "has no file t10k-labels-idx1-ubyte, plain or with .gz")]
    [InlineData("truncated", "train-images-idx3-ubyte.gz'")]
    [InlineData("damaged", "train-images-idx3-ubyte.gz'")]
    [InlineData("not compressed", "train-labels-idx1-ubyte.gz'")]
    [InlineData("text", "t10k-images-idx3-ubyte.gz'")]
    [InlineData("fewer labels", "has 60 images but")]
    [InlineData("another size", "has images of 1 x 14 x 56 numbers; the model reads grey images of 28 x 28")]
    [InlineData("letters", "has the label 25; the model tells the classes 0 to 9 apart")]
    [InlineData("no images", "has no images")]
    public async Task Bad_data_is_named(string damage, string words)
    {
        Damage(damage);
        var run = await Child.RunDigits("--data", folder["data"], "--out", folder["out"], "--epochs", "1", "--quiet");
        run.ShouldFailWith(words);
        run.Errors.ShouldContain(folder["data"]);
        run.Output.ShouldBeEmpty();
        Directory.GetFiles(folder["out"]).ShouldBeEmpty();
    }

    private void Damage(string damage)
    {
        if (damage == "no folder")
        {
            return;
        }

        var data = ImageFolder.Write(folder["data"], train: 60, test: 20, compress: true);
        var images = Path.Combine(data, "train-images-idx3-ubyte.gz");
        var labels = Path.Combine(data, "train-labels-idx1-ubyte.gz");
        switch (damage)
        {
            case "empty folder":
                Array.ForEach(Directory.GetFiles(data), File.Delete);
                break;
            case "no test labels":
                File.Delete(Path.Combine(data, "t10k-labels-idx1-ubyte.gz"));
                break;
            case "truncated":
                Rewrite(images, bytes => bytes[..(bytes.Length * 2 / 3)]);
                break;
            case "damaged":
                Rewrite(images, bytes => [.. bytes.Select((value, i) => i > 20 && i % 50 == 0 ? (byte)~value : value)]);
                break;
            case "not compressed":
                File.WriteAllBytes(labels, [0, 0, 8, 1, 0, 0, 0, 1, 7]);
                break;
            case "text":
                File.WriteAllText(Path.Combine(data, "t10k-images-idx3-ubyte.gz"), "<html>404</html>");
                break;
            case "fewer labels":
                IdxFile.Write(labels, Tensor.Create(new byte[59]), compress: true);
                break;
            case "another size":
                IdxFile.Write(images, Tensor.Create(new byte[60 * 14 * 56], [60, 14, 56]), compress: true);
                break;
            case "letters":
                IdxFile.Write(labels, Tensor.Create([.. Enumerable.Range(0, 60).Select(i => (byte)(i % 26))]), compress: true);
                break;
            case "no images":
                IdxFile.Write(images, Tensor.Create(Array.Empty<byte>(), [0, 28, 28]), compress: true);
                IdxFile.Write(labels, Tensor.Create(Array.Empty<byte>(), [0]), compress: true);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(damage), damage, "There is no such damage.");
        }
    }

    private static void Rewrite(string path, Func<byte[], byte[]> change) => File.WriteAllBytes(path, change(File.ReadAllBytes(path)));
}
