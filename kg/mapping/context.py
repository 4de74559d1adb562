"""One extraction, indexed: which chain or proposition stands where, which names stand in a noun phrase."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property

from ..types import IRI, Argument, Chain, Extraction, Mention, MentionKind, Proposition

__all__ = ["Context", "is_named"]


class Context:
    """Look-ups in an extraction, by character offsets and ids."""

    def __init__(self, extraction: Extraction) -> None:
        self.extraction = extraction
        self.chains: dict[IRI, Chain] = {chain.id: chain for chain in extraction.chains}
        named = [(m, c) for c in extraction.chains for m in c.mentions if m.kind is MentionKind.NAME]
        self.named = sorted(named, key=lambda pair: pair[0].extent)
        self._starts = [mention.extent.start for mention, _ in self.named]
        self._chain_at = {m.head.start: chain for chain in extraction.chains for m in chain.mentions}
        self._proposition_at = {p.predicate.extent.start: p for p in extraction.propositions}

    def holds_name(self, words: str) -> bool:
        """Tell whether one of the names of the document is among some words."""
        return self._any_name is not None and self._any_name.search(words) is not None

    @cached_property
    def _any_name(self) -> re.Pattern[str] | None:
        names = sorted({mention.text for mention, _ in self.named if mention.text.strip()})
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)") if names else None

    def chain_of(self, argument: Argument) -> Chain | None:
        """Return the chain of an argument's head."""
        return self.chains.get(argument.chain) if argument.chain else None

    def own_chain(self, proposition: Proposition) -> Chain | None:
        """Return the chain that the noun of a nominal proposition belongs to."""
        return self._chain_at.get(proposition.predicate.extent.start)

    def proposition_of(self, argument: Argument) -> Proposition | None:
        """Return the proposition whose predicate is an argument's head."""
        return None if argument.proposition is None else self.extraction.propositions[argument.proposition]

    def proposition_at(self, mention: Mention) -> Proposition | None:
        """Return the proposition whose predicate is a mention's head."""
        return self._proposition_at.get(mention.head.start)

    def names_before_head(self, proposition: Proposition) -> Iterator[tuple[Mention, Chain]]:
        """Yield the names in a noun phrase up to its head: *Russian* and *S-400* in *Russian S-400 systems*."""
        for mention, chain in self.named[bisect_left(self._starts, proposition.extent.start) :]:
            if mention.extent.start > proposition.predicate.extent.start:
                break
            yield mention, chain

    def names_after_head(self, proposition: Proposition) -> Iterator[tuple[Mention, Chain]]:
        """Yield the names in what follows the head of a noun phrase."""
        for mention, chain in self.named[bisect_left(self._starts, proposition.predicate.extent.end) :]:
            if mention.extent.start >= proposition.extent.end:
                break
            yield mention, chain


def is_named(chain: Chain | None) -> bool:
    """Tell whether a chain has a name in the document."""
    return chain is not None and any(m.kind is MentionKind.NAME for m in chain.mentions)
