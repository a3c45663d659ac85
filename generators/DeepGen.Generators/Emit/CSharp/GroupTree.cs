using DeepGen.Generators.Declaration;

namespace DeepGen.Generators.Emit.CSharp;

/// <summary>The parameters of a model as their names nest them: <c>layer1.0.conv.weight</c> is four groups deep.</summary>
/// <param name="name">The name in the group around it.</param>
/// <param name="path">The full name.</param>
internal sealed class GroupTree(string name, string path)
{
    private readonly List<GroupTree> groups = [];

    public string Name => name;

    public string Path => path;

    /// <summary>The groups in this one, in order.</summary>
    public IReadOnlyList<GroupTree> Groups => groups;

    /// <summary>The parameters in this group itself: the last part of the name, and the place among all parameters.</summary>
    public List<(string Name, int At)> Tensors { get; } = [];

    /// <summary>The place of the first parameter in it.</summary>
    public int First => Tensors.Select(tensor => tensor.At).Concat(groups.Select(group => group.First)).Min();

    /// <summary>
    /// Whether its groups are the copies of a repeated block: they have numbers, and differ only in where their parameters stand.
    /// </summary>
    /// <param name="byName">Whether places do not matter.</param>
    public bool IsRepeated(bool byName) => Tensors.Count == 0 && groups.Count > 0
        && groups.All(group => char.IsDigit(group.Name[0]) && group.Form(group.First, byName) == groups[0].Form(groups[0].First, byName));

    /// <summary>The tree over all names.</summary>
    public static GroupTree Of(IEnumerable<string> tensors)
    {
        var root = new GroupTree("", "");
        int at = 0;
        foreach (string tensor in tensors)
        {
            string[] parts = tensor.Split('.');
            parts.Take(parts.Length - 1).Aggregate(root, (group, part) => group.Group(part)).Tensors.Add((parts[parts.Length - 1], at));
            at++;
        }

        return root;
    }

    private GroupTree Group(string part)
    {
        var found = groups.Find(group => group.Name == part);
        if (found is null) groups.Add(found = new GroupTree(part, Part.Join(path, part)));
        return found;
    }

    private string Form(int first, bool byName) => string.Concat(
        Tensors.Select(tensor => FormattableString.Invariant($"{tensor.Name}@{(byName ? 0 : tensor.At - first)};"))
            .Concat(groups.Select(group => $"{group.Name}({group.Form(first, byName)})")));
}
