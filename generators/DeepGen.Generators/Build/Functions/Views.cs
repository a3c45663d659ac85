using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Build.Functions;

/// <summary>Two axes exchanged: those written, or both of a matrix.</summary>
internal sealed class Transpose : ValueFunction
{
    public override string Name => "Transpose";

    public override Node Build(CallSite call)
    {
        var x = call.Tensor();
        int rank = x.Shape.Rank;
        bool isWritten = call.Arguments.Find("Dim0") is not null;
        if (!isWritten && rank != 2) throw call.Error("DG1101", Name, "a matrix [N, M]", x.Shape.ToString(), call.History, "");
        var (first, second) = isWritten ? (call.Axis("Dim0", rank), call.Axis("Dim1", rank)) : (0, 1);
        return call.Graph.Permute(
            x, [.. Enumerable.Range(0, rank).Select(axis => axis == first ? second : axis == second ? first : axis)]);
    }
}
