"""Participants of predicates: where subjects come from, what passives and relatives hide, what is no predicate."""

from __future__ import annotations

import pytest

from kg.extraction.clauses import case_of, conjuncts, is_clause, is_predicate, participants, subjects
from kg.extraction.syntax import Word, read_trees
from kg.resources import table

from .examples import doc_of


def word(brackets: str, text: str) -> Word:
    """Return the word of that form."""
    return next(w for tree in read_trees(doc_of(brackets)) for w in tree.words if w.text == text)


def roles(brackets: str, text: str) -> list[str]:
    """Return the participants of the predicate of that form: role and head."""
    return [f"{p.role} {p.head.text}" for p in participants(word(brackets, text))]


# --- predicates -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("brackets", "text", "expected"),
    [
        ("Police/nsubj arrested men/obj .", "arrested", True),
        ("Ankara/nsubj is the capital_NOUN .", "capital", True),
        ("(nsubj The guarding/amod_VBG troops) fled .", "guarding", False),
        ("There/expl *is_VERB (nsubj a problem) .", "is", True),
        ("Ankara/nsubj will/aux buy (obj jets) .", "will", False),
    ],
)
def test_a_clause_is_a_verb_or_has_a_copula(brackets: str, text: str, expected: bool) -> None:
    assert is_clause(word(brackets, text)) is expected


def test_common_nouns_are_predicates_and_parts_of_names_are_not() -> None:
    sentence = "Ankara/nsubj praised (obj the deal (nmod of Paris)) ."
    assert is_predicate(word(sentence, "deal"))
    assert not is_predicate(word(sentence, "Paris"))
    assert not is_predicate(word("(nsubj (compound oil) imports) rose .", "oil"))


# --- subjects -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("brackets", "text", "expected"),
    [
        ("Ankara/nsubj wants (xcomp to buy (obj jets)) .", "buy", ["Ankara"]),
        ("Ankara/nsubj urged Athens/obj (xcomp to buy (obj jets)) .", "buy", ["Athens"]),
        ("Ankara/nsubj promised Athens/obj (xcomp to buy (obj jets)) .", "buy", ["Ankara"]),
        ("Ankara/nsubj called (obl on Athens) (xcomp to act) .", "act", ["Athens"]),
        ("Ankara/nsubj accused Athens/obj (advcl of breaking (obj the truce)) .", "breaking", ["Athens"]),
        ("Ankara/nsubj apologised (advcl for breaking (obj the truce)) .", "breaking", ["Ankara"]),
        ("Athens/nsubj:pass was accused (advcl of breaking (obj the truce)) .", "breaking", ["Athens"]),
        ("Ankara/nsubj opened talks/obj (advcl by freeing (obj a pilot)) .", "freeing", ["Ankara"]),
        ("(nsubj Ankara (conj and Athens)) agreed (xcomp to meet) .", "meet", ["Ankara", "Athens"]),
        ("Ankara/nsubj came (conj and saw) (conj and won) .", "won", ["Ankara"]),
        ("Ankara/nsubj attacked (advcl because Athens/nsubj armed) .", "armed", ["Athens"]),
        ("(nsubj (nmod:poss Ankara 's) plan (acl to buy (obj jets))) failed .", "buy", ["Ankara"]),
        ("(nsubj (amod Turkish) plans_NNS (acl to buy (obj jets))) failed .", "buy", ["Turkish"]),
        ("(nsubj A plan (nmod by Ankara) (acl to buy (obj jets))) failed .", "buy", ["Ankara"]),
        ("Ankara/nsubj made (obj a pledge (acl to buy (obj jets))) .", "buy", ["Ankara"]),
        ("It/nsubj:pass is claimed (ccomp that (nsubj talks) failed) .", "claimed", []),
        ("There/nsubj *is_VERB (obj a problem) .", "is", []),
    ],
)
def test_a_clause_without_a_subject_borrows_one(brackets: str, text: str, expected: list[str]) -> None:
    assert [subject.text for subject in subjects(word(brackets, text))] == expected


@pytest.mark.parametrize("row", table("oblique_control"), ids=lambda row: row[0])
def test_whom_a_verb_calls_on_does_it(row: tuple[str, ...]) -> None:
    verb, prepositions = row
    for preposition in prepositions.split():
        sentence = f"Ankara/nsubj {verb}_VBD (obl {preposition}/case Athens) (xcomp to act) ."
        doc = doc_of(sentence)
        doc[1].lemma_ = verb
        act = next(w for tree in read_trees(doc) for w in tree.words if w.text == "act")
        assert [subject.text for subject in subjects(act)] == ["Athens"]


# --- roles ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("brackets", "text", "expected"),
    [
        ("Men/nsubj:pass were arrested (obl by police) .", "arrested", ["nsubj police", "obj Men"]),
        ("Men/nsubj:pass were arrested (obl by Friday) .", "arrested", ["obj Men", "obl:by Friday"]),
        ("Men/nsubj:pass were moved (conj and shot_VBN) .", "shot", ["obj Men"]),
        (
            "(nsubj Missiles (acl made_VBN (obl by Kestrel))) hit (obj a port) .",
            "made",
            ["nsubj Kestrel", "obj Missiles"],
        ),
        (
            "(nsubj Missiles (acl made_VBD (obl in Rome))) hit (obj a port) .",
            "made",
            ["obj Missiles", "obl:in Rome"],
        ),
        (
            "(nsubj The man (acl:relcl whom/obj police/nsubj shot)) died .",
            "shot",
            ["nsubj police", "obj man"],
        ),
        ("(nsubj The man (acl:relcl police/nsubj shot)) died .", "shot", ["nsubj police", "obj man"]),
        ("(nsubj The town (acl:relcl where/advmod police/nsubj died)) fell .", "died", ["nsubj police"]),
        ("Ankara/nsubj bought (conj and sold (obj oil)) .", "bought", ["nsubj Ankara", "obj oil"]),
        ("Ankara/nsubj slept , (conj and Athens/nsubj sold (obj oil)) .", "slept", ["nsubj Ankara"]),
        (
            "(nmod:poss Ankara 's) purchase_NOUN (nmod of jets) .",
            "purchase",
            ["nmod:poss Ankara", "nmod:of jets"],
        ),
        ("(amod Turkish) imports_NOUN (nmod from Iran) .", "imports", ["amod Turkish", "nmod:from Iran"]),
        ("(nsubj Petrov (appos , the minister ,)) spoke .", "spoke", ["nsubj Petrov"]),
    ],
)
def test_a_predicate_has_the_participants_of_a_plain_active_clause(
    brackets: str, text: str, expected: list[str]
) -> None:
    assert roles(brackets, text) == expected


def test_a_comment_has_what_it_comments_on_as_its_content() -> None:
    assert roles("(nsubj The talks) failed , (parataxis Petrov/nsubj said) .", "said") == [
        "nsubj Petrov",
        "ccomp failed",
    ]


def test_an_aside_that_says_nothing_has_no_content() -> None:
    assert roles("(nsubj The talks) failed , (parataxis Petrov/nsubj left) .", "left") == ["nsubj Petrov"]


def test_every_conjunct_is_a_participant() -> None:
    sentence = "Ankara/nsubj sold (obj oil , (conj gas (conj and coal))) ."
    assert roles(sentence, "sold") == ["nsubj Ankara", "obj oil", "obj gas", "obj coal"]
    assert [w.text for w in conjuncts(word(sentence, "oil"))] == ["oil", "gas", "coal"]


def test_a_conjunct_shares_the_preposition_of_the_first() -> None:
    sentence = "Ankara/nsubj trades (obl with Iran (conj and Iraq)) ."
    assert case_of(word(sentence, "Iraq")) == "with"


def test_prepositions_of_several_words_are_joined() -> None:
    sentence = "Ankara/nsubj voted (obl (case *in_ADP favour/fixed of/fixed_ADP) peace) ."
    assert case_of(word(sentence, "peace")) == "in_favour_of"


def test_what_hangs_on_a_name_is_a_participant_of_its_verb() -> None:
    brackets = "Paris/nsubj sold (obj Mirages_PROPN (nmod to/case Taiwan_PROPN)) ."
    assert roles(brackets, "sold") == ["nsubj Paris", "obj Mirages", "obl:to Taiwan"]
