"""Rows of tensors of a model's own, settings, frozen layers and gradients of inputs. Each is called as its model in MemberRows."""

import torch
from torch import nn
from torch.nn import functional as F

from rows import Rows, rand, randn


class Own(nn.Module):
    """A module whose parameters are its own."""

    def __init__(self, **shapes):
        super().__init__()
        for name, shape in shapes.items():
            setattr(self, name, nn.Parameter(torch.zeros(shape)))


def frozen(module):
    return module.requires_grad_(False)


def make():
    rows = Rows()
    rows.add(
        "OwnWeight", lambda i, m: torch.tanh(i["x"] @ m[""].weight * m[""].scale + m[""].bias), {"x": randn(3, 4)},
        {"": Own(weight=(4, 5), scale=(), bias=(5,))})
    rows.add(
        "OwnBesideLayers", lambda i, m: m["layer"](i["x"] + m[""].position), {"x": randn(2, 3, 4)},
        {"": Own(position=(1, 3, 4)), "layer": nn.Linear(4, 2)})
    mean, deviation = randn(1, 2, 1, 1), rand(1, 2, 1, 1, low=0.5, high=2)
    rows.add(
        "OwnBuffers", lambda i, m: m["layer"]((i["x"] - mean) / deviation), {"x": randn(2, 2, 3, 3)},
        {"layer": nn.Conv2d(2, 2, 2)}, state={"mean": mean, "deviation": deviation})
    factor = rand(low=0.2, high=0.8)
    rows.add(
        "SettingInLoss", lambda i, m: m["layer"](i["x"]), {"x": randn(3, 4)}, {"layer": nn.Linear(4, 2)},
        targets={"target": randn(3, 2)}, state={"factor": factor},
        loss=lambda o, t: factor * F.mse_loss(o["output"], t["target"]) + (1 - factor) * o["output"].abs().mean())
    rows.add(
        "Penalties", lambda i, m: i["x"] @ m[""].weight, {"x": randn(3, 4)}, {"": (own := Own(weight=(4, 2)))},
        targets={"target": randn(3, 2)},
        loss=lambda o, t: F.mse_loss(o["output"], t["target"]) + 0.1 * own.weight.pow(2).sum() + 0.01 * own.weight.abs().sum())
    rows.add(
        "FrozenFirst", lambda i, m: m["head"](F.relu(m["stem"](i["x"]))), {"x": randn(3, 4)},
        {"stem": frozen(nn.Linear(4, 5)), "head": nn.Linear(5, 2)})
    rows.add(
        "FrozenBetween", lambda i, m: m["last"](torch.tanh(m["middle"](torch.tanh(m["first"](i["x"]))))), {"x": randn(3, 4)},
        {"first": nn.Linear(4, 5), "middle": frozen(nn.Linear(5, 5)), "last": nn.Linear(5, 2)})
    rows.add(
        "FrozenNorm", lambda i, m: m["head"](m["norm"](m["stem"](i["x"]))), {"x": randn(5, 4)},
        {"stem": nn.Linear(4, 3), "norm": frozen(nn.BatchNorm1d(3)), "head": nn.Linear(3, 2)})
    rows.add(
        "InputGradient", lambda i, m: m["layer"](i["x"] * i["y"].mean()), {"x": randn(3, 4), "y": randn(3, 2)},
        {"layer": nn.Linear(4, 2)}, targets={"label": torch.randint(0, 2, (3,))},
        loss=lambda o, t: F.cross_entropy(o["output"], t["label"]))
    hidden = {}

    def keep(i, m):
        hidden["hidden"] = torch.tanh(m["embed"](i["x"]))
        return m["head"](hidden["hidden"])

    rows.add(
        "AuxiliaryHidden", keep, {"x": randn(3, 4)}, {"embed": nn.Linear(4, 5), "head": nn.Linear(5, 2)},
        targets={"target": randn(3, 2)},
        loss=lambda o, t: F.mse_loss(o["output"], t["target"]) + 0.1 * hidden["hidden"].pow(2).mean())
    rows.add(
        "DetachedOwn", lambda i, m: i["x"] * m[""].weight.detach() + m[""].weight * i["x"].detach(), {"x": randn(3, 4)},
        {"": Own(weight=(4,))})
    return rows.tensors
