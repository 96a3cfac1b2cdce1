"""Making one part of the site from its slice: papers first, then downloads, then the pages that offer them.

Whoever makes a part gets a ``Job`` and gives a ``MadePart``, both plain data, so any executor of ``concurrent.futures``
will do: processes, other machines. The result is the same with each of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.build.slices import LibrarySlice, PartName
from generator.build_options import BrokenOffError
from generator.data.folder import FOLDERS
from generator.data.library import file_of
from generator.declared import SiteFile, each_page_of, outputs_of, pages_of, papers_of
from generator.facts.signed_copies import signed_copies
from generator.facts.site_facts import BuildContext, Download, Offers, SiteFacts
from generator.facts.site_forms import form_of
from generator.findings import Finding
from generator.outputs.colours_css import logo_path
from generator.pages import Page, pages_of_sop
from generator.pages.moved_pages import moved_pages
from generator.pages.revisi_page import editions_of, forms_of_edition
from generator.paper.typesetting import Paper, forget_older, typeset
from generator.revisions.public_words import public_words


@dataclass(frozen=True, slots=True)
class Job:
    """A part to be made.

    irisan      what it is made from
    simpanan    the folder where finished papers are kept, None = nowhere
    ringkas     leave out papers and downloads
    lama        make none of these, for others follow soon: its pages offer what they offered, by their keys
    """

    irisan: LibrarySlice
    simpanan: Path | None = None
    ringkas: bool = False
    lama: Offers | None = None


@dataclass(frozen=True, slots=True)
class MadePart:
    """A part made.

    halaman     its pages
    berkas      its other files: path in the site -> content
    kertas      the hashes of its papers
    unduhan     what its pages offer, by their keys
    """

    halaman: tuple[Page, ...] = ()
    berkas: Mapping[str, bytes] = field(default_factory=dict)
    kertas: tuple[str, ...] = ()
    unduhan: Offers = field(default_factory=dict)


class PartError(Exception):
    """A part could not be made, by a fault of the program; the words name it and say what happened."""


class EngineError(PartError):
    """An engine that others wrote could not make something of a part's data; ``args``: the words, the data file."""

    def __str__(self) -> str:
        return str(self.args[0])


_ENGINES = {
    "typst": "Typst",
    "pygraphviz": "Graphviz",
    "pypdfium2": "PDFium",
    "pyxform": "pyxform",
    "pikepdf": "pikepdf",
    "xlsxwriter": "XlsxWriter",
}
"""Package -> what makes papers, charts, pictures and forms of what it gets."""


@contextmanager
def naming(part: str, file: str = "") -> Iterator[None]:
    """What fails within names the part, made from the data file ``file``. A full disk or a lost cluster is no fault of
    the part, nor is that nobody wants it any more."""
    try:
        yield
    except (PartError, BrokenOffError, OSError, BrokenExecutor):
        raise
    except Exception as error:
        engine = _ENGINES.get(type(error).__module__.partition(".")[0].lstrip("_"))
        if engine:
            raise EngineError(f"{part}: {engine}: {error}", file) from error
        raise PartError(f"{part}: {type(error).__name__}: {error}") from error


_KINDS = {"sop": "SOP", "formulir": "Formulir", "pelaksana": "Pelaksana", "peraturan": "Peraturan"}


def words_of(nama: PartName) -> str:
    """A part as people call it: "SOP surat-masuk"."""
    return f"{_KINDS[nama.jenis]} {nama.id}"


def _file_of(nama: PartName) -> str:
    """The data file that a part is about."""
    return (
        file_of(nama.jenis, nama.id) if nama.jenis in FOLDERS else f"{nama.jenis.replace('pelaksana', 'jabatan')}.yml"
    )


def make_part(tugas: Job) -> MadePart:
    """Make a part. PartError: it cannot be made; OSError: the disk of ``simpanan`` refuses."""
    with naming(words_of(tugas.irisan.nama), _file_of(tugas.irisan.nama)):
        return _make_part(tugas)


def _make_part(tugas: Job) -> MadePart:
    jenis, id = tugas.irisan.nama
    situs = SiteFacts(tugas.irisan.proyek, BuildContext(logo=logo_path(tugas.irisan.proyek)))
    if jenis == "sop":
        return _make(situs, tugas, _of_sop(situs, id), lambda: pages_of_sop(situs, id))
    if jenis == "formulir":
        return _make(situs, tugas, _of_form(situs, id), lambda: pages_of("formulir", situs, id))
    return make_small_part(situs, tugas.irisan.nama)


def make_small_part(situs: SiteFacts, nama: PartName) -> MadePart:
    """Make the part of an actor or a regulation: pages only, quickly made where the whole project is at hand."""
    assert nama.jenis in ("pelaksana", "peraturan")
    with naming(words_of(nama)):
        return MadePart(tuple(pages_of(nama.jenis, situs, nama.id)))


def make_lists(
    situs: SiteFacts, temuan: tuple[Finding, ...], going_on: Callable[[], None] = lambda: None
) -> MadePart:  # fmt: skip
    """What is about everything: the home page, lists, the index for machines. ``going_on``: is called between them."""
    situs.konteks = BuildContext(temuan, situs.konteks.logo)
    with naming("Daftar dan beranda"):
        pages: list[Page] = []
        for declared in each_page_of("pustaka", situs):
            going_on()
            pages += declared
        files: dict[str, bytes] = {}
        for file in outputs_of("pustaka", situs):
            going_on()
            files[file.path] = file.content
        return MadePart(tuple(pages), files)


@dataclass(frozen=True, slots=True)
class _PartOf:
    """What a part has beside its pages, not made yet: papers, downloads, and files that its pages need. ``signed``:
    what its pages offer besides, put into the site elsewhere (``build``)."""

    papers: Iterable[Paper]
    downloads: Iterable[SiteFile]
    needed: Iterable[SiteFile]
    signed: Mapping[str, tuple[Download, ...]] = field(default_factory=dict)


def _of_form(situs: SiteFacts, id: str) -> _PartOf:
    given = situs.proyek, form_of(situs.proyek, id)
    return _PartOf(papers_of("formulir", *given), outputs_of("formulir", *given), outputs_of("gaya", *given))


def _of_sop(situs: SiteFacts, slug: str) -> _PartOf:
    """Those of every revision of an SOP that has its own pages, the one on its main page first."""
    if slug not in situs.sop:
        return _PartOf((), (), (), {copy.page: (copy.download,) for copy in signed_copies(situs.proyek, slug)})
    editions = [(edition, [*forms_of_edition(edition, slug)]) for edition in editions_of(situs, slug)]
    forms = [(edition.proyek, form) for edition, its in editions for form in its]

    def papers() -> Iterator[Paper]:
        for edition, its in editions:
            yield from papers_of("edisi", edition, slug)
            for form in its:
                yield from papers_of("formulir", edition.proyek, form)

    def downloads() -> Iterator[SiteFile]:
        shown = editions[0][0].sop[slug]
        yield from outputs_of("sop", replace(shown, data=public_words(shown.data, situs.proyek.instansi)))
        for given in forms:
            yield from outputs_of("formulir", *given)

    needed = (file for given in forms for file in outputs_of("gaya", *given))
    signed = {copy.page: (copy.download,) for copy in signed_copies(situs.proyek, slug)}
    return _PartOf(papers(), downloads(), needed, signed)


def _make(situs: SiteFacts, tugas: Job, beside: _PartOf, pages: Callable[[], list[Page]]) -> MadePart:
    """Papers and downloads first: the pages say how large they are."""
    files: list[SiteFile] = []
    keys: list[str] = []
    part, file = words_of(tugas.irisan.nama), _file_of(tugas.irisan.nama)
    if not tugas.ringkas and tugas.lama is None:
        for paper in beside.papers:
            with naming(f"{part}, {paper.path.rpartition('/')[2].removesuffix('.pdf').replace('-', ' ')}", file):
                pdf = typeset(paper.document, tugas.simpanan)
            files.append(SiteFile(paper.path, pdf, paper.page, paper.title, paper.kind))
            keys.append(paper.document.digest)
        forget_older()
        with naming(f"{part}, unduhan", file):
            files += beside.downloads
    offers = _offers(files) if tugas.lama is None else tugas.lama
    unduhan = {page: (*beside.signed.get(page, ()), *offers.get(page, ())) for page in {**beside.signed, **offers}}
    situs.konteks = BuildContext(logo=situs.konteks.logo, unduhan=unduhan)
    with naming(f"{part}, halaman", file):
        made = tuple(pages())
        moved = moved_pages(situs.proyek, tugas.irisan.nama.id, made) if tugas.irisan.nama.jenis == "sop" else ()
        return MadePart(made, _as_files([*files, *beside.needed, *moved]), tuple(keys), offers)


def _offers(files: Iterable[SiteFile]) -> Offers:
    """What each page offers to download: key of the page -> its files."""
    found: dict[str, tuple[Download, ...]] = {}
    for file in files:
        if file.page:
            offer = Download(file.path, file.title, file.kind, len(file.content))
            found[file.page] = (*found.get(file.page, ()), offer)
    return found


def _as_files(files: Iterable[SiteFile]) -> dict[str, bytes]:
    return {file.path: file.content for file in files}
