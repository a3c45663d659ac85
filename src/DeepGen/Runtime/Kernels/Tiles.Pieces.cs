namespace DeepGen.Runtime;

public static partial class Tiles
{
    // Strips of the columns begin on multiples of this, the width of the usual tile, so that each begins with a panel.
    private const nint Strip = Panel;
    private const nint StripsInPiece = 2;
    private const nint MostColumnPieces = 8;

    // Up to so many rows take tiles that need all columns.
    private const nint FewRows = 6;

    // Two tiles; and ten, where the columns give the threads something to share: what is laid out for a piece then serves more rows.
    private const nint RowsAlone = 28;
    private const nint RowsBesideColumns = 140;

    // Where there is enough for the threads, pieces of at least as many rows and columns: copies that are made for them then pay.
    private const nint LargeSide = 256;
    private const nint LargestRows = 512;
    private const nint FewestPieces = 16;

    /// <summary>
    /// How many pieces a product is cut into for the threads. It follows from the extents alone, and no sum is cut, so results are the
    /// same for any number of threads.
    /// </summary>
    /// <param name="rows">The rows of the result.</param>
    /// <param name="columns">The columns of the result.</param>
    public static nint Pieces(nint rows, nint columns)
    {
        nint across = Across(rows, columns);
        return across * Down(rows, columns, across);
    }

    /// <summary>One of the pieces, and the number of the product that it belongs to, where there are several of the same extents.</summary>
    /// <param name="rows">The rows of the result.</param>
    /// <param name="columns">The columns of the result.</param>
    /// <param name="item">The number of the piece among those of all products.</param>
    /// <param name="row">The first row of the piece.</param>
    /// <param name="height">The rows of the piece.</param>
    /// <param name="column">The first column of the piece.</param>
    /// <param name="width">The columns of the piece.</param>
    public static nint Piece(
        nint rows, nint columns, nint item, out nint row, out nint height, out nint column, out nint width)
    {
        nint across = Across(rows, columns), down = Down(rows, columns, across);
        nint rest = item / across, i = rest % down, j = item - (rest * across);
        row = rows * i / down;
        height = (rows * (i + 1) / down) - row;
        nint strips = (columns + Strip - 1) / Strip;
        column = strips * j / across * Strip;
        width = Math.Min(strips * (j + 1) / across * Strip, columns) - column;
        return rest / down;
    }

    private static nint Across(nint rows, nint columns)
        => rows <= FewRows ? 1 : Math.Clamp(columns / (IsLarge(rows, columns) ? LargeSide : Strip * StripsInPiece), 1, MostColumnPieces);

    private static nint Down(nint rows, nint columns, nint across)
    {
        if (IsLarge(rows, columns))
        {
            return Math.Min(rows / LargeSide, Math.Max(FewestPieces / across, rows / LargestRows));
        }

        nint height = across > 1 ? RowsBesideColumns : RowsAlone;
        return (rows + height - 1) / height;
    }

    /// <summary>Whether pieces that use what is laid out for them often enough are enough for the threads.</summary>
    private static bool IsLarge(nint rows, nint columns) => rows / LargeSide * (columns / LargeSide) >= FewestPieces;
}
