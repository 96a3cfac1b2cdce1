"""The command `sop` with all its commands, to be called within a test.

Typer puts the commands together anew at each call, which takes longer than what most of them do: here it is done once.
"""

from __future__ import annotations

from typing import Any

import typer.main
import typer.testing

from generator.cli.frame import program

app = program()
_put_together = typer.main.get_command
_COMMAND = _put_together(app)


def _kept(asked: typer.Typer) -> Any:
    return _COMMAND if asked is app else _put_together(asked)


typer.main.get_command = typer.testing._get_command = _kept
