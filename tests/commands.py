"""Run kg as a user does: in a process of its own, and without the network if the system lets us."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path

from kg.store import Store, digest

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT / "corpus"
SHARED = ROOT.parent / "shared"

Done = subprocess.CompletedProcess[str]

# what a sitecustomize has to hold so that no process of a test can open a connection
_NO_SOCKETS = """
import socket
def refuse(*args, **kwargs):
    raise OSError("this test has no network")
socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = refuse
"""


def command(*arguments: str | Path) -> list[str]:
    """Return the command line of kg in this environment."""
    return [sys.executable, "-m", "kg", *map(str, arguments)]


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment for a child: this checkout, one thread, no settings of the developer."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KG_")}
    path = os.pathsep.join(filter(None, (str(ROOT), kept.get("PYTHONPATH"))))
    return {**kept, "PYTHONPATH": path, "OMP_NUM_THREADS": "1", **(extra or {})}


def kg(
    *arguments: str | Path,
    stdin: str | bytes = "",
    cwd: Path | None = None,
    prefix: tuple[str, ...] = (),
    env: Mapping[str, str] | None = None,
    limit: int | None = None,
) -> Done:
    """Run kg; ``prefix`` is a command to run it under, ``limit`` the largest file in bytes that it may write."""

    def limit_files() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    done = subprocess.run(
        [*prefix, *command(*arguments)],
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        capture_output=True,
        cwd=cwd,
        env=environment(env),
        timeout=300,
        check=False,
        preexec_fn=limit_files,
    )
    return Done(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def cpu_of(arguments: list[str]) -> float:
    """Return the seconds of CPU that a command takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(arguments, env=environment(), capture_output=True, timeout=300, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


@cache
def _unshare() -> tuple[str, ...]:
    for prefix in (("unshare", "-n"), ("unshare", "-rn")):
        try:
            if subprocess.run([*prefix, "true"], capture_output=True, check=False).returncode == 0:
                return prefix
        except FileNotFoundError:
            break
    return ()


def offline(folder: Path) -> tuple[tuple[str, ...], dict[str, str]]:
    """Return a prefix and an environment without network: a namespace of its own, or else no sockets in Python."""
    if prefix := _unshare():
        return prefix, {}
    (folder / "sitecustomize.py").write_text(_NO_SOCKETS, encoding="utf-8")
    return (), {"PYTHONPATH": f"{folder}{os.pathsep}{ROOT}"}


def fingerprint(out: Path) -> dict[str, str]:
    """Return hashes of what a build wrote: the store's canonical N-Quads, the Turtle, the page."""
    files = {name: sha256((out / name).read_bytes()).hexdigest() for name in ("graph.ttl", "graph.html")}
    return {"store": digest(Store.open(out / "store")), **files}
