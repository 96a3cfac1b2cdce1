"""The charts of an SOP as its page prints them: fixed pictures of the sheets, each with what it belongs to.

They do not depend on anything that a reader chose on the screen: not on the view, the width, an actor or the theme.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.chart.sheet_frame import SheetText
from generator.chart.sheets import SheetRoom, draw_pages
from generator.data.instansi import Instansi
from generator.data.paper_size import PAPER_SIZES
from generator.data.sop import Sop
from generator.facts.print_marks import PrintMarks
from generator.facts.print_words import BELUM_DITETAPKAN, revision_of
from generator.facts.qr_code import make_qr
from generator.steps.resolve import ResolvedSop

MARGINS = (10.0, 10.0, 13.0, 10.0)
"""The margins of a lying sheet (top, right, bottom, left; mm), as in cetak.css; the page number stands in the third."""
_SPARE = 1.0
"""Browsers round lengths: a sheet that fills its page to the last mm might be followed by an empty one."""
_STATUS = {
    "draf": "DRAF, belum ditetapkan",
    "ditinjau": "SEDANG DITINJAU",
    "berlaku": "BERLAKU",
    "dicabut": "DICABUT, tidak berlaku lagi",
}


@dataclass(frozen=True, slots=True)
class PrintedSop:
    """What an SOP's page prints besides the identity block.

    ``title`` and ``facts`` (number, revision, status, age of the data, fingerprint) stand on every page; ``sheets`` are
    the SVG pictures of the charts; ``paper`` is the name of the agency's paper in lower case.
    """

    title: str
    facts: tuple[str, ...]
    sheets: tuple[str, ...]
    paper: str


def printed_sop(instansi: Instansi, sop: ResolvedSop, cetakan: PrintMarks, status: str = "") -> PrintedSop:
    """The print of an SOP; ``status``: in words, "" = as the SOP itself says."""
    data = sop.data
    title = f"SOP {data.judul}"
    words = (*_facts(data, status or _STATUS[data.status]), cetakan.age, "Salinan cetak tidak terkendali")
    facts = tuple(filter(None, (*words, cetakan.without_qr)))
    count = len(sop.prosedur)
    code = make_qr(cetakan.alamat) if cetakan.alamat else ""
    sheets: list[str] = []
    for place, prosedur in enumerate(sop.prosedur, start=1):
        part = "Bagan" if count == 1 else f"Bagan {place} dari {count}"
        named = title if prosedur.judul in ("", data.judul) else f"{title}: {prosedur.judul}"
        sheets += draw_pages(prosedur.bagan, room_of(instansi), SheetText(named, facts, part, code, cetakan.qr_side))
    return PrintedSop(title, facts, tuple(sheets), instansi.kertas.lower())


def room_of(instansi: Instansi) -> SheetRoom:
    """The room between the margins of the agency's paper, lying."""
    width, height = PAPER_SIZES[instansi.kertas]
    top, right, bottom, left = MARGINS
    return SheetRoom(instansi.kertas, height - left - right, width - top - bottom - _SPARE)


def _facts(sop: Sop, status: str) -> tuple[str, str, str]:
    """Status, number and revision in words."""
    return status, f"Nomor {sop.nomor or BELUM_DITETAPKAN}", f"Revisi {revision_of(sop)}"
