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

from generator.findings import Finding
from generator.forms.semua import form_of
from generator.pages import (
    Halaman,
    pages_of_all,
    pages_of_formulir,
    pages_of_pelaksana,
    pages_of_peraturan,
    pages_of_sop,
)
from generator.pages.riwayat import forms_of_edition, situs_edisi
from generator.pages.situs import Konteks, Situs
from generator.paper import Naskah, papers_of_form, papers_of_sop
from generator.paper.mesin import cetak
from generator.satuan.irisan import Irisan, Nama
from generator.site.downloads import (
    Berkas,
    downloads_of_all,
    downloads_of_form,
    downloads_of_sop,
    logo_path,
    offered_papers,
    offers,
    style_of_form,
)


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
        return _make(situs, tugas, lambda: pages_of_sop(situs, id), *_of_sop(situs, id))
    if jenis == "formulir":
        form = form_of(situs.proyek, id)
        own = downloads_of_form(situs.proyek, form)
        return _make(situs, tugas, lambda: pages_of_formulir(situs, id), papers_of_form(situs.proyek, form), own)
    return kerjakan_di(situs, tugas.irisan.nama)


def kerjakan_di(situs: Situs, nama: Nama) -> Hasil:
    """Make the part of an actor or a regulation: pages only, quickly made where the whole project is at hand."""
    pages = pages_of_pelaksana if nama.jenis == "pelaksana" else pages_of_peraturan
    with naming(words_of(nama)):
        return Hasil(tuple(pages(situs, nama.id)))


def kerjakan_umum(situs: Situs, temuan: tuple[Finding, ...]) -> Hasil:
    """What is about everything: the home page, lists, the index for machines."""
    situs.konteks = Konteks(temuan, situs.konteks.logo)
    with naming("Daftar dan beranda"):
        return Hasil(tuple(pages_of_all(situs)), _as_files(downloads_of_all(situs)))


def _editions(situs: Situs, slug: str) -> tuple[Situs, ...]:
    """The facts of an SOP as each revision that has its own pages was signed, the one on its main page first."""
    return (situs.pada(slug), *(other for _, other in situs_edisi(situs, slug)))


def _styles(situs: Situs, nama: Nama) -> dict[str, bytes]:
    """The style sheets without which a form's page does not print, also where downloads are left out."""
    if nama.jenis == "formulir":
        styles = [style_of_form(situs.proyek, form_of(situs.proyek, nama.id))]
    else:
        editions = _editions(situs, nama.id) if nama.id in situs.sop else ()
        styles = [style_of_form(e.proyek, form) for e in editions for form in forms_of_edition(e, nama.id)]
    return {style.path: style.isi for style in styles}


def _of_sop(situs: Situs, slug: str) -> tuple[Iterator[tuple[str, Naskah]], Iterator[Berkas]]:
    """The papers and downloads of every revision of an SOP that has its own."""
    if slug not in situs.sop:
        return iter(()), iter(())
    editions = _editions(situs, slug)

    def downloads() -> Iterator[Berkas]:
        yield from downloads_of_sop(editions[0].sop[slug])
        for edition in editions:
            for form in forms_of_edition(edition, slug):
                yield from downloads_of_form(edition.proyek, form)

    return (paper for edition in editions for paper in papers_of_sop(edition, slug)), downloads()


def _make(
    situs: Situs,
    tugas: Tugas,
    pages: Callable[[], list[Halaman]],
    papers: Iterable[tuple[str, Naskah]],
    downloads: Iterable[Berkas],
) -> Hasil:
    """Papers and downloads first: the pages say how large they are."""
    files: list[Berkas] = []
    keys: list[str] = []
    part = words_of(tugas.irisan.nama)
    if not tugas.ringkas:
        made = {}
        for path, naskah in papers:
            with naming(f"{part}, {path.rpartition('/')[2].removesuffix('.pdf').replace('-', ' ')}"):
                made[path] = cetak(naskah, tugas.simpanan)
            keys.append(naskah.sidik)
        with naming(f"{part}, unduhan"):
            files = [*offered_papers(situs.proyek, made), *downloads]
        situs.konteks = Konteks(logo=situs.konteks.logo, unduhan=offers(files))
    with naming(f"{part}, halaman"):
        return Hasil(tuple(pages()), _as_files(files) | _styles(situs, tugas.irisan.nama), tuple(keys))


def _as_files(files: Iterable[Berkas]) -> dict[str, bytes]:
    return {file.path: file.isi for file in files}
