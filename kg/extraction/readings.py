"""What the learned reader of the pipeline found, in the terms of the extraction: arguments and propositions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from ..parsing.claims import READINGS, TAUGHT
from ..types import Chain, Modality, Polarity, Proposition, Reading
from .clauses import Participant
from .contrasts import is_left_out
from .propositions import argument_of
from .syntax import Tree, Word

__all__ = ["TAUGHT", "find_readings"]


def find_readings(
    doc: Doc, trees: Sequence[Tree], chains: Sequence[Chain], propositions: Sequence[Proposition]
) -> Iterator[Reading]:
    """Yield the readings of a document; a pipeline without a reader gives none."""
    found = doc.user_data.get(READINGS, ())
    words = {word.i: word for tree in trees for word in tree.words}
    number_at = {p.predicate.extent.start: number for number, p in enumerate(propositions)}
    numbers = {i: number_at[word.start] for i, word in words.items() if word.start in number_at}
    chain_at = {mention.head.start: chain.id for chain in chains for mention in chain.mentions}
    for reading in found:
        involved = (reading.subject, reading.object, reading.ancestor)
        if any(i not in words for i in involved) or any(_is_left_out(words[i]) for i in involved[:2]):
            continue
        ends = [
            argument_of(Participant(role, words[i]), numbers, chain_at)
            for role, i in (("nsubj", reading.subject), ("obj", reading.object))
        ]
        proposition = _teller(
            words[reading.ancestor],
            words[reading.object],
            (reading.subject, reading.object),
            numbers,
            propositions,
        )
        if proposition is not None:
            yield Reading(
                ends[0],
                reading.relation,
                ends[1],
                proposition,
                reading.probability,
                reading.negative,
                Modality(reading.modality),
            )


def _is_left_out(word: Word) -> bool:
    """Tell whether a word is left out, or named with one that is: *neither Rome nor* ``Paris`` *but Bonn*."""
    while word.base == "conj" and word.head is not word and not is_left_out(word):
        word = word.head
    return is_left_out(word)


def _teller(
    ancestor: Word,
    object_: Word,
    ends: tuple[int, int],
    numbers: dict[int, int],
    propositions: Sequence[Proposition],
) -> int | None:
    """Return the number of the proposition that joins both ends: that of their ancestor, or of the nearest word above it.

    A clause between it and the object that is no plain fact comes first: *Kenya came close to* ``attacking`` *Chad*.
    """
    word = object_.head
    while word is not ancestor and word.head is not word:
        if word.i in numbers and word.pos == "VERB" and not _is_plain(propositions[numbers[word.i]]):
            return numbers[word.i]
        word = word.head
    word = ancestor
    while word.i not in numbers:
        if word.head is word:
            return next((numbers[i] for i in ends if i in numbers), None)
        word = word.head
    return numbers[word.i]


def _is_plain(proposition: Proposition) -> bool:
    factuality = proposition.factuality
    return factuality.modality is Modality.ASSERTED and factuality.polarity is Polarity.POSITIVE
