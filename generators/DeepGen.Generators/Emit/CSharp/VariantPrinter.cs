using DeepGen.Generators.Declaration;

namespace DeepGen.Generators.Emit.CSharp;

/// <summary>Prints the factory of a model with variants, and their list.</summary>
internal sealed class VariantPrinter(CodeWriter writer, ModelDeclaration declaration)
{
    private readonly IReadOnlyList<VariantConstant> constants = declaration.VariantConstants.Items;
    private readonly IReadOnlyList<string> names = Names(declaration);

    public void Print()
    {
        writer.Line();
        writer.Line("/// <summary>Makes one of the variants that were compiled, with parameters initialised as PyTorch does.</summary>");
        writer.Line("/// <exception cref=\"System.ArgumentException\">"
            + "No variant with these values was compiled; the message lists them.</exception>");
        writer.Line($"public static {declaration.Name} Create({Parameters()}) => {Tuple(names)} switch");
        writer.Line("{");
        foreach (var variant in declaration.Variants)
        {
            string definition = variant.IsWritten ? "CompiledDefinition" : variant.Name + ".CompiledDefinition";
            writer.Line($"    {Tuple(variant.Values)} => new({definition}, device, seed),");
        }

        string asked = string.Join(", ", names.Select(name => $"{name} = {{{name}}}"));
        string known = string.Join(", ", declaration.Variants.Select(variant => Tuple(variant.Values)));
        string tuple = Tuple([.. constants.Select(constant => constant.Name)]);
        string why = $"'{declaration.Name}' was not compiled with {asked}; its variants of {tuple} are ";
        writer.Line("    _ => throw new global::System.ArgumentException("
            + $"global::System.FormattableString.Invariant($\"{why}{{{CSharpText.Literal(known)}}}.\")),");
        writer.Line("};");
        writer.Line();
        writer.Line("/// <summary>The values that Create takes.</summary>");
        writer.Line($"public static {List()} Variants {{ get; }} =");
        writer.Line($"    [{string.Join(", ", declaration.Variants.Select(variant => Tuple(variant.Values)))}];");
    }

    /// <summary>The same of a model in error.</summary>
    public void Refuse()
    {
        writer.Line().Line($"public static {declaration.Name} Create({Parameters()}) => Refuse<{declaration.Name}>();");
        writer.Line().Line($"public static {List()} Variants => Refuse<{List()}>();");
    }

    private string Parameters() => string.Join(", ", constants.Select((constant, at) => $"{constant.Type} {names[at]}"))
        + ", global::DeepGen.Device device = default, ulong seed = 0";

    private string List()
    {
        string element = constants.Count == 1
            ? constants[0].Type
            : Tuple([.. constants.Select(constant => $"{constant.Type} {CSharpText.Pascal(constant.Name)}")]);
        return $"global::System.Collections.Generic.IReadOnlyList<{element}>";
    }

    private static string Tuple(IReadOnlyList<string> elements) => elements.Count == 1 ? elements[0] : $"({string.Join(", ", elements)})";

    private static IReadOnlyList<string> Names(ModelDeclaration declaration)
    {
        var taken = new UniqueNames();
        taken.Take("device");
        taken.Take("seed");
        return [.. declaration.VariantConstants.Select(constant => taken.Take(CSharpText.Camel(constant.Name)))];
    }
}
