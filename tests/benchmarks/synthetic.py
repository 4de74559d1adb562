"""News that nobody wrote: as many documents as asked for, each the same in every run, for the benchmarks.

Every sentence is ours. Names of states come from kg's own lists and people are put together from syllables, so that a
large corpus has many actors, a few of whom are in half of the news.
"""

from __future__ import annotations

import calendar
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from kg.resources import table

FIRST = (
    "Adel Bora Cem Dana Elif Farid Goran Hana Ivan Jale Kaan Lena Milan Nadia Omar Petra Rana Sami Tarik Vera"
)
ONSETS, ENDS = (
    ["Bar", "Dem", "Gul", "Kar", "Mel", "Nov", "Pet", "Ros", "Sar", "Tem", "Vol", "Yil", "Zan"],
    "akov en inic ler maz oglu ovic s tepe",
)
OUTLETS = (
    "Harbour Times|Neva Dispatch|Bosphorus Wire|Plains Herald|Delta Courier|Summit Post|Old Town Gazette"
)
PRODUCTS = "S-400|Su-35|F-35|Patriot|Bayraktar TB2|Leopard 2|Eurofighter|Javelin|HIMARS|Rafale|T-90|Mi-17"
OFFICES = "President|Foreign Minister|Defence Minister|Prime Minister|Minister"
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
FACTS = """
{A} delivered {P} systems to {B} on {day}.
{A} threatened {B} with sanctions over the purchase of the {P}.
{A} signed an agreement with {B} in {month} {year}.
{A} accused {B} of an attack on its embassy in {year}.
{A} bought {number} {P} aircraft from {B} in {month} {year}.
{A} denied that it was negotiating with {B} over the {P}.
{A} imposed sanctions on {B} on {day}.
{A} recalled its ambassador from {B} after the vote in {month}.
{A} will deliver {number} {P} launchers to {B} next year.
{A} offered to sell the {P} to {B} for {number} million dollars.
{A} condemned {B} for the exercise near the border.
{A} criticised {B} and called for talks on {day}.
{A} refused to supply {B} with the {P}.
{A} suspended the delivery of {number} {P} missiles to {B}.
{title} {N} of {A} met {title} {M} of {B} on {day}.
{title} {N} said {A} had not cancelled the contract with {B}.
{title} {N} visited {B} in {month} {year}.
{title} {N} said on {day} that {B} would buy the {P} from {A}.
{title} {N} warned {B} that {A} could cancel the {P} contract.
{title} {M} denied that {B} had received {number} {P} missiles from {A}.
"The talks with {B} are going well and {A} supports them," {title} {N} told {outlet}.
If {B} buys the {P}, {A} will impose sanctions on it, {title} {N} said.
{N}, who leads the delegation of {A}, telephoned {M} on {day}.
""".strip().splitlines()
FILLER = """
The hall was cold that morning, and most of the {number} chairs stayed empty until noon.
Nobody in the corridor expected the session to last longer than {small} hours.
A clerk carried {number} folders from one end of the building to the other, and then back again.
It was the {small}th such evening since {month}, and the coffee was as thin as on the first one.
The figures, as so often, were printed in a column that began with {number} and ended in a stain.
Rain fell on the harbour for {small} days, which the fishermen had foreseen in {month}.
What will come of it is a question for another week, and perhaps for another {small} years.
""".strip().splitlines()
MONTHS = list(calendar.month_name)[1:]


def write_corpus(folder: Path, documents: int, *, first: int = 0, sentences: int = 26) -> None:
    """Write documents ``first`` and following as files, of about 400 words each unless asked otherwise."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(first, first + documents):
        (folder / f"{number:06}.txt").write_text("\n".join(_article(number, sentences)), encoding="utf-8")


def _article(number: int, sentences: int) -> Iterator[str]:
    chance = random.Random(number)
    day = date(2017, 1, 2) + timedelta(days=chance.randrange(1400))
    outlet = chance.choice(OUTLETS.split("|"))
    yield from ("---", f"title: Report {number} of the week", f"date: {day}", f"source: {outlet}", "---", "")
    written = 0
    while written < sentences:
        paragraph = [
            _sentence(chance, outlet, day) for _ in range(min(chance.randint(2, 5), sentences - written))
        ]
        yield " ".join(paragraph) + "\n"
        written += len(paragraph)


def _sentence(chance: random.Random, outlet: str, day: date) -> str:
    one, other = _two(chance, STATES)
    speaker, second = _two(chance, PEOPLE)
    return chance.choice(FACTS if chance.random() < 0.6 else FILLER).format(
        A=one,
        B=other,
        N=speaker,
        M=second,
        P=chance.choice(PRODUCTS.split("|")),
        title=chance.choice(OFFICES.split("|")),
        outlet=outlet,
        day=chance.choice(DAYS),
        month=chance.choice(MONTHS),
        year=day.year,
        number=chance.randint(11, 9999),
        small=chance.randint(4, 19),
    )


def _two(chance: random.Random, names: list[str]) -> tuple[str, str]:
    """Draw two names; the first ones come up far more often than the last."""
    one = min(int(chance.paretovariate(0.7)) - 1, len(names) - 1)
    other = chance.randrange(len(names))
    return names[one], names[other if other != one else one - 1]


def _states() -> list[str]:
    return [row[3] for row in table("states") if row[1] == "State" and " " not in row[3]]


def _people() -> list[str]:
    names = [f"{first} {onset}{end}" for onset in ONSETS for end in ENDS.split() for first in FIRST.split()]
    random.Random(0).shuffle(names)
    return names[:600]


STATES, PEOPLE = _states(), _people()
