"""The pages for users: their examples run, their lists are complete, their links lead somewhere."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import typer

import kg
from kg.cli import app
from kg.export import SUFFIXES as WRITTEN
from kg.ids import fold
from kg.ingestion.readers import SUFFIXES as READ
from kg.ontology.actors import COLUMNS
from kg.ontology.frames import KEYS
from kg.pipeline import KnowledgeGraph
from kg.store import load_queries
from kg.store.vocabulary import PREFIXES
from kg.types import Certainty, Modality, Polarity

from .commands import CORPUS, ROOT, environment

RUN = {
    "README.md": "use",
    "docs/guide.md": "use",
    "docs/extend.md": "extend",
}  # page > folder to run its examples in
PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for pattern in ("*.md", "docs/**/*.md", "corpus/SOURCES.md", "kg/model/*.md", "kg/training/*.md")
    for path in ROOT.glob(pattern)
)

_FENCE = re.compile(r"^```(?P<head>.*)\n(?P<text>(?:.*\n)*?)```$", re.MULTILINE)
_LINK = re.compile(r"\[[^\]]*\]\((?P<target>[^)\s]+)\)")
_ROW = re.compile(r"^\| ?(?P<cells>.*?) ?\|$", re.MULTILINE)
_TRIPLE = re.compile(
    r"(?P<subject>.+) – (?P<relation>\w+) – (?P<object>[^(]+?)(?: \(theme: (?P<theme>.+)\))?"
)


class Block(NamedTuple):
    """A fenced block: its language, the file that it is (with ``+``: the end of it; or what follows a line of it), its text."""

    language: str
    file: str
    adds: bool
    text: str
    after: str = ""


class Ran(NamedTuple):
    """A command of a page and what it did."""

    command: str
    code: int
    out: str
    err: str


def read(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def blocks(page: str) -> Iterator[Block]:
    for match in _FENCE.finditer(read(page)):
        language, _, rest = match["head"].partition(" ")
        rest, _, after = rest.partition(" after ")
        yield Block(language, rest.removesuffix("+").strip(), rest.endswith("+"), match["text"], after)


def commands(block: Block) -> list[str]:
    """Return the lines that are to be run: those that call kg, first or behind a pipe."""
    lines = block.text.replace("\\\n", " ").splitlines() if block.language == "sh" else []
    return [line for line in lines if line.startswith("kg ") or "| kg " in line]


EXAMPLES = [(page, line) for page in RUN for block in blocks(page) for line in commands(block)]
Pages = Callable[[str], list[Ran]]


@pytest.fixture(scope="module")
def ran(out: Path, tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """Run a page from top to bottom, in a folder with the sample reports and a graph of them; nothing is run twice."""

    @cache
    def folder(name: str) -> Path:
        place = tmp_path_factory.mktemp(name)
        (place / "corpus").symlink_to(CORPUS, target_is_directory=True)
        shutil.copytree(out, place / "out")
        return place

    @cache
    def run(name: str, line: str) -> Ran:
        shell = f'kg() {{ "$PYTHON" -m kg "$@"; }}\nset -o pipefail\n{line}'
        return _run(["bash", "-c", shell], line, folder(name))

    @cache
    def walk(page: str) -> list[Ran]:
        done = []
        for block in blocks(page):
            if block.file:
                _write(folder(RUN[page]), block)
            done += [run(RUN[page], line) for line in commands(block)]
        script = "\n".join(block.text for block in blocks(page) if block.language == "python")
        return [*done, _run([sys.executable, "-W", "error", "-c", script], "python", folder(RUN[page]))]

    return walk


def _run(arguments: list[str], line: str, folder: Path) -> Ran:
    env = environment({"PYTHON": sys.executable, "BROWSER": "true"})
    done = subprocess.run(
        arguments, cwd=folder, env=env, capture_output=True, text=True, timeout=300, check=False
    )
    return Ran(line, done.returncode, done.stdout, done.stderr)


def _write(folder: Path, block: Block) -> None:
    """Write the file that a block is; what belongs into kg itself goes into a copy that the folder then runs."""
    path = folder / block.file
    if block.file.startswith("kg/") and not (folder / "kg").exists():
        heavy = shutil.ignore_patterns("model", "training", "__pycache__")
        shutil.copytree(ROOT / "kg", folder / "kg", ignore=heavy)
        (folder / "kg" / "model").symlink_to(ROOT / "kg" / "model", target_is_directory=True)
        (folder / "ontology").symlink_to(ROOT / "ontology", target_is_directory=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.read_text(encoding="utf-8") if block.adds or block.after else ""
    if block.after:
        head, line, tail = before.partition(f"{block.after}\n")
        assert line, f"{block.file} has no line {block.after!r}"
        path.write_text(head + line + block.text + tail, encoding="utf-8")
    else:
        path.write_text(before + block.text, encoding="utf-8")


# --- examples ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("page", "line"), EXAMPLES)
def test_an_example_runs(page: str, line: str, ran: Pages) -> None:
    found = next(each for each in ran(page) if each.command == line)
    assert (found.code, found.err.count("Traceback")) == (0, 0), found.err


@pytest.mark.parametrize("page", RUN)
def test_the_python_of_a_page_runs(page: str, ran: Pages) -> None:
    found = ran(page)[-1]
    assert found.code == 0, found.err


def test_the_readme_gives_the_two_commands_that_do_everything() -> None:
    shown = [line for block in blocks("README.md") for line in block.text.splitlines()]
    assert "pip install -e . && kg build corpus/ -o out/" in shown
    assert "pip install -e '.[test]' && pytest" in shown


def test_the_readme_quotes_the_sample_reports() -> None:
    reports = " ".join(
        " ".join(path.read_text(encoding="utf-8").split()) for path in sorted(CORPUS.glob("*-*"))
    )
    quoted = [line.strip("> …") for line in read("README.md").splitlines() if line.startswith("> ")]
    assert quoted
    assert [line for line in quoted if line not in reports] == []


def test_the_claims_that_the_readme_shows_are_in_the_graph(built: KnowledgeGraph) -> None:
    names = {entity.id: entity.name for entity in built.graph.entities}
    held = {
        (names.get(claim.holders[0].entity or statement.id, claim.holders[0].name), claim.relation,
         frozenset((claim.subject.name, claim.object.name)), str(claim.polarity), str(claim.modality))
        for statement in built.graph.statements
        for claim in (*statement.supporting, *statement.refuting)
        if claim.holders
    }  # fmt: skip
    shown = [row for row in table("README.md") if len(row) == 4 and _TRIPLE.fullmatch(row[1])]
    assert len(shown) == 2
    for holder, triple, polarity, modality in shown:
        subject, relation, target, _ = parts(triple)
        assert (holder, relation, frozenset((subject, target)), polarity, modality) in held


# --- extending kg -----------------------------------------------------------------------------


def test_a_relation_written_in_one_turtle_file_is_found(ran: Pages) -> None:
    rows = rows_of(ran, "mine/sentences.txt")
    shown = {int(row[0]): row for row in table("docs/extend.md") if len(row) == 4 and row[0].isdigit()}
    assert sorted(shown) == list(range(1, len(rows) + 1))
    for number, row in enumerate(rows, 1):
        found = [claim for claim in row["claims"] if claim["relation"] == "extraditesTo"]
        if shown[number][1] == "none":
            assert found == []
            continue
        (claim,) = found
        subject, relation, target, theme = parts(shown[number][1])
        assert (claim["subject"]["label"], claim["relation"], claim["object"]["label"]) == (
            subject,
            relation,
            target,
        )
        assert (claim["roles"], claim["polarity"], claim["modality"]) == (
            {"theme": theme},
            *shown[number][2:],
        )


def test_a_relation_of_ones_own_can_be_asked_for(ran: Pages) -> None:
    answer = next(each.out for each in ran("docs/extend.md") if "kg:extraditesTo" in each.command)
    assert [line.split() for line in answer.splitlines()[2:]] == [
        ["Poland", "Germany"],
        ["Spain", "Brazil"],
        ["2", "rows"],
    ]


def test_an_actor_of_ones_own_is_one_under_all_its_names(ran: Pages) -> None:
    rows = rows_of(ran, "mine/companies.txt")
    parties = ({c[end]["id"] for c in row["claims"] for end in ("subject", "object")} for row in rows)
    own = [{party for party in found if "halcyon" in party} for found in parties]
    assert own == [{"urn:kg:entity:org:halcyon_dynamics"}] * 2


def test_a_new_export_is_written_and_tells_what_it_lacks(ran: Pages) -> None:
    done = {each.command: each for each in ran("docs/extend.md")}
    assert done["kg export out-mine/ -o graph.tgf"].code == 0
    told = done["kg export --explain tgf"].out.splitlines()
    assert told[0] == ".tgf (Trivial Graph Format) cannot hold:"
    assert "  sentences" in told


def test_a_new_cue_word_changes_how_its_content_is_put(ran: Pages) -> None:
    (row,) = rows_of(ran, "angle.txt")
    assert {(c["relation"], c["modality"]) for c in row["claims"]} == {
        ("buys", "planned"),
        ("buysFrom", "planned"),
    }


def rows_of(ran: Pages, file: str) -> list[dict[str, Any]]:
    found = next(each for each in ran("docs/extend.md") if each.command.startswith(f"kg extract {file}"))
    return [json.loads(line) for line in found.out.splitlines()]


def parts(triple: str) -> tuple[str, str, str, str | None]:
    match = _TRIPLE.fullmatch(triple)
    assert match is not None, triple
    return match["subject"], match["relation"], match["object"], match["theme"]


def table(page: str) -> list[list[str]]:
    """Return the rows of all tables of a page."""
    return [[cell.strip() for cell in match["cells"].split(" | ")] for match in _ROW.finditer(read(page))]


# --- completeness -----------------------------------------------------------------------------


def section(page: str, heading: str) -> str:
    """Return what stands below a heading, up to the next one of any kind."""
    match = re.search(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#+ |\Z)", read(page), re.MULTILINE | re.DOTALL)
    assert match is not None, f"{page} has no section {heading!r}"
    return match[1]


def test_the_guide_explains_every_command_and_option() -> None:
    group = typer.main.get_group(app)
    missing = []
    for name, command in group.commands.items():
        text = section("docs/guide.md", f"kg {name}")
        options = {
            option for parameter in command.params for option in parameter.opts if option.startswith("-")
        }
        missing += [
            f"kg {name} {option}"
            for option in sorted(options - {"-h", "--help"})
            if f"`{option}`" not in text
        ]
    assert missing == []


@pytest.mark.parametrize("query", load_queries(), ids=lambda query: query.name)
def test_the_guide_lists_every_saved_query(query: Any) -> None:
    needs = ", ".join(f"`{parameter.name}`" for parameter in query.parameters)
    row = f"| `{query.name}` | {query.title} | {needs} |".replace("|  |", "| |")
    assert row in section("docs/guide.md", "Saved queries")


def test_the_guide_explains_every_field_that_extract_prints(ran: Pages) -> None:
    printed = [
        line
        for each in ran("docs/guide.md")
        if "kg extract" in each.command
        for line in each.out.splitlines()
    ]
    rows = [json.loads(line) for line in printed]
    inner = [item for row in rows for item in (*row["propositions"], *row["claims"])]
    fields = {key for item in (*rows, *inner) for key in item}
    fields |= {key for row in rows for claim in row["claims"] for key in claim["subject"]}
    assert [key for key in sorted(fields) if f"`{key}`" not in section("docs/guide.md", "kg extract")] == []


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("docs/guide.md", [f"`kg.{name}`" for name in kg.__all__ if name != "__version__"]),
        ("docs/guide.md", [f"`{prefix}:`" for prefix in PREFIXES]),
        ("docs/guide.md", [f"`{value}`" for kind in (Polarity, Modality, Certainty) for value in kind]),
        ("docs/guide.md", [f"`{suffix}`" for suffix in (*READ, *WRITTEN)]),
        ("docs/extend.md", [f"`{column}`" for column in sorted(COLUMNS)]),
        ("docs/extend.md", [f"`lex:{key}`" for key in sorted(KEYS)]),
    ],
    ids=["public names", "prefixes", "values", "suffixes", "columns of actors", "keys of frames"],
)  # fmt: skip
def test_a_page_names_all_there_are(page: str, words: list[str]) -> None:
    assert [word for word in words if word not in read(page)] == []


def test_the_guide_names_every_environment_variable() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "kg").rglob("*.py")))
    names = sorted(set(re.findall(r'"(KG_[A-Z]+)"', code)))
    assert names
    assert [name for name in names if f"`{name}`" not in section("docs/guide.md", "Settings")] == []


# --- links ------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES)
def test_every_link_of_a_page_leads_somewhere(page: str) -> None:
    text = _FENCE.sub("", read(page))
    targets = [match["target"] for match in _LINK.finditer(text)]
    assert [target for target in targets if not leads_somewhere(target, ROOT / page)] == []


def leads_somewhere(target: str, page: Path) -> bool:
    if re.match(r"https?://", target):
        return True  # not tried: tests need no network
    file, _, anchor = target.partition("#")
    path = Path(os.path.normpath(page.parent / file)) if file else page
    return path.exists() and (not anchor or anchor in anchors(path))


def anchors(path: Path) -> set[str]:
    """Return what headings are linked by."""
    text = _FENCE.sub("", path.read_text(encoding="utf-8"))
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", fold(heading)).replace(" ", "-") for heading in headings}
