"""Agreement counts the claims that two annotators share, and only on sentences that both have read."""

from pathlib import Path

from kg.training.agreement import compare
from kg.training.annotation import AnnotatedDocument
from kg.training.blocks import read_blocks

SENTENCES = ("= Mali attacked Togo and warned Benin.", "= Togo denied it.")


def _read(folder: Path, first: str, second: str = "") -> list[AnnotatedDocument]:
    file = folder / "blocks.txt"
    file.write_text("\n".join(("## text", SENTENCES[0], first, SENTENCES[1], second)))
    documents, faults = read_blocks(file, {"attacks", "warns", "kills"})
    assert not faults
    return documents


def test_ends_relation_and_manner_are_counted_apart(tmp_path: Path) -> None:
    one = _read(tmp_path, "attacked | Mali | attacks | Togo\nwarned | Mali | warns | Benin")
    other = _read(tmp_path, "attacked | Mali | kills | Togo\nwarned | Mali | warns | Benin | planned", "")
    agreement = compare(one, other)
    assert agreement == (2, 2, 2, 2, 1, 0)
    assert (agreement.f1(agreement.ends), agreement.f1(agreement.relation)) == (1.0, 0.5)


def test_documents_of_one_annotator_alone_do_not_count(tmp_path: Path) -> None:
    assert compare(_read(tmp_path, "attacked | Mali | attacks | Togo"), []) == (0, 0, 0, 0, 0, 0)
