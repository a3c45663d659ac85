using System.Text.RegularExpressions;
using DeepGen.Generators.Build;

namespace DeepGen.Generators.Tests.RandomModels;

/// <summary>Whatever the compiler knows is in the tables that random models are made of.</summary>
public partial class CoverageTests
{
    /// <summary>What is written otherwise than by its name.</summary>
    private static readonly Dictionary<string, string> Operators = new()
    {
        ["Add"] = " + ",
        ["Subtract"] = " - ",
        ["Multiply"] = " * ",
        ["Divide"] = " / ",
        ["Negate"] = "-x",
        ["LessThan"] = " < ",
        ["LessThanOrEqual"] = " <= ",
        ["GreaterThan"] = " > ",
        ["GreaterThanOrEqual"] = " >= ",
        ["Index"] = "[..",
    };

    /// <summary>What random models have not, and why.</summary>
    private static readonly Dictionary<string, string> Missing = [];

    private static readonly Lazy<string> Sources = new(() => string.Join('\n', Rows()
        .Concat(LossTable.Rows.Select(loss => $"{loss.Attribute} {loss.Method}")).Concat(
        Enumerable.Range(0, 300).Select(seed => RandomModel.Of(seed).Source))));

    private static readonly Lazy<HashSet<string>> Words = new(() => [.. Word().Matches(Sources.Value).Select(word => word.Value)]);

    [Fact]
    public void Every_layer_is_in_the_tables() =>
        Check(OperatorTable.Layers.Select(layer => layer.Kind), name => Words.Value.Contains(name));

    [Fact]
    public void Every_function_is_in_the_tables() => Check(
        OperatorTable.Functions.Select(function => function.Name),
        name => Operators.TryGetValue(name, out string? sign)
            ? Sources.Value.Contains(sign, StringComparison.Ordinal)
            : Words.Value.Contains("." + name));

    [Fact]
    public void Every_loss_attribute_is_in_the_tables() => Check(
        typeof(LossAttribute).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(LossAttribute)))
            .Select(type => type.Name[..^"Attribute".Length]),
        name => Words.Value.Contains(name));

    private static void Check(IEnumerable<string> names, Func<string, bool> isThere)
    {
        var all = names.ToList();
        all.ShouldNotBeEmpty();
        all.Where(name => isThere(name) == Missing.ContainsKey(name)).ShouldBeEmpty();
    }

    /// <summary>What the tables have for values of every rank, so often that no row is missed.</summary>
    private static IEnumerable<string> Rows()
    {
        var draw = new Draw(1);
        Form[] forms =
        [
            Form.Of(Form.Batch, 4), Form.Of(Form.Batch, 3, 4), Form.Of(Form.Batch, 4, 4, 4), Form.Of(Form.Batch, 2, 2, 4, 3),
            Form.Of(Form.Batch, 3, 5, 4), Form.Of(Form.Batch, 3, 4, 4),
        ];
        return from form in forms
               from _ in Enumerable.Range(0, 3000)
               from text in new[] { LayerTable.Any(draw, form).Attribute, FunctionTable.Any(draw, form).On("x") }
               select text;
    }

    /// <summary>A name, with the dot before a method's.</summary>
    [GeneratedRegex(@"\.?\b[A-Za-z]\w*")]
    private static partial Regex Word();
}
