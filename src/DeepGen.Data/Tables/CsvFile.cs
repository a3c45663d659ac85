using System.Text.Unicode;
using CsvHelper;

namespace DeepGen.Data;

/// <summary>
/// Reads tables from CSV files (RFC 4180): a line of names, then a line for each row; cells in double quotes may hold separators, line
/// breaks and doubled quotes. UTF-8, with or without a byte order mark; any line ends.
/// </summary>
public static class CsvFile
{
    // A row of a table has thousands of characters at most; more than this is a quote that nobody has closed.
    private const int LongestRecord = 1 << 20;

    /// <summary>Reads a whole file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How it is written; commas by default.</param>
    /// <exception cref="DataFormatException">
    /// The file is missing, no text, has no rows, two columns of one name, a row with more or fewer cells than the first, or a quote that
    /// is not closed. The message names the line.
    /// </exception>
    public static Table Read(string path, CsvOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= CsvOptions.Default;
        try
        {
            return Parse(path, File.ReadAllBytes(path), options);
        }
        catch (CsvFormatException exception)
        {
            throw new DataFormatException(
                path, $"is no whole table: {exception.Message.TrimEnd('.')}", "check its quotes and its separators", exception);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DataFormatException(path, "does not exist", "check the path", exception);
        }
        catch (Exception exception) when (exception is IOException and not DataFormatException or UnauthorizedAccessException)
        {
            throw new DataFormatException(path, "cannot be read", "check that it is a file and that it may be read", exception);
        }
    }

    private static Table Parse(string path, byte[] content, CsvOptions options)
    {
        var bytes = content.AsSpan();
        if (bytes.IsEmpty)
        {
            throw new DataFormatException(path, "is empty", "give a CSV file with a line of names and a line for each row");
        }

        if (bytes.Contains((byte)0) || !Utf8.IsValid(bytes))
        {
            throw new DataFormatException(path, "is not UTF-8 text", "give a CSV file, saved as UTF-8");
        }

        var readerOptions = new CsvReaderOptions
        {
            Separator = options.Separator,
            DetectSeparatorHint = false,
            TrackLineNumbers = true,
            MaxRecordSize = LongestRecord,
            MalformedData = CsvMalformedDataHandling.Throw,
        };
        using var reader = CsvReader.Create(content, readerOptions);
        var names = ReadNames(path, reader, options);
        var cells = new List<string>[names.Length];
        for (var column = 0; column < cells.Length; column++)
        {
            cells[column] = [];
        }

        List<long> lines = [];
        while (reader.Read())
        {
            if (reader.FieldCount != names.Length)
            {
                throw new DataFormatException(
                    path,
                    $"has {reader.FieldCount} cells in line {reader.LineNumber} but {names.Length} names in its first",
                    $"give each row one cell for each name, with '{options.Separator}' between them");
            }

            lines.Add(reader.LineNumber);
            for (var column = 0; column < cells.Length; column++)
            {
                cells[column].Add(reader.GetString(column).Trim());
            }
        }

        return lines.Count > 0
            ? new Table(path, options.Missing, names, [.. cells.Select(column => column.ToArray())], [.. lines])
            : throw new DataFormatException(path, "has names but no rows", "give a file with a line for each row");
    }

    private static string[] ReadNames(string path, CsvReader reader, CsvOptions options)
    {
        reader.ReadHeader();
        string[] names = [.. reader.Headers.ToArray().Select(name => name.Trim())];
        if (names.Length < 2 && names.All(name => name.Length == 0))
        {
            throw new DataFormatException(path, "has no line of names", "give a CSV file with a line of names and a line for each row");
        }

        foreach (var group in names.GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Key == "" || group.Count() > 1))
        {
            throw group.Key == ""
                ? new DataFormatException(path, $"has no name for column {Array.IndexOf(names, "") + 1}", "name it in the first line")
                : new DataFormatException(path, $"has {group.Count()} columns '{group.Key}'", "give each column a name of its own");
        }

        return names;
    }
}
