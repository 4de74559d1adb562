"""Write the trained network as ONNX, its matrices in eight bits."""

import json
import shutil
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import onnx
import torch
from onnx import helper, numpy_helper
from onnx.external_data_helper import set_external_data
from torch import Tensor, nn

from ..parsing.encoder import EMBEDDINGS
from .claim_lessons import MODALITIES
from .network import Network, Outputs

__all__ = ["export", "halve", "part"]

_OPSET = 17
_MATRIX = 2  # dimensions


class _Reader(nn.Module):
    """The network as it is run: one window, no padding."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, pieces: Tensor, cases: Tensor, places: Tensor) -> tuple[Tensor, ...]:
        return tuple(self.network(pieces, cases, places, None))


class _Relations(nn.Module):
    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, dependents: Tensor, heads: Tensor) -> Tensor:
        return self.network.relations(dependents, heads)


def export(network: Network, pieces: Path, out: Path, *, eight_bits: bool = True) -> None:
    """Write encoder, relations, claims, vocabulary and labels into a folder; weights in eight bits or as floats."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    network.eval()
    network.encoder.set_attn_implementation("eager")
    out.mkdir(parents=True, exist_ok=True)
    sample = torch.tensor([[101, 2000, 2001, 2002, 102]])
    width, state = network.label_dependent.out_features, network.ends.out_features // 3
    with TemporaryDirectory() as folder, torch.inference_mode(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter by tracing is old, and does all that is needed
        whole = Path(folder) / "whole.onnx"
        inputs = {"pieces": sample, "cases": torch.zeros_like(sample), "places": torch.tensor([[1, 2, 3]])}
        _write(_Reader(network), whole, inputs, Outputs._fields, axis=1)
        if eight_bits:
            quantize_dynamic(whole, whole, per_channel=True, weight_type=QuantType.QInt8)
        part(whole, out)
        ends = {"dependents": torch.zeros(3, width), "heads": torch.zeros(3, width)}
        _write(_Relations(network), out / "relations.onnx", ends, ("relations",))
        pairs = {"state": torch.zeros(3, state), "features": torch.zeros(3, 7, dtype=torch.long)}
        _write(network.pairs, out / "claims.onnx", pairs, ("relation", "polarity", "modality"))
        halve(out / "claims.onnx")
    shutil.copy(pieces, out / "pieces.json")
    held = network.labels._asdict() | {"modalities": MODALITIES}
    held |= {
        "heads": [*held],
        "transitions": network.transitions().detach().tolist(),
        "distances": network.distance.detach().tolist(),
    }
    (out / "labels.json").write_text(json.dumps(held, ensure_ascii=False), encoding="utf-8")


def halve(path: Path) -> None:
    """Store the matrices of a model in 16 bits; it reckons with 32 as before.

    Eight bits would let the pairs of a document share a scale, and so depend on each other.
    """
    model = onnx.load(path)
    casts = []
    for tensor in model.graph.initializer:
        if tensor.data_type != onnx.TensorProto.FLOAT or len(tensor.dims) < _MATRIX:
            continue
        name, half = tensor.name, numpy_helper.to_array(tensor).astype(np.float16)
        tensor.CopyFrom(numpy_helper.from_array(half, f"{name}.half"))
        casts.append(helper.make_node("Cast", [tensor.name], [name], to=onnx.TensorProto.FLOAT))
    for node in reversed(casts):
        model.graph.node.insert(0, node)
    path.write_bytes(model.SerializeToString())


def part(whole: Path, out: Path) -> None:
    """Write ``encoder.onnx`` with the vectors of the word pieces beside it.

    They are two fifths of all bytes, and the same whichever claims are taught: a new reader of claims leaves that file as it is.
    """
    model = onnx.load(whole)
    largest = max(model.graph.initializer, key=lambda tensor: tensor.ByteSize())
    (out / EMBEDDINGS).write_bytes(largest.raw_data)
    set_external_data(largest, EMBEDDINGS, length=len(largest.raw_data))
    largest.ClearField("raw_data")
    (out / "encoder.onnx").write_bytes(model.SerializeToString())


def _write(
    module: nn.Module, path: Path, inputs: Mapping[str, Tensor], outputs: Sequence[str], *, axis: int = 0
) -> None:
    """Export a module whose inputs and outputs may be of any length along an axis."""
    axes = {name: {axis: name} for name in (*inputs, *outputs)}
    if "arcs" in axes:
        axes["arcs"] |= {2: "heads"}
    torch.onnx.export(
        module,
        tuple(inputs.values()),
        path,
        input_names=list(inputs),
        output_names=list(outputs),
        dynamic_axes=axes,
        opset_version=_OPSET,
        dynamo=False,
    )
