"""The documents name every command, option and make target, and none that is not there."""

from __future__ import annotations

import re

import typer

from tests.support.documents import ALL, PANDUAN, blocks, code, read, tables, without_blocks
from tests.support.program import app
from tests.support.tools import ROOT

COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined]
OTHER_OPTIONS = {"--help", "--version", "--constraint", "--editable"}
"""Options in the documents that are not declared by a command: help and version, and pip's."""
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")


def shell(text: str) -> str:
    """What a reader is told to type: shell blocks and code spans."""
    spans = code(without_blocks(text))
    return re.sub(r"\s# .*", "", "\n".join([*blocks(text, "sh"), *blocks(text, "bat"), *spans]))


def test_every_command_is_documented_with_its_options() -> None:
    tabs = list(tables(read(PANDUAN / "merevisi.md")))
    commands = next(table for table in tabs if table[0][0] == "Perintah")
    assert {code(row[0])[0].split()[1] for row in commands[1:]} == set(COMMANDS)
    options = next(table for table in tabs if table[0][0] == "Pilihan")
    stated = {code(row[0])[0].split()[0]: row[1] for row in options[1:]}
    declared: dict[str, set[str]] = {}
    for name, command in COMMANDS.items():
        for parameter in command.params:
            for option in (o for o in parameter.opts if o.startswith("--") and o != "--help"):
                declared.setdefault(option, set()).add(name)
    assert set(stated) == {*declared, "--help"}
    for option, users in declared.items():
        named = set(code(stated[option]))
        words = set(COMMANDS) - named if stated[option].startswith("semua") else named
        assert words == users, option


def test_documents_use_only_commands_and_options_that_exist() -> None:
    declared = {o for command in COMMANDS.values() for parameter in command.params for o in parameter.opts}
    for path in ALL:
        text = shell(read(path))
        used = set(re.findall(r"(?:^|[\s/])(?:sop|-m generator) ([a-z]+)\b", text, re.MULTILINE))
        assert used <= set(COMMANDS), path.name
        options = set(re.findall(r"(?<!\S)--[a-z-]+", text))
        assert options <= declared | OTHER_OPTIONS, path.name


def test_make_targets() -> None:
    targets = set(re.findall(r"^([a-z-]+):.*##", MAKEFILE, re.MULTILINE))
    named: set[str] = set()
    for path in ALL:
        named |= set(re.findall(r"\bmake ([a-z][a-z-]*)", shell(read(path))))
    assert named == targets


def test_messages_of_the_console_are_real() -> None:
    """Messages that merevisi.md explains stand in the program; "..." and numbers stand for what changes in them."""
    package = ROOT / "generator"
    files = [*(package / "cli").glob("*.py"), package / "commands/console.py", package / "commands/misuse.py"]
    source = "".join(path.read_text("utf-8") for path in files)
    table = next(t for t in tables(read(PANDUAN / "merevisi.md")) if t[0][0] == "Pesan")
    ours = [span for row in table[1:] for span in code(row[0]) if span[0].isupper() and span[0].isascii()]
    assert len(ours) >= 5
    for message in ours:
        for fragment in re.split(r"\.{3,4}|\d+", message):
            assert fragment.strip() in source, message
