"""Rows of norms and of dropout at rate 0, which is the identity."""

import torch
from torch import nn
from torch.nn import functional as F

from layers import layer
from rows import Rows, randn


def norms(rows):
    def add(name, module, shape, inputs=None):
        layer(rows, name, "norm1", module, shape, inputs)

    add("Norm3d", nn.BatchNorm3d(3), (2, 3, 2, 2, 3))
    add("LayerNorm", nn.LayerNorm(5), (3, 5))
    add("LayerNormLast", nn.LayerNorm(4, eps=1e-2), (2, 3, 4))
    add("LayerNormImage", nn.LayerNorm((2, 3, 4)), (2, 2, 3, 4))
    add("LayerNormPlain", nn.LayerNorm((3, 4), elementwise_affine=False), (2, 2, 3, 4))
    add("GroupNorm", nn.GroupNorm(2, 4), (2, 4, 3, 2))
    add("GroupNormFlat", nn.GroupNorm(3, 6, eps=1e-3), (3, 6))
    add("GroupNormOne", nn.GroupNorm(1, 3, affine=False), (2, 3, 4))
    add("InstanceNorm1d", nn.InstanceNorm1d(2), (2, 2, 5))
    add("InstanceNorm2d", nn.InstanceNorm2d(3, affine=True, eps=1e-3), (2, 3, 3, 2))
    add("InstanceNorm2dTracked", nn.InstanceNorm2d(2, affine=True, track_running_stats=True, momentum=0.3), (3, 2, 3, 2))
    add("InstanceNorm3d", nn.InstanceNorm3d(2, track_running_stats=True), (2, 2, 2, 3, 2))
    add("LocalResponseNorm", nn.LocalResponseNorm(2), (2, 5, 3))
    add("LocalResponseNormWide", nn.LocalResponseNorm(3, alpha=0.5, beta=0.6, k=2), (2, 4, 3, 2))


class RMSNorm(nn.Module):
    """That of later versions of PyTorch."""

    def __init__(self, shape, eps=1.1920929e-7):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(shape))
        self.eps = eps

    def forward(self, x):
        dims = list(range(-self.weight.dim(), 0))
        return x * (x.pow(2).mean(dims, keepdim=True) + self.eps).rsqrt() * self.weight


def others(rows):
    layer(rows, "RMSNorm", "norm1", RMSNorm((4,)), (3, 4))
    layer(rows, "RMSNormImage", "norm1", RMSNorm((2, 3), eps=0.1), (2, 2, 3))
    for rank in (1, 2, 3):
        layer(rows, f"Dropout{rank}d", "dropout1", getattr(nn, f"Dropout{rank}d")(0), (2, 3, 2, 2, 3)[: rank + 2])
    layer(rows, "AlphaDropout", "alphadropout1", nn.AlphaDropout(0), (2, 3))
    layer(rows, "FeatureAlphaDropout", "featurealphadropout1", nn.FeatureAlphaDropout(0), (2, 3, 2))
    rows.add("LocalResponseNormMethod", lambda i, m: F.local_response_norm(i["x"], 3, 0.2, 0.5, 1.5), {"x": randn(2, 4, 3)})


def make():
    rows = Rows()
    for group in (norms, others):
        group(rows)
    return rows.tensors
