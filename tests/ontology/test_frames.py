"""Frames out of Turtle: defaults, nouns made from verbs, order, and what is said when a frame is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.ontology import Frame
from kg.types import Modality

from .folder import loaded_with, shipped

DUEL = "kg:duelsWith a owl:ObjectProperty ; lex:frame "


def frames(folder: Path, turtle: str, lemma: str, pos: str = "VERB") -> tuple[Frame, ...]:
    return loaded_with(folder, DUEL + turtle + " .").frames[lemma, pos]


def test_what_a_frame_leaves_out_is_the_common_case(tmp_path: Path) -> None:
    (frame,) = frames(tmp_path, '[ lex:lemma "duelx" ]', "duelx")
    assert frame == Frame(relation="duelsWith", lemma="duelx", id="duelx.VERB>duelsWith")


def test_every_property_of_a_frame_is_read(tmp_path: Path) -> None:
    turtle = """[ lex:lemma "duelx" ; lex:subject "nsubj|obl:by" ; lex:object "obj>nmod:on|obl:on" ;
        lex:given "obj=glove, gauntlet" , "!iobj" ; lex:theme "obl:over|obl:about" ; lex:content "xcomp|ccomp" ;
        lex:contentModality "threatened" ; lex:contentNegative true ; lex:modality "planned" ; lex:negative true ;
        lex:objectClass kg:Actor ; lex:confidence 0.5 ]"""
    (frame,) = frames(tmp_path, turtle, "duelx")
    assert frame.subject == ("nsubj", "obl:by")
    assert frame.object == ("obj>nmod:on", "obl:on")
    assert frame.given == {"obj": frozenset({"glove", "gauntlet"}), "!iobj": frozenset()}
    assert frame.roles == {"theme": ("obl:over", "obl:about")}
    assert frame.object_class == "Actor"
    assert frame.content == (("xcomp", "ccomp"), Modality.THREATENED, True)
    assert (frame.modality, frame.negative, frame.confidence) == (Modality.PLANNED, True, 0.5)


def test_several_lemmas_share_a_frame(tmp_path: Path) -> None:
    found = loaded_with(tmp_path, DUEL + '[ lex:lemma "duelx" , "fence off" ; lex:object "" ] .')
    assert found.frames["duelx", "VERB"][0].object == ()
    assert found.frames["fence off", "VERB"][0].object == ()


def test_a_noun_is_derived_from_its_verb(tmp_path: Path) -> None:
    turtle = """[ lex:lemma "duelx" ; lex:object "obl:from|obj" ; lex:theme "obj>nmod:on" ; lex:content "xcomp" ;
        lex:noun "duelling" ]"""
    (frame,) = frames(tmp_path, turtle, "duelling", "NOUN")
    assert frame.subject == ("nsubj", "nmod:poss", "nmod:by", "amod", "compound")
    assert frame.object == ("nmod:from", "nmod:of", "compound")
    assert frame.roles == {"theme": ("nmod:of>nmod:on", "compound>nmod:on")}
    assert frame.content is not None
    assert frame.content.roles == ("xcomp",)


def test_the_subject_of_a_noun_may_follow_of_where_the_verb_has_no_object(tmp_path: Path) -> None:
    (frame,) = frames(
        tmp_path, '[ lex:lemma "duelx" ; lex:object "obl:from" ; lex:noun "duelling" ]', "duelling", "NOUN"
    )
    assert frame.subject[-1] == "nmod:of"


def test_members_of_a_group_follow_between(tmp_path: Path) -> None:
    turtle = '[ lex:lemma "duelx" ; lex:object "" ; lex:reciprocal true ; lex:noun "duelling" ]'
    (frame,) = frames(tmp_path, turtle, "duelling", "NOUN")
    assert frame.reciprocal
    assert frame.subject[0] == "nmod:between"


def test_the_frame_that_asks_for_most_comes_first_and_names_are_unique(tmp_path: Path) -> None:
    turtle = """[ lex:lemma "duelx" ] , [ lex:lemma "duelx" ; lex:object "obl:with" ] ,
        [ lex:lemma "duelx" ; lex:given "obj=glove" ]"""
    found = frames(tmp_path, turtle, "duelx")
    assert [frame.id for frame in found] == [
        "duelx+glove.VERB>duelsWith", "duelx.VERB>duelsWith", "duelx.VERB>duelsWith/2",
    ]  # fmt: skip
    assert [frame.object for frame in found[1:]] == [("obj",), ("obl:with",)]


def test_all_shipped_frames_have_names_of_their_own() -> None:
    names = [frame.id for group in shipped().frames.values() for frame in group]
    assert len(names) > 900
    assert len(set(names)) == len(names)


def test_a_content_makes_the_relation_narrower() -> None:
    assert shipped().specialise("threatens", "sanctions") == "threatensSanctions"
    assert shipped().specialise("buys", "sanctions") == "buys"


@pytest.mark.parametrize(
    ("turtle", "words"),
    [
        ('kg:hires lex:frame [ lex:lemma "hire" ] .', ("mine.ttl", "'hire'", "kg:hires"[3:], "declare it")),
        ('<urn:x:buys> lex:frame [ lex:lemma "hire" ] .', ("urn:x:buys", "kg: namespace")),
        (
            'kg:buys lex:frame [ lex:lemma "b" ; lex:objct "obj" ] .',
            ("mine.ttl", "'b'", "lex:objct"[4:], "lex:object"),
        ),
        ('kg:buys lex:frame [ lex:object "obj" ] .', ("kg:buys", "no lex:lemma")),
        ('kg:buys lex:frame [ lex:lemma "b" ; lex:pos "verb" ] .', ("lex:pos is verb", "VERB, NOUN or ADJ")),
        ('kg:buys lex:frame [ lex:lemma "b" ; lex:object "dobj" ] .', ("'dobj' is no role", "obl:PREP")),
        ('kg:buys lex:frame [ lex:lemma "b" ; lex:object "obj" , "iobj" ] .', ("lex:object twice", "with |")),
        ('kg:buys lex:frame [ lex:lemma "b" ; lex:given "obj" ] .', ("lex:given 'obj'", "ROLE=HEAD")),
        ('kg:buys lex:frame [ lex:lemma "b" ; lex:given "obj=x" , "obj=y" ] .', ("twice for one role",)),
        (
            'kg:buys lex:frame [ lex:lemma "b" ; lex:modality "hoped" ] .',
            ("lex:modality is 'hoped'", "asserted"),
        ),
        (
            'kg:buys lex:frame [ lex:lemma "b" ; lex:objectClass kg:Planet ] .',
            ("lex:objectClass is '", "no class", "kg:Actor"),
        ),
        ('kg:buys lex:frame [ lex:lemma "b" ; lex:confidence 2 ] .', ("lex:confidence", "from 0 to 1")),
        ('kg:buys lex:frame [ lex:lemma "b" ; lex:confidence "high" ] .', ("lex:confidence", "from 0 to 1")),
        ('kg:buys lex:frame [ lex:lemma "b" ; lex:negative "no" ] .', ("lex:negative", "true or false")),
        (
            "kg:threatens lex:specialises [ lex:content kg:x ; lex:relation kg:warns ] .",
            ("kg:threatens", "kg:x"),
        ),
        ("kg:threatens lex:specialises [ lex:content kg:sanctions ] .", ("kg:threatens", "lex:relation")),
    ],
)
def test_a_wrong_frame_is_refused_with_file_frame_and_remedy(
    tmp_path: Path, turtle: str, words: tuple[str, ...]
) -> None:
    with pytest.raises(OntologyError) as raised:
        loaded_with(tmp_path, turtle)
    assert all(word in str(raised.value) for word in words), raised.value
