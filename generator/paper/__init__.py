"""Paper: the official document, worksheets and checklists as PDF (Typst).

kertas, isi, cakupan      sizes of paper; what all documents say; what the shipped font can print
mesin                     the engine: data as JSON into a template, bytes of a PDF out; kept under their hash
bagan, identitas          the chart and the identity page as data of a template
dokumen, lembar_kerja, periksa, formulir (with *.typ beside them)      the documents
bidang, isian             the fields of a form to fill in on a computer, laid over its PDF
banyak                    many documents on all cores
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from pathlib import Path

from generator.data.proyek import Proyek
from generator.forms.semua import FormulirSitus, all_forms, forms_of
from generator.pages.situs import Konteks, Situs, make_situs
from generator.paper.banyak import Kelompok, make_all
from generator.paper.dokumen import make_dokumen, naskah_dokumen
from generator.paper.formulir import make_formulir, naskah_formulir
from generator.paper.lembar_kerja import make_lembar_kerja, naskah_lembar_kerja
from generator.paper.mesin import Naskah
from generator.paper.periksa import make_langkah, make_periksa, naskah_langkah, naskah_periksa

__all__ = ["Naskah", "papers_of_form", "papers_of_sop", "make_dokumen", "make_formulir", "make_langkah", "make_lembar_kerja", "make_papers", "make_periksa"]


def make_papers(
    proyek: Proyek,
    simpanan: Path | None = None,
    *,
    executor: Executor | None = None,
    progress: Callable[[int, int], None] = lambda *_: None,
) -> dict[str, bytes]:
    """All printed documents and forms of a checked project: path in the site -> PDF.

    ``simpanan``: a folder of our own where finished documents are kept under the hash of all that went into them;
    what no document of this run needs is removed from it. ``executor``: who makes them, None = all cores when there
    are many. ``progress`` is told (SOPs and forms done, all). An SOP without worksheets has no PDF of them.
    """
    files: dict[str, bytes] = {}
    used: set[str] = set()
    for done, papers in enumerate(make_all(_groups(proyek), simpanan, executor), start=1):
        files |= {path: pdf for path, pdf, _ in papers}
        used |= {key for _, _, key in papers}
        progress(done, len(proyek.sop) + len(proyek.formulir))
    if simpanan is not None:
        for old in simpanan.glob("*"):
            if old.name.removesuffix(".pdf") not in used:
                old.unlink()
    return files


def _groups(proyek: Proyek) -> Iterator[Kelompok]:
    """The documents of each SOP with the forms that watch it, then those of each form, before they are set."""
    situs = make_situs(proyek, Konteks())
    for slug in proyek.sop:
        yield list(papers_of_sop(situs, slug))
    for form in all_forms(proyek, {}):
        yield list(papers_of_form(proyek, form))


def papers_of_form(proyek: Proyek, form: FormulirSitus) -> Iterator[tuple[str, Naskah]]:
    """A form to print, and the same to fill in."""
    yield f"{form.berkas}.pdf", naskah_formulir(proyek, form.data)
    yield f"{form.berkas}-isian.pdf", naskah_formulir(proyek, form.data, isian=True)


def papers_of_sop(situs: Situs, slug: str) -> Iterator[tuple[str, Naskah]]:
    """The documents of one SOP before they are set, with their paths."""
    sop = situs.sop[slug]
    folder = f"sop/{slug}"
    yield f"{folder}/{slug}.pdf", naskah_dokumen(situs.proyek, sop)
    if sop.data.identifikasi is not None:
        yield f"{folder}/lembar-kerja.pdf", naskah_lembar_kerja(situs.proyek, sop)
    yield f"{folder}/daftar-periksa.pdf", naskah_periksa(situs, sop)
    yield f"{folder}/lembar-langkah.pdf", naskah_langkah(situs, sop)
    for form in forms_of(situs.proyek, sop):
        yield from papers_of_form(situs.proyek, form)
