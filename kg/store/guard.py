"""What a query may not do: write, or reach the network.

Oxigraph parses nothing but queries where a query is asked for, so an update fails there; here it gets a message that says
so. ``SERVICE`` is valid in a query and would be fetched; it is refused by its keyword, whose only other places in SPARQL,
strings, comments, IRIs, variables and prefixed names, are skipped.
"""

from __future__ import annotations

import re

from ..errors import QueryError

__all__ = ["check_query"]

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
            | [?$] \w+                                # variable
            | @ [A-Za-z-]+                            # language
            | [\w.-]* : (?: [\w.:%-] | \\. )*         # prefixed name
    )
    | (?P<word> [A-Za-z]\w* )
    """,
    re.VERBOSE | re.DOTALL,
)


def check_query(sparql: str) -> None:
    """Raise unless the text is at most a query of the store itself; whether it is valid is for the parser to say."""
    words = [match["word"].upper() for match in _TOKEN.finditer(sparql) if match["word"]]
    if any("SERVICE" in word for word in words):  # within a word, too: "1e5SERVICE <...>" is valid
        raise QueryError("SERVICE is off: a query never reaches the network")
    verb = next((word for word in words if word in UPDATES | FORMS), None)
    if verb in UPDATES:
        raise QueryError(f"{verb} is not a query: the store is only read; build again to change it")
