using System.Text;
using DeepGen.Generators.Build;
using DeepGen.Generators.Declaration;
using DeepGen.Generators.Graph;

namespace DeepGen.Generators.Emit.CSharp;

/// <summary>
/// The model as a Mermaid flow chart: inputs, calls of layers with their parameters, functions, outputs; on the arrows the shapes.
/// Blocks are subgraphs.
/// </summary>
internal sealed class MermaidPrinter(ModelDeclaration declaration, BuildResult build)
{
    private readonly Dictionary<string, Value> values = [];
    private readonly Subgraph root = new("");
    private readonly StringBuilder edges = new();

    /// <summary>The calls by their places: those of one place in the order in which they were built.</summary>
    private readonly Dictionary<int, Queue<CallRow>> calls = build.Calls.Items.GroupBy(call => call.Token)
        .ToDictionary(group => group.Key, group => new Queue<CallRow>(group));

    private int next;
    private int subgraphs;

    public string Print()
    {
        foreach (var input in declaration.Inputs) values[input.Name] = Leaf("", input.Name, $"[{string.Join(", ", input.Dims.Items)}]");
        foreach (var statement in declaration.Forward) Bind(statement);
        foreach (var output in declaration.Outputs)
        {
            var found = Visit(output.Value);
            string box = Box("", $"([\"{Escape(output.Name)}\"])");
            foreach (var from in found) Edge(from, box);
        }

        var text = new StringBuilder("flowchart TD\n");
        Print(root, text, 1);
        return text.Append(edges).ToString();
    }

    private void Bind(Statement statement)
    {
        var parts = statement.Value is TupleExpression tuple && statement.Targets.Length > 1 ? tuple.Elements.Items : [statement.Value];
        var found = parts.Select(part => Visit(part)).ToArray();
        for (int at = 0; at < statement.Targets.Length; at++)
        {
            if (found[Math.Min(at, found.Length - 1)] is { Count: > 0 } all) values[statement.Targets[at]] = all[0];
        }
    }

    /// <summary>The values that an expression stands for; none for a number.</summary>
    private IReadOnlyList<Value> Visit(Expression expression)
    {
        switch (expression)
        {
            case ReferenceExpression reference:
                return values.TryGetValue(reference.Name, out var known) ? [known] : Member(reference.Name);
            case ElementExpression element:
                return Visit(element.Results) is [var all] ? [all.At(element.Index)] : [];
            case LayerCall call:
                return [Operation(declaration.Layers[call.LayerIndex].Name, call.Token, call.Arguments.Items)];
            case FunctionCall call:
                string function = Part.Join(call.Path, call.Name);
                return [Operation(function, call.Token, call.Arguments.Items.Select(argument => argument.Value))];
            case ShapedExpression shaped:
                return Visit(shaped.Value);
            case TupleExpression tuple:
                return [.. tuple.Elements.Items.SelectMany(Visit)];
            default:
                return [];
        }
    }

    /// <summary>A tensor of the user's own, drawn where it is first used.</summary>
    private IReadOnlyList<Value> Member(string reference)
    {
        if (declaration.Members.Items.FirstOrDefault(member => member.Reference == reference) is not { } member) return [];
        values[reference] = Leaf(PathOf(member.Name), NameOf(member.Name), $"[{string.Join(", ", member.Extents.Items)}]");
        return [values[reference]];
    }

    private Value Operation(string name, int token, IEnumerable<Expression> arguments)
    {
        Value[] from = [.. arguments.SelectMany(Visit)];
        var call = calls.TryGetValue(token, out var built) && built.Count > 0 ? built.Dequeue() : null;
        string local = NameOf(name), kind = call?.Kind ?? local;
        string title = kind.StartsWith(local, StringComparison.Ordinal) ? kind : $"{local}: {kind}";
        string parameters = call is { ParameterCount: > 0 } ? $"<br/>{Quantity.Count(call.ParameterCount)} parameters" : "";
        string box = Box(PathOf(name), $"[\"{Escape(title)}{parameters}\"]");
        foreach (var value in from) Edge(value, box);
        return new Value(box, call is null ? "" : string.Join(", ", call.Outputs.Items)) { Results = call?.Outputs ?? default };
    }

    private Value Leaf(string path, string name, string shape) => new(Box(path, $"([\"{Escape(name)}\"])"), shape);

    /// <summary>A box within the subgraphs of its path.</summary>
    private string Box(string path, string shape)
    {
        var graph = root;
        foreach (string block in path.Split('.').Where(block => block.Length > 0)) graph = graph.Inside(block);
        string id = FormattableString.Invariant($"n{next++}");
        graph.Boxes.Add(id + shape);
        return id;
    }

    private void Edge(Value from, string to)
    {
        string arrow = from.Shape.Length == 0 ? " --> " : $" -->|\"{Escape(from.Shape)}\"| ";
        edges.Append("    ").Append(from.Id).Append(arrow).Append(to).Append('\n');
    }

    private void Print(Subgraph graph, StringBuilder text, int depth)
    {
        foreach (string box in graph.Boxes) text.Append(' ', depth * 4).Append(box).Append('\n');
        foreach (var inner in graph.Blocks)
        {
            text.Append(' ', depth * 4).Append(FormattableString.Invariant($"subgraph b{subgraphs++}[\"{Escape(inner.Name)}\"]\n"));
            Print(inner, text, depth + 1);
            text.Append(' ', depth * 4).Append("end\n");
        }
    }

    private static string PathOf(string name) => name.Substring(0, Math.Max(name.LastIndexOf('.'), 0));

    private static string NameOf(string name) => name.Substring(name.LastIndexOf('.') + 1);

    /// <summary>Text within quotes: what Mermaid or the page would read as its own is written as the code of its letter.</summary>
    private static string Escape(string text)
        => string.Concat(text.Select(letter => letter is '"' or '#' or '&' or '<' or '>' or ';' or '`' or '|'
            ? FormattableString.Invariant($"#{(int)letter};")
            : letter.ToString()));

    /// <summary>A value in the chart: the box that it comes from, and its shape.</summary>
    private sealed record Value(string Id, string Shape)
    {
        /// <summary>The shapes of the results of a function that gives several.</summary>
        public EquatableArray<Shape> Results { get; init; }

        /// <param name="result">Its number; negative from the end.</param>
        public Value At(int result)
        {
            int index = result < 0 ? Results.Length + result : result;
            return index >= 0 && index < Results.Length ? new(Id, Results[index].ToString()) : this;
        }
    }

    private sealed class Subgraph(string name)
    {
        public string Name => name;

        public List<string> Boxes { get; } = [];

        public List<Subgraph> Blocks { get; } = [];

        public Subgraph Inside(string block)
        {
            var inner = Blocks.Find(known => known.Name == block);
            if (inner is null) Blocks.Add(inner = new Subgraph(block));
            return inner;
        }
    }
}
