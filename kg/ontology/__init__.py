"""The ontology: what there is, how things can be related, and how English says so.

Classes, relations and frames are Turtle in ``ontology/``; actors are tables in ``kg/data``. A user's own folder
adds to both.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ..errors import OntologyError
from ..ids import digest
from ..resources import data_path, ontology_dir
from .actors import merge_actors, read_actors, read_bodies, read_designations, read_words
from .bodies import find_body
from .frames import read_frames, read_specialisations
from .turtle import merge, read_classes, read_relations, read_turtle
from .values import Actor, Content, Designation, Frame, Ontology, Relation

__all__ = [
    "Actor", "Content", "Designation", "Frame", "Ontology", "Relation", "find_body", "load_ontology",
]  # fmt: skip

ACTORS = ("states", "organizations", "bodies", "outlets")
TABLES = (*ACTORS, "places", "nouns", "offices", "common_bodies", "designations")


def load_ontology(path: Path | None = None, *, extra: Iterable[Path] = ()) -> Ontology:
    """Read the Turtle files of a folder (our own by default) and the actor tables.

    ``extra`` folders or files are a user's own: their ``*.ttl`` is merged, their ``actors*.tsv`` has the say where
    it names what we name. Whatever is wrong raises ``OntologyError`` with the file, the term and the remedy.
    """
    turtle, tables = _sources(path or ontology_dir(), tuple(extra))
    files = {_label(file, turtle): read_turtle(file) for file in turtle}
    nodes = merge(files.values())
    classes = read_classes(nodes)
    relations = read_relations(nodes, classes)
    actors = [actor for file in tables for actor in read_actors(file, classes)]
    actors += [actor for name in ACTORS for actor in read_actors(data_path(f"{name}.tsv"), classes)]
    bodies = tuple(read_bodies(data_path("common_bodies.tsv"), classes))
    own = [data_path(f"{name}.tsv") for name in TABLES]
    return Ontology(
        superclasses=classes,
        relations=relations,
        frames=read_frames(files, relations, classes),
        specialisations=read_specialisations(files, relations),
        actors=merge_actors(actors),
        places=tuple(read_actors(data_path("places.tsv"), classes, kind="place")),
        nouns=read_words(data_path("nouns.tsv"), "class", classes),
        bodies={key: kind for key, kind, _ in bodies},
        body_names={key: name for key, _, name in bodies},
        offices=read_words(data_path("offices.tsv"), "relation", relations),
        designations=tuple(read_designations(data_path("designations.tsv"), classes)),
        digest=digest(
            *(file.read_text(encoding="utf-8", errors="replace") for file in (*turtle, *tables, *own))
        ),
    )


def _sources(folder: Path, extra: tuple[Path, ...]) -> tuple[list[Path], list[Path]]:
    turtle = sorted(folder.glob("*.ttl"))
    if not turtle:
        raise OntologyError(f"{folder} holds no *.ttl files; name a folder with an ontology in it")
    tables: list[Path] = []
    for place in extra:
        if place.is_dir():
            turtle += sorted(place.glob("*.ttl"))
            tables += sorted(place.glob("actors*.tsv"))
        elif place.is_file():
            (turtle if place.suffix == ".ttl" else tables).append(place)
        else:
            raise OntologyError(f"{place}: there is no such ontology; name a folder or a .ttl file")
    return turtle, tables


def _label(file: Path, files: list[Path]) -> str:
    return file.name if sum(other.name == file.name for other in files) == 1 else str(file)
