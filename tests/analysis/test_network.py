from datetime import date

from kg.analysis import to_networkx, to_weighted
from kg.types import Graph, Interval, Modality

from .small import entity, graph_of, statement

TURKEY, RUSSIA, IRAN = (f"urn:kg:entity:{name}" for name in ("turkey", "russia", "iran"))


def test_every_statement_is_an_edge_under_its_own_id() -> None:
    buys, meets = statement("turkey", "buysFrom", "russia"), statement("turkey", "meets", "russia")
    network = to_networkx(graph_of(buys, meets))
    assert set(network.edges(keys=True)) == {(TURKEY, RUSSIA, buys.id), (TURKEY, RUSSIA, meets.id)}


def test_an_edge_says_how_it_is_put_and_how_well_it_is_supported() -> None:
    threat = statement(
        "turkey",
        "threatensSanctions",
        "russia",
        modality=Modality.THREATENED,
        support=2,
        refute=1,
        time=Interval(date(2020, 1, 2), None, "since 2 January"),
    )
    assert to_networkx(graph_of(threat)).edges[TURKEY, RUSSIA, threat.id] == {
        "statement": threat.id,
        "relation": "threatensSanctions",
        "label": "threatens sanctions",
        "modality": "threatened",
        "belief": 0.8,
        "support": 2,
        "refute": 1,
        "plain": False,
        "begin": "2020-01-02",
    }


def test_a_country_that_is_not_known_is_no_attribute() -> None:
    known = Graph(entities=(entity("iran", "IRN"), entity("nato")))
    assert dict(to_networkx(known).nodes(data="country")) == {IRAN: "IRN", "urn:kg:entity:nato": None}
    assert "country" not in to_networkx(known).nodes["urn:kg:entity:nato"]


def test_the_plain_view_keeps_what_is_believed_and_whom_it_names() -> None:
    said = statement("turkey", "buysFrom", "russia")
    planned = statement("turkey", "visits", "iran", modality=Modality.PLANNED)
    denied = statement("iran", "sellsTo", "turkey", support=0, refute=2)
    network = to_networkx(graph_of(said, planned, denied), plain_only=True)
    assert [key for *_, key in network.edges(keys=True)] == [said.id]
    assert set(network) == {TURKEY, RUSSIA}


def test_an_entity_that_is_missing_is_called_by_its_id() -> None:
    bare = Graph(statements=(statement("turkey", "meets", "russia"),))
    assert to_networkx(bare).nodes[TURKEY] == {"label": "turkey", "type": "Thing"}


def test_weights_count_claims_for_and_against() -> None:
    network = to_weighted(
        graph_of(
            statement("turkey", "buysFrom", "russia", support=2, refute=1),
            statement("turkey", "meets", "russia"),
        )
    )
    assert network.edges[TURKEY, RUSSIA]["weight"] == 4
