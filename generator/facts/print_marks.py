"""What every printed sheet of an SOP or a form says so that its holder can tell later whether it is still current.

Number and revision stand in the document itself; here are the age of its data, the fingerprint of its content and the
QR code that leads to the page which answers (``pages/cek_page.py``, ``pages/cek_form_page.py``).
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from generator.data.fingerprint import form_fingerprint, short_fingerprint
from generator.data.instansi import Instansi
from generator.data.library import Library
from generator.data.sop import Sop
from generator.data.wording import format_date
from generator.facts.qr_code import qr_of_size, qr_side
from generator.facts.site_forms import SiteForm

TANPA_NOMOR = "-"
"""Stands for the revision in an address where an SOP has no number of revision."""
TANPA_QR = "QR tidak dicetak: alamat situs belum diisi"
"""What a sheet says in the place of the code where the agency has not said where its site is."""


@dataclass(frozen=True, slots=True)
class PrintMarks:
    """``data``: how old the data are, in words; ``kode``: the fingerprint of the content (8 hex digits); ``alamat``:
    where this print is checked, "" without an address of the site: then it bears no QR code."""

    data: str
    kode: str
    alamat: str

    @property
    def qr(self) -> str:
        """The code that leads to ``alamat``, for a page (SVG); "" = there is none."""
        sized = qr_of_size(self.alamat, self.qr_side) if self.alamat else ""
        return Markup(sized.replace("<svg ", '<svg class="qr" ', 1))

    @property
    def qr_side(self) -> float:
        """The side of the code (mm); 0 where there is none."""
        return qr_side(self.alamat)

    @property
    def without_qr(self) -> str:
        """What a sheet says in the place of the code, "" where there is one."""
        return "" if self.alamat else TANPA_QR

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
    return PrintMarks("", code, address)


def print_marks(instansi: Instansi, slug: str, sop: Sop) -> PrintMarks:
    """The marks of the prints of an SOP."""
    code = short_fingerprint(sop)
    site = instansi.alamat_situs
    address = f"{site}sop/{slug}/cek/index.html?r={revision_key(sop)}&s={code}" if site else ""
    return PrintMarks(data_age(sop), code, address)


def revision_key(sop: Sop) -> str:
    """The revision as it stands in an address."""
    return TANPA_NOMOR if sop.revisi is None else str(sop.revisi)


def data_age(sop: Sop) -> str:
    """How old the data are, in words, taken from the data alone: the same on every machine and on every day.

    An SOP in force is as old as its last revision (else its making, else its effect). What is still being worked on has
    no date that could be told truthfully; there the fingerprint alone says which text it is.
    """
    day = sop.tanggal
    last = max((d for d in (day.day_of_making, day.day_of_revision) if d), default=day.day_of_effect)
    if sop.status == "draf":
        return "Data draf"
    if sop.status == "ditinjau":
        return "Data sedang ditinjau"
    return f"Data per {format_date(last)}" if last else "Data tanpa tanggal"
