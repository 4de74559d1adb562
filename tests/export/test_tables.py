"""Answers as tables that fit."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal

from kg.export.tables import table_text
from kg.store.answers import Answer, Form

WORDS = " ".join(f"word{number}" for number in range(100))


def answer(*cells: str, columns: tuple[str, ...] = ("said",)) -> Answer:
    literals = [Literal(cell) for cell in cells]
    size = len(columns)
    rows = tuple(tuple(literals[start : start + size]) for start in range(0, len(literals), size))
    return Answer(Form.SELECT, columns, rows)


def test_a_table_has_its_columns_its_rows_and_their_number() -> None:
    assert [line.strip() for line in table_text(answer("yes", "no")).splitlines()] == [
        "said",
        "────",
        "yes",
        "no",
        "2 rows",
    ]


def test_one_row_is_no_rows() -> None:
    assert table_text(answer("yes")).splitlines()[-1] == "1 row"
    assert table_text(answer()).splitlines()[-1] == "0 rows"


def test_brackets_of_an_article_are_no_markup() -> None:
    assert "[bold]no[/bold]" in table_text(answer("[bold]no[/bold]"))


def test_nothing_of_an_article_moves_the_cursor() -> None:
    for width in (20, 140):
        assert "\x1b" not in table_text(
            answer("\x1b[2Jgone", "b", "c", columns=("who", "what", "when")), width=width
        )


def test_a_long_cell_is_wrapped_and_not_cut() -> None:
    assert table_text(answer(WORDS), width=60).split()[2:-2] == WORDS.split()


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
@pytest.mark.parametrize("size", [1, 2, 6])
def test_no_line_is_wider_than_the_terminal(width: int, size: int) -> None:
    columns = tuple(f"column{number}" for number in range(size))
    shown = table_text(answer(*([WORDS] * size), columns=columns), width=width)
    assert max(map(len, shown.splitlines())) <= width
    assert sorted(word for word in shown.split() if word.startswith("word")) == sorted(WORDS.split() * size)


def test_columns_that_do_not_fit_side_by_side_stand_below_each_other() -> None:
    found = answer("Turkey", WORDS, "Daily Marmara of Istanbul", columns=("who", "sentence", "source"))
    assert "────" in table_text(found, width=100)
    shown = table_text(found, width=50).splitlines()
    assert shown[0] == "who       Turkey"
    assert shown[1].startswith("sentence  word0 word1")
    assert shown[2].startswith("          word")
    assert shown[-2:] == ["source    Daily Marmara of Istanbul", "1 row"]
