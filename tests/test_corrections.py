"""Corrections and ratings through whole builds: found beside the documents, replayed, reported, undone, reviewed."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from kg.assembly.corrections import load_corrections
from kg.errors import KGError
from kg.pipeline import KnowledgeGraph, build, open_graph
from kg.pipeline.review import find_questions, review, write_answer
from kg.types import Statement

from .commands import fingerprint, kg

REPORTS = {
    "baltic.md": "---\nsource: Baltic Post\ndate: 2021-03-01\n---\n\nRussia delivered the S-400 to Turkey. Recep Tayyip Erdogan criticised the United States.\n",
    "nordic.md": "---\nsource: Nordic Times\ndate: 2021-03-02\n---\n\nRussia has delivered the S-400 to Turkey, according to Reuters. Erdogan criticised Greece.\n",
    "capital.md": "---\nsource: Capital Herald\ndate: 2021-03-03\n---\n\nMOSCOW (Reuters) - Russia has delivered the S-400 to Turkey. Moscow praised Ankara.\n",
}
SIGNED = 'author = "Ada"\ndate = 2026-01-02\nreason = "read it"\n'
REJECTED = f'[[reject]]\ndocument = "baltic.md"\nquote = "Russia delivered the S-400"\nrelation = "delivers"\n{SIGNED}'
IDLE = f'[[reject]]\ndocument = "gone.md"\nquote = "no such words"\n{SIGNED}'


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def delivery(graph: KnowledgeGraph) -> Statement:
    return next(each for each in graph.graph.statements if each.relation == "delivers")


def outlets(graph: KnowledgeGraph) -> set[str | None]:
    publishers = {document.id: document.publisher for document in graph.graph.documents}
    return {publishers[claim.evidence.document] for claim in delivery(graph).supporting}


def parsed(graph: KnowledgeGraph) -> int:
    assert graph.report is not None
    return graph.report.parsed


# --- corrections ------------------------------------------------------------------------------


def test_a_correction_beside_the_documents_is_in_force_without_parsing_and_undone_by_deleting_it(
    corpus: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    build(corpus, out)
    before = fingerprint(out)
    (corpus / "corrections.toml").write_text(REJECTED, encoding="utf-8")
    corrected = build(corpus, out)
    assert (parsed(corrected), outlets(corrected)) == (0, {"Nordic Times", "Capital Herald"})
    assert fingerprint(out) != before
    assert build(corpus, out, force=True).graph == corrected.graph
    (corpus / "corrections.toml").unlink()
    assert parsed(build(corpus, out)) == 0
    assert fingerprint(out) == before


def test_an_opened_graph_is_the_one_that_was_built_also_without_its_corpus(
    corpus: Path, tmp_path: Path
) -> None:
    (corpus / "corrections.toml").write_text(REJECTED, encoding="utf-8")
    (corpus / "sources.toml").write_text('Reuters = "C"\n', encoding="utf-8")
    built = build(corpus, tmp_path / "out")
    shutil.rmtree(corpus)
    assert open_graph(tmp_path / "out").graph == built.graph


def test_a_file_that_is_named_takes_the_place_of_those_beside(corpus: Path, tmp_path: Path) -> None:
    (corpus / "corrections.toml").write_text(REJECTED, encoding="utf-8")
    other = tmp_path / "mine.toml"
    other.write_text("", encoding="utf-8")
    assert "Baltic Post" in outlets(build(corpus, tmp_path / "out", corrections=other))


def test_who_corrected_what_is_in_the_rdf_and_what_is_idle_is_not(corpus: Path, tmp_path: Path) -> None:
    confirmed = f'[[confirm]]\nrule = "criticise.VERB>*"\n{SIGNED}'
    (corpus / "corrections.toml").write_text(REJECTED + IDLE + confirmed, encoding="utf-8")
    graph = build(corpus, tmp_path / "out")
    asked = """SELECT ?action ?author ?day ?reason ?touched WHERE {
        ?correction a kg:Correction ; kg:action ?action ; dcterms:creator ?author ; dcterms:date ?day ;
        rdfs:comment ?reason ; kg:corrects ?touched . OPTIONAL { ?touched kg:rule ?rule } } ORDER BY ?action ?touched"""
    rows = [list(row) for row in graph.query(asked).texts()]
    assert [row[:4] for row in rows] == [
        ["confirm", "Ada", "2026-01-02", "read it"],
        ["confirm", "Ada", "2026-01-02", "read it"],
        ["reject", "Ada", "2026-01-02", "read it"],
    ]
    assert graph.validate() == ()


def test_the_command_line_says_what_no_longer_applies(corpus: Path, tmp_path: Path) -> None:
    (corpus / "corrections.toml").write_text(REJECTED + IDLE, encoding="utf-8")
    done = kg("build", corpus, "-o", tmp_path / "out")
    assert done.returncode == 0
    line = (
        "kg: corrections.toml: no longer applies: reject document 'gone.md', quote 'no such words' (Ada, 2026-01-02); "
        "adapt or delete it"
    )
    assert line in done.stderr.splitlines()
    kept = json.loads((tmp_path / "out" / "corrections.json").read_text(encoding="utf-8"))
    assert [bool(row["touched"]) for row in kept] == [True, False]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        (
            "corrections.toml",
            '[[retype]]\nentity = "state:tur"\ntype = "Planet"\n' + SIGNED,
            "no class Planet",
        ),
        ("corrections.toml", "[[reject]]\n", "corrections.toml: [[reject]] 1 has no author"),
        ("sources.toml", "Reuters = 2000\n", "sources.toml: 'Reuters' is rated 2000; write a letter"),
    ],
)
def test_a_file_that_is_wrong_stops_the_build_and_loses_nothing(
    corpus: Path, tmp_path: Path, name: str, text: str, message: str
) -> None:
    out = tmp_path / "out"
    build(corpus, out)
    before = fingerprint(out)
    (corpus / name).write_text(text, encoding="utf-8")
    done = kg("build", corpus, "-o", out)
    assert done.returncode == 2
    assert message in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert fingerprint(out) == before


# --- sources ----------------------------------------------------------------------------------


def test_who_quotes_one_agency_is_one_witness_however_it_is_quoted(corpus: Path, tmp_path: Path) -> None:
    graph = build(corpus, tmp_path / "out")
    told = kg("explain", tmp_path / "out", delivery(graph).id).stdout.splitlines()
    assert "for: 3 documents, 2 origins, 2 outlets" in told


def test_an_unreliable_outlet_takes_belief_away_and_explain_says_so(corpus: Path, tmp_path: Path) -> None:
    trusted = delivery(build(corpus, tmp_path / "out")).belief
    (corpus / "sources.toml").write_text('"Reuters News" = "E"\n', encoding="utf-8")
    graph = build(corpus, tmp_path / "out")
    assert parsed(graph) == 0
    assert delivery(graph).belief < trusted
    told = kg("explain", tmp_path / "out", delivery(graph).id).stdout
    assert told.count("reliability 0.250") == 2
    assert told.count("reliability 1.000") == 1


# --- review -----------------------------------------------------------------------------------


def test_review_asks_whether_part_of_a_name_is_the_same_and_the_answer_is_kept(
    corpus: Path, tmp_path: Path
) -> None:
    out, file = tmp_path / "out", corpus / "corrections.toml"
    assert not any(each.name == "Erdogan" for each in build(corpus, out).graph.entities)
    file.write_text("# ours, by hand", encoding="utf-8")
    done = kg("review", out, "--corrections", file, "--date", "2026-01-02", stdin="Ada\nno\nanother man\nq\n")
    assert "Is 'Erdogan' the same as 'Recep Tayyip Erdogan'?" in done.stdout
    assert "»Erdogan criticised Greece«." in done.stdout
    assert "1 correction written" in done.stderr
    assert file.read_text(encoding="utf-8").startswith("# ours, by hand\n\n[[split]]\n")
    (split,) = load_corrections(file)
    assert (split.author, split.day, split.reason) == ("Ada", date(2026, 1, 2), "another man")
    again = build(corpus, out)
    assert any(each.name == "Erdogan" for each in again.graph.entities)
    assert not any(
        "Erdogan" in each.text
        for each in find_questions(again.graph, again.read_claims())
        if "same" in each.text
    )


def test_a_name_that_is_confirmed_is_not_asked_again(corpus: Path, tmp_path: Path) -> None:
    graph = build(corpus, tmp_path / "out")
    answers = iter(["yes", "", "q"])
    review(
        graph, corpus / "corrections.toml", author="Ada", day=date(2026, 1, 2), ask=lambda _: next(answers)
    )
    again = build(corpus, tmp_path / "out")
    assert {each.id for each in again.graph.statements} == {each.id for each in graph.graph.statements}
    assert "Recep Tayyip Erdogan" in {each.name for each in again.graph.entities}
    assert not any("same as" in each.text for each in find_questions(again.graph, again.read_claims()))


def test_every_question_can_be_answered_either_way(built: KnowledgeGraph, tmp_path: Path) -> None:
    questions = list(find_questions(built.graph, built.read_claims()))
    assert {each.yes["action"] for each in questions} == {"merge", "confirm"}
    assert {each.no["action"] for each in questions} == {"split", "reject"}
    file = tmp_path / "corrections.toml"
    for number, question in enumerate(questions):
        row = question.no if number % 2 else question.yes
        write_answer(file, row, author='A "B" \\ C', day=date(2026, 1, 2), reason="two\nlines \x7f")
    written = load_corrections(file)
    assert len(written) == len(questions)
    assert {each.author for each in written} == {'A "B" \\ C'}
    assert {each.reason for each in written} == {"two\nlines \x7f"}


def test_what_is_rejected_in_review_is_gone_after_the_next_build(corpus: Path, tmp_path: Path) -> None:
    (corpus / "sources.toml").write_text('"Baltic Post" = 300\nReuters = 200\n', encoding="utf-8")
    graph = build(corpus, tmp_path / "out")
    doubtful = next(
        each for each in find_questions(graph.graph, graph.read_claims()) if "Do the reports" in each.text
    )
    write_answer(corpus / "corrections.toml", doubtful.no, author="Ada", day=date(2026, 1, 2), reason="no")
    again = build(corpus, tmp_path / "out")
    assert doubtful.no["statement"] not in {each.id for each in again.graph.statements}
    assert len(again.graph.statements) == len(graph.graph.statements) - 1


def test_nothing_is_added_to_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    file = tmp_path / "corrections.toml"
    file.write_text("[[reject\n", encoding="utf-8")
    with pytest.raises(KGError, match="no TOML"):
        write_answer(file, {"action": "split", "entity": "x"}, author="A", day=date(2026, 1, 2), reason="r")
    assert file.read_text(encoding="utf-8") == "[[reject\n"


def test_review_ends_where_the_input_ends(corpus: Path, tmp_path: Path) -> None:
    build(corpus, tmp_path / "out")
    done = kg("review", tmp_path / "out", "--corrections", tmp_path / "c.toml", "--author", "Ada")
    assert done.returncode == 0
    assert not (tmp_path / "c.toml").exists()
