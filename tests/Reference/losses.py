"""Rows of the losses with every option, of distances and of penalties. Each is called as its model in the tests' RowModels."""

import torch
from torch import nn
from torch.nn import functional as F

from rows import Rows, rand, randn

WEIGHT = [0.5, 2.0, 1.0, 0.25]


def labels(*shape, ignored=None):
    chosen = torch.randint(0, 4, shape)
    if ignored is not None:
        chosen.view(-1)[::3] = ignored
    return chosen


def signs(*shape):
    return torch.randint(0, 2, shape).double() * 2 - 1


def probabilities(*shape):
    return (torch.randint(1, 8, shape).double() / 8 + 0.125).float().double()


class Losses:
    def __init__(self):
        self.rows = Rows()

    def of(self, name, function, x, **targets):
        """A loss of one input and targets."""
        self.rows.add(
            name, lambda i, m: i["x"], {"x": x}, targets=targets, loss=lambda o, t: function(o["output"], **t))

    def pairs(self, name, function, targets=None, **inputs):
        """A loss of several outputs, which are the inputs."""
        self.rows.add(name, lambda i, m: dict(i), inputs, targets=targets or {}, loss=lambda o, t: function(**o, **t))

    def value(self, name, function, **inputs):
        self.rows.add(name, lambda i, m: function(*i.values()), inputs)


def classes(add):
    weight = torch.tensor(WEIGHT)
    mixed = torch.tensor([0.0, 3.0, 1.0, 0.5])
    entropy = F.cross_entropy
    add.of("CrossEntropyWeight", lambda x, label: entropy(x, label, weight), randn(5, 4), label=labels(5))
    add.of("CrossEntropyWeightImage", lambda x, label: entropy(x, label, weight), randn(2, 4, 3), label=labels(2, 3))
    add.of("CrossEntropyWeightSum", lambda x, label: entropy(x, label, weight, reduction="sum"), randn(5, 4), label=labels(5))
    add.of("CrossEntropyWeightValue", lambda x, label, weight: entropy(x, label, weight), randn(5, 4), label=labels(5), weight=mixed)
    add.of("CrossEntropyIgnore", lambda x, label: entropy(x, label), randn(2, 4, 3), label=labels(2, 3, ignored=-100))
    add.of("CrossEntropyIgnoreClass", lambda x, label: entropy(x, label, ignore_index=2), randn(7, 4), label=labels(7, ignored=2))
    add.of("CrossEntropyIgnoreAll", lambda x, label: entropy(x, label, ignore_index=3), randn(2, 4), label=torch.tensor([3, 3]))
    add.of(
        "CrossEntropyIgnoreSum", lambda x, label: entropy(x, label, weight, ignore_index=-1, reduction="sum"),
        randn(5, 4), label=labels(5, ignored=-1))
    add.of(
        "CrossEntropyNone", lambda x, label, weight, row: (entropy(x, label, weight, ignore_index=9, reduction="none") * row).sum(),
        randn(5, 4), label=labels(5, ignored=9), weight=mixed, row=randn(5))
    add.of("CrossEntropySmooth", lambda x, label: entropy(x, label, label_smoothing=0.1), randn(5, 4), label=labels(5))
    add.of(
        "CrossEntropySmoothAll", lambda x, label: entropy(x, label, weight, ignore_index=-100, label_smoothing=0.25),
        randn(2, 4, 3), label=labels(2, 3, ignored=-100))
    add.of(
        "CrossEntropySmoothValue", lambda x, label, weight: entropy(x, label, weight, label_smoothing=1, reduction="sum"),
        randn(5, 4), label=labels(5), weight=mixed)
    add.of(
        "CrossEntropySmoothNone",
        lambda x, label, weight, row: (
            entropy(x, label, weight, ignore_index=0, label_smoothing=0.2, reduction="none") * row).sum(),
        randn(5, 4), label=labels(5, ignored=0), weight=mixed, row=randn(5))
    add.of("CrossEntropyProbabilities", entropy, randn(3, 4), target=rand(3, 4))
    add.of("CrossEntropyProbabilitiesImage", entropy, randn(2, 4, 3), target=rand(2, 4, 3))
    add.of(
        "CrossEntropyProbabilitiesAll", lambda x, target: entropy(x, target, weight, label_smoothing=0.2), randn(2, 4, 3),
        target=rand(2, 4, 3))
    add.of("CrossEntropyProbabilitiesSum", lambda x, target: entropy(x, target, weight, reduction="sum"), randn(3, 4), target=rand(3, 4))
    add.of(
        "CrossEntropyProbabilitiesNone", lambda x, target, row: (entropy(x, target, reduction="none") * row).sum(), randn(2, 4, 3),
        target=rand(2, 4, 3), row=randn(2, 3))
    add.of("NllWeight", lambda x, label: F.nll_loss(x, label, weight), randn(5, 4), label=labels(5))
    add.of("NllIgnore", lambda x, label: F.nll_loss(x, label, weight, ignore_index=1), randn(5, 4), label=labels(5, ignored=1))
    add.of("NllSum", lambda x, label: F.nll_loss(x, label, reduction="sum"), randn(2, 4, 3), label=labels(2, 3))
    add.of(
        "NllNone", lambda x, label, weight, row: (F.nll_loss(x, label, weight, reduction="none") * row).sum(), randn(5, 4),
        label=labels(5), weight=mixed, row=randn(5))
    add.of("MultiMargin", F.multi_margin_loss, randn(5, 4), target=labels(5))
    add.of(
        "MultiMarginAll", lambda x, target: F.multi_margin_loss(x, target, p=2, margin=0.7, weight=weight, reduction="sum"), randn(5, 4),
        target=labels(5))
    add.of(
        "MultiMarginNone",
        lambda x, label, weight, row: (F.multi_margin_loss(x, label, weight=weight, reduction="none") * row).sum(), randn(5, 4),
        label=labels(5), weight=mixed, row=randn(5))
    yes = torch.randint(0, 2, (3, 4)).double()
    add.of("MultiLabelSoftMargin", F.multilabel_soft_margin_loss, randn(3, 4, scale=30), target=yes)
    add.of(
        "MultiLabelSoftMarginWeight", lambda x, target: F.multilabel_soft_margin_loss(x, target, weight, reduction="sum"), randn(3, 4),
        target=yes.clone())
    add.of(
        "MultiLabelSoftMarginNone", lambda x, target, row: (F.multilabel_soft_margin_loss(x, target, reduction="none") * row).sum(),
        randn(3, 4), target=yes.clone(), row=randn(3))


def reduced(add, name, function, x, target):
    """A loss of single elements as mean, sum and itself."""
    add.of(name, function, x.clone(), target=target.clone())
    add.of(f"{name}Sum", lambda x, target: function(x, target, reduction="sum"), x.clone(), target=target.clone())
    add.of(
        f"{name}None", lambda x, target, factor: (function(x, target, reduction="none") * factor).sum(), x.clone(),
        target=target.clone(), factor=randn(*x.shape))


def elements(add):
    # Differences of 0, at the bends, and far out.
    x = torch.tensor([[0.0, 1.5, -2.0, 0.25], [2.0, -0.5, 100.0, -100.0]], dtype=torch.float64)
    target = torch.tensor([[0.0, 1.0, -1.0, 0.0], [1.0, -1.5, 0.0, 0.0]], dtype=torch.float64)
    reduced(add, "MseLoss", F.mse_loss, randn(3, 4), randn(3, 4))
    reduced(add, "L1Loss", F.l1_loss, x, target)
    reduced(add, "SmoothL1Loss", F.smooth_l1_loss, x, target)
    add.of("SmoothL1Narrow", lambda x, target: F.smooth_l1_loss(x, target, beta=0.25), x.clone(), target=target.clone())
    add.of("SmoothL1Zero", lambda x, target: F.smooth_l1_loss(x, target, beta=0), x.clone(), target=target.clone())
    reduced(add, "HuberLoss", F.huber_loss, x, target)
    add.of("HuberWide", lambda x, target: F.huber_loss(x, target, delta=1.5), x.clone(), target=target.clone())
    add.of("BceSum", lambda x, target: F.binary_cross_entropy(x, target, reduction="sum"), rand(2, 4, low=0.1, high=0.9), target=rand(2, 4))
    add.of(
        "BceWeight", lambda x, target, weight: F.binary_cross_entropy(x, target, weight), rand(2, 4, low=0.1, high=0.9),
        target=rand(2, 4), weight=rand(2, 1))
    add.of(
        "BceWeightNone", lambda x, target, weight: (F.binary_cross_entropy(x, target, weight, reduction="none") ** 2).sum(),
        rand(2, 4, low=0.1, high=0.9), target=rand(2, 4), weight=rand(4))
    binary = F.binary_cross_entropy_with_logits
    add.of("BceLogitsWeight", lambda x, target: binary(x, target, torch.tensor(WEIGHT)), randn(2, 4), target=rand(2, 4))
    far = torch.tensor([[-100.0, 0.0, 100.0, -1e-3], [2.0, -3.0, 50.0, -50.0]], dtype=torch.float64)
    add.of("BceLogitsPositive", lambda x, target: binary(x, target, pos_weight=torch.tensor(WEIGHT)), far, target=rand(2, 4))
    add.of(
        "BceLogitsOne", lambda x, target: binary(x, target, pos_weight=torch.tensor([3.0]), reduction="sum"), randn(2, 4),
        target=rand(2, 4))
    add.of(
        "BceLogitsAll",
        lambda x, target, weight, positive: (binary(x, target, weight, pos_weight=positive, reduction="none") ** 2).sum(),
        randn(2, 4), target=rand(2, 4), weight=rand(2, 1), positive=rand(4, low=0.5, high=3))
    zeros = rand(3, 4)
    zeros[0, 1] = zeros[2, 2] = 0
    reduced(add, "KlDivLoss", F.kl_div, randn(3, 4), zeros)
    add.of("KlDivBatchMean", lambda x, target: F.kl_div(x, target, reduction="batchmean"), randn(3, 4), target=zeros.clone())
    add.of("KlDivLog", lambda x, target: F.kl_div(x, target, log_target=True), randn(3, 4), target=randn(3, 4))
    reduced(add, "SoftMarginLoss", F.soft_margin_loss, randn(3, 4, scale=30), signs(3, 4))
    ties = torch.tensor([[1.0, 0.5, 2.0, 0.0], [1.0, 0.5, 3.0, 0.25]], dtype=torch.float64)
    both = torch.tensor([[-1.0, -1.0, -1.0, -1.0], [1.0, 1.0, 0.0, 0.5]], dtype=torch.float64)
    reduced(add, "HingeEmbeddingLoss", F.hinge_embedding_loss, ties, both)
    add.of("HingeEmbeddingNear", lambda x, target: F.hinge_embedding_loss(x, target, margin=0.5), ties.clone(), target=both.clone())
    counts = torch.tensor([[0.0, 1.0, 2.0, 7.0], [3.0, 0.5, 1.5, 20.0]], dtype=torch.float64)
    reduced(add, "PoissonNllLoss", F.poisson_nll_loss, randn(2, 4), counts)
    add.of("PoissonNllFull", lambda x, target: F.poisson_nll_loss(x, target, full=True), randn(2, 4), target=counts.clone())
    add.of(
        "PoissonNllRate", lambda x, target: F.poisson_nll_loss(x, target, log_input=False, full=True, eps=1e-3), rand(2, 4, high=5),
        target=counts.clone())


def pairs(add):
    x, y, z = randn(5, 3), randn(5, 3), randn(5, 3)
    sign = torch.tensor([1.0, -1.0, 1.0, -1.0, -1.0], dtype=torch.float64)

    def embedding(**options):
        return lambda a, b, target: F.cosine_embedding_loss(a, b, target, **options)

    add.pairs("CosineEmbeddingLoss", embedding(), {"target": sign}, a=x.clone(), b=y.clone())
    add.pairs("CosineEmbeddingMargin", embedding(margin=0.3, reduction="sum"), {"target": sign.clone()}, a=x.clone(), b=y.clone())
    add.pairs(
        "CosineEmbeddingNone",
        lambda a, b, target, row: (F.cosine_embedding_loss(a, b, target, reduction="none") * row).sum(),
        {"target": sign.clone(), "row": randn(5)}, a=x.clone(), b=y.clone())

    def ranking(**options):
        return lambda a, b, target: F.margin_ranking_loss(a, b, target, **options)

    first, second = randn(2, 4), randn(2, 4)
    second[0] = first[0]
    add.pairs("MarginRankingLoss", ranking(), {"target": signs(2, 4)}, a=first.clone(), b=second.clone())
    add.pairs("MarginRankingSum", ranking(margin=0.5, reduction="sum"), {"target": signs(2, 4)}, a=first.clone(), b=second.clone())
    add.pairs(
        "MarginRankingNone", lambda a, b, target: (F.margin_ranking_loss(a, b, target, margin=1, reduction="none") ** 2).sum(),
        {"target": signs(2, 4)}, a=first.clone(), b=second.clone())

    def triplet(name, **options):
        add.pairs(
            name, lambda anchor, near, far: F.triplet_margin_loss(anchor, near, far, **options), anchor=x.clone(), near=y.clone(),
            far=z.clone())

    triplet("TripletMarginLoss")
    triplet("TripletMarginSwap", margin=2.5, swap=True)
    triplet("TripletMarginTaxi", margin=0.5, p=1, reduction="sum")
    triplet("TripletMarginCubic", p=3, eps=1e-3, swap=True)
    add.pairs(
        "TripletMarginNone", lambda anchor, near, far: (F.triplet_margin_loss(anchor, near, far, reduction="none") ** 2).sum(),
        anchor=x.clone(), near=y.clone(), far=z.clone())

    def gaussian(name, variance, **options):
        add.pairs(
            name, lambda mean, variance, target: F.gaussian_nll_loss(mean, target, variance, **options), {"target": randn(3, 4)},
            mean=randn(3, 4), variance=variance)

    small = rand(3, 4, low=0.1, high=2)
    small[0, 0], small[1, 1] = 0, 1e-7
    gaussian("GaussianNllLoss", small)
    gaussian("GaussianNllFull", rand(3, 1, low=0.1, high=2), full=True, reduction="sum")
    gaussian("GaussianNllRows", rand(3, low=0.001, high=2), eps=0.5)
    add.pairs(
        "GaussianNllNone",
        lambda mean, variance, target: (F.gaussian_nll_loss(mean, target, variance, reduction="none") ** 2).sum(),
        {"target": randn(3, 4)}, mean=randn(3, 4), variance=rand(3, 4, low=0.1, high=2))


def distances(add):
    zero = randn(3, 4)
    zero[1] = 0
    add.value("CosineSimilarity", lambda x, y: F.cosine_similarity(x, y), x=zero.clone(), y=randn(3, 4))
    add.value("CosineSimilarityDim", lambda x, y: F.cosine_similarity(x, y, dim=-1, eps=1.5), x=randn(3, 1, 4), y=randn(2, 4))
    add.value("PairwiseDistance", nn.PairwiseDistance(), x=randn(3, 4), y=randn(3, 4))
    add.value("PairwiseDistanceTaxi", nn.PairwiseDistance(p=1, keepdim=True), x=randn(3, 4), y=randn(3, 4))
    add.value("PairwiseDistanceCubic", nn.PairwiseDistance(p=3, eps=1e-2), x=randn(3, 4), y=randn(4))
    add.value("PairwiseDistanceLargest", nn.PairwiseDistance(p=float("inf"), eps=0), x=randn(3, 4), y=randn(3, 4))
    same = randn(3, 4)
    add.value("PairwiseDistanceSame", nn.PairwiseDistance(eps=0), x=same.clone(), y=same.clone())
    add.value("Normalize", lambda x: F.normalize(x), x=zero.clone())
    add.value("NormalizeDim", lambda x: F.normalize(x, p=1, dim=-1, eps=2.0), x=randn(2, 3, 4))
    add.value("NormalizeHalf", lambda x: F.normalize(x, p=1.5, dim=0), x=randn(3, 4))
    add.value("NormalizeLargest", lambda x: F.normalize(x, p=float("inf")), x=randn(3, 4))


def penalties(add):
    def penalized(name, function):
        module = nn.Linear(3, 2)
        add.rows.add(
            name, lambda i, m: m["layer"](i["x"]), {"x": randn(4, 3)}, {"layer": module}, {"target": randn(4, 2)},
            lambda o, t: function(o["output"], t["target"], module))

    penalized("Ridge", lambda x, t, m: F.mse_loss(x, t) + 0.1 * m.weight.pow(2).sum())
    penalized("Lasso", lambda x, t, m: F.mse_loss(x, t) + 0.1 * m.weight.abs().sum())
    penalized("OwnPenalty", lambda x, t, m: F.mse_loss(x, t) + 0.1 * m.bias.pow(2).sum() + 0.2 * m.weight.mean().exp())


def make():
    add = Losses()
    for group in (classes, elements, pairs, distances, penalties):
        group(add)
    return add.rows.tensors
