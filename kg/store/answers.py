"""What a query gives back: rows, whatever the form of the query.

The answer to ASK is one row with one truth value; CONSTRUCT and DESCRIBE give rows of subject, predicate and object.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Triple,
)

from ..errors import QueryError
from ..wording import count
from .turtle import to_turtle
from .vocabulary import BOOLEAN, DATE, DECIMAL, INTEGER, STRING, shorten

__all__ = ["Answer", "Bound", "Form", "Result", "Term", "Value", "read_answer", "read_triples"]

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
Bound: TypeAlias = NamedNode | Literal  # what a parameter can be bound to
Value: TypeAlias = str | int | Decimal | bool | date
Result: TypeAlias = QuerySolutions | QueryBoolean | QueryTriples


class Form(StrEnum):
    """Which kind of query was asked."""

    SELECT = "select"
    ASK = "ask"
    CONSTRUCT = "construct"


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """Rows of terms under named columns; ``None`` is unbound. Iterating gives dicts of plain Python values."""

    form: Form
    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    triples: tuple[Triple, ...] = ()  # the rows of a CONSTRUCT or DESCRIBE once more

    def __len__(self) -> int:
        return len(self.rows)

    def __repr__(self) -> str:
        return f"<Answer: {count(len(self), 'row')} of {', '.join(self.columns)}>"

    def __bool__(self) -> bool:
        """Return the truth of an ASK; of anything else, whether there are rows."""
        if self.form is Form.ASK:
            return self.rows == ((_truth(True),),)
        return bool(self.rows)

    def __iter__(self) -> Iterator[dict[str, Value | None]]:
        for row in self.rows:
            yield {name: _value(term) for name, term in zip(self.columns, row, strict=True)}

    def texts(self) -> Iterator[tuple[str, ...]]:
        """Yield the rows as words for people: IRIs shortened to prefixed names, two places of a decimal, nothing for what is unbound."""
        for row in self.rows:
            yield tuple(_text(term) for term in row)

    def unbound(self) -> tuple[str, ...]:
        """Return the columns that have no value in any of the rows."""
        empty = (index for index in range(len(self.columns)) if all(row[index] is None for row in self.rows))
        return tuple(self.columns[index] for index in empty) if self.rows else ()

    def without(self, *columns: str) -> Answer:
        """Return the answer without some columns."""
        kept = [index for index, name in enumerate(self.columns) if name not in columns]
        rows = tuple(tuple(row[index] for index in kept) for row in self.rows)
        return replace(self, columns=tuple(self.columns[index] for index in kept), rows=rows)

    def serialize(self, format: str) -> str:
        """Return the answer as ``json`` or ``csv`` (SPARQL 1.1 results), or triples as ``ttl``."""
        writers = {"json": _to_json, "csv": _to_csv, "ttl": _to_ttl}
        if format not in writers:
            raise QueryError(f"no such format: {format}; there are {', '.join(writers)}")
        return writers[format](self)


def read_answer(result: Result) -> Answer:
    """Return all that a result of Oxigraph has to give."""
    if isinstance(result, QueryBoolean):
        return Answer(Form.ASK, ("answer",), ((_truth(bool(result)),),))
    if isinstance(result, QueryTriples):
        return read_triples(result)
    columns = tuple(variable.value for variable in result.variables)
    return Answer(Form.SELECT, columns, tuple(tuple(solution) for solution in result))


def read_triples(triples: Iterable[Triple]) -> Answer:
    """Return triples as an answer, each once, in the order of their N-Triples."""
    ordered = tuple(sorted(set(triples), key=str))
    rows = tuple((triple.subject, triple.predicate, triple.object) for triple in ordered)
    return Answer(Form.CONSTRUCT, ("subject", "predicate", "object"), rows, ordered)


def _truth(value: bool) -> Literal:
    return Literal("true" if value else "false", datatype=BOOLEAN)


def _text(term: Term | None) -> str:
    if isinstance(term, NamedNode):
        return shorten(term.value)
    if isinstance(term, Literal) and term.datatype == DECIMAL:
        value = _value(term)
        return f"{value:.2f}" if isinstance(value, Decimal) and value.is_finite() else term.value
    return "" if term is None else _lexical(term)


def _value(term: Term | None) -> Value | None:
    """Return the Python value of a term; a literal that is not what it claims to be stays text."""
    if term is None or not isinstance(term, Literal):
        return None if term is None else _lexical(term)
    readers: dict[NamedNode, Callable[[str], Value]] = {
        INTEGER: int,
        DECIMAL: Decimal,
        DATE: date.fromisoformat,
        BOOLEAN: lambda text: text in ("true", "1"),
    }
    try:
        return readers.get(term.datatype, str)(term.value)
    except (ValueError, ArithmeticError):
        return term.value


def _lexical(term: Term) -> str:
    return str(term) if isinstance(term, Triple | BlankNode) else term.value


def _to_json(answer: Answer) -> str:
    if answer.form is Form.ASK:
        return json.dumps({"head": {}, "boolean": bool(answer)})
    bindings = [
        {name: _json_term(term) for name, term in zip(answer.columns, row, strict=True) if term is not None}
        for row in answer.rows
    ]
    return json.dumps(
        {"head": {"vars": answer.columns}, "results": {"bindings": bindings}}, ensure_ascii=False, indent=1
    )


def _json_term(term: Term) -> dict[str, str]:
    if isinstance(term, Literal):
        found = {"type": "literal", "value": term.value}
        if term.language:
            found["xml:lang"] = term.language
        elif term.datatype != STRING:
            found["datatype"] = term.datatype.value
        return found
    return {"type": "uri" if isinstance(term, NamedNode) else "bnode", "value": _lexical(term)}


def _to_csv(answer: Answer) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(answer.columns)
    for row in answer.rows:
        writer.writerow(["" if term is None else _lexical(term) for term in row])
    return out.getvalue()


def _to_ttl(answer: Answer) -> str:
    if answer.form is not Form.CONSTRUCT:
        raise QueryError("only CONSTRUCT and DESCRIBE give triples; ask for table, json or csv")
    return to_turtle(answer.triples).decode()
