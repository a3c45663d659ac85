using System.Globalization;
using System.Text;

namespace DeepGen.Generators.Declaration;

/// <summary>
/// A declaration as text that is equal for equal architectures: inputs, layers with their settings, wiring, loss. Places and formatting
/// of the source, and the culture of the machine, leave it alone. Checkpoints hold its digest, so its form must not change.
/// </summary>
internal static class ArchitectureText
{
    public static string Of(ModelDeclaration model)
    {
        var text = new StringBuilder();
        foreach (var tensor in model.Inputs.Items.Concat(model.Targets))
            Line(text, $"tensor {tensor.Name} {tensor.Type} [{string.Join(", ", tensor.Dims.Items)}]");
        foreach (var layer in model.Layers)
        {
            var settings = layer.Arguments.Items.OrderBy(argument => argument.Name, StringComparer.Ordinal)
                .Select(argument => $"{argument.Name} = {argument.Value}");
            Line(text, $"layer {layer.Name} {layer.Kind}({string.Join(", ", settings)})");
        }

        foreach (var member in model.Members)
            Line(text, $"{member.Kind} {member.Name} [{string.Join(", ", member.Extents.Items)}]");
        foreach (var statement in model.Forward) Line(text, $"{string.Join(", ", statement.Targets.Items)} = {Of(statement.Value)}");
        foreach (var output in model.Outputs) Line(text, $"output {output.Name} = {Of(output.Value)}");
        foreach (var statement in model.LossBody) Line(text, $"{string.Join(", ", statement.Targets.Items)} = {Of(statement.Value)}");
        if (model.Loss is { } loss) Line(text, $"loss {Of(loss)}");
        return text.ToString();
    }

    public static string Of(Expression expression) => expression switch
    {
        ReferenceExpression reference => reference.Name,
        ConstantExpression { Value.Formula: { } formula } => formula.Text,
        ConstantExpression constant => constant.Value.ToString(),
        ShapedExpression shaped => Of(shaped.Value),
        ElementExpression element => $"{Of(element.Results)}[{element.Index.ToString(CultureInfo.InvariantCulture)}]",
        TupleExpression tuple => $"({string.Join(", ", tuple.Elements.Items.Select(Of))})",
        LayerCall call =>
            $"layer{call.LayerIndex.ToString(CultureInfo.InvariantCulture)}({string.Join(", ", call.Arguments.Items.Select(Of))})",
        FunctionCall call =>
            $"{call.Name}({string.Join(", ", call.Arguments.Items.Select(argument => $"{argument.Name}: {Of(argument.Value)}"))})",
        _ => throw new InvalidOperationException($"{expression.GetType().Name} has no text."),
    };

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}
