"""Words for what people are told: a number with its noun, and what somebody may have meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from .ids import fold

__all__ = ["count", "did_you_mean", "did_you_mean_file", "likeness", "near"]

_BEGINS, _WORD, _WITHIN = (
    0.97,
    0.95,
    0.9,
)  # how like a name is that begins with the words, has them, or hides them
_ENOUGH = 0.72  # below it a name is another one; a letter too few in five is .89, two wrong in six .67
_SHORTEST = 3  # letters that a name must share to be found by a part of it


def count(number: int, noun: str, plural: str | None = None) -> str:
    """Return a number with its noun.

    >>> count(1, "copy", "copies"), count(2, "copy", "copies"), count(0, "row")
    ('1 copy', '2 copies', '0 rows')
    """
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def did_you_mean(words: str, known: Iterable[str], *, most: int = 3) -> str:
    """Return the end of a message that offers the known names near to some words; nothing where none is near.

    >>> did_you_mean("threatns", ["buys", "threatens", "asks"])
    '; did you mean threatens?'
    """
    found = near(words, known, most=most)
    listed = " or ".join(filter(None, (", ".join(found[:-1]), *found[-1:])))
    return f"; did you mean {listed}?" if found else ""


def did_you_mean_file(path: Path) -> str:
    """Return the same for a path that is not there: the files and folders beside it with names near to its own."""
    try:
        beside = [each.name for each in path.parent.iterdir() if not each.name.startswith(".")]
    except OSError:
        return ""
    return did_you_mean(str(path), (str(path.parent / name) for name in near(path.name, beside, most=3)))


def near(words: str, known: Iterable[str], *, most: int = 3) -> list[str]:
    """Return the known names that some words may stand for, the likeliest first."""
    wanted = fold(words)
    scored = ((likeness(wanted, fold(name)), name) for name in set(known))
    likely = sorted((-score, len(name), name) for score, name in scored if score)
    return [name for _, _, name in likely[:most]]


def likeness(wanted: str, name: str) -> float:
    """Return how like a name is to what is looked for, from 0 (not at all) to 1 (the same); both are folded already.

    A name is also known by any run of its words, and by its beginning.

    >>> likeness("erdogan", "recep tayyip erdogan"), likeness("turk", "turkey"), likeness("oslo", "turkey")
    (0.95, 0.97, 0.0)
    """
    if wanted == name:
        return 1.0
    if len(wanted) >= _SHORTEST and wanted in name:
        return _BEGINS if name.startswith(wanted) else _WORD if f" {wanted}" in f" {name}" else _WITHIN
    return max(
        (score for run in _runs(name, wanted.count(" ") + 1) if (score := _ratio(wanted, run))), default=0.0
    )


def _runs(name: str, size: int) -> Iterator[str]:
    yield name
    words = name.split()
    if len(words) > size:
        yield from (" ".join(words[start : start + size]) for start in range(len(words) - size + 1))


def _ratio(wanted: str, run: str) -> float:
    longer = 2 * min(len(wanted), len(run)) / max(len(wanted) + len(run), 1)
    if longer < _ENOUGH:  # most names end here, and nothing is loaded for them
        return 0.0
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, run, wanted, autojunk=False)
    if matcher.quick_ratio() < _ENOUGH:
        return 0.0
    ratio = matcher.ratio()
    return ratio * _WORD if ratio >= _ENOUGH else 0.0
