namespace DeepGen.Generators.Tests.Compiled;

/// <summary>Reductions and products of a value x [N, 3, 5] and a parameterised one y of its shape.</summary>
internal sealed class ReductionModels : AgreementModels
{
    /// <summary>Expressions whose shape is that of x.</summary>
    private static readonly string[] Functions =
    [
        "x * x.Prod(2, keepDim: true) + (1 + y * 0.1).Prod(1, keepDim: true)",
        "x * (1 + y * 0.05).Prod() + x * (1 + 0.1 * y).Prod([1, 2], keepDim: true)",
        "x * x.Var(2, keepDim: true) + y * y.Var([1, 2], keepDim: true, correction: 0) + y * y.Var()",
        "x * (x + 0.1 * y).Std(-1, keepDim: true) + y * x.Std([0, 1], keepDim: true, correction: 0)",
        "x * y.Norm() + y * x.Norm(1, 2, keepDim: true) + x * y.Norm(3, [1, 2], keepDim: true)",
        "x * y.Norm(double.PositiveInfinity, 1, keepDim: true) + y * x.Norm(double.NegativeInfinity)",
        "x * x.Norm(0, 2, keepDim: true) + y",
        "x * y.Max() + y * x.Min() + x * y.Max(2, keepDim: true) + y * x.Min(1, keepDim: true) + x * y.Max([0, 2], keepDim: true)",
        "x * y.LogSumExp() + y * x.LogSumExp(1, keepDim: true) + x * x.LogSumExp([0, 2], keepDim: true)",
        "x * (x > y).Any(2, keepDim: true) + y * (x > y).All(1, keepDim: true)",
        "x * (x > y).Any() + y * (x > y).All([0, 1], keepDim: true)",
        "x * y.ArgMax(2, keepDim: true).ToFloat() + y * x.ArgMin(1, keepDim: true).ToFloat() + x * y.ArgMax().ToFloat() * 0.01",
        "x * (x.MaxWithIndices(2, keepDim: true).Values + y.MinWithIndices(0, keepDim: true).Indices.ToFloat())",
        "Value.Einsum(\"nij,nkj->nik\", x, y).Matmul(x) * 0.3",
        "Value.Einsum(\"nij,nkj,nki->nij\", x, y, Value.Einsum(\"nij,nkj->nik\", x, y)) * 0.3",
        "Value.Einsum(\"nij,nj->nij\", x, y.Sum(1)) + Value.Einsum(\"nij,nij->n\", x, y).Sum() * 0.1 * x",
        "Value.Einsum(\"nij,mij->nm\", x, y).Matmul(y.Sum(1)).Matmul(x.Sum(1).Transpose()).Sum() * 0.01 * x",
        "x.Bmm(Value.Einsum(\"nij->nji\", y)).Bmm(x) * 0.2 + x * x.Sum([0, 2]).Dot(y.Sum([0, 2])) * 0.1",
        "x * x.Sum([0, 2]).Outer(y.Sum([0, 1])) * 0.1 + x.Matmul(y.Sum([0, 1])).Sum() * x * 0.1",
        "x.Sum(1).Sum(0).Matmul(Value.Einsum(\"nij->nji\", y)).Sum() * x * 0.1",
    ];

    public override string Source { get; } = string.Join('\n', Functions.Select((text, at) => $$"""
        [Model] public partial class Reduction{{at}}
        {
            [Conv2d(3, Kernel = 1)] readonly Layer embed;
            [Conv2d(3, Kernel = 1)] readonly Layer other;
            Value Forward([Shape("N, 2, 5, 1")] Value input)
            {
                var x = embed(input).Sum(3);
                var y = other(input).Sum(3);
                return {{text}};
            }
            Value Loss(Value output, [Shape("N, 3, 5")] Value target) => output.Mse(target);
        }
        """));
}
