"""Rows of reductions. Each is called as its model in ReductionRows."""

import torch

from rows import Rows, rand, randn


def add(rows, name, function, x):
    rows.add(name, lambda i, m: function(i["x"]), {"x": x})


def ties(*shape):
    return torch.randint(-2, 3, shape).double()


def make():
    rows = Rows()
    x = torch.tensor([[1.0, 0.0, 3.0, -2.0], [0.0, 2.0, 0.0, 1.0], [0.5, -1.5, 2.0, 4.0]], dtype=torch.float64)
    add(rows, "ProdAll", lambda x: x.prod(), rand(2, 3, low=0.5, high=2))
    add(rows, "ProdZeros", lambda x: x.prod(1), x.clone())
    add(rows, "ProdKept", lambda x: x * x.prod(0, keepdim=True), x.clone())
    add(rows, "VarAll", lambda x: x.var(), randn(2, 3))
    add(rows, "VarDims", lambda x: x.var((0, 2), unbiased=False, keepdim=True) * x.var(1, keepdim=True), randn(2, 3, 4))
    add(rows, "StdDims", lambda x: x.std(-1) * x.std((0, 1)).sum() + x.std(), randn(2, 3, 4))
    constant = randn(3, 4)
    constant[1] = 0.5
    add(rows, "StdOfEqual", lambda x: x.std(1), constant)
    for name, p in {"Two": 2, "One": 1, "Three": 3, "Half": 0.5, "Zero": 0, "Inf": float("inf"), "NegInf": -float("inf")}.items():
        add(rows, f"Norm{name}", lambda x, p=p: x.norm(p, 1) * x.norm(p, (0, 1), keepdim=True), torch.where(x == 0, 0.7, x))
    zeros = randn(3, 4)
    zeros[1] = 0
    add(rows, "NormOfZeros", lambda x: x.norm(2, 1) + x.norm(dim=1) + x.norm(float("inf"), 1), zeros.clone())
    add(rows, "NormThreeOfZeros", lambda x: x.norm(3, 1), zeros)
    add(rows, "MaxAll", lambda x: x.max() * x.min(), ties(3, 4))
    add(rows, "MaxDim", lambda x: x.max(1).values * x.min(1, keepdim=True).values.sum(), ties(3, 4))
    add(rows, "Amax", lambda x: x.amax((0, 2)) * x.amin((0, 2), keepdim=True).reshape(3), ties(2, 3, 4))

    def positions(x):
        (a, b), (c, d) = x.max(1), x.min(0, keepdim=True)
        return {"most": a, "at": b, "least": c, "where": d, "flat": x.argmax(), "low": x.argmin(), "row": x.argmax(1, keepdim=True),
                "column": x.argmin(-1)}

    add(rows, "Positions", positions, ties(3, 4))
    add(rows, "LogSumExpAll", lambda x: x.logsumexp((0, 1)), randn(2, 3, scale=50))
    add(rows, "LogSumExpDim", lambda x: x.logsumexp(1, keepdim=True) * x.logsumexp(0), randn(2, 3))
    add(rows, "AnyAll", lambda x: {
        "any": (x != 0).any(1).double(), "all": (x != 0).all(1).double(), "some": (x != 0).any().double(), "each": (x != 0).all().double()},
        x * (torch.tensor([[1.0], [0.0], [1.0]])))
    add(rows, "Scalars", lambda x: x.sum(1).mean() * x.mean().norm() + x.mean().logsumexp(0) + x.sum().max(), randn(3, 1))
    some = randn(3, 4)
    some[1, 2] = 0
    add(rows, "NormNegative", lambda x: x.norm(-1, 1).reshape(3, 1) + x.norm(-2, (0, 1)) + x.norm(-0.5, 0), some)
    return rows.tensors
