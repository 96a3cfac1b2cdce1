"""What every printed sheet of an SOP or a form says so that its holder can tell later whether it is still current.

Number and revision stand in the document itself; here are the age of its data, the fingerprint of its content and the
QR code that leads to the page which answers (``pages/cek_page.py``, ``pages/cek_form_page.py``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from markupsafe import Markup

from generator.data.fingerprint import form_fingerprint, short_fingerprint
from generator.data.instansi import Instansi
from generator.data.library import Library
from generator.data.sop import Sop
from generator.data.wording import format_date
from generator.facts.site_forms import SiteForm

if TYPE_CHECKING:
    import segno

TANPA_NOMOR = "-"
"""Stands for the revision in an address where an SOP has no number of revision."""
TANPA_QR = "QR tidak dicetak: alamat situs belum diisi"
"""What a sheet says in the place of the code where the agency has not said where its site is."""
_DOT = 4
"""Points of the picture of a code that one dot of it takes on each side."""
_TEPI = 1
"""The white edge in the picture (modules); the paper around it is white too."""


@dataclass(frozen=True, slots=True)
class PrintMarks:
    """``data``: how old the data are, in words; ``kode``: the fingerprint of the content (8 hex digits); ``alamat``:
    where this print is checked, and ``qr`` the same as a picture (SVG), both "" without an address of the site."""

    data: str
    kode: str
    alamat: str
    qr: str

    @property
    def paper_qr(self) -> str:
        """The code for a PDF (SVG), as a picture of dots: printers and viewers shift the edges of drawn ones, each as
        it likes, by as much as a third of a dot. "" = there is none."""
        if not self.alamat:
            return ""
        code = _code(self.alamat)
        side, dots = len(code.matrix) + 2 * _TEPI, code.png_data_uri(scale=_DOT, border=_TEPI)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">'
            f'<image width="{side}" height="{side}" image-rendering="optimizeSpeed" href="{dots}"/></svg>'
        )

    @property
    def without_qr(self) -> str:
        """What a sheet says in the place of the code, "" where there is one."""
        return "" if self.qr else TANPA_QR

    @property
    def age(self) -> str:
        """Age, as far as it is known, and fingerprint in one line."""
        return " · ".join(filter(None, (self.data, f"kode isi {self.kode}" if self.kode else "")))


def form_print_marks(proyek: Library, form: SiteForm) -> PrintMarks:
    """The marks of the prints of a form. One that watches an SOP belongs to its revision and bears its marks."""
    if form.sop:
        return print_marks(proyek.instansi, form.sop, proyek.sop[form.sop])
    code, site = form_fingerprint(form.data), proyek.instansi.alamat_situs
    address = f"{site}{form.kunci}/cek/index.html?s={code}" if site else ""
    return PrintMarks("", code, address, make_qr(address) if address else "")


def print_marks(instansi: Instansi, slug: str, sop: Sop) -> PrintMarks:
    """The marks of the prints of an SOP."""
    code = short_fingerprint(sop)
    address = f"{instansi.alamat_situs}sop/{slug}/cek/index.html?r={revision_key(sop)}&s={code}"
    if instansi.alamat_situs is None:
        return PrintMarks(data_age(sop), code, "", "")
    return PrintMarks(data_age(sop), code, address, make_qr(address))


def revision_key(sop: Sop) -> str:
    """The revision as it stands in an address."""
    return TANPA_NOMOR if sop.revisi is None else str(sop.revisi)


def data_age(sop: Sop) -> str:
    """How old the data are, in words, taken from the data alone: the same on every machine and on every day.

    An SOP in force is as old as its last revision (else its making, else its effect). What is still being worked on has
    no date that could be told truthfully; there the fingerprint alone says which text it is.
    """
    day = sop.tanggal
    last = max((d for d in (day.pembuatan, day.day_of_revision) if d), default=day.efektif)
    if sop.status == "draf":
        return "Data draf"
    if sop.status == "ditinjau":
        return "Data sedang ditinjau"
    return f"Data per {format_date(last)}" if last else "Data tanpa tanggal"


@lru_cache(maxsize=256)
def _code(text: str) -> segno.QRCode:
    import segno  # not above: most commands print nothing

    return segno.make(text, error="l", boost_error=True, micro=False)


@lru_cache(maxsize=256)
def make_qr(text: str) -> str:
    """A QR code as SVG, black on white also in dark mode. Same text, same picture.

    It has the fewest dots that the text needs, and then the best error correction that these allow: on paper a code of
    18 mm is lost by dots that are too small (zbarimg wants more than two points of the scan for each) before it is lost
    by dirt.
    """
    rows = [bytes(row) for row in _code(text).matrix]
    side = len(rows) + 2 * _TEPI
    dots = "".join(f"M{x + _TEPI} {y + _TEPI}h{n}v1h-{n}z" for y, row in enumerate(rows) for x, n in _dark_runs(row))
    return Markup(
        f'<svg class="qr" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges"'
        f' aria-hidden="true" focusable="false">'
        f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path fill="#000" d="{dots}"/></svg>'
    )


def _dark_runs(row: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Place and length of each run of dark modules in a row."""
    place = 0
    for dark, run in groupby(row):
        length = len(list(run))
        if dark:
            yield place, length
        place += length
