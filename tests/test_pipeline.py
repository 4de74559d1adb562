"""The whole way: what a build reads again, what it may depend on, and what is left when it fails."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pytest
import rdflib
from spacy.language import Language
from spacy.tokens import Doc

import kg
from kg.errors import CorpusError, EmptyCorpusError, StoreError
from kg.ingestion import CorpusFailure, find_files, read_text
from kg.ontology import load_ontology
from kg.pipeline import KnowledgeGraph, build, open_graph, read_corpus
from kg.pipeline.reading import Reader, read_each
from kg.store import canonical_nquads
from kg.types import Document

from .commands import CORPUS, command, cpu_of, environment, fingerprint, offline
from .commands import kg as run

ARTICLE = (
    "Russia delivered missiles to Turkey on Friday. The United States threatened Turkey with sanctions.\n"
)
FILES = list(find_files([CORPUS]))


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name, day in (("a", "Friday"), ("b", "Monday"), ("c", "Sunday")):
        (folder / f"{name}.txt").write_text(ARTICLE.replace("Friday", day), encoding="utf-8")
    return folder


def parsed(graph: KnowledgeGraph) -> tuple[int, int]:
    assert graph.report is not None
    return graph.report.parsed, graph.report.documents


# --- only what is new -------------------------------------------------------------------------


def test_a_second_build_parses_nothing_and_writes_the_same_bytes(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert parsed(build(corpus, out)) == (3, 3)
    before = fingerprint(out), (out / "manifest.json").read_bytes()
    assert parsed(build(corpus, out)) == (0, 3)
    assert (fingerprint(out), (out / "manifest.json").read_bytes()) == before


def test_a_build_parses_what_is_new_and_forgets_what_is_gone(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build(corpus, out)
    (corpus / "a.txt").unlink()
    (corpus / "d.txt").write_text("Iran accused Israel of an attack.\n", encoding="utf-8")
    graph = build(corpus, out)
    assert parsed(graph) == (1, 3)
    assert {document.source for document in graph.graph.documents} == {"b.txt", "c.txt", "d.txt"}
    assert len(list((out / "claims").iterdir())) == 3


def test_force_parses_everything_again(corpus: Path, tmp_path: Path) -> None:
    build(corpus, tmp_path / "out")
    assert parsed(build(corpus, tmp_path / "out", force=True)) == (3, 3)


def test_another_ontology_reads_everything_again(corpus: Path, tmp_path: Path) -> None:
    build(corpus, tmp_path / "out")
    extra = tmp_path / "extra.ttl"
    extra.write_text("# nothing new\n", encoding="utf-8")
    assert parsed(build(corpus, tmp_path / "out", ontology=[extra])) == (3, 3)


def test_progress_counts_documents_to_the_last(corpus: Path, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    build(corpus, tmp_path / "out", progress=lambda done, total: seen.append((done, total)))
    assert (seen[0], seen[-1]) == ((0, 3), (3, 3))
    assert seen == sorted(seen)


# --- same in, same out ------------------------------------------------------------------------


def test_neither_processes_nor_the_order_of_files_nor_the_network_change_a_byte(
    built: KnowledgeGraph, tmp_path: Path
) -> None:
    files = list(FILES)
    random.Random(7).shuffle(files)
    prefix, env = offline(tmp_path)
    done = run("build", *files, "-o", tmp_path / "out", "--jobs", "2", prefix=prefix, env=env)
    assert done.returncode == 0, done.stderr
    assert fingerprint(tmp_path / "out") == fingerprint(built.path)
    assert canonical_nquads(open_graph(tmp_path / "out").store) == canonical_nquads(built.store)


def test_the_network_is_really_off(tmp_path: Path) -> None:
    prefix, env = offline(tmp_path)
    code = "import socket; socket.create_connection(('1.1.1.1', 53), 2)"
    arguments = [*prefix, *command()[:1], "-c", code]
    done = subprocess.run(arguments, env=environment(env), capture_output=True, timeout=60, check=False)
    assert b"OSError" in done.stderr


def test_a_graph_read_back_is_the_graph_that_was_built(built: KnowledgeGraph) -> None:
    assert open_graph(built.path).graph == built.graph


def test_batches_do_not_change_what_is_read(nlp: Language) -> None:
    ontology = load_ontology()
    documents, _ = read_corpus([CORPUS])
    together = list(kg.extract_documents(documents, nlp, ontology))
    alone = [read for document in documents[::5] for read in kg.extract_documents([document], nlp, ontology)]
    assert together[::5] == alone


OWN_RELATION = """
@prefix kg: <urn:kg:ontology:> .
@prefix lex: <urn:kg:lexicon:> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

kg:serenades a owl:ObjectProperty , owl:SymmetricProperty ;
    rdfs:domain kg:Actor ; rdfs:range kg:Actor ;
    rdfs:label "serenades"@en ; rdfs:comment "Sings below a window, and is sung to."@en ;
    lex:frame [ lex:lemma "serenade" ; lex:object "obj" ] .
"""


@pytest.mark.parametrize("given", ["own", "own/own.ttl"])
def test_a_graph_keeps_the_ontology_that_it_was_built_with(given: str, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "own.ttl").write_text(OWN_RELATION, encoding="utf-8")
    (tmp_path / "a.txt").write_text("Turkey serenaded Russia on Friday.\n", encoding="utf-8")
    out = tmp_path / "out"
    made = build(tmp_path / "a.txt", out, ontology=[tmp_path / given])
    shutil.rmtree(tmp_path / "own")
    opened = open_graph(out)
    assert [statement.relation for statement in opened.graph.statements] == ["serenades"]
    assert opened.graph == made.graph
    assert opened.ontology.digest == made.ontology.digest
    build(tmp_path / "a.txt", out)
    assert not (out / "ontology").exists()


# --- what cannot be read ----------------------------------------------------------------------


@pytest.fixture
def fragile() -> Iterator[Reader]:
    """A reader whose pipeline breaks on a word."""

    @Language.component("breaks_on_xyzzy")
    def breaks(doc: Doc) -> Doc:
        if "xyzzy" in doc.text:
            raise RecursionError("too deep\nin it")
        return doc

    nlp = kg.nlp.load_model()
    nlp.add_pipe("breaks_on_xyzzy")
    yield Reader(nlp, load_ontology(), None, ())


def documents_of(*texts: str) -> list[Document]:
    found = [item for number, text in enumerate(texts) for item in read_text(text, f"{number}.txt")]
    return [item for item in found if isinstance(item, Document)]


def test_a_document_that_breaks_the_reader_does_not_take_others_along(fragile: Reader) -> None:
    documents = documents_of(ARTICLE, f"xyzzy {ARTICLE}", ARTICLE.replace("Friday", "Sunday"))
    first, second, third = read_each(documents, fragile)
    assert isinstance(second, CorpusFailure)
    assert second.message == (
        "1.txt: the reader broke on it (RecursionError: too deep in it); leave it out and report it with the file"
    )
    assert not isinstance(first, CorpusFailure)
    assert not isinstance(third, CorpusFailure)
    assert first[1]


def test_files_of_one_name_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    for place in ("x", "y"):
        (tmp_path / place).mkdir()
        (tmp_path / place / "a.txt").write_text(f"{place}-ray. {ARTICLE}", encoding="utf-8")
        (tmp_path / place / "empty.txt").write_bytes(b"")
    documents, failures = read_corpus([tmp_path])
    assert [document.source for document in documents] == ["x/a.txt", "y/a.txt"]
    assert sorted(failure.source for failure in failures) == ["x/empty.txt", "y/empty.txt"]


def test_a_file_given_twice_is_read_once(corpus: Path) -> None:
    (corpus / "empty.txt").write_bytes(b"")
    documents, failures = read_corpus([corpus / "a.txt", corpus, corpus / "a.txt"])
    assert [document.source for document in documents] == ["a.txt", "b.txt", "c.txt"]
    assert len(failures) == 1


def test_copies_are_told_in_the_report(corpus: Path, tmp_path: Path) -> None:
    (corpus / "copy.txt").write_text((corpus / "a.txt").read_text(encoding="utf-8") + "\n", encoding="utf-8")
    graph = build(corpus, tmp_path / "out")
    assert graph.report is not None
    assert graph.report.copies >= 1


def test_nothing_to_read_raises_and_keeps_the_reasons(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    with pytest.raises(EmptyCorpusError, match="not one document") as error:
        build(tmp_path, tmp_path / "out")
    assert error.value.reasons == ("empty.txt: it is empty; give it a text or leave it out",)
    assert "empty.txt" in (tmp_path / "out" / "errors.jsonl").read_text(encoding="utf-8")
    with pytest.raises(CorpusError, match="no such file"):
        build(tmp_path / "nowhere", tmp_path / "out")


def test_a_build_that_reads_nothing_leaves_the_graph_and_its_list_of_errors(
    corpus: Path, tmp_path: Path
) -> None:
    build(corpus, tmp_path / "out")
    (tmp_path / "empty.txt").write_bytes(b"")
    with pytest.raises(EmptyCorpusError, match="none is lost"):
        build(tmp_path / "empty.txt", tmp_path / "out")
    assert (tmp_path / "out" / "errors.jsonl").read_bytes() == b""
    assert len(open_graph(tmp_path / "out").graph.documents) == 3


def test_an_export_never_overwrites_a_file_of_the_graph(built: KnowledgeGraph, tmp_path: Path) -> None:
    out = shutil.copytree(built.path, tmp_path / "out", symlinks=True)
    before = fingerprint(out)
    for name in ("graph.html", "graph.ttl", "current/graph.ttl"):
        with pytest.raises(StoreError, match="is a file of the graph itself"):
            open_graph(out).write(out / name)
    assert fingerprint(out) == before
    open_graph(out).write(out / "mine.ttl")


# --- when the disk is full, or somebody else writes -------------------------------------------


@pytest.mark.parametrize("limit", [1_000, 300_000])
def test_a_write_that_fails_leaves_the_old_graph_whole(
    limit: int, built: KnowledgeGraph, tmp_path: Path
) -> None:
    out = shutil.copytree(built.path, tmp_path / "out", symlinks=True)
    before = fingerprint(out), (out / "manifest.json").read_bytes()
    (tmp_path / "new.txt").write_text(ARTICLE, encoding="utf-8")
    done = run("build", CORPUS, tmp_path / "new.txt", "-o", out, limit=limit)
    assert done.returncode == 2
    assert done.stderr.startswith("kg: ")
    assert len(done.stderr.splitlines()) == 1
    assert (fingerprint(out), (out / "manifest.json").read_bytes()) == before
    assert not (out / "generations" / "part").exists()
    assert open_graph(out).graph == built.graph


_FULL_DISK = """
set -e
mount -t tmpfs -o size={size}k tmpfs {disk}
cp -a {out} {disk}/out
dd if=/dev/zero of={disk}/ballast bs=1k count=100000 2>/dev/null || true
truncate -s -{room}k {disk}/ballast
set +e
{build} > {told} 2>&1
echo $? > {code}
cp -a {disk}/out {result}
"""


@pytest.mark.parametrize(
    "room", [8, 700, 1100]
)  # kilobytes: for a segment, not for the page, not for Turtle and ledger
def test_a_full_disk_leaves_the_old_graph_whole(room: int, built: KnowledgeGraph, tmp_path: Path) -> None:
    namespace = next(
        (
            p
            for p in (["unshare", "-m"], ["unshare", "-rm"])
            if shutil.which("unshare") and _mounts(p, tmp_path)
        ),
        None,
    )
    if namespace is None:
        pytest.skip("a full disk is a small file system, and this user may mount none: run as root")
    disk, told, code, result = (tmp_path / name for name in ("disk", "told", "code", "result"))
    disk.mkdir()
    (tmp_path / "new.txt").write_text(ARTICLE, encoding="utf-8")
    script = _FULL_DISK.format(
        size=8_000,
        out=built.path,
        disk=disk,
        room=room,
        build=" ".join(command("build", CORPUS, tmp_path / "new.txt", "-o", disk / "out")),
        told=told,
        code=code,
        result=result,
    )
    subprocess.run([*namespace, "sh", "-c", script], env=environment(), check=True, timeout=300)
    assert int(code.read_text()) == 2, told.read_text()
    assert told.read_text().startswith("kg: ")
    assert len(told.read_text().splitlines()) == 1
    assert fingerprint(result) == fingerprint(built.path)
    assert (result / "manifest.json").read_bytes() == (built.path / "manifest.json").read_bytes()
    assert open_graph(result).graph == built.graph


def _mounts(namespace: list[str], folder: Path) -> bool:
    probe = ["sh", "-c", f"mount -t tmpfs tmpfs {folder}"]
    return subprocess.run([*namespace, *probe], capture_output=True, check=False).returncode == 0


def test_two_builds_do_not_write_to_one_folder_at_a_time(corpus: Path, tmp_path: Path) -> None:
    from kg.store.generations import hold

    out = tmp_path / "out"
    build(corpus, out)
    with hold(out / ".lock"), pytest.raises(StoreError, match="another build is writing here"):
        build(corpus, out)


@pytest.mark.parametrize("seconds", [0.0, 0.1, 1.0])  # of processor time: just born, starting, reading
def test_a_killed_worker_is_an_error_that_says_what_to_do(seconds: float, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    text = FILES[3].read_text(encoding="utf-8")
    for number in range(40):
        (corpus / f"{number}.md").write_text(f"{text}\nIran sold {number + 100} tanks.\n", encoding="utf-8")
    arguments = command("build", corpus, "-o", tmp_path / "out", "--jobs", "2")
    with subprocess.Popen(arguments, stderr=subprocess.PIPE, env=environment(), text=True) as running:
        while running.poll() is None and not (busy := _workers(running.pid, seconds)):
            time.sleep(0.002)
        os.kill(busy[0], signal.SIGKILL)
        try:
            _, told = running.communicate(timeout=120)
        except subprocess.TimeoutExpired:
            running.kill()  # or leaving the block would wait for it for ever
            raise
    assert running.returncode == 2
    assert told == "kg: a worker process was killed, probably for want of memory; use fewer --jobs\n"


def _workers(pid: int, seconds: float) -> list[int]:
    """The workers that have used so much processor time."""
    children = Path(f"/proc/{pid}/task/{pid}/children")
    if not children.exists():
        pytest.skip("this system does not tell the children of a process")
    found = [Path("/proc") / child for child in children.read_text().split()]
    ticks = seconds * os.sysconf("SC_CLK_TCK")
    return [
        int(child.name)
        for child in found
        if b"spawn_main" in (child / "cmdline").read_bytes()
        and sum(map(int, (child / "stat").read_text().rpartition(")")[2].split()[11:13])) >= ticks
    ]


# --- the Python interface ---------------------------------------------------------------------


def test_the_package_offers_what_its_docstring_shows(corpus: Path, tmp_path: Path) -> None:
    graph = kg.build(str(corpus), str(tmp_path / "out"))
    assert isinstance(graph, kg.KnowledgeGraph)
    rows = list(graph.query("SELECT ?whom WHERE { ?who kg:threatensSanctions ?whom }"))
    assert rows
    graph.write(tmp_path / "graph.ttl")
    assert (tmp_path / "graph.ttl").read_bytes() == (tmp_path / "out" / "graph.ttl").read_bytes()
    assert len(graph) == len(graph.graph.statements) > 0


def test_saved_queries_take_parameters_by_keyword(built: KnowledgeGraph) -> None:
    answer = built.query("claims-about", saved=True, entity="Turkey")
    assert len(answer) > 10


def test_a_graph_gives_networkx_its_nodes_and_statements(built: KnowledgeGraph) -> None:
    network = built.to_networkx()
    assert isinstance(network, nx.MultiDiGraph)
    assert network.number_of_edges() == len(built)
    assert "urn:kg:entity:state:tur" in network


def test_a_graph_gives_rdflib_its_triples(built: KnowledgeGraph) -> None:
    graph = built.to_rdflib()
    assert (rdflib.URIRef("urn:kg:entity:state:tur"), rdflib.RDFS.label, rdflib.Literal("Turkey")) in graph


def test_a_graph_draws_itself_in_a_notebook(built: KnowledgeGraph) -> None:
    drawn = built._repr_html_()
    assert drawn.startswith('<iframe srcdoc="')
    assert 'sandbox="allow-scripts"' in drawn
    assert "<script" not in drawn, "the page is escaped"


def test_an_unknown_name_of_the_package_is_an_attribute_error() -> None:
    name = "nonsense"
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        getattr(kg, name)


def test_every_public_name_of_the_package_is_there() -> None:
    for name in kg.__all__:
        assert getattr(kg, name) is not None


@pytest.mark.parametrize("content", [b"", b"not a database at all, but long enough to look like one", None])
def test_a_damaged_ledger_is_an_error_with_the_remedy_and_is_mended_by_a_build(
    content: bytes | None, corpus: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    build(corpus, out)
    before = fingerprint(out)
    whole = (out / "ledger.sqlite").read_bytes()
    (out / "ledger.sqlite").write_bytes(whole[:5000] if content is None else content)
    with pytest.raises(StoreError, match=r"ledger\.sqlite: damaged .*; build again"):
        assert open_graph(out).graph
    assert parsed(build(corpus, out)) == (0, 3)
    assert fingerprint(out) == before


def test_errors_are_listed_in_a_fixed_order(corpus: Path, tmp_path: Path) -> None:
    for name in ("z", "y", "x"):
        (corpus / f"{name}.txt").write_bytes(b"")
    build(corpus, tmp_path / "out")
    lines = (tmp_path / "out" / "errors.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["source"] for line in lines] == ["x.txt", "y.txt", "z.txt"]


# --- speed ------------------------------------------------------------------------------------


def test_the_sample_corpus_builds_in_ten_seconds_of_cpu_beyond_loading_the_model(tmp_path: Path) -> None:
    """On a machine so slow or busy that parsing alone takes long, in four times what parsing takes there."""
    loading = "import kg.nlp; kg.nlp.quiet_threads(); nlp = kg.nlp.load_model()"
    parsing = "import sys; from kg.pipeline import read_corpus; list(kg.nlp.parse(read_corpus(sys.argv[1:])[0], nlp))"
    load = cpu_of([*command()[:1], "-c", loading])
    parse = cpu_of([*command()[:1], "-c", f"{loading}; {parsing}", str(CORPUS)]) - load
    spent = cpu_of(command("build", CORPUS, "-o", tmp_path / "out")) - load
    assert spent < max(10, 4 * parse), f"{spent:.1f} s, parsing alone {parse:.1f} s"
