"""The shipped frames as data: every file parses, every frame is well made, every kind of event is said in many ways."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pyoxigraph
import pytest
import rdflib

FOLDER = Path(__file__).resolve().parents[1] / "ontology"
FILES = sorted(FOLDER.glob("lexicon*.ttl"))
KG = "urn:kg:ontology:"
LEX = "urn:kg:lexicon:"
RDFS_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"

ROLES = ("theme", "counterparty", "place", "amount", "purpose", "instrument")
PATHS = ("subject", "object", "content", *ROLES)
KEYS = {"lemma", "pos", "given", "noun", "contentModality", "contentNegative", "modality", "negative", "denied",
        "confidence", "reciprocal", "objectClass", *PATHS}  # fmt: skip
MODALITIES = {"asserted", "planned", "requested", "offered", "threatened", "possible", "conditional",
              "counterfactual", "questioned", "denied"}  # fmt: skip
STEP = r"(?:nsubj|obj|iobj|xcomp|ccomp|acl|amod|compound|(?:obl|nmod|advcl):[a-z_]+)"
PATH = re.compile(rf"{STEP}(?:>{STEP})*")
HEAD = re.compile(r"[^\W\d_A-Z][\w'-]*(?: \w+)?")
LEMMA = re.compile(r"[^\W\d_A-Z][^\WA-Z]*(?:['-][^\WA-Z]+)*(?: [a-z]+)?")
EVENTS = ("Agree", "Consult", "Support", "Concede", "Cooperate", "Aid", "Retreat", "Request",
          "Accuse", "Reject", "Threaten", "Protest", "Sanction", "Mobilize", "Coerce", "Assault")  # fmt: skip
ENOUGH = 900
ENOUGH_OF_A_KIND = 25


class Written(NamedTuple):
    """A blank node of the lexicon: its file, its relation, its values."""

    file: str
    relation: str
    values: dict[str, tuple[str, ...]]

    def one(self, key: str, default: str = "") -> str:
        return next(iter(self.values.get(key, ())), default)

    @property
    def name(self) -> str:
        return f"{self.file}: {self.relation} {self.values.get('lemma')}"


@cache
def triples(file: Path) -> tuple[pyoxigraph.Quad, ...]:
    return tuple(pyoxigraph.parse(path=file, format=pyoxigraph.RdfFormat.TURTLE))


@cache
def written() -> tuple[Written, ...]:
    found = []
    for file in FILES:
        nodes: dict[str, dict[str, list[str]]] = {}
        for quad in triples(file):
            key = quad.predicate.value.removeprefix(LEX)
            nodes.setdefault(quad.subject.value, {}).setdefault(key, []).append(quad.object.value)
        for subject, node in nodes.items():
            for blank in node.get("frame", ()):
                values = {key: tuple(sorted(items)) for key, items in nodes[blank].items()}
                found.append(Written(file.name, subject.removeprefix(KG), values))
    return tuple(found)


def expanded() -> Iterator[tuple[str, str, Written]]:
    """Yield lemma, part of speech and node: one for every lemma and every nominalisation."""
    for frame in written():
        for lemma in frame.values["lemma"]:
            yield lemma, frame.one("pos", "VERB"), frame
        for noun in frame.values.get("noun", ()):
            yield noun, "NOUN", frame


@cache
def relation_events() -> dict[str, str]:
    """Return every relation of the ontology with the PLOVER event that it is, "" where it is none."""
    labelled, events = set(), {}
    for file in sorted(FOLDER.glob("*.ttl")):
        for quad in triples(file):
            subject, key = quad.subject.value, quad.predicate.value
            if not subject.startswith(KG):
                continue
            if key == RDFS_LABEL:
                labelled.add(subject.removeprefix(KG))
            elif key == KG + "ploverEvent":
                events[subject.removeprefix(KG)] = quad.object.value.removeprefix(KG)
    return {relation: events.get(relation, "") for relation in labelled}


def paths_of(frame: Written) -> Iterator[str]:
    for key in PATHS:
        for value in frame.values.get(key, ()):
            yield from (path for path in value.split("|") if value)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_each_file_is_the_same_graph_to_two_parsers(file: Path) -> None:
    graph = rdflib.Graph().parse(file, format="turtle")
    assert len(graph) == len(set(triples(file)))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_each_file_names_its_origin_and_licence_first(file: Path) -> None:
    first = file.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("#")
    assert "Written for this project" in first
    assert "MIT" in first


def test_every_relation_that_a_frame_says_is_in_the_ontology() -> None:
    known = relation_events()
    assert sorted({frame.relation for frame in written()} - set(known)) == []


def test_every_specialisation_is_of_known_relations() -> None:
    known = relation_events()
    used = set()
    for file in FILES:
        for quad in triples(file):
            if quad.predicate.value in (LEX + "relation", LEX + "specialises"):
                named = quad.object if quad.predicate.value == LEX + "relation" else quad.subject
                used.add(named.value.removeprefix(KG))
            elif quad.predicate.value == LEX + "content" and isinstance(quad.object, pyoxigraph.NamedNode):
                used.add(quad.object.value.removeprefix(KG))
    assert sorted(used - set(known)) == []


def test_frames_use_documented_keys_only_and_say_each_thing_once() -> None:
    for frame in written():
        assert set(frame.values) <= KEYS, frame.name
        repeated = {key for key, items in frame.values.items() if len(items) > 1}
        assert repeated <= {"lemma", "noun", "given"}, frame.name


def test_lemmas_and_nouns_are_lower_case_words_with_at_most_a_particle() -> None:
    for lemma, _, frame in expanded():
        assert LEMMA.fullmatch(lemma), f"{frame.name}: {lemma!r}"


def test_parts_of_speech_modalities_and_numbers_are_the_documented_ones() -> None:
    for frame in written():
        assert frame.one("pos", "VERB") in ("VERB", "NOUN", "ADJ"), frame.name
        assert frame.one("contentModality", "asserted") in MODALITIES, frame.name
        assert frame.one("modality", "asserted") in MODALITIES, frame.name
        for flag in ("reciprocal", "negative", "denied", "contentNegative"):
            assert frame.one(flag, "true") in ("true", "false"), frame.name
        assert 0 < float(frame.one("confidence", "0.8")) <= 1, frame.name


def test_roles_are_paths_of_documented_roles() -> None:
    for frame in written():
        for path in paths_of(frame):
            assert PATH.fullmatch(path), f"{frame.name}: {path!r}"


def test_conditions_name_a_role_and_lower_case_heads() -> None:
    for frame in written():
        for given in frame.values.get("given", ()):
            role, mark, heads = given.partition("=")
            assert PATH.fullmatch(role.removeprefix("!")), f"{frame.name}: {given!r}"
            assert role.startswith("!") or mark, f"{frame.name}: {given!r}"
            for head in heads.split(",") if mark else ():
                assert head in ("NAME", "*") or HEAD.fullmatch(head), f"{frame.name}: {head!r}"


def test_adjectives_and_nouns_say_where_their_object_stands() -> None:
    for frame in written():
        if frame.one("pos") in ("ADJ", "NOUN"):
            assert "object" in frame.values, frame.name


def test_reciprocal_frames_have_no_object() -> None:
    for frame in written():
        if frame.one("reciprocal") == "true":
            assert frame.one("object", "obj") == "", frame.name


def test_what_a_frame_does_to_its_content_comes_with_a_content_role() -> None:
    for frame in written():
        if "contentModality" in frame.values or "contentNegative" in frame.values:
            assert "content" in frame.values, frame.name


def test_no_frame_is_written_twice() -> None:
    seen = Counter(
        (lemma, pos, frame.one("subject"), frame.one("object"), frame.values.get("given", ()), frame.relation)
        for lemma, pos, frame in expanded()
    )
    assert [key for key, count in seen.items() if count > 1] == []


def test_there_are_frames_enough() -> None:
    assert sum(1 for _ in expanded()) >= ENOUGH


@pytest.mark.parametrize("event", EVENTS)
def test_each_plover_type_is_said_in_many_ways(event: str) -> None:
    events = relation_events()
    said = [lemma for lemma, _, frame in expanded() if events.get(frame.relation) == f"{event}Event"]
    assert len(said) >= ENOUGH_OF_A_KIND


def test_every_relation_of_the_inventory_has_a_frame() -> None:
    abstract = {"interactsWith", "cooperatesVerballyWith", "cooperatesMateriallyWith", "conflictsVerballyWith",
                "conflictsMateriallyWith"}  # fmt: skip
    inventory = Path(__file__).resolve().parents[1] / ".." / "shared" / "ontology" / "relations.tsv"
    if not inventory.exists():
        pytest.skip("compared with an inventory that users do not have, and here is no ../shared")
    names = {line.split("\t")[0] for line in inventory.read_text(encoding="utf-8").splitlines()[1:]}
    assert sorted(names - abstract - {frame.relation for frame in written()}) == []
