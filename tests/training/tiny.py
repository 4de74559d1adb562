"""A treebank and a list of names small enough to read, written for these tests."""

from kg.training.names import Row
from kg.training.treebank import Sentence


def sentence(text: str, *, number: int = 1, document: bool = False, paragraph: bool = False) -> Sentence:
    """Return "subject verb object ." as a sentence."""
    words = tuple(text.split())
    return Sentence(
        id=f"weblog-{number}",
        words=words,
        spaces=(*[True] * (len(words) - 2), False, True),
        lemmas=tuple(word.lower() for word in words),
        upos=("PROPN", "VERB", "NOUN", "PUNCT"),
        xpos=("NNP", "VBD", "NNS", "."),
        feats=("Number=Sing", "Tense=Past", "Number=Plur", ""),
        heads=(1, 1, 1, 1),
        relations=("nsubj", "ROOT", "obj", "punct"),
        starts_document=document,
        starts_paragraph=paragraph or document,
    )


SUBJECTS = ("Ankara", "Moscow", "Washington", "Brussels")
VERBS = ("bought", "sold", "refused", "returned")

SENTENCES = tuple(
    sentence(f"{subject} {verb} missiles .", number=4 * row + column, document=column == 0)
    for row, subject in enumerate(SUBJECTS)
    for column, verb in enumerate(VERBS)
)


def row(text: str, *tags: str) -> Row:
    """Return a tagged row; a blank follows every token but the last two."""
    tokens = tuple(text.split())
    spaces = (*[True] * (len(tokens) - 2), False, True)
    return Row(source="tiny", tokens=tokens, spaces=spaces, tags=tags)


ROWS = (
    row("Aylin Demir visited Oslo .", "B-PERSON", "I-PERSON", "O", "B-GPE", "O"),
    row("Bruno Weiss left the Northern Bank .", "B-PERSON", "I-PERSON", "O", "O", "B-ORG", "I-ORG", "O"),
    row("Kestrel met Weiss .", "-", "O", "B-PERSON", "O"),
)
