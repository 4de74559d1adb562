"""One HTML file that shows the graph and asks nobody for anything.

pyvis makes the drawing; of its page only the two scripts that draw are kept, because the rest calls CDNs. The
policy in the page's head admits exactly these scripts and ours, by their hashes, so that nothing a text
smuggles in can ever run.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Sequence
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from ..errors import KGError
from ..types import Graph

if TYPE_CHECKING:
    from .page.content import Content

_ASSETS = Path(__file__).parent / "page"
_SCRIPTS = ("data.js", "filters.js", "drawing.js", "evidence.js", "table.js", "search.js", "main.js")
_INLINE_SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<code>.*?)</script>", re.DOTALL)
_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}


def write_html(graph: Graph, path: Path, *, title: str = "kg") -> None:
    """Write a page that works from disk without a network; the same graph is the same file."""
    page = _page(graph, title)
    path.write_bytes(page.encode("utf-8", "replace"))


def _page(graph: Graph, title: str) -> str:
    from .page.content import tell, trim  # with networkx and pyvis, which other pages need not
    from .page.drawing import draw

    shown = trim(graph)
    library, drawing = _pyvis_scripts(draw(shown).generate_html())
    behaviour = "(() => {\n" + "\n".join(_read(name) for name in _SCRIPTS) + "\n})();"
    style = _read("page.css")
    return Template(_read("page.html")).substitute(
        title=html.escape(title),
        policy=_policy([library, drawing, behaviour], style),
        style=style,
        data=_json(tell(graph, shown, title)),
        library=library,
        drawing=drawing,
        behaviour=behaviour,
    )


def _pyvis_scripts(page: str) -> tuple[str, str]:
    """Return vis-network and the script that draws with it."""
    scripts = [match["code"] for match in _INLINE_SCRIPT.finditer(page) if "src=" not in match["attributes"]]
    library = [code for code in scripts if "vis-network" in code[:200]]
    drawing = [code for code in scripts if "function drawGraph()" in code]
    if len(library) != 1 or len(drawing) != 1:
        raise KGError("pyvis writes a page that kg does not know; install pyvis 0.3.2")
    return _one_newline(library[0]), _one_newline(drawing[0])


def _one_newline(text: str) -> str:
    """Return text with the newlines that browsers make of any other before they compute its hash."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _policy(scripts: Sequence[str], style: str) -> str:
    """Return a content security policy that admits just these, and no request to anywhere."""
    admitted = " ".join(_hash(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {admitted}; style-src {_hash(style)}; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )


def style_policy(style: str) -> str:
    """Return a content security policy for a page without scripts: its own style, and nothing else."""
    return f"default-src 'none'; style-src {_hash(style)}; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _json(content: Content) -> str:
    """Return JSON that cannot end the element it stands in: ASCII only, and no angle brackets."""
    text = json.dumps(content, ensure_ascii=True, separators=(",", ":"))
    for char, escape in _ESCAPES.items():  # ten times as fast as translate
        text = text.replace(char, escape)
    return text


def _read(name: str) -> str:
    return (_ASSETS / name).read_text(encoding="utf-8")
