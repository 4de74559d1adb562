"""A small graph of two reports, and an ontology just large enough for it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kg.assembly import assemble
from kg.ontology import Relation
from kg.store import Software, Store
from kg.types import Graph, Holder, Role
from tests.builders import claim, document, entity, holder, interval

ONTOLOGY = """
@prefix kg: <urn:kg:ontology:> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
kg:Actor a owl:Class ; rdfs:subClassOf kg:Thing .
kg:Person a owl:Class ; rdfs:subClassOf kg:Actor .
kg:Organization a owl:Class ; rdfs:subClassOf kg:Actor .
kg:State a owl:Class ; rdfs:subClassOf kg:Organization .
kg:WeaponSystem a owl:Class ; rdfs:subClassOf kg:Thing .
[] a owl:AllDisjointClasses ; owl:members ( kg:Person kg:State ) .
"""
RELATIONS = """
@prefix kg: <urn:kg:ontology:> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
kg:threatens rdfs:subPropertyOf kg:conflictsWith .
kg:threatensSanctions rdfs:subPropertyOf kg:threatens .
kg:criticizes rdfs:subPropertyOf kg:conflictsWith .
kg:consultsWith a owl:SymmetricProperty .
kg:negotiatesWith a owl:SymmetricProperty ; rdfs:subPropertyOf kg:consultsWith .
kg:tradesWith a owl:SymmetricProperty .
kg:buysFrom rdfs:subPropertyOf kg:tradesWith .
kg:sellsTo owl:inverseOf kg:buysFrom ; rdfs:subPropertyOf kg:tradesWith .
kg:foreignMinisterOf rdfs:subPropertyOf kg:ministerOf .
kg:ministerOf rdfs:subPropertyOf kg:headOf .
"""

USA, TURKEY, RUSSIA = "United States", "Turkey", "Russia"
S400, SU35 = entity("S-400", "WeaponSystem"), entity("Su-35", "WeaponSystem")
CAVUSOGLU, POMPEO = holder("Mevlut Cavusoglu"), holder("Mike Pompeo")
OFFICIAL = holder("a senior official", anonymous=True)
SOFTWARE = Software("0.1.0", "model-digest", "ontology-digest")

DOCUMENTS = (
    document("a", published=date(2019, 10, 14), publisher="Reuters"),
    document("b", published=date(2019, 10, 16), publisher="AFP"),
    document("copy", published=date(2019, 10, 15), origin="a"),
)


def sample_graph() -> Graph:
    """Return a graph with a bit of everything: threats, a denial, a plan, a condition, roles, dates, a copy."""
    turkey = entity(TURKEY, aliases=("Ankara", 'Tür"kiye'))
    threat = ("threatensSanctions", TURKEY)
    claims = (
        claim(USA, *threat, holders=(POMPEO, Holder("Reuters", None)), time=interval("2019-10-14")),
        claim(USA, *threat, document="b", at=300),
        claim(USA, *threat, document="copy"),
        claim(USA, "threatens", turkey, at=900, condition="if it tests the system"),
        claim(turkey, "negotiatesWith", RUSSIA, at=100, roles=(Role("theme", SU35),), time=interval("2019-09-01", "2019-09-30")),
        claim(RUSSIA, "negotiatesWith", turkey, document="b", at=200, polarity="negative", modality="denied", holders=(CAVUSOGLU,)),
        claim(turkey, "buys", SU35, document="b", at=500, modality="planned", embedded_under="denies"),
        claim(turkey, "buysFrom", RUSSIA, at=600, roles=(Role("theme", S400),), time=interval("2017-09-01", "2017-09-30", "September 2017")),
        claim("Mevlut Cavusoglu", "foreignMinisterOf", turkey, at=700),
        claim(turkey, "criticizes", USA, at=800, holders=(OFFICIAL,), certainty="possible", confidence=0.55),
    )  # fmt: skip
    symmetric = {"negotiatesWith": Relation(name="negotiatesWith", label="negotiates with", symmetric=True)}
    return assemble(claims, DOCUMENTS, relations=symmetric)


@pytest.fixture(scope="session")
def ontology(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ontology")
    (folder / "kg.ttl").write_text(ONTOLOGY)
    (folder / "relations.ttl").write_text(RELATIONS)
    return folder


@pytest.fixture(scope="session")
def graph() -> Graph:
    return sample_graph()


@pytest.fixture(scope="session")
def store(graph: Graph, ontology: Path) -> Store:
    return Store.create(None, graph, made_by=SOFTWARE, ontology=ontology)
