"""Open tuples against CaRB's gold, by its two matchers.

Gold is a line for each tuple: sentence, relation, first argument, further ones. A match compares relation,
subject and all the rest as bags of words; where not one word of the relation is shared there is no match.
Precision gives every tuple of ours a gold tuple of its own. Recall lets one of ours answer for several of gold,
in the one-to-one variant for one only. Of all thresholds on confidence the one with the best F1 counts.

Gold comes in treebank tokens, which no article is written in: sentences are put back into running text before
they are parsed, and what is found is put into gold's tokens again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from spacy.language import Language

from ..extraction.syntax import read_trees
from ..extraction.tuples import Profile, render_tuples
from ..nlp import tokenize
from ..types import OpenTuple

__all__ = ["OpenScore", "Slots", "find_tuples", "read_gold", "running_text", "score_open_ie", "score_tuples"]

_BE = frozenset(["be", "is", "am", "are", "was", "were", "been", "being"])
_SAID = ("said", "told", "added", "adds", "says")  # their gold has speaker and content in either order
_BEFORE_CLOSING = re.compile(r" (?=(?:[,;:.?!%)\]}]|'s|'S|n't|'re|'ve|'ll|'d|'m|')(?: |$))")


class Slots(NamedTuple):
    """A tuple in gold's tokens. ``arguments`` begins with the subject; ``confidence`` is 1 in gold."""

    relation: str
    arguments: tuple[str, ...]
    confidence: float = 1.0


class OpenScore(NamedTuple):
    """The best point of the curve, where on it that is, and how many tuples a sentence there are in all."""

    precision: float
    recall: float
    f1: float
    threshold: float
    tuples_per_sentence: float


def score_open_ie(
    gold: Path, nlp: Language, profile: Profile = "full", lines: slice = slice(None)
) -> dict[str, OpenScore]:
    """Return the scores of kg on a file of gold by name of the matcher: ``carb`` and ``one-to-one``.

    ``lines`` chooses sentences by number, such as every second one.
    """
    chosen = dict(list(read_gold(gold).items())[lines])
    found = dict(zip(chosen, find_tuples(chosen, nlp, profile), strict=True))
    return {
        "carb": score_tuples(chosen, found),
        "one-to-one": score_tuples(chosen, found, one_to_one=True),
    }


def read_gold(path: Path) -> dict[str, tuple[Slots, ...]]:
    """Read gold tuples by their sentence, in the order of the file. Spacing does not tell sentences apart."""
    found: dict[str, list[Slots]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            sentence, relation, *arguments = line.strip().split("\t")
            kept = tuple(argument.strip() for argument in arguments if "C: " not in argument)
            found.setdefault(" ".join(sentence.split()), []).append(Slots(relation.strip(), kept))
    return {sentence: tuple(slots) for sentence, slots in found.items()}


def find_tuples(
    sentences: Iterable[str], nlp: Language, profile: Profile = "full"
) -> Iterator[tuple[Slots, ...]]:
    """Yield for each tokenised sentence what kg reads in it, in the sentence's own tokens."""
    sentences = list(sentences)
    docs = (tokenize(running_text(sentence), nlp) for sentence in sentences)
    for sentence, doc in zip(sentences, nlp.pipe(docs), strict=True):
        tokens = sentence.split()
        yield tuple(
            _slots(made, tokens)
            for tree in read_trees(doc)
            for tuples in render_tuples(tree, profile).values()
            for made in tuples
        )


# --- tokens and running text ------------------------------------------------------------------


def running_text(sentence: str) -> str:
    """Return treebank tokens as they would be printed.

    >>> running_text("Ms. Ray ( of U.S. - based Ash ) did n't ask .")
    "Ms. Ray (of U.S.-based Ash) didn't ask."
    """
    text = " ".join(sentence.split()).replace("\\/", "/").replace("-LRB-", "(").replace("-RRB-", ")")
    text = re.sub(r" ?''", '"', re.sub(r"`` ?", '"', text))
    text = re.sub(r"(^| )` (.*?) '(?= |$)", r"\1'\2'", text)
    text = _BEFORE_CLOSING.sub("", text)
    text = re.sub(r"([(\[{]) ", r"\1", text)
    text = re.sub(r"([$#£]) (?=\d)", r"\1", text)
    return re.sub(r"(?<=[\w.]) - (?=\w)", "-", text)


def _slots(made: OpenTuple, tokens: Sequence[str]) -> Slots:
    further = [made.object, *made.arguments] if made.object or made.arguments else []
    arguments = tuple(_in_tokens(text, tokens) for text in [made.subject, *further])
    return Slots(_in_tokens(made.relation, tokens), arguments, made.confidence)


def _in_tokens(text: str, tokens: Sequence[str]) -> str:
    """Return a slot in the tokens of its sentence; a word that is not made of them stays."""
    text = re.sub(r'(^|[\s(])"(?=\S)', r"\1`` ", text).replace('"', " ''").replace("/", "\\/")
    words = text.split()
    known = frozenset(tokens)
    if all(word in known for word in words):
        return " ".join(words)
    joined = "".join(tokens)
    starts, ends, position = {}, {}, 0
    for number, token in enumerate(tokens):
        starts[position] = number
        position += len(token)
        ends[position] = number + 1
    written: list[str] = []
    first = 0
    while first < len(words):
        for last in range(len(words), first, -1):
            run = _find_run("".join(words[first:last]), joined, starts, ends)
            if run is not None:
                written += tokens[run[0] : run[1]]
                break
        else:
            written.append(words[first])
            last = first + 1
        first = last
    return " ".join(written)


def _find_run(
    characters: str, joined: str, starts: Mapping[int, int], ends: Mapping[int, int]
) -> tuple[int, int] | None:
    at = joined.find(characters)
    while at >= 0:
        if at in starts and at + len(characters) in ends:
            return starts[at], ends[at + len(characters)]
        at = joined.find(characters, at + 1)
    return None


# --- scores -----------------------------------------------------------------------------------


def score_tuples(
    gold: Mapping[str, Sequence[Slots]], found: Mapping[str, Sequence[Slots]], *, one_to_one: bool = False
) -> OpenScore:
    """Return the best F1 over all thresholds on confidence."""
    matches = [
        (
            found.get(sentence, ()),
            [[_match(right, made) for made in found.get(sentence, ())] for right in golds],
        )
        for sentence, golds in gold.items()
    ]
    total = sum(len(golds) for golds in gold.values())
    thresholds = sorted({slots.confidence for made, _ in matches for slots in made})
    each = sum(len(made) for made, _ in matches) / max(len(gold), 1)
    best = OpenScore(0.0, 0.0, 0.0, 0.0, each)
    for threshold in thresholds:
        precise = recalled = 0.0
        count = 0
        for made, table in matches:
            columns = [n for n, slots in enumerate(made) if slots.confidence >= threshold]
            count += len(columns)
            precise += _pair_off(table, columns, 0)
            if one_to_one:
                recalled += _pair_off(table, columns, 1)
            elif columns:
                recalled += sum(max(row[n][1] for n in columns) for row in table)
        precision, recall = precise / max(count, 1), recalled / max(total, 1)
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        if f1 > best.f1:
            best = OpenScore(precision, recall, f1, threshold, each)
    return best


def _pair_off(table: Sequence[Sequence[tuple[float, float]]], columns: Sequence[int], part: int) -> float:
    """Return the sum over the best pairs of gold and found, each in one pair only, taken greedily."""
    pairs = [(-row[n][part], r, n) for r, row in enumerate(table) for n in columns if row[n][part] > 0]
    rows: set[int] = set()
    taken: set[int] = set()
    total = 0.0
    for negative, row, column in sorted(pairs):
        if row not in rows and column not in taken:
            rows.add(row)
            taken.add(column)
            total -= negative
    return total


def _match(gold: Slots, made: Slots) -> tuple[float, float]:
    """Return precision and recall of the words of one tuple against one of gold."""
    scores = _compare(gold, made)
    if any(word in gold.relation for word in _SAID) and len(made.arguments) > 1:
        subject, *rest = made.arguments
        turned = Slots(made.relation, (" ".join(rest), subject), made.confidence)
        scores = max(scores, _compare(gold, turned))
    return scores


def _compare(gold: Slots, made: Slots) -> tuple[float, float]:
    want, have = Counter(gold.relation.split()), Counter(made.relation.split())
    shared = (want & have).total()
    if (have - want)["be"] and _BE & want.keys():
        shared += 1
    if not shared:
        return 0.0, 0.0
    written, wanted = have.total(), want.total()
    ours = _in_two(made.arguments)
    for number, argument in enumerate(_in_two(gold.arguments)):
        if number >= len(ours):
            return 0.0, 0.0
        want, have = Counter(argument.split()), Counter(ours[number].split())
        written, wanted = written + have.total(), wanted + want.total()
        shared += (want & have).total()
    return shared / written if written else 0.0, shared / wanted if wanted else 0.0


def _in_two(arguments: Sequence[str]) -> list[str]:
    """Return the subject and all the rest as one."""
    return [arguments[0], " ".join(arguments[1:])] if len(arguments) > 1 else list(arguments)
