"""What corrections do to claims, and that they outlive another reading."""

from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import pytest

from kg.assembly import assemble
from kg.assembly.corrections import Action, Correction
from kg.errors import KGError
from kg.ids import entity_id
from kg.types import Certainty, Claim, Extent, Graph
from tests.builders import claim, document, entity, holder

DOCUMENTS = (document("a"), document("b"))
ERDOGAN, FULL = entity_id("person", "Erdogan"), entity_id("person", "Recep Tayyip Erdogan")


def correct(action: str, *, day: int = 1, **target: Any) -> Correction:
    return Correction(
        action=Action(action), author="Ada", day=date(2026, 1, day), reason="read it", **target
    )  # fmt: skip


def graph(*claims: Claim, by: tuple[Correction, ...] = ()) -> Graph:
    return assemble(claims, DOCUMENTS, relations={}, corrections=by)


def touched(whole: Graph) -> list[bool]:
    return [bool(decision.touched) for decision in whole.decisions]


BUYS = claim("Turkey", "buys", "S-400")
ASKS = claim("Turkey", "asks", "Russia", at=90)


# --- claims and rules -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "target",
    [
        {"document": BUYS.evidence.document, "quote": "Turkey buys S-400"},
        {"document": "a.txt", "quote": "Turkey  buys\nS-400"},  # by its file, and whatever the blanks
        {
            "document": "a.txt",
            "quote": "buys S-400",
            "relation": "buys",
        },  # the model cut the clause otherwise
        {"document": "a.txt", "start": 3, "end": 9},
        {"document": "a.txt", "start": 3, "subject": "Turkey", "object": "S-400"},
        {"rule": "test:buys"},
        {"rule": "test:b*"},
        {"statement": graph(BUYS).statements[0].id},
        {"statement": graph(BUYS).statements[0].id.rpartition(":")[2]},
    ],
)
def test_what_is_rejected_is_gone_and_nothing_else(target: dict[str, Any]) -> None:
    whole = graph(BUYS, ASKS, by=(correct("reject", **target),))
    assert [statement.relation for statement in whole.statements] == ["asks"]
    assert touched(whole) == [True]


@pytest.mark.parametrize(
    "target",
    [
        {"document": "b.txt", "quote": "Turkey buys S-400"},
        {"document": "a.txt", "quote": "Turkey buys S-500"},
        {"document": "a.txt", "quote": "buys", "relation": "sells"},
        {"document": "a.txt", "quote": "buys", "subject": "Russia"},
        {"document": "a.txt", "start": 50, "end": 60},
        {"rule": "test:buy"},
        {"statement": "0000"},
    ],
)
def test_what_no_longer_applies_changes_nothing_and_is_known(target: dict[str, Any]) -> None:
    whole = graph(BUYS, ASKS, by=(correct("reject", **target),))
    assert whole.statements == graph(BUYS, ASKS).statements
    assert touched(whole) == [False]


def test_a_rejection_outlives_another_model() -> None:
    order = correct("reject", document="a.txt", quote="Turkey buys S-400", relation="buys", object="S-400")
    evidence = replace(
        BUYS.evidence, quote="that Turkey buys S-400", extent=Extent(0, 22), rule="new", confidence=0.3
    )
    assert graph(replace(BUYS, evidence=evidence), by=(order,)).statements == ()


def test_to_confirm_vouches_for_the_reading_and_not_for_what_is_said() -> None:
    sure = correct("confirm", document="a.txt", quote="Turkey buys S-400")
    said = replace(BUYS, certainty=Certainty.POSSIBLE)
    assert graph(BUYS, by=(sure,)).statements[0].belief == 990
    assert graph(said, by=(sure,)).statements[0].belief == 500


@pytest.mark.parametrize("target", [{"rule": "test:buys"}, {"statement": graph(BUYS).statements[0].id}])
def test_a_rule_or_a_statement_is_confirmed_with_all_its_passages(target: dict[str, Any]) -> None:
    again = replace(BUYS, evidence=replace(BUYS.evidence, document=DOCUMENTS[1].id))
    (statement,) = graph(BUYS, again, by=(correct("confirm", **target),)).statements
    assert {each.evidence.confidence for each in statement.supporting} == {1.0}


def test_to_reject_goes_before_to_confirm() -> None:
    both = (correct("confirm", rule="test:buys"), correct("reject", rule="test:buys"))
    assert graph(BUYS, by=both).statements == ()


# --- entities ---------------------------------------------------------------------------------

VISITS = (
    claim("Erdogan", "visits", "Russia"),
    claim("Recep Tayyip Erdogan", "visits", "Russia", document="b", holders=(holder("Erdogan"),)),
)


def names(whole: Graph) -> list[str]:
    return [each.name for each in whole.entities if each.type == "Person"]


def test_a_split_name_is_joined_to_nobody() -> None:
    assert names(graph(*VISITS)) == ["Recep Tayyip Erdogan"]
    whole = graph(*VISITS, by=(correct("split", entity=ERDOGAN),))
    assert sorted(names(whole)) == ["Erdogan", "Recep Tayyip Erdogan"]
    assert touched(whole) == [True]


def test_a_holder_that_was_split_is_joined_to_nobody_either() -> None:
    speaks = claim("Turkey", "buys", "S-400", holders=(holder("Erdogan"),))
    whole = graph(speaks, VISITS[1], by=(correct("split", entity=ERDOGAN),))
    assert "Erdogan" in names(whole)


def test_two_people_of_one_name_are_split_by_document() -> None:
    both = [claim("Jan Nowak", "visits", "Russia", document=name) for name in "ab"]
    assert len(graph(*both).statements) == 1
    whole = graph(*both, by=(correct("split", entity=entity_id("person", "Jan Nowak"), document="b.txt"),))
    assert len(whole.statements) == 2
    assert names(whole) == ["Jan Nowak", "Jan Nowak"]


def test_merged_things_are_one_wherever_they_stand() -> None:
    claims = (
        claim("Kremlin", "asks", "Turkey", holders=(holder("Kremlin"),)),
        claim("Russia", "asks", "Turkey", document="b"),
    )
    whole = graph(*claims, by=(correct("merge", entity="person:kremlin", into="state:russia"),))
    (statement,) = whole.statements
    assert len(statement.supporting) == 2
    assert statement.supporting[0].holders[0].entity in (None, entity("Russia").id)
    assert [each.id for each in whole.entities] == [entity("Russia").id, entity("Turkey").id]


def test_what_is_merged_into_keeps_its_name_and_class_however_often_the_other_is_named() -> None:
    claims = (
        *(claim("Kremlin", "asks", "Turkey", at=n * 50) for n in range(3)),
        claim("Russia", "asks", "Turkey"),
    )
    whole = graph(*claims, by=(correct("merge", entity="person:kremlin", into="state:russia"),))
    (russia,) = (each for each in whole.entities if each.id == entity("Russia").id)
    assert (russia.name, russia.type, russia.aliases) == ("Russia", "State", ("Kremlin",))


def test_merges_run_on_from_one_to_the_next() -> None:
    chain = (
        correct("merge", entity="person:a", into="person:b"),
        correct("merge", entity="person:b", into="state:russia"),
    )
    whole = graph(claim("A", "asks", "Turkey"), claim("Russia", "asks", "Turkey", document="b"), by=chain)
    assert len(whole.statements) == 1
    assert touched(whole) == [True, True]


@pytest.mark.parametrize(
    ("merges", "message"),
    [
        ((("a", "b"), ("b", "a")), "merged into itself"),
        ((("a", "a"),), "merged into itself"),
        ((("a", "b"), ("a", "c")), "merged into two"),
    ],
)
def test_merges_that_cannot_be_are_an_error(merges: tuple[tuple[str, str], ...], message: str) -> None:
    orders = tuple(correct("merge", entity=f"person:{a}", into=f"person:{b}") for a, b in merges)
    with pytest.raises(KGError, match=message):
        graph(BUYS, by=orders)


def test_a_thing_gets_another_class_and_another_label() -> None:
    orders = (
        correct("retype", entity="state:turkey", type="Country"),
        correct("relabel", entity="state:turkey", label="Türkiye"),
    )
    whole = graph(BUYS, ASKS, by=orders)
    (turkey,) = (each for each in whole.entities if each.id == entity("Turkey").id)
    assert (turkey.type, turkey.name, turkey.aliases) == ("Country", "Türkiye", ("Turkey",))


# --- all together -----------------------------------------------------------------------------


def test_who_decided_what_and_why_is_in_the_graph() -> None:
    (decision,) = graph(BUYS, by=(correct("reject", rule="test:buys", day=7),)).decisions
    assert (decision.action, decision.author, decision.day, decision.reason) == (
        "reject",
        "Ada",
        date(2026, 1, 7),
        "read it",
    )
    assert decision.text == "reject rule 'test:buys'"
    assert decision.touched == (f"{BUYS.evidence.document}#char=0,17",)


def test_the_order_of_the_claims_changes_nothing() -> None:
    orders = (
        correct("reject", document="a.txt", quote="asks"),
        correct("confirm", rule="test:buys"),
        correct("split", entity=ERDOGAN),
        correct("relabel", entity="state:turkey", label="Türkiye"),
    )
    claims = [BUYS, ASKS, *VISITS]
    expected = graph(*claims, by=orders)
    for seed in range(4):
        Random(seed).shuffle(claims)
        assert graph(*claims, by=orders) == expected


def test_without_corrections_claims_are_not_even_held() -> None:
    assert graph(BUYS) == assemble(iter([BUYS]), DOCUMENTS, relations={})
    assert graph(BUYS).decisions == ()
