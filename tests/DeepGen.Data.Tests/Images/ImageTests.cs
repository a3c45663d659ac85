using System.Numerics.Tensors;

namespace DeepGen.Data.Tests;

public sealed class ImageTests
{
    [Fact]
    public void Resizing_takes_the_mean_of_the_area()
    {
        var image = new Image(1, 2, 3, [0, 0.6f, 0.3f, 1, 0.4f, 0.1f]);
        image.Resize(1, 1).Values[0].ShouldBe(0.4f, 1e-6f);
        // 3 columns to 2: the middle one belongs half to each.
        var narrow = image.Resize(2, 2).Values.ToArray();
        float[] expected = [(0 + 0.3f) / 1.5f, (0.3f + 0.3f) / 1.5f, (1 + 0.2f) / 1.5f, (0.2f + 0.1f) / 1.5f];
        narrow.Zip(expected).ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) < 1e-6f);
        image.Resize(4, 3).Values.ToArray().ShouldBe([0, 0.6f, 0.3f, 0, 0.6f, 0.3f, 1, 0.4f, 0.1f, 1, 0.4f, 0.1f]);
        image.Resize(2, 3).ShouldBeSameAs(image);
    }

    [Theory]
    [InlineData(105, 105, 64, 64)]
    [InlineData(7, 31, 5, 11)]
    [InlineData(3, 4, 8, 9)]
    public void Resizing_agrees_with_the_integral_over_each_pixel(int height, int width, int newHeight, int newWidth)
    {
        var random = new Random(3);
        var values = new float[2 * height * width];
        foreach (ref var value in values.AsSpan())
        {
            value = random.NextSingle();
        }

        var resized = new Image(2, height, width, values).Resize(newHeight, newWidth).Values;
        for (var i = 0; i < resized.Length; i++)
        {
            var (channel, y, x) = (i / newWidth / newHeight, i / newWidth % newHeight, i % newWidth);
            var sum = 0.0;
            for (var row = 0; row < height; row++)
            {
                for (var column = 0; column < width; column++)
                {
                    sum += values[(((channel * height) + row) * width) + column]
                        * Covered(y, newHeight, row, height) * Covered(x, newWidth, column, width);
                }
            }

            // Two sums of up to a hundred float products of numbers below 1, each rounded by 6e-8.
            resized[i].ShouldBe((float)sum, 1e-5f);
        }

        // The share of the new pixel that lies in the old one, both as parts of the same line.
        static double Covered(int pixel, int count, int old, int oldCount)
        {
            var begin = Math.Max((double)pixel / count, (double)old / oldCount);
            var end = Math.Min((pixel + 1.0) / count, (old + 1.0) / oldCount);
            return Math.Max(0, end - begin) * count;
        }
    }

    [Fact]
    public void Channels_are_dropped_repeated_and_mixed()
    {
        var colour = new Image(4, 1, 2, [1, 0, 0, 1, 0, 0, 0.5f, 0]);
        colour.WithChannels(1).Values.ToArray().ShouldBe([0.299f, 0.587f]);
        colour.WithChannels(2).Values.ToArray().ShouldBe([0.299f, 0.587f, 0.5f, 0]);
        colour.WithChannels(3).Values.ToArray().ShouldBe([1, 0, 0, 1, 0, 0]);
        var grey = new Image(1, 1, 2, [0.25f, 1]);
        grey.WithChannels(3).Values.ToArray().ShouldBe([0.25f, 1, 0.25f, 1, 0.25f, 1]);
        grey.WithChannels(4).Values[6..].ToArray().ShouldBe([1f, 1f]);
        grey.WithChannels(2).WithChannels(1).Values.ToArray().ShouldBe([0.25f, 1]);
        Should.Throw<ArgumentException>(() => new Image(3, 2, 2, new float[4])).Message
            .ShouldContain("3 channels of 2 x 2 do not make 4 numbers");
    }

    [Fact]
    public void A_random_shift_moves_the_whole_image_and_fills_with_zeros()
    {
        var random = new Random(5);
        var values = new float[2 * 5 * 7];
        foreach (ref var value in values.AsSpan())
        {
            value = 0.1f + random.NextSingle();
        }

        Column<float> images = Tensor.Create([.. values, .. values], [2, 2, 5, 7]);
        var shifted = images.RandomShift(2);
        var seen = new HashSet<(int, int)>();
        for (var epoch = 0; epoch < 1000; epoch++)
        {
            var sample = new float[values.Length];
            shifted.Read(1, 1, sample, new SampleKey(1, epoch));
            seen.Add(Shifts().Single(shift => sample.SequenceEqual(Moved(values, shift.Down, shift.Right))));
        }

        // Each of 25 has a chance of 0.96^1000 = 2e-18 to be left out.
        seen.Count.ShouldBe(25);
        Should.Throw<ArgumentException>(() => ((Column<float>)Tensor.CreateFromShape<float>([2, 3])).RandomShift(1)).Message
            .ShouldContain("The samples have 1 dimensions; images have three");

        static IEnumerable<(int Down, int Right)> Shifts()
            => Enumerable.Range(-2, 5).SelectMany(down => Enumerable.Range(-2, 5).Select(right => (down, right)));
    }

    [Fact]
    public void A_map_makes_samples_of_another_shape()
    {
        Column<float> numbers = Tensor.Create<float>([1, 2, 3, 4, 5, 6], [3, 2]);
        var sums = numbers.Scale(10).Map([1, 1, 3], (source, destination) =>
        {
            source.CopyTo(destination);
            destination[2] = source[0] + source[1];
        });
        sums.Shape.ToArray().ShouldBe([1, 1, 3]);
        var values = new float[6];
        sums.Read(1, 2, values, default);
        values.ShouldBe([30, 40, 70, 50, 60, 110]);
    }

    private static float[] Moved(float[] values, int down, int right)
    {
        var result = new float[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var (channel, y, x) = (i / 35, (i / 7 % 5) + down, (i % 7) + right);
            if (y is >= 0 and < 5 && x is >= 0 and < 7)
            {
                result[(channel * 35) + (y * 7) + x] = values[i];
            }
        }

        return result;
    }
}
