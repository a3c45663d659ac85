"""PyTorch's side of the comparison: answers requests, one line of JSON each, in its best settings for one processor.

The environment is set before PyTorch loads its libraries: the BLAS kernels that fit the processor (a shell may export another
choice), AVX-512 where there is one, one pool of threads, and a malloc that keeps its memory. Denormals are flushed.

python3 torch_peer.py THREADS
"""

import collections
import json
import os
import pathlib
import sys
import time

if "DEEPGEN_PEER" not in os.environ:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("OPENBLAS_")}
    environment.update(
        DEEPGEN_PEER="1", OMP_NUM_THREADS=sys.argv[1], OPENBLAS_NUM_THREADS=sys.argv[1],
        MALLOC_MMAP_MAX_="0", MALLOC_TRIM_THRESHOLD_="4000000000", MALLOC_TOP_PAD_="268435456",
    )
    if "avx512f" in pathlib.Path("/proc/cpuinfo").read_text():
        environment["ATEN_CPU_CAPABILITY"] = "avx512"
    one_pool = "/usr/lib/x86_64-linux-gnu/openblas-openmp"
    if sys.argv[1] != "1" and os.path.isdir(one_pool):
        environment["LD_LIBRARY_PATH"] = one_pool
    os.execve(sys.executable, [sys.executable, *sys.argv], environment)

import torch
from torch import nn
from torch.nn import functional as F

# The format's reader stands beside the reference data; the name is also a package's, which is not meant.
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "tests" / "Reference"))
import safetensors

CHECKED_STEPS = 3
BLOCK_SECONDS = 2e-3
# A call that takes longer needs no call before it to warm the caches up, and is a block of its own.
LONG_SECONDS = 5e-2


def stack(**layers):
    return nn.Sequential(collections.OrderedDict(layers))


def table_perceptron():
    return stack(
        linear1=nn.Linear(9, 16), norm1=nn.BatchNorm1d(16), elu1=nn.ELU(), linear2=nn.Linear(16, 8), norm2=nn.BatchNorm1d(8),
        elu2=nn.ELU(), linear3=nn.Linear(8, 1), sigmoid1=nn.Sigmoid())


def digit_perceptron():
    return stack(
        linear1=nn.Linear(784, 256), relu1=nn.ReLU(), linear2=nn.Linear(256, 128), relu2=nn.ReLU(), linear3=nn.Linear(128, 10))


def digit_convolutions():
    return stack(
        conv1=nn.Conv2d(1, 32, 3, padding=1), norm1=nn.BatchNorm2d(32), relu1=nn.ReLU(), pool1=nn.MaxPool2d(2),
        conv2=nn.Conv2d(32, 64, 3, padding=1), norm2=nn.BatchNorm2d(64), relu2=nn.ReLU(), pool2=nn.MaxPool2d(2),
        flatten1=nn.Flatten(), linear1=nn.Linear(3136, 128), relu3=nn.ReLU(), dropout1=nn.Dropout(0.5), linear2=nn.Linear(128, 10))


def cloud_convolutions():
    return stack(
        conv1=nn.Conv2d(3, 32, 3, padding=1), elu1=nn.ELU(), pool1=nn.MaxPool2d(2),
        conv2=nn.Conv2d(32, 64, 3, padding=1), elu2=nn.ELU(), pool2=nn.MaxPool2d(2),
        flatten1=nn.Flatten(), linear1=nn.Linear(16384, 7))


class TwoInputs(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv, self.embed = nn.Conv2d(1, 16, 3, padding=1), nn.Linear(16384, 128)
        self.hinted, self.head = nn.Linear(30, 8), nn.Linear(136, 964)

    def forward(self, x, hint):
        strokes = F.elu(self.embed(F.elu(F.max_pool2d(self.conv(x), 2)).flatten(1)))
        return self.head(torch.cat([strokes, F.elu(self.hinted(hint))], 1))


class BasicBlock(nn.Module):
    def __init__(self, channels, width, stride=1):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(channels, width, 3, stride, 1, bias=False), nn.BatchNorm2d(width)
        self.conv2, self.bn2 = nn.Conv2d(width, width, 3, 1, 1, bias=False), nn.BatchNorm2d(width)
        if stride != 1:
            self.downsample = stack(conv1=nn.Conv2d(channels, width, 1, stride, bias=False), norm1=nn.BatchNorm2d(width))

    def forward(self, x):
        y = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        return F.relu(y + (self.downsample(x) if hasattr(self, "downsample") else x))


class Stages(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(3, 64, 3, 1, 1, bias=False), nn.BatchNorm2d(64)
        self.layer1 = nn.Sequential(BasicBlock(64, 64), BasicBlock(64, 64))
        for number, width in ((2, 128), (3, 256), (4, 512)):
            stage = stack(first=BasicBlock(width // 2, width, 2), second=BasicBlock(width, width))
            self.add_module(f"layer{number}", stage)

    def forward(self, x):
        return self.layer4(self.layer3(self.layer2(self.layer1(F.relu(self.bn1(self.conv1(x)))))))


def resnet18():
    return stack(stages=Stages(), pool=nn.AdaptiveAvgPool2d(1), flatten=nn.Flatten(), fc=nn.Linear(512, 10))


MODELS = {
    "a": table_perceptron, "b": digit_perceptron, "c": digit_convolutions, "d": cloud_convolutions, "f": TwoInputs, "h": resnet18,
}


def read_batch(folder, index, description):
    size = description["batch"]
    inputs = []
    for number, shape in enumerate(description["inputs"]):
        body = bytearray((folder / f"{index}.input{number}.f32").read_bytes())
        inputs.append(torch.frombuffer(body, dtype=torch.float32).reshape(size, *shape))
    if description["classes"] > 0:
        target = torch.frombuffer(bytearray((folder / f"{index}.target.i32").read_bytes()), dtype=torch.int32).long()
    else:
        target = torch.frombuffer(bytearray((folder / f"{index}.target.f32").read_bytes()), dtype=torch.float32).reshape(size, 1)
    return inputs, target


class Peer:
    def open(self, request):
        torch.set_num_threads(request["threads"])
        torch.set_flush_denormal(True)
        torch.ones(2, 2) @ torch.ones(2, 2)
        self.device = torch.device(request.get("device") or "cpu")
        self.is_cuda = self.device.type == "cuda"
        if self.is_cuda and not torch.cuda.is_available():
            raise RuntimeError("PyTorch finds no CUDA device here; install one that is built for CUDA: pip install torch")
        tf32 = bool(request.get("tf32"))
        torch.backends.cuda.matmul.allow_tf32 = tf32
        torch.backends.cudnn.allow_tf32 = tf32
        torch.backends.cudnn.benchmark = True
        maps = "" if self.is_cuda else pathlib.Path("/proc/self/maps").read_text()
        if not self.is_cuda and not any(library in maps for library in ("openblas", "libmkl", "libblis")):
            raise RuntimeError("PyTorch multiplies by the reference BLAS here; get a fast one by: apt-get install libopenblas0-pthread")
        folder = pathlib.Path(request["folder"])
        description = json.loads((folder / "workload.json").read_text())
        self.net = MODELS[description["model"]]().to(self.device)
        self.weights = safetensors.load(folder / "weights.safetensors")
        self.batches = [self.pinned(*read_batch(folder, index, description)) for index in range(description["batches"])]
        self.loss = F.cross_entropy if description["classes"] > 0 else F.binary_cross_entropy
        self.trains = request["mode"] == "train"
        self.next = 0
        self.make_optimizer = torch.optim.SGD if description["optimizer"] == "SGD" else torch.optim.Adam
        self.rate = description["learningRate"]
        self.run, self.measure = self.net, lambda inputs, target: self.loss(self.net(*inputs), target)
        if request.get("compile"):
            if not hasattr(torch, "compile"):
                raise RuntimeError(f"PyTorch {torch.__version__} has no torch.compile, which came with 2.0")
            self.run = torch.compile(self.net, mode="reduce-overhead")
            self.measure = torch.compile(self.measure, mode="reduce-overhead")
        self.restart(request)
        return {"version": f"PyTorch {torch.__version__}"}

    def restart(self, request):
        self.net.load_state_dict(self.weights, strict=True)
        self.net.train(self.trains)
        if self.trains:
            fused = {"fused": True} if self.is_cuda and self.make_optimizer is torch.optim.Adam else {}
            self.optimizer = self.make_optimizer(self.net.parameters(), lr=self.rate, **fused)
        return {}

    def pinned(self, inputs, target):
        """In memory that a device reads by itself, while the host goes on."""
        return ([tensor.pin_memory() for tensor in inputs], target.pin_memory()) if self.is_cuda else (inputs, target)

    def sent(self, tensors):
        return [tensor.to(self.device, non_blocking=True) for tensor in tensors]

    def step(self, batch):
        inputs, target = self.sent(batch[0]), self.sent([batch[1]])[0]
        self.optimizer.zero_grad(set_to_none=True)
        loss = self.measure(inputs, target)
        loss.backward()
        self.optimizer.step()
        return loss

    def predict(self, batch):
        with torch.no_grad():
            return self.run(*self.sent(batch[0]))

    def check(self, request):
        self.net.eval()
        output = self.predict(self.batches[0]).flatten().tolist()
        self.net.train(self.trains)
        if not self.trains:
            return {"output": output}
        dropouts = [module for module in self.net.modules() if isinstance(module, nn.Dropout)]
        rates = [module.p for module in dropouts]
        for module in dropouts:
            module.p = 0.0
        losses = [self.step(batch).item() for batch in self.batches[:CHECKED_STEPS]]
        for module, rate in zip(dropouts, rates):
            module.p = rate
        self.restart(request)
        return {"output": output, "losses": losses}

    def call(self):
        batch = self.batches[self.next % len(self.batches)]
        self.next += 1
        if self.trains:
            self.step(batch)
        else:
            self.predict(batch)

    def calls(self, request):
        for _ in range(request["count"]):
            self.call()
        return {}

    def time(self, request):
        """The median over blocks of calls, each of at least two milliseconds; the same as in Server.cs."""
        end = time.perf_counter() + request["seconds"]
        one = self.block(1)
        blocks = [one] if one > LONG_SECONDS else []
        calls = max(1, int(BLOCK_SECONDS / max(self.block(1), 1e-7))) if one <= LONG_SECONDS else 1
        while not blocks or time.perf_counter() < end:
            blocks.append(self.block(calls))
        blocks.sort()
        return {"seconds": (blocks[(len(blocks) - 1) // 2] + blocks[len(blocks) // 2]) / 2}

    def block(self, calls):
        start = time.perf_counter()
        for _ in range(calls):
            self.call()
        if self.is_cuda:
            torch.cuda.synchronize(self.device)
        return (time.perf_counter() - start) / calls

    def export(self, request):
        """Writes the model for ONNX Runtime, with the batch as it is."""
        inputs = tuple(self.batches[0][0])
        names = [f"input{number}" for number in range(len(inputs))]
        self.net.eval()
        torch.onnx.export(self.net, inputs, request["path"], input_names=names, output_names=["output"], opset_version=14)
        return {}


def main():
    # What libraries print must not mix with the answers.
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    peer = Peer()
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer = getattr(peer, request["do"])(request)
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), file=answers, flush=True)


if __name__ == "__main__":
    main()
