using System.Numerics.Tensors;

namespace DeepGen.Data.Tests;

public sealed class DatasetTests
{
    [Fact]
    public void Parts_of_parts_keep_their_samples()
    {
        var data = LoaderOrderTests.Numbered(20);
        var part = data.Slice(5, 10).Subset(9, 0, 0, 3);
        part.Count.ShouldBe(4);
        LoaderOrderTests.Targets(new DataLoader<float, int>(part, 3), 0).ShouldBe([14, 5, 5, 8]);
        Should.Throw<ArgumentOutOfRangeException>(() => part.Subset(4)).Message
            .ShouldContain("Sample 4 was asked for, but the dataset has 4 samples");
    }

    [Fact]
    public void A_split_is_disjoint_complete_and_reproducible()
    {
        var data = LoaderOrderTests.Numbered(101);
        var (first, second) = data.Split(0.8, seed: 3);
        var left = LoaderOrderTests.Targets(new DataLoader<float, int>(first, 16), 0);
        var right = LoaderOrderTests.Targets(new DataLoader<float, int>(second, 16), 0);
        left.Count.ShouldBe(81);
        left.Concat(right).Order().ShouldBe(Enumerable.Range(0, 101));
        LoaderOrderTests.Targets(new DataLoader<float, int>(data.Split(0.8, seed: 3).First, 16), 0).ShouldBe(left);
        LoaderOrderTests.Targets(new DataLoader<float, int>(data.Split(0.8, seed: 4).First, 16), 0).ShouldNotBe(left);
        data.Split(0, 1).First.Count.ShouldBe(0);
        data.Split(1, 1).First.Count.ShouldBe(101);
        Should.Throw<ArgumentOutOfRangeException>(() => data.Split(double.NaN, 1));
    }

    [Fact]
    public void Columns_of_different_count_are_one_clear_error()
        => Should.Throw<ArgumentException>(
            () => new TensorDataset<float, int>(Tensor.CreateFromShape<float>([3, 2]), Tensor.CreateFromShape<int>([4])))
            .Message.ShouldContain("these have 3 and 4 rows");

    [Fact]
    public void Four_columns_stay_together()
    {
        var numbers = Enumerable.Range(0, 30).ToArray();
        var data = new TensorDataset<float, float, int, int>(
            Tensor.Create([.. numbers.Select(i => (float)i)], [30, 1]),
            Tensor.Create([.. numbers.Select(i => -(float)i)]),
            Tensor.Create(numbers),
            Tensor.Create([.. numbers.Select(i => i * i)]));
        var total = 0;
        foreach (var (image, hint, alphabet, character) in new DataLoader<float, float, int, int>(data, 8, shuffle: true).Epoch(0))
        {
            for (var i = 0; i < image.Lengths[0]; i++)
            {
                var number = alphabet[[i]];
                (image[[i, 0]], hint[[i]], character[[i]]).ShouldBe((number, -number, number * number));
                total += number;
            }
        }

        total.ShouldBe(30 * 29 / 2);
    }

    [Fact]
    public void Bytes_become_floats_as_a_division_by_255_gives_them()
    {
        var bytes = Enumerable.Range(0, 256).Select(i => (byte)i).ToArray();
        var column = new ByteColumn(Tensor.Create(bytes, [2, 128]));
        var values = new float[256];
        column.Read(0, 2, values, default);
        values.ShouldBe(bytes.Select(value => value / 255f));
        column.Normalize(0.5f, 0.25f).Read(1, 1, values, default);
        values[..128].ShouldBe(bytes[128..].Select(value => ((value / 255f) - 0.5f) / 0.25f));
        column.Scale(2f).Read(1, 1, values, default);
        values[127].ShouldBe(2f);
    }

    [Fact]
    public void Channels_are_normalized_each_with_their_own_numbers()
    {
        Column<float> column = Tensor.Create<float>([1, 2, 3, 4, 5, 6, 7, 8], [2, 2, 2]);
        var values = new float[8];
        column.Normalize([1f, 3f], [1f, 2f]).Read(0, 2, values, default);
        values.ShouldBe([0, 1, 0, 0.5f, 4, 5, 2, 2.5f]);
        Should.Throw<ArgumentException>(() => column.Normalize([1f, 2f, 3f], [1f, 1f, 1f])).Message
            .ShouldContain("3 means and 3 deviations for 2 channels");
        Should.Throw<ArgumentException>(() => column.Normalize(0f, 0f)).Message.ShouldContain("is 0 or not finite");
    }

    [Fact]
    public void Random_transforms_depend_on_seed_epoch_row_and_place_in_the_chain()
    {
        Column<float> column = Tensor.CreateFromShape<float>([4, 1]);
        static void Draw(Span<float> sample, ref SampleRandom random) => sample[0] = (sample[0] * 1000) + random.NextInt(1000);
        float[] Read(Column<float> from, ulong seed, int epoch)
        {
            var values = new float[4];
            from.Read(0, 4, values, new SampleKey(seed, epoch));
            return values;
        }

        var once = column.Transform(Draw);
        Read(once, 1, 1).ShouldBe(Read(once, 1, 1));
        Read(once, 1, 1).ShouldNotBe(Read(once, 1, 2));
        Read(once, 1, 1).ShouldNotBe(Read(once, 2, 1));
        Read(once, 1, 1).Distinct().Count().ShouldBe(4);
        Read(once.Transform(Draw), 1, 1).ShouldAllBe(value => MathF.Floor(value / 1000) != value % 1000);
        var single = new float[1];
        once.Read(2, 1, single, new SampleKey(1, 1));
        single[0].ShouldBe(Read(once, 1, 1)[2]);
    }

    [Fact]
    public void A_strided_tensor_is_read_in_logical_order()
    {
        var transposed = Tensor.PermuteDimensions(Tensor.Create<int>([1, 2, 3, 4, 5, 6], [2, 3]), [1, 0]);
        var values = new int[4];
        new TensorColumn<int>(transposed).Read(1, 2, values, default);
        values.ShouldBe([2, 5, 3, 6]);
    }

    [Fact]
    public void A_slice_of_a_tensor_starts_at_its_own_first_row()
    {
        Tensor<int> rows = Tensor.Create<int>([1, 2, 3, 4, 5, 6], [3, 2]).Slice([1..3, 0..2]);
        var values = new int[4];
        new TensorColumn<int>(rows).Read(0, 2, values, default);
        values.ShouldBe([3, 4, 5, 6]);
    }
}
