"""Rows of single layers. Each is called as its model in the tests' RowModels."""

import torch
from torch import nn

from rows import Rows, randn


def layer(rows, name, attribute, module, shape, inputs=None):
    rows.add(name, lambda x, m: m[attribute](x["x"]), {"x": randn(*shape) if inputs is None else inputs}, {attribute: module})


def linear(rows):
    layer(rows, "LinearPlain", "linear1", nn.Linear(5, 4), (3, 5))
    layer(rows, "LinearNoBias", "linear1", nn.Linear(5, 3, bias=False), (1, 5))
    layer(rows, "LinearRank3", "linear1", nn.Linear(5, 4), (3, 2, 5))
    rows.add(
        "LinearShared", lambda x, m: m["layer"](torch.tanh(m["layer"](x["x"]))), {"x": randn(3, 4)}, {"layer": nn.Linear(4, 4)})


def conv(rows):
    def add(name, shape, outputs, kernel, **settings):
        layer(rows, name, "conv1", nn.Conv2d(shape[1], outputs, kernel, **settings), shape)

    add("ConvPlain", (2, 2, 5, 6), 3, 3)
    add("ConvPadded", (2, 2, 4, 5), 3, 3, padding=1)
    add("ConvStrided", (2, 2, 7, 8), 2, 3, stride=2, padding=1)
    add("ConvStrideSkips", (2, 1, 9, 8), 2, 2, stride=3)
    add("ConvDilated", (2, 2, 8, 7), 2, 3, dilation=2, padding=1)
    add("ConvStridedDilated", (1, 2, 9, 8), 2, 3, stride=2, dilation=2, padding=2)
    add("ConvRectangular", (2, 2, 3, 5), 2, (1, 3))
    add("ConvGrouped", (2, 4, 4, 4), 6, 3, groups=2, padding=1)
    add("ConvDepthwise", (2, 3, 6, 5), 6, 3, groups=3, stride=2, padding=1, bias=False)
    add("ConvPointwise", (2, 3, 3, 2), 4, 1)
    add("ConvPointwiseStrided", (2, 2, 5, 4), 2, 1, stride=2, bias=False)
    add("ConvWholeImage", (3, 2, 3, 4), 2, (3, 4))


def norm(rows):
    layer(rows, "Norm1d", "norm1", nn.BatchNorm1d(3), (5, 3))
    layer(rows, "Norm1dRank3", "norm1", nn.BatchNorm1d(2), (3, 2, 4))
    layer(rows, "Norm2d", "norm1", nn.BatchNorm2d(3), (2, 3, 3, 2))
    layer(rows, "Norm2dPlain", "norm1", nn.BatchNorm2d(2, affine=False), (3, 2, 2, 3))
    layer(rows, "Norm2dSettings", "norm1", nn.BatchNorm2d(2, eps=1e-2, momentum=0.3), (3, 2, 2, 3))
    layer(rows, "Norm2dUntracked", "norm1", nn.BatchNorm2d(2, track_running_stats=False), (3, 2, 2, 3))


def pool(rows):
    def add(name, module, shape, inputs=None):
        layer(rows, name, "pool1", module, shape, inputs)

    add("MaxPool", nn.MaxPool2d(2), (2, 2, 4, 5))
    add("MaxPoolOverlapping", nn.MaxPool2d(3, stride=2, padding=1), (2, 1, 6, 5))
    add("MaxPoolDilated", nn.MaxPool2d(2, stride=1, dilation=2), (1, 2, 5, 4))
    add("MaxPoolTies", nn.MaxPool2d(3, stride=1, padding=1), None, torch.randint(0, 2, (2, 1, 5, 5)).double())
    odd = randn(1, 1, 6, 6)
    odd[0, 0, 1, 1] = odd[0, 0, 3, 2] = float("nan")
    odd[0, 0, 4, 4] = float("inf")
    odd[0, 0, 0:2, 4:6] = float("-inf")
    add("MaxPoolOdd", nn.MaxPool2d(2), None, odd)
    add("AvgPool", nn.AvgPool2d(2), (2, 2, 4, 5))
    add("AvgPoolOverlapping", nn.AvgPool2d(3, stride=2, padding=1), (2, 1, 6, 5))
    add("AvgPoolInside", nn.AvgPool2d(3, stride=2, padding=1, count_include_pad=False), (2, 1, 6, 5))


def shape(rows):
    layer(rows, "Flatten", "flatten1", nn.Flatten(), (2, 2, 3, 2))
    layer(rows, "Dropout", "dropout1", nn.Dropout(0), (2, 3))


def activation(rows):
    ends = torch.tensor([-100.0, -20, -1, -1e-3, 0, 1e-3, 1, 20, 100], dtype=torch.float64)

    def add(name, attribute, module, special=None):
        values = torch.cat([ends, randn(9, scale=2)] + ([] if special is None else [torch.tensor(special)]))
        layer(rows, name, attribute, module, None, values.reshape(2, -1))

    odd = [float("nan"), float("inf")]
    add("Identity", "identity1", nn.Identity())
    add("ReLU", "relu1", nn.ReLU(), odd)
    add("LeakyReLU", "leakyrelu1", nn.LeakyReLU(), odd)
    add("LeakyReLUSteep", "leakyrelu1", nn.LeakyReLU(0.2))
    add("ELU", "elu1", nn.ELU(), odd)
    add("ELUHalf", "elu1", nn.ELU(0.5))
    add("Sigmoid", "sigmoid1", nn.Sigmoid(), odd)
    add("Tanh", "tanh1", nn.Tanh(), odd)
    add("GELU", "gelu1", nn.GELU())
    add("GELUTanh", "gelu1", nn.GELU(approximate="tanh"))
    add("SiLU", "silu1", nn.SiLU())
    add("Softmax", "softmax1", nn.Softmax(1))
    add("LogSoftmax", "logsoftmax1", nn.LogSoftmax(1))
    layer(rows, "SoftmaxChannels", "softmax1", nn.Softmax(1), (2, 3, 2, 2))
    layer(rows, "SoftmaxLast", "softmax1", nn.Softmax(-1), (2, 3, 4))
    layer(rows, "LogSoftmaxChannels", "logsoftmax1", nn.LogSoftmax(1), (2, 3, 2, 2))


def make():
    rows = Rows()
    for group in (linear, conv, norm, pool, shape, activation):
        group(rows)
    return rows.tensors
