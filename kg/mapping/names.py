"""Names and descriptions: cleaned, looked up in the gazetteer, given a class by their words."""

from __future__ import annotations

import re
from functools import cache

from ..ids import entity_id, fold
from ..ontology import Actor, Ontology
from ..ontology.values import name_key
from ..resources import table, word_list
from ..types import IRI, Entity
from .homonyms import Readings

__all__ = ["Names", "clean", "distinctive", "entity_of", "is_counted", "singular", "without_form"]

_LEADING = re.compile(
    r"^(?:the|of|to|for|with|by|from|a|an|its|their|his|her|our|my|this|that|these|those|some|any|both|all)\s+",
    re.IGNORECASE,
)

_DIGITS = 4


@cache
def clean(name: str) -> str:
    """Return a name without leading articles and prepositions, possessive ending and runs of blanks.

    >>> clean("the  Kremlin's"), clean("— best friends")
    ('Kremlin', 'best friends')
    """
    name = " ".join(name.replace("’", "'").split()).strip("\"' ,.;:—–")
    name = name.removesuffix("'s").removesuffix(" 's")
    while (match := _LEADING.match(name)) and len(name) > match.end():
        name = name[match.end() :]
    return name


def distinctive(name: str) -> str:
    """Return a description without the modifiers that tell nothing.

    >>> distinctive("more than ten fighter jets")
    'fighter jets'
    >>> distinctive("120 mm mortars")
    '120 mm mortars'
    """
    while True:
        counted = None if _is_of_year(name) else _counts().match(name)
        first, _, rest = name.partition(" ")
        if counted:
            name = name[counted.end() :]
        elif rest and first.lower() in word_list("loose_modifiers"):
            name = rest
        else:
            return name


def is_counted(phrase: str) -> bool:
    """Tell whether a phrase counts some of a kind.

    >>> is_counted("An Israeli"), is_counted("two Israelis"), is_counted("the Israelis")
    (True, True, False)
    """
    return (
        phrase.partition(" ")[0].lower() in word_list("indefinite_words")
        or _counts().match(phrase) is not None
    )


def _is_of_year(name: str) -> bool:
    """Tell whether a year or number says which text is meant: *1951 convention*."""
    number, _, rest = name.partition(" ")
    return len(number) == _DIGITS and number.isdigit() and rest.partition(" of ")[0].lower() in _texts()


@cache
def _texts() -> frozenset[str]:
    return frozenset(row[0] for row in table("nouns") if row[1] in ("Law", "Agreement"))


@cache
def _counts() -> re.Pattern[str]:
    """Return what tells how many, hedged or not: *at least ten*. A calibre is none; *one* may stand for something."""
    kinds: dict[str, list[str]] = {"hedge": [], "number": [r"\d[\d,]*"]}
    for word, kind, _ in table("quantity_words"):
        if kind in kinds and word not in ("a", "an", "one"):
            kinds[kind].append(re.escape(word))
    units = "|".join(sorted(word_list("calibre_units")))
    hedges, numbers = "|".join(kinds["hedge"]), "|".join(kinds["number"])
    return re.compile(rf"(?:(?:{hedges})\s+)?(?:{numbers})\s+(?!(?:{units})\b)(?=\S)", re.IGNORECASE)


def without_form(name: str) -> str:
    """Return the name of a company without its legal form.

    >>> without_form("Huawei Technologies Co., Ltd"), without_form("Wells Fargo & Co")
    ('Huawei Technologies', 'Wells Fargo')
    """
    words = name.replace(",", " ").split()
    while len(words) > 1 and words[-2] != "of" and _is_form(words[-1]):
        words.pop()
    return " ".join(words) if len(words) < len(name.split()) else name


def _is_form(word: str) -> bool:
    forms = word_list("company_forms")
    return word in forms or f"{word}." in forms or word == "&"  # *Wells Fargo & Co*


def singular(name: str) -> str:
    """Return a designation without a plural s.

    >>> singular("S-400s")
    'S-400'
    """
    return name[:-1] if name.endswith("s") and not name.endswith("ss") and len(name) > 3 else name


def entity_of(actor: Actor) -> Entity:
    """Return the entity of a gazetteer entry."""
    same = (IRI(f"http://www.wikidata.org/entity/{actor.wikidata}"),) if actor.wikidata else ()
    return Entity(id=actor.id, type=actor.type, name=actor.name, country=actor.country, same_as=same)


class Names:
    """Look-ups in an ontology; ``readings`` are the names that mean something else in the document at hand."""

    def __init__(self, ontology: Ontology, readings: Readings | None = None) -> None:
        self.ontology = ontology
        self._readings = readings or {}

    def find(self, name: str, *, acts: bool = False) -> Entity | None:
        """Look a name up; a seat of power is its state where it acts, demonyms are their state."""
        name = clean(name)
        if name_key(name) in self._readings and name != name.lower():
            return self._readings[name_key(name)]
        if self.ontology.find_actor(name) is None:
            name = without_form(name)
        seat = self.ontology.find_seat(name)
        actor = self.ontology.find_actor(name) or self.ontology.find_demonym(name)
        if seat is not None and acts:
            return entity_of(seat)
        actor = actor or self.ontology.find_place(name)
        if actor is None and seat is not None:
            return Entity(id=entity_id("place", name), type="City", name=name, country=seat.country)
        return entity_of(actor) if actor is not None else None

    def state(self, country: str | None) -> Entity | None:
        """Return the present state of a country code."""
        return _states(self.ontology).get(country or "")

    def nation(self, adjective: str) -> Entity | None:
        """Return the state of a demonym."""
        other = self._readings.get(name_key(adjective)) if self._readings else None
        if other is not None and adjective[:1].isupper():
            return other if other.type == "State" else None
        actor = self.ontology.find_demonym(adjective)
        return entity_of(actor) if actor is not None and actor.type == "State" else None

    def is_body_of_any(self, name: str) -> bool:
        """Tell whether a name is but the common noun for a body that many states have: *Navy*, *Supreme Court*."""
        kind = self.ontology.bodies.get(name.lower())
        if kind is None and " " not in name:
            kind = self.ontology.nouns.get(name.lower())
        return kind is not None and self.ontology.is_a(kind, "Organization")

    def country_in(self, name: str) -> str | None:
        """Return the country that a name spells out: *Turkish Foreign Ministry*."""
        words = name.removesuffix("'s").split()
        for size in (3, 2, 1):
            for start in range(len(words) - size + 1):
                part = " ".join(words[start : start + size]).removesuffix("'s")
                if part[:1].isupper() and name_key(part) in self._readings:
                    return self._readings[name_key(part)].country
                place = self.ontology.find_place(part) if size > 1 else None
                if place is not None and place.country:
                    return place.country  # *New Mexico* is not in Mexico
                actor = self.ontology.find_demonym(part) or self.ontology.find_actor(part)
                if actor is not None and actor.type == "State":
                    return actor.country
        return None

    def home_of_people(self, name: str) -> str | None:
        """Return the country that a people lives in: *Bosnian Serbs* in Bosnia, *ethnic Albanians* wherever they are."""
        where, _, people = name.rpartition(" ")
        if people.lower().removesuffix("s") in word_list("named_by_origin"):
            return self.country_in(people)
        return self.country_in(where)

    def country_of_leader(self, name: str, *, titled: bool) -> str | None:
        """Return the country that a well-known politician speaks for; of those with a title the surname is enough."""
        key = fold(name)
        return _leaders().get(key) or (_surnames().get(key) if titled else None)

    def class_of_name(self, name: str) -> str | None:
        """Return the class that the last words of a name tell: *Turkish Foreign Ministry*, *Bank of Ghana*."""
        words = name.lower().split()
        if not words:
            return None
        for start in range(len(words)):
            body = self.ontology.bodies.get(" ".join(words[start:]))
            if body is not None:
                return body
        head = words[words.index("of") - 1] if "of" in words[1:] else words[-1]
        return self.class_of(head)

    def class_of(self, noun: str) -> str | None:
        """Return the class of a common noun."""
        return self.ontology.nouns.get(noun) or self.ontology.nouns.get(noun.removesuffix("s"))

    def is_person(self, noun: str) -> bool:
        """Tell whether a common noun is a person's title or trade; an unknown noun may be."""
        kind = self.class_of(noun)
        return kind is None or self.ontology.is_a(kind, "Person")

    def is_body(self, noun: str) -> bool:
        """Tell whether a common noun is one for companies and other organisations."""
        kind = self.class_of(noun)
        return kind is not None and self.ontology.is_a(kind, "Organization")

    def is_office(self, noun: str) -> bool:
        """Tell whether a title of office ends in a noun: *minister*."""
        return noun in _offices(self.ontology)

    def is_designation(self, name: str) -> bool:
        """Tell whether the form of a name betrays a product: *S-400s*."""
        return self.ontology.designate(singular(name)) is not None


_OFFICES: dict[str, frozenset[str]] = {}  # by ontology digest
_STATES: dict[str, dict[str, Entity]] = {}  # by ontology digest


def _states(ontology: Ontology) -> dict[str, Entity]:
    """Return the states by country code; of two with one code, the one that the code is made of."""
    if ontology.digest not in _STATES:
        states = [a for a in ontology.actors if a.type == "State" and a.country]
        states.sort(key=lambda a: a.id == entity_id("state", a.country or ""))
        _STATES[ontology.digest] = {a.country or "": entity_of(a) for a in states}
    return _STATES[ontology.digest]


def _offices(ontology: Ontology) -> frozenset[str]:
    """Return the last words of all titles of office."""
    if ontology.digest not in _OFFICES:
        _OFFICES[ontology.digest] = frozenset(title.rpartition(" ")[2] for title in ontology.offices)
    return _OFFICES[ontology.digest]


@cache
def _leaders() -> dict[str, str]:
    return {fold(name): country for country, names in table("leaders") for name in names.split("|")}


@cache
def _surnames() -> dict[str, str]:
    """Return the countries of the surnames that only one country's leaders bear."""
    bearers: dict[str, set[str]] = {}
    for name, country in _leaders().items():
        words = name.split()
        family = words[0] if country in word_list("family_name_first") else words[-1]
        for surname in (family, family.removeprefix("al-")):
            bearers.setdefault(surname, set()).add(country)
    return {surname: countries.pop() for surname, countries in bearers.items() if len(countries) == 1}
