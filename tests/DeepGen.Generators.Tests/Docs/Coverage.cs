using System.Text;
using DeepGen.Generators.Tests.Harness;

namespace DeepGen.Generators.Tests.Docs;

/// <summary>What DeepGen has for one public name of PyTorch: a line of tests/Reference/coverage.txt.</summary>
/// <param name="Name">PyTorch's name: <c>torch.nn.ReLU6</c>.</param>
/// <param name="State">Mapped, refused or planned.</param>
/// <param name="Has">DeepGen's name of a mapped one (<c>[ReLU6]</c>, <c>Value.Relu6</c>), the family of a planned one.</param>
/// <param name="Row">The reference row of a mapped one.</param>
/// <param name="Note">The differences of a mapped one, the reason of a refused one.</param>
internal sealed record Coverage(string Name, string State, string Has, string Row, string Note)
{
    public const string Mapped = "mapped";
    public const string Refused = "refused";
    public const string Planned = "planned";

    private static readonly string[] Modules = ["torch.nn", "torch.nn.functional", "torch.optim", "torch.optim.lr_scheduler"];

    /// <summary>All lines, in their order.</summary>
    public static IReadOnlyList<Coverage> All { get; } = [.. Lines("coverage.txt").Select(Parse)];

    /// <summary>The names that PyTorch has, as generate.py found them.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Lines("names.txt")];

    public string Module => Name[..Name.LastIndexOf('.')];

    /// <summary>The page that is made of the table.</summary>
    public static string Page()
    {
        var page = new StringBuilder();
        string version = Repository.Read("tests/Reference/names.txt").Split('\n')[0].TrimStart('#', ' ');
        page.Append("# PyTorch's names and DeepGen's\n\n");
        page.Append($"Every public name of {version}, as the reference data is made with it. A mapped name ");
        page.Append("agrees with PyTorch in float64, in forward and\nevery gradient, but for the differences said. ");
        page.Append("Planned are families for a later version; what is refused has its reason.\n");
        page.Append("This page is generated from [tests/Reference/coverage.txt](../tests/Reference/coverage.txt).\n");
        foreach (string module in Modules)
        {
            page.Append($"\n## {module}\n\n| PyTorch | DeepGen | differences |\n|---|---|---|\n");
            foreach (var line in All.Where(line => line.Module == module)) page.Append(line.Text()).Append('\n');
        }

        return page.ToString();
    }

    private static Coverage Parse(string line)
    {
        string[] parts = [.. line.Split(" | "), "", "", ""];
        return parts[1] == Refused ? new(parts[0], parts[1], "", "", parts[2]) : new(parts[0], parts[1], parts[2], parts[3], parts[4]);
    }

    private static IEnumerable<string> Lines(string file)
        => Repository.Read($"tests/Reference/{file}").Split('\n').Where(line => line.Length > 0 && line[0] != '#');

    private string Text() => $"| `{Name[(Module.Length + 1)..]}` | " + State switch
    {
        Mapped => $"`{Has}` | {Note} |",
        Planned => $"planned | {Has} |",
        _ => $"refused | {Note} |",
    };
}
