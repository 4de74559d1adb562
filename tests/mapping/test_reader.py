"""Claims of the learned reader: between the entities of two words, beside what the frames say."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from kg.extraction import extract
from kg.mapping import map_extraction
from kg.parsing.claims import READINGS, TAUGHT, Reading
from kg.types import IRI, Certainty, Claim, Document, Modality, Polarity, Run

from ..extraction.parses import parsed
from .reading import ontology, triples

WORDS = "Norway lavished praise on Chad yesterday"
HEADS = "nsubj:2 root obj:2 case:5 obl:2 obl:unmarked:2"
POS = "PROPN VERB NOUN ADP PROPN NOUN"


def read(
    *readings: Reading,
    words: str = WORDS,
    heads: str = HEADS,
    pos: str = POS,
    lemmas: str = "",
    names: Mapping[str, str] | None = None,
) -> tuple[Claim, ...]:
    doc = parsed(words, heads, pos, lemmas, names=names or {"Norway": "GPE", "Chad": "GPE"})
    doc.user_data[READINGS] = readings
    doc.user_data[TAUGHT] = frozenset(
        {"praises", "attacks", "headOf", "headOfStateOf", "locatedIn", "meets", "causesHarmTo"}
    )
    runs = (Run(0, len(doc.text), 0, len(doc.text)),)
    document = Document(id=IRI("urn:kg:document:test"), text=doc.text, raw=doc.text, runs=runs)
    return map_extraction(extract(document, doc), ontology())


def reading(
    relation: str = "praises", probability: float = 0.9, negative: float = 0.0, modality: str = "asserted"
) -> Reading:
    return Reading(0, 4, 1, relation, probability, negative, modality)


def test_a_sure_reading_is_a_claim_with_its_probability() -> None:
    claims = [c for c in read(reading()) if c.relation == "praises"]
    assert triples(tuple(claims)) == {("Norway", "praises", "Chad")}
    assert claims[0].evidence.rule == "reader:praises"
    assert claims[0].evidence.confidence == 0.9
    assert claims[0].modality is Modality.ASSERTED


def test_an_unsure_one_is_none() -> None:
    assert "praises" not in {c.relation for c in read(reading(probability=0.1))}


def test_a_relation_that_the_ontology_lacks_is_left_out() -> None:
    assert "adores" not in {c.relation for c in read(reading("adores"))}


def test_ends_must_be_of_the_kinds_that_the_relation_takes() -> None:
    assert "headOfStateOf" not in {c.relation for c in read(reading("headOfStateOf"))}  # a state is no person


def test_nobody_holds_an_office_of_another_state() -> None:
    claims = read(
        Reading(2, 4, 3, "headOfStateOf", 0.9, 0.0, "asserted"),
        words="Norwegian president Ola praised Chad",
        heads="amod:2 compound:3 nsubj:4 root obj:4",
        pos="ADJ NOUN PROPN VERB PROPN",
        lemmas="norwegian president Ola praise Chad",
        names={"Norwegian": "NORP", "Ola": "PERSON", "Chad": "GPE"},
    )
    offices = {t for t in triples(claims) if t[1] == "headOfStateOf"}
    assert offices == {("Ola", "headOfStateOf", "Norway")}


@pytest.mark.parametrize(("probability", "found"), [(0.75, False), (0.9, True)])
def test_beside_a_frame_a_reading_of_another_object_must_be_surer(probability: float, found: bool) -> None:
    claims = read(
        Reading(0, 4, 1, "attacks", probability, 0.0, "asserted"),
        words="Norway attacked Chad after Mali",
        heads="nsubj:2 root obj:2 case:5 obl:2",
        pos="PROPN VERB PROPN ADP PROPN",
        lemmas=". attack . . .",
        names={"Norway": "GPE", "Chad": "GPE", "Mali": "GPE"},
    )
    assert ("Norway", "attacks", "Chad") in triples(claims)
    assert (("Norway", "attacks", "Mali") in triples(claims)) is found


def test_soldiers_are_somewhere_and_their_state_is_not() -> None:
    claims = read(
        Reading(1, 4, 2, "locatedIn", 0.9, 0.0, "asserted"),
        words="Norwegian soldiers serve in Chad",
        heads="amod:2 nsubj:3 root case:5 obl:3",
        pos="ADJ NOUN VERB ADP PROPN",
        lemmas="norwegian soldier serve . .",
        names={"Norwegian": "NORP", "Chad": "GPE"},
    )
    assert ("Norwegian soldiers", "locatedIn", "Chad") in triples(claims)


def test_where_something_is_does_not_hang_on_what_may_happen_to_it() -> None:
    claims = read(
        Reading(3, 5, 3, "locatedIn", 0.9, 0.0, "asserted"),
        words="Norway may sell banks in Chad",
        heads="nsubj:3 aux:3 root obj:3 case:6 nmod:4",
        pos="PROPN AUX VERB NOUN ADP PROPN",
        lemmas="norway may sell bank in chad",
        names={"Norway": "GPE", "Chad": "GPE"},
    )
    (place,) = (claim for claim in claims if claim.relation == "locatedIn")
    assert (place.object.name, place.modality) == ("Chad", Modality.ASSERTED)


@pytest.mark.parametrize(("negative", "polarity"), [(0.9, Polarity.NEGATIVE), (0.1, Polarity.POSITIVE)])
def test_what_is_read_as_denied_is_negative(negative: float, polarity: Polarity) -> None:
    claims = [c for c in read(reading(negative=negative)) if c.relation == "praises"]
    assert [c.polarity for c in claims] == [polarity]


def test_the_manner_of_the_reading_holds_where_the_clause_is_plain() -> None:
    claims = [c for c in read(reading(modality="planned")) if c.relation == "praises"]
    assert [c.modality for c in claims] == [Modality.PLANNED]


def test_a_pipeline_without_a_reader_gives_the_claims_of_the_frames() -> None:
    doc = parsed(
        "Norway attacked Chad",
        "nsubj:2 root obj:2",
        "PROPN VERB PROPN",
        ". attack .",
        names={"Norway": "GPE", "Chad": "GPE"},
    )
    runs = (Run(0, len(doc.text), 0, len(doc.text)),)
    document = Document(id=IRI("urn:kg:document:test"), text=doc.text, raw=doc.text, runs=runs)
    extraction = extract(document, doc)
    assert extraction.readings == ()
    assert ("Norway", "attacks", "Chad") in triples(map_extraction(extraction, ontology()))


def test_what_frame_and_reader_both_find_is_surer_than_either() -> None:
    words, heads, pos = "Norway attacked Chad", "nsubj:2 root obj:2", "PROPN VERB PROPN"
    both = [
        c
        for c in read(
            Reading(0, 2, 1, "attacks", 0.8, 0.0, "asserted"),
            words=words,
            heads=heads,
            pos=pos,
            lemmas=". attack .",
        )
        if c.relation == "attacks"
    ]
    assert [claim.evidence.rule for claim in both] != ["reader:attacks"]
    assert both[0].evidence.confidence > 0.8


def test_what_the_reader_does_not_see_at_all_is_doubted_unless_the_frame_is_firm(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    words, heads, pos, lemmas = "Norway attacked Chad", "nsubj:2 root obj:2", "PROPN VERB PROPN", ". attack ."
    assert "attacks" in {c.relation for c in read(words=words, heads=heads, pos=pos, lemmas=lemmas)}
    monkeypatch.setattr("kg.mapping.readings._FIRM", 1.0)
    assert "attacks" not in {c.relation for c in read(words=words, heads=heads, pos=pos, lemmas=lemmas)}


def test_a_symmetric_relation_is_not_read_twice() -> None:
    words, heads, pos, lemmas = "Norway met Chad", "nsubj:2 root obj:2", "PROPN VERB PROPN", ". meet ."
    mirrored = Reading(2, 0, 1, "meets", 0.99, 0.0, "asserted")
    claims = [
        c for c in read(mirrored, words=words, heads=heads, pos=pos, lemmas=lemmas) if c.relation == "meets"
    ]
    assert len(claims) == 1


def test_an_office_that_a_frame_gives_to_one_is_not_read_of_another() -> None:
    words = "President of Norway Ana Ruiz removed Lopez"
    heads = "nmod:desc:4 case:3 nmod:1 nsubj:6 flat:4 root obj:6"
    doc = parsed(
        words,
        heads,
        "NOUN ADP PROPN PROPN PROPN VERB PROPN",
        "president . . . . remove .",
        names={"Ana Ruiz": "PERSON", "Norway": "GPE", "Lopez": "PERSON"},
    )
    doc.user_data[READINGS] = (Reading(6, 2, 5, "headOfStateOf", 0.95, 0.0, "asserted"),)
    doc.user_data[TAUGHT] = frozenset({"headOfStateOf"})
    runs = (Run(0, len(doc.text), 0, len(doc.text)),)
    document = Document(id=IRI("urn:kg:document:test"), text=doc.text, raw=doc.text, runs=runs)
    heads_of_state = [
        c.subject.name
        for c in map_extraction(extract(document, doc), ontology())
        if c.relation == "headOfStateOf"
    ]
    assert heads_of_state == ["Ana Ruiz"]


def test_a_province_acts() -> None:
    claims = read(
        Reading(0, 3, 1, "attacks", 0.9, 0.0, "asserted"),
        words="California hit the traders",
        heads="nsubj:2 root det:4 obj:2",
        pos="PROPN VERB DET NOUN",
        lemmas=". hit the trader",
        names={"California": "GPE"},
    )
    assert ("California", "attacks", "traders") in triples(claims)
    assert next(c.subject.type for c in claims if c.relation == "attacks") == "Region"


def test_a_town_has_a_head() -> None:
    claims = read(
        Reading(2, 0, 1, "headOf", 0.9, 0.0, "asserted"),
        words="Denver mayor Lowe waits",
        heads="compound:2 compound:3 nsubj:4 root",
        pos="PROPN NOUN PROPN VERB",
        lemmas=". mayor . wait",
        names={"Denver": "GPE", "Lowe": "PERSON"},
    )
    assert ("Lowe", "headOf", "Denver") in triples(claims)


def test_a_bare_number_is_of_people() -> None:
    claims = read(
        Reading(0, 3, 1, "causesHarmTo", 0.9, 0.0, "asserted"),
        words="Fire injured about 28 in Chad",
        heads="nsubj:2 root advmod:4 obj:2 case:6 obl:2",
        pos="NOUN VERB ADV NUM ADP PROPN",
        lemmas="fire injure about 28 in chad",
        names={"Chad": "GPE"},
    )
    assert ("Fire", "causesHarmTo", "people") in triples(claims)


def test_where_something_is_is_certain_whatever_its_clause_is() -> None:
    claims = read(
        Reading(3, 5, 3, "locatedIn", 0.9, 0.0, "asserted"),
        words="Norway perhaps sold banks in Chad",
        heads="nsubj:3 advmod:3 root obj:3 case:6 nmod:4",
        pos="PROPN ADV VERB NOUN ADP PROPN",
        lemmas="norway perhaps sell bank in chad",
        names={"Norway": "GPE", "Chad": "GPE"},
    )
    assert {c.certainty for c in claims if c.relation == "locatedIn"} == {Certainty.CERTAIN}
