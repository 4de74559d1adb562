"""A made-up desk's graph: twelve reports on a quarrel over radars, about a hundred entities, 250 statements.

Every name but that of the United Nations is invented, and nothing in it happened.
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

from kg.ids import entity_id, mint
from kg.types import (
    IRI,
    Certainty,
    Claim,
    Conflict,
    ConflictKind,
    Document,
    Entity,
    Evidence,
    Extent,
    Graph,
    Holder,
    Interval,
    Modality,
    Polarity,
    Role,
    Statement,
)

HOSTILE = "<img src=x onerror=alert(1)></script><script>alert(2)</script>\u2028'\"`${alert(3)}"

_NAMES = {
    "State": "Norland Vesania Karst Ostmark Lydia Tavria Meridia Brannia Sorrel Ilyria Corvania Uthmania",
    "Person": "Anna_Velten Mehmet_Sarıgül Igor_Platonov Claire_Dumont José_Ibarra Lin_Qiaozhi Petra_Holub "
    "Samuel_Okafor Nadia_Rahimi Thomas_Ashdown Elif_Çetinkaya Viktor_Brandt Maria_Lindqvist Omar_Haddad "
    "Yelena_Sorokina David_Marchetti Ingrid_Solberg Kwame_Asante",
    "InternationalOrganization": "Northern_Alliance United_Nations Customs_League River_Commission",
    "Ministry": "Norland_Foreign_Ministry Vesanian_Defence_Ministry Karst_Ministry_of_Trade",
    "Agency": "Office_for_Arms_Procurement Coast_Guard_of_Ostmark Meridian_Intelligence_Service",
    "Legislature": "Norland_Senate Vesanian_Assembly",
    "Company": "Helion_Aerospace Brannia_Radar_Works Tavria_Gas Lydian_Shipyards Orrery_Systems Kestrel_Dynamics",
    "ArmedGroup": "Free_Hill_Army River_Front",
    "NewsOutlet": "Meridia_Wire The_Harbour_Post",
    "WeaponSystem": "K-90_radar Sentinel_air_defence_system F-17_fighter Harpy_drone Boreas_missile",
    "Programme": "F-17_programme Joint_Radar_Programme",
    "Agreement": "Treaty_of_Holm Grain_Accord Border_Protocol",
    "Law": "Foreign_Arms_Sanctions_Act",
    "City": "Holm Port_Sable Kellin Ostgate New_Harbour",
    "Region": "Hill_Country Sable_Strait",
    "Group": "Norland_officials Vesanian_diplomats residents_of_Kellin",
    "Event": "joint_exercise summit_in_Holm emergency_meeting annual_parade",
    "Thing": "technology_transfer co-production_of_parts delivery_of_the_first_batch training_of_the_crews "
    "spare_parts export_licence security_guarantees reciprocal_measures economic_ties full_access_to_the_source_code "
    "price_of_gas humanitarian_corridor release_of_the_crew joint_statement final_offer "
    "radar_site_near_Kellin deployment_of_observers",
    "Quantity": "2.5_billion_crowns four_batteries",
}  # fmt: skip

_RELATIONS = {
    (
        "State",
        "State",
    ): "threatensSanctions warns criticizes negotiatesWith buysFrom sellsTo sanctions allyOf "
    "accuses pressures meets deliversTo atOddsWith supports",
    ("Person", "State"): "visits warns criticizes accuses representsAbroad supports",
    ("State", "Person"): "criticizes arrests releases",
    ("Person", "Person"): "meets telephones criticizes",
    ("State", "WeaponSystem"): "buys operates deploys rejects orders",
    ("Company", "WeaponSystem"): "produces delivers",
    ("Company", "State"): "sellsTo deliversTo",
    ("State", "InternationalOrganization"): "memberOf asks withdrawsFrom",
    ("InternationalOrganization", "State"): "warns expels supports",
    ("State", "Programme"): "participatesIn suspendedFrom",
    ("State", "Thing"): "demands offers rejects promises",
    ("Person", "Thing"): "rejects promises asksFor",
    ("Ministry", "State"): "warns criticizes confirms",
    ("Agency", "WeaponSystem"): "orders investigates",
    ("Legislature", "Law"): "passes",
    ("State", "Agreement"): "violates signs",
    ("ArmedGroup", "City"): "attacks withdrawsFrom",
    ("Group", "Thing"): "rejects denies",
    ("State", "City"): "attacks deploysTo",
    ("State", "Event"): "hosts cancels",
    ("Person", "City"): "visits",
    ("Agency", "Region"): "patrols",
    ("Company", "Quantity"): "receives",
    ("NewsOutlet", "Thing"): "reports",
}

_OUTLETS = ("The Harbour Post", "Meridia Wire", "Kellin Gazette", "Northern Herald")


def newsroom_graph() -> Graph:
    """Return the same graph at every call."""
    desk = random.Random(12)
    entities = tuple(
        Entity(
            id=entity_id(kind.lower(), name),
            type=kind,
            name=name.replace("_", " "),
            country=name[:3].upper() if kind == "State" else None,
            aliases=(f"{name.split('_')[0]} side",) if kind in ("Company", "State") else (),
            same_as=(IRI("https://www.wikidata.org/entity/Q0"),) if kind == "State" else (),
        )
        for kind, names in _NAMES.items()
        for name in names.split()
    )
    documents = tuple(_document(index) for index in range(12))
    statements: dict[IRI, Statement] = {}
    pools = {kind: [entity for entity in entities if entity.type == kind] for kind in _NAMES}
    for left in entities[12:]:  # everybody appears at least once
        _add(statements, desk, documents, _partner(desk, pools, left), left)
    while len(statements) < 250:
        kinds = desk.choice([("State", "State")] * 9 + list(_RELATIONS))
        subject, target = _pick(desk, pools[kinds[0]]), _pick(desk, pools[kinds[1]])
        if subject != target:
            _add(statements, desk, documents, subject, target)
    ordered = tuple(statements[key] for key in sorted(statements))
    return Graph(
        documents=documents,
        entities=tuple(sorted(entities, key=lambda each: each.id)),
        statements=ordered,
        conflicts=_conflicts(ordered),
    )


def hostile_graph() -> Graph:
    """Return a graph whose every text tries to run a script or to break out of where it is put."""
    one = Entity(id=IRI(f"urn:kg:entity:{HOSTILE}"), type=HOSTILE, name=HOSTILE, aliases=(HOSTILE + "2",))
    other = Entity(
        id=IRI("urn:kg:entity:plain"),
        type="State",
        name="javascript:alert(4)",
        same_as=(IRI("javascript:alert(5)"),),
    )
    paper = Document(
        id=IRI("urn:kg:document:1"),
        text="",
        source=HOSTILE,
        publisher=HOSTILE,
        title=HOSTILE,
        url="javascript:alert(6)",
    )
    evidence = Evidence(
        document=paper.id,
        extent=Extent(0, len(HOSTILE)),
        quote=HOSTILE,
        sentence_extent=Extent(0, len(HOSTILE)),
        sentence=HOSTILE,
        rule=HOSTILE,
        confidence=0.5,
    )
    claim = Claim(
        subject=one,
        relation=HOSTILE,
        object=other,
        evidence=evidence,
        holders=(Holder(HOSTILE),),
        condition=HOSTILE,
    )
    statement = Statement(
        id=IRI("urn:kg:statement:1"),
        subject=one.id,
        relation=HOSTILE,
        object=other.id,
        modality=Modality.ASSERTED,
        supporting=(claim,),
        refuting=(replace(claim, polarity=Polarity.NEGATIVE),),
        roles=(Role(HOSTILE, one),),
        belief=600,
    )
    clash = Conflict(
        id=IRI("urn:kg:conflict:1"),
        kind=ConflictKind.DENIAL,
        statements=(statement.id,),
        holders=(HOSTILE,),
        reason=HOSTILE,
    )
    return Graph(documents=(paper,), entities=(one, other), statements=(statement,), conflicts=(clash,))


def _document(index: int) -> Document:
    return Document(
        id=mint("document", str(index)),
        text="",
        source=f"{index:02}_radar_quarrel.txt",
        title=f"Radar quarrel, day {index + 1}",
        published=date(2031, 3, 2) + timedelta(days=9 * index),
        publisher=_OUTLETS[index % 4],
        url=f"https://news.example.com/{index}" if index % 3 else None,
    )


def _pick(desk: random.Random, pool: list[Entity]) -> Entity:
    """Return one of a pool, the first ones far more often: news is about few."""
    return pool[min(int(desk.expovariate(0.45)), len(pool) - 1)]


def _partner(desk: random.Random, pools: dict[str, list[Entity]], entity: Entity) -> Entity:
    kinds = [left for left, right in _RELATIONS if right == entity.type] or ["State"]
    return _pick(desk, [each for each in pools[desk.choice(kinds)] if each != entity])


def _add(
    statements: dict[IRI, Statement],
    desk: random.Random,
    papers: tuple[Document, ...],
    left: Entity,
    right: Entity,
) -> None:
    relation = desk.choice(_RELATIONS.get((left.type, right.type), "supports opposes").split())
    modality = desk.choice(
        [Modality.ASSERTED] * 6 + [Modality.PLANNED, Modality.THREATENED, Modality.POSSIBLE]
    )
    statement_id = mint("statement", left.id, relation, right.id, modality)
    against = desk.choice([0] * 9 + [1, 2])
    supporting = tuple(
        _claim(desk, papers, left, relation, right, modality) for _ in range(desk.choice([1, 1, 1, 2, 3, 5]))
    )
    refuting = tuple(
        replace(
            _claim(desk, papers, left, relation, right, modality, denied=True), polarity=Polarity.NEGATIVE
        )
        for _ in range(against)
    )
    day = date(2031, 3, 1) + timedelta(days=desk.randrange(110))
    statements[statement_id] = Statement(
        id=statement_id,
        subject=left.id,
        relation=relation,
        object=right.id,
        modality=modality,
        supporting=supporting,
        refuting=refuting,
        roles=(Role("theme", right),) if right.type == "WeaponSystem" else (),
        time=Interval(day, day, f"on {day:%A}") if desk.random() < 0.5 else None,
        belief=max(50, min(960, 520 + 110 * len(supporting) - 260 * len(refuting))),
    )


def _claim(
    desk: random.Random,
    papers: tuple[Document, ...],
    left: Entity,
    relation: str,
    right: Entity,
    modality: Modality,
    *,
    denied: bool = False,
) -> Claim:
    verb = "".join(f" {char.lower()}" if char.isupper() else char for char in relation)
    quote = f"{left.name} {'never ' if denied else ''}{verb} {right.name}"
    frame = desk.choice(
        (
            "{} , according to two people who were briefed on the talks in Holm.",
            "Speaking to reporters late on Tuesday, a senior official said that {} and that nothing else had been agreed.",
            "“{},” the ministry said in a statement that was later withdrawn without explanation.",
            "After a week of mixed signals from the capital, {}.",
        )
    ).replace(" ,", ",")
    sentence = frame.format(quote)
    start, at = desk.randrange(3000), sentence.index(quote)
    holders = desk.choice(
        (
            (),
            (
                Holder("a senior official", None, True),
                Holder("Meridia Wire", entity_id("newsoutlet", "Meridia_Wire")),
            ),
            (Holder("Anna Velten", entity_id("person", "Anna_Velten")),),
        )
    )
    return Claim(
        subject=left,
        relation=relation,
        object=right,
        evidence=Evidence(
            document=desk.choice(papers).id,
            extent=Extent(start + at, start + at + len(quote)),
            quote=quote,
            sentence_extent=Extent(start, start + len(sentence)),
            sentence=sentence,
            rule=f"{relation}:VERB(nsubj,obj)",
            confidence=desk.choice([0.55, 0.7, 0.8, 0.9]),
        ),
        modality=modality,
        certainty=desk.choice([Certainty.CERTAIN] * 4 + [Certainty.PROBABLE]),
        holders=holders,
        condition="unless the radars are returned" if desk.random() < 0.06 else None,
    )


def _conflicts(statements: tuple[Statement, ...]) -> tuple[Conflict, ...]:
    return tuple(
        Conflict(
            id=mint("conflict", each.id),
            kind=ConflictKind.DENIAL,
            statements=(each.id,),
            holders=("Meridia Wire", "Anna Velten"),
            reason=f"{len(each.supporting)} for, {len(each.refuting)} against",
        )
        for each in statements
        if each.refuting and len(each.supporting) > 1
    )
