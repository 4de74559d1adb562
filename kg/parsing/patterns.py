"""Names and figures by token pattern, in the form of spaCy's entity ruler, at a fraction of its cost.

All patterns stand in one automaton over *elements* (a word, a class of words, an expression). Which elements a word
fits is asked once for each form and remembered, so a word that fits none costs one look-up. Of the matches the
longest wins, then the first; what another component has found before stays.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from spacy.attrs import ORTH, POS, SPACY
from spacy.tokens import Doc, Span, Token
from spacy.util import SimpleFrozenList

__all__ = ["PatternPipe"]

Spec = Mapping[str, Any]
_REPEATED = 3  # how often an element with * may stand


class _Node:
    """A place in the automaton: where each element leads, and the label of what ends here."""

    __slots__ = ("label", "next", "rank")

    def __init__(self) -> None:
        self.next: dict[int, _Node] = {}
        self.label = ""
        self.rank = 0


class PatternPipe:
    """Add the names that token patterns find to ``doc.ents``.

    A pattern is ``{"label": str, "pattern": [{attribute: value}, ...]}``; attributes are TEXT and LOWER (a word, ``IN``
    or ``REGEX``), LIKE_NUM, IS_STOP, SPACY and POS; OP is ``?`` or ``*``.
    """

    def __init__(self, name: str = "patterns") -> None:
        self.name = name
        self.patterns: list[dict[str, Any]] = []
        self._root = _Node()
        self._elements: dict[str, int] = {}
        self._words: dict[tuple[str, str], list[int]] = {}  # what is listed, by attribute and word
        self._tests: list[tuple[int, Callable[[Token], bool]]] = []  # what must be asked
        self._fits: dict[tuple[int, int, int], tuple[int, ...]] = {}

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of the patterns, sorted."""
        return tuple(sorted({pattern["label"] for pattern in self.patterns}))

    def add_patterns(self, patterns: Iterable[dict[str, Any]]) -> None:
        """Add patterns behind those that are there."""
        for pattern in patterns:
            self.patterns.append(pattern)
            for specs in _spelled_out(pattern["pattern"]):
                node = self._root
                for spec in specs:
                    node = node.next.setdefault(self._element(spec), _Node())
                if not node.label:
                    node.label, node.rank = pattern["label"], len(self.patterns)
        self._fits.clear()

    def __call__(self, doc: Doc) -> Doc:
        """Add what the patterns find."""
        fits = [self._fitting(doc, place, key) for place, key in enumerate(_keys(doc))]
        root = self._root.next
        found = [
            match
            for start, elements in enumerate(fits)
            for element in elements
            if element in root
            for match in self._follow(root[element], fits, start)
        ]
        if found:
            _add(doc, found)
        return doc

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = 16) -> Iterator[Doc]:
        """Handle documents one by one."""
        for doc in docs:
            yield self(doc)

    def to_disk(self, path: Path, *, exclude: Iterable[str] = SimpleFrozenList()) -> None:
        """Write the patterns as JSON lines."""
        path.mkdir(parents=True, exist_ok=True)
        lines = (json.dumps(p, ensure_ascii=False, separators=(",", ":")) + "\n" for p in self.patterns)
        (path / "patterns.jsonl").write_text("".join(lines), encoding="utf-8")

    def from_disk(self, path: Path, *, exclude: Iterable[str] = SimpleFrozenList()) -> PatternPipe:
        """Read the patterns."""
        lines = (path / "patterns.jsonl").read_text(encoding="utf-8").splitlines()
        self.add_patterns(json.loads(line) for line in lines if line)
        return self

    def _element(self, spec: Spec) -> int:
        key = json.dumps(spec, sort_keys=True)
        number = self._elements.get(key)
        if number is None:
            number = self._elements[key] = len(self._elements)
            listed = _listed(spec)
            if listed is None:
                self._tests.append((number, _test(spec)))
            for kind, word in listed or ():
                self._words.setdefault((kind, word), []).append(number)
        return number

    def _fitting(self, doc: Doc, place: int, key: tuple[int, int, int]) -> tuple[int, ...]:
        fits = self._fits.get(key)
        if fits is None:
            token = doc[place]
            known = [
                *self._words.get(("TEXT", token.text), ()),
                *self._words.get(("LOWER", token.lower_), ()),
            ]
            known += [element for element, test in self._tests if test(token)]
            fits = self._fits[key] = tuple(known)
        return fits

    def _follow(
        self, node: _Node, fits: Sequence[tuple[int, ...]], start: int
    ) -> Iterator[tuple[int, int, int, str]]:
        """Yield (first token, token after the last, rank, label) of all matches that begin at ``start``."""
        nodes, place = [node], start + 1
        while nodes:
            for reached in nodes:
                if reached.label:
                    yield start, place, reached.rank, reached.label
            if place == len(fits):
                return
            here = fits[place]
            nodes = [
                reached.next[element]
                for reached in nodes
                if reached.next
                for element in here
                if element in reached.next
            ]
            place += 1


def _keys(doc: Doc) -> Iterator[tuple[int, int, int]]:
    columns = doc.to_array([ORTH, POS, SPACY])
    yield from map(tuple, columns.tolist())


def _add(doc: Doc, found: list[tuple[int, int, int, str]]) -> None:
    taken = np.zeros(len(doc), dtype=bool)
    kept = list(doc.ents)
    for ent in kept:
        taken[ent.start : ent.end] = True
    more = []
    for start, end, _, label in sorted(found, key=lambda m: (m[0] - m[1], m[0], m[2])):
        if not taken[start:end].any():
            taken[start:end] = True
            more.append(Span(doc, start, end, label=label))
    if more:
        doc.set_ents(sorted([*kept, *more], key=lambda ent: ent.start))


def _spelled_out(pattern: Sequence[Spec]) -> Iterator[list[Spec]]:
    """Yield the pattern without operators: each optional element there or not."""
    runs: list[list[Spec]] = [[]]
    for spec in pattern:
        operator = spec.get("OP", "")
        plain = {name: value for name, value in spec.items() if name != "OP"}
        times = {"": (1,), "?": (0, 1), "*": range(_REPEATED + 1)}[operator]
        runs = [[*run, *[plain] * count] for run in runs for count in times]
    yield from (run for run in runs if run)


def _listed(spec: Spec) -> list[tuple[str, str]] | None:
    """Return the words of an element that asks for nothing but one of some words."""
    if len(spec) != 1:
        return None
    kind, value = next(iter(spec.items()))
    if kind not in ("TEXT", "LOWER"):
        return None
    if isinstance(value, str):
        return [(kind, value)]
    return [(kind, word) for word in value["IN"]] if "IN" in value else None


def _test(spec: Spec) -> Callable[[Token], bool]:
    tests = [_attribute(name, value) for name, value in spec.items()]
    if len(tests) == 1:
        return tests[0]
    return lambda token: all(test(token) for test in tests)


def _attribute(name: str, value: Any) -> Callable[[Token], bool]:
    flags: dict[str, Callable[[Token], Any]] = {
        "LIKE_NUM": lambda token: token.like_num,
        "IS_STOP": lambda token: token.is_stop,
        "SPACY": lambda token: bool(token.whitespace_),
        "POS": lambda token: token.pos_,
    }
    if name in flags:
        read = flags[name]
        return lambda token: bool(read(token) == value)
    spell: Callable[[Token], str] = {"TEXT": _text, "LOWER": _lower}[name]
    if isinstance(value, str):
        return lambda token: spell(token) == value
    if "REGEX" in value:
        search = re.compile(value["REGEX"]).search
        return lambda token: search(spell(token)) is not None
    words = frozenset(value["IN"])
    return lambda token: spell(token) in words


def _text(token: Token) -> str:
    return token.text


def _lower(token: Token) -> str:
    return token.lower_
