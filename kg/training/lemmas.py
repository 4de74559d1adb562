"""Learn from the treebanks which lemmas the rules of ``spacy-lookups-data`` get differently.

Closed classes are listed whole, open ones only where the treebank disagrees with the rule often enough not to
be a slip of the annotator.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable

from spacy.language import Language
from spacy.pipeline.lemmatizer import Lemmatizer
from spacy.tokens import Doc

from ..errors import ModelError
from .convert import to_doc
from .treebank import Sentence

__all__ = ["Exceptions", "add_lemmatizer", "learn_exceptions"]

Exceptions = dict[str, dict[str, list[str]]]

_CLOSED = frozenset({"det", "pron", "part", "aux"})
_OPEN = frozenset({"verb", "noun", "adj", "adv"})
_LEAST = 2
_SHARE = 0.6


def add_lemmatizer(nlp: Language, exceptions: Exceptions) -> Lemmatizer:
    """Add the rule lemmatizer with the exceptions on top of its own."""
    lemmatizer = nlp.add_pipe("lemmatizer", config={"mode": "rule", "overwrite": True})
    if not isinstance(lemmatizer, Lemmatizer):
        raise ModelError("the pipeline has another lemmatizer than spaCy's")
    try:
        lemmatizer.initialize()
    except ValueError as error:
        raise ModelError("lemma tables are missing: pip install spacy-lookups-data") from error
    table = lemmatizer.lookups.get_table("lemma_exc")
    for part, forms in exceptions.items():
        table[part] = {**table.get(part, {}), **forms}
    return lemmatizer


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
