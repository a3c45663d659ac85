"""Rows of indexing, orders and running sums. Each is called as its model in IndexingRows."""

import torch
from torch.nn import functional as F

from rows import Rows, randn


def make():
    rows = Rows()

    def add(name, function, **inputs):
        rows.add(name, lambda i, m: function(**i), inputs)

    def indices(high, *shape):
        return torch.randint(0, high, shape)

    add("GatherDims", lambda x, k: x.gather(1, k) * x.gather(-1, k), x=randn(3, 4), k=indices(4, 3, 5))
    add("GatherRows", lambda x, k: x.gather(0, k), x=randn(3, 4), k=indices(3, 2, 4))
    add("GatherSmaller", lambda x, k: x.gather(1, k), x=randn(3, 4, 5), k=indices(4, 3, 2, 2))
    add("GatherClass", lambda x, k: x.log_softmax(1).gather(1, k.unsqueeze(1)).squeeze(1), x=randn(3, 4), k=indices(4, 3))
    add("IndexSelected", lambda x, k: x.index_select(1, k) + x.index_select(-2, k), x=randn(2, 4, 3), k=indices(4, 6))
    add("LookedUp", lambda x, k: F.embedding(k, x), x=randn(5, 3), k=indices(5, 2, 4))
    add("LookedUpNumbers", lambda x, k: x[k], x=randn(5), k=indices(5, 3))
    add("ScatterAdded", lambda x, s, k: x.scatter_add(1, k, s) * x, x=randn(3, 4), s=randn(3, 6), k=indices(4, 3, 6))
    add("ScatterAddedRows", lambda x, s, k: x.scatter_add(0, k, s), x=randn(4, 3), s=randn(6, 3), k=indices(4, 6, 3))
    add("OneHots", lambda x, k: x * F.one_hot(k, 4), x=randn(3, 1), k=indices(4, 3))

    ties = torch.randint(-2, 3, (3, 6)).double()

    def sorts(x):
        (a, b), (c, d) = torch.sort(x, stable=True), torch.sort(x, dim=0, descending=True, stable=True)
        return {"up": a, "where": b, "down": c, "there": d}

    add("Sorted", sorts, x=ties)

    def tops(x):
        (a, b), (c, d), (e, f) = x.topk(2), x.topk(3, 0, largest=False), x.kthvalue(2, 1, keepdim=True)
        return {"most": a, "at": b, "least": c, "there": d, "second": e, "where": f, "order": x.argsort(1, descending=True)}

    add("Tops", tops, x=randn(4, 5))
    add("CumSums", lambda x: x.cumsum(1) * x.cumsum(0) + x.cumsum(-1).exp(), x=randn(3, 4))
    zeros = randn(3, 5)
    zeros[0, 1] = 0
    zeros[1, 0] = zeros[1, 3] = 0
    add("CumProds", lambda x: x.cumprod(1) * x.cumprod(0), x=zeros)
    return rows.tensors
