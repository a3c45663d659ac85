namespace DeepGen.Generators.Tests.Oracle;

/// <summary>Sums of products.</summary>
internal sealed class ProductRows : RowModels
{
    public override string File => "products";

    public override string Source => """
        [Model] public partial class MatmulVectors { Value Forward([Shape("N")] Value x, [Shape("N")] Value y) => x.Matmul(y); }
        [Model] public partial class MatmulColumn { Value Forward([Shape("N, 5")] Value x, [Shape("5")] Value y) => x.Matmul(y); }
        [Model] public partial class MatmulRow { Value Forward([Shape("K")] Value x, [Shape("K, 3")] Value y) => x.Matmul(y); }
        [Model] public partial class MatmulBatch { Value Forward([Shape("N, 3, 4")] Value x, [Shape("N, 4, 5")] Value y) => x.Matmul(y); }
        [Model] public partial class MatmulShared { Value Forward([Shape("N, 3, 4")] Value x, [Shape("4, 5")] Value y) => x.Matmul(y); }
        [Model] public partial class MatmulStretched
        {
            Value Forward([Shape("N, 1, 3, 4")] Value x, [Shape("5, 4, 2")] Value y) => x.Matmul(y);
        }
        [Model] public partial class MatmulBatchColumn { Value Forward([Shape("N, 3, 4")] Value x, [Shape("4")] Value y) => x.Matmul(y); }
        [Model] public partial class MatmulBatchRow { Value Forward([Shape("4")] Value x, [Shape("N, 4, 3")] Value y) => x.Matmul(y); }
        [Model] public partial class MatmulOnes { Value Forward([Shape("N, 1, 1")] Value x, [Shape("1, 1")] Value y) => x.Matmul(y); }
        [Model] public partial class BmmRow { Value Forward([Shape("N, 3, 4")] Value x, [Shape("N, 4, 1")] Value y) => x.Bmm(y); }
        [Model] public partial class DotRow { Value Forward([Shape("N")] Value x, [Shape("N")] Value y) => x.Dot(y); }
        [Model] public partial class OuterRow { Value Forward([Shape("N")] Value x, [Shape("4")] Value y) => x.Outer(y); }
        [Model] public partial class EinsumBatch
        {
            Value Forward([Shape("N, 3, 4")] Value x, [Shape("N, 4, 5")] Value y) => Value.Einsum("bij,bjk->bik", x, y);
        }
        [Model] public partial class EinsumImplicit
        {
            Value Forward([Shape("N, 2")] Value x, [Shape("N, 4")] Value y) => Value.Einsum("ba,bc", x, y);
        }
        [Model] public partial class EinsumTransposed { Value Forward([Shape("N, 3, 4")] Value x) => Value.Einsum("nij->jin", x); }
        [Model] public partial class EinsumDiagonal { Value Forward([Shape("N, 3, 3")] Value x) => Value.Einsum("nii->in", x); }
        [Model] public partial class EinsumTraces
        {
            Value Forward([Shape("3, N, 3")] Value x, [Shape("N, 4, 3")] Value y) => Value.Einsum("ini,nji->nj", x, y);
        }
        [Model] public partial class EinsumCube { Value Forward([Shape("2, 2, 2, N")] Value x) => Value.Einsum("iiin->n", x); }
        [Model] public partial class EinsumSum { Value Forward([Shape("N, 3, 4")] Value x) => Value.Einsum("nij->i", x); }
        [Model] public partial class EinsumAll
        {
            Value Forward([Shape("N, 3")] Value x, [Shape("N, 3")] Value y) => Value.Einsum("ni,ni->", x, y);
        }
        [Model] public partial class EinsumShared
        {
            Value Forward([Shape("N, 3")] Value x, [Shape("N, 3")] Value y) => Value.Einsum("ni,ni->n", x, y);
        }
        [Model] public partial class EinsumOuter
        {
            Value Forward([Shape("N, 3")] Value x, [Shape("N, 4")] Value y) => Value.Einsum("ni,nj->nij", x, y);
        }
        [Model] public partial class EinsumBilinear
        {
            Value Forward([Shape("N, 3")] Value x, [Shape("5, 3, 4")] Value y, [Shape("N, 4")] Value z)
                => Value.Einsum("ni,oij,nj->no", x, y, z);
        }
        [Model] public partial class EinsumAttention
        {
            Value Forward([Shape("N, 3, T, 2")] Value x, [Shape("N, 3, S, 2")] Value y) => Value.Einsum("nhqd,nhkd->nqhk", x, y);
        }
        [Model] public partial class EinsumOneSided
        {
            Value Forward([Shape("N, 3, 4")] Value x, [Shape("5")] Value y) => Value.Einsum("nij,k->nk", x, y);
        }
        [Model] public partial class EinsumStretched
        {
            Value Forward([Shape("N, 3, 4")] Value x, [Shape("1, 4, 1")] Value y) => Value.Einsum("nij,njk->nik", x, y);
        }
        [Model] public partial class EinsumFour
        {
            Value Forward([Shape("N, 3")] Value x, [Shape("3, 4")] Value y, [Shape("4, 5")] Value z, [Shape("5, N")] Value w)
                => Value.Einsum("ab,bc,cd,da->a", x, y, z, w);
        }
        """;
}
