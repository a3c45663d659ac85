namespace DeepGen.Data;

/// <summary>Undoes the prediction that a line of a PNG is stored as the difference to.</summary>
internal static class PngFilter
{
    /// <summary>Changes a line in place; false if there is no such filter.</summary>
    /// <param name="filter">The number of the filter.</param>
    /// <param name="line">The differences; receives the bytes.</param>
    /// <param name="above">The bytes of the line above; zeros for the first one.</param>
    /// <param name="step">How far the byte to the left lies.</param>
    public static bool Undo(byte filter, Span<byte> line, ReadOnlySpan<byte> above, int step)
    {
        for (var i = 0; i < line.Length && filter is > 0 and < 5; i++)
        {
            var left = i >= step ? line[i - step] : (byte)0;
            var corner = i >= step ? above[i - step] : (byte)0;
            line[i] += filter switch
            {
                1 => left,
                2 => above[i],
                3 => (byte)((left + above[i]) / 2),
                _ => Paeth(left, above[i], corner),
            };
        }

        return filter < 5;
    }

    /// <summary>Whichever of the three is the nearest to left + above - corner; on equal terms the first of them.</summary>
    private static byte Paeth(byte left, byte above, byte corner)
    {
        var (toLeft, toAbove, toCorner) = (Math.Abs(above - corner), Math.Abs(left - corner), Math.Abs(left + above - (2 * corner)));
        return toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner;
    }
}
