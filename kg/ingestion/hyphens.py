"""A hyphen at the end of a line: part of the word, or where a typesetter split one.

The text itself tells first, where it has the word elsewhere in one piece; then a dictionary.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from .words import is_word

_LEFT = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*-$")
_RIGHT = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_WORDS = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")
_SUSPENDED = frozenset(("and", "or", "to"))  # "short- and medium-range"
_LONGEST = 60  # characters; no word is longer
_SMALLEST = 3  # letters; a typesetter takes no fewer over to the next line


def is_split(line: str) -> bool:
    """Tell whether a line ends inside a word.

    >>> is_split("the govern-"), is_split("all of it -"), is_split("the end")
    (True, False, False)
    """
    return line.endswith("-") and line[-2:-1].isalnum()


def joints(text: str) -> Callable[[str, str], str]:
    r"""Return what tells how two lines of a text are joined, the first of which ends inside a word.

    The answer is what the hyphen and the line break become: nothing, the hyphen, or the hyphen and a blank.

    >>> join = joints("The min-\nister said so.")
    >>> join("The min-", "ister said"), join("the US-", "Turkey"), join("long-", "range"), join("short-", "and long-range")
    ('', '-', '-', '- ')
    """
    seen: set[str] = set()

    def join(above: str, below: str) -> str:
        left, right = _LEFT.search(above[-_LONGEST:]), _RIGHT.match(below[:_LONGEST])
        if left is None or right is None:
            return "-"
        if right.group() in _SUSPENDED:
            return "- "
        if not seen:
            seen.update(map(str.casefold, _WORDS.findall(text)))
        return "" if _is_one(left.group()[:-1], right.group(), seen) else "-"

    return join


def _is_one(left: str, right: str, seen: set[str]) -> bool:
    """Tell whether two parts are one word that is written without a hyphen."""
    first = left.rpartition("-")[2]
    if not (first[-1].isalpha() and right[0].islower()):
        return False
    hyphened, joined = f"{left}-{right}".casefold(), f"{left}{right}".casefold()
    if hyphened in seen or joined in seen:
        return hyphened not in seen
    if is_word(f"{first}{right}"):
        return not is_word(hyphened)
    if is_word(hyphened) or (is_word(first) and is_word(right)):
        return False
    return len(right) >= _SMALLEST
