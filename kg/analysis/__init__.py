"""The graph as networkx sees it: who is central, who belongs together, who stands between.

What is measured is what is *said*: every claim counts, for or against, because a denied statement
also ties two names together. ``plain_only`` keeps what is believed.
"""

from .measures import Path, Ranked, brokers, communities, find_paths, most_central
from .network import to_networkx, to_weighted

__all__ = [
    "Path", "Ranked", "brokers", "communities", "find_paths", "most_central", "to_networkx", "to_weighted",
]  # fmt: skip
