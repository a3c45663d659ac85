"""Rows of resampling and of layers that change shapes."""

from torch import nn
from torch.nn import functional as F

from layers import layer
from rows import Rows, randn


class ChannelShuffle(nn.Module):
    """That of PyTorch 1.13 has no gradient."""

    def __init__(self, groups):
        super().__init__()
        self.groups = groups

    def forward(self, x):
        split = x.reshape(x.shape[0], self.groups, x.shape[1] // self.groups, *x.shape[2:])
        return split.transpose(1, 2).reshape(x.shape)


def upsampling(rows):
    def add(name, module, shape, inputs=None):
        layer(rows, name, "upsample1", module, shape, inputs)

    add("UpsampleNearest", nn.Upsample(scale_factor=2), (2, 2, 3, 2))
    add("UpsampleNearest1d", nn.Upsample(size=7), (2, 2, 3))
    add("UpsampleNearest3d", nn.Upsample(size=(4, 3, 2)), (1, 2, 2, 1, 5))
    add("UpsampleNearestLess", nn.Upsample(size=(2, 3)), (2, 2, 4, 5))
    add("UpsampleNearestHalf", nn.Upsample(scale_factor=0.5), (1, 2, 5, 4))
    add("UpsampleExact", nn.Upsample(size=(7, 2), mode="nearest-exact"), (1, 2, 3, 6))
    add("UpsampleLinear", nn.Upsample(size=7, mode="linear"), (2, 2, 4))
    add("UpsampleBilinear", nn.Upsample(scale_factor=2, mode="bilinear"), (2, 2, 3, 4))
    add("UpsampleBilinearFraction", nn.Upsample(scale_factor=1.6, mode="bilinear"), (1, 2, 5, 4))
    add("UpsampleBilinearAligned", nn.Upsample(size=(5, 1), mode="bilinear", align_corners=True), (1, 2, 3, 4))
    add("UpsampleBicubic", nn.Upsample(size=(7, 4), mode="bicubic"), (1, 2, 3, 6))
    add("UpsampleBicubicAligned", nn.Upsample(scale_factor=2, mode="bicubic", align_corners=True), (1, 1, 3, 2))
    add("UpsampleTrilinear", nn.Upsample(size=(3, 4, 5), mode="trilinear"), (1, 1, 2, 3, 4))
    add("UpsamplingNearest2d", nn.UpsamplingNearest2d(scale_factor=3), (1, 2, 2, 3))
    add("UpsamplingBilinear2d", nn.UpsamplingBilinear2d(size=(5, 3)), (1, 2, 2, 4))


def shapes(rows):
    def add(name, module, shape, inputs=None):
        layer(rows, name, "shape1", module, shape, inputs)

    add("PixelShuffle", nn.PixelShuffle(2), (2, 8, 2, 3))
    add("PixelUnshuffle", nn.PixelUnshuffle(3), (2, 2, 3, 6))
    add("ChannelShuffle", ChannelShuffle(3), (2, 6, 2, 2))
    add("Unfold", nn.Unfold(2), (2, 2, 3, 4))
    add("UnfoldAll", nn.Unfold((2, 3), dilation=(1, 2), padding=(1, 2), stride=(2, 1)), (2, 2, 5, 4))
    add("Fold", nn.Fold((3, 4), 2), (2, 8, 6))
    add("FoldAll", nn.Fold((5, 4), (2, 3), dilation=(1, 2), padding=(1, 2), stride=(2, 1)), (2, 12, 12))
    add("FlattenSome", nn.Flatten(2, 3), (2, 2, 3, 2, 2))
    add("FlattenAll", nn.Flatten(0), (2, 3, 2))
    add("FlattenEnd", nn.Flatten(1, -2), (2, 2, 3, 2))
    add("Unflatten", nn.Unflatten(1, (2, 3)), (2, 6, 2))
    add("UnflattenOpen", nn.Unflatten(-1, (-1, 2)), (2, 2, 6))


def others(rows):
    layer(rows, "UpsampleAnyNearest", "upsample1", nn.Upsample(scale_factor=3), (2, 2, 3, 2))
    layer(rows, "UpsampleAnyBilinear", "upsample1", nn.Upsample(scale_factor=2, mode="bilinear"), (2, 2, 3, 4))
    layer(rows, "UpsampleAnyBicubic", "upsample1", nn.Upsample(scale_factor=2, mode="bicubic", align_corners=True), (1, 1, 3, 4))

    def methods(i, m):
        x = i["x"]
        a = F.interpolate(x, (5, 3), mode="bilinear", align_corners=True) * F.interpolate(x, (5, 3))
        b = F.pixel_unshuffle(F.pixel_shuffle(x, 2), 4).sum(1)
        c = F.fold(F.unfold(x, 3, padding=1, stride=2), (4, 4), 3, padding=1, stride=2)
        return a.sum() * b.sum() + (c * F.interpolate(x, scale_factor=1) * x.unflatten(1, (2, 2)).flatten(1, 2)).sum()

    rows.add("ResamplingMethods", methods, {"x": randn(2, 4, 4, 4)})
    for name, settings in (("Bilinear", {}), ("BilinearNoBias", {"bias": False})):
        rows.add(
            name, lambda i, m: m["layer"](i["x"], i["z"]), {"x": randn(3, 4), "z": randn(3, 5)}, {"layer": nn.Bilinear(4, 5, 2, **settings)})
    rows.add(
        "BilinearRank3", lambda i, m: m["layer"](i["x"], i["z"]), {"x": randn(2, 3, 2), "z": randn(2, 3, 4)},
        {"layer": nn.Bilinear(2, 4, 3)})


def make():
    rows = Rows()
    for group in (upsampling, shapes, others):
        group(rows)
    return rows.tensors
