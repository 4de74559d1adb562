"""Write the trained network as ONNX, its matrices in eight bits."""

import json
import shutil
import warnings
from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from torch import Tensor, nn

from ..parsing.encoder import FILES
from .claim_lessons import MODALITIES
from .network import Network

__all__ = ["export"]

_OPSET = 17


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
    """Write encoder, relations, vocabulary and labels into a folder; weights per channel in eight bits or as floats."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    network.eval()
    network.encoder.set_attn_implementation("eager")
    out.mkdir(parents=True, exist_ok=True)
    sample = torch.tensor([[101, 2000, 2001, 2002, 102]])
    with TemporaryDirectory() as folder, torch.inference_mode(), warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # the exporter by tracing is old, and does all that this network needs
        plain = Path(folder) / "plain.onnx"
        names = ["starts", "upos", "xpos", "feats", "arcs", "dependents", "heads", "names", "ends"]
        axes = {name: {1: "pieces"} for name in ("pieces", "cases")} | {"places": {1: "words"}}
        axes |= {name: {1: "words"} for name in names} | {"arcs": {1: "words", 2: "heads"}}
        torch.onnx.export(
            _Reader(network),
            (sample, torch.zeros_like(sample), torch.tensor([[1, 2, 3]])),
            plain,
            input_names=["pieces", "cases", "places"],
            output_names=names,
            dynamic_axes=axes,
            opset_version=_OPSET,
            dynamo=False,
        )
        if eight_bits:
            quantize_dynamic(plain, out / FILES[0], per_channel=True, weight_type=QuantType.QInt8)
        else:
            shutil.copy(plain, out / FILES[0])
        width = network.label_dependent.out_features
        torch.onnx.export(
            _Relations(network),
            (torch.zeros(3, width), torch.zeros(3, width)),
            out / FILES[1],
            input_names=["dependents", "heads"],
            output_names=["relations"],
            dynamic_axes={"dependents": {0: "words"}, "heads": {0: "words"}, "relations": {0: "words"}},
            opset_version=_OPSET,
            dynamo=False,
        )
        state = network.ends.out_features // 3
        torch.onnx.export(
            network.pairs,
            (torch.zeros(3, state), torch.zeros(3, 7, dtype=torch.long)),
            out / FILES[2],
            input_names=["state", "features"],
            output_names=["relation", "polarity", "modality"],
            dynamic_axes={n: {0: "pairs"} for n in ("state", "features", "relation", "polarity", "modality")},
            opset_version=_OPSET,
            dynamo=False,
        )
    shutil.copy(pieces, out / FILES[3])
    held = network.labels._asdict() | {"modalities": MODALITIES}
    held |= {
        "heads": [*network.labels._fields, "modalities"],
        "transitions": network.transitions().detach().tolist(),
    }
    (out / FILES[4]).write_text(json.dumps(held, ensure_ascii=False), encoding="utf-8")
