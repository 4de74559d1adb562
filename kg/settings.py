"""Options from ``kg.toml`` of the working folder: one table a command, keys named like its options."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from .errors import KGError

__all__ = ["read_settings"]

_FILE = "kg.toml"


def read_settings(commands: Mapping[str, Sequence[str]]) -> dict[str, dict[str, object]]:
    """Return the tables of the file, none if there is no file; ``commands`` are those known, with their options."""
    try:
        text = Path(_FILE).read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise KGError(f"{_FILE} cannot be read: {error}") from error
    import tomllib

    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise KGError(f"{_FILE} is no TOML: {error}") from error
    for name, table in found.items():
        _check_known(f"[{name}]", name, commands)
        if not isinstance(table, dict):
            raise KGError(f"{_FILE}: write options below the name of a command, as in: [build] {name} = ...")
        for option in table:
            _check_known(f"{option} in [{name}]", option, commands[name])
    return found


def _check_known(what: str, name: str, known: Iterable[str]) -> None:
    names = list(known)
    if name not in names:
        raise KGError(f"{_FILE}: there is no {what}; there are {', '.join(names)}")
