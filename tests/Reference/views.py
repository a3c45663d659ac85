"""Rows of views and parts. Each is called as its model in ViewRows."""

import torch

from rows import Rows, randn


def make():
    rows = Rows()

    def add(name, function, *shapes):
        names = "xyz"
        rows.add(name, lambda i, m: function(*(i[k] for k in names[:len(shapes)])), {k: randn(*s) for k, s in zip(names, shapes)})

    add("ReshapeOpen", lambda x: x.reshape(2, -1, 3) * x.view(-1).reshape(2, 4, 3), (2, 3, 4))
    add("ReshapeText", lambda x: x.reshape(6, 4) @ x.reshape(6, 2, 2).reshape(6, 4).t(), (2, 3, 4))
    add("TransposeDims", lambda x: x.transpose(1, -1) * x.transpose(0, 0).permute(0, 2, 1), (2, 3, 4))
    add("PermuteDims", lambda x: x.permute(2, 0, -2).exp(), (2, 3, 4))
    add("Squeezed", lambda x: x.squeeze() * x.squeeze(1).squeeze(-1) + x.unsqueeze(0).sum() + x.unsqueeze(-1).sum(), (2, 1, 3, 1))
    add("Expanded", lambda x, y: x.expand(2, 3, 4) * y.expand(-1, 4).expand(2, 3, 4), (2, 1, 4), (3, 1))
    add("Repeated", lambda x: x.repeat(2, 1, 3) * x.tile(1, 3).repeat(2, 1, 1) + x.repeat_interleave(3, 1).repeat(2, 1, 1), (2, 4))
    add("Stacked", lambda x, y: torch.stack([x, y, x], 1) * torch.stack([x, x, y], -1).transpose(1, 2), (2, 3), (2, 3))

    def split(x):
        a, b, c = x.split(2, 1)
        d, e = x.split([1, 4], 1)
        f, g, h = x.chunk(3, 1)
        i, j = x.unbind(0)
        return {"sizes": a * b + c, "given": d * e, "chunks": f * g + h, "bound": i * j, "all": torch.cat(x.split(2, 1)[::-1], 1)}

    add("Parts", split, (2, 5))
    add("Sliced", lambda x: {
        "steps": x[:, 1:6:2], "end": x[:, -3:-1], "narrow": x.narrow(1, 2, 3) * x.narrow(1, -3, 3), "one": x.select(1, -1) * x.select(0, 1),
        "half": x[:, 3:6]}, (7, 7))
    add("Indexed", lambda x: {
        "mixed": x[:, 1:3, -1], "first": x[0], "tail": x[1:, :-1, 2], "last": x[-1] * x[-2]}, (3, 4, 3))
    add("Flipped", lambda x: x.flip(0, 2) * x.flip(1) + x.flip(-1).transpose(0, 1).reshape(2, 3, 4), (2, 3, 4))
    add("FlippedProduct", lambda x: x.flip(1) @ x.flip(0).t(), (3, 4))
    add("Rolled", lambda x: x.roll(1, 0) * x.roll(-2, 1) + x.roll(7, 1), (3, 5))
    add("Diagonals", lambda x: {
        "main": x.diagonal(), "above": x.diagonal(1, 1, 2), "below": x.diagonal(-1, 0, 2), "wide": x.diagonal(offset=-1, dim1=2, dim2=1)},
        (3, 4, 3))
    add("Triangles", lambda x: x.tril() * x.tril(1) + x.triu(-1) + x.triu(2), (2, 3, 4))
    rows.add("IntegerViews", lambda i, m: {
        "k": i["k"].reshape(3, 2).transpose(0, 1)[1], "y": i["x"] * i["k"].unsqueeze(1).squeeze(1).select(1, -1).double().reshape(2, 1)},
        {"x": randn(2, 3), "k": torch.randint(0, 5, (2, 3))})
    add("RolledRound", lambda x: x.roll(8, 0) * x.roll(-4, 0) + x.roll(3, 0), (3, 5))
    add("RolledAlone", lambda x: x.roll(1, 0) + x.roll(-1, 0).exp(), (1, 5))
    return rows.tensors
