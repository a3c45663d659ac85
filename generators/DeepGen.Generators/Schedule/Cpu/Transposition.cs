using DeepGen.Generators.Kernels;

namespace DeepGen.Generators.Schedule.Cpu;

/// <summary>A plain copy that is contiguous along one loop where it reads, and along another where it writes.</summary>
/// <param name="Rows">The loop along which the destination is contiguous.</param>
/// <param name="Columns">The loop along which the source is contiguous.</param>
internal sealed record Transposition(NestLoop Rows, NestLoop Columns, object Read, object Write)
{
    /// <summary>Columns of the source in one item, where no other loop is left to spread over the threads.</summary>
    public const int Block = 64;

    public static Transposition? Of(LoopLaunch launch, VectorNest nest)
    {
        if (nest.IsVector || launch.Reduced.Length > 0 || launch.Stages.Length != 1 || launch.Stages[0].Statements.Length != 1) return null;
        var statement = launch.Stages[0].Statements[0];
        if (statement.Value is not Load load || !launch.Reads.TryGetValue(new ReadKey(load.Node, load.Slot), out var read)) return null;
        if (read.Type != Graph.DType.Float32 || !launch.Writes.ContainsKey(statement.Node)) return null;
        int from = nest.IndexOf(new ReadKey(load.Node, load.Slot)), to = nest.IndexOf(statement.Node);
        var rows = nest.Outer.FirstOrDefault(loop => loop.Strides[to].IsOne);
        var columns = nest.Outer.FirstOrDefault(loop => loop.Strides[from].IsOne);
        return rows is null || columns is null || rows == columns
            ? null
            : new(rows, columns, new ReadKey(load.Node, load.Slot), statement.Node);
    }
}
