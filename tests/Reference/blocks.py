"""Rows of modules within modules: their parameters are named by PyTorch, which blocks must name alike."""

from collections import OrderedDict

import torch
from torch import nn

from rows import Rows, randn


class Residual(nn.Module):
    def __init__(self, inputs, width, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, width, 3, stride=stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.conv2 = nn.Conv2d(width, width * 2 - 1, 1)
        self.conv3 = nn.Conv2d(width * 2 - 1, width, 1)
        if stride != 1:
            conv = nn.Conv2d(inputs, width, 1, stride=stride, bias=False)
            self.downsample = nn.Sequential(OrderedDict(conv1=conv, norm1=nn.BatchNorm2d(width)))
        self.stride = stride

    def forward(self, x):
        y = self.conv3(torch.tanh(self.conv2(torch.relu(self.bn1(self.conv1(x))))))
        return torch.tanh((self.downsample(x) if self.stride != 1 else x) + y)


class ResidualNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 2, 3, padding=1)
        self.layer1 = nn.Sequential(Residual(2, 2, 1), Residual(2, 2, 1))
        self.layer2 = nn.Sequential(Residual(2, 3, 2))
        self.fc = nn.Linear(3, 2)

    def forward(self, x):
        return self.fc(self.layer2(self.layer1(self.conv1(x))).mean((2, 3)))


class Gate(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.left = nn.Linear(width, width)
        self.right = nn.Linear(width, width, bias=False)

    def forward(self, a, b):
        return torch.sigmoid(self.left(a)) * self.right(b)


class SharedGate(nn.Module):
    def __init__(self):
        super().__init__()
        self.gate = Gate(3)
        self.tail = nn.Sequential(OrderedDict(linear1=nn.Linear(3, 4), tanh1=nn.Tanh(), linear2=nn.Linear(4, 2)))

    def forward(self, x, z):
        return self.tail(self.gate(self.gate(x, z), self.gate(z, x)))


def make():
    rows = Rows()
    rows.add("ResidualBlocks", lambda x, m: m[""](x["x"]), {"x": randn(2, 1, 3, 4)}, {"": ResidualNet()})
    rows.add("SharedBlock", lambda x, m: m[""](x["x"], x["z"]), {"x": randn(3, 3), "z": randn(3, 3)}, {"": SharedGate()})
    return rows.tensors
