"""What is handed out beside the site: which SOPs are in force on a day, and the book of their official documents.

Nothing of it needs a built site. Documents come from the same functions as the site's and from the same folder of kept
ones, so what a build has set is not set again.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.build.make_part import naming
from generator.build_options import TellProgress
from generator.chart.svg import draw
from generator.commands.output_file import MARK
from generator.data.instansi import NamaKertas
from generator.data.library import Library
from generator.data.near_words import suggest
from generator.data.wording import format_date
from generator.declared import papers_of
from generator.examine import examine
from generator.facts.print_marks import print_marks
from generator.facts.printed_chart import printed_sop
from generator.facts.site_facts import BuildContext, SiteFacts
from generator.findings import Finding, has_errors
from generator.outputs.colours_css import logo_path
from generator.outputs.png import to_png
from generator.pages.revisi_page import editions_of
from generator.paper.book_front import TUJUAN, BookEntry, document_front, document_numbers
from generator.paper.official import document_official
from generator.paper.sheet_margins import lying_sheet, upright_sheet
from generator.paper.typesetting import compile_document, compile_marks, typeset
from generator.revisions.in_force import period_on
from generator.revisions.reader_view import for_reader
from generator.revisions.spoken_time import printed_period
from generator.working_folder import home_of, last_known

_ABOVE = 3.0
"""So far above the text of a page its number in the book stands (mm)."""


class CannotHandOutError(Exception):
    """Nothing was made: why, and the findings that stand in the way. ``asked_wrongly``: what was asked for is not
    there."""

    def __init__(self, why: str, findings: Iterable[Finding] = (), *, asked_wrongly: bool = False) -> None:
        super().__init__(why)
        self.why, self.findings, self.asked_wrongly = why, tuple(findings), asked_wrongly


@dataclass(frozen=True, slots=True)
class EditionAtHand:
    """An SOP in the revision that is handed out: the facts of the site which has this revision in its place.

    ``in_force``: whether it holds on the day; else it is the one on the main page, a draft or one of another time.
    """

    situs: SiteFacts
    slug: str
    in_force: bool


@dataclass(frozen=True, slots=True)
class MadeBook:
    """A book: its bytes, how many SOPs and how many pages it has."""

    pdf: bytes
    sops: int
    pages: int


def library_at_hand(data: Path) -> Library:
    """The library as its readers see it. ``CannotHandOutError``: the data have errors."""
    home = home_of(data)
    proyek, findings = examine(data, simpanan=last_known(home))
    if proyek is None or has_errors(findings, strict=False):
        errors = [finding for finding in findings if finding.severity == "galat"]
        raise CannotHandOutError("Data masih memuat galat; perbaiki dulu", errors)
    return for_reader(proyek)


def facts_at_hand(proyek: Library) -> SiteFacts:
    """The facts of the site of this library."""
    return SiteFacts(proyek, BuildContext(logo=logo_path(proyek)))


def edition_on(situs: SiteFacts, slug: str, day: datetime.date) -> EditionAtHand:
    """The revision of an SOP that is in force on ``day``, else the one on its main page."""
    masa = period_on(situs.proyek, slug, day)
    editions = editions_of(situs, slug)
    holding = masa.versi.revisi if masa.versi else None
    for edition in editions:
        if (edition.proyek.sop[slug].revisi or 0) == holding:
            return EditionAtHand(edition, slug, in_force=True)
    return EditionAtHand(editions[0], slug, in_force=False)


def in_force_on(situs: SiteFacts, day: datetime.date, unit: str | None = None) -> Iterator[EditionAtHand]:
    """Every SOP that is in force on ``day``, of one unit or of all: by the order of the units, then by title."""
    proyek, found = situs.proyek, []
    for slug in proyek.sop:
        if period_on(proyek, slug, day).keadaan == "berlaku":
            edition = edition_on(situs, slug, day)
            sop = edition.situs.proyek.sop[slug]
            if unit is None or sop.unit == unit:
                found.append((_rank(proyek, sop.unit), sop.judul.casefold(), slug, edition))
    yield from (edition for *_, edition in sorted(found, key=lambda one: one[:3]))


def _rank(proyek: Library, unit: str | None) -> int:
    units = list(proyek.instansi.unit)
    return units.index(unit) if unit in units else len(units)


def require_unit(proyek: Library, unit: str | None) -> None:
    """Refuse a unit that the agency does not have."""
    if unit is not None and unit not in proyek.instansi.unit:
        near = suggest(unit, proyek.instansi.unit)
        raise CannotHandOutError(f"Unit '{unit}' tidak ada di instansi.yml; {near}", asked_wrongly=True)


def make_book(data: Path, unit: str | None, day: datetime.date, progress: TellProgress) -> MadeBook:
    """The book of the official documents of all SOPs that are in force on ``day``.

    ``CannotHandOutError``: the data have errors, or no SOP is in force then. PartError: a fault of the program.
    """
    from generator.paper.merged_pdf import BoundPart, NumberPlace, bind_book, page_count  # not above: brings pikepdf

    progress("Membaca dan memeriksa data", 0, 1)
    proyek = library_at_hand(data)
    require_unit(proyek, unit)
    situs, kept = facts_at_hand(proyek), home_of(data) / "pdf"
    scope = proyek.instansi.unit[unit].nama if unit else proyek.instansi.plain_name
    chosen = list(in_force_on(situs, day, unit))
    if not chosen:
        whose = f" milik {scope}" if unit else ""
        raise CannotHandOutError(f"Tidak ada SOP{whose} yang berlaku pada {format_date(day)}")
    parts, entries = [], []
    for done, edition in enumerate(chosen):
        progress("Menyusun dokumen", done, len(chosen))
        with naming(f"SOP {edition.slug}, dokumen resmi"):
            sop = edition.situs.sop[edition.slug]
            pdf = typeset(document_official(edition.situs.proyek, sop), kept)
            name = "" if unit else situs.unit_name(sop.data.unit) or "Tanpa unit"
            entries.append(BookEntry(sop.data, name, page_count(pdf)))
            parts.append(BoundPart(pdf, sop.data.judul, name))
    progress("Menjilid", len(chosen), len(chosen))
    if len({entry.unit for entry in entries}) < 2:
        parts = [BoundPart(part.pdf, part.title) for part in parts]
    with naming("Buku"):
        pages = sum(entry.pages for entry in entries)
        front = compile_document(document_front(proyek, entries, scope, day))
        numbers = compile_marks(document_numbers(pages, day))
        upright, lying = upright_sheet(proyek.instansi, 0), lying_sheet(proyek.instansi, 0)
        place = NumberPlace((upright.kiri, upright.atas - _ABOVE), (lying.kiri, lying.atas - _ABOVE))
        book = bind_book(front, parts, numbers, place, TUJUAN)
    return MadeBook(book, len(entries), pages)


def editions_on(situs: SiteFacts, slugs: Iterable[str], day: datetime.date) -> list[EditionAtHand]:
    """These SOPs, each once, in their revision of ``day``. ``CannotHandOutError``: one is not there."""
    known = dict.fromkeys(slugs)
    for slug in known:
        if slug not in situs.proyek.sop:
            near = suggest(slug, situs.proyek.sop)
            raise CannotHandOutError(f"SOP '{slug}' tidak ada; {near}", asked_wrongly=True)
    return [edition_on(situs, slug, day) for slug in known]


def papers_at_hand(edition: EditionAtHand, kept: Path) -> Iterator[tuple[str, bytes]]:
    """The papers of an SOP: the name of each file, and its PDF."""
    for one in papers_of("edisi", edition.situs, edition.slug):
        with naming(f"SOP {edition.slug}, {one.title}"):
            yield one.path.rpartition("/")[2], typeset(one.document, kept)


def charts_at_hand(edition: EditionAtHand, kertas: NamaKertas) -> Iterator[tuple[str, bytes]]:
    """The charts of an SOP as pictures, SVG and PNG: those of the screen, and each sheet of this paper as printed."""
    situs, slug = edition.situs, edition.slug
    instansi = situs.proyek.instansi.model_copy(update={"kertas": kertas})
    sop = situs.sop[slug]
    with naming(f"SOP {slug}, bagan"):
        pictures = {prosedur.bagan.id: draw(prosedur.bagan) for prosedur in sop.prosedur}
        printed = printed_sop(instansi, sop, print_marks(instansi, slug, sop.data), printed_period(situs.proyek, slug))
        for number, sheet in enumerate(printed.sheets, start=1):
            pictures[f"{slug}-{kertas}-lembar-{number}"] = sheet
        for name, svg in pictures.items():
            yield f"{name}.svg", f"<!-- {MARK} -->\n{svg}".encode()
            yield f"{name}.png", to_png(svg, maker=MARK)
