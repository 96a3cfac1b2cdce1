"""Paper: the official document, worksheets and checklists as PDF (Typst).

kertas, isi, cakupan      sizes of paper; what all documents say; what the shipped font can print
mesin                     the engine: data as JSON into a template, bytes of a PDF out; kept under their hash
bagan, identitas          the chart and the identity page as data of a template
dokumen, lembar_kerja, periksa (with *.typ beside them)      the documents
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from generator.data.proyek import Proyek
from generator.pages.situs import Konteks, Situs, make_situs
from generator.paper.dokumen import make_dokumen, naskah_dokumen
from generator.paper.lembar_kerja import make_lembar_kerja, naskah_lembar_kerja
from generator.paper.mesin import Naskah, cetak
from generator.paper.periksa import make_langkah, make_periksa, naskah_langkah, naskah_periksa

__all__ = ["make_dokumen", "make_langkah", "make_lembar_kerja", "make_papers", "make_periksa"]

BANYAK = 16
"""From this number of SOPs on, all cores work; below it, starting them takes longer than it saves."""


@dataclass(frozen=True, slots=True)
class _Tugas:
    """What every worker is told once: the project, where finished documents are kept, what is printed on all sheets."""

    proyek: Proyek
    simpanan: Path | None
    data_per: str
    qr: Mapping[str, str] = field(default_factory=dict)


def make_papers(
    proyek: Proyek,
    simpanan: Path | None = None,
    *,
    data_per: str = "",
    qr: Mapping[str, str] | None = None,
    progress: Callable[[int, int], None] = lambda *_: None,
) -> dict[str, bytes]:
    """All printed documents of a checked project: path in the site -> PDF.

    ``simpanan``: a folder of our own where finished documents are kept under the hash of all that went into them;
    what no document of this run needs is removed from it. ``qr``: for an SOP's slug the code printed on its sheets
    (SVG). ``progress`` is told (SOPs done, all). An SOP without worksheets has no PDF of them.
    """
    task = _Tugas(proyek, simpanan, data_per, dict(qr or {}))
    files: dict[str, bytes] = {}
    used: set[str] = set()
    for done, papers in enumerate(_papers_of_all(task), start=1):
        files |= {path: pdf for path, (pdf, _) in papers.items()}
        used |= {key for _, key in papers.values()}
        progress(done, len(proyek.sop))
    if simpanan is not None:
        for old in simpanan.glob("*.pdf"):
            if old.stem not in used:
                old.unlink()
    return files


_Papers = dict[str, tuple[bytes, str]]
"""Path -> (PDF, the hash that it is kept under)."""


def _papers_of_all(task: _Tugas) -> Iterator[_Papers]:
    """The documents of each SOP in order, made here or by all cores."""
    cores, slugs = os.cpu_count() or 1, list(task.proyek.sop)
    if cores == 1 or len(slugs) < BANYAK:
        situs = make_situs(task.proyek, Konteks())
        yield from (_papers_of(task, situs, slug) for slug in slugs)
        return
    # "spawn" is what every system has; it copies no threads of the caller.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(cores, context, initializer=_start_worker, initargs=(task,)) as pool:
        yield from pool.map(_work, slugs, chunksize=max(1, min(8, len(slugs) // (4 * cores))))


_worker: list[tuple[_Tugas, Situs]] = []
"""The task of this process, if it is a worker."""


def _start_worker(task: _Tugas) -> None:
    _worker[:] = [(task, make_situs(task.proyek, Konteks()))]


def _work(slug: str) -> _Papers:
    task, situs = _worker[0]
    return _papers_of(task, situs, slug)


def _papers_of(task: _Tugas, situs: Situs, slug: str) -> _Papers:
    return {path: (cetak(naskah, task.simpanan), naskah.sidik) for path, naskah in _naskah_of(task, situs, slug)}


def _naskah_of(task: _Tugas, situs: Situs, slug: str) -> Iterator[tuple[str, Naskah]]:
    """The documents of one SOP before they are set, with their paths."""
    sop, data_per, qr = situs.sop[slug], task.data_per, task.qr.get(slug, "")
    folder = f"sop/{slug}"
    yield f"{folder}/{slug}.pdf", naskah_dokumen(task.proyek, sop, data_per=data_per, qr=qr)
    if sop.data.identifikasi is not None:
        yield f"{folder}/lembar-kerja.pdf", naskah_lembar_kerja(task.proyek, sop, data_per=data_per, qr=qr)
    yield f"{folder}/daftar-periksa.pdf", naskah_periksa(situs, sop, data_per=data_per, qr=qr)
    yield f"{folder}/lembar-langkah.pdf", naskah_langkah(situs, sop, data_per=data_per, qr=qr)
