"""What is wrong with a command line, in Indonesian: which command, option or value, and how to write it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from typer.exceptions import TyperException

from generator.data.near_words import suggest

_EXAMPLES = {"TANGGAL": "2026-01-31"}
"""Kind of value -> one of it."""


def explained(error: TyperException) -> str:
    """One line about a wrong use, with the help to look at."""
    ctx = getattr(error, "ctx", None)
    path = "sop" if ctx is None or ctx.parent is None else f"sop {ctx.info_name}"
    return f"{_what(error, ctx)} Lihat: {path} --help"


def _what(error: Any, ctx: Any) -> str:
    said = str(error)
    param, option = getattr(error, "param", None), getattr(error, "option_name", None)
    if type(error).__name__ == "MissingParameter" and param is not None:
        return _missing(param, ctx)
    if param is not None:
        return _wrong_value(_name(param), said)
    if option and "requires an argument" in said:
        return f"Sesudah pilihan '{option}' belum ada isinya."
    if option and "does not take a value" in said:
        return f"Pilihan '{option}' ditulis tanpa isi."
    if option:
        known = [name for one in ctx.command.params for name in one.opts if name.startswith("--")] if ctx else []
        return f"Pilihan '{option}' tidak dikenal{_near(option, known)}"
    if found := re.match(r"No such command '(.*?)'\.", said):
        return f"Perintah '{found[1]}' tidak dikenal{_near(found[1], ctx.command.commands)}"
    if found := re.match(r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)", said):
        return f"Isian ini berlebih: '{found[1]}'. Apit teks yang memuat spasi dengan tanda kutip."
    return "Perintah atau pilihan tidak dikenali."


def _missing(param: Any, ctx: Any) -> str:
    """Which option or argument is missing, what it is for, and how to give it."""
    helped = (param.help or "").rstrip(".")
    words = f" ({helped[:1].lower()}{helped[1:]})" if helped else ""
    if not _is_option(param):
        needed = [_name(one) for one in ctx.command.params if one.required and not _is_option(one)]
        return f"{_name(param)} belum disebut{words}. Tulis: sop {ctx.info_name} {' '.join(needed)}."
    example = _EXAMPLES.get(param.metavar or "", "...")
    return f"Pilihan '{_name(param)}' wajib ditulis{words}, misalnya {_name(param)} {example}."


def _wrong_value(name: str, said: str) -> str:
    if found := re.search(r"'(.*)' does not match the format", said):
        return f"'{found[1]}' bukan tanggal untuk {name}; tulis tahun-bulan-hari, misalnya 2026-01-31."
    if found := re.search(r"'(.*)' is not one of (.*?)\.?$", said):
        return f"'{found[1]}' tidak dikenal untuk {name}; pilih salah satu: {found[2].replace(chr(39), '')}."
    if "valid integer" in said:
        return f"Isi {name} harus bilangan bulat."
    return f"Isi {name} tidak dapat dipakai."


def _is_option(param: Any) -> bool:
    return any(name.startswith("-") for name in param.opts)


def _name(param: Any) -> str:
    """The option as it is typed, or the argument as the help names it."""
    if _is_option(param):
        return max(param.opts, key=len, default="")
    return str(param.metavar or param.name).upper()


def _near(word: str, known: Iterable[str]) -> str:
    hint = suggest(word, known)
    return f"; {hint}" if hint.endswith("?") else "."
