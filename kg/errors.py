"""Errors a caller can act on; each message is one line that names the thing and the remedy.

* KGError
  + CorpusError      a file cannot be read as documents
    - EmptyCorpusError   not one document of a corpus can be read
  + ModelError       the trained pipeline is missing or unsuitable
  + OntologyError    the Turtle is wrong: unknown relation, frame without a relation
  + StoreError       the graph on disk cannot be opened, written or queried
  + QueryError       the query is not valid SPARQL or not allowed
    - LimitError         it took more time or memory than it may
"""


class KGError(Exception):
    """Base of all."""


class CorpusError(KGError):
    """A file cannot be read as documents."""


class EmptyCorpusError(CorpusError):
    """Not one document of a corpus can be read; ``reasons`` has a line for each."""

    def __init__(self, message: str, reasons: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.reasons = reasons


class ModelError(KGError):
    """The trained pipeline is missing or unsuitable."""


class OntologyError(KGError):
    """The ontology contradicts itself or what is asked of it."""


class StoreError(KGError):
    """The graph on disk cannot be opened, written or queried."""


class QueryError(KGError):
    """The query is not valid SPARQL or not allowed."""


class LimitError(QueryError):
    """The query is well formed, but took more time or memory than it may."""
