"""What the commands share: the program, how a function becomes one of its commands, and exit codes."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Annotated, ParamSpec

import typer

from .errors import EmptyCorpusError, KGError

__all__ = [
    "NOTHING", "SOME_FAILED", "STOPPED", "USAGE", "Json", "Out", "app", "command", "leave", "read_day", "terminal_width",
]  # fmt: skip

P = ParamSpec("P")

app = typer.Typer(
    name="kg",
    help="Who claims what about whom, who denies it, and the sentence: knowledge graphs from news, offline.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

_NO_TERMINAL = 140  # characters of a line in a file or a pipe
SOME_FAILED, USAGE, NOTHING, STOPPED = 1, 2, 3, 130

Out = Annotated[Path, typer.Argument(help="The folder that kg build wrote.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def command(function: Callable[P, None]) -> Callable[P, None]:
    """Make a function a command: what a user can act on becomes one line on stderr and an exit code."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            function(*args, **kwargs)
            sys.stdout.flush()
        except EmptyCorpusError as error:
            raise leave(NOTHING, *error.reasons, str(error)) from error
        except KGError as error:
            raise leave(USAGE, str(error)) from error
        except BrokenPipeError as error:  # the reader has had enough: kg ... | head
            _drop_output()
            raise leave(0) from error
        except OSError as error:  # what a room does with files it tells itself; this is what is printed
            _drop_output()
            reason = error.strerror or error
            raise leave(
                USAGE, f"{error.filename or 'the output'}: cannot be written ({reason}); give it room"
            ) from error
        except KeyboardInterrupt as error:
            raise leave(STOPPED, "stopped; what was parsed is kept, run the same command to go on") from error

    return app.command()(run)


def _drop_output() -> None:
    """Lead standard output to nowhere, so that nothing fails once more when the process ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def terminal_width() -> int:
    """Return how many characters a line of the terminal takes; ``COLUMNS`` says otherwise, and there are 140 where none is."""
    return shutil.get_terminal_size((_NO_TERMINAL, 24)).columns


def read_day(option: str, written: str | None) -> date | None:
    """Return the day that an option names, nothing where it is left out."""
    try:
        return date.fromisoformat(written) if written else None
    except ValueError as error:
        raise KGError(f"{option} {written}: write YYYY-MM-DD") from error


def leave(code: int, *messages: str) -> typer.Exit:
    """Print messages on stderr, and return what ends a command with an exit code."""
    for message in messages:
        print(f"kg: {message}", file=sys.stderr)
    return typer.Exit(code)
