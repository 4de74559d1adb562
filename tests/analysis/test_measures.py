import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from kg.analysis import brokers, communities, find_paths, most_central
from kg.types import IRI, Entity, Graph

from .small import graph, graph_of, statement

TWO_CAMPS = graph(
    "usa supports uk",
    "uk supports france",
    "france supports usa",
    "russia supports iran",
    "iran supports syria",
    "syria supports russia",
    "turkey meets usa",
    "turkey meets russia",
)


def id_of(name: str) -> IRI:
    return IRI(f"urn:kg:entity:{name}")


def names(entities: Iterable[Entity]) -> list[str]:
    return [each.name for each in entities]


def test_whoever_most_is_said_of_is_central_whichever_way_it_points() -> None:
    star = graph("usa sanctions iran", "iran meets russia", "uk warns iran", "usa meets uk")
    ranked = most_central(star, limit=2)
    assert ranked[0].entity.name == "Iran"
    assert ranked[0].score > ranked[1].score


def test_page_rank_is_a_share() -> None:
    assert abs(sum(each.score for each in most_central(TWO_CAMPS, limit=99)) - 1) < 1e-6


def test_a_broker_stands_between_camps() -> None:
    assert brokers(TWO_CAMPS)[0].entity.name == "Turkey"
    assert "Syria" not in [each.entity.name for each in brokers(graph("iran meets syria"))]


def test_camps_are_communities() -> None:
    groups = [set(names(group)) for group in communities(TWO_CAMPS)]
    assert {"Iran", "Russia", "Syria"} in [group - {"Turkey"} for group in groups]
    assert {"France", "Uk", "Usa"} in [group - {"Turkey"} for group in groups]


def test_a_path_runs_against_arrows_and_carries_its_statements() -> None:
    (path,) = find_paths(TWO_CAMPS, id_of("usa"), id_of("russia"))
    assert names(path.entities) == ["Usa", "Turkey", "Russia"]
    assert [[each.relation for each in step] for step in path.steps] == [["meets"], ["meets"]]


def test_all_shortest_paths_are_given_in_the_order_of_ids() -> None:
    square = graph("usa meets turkey", "usa meets qatar", "turkey meets iran", "qatar meets iran")
    assert [names(path.entities)[1] for path in find_paths(square, id_of("usa"), id_of("iran"))] == [
        "Qatar",
        "Turkey",
    ]
    assert len(find_paths(square, id_of("usa"), id_of("iran"), limit=1)) == 1


def test_there_is_no_path_to_a_stranger() -> None:
    apart = graph("usa meets uk", "iran meets iraq")
    assert find_paths(apart, id_of("usa"), id_of("iran")) == ()
    assert find_paths(apart, id_of("usa"), id_of("nobody")) == ()


def test_nothing_is_measured_in_an_empty_graph() -> None:
    empty = Graph()
    assert (most_central(empty), brokers(empty), communities(empty)) == ((), (), ())


def test_refuted_statements_tie_too() -> None:
    refuted = graph_of(statement("usa", "meets", "iran", support=0, refute=1))
    assert len(find_paths(refuted, id_of("usa"), id_of("iran"))) == 1


def test_measures_do_not_depend_on_how_strings_hash() -> None:
    code = (
        "from tests.analysis.test_measures import *\n"
        "print(communities(TWO_CAMPS), brokers(TWO_CAMPS), most_central(TWO_CAMPS))"
    )
    root = Path(__file__).resolve().parents[2]
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(root)},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(runs) == 1
