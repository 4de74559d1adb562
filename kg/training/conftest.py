"""Leave what needs torch out of the doctests where it is not installed; nothing else needs it."""

from importlib.util import find_spec

_TORCH = ("network.py", "claim_batches.py", "learn.py", "links.py", "run.py", "export.py", "material.py")
collect_ignore = [] if find_spec("torch") and find_spec("transformers") else list(_TORCH)
