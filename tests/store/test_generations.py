import multiprocessing
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

import kg
from kg.errors import StoreError
from kg.store.generations import current_generation, hold, new_generation


def write(path: Path, text: str) -> None:
    with new_generation(path) as part:
        part.mkdir()
        (part / "content").write_text(text)


def read(path: Path) -> str:
    return (current_generation(path) / "content").read_text()


def test_a_new_generation_takes_the_place_of_the_old(tmp_path: Path) -> None:
    write(tmp_path / "store", "one")
    write(tmp_path / "store", "two")
    assert read(tmp_path / "store") == "two"


def test_the_generation_before_is_kept_for_its_readers_and_older_ones_go(tmp_path: Path) -> None:
    for text in ("one", "two", "three"):
        write(tmp_path, text)
    folders = sorted(child for child in tmp_path.iterdir() if child.is_dir())
    assert [(folder / "content").read_text() for folder in folders] == ["two", "three"]


@pytest.mark.parametrize(
    "error", [OSError(28, "No space left on device"), KeyboardInterrupt(), RuntimeError()]
)
def test_whatever_goes_wrong_the_old_store_stays(tmp_path: Path, error: BaseException) -> None:
    write(tmp_path, "one")
    before = sorted(tmp_path.iterdir())
    with pytest.raises(type(error)), new_generation(tmp_path) as part:
        part.mkdir()
        (part / "content").write_text("half")
        raise error
    assert read(tmp_path) == "one"
    assert sorted(tmp_path.iterdir()) == before


def test_a_writer_that_was_killed_leaves_nothing_behind_after_the_next(tmp_path: Path) -> None:
    (tmp_path / "part").mkdir()
    (tmp_path / "part" / "content").write_text("half")
    write(tmp_path, "one")
    assert read(tmp_path) == "one"
    assert sorted(child.name for child in tmp_path.iterdir()) == ["000001", "CURRENT", "lock"]


def test_a_folder_without_a_store_is_named_with_the_remedy(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none"):
        with pytest.raises(StoreError, match="no store here; run kg build first"):
            current_generation(path)


def test_a_second_writer_is_refused_and_the_first_goes_on(tmp_path: Path) -> None:
    write(tmp_path, "one")
    with new_generation(tmp_path) as part:
        part.mkdir()
        (part / "content").write_text("two")
        with pytest.raises(StoreError, match="another build is writing here; wait for it to end"):
            write(tmp_path, "three")
        assert read(tmp_path) == "one"
    assert read(tmp_path) == "two"


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


BUILD = """
    import resource, signal, sys
    from pathlib import Path
    sys.path.insert(0, {root!r})
    from kg.errors import StoreError
    from kg.store import Store
    from tests.store.conftest import sample_graph
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
    try:
        Store.create(Path({path!r}), sample_graph(), ontology=Path({ontology!r}))
    except StoreError as error:
        sys.exit(f"StoreError: {{error}}")
"""


def build(path: Path, ontology: Path, limit: int) -> subprocess.CompletedProcess[str]:
    """Build in a process that cannot write a file of more than so many bytes: what a full disk is like."""
    root = str(Path(kg.__file__).parents[1])
    script = textwrap.dedent(BUILD).format(root=root, limit=limit, path=str(path), ontology=str(ontology))
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("limit", [0, 400, 20_000])
def test_a_full_disk_leaves_the_old_store_intact(tmp_path: Path, ontology: Path, limit: int) -> None:
    done = build(tmp_path / "store", ontology, 10**9)
    assert done.returncode == 0, done.stderr
    before = current_generation(tmp_path / "store")
    full = build(tmp_path / "store", ontology, limit)
    assert full.returncode == 1
    assert full.stderr.startswith(f"StoreError: {tmp_path / 'store'}: cannot be written (")
    assert full.stderr.strip().endswith("what was there before is kept")
    assert current_generation(tmp_path / "store") == before
    assert not (tmp_path / "store" / "part").exists()


def test_a_killed_build_leaves_the_old_store_and_the_next_one_succeeds(tmp_path: Path) -> None:
    write(tmp_path, "one")
    script = f"""
import sys, os, signal
sys.path.insert(0, {str(Path(kg.__file__).parents[1])!r})
from pathlib import Path
from kg.store.generations import new_generation
with new_generation(Path({str(tmp_path)!r})) as part:
    part.mkdir()
    (part / "content").write_text("half")
    os.kill(os.getpid(), signal.SIGKILL)
"""
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == -signal.SIGKILL
    assert read(tmp_path) == "one"
    write(tmp_path, "two")
    assert read(tmp_path) == "two"
    assert [path.name for path in (tmp_path / "000002").iterdir()] == ["content"]
