"""The command `sop` with all its commands, to be called within a test."""

from __future__ import annotations

from generator.cli.frame import program

app = program()
