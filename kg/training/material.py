"""What the network learns from, read from disk: treebanks, names, silver, rated words and annotated claims.

Web chatter, a third of EWT, is learnt as often as the rest. The names of GUM and of our own sentences belong to
sentences of their treebanks, so one pass over a window teaches both.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path

from spacy.language import Language

from . import gazetteer
from .annotation import load
from .claim_lessons import ClaimLesson, lessons_of
from .files import OWN, name_files, stem, treebank_files
from .learn import Material
from .names import Row, collect_pools, read_rows
from .ratings import read_ratings
from .treebank import Sentence, read_sentences

__all__ = ["SILVER_NAMES", "SILVER_TREES", "read_lessons", "read_material"]

SILVER_NAMES, SILVER_TREES = "silver-names.jsonl.gz", "silver-trees.jsonl.gz"
_WITH_TREES = ("gum", "news")  # whose rows are sentences of a treebank


def read_material(data: Path, work: Path | None = None) -> Material:
    """Read all training data; ``work`` holds the silver, if there is any."""
    trees = {stem(path): tuple(read_sentences(path)) for path in treebank_files(data, "train")}
    rows = {stem(path): read_rows(path) for path in name_files(data, "train")}
    tags: dict[str, Sequence[str]] = {}
    if work is not None and (work / SILVER_TREES).is_file():
        tags |= {row.source: row.tags for row in read_rows(work / SILVER_TREES)}
    named = chain.from_iterable(held for name, held in rows.items() if name.startswith(_WITH_TREES))
    tags |= _tags_of_trees(trees, list(named))
    pools = collect_pools(chain.from_iterable(rows.values()), gazetteer.places())
    kept = {name: held for name, held in rows.items() if not name.startswith("gum")}
    if work is not None and (work / SILVER_NAMES).is_file():
        kept["silver"] = read_rows(work / SILVER_NAMES)
    rated = [r for path in sorted((data / "factuality").glob("*-train.jsonl.gz")) for r in read_ratings(path)]
    return Material(trees=trees, rows=kept, tags=tags, pools=pools, rated=rated)


def _tags_of_trees(trees: Mapping[str, Sequence[Sentence]], rows: Sequence[Row]) -> dict[str, Sequence[str]]:
    """Return the tags of the sentences that are rows too; equal sentences take them in turn."""
    held: dict[tuple[str, ...], list[Sequence[str]]] = {}
    for row in rows:
        held.setdefault(row.tokens, []).append(row.tags)
    sentences = (s for name in sorted(trees) if not name.startswith("en_ewt") for s in trees[name])
    return {s.id: held[s.words].pop(0) for s in sentences if held.get(s.words)}


def read_lessons(
    shared: Path, nlp: Language, relations: Sequence[str]
) -> tuple[dict[str, ClaimLesson], Counter[str]]:
    """Return the annotated sentences of training documents by id, parsed by a pipeline, and how many claims were kept."""
    counts: Counter[str] = Counter()
    folder = OWN / "claims"
    files = sorted([*folder.glob("*.jsonl"), *(folder / "own").glob("*.txt")])
    documents = [d for file in files for d in load(file, shared, relations) if not d.test]
    found = chain.from_iterable(lessons_of(documents, nlp, counts))
    return {lesson.sentence.id: lesson for lesson in found}, counts
