"""A comparison as one HTML page that needs nothing beside it and prints well."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from jinja2 import Environment

from generator.data.library import Library
from generator.data.wording import format_date
from generator.facts.chart_diff import diff_charts
from generator.facts.diff_table import count_words, diff_table, orientation
from generator.revisions.change_report import IDENTITAS
from generator.revisions.names import Names
from generator.templates import make_environment

if TYPE_CHECKING:  # at work it is not needed here, and brings the console and git
    from generator.commands.diff_console import Comparison


def make_page(compared: list[Comparison], nama: Names, folders: tuple[Library | None, Library | None]) -> str:
    """The page of these comparisons; SOPs that are the same are only counted."""
    parts = [_part(satu, nama, folders) for satu in compared if not satu.same]
    title = compared[0].judul if len(compared) == 1 else f"{len(parts)} SOP berbeda"
    same = sum(satu.same for satu in compared)
    return _environment().get_template("beda.html").render(judul=title, bagian=parts, sama=same)


def _part(satu: Comparison, nama: Names, folders: tuple[Library | None, Library | None]) -> dict[str, Any]:
    """What the template needs of one SOP."""
    old, new = satu.pasang.lama, satu.pasang.baru
    part: dict[str, Any] = {"banding": satu, "lama": old, "baru": new, "tabel": [], "bagan": ([], [])}
    if old is None or new is None or satu.diff is None:
        return part
    part["tabel"] = [diff_table(body, satu.butir, old, new, nama) for body in satu.diff.prosedur if not body.unchanged]
    part["bagan"] = diff_charts(old, new, satu.diff, folders)
    part["identitas"] = [butir for butir in satu.butir if butir.tempat == IDENTITAS]
    part["hitungan"] = count_words(satu.butir)
    return part


@cache
def _environment() -> Environment:
    env = make_environment("generator.commands")
    env.filters |= {"tanggal": format_date, "arah": orientation}
    return env
