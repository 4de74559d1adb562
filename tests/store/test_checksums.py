"""A file that is not as it was written is named, whatever happened to it."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.store.checksums import CHECKSUMS, END, WHOLE, check_files, listed_files, write_checksums


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "deep ü\n.txt").write_text("deep")
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "file").write_text("own")
    (tmp_path / "small").write_bytes(b"small")
    (tmp_path / "empty").touch()
    (tmp_path / "large").write_bytes(random.Random(1).randbytes(WHOLE + 3 * END))
    os.utime(tmp_path / "large", ns=(1, 1))
    write_checksums(tmp_path / "own")
    write_checksums(tmp_path)
    return tmp_path


def test_files_that_are_as_they_were_pass(folder: Path) -> None:
    check_files(folder)
    check_files(folder, whole=True)
    assert set(listed_files(folder)) == {
        "inner/deep ü\n.txt", f"own/{CHECKSUMS}", "small", "empty", "large"
    }  # fmt: skip


def flip(path: Path, place: int, *, unseen: bool = False) -> None:
    """Change one bit; where it is unseen, as a disk does it, which leaves the time as it was."""
    content, before = bytearray(path.read_bytes()), path.stat()
    content[place] ^= 1
    path.write_bytes(content)
    if unseen:
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.parametrize(
    ("name", "harm", "says"),
    [
        ("small", lambda path: path.write_bytes(b"smal"), "it has 4 bytes instead of 5"),
        ("small", lambda path: path.write_bytes(b"small "), "it has 6 bytes instead of 5"),
        ("small", lambda path: path.write_bytes(bytes(5)), "its content has changed"),
        ("small", lambda path: flip(path, 0), "its content has changed"),
        ("small", Path.unlink, "it is gone"),
        ("empty", lambda path: path.write_bytes(b"\0"), "it has 1 bytes instead of 0"),
        ("large", lambda path: flip(path, 0), "its content has changed"),
        ("large", lambda path: flip(path, -1), "its content has changed"),
        ("large", lambda path: path.write_bytes(b""), "it has 0 bytes"),
        ("inner/deep ü\n.txt", Path.unlink, "it is gone"),
        (f"own/{CHECKSUMS}", lambda path: flip(path, 3), "its content has changed"),
        (CHECKSUMS, lambda path: flip(path, 0), "its content has changed"),
        (CHECKSUMS, lambda path: flip(path, -2), "its content has changed"),
        (CHECKSUMS, lambda path: path.write_bytes(b""), "its content has changed"),
        (CHECKSUMS, lambda path: path.write_bytes(bytes(900)), "its content has changed"),
        (CHECKSUMS, Path.unlink, "cannot be read"),
    ],
)
def test_a_damaged_file_is_named_with_the_remedy(
    name: str, harm: Callable[[Path], object], says: str, folder: Path
) -> None:
    harm(folder / name)
    with pytest.raises(StoreError) as error:
        check_files(folder)
    assert str(error.value).startswith(str(folder / name))
    assert says in str(error.value)
    assert str(error.value).endswith("; build again")


def test_a_large_file_that_was_written_to_is_looked_at_whole(folder: Path) -> None:
    os.utime(folder / "large", ns=(2**62, 2**62))
    check_files(folder)
    flip(folder / "large", WHOLE // 2)
    os.utime(folder / "large", ns=(2**62, 2**62))
    with pytest.raises(StoreError, match="large: damaged"):
        check_files(folder)


def test_the_middle_of_a_large_file_is_looked_at_when_all_is_to_be(folder: Path) -> None:
    flip(folder / "large", WHOLE // 2, unseen=True)
    check_files(folder)
    with pytest.raises(StoreError, match="large: damaged"):
        check_files(folder, whole=True)


def test_only_what_is_asked_for_is_looked_at(folder: Path) -> None:
    flip(folder / "small", 0)
    check_files(folder, ["large", "empty"])
    with pytest.raises(StoreError, match="is no part of the graph; build again"):
        check_files(folder, ["another"])
