"""The paper engine: a template and its data go in, the bytes of a tagged PDF come out.

Data reach the template as JSON through ``sys.inputs`` and never as markup, so nothing in them can be a command. Only
the shipped font is used. The same input gives the same bytes, so a finished document can be kept under the hash of all
that went into it.
"""

from __future__ import annotations

import calendar
import datetime
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, cast

import typst

from generator.paper.cakupan import printable

FOLDER = Path(__file__).parent
"""Templates and fonts lie here."""
STANDAR: list[typst.PDFStandard] = ["a-2a", "ua-1"]
"""Archivable and accessible: the stricter rules of both hold."""
TANPA_TANGGAL = datetime.date(2000, 1, 1)
"""The creation date in a document whose data have no date yet."""
_TIDAK_DICETAK = {"alt", "judul_pdf"}
"""Keys of texts that are read out or shown by a viewer, not printed: every character may stay."""


@dataclass(frozen=True, slots=True)
class Naskah:
    """A document before it is set: its template (without ".typ"), its data as JSON, its creation date."""

    template: str
    data: str
    tanggal: datetime.date

    @property
    def sidik(self) -> str:
        """The hash of all that decides what the document looks like."""
        parts = (self.template, self.tanggal.isoformat(), self.data, _engine_hash())
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def make_naskah(template: str, data: Mapping[str, Any], tanggal: datetime.date | None) -> Naskah:
    """A document of these data; characters that the font lacks are replaced by a box."""
    text = json.dumps(_clean(data), ensure_ascii=False, sort_keys=True)
    return Naskah(template, text, tanggal or TANPA_TANGGAL)


def compile_naskah(naskah: Naskah) -> bytes:
    """The PDF. A template that warns or fails is a fault of the program, never of the data."""
    pdf, warnings = _compiler(naskah.template).compile_with_warnings(
        format="pdf",
        sys_inputs={"data": naskah.data},
        pdf_standards=STANDAR,
        timestamp=calendar.timegm(naskah.tanggal.timetuple()),
    )
    if warnings:
        raise RuntimeError(f"{naskah.template}: {warnings[0].message}")
    return cast(bytes, pdf)


def cetak(naskah: Naskah, simpanan: Path | None = None) -> bytes:
    """The PDF, taken from the folder ``simpanan`` where it was made before."""
    if simpanan is None:
        return compile_naskah(naskah)
    kept = simpanan / f"{naskah.sidik}.pdf"
    if kept.is_file():
        return kept.read_bytes()
    pdf = compile_naskah(naskah)
    simpanan.mkdir(parents=True, exist_ok=True)
    # Written aside and moved: a run that is broken off leaves no half document behind.
    aside = kept.with_suffix(".baru")
    aside.write_bytes(pdf)
    aside.replace(kept)
    return pdf


@cache
def _compiler(template: str) -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FOLDER / "fonts"])
    return typst.Compiler(FOLDER / f"{template}.typ", root=FOLDER, font_paths=fonts)


@cache
def _engine_hash() -> str:
    """The hash of the templates, the fonts and the version of the engine."""
    found = hashlib.sha256(version("typst").encode())
    for path in sorted([*FOLDER.glob("*.typ"), *FOLDER.glob("fonts/*.ttf")]):
        found.update(path.name.encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


def _clean(value: Any, key: str = "") -> Any:
    if isinstance(value, str):
        return value.encode(errors="ignore").decode() if key in _TIDAK_DICETAK else printable(value)
    if isinstance(value, Mapping):
        return {name: _clean(part, name) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_clean(part, key) for part in value]
    return value
