"""What sentences claim, in the ontology's words, whatever the parser of the day."""

from __future__ import annotations

import pytest

from kg.types import Modality, Polarity

from .reading import claims_of, only, triples


def test_a_threat_of_sanctions_names_the_sanctions_as_threatened() -> None:
    claims = claims_of(
        "Washington threatened to    impose  sanctions on     Ankara .",
        "nsubj:2    root       mark:4 xcomp:2 obj:4     case:7 obl:4  punct:2",
        names={"Washington": "GPE", "Ankara": "GPE"},
        lemmas={"threatened": "threaten", "sanctions": "sanction"},
    )
    assert triples(claims) == {
        ("United States", "threatensSanctions", "Turkey"),
        ("United States", "sanctions", "Turkey"),
    }
    assert only(claims, "threatensSanctions").modality is Modality.ASSERTED
    inner = only(claims, "sanctions")
    assert inner.modality is Modality.THREATENED
    assert inner.embedded_under == "threatensSanctions"


def test_a_purchase_is_read_from_a_noun_and_its_possessor() -> None:
    claims = claims_of(
        "Greece  criticised Turkey 's     purchase of     the   S-400s .",
        "nsubj:2 root       nmod:poss:5 case:3 obj:2 case:8 det:8 nmod:5 punct:2",
        names={"Greece": "GPE", "Turkey": "GPE", "S-400s": "PRODUCT"},
        lemmas={"criticised": "criticise"},
    )
    assert ("Turkey", "buys", "S-400") in triples(claims)
    assert only(claims, "buys").polarity is Polarity.POSITIVE


def test_officials_of_two_nations_are_two_states_that_deal_with_each_other() -> None:
    claims = claims_of(
        "Turkish and  Russian officials negotiated .",
        "amod:4  cc:3 conj:1  nsubj:5   root       punct:5",
        names={"Turkish": "NORP", "Russian": "NORP"},
        lemmas={"officials": "official", "negotiated": "negotiate"},
    )
    assert ("Turkey", "negotiatesWith", "Russia") in triples(claims)


def test_factories_of_a_nation_are_not_the_nation() -> None:
    claims = claims_of(
        "Turkish factories produce parts .",
        "amod:2  nsubj:3   root    obj:3 punct:3",
        names={"Turkish": "NORP"},
        lemmas={"factories": "factory", "parts": "part"},
    )
    assert triples(claims) == {("Turkish factories", "produces", "parts")}
    assert only(claims, "produces").subject.country == "TUR"


def test_a_denial_gives_what_is_denied_as_negative_and_denied() -> None:
    claims = claims_of(
        "Ankara  denied that   Turkey  negotiated with   Russia .",
        "nsubj:2 root   mark:5 nsubj:5 ccomp:2    case:7 obl:5  punct:2",
        names={"Ankara": "GPE", "Turkey": "GPE", "Russia": "GPE"},
        lemmas={"denied": "deny", "negotiated": "negotiate"},
    )
    content = only(claims, "negotiatesWith")
    assert (content.polarity, content.modality) == (Polarity.NEGATIVE, Modality.DENIED)
    assert content.holders[0].name == "Turkey"


def test_a_passive_without_agent_says_what_was_done_to_whom() -> None:
    claims = claims_of(
        "Turkey       was        removed from   the   F-35       programme .",
        "nsubj:pass:3 aux:pass:3 root    case:7 det:7 compound:7 obl:3     punct:3",
        ".            .          VBN     .      .     .          .         .",
        names={"Turkey": "GPE", "F-35": "PRODUCT"},
        lemmas={"removed": "remove", "was": "be"},
    )
    assert ("Turkey", "expelledFrom", "F-35 programme") in triples(claims)


def test_a_title_before_a_name_gives_an_office_that_no_question_makes_doubtful() -> None:
    claims = claims_of(
        "Will  Turkish President   Recep   Tayyip Erdogan visit Moscow ?",
        "aux:7 amod:3  nmod:desc:4 nsubj:7 flat:4 flat:4  root  obj:7  punct:7",
        ".     .       PROPN       PROPN   PROPN  PROPN   VB    PROPN  .",
        names={"Turkish": "NORP", "Recep Tayyip Erdogan": "PERSON", "Moscow": "GPE"},
    )
    assert only(claims, "headOfStateOf").modality is Modality.ASSERTED
    visit = only(claims, "visits")
    assert visit.modality is Modality.QUESTIONED
    assert visit.object.type == "City"


def test_a_nationality_before_a_product_is_its_origin() -> None:
    claims = claims_of(
        "Turkey  received Russian S-400      missile    systems .",
        "nsubj:2 root     amod:6  compound:6 compound:6 obj:2   punct:2",
        names={"Turkey": "GPE", "Russian": "NORP", "S-400": "PRODUCT"},
        lemmas={"received": "receive", "systems": "system"},
    )
    assert ("S-400", "originCountry", "Russia") in triples(claims)


def test_the_seller_of_a_deal_completes_the_purchase() -> None:
    claims = claims_of(
        "Turkey  signed a     contract with   Russia for    the   purchase of      Su-35s .",
        "nsubj:2 root   det:4 obj:2    case:6 obl:2  case:9 det:9 nmod:4   case:11 nmod:9 punct:2",
        names={"Turkey": "GPE", "Russia": "GPE", "Su-35s": "PRODUCT"},
        lemmas={"signed": "sign"},
    )
    assert {
        ("Turkey", "signsAgreementWith", "Russia"),
        ("Turkey", "buys", "Su-35"),
        ("Turkey", "buysFrom", "Russia"),
    } <= triples(claims)


def test_who_is_said_to_have_to_do_something_is_asked_for_it() -> None:
    claims = claims_of(
        "Berlin  said Athens  must  reform .",
        "nsubj:2 root nsubj:5 aux:5 ccomp:2 punct:2",
        ".       .    .       MD    VB      .",
        names={"Berlin": "GPE", "Athens": "GPE"},
        lemmas={"said": "say"},
    )
    assert ("Germany", "asks", "Greece") in triples(claims)


def test_a_refusal_negates_its_content() -> None:
    claims = claims_of(
        "Turkey  refused to     buy     Patriots .",
        "nsubj:2 root    mark:4 xcomp:2 obj:4    punct:2",
        names={"Turkey": "GPE", "Patriots": "PRODUCT"},
        lemmas={"refused": "refuse"},
    )
    assert only(claims, "buys").polarity is Polarity.NEGATIVE


def test_a_condition_is_kept_beside_what_hangs_on_it() -> None:
    claims = claims_of(
        "Washington will  sanction Turkey if     Ankara  buys    missiles .",
        "nsubj:3    aux:3 root     obj:3  mark:7 nsubj:7 advcl:3 obj:7    punct:3",
        ".          MD    VB       .      .      .       VBZ     .        .",
        names={"Washington": "GPE", "Turkey": "GPE", "Ankara": "GPE"},
        lemmas={"buys": "buy", "missiles": "missile"},
    )
    sanction = only(claims, "sanctions")
    assert sanction.modality is Modality.PLANNED
    assert sanction.condition == "if Ankara buys missiles"
    assert only(claims, "buys").modality is Modality.CONDITIONAL


def test_evidence_quotes_the_clause_and_its_sentence() -> None:
    claims = claims_of(
        "Greece  bought Rafales .",
        "nsubj:2 root   obj:2   punct:2",
        names={"Greece": "GPE", "Rafales": "PRODUCT"},
        lemmas={"bought": "buy"},
    )
    evidence = only(claims, "buys").evidence
    assert evidence.quote == "Greece bought Rafales"
    assert evidence.sentence == "Greece bought Rafales."
    assert evidence.rule.startswith("buy.VERB>buys")


def test_what_no_relation_has_words_for_is_kept_open() -> None:
    claims = claims_of(
        "Greece  outshone Turkey .",
        "nsubj:2 root     obj:2  punct:2",
        names={"Greece": "GPE", "Turkey": "GPE"},
        lemmas={"outshone": "outshine"},
    )
    assert triples(claims) == {("Greece", "relatedTo", "Turkey")}
    assert only(claims, "relatedTo").evidence.rule == "open:outshine"


def test_soldiers_are_killed_and_not_their_state() -> None:
    claims = claims_of(
        "Rebels  killed Lebanese soldiers .",
        "nsubj:2 root   amod:4   obj:2    punct:2",
        names={"Lebanese": "NORP"},
        lemmas={"killed": "kill", "soldiers": "soldier"},
    )
    assert only(claims, "kills").object.name == "Lebanese soldiers"


def test_who_fires_what_kills_is_the_killer() -> None:
    claims = claims_of(
        "Russian missile attacks killed soldiers .",
        "amod:3 compound:3 nsubj:4 root obj:4 punct:4",
        "ADJ . . . . .",
        names={"Russian": "NORP"},
        lemmas={"attacks": "attack", "killed": "kill", "soldiers": "soldier"},
    )
    assert ("Russia", "kills", "soldiers") in triples(claims)


def test_forces_led_by_a_nation_belong_to_it() -> None:
    claims = claims_of(
        "Nigerian-led troops attacked rebels .",
        "amod:2 nsubj:3 root obj:3 punct:3",
        lemmas={"troops": "troop", "attacked": "attack", "rebels": "rebel"},
    )
    assert only(claims, "attacks").subject.country == "NGA"


@pytest.mark.parametrize(
    ("first", "people", "country"),
    [("Bosnian", "Serbs", "BIH"), ("Turkish", "Cypriots", "CYP"), ("ethnic", "Albanians", None)],
)
def test_a_people_abroad_is_no_state(first: str, people: str, country: str | None) -> None:
    names = {people: "NORP", **({} if first == "ethnic" else {first: "NORP"})}
    claims = claims_of(
        f"{first} {people} criticised France .",
        "amod:2 nsubj:3 root obj:3 punct:3",
        ". NNPS . . .",
        names={**names, "France": "GPE"},
        lemmas={"criticised": "criticise"},
    )
    critic = only(claims, "criticizes").subject
    assert (critic.name, critic.country) == (f"{first} {people}", country)
    assert critic.type != "State"


def test_the_ministers_of_two_states_are_the_states_that_meet() -> None:
    claims = claims_of(
        "The ministers of France and Germany met .",
        "det:2 nsubj:7 case:4 nmod:2 cc:6 conj:4 root punct:7",
        names={"France": "GPE", "Germany": "GPE"},
        lemmas={"ministers": "minister", "met": "meet"},
    )
    assert ("France", "meets", "Germany") in triples(claims)


def test_thousands_of_farmers_are_farmers() -> None:
    claims = claims_of(
        "Thousands of farmers attacked Paris .",
        "nsubj:4 case:3 nmod:1 root obj:4 punct:4",
        "NOUN . . . . .",
        names={"Thousands": "CARDINAL", "Paris": "GPE"},
        lemmas={"Thousands": "thousand", "farmers": "farmer", "attacked": "attack"},
    )
    assert only(claims, "attacks").subject.name == "farmers"


def test_a_president_whom_nobody_introduces_is_of_the_country_that_he_is_known_for() -> None:
    claims = claims_of(
        "President Putin attacked Georgia .",
        "nmod:desc:2 nsubj:3 root obj:3 punct:3",
        "NOUN PROPN . . .",
        names={"Putin": "PERSON", "Georgia": "GPE"},
        lemmas={"attacked": "attack"},
    )
    assert only(claims, "attacks").subject.country == "RUS"
    assert ("Putin", "headOfStateOf", "Russia") in triples(claims)


def test_a_surname_without_a_title_is_no_leader() -> None:
    claims = claims_of(
        "Putin attacked Georgia .",
        "nsubj:2 root obj:2 punct:2",
        names={"Putin": "PERSON", "Georgia": "GPE"},
        lemmas={"attacked": "attack"},
    )
    assert only(claims, "attacks").subject.country is None


def test_who_asks_a_question_asks_for_nothing() -> None:
    claims = claims_of(
        "Ankara asked whether Washington would deliver jets .",
        "nsubj:2 root mark:6 nsubj:6 aux:6 ccomp:2 obj:6 punct:2",
        names={"Ankara": "GPE", "Washington": "GPE"},
        lemmas={"asked": "ask", "jets": "jet"},
    )
    assert [claim.relation for claim in claims if claim.relation.startswith("ask")] == []


def test_a_phrase_right_after_a_noun_is_its_own_whatever_the_parser_hangs_it_on() -> None:
    claims = claims_of(
        "The test may invite American sanctions against Turkey .",
        "det:2 nsubj:4 aux:4 root amod:6 obj:4 case:8 obl:4 punct:4",
        names={"American": "NORP", "Turkey": "GPE"},
        lemmas={"sanctions": "sanction"},
    )
    assert ("United States", "sanctions", "Turkey") in triples(claims)


def test_a_contract_is_about_what_it_is_signed_for_and_not_what_the_text_names_most() -> None:
    claims = claims_of(
        "As Patriots cost more than Patriots , Ankara signed a contract with Moscow Friday for S-400s .",
        "mark:3 nsubj:3 advcl:9 obj:3 case:6 obl:4 punct:3 nsubj:9 root det:11 obj:9 case:13 nmod:11 obl:unmarked:9 "
        "case:16 obl:9 punct:9",
        names={
            "Patriots": "PRODUCT",
            "Ankara": "GPE",
            "Moscow": "GPE",
            "S-400s": "PRODUCT",
            "Friday": "DATE",
        },
        lemmas={"signed": "sign", "cost": "cost"},
    )
    signed = only(claims, "signsAgreementWith")
    assert [role.filler.name for role in signed.roles if role.name == "theme"] == ["S-400 deal"]


# --- whose deed a noun names -----------------------------------------------------------------------

DEED = "nsubj:2 root det:4 {role}:2 case:6 nmod:4 punct:2"


@pytest.mark.parametrize("verb", ["condemned", "regretted", "feared", "welcomed"])
def test_who_looks_on_does_not_do_it(verb: str) -> None:
    claims = claims_of(
        f"Russia {verb} the invasion of Iraq .",
        DEED.format(role="obj"),
        names={"Russia": "GPE", "Iraq": "GPE"},
        lemmas={verb: {"condemned": "condemn", "regretted": "regret", "feared": "fear"}.get(verb, "welcome")},
    )
    assert ("Russia", "attacks", "Iraq") not in triples(claims)


def test_who_plans_does_it() -> None:
    claims = claims_of(
        "Russia planned the invasion of Iraq .",
        DEED.format(role="obj"),
        names={"Russia": "GPE", "Iraq": "GPE"},
        lemmas={"planned": "plan"},
    )
    assert ("Russia", "attacks", "Iraq") in triples(claims)


@pytest.mark.parametrize("preposition", ["after", "since", "over", "despite"])
def test_what_only_gives_time_or_reason_is_nobodys_deed(preposition: str) -> None:
    claims = claims_of(
        f"Turkey closed ports {preposition} the invasion of Cyprus .",
        "nsubj:2 root obj:2 case:6 det:6 obl:2 case:8 nmod:6 punct:2",
        names={"Turkey": "GPE", "Cyprus": "GPE"},
        lemmas={"closed": "close", "ports": "port"},
    )
    assert ("Turkey", "attacks", "Cyprus") not in triples(claims)


def test_who_is_accused_may_have_done_it() -> None:
    claims = claims_of(
        "Ankara accused Athens of attacks on Cyprus .",
        "nsubj:2 root obj:2 case:5 obl:2 case:7 nmod:5 punct:2",
        names={"Ankara": "GPE", "Athens": "GPE", "Cyprus": "GPE"},
        lemmas={"accused": "accuse", "attacks": "attack"},
    )
    assert ("Greece", "attacks", "Cyprus") in triples(claims)
    assert only(claims, "attacks").modality is Modality.POSSIBLE


def test_who_is_punished_for_a_deed_has_done_it() -> None:
    claims = claims_of(
        "Washington punished Turkey for the purchase of S-400s .",
        "nsubj:2 root obj:2 case:6 det:6 obl:2 case:8 nmod:6 punct:2",
        names={"Washington": "GPE", "Turkey": "GPE", "S-400s": "PRODUCT"},
        lemmas={"punished": "punish"},
    )
    assert ("Turkey", "buys", "S-400") in triples(claims)
    assert ("United States", "buys", "S-400") not in triples(claims)


@pytest.mark.parametrize(("article", "met"), [("some", True), ("the", False)])
def test_who_acts_after_talks_took_part_unless_they_are_known_ones(article: str, met: bool) -> None:
    claims = claims_of(
        f"Athens left Brussels after {article} talks with Cyprus .",
        "nsubj:2 root obj:2 case:6 det:6 obl:2 case:8 nmod:6 punct:2",
        names={"Athens": "GPE", "Brussels": "GPE", "Cyprus": "GPE"},
        lemmas={"left": "leave", "talks": "talk"},
    )
    assert (("Greece", "consultsWith", "Cyprus") in triples(claims)) is met


def test_a_bomb_in_a_town_is_not_that_countrys() -> None:
    claims = claims_of(
        "A bomb in Beirut killed a journalist .",
        "det:2 nsubj:5 case:4 nmod:2 root det:7 obj:5 punct:5",
        names={"Beirut": "GPE"},
        lemmas={"killed": "kill"},
    )
    assert triples(claims) == {("bomb", "causesDeathOf", "journalist")}


def test_fighters_of_a_people_are_not_the_people() -> None:
    claims = claims_of(
        "Washington supports Kurdish fighters .",
        "nsubj:2 root amod:4 obj:2 punct:2",
        names={"Washington": "GPE", "Kurdish": "NORP"},
        lemmas={"supports": "support", "fighters": "fighter"},
    )
    assert triples(claims) == {("United States", "supports", "Kurdish fighters")}


def test_diplomats_are_expelled_and_not_their_state() -> None:
    claims = claims_of(
        "Brussels expelled Russian diplomats .",
        "nsubj:2 root amod:4 obj:2 punct:2",
        names={"Brussels": "GPE", "Russian": "NORP"},
        lemmas={"expelled": "expel", "diplomats": "diplomat"},
    )
    assert only(claims, "expels").object.name == "Russian diplomats"
    assert only(claims, "expels").object.country == "RUS"


@pytest.mark.parametrize("verb", ["struck", "hit"])
def test_a_state_that_hits_a_place_attacks_it(verb: str) -> None:
    claims = claims_of(
        f"Israel {verb} Syria .",
        "nsubj:2 root obj:2 punct:2",
        names={"Israel": "GPE", "Syria": "GPE"},
        lemmas={"struck": "strike"},
    )
    assert triples(claims) == {("Israel", "attacks", "Syria")}


def test_whom_a_march_is_against_counts_before_where_it_was() -> None:
    claims = claims_of(
        "Thousands marched in Minsk against Lukashenko .",
        "nsubj:2 root case:4 obl:2 case:6 obl:2 punct:2",
        "NOUN . . . . . .",
        names={"Minsk": "GPE", "Lukashenko": "PERSON"},
        lemmas={"Thousands": "thousand", "marched": "march"},
    )
    assert triples(claims) == {("Thousands", "protestsAgainst", "Lukashenko")}


def test_each_other_is_done_both_ways() -> None:
    claims = claims_of(
        "Athens and Ankara accused each other of violating the truce .",
        "nsubj:4 cc:3 conj:1 root det:6 obj:4 mark:8 advcl:4 det:10 obj:8 punct:4",
        ". . . . . PRON . . . . .",
        names={"Athens": "GPE", "Ankara": "GPE"},
        lemmas={"accused": "accuse", "violating": "violate"},
    )
    found = triples(claims)
    assert {("Greece", "accuses", "Turkey"), ("Turkey", "accuses", "Greece")} <= found
    assert {
        ("Greece", "violatesAgreementWith", "truce"),
        ("Turkey", "violatesAgreementWith", "truce"),
    } <= found


def test_what_is_done_to_each_others_people_is_done_to_the_other_state() -> None:
    claims = claims_of(
        "India and Pakistan expelled each other 's diplomats .",
        "nsubj:4 cc:3 conj:1 root det:6 nmod:poss:8 case:6 obj:4 punct:4",
        ". . . . . PRON . . .",
        names={"India": "GPE", "Pakistan": "GPE"},
        lemmas={"expelled": "expel", "diplomats": "diplomat"},
    )
    assert triples(claims) == {("India", "expels", "Pakistan"), ("Pakistan", "expels", "India")}


def test_the_troops_of_whom_the_text_names_are_nobody_elses() -> None:
    claims = claims_of(
        "Petrov said his troops killed fighters in Somalia .",
        "nsubj:2 root nmod:poss:4 nsubj:5 ccomp:2 obj:5 case:8 obl:5 punct:2",
        names={"Petrov": "PERSON", "Somalia": "GPE"},
        lemmas={"said": "say", "troops": "troop", "killed": "kill", "fighters": "fighter"},
    )
    assert ("Somalia", "kills", "fighters") not in triples(claims)


def test_a_denied_clause_is_named_by_what_it_says() -> None:
    claims = claims_of(
        "Athens denied that American planes hit a school .",
        "nsubj:2 root mark:6 amod:5 nsubj:6 ccomp:2 det:8 obj:6 punct:2",
        names={"Athens": "GPE", "American": "NORP"},
        lemmas={"denied": "deny", "planes": "plane"},
    )
    assert only(claims, "denies").object.name == "American planes hit school"


def test_a_passive_is_named_with_its_agent_behind_it() -> None:
    claims = claims_of(
        "Athens denied that a school was hit by planes .",
        "nsubj:2 root mark:7 det:5 nsubj:pass:7 aux:pass:7 ccomp:2 case:9 obl:agent:7 punct:2",
        names={"Athens": "GPE"},
        lemmas={"denied": "deny", "hit": "hit", "planes": "plane"},
    )
    assert only(claims, "denies").object.name == "school was hit by planes"


def test_what_one_denies_of_oneself_is_named_without_oneself() -> None:
    claims = claims_of(
        "Athens denied that it had sent troops .",
        "nsubj:2 root mark:6 nsubj:6 aux:6 ccomp:2 obj:6 punct:2",
        ". . . PRON . . . .",
        names={"Athens": "GPE"},
        lemmas={"denied": "deny", "sent": "send", "troops": "troop"},
    )
    assert only(claims, "denies").object.name == "sent troops"


def test_who_is_warned_against_it_would_do_it() -> None:
    claims = claims_of(
        "Beijing warned Washington against attacking Taiwan .",
        "nsubj:2 root obj:2 mark:5 advcl:2 obj:5 punct:2",
        names={"Beijing": "GPE", "Washington": "GPE", "Taiwan": "GPE"},
        lemmas={"warned": "warn", "attacking": "attack"},
    )
    attack = only(claims, "attacks")
    assert attack.subject.name == "United States"
    assert (attack.polarity, attack.modality) == (Polarity.NEGATIVE, Modality.REQUESTED)
    assert "threatensForce" not in {claim.relation for claim in claims}


@pytest.mark.parametrize(("deed", "whose"), [("sanctions", {"United States"}), ("attacks", set[str]())])
def test_who_warns_of_sanctions_would_impose_them_but_attacks_may_be_anybodys(
    deed: str, whose: set[str]
) -> None:
    claims = claims_of(
        f"Washington warned of {deed} on Turkey .",
        "nsubj:2 root case:4 obl:2 case:6 nmod:4 punct:2",
        names={"Washington": "GPE", "Turkey": "GPE"},
        lemmas={"warned": "warn", deed: deed.removesuffix("s")},
    )
    assert {claim.subject.name for claim in claims if claim.relation in ("sanctions", "attacks")} == whose


def test_what_is_sold_may_take_the_buyer_with_it() -> None:
    claims = claims_of(
        "Washington approved the sale of F-16s to Turkey .",
        "nsubj:2 root det:4 obj:2 case:6 nmod:4 case:8 nmod:6 punct:2",
        names={"Washington": "GPE", "F-16s": "PRODUCT", "Turkey": "GPE"},
        lemmas={"approved": "approve"},
    )
    assert ("United States", "sellsTo", "Turkey") in triples(claims)


def test_who_orders_an_ambassador_to_leave_buys_nothing() -> None:
    claims = claims_of(
        "Bamako ordered the French ambassador to leave .",
        "nsubj:2 root det:5 amod:5 obj:2 mark:7 xcomp:2 punct:2",
        names={"Bamako": "GPE", "French": "NORP"},
        lemmas={"ordered": "order"},
    )
    assert "buysFrom" not in {claim.relation for claim in claims}


def test_why_somebody_is_threatened_is_a_fact_of_his_own() -> None:
    claims = claims_of(
        "Washington threatened to slap sanctions on Ankara over its purchase of S-400s .",
        "nsubj:2 root mark:4 xcomp:2 obj:4 case:7 obl:4 case:10 nmod:poss:10 obl:4 case:12 nmod:10 punct:2",
        names={"Washington": "GPE", "Ankara": "GPE", "S-400s": "PRODUCT"},
        lemmas={"threatened": "threaten", "sanctions": "sanction"},
    )
    purchase = only(claims, "buys")
    assert (purchase.subject.name, purchase.modality) == ("Turkey", Modality.ASSERTED)


def test_whom_somebody_tells_is_not_related_to_it() -> None:
    claims = claims_of(
        "Turkey told Reuters that talks failed .",
        "nsubj:2 root obj:2 mark:6 nsubj:6 ccomp:2 punct:2",
        names={"Turkey": "GPE", "Reuters": "ORG"},
        lemmas={"told": "tell", "talks": "talk", "failed": "fail"},
    )
    assert "relatedTo" not in {claim.relation for claim in claims}


def test_who_warns_what_his_own_country_will_do_warns_others() -> None:
    claims = claims_of(
        "Turkish minister Akar warned that Turkey would retaliate .",
        "amod:2 nmod:desc:3 nsubj:4 root mark:8 nsubj:8 aux:8 ccomp:4 punct:4",
        names={"Turkish": "NORP", "Akar": "PERSON", "Turkey": "GPE"},
        lemmas={"warned": "warn"},
    )
    assert "warns" not in {claim.relation for claim in claims}


def test_members_of_a_group_act() -> None:
    claims = claims_of(
        "Members of     Hezbollah attacked Israel .",
        "nsubj:4 case:3 nmod:1    root     obj:4  punct:4",
        names={"Hezbollah": "ORG", "Israel": "GPE"},
        lemmas={"Members": "member", "attacked": "attack"},
    )
    assert ("Members of Hezbollah", "attacks", "Israel") in triples(claims)


def test_who_has_a_base_somewhere_does_not_stand_there() -> None:
    claims = claims_of(
        "Russia  has  bases in     Syria  .",
        "nsubj:2 root obj:2 case:5 nmod:3 punct:2",
        names={"Russia": "GPE", "Syria": "GPE"},
        lemmas={"has": "have", "bases": "base"},
    )
    assert all(claim.relation != "locatedIn" for claim in claims)


def test_a_people_named_by_two_words_is_one() -> None:
    claims = claims_of(
        "Greek  Cypriot officials met  Turkish Cypriot leaders .",
        "amod:3 amod:3  nsubj:4   root amod:7  amod:7  obj:4   punct:4",
        names={"Greek": "NORP", "Cypriot": "NORP", "Turkish": "NORP"},
        lemmas={"officials": "official", "met": "meet", "leaders": "leader"},
    )
    assert triples(claims) == {("Cyprus", "meets", "Northern Cyprus")}


def test_a_promise_is_named_with_what_completes_its_verb() -> None:
    claims = claims_of(
        "Russia  vowed to     stay    out    of     events .",
        "nsubj:2 root  mark:4 xcomp:2 case:7 case:7 obl:4  punct:2",
        ". VBD . VB . . . .",
        names={"Russia": "GPE"},
        lemmas={"vowed": "vow", "events": "event"},
    )
    assert triples(claims) == {("Russia", "promises", "stay out of events")}


def test_control_is_taken_of_something() -> None:
    names, lemmas = {"Hamas": "ORG"}, {"took": "take"}
    words, heads = "Hamas took control", "nsubj:2 root obj:2"
    assert triples(claims_of(f"{words} .", f"{heads} punct:2", names=names, lemmas=lemmas)) == set()
    somewhere = claims_of(
        f"{words} of Gaza .",
        f"{heads} case:5 nmod:3 punct:2",
        names={**names, "Gaza": "GPE"},
        lemmas=lemmas,
    )
    assert ("Hamas", "attacks", "Gaza") in triples(somewhere)


def test_who_is_only_counted_does_nothing() -> None:
    claims = claims_of(
        "The   sixteen-member ASEAN      summit  failed .",
        "det:4 compound:4     compound:4 nsubj:5 root   punct:5",
        ". . . NN VBD .",
        names={"ASEAN": "ORG"},
        lemmas={"sixteen-member": "member", "failed": "fail"},
    )
    assert triples(claims) == set()


@pytest.mark.parametrize(
    ("body", "people", "country"), [("Hezbollah", "forces", "LBN"), ("PKK", "militants", "TUR")]
)
def test_the_fighters_of_an_armed_group_are_not_those_of_a_state(
    body: str, people: str, country: str
) -> None:
    claims = claims_of(
        f"{body} {people} attacked Israel .",
        "compound:2 nsubj:3 root obj:3 punct:3",
        names={body: "ORG", "Israel": "GPE"},
        lemmas={"forces": "force", "militants": "militant", "attacked": "attack"},
    )
    attacker = only(claims, "attacks").subject
    assert (attacker.name, attacker.type, attacker.country) == (body, "ArmedGroup", country)


def test_fighters_are_killed_in_person() -> None:
    claims = claims_of(
        "Israel  killed Hezbollah fighters .",
        "nsubj:2 root   compound:4 obj:2   punct:2",
        names={"Israel": "GPE", "Hezbollah": "ORG"},
        lemmas={"killed": "kill", "fighters": "fighter"},
    )
    assert triples(claims) == {("Israel", "kills", "Hezbollah fighters")}


def test_a_minister_speaks_of_his_country() -> None:
    claims = claims_of(
        "Turkish Minister Cavusoglu said his        country will  attack  Iran  .",
        "amod:3  compound:3 nsubj:4 root nmod:poss:6 nsubj:8 aux:8 ccomp:4 obj:8 punct:4",
        "ADJ/JJ  PROPN/NNP PROPN/NNP VERB/VBD PRON/PRP$ NOUN/NN AUX/MD VERB/VB PROPN/NNP PUNCT/.",
        names={"Turkish": "NORP", "Cavusoglu": "PERSON", "Iran": "GPE"},
        lemmas={"said": "say"},
    )
    assert ("Turkey", "attacks", "Iran") in triples(claims)


def test_who_makes_a_law_does_what_it_says() -> None:
    claims = claims_of(
        "Congress passed a     bill  that    would punish      Turkey .",
        "nsubj:2  root   det:4 obj:2 nsubj:7 aux:7 acl:relcl:4 obj:7  punct:2",
        ". VBD . . WDT MD VB . .",
        names={"Congress": "ORG", "Turkey": "GPE"},
        lemmas={"passed": "pass", "that": "that", "would": "would"},
    )
    found = only(claims, "sanctions")
    assert (found.subject.name, found.modality) == ("US Congress", Modality.PLANNED)


def test_who_attacks_kills_who_is_killed_in_the_attack() -> None:
    claims = claims_of(
        "Soldiers     were       killed in     an    attack by     militants .",
        "nsubj:pass:3 aux:pass:3 root   case:6 det:6 obl:3  case:8 nmod:6    punct:3",
        lemmas={"Soldiers": "soldier", "were": "be", "killed": "kill", "militants": "militant"},
    )
    assert ("militants", "kills", "Soldiers") in triples(claims)


def test_a_batch_goes_where_its_contents_go() -> None:
    claims = claims_of(
        "Russia  delivered a     batch of     S-400      systems to     Turkey .",
        "nsubj:2 root      det:4 obj:2 case:7 compound:7 nmod:4  case:9 nmod:7 punct:2",
        names={"Russia": "GPE", "S-400": "PRODUCT", "Turkey": "GPE"},
        lemmas={"delivered": "deliver", "systems": "system"},
    )
    assert ("Russia", "deliversTo", "Turkey") in triples(claims)


def test_the_evening_of_a_confession_is_not_what_is_confessed() -> None:
    claims = claims_of(
        "Rome    admitted the   same   evening         that    Ankara  sold  missiles .",
        "nsubj:2 root     det:5 amod:5 obl:unmarked:2 mark:8 nsubj:8 ccomp:2 obj:8 punct:2",
        names={"Rome": "GPE", "Ankara": "GPE", "same evening": "TIME"},
        lemmas={"admitted": "admit", "sold": "sell", "missiles": "missile"},
    )
    assert "evening" not in only(claims, "confirms").object.name


def test_a_body_that_many_states_have_is_told_apart_by_its_state() -> None:
    seen = {
        only(
            claims_of(
                f"The {adjective} Navy attacked Oslo .",
                "det:3 amod:3 nsubj:4 root obj:4 punct:4",
                "DET ADJ PROPN VERB PROPN PUNCT",
                names={adjective: "NORP", "Navy": "ORG", "Oslo": "GPE"},
                lemmas={"attacked": "attack"},
            ),
            "attacks",
        ).subject.id
        for adjective in ("Iranian", "Iraqi")
    }
    assert len(seen) == 2
