"""The command `sop`: commands and options, nothing else. Exit codes: 0 fine, 1 findings stop it, 2 wrong use."""

from __future__ import annotations

import io
import os
import sys

import typer
from typer.exceptions import TyperException

from generator.cli.frame import program
from generator.io.interrupt import INTERRUPTED, end_interrupted
from generator.io.processes import collect_seldom


def asked() -> typer.Typer:
    """The program as the words of the command line ask for it: with the modules of their command."""
    return program(next((word for word in sys.argv[1:] if not word.startswith("-")), ""))


def main(app: typer.Typer | None = None) -> None:
    """Run the command; wrong use is said in one line and ends with 2, Ctrl+C with 130. ``app``: None = ``asked``."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a console without a letter of the data shows "?" for it
    collect_seldom()
    try:
        code = (app or asked())(sys.argv[1:] or ["--help"], standalone_mode=False)
        if code == INTERRUPTED:  # what the command line makes of Ctrl+C
            end_interrupted()
    except TyperException as error:
        from generator.commands import misuse

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
        from generator.io.trouble import place_of, reason

        print(f"Tidak dapat dikerjakan: {place_of(error, '.')}: {reason(error)}.", file=sys.stderr)
        sys.exit(1)
    sys.exit(code or 0)
