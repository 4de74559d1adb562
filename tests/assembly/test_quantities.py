from dataclasses import replace

import pytest

from kg.assembly.quantities import disagree, read_quantities
from kg.types import Claim, Role
from tests.builders import claim, entity

JETS = entity("F-16", "WeaponSystem", aliases=("Viper",))


def said(quote: str, *, amount: str | None = None) -> Claim:
    roles = (Role("amount", entity(amount, "Thing")),) if amount else ()
    told = claim("Poland", "buys", JETS, roles=roles)
    return replace(told, evidence=replace(told.evidence, quote=quote, sentence=quote))


def figures(quote: str, **other: str) -> dict[str, str]:
    return {each.unit.rpartition(":")[2]: each.text for each in read_quantities(said(quote, **other))}


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("bought jets for $2.5 billion", {"USD": "$2.5 billion"}),
        ("bought jets for US$2.5bn", {"USD": "$2.5 bn"}),
        ("jets worth about 5.4 billion US dollars", {"USD": "about 5.4 billion US dollars"}),
        (
            "For two and a half billion dollars it bought jets",
            {"USD": "two and a half billion dollars"},
        ),
        ("a €1.2 million contract", {"EUR": "€1.2 million"}),
        ("signed a $2 billion-plus deal", {"USD": "$2 billion"}),
        ("jets that cost 3,500 million roubles", {"RUB": "3,500 million roubles"}),
        ("bought more than 100 new F-16 jets", {"f-16": "more than 100 new F-16"}),
        ("bought a dozen jets and 36 Vipers in 2019", {"f-16": "36 Vipers"}),
        ("ordered thirty F-16s", {"f-16": "thirty F-16s"}),
        ("bought 36 Viper planes", {"f-16": "36 Viper"}),
    ],
)
def test_figures_are_read_as_they_are_written(quote: str, expected: dict[str, str]) -> None:
    assert figures(quote) == expected


@pytest.mark.parametrize(
    "quote",
    [
        "a visit that drew $2 billion from donors",  # no word of price
        "bought jets for $2 billion and sold tanks for $3 billion",  # whose is which?
        "in 2019 F-16 jets were bought",  # a year
        "bought an F-16",  # an article
        "for 2,5 billion",  # no currency
        "the F-16 and the S-400",  # parts of names
    ],
)
def test_what_is_no_figure_of_the_claim_is_not_read(quote: str) -> None:
    assert figures(quote) == {}


def test_an_amount_in_its_role_needs_no_word_of_price() -> None:
    assert figures("paid", amount="some $4 million") == {"USD": "some $4 million"}


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        ("$2.5 billion", "$2 billion", True),
        ("$2.4 billion", "$2 billion", False),  # rounded
        ("$2,500 million", "two and a half billion dollars", False),
        ("about $5 billion", "$5.4 billion", False),
        ("about $5 billion", "$6 billion", True),
        ("more than $5 billion", "$6 billion", False),
        ("more than $5 billion", "$4 billion", True),
        ("more than $5 billion", "up to $3 billion", True),
        ("nearly $5 billion", "$4.8 billion", False),
        ("nearly $5 billion", "$5.5 billion", True),
        ("$5 billion", "€6 billion", False),
    ],
)
def test_figures_disagree_beyond_rounding_and_hedges(one: str, other: str, clash: bool) -> None:
    (left,), (right,) = (read_quantities(said(f"jets for {text}")) for text in (one, other))
    assert disagree(left, right) is clash
    assert disagree(right, left) is clash
