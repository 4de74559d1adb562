import os
import resource
import time
from pathlib import Path

import pytest

from kg.errors import CorpusError
from kg.ids import mint
from kg.ingestion import CorpusFailure, find_files, find_others, read_bytes, read_file, read_lines, read_text
from kg.types import Document, Extent

from .reading import ARTICLE, check_places, failure, only


def test_folders_are_searched_and_files_named_are_taken(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a.md",
        "sub/c.HTML",
        "sub/d.jsonl",
        ".hidden/e.txt",
        ".f.txt",
        "README.md",
        "SOURCES.md",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    (tmp_path / "notes.pdf").write_text("x")
    files = find_files([tmp_path / "sub", str(tmp_path), tmp_path / "notes.pdf", tmp_path / "README.md"])
    names = [path.relative_to(tmp_path).as_posix() for path in files]
    assert names == ["a.md", "b.txt", "notes.pdf", "README.md", "sub/c.HTML", "sub/d.jsonl"]


def test_a_missing_path_is_an_error() -> None:
    with pytest.raises(CorpusError, match=r"^no such file or folder: nowhere/at/all; check the path$"):
        find_files(["nowhere/at/all"])


def test_a_file_is_a_document(tmp_path: Path) -> None:
    path = tmp_path / "sub" / "a.txt"
    path.parent.mkdir()
    path.write_text(ARTICLE)
    (document,) = read_file(path, root=tmp_path)
    assert isinstance(document, Document)
    assert (document.source, document.raw) == ("sub/a.txt", ARTICLE)
    assert document.id == document.origin == mint("document", ARTICLE)
    assert [each.source for each in read_file(path)] == ["a.txt"]


@pytest.mark.parametrize(
    ("data", "suffix", "message"),
    [
        (b"", ".txt", "it is empty; give it a text or leave it out"),
        (b" \r\n\t ", ".md", "it is empty; give it a text or leave it out"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", ".txt", "it is binary, not text; convert it to plain text first"),
        (b"\xff\xfeA\x00B", ".txt", "it is marked as utf-16 but cannot be decoded as such; save it as UTF-8"),
        (b"Share\nTweet\n", ".txt", "no sentence is left after cleaning; check that it holds an article"),
        (b"1234 5678", ".csv", "its header names no text column; call one text, body, content or article"),
        (
            b"x",
            ".pdf",
            "files of this kind are not read; convert it to one of .txt .md .html .htm .jsonl .csv .eml .mbox",
        ),
    ],
)
def test_each_failure_names_file_reason_and_remedy(data: bytes, suffix: str, message: str) -> None:
    assert failure(data, suffix) == CorpusFailure("a" + suffix, f"a{suffix}: {message}", "")


def test_a_text_in_another_language_is_a_failure() -> None:
    text = "Der Minister sagte am Dienstag, dass die Regierung das Angebot nicht annehmen werde, weil es zu spät kam. "
    assert "it reads like German" in failure(text * 2).message


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_a_failure(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(ARTICLE)
    path.chmod(0)
    (found,) = read_file(path)
    assert isinstance(found, CorpusFailure)
    assert (
        found.message == "a.txt: it cannot be opened (Permission denied); check the file and its permissions"
    )


def test_a_name_that_is_no_text_does_not_spoil_the_source(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.txt")
    path.write_text(ARTICLE)
    assert [each.source for each in read_file(path)] == ["caf?.txt"]


def test_a_pipe_in_a_folder_is_passed_over_and_a_link_to_nothing_is_not(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "link.txt").symlink_to(tmp_path / "nothing.txt")
    assert find_files([tmp_path]) == (tmp_path / "link.txt",)


def test_a_file_that_vanished_is_a_failure(tmp_path: Path) -> None:
    (found,) = read_file(tmp_path / "a.txt")
    assert isinstance(found, CorpusFailure)
    assert (
        found.message
        == "a.txt: it cannot be opened (No such file or directory); check the file and its permissions"
    )


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".jsonl", ".csv"])
def test_a_line_of_20_megabytes_is_refused_at_once(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    head = {".csv": b"text\n", ".jsonl": b'{"text": "'}.get(suffix, b"")
    path.write_bytes(head + b"missile " * 2_500_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    (found,) = read_file(path)
    assert isinstance(found, CorpusFailure)
    assert "longer than 1,000,000 characters; split it into articles" in found.message
    assert time.process_time() - start < 2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000  # kilobytes


def test_a_long_text_from_a_pipe_is_refused_at_once() -> None:
    start = time.process_time()
    (found,) = read_text("missile " * 2_500_000, "-")
    assert isinstance(found, CorpusFailure)
    assert time.process_time() - start < 1


def test_a_text_that_is_too_long_only_before_cleaning_is_read() -> None:
    assert only(ARTICLE + "\n" * 1_100_000).text == ARTICLE.strip()


def test_a_megabyte_costs_as_much_by_the_line_as_a_short_text() -> None:
    def seconds(lines: int) -> float:
        text = (ARTICLE.replace("minister", "“minister”") + "\n") * lines
        start = time.process_time()
        document = only(text)
        assert len(document.text) > 190 * lines
        return time.process_time() - start

    short, long = (min(seconds(lines) for _ in range(3)) for lines in (450, 4_500))
    assert long < 25 * short  # linear is 10 times, quadratic 100


def test_every_line_is_a_document_of_its_own() -> None:
    text = "Turkey  refused.\r\n\nShare\nРоссия\u2028x\n“Last” line"
    documents = list(read_lines(text, "-"))
    assert [document.text for document in documents] == [
        "Turkey refused.",
        "",
        "Share",
        "Россия x",
        '"Last" line',
    ]
    for document in documents:
        check_places(document, text)
    assert documents[1].quote(documents[1].locate(Extent(0, 0))) == ""


def test_no_line_is_made_up_at_the_end() -> None:
    assert len(list(read_lines("a\nb\n", "-"))) == 2
    assert not list(read_lines("", "-"))


def test_a_line_that_is_too_long_is_a_document_without_text_and_moves_no_other() -> None:
    text = "one\n" + "word " * 300_000 + "\nthree"
    documents = list(read_lines(text, "-"))
    assert [document.text for document in documents] == ["one", "", "three"]
    assert [document.raw for document in documents] == text.split("\n")
    for document in documents:
        check_places(document, text)


def test_a_byte_order_mark_counts_as_a_character_but_is_not_text() -> None:
    document = only(b"\xef\xbb\xbf" + ARTICLE.encode())
    assert document.text == ARTICLE.strip()
    check_places(document, "\ufeff" + ARTICLE)


def test_bytes_that_are_no_text_are_marked_so_that_they_can_be_written() -> None:
    (document,) = read_text(ARTICLE.replace("minister", "minist\udce9r"), "-")
    assert isinstance(document, Document)
    assert "minist?r" in document.text
    document.raw.encode()


def test_the_suffix_chooses_the_reader() -> None:
    (plain,) = read_bytes(f"# Heading\n\n{ARTICLE}".encode(), "-")
    (marked,) = read_bytes(f"# Heading\n\n{ARTICLE}".encode(), "-", ".MD")
    assert isinstance(plain, Document) and isinstance(marked, Document)
    assert marked.text.startswith("Heading")


def test_files_of_other_kinds_are_counted_once(tmp_path: Path) -> None:
    for name in ("a.txt", "b.xls", "sub/c.XLS", "sub/d.pages", "Makefile", "README", ".f.xls", "out/e.xls"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    (tmp_path / "corrections.toml").write_text("")
    found = find_others([tmp_path, tmp_path / "sub"], leave_out=tmp_path / "out")
    assert found is not None and found.severity == "warning"
    assert found.message.startswith(
        "4 files of kinds that kg does not read were passed over (.xls 2, .pages 1, without a suffix 1); convert"
    )
    assert find_others([tmp_path / "a.txt"]) is None


def test_what_is_wrong_beside_the_text_is_a_warning() -> None:
    row = '{"n": ' + "7" * 5000 + ', "url": "http://[::1", "text": "' + ARTICLE.split("\n")[0] + '"}'
    document, *notes = read_bytes(row.encode(), "a.jsonl", ".jsonl")
    assert isinstance(document, Document)
    assert [note.message for note in notes if isinstance(note, CorpusFailure)] == [
        "a.jsonl, line 1: n is a number of 5,000 digits, which was passed over; correct it",
        "a.jsonl, line 1: url is no address (http://[::1); correct it",
    ]
    assert all(isinstance(note, CorpusFailure) and note.severity == "warning" for note in notes)


def _seconds(data: str, suffix: str) -> float:
    start = time.process_time()
    for _ in read_bytes(data.encode(), "a" + suffix, suffix):
        pass
    return time.process_time() - start


REPEATED = {
    ".md": ("[^", "<http:", "`", "**a ", "[a](", "![", "# #", "- - "),
    ".txt": ("&amp;", "a:\n", "a-\n", "# "),
    ".csv": ('"a\n', '"', 'a,"b\n'),
    ".jsonl": ("[", '{"text": "&amp;"}\n'),
}


@pytest.mark.parametrize(
    ("suffix", "unit"), [(suffix, unit) for suffix in REPEATED for unit in REPEATED[suffix]]
)
def test_ten_times_the_text_costs_about_ten_times_as_much(suffix: str, unit: str) -> None:
    head = "n,text\n" if suffix == ".csv" else ARTICLE if suffix in (".md", ".txt") else ""
    short, long = (
        min(_seconds(head + unit * (size // len(unit)), suffix) for _ in range(3))
        for size in (10_000, 100_000)
    )
    assert long < 25 * max(short, 0.004)  # linear is 10 times, quadratic 100
