using System.Numerics.Tensors;
using Xunit.Abstractions;

namespace DeepGen.Data.Tests;

public sealed class IdxFolderTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("train-images-idx3-ubyte", "train-labels-idx1-ubyte", false)]
    [InlineData("train-images.idx3-ubyte.gz", "train-labels-idx1-ubyte.gz", true)]
    public void A_folder_gives_images_from_0_to_1_with_their_labels(string images, string labels, bool compress)
    {
        IdxFile.Write(folder.File(images), Tensor.Create<byte>([0, 51, 102, 153, 204, 255], [3, 1, 2]), compress);
        IdxFile.Write(folder.File(labels), Tensor.Create<byte>([7, 8, 9]), compress);
        var data = IdxFolder.ReadTrain(folder.Path);
        data.Inputs.Shape.ToArray().ShouldBe([1, 1, 2]);
        foreach (var (inputs, targets) in new DataLoader<float, int>(data, 3).Epoch(0))
        {
            inputs.ToArray().ShouldBe([0f, 0.2f, 0.4f, 0.6f, 0.8f, 1f]);
            targets.ToArray().ShouldBe([7, 8, 9]);
        }
    }

    [Fact]
    public void Mnist_is_read_as_it_is_known()
    {
        if (SharedData.Find("mnist") is not { } mnist)
        {
            output.WriteLine("skipped: no data (shared/data/mnist); the small folders above are read everywhere");
            return;
        }

        var (train, test) = (IdxFolder.ReadTrain(mnist), IdxFolder.ReadTest(mnist));
        (train.Count, test.Count).ShouldBe((60_000, 10_000));
        train.Inputs.Shape.ToArray().ShouldBe([1, 28, 28]);
        var labels = new int[60_000];
        train.Targets.Read(0, 60_000, labels, default);
        // The counts of the ten digits and the mean of all pixels as the literature has them.
        labels.CountBy(label => label).OrderBy(pair => pair.Key).Select(pair => pair.Value)
            .ShouldBe([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]);
        var sum = 0.0;
        foreach (var (images, _) in new DataLoader<float, int>(train, 1000).Epoch(0))
        {
            sum += images.ToArray().Sum(value => (double)value);
        }

        // Known to four digits.
        (sum / (60_000 * 784)).ShouldBe(0.1307, 0.00005);
    }
}
