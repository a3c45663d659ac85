using DeepGen.Generators.Declaration;

namespace DeepGen.Generators.Emit.CSharp;

/// <summary>Prints the parameters of a model by layer: <c>model.Parameters.Layer1[0].Conv.Weight</c>.</summary>
/// <param name="writer">Where to.</param>
/// <param name="descriptions">What the documentation says of each parameter; nothing for a model in error, whose members throw.</param>
/// <param name="isByName">
/// Whether parameters are found by name, which a group then keeps the beginning of, since their places differ between the variants of
/// the model.
/// </param>
internal sealed class GroupPrinter(CodeWriter writer, IReadOnlyList<string> descriptions, bool isByName)
{
    private const string View = "global::DeepGen.ParameterView";
    private const string Start = "first";
    private const string Path = "path";

    private readonly UniqueNames types = new();
    private readonly List<PlannedType> planned = [];

    private bool IsValid => descriptions.Count > 0;

    /// <summary>The members of <c>ParameterGroups</c>, and the types of the groups.</summary>
    public void Print(GroupTree root)
    {
        Members(new PlannedType(root, "", null));

        // In a class of their own, since a layer may be called as another one's group would be.
        writer.Line();
        writer.Line("/// <summary>One type for each layer.</summary>");
        using (writer.Block("public static class Groups"))
        {
            for (int at = 0; at < planned.Count; at++) Type(planned[at]);
        }
    }

    private void Type(PlannedType type)
    {
        writer.Line($"/// <summary>The parameters of {type.Group.Path}.</summary>");
        string start = isByName ? $", string {Path}" : type.Origin is null ? "" : $", int {Start}";
        using (writer.Block($"public readonly struct {type.Name}{(IsValid ? $"(ParameterGroups parameters{start})" : "")}"))
        {
            if (type.Group.IsRepeated(isByName)) Copies(type);
            else Members(type);
        }
    }

    /// <summary>The copies of a repeated block are groups of one type, each from its own first parameter on.</summary>
    private void Copies(PlannedType type)
    {
        var copies = type.Group.Groups;
        int step = copies.Count > 1 ? copies[1].First - copies[0].First : 0;
        string element = Plan(copies[0], copies[0].First);
        if (!isByName)
        {
            writer.Line("/// <summary>The number of copies.</summary>");
            writer.Line($"public int Count => {CSharpText.Int(copies.Count)};").Line();
        }

        writer.Line("/// <summary>The parameters of one copy.</summary>");
        writer.Line("/// <param name=\"copy\">Its number, from 0.</param>");
        writer.Line("/// <exception cref=\"System.ArgumentOutOfRangeException\">There is no such copy.</exception>");
        if (!IsValid)
        {
            writer.Line($"public {element} this[int copy] => {Refuse(element)};");
            return;
        }

        string first = isByName
            ? $"global::System.FormattableString.Invariant($\"{{{Path}}}.{{copy}}\")"
            : $"{Place(type, copies[0].First)} + copy * {CSharpText.Int(step)}";
        writer.Line($"public {element} this[int copy] => (uint)copy < {CSharpText.Int(copies.Count)}u");
        writer.Line($"    ? new(parameters, {first})");
        writer.Line("    : throw new global::System.ArgumentOutOfRangeException(nameof(copy));");
    }

    private void Members(PlannedType type)
    {
        bool isRoot = type.Group.Path.Length == 0;
        foreach (var inner in type.Group.Groups)
        {
            // Copies that are not alike have no common type.
            string name = char.IsDigit(inner.Name[0]) ? "Copy" + inner.Name : CSharpText.Pascal(inner.Name);
            string group = (isRoot ? "Groups." : "") + Plan(inner, type.Origin);
            string start = isByName ? ", " + NameOf(type, inner.Name) : type.Origin is null ? "" : ", " + Start;
            if (isRoot) writer.Line();
            writer.Line($"/// <summary>The parameters of {inner.Path}.</summary>");
            writer.Line($"public {group} {name} => {(IsValid ? $"new({(isRoot ? "this" : "parameters")}{start})" : Refuse(group))};");
        }

        foreach (var (name, at) in type.Group.Tensors)
        {
            if (isRoot) writer.Line();
            writer.Line($"/// <summary>{Part.Join(type.Group.Path, name)}{(IsValid ? descriptions[at] : "")}.</summary>");
            string view = isByName ? $"{(isRoot ? "this" : "parameters")}[{NameOf(type, name)}]"
                : $"{(isRoot ? "" : "parameters.")}At({Place(type, at)})";
            writer.Line($"public {View} {CSharpText.Pascal(name)} => {(IsValid ? view : Refuse(View))};");
        }
    }

    /// <summary>Names the type of a group, which is printed later.</summary>
    /// <param name="group">The group.</param>
    /// <param name="origin">The place that <c>first</c> is for this group, if it is in a copy of a block.</param>
    private string Plan(GroupTree group, int? origin)
    {
        string wanted = CSharpText.Pascal(group.Path);

        // C# has no member called as its type.
        bool isMember = group.Groups.Select(inner => inner.Name).Concat(group.Tensors.Select(tensor => tensor.Name))
            .Any(member => CSharpText.Pascal(member) == wanted);
        string name = types.Take(isMember ? wanted + "Group" : wanted);
        planned.Add(new PlannedType(group, name, origin));
        return name;
    }

    private static string NameOf(PlannedType type, string name)
        => type.Group.Path.Length == 0 ? CSharpText.Literal(name) : $"{Path} + {CSharpText.Literal("." + name)}";

    private static string Place(PlannedType type, int at)
        => type.Origin is not { } origin ? CSharpText.Int(at)
        : at == origin ? Start
        : $"{Start} + {CSharpText.Int(at - origin)}";

    private static string Refuse(string type) => $"Refuse<{type}>()";

    private sealed record PlannedType(GroupTree Group, string Name, int? Origin);
}
