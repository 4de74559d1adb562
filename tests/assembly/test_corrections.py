"""Corrections as they are written, and what is wrong with them."""

from datetime import date
from pathlib import Path

import pytest

from kg.assembly.corrections import (
    Action,
    Correction,
    check_classes,
    load_corrections,
    read_corrections,
    to_rows,
)
from kg.errors import KGError

SIGNED = 'author = "Ada"\ndate = 2026-01-02\nreason = "read it"\n'


def load(folder: Path, text: str) -> tuple[Correction, ...]:
    file = folder / "corrections.toml"
    file.write_text(text, encoding="utf-8")
    return load_corrections(file)


def test_every_kind_is_read_and_comes_back_from_rows(tmp_path: Path) -> None:
    written = load(
        tmp_path,
        f"""# kept by hand
[[reject]]
document = "a.txt"
quote = "Ankara refused"
start = 4
relation = "rejects"
{SIGNED}
[[confirm]]
rule = "refuse.VERB>*"
{SIGNED}
[[confirm]]
statement = "00ff"
author = "Ada"
date = "2026-01-03"
reason = "read it"
[[merge]]
entity = "person:a"
into = "person:b"
{SIGNED}
[[split]]
entity = "person:c"
document = "a.txt"
{SIGNED}
[[retype]]
entity = "org:d"
type = "Ministry"
{SIGNED}
[[relabel]]
entity = "org:d"
label = "D"
{SIGNED}""",
    )
    assert {each.action for each in written} == set(Action)
    assert written[2].day == date(2026, 1, 3)
    assert tuple(read_corrections(to_rows(written), "rows")) == written
    assert len({each.id for each in written}) == len(written)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[reject]\n", "no TOML"),
        ("[[forget]]\n", r"there is no \[\[forget\]\]; write one of \[\[reject\]\]"),
        ("reject = 1\n", r"there is no \[\[reject\]\]"),
        ('[[reject]]\nrule = "x"\nauthor = "Ada"\ndate = 2026-01-02\n', r'\[\[reject\]\] 1 has no reason; add reason = "'),
        ('[[reject]]\nrule = "x"\nauthor = " "\ndate = 2026-01-02\nreason = "r"\n', "has no author"),
        ('[[merge]]\nentity = "a"\n' + SIGNED, "has no into"),
        ('[[merge]]\nentity = "a"\ninto = "b"\nlabel = "c"\n' + SIGNED, "cannot have label; it takes entity, into"),
        ("[[reject]]\n" + SIGNED, "names no one target; give document and quote, or rule, or statement"),
        ('[[reject]]\nrule = "x"\nstatement = "y"\n' + SIGNED, "names no one target"),
        ('[[reject]]\ndocument = "x"\n' + SIGNED, "names no one target"),
        ('[[reject]]\nrule = 3\n' + SIGNED, "rule is 3; write a string"),
        ('[[reject]]\ndocument = "x"\nstart = "3"\n' + SIGNED, "start is '3'; write a number"),
        ('[[split]]\nentity = "x"\nauthor = "A"\ndate = "May"\nreason = "r"\n', "date is 'May'; write YYYY-MM-DD"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_the_file_and_the_remedy(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(KGError, match=message) as raised:
        load(tmp_path, text)
    assert "corrections.toml" in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(KGError, match="cannot be read"):
        load_corrections(tmp_path / "none.toml")


def test_a_class_must_be_one_of_the_ontology(tmp_path: Path) -> None:
    written = load(tmp_path, f'[[retype]]\nentity = "org:d"\ntype = "Planet"\n{SIGNED}')
    with pytest.raises(KGError, match="no class Planet"):
        check_classes(written, {"Ministry"})
