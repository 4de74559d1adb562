"""Commands by which a person changes a graph: to correct what was read, and to take a document out."""

from __future__ import annotations

import sys
from datetime import date as day
from pathlib import Path
from typing import Annotated

import typer

from .commands import Out, read_day
from .wording import count

__all__ = ["remove", "review"]


def review(
    out: Out,
    corrections: Annotated[Path, typer.Option("--corrections", help="Where the answers go.")] = Path(
        "corrections.toml"
    ),
    author: Annotated[
        str | None, typer.Option("--author", help="Who answers; asked for if not given.", envvar="KG_AUTHOR")
    ] = None,
    date: Annotated[str | None, typer.Option("--date", help="YYYY-MM-DD; today if not given.")] = None,
) -> None:
    """Ask about uncertain names and readings, and write the answers as corrections."""
    from .pipeline import open_graph
    from .pipeline.review import review as review_graph

    today, name = read_day("--date", date) or day.today(), author or _ask("Your name: ")
    written = review_graph(open_graph(out), corrections, author=name, day=today, ask=_ask) if name else 0
    print(f"{count(written, 'correction')} written to {corrections}; kg build applies them", file=sys.stderr)


def remove(
    out: Out,
    document: Annotated[str, typer.Argument(help="The id of a document, its last part, or its file.")],
) -> None:
    """Take a document out of the graph, with what it alone supported; its file stays as it is."""
    from .pipeline import remove as remove_document

    report = remove_document(out, document).report
    if report is not None:
        counted = (report.documents, "document"), (report.claims, "claim"), (report.statements, "statement")
        done = ", ".join(count(*each) for each in counted)
        print(
            f"{done} left in {out}; a build of the folder that holds the file takes it in again",
            file=sys.stderr,
        )


def _ask(prompt: str) -> str:
    """Return the answer to a prompt; the end of the input is none."""
    try:
        return input(prompt).strip()
    except EOFError:
        return ""
