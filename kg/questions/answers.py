"""The answers that a graph gives to a question, each with the sentences that give it and who says so."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from ..export.text import days
from ..ids import fold, home_of
from ..store import Store
from ..store.lookup import find_entities, names_in
from ..store.vocabulary import ALIAS, LABEL
from ..types import IRI, Interval, Polarity
from ..wording import near
from .patterns import read_question
from .sparql import to_sparql
from .values import Ask, End, Pattern

if TYPE_CHECKING:
    from ..pipeline.graph import KnowledgeGraph
    from ..pipeline.reading import Reader

__all__ = ["Answers", "Given", "Passage", "ask"]


class Passage(NamedTuple):
    """A sentence for or against a statement; ``side`` is ``for`` or ``against``, ``belief`` from 0 to 1."""

    statement: IRI
    subject: str
    relation: str
    object: str
    modality: str
    side: str
    holder: str
    belief: float
    begin: date | None
    end: date | None
    sentence: str
    source: str
    published: date | None

    @property
    def time(self) -> str:
        """When it happened, in days; nothing where no day is known."""
        return days(Interval(self.begin, self.end, "")) if self.begin or self.end else ""


class Given(NamedTuple):
    """One answer: an entity, a day, yes or no, or a statement; and what gives it."""

    answer: str
    id: IRI | None
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What a question was read as, the query that was made of it, and the answers, those with most sources first.

    ``notes`` tell what was taken for what, and what of the question was not used.
    """

    question: str
    pattern: Pattern
    sparql: str
    given: tuple[Given, ...]
    notes: tuple[str, ...] = field(default=())

    def __len__(self) -> int:
        return len(self.given)

    def __iter__(self) -> Iterator[Given]:
        return iter(self.given)


def ask(
    graph: KnowledgeGraph, question: str, *, reader: Reader | None = None, today: date | None = None
) -> Answers:
    """Answer a question in English from a graph; QueryError says what cannot be read.

    The reader that the graph was built with need not be loaded twice: give it. ``today`` is the day from which *last year*
    counts; without one it is the day of the newest document.
    """
    if reader is None:
        from ..pipeline.reading import open_reader

        reader = open_reader()
    pattern = read_question(question, reader, today=today or _newest(graph.store))
    ids, notes = _resolve(graph.store, pattern)
    for roles, any_mode, note in _steps(pattern):
        sparql = to_sparql(pattern, ids, roles=roles, any_mode=any_mode)
        rows = [_passage(row) for row in graph.store.query(sparql)]
        if rows:
            notes += filter(None, [note])
            break
    unread = [f"not used of the question: {name}" for name in pattern.unread]
    return Answers(
        question=question,
        pattern=pattern,
        sparql=sparql,
        given=tuple(_given(rows, pattern)),
        notes=(*notes, *unread),
    )


def _steps(pattern: Pattern) -> Iterator[tuple[bool, bool, str]]:
    """Yield how strictly the graph is asked, one after the other until there is an answer, and what people should know of it."""
    loose = f"nothing here has {', '.join(f'{role} {end.name}' for role, end in pattern.roles)}; this is without it"
    mode = (
        f"nothing here is {pattern.modality}; this is put in other ways, as planned, threatened or possible"
    )
    yield True, False, ""
    if pattern.roles:
        yield False, False, loose
    yield True, True, mode
    if pattern.roles:
        yield False, True, f"{mode}; {loose}"


def _newest(store: Store) -> date | None:
    newest = next(
        iter(store.query("SELECT (MAX(?day) AS ?newest) WHERE { ?document dcterms:issued ?day }")), {}
    )
    found = newest.get("newest")
    return found if isinstance(found, date) else None


def _resolve(store: Store, pattern: Pattern) -> tuple[dict[End, Sequence[IRI]], list[str]]:
    """Return the entities of the graph that each end may be, and what people should know of the choice."""
    ids: dict[End, Sequence[IRI]] = {}
    notes: list[str] = []
    names = names_in(store.oxigraph)
    main = dict(names(LABEL))
    ends = (
        end
        for each in (pattern, *pattern.also)
        for end in (each.subject, each.object, *(end for _, end in each.roles))
    )
    for end in dict.fromkeys(filter(None, ends)):
        found = {each.id for each in find_entities(names, end.name) if home_of(each.id) is None}
        found |= {end.id} & main.keys()
        if found and end.named:
            other = {
                id for id, name in names(ALIAS) if fold(name) == fold(end.name) and home_of(id) is None
            } - found
            if other:  # *Trump*, whom some report calls nothing else, is most likely whom the others speak of
                likeliest = _most_told(store, other)
                notes.append(f"{end.name} is read as {main[likeliest]}, too")
                found.add(likeliest)
        if not found and end.named:
            called = {
                name: id for property in (ALIAS, LABEL) for id, name in names(property) if home_of(id) is None
            }
            alike = [name for name in near(end.name, called, most=3) if fold(end.name) in fold(name)]
            if len({called[name] for name in alike}) == 1:
                found = {called[alike[0]]}
                notes.append(f"{end.name} is read as {alike[0]}")
            else:
                hint = f"; there are {', '.join(near(end.name, called))}" if near(end.name, called) else ""
                notes.append(f"nothing in this graph is called {end.name}{hint}; its words are looked for")
        if found:
            ids[end] = tuple(sorted(found))
    return ids, notes


def _most_told(store: Store, ids: Collection[IRI]) -> IRI:
    """Return the entity of some that most statements are about."""
    rows = store.query(
        f"SELECT ?thing (COUNT(?statement) AS ?n) {{ VALUES ?thing {{ {' '.join(f'<{id}>' for id in sorted(ids))} }} "
        "?statement rdf:subject|rdf:object ?thing } GROUP BY ?thing ORDER BY DESC(?n) ?thing LIMIT 1"
    )
    return next((IRI(str(row["thing"])) for row in rows), min(ids))


def _passage(row: Mapping[str, object]) -> tuple[str, IRI | None, Passage]:
    def words(name: str) -> str:
        value = row.get(name)
        return "" if value is None else str(value)

    def day(name: str) -> date | None:
        value = row.get(name)
        return value if isinstance(value, date) else None

    passage = Passage(
        statement=IRI(words("statement")),
        subject=words("subject_name"),
        relation=words("relation"),
        object=words("object_name"),
        modality=words("modality"),
        side=words("side"),
        holder=words("holder"),
        belief=float(words("belief") or 0),
        begin=day("begins"),
        end=day("ends"),
        sentence=" ".join(words("sentence").split()),
        source=words("source"),
        published=day("date"),
    )
    return words("answer_name"), IRI(words("answer")) if row.get("answer") else None, passage


def _given(rows: Sequence[tuple[str, IRI | None, Passage]], pattern: Pattern) -> Iterator[Given]:
    """Yield the answers with their passages, those that most reports give first; days in their order."""
    groups: dict[tuple[str, IRI | None], list[Passage]] = {}
    for name, id, passage in rows:
        key = (name, id) if name else (_answer(passage, pattern), None)
        groups.setdefault(key, []).append(passage)
    by_day = pattern.ask is Ask.WHEN
    for name, id in sorted(
        groups, key=lambda key: (0 if by_day else -len({p.source for p in groups[key]}), key[0], key[1] or "")
    ):
        passages = sorted(
            dict.fromkeys(groups[name, id]),
            key=lambda p: (p.side != "for", -p.belief, p.published or date.min, p.sentence),
        )
        yield Given(name, id, tuple(passages))


def _answer(passage: Passage, pattern: Pattern) -> str:
    """Return the answer that a passage gives where no entity is asked for."""
    match pattern.ask:
        case Ask.TRUTH:
            against = passage.side == "against"
            return "yes" if against is (pattern.polarity is Polarity.NEGATIVE) else "no"
        case Ask.WHEN:
            return passage.time or f"reported {passage.published}"
        case _:
            when = f", {passage.time}" if passage.time else ""
            put = f" [{passage.modality}{when}]" if passage.modality != "asserted" or when else ""
            return f"{passage.subject} - {passage.relation} - {passage.object}{put}"
