"""The explorer in a real browser: its one script draws, grows, cuts and steps back, and no page breaks its own policy."""

from __future__ import annotations

import re
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ..commands import command, environment
from .chromium import Browser, Page


@pytest.fixture(scope="module")
def address(out: Path) -> Iterator[str]:
    arguments = command("serve", out, "--port", "0")
    with subprocess.Popen(arguments, stderr=subprocess.PIPE, env=environment(), text=True) as running:
        assert running.stderr is not None
        found = re.search(r"http://127\.0\.0\.1:\d+", running.stderr.readline())
        assert found
        yield found[0]
        running.terminate()


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    tab = browser.page()
    tab.size(1200, 900)
    yield tab
    tab.run("1")
    assert tab.errors == []
    tab.close()


def go(tab: Page, address: str) -> None:
    tab.call("Page.navigate", url=address)
    tab.wait("document.readyState === 'complete'")
    time.sleep(0.1)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/entity/state:tur",
        "/conflicts",
        "/search?q=erdogn",
        "/ask?q=Who+threatened+Turkey%3F",
        "/api/v1",
    ],
)
@pytest.mark.parametrize("width", [1200, 390])
def test_a_page_keeps_its_policy_and_fits_the_screen(tab: Page, address: str, path: str, width: int) -> None:
    tab.size(width, 800)
    go(tab, address + path)
    assert tab.run("document.querySelector('main').innerText.length") > 20
    assert tab.run("getComputedStyle(document.body).maxWidth") != "none"  # the style is there
    assert tab.run("document.documentElement.scrollWidth") <= width


def test_the_drawing_grows_is_cut_and_steps_back(tab: Page, address: str) -> None:
    go(tab, f"{address}/neighbourhood?of=person:mevlut_cavusoglu")
    tab.wait("document.body.dataset.ready === 'yes'")
    first = tab.run("nodes.length")
    assert first > 2
    assert tab.run("document.querySelectorAll('#said li').length") > 0
    tab.run("network.body.emitter.emit('doubleClick', { nodes: ['urn:kg:entity:state:tur'] }); 1")
    tab.wait(f"nodes.length > {first}")
    grown = tab.run("nodes.length")
    tab.run("network.selectNodes(['urn:kg:entity:state:tur']); 1")
    tab.run("place.dispatchEvent(new KeyboardEvent('keydown', { key: 'Delete' }))")
    assert tab.run("nodes.length") == grown - 1
    tab.run("back.click()")
    assert tab.run("nodes.length") == grown
    tab.run("back.click()")
    assert tab.run("nodes.length") == first
