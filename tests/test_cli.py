"""The command line from outside: what it prints, where, and with which exit code."""

from __future__ import annotations

import csv
import io
import json
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
import rdflib

from kg.cli import app
from kg.export import SUFFIXES
from kg.pipeline import KnowledgeGraph

from .commands import CORPUS, SHARED, command, cpu_of, environment, fingerprint, kg

ARTICLE = (
    "Russia delivered missiles to Turkey on Friday. The United States threatened Turkey with sanctions.\n"
)
ROW = ["source", "document", "sentence", "start", "end", "text", "propositions", "claims"]
PROPOSITION = {
    *("subject", "relation", "object", "arguments", "polarity", "modality", "certainty", "attribution"),
    *("time", "rule", "confidence", "start", "end"),
}
CLAIM = {
    *("subject", "relation", "object", "roles", "polarity", "modality", "attributed_to", "reported_by"),
    *("condition", "embedded_under", "time", "plover", "start", "end", "quote", "rule", "confidence"),
}


class Said(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


Cli = Callable[..., Said]


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str]) -> Cli:
    """Run a command in this process."""

    def run(*arguments: str | Path) -> Said:
        with pytest.raises(SystemExit) as stop:
            app([str(argument) for argument in arguments], prog_name="kg")
        code = stop.value.code
        return Said(code if isinstance(code, int) else 0, *capsys.readouterr())

    return run


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "corpus" / "article.txt"
    path.parent.mkdir()
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def errors(out: Path) -> dict[str, str]:
    lines = (out / "errors.jsonl").read_text(encoding="utf-8").splitlines()
    return {row["source"]: row["message"] for row in map(json.loads, lines)}


# --- build ------------------------------------------------------------------------------------


def test_a_build_writes_what_the_contract_names(out: Path) -> None:
    names = {path.name for path in out.iterdir() if not path.name.startswith(".")}
    assert names >= {"manifest.json", "claims", "store", "graph.ttl", "graph.html", "errors.jsonl"}
    assert errors(out) == {}


def test_a_good_corpus_builds_with_exit_code_0_and_nothing_on_stdout(article: Path, tmp_path: Path) -> None:
    done = kg("build", article, "-o", tmp_path / "out")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith("1 document (1 parsed, 0 copies), ")


def test_a_missing_path_is_one_line_and_exit_code_2_and_touches_nothing(cli: Cli, tmp_path: Path) -> None:
    said = cli("build", tmp_path / "nowhere", "-o", tmp_path / "out")
    assert said == (2, "", f"kg: no such file or folder: {tmp_path / 'nowhere'}; check the path\n")
    assert not (tmp_path / "out").exists()


def test_a_folder_without_articles_is_exit_code_2(cli: Cli, tmp_path: Path) -> None:
    said = cli("build", tmp_path, "-o", tmp_path / "out")
    assert said.code == 2
    assert said.err.startswith("kg: no .txt, .md, .html, .jsonl, .csv, .eml or .mbox files there")


def test_what_cannot_be_read_is_listed_and_the_rest_is_built(cli: Cli, article: Path, tmp_path: Path) -> None:
    corpus, out = article.parent, tmp_path / "out"
    turkish = (
        "Türkiye ile Rusya arasında imzalanan anlaşma uyarınca ilk parçalar bugün Ankara'ya ulaştı. " * 3
    )
    (corpus / "turkish.txt").write_text(turkish, encoding="utf-8")
    (corpus / "empty.txt").write_bytes(b"")
    (corpus / "blank.txt").write_bytes(b" \r\n\n")
    (corpus / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40)
    (corpus / "long.txt").write_text("Russia sells missiles to Turkey. " * 650_000, encoding="utf-8")
    (corpus / "gone.txt").symlink_to(corpus / "nothing")
    (corpus / "folder.txt").mkdir()
    (corpus / "rows.jsonl").write_text('{"text": "Russia sells missiles to Turkey."}\n{"text": 1\n')
    assert (corpus / "long.txt").stat().st_size > 20_000_000
    said = cli("build", corpus, "-o", out)
    assert said.code == 1
    found = errors(out)
    assert found.keys() == {
        *("turkish.txt", "empty.txt", "blank.txt", "picture.txt", "long.txt", "gone.txt", "rows.jsonl")
    }
    for source, message in found.items():
        assert message.startswith(source)
        assert ";" in message, "the remedy"
        assert f"kg: {message}\n" in said.err
    assert said.err.splitlines()[-1].startswith("2 documents (2 parsed")
    assert cli("query", out, "ASK { ?s kg:roleTheme ?o }").code == 0


def test_an_unreadable_file_is_listed_with_its_remedy(article: Path, tmp_path: Path) -> None:
    closed = article.parent / "closed.txt"
    closed.write_text(ARTICLE.replace("Friday", "Monday"), encoding="utf-8")
    closed.chmod(0)
    try:
        closed.read_bytes()
        pytest.skip("no file can be closed to root, who reads everything: run the tests as another user")
    except PermissionError:
        pass
    done = kg("build", article.parent, "-o", tmp_path / "out")
    assert done.returncode == 1
    assert "check the file and its permissions" in errors(tmp_path / "out")["closed.txt"]


def test_nothing_extracted_is_exit_code_3(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "weather.txt").write_text("It rained all day long, and it was cold.\n", encoding="utf-8")
    said = cli("build", tmp_path / "weather.txt", "-o", tmp_path / "out")
    assert said.code == 3
    assert said.err.splitlines()[-1] == "kg: nothing was extracted; are these English news articles?"


def test_a_corpus_of_which_nothing_can_be_read_is_exit_code_3_and_keeps_the_old_graph(
    cli: Cli, article: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    assert cli("build", article, "-o", out).code == 0
    before = fingerprint(out)
    (tmp_path / "empty.txt").write_bytes(b"")
    said = cli("build", tmp_path / "empty.txt", "-o", out)
    assert said.code == 3
    assert said.err.splitlines()[0] == "kg: empty.txt: it is empty; give it a text or leave it out"
    assert errors(out) == {}  # it is the list of the graph that is kept
    assert fingerprint(out) == before
    assert cli("show", out, "Turkey").code == 0


@pytest.mark.parametrize("arguments", [[], ["build"], ["build", "x", "--jobs", "0"], ["query"], ["nonsense"]])
def test_wrong_usage_is_exit_code_2(cli: Cli, arguments: list[str]) -> None:
    said = cli(*arguments)
    assert said.code == 2


def test_an_unsuitable_model_is_exit_code_2_with_its_name(cli: Cli, article: Path, tmp_path: Path) -> None:
    said = cli("build", article, "-o", tmp_path / "out", "--model", "en_no_such_model")
    assert said.code == 2
    assert said.err.startswith("kg: cannot load the model 'en_no_such_model'")
    assert len(said.err.splitlines()) == 1


def test_a_graph_within_its_corpus_is_not_read_as_a_document(cli: Cli, article: Path) -> None:
    for _ in range(2):
        said = cli("build", article.parent, "-o", article.parent / "out")
        assert (said.code, said.err[:12]) == (0, "1 document (")


@pytest.mark.shared
def test_the_real_articles_show_who_threatens_whom(cli: Cli, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert cli("build", SHARED / "corpus", "-o", out).code == 0
    said = cli("query", out, "--saved", "who-threatens-whom", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(said.out)))
    wanted = [
        row
        for row in rows
        if (row["who"], row["whom"]) == ("United States", "Turkey")
        and "threatensSanctions" in row["relation"]
    ]
    assert wanted
    assert all("sanctions" in row["sentence"] for row in wanted)


# --- extract ----------------------------------------------------------------------------------


def test_every_row_of_extract_has_the_keys_of_the_contract(cli: Cli) -> None:
    said = cli("extract", CORPUS, "--format", "jsonl")
    assert said.code == 0
    rows = [json.loads(line) for line in said.out.splitlines()]
    claims = [claim for row in rows for claim in row["claims"]]
    propositions = [proposition for row in rows for proposition in row["propositions"]]
    assert {tuple(row) for row in rows} == {tuple(ROW)}
    assert {frozenset(proposition) for proposition in propositions} == {frozenset(PROPOSITION)}
    assert all(claim.keys() >= CLAIM for claim in claims)
    ends = [claim[end] for claim in claims for end in ("subject", "object")]
    assert {tuple(sorted(end)) for end in ends} == {("country", "id", "label", "type")}
    assert {tuple(claim["time"]) for claim in claims if claim["time"]} == {("begin", "end", "text")}
    assert {tuple(claim["plover"]) for claim in claims if claim["plover"]} == {("event", "mode")}
    assert any(end["country"] == "TUR" for end in ends)


def test_rows_stand_in_the_order_of_the_sentences(cli: Cli) -> None:
    said = cli("extract", CORPUS / "2019-06-13-done-deal.md")
    rows = [json.loads(line) for line in said.out.splitlines()]
    assert [row["sentence"] for row in rows] == list(range(len(rows)))
    assert [row["start"] for row in rows] == sorted(row["start"] for row in rows)


def test_extract_folds_propositions_into_binary_ones_when_asked(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Russia delivered two batteries to Turkey in July.\n", encoding="utf-8")
    told = {
        profile: [
            proposition
            for line in cli("extract", tmp_path, "--profile", profile).out.splitlines()
            for proposition in json.loads(line)["propositions"]
        ]
        for profile in ("full", "folded")
    }
    assert any(proposition["arguments"] for proposition in told["full"])
    assert ("delivered", "two batteries") in {(p["relation"], p["object"]) for p in told["folded"]}
    assert not any(proposition["arguments"] for proposition in told["folded"])


def test_extract_prints_every_claim_of_the_build_at_its_place(cli: Cli, built: KnowledgeGraph) -> None:
    said = cli("extract", CORPUS)
    rows = [json.loads(line) for line in said.out.splitlines()]
    printed = {(row["document"], claim["start"], claim["end"]) for row in rows for claim in row["claims"]}
    stored = {
        (claim.evidence.document, *claim.evidence.extent)
        for statement in built.graph.statements
        for claim in (*statement.supporting, *statement.refuting)
        if built.ontology.relations[claim.relation].tier != "open"
    }
    assert printed == stored


def test_every_quote_stands_in_the_raw_file_where_the_claim_says(cli: Cli) -> None:
    raw = {path.name: path.read_bytes().decode("utf-8") for path in CORPUS.iterdir()}
    quotes = 0
    for row in map(json.loads, cli("extract", CORPUS).out.splitlines()):
        for claim in row["claims"]:
            assert raw[row["source"]][claim["start"] : claim["end"]] == claim["quote"]
            assert row["start"] <= claim["start"] < claim["end"] <= row["end"]
            quotes += 1
    assert quotes > 100


def test_stdin_is_a_document() -> None:
    done = kg("extract", "-", stdin=ARTICLE)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert [row["source"] for row in rows] == ["-", "-"]
    assert [ARTICLE[row["start"] : row["end"]] for row in rows] == [row["text"] for row in rows]


def test_every_line_gives_exactly_one_object() -> None:
    text = "Russia sold missiles to Turkey.\n\n   \nWho knows?\r\n12345\n🚀 Iran threatened Israel. Israel sold drones to Iran.\nlast"
    done = kg("extract", "--lines", "-", stdin=text)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    lines = text.replace("\r\n", "\n").split("\n")
    assert done.returncode == 0
    assert [row["text"] for row in rows] == lines
    assert [text[row["start"] : row["end"]] for row in rows] == lines
    assert all(list(row) == ROW for row in rows)
    assert [bool(row["claims"]) for row in rows][:2] == [True, False]
    assert (rows[1]["propositions"], rows[1]["claims"]) == ([], [])
    assert len(rows[5]["propositions"]) >= 2
    for row in rows:
        for claim in row["claims"]:
            assert text[claim["start"] : claim["end"]] == claim["quote"]


def test_a_line_of_20_mb_gets_its_object_an_error_and_exit_code_1() -> None:
    done = kg(
        "extract", "--lines", stdin=f"Iran left.\n{'word ' * 4_000_000}\nRussia sold missiles to Turkey.\n"
    )
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert done.stderr == "kg: -, line 2: it is longer than 1,000,000 characters; split it into articles\n"
    assert [bool(row["claims"]) for row in rows] == [False, False, True]
    assert rows[2]["start"] == 20_000_012


def test_lines_of_nothing_are_no_objects() -> None:
    assert kg("extract", "--lines", stdin="").stdout == ""


def test_a_missing_file_of_lines_is_exit_code_2(cli: Cli, tmp_path: Path) -> None:
    said = cli("extract", "--lines", tmp_path / "nowhere.txt")
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("kg: no such file or folder")


def test_extract_goes_on_after_a_file_that_cannot_be_read(cli: Cli, article: Path) -> None:
    (article.parent / "aaa.txt").write_bytes(b"")
    said = cli("extract", article.parent)
    assert said.code == 1
    assert said.err.startswith("kg: aaa.txt: it is empty")
    assert len(said.out.splitlines()) == 2


def test_extract_writes_no_other_format(cli: Cli) -> None:
    assert cli("extract", CORPUS, "--format", "xml") == (
        2,
        "",
        "kg: unknown format 'xml'; kg extract prints jsonl\n",
    )


# --- query ------------------------------------------------------------------------------------

NAMES = "SELECT ?name WHERE { ?e a kg:State ; rdfs:label ?name } ORDER BY ?name"


def test_a_table_is_for_people(cli: Cli, out: Path) -> None:
    said = cli("query", out, NAMES)
    assert (said.code, said.err) == (0, "")
    assert "Turkey" in said.out
    assert said.out.splitlines()[-1].endswith(" rows")


def test_json_is_the_results_format_of_sparql(cli: Cli, out: Path) -> None:
    found = json.loads(cli("query", out, NAMES, "--format", "json").out)
    assert found["head"]["vars"] == ["name"]
    assert {"type": "literal", "value": "Turkey"} in [row["name"] for row in found["results"]["bindings"]]


def test_csv_has_a_header_and_a_row_each(cli: Cli, out: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(cli("query", out, NAMES, "--format", "csv").out)))
    assert {"name": "Turkey"} in rows


def test_construct_gives_turtle(cli: Cli, out: Path) -> None:
    said = cli(
        "query",
        out,
        "CONSTRUCT { ?e rdfs:label ?n } WHERE { ?e a kg:State ; rdfs:label ?n }",
        "--format",
        "ttl",
    )
    graph = rdflib.Graph(identifier="urn:test").parse(data=said.out, format="turtle")
    assert rdflib.Literal("Turkey") in set(graph.objects())


def test_select_gives_no_turtle(cli: Cli, out: Path) -> None:
    said = cli("query", out, NAMES, "--format", "ttl")
    assert (said.code, said.out) == (2, "")
    assert len(said.err.splitlines()) == 1


def test_ask_answers_true_or_false(cli: Cli, out: Path) -> None:
    said = cli("query", out, "ASK { ?s a kg:NoSuchClass }", "--format", "json")
    assert json.loads(said.out)["boolean"] is False


def test_a_query_can_stand_in_a_file_or_come_from_stdin(out: Path, cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "names.rq").write_text(NAMES, encoding="utf-8")
    from_file = cli("query", out, "-f", tmp_path / "names.rq", "--format", "csv")
    from_stdin = kg("query", out, "-f", "-", "--format", "csv", stdin=NAMES)
    assert from_file.out.split() == from_stdin.stdout.split()
    assert "Turkey" in from_file.out
    assert cli("query", out, "-f", tmp_path / "none.rq").code == 2


def test_a_saved_query_takes_its_parameters_in_words(cli: Cli, out: Path) -> None:
    said = cli("query", out, "--saved", "claims-about", "-b", "entity=turkey", "--format", "csv")
    assert said.code == 0
    assert len(list(csv.DictReader(io.StringIO(said.out)))) > 10


@pytest.mark.parametrize(
    "arguments",
    [
        ["--saved", "no-such-query"],
        ["--saved", "claims-about"],
        ["--saved", "claims-about", "-b", "entity"],
        ["--saved", "claims-about", "-b", "entity=Atlantis"],
        ["--saved", "claims-about", "-b", "entity=Turkey", "-b", "colour=red"],
        ["ASK {}", "--saved", "claims-about"],
        [],
        ["SELECT ?x WHERE {"],
        ["INSERT DATA { <urn:a> <urn:b> <urn:c> }"],
        ["DROP ALL"],
        ["LOAD <http://example.org/>"],
        ["SELECT * WHERE { SERVICE <http://example.org/> { ?s ?p ?o } }"],
    ],
)
def test_a_wrong_query_is_one_line_and_exit_code_2(cli: Cli, out: Path, arguments: list[str]) -> None:
    said = cli("query", out, *arguments)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("kg: ")
    assert len(said.err.splitlines()) == 1


def test_saved_queries_are_listed_with_what_they_need(cli: Cli, out: Path) -> None:
    said = cli("query", out, "--saved", "list")
    assert "who-threatens-whom" in said.out
    assert "claims-about -b entity=" in said.out


@pytest.mark.parametrize(
    "arguments",
    [
        ["query", "{}", "ASK {}"],
        ["show", "{}", "Turkey"],
        ["explain", "{}", "x"],
        ["conflicts", "{}"],
        ["export", "{}", "-o", "x.ttl"],
        ["view", "{}"],
        ["validate", "{}"],
    ],
    ids=lambda arguments: str(arguments[0]),
)
def test_a_folder_without_a_graph_is_exit_code_2_with_the_remedy(
    cli: Cli, tmp_path: Path, arguments: list[str]
) -> None:
    said = cli(*(argument.format(tmp_path) for argument in arguments))
    assert said == (2, "", f"kg: {tmp_path} holds no graph; run: kg build CORPUS -o {tmp_path}\n")


# --- the other commands -----------------------------------------------------------------------


def test_show_tells_what_is_said_with_sentences_and_ids_to_explain(cli: Cli, out: Path) -> None:
    shown = cli("show", out, "türkey").out
    assert shown.startswith("Turkey  (State, TUR)")
    heads = [line for line in shown.splitlines() if "belief" in line]
    explained = cli("explain", out, heads[0].split()[-1])
    assert explained.code == 0
    assert "characters " in explained.out
    assert "rule " in explained.out


def test_explain_and_show_say_what_to_do_when_there_is_no_such_thing(cli: Cli, out: Path) -> None:
    assert cli("explain", out, "0000") == (
        2,
        "",
        "kg: no statement '0000' in this graph; kg show OUT NAME prints the ids of statements\n",
    )
    said = cli("show", out, "Turk")
    assert said.code == 2
    assert "did you mean " in said.err


def test_conflicts_shows_both_sides(cli: Cli, out: Path, built: KnowledgeGraph) -> None:
    said = cli("conflicts", out)
    assert said.out.splitlines()[-1] == f"{len(built.graph.conflicts)} conflicts"
    assert built.graph.conflicts, "the reports of corpus/ contradict each other"


@pytest.mark.parametrize(
    ("format", "start"), [("json", "[\n {"), ("ttl", "@prefix"), ("html", "<!doctype html>")]
)
def test_conflicts_come_in_other_formats_and_by_kind(cli: Cli, out: Path, format: str, start: str) -> None:
    said = cli("conflicts", out, "--format", format, "--kind", "date")
    assert said.out.startswith(start)
    assert "September 2017" in said.out
    assert "Cavusoglu denied" not in said.out


def test_a_kind_of_conflict_that_is_none_is_exit_code_2(cli: Cli, out: Path) -> None:
    assert cli("conflicts", out, "--kind", "quarrel").code == 2


def test_the_help_of_export_names_every_format(cli: Cli) -> None:
    told = "".join(cli("export", "--help").out.split())
    assert all(suffix in told for suffix in SUFFIXES)


def test_export_explains_what_a_format_cannot_hold(cli: Cli) -> None:
    said = cli("export", "--explain", "stix.json")
    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines()[0] == ".stix.json (STIX 2.1: a bundle) cannot hold:"
    assert "  conditions" in said.out.splitlines()


@pytest.mark.parametrize("arguments", [(), ("out",), ("-o", "graph.ttl"), ("--explain", "docx")])
def test_export_says_what_it_needs(cli: Cli, arguments: tuple[str, ...]) -> None:
    said = cli("export", *arguments)
    assert (said.code, said.out) == (2, "")
    assert len(said.err.splitlines()) == 1


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_export_writes_every_format(cli: Cli, out: Path, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"graph{suffix}"
    assert cli("export", out, "-o", path) == (0, "", "")
    assert path.stat().st_size > 1000
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["graph.docx", "graph", "nowhere/graph.ttl", "nowhere/graph.graphml"])
def test_what_cannot_be_exported_is_exit_code_2(cli: Cli, out: Path, tmp_path: Path, name: str) -> None:
    said = cli("export", out, "-o", tmp_path / name)
    assert (said.code, said.out) == (2, "")
    assert len(said.err.splitlines()) == 1


def test_an_export_to_turtle_or_html_is_what_the_build_wrote(cli: Cli, out: Path, tmp_path: Path) -> None:
    for name in ("graph.ttl", "graph.html"):
        assert cli("export", out, "-o", tmp_path / f"other-{name}").code == 0
        assert (tmp_path / f"other-{name}").read_bytes() == (out / name).read_bytes()


def test_the_page_has_a_title_of_its_own(out: Path) -> None:
    page = (out / "graph.html").read_text(encoding="utf-8")
    assert "<title>Who claims what</title>" in page
    assert ".part" not in page[:2000]


def test_view_prints_where_the_page_is(cli: Cli, out: Path, tmp_path: Path) -> None:
    assert cli("view", out) == (0, f"{out.resolve() / 'graph.html'}\n", "")
    copy = shutil.copytree(out, tmp_path / "copy", symlinks=True)
    (copy / "graph.html").unlink()
    assert cli("view", copy) == (0, f"{copy.resolve() / 'generations' / '000001' / 'graph.html'}\n", "")
    (copy / "current" / "graph.html").unlink()
    assert cli("view", copy).code == 2


def test_the_sample_corpus_breaks_no_shape(cli: Cli, out: Path) -> None:
    assert cli("validate", out) == (0, "", "0 violations\n")


def test_the_turtle_is_turtle(out: Path) -> None:
    graph = rdflib.Graph(identifier="urn:test").parse(out / "graph.ttl", format="turtle")
    assert len(graph) > 1000


# --- settings ---------------------------------------------------------------------------------


def test_flags_come_before_the_environment_and_that_before_kg_toml(article: Path, tmp_path: Path) -> None:
    (tmp_path / "kg.toml").write_text('[build]\nmodel = "from_file"\n', encoding="utf-8")

    def model(*flags: str, env: dict[str, str]) -> str:
        done = kg("build", article, "-o", "out", *flags, cwd=tmp_path, env=env)
        assert done.returncode == 2
        return done.stderr.partition("cannot load the model '")[2].partition("'")[0]

    assert model("--model", "from_flag", env={"KG_MODEL": "from_environment"}) == "from_flag"
    assert model(env={"KG_MODEL": "from_environment"}) == "from_environment"
    assert model(env={}) == "from_file"


@pytest.mark.parametrize(
    "text", ["[build", "model = 'x'", "build = 'x'", "[bild]", "[build]\nmodle = 'x'", "\udcff"]
)
def test_a_wrong_kg_toml_is_exit_code_2(text: str, tmp_path: Path) -> None:
    (tmp_path / "kg.toml").write_bytes(text.encode("utf-8", "surrogateescape"))
    done = kg("--help", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("kg: kg.toml")
    assert len(done.stderr.splitlines()) == 1


# --- signals and speed ------------------------------------------------------------------------


def test_a_reader_who_has_had_enough_ends_extract_in_peace() -> None:
    with subprocess.Popen(
        command("extract", CORPUS), stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        assert running.stdout.readline().startswith(b'{"source"')
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait(60) == 0


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_build_that_is_stopped_keeps_what_was_parsed(jobs: str, tmp_path: Path) -> None:
    corpus, out = tmp_path / "corpus", tmp_path / "out"
    corpus.mkdir()
    text = (CORPUS / "2019-06-13-done-deal.md").read_text(encoding="utf-8")
    for number in range(32):
        (corpus / f"{number}.md").write_text(f"{text}\nIran sold {number + 100} tanks.\n", encoding="utf-8")
    arguments = command("build", corpus, "-o", out, "--jobs", jobs)
    with subprocess.Popen(arguments, stderr=subprocess.PIPE, env=environment(), text=True) as running:
        while running.poll() is None and not list(out.glob("claims/*.parquet")):
            time.sleep(0.02)
        running.send_signal(signal.SIGINT)
        _, told = running.communicate(timeout=120)
    assert running.returncode == 130
    assert told.endswith("kg: stopped; what was parsed is kept, run the same command to go on\n")
    assert not (out / "manifest.json").exists()
    kept = len(list(out.glob("claims/*.parquet")))
    assert 0 < kept < 32
    assert f"32 documents ({32 - kept} parsed" in kg("build", corpus, "-o", out).stderr


def test_help_takes_less_than_fifteen_hundredths_of_a_second_of_cpu() -> None:
    assert min(cpu_of(command("--help")) for _ in range(5)) < 0.15


def test_help_names_every_command() -> None:
    said = kg("--help").stdout
    for name in (
        *("build", "extract", "query", "ask", "show", "explain", "conflicts", "diff", "review"),
        *("export", "publish", "serve", "backup", "view", "validate"),
    ):
        assert f"\n  {name} " in said
        assert kg(name, "-h").returncode == 0
