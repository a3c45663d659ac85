namespace DeepGen.Generators.Tests.Oracle;

/// <summary>Indexing, orders and running sums.</summary>
internal sealed class IndexingRows : RowModels
{
    public override string File => "indexing";

    public override string Source => """
        [Model] public partial class GatherDims
        {
            Value Forward([Shape("N, 4")] Value x, [Shape("N, 5")] Value<int> k) => x.Gather(1, k) * x.Gather(-1, k);
        }
        [Model] public partial class GatherRows
        {
            Value Forward([Shape("3, 4")] Value x, [Shape("2, 4")] Value<int> k) => x.Gather(0, k);
        }
        [Model] public partial class GatherSmaller
        {
            Value Forward([Shape("N, 4, 5")] Value x, [Shape("N, 2, 2")] Value<int> k) => x.Gather(1, k);
        }
        [Model] public partial class GatherClass
        {
            Value Forward([Shape("N, 4")] Value x, [Shape("N")] Value<int> k) => x.LogSoftmax(1).Gather(1, k.Unsqueeze(1)).Squeeze(1);
        }
        [Model] public partial class IndexSelected
        {
            Value Forward([Shape("N, 4, 3")] Value x, [Shape("6")] Value<int> k) => x.IndexSelect(1, k) + x.IndexSelect(-2, k);
        }
        [Model] public partial class LookedUp
        {
            Value Forward([Shape("5, 3")] Value x, [Shape("N, 4")] Value<int> k) => x.Lookup(k);
        }
        [Model] public partial class LookedUpNumbers
        {
            Value Forward([Shape("5")] Value x, [Shape("N")] Value<int> k) => x.Lookup(k);
        }
        [Model] public partial class ScatterAdded
        {
            Value Forward([Shape("N, 4")] Value x, [Shape("N, 6")] Value s, [Shape("N, 6")] Value<int> k) => x.ScatterAdd(1, k, s) * x;
        }
        [Model] public partial class ScatterAddedRows
        {
            Value Forward([Shape("4, 3")] Value x, [Shape("N, 3")] Value s, [Shape("N, 3")] Value<int> k) => x.ScatterAdd(0, k, s);
        }
        [Model] public partial class OneHots
        {
            Value Forward([Shape("N, 1")] Value x, [Shape("N")] Value<int> k) => x * k.OneHot(4);
        }
        [Model] public partial class CumSums
        {
            Value Forward([Shape("N, 4")] Value x) => x.CumSum(1) * x.CumSum(0) + x.CumSum(-1).Exp();
        }
        [Model] public partial class CumProds
        {
            Value Forward([Shape("N, 5")] Value x) => x.CumProd(1) * x.CumProd(0);
        }
        [Model] public partial class Sorted
        {
            (Value up, Value<int> where, Value down, Value<int> there) Forward([Shape("N, 6")] Value x)
            {
                var (up, where) = x.Sort();
                var (down, there) = x.Sort(0, descending: true);
                return (up, where, down, there);
            }
        }
        [Model] public partial class Tops
        {
            (Value most, Value<int> at, Value least, Value<int> there, Value second, Value<int> where, Value<int> order)
                Forward([Shape("4, 5")] Value x)
            {
                var (most, at) = x.TopK(2);
                var (least, there) = x.TopK(3, 0, largest: false);
                var (second, where) = x.KthValue(2, 1, keepDim: true);
                return (most, at, least, there, second, where, x.ArgSort(1, descending: true));
            }
        }
        """;
}
