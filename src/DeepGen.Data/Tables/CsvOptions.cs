namespace DeepGen.Data;

/// <summary>How a CSV file is written.</summary>
public sealed record CsvOptions
{
    /// <summary>A comma between cells; empty cells and the usual words for nothing are missing.</summary>
    public static CsvOptions Default { get; } = new();

    /// <summary>What stands between two cells; an ASCII character.</summary>
    public char Separator { get; init; } = ',';

    /// <summary>The texts of cells without a value, whatever their case; blanks around a cell do not count.</summary>
    public IReadOnlyList<string> Missing { get; init; } = ["", "NA", "N/A", "NaN", "null", "none", "?"];
}
