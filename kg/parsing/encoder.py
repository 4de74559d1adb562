"""Read a text with the shipped encoder: sentence starts, tags, trees and names, one forward pass a window.

A window is a run of whole paragraphs of one document. Its activations are quantised with scales of its own, so a
window is never run together with another: a document alone, in a corpus, and in any process gives the same bytes.
A paragraph too long for a window is read in steps; each begins at the last sentence start of the one before.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..errors import ModelError
from .names import best_tags
from .pieces import Pieces
from .trees import best_tree

__all__ = ["EMBEDDINGS", "FILES", "Analysis", "Encoder", "PairScores"]

EMBEDDINGS = "embeddings.bin"  # data of encoder.onnx: the vectors of the word pieces
FILES = ("encoder.onnx", EMBEDDINGS, "relations.onnx", "claims.onnx", "pieces.json", "labels.json")
_WINDOW = 200  # word pieces; the encoder has learnt from windows of up to that size
_LONGEST = 500  # word pieces of the longest sentence that is read as one; the encoder has 512 positions
_OUTPUTS = [
    "starts",
    "upos",
    "xpos",
    "feats",
    "arcs",
    "dependents",
    "heads",
    "names",
    "ends",
    "links",
    "ratings",
]

Floats = NDArray[np.float32]


class Analysis(NamedTuple):
    """What is found, word by word; a root is its own head, ``tags`` are BIO."""

    starts: list[bool]
    upos: list[int]
    xpos: list[int]
    feats: list[int]
    heads: list[int]
    relations: list[int]
    tags: list[int]
    ends: list[Floats]  # what the words say as ends of claims, (words of a window, 3 * size) each
    links: list[Floats]  # what the words say when they take up a word, and when they are taken up
    ratings: list[float]  # whether what a word tells of happened: from -3, it did not, to 3, it did


class PairScores(NamedTuple):
    """Scores of pairs of words, (pairs, classes) each; class 0 of the relations is the threshold."""

    relation: Floats
    polarity: Floats
    modality: Floats


class Encoder:
    """The network on disk, its vocabulary and labels. One thread, whatever the machine has."""

    def __init__(self, folder: Path) -> None:
        missing = [name for name in FILES if not (folder / name).is_file()]
        if missing:
            raise ModelError(f"{folder} has no {missing[0]}; install kg again or name another model")
        self.folder = folder
        self.pieces = Pieces(folder / "pieces.json")
        held = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        self.labels: dict[str, tuple[str, ...]] = {name: tuple(held[name]) for name in held["heads"]}
        self.transitions: Floats = np.array(held["transitions"], dtype=np.float32)
        self.distances: list[float] = held["distances"]
        self._network = _session(folder / "encoder.onnx")
        self._relations = _session(folder / "relations.onnx")
        self._claims = _session(folder / "claims.onnx")

    def read(self, words: Sequence[str], given: Sequence[int], breaks: Sequence[int]) -> Analysis:
        """Analyse the words of one document.

        ``given`` says of each word whether it begins a sentence: 1 yes, -1 no, 0 unknown. ``breaks`` are the words
        that begin a paragraph, which are sentence starts too.
        """
        found = Analysis([], [], [], [], [], [], [], [], [], [])
        edges = [*sorted({0, *breaks} - {len(words)}), len(words)]
        place = 0
        while place < len(words):
            place = self._read_window(words, given, edges, place, found)
        return found

    def _read_window(
        self, words: Sequence[str], given: Sequence[int], edges: Sequence[int], begin: int, found: Analysis
    ) -> int:
        """Read from a word on, append what is sure, and return the word to go on with."""
        end, whole = self._window(words, edges, begin, _WINDOW)
        while True:
            outputs = self._run(words[begin:end], [edge - begin for edge in edges if begin <= edge < end])
            starts = self._starts(outputs[0], given[begin:end], edges, begin)
            sure = len(starts)
            if not whole:
                last = max(place for place, start in enumerate(starts) if start)
                if last:
                    sure = last
                elif self._size(words[begin:end]) < _LONGEST - 20:
                    end, whole = self._window(words, edges, begin, _LONGEST)
                    continue
            self._append(outputs, starts, sure, begin, found)
            return begin + sure

    def _window(self, words: Sequence[str], edges: Sequence[int], begin: int, most: int) -> tuple[int, bool]:
        """Return the end of the window that begins at a word, and whether a paragraph ends there."""
        left, end, edge = most - 2, begin, begin
        borders = {e for e in edges if e > begin}
        while end < len(words):
            left -= len(self.pieces.of_word(words[end])) + (end in borders)
            if left < 0 and end > begin:
                break
            end += 1
            if end in borders:
                edge = end
        return (edge, True) if edge > begin else (end, False)

    def _size(self, words: Sequence[str]) -> int:
        return 2 + sum(len(self.pieces.of_word(word)) for word in words)

    def _run(self, words: Sequence[str], paragraphs: Sequence[int]) -> list[Floats]:
        ids, cases, places = self.pieces.lay(words, paragraphs)
        feed = {
            "pieces": np.array([ids], dtype=np.int64),
            "cases": np.array([cases], dtype=np.int64),
            "places": np.array([places], dtype=np.int64),
        }
        return [output[0] for output in self._network.run(_OUTPUTS, feed)]

    def _starts(self, scores: Floats, given: Sequence[int], edges: Sequence[int], begin: int) -> list[bool]:
        starts: list[bool] = (scores[:, 1] > scores[:, 0]).tolist()
        borders = set(edges)
        for place, known in enumerate(given):
            if known:
                starts[place] = known > 0
            if begin + place in borders:
                starts[place] = True
        starts[0] = True
        return starts

    def _append(
        self, outputs: list[Floats], starts: list[bool], sure: int, begin: int, found: Analysis
    ) -> None:
        _, upos, xpos, feats, arcs, dependents, heads, names, ends, links, ratings = outputs
        found.starts.extend(starts[:sure])
        found.upos.extend(upos[:sure].argmax(1).tolist())
        found.xpos.extend(xpos[:sure].argmax(1).tolist())
        found.feats.extend(feats[:sure].argmax(1).tolist())
        rows: list[int] = []
        for first, last in _sentences(starts[:sure]):
            columns = np.r_[0, first + 1 : last + 1]
            tree = best_tree(arcs[first:last, columns])
            rows.extend(head and head + first for head in tree)
        chosen = heads[rows]
        scores = self._relations.run(["relations"], {"dependents": dependents[:sure], "heads": chosen})[0]
        found.relations.extend(scores.argmax(1).tolist())
        found.heads.extend(begin + (row - 1 if row else place) for place, row in enumerate(rows))
        found.tags.extend(best_tags(names[:sure], self.transitions))
        found.ends.append(ends[:sure])
        found.links.append(links[:sure])
        found.ratings.extend(ratings[:sure].tolist())

    def score_pairs(self, ends: Floats, rows: NDArray[np.int64], features: NDArray[np.int64]) -> PairScores:
        """Score pairs of words: ``rows`` are (subject, object, ancestor) in ``ends``, ``features`` as in ``pairs``."""
        first, second, third = np.split(ends, 3, axis=1)
        state = first[rows[:, 0]] + second[rows[:, 1]] + third[rows[:, 2]]
        relation, polarity, modality = self._claims.run(
            ["relation", "polarity", "modality"], {"state": state, "features": features}
        )
        return PairScores(relation, polarity, modality)


def _sentences(starts: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yield the sentences as (first word, word after the last).

    >>> list(_sentences([True, False, True]))
    [(0, 2), (2, 3)]
    """
    begun = [place for place, start in enumerate(starts) if start]
    yield from zip(begun, [*begun[1:], len(starts)], strict=True)


def _session(path: Path) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_mem_pattern = False  # windows differ in size: a plan for each would never be freed
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # its ten errors share no base but Exception, and releases differ in which a damaged file raises
        raise ModelError(
            f"{path} cannot be read ({str(error).splitlines()[0][:120]}); install kg again"
        ) from error
