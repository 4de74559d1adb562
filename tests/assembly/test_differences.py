"""What one graph says and another does not, and what a part of a graph says by itself."""

from __future__ import annotations

from datetime import date

from kg.assembly import assemble
from kg.assembly.differences import ChangeKind, Stance, compare, part_of, stance_of
from kg.ontology import load_ontology
from kg.types import Claim, Document, Graph
from tests.builders import claim, document, holder

RELATIONS = load_ontology().relations
DOCUMENTS = (
    document("a", publisher="Daily Marmara", published=date(2019, 1, 1)),
    document("b", publisher="Neva Dispatch", published=date(2020, 1, 1)),
    document("c"),
)


def graph(*claims: Claim) -> Graph:
    return assemble(claims, DOCUMENTS, relations=RELATIONS)


def kinds(a: Graph, b: Graph) -> list[tuple[ChangeKind, str]]:
    return [(each.kind, each.newest.relation) for each in compare(a, b).changes]


def test_equal_graphs_do_not_differ() -> None:
    one = graph(claim("Turkey", "asks", "Russia"))
    assert compare(one, one) == ((), (), ())


def test_what_only_one_has_is_told_of_the_side_that_has_it() -> None:
    a, b = graph(claim("Turkey", "asks", "Russia")), graph(claim("Turkey", "warns", "Russia"))
    assert kinds(a, b) == [(ChangeKind.GONE, "asks"), (ChangeKind.NEW, "warns")]
    assert kinds(b, a) == [(ChangeKind.GONE, "warns"), (ChangeKind.NEW, "asks")]


def test_a_plan_that_has_become_a_fact_is_one_change() -> None:
    a = graph(claim("Turkey", "visits", "Russia", modality="planned"))
    b = graph(claim("Turkey", "visits", "Russia"))
    (change,) = compare(a, b).changes
    assert change.kind is ChangeKind.MODALITY
    assert change.before is not None and change.after is not None
    assert (change.before.modality, change.after.modality) == ("planned", "asserted")


def test_a_plan_beside_a_fact_is_a_statement_more() -> None:
    fact, plan = claim("Turkey", "visits", "Russia"), claim("Turkey", "visits", "Russia", modality="planned")
    assert kinds(graph(fact), graph(fact, plan)) == [(ChangeKind.NEW, "visits")]


def test_a_denial_changes_the_polarity_and_makes_a_conflict() -> None:
    said = claim("Turkey", "negotiatesWith", "Russia", holders=(holder("Recep Erdogan"),))
    denied = claim(
        "Turkey", "negotiatesWith", "Russia",
        document="b", polarity="negative", modality="denied", holders=(holder("Mevlut Cavusoglu"),),
    )  # fmt: skip
    a, b = graph(said), graph(said, denied)
    assert kinds(a, b) == [(ChangeKind.POLARITY, "negotiatesWith")]
    assert [stance_of(each.statements[0]) for each in (a, b, graph(denied))] == [
        Stance.AFFIRMED, Stance.DISPUTED, Stance.DENIED,
    ]  # fmt: skip
    assert [each.kind for each in compare(a, b).new_conflicts] == ["denial"]
    assert [each.kind for each in compare(b, a).gone_conflicts] == ["denial"]


def test_a_second_witness_changes_the_belief() -> None:
    one, two = claim("Turkey", "asks", "Russia"), claim("Turkey", "asks", "Russia", document="b")
    assert kinds(graph(one), graph(one, two)) == [(ChangeKind.BELIEF, "asks")]


# --- parts ------------------------------------------------------------------------------------


def test_a_part_is_what_its_documents_alone_would_give() -> None:
    claims = (
        claim("Turkey", "asks", "Russia"),
        claim("Turkey", "asks", "Russia", document="b"),
        claim("Turkey", "negotiatesWith", "Russia", document="a"),
        claim("Turkey", "negotiatesWith", "Russia", document="b", polarity="negative", modality="denied"),
        claim("Turkey", "warns", "Russia", document="c"),
    )
    whole = graph(*claims)
    for wanted in DOCUMENTS:

        def only(found: Document, wanted: Document = wanted) -> bool:
            return found.id == wanted.id

        part = part_of(whole, only, RELATIONS)
        alone = graph(*(each for each in claims if each.evidence.document == wanted.id))
        assert part.statements == alone.statements
        assert part.conflicts == alone.conflicts == ()
        assert [each.id for each in part.documents] == [wanted.id]
    assert whole.conflicts
    assert part_of(whole, lambda _: True, RELATIONS) == whole
