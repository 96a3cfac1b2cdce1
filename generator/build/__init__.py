"""The site in parts: each SOP, form, actor and regulation with all that belongs to it.

slices          what each part is made from, and a hash of it
make_part       making a part: its papers, downloads and pages
workers         who makes the parts: this process, all cores, or an executor that is handed in
dask_executor   such an executor: a Dask cluster
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.build.make_part import Job, make_lists, make_small_part, naming
from generator.build.slices import LibrarySlice, Slicer, UncutPart
from generator.build.workers import work_all
from generator.build_options import BuildOptions, TellProgress
from generator.data.library import Library
from generator.facts.search_texts import SearchText, search_texts
from generator.facts.signed_copies import signed_copies
from generator.facts.site_facts import BuildContext, SiteFacts
from generator.findings import Finding
from generator.outputs.colours_css import logo_path
from generator.outputs.search import SiteSearch, list_texts
from generator.outputs.sitemap import sitemap_file
from generator.site.output import Output
from generator.site.preview import PreviewOutput

__all__ = ["make_parts", "preview_parts"]

CARI, UMUM = "cari", "umum"
"""Parts that are no slices: the search, made from the texts of all; and what is about everything."""
BESAR = ("sop", "formulir")
"""Parts with papers or many pages, which others may make; the rest is a page or two from what is at hand here."""


def make_parts(
    proyek: Library,
    temuan: tuple[Finding, ...],
    panduan: tuple[SearchText, ...],
    output: Output,
    papers: Path,
    cara: BuildOptions,
) -> None:
    """Put into ``output`` what the project says: every part that changed, then what is about everything.

    ``panduan``: the texts written by hand, for the search; ``papers``: the folder where finished papers are kept.
    """
    cara.progress("Mencari yang berubah", 1, 5)
    slicer = Slicer(proyek)
    stale = _stale(slicer, output)
    situs = SiteFacts(proyek, BuildContext(logo=logo_path(proyek)))

    _put_large(output, [slicer.cut(part) for part in stale if part.nama.jenis in BESAR], papers, cara)
    for path, key, source in _scans(proyek):
        if not output.keep(path, key):
            output.put(path, key, (), {path: source.read_bytes()})

    for part in stale:
        if part.nama.jenis not in BESAR:
            cara.progress("Menyusun daftar dan pencarian", 3, 5)
            output.put(str(part.nama), part.sidik, make_small_part(situs, part.nama).halaman, {})
    cara.progress("Menyusun daftar dan pencarian", 3, 5)
    _put_search(output, situs, panduan)
    _put_lists(output, situs, temuan, panduan, slicer.agency, cara.progress)


def preview_parts(proyek: Library, temuan: tuple[Finding, ...], output: PreviewOutput, cara: BuildOptions) -> None:
    """Put into ``output`` the pages of the SOPs and forms that changed. They offer the papers that were made before;
    what is about everything stays as it is, unless the agency itself is another."""
    cara.progress("Menyusun halaman yang berubah", 1, 5)
    slicer = Slicer(proyek)
    stale = _stale(slicer, output)
    situs = SiteFacts(proyek, BuildContext(logo=logo_path(proyek)))

    large = [part for part in stale if part.nama.jenis in BESAR]
    offered = [output.last_offers(str(part.nama)) for part in large]
    tasks = [Job(slicer.cut(part), lama=offers) for part, offers in zip(large, offered, strict=True)]
    for made in work_all(tasks):
        output.put(made.halaman, made.berkas)
    for path, key, source in _scans(proyek):
        if not output.keep(path, key):
            output.put((), {path: source.read_bytes()})

    for part in stale:
        if part.nama.jenis not in BESAR and not output.keep_last(str(part.nama)):
            output.put(make_small_part(situs, part.nama).halaman, {})
    output.keep_last(CARI)
    if not output.keep(UMUM, slicer.agency):
        lists = make_lists(situs, temuan)
        output.put(lists.halaman, lists.berkas)


def _stale(slicer: Slicer, output: Output | PreviewOutput) -> list[UncutPart]:
    """The parts that are not as they were."""
    return [part for part in slicer.parts() if not output.keep(str(part.nama), part.sidik)]


def _scans(proyek: Library) -> Iterator[tuple[str, str, Path]]:
    """Of each signed copy its path in the site, a hash of it, and where it lies."""
    for slug in proyek.pindaian:
        for copy in signed_copies(proyek, slug):
            yield copy.path, copy.scan.sha256, proyek.folder / copy.source


def _put_large(output: Output, large: Sequence[LibrarySlice], papers: Path, cara: BuildOptions) -> None:
    """Make the parts that others may make."""
    kept = papers if cara.executor is None else None  # others may be on another machine
    cara.progress("Menyusun dokumen, bagan, dan halaman", 2, 5)
    made = work_all([Job(irisan, kept, cara.ringkas) for irisan in large], cara.executor)
    for done, (irisan, hasil) in enumerate(zip(large, made, strict=True)):
        cara.progress(f"Menyusun dokumen, bagan, dan halaman ({done} dari {len(large)})", 2, 5)
        output.put(str(irisan.nama), irisan.sidik, hasil.halaman, hasil.berkas, hasil.kertas, hasil.unduhan)


def _put_lists(
    output: Output, situs: SiteFacts, temuan: tuple[Finding, ...], panduan: tuple[SearchText, ...], key: str,
    progress: TellProgress,
) -> None:  # fmt: skip
    """Make what is about everything. ``key``: what it may not be kept without, be it only until the next build."""
    umum = make_lists(situs, temuan, lambda: progress("Menyusun daftar dan pencarian", 3, 5))
    pages = [*output.pages, *(page.address for page in umum.halaman), *(page.halaman for page in panduan)]
    sitemap = sitemap_file(situs.proyek.instansi.alamat_situs, pages)
    output.put(UMUM, key, umum.halaman, {**umum.berkas, **sitemap})


def _put_search(output: Output, situs: SiteFacts, panduan: tuple[SearchText, ...]) -> None:
    """Make the files of the search where its texts changed."""
    with naming("Pencarian"):
        search = SiteSearch([*search_texts(situs), *list_texts(), *panduan])
    if not output.keep(CARI, search.digest):
        output.put(CARI, search.digest, (), search.files())
