"""The values of this package, in the order in which a sentence becomes knowledge; none is ever changed.

``doc`` is always spaCy's ``Doc``; ``document`` is always our ``Document``.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple, NewType

IRI = NewType("IRI", str)


class Extent(NamedTuple):
    """A half-open range of characters: ``text[start:end]``."""

    start: int
    end: int


class Certainty(StrEnum):
    """How sure the source is (FactBank: CT, PR, PS, U)."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    UNKNOWN = "unknown"


class Interval(NamedTuple):
    """When something held, in the words ``text``: first and last day, both included; ``None`` is open or unknown."""

    begin: date | None
    end: date | None
    text: str
    certainty: Certainty = Certainty.CERTAIN


class Run(NamedTuple):
    """A stretch of ``Document.text`` and of the raw file: character by character where both are as long, else as a whole."""

    start: int
    length: int
    raw: int
    raw_length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One cleaned article. Extents inside kg count characters of ``text``; evidence counts those of the raw file.

    ``raw`` is the part of the decoded raw file that the document was read from and ``raw_offset`` where
    that part begins in the file. ``origin`` is the id of the document that this is a copy of, or its own.
    """

    id: IRI
    text: str = field(repr=False)
    raw: str = field(default="", repr=False)
    raw_offset: int = 0
    runs: tuple[Run, ...] = field(default=(), repr=False)
    source: str = ""
    title: str | None = None
    published: date | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    language: str = "en"
    origin: IRI = IRI("")

    def locate(self, extent: Extent) -> Extent:
        """Return where an extent of ``text`` lies in the raw file: the smallest range that covers it."""
        first, last = self._run_at(extent.start), self._run_at(max(extent.end - 1, extent.start))
        start = first.raw + (extent.start - first.start if first.length == first.raw_length else 0)
        last_end = extent.end - last.start if last.length == last.raw_length else last.raw_length
        return Extent(start, last.raw + last_end)

    def _run_at(self, character: int) -> Run:
        return self.runs[max(bisect_right(self.runs, character, key=lambda run: run.start) - 1, 0)]

    def quote(self, located: Extent) -> str:
        """Return the characters of the raw file in a range that ``locate`` gave."""
        return self.raw[located.start - self.raw_offset : located.end - self.raw_offset]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """The ``index``-th sentence of a document."""

    index: int
    extent: Extent
    heading: bool = False


class MentionKind(StrEnum):
    """How a thing is mentioned (ACE: NAM, NOM, PRO)."""

    NAME = "name"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One place where a text refers to something; ``label`` is the recogniser's (PERSON, ORG ...), ``lemma`` the head's."""

    extent: Extent
    head: Extent
    text: str
    kind: MentionKind
    label: str | None
    lemma: str
    sentence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """The mentions in one document of one thing; ``stands_for`` is a metonymic reading: ``government`` where *Ankara* acts.

    A group (*the two countries*) has ``size`` members among ``candidates``, the chains of its kind, the latest first.
    """

    id: IRI
    name: str
    label: str | None
    mentions: tuple[Mention, ...]
    stands_for: str | None = None
    candidates: tuple[IRI, ...] = ()
    size: int = 1


class Polarity(StrEnum):
    """Said to be so, or said not to be so."""

    POSITIVE = "positive"
    NEGATIVE = "negative"


class Modality(StrEnum):
    """In which way it is said to be so."""

    ASSERTED = "asserted"
    PLANNED = "planned"
    REQUESTED = "requested"
    OFFERED = "offered"
    THREATENED = "threatened"
    POSSIBLE = "possible"
    CONDITIONAL = "conditional"
    COUNTERFACTUAL = "counterfactual"
    QUESTIONED = "questioned"
    DENIED = "denied"


class Factuality(NamedTuple):
    """Polarity, certainty and modality: together, whether it happened."""

    polarity: Polarity = Polarity.POSITIVE
    certainty: Certainty = Certainty.CERTAIN
    modality: Modality = Modality.ASSERTED


ASSERTED_FACT = Factuality()


class Attribution(NamedTuple):
    """Who says so (PDTB: source and cue). ``source`` is a chain, ``None`` when the text names nobody."""

    source: IRI | None
    text: str  # the source's words, "" when agentless
    cue: str
    extent: Extent  # of the cue
    quoted: bool = False
    anonymous: bool = False


class Condition(NamedTuple):
    """The clause under which a proposition is said to hold."""

    text: str
    extent: Extent


class Argument(NamedTuple):
    """A participant. ``role`` is its UD relation after passives, control and relatives are undone (``obl:PREP``).

    ``head`` is its head's lower-case lemma; ``proposition`` the index of the one whose predicate the head is, if any.
    """

    role: str
    extent: Extent
    text: str
    head: str
    chain: IRI | None = None
    proposition: int | None = None


class Predicate(NamedTuple):
    """What is said of the arguments: lemma (particle included: "walk away"), part of speech, words."""

    lemma: str
    pos: str  # VERB, NOUN, ADJ
    extent: Extent
    text: str


class OpenTuple(NamedTuple):
    """A proposition in the words of the sentence, as open information extraction writes it."""

    subject: str
    relation: str
    object: str
    arguments: tuple[str, ...]
    rule: str
    confidence: float
    extent: Extent


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposition:
    """A clause or nominal as predicate and arguments, and how it is put; attribution runs from the speaker outwards."""

    sentence: int
    extent: Extent
    predicate: Predicate
    arguments: tuple[Argument, ...]
    factuality: Factuality = ASSERTED_FACT
    attribution: tuple[Attribution, ...] = ()
    time: Interval | None = None
    condition: Condition | None = None
    embedded_under: int | None = None  # index of the proposition that has this one as its content
    rule: str = ""
    tuples: tuple[OpenTuple, ...] = ()

    def fillers(self, role: str) -> tuple[Argument, ...]:
        """Return the arguments in a role, in the order of the text."""
        return tuple(argument for argument in self.arguments if argument.role == role)


class Reading(NamedTuple):
    """A claim as a learned reader sees it; ``proposition`` tells it, ``negative`` is how probably it is denied."""

    subject: Argument
    relation: str
    object: Argument
    proposition: int
    probability: float
    negative: float
    modality: Modality


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """All that one document says. The unit that is cached and sent between machines."""

    document: Document
    sentences: tuple[Sentence, ...]
    chains: tuple[Chain, ...]
    propositions: tuple[Proposition, ...]
    readings: tuple[Reading, ...] = ()
    taught: frozenset[str] = frozenset()  # the relations that the learned reader knows, if there is one


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A thing in the world. ``type`` is a class of the ontology, ``country`` ISO 3166-1 alpha-3."""

    id: IRI
    type: str
    name: str
    country: str | None = None
    aliases: tuple[str, ...] = ()
    same_as: tuple[IRI, ...] = ()


class Holder(NamedTuple):
    """Somebody who says so, as named: an entity where it could be told, else only words."""

    name: str
    entity: IRI | None = None
    anonymous: bool = False


class Role(NamedTuple):
    """A further participant of a claim: ``theme``, ``counterparty``, ``place``, ``amount``, ``purpose`` ..."""

    name: str
    filler: Entity


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where a claim is made: raw-file offsets of the clause and of its sentence, and what read it."""

    document: IRI
    extent: Extent
    quote: str
    sentence_extent: Extent
    sentence: str
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One document's word for one relation; ``holders`` runs from the speaker outwards, empty in its own voice."""

    subject: Entity
    relation: str
    object: Entity
    evidence: Evidence
    roles: tuple[Role, ...] = ()
    polarity: Polarity = Polarity.POSITIVE
    modality: Modality = Modality.ASSERTED
    certainty: Certainty = Certainty.CERTAIN
    holders: tuple[Holder, ...] = ()
    time: Interval | None = None
    condition: str | None = None
    embedded_under: str | None = None  # relation of the claim that has this one as its content


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A relation between entities in one modality, every claim for and against it, and belief from 0 to 1000."""

    id: IRI
    subject: IRI
    relation: str
    object: IRI
    modality: Modality  # never denied: a denial refutes the asserted statement
    supporting: tuple[Claim, ...] = field(repr=False)
    refuting: tuple[Claim, ...] = field(default=(), repr=False)
    roles: tuple[Role, ...] = ()
    time: Interval | None = None
    belief: int = 0

    @property
    def plain(self) -> bool:
        """Whether the statement is also a plain triple: asserted and rather believed than not."""
        return self.modality is Modality.ASSERTED and bool(self.supporting) and self.belief >= 500


class ConflictKind(StrEnum):
    """Why statements clash."""

    DENIAL = "denial"
    VALUE = "value"
    DATE = "date"
    ROLE = "role"
    REVERSAL = "reversal"
    PROMISE = "promise"


class Side(NamedTuple):
    """What one side of a conflict rests on: claims for a statement, or against it."""

    statement: IRI
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Statements that cannot all hold, who holds each, and the claims that clash."""

    id: IRI
    kind: ConflictKind
    statements: tuple[IRI, ...]
    holders: tuple[str, ...]
    reason: str
    sides: tuple[Side, ...] = ()


class Decision(NamedTuple):
    """What a person corrected, who, when and why; ``touched`` nothing where it no longer applies."""

    id: IRI
    action: str
    text: str
    author: str
    day: date
    reason: str
    touched: tuple[IRI, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Graph:
    """The knowledge graph in memory: everything in the order of its ids. Documents carry no text here."""

    documents: tuple[Document, ...] = ()
    entities: tuple[Entity, ...] = ()
    statements: tuple[Statement, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    decisions: tuple[Decision, ...] = ()

    def __len__(self) -> int:
        return len(self.statements)

    def __repr__(self) -> str:
        return f"<Graph: {len(self)} statements about {len(self.entities)} entities>"
