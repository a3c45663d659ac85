"""Rows of convolutions of every rank."""

from torch import nn

from layers import layer
from rows import Rows


def convolutions(rows):
    def add(name, module, shape, inputs=None):
        layer(rows, name, "conv1", module, shape, inputs)

    add("Conv1dPlain", nn.Conv1d(2, 3, 3), (2, 2, 7))
    add("Conv1dAll", nn.Conv1d(4, 6, 3, stride=2, padding=3, dilation=2, groups=2), (2, 4, 9))
    add("Conv1dDepthwise", nn.Conv1d(3, 3, 4, groups=3, bias=False), (2, 3, 6))
    add("Conv1dSame", nn.Conv1d(2, 2, 4, padding="same", dilation=3), (2, 2, 5))
    add("Conv2dAxes", nn.Conv2d(2, 3, (2, 3), stride=(3, 1), padding=(1, 2), dilation=(2, 1)), (2, 2, 8, 5))
    add("Conv2dSame", nn.Conv2d(2, 3, (4, 3), padding="same", dilation=(1, 2), groups=1), (2, 2, 5, 4))
    add("Conv2dSameGrouped", nn.Conv2d(4, 2, 2, padding="same", groups=2), (1, 4, 3, 4))
    add("Conv3dPlain", nn.Conv3d(2, 3, 2), (2, 2, 3, 4, 3))
    add("Conv3dAll", nn.Conv3d(2, 4, (2, 3, 1), stride=(1, 2, 2), padding=(0, 1, 1), dilation=(2, 1, 1), groups=2), (2, 2, 4, 5, 3))
    add("Conv3dSame", nn.Conv3d(1, 2, (2, 1, 3), padding="same"), (1, 1, 3, 2, 4))


def make():
    rows = Rows()
    for group in (convolutions,):
        group(rows)
    return rows.tensors
