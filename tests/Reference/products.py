"""Rows of sums of products. Each is called as its model in ProductRows."""

import torch

from rows import Rows, randn


def make():
    rows = Rows()

    def add(name, function, *shapes):
        names = "xyzw"
        rows.add(name, lambda i, m: function(*(i[k] for k in names[:len(shapes)])), {k: randn(*s) for k, s in zip(names, shapes)})

    add("MatmulVectors", torch.matmul, (5,), (5,))
    add("MatmulColumn", torch.matmul, (2, 5), (5,))
    add("MatmulRow", torch.matmul, (5,), (5, 3))
    add("MatmulBatch", torch.matmul, (2, 3, 4), (2, 4, 5))
    add("MatmulShared", torch.matmul, (2, 3, 4), (4, 5))
    add("MatmulStretched", torch.matmul, (2, 1, 3, 4), (5, 4, 2))
    add("MatmulBatchColumn", torch.matmul, (2, 3, 4), (4,))
    add("MatmulBatchRow", torch.matmul, (4,), (2, 4, 3))
    add("MatmulOnes", torch.matmul, (2, 1, 1), (1, 1))
    add("BmmRow", torch.bmm, (2, 3, 4), (2, 4, 1))
    add("DotRow", torch.dot, (4,), (4,))
    add("OuterRow", torch.outer, (3,), (4,))

    def einsum(name, equation, *shapes):
        add(name, lambda *values: torch.einsum(equation, *values), *shapes)

    einsum("EinsumBatch", "bij,bjk->bik", (2, 3, 4), (2, 4, 5))
    einsum("EinsumImplicit", "ba,bc", (3, 2), (3, 4))
    einsum("EinsumTransposed", "nij->jin", (2, 3, 4))
    einsum("EinsumSum", "nij->i", (2, 3, 4))
    einsum("EinsumAll", "ni,ni->", (2, 3), (2, 3))
    einsum("EinsumShared", "ni,ni->n", (2, 3), (2, 3))
    einsum("EinsumOuter", "ni,nj->nij", (2, 3), (2, 4))
    einsum("EinsumBilinear", "ni,oij,nj->no", (2, 3), (5, 3, 4), (2, 4))
    einsum("EinsumAttention", "nhqd,nhkd->nqhk", (2, 3, 4, 2), (2, 3, 5, 2))
    einsum("EinsumOneSided", "nij,k->nk", (2, 3, 4), (5,))
    einsum("EinsumStretched", "nij,njk->nik", (2, 3, 4), (1, 4, 1))
    einsum("EinsumFour", "ab,bc,cd,da->a", (2, 3), (3, 4), (4, 5), (5, 2))
    einsum("EinsumDiagonal", "nii->in", (2, 3, 3))
    einsum("EinsumTraces", "ini,nji->nj", (3, 2, 3), (2, 4, 3))
    einsum("EinsumCube", "iiin->n", (2, 2, 2, 3))
    return rows.tensors
