"""Is it an English word? The lemma tables that the parser brings along are a dictionary, and a large one.

It is asked where a word was split at the end of a line, and whether a list of headlines is in English: these have
hardly any function words.
"""

from __future__ import annotations

from functools import cache

from ..resources import model_dir, table

_SHORTEST = 3  # letters of a stem; shorter ones end in anything


def is_word(word: str) -> bool:
    """Tell whether a word, or what it is inflected of, is in the dictionary.

    >>> is_word("condemned"), is_word("Denmark"), is_word("ister"), is_word("demned")
    (True, True, False, False)
    """
    folded = word.casefold()
    known, endings = _dictionary()
    if folded in known:
        return True
    return any(
        folded.endswith(old) and len(folded) - len(old) >= _SHORTEST and folded[: -len(old)] + new in known
        for old, new in endings
    )


@cache
def _dictionary() -> tuple[frozenset[str], tuple[tuple[str, str], ...]]:
    """Return all words, and the endings with what stands for them in the lemma."""
    import srsly  # comes with spaCy

    tables = srsly.read_msgpack(model_dir() / "lemmatizer" / "lookups" / "lookups.bin")
    words: set[str] = {word for _, line in table("function_words")[:1] for word in line.split()}
    for entries in (*tables["lemma_index"].values(), *tables["lemma_exc"].values()):
        words.update(entries)
    endings = {(old, new) for rules in tables["lemma_rules"].values() for old, new in rules if old.isalpha()}
    return frozenset(words), tuple(sorted(endings))
