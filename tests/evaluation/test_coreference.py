"""MUC, B-cubed and CEAF-e on examples worked out by hand; GUM's format; and chains above their floor on GUM dev."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from kg.evaluation.coreference import (
    b_cubed,
    ceaf_e,
    conll_f1,
    group_by_head,
    key_chains,
    muc,
    read_gum,
    score_documents,
)
from kg.extraction import extract
from kg.nlp import load_model, parse
from kg.types import IRI, Document, Extent

Chains = list[frozenset[object]]
GUM = Path(__file__).resolve().parents[2] / ".." / "shared" / "data" / "ud" / "en_gum_open-dev.conllu.gz"
FLOORS = Path(__file__).parents[1] / "gold" / "floors.toml"


def chains(text: str) -> Chains:
    """Return chains from their letters: ``abc de``."""
    return [frozenset(word) for word in text.split()]


def test_a_perfect_answer_scores_one_everywhere() -> None:
    gold = chains("abc de")
    assert conll_f1(score_documents([(gold, gold)])) == pytest.approx(1.0)


def test_all_singletons_find_nothing() -> None:
    scores = score_documents([(chains("abc de"), chains("a b c d e"))])
    assert [tally.f1 for tally in scores.values()] == [0.0, 0.0, 0.0]


def test_all_in_one_keeps_every_link_and_loses_precision() -> None:
    gold, system = chains("abc de"), chains("abcde")
    assert muc(gold, system) == (3, 3, 3, 4)
    # three mentions with 3 of their 5 companions right, two with 2 of 5
    assert b_cubed(gold, system).recall == pytest.approx(1.0)
    assert b_cubed(gold, system).precision == pytest.approx((3 * 3 / 5 + 2 * 2 / 5) / 5)
    # abc is the better partner of abcde: 2 * 3 / (3 + 5)
    assert ceaf_e(gold, system).recall == pytest.approx(0.75 / 2)
    assert ceaf_e(gold, system).precision == pytest.approx(0.75)


def test_a_chain_torn_in_two_loses_a_link() -> None:
    gold, system = chains("abcd"), chains("ab cd")
    assert muc(gold, system) == (2, 3, 2, 2)
    assert b_cubed(gold, system) == (pytest.approx(2.0), 4, pytest.approx(4.0), 4)
    assert ceaf_e(gold, system) == (pytest.approx(2 / 3), 1, pytest.approx(2 / 3), 2)


def test_mentions_that_only_one_side_has_count_against_it() -> None:
    gold, system = chains("abc"), chains("abx")
    assert muc(gold, system) == (1, 2, 1, 2)
    assert b_cubed(gold, system) == (pytest.approx(4 / 3), 3, pytest.approx(4 / 3), 3)


def test_chains_are_aligned_for_the_best_sum_and_not_greedily() -> None:
    gold, system = chains("abcd efg"), chains("abcefg d")
    # greedy takes abcd-abcefg (0.6) and leaves efg with d (0); best is abcd-d (0.4) and efg-abcefg (2/3)
    assert ceaf_e(gold, system).found == pytest.approx(2 * 1 / 5 + 2 * 3 / 9)


def test_documents_are_summed_before_the_division() -> None:
    pairs = [(chains("ab"), chains("ab")), (chains("abcd"), chains(""))]
    assert score_documents(pairs)["MUC"].recall == pytest.approx(1 / 4)


def test_singletons_are_set_aside() -> None:
    assert conll_f1(score_documents([(chains("ab c"), chains("ab d e"))])) == pytest.approx(1.0)


CONLLU = """\
# newdoc id = one
# newpar
# text = The old mayor's dog barked.
1\tThe\tthe\tDET\tDT\t_\t3\tdet\t_\tEntity=(2-animal-new-nnnnn-cf1-5-coref(1-person-new-nnnnn-cf2-3-coref
2\told\told\tADJ\tJJ\t_\t3\tamod\t_\t_
3-4\tmayor's\t_\t_\t_\t_\t_\t_\t_\t_
3\tmayor\tmayor\tNOUN\tNN\t_\t5\tnmod:poss\t_\t_
4\t's\t's\tPART\tPOS\t_\t3\tcase\t_\tEntity=1)
5\tdog\tdog\tNOUN\tNN\t_\t6\tnsubj\t_\tEntity=2)
6\tbarked\tbark\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No
7\t.\t.\tPUNCT\t.\t_\t6\tpunct\t_\t_

# newpar
# text = He fed it.
1\tHe\the\tPRON\tPRP\t_\t2\tnsubj\t_\tEntity=(1-person-giv:act-nnnnn-cf1-1-ana)
2\tfed\tfeed\tVERB\tVBD\t_\t0\troot\t_\t_
3\tit\tit\tPRON\tPRP\t_\t2\tobj\t_\tEntity=(2-animal-giv:act-nnnnn-cf2-1-ana)|SpaceAfter=No
4\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

# newdoc id = two
# text = Nobody came.
1\tNobody\tnobody\tPRON\tNN\t_\t2\tnsubj\t_\t_
2\tcame\tcome\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No
3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_
"""


def test_nested_entities_are_read_with_spans_and_heads(tmp_path: Path) -> None:
    path = tmp_path / "gold.conllu"
    path.write_text(CONLLU, encoding="utf-8")
    one, two = read_gum(path)
    assert (one.name, one.text, two.chains) == ("one", "The old mayor's dog barked.\n\nHe fed it.", ())
    spans = {tuple(one.text[m.span.start : m.span.end] for m in chain) for chain in one.chains}
    heads = {tuple(one.text[m.head.start : m.head.end] for m in chain) for chain in one.chains}
    assert spans == {("The old mayor's", "He"), ("The old mayor's dog", "it")}
    assert heads == {("mayor", "He"), ("dog", "it")}
    assert frozenset([Extent(16, 19), Extent(36, 38)]) in one.keys(by_head=True)


@pytest.mark.skipif(not GUM.exists(), reason="the shared folder with GUM is not beside the repository")
def test_chains_on_gum_keep_above_their_floor_and_far_above_a_head_match() -> None:
    golds = {gold.name: gold for gold in read_gum(GUM)}
    documents = [Document(id=IRI(gold.name), text=gold.text) for gold in golds.values()]
    ours, naive = [], []
    for document, doc in parse(documents, load_model()):
        found = extract(document, doc).chains
        gold = golds[document.id].keys(by_head=True)
        ours.append((gold, key_chains(found, by_head=True)))
        naive.append((gold, group_by_head((m for c in found for m in c.mentions), by_head=True)))
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))["coreference"]
    conll, baseline = conll_f1(score_documents(ours)), conll_f1(score_documents(naive))
    assert conll >= floors["conll"]
    assert conll - baseline >= floors["above head match"]
