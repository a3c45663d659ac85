"""Rows of the optimizers: a weight of four numbers, its gradient in each step, and what PyTorch makes of it."""

import torch

from rows import randn

STEPS = 5


def optimizers(tensors):
    def add(name, kind, **options):
        weight = torch.nn.Parameter(torch.ones(4))
        optimizer = kind([weight], **options)
        gradients, weights = randn(STEPS, 4), []
        for gradient in gradients:
            weight.grad = gradient.clone()
            optimizer.step()
            weights.append(weight.detach().clone())
        tensors[f"{name}.gradients"] = gradients
        tensors[f"{name}.weights"] = torch.stack(weights)

    optim = torch.optim
    add("SGD", optim.SGD, lr=0.1)
    add("SGDMomentum", optim.SGD, lr=0.1, momentum=0.9, dampening=0.25, weight_decay=0.01)
    add("SGDNesterov", optim.SGD, lr=0.1, momentum=0.9, nesterov=True)
    add("Adam", optim.Adam, lr=0.1)
    add("AdamDecay", optim.Adam, lr=0.05, betas=(0.8, 0.95), eps=1e-3, weight_decay=0.1)
    add("AdamW", optim.AdamW, lr=0.1)
    add("AdamWDecay", optim.AdamW, lr=0.05, betas=(0.8, 0.95), eps=1e-3, weight_decay=0.3)


def schedules(tensors):
    """The factors of the learning rate at the beginning of each epoch."""

    def add(name, kind, **options):
        optimizer = torch.optim.SGD([torch.nn.Parameter(torch.ones(1))], lr=1.0)
        scheduler = kind(optimizer, **options)
        factors = []
        for _ in range(10):
            factors.append(optimizer.param_groups[0]["lr"])
            optimizer.step()
            scheduler.step()
        tensors[f"{name}.factors"] = torch.tensor(factors)

    add("CosineAnnealingLR", torch.optim.lr_scheduler.CosineAnnealingLR, T_max=10)
    add("LinearLR", torch.optim.lr_scheduler.LinearLR, start_factor=0.25, total_iters=3)


def make():
    tensors = {}
    optimizers(tensors)
    schedules(tensors)
    return tensors
