"""When two names of gold and system are the same: the rule of all scores, its words in ``data/gold_names.tsv``.

A name matches as a whole, after case, articles, quotation marks and known variants are folded. What is described
and not named (*purchase of the systems*, *senior official (unnamed)*) matches when half of the content words do.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from ..resources import table

__all__ = ["fold_name", "is_same_name"]

_MARKS = re.compile(r'[“”"()]')
_ARTICLE = re.compile(r"^(?:the|a|an)\s+")
_WORD = re.compile(r"[\w'-]+")
_LONGEST_NAME = 3  # words; what is longer or in small letters describes


def fold_name(name: str) -> str:
    """Return what the spellings of a name share.

    >>> fold_name("the S-400 missile systems"), fold_name("U.S.")
    ('s-400', 'united states')
    """
    folded = " ".join(_MARKS.sub(" ", name.casefold()).replace("’", "'").split())
    folded = _endings().sub("", _ARTICLE.sub("", folded))
    return _words("variant").get(folded, folded)


def is_same_name(gold: str, found: str) -> bool:
    """Tell whether a name that was found is the one in gold. The two are not alike: gold says if it is a name.

    >>> is_same_name("Turkey", "Turkish lira"), is_same_name("purchase of radars", "the purchase of the radars")
    (False, True)
    """
    if fold_name(gold) == fold_name(found):
        return True
    wanted, given = _content_words(gold), _content_words(found)
    if not wanted or not given or _is_proper(gold, wanted):
        return False
    shared = sum((Counter(wanted) & Counter(given)).values())
    return 4 * shared >= len(wanted) + len(given)


def _is_proper(gold: str, wanted: list[str]) -> bool:
    short = len(gold.split()) <= _LONGEST_NAME and gold[:1].isupper() and "(" not in gold
    return len(wanted) == 1 or short


def _content_words(name: str) -> list[str]:
    return [word for word in _WORD.findall(fold_name(name)) if word not in _words("empty")]


@cache
def _words(kind: str) -> dict[str, str]:
    return {words: name for row_kind, words, name in table("gold_names") if row_kind == kind}


@cache
def _endings() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{'|'.join(map(re.escape, _words('ending')))})$")
