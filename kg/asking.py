"""Commands that show what a graph holds: an actor, why a statement is believed, what clashes, and whether its form is right."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from .commands import NOTHING, SOME_FAILED, Json, Out, read_day
from .completion import complete_entities, complete_relations
from .errors import KGError
from .types import ConflictKind

__all__ = ["ask", "conflicts", "diff", "explain", "show", "validate"]


class ListFormat(StrEnum):
    """How conflicts are printed."""

    TEXT = "text"
    JSON = "json"
    TTL = "ttl"
    HTML = "html"


class DiffFormat(StrEnum):
    """How differences are printed."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"


class As(StrEnum):
    """Which part the actor plays."""

    SUBJECT = "subject"
    OBJECT = "object"
    HOLDER = "holder"


def ask(
    out: Out,
    question: Annotated[
        str, typer.Argument(help='A question in English: "Who has threatened Turkey since 2019?"')
    ],
    model: Annotated[
        str | None,
        typer.Option("--model", help="A spaCy pipeline that reads the question, in place of kg's own."),
    ] = None,
    now: Annotated[
        str | None,
        typer.Option(
            "--now", help="The day from which last year counts, YYYY-MM-DD; the newest report's if left out."
        ),
    ] = None,
    json: Json = False,
) -> None:
    """Answer a question: who, whom, what, which, when, where, how often, yes or no; with the sentences."""
    from .pipeline import open_graph

    graph, today = open_graph(out), read_day("--now", now)
    from .pipeline.reading import open_reader  # what follows loads the reader, which no error above needs
    from .questions import answers_json, answers_text
    from .questions import ask as ask_graph

    answers = ask_graph(graph, question, reader=open_reader(model), today=today)
    print((answers_json if json else answers_text)(answers))
    if not answers.given:
        raise typer.Exit(NOTHING)


def show(
    out: Out,
    entity: Annotated[
        str, typer.Argument(help="A name, an id, or how an id begins.", autocompletion=complete_entities)
    ],
    limit: Annotated[
        int | None, typer.Option("--limit", "-n", min=1, help="At most so many statements.")
    ] = None,
    relation: Annotated[
        list[str] | None,
        typer.Option(
            "--relation",
            "-r",
            help="Only this relation and narrower ones; may be repeated.",
            autocompletion=complete_relations,
        ),
    ] = None,
    as_: Annotated[
        As | None, typer.Option("--as", help="Only where it is the subject, the object, or says so.")
    ] = None,
    json: Json = False,
) -> None:
    """Show what is said about somebody or something, with the sentences."""
    from .export.profiles import Part, Selection, choose_relations, entity_json, entity_text
    from .pipeline import open_graph

    graph = open_graph(out)
    chosen = choose_relations(relation, graph.ontology.relations) if relation else None
    selection = Selection(chosen, Part(as_.value) if as_ else None, limit)
    print((entity_json if json else entity_text)(graph.graph, entity, selection))


def explain(
    out: Out,
    statement: Annotated[str, typer.Argument(help="The id of a statement, or how it begins.")],
    json: Json = False,
) -> None:
    """Show why a statement is believed as far as it is: every sentence, what it weighs, and the sums."""
    from .export.explanation import explain as explain_statement
    from .export.explanation import explain_json
    from .pipeline import open_graph

    graph = open_graph(out)
    tell = explain_json if json else explain_statement
    print(tell(graph.graph, statement, graph.beside.reliability))


def conflicts(
    out: Out,
    format: Annotated[
        ListFormat | None, typer.Option("--format", help="text (if left out), json, ttl or html")
    ] = None,
    kind: Annotated[
        list[ConflictKind] | None,
        typer.Option("--kind", help="Only conflicts of this kind; may be repeated."),
    ] = None,
    json: Json = False,
) -> None:
    """List what sources contradict each other about, both sides with holder, date and sentence."""
    from .export.conflicts import FORMATS, only
    from .pipeline import open_graph

    if json and format not in (None, ListFormat.JSON):
        raise KGError(f"--json and --format {format}: give one of them")
    chosen = ListFormat.JSON if json else format or ListFormat.TEXT
    print(FORMATS[chosen.value](only(open_graph(out).graph, kind or ())).rstrip("\n"))


def diff(
    a: Annotated[Path, typer.Argument(help="The folder of a graph.")],
    b: Annotated[Path | None, typer.Argument(help="The folder of another one.")] = None,
    outlet: Annotated[
        str | None,
        typer.Option("--outlet", help="Compare what this outlet says with --against, or all others."),
    ] = None,
    against: Annotated[str | None, typer.Option("--against", help="The outlet to compare with.")] = None,
    since: Annotated[
        str | None, typer.Option("--since", help="What was learnt since this day, YYYY-MM-DD.")
    ] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="The graph as it was known at the end of this day.")
    ] = None,
    format: Annotated[DiffFormat, typer.Option("--format", help="text, json or csv")] = DiffFormat.TEXT,
) -> None:
    """Show in what two graphs differ, or two outlets of one graph, or one graph at two times."""
    from .export.differences import FORMATS
    from .pipeline import open_graph
    from .pipeline.comparison import compare_graphs, compare_outlets, compare_times

    asked = [b is not None, outlet is not None, since is not None or as_of is not None]
    if sum(asked) != 1:
        raise KGError("give one of: a second folder, --outlet, --since or --as-of")
    if against is not None and outlet is None:
        raise KGError("--against needs --outlet")
    graph = open_graph(a)
    if b is not None:
        compared = compare_graphs(graph, open_graph(b))
    elif outlet is not None:
        compared = compare_outlets(graph, outlet, against)
    else:
        compared = compare_times(graph, read_day("--since", since), read_day("--as-of", as_of))
    print(FORMATS[format.value](compared).rstrip("\n"))


def validate(out: Out, json: Json = False) -> None:
    """Check the graph against the SHACL shapes."""
    from .export.listing import json_text
    from .pipeline import open_graph
    from .wording import count

    violations = open_graph(out).validate()
    if json:
        print(json_text([dict(each._asdict()) for each in violations]))
    else:
        for violation in violations:
            print("  ".join(violation))
    print(count(len(violations), "violation"), file=sys.stderr)
    if violations:
        raise typer.Exit(SOME_FAILED)
