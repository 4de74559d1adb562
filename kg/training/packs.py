"""Choose documents of the raw corpora for annotation and write them, split into sentences, as numbered packs.

The same corpora give the same packs. A document is taken by the digest of its id, in turn from each corpus, topic and
part of the world. Left out are reserved documents, those that are gold already, and the subjects of MEANTIME.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from ..nlp import tokenize
from .corpora import CORPORA, digest, documents, holds_reserved, is_test, reserved

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["choose", "write_packs"]

_ROUND = [
    "wf",
    "ce",
    "wf",
    "sp",
    "wf",
    "wn",
    "wf",
    "ce",
    "wf",
    "sp",
    "wf",
    "wf",
    "ce",
    "wf",
    "wh",
    "wf",
    "sp",
    "wn",
]  # corpora, a document each
_LONGEST = 25  # sentences of a document
_SIZE = 60  # sentences of a pack
_WORDS = range(60, 1200)
_MEANTIME = re.compile(
    r"\b(?:Airbus|Boeing|General Motors|GM|Chrysler|Ford|Apple|iPhone|iPad|stock market)\b"
)
_FIRST_PERSON = re.compile(r"\b(?:I|I'm|I’m|you|MR|Q)\b")
_TOPICS = {
    "diplomacy": "talks|summit|ambassador|foreign minister|treaty|bilateral|envoy|negotiat\\w+|agreement",
    "war": "troops|rebels?|airstrikes?|militants?|soldiers|ceasefire|insurgents?|missiles?|army",
    "politics": "parliament|prime minister|president|government|opposition|coalition|resign\\w*",
    "elections": "election|elections|voters|candidates?|polls|ballot|votes",
    "trade": "trade|exports?|imports?|sanctions|tariffs?|oil|gas|contract|deal",
    "courts": "court|trial|judge|sentenced|convicted|lawsuit|prosecutors?|arrested|charged",
    "protest": "protest\\w*|demonstrat\\w+|strike|riots?|activists?",
    "disaster": "earthquake|flood\\w*|crash\\w*|hurricane|fire|explosion|killed|injured",
    "economy": "bank|banks|shares|company|economy|profits?|unemployment|budget",
    "sport": "match|championship|team|goals?|league|olympic|tournament|season",
    "science": "scientists?|researchers?|study|species|space|nasa|virus|vaccine",
}
_TURNS = ("diplomacy", "war", "politics", "trade", "courts", "diplomacy", "war", "protest", "elections", "disaster",
          "economy", "trade", "politics", "courts", "science", "war", "other", "sport")  # fmt: skip
_WORLD = {
    "africa": "Africa\\w*|Sudan\\w*|Kenya\\w*|Nigeria\\w*|Somali\\w*|Congo\\w*|Egypt\\w*|Libya\\w*|Zimbabwe\\w*|Ethiopia\\w*|Mali|Rwanda\\w*",
    "near east": "Iraq\\w*|Iran\\w*|Israel\\w*|Palestin\\w+|Syria\\w*|Turk\\w+|Saudi|Yemen\\w*|Leban\\w+|Jordan\\w*|Gaza",
    "south asia": "India\\w*|Pakistan\\w*|Afghan\\w*|Bangladesh\\w*|Sri Lanka\\w*|Nepal\\w*",
    "east asia": "Chin(?:a|ese)|Japan\\w*|Korea\\w*|Thai\\w*|Indonesia\\w*|Philippine?\\w*|Myanmar|Burma|Taiwan\\w*|Vietnam\\w*|Malaysia\\w*",
    "latin america": "Mexic\\w+|Brazil\\w*|Argentin\\w+|Chile\\w*|Venezuela\\w*|Colombia\\w*|Cuba\\w*|Haiti\\w*|Bolivia\\w*|Peru\\w*|Honduras",
    "pacific": "Australia\\w*|New Zealand|Fiji\\w*|Papua|Tonga|Samoa",
    "europe": "Russia\\w*|Ukrain\\w+|German\\w*|France|French|Brit\\w+|Ital\\w+|Spa(?:in|nish)|Poland|Serbia\\w*|Greece|Europe\\w*|Georgia\\w*",
    "north america": "U\\.S\\.|US|United States|American|Canad\\w+|Washington",
}  # fmt: skip
_TOPIC_WORDS = {topic: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for topic, words in _TOPICS.items()}
_WORLD_WORDS = {part: re.compile(rf"\b(?:{words})\b") for part, words in _WORLD.items()}


def choose(shared: Path, taken: Collection[str]) -> Iterator[str]:
    """Yield ids of documents in the order in which they are to be annotated.

    ``taken`` has the first twelve digits of the SHA-256 of each text to leave out, and of what begins like one.
    """
    seen = {
        _beginning(text) for corpus in CORPORA for text in documents(shared, corpus)
        if digest(text.strip())[:12] in taken
    }  # fmt: skip
    rounds = {corpus: _of_corpus(shared, corpus, seen) for corpus in CORPORA}
    while rounds:
        for corpus in _ROUND:
            document = next(rounds[corpus], None) if corpus in rounds else None
            if document is not None:
                yield document
            else:
                rounds.pop(corpus, None)


def _of_corpus(shared: Path, corpus: str, seen: set[str]) -> Iterator[str]:
    texts = documents(shared, corpus)
    ids = sorted((f"{corpus}{number}" for number in range(len(texts))), key=digest)
    groups: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for id in ids:
        text = texts[int(id[2:])]
        if len(text.split()) in _WORDS and not _MEANTIME.search(text):
            start = _beginning(text)
            if start not in seen and not _is_talk(corpus, text):
                seen.add(start)
                groups[_topic(text)][_part(text)].append(id)
    queues = {topic: _in_turn(parts.values()) for topic, parts in groups.items()}
    empty: set[str] = set()
    while len(empty) < len(queues):
        for topic in _TURNS:
            for id in queues.get(topic, iter(())):
                if not holds_reserved(texts[int(id[2:])], reserved(shared)):
                    yield id
                    break
            else:
                empty.add(topic)


def _beginning(text: str) -> str:
    return "".join(text.split())[:60].casefold()


def _is_talk(corpus: str, text: str) -> bool:
    """Tell whether it is a speech or an interview rather than a report or a statement."""
    return len(_FIRST_PERSON.findall(text)) > len(text.split()) / 100 and corpus in ("sp", "wh")


def _topic(text: str) -> str:
    counts = {topic: len(words.findall(text)) for topic, words in _TOPIC_WORDS.items()}
    best = max(counts, key=counts.__getitem__)
    return best if counts[best] >= 3 else "other"


def _part(text: str) -> str:
    counts = {part: len(words.findall(text)) for part, words in _WORLD_WORDS.items()}
    best = max(counts, key=counts.__getitem__)
    return best if counts[best] else "elsewhere"


def _in_turn(lists: Iterable[list[str]]) -> Iterator[str]:
    return (id for ids in zip_longest(*lists) for id in ids if id is not None)


def write_packs(chosen: Iterable[str], folder: Path, number: int, nlp: Language, shared: Path) -> int:
    """Write packs of whole documents, long ones cut, and return how many sentences they hold."""
    folder.mkdir(parents=True, exist_ok=True)
    total = 0
    documents_left = iter(chosen)
    for pack in range(1, number + 1):
        lines: list[str] = []
        sentences = 0
        while sentences < _SIZE - _LONGEST // 2:
            id = next(documents_left, None)
            if id is None:
                break
            texts = _sentences(documents(shared, id[:2])[int(id[2:])], nlp)[:_LONGEST]
            lines.append(f"## {id} {'test' if is_test(id) else 'train'}")
            lines.extend(f"#{id}.{n} {text}" for n, text in enumerate(texts))
            sentences += len(texts)
        (folder / f"pack_{pack:03}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
        total += sentences
    return total


def _sentences(text: str, nlp: Language) -> list[str]:
    doc = nlp(tokenize(text, nlp))
    return [line.strip() for sentence in doc.sents for line in sentence.text.splitlines() if line.strip()]
