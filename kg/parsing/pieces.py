"""Words as the encoder takes them: word pieces and a class of casing for each.

The pieces are WordPiece (Wu et al. 2016) of an uncased vocabulary; what casing says is given beside them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from tokenizers import Tokenizer

__all__ = ["CASES", "MOST", "Pieces", "case_class"]

MOST = 8  # pieces of one word; the rest of a longer one is not read
CASES = 6


def case_class(word: str) -> int:
    """Return 0 lower or caseless, 1 capitalised, 2 capitals, 3 mixed, 4 one capital letter, 5 with a figure.

    >>> [case_class(w) for w in ("says", "Turkey", "NATO", "McCain", "I", "S-400")]
    [0, 1, 2, 3, 4, 5]
    """
    if any(character.isdigit() for character in word):
        return 5
    if word == word.lower():
        return 0
    if len(word) == 1:
        return 4
    if word.isupper():
        return 2
    return 1 if word[0].isupper() and word[1:] == word[1:].lower() else 3


class Pieces:
    """The vocabulary of word pieces, remembering what it has cut."""

    def __init__(self, path: Path) -> None:
        self.tokenizer = Tokenizer.from_file(str(path))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        vocabulary = self.tokenizer.get_vocab()
        self.first, self.end = vocabulary["[CLS]"], vocabulary["[SEP]"]
        self.unknown, self.padding = vocabulary["[UNK]"], vocabulary["[PAD]"]
        self.of_word = lru_cache(maxsize=1 << 16)(self._cut)

    def _cut(self, word: str) -> tuple[int, ...]:
        found = self.tokenizer.encode(word, add_special_tokens=False).ids[:MOST]
        return tuple(found) or (self.unknown,)

    def lay(self, words: Sequence[str], paragraphs: Sequence[int]) -> tuple[list[int], list[int], list[int]]:
        """Return pieces, their classes of casing, and the place of each word's first piece.

        The run begins with [CLS] and ends with [SEP]; between two paragraphs stands another [SEP].
        """
        begins = set(paragraphs) - {0}
        pieces, cases, places = [self.first], [0], []
        for index, word in enumerate(words):
            if index in begins:
                pieces.append(self.end)
                cases.append(0)
            places.append(len(pieces))
            found = self.of_word(word)
            pieces += found
            cases += [case_class(word)] * len(found)
        return [*pieces, self.end], [*cases, 0], places
