"""Word vectors from raw text: word2vec's for the teacher, floret's small ones for the student.

Needs ``gensim`` and ``floret``. Both see the tokens of spaCy's tokenizer with straight quotes.
"""

import gzip
from pathlib import Path

import numpy
import spacy

__all__ = ["train_floret", "train_words", "write_tokens"]

SOURCES = (
    "wikinews_full",
    "wikinews_2019_2020",
    "wp_current_events",
    "state_press",
    "whitehouse_press",
    "us_presidents_1945on",
    "cia_factbook",
    "wikipedia_politics",
    "state_hr_reports",
)
_STRAIGHT = str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'", "\u00a0": " ", "—": "--", "–": "--"})


def write_tokens(raw: Path, out: Path) -> int:
    """Write the paragraphs of ``SOURCE.txt.gz``, tokens parted by blanks; return how many tokens."""
    tokenizer = spacy.blank("en").tokenizer
    count = 0
    with out.open("w", encoding="utf-8") as written:
        for source in SOURCES:
            with gzip.open(raw / f"{source}.txt.gz", "rt", encoding="utf-8") as lines:
                for line in lines:
                    tokens = [token.text for token in tokenizer(" ".join(line.translate(_STRAIGHT).split()))]
                    if tokens:
                        written.write(" ".join(tokens) + "\n")
                        count += len(tokens)
    return count


def train_words(tokens: Path, out: Path) -> None:
    """Train skip-gram vectors of 100 columns, window 3, and write them as ``.npz``."""
    from gensim.models.word2vec import LineSentence, Word2Vec

    model = Word2Vec(
        LineSentence(str(tokens)),
        vector_size=100,
        window=3,
        min_count=8,
        sg=1,
        negative=5,
        sample=1e-4,
        workers=1,
        epochs=2,
        seed=1,
    )
    vectors = model.wv.vectors.astype(numpy.float16)
    numpy.savez(out, words=numpy.array(model.wv.index_to_key), vectors=vectors)


def train_floret(tokens: Path, out: Path) -> None:
    """Train floret's table of 20,000 rows and 48 columns by continuous bag of words."""
    import floret

    model = floret.train_unsupervised(
        str(tokens),
        model="cbow",
        mode="floret",
        hashCount=2,
        bucket=20_000,
        minn=3,
        maxn=5,
        minCount=8,
        dim=48,
        ws=4,
        neg=5,
        epoch=2,
        thread=1,
        lr=0.05,
    )
    model.save_floret_vectors(str(out))
