"""The whole way, readable in one screen: load -> check -> model -> parts (pages, charts, papers, forms) -> site/."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from generator.build import make_parts, preview_parts
from generator.build.make_part import EngineError
from generator.build_fingerprint import program_hash
from generator.build_options import BuildOptions
from generator.check.acceptance import accept_for_agency
from generator.data.colour import on_dark, on_light
from generator.data.library import Library
from generator.data.memo import forget_unasked
from generator.data.read_cache import ReadCache
from generator.data.wording import format_date
from generator.examine import examine
from generator.facts.feeds import feeds_of_every_page
from generator.findings import Finding, declare, has_errors
from generator.io.atomic import make_folder, make_room, recover
from generator.io.lock import BusyError, locked
from generator.io.trouble import cannot_write, still_busy
from generator.outputs.colours_css import colours_path, logo_path
from generator.outputs.search import guide_texts
from generator.revisions.reader_view import for_reader
from generator.site.look import Look, look_of
from generator.site.output import Output, write_site
from generator.site.preview import Preview, preview_site
from generator.site.record import Record
from generator.working_folder import home_of

declare("D024", "galat")


@dataclass(frozen=True, slots=True)
class Result:
    """What a build came to.

    findings    what is to be said of the data
    built       False: findings stopped it, and the old site is still up
    proyek      the data, where they could be read
    pages       so many pages the site has
    changed     so many files were written or removed
    record      what it left for the next build
    preview     of a preview, what is shown before the site
    """

    findings: tuple[Finding, ...]
    built: bool
    proyek: Library | None = None
    pages: int = 0
    changed: int = 0
    record: Record | None = None
    preview: Preview = field(default_factory=Preview)


def build(
    data: Path, site: Path, cara: BuildOptions | None = None, *, home: Path | None = None, look: Look | None = None,
    simpanan: ReadCache | None = None,
) -> Result:  # fmt: skip
    """Make the site of the data folder ``data`` in ``site``; nothing is written while the data have errors.

    ``home``: the working folder, where the build leaves what the next one can use; ``look``: what the site looks like;
    ``simpanan``: what this process read and checked before, None = what the last one left. Another build of the same
    place is waited for. A full disk is a finding; the old site is up until the new one is whole. BrokenOffError:
    ``cara.progress`` said so, and all is as it was.
    """
    cara, site = cara or BuildOptions(), site.resolve()  # of a link, its folder is replaced
    home = home or home_of(data, cara.pembangun)

    look = look or look_of(data.resolve().parent)
    if not data.is_dir():  # nothing is put beside what is not there
        return Result(tuple(examine(data)[1]), False)

    def work() -> Result:
        with locked(site, partial(_wait, cara)):
            recover(site)
            return _build(data, site, cara, home, look, simpanan)

    return _alone(home, site, cara, work)


def preview(
    data: Path, site: Path, last: Record, simpanan: ReadCache, cara: BuildOptions | None = None, *,
    home: Path | None = None, look: Look | None = None,
) -> Result:  # fmt: skip
    """What to show at once before ``site``, which left the record ``last``, while the data have changed and the whole
    build is still to come. The site is not touched. See ``build``."""
    cara, home, look = cara or BuildOptions(), home or home_of(data), look or look_of(data.resolve().parent)

    def work() -> Result:
        cara.progress("Membaca dan memeriksa data", 0, 5)
        proyek, findings = examine(data, simpanan=simpanan)
        if proyek is None or has_errors(findings, strict=cara.strict):
            return Result(tuple(findings), False, proyek)
        proyek = for_reader(proyek, cara.hari)
        fill = partial(preview_parts, proyek, tuple(findings), cara=cara)
        shown, told = preview_site(home, look, settings_of(proyek, cara), last, fill)
        findings += accept_for_agency(proyek, told)
        if shown is None:
            return Result(tuple(findings), False, proyek)
        cara.progress("Selesai", 5, 5)
        changed = len(shown.files) + len(shown.gone)
        return Result(tuple(findings), True, proyek, changed=changed, record=last, preview=shown)

    return _alone(home, site, cara, work)


def _alone(home: Path, site: Path, cara: BuildOptions, work: Callable[[], Result]) -> Result:
    """Do it while no other build is at work in ``home``. What prevents it is a finding."""
    try:
        with locked(home, partial(_wait, cara)):
            return work()
    except EngineError as error:
        return Result((engine_failed(error),), False)
    except BusyError as error:
        return Result((still_busy(site, error.mark),), False)
    except OSError as error:
        return Result((cannot_write(error, site),), False)


def _wait(cara: BuildOptions) -> None:
    cara.progress("Menunggu pembuatan situs lain selesai", 0, 5)


def _build(data: Path, site: Path, cara: BuildOptions, home: Path, look: Look, simpanan: ReadCache | None) -> Result:
    cara.progress("Membaca dan memeriksa data", 0, 5)
    make_folder(home)
    make_folder(home / "pdf")
    last = Record.read(home)
    simpanan = simpanan or ReadCache(last.reading, program_hash())
    proyek, findings = examine(data, simpanan=simpanan)
    reading = simpanan.dump()
    if reading is not None:
        last.reading = reading
    if proyek is None or has_errors(findings, strict=cara.strict):
        if reading is not None:
            last.write(home)
        return Result(tuple(findings), False, proyek)

    proyek = for_reader(proyek, cara.hari)
    last.guide, panduan = guide_texts(look.docs, last.guide)

    def fill(output: Output) -> None:
        make_parts(proyek, tuple(findings), panduan, output, home / "pdf", cara)
        cara.progress("Membangun situs", 4, 5)

    how = f"{program_hash()} {'ringkas' if cara.ringkas else 'lengkap'}"
    output, told = write_site(site, home, look, settings_of(proyek, cara), last, how, fill, cara.pembangun)
    findings += accept_for_agency(proyek, told)
    if output is None:
        return Result(tuple(findings), False, proyek)
    forget_unasked()
    forget_papers(home / "pdf", output.papers)
    cara.progress("Selesai", 5, 5)
    return Result(tuple(findings), True, proyek, len(output.pages), output.changed, output.record)


def engine_failed(error: EngineError) -> Finding:
    """What the data of a part led an engine to refuse, though the check let them pass."""
    words = f"tidak dapat dibuat: {error}"
    remedy = "sederhanakan teks atau gambar di bagian itu, dan laporkan kalimat ini; situs yang lama tetap ada"
    return Finding("D024", "galat", error.args[1], 0, 0, "", words, remedy)


def forget_papers(folder: Path, used: set[str]) -> None:
    """Delete the kept documents that nothing needs any more; ``used``: their hashes."""
    for old in folder.glob("*"):
        if old.name not in used:
            make_room(old)


def as_of_banner(hari: datetime.date | None) -> str:
    """What every page says where the site shows the library as it stood on one day."""
    return f"Keadaan per {format_date(hari)}" if hari else ""


def settings_of(proyek: Library, cara: BuildOptions) -> dict[str, Any]:
    """What mkdocs.yml takes from the data."""
    said = {"instansi": site_identity(proyek), "keadaan": as_of_banner(cara.hari), "umpan": feeds_of_every_page(proyek)}
    extra = {**said, **cara.tambahan}
    instansi = proyek.instansi
    return {"site_name": instansi.nama_situs, "site_url": instansi.alamat_situs, "extra": extra}


def site_identity(proyek: Library) -> dict[str, str]:
    """What the theme's header and footer say about the agency."""
    instansi = proyek.instansi
    return {
        "pemerintah": instansi.pemerintah,
        "nama": instansi.nama,
        "nama_tampil": instansi.plain_name,
        "logo": logo_path(proyek),
        "warna": colours_path(proyek),
        "aksen": on_light(instansi.warna).warna if instansi.warna else "",
        "aksen_gelap": on_dark(instansi.warna).warna if instansi.warna else "",
    }
