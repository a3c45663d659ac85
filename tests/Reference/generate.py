"""Writes the reference data that the tests compare with: PyTorch in float64 on the processor, from fixed seeds.

Run it in this folder, with PyTorch 1.13 or later: python3 generate.py [FILE ...], all files by default.
"""

import importlib
import sys

import torch

from safetensors import save

SEEDS = {
    "layers": 0,
    "functions": 1,
    "trajectories": 2,
    "arithmetic": 20,
    "reductions": 21,
    "products": 22,
    "views": 23,
    "indexing": 24,
    "members": 30,
    "convolutions": 30,
    "pooling": 31,
    "norms": 32,
    "padding": 33,
    "resampling": 34,
    "activations": 10,
    "losses": 11,
    "optimizers": 12,
    "blocks": 22,
}

torch.set_num_threads(1)
for name in sys.argv[1:] or [*SEEDS, "names"]:
    if name == "names":
        importlib.import_module(name).write("names.txt")
        continue
    torch.manual_seed(SEEDS[name])
    save(importlib.import_module(name).make(), f"{name}.safetensors")
