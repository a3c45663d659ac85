"""One row of reference data: a small model, its inputs, and everything that PyTorch computes from them."""

import copy

import torch

torch.set_default_dtype(torch.float64)


def randn(*shape, scale=1.0):
    """Normal numbers that are also exact in float32, so that compiled models can be given the same ones."""
    return (torch.randn(shape) * scale).float().double()


def rand(*shape, low=0.0, high=1.0):
    return (torch.rand(shape) * (high - low) + low).float().double()


def randomize(module):
    """Parameters and running statistics that differ from their initial values."""
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.copy_(randn(*parameter.shape, scale=0.5))
        for name, buffer in module.named_buffers():
            if name.endswith("running_mean"):
                buffer.copy_(randn(*buffer.shape))
            elif name.endswith("running_var"):
                buffer.copy_(rand(*buffer.shape, low=0.5, high=2))
    return module


def qualified(layer, name):
    """A tensor's name; a module called "" stands for the model itself."""
    return f"{layer}.{name}" if layer else name


def statistics(modules):
    for layer, module in modules.items():
        for name, buffer in module.named_buffers():
            if "running" in name:
                yield qualified(layer, name), buffer


def parameters(modules):
    for layer, module in modules.items():
        for name, parameter in module.named_parameters():
            yield qualified(layer, name), parameter


class Rows:
    def __init__(self):
        self.tensors = {}

    def add(self, name, forward, inputs, modules=None, targets=None, loss=None, state=None):
        """forward(inputs, modules) gives a tensor, or a dict of outputs by name; loss(outputs, targets) a scalar.

        Parameters that do not require a gradient have none. What is in state is given to the model and stays as it is.
        """
        modules, targets = modules or {}, targets or {}
        for module in modules.values():
            randomize(module)

        def put(kind, key, value):
            self.tensors[f"{name}.{kind}.{key}" if key else f"{name}.{kind}"] = value.detach().clone()

        for key, value in inputs.items():
            put("input", key, value)
            if value.is_floating_point():
                value.requires_grad_(True)
        for key, value in targets.items():
            put("target", key, value)
        for key, value in parameters(modules):
            put("parameter", key, value)
        for key, value in list(statistics(modules)) + list((state or {}).items()):
            put("state", key, value)

        if any(True for _ in statistics(modules)):
            frozen = {layer: copy.deepcopy(module).eval() for layer, module in modules.items()}
            for key, value in named(forward(inputs, frozen)).items():
                put("evaluated", key, value)

        outputs = named(forward(inputs, modules))
        for key, value in outputs.items():
            put("output", key, value)
        if loss is not None:
            total = loss(outputs, targets)
        else:
            total = torch.zeros(())
            for key, value in outputs.items():
                if not value.is_floating_point():
                    continue
                cotangent = randn(*value.shape)
                put("cotangent", key, cotangent)
                total = total + (value * cotangent).sum()
        put("loss", "", total)
        if total.requires_grad:
            total.backward()
        for key, value in list(inputs.items()) + list(parameters(modules)):
            if value.requires_grad:
                put("gradient", key, torch.zeros_like(value) if value.grad is None else value.grad)
        for key, value in statistics(modules):
            put("update", key, value)


def named(outputs):
    return outputs if isinstance(outputs, dict) else {"output": outputs}
