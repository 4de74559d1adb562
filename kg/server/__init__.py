"""A graph on the own machine, over HTTP: the explorer, its JSON, SPARQL 1.1 protocol at ``/sparql``. Read-only.

The only room that needs the extra ``serve``.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from ..errors import KGError
from ..store.timed import Limits

__all__ = ["LIMITS", "serve"]

LIMITS = Limits(seconds=30, answer=1 << 26, memory=1 << 32)


def serve(
    out: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    limits: Limits = LIMITS,
    ready: Callable[[str], None] = lambda address: None,
) -> None:
    """Serve what is in a folder until stopped. ``ready`` is told the address; port 0 is any free one."""
    try:
        import uvicorn

        from .application import make_application
    except ModuleNotFoundError as error:
        raise KGError(f"kg serve needs {error.name}; run: pip install 'kg[serve]'") from error
    application = make_application(out, host=host, limits=limits)
    try:
        place = socket.create_server((host, port), family=_family(host))
    except (OSError, OverflowError) as error:
        raise KGError(f"{host}:{port} cannot be used ({error}); choose another with --port") from error
    config = uvicorn.Config(
        application, log_level="warning", server_header=False, date_header=False, limit_concurrency=64
    )
    with place:
        shown = f"[{host}]" if ":" in host else host
        ready(f"http://{shown}:{place.getsockname()[1]}/")
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[place])


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET
