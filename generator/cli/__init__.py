"""The command `sop`: commands and options, nothing else. Exit codes: 0 fine, 1 findings stop it, 2 wrong use."""

from __future__ import annotations

import io
import os
import sys
from importlib import import_module
from pkgutil import iter_modules
from typing import Annotated

import typer
from typer.exceptions import TyperException

from generator.build_fingerprint import NAME, release
from generator.cli.frame import program
from generator.commands import misuse
from generator.io.interrupt import INTERRUPTED, end_interrupted
from generator.io.processes import collect_seldom
from generator.io.trouble import place_of, reason

for found in iter_modules(__path__, f"{__name__}."):
    import_module(found.name)
app = program()


def _say_version(wanted: bool) -> None:
    if wanted:
        print(f"{NAME} {release()}")
        raise typer.Exit


Version = Annotated[
    bool,
    typer.Option("--version", callback=_say_version, is_eager=True, help="Tampilkan nomor versi, lalu berhenti."),
]


@app.callback()
def sop(version: Version = False) -> None:
    """The options that stand before a command."""


def main() -> None:
    """Run the command; wrong use is said in one line and ends with 2, Ctrl+C with 130."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a console without a letter of the data shows "?" for it
    collect_seldom()
    try:
        code = app(standalone_mode=False)
        if code == INTERRUPTED:  # what the command line makes of Ctrl+C
            end_interrupted()
    except TyperException as error:
        print(misuse.explained(error), file=sys.stderr)
        sys.exit(2)
    except (typer.Abort, KeyboardInterrupt) as error:
        if isinstance(error, KeyboardInterrupt) or isinstance(error.__cause__, KeyboardInterrupt):
            end_interrupted()
        print("Dibatalkan.", file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:  # whoever read the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        print(f"Tidak dapat dikerjakan: {place_of(error, '.')}: {reason(error)}.", file=sys.stderr)
        sys.exit(1)
    sys.exit(code or 0)


if __name__ == "__main__":
    main()
