"""What extraction costs: long, coordinated, nested and meaningless trees neither hang, explode nor break it."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.extraction import extract

from .examples import document_of, propositions_of
from .parses import UPOS, parsed

FACTOR = 15.0  # how much more a word may cost in a sentence many times as long or deep


def _long(words: int) -> Doc:
    """A sentence of many clauses, side by side: *rebels shelled the town and ...*."""
    texts, heads = ["rebels", "shelled", "the", "town"], ["nsubj:2", "root", "det:4", "obj:2"]
    while len(texts) + 5 <= words:
        at = len(texts)
        texts += ["and", "troops", "left", "the", "village"]
        heads += [f"cc:{at + 3}", f"nsubj:{at + 3}", "conj:2", f"det:{at + 5}", f"obj:{at + 3}"]
    return parsed(" ".join(texts), " ".join(heads))


def _list(items: int) -> Doc:
    """A sentence with many objects: *rebels hold town , town , ... and town*."""
    texts, heads = ["rebels", "hold", "towns"], ["nsubj:2", "root", "obj:2"]
    for _ in range(items - 1):
        at = len(texts)
        texts += [",", "villages"]
        heads += [f"punct:{at + 2}", "conj:3"]
    return parsed(" ".join(texts), " ".join(heads))


def _chained(items: int) -> Doc:
    """The same, each conjunct on the one before, as some parsers have it."""
    texts, heads = ["rebels", "hold", "towns"], ["nsubj:2", "root", "obj:2"]
    for _ in range(items - 1):
        at = len(texts)
        texts += [",", "villages"]
        heads += [f"punct:{at + 2}", f"conj:{at}" if at > 3 else "conj:3"]
    return parsed(" ".join(texts), " ".join(heads))


def _nested(depth: int, relation: str) -> Doc:
    """Clauses in clauses: *rebels said rebels said ...* or *rebels planned to plan to ...*."""
    texts, heads = ["rebels", "said"], ["nsubj:2", "root"]
    for _ in range(depth):
        at = len(texts)
        texts += ["rebels", "said"]
        heads += [f"nsubj:{at + 2}", f"{relation}:{at}"]
    return parsed(
        " ".join(texts), " ".join(heads), "", " ".join("say" if t == "said" else "." for t in texts)
    )


def _seconds(doc: Doc) -> float:
    """Return the processor time of the fastest of some runs."""
    document = document_of(doc.text)
    best = float("inf")
    for _ in range(5):
        start = time.process_time()
        extract(document, doc)
        best = min(best, time.process_time() - start)
    return best


@pytest.fixture(scope="module")
def cost() -> float:
    """Seconds for a word in a sentence of fifty."""
    extract(document_of("warm"), _long(50))
    return _seconds(_long(50)) / 50


@pytest.mark.parametrize(
    "doc",
    [
        pytest.param(_long(400), id="400 words"),
        pytest.param(_list(500), id="500 objects"),
        pytest.param(_chained(500), id="500 objects, each on the one before"),
        pytest.param(_nested(60, "ccomp"), id="60 clauses deep"),
        pytest.param(_nested(60, "xcomp"), id="60 complements deep"),
        pytest.param(_nested(60, "acl:relcl"), id="60 relative clauses deep"),
        pytest.param(_nested(60, "advcl"), id="60 adverbial clauses deep"),
        pytest.param(_nested(60, "parataxis"), id="60 asides deep"),
        pytest.param(_nested(60, "conj"), id="60 conjuncts deep"),
    ],
)
def test_an_extreme_sentence_costs_hardly_more_for_a_word_than_a_plain_one(doc: Doc, cost: float) -> None:
    assert _seconds(doc) / len(doc) <= FACTOR * cost


def test_cost_grows_with_length_and_no_faster() -> None:
    assert _seconds(_long(400)) <= 2 * 4 * _seconds(_long(100))


def test_an_extreme_sentence_says_no_more_than_it_has_words() -> None:
    for doc in (_long(400), _list(500), _chained(500), _nested(60, "ccomp"), _nested(60, "acl:relcl")):
        propositions = propositions_of(doc)
        arguments = sum(len(proposition.arguments) for proposition in propositions)
        tuples = sum(len(proposition.tuples) for proposition in propositions)
        assert len(propositions) <= len(doc)
        assert arguments <= 2 * len(doc)
        assert tuples <= 2 * len(doc)


# --- trees that mean nothing ---------------------------------------------------------------------

RELATIONS = [
    "nsubj",
    "nsubj:pass",
    "obj",
    "iobj",
    "obl",
    "obl:agent",
    "nmod",
    "nmod:poss",
    "nmod:desc",
    "amod",
    "advmod",
    "det",
    "case",
    "mark",
    "aux",
    "aux:pass",
    "cop",
    "cc",
    "conj",
    "acl",
    "acl:relcl",
    "advcl",
    "ccomp",
    "xcomp",
    "csubj",
    "parataxis",
    "appos",
    "compound",
    "compound:prt",
    "flat",
    "fixed",
    "expl",
    "punct",
    "dep",
    "nummod",
    "orphan",
    "discourse",
    "vocative",
    "list",
    "goeswith",
    "reparandum",
    "dislocated",
    "prep",
    "pobj",
    "dobj",
    "attr",
    "acomp",
    "pcomp",
    "poss",
    "relcl",
    "nsubjpass",
    "auxpass",
    "agent",
    "dative",
    "npadvmod",
    "neg",
    "quantmod",
    "oprd",
    "prt",
]
WORDS = [
    "Turkey",
    "rebels",
    "said",
    "denied",
    "plan",
    "to",
    "not",
    "no",
    "if",
    "that",
    "who",
    "which",
    "bought",
    "and",
    '"',
    ",",
    ":",
    "?",
    "'s",
    "been",
    "is",
    "would",
    "have",
    "it",
    "there",
    "according",
    "whether",
    "quoted",
    "as",
    "saying",
    "sanctions",
    "Erdogan",
    "minister",
    "on",
    "Friday",
    "2017",
    "never",
    "without",
    "nor",
]
TAGS = [
    "VB",
    "VBD",
    "VBG",
    "VBN",
    "VBZ",
    "VBP",
    "NN",
    "NNS",
    "NNP",
    "JJ",
    "RB",
    "IN",
    "TO",
    "CD",
    "PRP",
    "MD",
    "DT",
    "CC",
    "WDT",
    "POS",
    ".",
]
LABELS = ["", "PERSON", "GPE", "ORG", "NORP", "DATE", "PRODUCT"]


def _random(seed: int, length: int) -> Doc:
    """A tree at random: no reader can make sense of it, and none may break on it."""
    dice = random.Random(seed)
    order = list(range(length))
    dice.shuffle(order)
    heads = list(range(length))
    for at in range(1, length):
        heads[order[at]] = order[dice.randrange(at)]
    return Doc(
        Vocab(),
        words=[dice.choice(WORDS) for _ in order],
        heads=heads,
        deps=["ROOT" if heads[i] == i else dice.choice(RELATIONS) for i in range(length)],
        pos=[dice.choice(sorted(UPOS)) for _ in order],
        tags=[dice.choice(TAGS) for _ in order],
        lemmas=[
            dice.choice(["say", "deny", "plan", "be", "have", "quote", "call", "threaten"]) for _ in order
        ],
        ents=[f"B-{label}" if (label := dice.choice(LABELS)) else "O" for _ in order],
    )


@settings(max_examples=300, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**9), length=st.integers(1, 40))
def test_no_tree_breaks_the_reading(seed: int, length: int) -> None:
    doc = _random(seed, length)
    for proposition in propositions_of(doc):
        assert 0 <= proposition.extent.start < proposition.extent.end <= len(doc.text)
        for argument in proposition.arguments:
            assert 0 <= argument.extent.start < argument.extent.end <= len(doc.text)


def test_the_same_tree_is_read_the_same_twice() -> None:
    for seed in range(20):
        doc = _random(seed, 30)
        assert propositions_of(doc) == propositions_of(doc)
