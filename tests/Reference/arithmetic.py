"""Rows of functions that are one formula for each element. Each is called as its model in ArithmeticRows."""

import torch

from rows import Rows, rand, randn


def tensor(*values):
    return torch.tensor(values[0] if len(values) == 1 else values, dtype=torch.float64)


def unary(rows):
    def add(name, function, low, high):
        rows.add(name, lambda i, m: function(i["x"]), {"x": rand(2, 5, low=low, high=high)})

    for name in "square reciprocal rsqrt log2 log10 log1p".split():
        add(name.capitalize(), getattr(torch, name), 0.2, 3)
    for name in "sin cos tan asinh sinh cosh atan exp2 expm1 erf".split():
        add(name.capitalize(), getattr(torch, name), -3, 3)
    for name in "asin acos atanh".split():
        add(name.capitalize(), getattr(torch, name), -0.95, 0.95)
    add("Acosh", torch.acosh, 1.01, 30)
    add("Frac", torch.frac, -3, 3)

    steps = tensor([-2.5, -1.5, -0.5, -0.2, -0.0], [0.0, 0.3, 0.5, 1.5, 2.5], [-100.0, 100.0, 1e-6, 3.0, -3.0])
    for name in "sign floor ceil round trunc".split():
        rows.add(name.capitalize(), lambda i, m, f=getattr(torch, name): f(i["x"]) * i["x"], {"x": steps.clone()})

    wild = tensor([float("inf"), -float("inf"), float("nan"), 0.0, -3.0], [1.0, 1e300, -0.0, float("nan"), 2.0])
    rows.add("Kinds", lambda i, m: {
        "nan": i["x"].isnan().double(), "inf": i["x"].isinf().double(), "finite": i["x"].isfinite().double(),
        "no": i["x"].logical_not().double(), "sign": i["x"].sign()}, {"x": wild})


def pairs(rows):
    def add(name, function, x, y):
        rows.add(name, lambda i, m: function(i["x"], i["y"]), {"x": x, "y": y})

    def ties(scale=2):
        return torch.randint(-scale, scale + 1, (3, 4)).double(), torch.randint(-scale, scale + 1, (4,)).double()

    add("PowPair", torch.pow, rand(3, 4, low=0.2, high=3), randn(4))
    add("PowZeros", torch.pow, tensor([0.0, 0.0, 2.0, -1.5]), tensor([0.0, 2.0, 0.0, 2.0]))
    add("MaximumTies", torch.maximum, *ties())
    add("MinimumTies", torch.minimum, *ties())
    add("RemainderPair", torch.remainder, randn(3, 4, scale=5), tensor([0.7, -1.3, 2.0, -0.4]))
    add("FmodPair", torch.fmod, randn(3, 4, scale=5), tensor([0.7, -1.3, 2.0, -0.4]))
    add("LogAddExpPair", torch.logaddexp, tensor([1.0, 100.0, -100.0, 0.5]), tensor([1.0, -100.0, -101.0, 2.0]))
    add("Atan2Pair", torch.atan2, tensor([1.0, -1.0, 0.5, -2.0, 0.0]), tensor([2.0, -2.0, -0.5, 0.3, -1.0]))
    add("LerpPair", lambda x, y: torch.lerp(x, y, 0.3), randn(3, 4), randn(4))
    rows.add("LerpValues", lambda i, m: torch.lerp(i["x"], i["y"], i["w"]), {"x": randn(3, 4), "y": randn(3, 4), "w": rand(3, 1)})

    x, y = ties()
    rows.add("Compare", lambda i, m: i["x"] * sum(w * c.double() for w, c in enumerate([
        i["x"] < i["y"], i["x"] <= i["y"], i["x"] > i["y"], i["x"] >= i["y"], i["x"] == i["y"], i["x"] != i["y"]], 1)),
        {"x": x, "y": y})
    x, y = ties(1)
    rows.add("Logic", lambda i, m: {
        "and": i["x"].logical_and(i["y"]).double(), "or": i["x"].logical_or(i["y"]).double(),
        "xor": i["x"].logical_xor(i["y"]).double()}, {"x": x, "y": y})
    rows.add("Numbered", lambda i, m: (i["x"] < 0.5) * i["x"] + (1 <= i["x"]) * 2 + (i["x"] == 2) * 3 + i["x"].clamp(min=0.1)
             + i["x"].clamp(max=0.7) * i["x"].maximum(torch.tensor(0.25)) + i["x"].remainder(0.6), {"x": rand(3, 4, low=-2, high=2)})
    rows.add("Where", lambda i, m: torch.where(i["c"] != 0, i["x"].log(), i["y"]),
             {"c": tensor([1.0, 0.0, -2.0, 0.0]), "x": tensor([1.0, 2.0, 3.0, 4.0]), "y": randn(3, 1)})
    rows.add("WhereNumbers", lambda i, m: torch.where(i["x"] > 0, i["x"] * i["x"], torch.tensor(-1.0))
             + torch.where(i["x"] > 0.5, torch.tensor(2.0), i["x"] * 3), {"x": randn(3, 4)})
    rows.add("MaskedFill", lambda i, m: i["x"].masked_fill(i["m"] > 0, -7), {"x": randn(3, 4), "m": randn(4)})
    rows.add("Integers", lambda i, m: i["k"].double() * i["x"] + (i["k"] == 2) + (i["k"] != i["j"]) * i["x"],
             {"x": randn(3, 4), "k": torch.randint(0, 4, (3, 1)), "j": torch.randint(0, 2, (3, 4))})


def make():
    rows = Rows()
    unary(rows)
    pairs(rows)
    return rows.tensors
