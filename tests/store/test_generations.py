"""One switch from one generation to the next: everybody sees the old one or the new one, whole, whatever goes wrong."""

import errno
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

import kg
from kg.errors import StoreError
from kg.store.generations import (
    LOCK,
    current_generation,
    generations,
    hold,
    hold_current,
    new_generation,
)
from tests.pipeline.publishing import disturbed, fork, kill

FILES = ("one.txt", "two.txt")


def write(out: Path, text: str, *names: str) -> None:
    out.mkdir(exist_ok=True)
    with hold(out / LOCK), new_generation(out) as part:
        for name in names or FILES:
            (part / name).write_text(text)


def read(out: Path) -> set[str]:
    """Return what the files of the current generation hold: one text if all is well."""
    held = hold_current(out)
    return {(held.folder / name).read_text() for name in FILES}


def named(out: Path) -> set[str]:
    """Return what is found under the names that people know."""
    return {(out / name).read_text() for name in FILES}


def test_a_new_generation_takes_the_place_of_the_old_under_the_same_names(tmp_path: Path) -> None:
    for text in ("one", "two"):
        write(tmp_path, text)
        assert read(tmp_path) == named(tmp_path) == {text}
    assert {path.name for path in tmp_path.iterdir()} == {"current", "generations", LOCK, *FILES}


def test_what_nobody_holds_is_removed_and_what_somebody_holds_stays_until_the_next(tmp_path: Path) -> None:
    write(tmp_path, "one")
    held = hold_current(tmp_path)
    for text in ("two", "three"):
        write(tmp_path, text)
    assert [(each / "one.txt").read_text() for each in generations(tmp_path)] == ["one", "three"]
    assert (held.folder / "two.txt").read_text() == "one"
    del held
    write(tmp_path, "four")
    assert [(each / "one.txt").read_text() for each in generations(tmp_path)] == ["four"]


def test_a_name_that_the_new_generation_has_not_is_gone(tmp_path: Path) -> None:
    write(tmp_path, "one", *FILES, "three.txt")
    write(tmp_path, "two")
    assert not os.path.lexists(tmp_path / "three.txt")


@pytest.mark.parametrize(
    "error", [OSError(28, "No space left on device"), KeyboardInterrupt(), RuntimeError()]
)
def test_whatever_goes_wrong_the_old_generation_stays(tmp_path: Path, error: BaseException) -> None:
    write(tmp_path, "one")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(type(error)), new_generation(tmp_path) as part:
        (part / "one.txt").write_text("half")
        raise error
    assert read(tmp_path) == named(tmp_path) == {"one"}
    assert sorted(tmp_path.rglob("*")) == before


def test_a_writer_that_was_killed_leaves_nothing_behind_after_the_next(tmp_path: Path) -> None:
    write(tmp_path, "one")
    script = f"""
import sys, os, signal
sys.path.insert(0, {str(Path(kg.__file__).parents[1])!r})
from pathlib import Path
from kg.store.generations import new_generation
with new_generation(Path({str(tmp_path)!r})) as part:
    (part / "one.txt").write_text("half")
    os.kill(os.getpid(), signal.SIGKILL)
"""
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == -signal.SIGKILL
    assert read(tmp_path) == {"one"}
    write(tmp_path, "two")
    assert read(tmp_path) == {"two"}
    assert [path.name for path in (tmp_path / "generations").iterdir()] == ["000002"]


def test_a_folder_without_a_graph_is_named_with_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for path in (tmp_path, tmp_path / "none", tmp_path / "file"):
        with pytest.raises(StoreError, match="holds no graph; run: kg build"):
            hold_current(path)


@pytest.mark.parametrize(
    "target", ["/etc", "generations/../../etc", "generations", "generations/000009", "nowhere"]
)
def test_a_link_that_leads_to_no_generation_is_not_followed(target: str, tmp_path: Path) -> None:
    write(tmp_path, "one")
    (tmp_path / "current").unlink()
    (tmp_path / "current").symlink_to(target)
    with pytest.raises(StoreError, match="build again"):
        hold_current(tmp_path)
    write(tmp_path, "two")
    assert read(tmp_path) == {"two"}


def test_a_lost_link_is_found_again_and_made_by_the_next_writer(tmp_path: Path) -> None:
    write(tmp_path, "one")
    (tmp_path / "current").unlink()
    (tmp_path / "two.txt").unlink()
    assert read(tmp_path) == {"one"}
    write(tmp_path, "two")
    assert named(tmp_path) == {"two"}


def test_a_copy_that_followed_the_links_can_be_read_and_written(tmp_path: Path) -> None:
    write(tmp_path / "a", "one")
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    assert not (tmp_path / "b" / "current").is_symlink()
    assert read(tmp_path / "b") == named(tmp_path / "b") == {"one"}
    write(tmp_path / "b", "two")
    assert read(tmp_path / "b") == named(tmp_path / "b") == {"two"}
    assert len(generations(tmp_path / "b")) == 1


def test_a_copy_that_kept_the_links_can_be_read_and_written(tmp_path: Path) -> None:
    write(tmp_path / "a", "one")
    shutil.copytree(tmp_path / "a", tmp_path / "b", symlinks=True)
    write(tmp_path / "b", "two")
    assert (read(tmp_path / "a"), read(tmp_path / "b")) == ({"one"}, {"two"})


def test_files_of_an_older_version_make_place_when_the_new_ones_are_there(tmp_path: Path) -> None:
    for name in ("ledger.sqlite", *FILES):
        (tmp_path / name).write_text("old")
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "CURRENT").write_text("old")
    with pytest.raises(StoreError, match="another version of kg; build again"):
        hold_current(tmp_path)
    with hold(tmp_path / LOCK), new_generation(tmp_path) as part:
        for name in FILES:
            (part / name).write_text("new")
        (part / "store").mkdir()
        assert named(tmp_path) == {"old"}
    assert named(tmp_path) == read(tmp_path) == {"new"}
    assert list((tmp_path / "store").iterdir()) == []


@pytest.mark.parametrize("before", [False, True])
def test_without_symbolic_links_the_graph_is_found_all_the_same(
    before: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if before:  # of a copy from a file system that has them
        for name in FILES:
            (tmp_path / name).write_text("old")

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "symlink", refuse)
    for text in ("one", "two"):
        write(tmp_path, text)
        assert read(tmp_path) == {text}
        assert not any((tmp_path / name).exists() for name in FILES)
    assert len(generations(tmp_path)) == 1


def test_without_locks_on_folders_the_generation_before_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    def refuse(handle: object, _: int) -> None:
        if isinstance(handle, int):  # a folder; the lock of writers is a file
            raise OSError(errno.EBADF, "Bad file descriptor")

    monkeypatch.setattr(fcntl, "flock", refuse)
    for text in ("one", "two", "three"):
        write(tmp_path, text)
    assert [(each / "one.txt").read_text() for each in generations(tmp_path)] == ["two", "three"]


def test_readers_see_one_generation_while_others_are_written(tmp_path: Path) -> None:
    write(tmp_path, "0")
    seen: list[set[str]] = []
    failed: list[BaseException] = []
    done = threading.Event()

    def look() -> None:
        try:
            while not done.is_set():
                seen.append(read(tmp_path))
                time.sleep(0.001)
        except BaseException as error:  # noqa: BLE001
            failed.append(error)

    readers = [threading.Thread(target=look) for _ in range(3)]
    for reader in readers:
        reader.start()
    for number in range(1, 12):
        write(tmp_path, str(number))
    done.set()
    for reader in readers:
        reader.join()
    assert failed == []
    assert all(len(texts) == 1 for texts in seen)
    assert len({text for texts in seen for text in texts}) > 1
    write(tmp_path, "end")
    assert len(generations(tmp_path)) == 1


# --- every call of the system ------------------------------------------------------------------


def layouts(folder: Path) -> list[Path]:
    """Return folders of all kinds that a new generation can come into; each reads "old"."""
    plain, held, followed = folder / "plain", folder / "held", folder / "followed"
    write(plain, "old", *FILES, "gone.txt")
    shutil.copytree(plain, followed)
    write(held, "older")
    reader = hold_current(held)
    write(held, "old")
    del reader
    return [plain, held, followed]


def fill(out: Path) -> None:
    write(out, "new", *FILES, "more.txt")


def is_new(out: Path) -> bool:
    found = read(out)
    assert found in ({"old"}, {"new"})
    if (out / "current").is_symlink() and all((out / name).is_symlink() for name in FILES):
        assert named(out) == found
    return found == {"new"}


@pytest.mark.parametrize("kind", [0, 1, 2])
def test_a_fault_at_any_call_is_told_and_leaves_the_old_generation(kind: int, tmp_path: Path) -> None:
    def full() -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "before").mkdir()
    before, outcomes = layouts(tmp_path / "before")[kind], []
    while True:
        out = shutil.copytree(before, tmp_path / str(len(outcomes)), symlinks=True)
        with disturbed(len(outcomes), full) as made:
            try:
                fill(out)
                failed = False
            except OSError:
                failed = True
        if len(made) <= len(outcomes):
            break
        assert failed != is_new(out), made[-1]
        outcomes.append(failed)
        fill(out)
        assert named(out) == read(out) == {"new"}
        assert len(generations(out)) == 1
    assert 12 < sum(outcomes) < len(outcomes)


@pytest.mark.parametrize("kind", [0, 1, 2])
def test_a_kill_at_any_call_leaves_the_old_generation_or_the_new_one(kind: int, tmp_path: Path) -> None:
    (tmp_path / "before").mkdir()
    before, found = layouts(tmp_path / "before")[kind], []
    while True:
        out = shutil.copytree(before, tmp_path / str(len(found)), symlinks=True)

        def work(out: Path = out, number: int = len(found)) -> None:
            with disturbed(number, kill):
                fill(out)

        if fork(work) != signal.SIGKILL:
            break
        found.append(is_new(out))
        fill(out)
        assert named(out) == read(out) == {"new"}
        assert len(generations(out)) == 1
    assert len(found) > 20
    assert found == sorted(found)
    assert (found[0], found[-1]) == (False, True)


# --- the lock of writers ----------------------------------------------------------------------


def test_a_second_writer_is_refused_and_the_first_goes_on(tmp_path: Path) -> None:
    write(tmp_path, "one")
    with hold(tmp_path / LOCK), new_generation(tmp_path) as part:
        for name in FILES:
            (part / name).write_text("two")
        with pytest.raises(StoreError, match="another build is writing here; wait for it to end"):
            write(tmp_path, "three")
        assert read(tmp_path) == {"one"}
    assert read(tmp_path) == {"two"}


def _hold(path: Path, ready: str) -> None:
    with hold(path):
        Path(ready).touch()
        time.sleep(60)


def test_a_lock_of_another_process_counts_and_ends_with_it(tmp_path: Path) -> None:
    ready = tmp_path / "ready"
    process = multiprocessing.get_context("spawn").Process(target=_hold, args=(tmp_path / "lock", str(ready)))
    process.start()
    while not ready.exists():
        time.sleep(0.01)
    with pytest.raises(StoreError), hold(tmp_path / "lock"):
        pass
    process.kill()
    process.join()
    with hold(tmp_path / "lock"):
        pass


def test_the_generation_of_a_reader_that_was_killed_is_removed(tmp_path: Path) -> None:
    write(tmp_path, "one")
    script = f"""
import sys
sys.path.insert(0, {str(Path(kg.__file__).parents[1])!r})
from pathlib import Path
from kg.store.generations import hold_current
held = hold_current(Path({str(tmp_path)!r}))
print("held", flush=True)
sys.stdin.read()
"""
    arguments = [sys.executable, "-c", script]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as reader:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "held\n"
        write(tmp_path, "two")
        assert len(generations(tmp_path)) == 2
        reader.kill()
        reader.wait()
    write(tmp_path, "three")
    assert generations(tmp_path) == [current_generation(tmp_path)]
