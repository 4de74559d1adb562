"""How well chains agree with gold chains: MUC, B-cubed, CEAF-e, and their mean, the CoNLL F1.

Gold are the ``Entity`` annotations of GUM in the MISC column of CoNLL-U. Chains of one mention are set aside on
both sides. A mention is matched by the characters of its head or by those of its whole span; GUM's spans hold
relative clauses and articles that kg's do not, so the head tells more about chains.
"""

from __future__ import annotations

import gzip
import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from ..types import Chain, Extent, Mention, MentionKind

__all__ = [
    "METRICS",
    "GoldDocument",
    "GoldMention",
    "Tally",
    "b_cubed",
    "ceaf_e",
    "conll_f1",
    "entity_spans",
    "group_by_head",
    "key_chains",
    "muc",
    "read_gum",
    "score_documents",
]

Chains = Sequence[frozenset[Hashable]]

_ENTITY = re.compile(r"\((?P<open>[^()]+)(?P<single>\))?|(?P<close>[^()]+)\)")
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"'})


class Tally(NamedTuple):
    """Numerators and denominators of recall and precision, to be summed over documents."""

    found: float = 0.0
    gold: float = 0.0
    right: float = 0.0
    system: float = 0.0

    def plus(self, other: Tally) -> Tally:
        """Return the sum."""
        return Tally(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))

    @property
    def recall(self) -> float:
        """The share of the gold that was found."""
        return self.found / self.gold if self.gold else 0.0

    @property
    def precision(self) -> float:
        """The share of what was given that is right."""
        return self.right / self.system if self.system else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of recall and precision."""
        total = self.recall + self.precision
        return 2 * self.recall * self.precision / total if total else 0.0


# --- metrics ----------------------------------------------------------------------------------


def muc(gold: Chains, system: Chains) -> Tally:
    """Count links: a chain of n mentions that the other side tears into p parts keeps n - p of n - 1 (Vilain et al. 1995)."""
    found, wanted = _links(gold, system)
    right, given = _links(system, gold)
    return Tally(found, wanted, right, given)


def _links(chains: Chains, others: Chains) -> tuple[int, int]:
    where = _places(others)
    kept = total = 0
    for mentions in chains:
        known = [where[m] for m in mentions if m in where]
        parts = len(set(known)) + len(mentions) - len(known)
        kept += len(mentions) - parts
        total += len(mentions) - 1
    return kept, total


def b_cubed(gold: Chains, system: Chains) -> Tally:
    """Average over mentions the share of a mention's chain that the other side has with it (Bagga and Baldwin 1998)."""
    found, wanted = _shares(gold, system)
    right, given = _shares(system, gold)
    return Tally(found, wanted, right, given)


def _shares(chains: Chains, others: Chains) -> tuple[float, int]:
    where = _places(others)
    share = 0.0
    for mentions in chains:
        overlaps = Counter(where[m] for m in mentions if m in where)
        share += sum(n * n for n in overlaps.values()) / len(mentions)
    return share, sum(len(mentions) for mentions in chains)


def ceaf_e(gold: Chains, system: Chains) -> Tally:
    """Align chains one to one so that 2|G n S| / (|G| + |S|) summed over the pairs is most (Luo 2005, phi-4)."""
    where = _places(system)
    scores: dict[tuple[int, int], float] = {}
    for i, mentions in enumerate(gold):
        for j, shared in Counter(where[m] for m in mentions if m in where).items():
            scores[i, j] = 2 * shared / (len(mentions) + len(system[j]))
    best = _best_alignment(scores, len(gold), len(system))
    return Tally(best, len(gold), best, len(system))


def _places(chains: Chains) -> dict[Hashable, int]:
    return {mention: number for number, mentions in enumerate(chains) for mention in mentions}


def _best_alignment(scores: Mapping[tuple[int, int], float], rows: int, columns: int) -> float:
    """Return the greatest sum of scores with no row and no column used twice (Kuhn 1955, Munkres 1957)."""
    if rows > columns:
        return _best_alignment({(j, i): score for (i, j), score in scores.items()}, columns, rows)
    row_price, column_price = [0.0] * (rows + 1), [0.0] * (columns + 1)
    row_of = [0] * (columns + 1)  # 0 is none: rows and columns count from 1
    for row in range(1, rows + 1):
        row_of[0] = row
        _augment(scores, row_of, row_price, column_price)
    return sum(scores.get((row_of[j] - 1, j - 1), 0.0) for j in range(1, columns + 1) if row_of[j])


def _augment(
    scores: Mapping[tuple[int, int], float],
    row_of: list[int],
    row_price: list[float],
    column_price: list[float],
) -> None:
    """Give the row waiting in column 0 a column, by the cheapest chain of swaps."""
    columns = range(1, len(row_of))
    slack, came = [float("inf")] * len(row_of), [0] * len(row_of)
    used = [False] * len(row_of)
    here = 0
    while row_of[here]:
        used[here] = True
        row = row_of[here]
        for j in columns:
            cost = -scores.get((row - 1, j - 1), 0.0) - row_price[row] - column_price[j]
            if not used[j] and cost < slack[j]:
                slack[j], came[j] = cost, here
        nearest = min((j for j in columns if not used[j]), key=lambda j: slack[j])
        step = slack[nearest]
        for j in range(len(row_of)):
            if used[j]:
                row_price[row_of[j]] += step
                column_price[j] -= step
            else:
                slack[j] -= step
        here = nearest
    while here:
        row_of[here] = row_of[came[here]]
        here = came[here]


METRICS: dict[str, Callable[[Chains, Chains], Tally]] = {"MUC": muc, "B3": b_cubed, "CEAF-e": ceaf_e}


def score_documents(pairs: Iterable[tuple[Chains, Chains]]) -> dict[str, Tally]:
    """Return the sums of each metric over documents, given as gold and system chains; singletons are left out."""
    totals = dict.fromkeys(METRICS, Tally())
    for gold, system in pairs:
        sides = [[c for c in side if len(c) > 1] for side in (gold, system)]
        for name, metric in METRICS.items():
            totals[name] = totals[name].plus(metric(*sides))
    return totals


def conll_f1(scores: Mapping[str, Tally]) -> float:
    """Return the mean F1 of MUC, B-cubed and CEAF-e (the CoNLL-2012 shared task's average)."""
    return sum(scores[name].f1 for name in METRICS) / len(METRICS)


# --- system chains ----------------------------------------------------------------------------


def key_chains(chains: Iterable[Chain], *, by_head: bool) -> list[frozenset[Hashable]]:
    """Return chains as sets of extents: of the heads of their mentions, or of their spans."""
    return [frozenset(m.head if by_head else m.extent for m in c.mentions) for c in chains]


def group_by_head(
    mentions: Iterable[Mention], *, by_head: bool, pronouns: bool = False
) -> list[frozenset[Hashable]]:
    """Return the naive baseline: every two names or noun phrases with the same head lemma are one thing.

    With ``pronouns`` every two uses of one pronoun are one thing too, which suits texts with a single speaker.
    """
    groups: dict[str, set[Hashable]] = {}
    for mention in mentions:
        if mention.kind is MentionKind.PRONOUN and not pronouns:
            continue
        key = mention.head if by_head else mention.extent
        groups.setdefault(mention.lemma, set()).add(key)
    return [frozenset(group) for group in groups.values()]


# --- gold chains ------------------------------------------------------------------------------


class GoldMention(NamedTuple):
    """A mention of GUM: its span, and the head of it in the gold tree."""

    span: Extent
    head: Extent


class GoldDocument(NamedTuple):
    """A document of GUM: its text, paragraphs kept apart, and its chains."""

    name: str
    text: str
    chains: tuple[tuple[GoldMention, ...], ...]

    def keys(self, *, by_head: bool) -> list[frozenset[Hashable]]:
        """Return the chains as sets of extents."""
        return [frozenset(m.head if by_head else m.span for m in c) for c in self.chains]


class _Token(NamedTuple):
    number: int
    head: int
    extent: Extent
    entity: str


def read_gum(path: Path) -> Iterator[GoldDocument]:
    """Yield the documents of a CoNLL-U file, gzipped or not, with their ``Entity`` chains."""
    content = path.read_bytes()
    if path.suffix == ".gz":
        content = gzip.decompress(content)
    block: list[str] = []
    for line in [*content.decode("utf-8").splitlines(), "# newdoc"]:
        if line.startswith("# newdoc") and block:
            yield _document(block)
            block = []
        block.append(line)


def _document(lines: Sequence[str]) -> GoldDocument:
    text, tokens = "", list[list[_Token]]()
    name = lines[0].partition("= ")[2]
    gap, rows = "", list[list[str]]()
    for line in [*lines, ""]:
        if line.startswith("# newpar"):
            gap = "\n\n"
        elif line.startswith("# text = "):
            start = len(text) + (len(gap) if text else 0)
            text = (text + gap if text else "") + line.removeprefix("# text = ").translate(_STRAIGHT)
            gap = " "
        elif line and not line.startswith("#"):
            rows.append(line.split("\t"))
        elif not line and rows:
            tokens.append(_tokens(rows, text, start))
            rows = []
    found: dict[str, list[GoldMention]] = {}
    for sentence in tokens:
        for entity, mention in _mentions(sentence):
            found.setdefault(entity, []).append(mention)
    return GoldDocument(name, text, tuple(tuple(mentions) for mentions in found.values()))


def _tokens(rows: Iterable[Sequence[str]], text: str, start: int) -> list[_Token]:
    found, here = [], start
    for row in rows:
        if not row[0].isdigit():
            continue
        form = row[1].translate(_STRAIGHT)
        at = text.find(form, here)
        if at < 0:
            at = here
        here = at + len(form)
        misc = dict(part.partition("=")[::2] for part in row[9].split("|"))
        found.append(_Token(int(row[0]), int(row[6]), Extent(at, here), misc.get("Entity", "")))
    return found


def _mentions(sentence: Sequence[_Token]) -> Iterator[tuple[str, GoldMention]]:
    """Yield the mentions of a sentence with their entity."""
    for entity, first, last in entity_spans([token.entity for token in sentence]):
        yield entity, _mention(sentence[first : last + 1])


def entity_spans(values: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """Yield entity, first and last word of the mentions in the ``Entity`` values of a sentence, in the order they end.

    Mentions in several pieces are left out.
    """
    opened: list[tuple[str, int]] = []
    for i, value in enumerate(values):
        for match in _ENTITY.finditer(value):
            entity = (match["open"] or match["close"]).partition("-")[0]
            if match["open"] and not match["single"]:
                opened.append((entity, i))
                continue
            at = next((n for n in reversed(range(len(opened))) if opened[n][0] == entity), None)
            first = i if match["open"] else opened.pop(at)[1] if at is not None else None
            if first is not None and "[" not in entity:
                yield entity, first, i


def _mention(tokens: Sequence[_Token]) -> GoldMention:
    inside = {token.number for token in tokens}
    head = next((token for token in tokens if token.head not in inside), tokens[0])
    return GoldMention(Extent(tokens[0].extent.start, tokens[-1].extent.end), head.extent)
