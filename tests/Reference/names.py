"""Writes names.txt: the public names of torch.nn, torch.nn.functional and torch.optim, of which coverage.txt says what DeepGen has."""

import inspect

import torch
from torch import nn, optim
from torch.optim import lr_scheduler


def public(module):
    return ((name, getattr(module, name)) for name in sorted(dir(module)) if not name.startswith("_"))


def classes(module, *bases):
    return [name for name, value in public(module) if inspect.isclass(value) and issubclass(value, bases)]


def functions(module):
    """Functions of the module itself and those that it takes from the native library; not what it imports for its own use."""
    own = (module.__name__, "torch", "torch._C._nn")
    return [
        name for name, value in public(module)
        if callable(value) and not inspect.isclass(value) and getattr(value, "__module__", None) in own
    ]


def write(path):
    schedulers = (lr_scheduler._LRScheduler, lr_scheduler.ReduceLROnPlateau)
    lines = [f"# PyTorch {torch.__version__.split('+')[0].split('a')[0]}"]
    lines += [f"torch.nn.{name}" for name in classes(nn, nn.Module)]
    lines += [f"torch.nn.functional.{name}" for name in functions(nn.functional)]
    lines += [f"torch.optim.{name}" for name in classes(optim, optim.Optimizer)]
    lines += [f"torch.optim.lr_scheduler.{name}" for name in classes(lr_scheduler, *schedulers)]
    with open(path, "w") as file:
        file.write("\n".join(lines) + "\n")
