"""Sentences with their parses and what they should give, read from Markdown.

An example is a sentence, its parse in brackets and what it states:

    > Police arrested two men on Friday.

        parse: Police/nsubj arrested (obj two/nummod men) (obl on Friday)
        arrest(nsubj: Police; obj: two men; obl:on: Friday) at: on Friday
        | Police | arrested | two men | on Friday |

In a bracket stand a relation, then the words of the phrase in their order: one of them, the bare one, is its head,
the others are ``word/relation`` or brackets of their own. Function words may be bare as well (*the*, *of*, *will*,
*and*, punctuation); ``*word`` is a head that looks like one of those. ``word_TAG`` gives a part of speech or tag that
the relation does not give away. Lemmas and names are listed once for all examples, at the end of the file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from spacy.tokens import Doc

from kg.extraction import extract
from kg.types import IRI, Attribution, Document, Modality, Polarity, Proposition, Run

from .parses import parsed

FILE = Path(__file__).with_name("propositions.md")
PUBLISHED = date(2019, 7, 18)  # a Thursday


class Expected(NamedTuple):
    """What an example says of one proposition; ``None`` where it says nothing."""

    lemma: str
    arguments: tuple[tuple[str, str], ...]
    polarity: str = "positive"
    modality: str = "asserted"
    certainty: str | None = None
    sources: str = ""
    condition: str = ""
    time: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A sentence, its parse in brackets, its propositions and its open tuples."""

    heading: str
    text: str
    brackets: str
    expected: tuple[Expected, ...]
    tuples: tuple[tuple[str, ...], ...]


class Lexicon(NamedTuple):
    """The lemmas and names of all examples."""

    verbs: Mapping[str, str]
    others: Mapping[str, str]
    names: Mapping[str, str]


# --- reading the file -------------------------------------------------------------------------


def read_examples(path: Path = FILE) -> list[Example]:
    """Return the examples of a file in order."""
    found: list[Example] = []
    heading, text = "", ""
    body: list[str] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), "#"]:
        if line.startswith(("#", ">")):
            if text:
                found.append(_example(heading, text, body))
            text, body = (line[1:].strip(), []) if line.startswith(">") else ("", [])
            heading = line.strip("# ") if line.startswith("#") else heading
        elif line.startswith("    ") and text:
            body.append(line.strip())
    return found


@cache
def read_lexicon(path: Path = FILE) -> Lexicon:
    """Return the lists at the end of a file: ``arrested arrest; said say`` under the headings of their kinds."""
    lists: dict[str, dict[str, str]] = {"Verbs": {}, "Other words": {}, "Names": {}}
    heading = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        heading = line.strip("# ") if line.startswith("#") else heading
        if heading in lists and line.startswith("    "):
            for entry in filter(None, (entry.strip() for entry in line.split(";"))):
                form, _, value = entry.rpartition(" ")
                lists[heading][form] = value
    return Lexicon(lists["Verbs"], lists["Other words"], lists["Names"])


def _example(heading: str, text: str, body: list[str]) -> Example:
    brackets = next((line[6:].strip() for line in body if line.startswith("parse:")), "")
    return Example(
        heading=heading,
        text=text,
        brackets=brackets,
        expected=tuple(_expected(line) for line in body if not line.startswith(("parse:", "|"))),
        tuples=tuple(
            tuple(cell.strip() for cell in line.strip("|").split("|")) for line in body if line[0] == "|"
        ),
    )


_LINE = re.compile(r"(?P<lemma>[^(]+)\((?P<arguments>.*?)\)(?P<rest>(?: (?:by|if|at): .*| [a-z]+)*)")
_FIELD = re.compile(r" (by|if|at): ")


def _expected(line: str) -> Expected:
    match = _LINE.fullmatch(line)
    if match is None:
        raise ValueError(f"this says nothing: {line}")
    words, *fields = _FIELD.split(match["rest"])
    values = dict(zip(fields[::2], (value.strip() for value in fields[1::2]), strict=True))
    given = words.split()
    arguments = [part.rpartition(": ")[::2] for part in match["arguments"].split("; ") if part]
    return Expected(
        lemma=match["lemma"].strip(),
        arguments=tuple(sorted((role.strip(), text.strip()) for role, text in arguments)),
        polarity="negative" if "negative" in given else "positive",
        modality=next((word for word in given if word in {str(m) for m in Modality}), "asserted"),
        certainty=next((word for word in given if word in ("certain", "probable", "unknown")), None),
        sources=values.get("by", ""),
        condition=values.get("if", ""),
        time=values.get("at", ""),
    )


# --- parses -----------------------------------------------------------------------------------


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_DETERMINERS = _set("the a an this that these those no every each some any both neither all another")
_POSSESSIVES = _set("his her its their our my your whose")
_ADVERBS = _set("not n't never also already still soon again only")
_MODALS = _set("will would can could may might shall should must 'll 'd ca wo do does did")
_BE = _set("is are was were be been being am 's 're 'm")
_HAVE = _set("has have had having 've")
_CASES = _set(
    "of in on at by with from for against about over into under after before since during through between among "
    "towards toward without despite until near across as within than via"
)
_COORDINATORS = _set("and or but nor")
_PRONOUNS = _set("i we you he she it they us him them who which there")
_PUNCTUATION = _set(', . ? ! ; : " - --')
_OTHERS = _set("to 's ' if unless because while whether although")
_FUNCTION = _OTHERS.union(
    _DETERMINERS, _POSSESSIVES, _ADVERBS, _MODALS, _BE, _HAVE, _CASES, _COORDINATORS, _PUNCTUATION
)
_VERBAL = _set("root ccomp xcomp advcl acl parataxis csubj conj aux cop")

Row = tuple[str, str, int, str]


@dataclass(slots=True)
class _Node:
    """A word while its bracket is read."""

    form: str
    relation: str
    tag: str
    head: int = -1


def read_brackets(brackets: str) -> list[Row]:
    """Return form, relation, head (from 0; of a root, itself) and given tag of every word."""
    nodes: list[_Node] = []
    tokens = brackets.split()
    position = 0
    while position < len(tokens):
        head, position = _read_phrase(tokens, position, "root", nodes)
        nodes[head].head = head
    return [(node.form, node.relation, node.head, node.tag) for node in nodes]


def _read_phrase(tokens: list[str], position: int, relation: str, nodes: list[_Node]) -> tuple[int, int]:
    """Read to the closing bracket, or to the end of a sentence at the top (``||`` parts sentences)."""
    below: list[int] = []
    bare: list[int] = []
    forced: int | None = None
    while position < len(tokens):
        token = tokens[position]
        position += 1
        if token == "||":
            break
        if token.startswith("(") and len(token) > 1:
            head, position = _read_phrase(tokens, position, token[1:], nodes)
            below.append(head)
            continue
        closing = len(token) - len(token.rstrip(")"))
        if closing:
            rest = [")"] * (closing - 1)
            tokens[position:position] = rest
            token = token.rstrip(")")
        if token:
            node = _node(token)
            nodes.append(node)
            if token.startswith("*"):
                forced = len(nodes) - 1
            elif node.relation:
                below.append(len(nodes) - 1)
            else:
                bare.append(len(nodes) - 1)
        if closing:
            break
    heads = (
        [forced]
        if forced is not None
        else [i for i in bare if nodes[i].tag or nodes[i].form.lower() not in _FUNCTION]
    )
    if len(heads) != 1:
        raise ValueError(f"{[nodes[i].form for i in heads]} cannot all be head in: {' '.join(tokens)}")
    (head,) = heads
    nodes[head].relation = relation
    for i in below:
        nodes[i].head = head
    for i in bare:
        if i != head:
            nodes[i].head = head
            nodes[i].relation = nodes[i].relation or _default(i, head, nodes)
    return head, position


_TOKEN = re.compile(
    r"\*?(?P<form>.+?)(?:_(?P<tag>[A-Z$]+))?(?:/(?P<relation>[a-z:]+))?(?:_(?P<late>[A-Z$]+))?"
)


def _node(token: str) -> _Node:
    match = _TOKEN.fullmatch(token)
    if match is None:
        raise ValueError(f"no word: {token}")
    return _Node(match["form"], match["relation"] or "", match["tag"] or match["late"] or "")


def _default(i: int, head: int, nodes: list[_Node]) -> str:
    word, above = nodes[i].form.lower(), nodes[head]
    verbal = _is_verb(above)
    if word in _PUNCTUATION:
        return "punct"
    if word in _COORDINATORS:
        return "cc"
    if word in ("'s", "'") and not (verbal or above.relation in ("root", "ccomp", "parataxis")):
        return "case"
    if word == "that" and above.relation in ("ccomp", "csubj", "acl"):
        return "mark"
    if word in _POSSESSIVES:
        return "nmod:poss"
    if word in _DETERMINERS:
        return "det"
    if word in _ADVERBS:
        return "advmod"
    if word in _MODALS or (word in _HAVE and i < head):
        return "aux"
    if word in _BE:
        return "cop" if not verbal else "aux" if above.form.endswith("ing") else "aux:pass"
    if word in ("to", *_CASES):
        return "mark" if verbal else "case"
    return "mark"


def _is_verb(node: _Node) -> bool:
    if node.tag:
        return node.tag.startswith("V")
    return node.form.lower() in read_lexicon().verbs


def doc_of(brackets: str) -> Doc:
    """Return the parse that an example writes in brackets."""
    words = read_brackets(brackets)
    text = f" {' '.join(form for form, *_ in words)} "
    lexicon = read_lexicon()
    names = {name: label for name, label in lexicon.names.items() if f" {name} " in text}
    labels = {form: label for name, label in names.items() for form in name.split()}
    entries = ["root" if head == i else f"{rel}:{head + 1}" for i, (_, rel, head, _) in enumerate(words)]
    tags = [_tag(i, words, labels) for i in range(len(words))]
    lemmas = [
        (lexicon.verbs if _is_verbal(i, words, tag) else lexicon.others).get(words[i][0].lower(), ".")
        for i, tag in enumerate(tags)
    ]
    return parsed(text, " ".join(entries), " ".join(tags), " ".join(lemmas), names=names)


def _is_verbal(i: int, words: Sequence[Row], tag: str) -> bool:
    form, relation, _, _ = words[i]
    if tag != ".":
        return tag.startswith(("V", "AUX"))
    copular = any(head == i and below == "cop" for _, below, head, _ in words)
    return not copular and form.lower() in read_lexicon().verbs and relation.partition(":")[0] in _VERBAL


def _tag(i: int, words: Sequence[Row], labels: Mapping[str, str]) -> str:
    """Return a part of speech or tag, where ``parsed`` would guess wrong."""
    form, relation, _, given = words[i]
    if given:
        return given
    if form in labels:
        return (
            "ADJ" if labels[form] == "NORP" and relation == "amod" else "NUM" if form.isdigit() else "PROPN"
        )
    if not _is_verbal(i, words, "."):
        return _tag_of_noun(form.lower(), relation)
    if relation.startswith("aux") or read_lexicon().verbs[form.lower()] != form.lower():
        return "."
    below = [(other.lower(), rel) for other, rel, head, _ in words if head == i and other != form]
    if any(other in _HAVE or rel == "aux:pass" for other, rel in below):
        return "VBN"
    helped = any(other in (*_MODALS, "to") and rel in ("aux", "mark") for other, rel in below)
    own = any(rel.startswith("nsubj") for _, rel in below)
    return "VB" if helped or relation == "xcomp" or not own else "VBP"


def _tag_of_noun(form: str, relation: str) -> str:
    if form in _PRONOUNS or (relation == "nmod:poss" and form in _POSSESSIVES):
        return "PRON"
    clausal = relation.partition(":")[0] in _VERBAL and relation != "conj"
    return "NOUN" if clausal and form in read_lexicon().others else "."


# --- what comes out ---------------------------------------------------------------------------


def document_of(text: str) -> Document:
    """Return a text as a document of its own, published on a Thursday in July 2019."""
    run = Run(0, len(text), 0, len(text))
    return Document(id=IRI("urn:test"), text=text, raw=text, runs=(run,), published=PUBLISHED)


def propositions_of(doc: Doc) -> tuple[Proposition, ...]:
    """Read a parse as a document of its own."""
    return extract(document_of(doc.text), doc).propositions


def shown(proposition: Proposition) -> Expected:
    """Return a proposition in the form in which examples expect it."""
    factuality = proposition.factuality
    return Expected(
        lemma=proposition.predicate.lemma,
        arguments=tuple(sorted((argument.role, argument.text) for argument in proposition.arguments)),
        polarity="negative" if factuality.polarity is Polarity.NEGATIVE else "positive",
        modality=str(factuality.modality),
        certainty=str(factuality.certainty),
        sources=" <- ".join(_source(attribution) for attribution in proposition.attribution),
        condition=proposition.condition.text if proposition.condition else "",
        time=proposition.time.text if proposition.time else "",
    )


def _source(attribution: Attribution) -> str:
    return attribution.text or "nobody named"


def line_of(expected: Expected) -> str:
    """Return an expectation as a line of the file."""
    arguments = "; ".join(f"{role}: {text}" for role, text in expected.arguments)
    parts = [f"{expected.lemma}({arguments})"]
    parts += ["negative"] if expected.polarity == "negative" else []
    parts += [expected.modality] if expected.modality != "asserted" else []
    parts += [expected.certainty] if expected.certainty else []
    parts += [f"by: {expected.sources}"] if expected.sources else []
    parts += [f"if: {expected.condition}"] if expected.condition else []
    parts += [f"at: {expected.time}"] if expected.time else []
    return " ".join(parts)


def is_stated(proposition: Proposition) -> bool:
    """Tell whether an example has to list a proposition: every clause, but of the nominals only what it is about."""
    return proposition.rule == "copula" or proposition.rule.startswith("verb")
