using DeepGen.Generators.Graph;
using DeepGen.Generators.Kernels;
using DeepGen.Generators.Operators;
using DeepGen.Generators.Schedule.Cpu;

namespace DeepGen.Generators.Emit.CSharp;

/// <summary>The lines above a kernel: which values it computes, from what, in which shapes.</summary>
internal sealed class KernelComment(Launch launch)
{
    private const int LongestFormula = 110;

    public IEnumerable<string> Lines() => launch switch
    {
        LoopLaunch loop => OfLoop(loop),
        ContractLaunch contract => OfContract(contract),
        _ => [],
    };

    private static IEnumerable<string> OfLoop(LoopLaunch loop)
    {
        string reduced = loop.Reduced.Length == 0 ? "" : $", reduced over {string.Join(", ", loop.Reduced)}";
        yield return $"over {loop.Domain}{reduced}";
        foreach (var statement in loop.Stages.SelectMany(stage => stage.Statements)) yield return Line(statement);
    }

    private static IEnumerable<string> OfContract(ContractLaunch launch)
    {
        var node = launch.Contract;
        yield return $"{Name(node)} {node.Shape} = {Name(node.Inputs[0])} {node.Inputs[0].Shape} * {Name(node.Inputs[1])} {node.Inputs[1].Shape}";
        foreach (var statement in launch.Epilogue) yield return Line(statement);
    }

    private static string Line(Statement statement)
    {
        string formula = Text(statement.Value);
        if (formula.Length > LongestFormula) formula = formula.Substring(0, LongestFormula) + "...";
        string reduction = statement.Reduction is { } kind ? kind.ToString().ToLowerInvariant() + " of " : "";
        return $"{Name(statement.Node)} {statement.Node.Shape} = {reduction}{formula}";
    }

    private static string Text(ScalarExpression formula) => formula switch
    {
        ScalarCall call => $"{call.Function.Name}({string.Join(", ", call.Operands.Select(Text))})",
        Load load => Name(load.Node),
        WindowLeaf window => $"window{window.Kind}({Text(window.Inner)})",
        GatherLeaf gather => $"gather({Text(gather.Inner)})",
        Literal literal => CSharpText.Float(literal.Value).TrimEnd('f'),
        _ => formula.ToString()!,
    };

    private static string Name(Node node) => Layouts.NameOf(node);
}
