"""Token patterns for what needs no training: weapons, agencies, dates, times, amounts, numbers, known places.

Two sets. ``before`` runs ahead of the recogniser, which respects what it finds: designations and a few names
that it would split or mistype. ``after`` fills what the recogniser left open: figures, and places and peoples
that it missed. The patterns are made from the word lists and the small grammar in ``data/``.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from spacy.lang.en import English

from . import gazetteer

__all__ = ["Pattern", "after", "before", "save"]

Pattern = dict[str, str | list[dict[str, Any]]]
Token = dict[str, Any]

_DATA = Path(__file__).parent / "data"
_HYPHEN = "[-‐‑–]"
_BIG_CITY = 2_000_000


def before() -> tuple[Pattern, ...]:
    """Return the patterns that run ahead of the recogniser."""
    nlp = English()
    patterns = list(_designations())
    patterns += (_name("PRODUCT", nlp, name) for name in gazetteer.lines("weapons"))
    patterns += (
        _pattern("PRODUCT", *_tokens(nlp, name), _designation()) for name in gazetteer.lines("weapons")
    )
    for name, kinds in _table("weapon_kinds"):
        patterns.append(_pattern("PRODUCT", _literal(name), {"LOWER": {"IN": kinds.split()}}))
    patterns += (_name(label, nlp, name) for label, name in _table("exceptions"))
    patterns += (_name("ORG", nlp, name) for name in gazetteer.lines("organisations"))
    for ending in gazetteer.lines("facilities"):
        capital: Token = {"TEXT": {"REGEX": "^[A-ZÀ-Þ]"}, "IS_STOP": False}
        for count in (1, 2):
            patterns.append(_pattern("FAC", *[capital] * count, *_tokens(nlp, ending)))
    return tuple(patterns)


def after() -> tuple[Pattern, ...]:
    """Return the patterns that run behind the recogniser."""
    nlp = English()
    classes = {name: (attribute, values) for name, attribute, values in _table("classes")}
    patterns = [
        _pattern(label, *(_element(word, classes) for word in pattern.split()))
        for label, pattern in _table("values")
    ]
    patterns += _places(nlp)
    return tuple(patterns)


def save(patterns: Iterable[Pattern], path: Path) -> None:
    """Write patterns as JSON lines."""
    path.write_text(
        "".join(f"{json.dumps(pattern, ensure_ascii=False)}\n" for pattern in patterns), encoding="utf-8"
    )


def _designations() -> Iterator[Pattern]:
    """Yield letters, hyphen and figures in all the ways in which they are written and split."""
    whole = _designation()
    unit = _regex(r"^[A-Z]{1,2}\d?s?$")  # what the tokenizer splits off: "MiG-31" "K"
    yield _pattern("PRODUCT", whole)
    yield _pattern("PRODUCT", whole | {"SPACY": False}, unit)
    for suffix in gazetteer.lines("weapon_suffixes"):
        yield _pattern("PRODUCT", whole, *(_literal(word) for word in suffix.split()))
    series = "|".join(gazetteer.lines("weapon_series"))
    numbered = _regex(rf"^(?:{series}){_HYPHEN}?\d{{1,4}}[A-Z]{{0,3}}\d?s?$")
    yield _pattern("PRODUCT", numbered)
    yield _pattern("PRODUCT", numbered | {"SPACY": False}, unit)
    figures = _regex(r"^[A-Z]{0,3}\d{1,3}[A-Z]{0,2}\d?s?$")
    hyphen: Token = {"TEXT": {"REGEX": f"^{_HYPHEN}$"}, "SPACY": False}
    yield _pattern("PRODUCT", _regex(f"^(?:{series})$") | {"SPACY": False}, hyphen, figures)
    for letters, numbers in _table("weapon_codes"):
        yield _pattern("PRODUCT", _regex(rf"^{letters}(?:{numbers})[A-Z]{{0,2}}s?$"))
        yield _pattern("PRODUCT", _literal(letters), _regex(rf"^(?:{numbers})[A-Z]?s?$"))


def _designation() -> Token:
    excluded = "|".join(gazetteer.lines("not_weapons"))
    return _regex(
        rf"^(?!(?:{excluded})s?$)[A-Z][A-Za-z]{{0,3}}{_HYPHEN}\d{{1,4}}[A-Za-z]{{0,4}}\d?(?:-\d)?s?$"
    )


def _places(nlp: English) -> Iterator[Pattern]:
    doubtful = frozenset(gazetteer.lines("not_places"))
    states = gazetteer.countries() - doubtful
    towns = gazetteer.capitals() | gazetteer.cities(_BIG_CITY)
    kinds = (
        ("GPE", states),
        ("GPE", {town for town in towns if len(town) > 3} - doubtful),
        ("NORP", frozenset(gazetteer.lines("peoples"))),
        ("LOC", frozenset(gazetteer.lines("regions"))),
    )
    for label, names in kinds:
        plain = sorted(name for name in names if "," not in name and "(" not in name)
        single = [name for name in plain if len(_tokens(nlp, name)) == 1]
        yield _pattern(label, {"TEXT": {"IN": single}})
        for name in plain:
            if name not in single:
                yield _name(label, nlp, name)


def _element(word: str, classes: dict[str, tuple[str, str]]) -> Token:
    operator = word[-1] if len(word) > 1 and word[-1] in "?*" else ""
    word = word.removesuffix(operator) if operator else word
    token: Token
    if word.startswith("{"):
        name, _, part_of_speech = word.strip("{}").partition(":")
        attribute, values = classes[name]
        token = _class(attribute, values)
        if part_of_speech:
            token["POS"] = part_of_speech
    else:
        token = {"LOWER": word}
    return token | ({"OP": operator} if operator else {})


def _class(attribute: str, values: str) -> Token:
    if attribute == "REGEX":
        return _regex(values)
    return {"LIKE_NUM": True} if attribute == "LIKE_NUM" else {attribute: {"IN": values.split()}}


def _pattern(label: str, *tokens: Token) -> Pattern:
    return {"label": label, "pattern": list(tokens)}


def _name(label: str, nlp: English, name: str) -> Pattern:
    return _pattern(label, *_tokens(nlp, name))


def _tokens(nlp: English, name: str) -> list[Token]:
    return [_literal(token.text) for token in nlp.make_doc(name)]


def _literal(word: str) -> Token:
    return {"TEXT": word}


def _regex(expression: str) -> Token:
    return {"TEXT": {"REGEX": expression}}


def _table(name: str) -> tuple[tuple[str, ...], ...]:
    rows = (_DATA / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return tuple(tuple(row.split("\t")) for row in rows if row.strip() and not row.startswith("#"))[1:]
