"""Measure how many events of general news are found: sentences written for it, each with one event or with none.

Run by hand: ``python tests/benchmarks/event_probes.py [--misses dev|test]``. A type counts where any claim of the
sentence has it; a pair and a triple where the countries fit as well. Frames are tuned on the half *dev* alone.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from kg.evaluation import open_parts
from kg.evaluation.gold import GoldEvent
from kg.evaluation.measure import Parts
from kg.mapping import countries_of, event_of

PROBES = ROOT / "tests" / "gold" / "event_probes.tsv"
NONE = "-"


class Probe(NamedTuple):
    """A sentence, the half that it is in, and its event; the type is ``-`` where it reports none."""

    half: str
    gold: GoldEvent


class Answer(NamedTuple):
    """What was found in a sentence: event types with the countries of actor and recipient."""

    probe: Probe
    found: frozenset[tuple[str, tuple[str | None, str | None]]]

    @property
    def type(self) -> bool:
        """Whether the type is right."""
        return self.probe.gold.event in {event for event, _ in self.found}

    @property
    def pair(self) -> bool:
        """Whether actor and recipient are right."""
        return bool(self.probe.gold.pairs & {pair for _, pair in self.found})

    @property
    def triple(self) -> bool:
        """Whether both are right of one event."""
        return any(
            event == self.probe.gold.event and pair in self.probe.gold.pairs for event, pair in self.found
        )


def read_probes() -> list[Probe]:
    """Return the sentences of the table."""
    rows = PROBES.read_text(encoding="utf-8").splitlines()[2:]
    return [_probe(*row.split("\t")) for row in rows]


def _probe(half: str, event: str, countries: str, text: str) -> Probe:
    pairs = [pair.split("-") for pair in countries.split("|") if pair != NONE]
    return Probe(half, GoldEvent(text=text, event=event, pairs=frozenset((a, b) for a, b in pairs)))


def answer(probes: Sequence[Probe], parts: Parts) -> Iterator[Answer]:
    """Yield what is found in each sentence."""
    claims = parts.read_events([probe.gold for probe in probes])
    for probe, found in zip(probes, claims, strict=True):
        events = ((event_of(claim, parts.ontology.relations[claim.relation]), claim) for claim in found)
        yield Answer(
            probe,
            frozenset((event[0], countries_of(claim, parts.ontology)) for event, claim in events if event),
        )


def shares(answers: Sequence[Answer]) -> dict[str, float]:
    """Return the shares of types, pairs and triples found, and of sentences without an event that have none."""
    told = [a for a in answers if a.probe.gold.event != NONE]
    quiet = [a for a in answers if a.probe.gold.event == NONE]
    named = {"type": [a.type for a in told], "pair": [a.pair for a in told], "triple": [a.triple for a in told],
             "no event": [not a.found for a in quiet]}  # fmt: skip
    return {name: sum(right) / len(right) for name, right in named.items() if right}


def main() -> None:
    """Print the shares of each half and of each type, and what was missed in the half named."""
    answers = list(answer(read_probes(), open_parts()))
    for half in ("dev", "test"):
        of_half = [a for a in answers if a.probe.half == half]
        print(half, *(f"{name} {share:.3f}" for name, share in shares(of_half).items()))
        for event in dict.fromkeys(a.probe.gold.event for a in of_half):
            kind = [a for a in of_half if a.probe.gold.event == event]
            print(
                f"  {event:10} {len(kind):3}",
                *(f"{name} {share:.2f}" for name, share in shares(kind).items()),
            )
        if half in sys.argv:
            for a in of_half:
                if not (a.triple if a.probe.gold.pairs else not a.found):
                    wanted = [f"{x}-{y}" for x, y in sorted(a.probe.gold.pairs)][:1]
                    print(
                        f"    {a.probe.gold.event} {wanted} {a.probe.gold.text}\n      {sorted(map(str, a.found))}"
                    )


if __name__ == "__main__":
    main()
