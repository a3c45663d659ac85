using System.Text;
using DeepGen.Generators.Emit.CSharp;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Kernels;
using DeepGen.Generators.Operators;
using DeepGen.Generators.Schedule;
using DeepGen.Generators.Schedule.Cpu;

namespace DeepGen.Generators.Emit;

/// <summary>The lines above a kernel: which values it computes, from what, in which shapes.</summary>
internal sealed class KernelComment(Launch launch)
{
    private const int LongestFormula = 110;

    public IEnumerable<string> Lines() => launch switch
    {
        LoopLaunch loop => OfLoop(loop),
        ProductLaunch product => OfProduct(product),
        WinogradPackLaunch pack => [$"{Name(pack.Weights)} {pack.Weights.Shape} at the points of Winograd's algorithm"],
        WinogradSumLaunch sum => OfSum(sum),
        WinogradFinishLaunch finish => [$"{Name(finish.Sum.Contract)} {finish.Sum.Contract.Shape} from its sums at the points"],
        LineLaunch line => OfLine(line),
        _ => [],
    };

    private static IEnumerable<string> OfLoop(LoopLaunch loop)
    {
        string reduced = loop.Reduced.Length == 0 ? "" : $", reduced over {string.Join(", ", loop.Reduced)}";
        yield return $"over {loop.Domain}{reduced}";
        foreach (var statement in loop.Stages.SelectMany(stage => stage.Statements)) yield return Line(statement);
    }

    private static IEnumerable<string> OfProduct(ProductLaunch launch)
    {
        var node = launch.Contract;
        string how = launch is WinogradLaunch ? ", by Winograd's algorithm F(4x4, 3x3)" : "";
        yield return Product(node) + how;
        foreach (var statement in launch.Epilogue) yield return Line(statement);
    }

    private static IEnumerable<string> OfSum(WinogradSumLaunch launch)
    {
        yield return Product(launch.Contract) + ", by Winograd's algorithm F(4x4, 3x3): the sums at its points";
    }

    private static string Product(Node node)
        => $"{Shaped(node)} = {Shaped(node.Inputs[0])} * {Shaped(node.Inputs[1])}";

    private static IEnumerable<string> OfLine(LineLaunch launch)
    {
        var node = launch.Node;
        string inputs = string.Join(", ", node.Inputs.Select(Shaped));
        yield return $"{Shaped(node)} = {node.Operator.Name} of {inputs} along {CSharpText.Int(launch.Operator.Axis)}";
    }

    private static string Shaped(Node node) => $"{Name(node)} {node.Shape}";

    private static string Line(Statement statement)
    {
        var text = new StringBuilder();
        Write(statement.Value, text);
        string formula = text.Length > LongestFormula ? text.ToString(0, LongestFormula) + "..." : text.ToString();
        string reduction = statement.Reduction is { } kind ? kind.ToString().ToLowerInvariant() + " of " : "";
        return $"{Shaped(statement.Node)} = {reduction}{formula}";
    }

    /// <summary>The formula as far as a line goes: written out whole, a formula that shares its parts could be very long.</summary>
    private static void Write(ScalarExpression formula, StringBuilder text)
    {
        if (text.Length > LongestFormula) return;
        switch (formula)
        {
            case ScalarCall call: WriteCall(call.Function.Name, call.Operands, text); break;
            case WindowLeaf window: WriteCall("window" + window.Kind, [window.Inner], text); break;
            case GatherLeaf gather: WriteCall("gather", [gather.Inner], text); break;
            case Load load: text.Append(Name(load.Node)); break;
            case Literal literal: text.Append(CSharpText.Float(literal.Value).TrimEnd('f')); break;
            default: text.Append(formula); break;
        }
    }

    private static void WriteCall(string name, IReadOnlyList<ScalarExpression> operands, StringBuilder text)
    {
        text.Append(name).Append('(');
        for (int at = 0; at < operands.Count; at++)
        {
            if (at > 0) text.Append(", ");
            Write(operands[at], text);
        }

        text.Append(')');
    }

    private static string Name(Node node) => Layouts.NameOf(node);
}
