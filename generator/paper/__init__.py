"""Paper: the official document, worksheets and checklists as PDF (Typst); ``generator.satuan`` makes them.

kertas, isi, cakupan      sizes of paper; what all documents say; what the shipped font can print
mesin                     the engine: data as JSON into a template, bytes of a PDF out; kept under their hash
bagan, identitas          the chart and the identity page as data of a template
dokumen, lembar_kerja, periksa, formulir (with *.typ beside them)      the documents
muat_langkah              which sheets of steps surely fit
bidang, isian             the fields of a form to fill in on a computer, laid over its PDF
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.data.proyek import Proyek
from generator.forms.semua import FormulirSitus
from generator.pages.cetakan import cetakan_of_form
from generator.pages.riwayat import forms_of_edition
from generator.pages.situs import Situs
from generator.paper.dokumen import make_dokumen, naskah_dokumen
from generator.paper.formulir import make_formulir, naskah_formulir
from generator.paper.lembar_kerja import make_lembar_kerja, naskah_lembar_kerja
from generator.paper.mesin import Naskah
from generator.paper.periksa import make_langkah, make_periksa, naskah_langkah, naskah_periksa

__all__ = [
    "Naskah",
    "make_dokumen",
    "make_formulir",
    "make_langkah",
    "make_lembar_kerja",
    "make_periksa",
    "papers_of_form",
    "papers_of_sop",
]


def papers_of_form(proyek: Proyek, form: FormulirSitus) -> Iterator[tuple[str, Naskah]]:
    """A form to print, and the same to fill in."""
    cetak, isian = naskah_formulir(proyek, form.data, cetakan_of_form(proyek, form))
    yield f"{form.berkas}.pdf", cetak
    yield f"{form.berkas}-isian.pdf", isian


def papers_of_sop(situs: Situs, slug: str) -> Iterator[tuple[str, Naskah]]:
    """The documents of one SOP before they are set, with their paths: those of the revision that ``situs`` has."""
    situs = situs.pada(slug)
    sop = situs.sop[slug]
    folder = situs.kunci(f"sop/{slug}")
    yield f"{folder}/{slug}.pdf", naskah_dokumen(situs.proyek, sop)
    if sop.data.identifikasi is not None:
        yield f"{folder}/lembar-kerja.pdf", naskah_lembar_kerja(situs.proyek, sop)
    yield f"{folder}/daftar-periksa.pdf", naskah_periksa(situs, sop)
    yield f"{folder}/lembar-langkah.pdf", naskah_langkah(situs, sop)
    for form in forms_of_edition(situs, slug):
        yield from papers_of_form(situs.proyek, form)
