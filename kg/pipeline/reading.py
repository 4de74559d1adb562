"""Documents into claims: here, or in worker processes that hold a model each.

What one document does to the reader is that document's failure; the others go on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from .. import __version__
from ..errors import CorpusError
from ..extraction import Profile, extract
from ..ingestion import CorpusFailure
from ..ingestion.failures import fail
from ..mapping import map_extraction
from ..nlp import load_model, model_digest, parse, quiet_threads
from ..ontology import Ontology, load_ontology
from ..store import Software
from ..types import Claim, Document, Extraction
from .workers import WorkerKilledError, map_in_workers

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["Reader", "batched", "extract_documents", "open_reader", "read_batches", "read_each"]

T = TypeVar("T")
Claims = tuple[Claim, ...]
Read = tuple[Extraction, Claims]

_BATCH = 8  # documents at a time: enough to keep the model busy, few enough to lose little


class Reader:
    """What reads documents, and how a worker process gets the same."""

    def __init__(
        self,
        nlp: Language,
        ontology: Ontology,
        model: str | Path | None,
        extra: tuple[Path, ...],
        profile: Profile = "full",
    ):
        self.profile = profile
        self.nlp = nlp
        self.ontology = ontology
        self.model = model
        self.extra = extra

    @cached_property
    def software(self) -> Software:
        """What goes into cache keys and into the provenance of the graph."""
        return Software(__version__, model_digest(self.nlp), self.ontology.digest)


def open_reader(
    model: str | Path | None = None, extra: Iterable[Path] = (), *, profile: Profile = "full"
) -> Reader:
    """Load the model and the ontology, or raise KGError with the remedy."""
    quiet_threads()
    extra = tuple(extra)
    return Reader(load_model(model), load_ontology(extra=extra), model, extra, profile)


def extract_documents(
    documents: Iterable[Document], nlp: Language, ontology: Ontology, *, profile: Profile = "full"
) -> Iterator[tuple[Extraction, Claims]]:
    """Read documents into propositions and claims, in their order."""
    for document, doc in parse(documents, nlp):
        extraction = extract(document, doc, profile=profile)
        yield extraction, map_extraction(extraction, ontology)


def read_each(documents: Sequence[Document], reader: Reader) -> Iterator[Read | CorpusFailure]:
    """Yield for every document what it says, or why it could not be read."""
    try:
        read = extract_documents(documents, reader.nlp, reader.ontology, profile=reader.profile)
        yield from list(read)
    except Exception as error:  # noqa: BLE001 - one bad document, whatever is wrong with it, never stops a corpus
        if len(documents) > 1:
            for document in documents:
                yield from read_each([document], reader)
        else:
            yield _failure(documents[0], error)


def _failure(document: Document, error: Exception) -> CorpusFailure:
    reason = " ".join(f"{type(error).__name__}: {error}".split())
    where = f"character {document.raw_offset}" if document.raw_offset else ""
    return fail(
        document.source, f"the reader broke on it ({reason}); leave it out and report it with the file", where
    )


def batched(items: Iterable[T], size: int = _BATCH) -> Iterator[list[T]]:
    """Yield items in lists.

    >>> list(batched("abc", 2))
    [['a', 'b'], ['c']]
    """
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


# --- in worker processes ----------------------------------------------------------------------


def read_batches(
    batches: Sequence[list[Document]], reader: Reader, jobs: int
) -> Iterator[list[Claims | CorpusFailure]]:
    """Yield the claims of batches in their order, read by ``jobs`` processes."""
    jobs = min(jobs, len(batches))
    if jobs <= 1:
        yield from (_claims(batch, reader) for batch in batches)
        return
    try:
        yield from map_in_workers(_start, (reader.model, reader.extra), batches, jobs)
    except WorkerKilledError as error:
        raise CorpusError(
            "a worker process was killed, probably for want of memory; use fewer --jobs"
        ) from error


def _start(
    model: str | Path | None, extra: tuple[Path, ...]
) -> Callable[[list[Document]], list[Claims | CorpusFailure]]:
    return partial(_claims, reader=open_reader(model, extra))


def _claims(batch: Sequence[Document], reader: Reader) -> list[Claims | CorpusFailure]:
    return [read if isinstance(read, CorpusFailure) else read[1] for read in read_each(batch, reader)]
