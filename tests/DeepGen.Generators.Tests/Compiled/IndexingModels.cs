using System.Text.RegularExpressions;

namespace DeepGen.Generators.Tests.Compiled;

/// <summary>Indexing, orders and running sums of a value x [N, 4, 5] and indices k [N, 4], each below 3.</summary>
internal sealed class IndexingModels : AgreementModels
{
    /// <summary>Expressions whose shape is [N, 3].</summary>
    private static readonly string[] Functions =
    [
        "x.Gather(2, k.Unsqueeze(2)).Sum(2)[.., 1..] + x.Sum(2).Gather(1, k)[.., ..3]",
        "x.Gather(1, k.Unsqueeze(2).Expand(\"N, 4, 5\")).Exp().Sum(1)[.., 2..]",
        "x.Sum(1).Lookup(k.Reshape(-1)[..3]).Sum(0)[..3] * x.Sum([1, 2]).Unsqueeze(1) * 0.1",
        "x.IndexSelect(1, k[0]).Sum(2)[.., ..3] + x.IndexSelect(2, k[^1]).Exp().Sum(1)[.., 1..]",
        "x[.., .., 0].ScatterAdd(1, k, x[.., .., 1])[.., ..3] + x[.., .., 2].ScatterAdd(1, k, x[.., .., 3].Exp())[.., 1..]",
        "x.Permute(1, 2, 0).Sum(2).ScatterAdd(0, k[0].Unsqueeze(1).Expand(4, 5), x.Sum(0))[1, ..3].Expand(\"N, 3\") * 0.1",
        "x.Sum(1)[.., ..3] * k[.., 0].OneHot(3) + x.Sum(2)[.., ..3] * k.OneHot(3).Sum(1)",
        "x.Sort(1).Values[.., 1, ..3] * x.Sort(2, descending: true).Values[.., ..3, 1]",
        "x.ArgSort(2).ToFloat()[.., ..3, 1] * x[.., 0, ..3] + x.ArgSort(1, descending: true)[.., 2, ..3].ToFloat() * x[.., ..3, 1]",
        "x.TopK(3, 1).Values.Exp().Sum(2) + x.TopK(2, 2, largest: false).Values.Sum(2)[.., 1..] + x.KthValue(2, 2).Values[.., ..3]",
        "x.CumSum(1).Exp().Sum(2)[.., ..3] * 0.1 + x.CumSum(2)[.., 2, ..3] + x.CumSum(0)[.., 1, ..3] * 0.1",
        "x.CumProd(1).Sum(2)[.., ..3] + (1 + 0.1 * x).CumProd(2)[.., 2, 2..] + (x * 0.5).CumProd(0)[.., 1, ..3]",
    ];

    public override string Source { get; } = string.Join('\n',
    [
        .. Functions.Select((text, at) => $$"""
            [Model] public partial class Indexing{{at}}
            {
                [Conv2d(4, Kernel = 1)] readonly Layer embed;
                Value Forward([Shape("N, 2, 5, 1")] Value input{{(TakesIndices(text) ? ", [Shape(\"N, 4\")] Value<int> k" : "")}})
                {
                    var x = embed(input).Sum(3);
                    return {{text}};
                }
                Value Loss(Value output, [Shape("N, 3")] Value target) => output.Mse(target);
            }
            """),
        """
        [Model] public partial class Embedding
        {
            [Parameter("7, 130")] readonly Value table;
            [Linear(3)] readonly Layer head;
            Value Forward([Shape("N, 4")] Value<int> k) => head(table.Lookup(k).Mean(1));
            Value Loss(Value output, [Shape("N, 3")] Value target) => output.Mse(target);
        }
        """,
    ]);

    private static bool TakesIndices(string text) => Regex.IsMatch(text, @"\bk\b");
}
