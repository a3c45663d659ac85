using DeepGen.Generators.Declaration;
using DeepGen.Generators.Graph;

namespace DeepGen.Generators.Emit.CSharp;

/// <summary>Prints what a model has for the tensors of the user's own.</summary>
internal sealed class MemberPrinter(ModelDeclaration declaration, ModelGraph model, bool isByName)
{
    private const string State = "global::DeepGen.StateView";
    private const string Parameter = "global::DeepGen.ParameterView";

    /// <summary>The properties of buffers and settings.</summary>
    public void Properties(CodeWriter writer)
    {
        foreach (var member in declaration.Members.Items.Where(member => member.Property is not null))
        {
            writer.Line();
            if (member.Kind == MemberKind.Setting)
            {
                string at = CSharpText.Int(model.Settings.ToList().FindIndex(setting => setting.Name == member.Name));
                writer.Line($"/// <summary>The setting '{member.Name}', from the next call on.</summary>");
                writer.Line("/// <exception cref=\"System.ArgumentOutOfRangeException\">"
                    + "The value is not one that the model takes.</exception>");
                using (writer.Block($"public float {member.Property}"))
                {
                    writer.Line($"get => Settings[{at}];").Line($"set => Settings[{at}] = value;");
                }
            }
            else
            {
                string at = CSharpText.Int(model.State.ToList().FindIndex(tensor => tensor.Name == member.Name));
                writer.Line($"/// <summary>The buffer '{member.Name}', {ShapeOf(member)}: saved and not trained.</summary>");
                string state = isByName ? $"State[{CSharpText.Literal(member.Name)}]" : $"State.At({at})";
                writer.Line($"public {State} {member.Property} => {state};");
            }
        }
    }

    /// <summary>The same of a model in error.</summary>
    public static void Refused(CodeWriter writer, ModelDeclaration declaration)
    {
        foreach (var member in declaration.Members.Items.Where(member => member.Property is not null && IsUsable(member)))
        {
            writer.Line();
            if (member.Kind == MemberKind.Buffer) writer.Line($"public {State} {member.Property} => Refuse<{State}>();");
            else writer.Line($"public float {member.Property} {{ get => Refuse<float>(); set => Refuse<float>(); }}");
        }
    }

    /// <summary>The parameters of a model in error that belong to no layer.</summary>
    public static void RefusedParameters(CodeWriter writer, ModelDeclaration declaration)
    {
        var names = declaration.Members.Items
            .Where(member => member.Kind == MemberKind.Parameter && !member.Name.Contains('.') && IsUsable(member))
            .Select(member => CSharpText.Pascal(member.Name))
            .Except(declaration.Layers.Items.Select(layer => CSharpText.Pascal(layer.Name)));
        foreach (string name in names.Distinct(StringComparer.Ordinal))
            writer.Line($"public {Parameter} {name} => Refuse<{Parameter}>();").Line();
    }

    private static bool IsUsable(MemberDeclaration member) => Identifiers.Problem(member.Name, NameUse.Layer) is null;

    private static string ShapeOf(MemberDeclaration member) => $"[{string.Join(", ", member.Extents.Items)}]";
}
