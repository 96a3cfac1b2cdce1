"""What paper cannot show (codes S404, S405): characters that the shipped font lacks, a logo that cannot be set."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.check.rules import rule
from generator.data.library import Library
from generator.findings import Finding
from generator.reading.limits import FORBIDDEN
from generator.reading.source import Source
from generator.text.glyphs import missing
from generator.text.picture_trial import usable_picture

_TIDAK_DICETAK = {"logo", "konfirmasi"}
"""Parts of a file that no printed document shows."""


@rule("S404", "peringatan", of="teks")
def check_glyphs(source: Source, teks: str) -> Iterator[Finding]:
    """S404: every text of a file with a character that would be printed as an empty box. ``teks``: all of them. What no
    text may hold is told where the file is read."""
    if not missing(teks):
        return
    for loc, text in _texts(source.value, ()):
        lacking = missing(FORBIDDEN.sub("", text))
        if lacking:
            named = ", ".join(f"'{char}' (U+{ord(char):04X})" for char in lacking[:5])
            more = f" dan {len(lacking) - 5} lainnya" if len(lacking) > 5 else ""
            message = f"huruf {named}{more} tidak dapat dicetak"
            remedy = "tulis dengan huruf Latin; pada dokumen cetak huruf itu menjadi kotak kosong"
            yield source.finding("S404", loc, message, remedy)


def _texts(value: Any, loc: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every text of a file with its place; keys too, for some are printed (labels of arrows, marks of footnotes)."""
    if isinstance(value, str):
        yield loc, value
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _texts(item, (*loc, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            if loc or key not in _TIDAK_DICETAK:
                yield (*loc, key), key
                yield from _texts(item, (*loc, key))


@rule("S405", "galat", of="pustaka")
def check_logo(proyek: Library) -> Iterator[Finding]:
    """S405: a logo that cannot be published or printed: no picture, a broken one, one that unfolds to too much."""
    name = proyek.instansi.logo
    if name and name in proyek.lampiran:
        made = usable_picture(name, proyek.logo)
        if not made.kind:
            message = f"berkas logo '{name}' bukan gambar yang dapat dicetak: {made.trouble}"
            yield proyek.finding("instansi.yml", "S405", ("logo",), message, made.remedy)
