using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Build.Functions;

/// <summary>The product of two matrices.</summary>
internal sealed class Matmul : ValueFunction
{
    public override string Name => "Matmul";

    public override Node Build(CallSite call)
    {
        var (left, right) = (call.Input(), call.Input("other"));
        call.RequireRank(left, 2, "a matrix [N, K]");
        if (right.Shape.Rank != 2 || left.Shape[1] != right.Shape[0])
        {
            var why = $"the right factor must be [{left.Shape[1]}, M]; they come from {call.History} and {call.Traced("other").History()}";
            throw call.Error("DG1105", Name, left.Shape.ToString(), right.Shape.ToString(), why);
        }

        var loops = Shape.Of(left.Shape[0], right.Shape[1], left.Shape[1]);
        return call.Graph.Add(
            new ContractOperator(loops, 2, [AffineIndex.Of(0), AffineIndex.Of(2)], [AffineIndex.Of(2), AffineIndex.Of(1)]), left, right);
    }
}

/// <summary>A matrix with its axes exchanged.</summary>
internal sealed class Transpose : ValueFunction
{
    public override string Name => "Transpose";

    public override Node Build(CallSite call)
    {
        var x = call.Input();
        if (x.Shape.Rank != 2) throw call.Error("DG1101", Name, "a matrix [N, M]", x.Shape.ToString(), call.History, "");
        return call.Graph.Permute(x, 1, 0);
    }
}
