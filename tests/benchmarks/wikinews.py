"""Claims on articles that nobody wrote rules for: 21 Wikinews reports and a scraped one, annotated for kg by other hands.

Run by hand: ``python tests/benchmarks/wikinews.py``. The texts are in ``../shared`` and not in the repository; the gold tells
where each stands. Sets ``a`` to ``g`` were read after they had been scored; ``h`` and ``i`` were scored last, and
some of what they showed was mended after that, so that none of them is unseen any more.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from kg.evaluation import open_parts, read_segments, score_articles
from kg.evaluation.gold import Segment

GOLD = ROOT / "tests" / "gold" / "wikinews_claims.jsonl"
PLACES = ROOT / "tests" / "gold" / "wikinews_articles.tsv"
SHARED = ROOT.parent / "shared"
WIKINEWS = SHARED / "data" / "raw" / "wikinews_full.txt.gz"
SCRAPED = "000_d25e28b04bceb3b3"


def write_articles(folder: Path) -> None:
    """Write the annotated articles into a folder, each under the name that the gold has for it."""
    with gzip.open(WIKINEWS, "rt", encoding="utf-8") as lines:
        texts = [text.strip() for text in lines.read().split("\n\n") if text.strip()]
    with PLACES.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t")
        for row in rows:
            text = texts[int(row["place"])]
            begins = hashlib.sha256(text.encode()).hexdigest()
            if not begins.startswith(row["sha256"]):
                raise SystemExit(f"{WIKINEWS}: text {row['place']} is not the one that was annotated")
            (folder / f"{row['doc']}.txt").write_text(text + "\n", encoding="utf-8")
    scraped = SHARED / "corpus" / f"{SCRAPED}.txt"
    (folder / scraped.name).write_bytes(scraped.read_bytes())


def main() -> None:
    """Print the measures of each set."""
    segments = read_segments(GOLD)
    parts = open_parts()
    sets: dict[str, list[Segment]] = defaultdict(list)
    for segment in segments:
        sets["scraped" if segment.document == SCRAPED else segment.document[0]].append(segment)
    with tempfile.TemporaryDirectory() as folder:
        write_articles(Path(folder))
        claims = parts.read_articles(sorted(Path(folder).iterdir()))
    print("set         P     R     F1   right of system, gold   plainly asserted")
    for name, those in (*sorted(sets.items()), ("all", list(segments))):
        wanted = tuple({segment.document for segment in those})
        found = {file: of for file, of in claims.items() if file.startswith(wanted)}
        scores = score_articles(those, found, parts.ontology)
        s, plain = scores.exact, scores.plain.precision
        print(
            f"{name:8} {s.precision:.3f} {s.recall:.3f}  {s.f1:.3f}   {s.right:3.0f} of {s.system:3}, {s.gold:3}   {plain:.3f}"
        )


if __name__ == "__main__":
    main()
