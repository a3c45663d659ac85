using DeepGen.Runtime;

namespace DeepGen.Tests.Runtime.Kernels;

/// <summary>Transpositions and fills, with gaps between the rows that have to stay as they are.</summary>
[Trait("Category", "Widths")]
public sealed class CopiesTests
{
    private const float Sentinel = 12345f;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 70)]
    [InlineData(70, 1)]
    [InlineData(3, 5)]
    [InlineData(4, 4)]
    [InlineData(7, 64)]
    [InlineData(64, 64)]
    [InlineData(65, 130)]
    [InlineData(131, 67)]
    [InlineData(16, 16)]
    [InlineData(31, 45)]
    [InlineData(0, 5)]
    public void TransposesAnyShape(int rows, int columns)
    {
        int sourceRow = columns + 3, destinationRow = rows + 2;
        float[] source = [.. Enumerable.Range(0, (rows * sourceRow) + 1).Select(i => (float)i)];
        float[] found = [.. Enumerable.Repeat(Sentinel, (columns * destinationRow) + 1)];
        float[] expected = [.. found];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                expected[(j * destinationRow) + i] = source[(i * sourceRow) + j];
            }
        }

        Copies.Transpose(in source[0], sourceRow, ref found[0], destinationRow, rows, columns);
        found.ShouldBe(expected);
    }

    [Fact]
    public void FillsExactlyTheCount()
    {
        for (int count = 0; count < 70; count++)
        {
            float[] found = [.. Enumerable.Repeat(Sentinel, 80)];
            Copies.Fill(ref found[3], count, 2.5f);
            found[3..(3 + count)].ShouldAllBe(value => value == 2.5f);
            found[..3].Concat(found[(3 + count)..]).ShouldAllBe(value => value == Sentinel);
        }
    }
}
