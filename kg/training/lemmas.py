"""Learn from the treebanks which lemmas the rules of ``spacy-lookups-data`` get differently.

Closed classes are listed whole, open ones only where the treebank disagrees with the rule often enough not to
be a slip of the annotator.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from spacy.language import Language
from spacy.lookups import Lookups
from spacy.pipeline.lemmatizer import Lemmatizer
from spacy.tokens import Doc

from ..errors import ModelError
from .convert import to_doc
from .treebank import Sentence

__all__ = ["Exceptions", "add_lemmatizer", "add_words", "learn_exceptions", "prefer_silent_e"]

Exceptions = dict[str, dict[str, list[str]]]

_CLOSED = frozenset({"det", "pron", "part", "aux"})
_OPEN = frozenset({"verb", "noun", "adj", "adv"})
_LEAST = 2
_SHARE = 0.6


def add_lemmatizer(nlp: Language, exceptions: Exceptions, factory: str = "lemmatizer") -> Lemmatizer:
    """Add the rule lemmatizer with the exceptions on top of its own."""
    lemmatizer = nlp.add_pipe(factory, name="lemmatizer", config={"mode": "rule", "overwrite": True})
    if not isinstance(lemmatizer, Lemmatizer):
        raise ModelError("the pipeline has another lemmatizer than spaCy's")
    try:
        lemmatizer.initialize()
    except ValueError as error:
        raise ModelError("lemma tables are missing: pip install spacy-lookups-data") from error
    prefer_silent_e(lemmatizer.lookups)
    table = lemmatizer.lookups.get_table("lemma_exc")
    for layer in (exceptions, _own()):
        for part, forms in layer.items():
            table[part] = {**table.get(part, {}), **forms}
    add_words(lemmatizer.lookups)
    return lemmatizer


def add_words(lookups: Lookups) -> None:
    """Let the rules arrive at the lemmas of ``data/lemmas.tsv``, and for their forms at no other word.

    An exception does not overrule what a rule finds in the index, so *us* leaves it for the sake of *uses*.
    """
    index, rules = lookups.get_table("lemma_index"), lookups.get_table("lemma_rules")
    for part, forms in _own().items():
        wanted = {lemma for lemmas in forms.values() for lemma in lemmas}
        found = {
            form.removesuffix(old) + new for old, new in rules[part] for form in forms if form.endswith(old)
        }
        index[part] = sorted((set(index[part]) - found) | wanted)


def prefer_silent_e(lookups: Lookups) -> None:
    """Let *staged* and *stages* be of *stage* and not of *stag*.

    Of several verbs that the rules find spaCy takes the one of the rule that stands last, and exceptions do not
    overrule what a rule found. After *-ng* the shorter verb is right (*singing*), so the longer one leaves the index.
    """
    rules, index = lookups.get_table("lemma_rules"), lookups.get_table("lemma_index")
    rules["verb"] = sorted(rules["verb"], key=lambda rule: rule[0] == "s" or rule[1] == "e")
    verbs = set(index["verb"])
    index["verb"] = sorted(v for v in verbs if not (v.endswith("nge") and v[:-1] in verbs))


def _own() -> Exceptions:
    """Return the lemmas of ``data/lemmas.tsv``, which have the last word."""
    found: Exceptions = {}
    rows = (Path(__file__).parent / "data" / "lemmas.tsv").read_text(encoding="utf-8").splitlines()
    for part, form, lemma in (row.split("\t") for row in rows[2:]):
        found.setdefault(part, {})[form] = [lemma]
    return found


def learn_exceptions(sentences: Iterable[Sentence], nlp: Language) -> Exceptions:
    """Return for each part of speech the forms whose lemma the rules miss; a bare lemmatizer is added to ``nlp``."""
    lemmatizer = add_lemmatizer(nlp, {})
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    ruled: dict[tuple[str, str], str] = {}
    for sentence in sentences:
        doc = to_doc(nlp.vocab, (sentence,))
        for index, part in enumerate(sentence.upos):
            key = (part.lower(), sentence.words[index].lower())
            if key[0] in _CLOSED | _OPEN:
                counts[key][sentence.lemmas[index]] += 1
                if key not in ruled:
                    ruled[key] = _by_rule(lemmatizer, doc, index)
    exceptions: Exceptions = {part: {} for part in sorted(_CLOSED | _OPEN)}
    for (part, form), found in sorted(counts.items()):
        lemma = _agreed(part, form, found, ruled[part, form])
        if lemma is not None:
            exceptions[part][form] = [lemma]
            exceptions[part][form.replace("'", "’")] = [lemma]
    return exceptions


def _by_rule(lemmatizer: Lemmatizer, doc: Doc, index: int) -> str:
    token = doc[index]
    token.lemma_ = ""
    return lemmatizer.rule_lemmatize(token)[0]


def _agreed(part: str, form: str, found: Counter[str], ruled: str) -> str | None:
    lemma, times = min(found.items(), key=lambda item: (-item[1], item[0]))
    if times < _LEAST or times / found.total() < _SHARE:
        return None
    if part in _CLOSED:
        return lemma
    return lemma if lemma != ruled and lemma.islower() and "'" not in form else None
