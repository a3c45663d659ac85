using DeepGen.Runtime;

namespace DeepGen.Tests.Runtime.Kernels;

/// <summary>The pieces of products that threads share.</summary>
public sealed class PiecesTests
{
    private const int Strip = 32;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(6, 5000)]
    [InlineData(7, 127)]
    [InlineData(300, 300)]
    [InlineData(1023, 1025)]
    [InlineData(1024, 1024)]
    [InlineData(256, 5000)]
    [InlineData(20000, 256)]
    [InlineData(2000, 1999)]
    [InlineData(3072, 3072)]
    public void CoverEveryElementOnce(int rows, int columns)
    {
        nint count = Tiles.Pieces(rows, columns), elements = 0;
        HashSet<(nint Row, nint Column)> corners = [];
        for (nint item = 0; item < 3 * count; item++)
        {
            Tiles.Piece(rows, columns, item, out nint row, out nint height, out nint column, out nint width).ShouldBe(item / count);
            (height > 0 && width > 0 && row >= 0 && row + height <= rows && column + width <= columns).ShouldBeTrue();
            (column % Strip).ShouldBe(0);
            elements += item < count ? height * width : 0;
            if (item < count) corners.Add((row, column)).ShouldBeTrue();
        }

        elements.ShouldBe((nint)rows * columns);
    }

    [Theory]
    [InlineData(1024, 1024, 16)]
    [InlineData(2048, 4096, 16)]
    [InlineData(3072, 3072, 16)]
    [InlineData(256, 8192, 8)] // as many as columns are ever cut into
    [InlineData(8192, 300, 16)]
    public void OfLargeProductsAreLargeAndEnoughForTheThreads(int rows, int columns, int fewest)
    {
        Tiles.Pieces(rows, columns).ShouldBeGreaterThanOrEqualTo(fewest);
        for (nint item = 0; item < Tiles.Pieces(rows, columns); item++)
        {
            Tiles.Piece(rows, columns, item, out _, out nint height, out _, out nint width);
            Math.Min(height, width).ShouldBeGreaterThanOrEqualTo(256);
        }
    }
}
