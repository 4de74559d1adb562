#!/bin/sh
# spaCy 3.8.7: of two token patterns of the entity ruler that match the same words, the order of adding does not decide.
# Expected: the pattern that was added first (or, failing that, last) gives the label.
# Seen: matches go through a set and are sorted by length and start alone; among equals the hash of the label decides.
# For us: kg's own patterns (kg/parsing/patterns.py) give a tie to the pattern that stands first.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check spacy==3.8.7 click==8.1.8
cat > "$dir/run.py" <<'PY'
import sys
import spacy

winners = {}
for order in (("ALPHA", "BETA"), ("BETA", "ALPHA"), ("ONE", "TWO"), ("TWO", "ONE"), ("X", "Y"), ("Y", "X")):
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": label, "pattern": [{"LOWER": "seventy"}]} for label in order])
    winners[order] = nlp("seventy")[:].ents[0].label_
first = sum(order[0] == winner for order, winner in winners.items())
print("winners by order of adding:", winners, "first added wins", first, "of", len(winners))
sys.exit(0 if first == len(winners) // 2 else 1)  # each pair has one winner, whichever stands first
PY
"$dir/venv/bin/python" "$dir/run.py"
