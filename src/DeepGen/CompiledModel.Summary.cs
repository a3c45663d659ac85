using System.Globalization;
using System.Text;
using DeepGen.Runtime;

namespace DeepGen;

// What the model is, in words.
public abstract partial class CompiledModel
{
    /// <summary>A table of the layers with the shapes of their outputs and their numbers of parameters.</summary>
    public string Summary()
    {
        List<string[]> rows = [["Layer", "Kind", "Output", "Parameters"]];
        foreach (LayerSummary layer in Definition.Layers)
        {
            rows.Add([layer.Name, layer.Kind, layer.OutputShape, layer.Parameters == 0 ? "-" : Grouped(layer.Parameters)]);
        }

        int[] widths = [.. Enumerable.Range(0, 4).Select(column => rows.Max(row => row[column].Length))];
        string rule = new('-', widths.Sum() + 6);
        var text = new StringBuilder();
        text.Append(Name).Append('\n').Append(rule).Append('\n');
        for (int i = 0; i < rows.Count; i++)
        {
            AppendRow(text, rows[i], widths);
            if (i == 0)
            {
                text.Append(rule).Append('\n');
            }
        }

        text.Append(rule).Append('\n');
        text.Append("Parameters: ").Append(Grouped(Store.Values.Length));
        text.Append(" (").Append(Size(Store.Values.Length)).Append(')');
        if (StateStore.Values.Length > 0)
        {
            text.Append(", state: ").Append(Grouped(StateStore.Values.Length));
        }

        return text.Append('\n').ToString();
    }

    /// <summary>The model as a Mermaid flow chart, for a Markdown page.</summary>
    public string ToMermaid() => Definition.Mermaid;

    private static void AppendRow(StringBuilder text, string[] row, int[] widths)
    {
        for (int column = 0; column < row.Length; column++)
        {
            bool last = column == row.Length - 1;
            text.Append(last ? row[column].PadLeft(widths[column]) : row[column].PadRight(widths[column] + 2));
        }

        text.Append('\n');
    }

    private static string Grouped(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Size(long floats)
    {
        double bytes = 4.0 * floats;
        return bytes < 1024 * 1024
            ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024:F1} KiB")
            : string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024 * 1024):F1} MiB");
    }
}
