"""What a query may not do: write, or reach the network. And what of its text must be known before it is parsed.

Oxigraph parses nothing but queries where a query is asked for, so an update fails there; here it gets a message that says
so. ``SERVICE`` is valid in a query and would be fetched; it is refused by its keyword, whose only other places in SPARQL,
strings, comments, IRIs, variables and prefixed names, are skipped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ..errors import QueryError

__all__ = ["check_query", "computed", "opening_brace", "variables"]

UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"})
FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})

_TOKEN = re.compile(
    r"""
    (?P<skip> \#[^\n\r]*                              # comment
            | < (?: [^<>"{}|^`\\\x00-\x20] | \\u[0-9A-Fa-f]{4} | \\U[0-9A-Fa-f]{8} )* >    # IRI
            | \"{3} (?: \"{0,2} (?: [^"\\] | \\. ) )* \"{3}
            | '{3} (?: '{0,2} (?: [^'\\] | \\. ) )* '{3}
            | \" (?: [^"\\\n\r] | \\. )* \"
            | ' (?: [^'\\\n\r] | \\. )* '
            | [?$] (?P<variable> \w+ )
            | @ [A-Za-z-]+                            # language
            | [\w.-]* : (?: [\w.:%-] | \\. )*         # prefixed name
    )
    | (?P<word> [A-Za-z]\w* )
    | (?P<brace> \{ )
    """,
    re.VERBOSE | re.DOTALL,
)


@lru_cache(maxsize=256)  # the same questions come again and again; what is refused is not kept
def check_query(sparql: str) -> None:
    """Raise unless the text is at most a query of the store itself; whether it is valid is for the parser to say."""
    words = list(_words(sparql))
    if any("SERVICE" in word for word in words):  # within a word, too: "1e5SERVICE <...>" is valid
        raise QueryError("SERVICE is off: a query never reaches the network")
    verb = next((word for word in words if word in UPDATES | FORMS), None)
    if verb is None:
        raise QueryError("this is no SPARQL query: it has neither SELECT, ASK, CONSTRUCT nor DESCRIBE")
    if verb in UPDATES:
        raise QueryError(f"{verb} is not a query: the store is only read; build again to change it")


def variables(sparql: str) -> set[str]:
    """Return the names of all variables of a query."""
    return {match["variable"] for match in _TOKEN.finditer(sparql) if match["variable"]}


def computed(sparql: str) -> set[str]:
    """Return the names of the variables that a query computes: those after AS."""
    found, before = set(), ""
    for match in _TOKEN.finditer(sparql):
        if match["variable"] and before == "AS":
            found.add(match["variable"])
        if match["word"] or match["variable"]:
            before = (match["word"] or "").upper()
    return found


def opening_brace(sparql: str) -> int | None:
    """Return where the first group of a query begins: the place of its brace."""
    return next((match.start() for match in _TOKEN.finditer(sparql) if match["brace"]), None)


def _words(sparql: str) -> Iterator[str]:
    return (match["word"].upper() for match in _TOKEN.finditer(sparql) if match["word"])
