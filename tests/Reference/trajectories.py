"""Whole models trained for ten steps of plain SGD. Their texts for the compiler are in the tests' OracleModels."""

import torch
from torch import nn
from torch.nn import functional as F

from rows import named, parameters, randn, randomize, statistics

STEPS, RATE = 10, 0.05


class Trajectory:
    def __init__(self, name, modules, forward, loss, batches):
        self.name, self.modules, self.forward, self.loss, self.batches = name, modules, forward, loss, batches
        self.tensors = {}

    def put(self, kind, key, value):
        self.tensors[f"{self.name}.{kind}.{key}"] = value.detach().clone()

    def run(self):
        for module in self.modules.values():
            scale_down(randomize(module))
        self.owned("initial")
        losses = [self.step(index, *batch) for index, batch in enumerate(self.batches)]
        self.owned("final")
        self.tensors[f"{self.name}.losses"] = torch.stack(losses)
        return self.tensors

    def owned(self, kind):
        for key, value in list(parameters(self.modules)) + list(statistics(self.modules)):
            self.put(kind, key, value)

    def step(self, index, inputs, targets):
        for key, value in inputs.items():
            self.put(f"input{index}", key, value)
        for key, value in targets.items():
            self.put(f"target{index}", key, value)
        for _, parameter in parameters(self.modules):
            parameter.grad = None
        outputs = named(self.forward(inputs, self.modules))
        loss = self.loss(outputs, targets)
        loss.backward()
        if index == 0:
            for key, value in outputs.items():
                self.put("output", key, value)
            for key, value in parameters(self.modules):
                self.put("gradient", key, value.grad)
        with torch.no_grad():
            for _, parameter in parameters(self.modules):
                parameter -= RATE * parameter.grad
        return loss.detach()


def scale_down(module):
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.mul_(0.5)
            if isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d)):
                parameter.add_(1 if parameter is module.weight else 0)


def batches(shapes, targets):
    return [({key: randn(*shape) for key, shape in shapes.items()}, {key: make() for key, make in targets.items()}) for _ in range(STEPS)]


def labels(count, classes):
    return lambda: torch.randint(0, classes, (count,))


def perceptron():
    modules = {"linear1": nn.Linear(6, 8), "norm1": nn.BatchNorm1d(8), "linear2": nn.Linear(8, 4)}
    return Trajectory(
        "Perceptron", modules, lambda x, m: m["linear2"](F.relu(m["norm1"](m["linear1"](x["x"])))),
        lambda o, t: F.cross_entropy(o["output"], t["label"]), batches({"x": (7, 6)}, {"label": labels(7, 4)}))


def digits():
    modules = {
        "conv1": nn.Conv2d(1, 4, 3, padding=1), "norm1": nn.BatchNorm2d(4), "conv2": nn.Conv2d(4, 6, 3, padding=1),
        "norm2": nn.BatchNorm2d(6), "linear1": nn.Linear(24, 12), "linear2": nn.Linear(12, 10)}

    def forward(x, m):
        first = F.max_pool2d(F.relu(m["norm1"](m["conv1"](x["image"]))), 2)
        second = F.max_pool2d(F.relu(m["norm2"](m["conv2"](first))), 2)
        return m["linear2"](F.relu(m["linear1"](second.flatten(1))))

    return Trajectory(
        "SmallDigits", modules, forward, lambda o, t: F.cross_entropy(o["output"], t["label"]),
        batches({"image": (4, 1, 8, 8)}, {"label": labels(4, 10)}))


def omniglot():
    modules = {
        "strokes": nn.Conv2d(1, 3, 3, padding=1), "embed": nn.Linear(27, 6), "embedAlphabet": nn.Linear(5, 3),
        "alphabetHead": nn.Linear(9, 5), "characterHead": nn.Linear(9, 7)}

    def forward(x, m):
        strokes = F.elu(F.max_pool2d(m["strokes"](x["image"]), 2)).flatten(1)
        both = torch.cat([F.elu(m["embed"](strokes)), F.elu(m["embedAlphabet"](x["hint"]))], 1)
        return {"alphabet": m["alphabetHead"](both), "character": m["characterHead"](both)}

    def loss(o, t):
        return F.cross_entropy(o["alphabet"], t["alphabetLabel"]) * 0.33 + F.cross_entropy(o["character"], t["characterLabel"]) * 0.67

    return Trajectory(
        "SmallOmniglot", modules, forward, loss,
        batches({"image": (5, 1, 6, 6), "hint": (5, 5)}, {"alphabetLabel": labels(5, 5), "characterLabel": labels(5, 7)}))


def residual():
    modules = {
        "stem": nn.Conv2d(2, 4, 3, padding=1), "first": nn.Conv2d(4, 4, 3, padding=1, bias=False), "firstNorm": nn.BatchNorm2d(4),
        "second": nn.Conv2d(4, 4, 3, padding=1, bias=False), "secondNorm": nn.BatchNorm2d(4), "head": nn.Linear(16, 3)}

    def forward(x, m):
        stem = F.relu(m["stem"](x["image"]))
        inner = m["secondNorm"](m["second"](F.relu(m["firstNorm"](m["first"](stem)))))
        return m["head"](F.avg_pool2d(F.relu(stem + inner), 3).flatten(1))

    return Trajectory(
        "SmallResidual", modules, forward, lambda o, t: F.cross_entropy(o["output"], t["label"]),
        batches({"image": (4, 2, 6, 6)}, {"label": labels(4, 3)}))


def make():
    tensors = {}
    for model in (perceptron, digits, omniglot, residual):
        tensors.update(model().run())
    return tensors
