#!/bin/sh
# pyoxigraph 0.5.13: a date plus a duration is unbound or right, depending on how the variable is called.
# Expected: (?v + "P7D"^^xsd:dayTimeDuration) is seven days later, whatever ?v is called (date + duration is an
#   extension of Oxigraph; both orders may be supported or neither, but the name of a variable means nothing).
# Seen: the operands of + are put into an order of their own; with some names the duration comes first, and
#   duration + date has no value, so the column is unbound without an error.
# For us: `kg query` warns of a column that is unbound in every row, and the guide says to subtract a negative duration.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check pyoxigraph==0.5.13
cat > "$dir/run.py" <<'PY'
import sys
import pyoxigraph

XSD = "http://www.w3.org/2001/XMLSchema#"
store = pyoxigraph.Store()
store.update(f'INSERT DATA {{ <urn:a> <urn:p> "2020-01-01"^^<{XSD}date> }}')


def later(name, sum_):
    query = f"SELECT ({sum_} AS ?later) {{ <urn:a> <urn:p> ?{name} }}"
    value = next(iter(store.query(query)))[0]
    return value.value if value is not None else None


week, back = f'"P7D"^^<{XSD}dayTimeDuration>', f'"-P7D"^^<{XSD}dayTimeDuration>'
plus = {name: later(name, f"?{name} + {week}") for name in ("day", "d", "z", "when")}
minus = {name: later(name, f"?{name} - {back}") for name in ("day", "d", "z", "when")}
print("plus:", plus, "minus a negative:", minus)
seen = set(plus.values()) == {None, "2020-01-08"} and set(minus.values()) == {"2020-01-08"}
sys.exit(0 if seen else 1)
PY
"$dir/venv/bin/python" "$dir/run.py"
