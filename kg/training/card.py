"""Tables of scores in Markdown, a column for each pipeline scored."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ..errors import ModelError
from .evaluate import LABELS

__all__ = ["insert", "tables"]

_BEGIN, _END = "<!-- scores -->", "<!-- end of scores -->"
_METRICS: Mapping[str, str] = {
    "tokens": "tokens",
    "sentences": "sentences",
    "upos": "UPOS",
    "xpos": "XPOS",
    "lemma": "lemma",
    "uas": "UAS",
    "las": "LAS",
    "uas_words": "UAS without punctuation",
    "las_words": "LAS without punctuation",
}
_MOST = 30

Scores = Mapping[str, Mapping[str, Mapping[str, Sequence[float]]]]


def tables(paths: Sequence[Path]) -> Iterator[str]:
    """Yield the lines of three tables made from the JSON files that ``evaluate`` wrote."""
    files = [json.loads(path.read_text(encoding="utf-8")) for path in paths]
    titles = [path.stem for path in paths]
    yield from _table("F, both treebanks", titles, _rows(files, "syntax", "all", _METRICS))
    yield from _per_set(files, titles, "syntax", "las_words", "LAS without punctuation")
    relations = _frequent(files[0]["syntax"]["all"])
    yield from _table("relation F (arc and label)", titles, _rows(files, "syntax", "all", relations))
    labels = {"names": "all", **{label: label for label in LABELS}}
    yield from _table("names, exact span and label F", titles, _rows(files, "names", "all", labels))
    yield from _per_set(files, titles, "names", "names", "all labels")
    speeds = [f"{file['words_per_cpu_second']:,}" for file in files]
    sizes = [f"{file['megabytes']:.1f}" for file in files]
    yield from _table("cost", titles, [["words per CPU second", *speeds], ["megabytes", *sizes]])


def insert(lines: Sequence[str], card: Path) -> None:
    """Put the tables between the two comments in the card that mark their place."""
    text = card.read_text(encoding="utf-8")
    before, found, rest = text.partition(_BEGIN)
    after = rest.partition(_END)[2]
    if not found:
        raise ModelError(f"{card}: mark the place of the tables with {_BEGIN} and {_END}")
    card.write_text("\n".join([f"{before}{_BEGIN}", *lines, f"{_END}{after}"]), encoding="utf-8")


def _frequent(scores: Mapping[str, Sequence[float]]) -> dict[str, str]:
    """Return the relations that the gold has most of."""
    found = [metric for metric in scores if metric.startswith("relation ") and metric != "relation punct"]
    return {
        metric: f"`{metric.split()[1]}`"
        for metric in sorted(found, key=lambda name: -scores[name][0])[:_MOST]
    }


def _rows(files: Sequence[Scores], kind: str, name: str, metrics: Mapping[str, str]) -> list[list[str]]:
    rows = []
    for metric, shown in metrics.items():
        found = [file[kind].get(name, {}).get(metric) for file in files]
        if any(found):
            rows.append([shown, *(f"{score[-1] * 100:.1f}" if score else "" for score in found)])
    return rows


def _per_set(
    files: Sequence[Scores], titles: Sequence[str], kind: str, metric: str, shown: str
) -> Iterator[str]:
    names = [name for name in files[0][kind] if name != "all"]
    rows = [[name, *_rows(files, kind, name, {metric: shown})[0][1:]] for name in names]
    yield from _table(f"{shown}, by set", titles, rows)


def _table(title: str, titles: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield ""
    yield f"| {title} | {' | '.join(titles)} |"
    yield f"|---|{'---:|' * len(titles)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)
