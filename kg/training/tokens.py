"""Cut words as the treebanks do where spaCy's English rules differ: rows of signs, *and/or*, ranges of figures."""

import csv
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

__all__ = ["set_tokenizer"]

_TABLE = Path(__file__).parent / "data" / "tokens.tsv"


def set_tokenizer(nlp: Language) -> None:
    """Add the rules of ``data/tokens.tsv`` to those of the language.

    >>> import spacy
    >>> nlp = spacy.blank("en")
    >>> set_tokenizer(nlp)
    >>> [token.text for token in nlp("Really?!! He and/or she, in 1990–95")]
    ['Really', '?!!', 'He', 'and', '/', 'or', 'she', ',', 'in', '1990', '–', '95']
    """
    held: dict[str, list[str]] = {"words": [], "run": [], "between": []}
    with _TABLE.open(encoding="utf-8", newline="") as lines:
        next(lines)
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            held[row["kind"]].append(row["written"])
    rules = nlp.Defaults
    tokenizer: Any = nlp.tokenizer  # spaCy's own, though a language could have another
    tokenizer.prefix_search = compile_prefix_regex([*held["run"], *(rules.prefixes or ())]).search
    tokenizer.suffix_search = compile_suffix_regex([*held["run"], *(rules.suffixes or ())]).search
    tokenizer.infix_finditer = compile_infix_regex([*held["between"], *(rules.infixes or ())]).finditer
    for words in held["words"]:
        tokens = words.split()
        tokenizer.add_special_case("".join(tokens), [{"ORTH": token} for token in tokens])
