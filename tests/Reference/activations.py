"""Rows of the activations. Each is called as its model in the tests' RowModels."""

import torch
from torch import nn

from rows import Rows, randn

class Hardsigmoid(nn.Module):
    """nn.Hardsigmoid, whose own gradient takes 1/6 in float32."""

    def forward(self, x):
        y = torch.where(x <= -3, torch.zeros_like(x), torch.where(x >= 3, torch.ones_like(x), x / 6 + 0.5))
        assert torch.allclose(y, nn.Hardsigmoid()(x), rtol=0, atol=1e-15)
        return y


FAR = [-100.0, -20, -1, -1e-3, 0, 1e-3, 1, 20, 100]


def make():
    rows = Rows()

    def add(name, module, kinks=()):
        """Far out, near zero, at the kinks themselves and in between."""
        ends = torch.tensor(FAR + list(kinks), dtype=torch.float64)
        values = torch.cat([ends, randn(9 + len(kinks) % 2, scale=2)])
        rows.add(name, lambda i, m: m["layer"](i["x"]), {"x": values.reshape(2, -1)}, {"layer": module})

    add("ReLU6", nn.ReLU6(), [6, 5])
    add("SELU", nn.SELU())
    add("CELU", nn.CELU())
    # Its gradient takes 1 / alpha in float32, so these are exact there.
    add("CELUSteep", nn.CELU(0.25))
    add("CELUNegative", nn.CELU(-2.0), [-1.5, 1.5])
    add("Mish", nn.Mish())
    add("Softplus", nn.Softplus(), [19, 21])
    add("SoftplusSharp", nn.Softplus(beta=3, threshold=2), [2 / 3, 0.5])
    add("Softsign", nn.Softsign())
    add("Softshrink", nn.Softshrink(), [-0.5, 0.5])
    add("SoftshrinkWide", nn.Softshrink(1.25), [-1.25, 1.25])
    add("Hardshrink", nn.Hardshrink(), [-0.5, 0.5])
    add("HardshrinkWide", nn.Hardshrink(1.25), [-1.25, 1.25])
    add("Tanhshrink", nn.Tanhshrink())
    add("Hardtanh", nn.Hardtanh(), [0.5, -0.5])
    add("HardtanhUneven", nn.Hardtanh(-0.25, 1.5), [-0.25, 1.5])
    add("Hardsigmoid", Hardsigmoid(), [-3, 3])
    add("Hardswish", nn.Hardswish(), [-3, 3])
    add("LogSigmoid", nn.LogSigmoid())
    add("Threshold", nn.Threshold(0.5, -2.0), [0.5, 0.75])
    add("RReLUFixed", nn.RReLU(0.2, 0.2))
    add("PReLU", nn.PReLU())
    add("PReLUInit", nn.PReLU(init=0.7))
    add("Softmin", nn.Softmin(1))
    rows.add("GLU", lambda i, m: nn.GLU()(i["x"]), {"x": randn(2, 3, 4)})
    rows.add("GLUChannels", lambda i, m: nn.GLU(1)(i["x"]), {"x": randn(2, 4, 3)})
    rows.add("Softmax2d", lambda i, m: nn.Softmax2d()(i["x"]), {"x": randn(2, 3, 2, 2)})
    rows.add("PReLUChannels", lambda i, m: m["layer"](i["x"]), {"x": randn(2, 3, 2)}, {"layer": nn.PReLU(3)})
    return rows.tensors
