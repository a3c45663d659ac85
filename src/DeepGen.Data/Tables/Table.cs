using System.Globalization;
using System.Numerics.Tensors;

namespace DeepGen.Data;

/// <summary>Named columns of cells, some of which may be missing; cells become numbers or classes when they are asked for.</summary>
public sealed class Table
{
    private readonly HashSet<string> missing;
    private readonly string[] names;
    private readonly string[][] cells;
    private readonly long[] lines;

    internal Table(string source, IEnumerable<string> missing, string[] names, string[][] cells, long[] lines)
    {
        (Source, this.names, this.cells, this.lines) = (source, names, cells, lines);
        this.missing = new HashSet<string>(missing.Select(text => text.Trim()), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The file that the table was read from.</summary>
    public string Source { get; }

    /// <summary>The number of rows.</summary>
    public int Count => lines.Length;

    /// <summary>The names of the columns, in order.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>The cells of a column as they were written, without blanks around them; null where one is missing.</summary>
    /// <param name="name">The name of the column.</param>
    /// <exception cref="DataFormatException">There is no such column; the message lists those there are.</exception>
    public string?[] Texts(string name) => Array.ConvertAll(Column(name), cell => missing.Contains(cell) ? null : cell);

    /// <summary>A column of numbers; NaN where a cell is missing.</summary>
    /// <param name="name">The name of the column.</param>
    /// <exception cref="DataFormatException">
    /// There is no such column, or a cell is neither missing nor a finite number with a decimal point; the message names its line.
    /// </exception>
    public float[] Numbers(string name)
    {
        var column = Column(name);
        var numbers = new float[Count];
        for (var row = 0; row < numbers.Length; row++)
        {
            var isNumber = float.TryParse(column[row], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[row])
                && float.IsFinite(numbers[row]);
            if (missing.Contains(column[row]))
            {
                numbers[row] = float.NaN;
            }
            else if (!isNumber)
            {
                throw Wrong(name, row, "is no finite number", "write numbers with a decimal point, and leave cells without one empty");
            }
        }

        return numbers;
    }

    /// <summary>Several columns of numbers side by side.</summary>
    /// <param name="names">The names of the columns.</param>
    /// <returns>The numbers [rows, columns]; NaN where a cell is missing.</returns>
    /// <exception cref="DataFormatException">As <see cref="Numbers"/> has it.</exception>
    public Tensor<float> Features(params ReadOnlySpan<string> names)
    {
        var values = new float[Count * names.Length];
        for (var column = 0; column < names.Length; column++)
        {
            var numbers = Numbers(names[column]);
            for (var row = 0; row < numbers.Length; row++)
            {
                values[(row * names.Length) + column] = numbers[row];
            }
        }

        return Tensor.Create(values, [Count, names.Length]);
    }

    /// <summary>A column of classes: the place of each cell's text among all texts of the column.</summary>
    /// <param name="name">The name of the column.</param>
    /// <param name="classes">The texts, each once: by value where all are whole numbers, else by character code.</param>
    /// <exception cref="DataFormatException">There is no such column, or a cell is missing.</exception>
    public int[] Classes(string name, out string[] classes)
    {
        var column = Column(name);
        var gap = Array.FindIndex(column, missing.Contains);
        if (gap >= 0)
        {
            throw Wrong(name, gap, "is missing", "a class is needed in every row, so complete it or leave the row out");
        }

        string[] texts = [.. column.Distinct()];
        var areNumbers = texts.All(text => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _));
        classes = areNumbers
            ? [.. texts.OrderBy(text => long.Parse(text, CultureInfo.InvariantCulture))]
            : [.. texts.Order(StringComparer.Ordinal)];
        var places = classes.Index().ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);
        return Array.ConvertAll(column, cell => places[cell]);
    }

    private string[] Column(string name)
    {
        var place = Array.IndexOf(names, name);
        return place >= 0
            ? cells[place]
            : throw new DataFormatException(Source, $"has no column '{name}'", $"its columns are {string.Join(", ", names)}");
    }

    private DataFormatException Wrong(string name, int row, string what, string cure)
    {
        // A cell may hold a page; its beginning is enough to find it.
        var cell = Column(name)[row].ReplaceLineEndings(" ");
        var shown = cell.Length > 40 ? cell[..40] + "..." : cell;
        return new(Source, $"has '{shown}' in column '{name}' of line {lines[row]}, which {what}", cure);
    }
}
