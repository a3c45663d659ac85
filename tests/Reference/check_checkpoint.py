"""Checks by hand that PyTorch and DeepGen read each other's files of the digits sample: equal names, and equal logits.

After the sample has run, and `dotnet build -c Release tests/DeepGen.Samples.Tests`, in this folder:
python3 check_checkpoint.py ../../out/digits.safetensors
"""

import pathlib
import struct
import subprocess
import sys
import tempfile

import torch
from torch import nn

from safetensors import load, save

HERE = pathlib.Path(__file__).parent
PROGRAM = HERE.parent / "DeepGen.Samples.Tests/bin/Release/net10.0/DeepGen.Samples.Tests.dll"

# Logits are of the order of ten and sums of up to 3136 products: both programs round in float32, in different orders.
TOLERANCE = 1e-4


def layers():
    return {
        "conv1": nn.Conv2d(1, 32, 3, padding=1), "norm1": nn.BatchNorm2d(32), "relu1": nn.ReLU(), "pool1": nn.MaxPool2d(2),
        "conv2": nn.Conv2d(32, 64, 3, padding=1), "norm2": nn.BatchNorm2d(64), "relu2": nn.ReLU(), "pool2": nn.MaxPool2d(2),
        "flatten": nn.Flatten(), "linear1": nn.Linear(3136, 128), "relu3": nn.ReLU(), "dropout": nn.Dropout(0.25),
        "linear2": nn.Linear(128, 10),
    }


class Named(nn.Sequential):
    """The layers under the names that DeepGen gives them."""

    def __init__(self):
        super().__init__()
        for name, layer in layers().items():
            self.add_module(name, layer)


def deepgen_logits(checkpoint, pixels, folder):
    images, result = folder / "images", folder / "logits"
    images.write_bytes(struct.pack(">IIII", 0x803, *pixels.shape) + pixels.numpy().tobytes())
    subprocess.run(["dotnet", PROGRAM, "logits", checkpoint, images, result], check=True)
    return torch.frombuffer(bytearray(result.read_bytes()), dtype=torch.float32).reshape(-1, 10)


def compare(what, module, checkpoint, pixels, folder):
    with torch.no_grad():
        expected = module.eval()(pixels[:, None].float() / 255)
    difference = (deepgen_logits(checkpoint, pixels, folder) - expected).abs().max().item()
    print(f"{what}: logits up to {expected.abs().max().item():.1f}, greatest difference {difference:.1e}")
    assert difference < TOLERANCE


def main(checkpoint):
    torch.manual_seed(0)
    pixels = torch.randint(0, 256, (257, 28, 28), dtype=torch.uint8)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        named = Named()
        named.load_state_dict(load(checkpoint), strict=True)
        compare("PyTorch loads DeepGen's file", named, checkpoint, pixels, folder)

        indexed = nn.Sequential(*layers().values())
        # Statistics of its own: fresh ones are all 0 and 1, and would not show a mistake.
        indexed.train()(torch.randn(64, 1, 28, 28) * 2 + 1)
        save(indexed.state_dict(), folder / "sequential.safetensors")
        compare("DeepGen loads the file of an nn.Sequential", indexed, folder / "sequential.safetensors", pixels, folder)


if __name__ == "__main__":
    main(*sys.argv[1:])
