"""The page as a reader meets it: opened from disk, without a network."""

from __future__ import annotations

import struct
from itertools import combinations
from pathlib import Path
from urllib.parse import quote

import pytest

from kg.export.html import write_html
from kg.types import Graph

from .chromium import Page
from .newsroom import HOSTILE, hostile_graph, newsroom_graph

GRAPH = newsroom_graph()
NORLAND = next(each for each in GRAPH.entities if each.name == "Norland")
DISPUTED = next(each for each in GRAPH.statements if each.refuting and len(each.supporting) > 1)


def test_the_page_opens_with_search_legend_and_filters(page: Page, newsroom_page: Path) -> None:
    page.open(newsroom_page)
    assert page.run("document.title") == "The radar quarrel"
    assert (
        page.run("document.getElementById('counts').textContent")
        == "12 documents · 96 entities · 250 statements"
    )
    assert page.run("document.querySelectorAll('#filters fieldset').length") == 5
    assert page.run(
        "[...document.querySelectorAll('#filters legend')].map(each => each.firstChild.textContent)"
    ) == [
        "Who and what",
        "Standing",
        "How it is put",
        "How sure, and when",
        "Relations",
    ]
    assert page.run("document.querySelector('#mynetwork canvas').width") > 600
    assert page.run("document.querySelector('#panel h2').textContent") == "What these reports say"


def test_something_is_drawn(page: Page, newsroom_page: Path) -> None:
    page.open(newsroom_page)
    colours = page.run(
        "(() => { const c = document.querySelector('#mynetwork canvas');"
        "const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
        "const seen = new Set(); for (let i = 0; i < d.length; i += 4) seen.add(d[i] << 16 | d[i + 1] << 8 | d[i + 2]);"
        "return seen.size })()"
    )
    assert colours > 100


@pytest.mark.parametrize(("width", "height"), [(1400, 900), (420, 800)])
def test_no_label_lies_on_another_at_any_zoom(
    page: Page, newsroom_page: Path, width: int, height: int
) -> None:
    page.size(width, height)
    page.open(newsroom_page)
    for button in ("fit", "closer", "minor"):
        page.run(f"document.getElementById('{button}').click()")
        labels = page.run(
            "(() => { network.redraw(); const box = each => { const s = each.labelModule.getSize();"
            "const top = s.top + (each.options.font.vadjust || 0);"
            "return [each.options.label, s.left, top, s.left + s.width, top + s.height] };"
            "return [...nodes.getIds().map(id => network.body.nodes[id]), ...edges.getIds().map(id => network.body.edges[id])]"
            ".filter(each => !each.options.hidden && each.options.label && each.options.label.trim()).map(box) })()"
        )
        assert len(labels) > (40 if width > 600 else 15)
        clashes = [
            (one[0], other[0])
            for one, other in combinations(labels, 2)
            if one[1] < other[3] and other[1] < one[3] and one[2] < other[4] - 1 and other[2] < one[4] - 1
        ]
        assert clashes == []


def test_an_address_opens_the_evidence_of_a_statement(page: Page, newsroom_page: Path) -> None:
    page.open(newsroom_page, f"#statement={quote(DISPUTED.id)}")
    cards = page.run("[...document.querySelectorAll('#panel .card')].map(card => card.className)")
    assert cards == ["card for"] * len(DISPUTED.supporting) + ["card against"] * len(DISPUTED.refuting)
    marks = page.run("[...document.querySelectorAll('#panel mark')].map(mark => mark.textContent)")
    assert marks == [claim.evidence.quote for claim in (*DISPUTED.supporting, *DISPUTED.refuting)]
    sentences = page.run("[...document.querySelectorAll('#panel blockquote')].map(each => each.textContent)")
    assert sentences == [claim.evidence.sentence for claim in (*DISPUTED.supporting, *DISPUTED.refuting)]
    text = page.run("document.getElementById('panel').textContent")
    assert "claimed by" in text and "rule" in text and "confidence" in text and "polarity" in text
    assert "negative" in text
    links = page.run("[...document.querySelectorAll('#panel .card a')].map(link => link.href)")
    assert all(link.startswith("https://news.example.com/") for link in links)


def test_a_click_on_a_node_opens_what_is_said_of_it_and_the_address_says_so(
    page: Page, newsroom_page: Path
) -> None:
    page.open(newsroom_page)
    at = page.run(
        "(() => { const id = nodes.get().find(node => node.label === 'Norland').id;"
        "const at = network.canvasToDOM(network.getPosition(id));"
        "const box = document.getElementById('mynetwork').getBoundingClientRect();"
        "return [at.x + box.left, at.y + box.top] })()"
    )
    page.click(*at)
    page.wait("document.querySelector('#panel h2').textContent === 'Norland'")
    assert page.run("new URLSearchParams(location.hash.slice(1)).get('entity')") == NORLAND.id
    page.press("Escape")
    assert page.run("document.querySelector('#panel h2').textContent") == "What these reports say"
    page.run("history.back()")
    page.wait("document.querySelector('#panel h2').textContent === 'Norland'")


def test_a_click_on_a_bundle_lists_every_statement_in_it(page: Page, newsroom_page: Path) -> None:
    page.open(newsroom_page)
    size, x, y = page.run(
        "(() => { const edge = edges.get().sort((a, b) => b.statements.length - a.statements.length)[0];"
        "const [a, b] = [edge.from, edge.to].map(id => network.getPosition(id));"
        "const at = network.canvasToDOM({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });"
        "const box = document.getElementById('mynetwork').getBoundingClientRect();"
        "return [edge.statements.length, at.x + box.left, at.y + box.top] })()"
    )
    assert size > 3
    page.click(x, y)
    page.wait("document.querySelectorAll('#panel details.statement').length")
    assert page.run("document.querySelectorAll('#panel details.statement').length") >= size
    assert page.run("document.querySelectorAll('#panel .card').length") == 0
    page.run("document.querySelector('#panel details.statement').open = true")
    page.wait("document.querySelectorAll('#panel .card').length")


def test_search_works_from_the_keyboard(page: Page, newsroom_page: Path) -> None:
    page.open(newsroom_page)
    page.press("/")
    assert page.run("document.activeElement.id") == "search"
    page.type("sarigul")
    assert page.run("document.querySelectorAll('#found [role=option]').length") > 0
    assert page.run("document.getElementById('search').getAttribute('aria-expanded')") == "true"
    page.press("Enter")
    assert page.run("document.querySelector('#panel h2').textContent") == "Mehmet Sarıgül"


def test_search_finds_sentences(page: Page, newsroom_page: Path) -> None:
    page.open(newsroom_page)
    page.press("/")
    page.type("mixed signals")
    page.press("ArrowDown")
    page.press("ArrowUp")
    page.press("Enter")
    assert "mixed signals" in page.run("document.getElementById('panel').textContent")


def test_filters_hide_and_the_address_remembers(page: Page, newsroom_page: Path) -> None:
    page.open(newsroom_page)
    before = page.run(SHOWN)
    page.run("document.querySelector('input[data-facet=status][data-value=stated]').click()")
    assert page.run(SHOWN) < before
    assert "no-status=stated" in page.run("location.hash")
    page.run(
        "(() => { const slider = document.getElementById('belief'); slider.value = 0.9;"
        "slider.dispatchEvent(new Event('input')) })()"
    )
    assert "belief=0.9" in page.run("location.hash")
    fragment, fewer = page.run("location.hash"), page.run(SHOWN)
    page.reload()
    assert page.run("location.hash") == fragment
    assert page.run(SHOWN) == fewer
    page.run("document.getElementById('reset').click()")
    assert page.run(SHOWN) == before


SHOWN = "edges.get().filter(edge => !edge.hidden).length"


def test_time_narrows_what_is_shown(page: Page, newsroom_page: Path) -> None:
    page.open(newsroom_page, "#view=table&from=2031-05-01&until=2031-05-31")
    days = page.run("[...document.querySelectorAll('td:nth-child(6)')].map(each => each.textContent)")
    assert days and all(day.endswith("May 2031") for day in days)


def test_refuted_is_red_and_dotted_what_is_not_asserted_is_dashed(page: Page, newsroom_page: Path) -> None:
    page.open(newsroom_page)
    looks = page.run(
        "(() => { const told = JSON.parse(document.getElementById('kg-data').textContent).statements;"
        "return edges.get().filter(edge => !edge.hidden && edge.statements.length === 1)"
        ".map(edge => [told[edge.statements[0]].status, told[edge.statements[0]].modality === 'asserted',"
        " JSON.stringify(edge.dashes), edge.color.color]) })()"
    )
    paints: dict[str, set[str]] = {}
    for status, asserted, dashes, paint in looks:
        paints.setdefault(status, set()).add(paint)
        assert dashes == ("[2,5]" if status == "refuted" else "false" if asserted else "[8,6]")
    assert paints["refuted"] == paints["disputed"]
    assert len(set.union(*paints.values())) == 3


def test_minor_things_appear_when_asked_for(page: Page, newsroom_page: Path) -> None:
    page.open(newsroom_page)
    hidden = "nodes.get().filter(node => node.hidden).length"
    before = page.run(hidden)
    assert page.run("document.getElementById('minor').textContent") == f"Show {before} minor"
    page.run("document.getElementById('minor').click()")
    assert page.run(hidden) == 0
    assert "minor=1" in page.run("location.hash")


def test_the_table_sorts_and_opens_evidence(page: Page, newsroom_page: Path) -> None:
    page.open(newsroom_page, "#view=table")
    assert page.run("document.querySelectorAll('tbody tr').length") == 250
    page.run("document.querySelector('th button').focus()")
    page.press("Enter")
    assert page.run("document.querySelector('th').getAttribute('aria-sort')") == "ascending"
    assert page.run("document.activeElement.textContent") == "Subject"
    subjects = page.run(
        "[...document.querySelectorAll('tbody td:first-child')].map(each => each.textContent)"
    )
    assert subjects == sorted(subjects, key=str.casefold)
    page.run("document.querySelector('tbody td:nth-child(2) button').focus()")
    page.press("Enter")
    assert page.run("document.querySelectorAll('#panel .card').length") > 0
    assert page.run("document.activeElement.closest('tr').getAttribute('aria-current')") == "true"
    page.run("document.querySelector('#panel h2 button').focus()")
    page.press("Enter")
    assert page.run("document.activeElement.tagName") == "H2"


def test_a_conflict_shows_its_statements(page: Page, newsroom_page: Path) -> None:
    page.open(newsroom_page, f"#conflict={quote(GRAPH.conflicts[0].id)}")
    assert page.run("document.querySelector('#panel h2').textContent") == "Reports clash"
    assert page.run("document.querySelectorAll('#panel .card.against').length") > 0


def test_the_picture_that_is_saved_has_paper_behind_it(page: Page, newsroom_page: Path) -> None:
    page.open(newsroom_page)
    page.run(
        "window.saved = new Promise(done => { URL.createObjectURL = blob => { blob.arrayBuffer().then(done); "
        "return '#'; } }); HTMLAnchorElement.prototype.click = () => {}; document.getElementById('png').click()"
    )
    data = bytes(page.run("window.saved.then(buffer => [...new Uint8Array(buffer)])"))
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", data[16:24])
    assert (width, height) == tuple(
        page.run("(c => [c.width, c.height])(document.querySelector('#mynetwork canvas'))")
    )


@pytest.mark.parametrize(("theme", "dark"), [("light", False), ("dark", True)])
def test_the_page_follows_the_readers_theme(page: Page, newsroom_page: Path, theme: str, dark: bool) -> None:
    page.theme(theme)
    page.open(newsroom_page)
    paper = page.run("getComputedStyle(document.body).backgroundColor")
    ink = page.run("nodes.get().find(node => node.label === 'Norland').font.color")
    assert (paper == "rgb(20, 23, 27)") is dark
    assert (ink == "#e9e7e2") is dark


def test_on_a_telephone_nothing_sticks_out(page: Page, newsroom_page: Path) -> None:
    page.size(420, 800)
    page.open(newsroom_page, f"#entity={quote(NORLAND.id)}")
    assert page.run("document.documentElement.scrollWidth") <= 420
    assert page.run("document.querySelector('#filters details').open") is False
    assert page.run("document.getElementById('stage').getBoundingClientRect().height") > 350


@pytest.mark.parametrize(
    "fragment",
    [
        "",
        "#entity=urn:kg:entity:plain",
        "#statement=urn:kg:statement:1",
        "#conflict=urn:kg:conflict:1",
        "#view=table",
    ],
)
def test_hostile_texts_are_inert_wherever_they_appear(page: Page, hostile_page: Path, fragment: str) -> None:
    page.open(hostile_page, fragment)
    assert page.run("document.title") == HOSTILE
    assert page.run("document.images.length") == 0
    assert page.run("document.scripts.length") == 4
    assert page.run("document.querySelectorAll('a').length") == 0
    assert HOSTILE[:30] in page.run("document.body.innerText")
    page.press("/")
    page.type("img")
    assert page.run("document.querySelectorAll('#found img').length") == 0


def test_a_hostile_address_is_inert(page: Page, hostile_page: Path) -> None:
    page.open(
        hostile_page, "#" + quote(f"entity={HOSTILE}&no-kind={HOSTILE}&belief={HOSTILE}&from={HOSTILE}")
    )
    assert page.run("document.images.length") == 0
    page.open(hostile_page, f"#entity={quote(hostile_graph().entities[0].id)}")
    assert page.run("document.images.length") == 0


def test_an_injected_script_would_not_run(page: Page, newsroom_page: Path) -> None:
    page.open(newsroom_page)
    refused = page.run(
        "(() => { try { document.body.innerHTML = '<img src=x onerror=alert(1)>'; return false } "
        "catch (error) { return error instanceof TypeError } })()"
    )
    page.run(
        "(() => { const script = document.createElement('script');"
        "try { script.text = 'window.ran = true'; document.body.append(script) } catch { } })()"
    )
    assert refused and page.run("window.ran") is None
    page.errors.clear()  # the browser's own word that it refused


def test_an_empty_graph_says_so(page: Page, tmp_path: Path) -> None:
    write_html(Graph(), tmp_path / "graph.html")
    page.open(tmp_path / "graph.html")
    assert "No statement" in page.run("document.getElementById('note').textContent")
