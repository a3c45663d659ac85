using DeepGen.Generators.Graph;
using DeepGen.Generators.Kernels;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Tests.Fusion;

/// <summary>A plan in words: one line for each kernel, with what it computes and which of that is left in memory.</summary>
internal static class PlanText
{
    public static string[] Of(KernelProgram program)
    {
        var read = program.Kernels.SelectMany(kernel => kernel.Reads).Concat(program.Model.Results).ToHashSet();
        return [.. program.Kernels.Where(kernel => kernel is not ViewKernel)
            .Select(kernel => $"{kernel.Name}: {Of(kernel)}{Stored(kernel, read)}")];
    }

    private static string Of(Kernel kernel) => kernel switch
    {
        ContractKernel contract => string.Join(" + ", contract.Epilogue.Select(statement => Of(statement)).Prepend("contract")),
        LoopKernel loop => string.Join(" | ", loop.Stages.Select(stage => Of(loop, stage))),
        _ => throw new ArgumentOutOfRangeException(nameof(kernel)),
    };

    private static string Of(LoopKernel loop, Stage stage)
    {
        string kind = loop.Reduced.IsEmpty ? "map" : !stage.IsFull ? "outer"
            : LoopKernel.HasRows(loop.Domain, loop.Reduced) ? "row" : "column";
        return $"{kind} {string.Join(" + ", stage.Statements.Select(Of))}";
    }

    private static string Of(Statement statement)
    {
        var calls = Calls(statement.Value).Distinct().ToArray();
        string formula = calls.Length == 0 ? "value" : string.Join(" ", calls);
        return statement.Reduction is { } reduction ? $"{reduction.ToString().ToLowerInvariant()}({formula})" : $"({formula})";
    }

    /// <summary>The functions and the loops of a formula, innermost first.</summary>
    private static IEnumerable<string> Calls(ScalarExpression formula) => formula switch
    {
        ScalarCall call => call.Operands.SelectMany(Calls).Append(call.Function.Name),
        WindowLeaf window => Calls(window.Inner).Append("window" + window.Kind),
        GatherLeaf gather => Calls(gather.Inner).Append("gather"),
        RandomLeaf => ["random"],
        _ => [],
    };

    private static string Stored(Kernel kernel, HashSet<Node> read)
    {
        var nodes = kernel.Nodes.ToArray();
        int stored = nodes.Count(node => read.Contains(node));
        return stored == nodes.Length ? "" : $" ({stored} of {nodes.Length} stored)";
    }
}
