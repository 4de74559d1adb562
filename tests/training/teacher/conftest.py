"""The teacher's tests need torch, which nothing else of kg does: without it they are passed over."""

from importlib.util import find_spec

collect_ignore_glob = [] if find_spec("torch") else ["test_*.py"]
