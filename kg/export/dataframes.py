"""Statements as a table for pandas or polars, which kg does not need: who has one of them can use it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..errors import KGError
from ..types import Graph

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

__all__ = ["statement_columns", "to_pandas", "to_polars"]


def to_pandas(graph: Graph) -> pd.DataFrame:
    """Return the statements as a data frame of pandas."""
    try:
        import pandas as pd
    except ImportError as error:
        raise KGError("to_pandas() needs pandas; run: pip install pandas") from error
    return pd.DataFrame(statement_columns(graph))


def to_polars(graph: Graph) -> pl.DataFrame:
    """Return the statements as a data frame of polars."""
    try:
        import polars as pl
    except ImportError as error:
        raise KGError("to_polars() needs polars; run: pip install polars") from error
    return pl.DataFrame(statement_columns(graph))


def statement_columns(graph: Graph) -> dict[str, list[Any]]:
    """Return the statements by column, a row each; belief is from 0 to 1, the last columns count and cite evidence."""
    names = {entity.id: entity.name for entity in graph.entities}
    rows = []
    for each in graph.statements:
        claims = (*each.supporting, *each.refuting)
        holders = {holder.name for claim in claims for holder in claim.holders[:1]}
        rows.append(
            {
                "statement": each.id,
                "subject": names.get(each.subject, each.subject),
                "relation": each.relation,
                "object": names.get(each.object, each.object),
                "modality": each.modality.value,
                "begin": each.time.begin if each.time else None,
                "end": each.time.end if each.time else None,
                "belief": each.belief / 1000,
                "supporting": len(each.supporting),
                "refuting": len(each.refuting),
                "documents": len({claim.evidence.document for claim in claims}),
                "holders": sorted(holders),
                "sentence": claims[0].evidence.sentence,
                "subject_id": each.subject,
                "object_id": each.object,
            }
        )
    return {name: [row[name] for row in rows] for name in _COLUMNS}


_COLUMNS = (
    *("statement", "subject", "relation", "object", "modality", "begin", "end", "belief", "supporting"),
    *("refuting", "documents", "holders", "sentence", "subject_id", "object_id"),
)
