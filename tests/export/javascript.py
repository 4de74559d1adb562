"""Libraries for JavaScript that tests ask for a second opinion, where node and they are installed."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache

import pytest


@cache
def _modules() -> str:
    """Return where node looks for modules: what the user set, and where ``npm install -g`` puts them."""
    npm = shutil.which("npm")
    found = [os.environ.get("NODE_PATH", "")]
    if npm:
        found.append(
            subprocess.run([npm, "root", "-g"], capture_output=True, text=True, check=False).stdout.strip()
        )
    return os.pathsep.join(filter(None, found))


def run(script: str, *arguments: str, needs: str) -> str:
    """Run a script with node and return what it prints; skip the test where a module is missing."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("JavaScript readers of our exports are peers, not dependencies: apt install nodejs")
    env = {**os.environ, "NODE_PATH": _modules()}
    known = subprocess.run(
        [node, "-e", f"require.resolve({needs!r})"], capture_output=True, env=env, check=False
    )
    if known.returncode:
        pytest.skip(f"{needs} reads our exports as a peer, is no dependency: npm install -g {needs}")
    done = subprocess.run(
        [node, "-e", script, "--", *arguments],
        capture_output=True,
        env=env,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
