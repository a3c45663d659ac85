using System.Text;
using DeepGen.Generators.Build;
using DeepGen.Generators.Declaration;

namespace DeepGen.Generators.Emit.CSharp;

/// <summary>The model as a Mermaid flow chart: inputs, layer calls and functions, outputs.</summary>
internal sealed class MermaidPrinter(ModelDeclaration declaration, BuildResult build)
{
    private readonly StringBuilder text = new("flowchart TD\n");
    private readonly Dictionary<string, string> values = [];
    private int next;

    public string Print()
    {
        foreach (var input in declaration.Inputs) values[input.Name] = Box($"([\"{input.Name} [{string.Join(", ", input.Dims.Items)}]\"])");
        foreach (var statement in declaration.Forward) Bind(statement);
        foreach (var output in declaration.Outputs)
        {
            string from = Visit(output.Value);
            Edge(from, Box($"([\"{output.Name}\"])"));
        }

        return text.ToString();
    }

    private void Bind(Statement statement)
    {
        var parts = statement.Value is TupleExpression tuple && statement.Targets.Length > 1 ? tuple.Elements.Items : [statement.Value];
        for (int at = 0; at < statement.Targets.Length; at++) values[statement.Targets[at]] = Visit(parts[Math.Min(at, parts.Length - 1)]);
    }

    private string Visit(Expression expression)
    {
        switch (expression)
        {
            case ReferenceExpression reference:
                return values.TryGetValue(reference.Name, out string? known) ? known : "";
            case ElementExpression element:
                return Visit(element.Results);
            case LayerCall call:
                var layer = declaration.Layers[call.LayerIndex];
                string shape = build.Layers.Items.FirstOrDefault(row => row.Name == layer.Name)?.OutputShape ?? "";
                return Operation($"[\"{layer.Name}: {layer.Kind} {shape}\"]", call.Arguments.Items);
            case FunctionCall call:
                return Operation($"[\"{call.Name}\"]", call.Arguments.Items.Select(argument => argument.Value));
            case ShapedExpression shaped:
                return Visit(shaped.Value);
            case TupleExpression tuple:
                return Operation("((\" \"))", tuple.Elements.Items);
            default:
                return "";
        }
    }

    private string Operation(string shape, IEnumerable<Expression> arguments)
    {
        string[] from = [.. arguments.Select(Visit).Where(id => id.Length > 0)];
        string box = Box(shape);
        foreach (string id in from) Edge(id, box);
        return box;
    }

    private string Box(string shape)
    {
        string id = FormattableString.Invariant($"n{next++}");
        text.Append("    ").Append(id).Append(shape).Append('\n');
        return id;
    }

    private void Edge(string from, string to) => text.Append("    ").Append(from).Append(" --> ").Append(to).Append('\n');
}
