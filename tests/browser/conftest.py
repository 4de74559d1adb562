from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.export.html import write_html

from .chromium import BINARY, Browser, Page, chromium
from .newsroom import HOSTILE, hostile_graph, newsroom_graph


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    if BINARY is None:
        pytest.skip("a page can only be looked at in a real browser, and here is none: apt install chromium")
    with chromium(tmp_path_factory.mktemp("profile")) as running:
        yield running


@pytest.fixture(scope="session")
def newsroom_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("newsroom") / "graph.html"
    write_html(newsroom_graph(), path, title="The radar quarrel")
    return path


@pytest.fixture(scope="session")
def hostile_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "graph.html"
    write_html(hostile_graph(), path, title=HOSTILE)
    return path


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A new tab; whatever a test does there, the page must not complain and must ask for nothing but itself."""
    tab = browser.page()
    tab.size(1400, 900)
    tab.theme("light")
    yield tab
    tab.run("1")  # lets pending messages arrive
    assert tab.errors == []
    assert tab.dialogs == []
    assert [address for address in tab.requests if not address.endswith("/graph.html")] == []
    tab.close()
