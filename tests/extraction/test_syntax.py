"""Trees: two label schemes that must give one tree, blanks, and the repairs of what parsers often get wrong."""

from __future__ import annotations

import pytest
from spacy.lang.en import English
from spacy.tokens import Doc, Span

from kg.extraction.mentions import phrase
from kg.extraction.syntax import Tree, read_trees, uses_clear_labels

from .examples import doc_of, line_of, propositions_of, shown
from .parses import parsed

# The same analysis in UD and in the ClearNLP labels of en_core_web pipelines.
PAIRS = """
Police/nsubj arrested (obj two/nummod men) .
Police/nsubj arrested (dobj two/nummod men) .

(nsubj:pass Two/nummod men) were arrested (obl:agent by police) .
(nsubjpass Two/nummod men) were/auxpass arrested (agent *by police/pobj) .

Ankara/nsubj is the capital_NOUN (nmod of Turkey) .
Ankara/nsubj *is_AUX (attr the capital (prep *of Turkey/pobj)) .

(nsubj The firm) is responsible_ADJ (obl for the leak) .
(nsubj The firm) *is_AUX (acomp responsible_ADJ (prep *for (pobj the leak))) .

(nsubj The dam) will be a problem_NOUN .
(nsubj The dam) will *be_AUX (attr a problem) .

(nsubj The man (acl:relcl who/nsubj shot (obj the mayor))) fled .
(nsubj The man (relcl who/nsubj shot_VBD (dobj the mayor))) fled .

Ankara/nsubj did not buy (obj the missiles) .
Ankara/nsubj did/aux not/neg buy_VB (dobj the missiles) .

(nsubj (nmod:poss The minister 's) plane) crashed .
(nsubj (poss The minister 's/case) plane) crashed .

(nsubj The army) shot down/compound:prt_RP (obj a drone) .
(nsubj The army) shot down/prt_RP (dobj a drone) .

Moscow/nsubj sold (obj four/nummod batteries) (obl to Ankara) .
Moscow/nsubj sold (dobj four/nummod batteries) (dative *to Ankara/pobj) .

Moscow/nsubj sold Ankara/iobj (obj four/nummod batteries) .
Moscow/nsubj sold Ankara/dative (dobj four/nummod batteries) .

He/nsubj left (advcl without signing (obj the accord)) .
He/nsubj left (prep *without_IN (pcomp signing_VBG (dobj the accord))) .

Ankara/nsubj wants (xcomp to buy (obj missiles)) .
Ankara/nsubj wants (xcomp to/aux_TO buy_VB (dobj missiles)) .

There/expl *is_VERB (nsubj a problem) .
There/expl *is_VERB (attr a problem) .

(obl (case According to/fixed_ADP) Petrov) , (nsubj the talks) failed .
(prep *According_IN (prep *to_IN Petrov/pobj)) , (nsubj the talks) failed .

Athens/nsubj is unlikely_ADJ (xcomp to sign (obj the accord)) .
Athens/nsubj *is_AUX (acomp unlikely_ADJ (xcomp to/aux_TO sign_VB (dobj the accord))) .

Washington/nsubj criticised (obj (nmod:poss Turkey 's) purchase (nmod of the missiles)) .
Washington/nsubj criticised (dobj (poss Turkey 's/case) purchase (prep *of (pobj the missiles))) .

(nsubj The minister) spoke (obl in Berlin (conj and in/case Paris)) .
(nsubj The minister) spoke (prep *in_IN Berlin/pobj and/cc (conj *in_IN Paris/pobj)) .

(nsubj Turkey (conj and Russia)) signed (obj a contract) .
(nsubj Turkey and/cc Russia/conj) signed (dobj a contract) .

(nsubj The army) bought (obj tanks) (conj and trained (obj pilots)) .
(nsubj The army) bought (dobj tanks) and/cc (conj trained_VBD (dobj pilots)) .

(obl:unmarked Last/amod week) rebels/nsubj seized (obj the airport) .
(npadvmod Last/amod week) rebels/nsubj seized (dobj the airport) .

Petrov/nsubj said (ccomp that (nsubj the talks) had failed) .
Petrov/nsubj said (ccomp that (nsubj the talks) had/aux failed_VBN) .

Is (nsubj the alliance) dead_ADJ ?
*Is_AUX (nsubj the alliance) dead/acomp_ADJ ?

(nsubj:pass The president) is expected (xcomp to visit (obj Athens)) .
(nsubjpass The president) is/auxpass expected_VBN (xcomp to/aux_TO visit_VB Athens/dobj) .

(nsubj The treaty) prevents Iran/obj (advcl from building (obj a bomb)) .
(nsubj The treaty) prevents Iran/dobj (prep *from_IN (pcomp building_VBG (dobj a bomb))) .

(nsubj The two/nummod countries) remain (xcomp allies_NOUN) .
(nsubj The two/nummod countries) remain (attr allies_NOUN) .
"""


def _pairs() -> list[tuple[str, str]]:
    blocks = [block.splitlines() for block in PAIRS.strip().split("\n\n")]
    return [(universal, clear) for universal, clear in blocks]


def _edges(doc: Doc) -> list[tuple[str, str, str]]:
    """Return every word with its relation, without subtype, and its head."""
    return [(w.text, w.base, w.head.text) for tree in read_trees(doc) for w in tree.words]


def _lines(doc: Doc) -> list[str]:
    return [line_of(shown(proposition)) for proposition in propositions_of(doc)]


def _tree(brackets: str) -> Tree:
    return next(iter(read_trees(doc_of(brackets))))


@pytest.mark.parametrize("pair", _pairs(), ids=lambda pair: pair[0])
def test_both_label_schemes_give_the_same_tree(pair: tuple[str, str]) -> None:
    universal, clear = map(doc_of, pair)
    assert _edges(clear) == _edges(universal)


@pytest.mark.parametrize("pair", _pairs(), ids=lambda pair: pair[0])
def test_both_label_schemes_give_the_same_propositions(pair: tuple[str, str]) -> None:
    universal, clear = map(doc_of, pair)
    assert _lines(clear) == _lines(universal)


def test_the_label_scheme_is_told_by_its_labels() -> None:
    assert uses_clear_labels(doc_of("Police/nsubj arrested men/dobj ."))
    assert not uses_clear_labels(doc_of("Police/nsubj arrested men/obj ."))


def test_a_text_of_two_sentences_gives_two_trees() -> None:
    trees = list(read_trees(doc_of("Police/nsubj came . || Rebels/nsubj fled .")))
    assert [(tree.index, tree.root.text) for tree in trees] == [(0, "came"), (1, "fled")]


def test_blanks_are_no_words_and_lose_nothing_that_hangs_on_them() -> None:
    blank = Doc(
        English().vocab,
        words=["Police", "\n\n", "arrested", "men", "."],
        heads=[1, 2, 2, 2, 2],
        deps=["nsubj", "dep", "ROOT", "obj", "punct"],
        pos=["NOUN", "SPACE", "VERB", "NOUN", "PUNCT"],
        lemmas=["police", "\n\n", "arrest", "man", "."],
    )
    (tree,) = read_trees(blank)
    assert [word.text for word in tree.words] == ["Police", "arrested", "men", "."]
    assert tree.words[0].head.text == "arrested"


# --- repairs: what the parser gives, and how it is mended -----------------------------------------


def test_a_word_with_a_finite_tag_is_a_verb() -> None:
    assert _tree("Police/nsubj arrested_VBD men/obj .").words[1].pos == "VERB"


def test_what_hangs_on_an_auxiliary_goes_to_its_verb() -> None:
    tree = _tree("(aux Clinton/nsubj *has) imposed (obj sanctions) .")
    assert [w.head.text for w in tree.words[:3]] == ["imposed", "imposed", "imposed"]


def test_a_participle_with_an_agent_stays_with_its_noun() -> None:
    assert _tree("Treaty_NOUN (acl signed_VBN (obl by Iran)) .").root.text == "Treaty"


def test_a_that_clause_after_whom_it_was_told_is_what_was_told() -> None:
    tree = _tree("Petrov/nsubj told (obj the agency (acl:relcl that/mark (nsubj the talks) failed)) .")
    assert [w.text for w in tree.root.kids("ccomp")] == ["failed"]


def test_a_condition_by_word_order_before_a_verb_of_saying_stays_one() -> None:
    tree = _tree("(advcl Should/aux Moscow/nsubj attack_VB) , (nsubj the alliance) will respond .")
    assert tree.root.kid("ccomp") is None


def test_an_infinitive_belongs_to_the_verb_that_takes_one() -> None:
    tree = _tree("Washington/nsubj urged Ankara/obj (advcl not to buy (obj the missiles)) .")
    assert [w.text for w in tree.root.kids("xcomp")] == ["buy"]


def test_a_gerund_right_after_a_verb_that_takes_one_is_its_complement() -> None:
    tree = _tree("Moscow/nsubj denied (advcl arming (obj the rebels)) .")
    assert [w.text for w in tree.root.kids("xcomp")] == ["arming"]


def test_a_gerund_after_a_particle_verb_that_takes_one_is_its_complement() -> None:
    tree = _tree("Generals/nsubj rule out/compound:prt (advcl arming (obj the rebels)) .")
    assert [w.text for w in tree.root.kids("xcomp")] == ["arming"]


def test_a_gerund_further_away_stays_an_adverbial_clause() -> None:
    tree = _tree("Moscow/nsubj denied (obj the report) , (advcl citing Reuters/obj) .")
    assert tree.root.kid("xcomp") is None


def test_a_tree_that_shows_no_error_is_left_alone() -> None:
    doc = doc_of("Washington/nsubj urged Ankara/obj (xcomp not to buy (obj the missiles)) .")
    assert [(w.i, w.head.i) for w in next(iter(read_trees(doc))).words] == [(t.i, t.head.i) for t in doc]


def test_no_word_is_ever_hung_below_itself() -> None:
    (tree,) = read_trees(doc_of("Police/nsubj arrested (obj two/nummod men) ."))
    men, two = tree.words[3], tree.words[2]
    men.attach(two, "flat")
    assert (men.head.text, two.head) == ("arrested", men)


def test_names_that_hold_each_other_in_turn_make_no_circle() -> None:
    doc = doc_of("(nsubj (compound London (conj and North)) (amod Western) Railway_PROPN) opened .")
    doc.ents = [Span(doc, 0, 1, label="ORG"), Span(doc, 1, 5, label="ORG")]
    for word in next(iter(read_trees(doc))).words:
        assert len(list(word.ancestors())) < len(doc)


def test_a_direction_before_a_nationality_is_part_of_its_name() -> None:
    doc = doc_of("(nsubj A (compound North) (amod Korean) ship) sank .")
    doc.ents = [Span(doc, 2, 3, label="NORP")]
    (tree,) = read_trees(doc)
    assert [word.text for word in tree.words if word.name == (1, 3)] == ["North", "Korean"]
    assert {word.label for word in tree.words[1:3]} == {"NORP"}


def test_who_is_given_an_amount_is_no_part_of_it() -> None:
    doc = parsed(
        "Japan lent Egypt 200 million dollars .",
        "nsubj:2 root compound:5 compound:5 nummod:6 obj:2 punct:2",
        ". VBD . CD CD . .",
        ". lend . . . . .",
        names={"Egypt": "GPE"},
    )
    (tree,) = read_trees(doc)
    assert [(w.text, w.dep) for w in tree.root.kids("iobj", "obj")] == [("Egypt", "iobj"), ("dollars", "obj")]


def test_an_object_with_a_preposition_is_none() -> None:
    tree = _tree("Paris/nsubj fined Rome/obj (obj over/case_IN its purchase) .")
    assert [(w.text, w.dep) for w in tree.root.kids("obj", "obl")] == [("Rome", "obj"), ("purchase", "obl")]


def test_a_title_and_a_name_are_one_subject() -> None:
    doc = parsed(
        "The newspaper Sabah cited sources .",
        "det:2 nsubj:4 nsubj:4 root obj:4 punct:4",
        names={"Sabah": "ORG"},
    )
    (tree,) = read_trees(doc)
    assert [w.text for w in tree.root.kids("nsubj")] == ["Sabah"]
    assert tree.words[1].dep == "nmod:desc"


def test_a_clause_that_gives_a_reason_is_no_content() -> None:
    tree = _tree("Cavusoglu/nsubj protested , (ccomp since/mark Greece/nsubj operates (obj missiles)) .")
    assert [w.text for w in tree.root.kids("advcl")] == ["operates"]


def test_a_phrase_ends_at_its_comma_and_before_a_clause_of_its_own() -> None:
    tree = _tree(
        "(nsubj Turkish/amod sources , (nmod on the/det contrary)) praised (obj claims (ccomp that it/nsubj flew)) ."
    )
    assert [[w.text for w in phrase(head)] for head in tree.root.kids("nsubj", "obj")] == [
        ["Turkish", "sources"],
        ["claims"],
    ]


def test_who_is_ready_is_somebody() -> None:
    tree = _tree("It/expl is ready (xcomp to sell missiles/obj) .")
    assert [w.text for w in tree.root.kids("nsubj")] == ["It"]


@pytest.mark.parametrize(
    ("content", "verb", "above"),
    [
        ("Ankara/nsubj would_MD/aux yield_VB", "accused_VBD", "said"),
        ("Ankara/nsubj had_VBD/aux yielded_VBN", "accused_VBD", "said"),
        ("Ankara/nsubj had_VBD/aux yielded_VBN", "bought_VBD", "yielded"),
        ("Ankara/nsubj yielded_VBD", "accused_VBD", "yielded"),
    ],
)
def test_what_a_speaker_does_next_is_no_part_of_what_he_said(content: str, verb: str, above: str) -> None:
    tree = _tree(f"Akar/nsubj said_VBD (ccomp {content} (conj and {verb} Rome/obj)) .")
    found = next(w for w in tree.words if w.text == verb.partition("_")[0])
    assert found.head.text == above


def test_the_name_after_an_office_and_its_country_is_the_office_holders() -> None:
    doc = doc_of("(nsubj The president (nmod of Gambia , Barrow/appos) ,) resigned .")
    doc.ents = [Span(doc, 3, 4, "GPE"), Span(doc, 5, 6, "PERSON")]
    (tree,) = read_trees(doc)
    assert [w.text for w in tree.words[1].kids("appos")] == ["Barrow"]


@pytest.mark.parametrize(
    ("words", "heads", "names"),
    [
        (
            "Secretary of State Antony Blinken arrived",
            "nsubj:6 case:4 compound:4 nmod:1 flat:4 root",
            {"State Antony Blinken": "PERSON"},
        ),
        (
            "Minister of Defence Hulusi Akar arrived",
            "nsubj:6 case:3 nmod:1 flat:3 flat:3 root",
            {"Hulusi Akar": "PERSON"},
        ),
        (
            "President of Turkey Recep Erdogan arrived",
            "nsubj:6 case:3 nmod:1 flat:3 flat:3 root",
            {"Turkey": "GPE", "Erdogan": "PERSON"},
        ),
    ],
)
def test_who_holds_an_office_is_the_head_of_it_and_not_part(
    words: str, heads: str, names: dict[str, str]
) -> None:
    doc = parsed(words, heads, "PROPN . PROPN PROPN PROPN .", names=names)
    (tree,) = read_trees(doc)
    person = tree.root.kids("nsubj")[0]
    assert person.text == words.split()[3]
    assert person.name == (3, 5)
    assert [(w.text, [o.text for o in w.kids("nmod")]) for w in person.kids("nmod:desc")] == [
        (words.split()[0], [words.split()[2]])
    ]


def test_what_follows_a_colon_is_no_apposition() -> None:
    found = propositions_of(doc_of("Pentagon_PROPN : (appos purchase (nmod of missiles)) ."))
    assert [shown(p).arguments for p in found if p.predicate.lemma == "purchase"] == [
        (("nmod:of", "missiles"),)
    ]


def test_a_noun_behind_a_preposition_is_no_clause() -> None:
    tree = _tree("He/nsubj spoke (advcl by telephone_NN) .")
    assert [w.text for w in tree.root.kids("obl", "advcl")] == ["telephone"]
    assert tree.root.kids("obl")


def test_the_name_after_an_office_and_its_body_is_the_office_holders() -> None:
    doc = doc_of("(nsubj The head (nmod of the agency Demir/appos)) resigned .")
    doc.ents = [Span(doc, 5, 6, "PERSON")]
    (tree,) = read_trees(doc)
    assert [w.text for w in tree.words[1].kids("appos")] == ["Demir"]


@pytest.mark.parametrize("relation", ["acl", "acl:relcl"])
def test_what_somebody_told_a_body_is_content(relation: str) -> None:
    tree = _tree(
        f"Elders/nsubj told (iobj the mission ({relation} that/mark fighters/nsubj poisoned_VBD wells/obj)) ."
    )
    assert [w.text for w in tree.root.kids("ccomp")] == ["poisoned"]


def test_what_is_said_of_a_thing_is_no_content() -> None:
    tree = _tree("Guards/nsubj stopped (obj rockets (acl:relcl that/mark rebels/nsubj fired_VBD)) .")
    assert tree.root.kids("ccomp") == []


def test_what_somebody_claims_is_the_content_of_the_claim() -> None:
    doc = doc_of("(nsubj The claim (nmod by Sokolov (acl:relcl that/obj trains/nsubj stopped_VBD))) failed .")
    doc.ents = [Span(doc, 3, 4, "PERSON")]
    (tree,) = read_trees(doc)
    assert [w.text for w in tree.words[1].kids("ccomp")] == ["stopped"]


@pytest.mark.parametrize(("title", "label"), [("", "GPE"), ("Mr./compound ", "PERSON")])
def test_what_is_named_like_a_state_is_one_unless_it_bears_a_title(title: str, label: str) -> None:
    doc = doc_of(f"(nsubj {title}Kenya) protested .")
    place = 1 if title else 0
    doc.ents = [Span(doc, place, place + 1, "PERSON")]
    (tree,) = read_trees(doc)
    assert tree.words[place].label == label


def test_what_somebody_is_accused_of_hangs_on_the_verb() -> None:
    tree = _tree("Ankara/nsubj accused (obj Athens (nmod of attacks (nmod on fishermen))) .")
    assert [w.text for w in tree.root.kids("obj", "obl")] == ["Athens", "attacks"]


def test_what_somebody_is_accused_of_doing_is_a_clause() -> None:
    tree = _tree("Ankara/nsubj accused Athens/obj (obl of attacking/amod_VBG ships) .")
    assert [(w.text, [o.text for o in w.kids("obj")]) for w in tree.root.kids("advcl")] == [
        ("attacking", ["ships"])
    ]


def test_whom_one_accuses_keeps_the_country_he_heads() -> None:
    doc = doc_of("(nsubj The court) accused (obj the president (nmod of Gambia (nmod of theft))) .")
    doc.ents = [Span(doc, 6, 7, "GPE")]
    (tree,) = read_trees(doc)
    assert [w.text for w in tree.root.kids("obj", "obl")] == ["president", "theft"]


def test_a_passive_verb_is_done_by_whom_the_name_before_cannot_be() -> None:
    doc = doc_of("(nsubj:pass Jets) were/aux:pass *delivered (obl to/case Turkey (nmod by/case Russia)) .")
    doc.ents = [Span(doc, 4, 5, "GPE"), Span(doc, 6, 7, "GPE")]
    (tree,) = read_trees(doc)
    assert [w.text for w in tree.root.kids("obl")] == ["Turkey", "Russia"]


def test_a_clause_that_lacks_nothing_is_what_is_told() -> None:
    doc = doc_of(
        "Editors/nsubj retracted (obj a story (acl:relcl that/obj Egypt/nsubj bought (obj boats))) ."
    )
    (tree,) = read_trees(doc)
    (verb,) = tree.root.kids("obj")[0].kids("acl")
    assert (verb.dep, [w.text for w in verb.kids("obj")], [w.text for w in verb.kids("mark")]) == (
        "acl", ["boats"], ["that"],
    )  # fmt: skip
