"""Whatever happens to whatever file of a graph: one line with file and remedy or the right answer, and the next build mends it."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.pipeline import KnowledgeGraph, build, open_graph, remove
from kg.pipeline.backup import back_up
from kg.store import canonical_nquads, checksums
from kg.store.generations import hold_current
from kg.store.timed import Limits, serialize_within

from .corpora import write
from .test_changes import everything

Harm = Callable[[Path, random.Random], object]


def flip(path: Path, chance: random.Random) -> None:
    content = bytearray(path.read_bytes())
    for _ in range(4):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


def overwrite(path: Path, chance: random.Random) -> None:
    content = bytearray(path.read_bytes())
    place = chance.randrange(len(content))
    content[place : place + 64] = chance.randbytes(len(content[place : place + 64]))
    path.write_bytes(content)


HARMS: dict[str, Harm] = {
    "gone": lambda path, _: path.unlink(),
    "emptied": lambda path, _: path.write_bytes(b""),
    "truncated": lambda path, chance: path.write_bytes(
        path.read_bytes()[: chance.randrange(path.stat().st_size)]
    ),
    "zeroed": lambda path, _: path.write_bytes(bytes(path.stat().st_size)),
    "flipped": flip,
    "overwritten": overwrite,
    "grown": lambda path, _: path.write_bytes(path.read_bytes() + b"\0"),
}
ASKED = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


class Made:
    """A graph, its corpus, and what it gives when nothing is wrong."""

    def __init__(self, folder: Path) -> None:
        self.corpus, self.out = write(folder / "corpus"), folder / "out"
        self.ontology = build(self.corpus, self.out).ontology
        self.everything = everything(self.out)
        self.answers = [ask() for ask in self.questions(self.out, folder)]
        self.counted = serialize_within(Limits(60), (self.out / "store").resolve(), ASKED, {})

    def questions(self, out: Path, folder: Path) -> tuple[Callable[[], object], ...]:
        """Return all ways to ask a graph."""

        def graph() -> KnowledgeGraph:
            return KnowledgeGraph(out, hold_current(out), None, self.ontology)

        def exported() -> bytes:
            graph().write(folder / "graph.nt")
            return (folder / "graph.nt").read_bytes()

        return (
            lambda: list(graph().query(ASKED)),
            lambda: graph().graph,
            lambda: list(graph().read_claims()),
            lambda: graph().page.read_bytes(),
            lambda: graph().beside,
            exported,
            lambda: canonical_nquads(graph().store),
        )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return Made(tmp_path_factory.mktemp("made"))


def files(out: Path) -> list[str]:
    """Return all files of a graph, as names below its folder."""
    found = (path for path in out.rglob("*") if path.is_file() and not path.is_symlink())
    return sorted(path.relative_to(out).as_posix() for path in found)


def ask_all(made: Made, out: Path, folder: Path, most: int | None = None, *, first: int = 0) -> int:
    """Ask a damaged graph everything, or only some questions; return how often it told what is wrong."""
    told = 0
    for ask, answer in list(zip(made.questions(out, folder), made.answers, strict=True))[first:most]:
        try:
            assert ask() == answer
        except StoreError as error:
            told += 1
            message = str(error)
            assert len(message.splitlines()) == 1
            assert str(out) in message
            assert "build again" in message
    return told


@pytest.mark.parametrize("kind", HARMS)
def test_a_damaged_file_gives_one_line_or_the_right_answer(kind: str, made: Made, tmp_path: Path) -> None:
    chance, told = random.Random(kind), 0
    names = [
        name for name in files(made.out) if (made.out / name).stat().st_size or kind in ("gone", "grown")
    ]
    assert len(names) > 28
    for name in names:
        out = shutil.copytree(made.out, tmp_path / "out", symlinks=True)
        HARMS[kind](out / name, chance)
        told += ask_all(made, out, tmp_path, 5) > 0
        shutil.rmtree(out)
    assert (
        told > len(names) - 10
    )  # what nothing that is asked here reads: the lock, logs, Turtle, manifest ...


@pytest.fixture
def large(made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A graph whose files all count as large."""
    monkeypatch.setattr(checksums, "WHOLE", 1000)
    monkeypatch.setattr(checksums, "END", 16)
    out = shutil.copytree(made.out, tmp_path / "out", symlinks=True)
    for folder in (out / "current" / "store", out / "current"):
        checksums.write_checksums(folder)
    return out


def large_files(out: Path) -> list[Path]:
    return [out / name for name in files(out) if name.endswith(".sst") and (out / name).stat().st_size > 1000]


def flip_within(path: Path, chance: random.Random) -> bytes:
    """Flip a bit of a block; return what the file held before."""
    content = path.read_bytes()
    damaged = bytearray(content)
    damaged[chance.randrange(100, len(content) - 100)] ^= 4
    path.write_bytes(damaged)
    return content


def test_a_large_file_that_was_written_to_is_never_read(made: Made, large: Path, tmp_path: Path) -> None:
    """Oxigraph collects the error of a damaged block over and over where it counts: of all memory nothing would be left."""
    chance = random.Random(2)
    assert len(large_files(large)) > 5
    for path in large_files(large):
        content = flip_within(path, chance)
        with pytest.raises(StoreError, match=rf"{path.name}: damaged .*; build again"):
            made.questions(large, tmp_path)[0]()
        path.write_bytes(content)
    assert ask_all(made, large, tmp_path) == 0


def test_damage_that_leaves_the_time_is_found_where_it_is_read(
    made: Made, large: Path, tmp_path: Path
) -> None:
    chance, told, died = random.Random(1), 0, 0
    limits = Limits(seconds=60, memory=1 << 30)
    for path in large_files(large):
        before = path.stat()
        content = flip_within(path, chance)
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
        told += ask_all(made, large, tmp_path, first=1) > 0
        try:
            answer = serialize_within(limits, (large / "store").resolve(), ASKED, {})
            assert answer == made.counted
        except StoreError as error:
            died += 1
            assert f"{path.name}: damaged" in str(error)
        path.write_bytes(content)
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert told > 3
    assert died > 1


@pytest.mark.parametrize("kind", HARMS)
def test_the_next_build_mends_whatever_is_damaged(kind: str, made: Made, tmp_path: Path) -> None:
    chance = random.Random(kind)
    names = [name for name in files(made.out) if (made.out / name).stat().st_size]
    name = chance.choice(names)
    segment = chance.choice([each for each in names if each.startswith("claims/")])
    for chosen in (name, segment):
        out = shutil.copytree(made.out, tmp_path / "out", symlinks=True)
        HARMS[kind](out / chosen, chance)
        graph = build(made.corpus, out)
        assert everything(out) == made.everything
        assert ask_all(made, out, tmp_path) == 0
        assert graph.report is not None
        assert graph.report.parsed == chosen.startswith("claims/")
        del graph
        shutil.rmtree(out)


def test_every_file_of_a_graph_damaged_at_once_is_mended(made: Made, tmp_path: Path) -> None:
    out = shutil.copytree(made.out, tmp_path / "out", symlinks=True)
    for name in files(out):
        (out / name).write_bytes(b"\xff" * 100)
    with pytest.raises(StoreError, match="build again"):
        assert open_graph(out).graph
    build(made.corpus, out)
    assert everything(out) == made.everything


def test_what_cannot_be_mended_without_the_corpus_is_not_changed(made: Made, tmp_path: Path) -> None:
    out = shutil.copytree(made.out, tmp_path / "out", symlinks=True)
    segment = next((out / "claims").iterdir())
    segment.write_bytes(segment.read_bytes()[:-1])
    before = everything(out)
    with pytest.raises(StoreError, match=rf"{segment.name}: damaged; build again"):
        remove(out, "denial.txt")
    with pytest.raises(StoreError, match=rf"{segment.name}: damaged; build again"):
        back_up(out, tmp_path / "copy")
    assert everything(out) == before
    assert not (tmp_path / "copy").exists()
