"""Who is next to somebody, and the ways from one to another: what the drawing and the page of ways show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from ..export.page.looks import looks
from ..export.rows import Row
from ..ids import home_of
from ..store.vocabulary import shorten
from ..types import IRI
from .terms import words_of
from .views import Views

__all__ = ["MOST", "Selection", "Surroundings"]

MOST = 150  # things in one drawing
_STEPS, _FRONTIER, _PATHS = (
    4,
    400,
    5,
)  # of a way from one thing to another; things looked at a step; ways that are told
_READ, _FEW, _EDGES = (
    450,
    20,
    250,
)  # statements that are read for a step of a drawing, of one thing at least; drawn at most
_WIDTH = 20  # things of a hop whose neighbours are looked at
_ABOVE = frozenset(
    {"Actor", "Event", "GovernmentBody", "Organization", "Place", "Product", "Thing"}
)  # have narrower ones


class Selection(NamedTuple):
    """Which statements are drawn: those of a modality, of a relation, and with ends that have names of their own."""

    modality: str = ""
    relation: str = ""
    unnamed: bool = False

    def filters(self) -> str:
        """Return what chooses them in a query; a name that is no word chooses nothing."""
        found = "FILTER(?predicate != kg:relatedTo)"
        for variable, name in (("put", self.modality), ("predicate", self.relation)):
            found += f" FILTER(?{variable} = kg:{name})" if name.isalnum() and name.isascii() else ""
        return found

    def admits(self, id: str) -> bool:
        """Tell whether a thing is drawn."""
        return self.unnamed or home_of(IRI(id)) is None


NOTHING = Selection()
ASSERTED = Selection(modality="asserted")


class Surroundings(Views):
    """The views, and those that go from one thing to the next."""

    # --- the surroundings -----------------------------------------------------------------------

    def neighbourhood(self, id: str, *, hops: int = 1, chosen: Selection = NOTHING) -> Row:
        """Return who is next to somebody, hop by hop, the best connected first, and what is said between all of them.

        At most ``MOST`` things are drawn; ``left_out`` counts those next to the first that find no room.
        """
        self.check(id)
        shown, edge = [id], [id]
        left_out = 0
        for hop in range(hops):
            new = [other for other in self._next_to(edge[:_WIDTH], chosen) if other not in shown]
            room = MOST - len(shown)
            left_out += max(0, len(new) - room) if not hop else 0
            edge = new[:room]
            shown += edge
        return {
            "of": self._thing(id),
            "nodes": self._drawn(shown),
            "edges": list(self._among(shown, chosen)),
            "left_out": left_out,
        }

    def _next_to(self, ids: Sequence[str], chosen: Selection) -> list[str]:
        """Return what statements join to some things, that which most belief joins first."""
        weights: dict[str, float] = defaultdict(float)
        for id in ids:
            for _, here, there, belief in self._of(id, ("subject", "object"), chosen, _READ // len(ids)):
                weights[there if here == id else here] += belief + 0.1
        return sorted(filter(chosen.admits, weights), key=lambda other: (-weights[other], other))

    def _around(self, ids: Sequence[str], chosen: Selection) -> list[Row]:
        found = (
            each
            for id in ids
            for each in self._of(id, ("subject", "object"), chosen, max(_READ // len(ids), _FEW))
        )
        return self._details(list(dict.fromkeys(each[0] for each in found)))

    def _among(self, ids: Sequence[str], chosen: Selection) -> list[Row]:
        """Return the statements between some things, those that are believed most where there are too many to draw."""
        known = set(ids)
        found: list[tuple[str, str, str, float]] = []
        for id in ids:  # the best connected first, as long as there is room
            found += self._of(id, ("subject",), chosen, max(2 * _READ - len(found), _FEW))
        inside = sorted((-belief, statement) for statement, _, there, belief in found if there in known)
        return self._details([statement for _, statement in inside[:_EDGES]])

    def _of(
        self, id: str, ends: Sequence[str], chosen: Selection, most: int
    ) -> Iterator[tuple[str, str, str, float]]:
        """Yield at most so many statements of a thing at each end: its id, subject, object and belief.

        Who is in tens of thousands of statements is looked at in part; that keeps a drawing quick.
        """
        for end in ends:
            other = "object" if end == "subject" else "subject"
            rows = self.store.query(
                f"SELECT ?statement ?{other} ?belief {{ ?statement rdf:{end} <{id}> ; rdf:{other} ?{other} ; kg:belief ?belief ; kg:modality ?put ; "
                f"rdf:predicate ?predicate . {chosen.filters()} }} LIMIT {most}"
            )
            for row in rows:
                pair = (id, words_of(row["object"])) if end == "subject" else (words_of(row["subject"]), id)
                yield (words_of(row["statement"]), *pair, float(words_of(row["belief"])))

    def _drawn(self, ids: Sequence[str]) -> list[Row]:
        """Return things as they are drawn: by the narrowest of their classes that has a look."""
        types: dict[str, set[str]] = defaultdict(set)
        nodes = " ".join(f"<{id}>" for id in ids)
        for row in self.store.query(f"SELECT ?thing ?type {{ VALUES ?thing {{ {nodes} }} ?thing a ?type }}"):
            types[str(row["thing"])].add(shorten(str(row["type"])).removeprefix("kg:"))
        known = looks()
        found = []
        for id in ids:
            narrow = sorted(
                (kind for kind in known if kind in types[id]), key=lambda kind: (kind in _ABOVE, kind)
            )
            kind = narrow[0] if narrow else "Thing"
            found.append(
                {**self._thing(id), "type": kind, "colour": known[kind].colour, "shape": known[kind].shape}
            )
        return found

    # --- from one to another --------------------------------------------------------------------

    def paths(self, one: str, other: str) -> Row:
        """Return the shortest ways from one thing to another over what is asserted and believed, each step with a sentence.

        Of several the one whose weakest step is believed most comes first.
        """
        for id in (one, other):
            self.check(id)
        before: dict[str, list[tuple[str, Row]]] = {one: []}
        edge = [one]
        for _ in range(_STEPS):
            found: dict[str, list[tuple[str, Row]]] = defaultdict(list)
            for each in self._around(edge, ASSERTED):
                ends = (_id(each["subject"]), _id(each["object"]))
                for here, there in (ends, ends[::-1]):
                    if here in before and there not in before:
                        found[there].append((here, each))
            before |= found
            edge = sorted(found)[:_FRONTIER]
            if other in found or not edge:
                break
        ways = sorted(
            self._ways_to(other, one, before),
            key=lambda way: (-min(float(words_of(s["belief"])) for s in way), str(way)),
        )
        return {
            "from": self._thing(one),
            "to": self._thing(other),
            "paths": [
                [{**step, "passage": self._first_passage(words_of(step["id"]))} for step in way]
                for way in ways[:_PATHS]
            ],
        }

    def _ways_to(
        self, id: str, start: str, before: Mapping[str, list[tuple[str, Row]]]
    ) -> Iterator[list[Row]]:
        """Yield the ways that end in a thing; of parallel statements only that which is believed most."""
        if id == start:
            return
        best: dict[str, Row] = {}
        for here, step in before.get(id, ()):
            if here not in best or float(words_of(step["belief"])) > float(words_of(best[here]["belief"])):
                best[here] = step
        for here, step in islice(best.items(), _PATHS):
            if here == start:
                yield [step]
            else:
                yield from ([*way, step] for way in self._ways_to(here, start, before))

    def _first_passage(self, id: str) -> Row | None:
        passages: list[Row] = self.statement(id)["for"]  # type: ignore[assignment]  # a list, as it was made
        return passages[0] if passages else None


def _id(thing: object) -> str:
    return str(thing["id"]) if isinstance(thing, dict) else ""
