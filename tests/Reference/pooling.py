"""Rows of pooling of every kind and rank."""

import torch
from torch import nn
from torch.nn import functional as F

from layers import layer
from rows import Rows, randn


def pooling(rows):
    def add(name, module, shape, inputs=None):
        layer(rows, name, "pool1", module, shape, inputs)

    add("MaxPool1d", nn.MaxPool1d(3, stride=2, padding=1), (2, 2, 7))
    add("MaxPool1dCeil", nn.MaxPool1d(3, stride=2, ceil_mode=True), (2, 2, 8))
    add("MaxPool2dAxes", nn.MaxPool2d((2, 3), stride=(1, 2), padding=(1, 0), dilation=(1, 2)), (2, 2, 4, 7))
    add("MaxPool2dCeil", nn.MaxPool2d(3, stride=2, padding=1, ceil_mode=True), (2, 1, 6, 8))
    add("MaxPool2dCeilSkips", nn.MaxPool2d(2, stride=3, padding=1, ceil_mode=True), (2, 1, 5, 6))
    add("MaxPool2dCeilLarge", nn.MaxPool2d(4, stride=3, ceil_mode=True), (1, 2, 3, 6))
    add("MaxPool3d", nn.MaxPool3d(2), (2, 2, 4, 2, 5))
    add("MaxPool3dAll", nn.MaxPool3d((2, 3, 2), stride=(2, 2, 1), padding=(1, 1, 0), dilation=(1, 1, 2), ceil_mode=True), (1, 2, 4, 6, 4))
    add("AvgPool1d", nn.AvgPool1d(3, stride=2, padding=1), (2, 2, 8))
    add("AvgPool1dCeil", nn.AvgPool1d(3, stride=2, padding=1, ceil_mode=True), (2, 2, 6))
    add("AvgPool1dInside", nn.AvgPool1d(4, stride=3, padding=2, ceil_mode=True, count_include_pad=False), (2, 2, 6))
    add("AvgPool2dAxes", nn.AvgPool2d((3, 2), stride=(2, 1), padding=(1, 0)), (2, 2, 5, 4))
    add("AvgPool2dCeil", nn.AvgPool2d(3, stride=2, padding=1, ceil_mode=True), (2, 1, 6, 8))
    add("AvgPool2dCeilInside", nn.AvgPool2d(2, stride=3, padding=1, ceil_mode=True, count_include_pad=False), (2, 1, 6, 5))
    add("AvgPool2dDivisor", nn.AvgPool2d(3, stride=2, padding=1, divisor_override=5), (2, 1, 5, 4))
    add("AvgPool3d", nn.AvgPool3d((2, 3, 2), stride=(1, 2, 2), padding=(1, 1, 0), ceil_mode=True), (1, 2, 3, 4, 5))
    add("AvgPool3dInside", nn.AvgPool3d(2, padding=1, count_include_pad=False), (1, 1, 4, 2, 3))
    add("AvgPool3dDivisor", nn.AvgPool3d(2, divisor_override=3), (1, 1, 2, 3, 4))
    add("LpPool1d", nn.LPPool1d(2, 3, stride=2), (2, 2, 7))
    add("LpPool1dCeil", nn.LPPool1d(4, 3, stride=2, ceil_mode=True), (2, 2, 6))
    add("LpPool2d", nn.LPPool2d(2, (2, 3), stride=(2, 1)), (2, 2, 4, 5))
    add("LpPool2dSum", nn.LPPool2d(1, 2, ceil_mode=True), (2, 1, 3, 4))


def adaptive(rows):
    def add(name, module, shape, inputs=None):
        layer(rows, name, "pool1", module, shape, inputs)

    add("AdaptiveAvgPool1d", nn.AdaptiveAvgPool1d(3), (2, 2, 7))
    add("AdaptiveAvgPool2dGlobal", nn.AdaptiveAvgPool2d(1), (2, 3, 4, 5))
    add("AdaptiveAvgPool2dEven", nn.AdaptiveAvgPool2d((2, 3)), (2, 2, 4, 9))
    add("AdaptiveAvgPool2dUneven", nn.AdaptiveAvgPool2d((3, 4)), (2, 2, 5, 6))
    add("AdaptiveAvgPool2dLarger", nn.AdaptiveAvgPool2d((5, None)), (2, 1, 3, 4))
    add("AdaptiveAvgPool2dMixed", nn.AdaptiveAvgPool2d((1, 3)), (2, 2, 3, 7))
    add("AdaptiveAvgPool3d", nn.AdaptiveAvgPool3d((2, 1, 2)), (1, 2, 4, 3, 5))
    add("AdaptiveMaxPool1d", nn.AdaptiveMaxPool1d(3), (2, 2, 7))
    add("AdaptiveMaxPool2dGlobal", nn.AdaptiveMaxPool2d(1), (2, 3, 4, 5))
    add("AdaptiveMaxPool2dUneven", nn.AdaptiveMaxPool2d((3, 4)), (2, 2, 5, 6))
    add("AdaptiveMaxPool2dLarger", nn.AdaptiveMaxPool2d((5, 2)), (2, 1, 3, 4))
    add("AdaptiveMaxPool3d", nn.AdaptiveMaxPool3d((2, 1, 2)), (1, 2, 4, 3, 5))


def special(rows):
    """Ties, NaN, infinities and zeros, where rules differ from one library to the next."""

    def add(name, module, inputs):
        layer(rows, name, "pool1", module, None, inputs)

    ties = torch.randint(0, 2, (2, 1, 5, 6)).double()
    odd = randn(2, 1, 5, 6)
    odd[0, 0, 1, 1] = odd[0, 0, 1, 2] = odd[1, 0, 4, 5] = float("nan")
    odd[0, 0, 3, 3] = float("inf")
    odd[1, 0, 0:2, 0:3] = float("-inf")
    add("MaxPool2dCeilTies", nn.MaxPool2d(3, stride=2, ceil_mode=True), ties.clone())
    add("MaxPool1dTies", nn.MaxPool1d(2), ties[:, 0].clone())
    add("MaxPool3dTies", nn.MaxPool3d((1, 2, 3)), ties[None].clone())
    add("AdaptiveMaxPool2dTies", nn.AdaptiveMaxPool2d((2, 4)), ties.clone())
    add("AdaptiveMaxPool2dOdd", nn.AdaptiveMaxPool2d((3, 4)), odd.clone())
    add("AdaptiveMaxPool2dAny", nn.AdaptiveMaxPool2d(1), ties.clone())
    add("AdaptiveMaxPool2dAnyOdd", nn.AdaptiveMaxPool2d(1), odd.clone())
    add("AdaptiveAvgPool2dAny", nn.AdaptiveAvgPool2d(1), randn(2, 3, 4, 5))
    add("LpPool2dZeros", nn.LPPool2d(2, 2), ties[:, :, :4, :4].clone())
    any_size = nn.MaxPool2d(2, ceil_mode=True)
    add("MaxPool2dAny", any_size, randn(2, 2, 5, 4))
    add("AvgPool2dAny", nn.AvgPool2d(3, stride=2, padding=1, ceil_mode=True), randn(2, 2, 6, 5))
    add("MaxPool2dMethods", Methods(), randn(2, 2, 5, 6))


class Methods(nn.Module):
    """The functions of the same names, with every argument once."""

    def forward(self, x):
        a = F.max_pool2d(x, (2, 3), (1, 2), (1, 0), (1, 2), ceil_mode=True)
        b = F.avg_pool2d(x, 3, 2, 1, ceil_mode=True, count_include_pad=False)
        c = F.avg_pool2d(x, (2, 2), (2, 3), (1, 1), divisor_override=3)
        d = F.lp_pool2d(x, 2, (2, 2), (1, 1), ceil_mode=True)
        e = F.adaptive_avg_pool2d(x, (2, 1)) + F.adaptive_max_pool2d(x, 2)
        return sum(y.sum() for y in (a * a, b * b, c * c, d * d, e * e))


def make():
    rows = Rows()
    for group in (pooling, adaptive, special):
        group(rows)
    return rows.tensors
