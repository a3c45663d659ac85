using DeepGen.Generators.Declaration;

namespace DeepGen.Generators.Emit.CSharp;

/// <summary>
/// Prints the public face of a model that has errors, with throwing bodies: code that uses the model then shows no errors that only
/// follow from those.
/// </summary>
/// <remarks>Shapes may be unknown, so both forms of a door are there, and each layer has the parameters that any layer could
/// have.</remarks>
internal sealed class InvalidModelPrinter(ModelDeclaration declaration)
{
    private const string View = "global::DeepGen.OutputView";
    private const string Result = "global::DeepGen.StepResult";
    private const string Session = "global::DeepGen.Runtime.Session? session = null";
    private const string Gradients = "global::DeepGen.Gradients gradients = global::DeepGen.Gradients.Overwrite";

    private static readonly string[] ParameterNames = ["weight", "bias"];

    private static readonly string[] OwnNames = ["batch", "gradients", "session"];

    private readonly CodeWriter writer = new();

    /// <summary>The file's text.</summary>
    public string Print()
    {
        writer.Lines(ModelPrinter.Header).Line();
        if (declaration.Namespace.Length > 0)
        {
            writer.Line($"namespace {declaration.Namespace};").Line();
        }

        using (writer.Block($"{declaration.Accessibility} partial class {declaration.Name} : global::DeepGen.Runtime.InvalidModel"))
        {
            Constructor();
            if (declaration.Variants.Length > 0) new VariantPrinter(writer, declaration).Refuse();
            Doors();
            MemberPrinter.Refused(writer, declaration);
            Parameters();
        }

        return writer.ToString();
    }

    private void Constructor()
    {
        using (writer.Block($"public {declaration.Name}(global::DeepGen.Device device = default, ulong seed = 0)"))
        {
            foreach (var field in declaration.LayerFields)
            {
                writer.Line($"this.@{field.Name} = Refuse<global::DeepGen.{field.Type}>();");
            }

            foreach (var field in declaration.ValueFields)
            {
                writer.Line($"this.@{field} = Refuse<global::DeepGen.Value>();");
            }
        }
    }

    private void Doors()
    {
        var outputs = CSharpText.Elements(
            [.. declaration.Outputs.Items.Where(output => !output.IsAuxiliary).Select(output => output.Name)]);
        var predicted = outputs.Count == 1 ? View : $"({string.Join(", ", outputs.Select(element => $"{View} {element}"))})";
        if (outputs.Count > 0)
        {
            Door(predicted, "Predict", declaration.Inputs.Items, Session);
        }

        if (declaration.Loss is not null)
        {
            var tensors = declaration.Inputs.Items.AddRange(declaration.Targets.Items);
            Door(Result, "Evaluate", tensors, Session);
            Door(Result, "Step", tensors, Gradients);
        }
    }

    private void Door(string type, string name, IReadOnlyList<TensorDeclaration> tensors, string last)
    {
        var dense = Arguments("in global::System.Numerics.Tensors.ReadOnlyTensorSpan", tensors);
        var flat = Arguments("global::System.ReadOnlySpan", tensors);
        writer.Line().Line($"public {type} {name}({string.Join(", ", dense.Append(last))}) => Refuse<{type}>();");
        writer.Line().Line($"public {type} {name}({string.Join(", ", flat.Append("int batch").Append(last))}) => Refuse<{type}>();");
    }

    /// <summary>
    /// A door's parameters; names that two tensors share, or that the door has itself, are told apart, since that error is reported
    /// already.
    /// </summary>
    private static IEnumerable<string> Arguments(string span, IEnumerable<TensorDeclaration> tensors)
    {
        var names = new UniqueNames();
        foreach (var own in OwnNames) names.Take(own);
        return tensors.Select(tensor =>
            $"{span}<{(tensor.Type == ElementType.Int32 ? "int" : "float")}> {names.Take(CSharpText.Camel(tensor.Name))}");
    }

    private void Parameters()
    {
        writer.Line().Line("public override ParameterGroups Parameters => Refuse<ParameterGroups>();").Line();
        using (writer.Block($"public sealed class ParameterGroups({declaration.Name} model) : global::DeepGen.ParameterSet(model)"))
        {
            MemberPrinter.RefusedParameters(writer, declaration);
            var layers = declaration.Layers.Items.Select(layer => layer.Name)
                .Where(name => name.Split('.').All(part => char.IsDigit(part[0]) || Identifiers.Problem(part, NameUse.Layer) is null));
            var different = layers.GroupBy(CSharpText.Pascal, StringComparer.Ordinal).Select(same => same.First());
            var names = different.SelectMany(layer => ParameterNames.Select(name => $"{layer}.{name}"));
            new GroupPrinter(writer, [], isByName: false).Print(GroupTree.Of(names));
        }
    }
}
