"""Writes and reads the safetensors format: the length of a JSON header, the header, then the tensors' bytes."""

import json
import pathlib
import struct

import torch

NAMES = {torch.float64: "F64", torch.float32: "F32", torch.int64: "I64"}


def save(tensors, path):
    header, offset, body = {}, 0, []
    for name, tensor in tensors.items():
        data = tensor.detach().contiguous().numpy().tobytes()
        header[name] = {
            "dtype": NAMES[tensor.dtype],
            "shape": list(tensor.shape),
            "data_offsets": [offset, offset + len(data)],
        }
        offset += len(data)
        body.append(data)
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + b"".join(body))


def load(path):
    data = pathlib.Path(path).read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    header.pop("__metadata__", None)
    types = {name: dtype for dtype, name in NAMES.items()}
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        body = bytearray(data[8 + length + begin : 8 + length + end])
        tensors[name] = torch.frombuffer(body, dtype=types[entry["dtype"]]).reshape(entry["shape"])
    return tensors
