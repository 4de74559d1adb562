"""Commands around the store from outside: endpoints, time limits, backups."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.pipeline.backup import back_up
from kg.store import Store, canonical_nquads
from kg.store.generations import hold, new_generation

from .commands import fingerprint, kg
from .store.servers import Server, free_port, oxigraph

COUNT = "SELECT (COUNT(*) AS ?n) { ?s a kg:Statement }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(STR(?c) < STR(?f) && STR(?f) < STR(?i)) }"


# --- another server ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with oxigraph(tmp_path_factory.mktemp("server")) as found:
        yield found


def test_a_published_graph_answers_like_the_folder(server: Server, out: Path) -> None:
    done = kg("publish", out, "--endpoint", server.graphs)
    lines = Store.open(out / "store").lines().splitlines()
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == f"{len(lines)} triples in the default graph of {server.graphs}\n"
    for asked in (
        [COUNT],
        ["--saved", "claims-between", "-b", "one=Turkey", "-b", "other=Russia"],
        ["--saved", "who-threatens-whom", "--format", "json"],
    ):
        here, there = kg("query", out, *asked), kg("query", "--endpoint", server.query, *asked)
        assert (here.returncode, there.returncode, there.stderr) == (0, 0, "")
        assert here.stdout == there.stdout
        assert len(here.stdout.splitlines()) > 2


def test_a_graph_of_its_own_leaves_the_others_alone(server: Server, out: Path) -> None:
    kg("publish", out, "--endpoint", server.graphs, "--graph", "urn:one")
    query = ["query", "--endpoint", server.query, COUNT, "--format", "csv", "--graph"]
    assert kg(*query, "urn:one").stdout == kg("query", out, COUNT, "--format", "csv").stdout
    assert kg(*query, "urn:two").stdout.split() == ["n", "0"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["query", "--endpoint", "http://127.0.0.1:{port}/", "ASK {{}}"], "is it running?"),
        (["query", "--endpoint", "file:///etc/passwd", "ASK {{}}"], "begins with http:// or https://"),
        (["query", "out", "ASK {{}}", "--endpoint", "http://127.0.0.1/"], "not both"),
        (["query", "--endpoint", "http://127.0.0.1/"], "give one of"),
        (["query"], "give one of"),
        (["query", "--saved", "timeline"], "name the folder"),
        (["query", "out", "ASK {{}}", "--graph", "urn:a"], "--graph is for an --endpoint"),
    ],
)
def test_a_wrong_request_is_one_line_and_exit_code_2(arguments: list[str], says: str) -> None:
    done = kg(*(argument.format(port=free_port()) for argument in arguments))
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
    assert says in done.stderr


# --- limits -----------------------------------------------------------------------------------


def test_a_query_is_stopped_when_its_time_is_up(out: Path) -> None:
    done = kg("query", out, ENDLESS, "--timeout", "1")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "kg: the query was stopped after 1 s; ask for less or allow more time\n"
    assert kg("query", out, COUNT, "--timeout", "60").stdout == kg("query", out, COUNT).stdout


# --- backups ----------------------------------------------------------------------------------


def test_a_backup_is_a_graph_of_its_own(out: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    shutil.copytree(out, folder, symlinks=True)
    with_reader = Store.open(folder / "store")
    done = kg("backup", folder, tmp_path / "copy")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert len(with_reader.query(COUNT)) == 1
    shutil.rmtree(folder)
    assert fingerprint(tmp_path / "copy") == fingerprint(out)
    assert kg("query", tmp_path / "copy", COUNT).stdout == kg("query", out, COUNT).stdout
    assert kg("conflicts", tmp_path / "copy").stdout == kg("conflicts", out).stdout
    assert kg("export", tmp_path / "copy", "-o", tmp_path / "g.ttl").returncode == 0
    assert (tmp_path / "g.ttl").read_bytes() == (out / "graph.ttl").read_bytes()


def test_a_backup_takes_the_place_of_nothing(out: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    done = kg("backup", out, tmp_path / "mine")
    assert done.returncode == 2
    assert "is there already" in done.stderr
    assert list((tmp_path / "mine").iterdir()) == []


def test_a_backup_during_a_build_is_one_of_the_graph_from_before(out: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    shutil.copytree(out, folder, symlinks=True)
    with hold(folder / ".lock"), new_generation(folder) as part:
        (part / "half").touch()
        back_up(folder, tmp_path / "copy")
    assert fingerprint(tmp_path / "copy") == fingerprint(out)
    assert {path.name for path in (tmp_path / "copy").iterdir()} == {
        path.name for path in out.iterdir() if path.name != ".lock"
    }


def test_a_backup_of_a_damaged_graph_names_the_file_and_leaves_nothing(out: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    shutil.copytree(out, folder, symlinks=True)
    (folder / "documents.parquet").write_bytes(b"")
    with pytest.raises(StoreError, match=r"documents\.parquet: damaged .*; build again"):
        back_up(folder, tmp_path / "copy")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_backup_of_a_folder_without_a_graph_is_one_line(tmp_path: Path) -> None:
    done = kg("backup", tmp_path, tmp_path / "copy")
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)


def test_an_export_can_be_loaded_and_asked_without_its_corpus(out: Path, tmp_path: Path) -> None:
    whole = Store.open(out / "store")
    for suffix in (".nq", ".trig", ".ttl", ".jsonld"):
        path = tmp_path / f"graph{suffix}"
        assert kg("export", out, "-o", path).returncode == 0
        loaded = Store.load(tmp_path / f"store{suffix}", path)
        assert loaded.query(COUNT).rows == whole.query(COUNT).rows
        if suffix in (".nq", ".trig"):
            assert canonical_nquads(loaded) == canonical_nquads(whole)
        else:
            assert loaded.lines() == whole.lines()


def test_what_is_no_rdf_cannot_be_loaded(tmp_path: Path) -> None:
    (tmp_path / "bad.ttl").write_text("nonsense")
    for name, says in (
        ("bad.ttl", "cannot be read as RDF"),
        ("none.ttl", "no such file"),
        ("x.doc", "no such file"),
    ):
        with pytest.raises(StoreError, match=says):
            Store.load(tmp_path / "store", tmp_path / name)
    with pytest.raises(StoreError, match="run kg build first"):
        Store.open(tmp_path / "store")
