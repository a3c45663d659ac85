namespace DeepGen.Generators.Tests.Compiled;

/// <summary>Views and parts of a value x [N, 3, 5].</summary>
internal sealed class ViewModels : AgreementModels
{
    /// <summary>Expressions whose shape is that of x.</summary>
    private static readonly string[] Functions =
    [
        "x.Exp().Reshape(\"N, -1\").Tanh().Reshape(\"N, 5, 3\").Transpose(1, 2)",
        "x.Permute(2, 0, 1).Exp().Permute(1, 2, 0) + x.Transpose(0, 2).Transpose(0, -1)",
        "x + x.Unsqueeze(1).Exp().Squeeze(1) + x.Sum(1, keepDim: true).Expand(-1, 3, 5)",
        "x * x.Sum(0).Expand(\"N, 3, 5\") * 0.1",
        "(x.Repeat(1, 2, 1) * x.Tile(2, 1)).Slice(1, 2, 5) + x.RepeatInterleave(2, 2).Slice(2, 1, step: 2)",
        "Value.Stack(2, x, x.Exp(), x.Tanh()).Permute(2, 0, 1, 3)[1] + Value.Stack(0, x, x)[^1]",
        "Value.Concat(1, x.Split(2, 1)[1], x.Split(2, 1)[0])",
        "Value.Concat(2, x.Chunk(3, 2)[2], x.Split([2, 2, 1], 2)[1], x.Slice(2, 0, 2))",
        "Value.Concat(1, x[.., 1..].Exp(), x[.., ..1] * x[^1, 0, ..])",
        "x.Narrow(2, 1, 3).Sum([1, 2], keepDim: true) * x.Select(1, -1).Unsqueeze(1) + x.Slice(0, \"N - 1\", \"N\")",
        "x.Flip(1).Exp() + x.Flip(2).Flip(0) + x.Flip(0, 1, 2)",
        "x.Flip(2).Matmul(x.Flip(1).Transpose(1, 2)).Matmul(x) * 0.2",
        "x.Roll(2, 1) + x.Roll(-1, 2).Exp() + x.Roll(3, 0) * x.Roll(-2, 0)",
        "x.Matmul(x.Transpose(1, 2)).Diagonal(0, 1, 2).Unsqueeze(2) * x + x.Diagonal(1, 1, 2).Unsqueeze(2)",
        "x.Tril() + x.Triu(1).Exp() + x.Tril(-1) * x",
    ];

    public override string Source { get; } = string.Join('\n', Functions.Select((text, at) => $$"""
        [Model] public partial class View{{at}}
        {
            [Conv2d(3, Kernel = 1)] readonly Layer embed;
            Value Forward([Shape("N, 2, 5, 1")] Value input)
            {
                var x = embed(input).Sum(3);
                return {{text}};
            }
            Value Loss(Value output, [Shape("N, 3, 5")] Value target) => output.Mse(target);
        }
        """));
}
