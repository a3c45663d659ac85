namespace DeepGen.Generators.Tests.Oracle;

/// <summary>Views and parts.</summary>
internal sealed class ViewRows : RowModels
{
    public override string File => "views";

    public override string Source => """
        [Model] public partial class ReshapeOpen
        {
            Value Forward([Shape("2, 3, 4")] Value x) => x.Reshape(2, -1, 3) * x.View(-1).Reshape(2, 4, 3);
        }
        [Model] public partial class ReshapeText
        {
            Value Forward([Shape("N, 3, 4")] Value x) => x.Reshape("N*3, -1").Matmul(x.View("3*N, 2, 2").Reshape("-1, 4").Transpose());
        }
        [Model] public partial class TransposeDims
        {
            Value Forward([Shape("N, 3, 4")] Value x) => x.Transpose(1, -1) * x.Transpose(0, 0).Permute(0, 2, 1);
        }
        [Model] public partial class PermuteDims { Value Forward([Shape("N, 3, 4")] Value x) => x.Permute(2, 0, -2).Exp(); }
        [Model] public partial class Squeezed
        {
            Value Forward([Shape("N, 1, 3, 1")] Value x)
                => x.Squeeze() * x.Squeeze(1).Squeeze(-1) + x.Unsqueeze(0).Sum() + x.Unsqueeze(-1).Sum();
        }
        [Model] public partial class Expanded
        {
            Value Forward([Shape("N, 1, 4")] Value x, [Shape("3, 1")] Value y)
                => x.Expand(-1, 3, 4) * y.Expand(-1, 4).Expand("N, 3, -1");
        }
        [Model] public partial class Repeated
        {
            Value Forward([Shape("N, 4")] Value x)
                => x.Repeat(2, 1, 3) * x.Tile(1, 3).Repeat(2, 1, 1) + x.RepeatInterleave(3, 1).Repeat(2, 1, 1);
        }
        [Model] public partial class Stacked
        {
            Value Forward([Shape("N, 3")] Value x, [Shape("N, 3")] Value y)
                => Value.Stack(1, x, y, x) * Value.Stack(-1, x, x, y).Transpose(1, 2);
        }
        [Model] public partial class Parts
        {
            (Value sizes, Value given, Value chunks, Value bound, Value all) Forward([Shape("2, 5")] Value x)
            {
                var a = x.Split(2, 1);
                var b = x.Split([1, 4], dim: 1);
                var (c, d) = (x.Chunk(3, 1), x.Unbind());
                var sum = c[0];
                for (int i = 1; i < c.Length; i++)
                {
                    sum = i == 1 ? sum * c[i] : sum + c[i];
                }

                return (a[0] * a[1] + a[2], b[0] * b[^1], sum, d[0] * d[1], Value.Concat(1, a[2], a[1], a[0]));
            }
        }
        [Model] public partial class Sliced
        {
            (Value steps, Value end, Value narrow, Value one, Value half) Forward([Shape("7, 7")] Value x)
                => (x.Slice(1, 1, 6, 2), x.Slice(-1, -3, -1), x.Narrow(1, 2, 3) * x.Narrow(1, -3, 3), x.Select(1, -1) * x.Select(0, 1),
                    x.Slice(1, "7/2", "7 - 1"));
        }
        [Model] public partial class Indexed
        {
            const int Two = 2;

            (Value mixed, Value first, Value tail, Value last) Forward([Shape("N, 4, 3")] Value x)
                => (x[.., 1..3, ^1], x[0], x[1.., ..^1, Two], x[^1] * x[-2]);
        }
        [Model] public partial class Flipped
        {
            Value Forward([Shape("2, 3, 4")] Value x)
                => x.Flip(0, 2) * x.Flip(1) + x.Flip(-1).Transpose(0, 1).Reshape(2, 3, 4);
        }
        [Model] public partial class FlippedProduct { Value Forward([Shape("N, 4")] Value x) => x.Flip(1).Matmul(x.Flip(0).Transpose()); }
        [Model] public partial class RolledRound { Value Forward([Shape("N, 5")] Value x) => x.Roll(8, 0) * x.Roll(-4, 0) + x.Roll(3, 0); }
        [Model] public partial class RolledAlone { Value Forward([Shape("N, 5")] Value x) => x.Roll(1, 0) + x.Roll(-1, 0).Exp(); }
        [Model] public partial class Rolled { Value Forward([Shape("N, 5")] Value x) => x.Roll(1, 0) * x.Roll(-2, 1) + x.Roll(7, 1); }
        [Model] public partial class Diagonals
        {
            (Value main, Value above, Value below, Value wide) Forward([Shape("3, 4, 3")] Value x)
                => (x.Diagonal(), x.Diagonal(1, 1, 2), x.Diagonal(-1, 0, 2), x.Diagonal(offset: -1, dim1: 2, dim2: 1));
        }
        [Model] public partial class Triangles
        {
            Value Forward([Shape("N, 3, 4")] Value x)
                => x.Tril() * x.Tril(1) + x.Triu(-1) + x.Triu(2);
        }
        [Model] public partial class IntegerViews
        {
            (Value<int> k, Value y) Forward([Shape("N, 3")] Value x, [Shape("N, 3")] Value<int> k)
                => (k.Reshape(3, -1).Transpose(0, 1)[1], x * k.Unsqueeze(1).Squeeze(1).Select(1, -1).ToFloat().Unsqueeze(1));
        }
        """;
}
