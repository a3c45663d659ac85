using System.Reflection;
using System.Text.RegularExpressions;
using DeepGen.Generators.Tests.Harness;
using DeepGen.Generators.Tests.Oracle;

namespace DeepGen.Generators.Tests.Docs;

/// <summary>Every public name of PyTorch is mapped, refused with a reason or planned, and what is said of it is so.</summary>
public sealed class CoverageTests
{
    /// <summary>The families that may be planned, and the names that are of them.</summary>
    private static readonly Dictionary<string, string> Families = new()
    {
        ["recurrent"] = @"\.(RNN|LSTM|GRU|CTC|ctc_)",
        ["transformer"] = @"\.(Transformer|MultiheadAttention|multi_head)",
        ["norm"] = @"(Norm|_norm|LRN)",
        ["sparse"] = @"\.(Embedding|embedding|Sparse)",
        ["quantized"] = "quant",
        ["distributed"] = @"\.(DataParallel|Sync)",
        ["rarer optimizers"] = @"^torch\.optim\.\w+$",
    };

    private static readonly HashSet<string> Rows =
    [
        .. RowModels.All.Select(models => models.File).Append("trajectories").Append("optimizers")
            .SelectMany(file => ReferenceFile.Open(file).Names).Select(name => name.Split('.')[0]),
    ];

    private static readonly Type[] Exported =
    [
        .. new[] { typeof(Value).Assembly, typeof(Training.Schedules).Assembly }.SelectMany(assembly => assembly.GetExportedTypes()),
    ];

    [Fact]
    public void Each_name_of_PyTorch_has_one_line()
    {
        Coverage.All.Select(line => line.Name).ShouldBe(Coverage.Names);
        Coverage.Names.Count.ShouldBeGreaterThan(300);
    }

    [Fact]
    public void Each_line_says_what_its_state_needs()
        => Wrong(line => line.State is not (Coverage.Mapped or Coverage.Refused or Coverage.Planned)
            || (line.State == Coverage.Refused && line.Note.Length < 15)).ShouldBeEmpty();

    [Fact]
    public void Only_the_families_of_later_versions_are_planned()
        => Wrong(line => line.State == Coverage.Planned
            && !(Families.TryGetValue(line.Has, out var names) && Regex.IsMatch(line.Name, names))).ShouldBeEmpty();

    [Fact]
    public void What_a_name_is_mapped_to_exists()
        => Wrong(line => line.State == Coverage.Mapped && !Exists(line.Has)).ShouldBeEmpty();

    [Fact]
    public void What_is_mapped_agrees_with_PyTorch_in_a_row()
        => Wrong(line => line.State == Coverage.Mapped && !Rows.Contains(line.Row)).ShouldBeEmpty();

    [Fact]
    public void A_name_is_not_planned_or_refused_that_a_layer_or_a_loss_has()
        => Wrong(line => line.State != Coverage.Mapped && line.Module == "torch.nn" && Exists($"[{line.Name[9..]}]")).ShouldBeEmpty();

    [Fact]
    public void The_page_is_that_of_the_table()
    {
        string path = Repository.Path("docs/pytorch.md");
        if (Environment.GetEnvironmentVariable("DEEPGEN_APPROVE") is not null) File.WriteAllText(path, Coverage.Page());

        Coverage.Page().ShouldBe(
            File.ReadAllText(path).ReplaceLineEndings("\n"), "run the tests with DEEPGEN_APPROVE=1 and look at the difference");
    }

    [Theory]
    [InlineData("[ReLU6]", true)]
    [InlineData("[NoLayer]", false)]
    [InlineData("Value.Relu6", true)]
    [InlineData("Value.NoFunction", false)]
    [InlineData("AdamW", true)]
    [InlineData("NoClass", false)]
    public void Names_are_looked_up(string name, bool exists) => Exists(name).ShouldBe(exists);

    private static IEnumerable<string> Wrong(Func<Coverage, bool> isWrong)
        => Coverage.All.Where(isWrong).Select(line => $"{line.Name}: {line.State} {line.Has} {line.Row}");

    /// <summary>A layer or a loss in brackets, a member of a type, or a type.</summary>
    private static bool Exists(string name)
    {
        if (name.StartsWith('[')) return Types($"{name[1..^1]}Attribute").Any(type => !type.IsAbstract);
        string[] parts = name.Split('.');
        return Types(parts[0]).Any(type => parts.Length == 1
            || type.GetMember(parts[1], BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static).Length > 0);
    }

    /// <summary>The types of a name, generic ones too: integers are a <c>Value&lt;int&gt;</c>.</summary>
    private static IEnumerable<Type> Types(string name) => Exported.Where(type => type.Name.Split('`')[0] == name);
}
