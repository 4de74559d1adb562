"""What a format is said to lack is not in the file, and all else is: a graph with a mark of its own in every part tells."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from kg.errors import StoreError
from kg.export import FORMATS, Format, Part, Takes, format_of, losses_text, write
from kg.types import (
    IRI,
    Certainty,
    Claim,
    Conflict,
    ConflictKind,
    Decision,
    Document,
    Entity,
    Evidence,
    Extent,
    Graph,
    Holder,
    Interval,
    Modality,
    Polarity,
    Role,
    Side,
    Statement,
)

MARKS = {
    Part.IDS: "idmark",
    Part.ALIASES: "aliasmark",
    Part.COUNTRIES: r"(?i)\bQAT?\b",
    Part.LINKS: "Q98765",
    Part.ROLES: "(?i)instrument",
    Part.MODES: "counterfactual",
    Part.CERTAINTY: "(?i)probable",
    Part.CONDITIONS: "conditionmark",
    Part.DENIALS: "denialmark",
    Part.SENTENCES: "sentencemark",
    Part.PLACES: "777123",
    Part.SPEAKERS: "speakermark",
    Part.RELAYS: "relaymark",
    Part.TIMES: "2031-05-06",
    Part.TIME_WORDS: "timemark",
    Part.RULES: "rulemark",
    Part.TITLES: "titlemark",
    Part.OUTLETS: "outletmark",
    Part.AUTHORS: "authormark",
    Part.ADDRESSES: "https://address.example/mark",
    Part.FILES: "filemark",
    Part.COPIES: "originmark",
    Part.CONFLICTS: "conflictmark",
    Part.CORRECTIONS: "correctionmark",
}


def marked_graph() -> Graph:
    """Return a graph in which each part has a mark that stands nowhere else."""
    qatar = Entity(
        id=IRI("urn:kg:entity:state:idmark"),
        type="State",
        name="Qatar",
        country="QAT",
        aliases=("aliasmark",),
        same_as=(IRI("http://www.wikidata.org/entity/Q98765"),),
    )
    town, tool = (
        Entity(id=IRI(f"urn:kg:entity:thing:{name}"), type="Thing", name=name) for name in ("town", "tool")
    )
    report = Document(
        id=IRI("urn:kg:document:one"),
        text="",
        source="filemark.txt",
        title="titlemark",
        published=date(2030, 1, 2),
        publisher="outletmark",
        author="authormark",
        url="https://address.example/mark",
        origin=IRI("urn:kg:document:originmark"),
    )
    said = (Holder("speakermark", None), Holder("relaymark", None))
    told = Claim(
        subject=qatar,
        relation="attacks",
        object=town,
        evidence=_evidence(report, "sentencemark", 777123),
        roles=(Role("instrument", tool),),
        modality=Modality.COUNTERFACTUAL,
        certainty=Certainty.PROBABLE,
        holders=said,
        time=Interval(date(2031, 5, 6), date(2031, 5, 7), "timemark"),
        condition="conditionmark",
    )
    denied = replace(told, polarity=Polarity.NEGATIVE, evidence=_evidence(report, "denialmark", 888123))
    statement = Statement(
        id=IRI("urn:kg:statement:one"),
        subject=qatar.id,
        relation="attacks",
        object=town.id,
        modality=Modality.COUNTERFACTUAL,
        supporting=(told,),
        refuting=(denied,),
        roles=told.roles,
        time=told.time,
        belief=430,
    )
    conflict = Conflict(
        id=IRI("urn:kg:conflict:one"),
        kind=ConflictKind.DENIAL,
        statements=(statement.id,),
        holders=(),
        reason="conflictmark",
        sides=(Side(statement.id, (told,)), Side(statement.id, (denied,))),
    )
    decision = Decision(IRI("urn:kg:correction:one"), "reject", "correctionmark", "me", date(2032, 1, 1), "", (statement.id,))  # fmt: skip
    return Graph(
        documents=(report,),
        entities=(qatar, tool, town),
        statements=(statement,),
        conflicts=(conflict,),
        decisions=(decision,),
    )


def _evidence(report: Document, sentence: str, at: int) -> Evidence:
    extent = Extent(at, at + len(sentence))
    return Evidence(
        document=report.id,
        extent=extent,
        quote=sentence,
        sentence_extent=extent,
        sentence=sentence,
        rule="rulemark",
        confidence=0.8,
    )


def text_of(path: Path) -> str:
    if path.suffix == ".parquet":
        return json.dumps(pq.read_table(path).to_pylist(), default=str)
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    return "\n".join(file.read_text(encoding="utf-8") for file in files if file.is_file())


def missing(format: Format, folder: Path) -> set[Part]:
    path = folder / f"graph{format.suffix}"
    write(marked_graph(), path)
    text = text_of(path)
    return {part for part, mark in MARKS.items() if not re.search(mark, text)}


def test_every_part_has_a_mark() -> None:
    assert MARKS.keys() == set(Part)


@pytest.mark.parametrize("format", FORMATS, ids=lambda each: each.suffix)
def test_a_format_lacks_what_it_is_said_to_lack_and_nothing_else(format: Format, tmp_path: Path) -> None:
    assert missing(format, tmp_path) == set(format.lacks)


@pytest.mark.parametrize("format", FORMATS, ids=lambda each: each.suffix)
def test_every_format_writes_the_same_bytes_again(format: Format, tmp_path: Path) -> None:
    for name in ("one", "two"):
        write(marked_graph(), tmp_path / f"{name}{format.suffix}", title="same")
    assert text_of(tmp_path / f"one{format.suffix}") == text_of(tmp_path / f"two{format.suffix}")


def test_what_a_format_lacks_is_told_in_words() -> None:
    for format in FORMATS:
        told = losses_text(format.suffix).splitlines()[1:]
        inferred = ["what follows from the ontology"] * (format.takes is not Takes.STORE)
        assert [line.strip() for line in told] == (
            [part.value for part in Part if part in format.lacks] + inferred or ["nothing: it holds all"]
        )
    assert losses_text("ftm.json") == losses_text(".ftm.json")
    with pytest.raises(StoreError, match="no such format"):
        losses_text("docx")


def test_the_longest_end_of_a_name_decides() -> None:
    assert format_of(Path("a.schemaorg.jsonld")).suffix == ".schemaorg.jsonld"
    assert format_of(Path("a.JSONLD")).suffix == ".jsonld"
    with pytest.raises(StoreError, match=r"no such format; a graph can be written as \.ttl"):
        format_of(Path(".jsonld"))
