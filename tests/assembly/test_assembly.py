from datetime import date
from random import Random

from kg.assembly import assemble
from kg.ontology import Relation
from kg.types import Document, Graph, Run
from tests.builders import claim, document, holder, interval

RELATIONS = {"meets": Relation(name="meets", label="meets", symmetric=True)}
PEOPLE = ("Erdogan", "Recep Tayyip Erdogan", "Mike Pompeo", "Pompeo")


def test_nothing_gives_an_empty_graph() -> None:
    assert assemble([], [], relations={}) == Graph()


def test_documents_are_kept_without_text_and_with_or_without_claims() -> None:
    full = Document(id=document("a").id, text="words", raw="words", runs=(Run(0, 5, 0, 5),), title="T")
    graph = assemble([], [full], relations={})
    assert graph.documents == (Document(id=full.id, text="", title="T"),)


def test_everything_stands_in_the_order_of_its_ids() -> None:
    claims = [claim(person, "meets", "Russia", document=name) for person in PEOPLE for name in "ba"]
    graph = assemble(claims, [document("b"), document("a")], relations=RELATIONS)
    for values in (graph.documents, graph.entities, graph.statements, graph.conflicts):
        assert [value.id for value in values] == sorted(value.id for value in values)


def test_the_order_of_claims_and_documents_changes_nothing() -> None:
    claims = [
        claim(
            person, relation, "Russia", document=name, polarity=polarity, holders=(holder(person),), time=time
        )
        for person in PEOPLE
        for relation in ("meets", "criticizes")
        for name in "abc"
        for polarity in ("positive", "negative")
        for time in (None, interval("2019-07-12"))
    ]
    documents = [document(name, published=date(2019, 7, day)) for day, name in enumerate("abc", 1)]
    expected = assemble(claims, documents, relations=RELATIONS)
    assert len(expected) == 4
    assert len(expected.conflicts) == 4
    for seed in range(4):
        Random(seed).shuffle(claims)
        Random(seed).shuffle(documents)
        assert assemble(iter(claims), documents, relations=RELATIONS) == expected
