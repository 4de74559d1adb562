"""A folder of notes for Obsidian: one for each thing with what is said of it, one for each report, and one of conflicts.

Names of files come from ids, so that no article can choose a path, and no two notes one name. Whatever comes from a text is
escaped: it makes no link, tag, heading, HTML or embedded file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import unquote

from ..errors import StoreError
from ..ids import digest, fold, local_name
from ..ontology import Ontology
from ..types import IRI, Claim, Conflict, Document, Entity, Graph, Statement
from .index import Index, claims_of, mode_of, one_line, wikidata
from .passages import holders_of, web_address
from .text import days

__all__ = ["write_notes"]

_THINGS, _REPORTS, _CONFLICTS = "things", "reports", "conflicts.md"
_LIST = ".kg-notes"  # the notes that are ours: all others are left alone
_OURS = re.compile(rf"(?:{_THINGS}|{_REPORTS})/[a-z0-9-]+\.md|{re.escape(_CONFLICTS)}")
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#!|~^$%=&])")  # at the beginning of a line there is never a text
_MARKUP = re.compile(r"[\\`*_\[\]<>#|~^$%!=]")
_LONGEST = 80  # characters of a name of a file


def write_notes(graph: Graph, folder: Path, ontology: Ontology) -> None:
    """Write the notes, and take away those of an earlier export that are of this one no more.

    A folder that holds anything else, and no export, is left as it is: that is an error.
    """
    listed = folder / _LIST
    if folder.is_dir() and any(folder.iterdir()) and not listed.is_file():
        raise StoreError(f"{folder}: holds other files; name a folder that is new or holds an export")
    before = set(listed.read_text(encoding="utf-8").split("\n")) if listed.is_file() else set()
    index = Index.of(graph, ontology)
    now = {_CONFLICTS, *map(_thing_note, index.entities), *map(_report_note, index.documents.values())}
    for name in (_THINGS, _REPORTS):
        (folder / name).mkdir(parents=True, exist_ok=True)
    listed.write_text("\n".join(sorted(before | now)), encoding="utf-8")
    for name, lines in _notes(graph, index):
        text = "".join(f"{line}\n" for line in lines)
        (folder / name).write_text(text, encoding="utf-8", errors="replace", newline="\n")
    for name in before - now:
        if _OURS.fullmatch(name):
            (folder / name).unlink(missing_ok=True)
    listed.write_text("\n".join(sorted(now)), encoding="utf-8")


def _notes(graph: Graph, index: Index) -> Iterator[tuple[str, Iterator[str]]]:
    """Yield every note: its place in the folder, and its lines."""
    about, told = _about(graph), _told(graph)
    for entity in index.entities.values():
        yield _thing_note(entity.id), _thing(entity, about.get(entity.id, ()), index)
    for document in index.documents.values():
        yield _report_note(document), _report(document, told.get(document.id, ()), index)
    statements = {statement.id: statement for statement in graph.statements}
    yield _CONFLICTS, _conflicts(graph.conflicts, statements, index)


def _thing_note(entity: IRI) -> str:
    return f"{_THINGS}/{_file(entity)}.md"


def _report_note(document: Document) -> str:
    return f"{_REPORTS}/{_file(document.id, _title(document))}.md"


def _about(graph: Graph) -> Mapping[IRI, Sequence[Statement]]:
    found: dict[IRI, list[Statement]] = {}
    for statement in graph.statements:
        fillers = (role.filler.id for role in statement.roles)
        for entity in dict.fromkeys((statement.subject, statement.object, *fillers)):
            found.setdefault(entity, []).append(statement)
    return found


def _told(graph: Graph) -> Mapping[IRI, Sequence[Statement]]:
    found: dict[IRI, list[Statement]] = {}
    for statement in graph.statements:
        for document in dict.fromkeys(claim.evidence.document for claim in claims_of(statement)):
            found.setdefault(document, []).append(statement)
    return found


# --- notes ------------------------------------------------------------------------------------


def _thing(entity: Entity, statements: Sequence[Statement], index: Index) -> Iterator[str]:
    yield from _properties(
        id=entity.id,
        aliases=[index.name(entity.id), *map(one_line, entity.aliases)],
        type=entity.type,
        country=entity.country,
        wikidata=wikidata(entity),
        tags=[f"kg/{entity.type}"],
    )
    yield f"# {_escaped(index.name(entity.id))}"
    for statement in sorted(statements, key=lambda each: (-len(claims_of(each)), each.id)):
        yield ""
        yield from _statement(statement, index)


def _report(document: Document, statements: Sequence[Statement], index: Index) -> Iterator[str]:
    yield from _properties(
        id=document.id,
        aliases=[one_line(document.title)],
        outlet=one_line(document.publisher),
        author=one_line(document.author),
        published=document.published.isoformat() if document.published else None,
        url=web_address(document.url),
        source=one_line(document.source),
        copy_of=document.origin if document.origin != document.id else None,
        tags=["kg/report"],
    )
    yield f"# {_escaped(_title(document))}"
    for statement in statements:
        yield ""
        yield from _statement(statement, index, only=document.id)


def _conflicts(
    conflicts: Sequence[Conflict], statements: Mapping[IRI, Statement], index: Index
) -> Iterator[str]:
    yield "# Conflicts"
    for conflict in conflicts:
        yield ""
        yield f"## {_escaped(f'{conflict.kind}: {one_line(conflict.reason)}')}"
        shown = None
        for side in conflict.sides:
            if statement := statements.get(side.statement):
                if statement.id != shown:
                    yield ""
                    yield _heading(statement, index)
                shown = statement.id
                for claim in side.claims:
                    yield _passage("for" if claim in statement.supporting else "against", claim, index)


def _properties(**properties: str | Sequence[str] | None) -> Iterator[str]:
    """Yield the properties at the head of a note. They are YAML, of which JSON is a part: no text can end them."""
    yield "---"
    for name, value in properties.items():
        kept = value if isinstance(value, str) else [each for each in dict.fromkeys(value or ()) if each]
        if kept:
            yield f"{name}: {json.dumps(kept, ensure_ascii=False)}"
    yield "---"


def _statement(statement: Statement, index: Index, only: IRI | None = None) -> Iterator[str]:
    yield _heading(statement, index)
    for side, claims in (("for", statement.supporting), ("against", statement.refuting)):
        for claim in claims:
            if only in (None, claim.evidence.document):
                yield _passage(side, claim, index)


def _heading(statement: Statement, index: Index) -> str:
    """Return a statement in a line: its ends as links, and what keeps it from being a fact in front."""
    mode = mode_of(statement)
    source, target = _link(statement.subject, index), _link(statement.object, index)
    said = f"{source} {index.relation(statement.relation)} {target}"
    told = [f"{role.name}: {_link(role.filler.id, index)}" for role in statement.roles]
    told += [_escaped(days(statement.time))] if statement.time else []
    told += [f"belief {statement.belief / 1000:.2f}"]
    return f"{f'*{mode}:* ' if mode else ''}{said} ({', '.join(told)}) ^{local_name(statement.id)}"


def _passage(side: str, claim: Claim, index: Index) -> str:
    speaker = one_line(holders_of(claim))
    said = f"{_escaped(speaker)}: " if speaker else ""
    document = index.document(claim)
    where = f"[[{_report_note(document).removesuffix('.md')}|{_label(_title(document))}]]"
    if document.id not in index.documents:
        where = document.id
    return f"- {side}: {said}»{_escaped(one_line(claim.evidence.sentence))}« {where}"


# --- names and text ---------------------------------------------------------------------------


def _title(document: Document) -> str:
    return one_line(document.title) or one_line(document.source) or local_name(document.id)


def _link(entity: IRI, index: Index) -> str:
    return f"[[{_THINGS}/{_file(entity)}|{_label(index.name(entity))}]]"


def _label(text: str) -> str:
    """Return the text of a link, in which nothing is escaped: marks that could end it or mean something are left out."""
    return " ".join(_MARKUP.sub(" ", text).split()) or "unnamed"


def _file(id: IRI, name: str = "") -> str:
    """Return a name of a file: ``name`` or the end of the id in plain letters, and a digest that tells equal ones apart."""
    plain = re.sub(r"[^a-z0-9]+", "-", fold(unquote(name or local_name(id))))[:_LONGEST].strip("-")
    return f"{plain or 'thing'}-{digest(id, size=4)}"


def _escaped(text: str) -> str:
    """Return text of which Markdown and Obsidian make nothing."""
    return _SPECIAL.sub(r"\\\1", text)
