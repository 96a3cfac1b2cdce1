"""Making one part of the site from its slice: papers first, then downloads, then the pages that offer them.

Whoever makes a part gets a ``Tugas`` and gives a ``Hasil``, both plain data, so any executor of ``concurrent.futures``
will do: processes, other machines. The result is the same with each of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from generator.declared import SiteFile, outputs_of, pages_of, papers_of
from generator.findings import Finding
from generator.forms.semua import form_of
from generator.outputs.warna import logo_path
from generator.pages import Halaman, pages_of_sop
from generator.pages.riwayat import editions_of, forms_of_edition
from generator.pages.situs import Konteks, Situs, Unduhan
from generator.paper import Paper
from generator.paper.mesin import cetak
from generator.satuan.irisan import Irisan, Nama


@dataclass(frozen=True, slots=True)
class Tugas:
    """A part to be made. ``simpanan``: the folder where finished papers are kept (None = nowhere); ``ringkas``: leave
    out papers and downloads."""

    irisan: Irisan
    simpanan: Path | None = None
    ringkas: bool = False


@dataclass(frozen=True, slots=True)
class Hasil:
    """A part made: its pages, its other files (path in the site -> content), and the hashes of its papers."""

    halaman: tuple[Halaman, ...] = ()
    berkas: Mapping[str, bytes] = field(default_factory=dict)
    kertas: tuple[str, ...] = ()


class PartError(Exception):
    """A part could not be made, by a fault of the program; the words name it and say what happened."""


@contextmanager
def naming(part: str) -> Iterator[None]:
    """What fails within names the part. A full disk or a lost cluster is no fault of the part."""
    try:
        yield
    except (PartError, OSError, BrokenExecutor):
        raise
    except Exception as error:
        raise PartError(f"{part}: {type(error).__name__}: {error}") from error


_KINDS = {"sop": "SOP", "formulir": "Formulir", "pelaksana": "Pelaksana", "peraturan": "Peraturan"}


def words_of(nama: Nama) -> str:
    """A part as people call it: "SOP surat-masuk"."""
    return f"{_KINDS[nama.jenis]} {nama.id}"


def kerjakan(tugas: Tugas) -> Hasil:
    """Make a part. ``PartError``: it cannot be made."""
    with naming(words_of(tugas.irisan.nama)):
        return _kerjakan(tugas)


def _kerjakan(tugas: Tugas) -> Hasil:
    jenis, id = tugas.irisan.nama
    situs = Situs(tugas.irisan.proyek, Konteks(logo=logo_path(tugas.irisan.proyek)))
    if jenis == "sop":
        return _make(situs, tugas, _of_sop(situs, id), lambda: pages_of_sop(situs, id))
    if jenis == "formulir":
        return _make(situs, tugas, _of_form(situs, id), lambda: pages_of("formulir", situs, id))
    return kerjakan_di(situs, tugas.irisan.nama)


def kerjakan_di(situs: Situs, nama: Nama) -> Hasil:
    """Make the part of an actor or a regulation: pages only, quickly made where the whole project is at hand."""
    assert nama.jenis in ("pelaksana", "peraturan")
    with naming(words_of(nama)):
        return Hasil(tuple(pages_of(nama.jenis, situs, nama.id)))


def kerjakan_umum(situs: Situs, temuan: tuple[Finding, ...]) -> Hasil:
    """What is about everything: the home page, lists, the index for machines."""
    situs.konteks = Konteks(temuan, situs.konteks.logo)
    with naming("Daftar dan beranda"):
        return Hasil(tuple(pages_of("pustaka", situs)), _as_files(outputs_of("pustaka", situs)))


@dataclass(frozen=True, slots=True)
class _PartOf:
    """What a part has beside its pages, not made yet: papers, downloads, and files that its pages need."""

    papers: Iterable[Paper]
    downloads: Iterable[SiteFile]
    needed: Iterable[SiteFile]


def _of_form(situs: Situs, id: str) -> _PartOf:
    given = situs.proyek, form_of(situs.proyek, id)
    return _PartOf(papers_of("formulir", *given), outputs_of("formulir", *given), outputs_of("gaya", *given))


def _of_sop(situs: Situs, slug: str) -> _PartOf:
    """Those of every revision of an SOP that has its own pages, the one on its main page first."""
    if slug not in situs.sop:
        return _PartOf((), (), ())
    editions = [(edition, [*forms_of_edition(edition, slug)]) for edition in editions_of(situs, slug)]
    forms = [(edition.proyek, form) for edition, its in editions for form in its]

    def papers() -> Iterator[Paper]:
        for edition, its in editions:
            yield from papers_of("edisi", edition, slug)
            for form in its:
                yield from papers_of("formulir", edition.proyek, form)

    def downloads() -> Iterator[SiteFile]:
        yield from outputs_of("sop", editions[0][0].sop[slug])
        for given in forms:
            yield from outputs_of("formulir", *given)

    return _PartOf(papers(), downloads(), (file for given in forms for file in outputs_of("gaya", *given)))


def _make(situs: Situs, tugas: Tugas, beside: _PartOf, pages: Callable[[], list[Halaman]]) -> Hasil:
    """Papers and downloads first: the pages say how large they are."""
    files: list[SiteFile] = []
    keys: list[str] = []
    part = words_of(tugas.irisan.nama)
    if not tugas.ringkas:
        for paper in beside.papers:
            with naming(f"{part}, {paper.path.rpartition('/')[2].removesuffix('.pdf').replace('-', ' ')}"):
                pdf = cetak(paper.document, tugas.simpanan)
            files.append(SiteFile(paper.path, pdf, paper.page, paper.title, paper.kind))
            keys.append(paper.document.sidik)
        with naming(f"{part}, unduhan"):
            files += beside.downloads
        situs.konteks = Konteks(logo=situs.konteks.logo, unduhan=_offers(files))
    with naming(f"{part}, halaman"):
        return Hasil(tuple(pages()), _as_files([*files, *beside.needed]), tuple(keys))


def _offers(files: Iterable[SiteFile]) -> Mapping[str, tuple[Unduhan, ...]]:
    """What each page offers to download: key of the page -> its files."""
    found: dict[str, tuple[Unduhan, ...]] = {}
    for file in files:
        if file.page:
            offer = Unduhan(file.path, file.title, file.kind, len(file.content))
            found[file.page] = (*found.get(file.page, ()), offer)
    return found


def _as_files(files: Iterable[SiteFile]) -> dict[str, bytes]:
    return {file.path: file.content for file in files}
