import random
from dataclasses import replace
from datetime import date

from kg.ids import mint
from kg.ingestion import find_copies
from kg.types import Document

WORDS = [f"{a}{b}" for a in "bdfgklmnprst" for b in ("a", "e", "i", "o", "u", "an", "en", "in", "on", "un")]


def prose(seed: int, length: int = 300) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=length))


def document(text: str, source: str, day: int | None = None) -> Document:
    identifier = mint("document", text)
    published = date(2020, 3, day) if day else None
    return Document(id=identifier, text=text, raw=text, source=source, published=published, origin=identifier)


def origins(*documents: Document) -> dict[str, str]:
    """Return the source that each source is a copy of."""
    found = find_copies(documents)
    names = {each.id: each.source for each in found}
    return {each.source: names[each.origin] for each in found}


def test_different_texts_are_their_own_origin() -> None:
    assert origins(document(prose(1), "a"), document(prose(2), "b")) == {"a": "a", "b": "b"}


def test_a_copy_with_a_changed_lead_names_the_earliest() -> None:
    text = prose(1)
    copy = "A paper of record reports: " + text.replace("ba", "bo", 2)
    assert origins(document(copy, "a", 11), document(text, "b", 10)) == {"a": "b", "b": "b"}


def test_an_undated_copy_is_later_than_a_dated_one() -> None:
    assert origins(document(prose(1) + " x", "a"), document(prose(1), "b", 10))["a"] == "b"


def test_a_wire_story_cut_short_is_a_copy() -> None:
    text = prose(1, 400)
    assert origins(document(text, "a", 10), document(" ".join(text.split()[:200]), "b", 11))["b"] == "a"


def test_half_a_story_with_news_of_its_own_is_not() -> None:
    text = prose(1).split()
    assert origins(document(" ".join(text), "a"), document(" ".join(text[:150]) + prose(2, 150), "b")) == {
        "a": "a",
        "b": "b",
    }


def test_the_same_document_twice_is_one() -> None:
    same = document(prose(1), "b")
    assert [each.source for each in find_copies([same, replace(same, source="a")])] == ["a"]


def test_short_texts_are_copies_only_of_their_like() -> None:
    assert origins(document("Turkey refused.", "a"), document("Turkey refused the offer.", "b")) == {
        "a": "a",
        "b": "b",
    }
    assert origins(document("Turkey refused!", "a", 1), document("Turkey refused.", "b", 2))["b"] == "a"


def test_a_text_without_words_is_nobodys_copy() -> None:
    assert origins(document("...", "a"), document("!!!", "b")) == {"a": "a", "b": "b"}


def test_the_order_given_does_not_matter() -> None:
    documents = [
        document(prose(seed) + " tail" * copy, f"{seed}-{copy}", 20 - copy)
        for seed in range(8)
        for copy in range(3)
    ]
    shuffled = random.Random(3).sample(documents, len(documents))
    assert find_copies(documents) == find_copies(shuffled)
    assert len({each.origin for each in find_copies(documents)}) == 8
