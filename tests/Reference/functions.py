"""Rows of losses and of functions of values. Each is called as its model in the tests' RowModels."""

import torch
from torch.nn import functional as F

from rows import Rows, rand, randn


def losses(rows):
    def add(name, function, x, target):
        key = "label" if target.dtype == torch.int64 else "target"
        rows.add(name, lambda i, m: i["x"], {"x": x}, targets={key: target}, loss=lambda o, t: function(o["output"], t[key]))

    def labels(*shape):
        return torch.randint(0, 4, shape)

    add("CrossEntropy", F.cross_entropy, randn(5, 4), labels(5))
    add("CrossEntropyFar", F.cross_entropy, randn(5, 4, scale=300), labels(5))
    add("CrossEntropyImage", F.cross_entropy, randn(2, 4, 3, 2), labels(2, 3, 2))
    add("NllOfLogits", lambda x, t: F.nll_loss(F.log_softmax(x, 1), t), randn(5, 4), labels(5))
    add("NllImage", F.nll_loss, randn(2, 4, 3), labels(2, 3))
    add("Mse", F.mse_loss, randn(3, 4), randn(3, 4))
    probabilities = rand(3, 4, low=0.05, high=0.95)
    probabilities[0] = torch.tensor([0.0, 1.0, 1e-6, 1 - 2.0**-20])
    truths = rand(3, 4)
    truths[0] = torch.tensor([1.0, 0.0, 1.0, 1.0])
    add("Bce", F.binary_cross_entropy, probabilities, truths)
    logits = randn(3, 4)
    logits[0] = torch.tensor([-100.0, 0.0, 100.0, -1e-3])
    add("BceWithLogits", F.binary_cross_entropy_with_logits, logits, rand(3, 4))


def functions(rows):
    def add(name, function, **inputs):
        rows.add(name, lambda i, m: function(**i), inputs)

    add("Arithmetic", lambda x, y: (x + y) * x - y / x + (-y), x=rand(2, 3, low=0.5, high=2), y=randn(2, 3))
    add("Numbers", lambda x: 2 * x + 1 - (3 - x) * 0.5 + 1 / x - x / 4, x=rand(2, 3, low=0.5, high=2))
    add("BroadcastRow", lambda x, y: x * y + y, x=randn(3, 4), y=randn(4))
    add("BroadcastBoth", lambda x, y: x * y - x, x=randn(2, 1, 3), y=randn(4, 1))
    add("BroadcastScalar", lambda x, y: x / y.mean(), x=randn(2, 3), y=rand(2, 2, low=1, high=2))
    add("Exp", torch.exp, x=randn(2, 3))
    add("Log", torch.log, x=rand(2, 3, low=0.1, high=3))
    add("Sqrt", torch.sqrt, x=rand(2, 3, low=0.1, high=3))
    add("Abs", torch.abs, x=torch.tensor([[-2.0, 0, 3], [1e-3, -100, 100]], dtype=torch.float64))
    add("PowThird", lambda x: x.pow(3), x=randn(2, 3))
    add("PowFraction", lambda x: x.pow(-1.5) + x.pow(0.5), x=rand(2, 3, low=0.2, high=3))
    add("Clamp", lambda x: x.clamp(-0.5, 0.5), x=torch.tensor([[-2.0, -0.5, 0], [0.25, 0.5, 100]], dtype=torch.float64))
    add("SumAll", lambda x: x.sum() * x.mean(), x=randn(2, 3))
    add("SumDims", lambda x: x.sum(1) * x.sum((0, 2), keepdim=True).reshape(3, 1).sum(0), x=randn(2, 3, 4))
    add("MeanDims", lambda x: x - x.mean(-1, keepdim=True) * x.mean((0, 1), keepdim=True), x=randn(2, 3, 4))
    add("Matmul", lambda x, y: x.matmul(y), x=randn(2, 3), y=randn(3, 4))
    add("MatmulTransposed", lambda x: x.matmul(x.t()), x=randn(3, 2))
    add("Concat", lambda x, y: torch.cat([x, y, x], 1), x=randn(2, 3, 2), y=randn(2, 1, 2))
    add("Detach", lambda x: x * x.exp().detach(), x=randn(2, 3))
    add("Methods", lambda x: F.max_pool2d(F.gelu(x), 2).flatten(1).softmax(1), x=randn(2, 2, 4, 4))


def make():
    rows = Rows()
    losses(rows)
    functions(rows)
    return rows.tensors
