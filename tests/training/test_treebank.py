"""Reading CoNLL-U."""

from pathlib import Path

from kg.training.treebank import read_sentences

TWO = """# newdoc id = d1
# sent_id = web-1
# newpar
# text = She didn't go.
1	She	she	PRON	PRP	Case=Nom	4	nsubj	_	_
2-3	didn't	_	_	_	_	_	_	_	_
2	did	do	AUX	VBD	_	4	aux	_	_
3	n't	not	PART	RB	_	4	advmod	_	_
4	go	go	VERB	VB	_	0	root	_	SpaceAfter=No
5	.	.	PUNCT	.	_	4	punct	_	_

# sent_id = web-2
# text = Why not?
1	Why	why	ADV	WRB	_	0	root	_	_
2	not	_	PART	RB	_	1	advmod	_	SpaceAfter=No
3	?	?	PUNCT	.	_	1	punct	_	_

"""


def _write(folder: Path, text: str) -> Path:
    path = folder / "tiny.conllu"
    path.write_text(text, encoding="utf-8")
    return path


def test_words_and_blanks_spell_the_text(tmp_path: Path) -> None:
    first, second = read_sentences(_write(tmp_path, TWO))
    assert first.text == "She didn't go."
    assert first.words == ("She", "did", "n't", "go", ".")
    assert second.text == "Why not?"


def test_a_root_is_its_own_head(tmp_path: Path) -> None:
    first, _ = read_sentences(_write(tmp_path, TWO))
    assert first.heads == (3, 3, 3, 3, 3)
    assert first.relations == ("nsubj", "aux", "advmod", "ROOT", "punct")


def test_documents_and_paragraphs_are_known(tmp_path: Path) -> None:
    first, second = read_sentences(_write(tmp_path, TWO))
    assert (first.starts_document, first.starts_paragraph) == (True, True)
    assert (second.starts_document, second.starts_paragraph) == (False, False)


def test_a_missing_lemma_is_the_word(tmp_path: Path) -> None:
    assert list(read_sentences(_write(tmp_path, TWO)))[1].lemmas == ("why", "not", "?")


def test_a_sentence_that_does_not_spell_its_text_is_skipped_but_its_document_begins(tmp_path: Path) -> None:
    sentences = list(read_sentences(_write(tmp_path, TWO.replace("She didn't go.", "She did go."))))
    assert [sentence.id for sentence in sentences] == ["web-2"]
    assert sentences[0].starts_document
