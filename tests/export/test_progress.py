"""How far a build is, where no terminal shows it."""

from __future__ import annotations

import io

import pytest

from kg.export.progress import show_progress, tell_progress


def test_a_line_comes_when_the_last_is_long_enough_ago() -> None:
    out, now = io.StringIO(), [0.0]
    tell = tell_progress(out, every=10, clock=lambda: now[0])
    for seconds, done in ((1, 5), (11, 40), (12, 45), (20, 90), (21.5, 95), (40, 100)):
        now[0] = seconds
        tell(done, 100)
    assert out.getvalue().splitlines() == ["kg: read 40 of 100 documents", "kg: read 95 of 100 documents"]


def test_a_quick_build_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with show_progress() as tell:
        tell(1, 2)
        tell(2, 2)
    assert capsys.readouterr() == ("", "")
