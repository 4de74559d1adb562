"""Where the training and dev data stand, in a folder of data and beside this code."""

from pathlib import Path

from ..errors import CorpusError

__all__ = ["OWN", "name_files", "stem", "treebank_files"]

OWN = Path(__file__).parent / "data"
_DEV_TEXT = "uner_ewt"  # names on the dev set of a treebank: not learnt from


def treebank_files(data: Path, part: str) -> tuple[Path, ...]:
    """Return the treebanks for ``train`` or ``dev``, in order."""
    return (
        *_found(sorted((data / "ud").glob(f"*-{part}.conllu.gz")), data / "ud"),
        OWN / f"news-{part}.conllu",
    )


def name_files(data: Path, part: str) -> tuple[Path, ...]:
    """Return the files of tagged names for ``train`` or ``dev``, in order."""
    found = [p for p in (data / "ner").glob(f"*-{part}.jsonl.gz") if not p.name.startswith(_DEV_TEXT)]
    return (*_found(sorted(found), data / "ner"), OWN / f"news-{part}.jsonl")


def stem(path: Path) -> str:
    """Return the name of a file without its endings."""
    return path.name.split(".")[0]


def _found(paths: list[Path], folder: Path) -> tuple[Path, ...]:
    if not paths:
        raise CorpusError(f"{folder}: no training data; give the folder that holds ud/ and ner/ with --data")
    return tuple(paths)
