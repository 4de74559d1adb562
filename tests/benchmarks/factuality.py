"""Whether events happened, as a number: kg against two corpora in which people rated it (Pearson r).

Run by hand: ``python tests/benchmarks/factuality.py [--train] [--misses N]``. UDS-IH2 (web text, White et al. 2016) and
MEANTIME (Wikinews, Minard et al. 2016) rate words from -3 (did not happen) to 3 (happened). Rules are tuned on the
train files alone, the dev files only scored. What kg reads is a polarity, a modality and a certainty: ``SCALE`` says
where a modality stands between 0 and 3, a certainty takes its share of that, and a negative polarity turns the sign. What
kg does not read as a predicate counts as a certain fact in the measure *all*.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from spacy.tokens import Doc

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from kg.extraction import extract
from kg.nlp import load_model
from kg.training.ratings import read_ratings
from kg.types import IRI, Certainty, Document, Factuality, Modality, Polarity, Run

DATA = ROOT.parent / "shared" / "data" / "factuality"
CORPORA = ("uds_ih2", "meantime")
SCALE = {Modality.ASSERTED: 3.0, Modality.DENIED: 3.0, Modality.COUNTERFACTUAL: -1.0} | dict.fromkeys(
    (Modality.PLANNED, Modality.OFFERED, Modality.THREATENED), 1.0
)  # any other modality leaves it open
SHARE = {Certainty.CERTAIN: 1.0, Certainty.PROBABLE: 2 / 3, Certainty.POSSIBLE: 1 / 3, Certainty.UNKNOWN: 0.0}
FACT = SCALE[Modality.ASSERTED]


class Rated(NamedTuple):
    """A word with the rating of people and what kg reads of it, None where it reads no predicate."""

    sentence: str
    word: str
    rating: float
    read: Factuality | None


def as_number(read: Factuality | None) -> float:
    """Return a factuality on the scale of the ratings."""
    if read is None:
        return FACT
    value = SCALE.get(read.modality, 0.0)
    if read.modality in (Modality.ASSERTED, Modality.DENIED):
        value *= SHARE[read.certainty]
    return -abs(value) if read.polarity is Polarity.NEGATIVE else value


def rate(path: Path) -> Iterator[Rated]:
    """Read the sentences of a corpus file, in its own tokens, and yield its rated words."""
    sentences = list(read_ratings(path))
    nlp = load_model()
    docs = nlp.pipe(Doc(nlp.vocab, words=list(sentence.tokens)) for sentence in sentences)
    for sentence, doc in zip(sentences, docs, strict=True):
        run = Run(0, len(doc.text), 0, len(doc.text))
        document = Document(
            id=IRI("urn:kg:document:rated"), text=doc.text, raw=doc.text, runs=(run,), source="rated"
        )
        read = {p.predicate.extent.start: p.factuality for p in reversed(extract(document, doc).propositions)}
        for place, rating in sentence.ratings.items():
            yield Rated(" ".join(sentence.tokens), doc[place].text, rating, read.get(doc[place].idx))


def main() -> None:
    """Print the correlation for each corpus."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--train", action="store_true", help="the train files, which rules may be tuned on")
    parser.add_argument("--misses", type=int, default=0, help="print the words that are furthest off")
    args = parser.parse_args()
    print("corpus         words  read    r read    r all   error read, all")
    for corpus in CORPORA:
        path = DATA / f"{corpus}-{'train' if args.train else 'dev'}.jsonl.gz"
        if not path.is_file():
            print(f"{path}: not beside this checkout")
            continue
        rated = list(rate(path))
        measures = []
        for those in ([each for each in rated if each.read is not None], rated):
            found, wanted = [as_number(each.read) for each in those], [each.rating for each in those]
            error = statistics.fmean(abs(a - b) for a, b in zip(found, wanted, strict=True))
            measures.append((len(those), statistics.correlation(found, wanted), error))
        (read, r_read, error_read), (every, r_all, error_all) = measures
        print(
            f"{path.name[:-9]:14} {every:5} {read:5} {r_read:9.3f} {r_all:8.3f}   {error_read:.2f}, {error_all:.2f}"
        )
        for each in sorted(rated, key=lambda each: -abs(as_number(each.read) - each.rating))[: args.misses]:
            print(f"  {each.rating:5.2f} {as_number(each.read):5.2f} {each.word!r} in {each.sentence!r}")


if __name__ == "__main__":
    main()
