namespace DeepGen.Generators.Tests.Oracle;

/// <summary>Reductions.</summary>
internal sealed class ReductionRows : RowModels
{
    public override string File => "reductions";

    public override string Source => """
        [Model] public partial class ProdAll { Value Forward([Shape("N, 3")] Value x) => x.Prod(); }
        [Model] public partial class ProdZeros { Value Forward([Shape("N, 4")] Value x) => x.Prod(1); }
        [Model] public partial class ProdKept { Value Forward([Shape("N, 4")] Value x) => x * x.Prod(0, keepDim: true); }
        [Model] public partial class VarAll { Value Forward([Shape("N, 3")] Value x) => x.Var(); }
        [Model] public partial class VarDims
        {
            Value Forward([Shape("N, 3, 4")] Value x) => x.Var([0, 2], keepDim: true, correction: 0) * x.Var(1, keepDim: true);
        }
        [Model] public partial class StdDims { Value Forward([Shape("N, 3, 4")] Value x) => x.Std(-1) * x.Std([0, 1]).Sum() + x.Std(); }
        [Model] public partial class StdOfEqual { Value Forward([Shape("N, 4")] Value x) => x.Std(1); }
        [Model] public partial class NormOfZeros
        {
            Value Forward([Shape("N, 4")] Value x) => x.Norm(2, 1) + x.Norm(2, [1]) + x.Norm(double.PositiveInfinity, 1);
        }
        [Model] public partial class NormNegative
        {
            Value Forward([Shape("N, 4")] Value x) => x.Norm(-1, 1, keepDim: true) + x.Norm(-2, [0, 1]) + x.Norm(-0.5, 0);
        }
        [Model] public partial class NormThreeOfZeros { Value Forward([Shape("N, 4")] Value x) => x.Norm(3, 1); }
        [Model] public partial class MaxAll { Value Forward([Shape("N, 4")] Value x) => x.Max() * x.Min(); }
        [Model] public partial class MaxDim { Value Forward([Shape("N, 4")] Value x) => x.Max(1) * x.Min(1, keepDim: true).Sum(); }
        [Model] public partial class Amax
        {
            Value Forward([Shape("N, 3, 4")] Value x) => x.Max([0, 2]) * x.Min([0, 2], keepDim: true).Sum([0, 2]);
        }
        [Model] public partial class LogSumExpAll { Value Forward([Shape("N, 3")] Value x) => x.LogSumExp(); }
        [Model] public partial class LogSumExpDim
        {
            Value Forward([Shape("N, 3")] Value x) => x.LogSumExp(1, keepDim: true) * x.LogSumExp(0);
        }
        [Model] public partial class Scalars
        {
            Value Forward([Shape("N, 1")] Value x) => x.Sum(1).Mean() * x.Mean().Norm() + x.Mean().LogSumExp() + x.Sum().Max();
        }
        [Model] public partial class NormTwo { Value Forward([Shape("N, 4")] Value x) => x.Norm(2, 1) * x.Norm(2, [0, 1], keepDim: true); }
        [Model] public partial class NormOne { Value Forward([Shape("N, 4")] Value x) => x.Norm(1, 1) * x.Norm(1, [0, 1], keepDim: true); }
        [Model] public partial class NormThree
        {
            Value Forward([Shape("N, 4")] Value x) => x.Norm(3, 1) * x.Norm(3, [0, 1], keepDim: true);
        }
        [Model] public partial class NormHalf
        {
            Value Forward([Shape("N, 4")] Value x) => x.Norm(0.5, 1) * x.Norm(0.5, [0, 1], keepDim: true);
        }
        [Model] public partial class NormZero { Value Forward([Shape("N, 4")] Value x) => x.Norm(0, 1) * x.Norm(0, [0, 1], keepDim: true); }
        [Model] public partial class NormInf
        {
            Value Forward([Shape("N, 4")] Value x)
                => x.Norm(double.PositiveInfinity, 1) * x.Norm(double.PositiveInfinity, [0, 1], keepDim: true);
        }
        [Model] public partial class NormNegInf
        {
            Value Forward([Shape("N, 4")] Value x)
                => x.Norm(double.NegativeInfinity, 1) * x.Norm(double.NegativeInfinity, [0, 1], keepDim: true);
        }
        [Model] public partial class Positions
        {
            (Value most, Value<int> at, Value least, Value<int> where, Value<int> flat, Value<int> low, Value<int> row, Value<int> column)
                Forward([Shape("N, 4")] Value x)
            {
                var (most, at) = x.MaxWithIndices(1);
                var smallest = x.MinWithIndices(0, keepDim: true);
                return (most, at, smallest.Values, smallest.Indices, x.ArgMax(), x.ArgMin(), x.ArgMax(1, keepDim: true), x.ArgMin(-1));
            }
        }
        [Model] public partial class AnyAll
        {
            (Value any, Value all, Value some, Value each) Forward([Shape("N, 4")] Value x) => (x.Any(1), x.All(1), x.Any(), x.All());
        }
        """;
}
