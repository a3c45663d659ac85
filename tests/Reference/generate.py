"""Writes the reference data that the tests compare with: PyTorch in float64 on the processor, from fixed seeds.

Run it in this folder, with PyTorch 1.13 or later: python3 generate.py
"""

import torch

import functions
import layers
import trajectories
from safetensors import save

torch.set_num_threads(1)
for seed, module in enumerate((layers, functions, trajectories)):
    torch.manual_seed(seed)
    save(module.make(), f"{module.__name__}.safetensors")
