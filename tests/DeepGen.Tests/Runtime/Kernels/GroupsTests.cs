using DeepGen.Runtime;

namespace DeepGen.Tests.Runtime.Kernels;

/// <summary>Groups of rows that one tile takes together.</summary>
[Trait("Category", "Widths")]
public sealed class GroupsTests
{
    [Theory]
    [InlineData(3, 3, false)]
    [InlineData(3, 3, true)]
    [InlineData(3, 2, true)]
    [InlineData(2, 3, false)]
    [InlineData(1, 4, true)]
    public void GroupsHaveTheBitsOfProductsOfTheirOwn(int groups, int rows, bool accumulate)
    {
        System.Random random = new(groups + rows);
        foreach (int columns in new[] { 1, 4, 7, 8, 16, 17, 32, 50 })
        {
            foreach ((int depth, int blocks) in new[] { (0, 1), (1, 1), (5, 3), (64, 64), (1100, 1) })
            {
                // As taps look at an image: rows overlap, and so do groups.
                int image = depth + rows + 3, aGroup = image, bBlock = depth * columns + 2, cRow = columns + 3, cGroup = rows * cRow + 5;
                float[] a = Numbers(random, ((blocks + groups) * image) + rows), b = Numbers(random, (blocks * bBlock) + 16);
                float[] start = Numbers(random, (groups * cGroup) + 16);
                float[] together = [.. start], apart = [.. start];
                Tiles.MultiplyGroups(
                    in a[0], 1, aGroup, 1, image, in b[0], columns, bBlock, ref together[0], cRow, cGroup, groups, rows, columns, depth,
                    blocks, accumulate);
                for (int group = 0; group < groups; group++)
                {
                    Tiles.Multiply(
                        in a[group * aGroup], 1, 1, image, in b[0], columns, bBlock, ref apart[group * cGroup], cRow, rows, columns, depth,
                        blocks, accumulate);
                }

                together.ShouldBe(apart, $"{columns} columns, {blocks} blocks of {depth}");
                together.Where((_, at) => !IsResult(at, cGroup, cRow, groups, rows, columns)).ShouldBe(
                    start.Where((_, at) => !IsResult(at, cGroup, cRow, groups, rows, columns)));
                (depth == 0 || !together.SequenceEqual(start)).ShouldBeTrue();
            }
        }
    }

    private static bool IsResult(int at, int cGroup, int cRow, int groups, int rows, int columns) =>
        at / cGroup < groups && at % cGroup / cRow < rows && at % cGroup % cRow < columns;

    private static float[] Numbers(System.Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextSingle()) - 1)];
}
