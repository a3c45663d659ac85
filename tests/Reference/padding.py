"""Rows of padding layers and of the function."""

from torch import nn
from torch.nn import functional as F

from layers import layer
from rows import Rows, randn


def pads(rows):
    def add(name, module, shape, inputs=None):
        layer(rows, name, "pad1", module, shape, inputs)

    add("ZeroPad2d", nn.ZeroPad2d((1, 2, 0, 1)), (2, 2, 3, 2))
    add("ZeroPad2dCrop", nn.ZeroPad2d((-1, 2, 1, -1)), (2, 2, 3, 4))
    add("ConstantPad1d", nn.ConstantPad1d((2, 1), 0.3), (2, 2, 3))
    add("ConstantPad2d", nn.ConstantPad2d(2, -1.5), (2, 1, 2, 3))
    add("ConstantPad3d", nn.ConstantPad3d((1, 0, -1, 2, 0, 1), 2), (1, 1, 2, 3, 2))
    add("ReflectionPad1d", nn.ReflectionPad1d((3, 1)), (2, 2, 4))
    add("ReflectionPad2d", nn.ReflectionPad2d((1, 2, 0, 1)), (2, 2, 2, 3))
    add("ReflectionPad3d", nn.ReflectionPad3d(1), (1, 1, 2, 3, 2))
    add("ReplicationPad1d", nn.ReplicationPad1d(2), (2, 2, 3))
    add("ReplicationPad2d", nn.ReplicationPad2d((1, 2, 3, 0)), (2, 2, 2, 1))
    add("ReplicationPad3d", nn.ReplicationPad3d((1, 0, 2, 1, 0, 1)), (1, 1, 2, 2, 3))


class Circular(nn.Module):
    """CircularPad1d and so on of later versions of PyTorch."""

    def __init__(self, padding):
        super().__init__()
        self.padding = padding

    def forward(self, x):
        return F.pad(x, self.padding, mode="circular")


def others(rows):
    layer(rows, "ZeroPad1d", "pad1", nn.ConstantPad1d(2, 0), (2, 2, 3))
    layer(rows, "ZeroPad3d", "pad1", nn.ConstantPad3d(1, 0), (1, 1, 2, 1, 2))
    layer(rows, "CircularPad1d", "pad1", Circular((3, 2)), (2, 2, 3))
    layer(rows, "CircularPad2d", "pad1", Circular((1, 2, 0, 2)), (2, 2, 3, 2))
    layer(rows, "CircularPad3d", "pad1", Circular((1, 1, 1, 1, 1, 1)), (1, 1, 2, 1, 3))

    def pads(i, m):
        x = i["x"]
        a = F.pad(x, (1, 0, 2, 1), value=0.5)
        b = F.pad(x, (1, 1), mode="reflect") * F.pad(x, (2, 0), mode="replicate") * F.pad(x, (0, 2), mode="circular")
        return a.sum(2) * b.sum()

    rows.add("PadMethods", pads, {"x": randn(2, 2, 3)})


def make():
    rows = Rows()
    for group in (pads, others):
        group(rows)
    return rows.tensors
