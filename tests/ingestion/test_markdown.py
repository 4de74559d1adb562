import pytest

from kg.ingestion.alignment import align
from kg.ingestion.markdown import strip_markdown

from .reading import ARTICLE, check_places, located, only, paragraphs

FIRST, LAST = ARTICLE.strip().split("\n\n")

PAGE = """---
title: A first step
date: 2020-03-10
---

# A first step

The **minister** said _on Tuesday_ that the
[government](https://example.org/a_(b) "title") would not
give up the `S-400`.

![a launcher](launcher.png)

## What it means

> "We will \\*not\\* wait," he said.
<!-- a
comment -->

Two things are certain:

* the radars, which
  are old
* the [launchers][1]

```
code
```

| a | b |
|---|---|

The end of it[^1] came ***quickly***, at 5 * 3 and snake_case_words.

[1]: https://example.org
[^1]: A note.
"""


def test_marks_go_and_words_stay_in_place() -> None:
    document = only(PAGE, ".md")
    assert paragraphs(document) == [
        "A first step",
        "The minister said on Tuesday that the government would not give up the S-400.",
        "What it means",
        '"We will *not* wait," he said.',
        "Two things are certain:",
        "the radars, which are old",
        "the launchers",
        "The end of it came quickly, at 5 * 3 and snake_case_words.",
    ]
    assert located(document, "the government would") == (
        'the\n[government](https://example.org/a_(b) "title") would'
    )
    check_places(document, PAGE)


@pytest.mark.parametrize("heading", ["## Turkey", "Turkey\n======", "### Related talks ###"])
def test_a_marked_heading_stays_whatever_it_says(heading: str) -> None:
    document = only(f"{FIRST}\n\n{heading}\n\n{LAST}\n", ".md")
    assert paragraphs(document) == [FIRST, heading.strip("=# \n"), LAST]


def test_windows_line_ends_are_markdown_too() -> None:
    raw = PAGE.replace("\n", "\r\n")
    document = only(raw, ".md")
    assert document.text == only(PAGE, ".md").text
    check_places(document, raw)


def test_a_hard_break_stays_a_break() -> None:
    assert strip_markdown(align("one  \ntwo\nthree\\\nfour")).text == "one  \ntwo three\nfour"
