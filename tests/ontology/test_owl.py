"""The vocabulary as RDF: whole, described, OWL 2 RL, in step with the inventory, and kept by its own shapes."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import owlrl
import pyoxigraph
import pyshacl
import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS, SKOS, XSD

from kg.types import ConflictKind, Modality, Polarity

from .folder import PREFIXES, shipped

FOLDER = Path(__file__).resolve().parents[2] / "ontology"
GROWN = ("causesDeathOf", "causesHarmTo", "speaksFor", "candidateFor")  # since that inventory
INVENTORY = FOLDER / ".." / ".." / "shared" / "ontology" / "relations.tsv"
FILES = sorted(FOLDER.glob("*.ttl"))
KG = rdflib.Namespace("urn:kg:ontology:")
LEX = rdflib.Namespace("urn:kg:lexicon:")
PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
TERMS = (OWL.Class, KG.Modality, KG.Polarity, KG.Certainty, *PROPERTIES)
RANGES = {XSD.string, XSD.integer, XSD.decimal, XSD.boolean, XSD.nonNegativeInteger, RDFS.Literal}


@cache
def graph(*names: str) -> rdflib.Graph:
    merged = rdflib.Graph()
    for file in FILES:
        if file.stem in names or (not names and file.stem != "shapes"):
            merged.parse(file, format="turtle")
    return merged


def ours(node: object) -> bool:
    return str(node).startswith((KG, LEX))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_oxigraph_and_rdflib_read_the_same_number_of_triples(file: Path) -> None:
    triples = set(pyoxigraph.parse(path=file, format=pyoxigraph.RdfFormat.TURTLE))
    assert len(triples) == len(rdflib.Graph().parse(file, format="turtle"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_file_says_its_source_and_licence_first(file: Path) -> None:
    head = " ".join(file.read_text(encoding="utf-8").splitlines()[:2])
    assert head.startswith("#")
    assert "MIT" in head


@pytest.mark.parametrize(
    "about", [RDFS.label, RDFS.comment, SKOS.example], ids=["label", "comment", "example"]
)
def test_every_term_has_a(about: rdflib.URIRef) -> None:
    terms = {s for kind in TERMS for s in graph("kg", "relations").subjects(RDF.type, kind) if ours(s)}
    assert len(terms) > 200
    assert sorted(str(term) for term in terms if (term, about, None) not in graph("kg", "relations")) == []


def test_labels_of_relations_are_all_different() -> None:
    labels = [relation.label for relation in shipped().relations.values()]
    assert len(set(labels)) == len(labels)


# --- OWL 2 RL ---------------------------------------------------------------------------------


def test_every_term_used_is_declared_and_is_one_kind_of_property() -> None:
    vocabulary = graph("kg", "relations")
    kinds: dict[rdflib.term.Node, set[rdflib.term.Node]] = {}
    for subject, kind in vocabulary.subject_objects(RDF.type):
        kinds.setdefault(subject, set()).add(kind)
    built_in = (str(RDF), str(RDFS), str(OWL))
    used = {p for p in vocabulary.predicates(unique=True) if not str(p).startswith(built_in)}
    assert sorted(str(p) for p in used if not kinds.get(p, set()) & set(PROPERTIES)) == []
    assert [s for s, found in kinds.items() if len(found & set(PROPERTIES)) > 1] == []
    for axiom in (RDFS.subClassOf, RDFS.domain, KG.domainIncludes, KG.rangeIncludes, KG.ploverEvent):
        assert all(OWL.Class in kinds[o] for o in vocabulary.objects(None, axiom))
    for axiom in (RDFS.subPropertyOf, OWL.inverseOf):
        assert all(OWL.ObjectProperty in kinds[o] for o in vocabulary.objects(None, axiom))


def test_axioms_name_classes_and_build_none() -> None:
    vocabulary = graph("kg", "relations")
    allowed = {
        OWL.Class, OWL.Ontology, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty,
        OWL.SymmetricProperty, OWL.FunctionalProperty, OWL.AllDisjointClasses,
    }  # fmt: skip
    kinds = {kind for kind in vocabulary.objects(None, RDF.type) if str(kind).startswith(str(OWL))}
    assert kinds <= allowed
    for axiom in (RDFS.subClassOf, RDFS.domain, RDFS.range, RDFS.subPropertyOf):
        assert not any(isinstance(o, rdflib.BNode) for o in vocabulary.objects(None, axiom))


def test_data_ranges_are_datatypes_that_owl_2_rl_has() -> None:
    vocabulary = graph("kg")
    for term in vocabulary.subjects(RDF.type, OWL.DatatypeProperty):
        assert set(vocabulary.objects(term, RDFS.range)) <= RANGES, term


def test_no_property_has_two_domains_or_ranges() -> None:
    vocabulary = graph("kg", "relations")
    for term in vocabulary.subjects(RDF.type, OWL.ObjectProperty):
        for side in (RDFS.domain, RDFS.range):
            assert len(set(vocabulary.objects(term, side))) <= 1, term


def test_a_reasoner_finds_what_follows_and_no_contradiction() -> None:
    closed = graph("kg", "relations") + rdflib.Graph()
    usa, turkey, russia = (rdflib.URIRef(f"urn:test:{name}") for name in ("usa", "turkey", "russia"))
    closed.add((usa, KG.threatensSanctions, turkey))
    closed.add((turkey, KG.buysFrom, russia))
    closed.add((turkey, RDF.type, KG.State))
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(closed)
    assert (usa, KG.interactsWith, turkey) in closed
    assert (russia, KG.sellsTo, turkey) in closed
    assert (russia, KG.tradesWith, turkey) in closed
    assert (turkey, RDF.type, KG.Actor) in closed
    assert not [s for s, kind in closed.subject_objects(RDF.type) if str(kind).endswith("ErrorMessage")]


# --- in step with what it stands for ----------------------------------------------------------


def test_every_modality_and_polarity_of_the_code_is_a_concept() -> None:
    for value in (*Modality, *Polarity):
        assert (KG[value.value], SKOS.inScheme, None) in graph("kg")


def test_the_shapes_know_every_kind_of_conflict() -> None:
    shapes = (FOLDER / "shapes.ttl").read_text(encoding="utf-8")
    assert "sh:in ( " + " ".join(f'"{kind}"' for kind in ConflictKind) + " )" in shapes


def inventory() -> list[dict[str, str]]:
    if not INVENTORY.is_file():
        pytest.skip("compared with an inventory that users do not have, and here is no ../shared")
    with INVENTORY.open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def test_every_relation_of_the_inventory_is_there_as_it_says() -> None:
    relations = shipped().relations
    rows = inventory()
    assert len(rows) == 100
    assert {row["property"] for row in rows} | {"relatedTo", *GROWN} == set(relations)
    for row in rows:
        relation = relations[row["property"]]
        events = row["plover_event"].split("|")
        assert (relation.parents[0] if relation.parents else "-") == row["parent"]
        assert (relation.event in events) if row["plover_event"][0] not in "-(" else relation.event is None
        assert (relation.quad or "-") == row["quad"]
        assert relation.tier == row["tier"]
        assert relation.symmetric >= ("(symmetric)" in row["triggers"])
        assert set(row["range"].replace("Force", "ArmedForce").split("|")) <= set(relation.range)
        assert set(row["domain"].split("|")) <= set(relation.domain)


def test_the_mode_is_the_inventorys_where_there_is_one() -> None:
    for row in inventory():
        modes = row["plover_mode"].split("|")
        if len(modes) == 1 and modes[0] not in ("", "-"):
            assert shipped().relations[row["property"]].mode == modes[0]


def test_all_sixteen_plover_events_have_relations_and_sanctions_are_material_conflict() -> None:
    relations = shipped().relations.values()
    assert len({relation.event for relation in relations if relation.event}) == 16
    assert {r.quad for r in relations if r.event == "SANCTION"} == {"MCONF"}
    assert shipped().relations["sanctions"].mode == "discontinue"


# --- shapes -----------------------------------------------------------------------------------


def conforms(data: rdflib.Graph) -> tuple[bool, str]:
    shapes = rdflib.Graph().parse(FOLDER / "shapes.ttl", format="turtle")
    options = {"inference": "none", "allow_warnings": True, "inplace": True}
    good, _, text = pyshacl.validate(data, shacl_graph=shapes, do_owl_imports=False, **options)
    return bool(good), str(text)


def test_ontology_and_lexicon_pass_their_shapes() -> None:
    good, text = conforms(graph())
    assert good, text[:2000]


@pytest.mark.parametrize(
    "turtle",
    [
        'kg:buys lex:frame [ lex:object "obj" ] .',
        'kg:buys lex:frame [ lex:lemma "buy" ; lex:objct "obj" ] .',
        'kg:buys lex:frame [ lex:lemma "buy" ; lex:pos "ADVERB" ] .',
        'kg:buys lex:frame [ lex:lemma "buy" ; lex:given "obj" ] .',
        'kg:buys lex:frame [ lex:lemma "Buy" ] .',
        'kg:purchases lex:frame [ lex:lemma "buy" ] .',
        "kg:threatens lex:specialises [ lex:content kg:sanctions ; lex:relation kg:no ] .",
    ],
)
def test_the_shapes_refuse_the_frame(turtle: str) -> None:
    data = graph("relations") + rdflib.Graph().parse(data=PREFIXES + turtle, format="turtle")
    assert not conforms(data)[0]


STATEMENT = """
@prefix kg: <urn:kg:ontology:> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix sem: <http://semanticweb.cs.vu.nl/2009/11/sem/> .
@prefix prov: <http://www.w3.org/ns/prov#> . @prefix schema: <https://schema.org/> .
@prefix dcterms: <http://purl.org/dc/terms/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> .
<urn:e:us> a kg:State ; rdfs:label "United States" ; kg:country "USA" .
<urn:e:tr> a kg:State ; rdfs:label "Turkey" ; kg:country "TUR" .
<urn:s:1> a kg:Statement , rdf:Statement , sem:Event ; rdf:subject <urn:e:us> ; rdf:predicate kg:threatens ;
    rdf:object <urn:e:tr> ; kg:modality kg:asserted ; kg:belief 0.7 ; kg:supportedBy <urn:v:1> .
<urn:v:1> a kg:Evidence , nif:OffsetBasedString ; prov:wasDerivedFrom <urn:d:1> ;
    nif:beginIndex "0"^^xsd:nonNegativeInteger ; nif:endIndex "9"^^xsd:nonNegativeInteger ; nif:anchorOf "they said" ;
    kg:sentence "they said so" ; kg:polarity kg:positive ; kg:modality kg:asserted ; kg:certainty kg:certain ;
    kg:rule "threaten.VERB>threatens" ; kg:confidence 0.8 ; prov:wasAttributedTo <urn:e:us> ; kg:holder "Washington" .
<urn:d:1> a schema:NewsArticle , prov:Entity ; dcterms:source "a.txt" ; kg:origin <urn:d:1> ;
    dcterms:issued "2019-10-14"^^xsd:date .
"""


def test_a_whole_statement_passes_with_and_without_the_ontology() -> None:
    data = rdflib.Graph().parse(data=STATEMENT, format="turtle")
    assert conforms(data) == (True, conforms(data)[1])
    assert conforms(data + graph("kg", "relations"))[0]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("kg:supportedBy <urn:v:1>", "kg:confidence 1.0"),
        ("kg:belief 0.7", "kg:belief 1.001"),
        ("kg:belief 0.7", "kg:belief 7e-1"),
        ("kg:modality kg:asserted ; kg:belief", "kg:modality kg:denied ; kg:belief"),
        ("rdf:object <urn:e:tr>", "rdf:object <urn:e:tr> , <urn:e:us>"),
        ("kg:threatens ;", "<urn:other:threatens> ;"),
        ('rdfs:label "Turkey" ;', ""),
        ('kg:country "TUR"', 'kg:country "Turkey"'),
        ('nif:anchorOf "they said" ;', ""),
        ('"9"^^', '"0"^^'),
        ("kg:polarity kg:positive ;", ""),
        ("kg:confidence 0.8", "kg:confidence 1.8"),
        ("prov:wasDerivedFrom <urn:d:1> ;", ""),
        ('dcterms:source "a.txt" ;', ""),
    ],
)
def test_the_shapes_refuse_a_statement_with(right: str, wrong: str) -> None:
    assert right in STATEMENT
    assert not conforms(rdflib.Graph().parse(data=STATEMENT.replace(right, wrong), format="turtle"))[0]


def test_a_relation_that_the_ontology_lacks_is_refused_beside_the_ontology() -> None:
    data = rdflib.Graph().parse(data=STATEMENT.replace("kg:threatens ;", "kg:menaces ;"), format="turtle")
    assert not conforms(data + graph("kg", "relations"))[0]
