"""Commands that give a graph to others: to a triple store, to a copy, to browsers and clients on this machine."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from .commands import Out
from .wording import count

__all__ = ["backup", "publish", "serve"]


def publish(
    out: Out,
    endpoint: Annotated[
        str, typer.Option("--endpoint", help="Where a server takes graphs (SPARQL Graph Store Protocol).")
    ],
    graph: Annotated[
        str | None, typer.Option("--graph", help="The graph to replace, by its IRI; else the default graph.")
    ] = None,
) -> None:
    """Put the graph into a triple store, in the place of what that graph held."""
    from .pipeline import open_graph
    from .store.endpoint import publish as publish_graph

    sent = publish_graph(open_graph(out).store.lines(), endpoint, graph=graph)
    print(f"{count(sent, 'triple')} in {graph or 'the default graph'} of {endpoint}", file=sys.stderr)


def backup(out: Out, folder: Annotated[Path, typer.Argument(help="A new folder for the copy.")]) -> None:
    """Copy the folder of a graph while others read it; the copy is a graph of its own."""
    from .pipeline.backup import back_up

    back_up(out, folder)


def serve(
    out: Out,
    host: Annotated[
        str, typer.Option("--host", help="Address to listen on; others than your own machine reach 0.0.0.0.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="0 is any free one.")] = 8000,
    timeout: Annotated[float, typer.Option("--timeout", min=0.1, help="Seconds at most a query.")] = 30,
) -> None:
    """Open the graph to your browser and to SPARQL clients, read-only, on this machine."""
    from .server import LIMITS
    from .server import serve as serve_graph

    def tell(address: str) -> None:
        print(f"{address} and {address}sparql; stop with Ctrl-C", file=sys.stderr, flush=True)

    serve_graph(out, host=host, port=port, limits=LIMITS._replace(seconds=timeout), ready=tell)
