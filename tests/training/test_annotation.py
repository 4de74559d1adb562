"""Blocks of annotated claims: what is read, what is faulty, and that the committed form joins its text again."""

import gzip
import hashlib
import re
from pathlib import Path

import pytest

import kg.training
from kg.errors import KGError
from kg.training.annotation import AnnotatedDocument, load, write
from kg.training.blocks import read_blocks, read_packs
from kg.training.corpora import documents, holds_reserved, reserved, text_of
from kg.training.packs import choose
from kg.types import Modality, Polarity

RELATIONS = {"visits", "headOfStateOf", "attacks", "speaksFor", "warns"}
TEXT = "Ana Lopez, president of Peru, visited Kenya.  “She will not strike Kenya,” Lima’s spokesman said.\nAn empty one."
PACK = """\
## wf1 train
#wf1.0 Ana Lopez, president of Peru, visited Kenya.
#wf1.1 “She will not strike Kenya,” Lima’s spokesman said.
#wf1.2 An empty one.
"""
BLOCKS = """\
## wf1
#0
- | Ana Lopez | headOfStateOf | Peru
visited | Ana Lopez | visits | Kenya
#1
strike | She>@0:Ana Lopez | attacks | Kenya | - plan | Lima's spokesman
#2
"""
OWN = """\
# Sentences of a test. Source: own. Licence: MIT.
## visits-1
= Mali's leader flew to Togo, he said.
flew | Mali's leader | visits | Togo | | he>Mali's leader
= Nothing of the kind.
= He threatened it again.
threatened | He>@0:Mali's leader | warns | it>@0:Togo
"""


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    raw = tmp_path / "shared" / "data" / "raw"
    raw.mkdir(parents=True)
    (raw.parent.parent / "gold").mkdir()
    kept = "Kenya held talks with Peru today. " * 12
    (raw / "wikinews_full.txt.gz").write_bytes(
        gzip.compress(
            f"Another one.\n\n{TEXT}\n\n{kept}\n\nNo one may read this. {kept}\n\n{kept} Twice.".encode()
        )
    )
    for name in ("wikinews_2019_2020", "wp_current_events", "state_press", "whitehouse_press"):
        (raw / f"{name}.txt.gz").write_bytes(gzip.compress(b"Short."))
    secret = hashlib.sha256(b"no one may read this.").hexdigest()[:16]
    (tmp_path / "shared" / "gold" / "reserved.sha256").write_text(secret + "\n")
    return tmp_path / "shared"


def _read(tmp_path: Path, blocks: str, pack: str = PACK) -> tuple[list[AnnotatedDocument], list[str]]:
    (tmp_path / "pack_001.txt").write_text(pack, encoding="utf-8")
    (tmp_path / "g.txt").write_text(blocks, encoding="utf-8")
    sources = read_packs([tmp_path / "pack_001.txt"])
    found, faults = read_blocks(tmp_path / "g.txt", RELATIONS, sources)
    return found, [f"{line}: {reason}" for line, reason in faults]


def test_spans_are_found_whatever_the_quotation_marks(tmp_path: Path) -> None:
    (document,), faults = _read(tmp_path, BLOCKS)
    assert not faults
    claim = document.sentences[1].claims[0]
    assert (claim.polarity, claim.modality) == (Polarity.NEGATIVE, Modality.PLANNED)
    assert claim.holder and document.words(claim.holder.identity) == "Lima’s spokesman"
    assert claim.subject.span and document.words(claim.subject.span) == "She"
    assert document.words(claim.subject.identity) == "Ana Lopez"
    assert document.sentences[0].claims[0].trigger is None
    assert document.sentences[2].claims == ()


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        ("visited | Ana | visit | Kenya", "no relation is called 'visit'"),
        ("visited | Anna | visits | Kenya", "'Anna' does not stand in sentence 0"),
        ("visited | Ana Lopez | visits | Ken", "'Ken' does not stand in sentence 0"),
        ("visited | Ana Lopez | visits | Kenya^2", "'Kenya^2' does not stand"),
        ("visited | Ana Lopez | visits | Kenya | c", "'c' is no polarity and modality"),
        ("visited | Ana Lopez | visits", "3 fields"),
        ("visited | @9:Ana | visits | Kenya", "'@9:Ana' names no words"),
    ],
)
def test_a_faulty_claim_is_told_with_its_line(tmp_path: Path, claim: str, reason: str) -> None:
    _, faults = _read(tmp_path, f"## wf1\n#0\n{claim}\n#1 #2\n")
    (fault,) = faults
    assert fault.startswith("3: ")
    assert reason in fault


def test_a_sentence_without_a_block_is_told(tmp_path: Path) -> None:
    documents, faults = _read(tmp_path, "## wf1\n#0 #2\n")
    assert not documents
    assert faults == ["0: wf1: no block for 1"]


def test_a_block_is_written_once(tmp_path: Path) -> None:
    _, faults = _read(tmp_path, "## wf1\n#0 #1 #2 #1\n")
    assert faults == ["2: wf1 has a block for sentence 1 already"]


def test_the_committed_form_has_no_words_and_joins_them_again(tmp_path: Path, shared: Path) -> None:
    found, _ = _read(tmp_path, BLOCKS)
    file = tmp_path / "claims" / "g.jsonl"
    assert write(found, file, shared) == 1
    assert not any(word in file.read_text() for word in ("Ana", "Kenya", "visited", "spokesman"))
    (document,) = load(file.parent, shared, RELATIONS)
    assert document.text == TEXT
    words = [
        [document.words(end.identity) for end in (claim.subject, claim.object)]
        for sentence in document.sentences
        for claim in sentence.claims
    ]
    assert words == [["Ana Lopez", "Peru"], ["Ana Lopez", "Kenya"], ["Ana Lopez", "Kenya"]]
    assert document.words(document.sentences[1].extent).startswith("“She")


def test_claims_of_relations_that_are_not_known_yet_are_left_out(tmp_path: Path, shared: Path) -> None:
    found, faults = _read(tmp_path, "## wf1\n#0 #1\nsaid | spokesman | speaksFor | Lima\n#2\n")
    assert not faults
    write(found, tmp_path / "g.jsonl", shared)
    assert [len(s.claims) for s in next(load(tmp_path / "g.jsonl", shared)).sentences] == [0, 1, 0]
    assert not any(s.claims for s in next(load(tmp_path / "g.jsonl", shared, {"visits"})).sentences)


def test_another_raw_text_is_refused(tmp_path: Path, shared: Path) -> None:
    found, _ = _read(tmp_path, BLOCKS)
    file = tmp_path / "g.jsonl"
    write(found, file, shared)
    file.write_text(file.read_text().replace('"wf1"', '"wf0"'))
    with pytest.raises(KGError, match=r"g\.jsonl:2: the raw text of wf0 is not the one"):
        list(load(file, shared))


def test_own_sentences_are_their_own_text(tmp_path: Path, shared: Path) -> None:
    file = tmp_path / "own.txt"
    file.write_text(OWN)
    (document,) = load(file, shared, RELATIONS)
    assert [len(sentence.claims) for sentence in document.sentences] == [1, 0, 1]
    claim = document.sentences[2].claims[0]
    assert [document.words(end.identity) for end in (claim.subject, claim.object)] == [
        "Mali's leader",
        "Togo",
    ]


def test_reserved_and_taken_and_repeated_documents_are_not_chosen(shared: Path) -> None:
    assert holds_reserved(text_of("wf3", shared), reserved(shared))
    assert list(choose(shared, set())) in (["wf2"], ["wf4"])  # each begins as the other does
    begun = hashlib.sha256(documents(shared, "wf")[4].strip().encode()).hexdigest()[:12]
    assert list(choose(shared, {begun})) == []


OWN_FILES = sorted((Path(kg.training.__file__).parent / "data" / "claims" / "own").glob("*.txt"))


@pytest.mark.parametrize("file", OWN_FILES, ids=lambda file: file.stem)
def test_our_own_sentences_load_and_name_their_licence(file: Path) -> None:
    assert re.fullmatch(r"# .*\. Source: own\. Licence: MIT\.", file.read_text().partition("\n")[0])
    documents = list(load(file, file, {"visits"}))
    assert {claim.relation for d in documents for s in d.sentences for claim in s.claims} <= {"visits"}
    assert all(len(document.sentences) > 5 for document in documents)


def test_no_two_of_our_own_texts_have_one_name() -> None:
    names = [document.id for file in OWN_FILES for document in load(file, file)]
    assert len(names) == len(set(names)) > 50
