"""The command line. It parses, calls one function and prints; nothing is decided here.

Data goes to stdout, progress and errors to stderr. Exit codes: 0 done, 1 some documents failed, 2 the request
cannot be carried out, 3 nothing could be extracted. Flags come before the environment (``KG_MODEL``), that before
``kg.toml`` of the working folder, that before defaults. Rooms are imported by the commands that need them:
``--help`` is quick.
"""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .asking import ask, conflicts, diff, explain, show, validate
from .commands import NOTHING, SOME_FAILED, USAGE, Out, app, command, leave, terminal_width
from .completion import complete_queries
from .editing import remove, review
from .errors import KGError
from .settings import read_settings
from .sharing import backup, publish, serve
from .wording import count, did_you_mean_file

if TYPE_CHECKING:
    from .pipeline import BuildReport
    from .store import Answer, Store
    from .store.endpoint import Endpoint

Model = Annotated[
    str | None, typer.Option("--model", help="Installed spaCy pipeline or path.", envvar="KG_MODEL")
]
OntologyPath = Annotated[
    list[Path] | None,
    typer.Option("--ontology", help="Folder or .ttl that adds relations, frames or actors."),
]


def _tell_version(wanted: bool) -> None:
    if wanted:
        from . import __version__

        print(f"kg {__version__}")
        raise typer.Exit


class Tuples(StrEnum):
    """How open propositions are written: n-ary and complete, or binary for graphs."""

    FULL = "full"
    FOLDED = "folded"


class Format(StrEnum):
    """How query answers are printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    TTL = "ttl"


@app.callback()
def start(
    version: Annotated[
        bool, typer.Option("--version", callback=_tell_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Who claims what about whom, who denies it, and the sentence: knowledge graphs from news, offline."""


@command
def build(
    paths: Annotated[
        list[str], typer.Argument(help="Files and folders: .txt .md .html .jsonl .csv .eml .mbox")
    ],
    output: Annotated[Path, typer.Option("-o", "--output", help="Where the graph goes.")] = Path("out"),
    model: Model = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help="Processes.", envvar="KG_JOBS")] = 1,
    force: Annotated[bool, typer.Option("--force", help="Parse again what was parsed before.")] = False,
    ontology: OntologyPath = None,
    corrections: Annotated[
        Path | None, typer.Option("--corrections", help="Instead of corrections.toml in the folders.")
    ] = None,
    sources: Annotated[
        Path | None, typer.Option("--sources", help="Instead of sources.toml in the folders.")
    ] = None,
) -> None:
    """Build a graph from news articles."""
    from .export.progress import show_progress
    from .pipeline import build as build_graph

    with show_progress() as progress:
        graph = build_graph(
            paths,
            output,
            model=model,
            jobs=jobs,
            force=force,
            ontology=ontology or (),
            progress=progress,
            corrections=corrections,
            sources=sources,
        )
    if not (output / graph.page.name).exists():
        print(f"kg: no symbolic links can be made in {output}; look into {graph.generation}", file=sys.stderr)
    if graph.report is not None:
        _finish(graph.report, output)


@command
def extract(
    paths: Annotated[
        list[str] | None, typer.Argument(help="Files and folders; - or nothing is stdin.")
    ] = None,
    lines: Annotated[
        bool, typer.Option("--lines", help="Each input line is a document; one object a line.")
    ] = False,
    format: Annotated[str, typer.Option("--format", help="Only jsonl so far.")] = "jsonl",
    profile: Annotated[Tuples, typer.Option("--profile", help="Form of the propositions.")] = Tuples.FULL,
    model: Model = None,
    ontology: OntologyPath = None,
) -> None:
    """Print what is said, sentence by sentence, as JSON lines."""
    if format != "jsonl":
        raise KGError(f"unknown format {format!r}; kg extract prints jsonl")
    from .pipeline import extract_rows

    failures = 0
    asked = extract_rows(
        paths or ["-"], lines=lines, model=model, ontology=ontology or (), profile=profile.value
    )
    for row in asked:
        if isinstance(row, str):
            print(row)
        else:
            failures += row.severity == "error"
            print(f"kg: {row.message}", file=sys.stderr)
    if failures:
        raise typer.Exit(SOME_FAILED)


@command
def query(
    out: Annotated[
        str | None, typer.Argument(help="The folder that kg build wrote; not with --endpoint.")
    ] = None,
    sparql: Annotated[str | None, typer.Argument(help="A SPARQL query; kg's prefixes are known.")] = None,
    file: Annotated[
        Path | None, typer.Option("-f", "--file", help="Read the query from a file; - is stdin.")
    ] = None,
    saved: Annotated[
        str | None,
        typer.Option(
            "--saved", help="A saved query by name; 'list' names them.", autocompletion=complete_queries
        ),
    ] = None,
    bind: Annotated[
        list[str] | None, typer.Option("--bind", "-b", help="NAME=VALUE for a saved query.")
    ] = None,
    format: Annotated[Format, typer.Option("--format", help="table, json, csv or ttl")] = Format.TABLE,
    endpoint: Annotated[
        str | None, typer.Option("--endpoint", help="Ask this SPARQL endpoint instead of a folder.")
    ] = None,
    graph: Annotated[
        str | None, typer.Option("--graph", help="The graph of the endpoint to ask, by its IRI.")
    ] = None,
    timeout: Annotated[float | None, typer.Option("--timeout", min=0.1, help="Seconds at most.")] = None,
) -> None:
    """Ask the graph."""
    if saved == "list":
        _list_saved()
        return
    if endpoint is not None:  # then there is no folder, and what comes first is the query
        if sparql is not None:
            raise KGError("name a folder or an --endpoint, not both")
        out, sparql = None, out
    if sum(given is not None for given in (sparql, file, saved)) != 1:
        raise KGError("give one of: a query, -f FILE, --saved NAME")
    source = _source(out, endpoint, graph)
    if saved is not None:
        answer = source.ask_saved(saved, _bindings(bind or []), timeout=timeout)
    else:
        asked = sparql if sparql is not None else _read(file)
        answer = source.query(asked, timeout=timeout)
        _warn_of_traps(asked, answer)
    if format is Format.TABLE:
        from .export.tables import table_text

        print(table_text(answer, width=terminal_width()))
    else:
        print(answer.serialize(format.value).rstrip("\r\n"))


def _warn_of_traps(asked: str, answer: Answer) -> None:
    """Say which computed columns have no value at all: in SPARQL an expression that fails is no error."""
    from .store.guard import computed

    for column in sorted(computed(asked).intersection(answer.unbound())):
        print(
            f"kg: ?{column} has no value in any row, because its expression fails in all of them; "
            'see "Traps in SPARQL" in docs/guide.md',
            file=sys.stderr,
        )


command(ask)
command(show)
command(explain)
command(conflicts)
command(diff)


@command
def export(
    out: Annotated[Path | None, typer.Argument(help="The folder that kg build wrote.")] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            help=".ttl .trig .nt .nq .jsonld .rdf .graphml .gexf .html .cypher .neo4j .csv .parquet .ftm.json "
            ".stix.json .schemaorg.jsonld .cyjs .obsidian",
        ),
    ] = None,
    explain: Annotated[
        str | None, typer.Option("--explain", metavar="FORMAT", help="Tell what a format cannot hold.")
    ] = None,
) -> None:
    """Write the graph in another format; the suffix chooses."""
    if explain is not None:
        from .export import losses_text

        print(losses_text(explain))
        return
    if out is None or output is None:
        raise KGError("name the folder of the graph and, after -o, a file; or a format after --explain")
    from .pipeline import open_graph

    open_graph(out).write(output)


command(review)
command(remove)
command(publish)
command(serve)
command(backup)


@command
def view(
    out: Out, open_: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False
) -> None:
    """Print where the interactive page is, and open it if asked."""
    from .pipeline import open_graph

    page = open_graph(out).page
    print(page)
    if open_:
        import webbrowser

        webbrowser.open(page.as_uri())


command(validate)


@command
def eval(
    gold: Annotated[
        Path,
        typer.Argument(
            help="Annotated articles, PLOVER records or speech (.jsonl), times (.tsv), a CaRB folder."
        ),
    ],
    articles: Annotated[
        Path | None, typer.Option("--articles", help="The raw files that annotated articles point into.")
    ] = None,
    model: Model = None,
    ontology: OntologyPath = None,
) -> None:
    """Score the reading against gold."""
    from .evaluation import evaluate, scores_text

    print(scores_text(evaluate(gold, articles=articles, model=model, ontology=ontology or ())))


def main() -> None:
    """Run the command line."""
    try:
        app(default_map=_settings())
    except KGError as error:
        sys.exit(leave(USAGE, str(error)).exit_code)


def _settings() -> dict[str, dict[str, object]]:
    commands = typer.main.get_group(app).commands
    return read_settings({name: [p.name for p in each.params if p.name] for name, each in commands.items()})


def _finish(report: BuildReport, output: Path) -> None:
    for message in (*(failure.message for failure in (*report.failures, *report.warnings)), *report.idle):
        print(f"kg: {message}", file=sys.stderr)
    done = (
        f"{count(report.documents, 'document')} ({report.parsed} parsed, {count(report.copies, 'copy', 'copies')}), "
        f"{count(report.claims, 'claim')}, {count(report.statements, 'statement')} in {output}"
    )
    print(done, file=sys.stderr)
    if report.claims == 0:
        raise leave(NOTHING, "nothing was extracted; are these English news articles?")
    if report.failures:
        raise typer.Exit(SOME_FAILED)


def _source(out: str | None, endpoint: str | None, graph: str | None) -> Store | Endpoint:
    if endpoint is not None:
        from .store.endpoint import Endpoint

        return Endpoint(endpoint, graph)
    if out is None:
        raise KGError("name the folder that kg build wrote, or an --endpoint")
    if graph is not None:
        raise KGError("--graph is for an --endpoint; in a query write GRAPH <...> { ... }")
    from .pipeline import open_graph

    return open_graph(out).store


def _list_saved() -> None:
    from .store import load_queries

    for query in load_queries():
        needs = "".join(f" -b {parameter.name}=…" for parameter in query.parameters)
        print(f"{query.name + needs:40} {query.title}")


def _bindings(pairs: list[str]) -> dict[str, str]:
    found = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise KGError(f"--bind {pair}: write NAME=VALUE")
        found[name] = value
    return found


def _read(file: Path | None) -> str:
    try:
        return sys.stdin.read() if file is None or str(file) == "-" else file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        hint = did_you_mean_file(file) if file and isinstance(error, FileNotFoundError) else ""
        raise KGError(f"cannot read the query file {file}: {error}{hint}") from error
