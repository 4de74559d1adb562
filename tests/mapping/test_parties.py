"""Who fills a slot where the noun there is a thing, a title of two states, or hidden behind a particle."""

from __future__ import annotations

from .reading import claims_of, triples


def test_sanctions_on_a_states_industry_are_sanctions_on_the_state() -> None:
    claims = claims_of(
        "Japan   imposed sanctions on     Iran        's     industry .",
        "nsubj:2 root    obj:2     case:7 nmod:poss:7 case:5 obl:2    punct:2",
        names={"Japan": "GPE", "Iran": "GPE"},
        lemmas={"imposed": "impose", "sanctions": "sanction"},
    )
    assert ("Japan", "sanctions", "Iran") in triples(claims)


def test_who_talks_to_a_states_factory_does_not_talk_to_the_state() -> None:
    claims = claims_of(
        "Japan   met  Iran        's     factory .",
        "nsubj:2 root nmod:poss:5 case:3 obj:2   punct:2",
        names={"Japan": "GPE", "Iran": "GPE"},
        lemmas={"met": "meet"},
    )
    assert ("Japan", "meets", "Iran") not in triples(claims)


def test_who_frees_the_assets_of_a_state_frees_no_state() -> None:
    claims = claims_of(
        "Japan   freed Iran        's     assets .",
        "nsubj:2 root  nmod:poss:5 case:3 obj:2  punct:2",
        names={"Japan": "GPE", "Iran": "GPE"},
        lemmas={"freed": "free", "assets": "asset"},
    )
    assert ("Japan", "releases", "Iran") not in triples(claims)


def test_ministers_of_two_states_meet_each_other() -> None:
    claims = claims_of(
        "The   premiers of     Greece and  Turkey  met  .",
        "det:2 nsubj:7  case:4 nmod:2 cc:6 conj:4  root punct:7",
        names={"Greece": "GPE", "Turkey": "GPE"},
        lemmas={"premiers": "premier", "met": "meet"},
    )
    assert ("Greece", "meets", "Turkey") in triples(claims)


def test_a_particle_that_the_parser_took_for_a_preposition_belongs_to_its_verb() -> None:
    claims = claims_of(
        "Japan   brushed aside  Iran        's     offer .",
        "nsubj:2 root    case:6 nmod:poss:6 case:4 obl:2 punct:2",
        names={"Japan": "GPE", "Iran": "GPE"},
        lemmas={"brushed": "brush"},
    )
    assert ("Japan", "rejects", "Iran's offer") in triples(claims)
