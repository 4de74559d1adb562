"""SHACL: whether the graph has the form that the ontology promises. Offline, without reasoning: shapes see what is stored."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pyshacl
import rdflib
from rdflib.namespace import RDF, SH

from ..errors import OntologyError, StoreError
from ..resources import ontology_dir
from .interop import to_rdflib
from .store import Store
from .vocabulary import GRAPHS, shorten

__all__ = ["Violation", "validate"]


class Violation(NamedTuple):
    """One node that breaks a shape: where, along which property, with which value, and what the shape says."""

    focus: str
    path: str
    value: str
    message: str


def validate(store: Store, *, shapes: Path | None = None) -> tuple[Violation, ...]:
    """Return what breaks ``ontology/shapes.ttl``, or other shapes, in a fixed order. Empty is good."""
    _, report, text = pyshacl.validate(
        to_rdflib(store),
        shacl_graph=_load_shapes(shapes or ontology_dir() / "shapes.ttl"),
        inference="none",
        do_owl_imports=False,
        inplace=True,
    )
    if not isinstance(report, rdflib.Graph):
        raise StoreError(f"the shapes cannot be applied: {text}")
    return tuple(
        sorted(_violation(report, result) for result in report.subjects(RDF.type, SH.ValidationResult))
    )


def _load_shapes(path: Path) -> rdflib.Graph:
    try:
        return rdflib.Graph(identifier=rdflib.URIRef(f"{GRAPHS}shapes")).parse(path, format="turtle")
    except FileNotFoundError as error:
        raise OntologyError(f"{path}: does not exist; reinstall kg") from error
    except SyntaxError as error:
        raise OntologyError(f"{path.name}: {' '.join(str(error).split())}") from error


def _violation(report: rdflib.Graph, result: rdflib.term.Node) -> Violation:
    parts = (SH.focusNode, SH.resultPath, SH.value)
    focus, path, value = (shorten(str(report.value(result, part) or "")) for part in parts)
    messages = sorted(str(message) for message in report.objects(result, SH.resultMessage))
    return Violation(focus, path, value, "; ".join(messages))
