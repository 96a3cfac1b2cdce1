"""A portal: the sites of several agencies in one, with one search and a home page that lists the agencies.

The site of each agency is made as if it stood alone, in a place of its own, so no data folder knows of another and an
agency without changes costs what a build without changes costs. The portal is then put together from the finished
sites, by giving their files a second name (hard link), and takes its place in one step.
"""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator import pipeline, working_folder
from generator.build_fingerprint import program_hash
from generator.build_options import BuildOptions
from generator.data.base import ID_PATTERN, MAX_ID
from generator.data.library import Library
from generator.facts.feeds import feeds_of_every_page
from generator.facts.page import Page
from generator.facts.search_texts import SearchText, search_texts
from generator.facts.site_facts import BuildContext, SiteFacts
from generator.findings import Finding
from generator.io.atomic import fresh_of, put_in_place, recover, remove_tree
from generator.io.lock import BusyError, locked
from generator.io.trouble import cannot_write, still_busy
from generator.outputs.colours_css import logo_path
from generator.outputs.search import SiteSearch, guide_texts, list_texts
from generator.pages.render import fill
from generator.pipeline import Result
from generator.site.look import look_of
from generator.site.output import Output, write_site
from generator.site.record import Record

NAMA = "Pustaka SOP"
"""What the portal is called: it belongs to no one agency."""
OWN_NAMES = ("assets", "data", "gambar", "panduan")
"""Folders of the portal itself."""
DEPAN = ".depan"
"""What the portal's own pages are called among the agencies, while the work is under way; no agency is called so."""


@dataclass(frozen=True, slots=True)
class AgencyBuild:
    """One agency of a portal: its address in it (the name of the data folder), and what its build came to."""

    nama: str
    data: Path
    hasil: Result


@dataclass(frozen=True, slots=True)
class PortalResult:
    """What a build came to. ``built`` is False when anything stopped it; then the old portal is still up.
    ``findings`` are about the portal itself; those of an agency are in its part."""

    bagian: tuple[AgencyBuild, ...]
    findings: tuple[Finding, ...]
    built: bool


def names_problem(data: Sequence[Path]) -> str:
    """Why these data folders cannot be one portal, in words; "" = they can."""
    names = [folder.resolve().name for folder in data]
    for name, count in Counter(names).items():
        if count > 1:
            return f"dua folder data bernama '{name}'; nama folder menjadi alamat instansi, jadi harus berbeda"
        if not ID_PATTERN.fullmatch(name) or len(name) > MAX_ID:
            return f"nama folder '{name}' tidak dapat menjadi alamat; pakai huruf kecil, angka, dan tanda hubung"
        if name in OWN_NAMES:
            return f"nama folder '{name}' dipakai oleh portal sendiri; pilih nama lain"
    return ""


def build(
    data: Sequence[Path], site: Path, cara: BuildOptions | None = None, *, home: Path | None = None
) -> PortalResult:
    """Make the portal of the data folders ``data``, for which ``names_problem`` has nothing to say, in ``site``.

    ``home``: where the work is kept between builds.
    """
    cara, home = cara or BuildOptions(), home or home_of(site)
    try:
        with locked(home), locked(site):
            recover(site.resolve())
            parts = [_build_part(folder, cara, home) for folder in data]
            if not all(part.hasil.built for part in parts):
                return PortalResult(tuple(parts), (), False)
            cara.progress("Menyusun portal", 4, 5)
            findings = _front(parts, home)
            if any(finding.severity == "galat" for finding in findings):
                return PortalResult(tuple(parts), tuple(findings), False)
            _put_together(parts, home / "situs", site.resolve())
            return PortalResult(tuple(parts), tuple(findings), True)
    except BusyError as error:
        return PortalResult((), (still_busy(site, error.mark),), False)
    except OSError as error:
        return PortalResult((), (cannot_write(error, site),), False)


def _build_part(folder: Path, cara: BuildOptions, home: Path) -> AgencyBuild:
    """Make the site of one agency, as if it stood alone."""
    name = folder.resolve().name

    def progress(words: str, done: int, total: int) -> None:
        cara.progress(f"{name}: {words}", done, total)

    own = replace(cara, tambahan={"portal": NAMA}, progress=progress)
    return AgencyBuild(name, folder, pipeline.build(folder, home / "situs" / name, own, home=home / "kerja" / name))


def home_of(site: Path) -> Path:
    """Where the work on the portal ``site`` is kept between builds."""
    return working_folder.home_of(site.resolve().with_name(f"portal-{site.resolve().name}"))


def _front(parts: Sequence[AgencyBuild], home: Path) -> list[Finding]:
    """Build the portal's own pages: the agencies, the panduan, and the search over everything."""
    look, work = look_of(), home / "kerja" / DEPAN
    projects = [(part, part.hasil.proyek) for part in parts if part.hasil.proyek is not None]
    texts = [text for part, proyek in projects for text in _texts(part.nama, proyek)]

    last = Record.read(work)
    last.guide, panduan = guide_texts(look.docs, last.guide)

    def fill(output: Output) -> None:
        output.put("depan", "", [_front_page(projects)], SiteSearch([*texts, *panduan]).files())

    # Of the menu only what the portal has.
    nav = [entry for entry in look.settings["nav"] if next(iter(entry)) in ("Beranda", "Panduan")]
    look = replace(look, settings={**look.settings, "nav": nav})
    feeds = [feed for part, proyek in projects for feed in feeds_of_every_page(proyek, f"{part.nama}/")]
    extra = {"daftar": "index.html", "instansi": {}, "umpan": feeds}
    settings = {"site_name": NAMA, "site_url": None, "extra": extra}
    _, findings = write_site(home / "situs" / DEPAN, work, look, settings, last, program_hash(), fill)
    return findings


def _texts(name: str, proyek: Library) -> Iterator[SearchText]:
    """What the search reads of one agency, as it lies in the portal."""
    instansi = proyek.instansi.plain_name
    for text in (*search_texts(SiteFacts(proyek, BuildContext())), *list_texts()):
        ket = " · ".join(filter(None, (text.ket, instansi)))
        yield replace(text, halaman=f"{name}/{text.halaman}", ket=ket, instansi=instansi)


def _front_page(projects: Sequence[tuple[AgencyBuild, Library]]) -> Page:
    """The home page: the agencies in the order given, with what each has."""
    agencies = [
        {
            "alamat": f"{part.nama}/index.html",
            "nama": proyek.instansi.plain_name,
            "pemerintah": proyek.instansi.pemerintah,
            "logo": f"{part.nama}/{logo_path(proyek)}" if proyek.logo else "",
            "sop": len(proyek.sop),
            "formulir": len(proyek.formulir),
        }
        for part, proyek in projects
    ]
    body = fill("portal.html", instansi=agencies, sop=sum(len(proyek.sop) for _, proyek in projects))
    return Page("index.md", NAMA, body, {"template": "home.html", "description": NAMA})


def _put_together(parts: Sequence[AgencyBuild], sites: Path, site: Path) -> None:
    """The portal from the finished sites, beside the one that is up; then it takes its place."""
    fresh = fresh_of(site)
    remove_tree(fresh)
    try:
        _link_tree(sites / DEPAN, fresh)
        for part in parts:
            _link_tree(sites / part.nama, fresh / part.nama)
        put_in_place(site)
    finally:
        remove_tree(fresh)


def _link_tree(source: Path, target: Path) -> None:
    """``target`` with the files of ``source``: the same files where the disk can, else copies."""
    try:
        shutil.copytree(source, target, copy_function=os.link)
    except (shutil.Error, OSError):
        remove_tree(target)
        shutil.copytree(source, target)
