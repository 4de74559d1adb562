"""Files in TOML that people write; and options from ``kg.toml`` of the working folder: one table a command."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from .errors import KGError

__all__ = ["read_settings", "read_toml"]

_FILE = "kg.toml"


def read_settings(commands: Mapping[str, Sequence[str]]) -> dict[str, dict[str, object]]:
    """Return the tables of the file, none if there is no file; ``commands`` are those known, with their options."""
    path = Path(_FILE)
    found = read_toml(path) if path.exists() else {}
    settings: dict[str, dict[str, object]] = {}
    for name, table in found.items():
        _check_known(f"[{name}]", name, commands)
        if not isinstance(table, dict):
            raise KGError(f"{_FILE}: write options below the name of a command, as in: [build] {name} = ...")
        for option in table:
            _check_known(f"{option} in [{name}]", option, commands[name])
        settings[name] = table
    return settings


def read_toml(path: Path) -> dict[str, object]:
    """Return what a file that people write holds, or raise KGError with the remedy."""
    import tomllib

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise KGError(f"{path}: cannot be read ({error}); check the file") from error
    except tomllib.TOMLDecodeError as error:
        raise KGError(f"{path}: no TOML ({error}); correct it there") from error


def _check_known(what: str, name: str, known: Iterable[str]) -> None:
    names = list(known)
    if name not in names:
        raise KGError(f"{_FILE}: there is no {what}; there are {', '.join(names)}")
