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


def modes(rows):
    def add(name, module, shape, inputs=None):
        layer(rows, name, "conv1", module, shape, inputs)

    add("Conv1dReflect", nn.Conv1d(2, 2, 3, padding=2, padding_mode="reflect"), (2, 2, 5))
    add("Conv2dReflect", nn.Conv2d(2, 2, 3, padding=(2, 1), stride=2, padding_mode="reflect"), (2, 2, 5, 4))
    add("Conv2dReplicate", nn.Conv2d(2, 2, 3, padding=2, padding_mode="replicate"), (2, 2, 3, 4))
    add("Conv2dCircular", nn.Conv2d(2, 4, 3, padding=(1, 2), groups=2, padding_mode="circular"), (2, 2, 3, 4))
    add("Conv2dReflectSame", nn.Conv2d(1, 2, (4, 3), padding="same", padding_mode="reflect"), (2, 1, 4, 3))
    add("Conv3dReplicate", nn.Conv3d(1, 2, 2, padding=1, padding_mode="replicate"), (1, 1, 2, 3, 2))
    add("Conv3dCircular", nn.Conv3d(1, 2, 2, padding=(1, 0, 2), padding_mode="circular"), (1, 1, 2, 3, 2))


def transposed(rows):
    def add(name, module, shape, inputs=None):
        layer(rows, name, "convtranspose1", module, shape, inputs)

    add("ConvTranspose1d", nn.ConvTranspose1d(2, 3, 3), (2, 2, 5))
    add("ConvTranspose1dAll", nn.ConvTranspose1d(4, 6, 3, stride=3, padding=2, output_padding=1, dilation=2, groups=2), (2, 4, 4))
    add("ConvTranspose2d", nn.ConvTranspose2d(2, 3, 2, stride=2), (2, 2, 3, 4))
    add("ConvTranspose2dAxes", nn.ConvTranspose2d(2, 2, (3, 2), stride=(2, 1), padding=(1, 0), output_padding=(1, 0), dilation=(1, 3), bias=False), (2, 2, 3, 2))
    add("ConvTranspose2dCrops", nn.ConvTranspose2d(2, 2, 2, stride=3, padding=3, output_padding=2), (2, 2, 4, 3))
    add("ConvTranspose2dPointwise", nn.ConvTranspose2d(2, 3, 1, stride=2), (1, 2, 3, 2))
    add("ConvTranspose2dDepthwise", nn.ConvTranspose2d(3, 3, 3, stride=2, padding=1, groups=3), (1, 3, 3, 3))
    add("ConvTranspose3d", nn.ConvTranspose3d(2, 4, (2, 1, 3), stride=(1, 2, 2), padding=(0, 0, 1), groups=2), (1, 2, 2, 3, 2))


def any_size(rows):
    """The models of these have images of any size."""
    for name in ("reflect", "replicate", "circular"):
        module = nn.Conv2d(2, 2, 3, padding=2, padding_mode=name)
        layer(rows, f"Conv2d{name.capitalize()}Any", "conv1", module, (2, 2, 4, 3))
    layer(
        rows, "ConvTranspose2dAny", "convtranspose1", nn.ConvTranspose2d(2, 2, 3, stride=2, padding=1, output_padding=1), (2, 2, 4, 3))


def make():
    rows = Rows()
    for group in (convolutions, modes, transposed, any_size):
        group(rows)
    return rows.tensors
