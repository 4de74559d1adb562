"""Read the lexicon: how English says each relation.

A frame is a blank node behind ``lex:frame``; what it leaves out is the common case. A verb frame with
``lex:noun`` is also said by those nouns, with the roles that nouns have.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from ..errors import OntologyError
from ..ids import ONTOLOGY, local_name
from ..types import Modality
from .turtle import Node, Turtle, first
from .values import Content, Frame, Relation

LEX = "urn:kg:lexicon:"
ROLES = ("theme", "counterparty", "place", "amount", "purpose", "instrument")
FIELDS = (
    "lemma",
    "pos",
    "subject",
    "object",
    "given",
    "noun",
    "content",
    "contentModality",
    "contentNegative",
    "objectClass",
)
KEYS = frozenset((*FIELDS, *ROLES, "reciprocal", "modality", "negative", "denied", "confidence"))
NOUN_SUBJECT = ("nsubj", "nmod:poss", "nmod:by", "amod", "compound")
DEFAULTS = {
    "VERB": (("nsubj",), ("obj",)),
    "NOUN": (NOUN_SUBJECT, ("nmod:of", "compound")),
    "ADJ": (("nsubj",), ()),
}
_STEP = re.compile(
    r"(?:nsubj|obj|iobj|xcomp|ccomp|acl|amod|compound|appos|nmod:poss|(?:nmod|obl|advcl):[a-z][a-z'_-]*)"
)


def read_frames(
    files: Mapping[str, Turtle], relations: Mapping[str, Relation], classes: Container[str]
) -> dict[tuple[str, str], tuple[Frame, ...]]:
    """Return the frames of every (lemma, part of speech), those that ask for most first, else as in the files."""
    frames: dict[tuple[str, str], list[Frame]] = {}
    for file, nodes in files.items():
        for relation, node in _nodes(file, nodes, "frame", relations):
            try:
                for frame in _read(relation, node, classes):
                    frames.setdefault((frame.lemma, frame.pos), []).append(frame)
            except OntologyError as error:
                raise OntologyError(
                    f"{file}: frame '{first(node, LEX + 'lemma')}' of kg:{relation}: {error}"
                ) from error
    return {key: _arrange(group) for key, group in sorted(frames.items())}


def read_specialisations(
    files: Mapping[str, Turtle], relations: Mapping[str, Relation]
) -> dict[tuple[str, str], str]:
    """Return which relation a relation becomes with a content of another."""
    found = {}
    for file, nodes in files.items():
        for relation, node in _nodes(file, nodes, "specialises", relations):
            ends = [local_name(first(node, LEX + key) or "") for key in ("content", "relation")]
            for end in ends:
                if end not in relations:
                    raise OntologyError(
                        f"{file}: lex:specialises of kg:{relation} names kg:{end}, which is no relation; "
                        "give lex:content and lex:relation"
                    )
            found[relation, ends[0]] = ends[1]
    return found


def _nodes(
    file: str, nodes: Turtle, key: str, relations: Mapping[str, Relation]
) -> Iterator[tuple[str, Node]]:
    for subject, node in nodes.items():
        for child in node.get(LEX + key, ()):
            relation = local_name(subject)
            described = nodes.get(child, {})
            if relation not in relations or subject != ONTOLOGY + relation:
                said = f"frame '{first(described, LEX + 'lemma')}'" if key == "frame" else f"lex:{key}"
                raise OntologyError(
                    f"{file}: {said} is for {subject}, which is no relation; declare it in the kg: namespace "
                    "with `a owl:ObjectProperty`, or mend the name"
                )
            yield relation, described


def _read(relation: str, node: Node, classes: Container[str]) -> Iterator[Frame]:
    _check_keys(node)
    values = {key: node.get(LEX + key, []) for key in KEYS}
    pos = _one(values, "pos") or "VERB"
    if pos not in DEFAULTS:
        raise OntologyError(f"lex:pos is {pos}; write VERB, NOUN or ADJ")
    subject, obj = DEFAULTS[pos]
    given = dict(_given(item) for item in sorted(values["given"]))
    if len(given) < len(values["given"]):
        raise OntologyError("lex:given asks twice for one role; write its heads in one")
    model = Frame(
        relation=relation,
        lemma="",
        pos=pos,
        subject=_paths(values, "subject") or subject,
        object=obj if _one(values, "object") is None else _paths(values, "object"),
        given=given,
        roles={role: _paths(values, role) for role in ROLES if values[role]},
        content=_content(values),
        reciprocal=_flag(values, "reciprocal"),
        modality=_modality(values, "modality"),
        negative=_flag(values, "negative"),
        denied=_flag(values, "denied"),
        object_class=_class(values, "objectClass", classes),
        confidence=_confidence(values),
    )
    if not values["lemma"]:
        raise OntologyError("it has no lex:lemma; give it one")
    for lemma in values["lemma"]:
        yield replace(model, lemma=lemma)
    for noun in values["noun"]:
        yield nominalise(model, noun)


def nominalise(frame: Frame, noun: str) -> Frame:
    """Return the frame of a noun that says what a verb says: *buys X from Y* > *purchase of X from Y*."""
    needs_object = any(path.split(">")[0] == "obj" for path in _all_paths(frame))
    subject: Sequence[str] = frame.subject
    if subject == ("nsubj",):
        between = ["nmod:between"] * frame.reciprocal
        subject = [*between, *NOUN_SUBJECT, *([] if needs_object else ["nmod:of"])]
    return replace(
        frame,
        lemma=noun,
        pos="NOUN",
        subject=_nominal_paths(subject),
        object=_nominal_paths(frame.object),
        given={_nominal_given(role): heads for role, heads in frame.given.items()},
        roles={role: _nominal_paths(paths) for role, paths in frame.roles.items()},
        content=frame.content and frame.content._replace(roles=_nominal_paths(frame.content.roles)),
    )


def _all_paths(frame: Frame) -> Iterator[str]:
    yield from frame.object
    yield from frame.given
    for paths in frame.roles.values():
        yield from paths


def _nominal_paths(paths: Iterable[str]) -> tuple[str, ...]:
    turned = [other for path in paths for other in _nominal_path(path)]
    return tuple(dict.fromkeys(turned))


def _nominal_path(path: str) -> tuple[str, ...]:
    head, mark, rest = path.partition(">")
    if head == "obj":
        return tuple(step + mark + rest for step in ("nmod:of", "compound"))
    if head == "iobj":
        return ("nmod:to" + mark + rest,)
    return (re.sub(r"^obl:", "nmod:", head) + mark + rest,)


def _nominal_given(role: str) -> str:
    return "!" * role.startswith("!") + _nominal_path(role.removeprefix("!"))[0]


def _arrange(frames: Sequence[Frame]) -> tuple[Frame, ...]:
    arranged = []
    seen: dict[str, int] = {}
    for frame in sorted(frames, key=lambda frame: -len(frame.given)):
        heads = "".join(
            f"+{min(heads)}" for role, heads in sorted(frame.given.items()) if heads and role[0] != "!"
        )
        name = f"{frame.lemma}{heads}.{frame.pos}>{frame.relation}"
        seen[name] = seen.get(name, 0) + 1
        arranged.append(replace(frame, id=name if seen[name] == 1 else f"{name}/{seen[name]}"))
    return tuple(arranged)


# --- one property of a frame ------------------------------------------------------------------


def _check_keys(node: Node) -> None:
    for predicate in node:
        key = predicate.removeprefix(LEX)
        if key not in KEYS or key == predicate:
            known = ", ".join(f"lex:{name}" for name in sorted(KEYS))
            raise OntologyError(f"it has {predicate}, which no frame knows; one of {known}")


def _one(values: Mapping[str, list[str]], key: str) -> str | None:
    if len(values[key]) > 1:
        raise OntologyError(f"it has lex:{key} twice; write alternatives as one, with |")
    return values[key][0] if values[key] else None


def _paths(values: Mapping[str, list[str]], key: str) -> tuple[str, ...]:
    paths = [path.strip() for path in (_one(values, key) or "").split("|") if path.strip()]
    for path in paths:
        _check_path(path)
    return tuple(paths)


def _check_path(path: str) -> None:
    for step in path.split(">"):
        if not _STEP.fullmatch(step):
            raise OntologyError(
                f"'{step}' is no role; write nsubj, obj, iobj, obl:PREP, nmod:PREP, xcomp, ccomp ..."
            )


def _given(item: str) -> tuple[str, frozenset[str]]:
    role, mark, heads = item.partition("=")
    _check_path(role.removeprefix("!"))
    if not (mark or role.startswith("!")) or (mark and not heads.strip(", ")):
        raise OntologyError(f"lex:given '{item}' is neither ROLE=HEAD,HEAD nor !ROLE nor !ROLE=HEAD,HEAD")
    return role, frozenset(head.strip() for head in heads.split(",") if head.strip())


def _content(values: Mapping[str, list[str]]) -> Content | None:
    roles = _paths(values, "content")
    if not roles:
        return None
    return Content(roles, _modality(values, "contentModality"), _flag(values, "contentNegative"))


def _modality(values: Mapping[str, list[str]], key: str) -> Modality | None:
    value = _one(values, key)
    try:
        return None if value is None else Modality(value)
    except ValueError as error:
        raise OntologyError(f"lex:{key} is '{value}'; one of {', '.join(Modality)}") from error


def _class(values: Mapping[str, list[str]], key: str, classes: Container[str]) -> str | None:
    value = _one(values, key)
    if value is None:
        return None
    if local_name(value) not in classes or value != ONTOLOGY + local_name(value):
        raise OntologyError(f"lex:{key} is '{value}', which is no class; write one, such as kg:Actor")
    return local_name(value)


def _flag(values: Mapping[str, list[str]], key: str) -> bool:
    value = _one(values, key)
    if value not in (None, "true", "false"):
        raise OntologyError(f"lex:{key} is '{value}'; write true or false")
    return value == "true"


def _confidence(values: Mapping[str, list[str]]) -> float:
    value = _one(values, "confidence")
    try:
        number = 0.8 if value is None else float(value)
    except ValueError as error:
        raise OntologyError(f"lex:confidence is '{value}'; write a number from 0 to 1") from error
    if not 0 <= number <= 1:
        raise OntologyError(f"lex:confidence is {value}; write a number from 0 to 1")
    return number
