"""Is it English? Function words are half of any text and differ between languages, so counting them tells.

Headlines do without them; of these a dictionary tells.
"""

from __future__ import annotations

import re
from functools import cache

from ..errors import CorpusError
from ..resources import table
from .words import is_word

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_SAMPLE = 20_000  # characters
_ENGLISH = (
    0.7  # of the words that are no names; languages near to it have half of theirs in an English dictionary
)
_FEWEST = 20  # words; below this a headline of names would be refused
_LOOKED_UP = 400  # words
_NON_LATIN = re.compile(r"[\u0370-\u1cff\u2c00-\u2dff\u3040-\uabff\uac00-\ud7af\uf900-\ufaff]")


def require_english(text: str, stated: str | None = None) -> None:
    """Raise CorpusError if a text is in another language; ``stated`` is what its metadata says.

    Too short a text passes unless it is stated to be in another language.
    """
    sample = text[:_SAMPLE]
    words = [word.casefold() for word in _WORD.findall(sample)]
    foreign = bool(stated) and not str(stated).casefold().startswith(("en", "eng"))
    if len(words) < _FEWEST and not foreign and not _other_script(sample):
        return
    shares = {language: sum(word in known for word in words) for language, known in _function_words().items()}
    english = shares.pop("English")
    best = max(sorted(shares), key=lambda language: shares[language])
    if _other_script(sample):
        raise CorpusError("it is not in English but in another script; leave it out or translate it")
    if not foreign and english < max(shares[best], 0.06 * len(words) + 1) and _in_dictionary(sample):
        return
    if shares[best] > english and shares[best] > 0.1 * len(words):
        raise CorpusError(f"it is not in English (it reads like {best}); leave it out or translate it")
    if english < (0.2 if foreign else 0.06) * len(words):
        raise CorpusError("it is not in English; leave it out or translate it")


def _in_dictionary(sample: str) -> bool:
    """Tell whether most words are English ones: headlines have few function words, but their words are in a dictionary."""
    words = _WORD.findall(sample)[:_LOOKED_UP]
    plain = [word for word in words if word[0].islower()]
    asked = plain if len(plain) >= _FEWEST / 2 else words
    return sum(map(is_word, asked)) >= _ENGLISH * len(asked)


def _other_script(sample: str) -> bool:
    letters = sum(map(str.isalpha, sample))
    return letters > 10 and len(_NON_LATIN.findall(sample)) > 0.4 * letters


@cache
def _function_words() -> dict[str, frozenset[str]]:
    return {language: frozenset(words.split()) for language, words in table("function_words")}
