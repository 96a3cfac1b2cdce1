"""The whole way, readable in one screen: load -> check -> model -> flow -> pages -> docs/ -> MkDocs -> site/."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from generator.check import check
from generator.data.loader import load
from generator.data.proyek import Proyek
from generator.findings import Finding, has_errors, in_order
from generator.pages import Konteks, render_pages
from generator.paper import make_papers
from generator.site.docs import ORIGIN, Workplace, forget_lost
from generator.site.downloads import logo_path, make_downloads, offered_papers, offers
from generator.site.mkdocs import build_site

ROOT = Path(__file__).resolve().parent.parent
"""The project: mkdocs.yml, overrides/ and the hand-written docs/ lie here."""
DEFAULT_DATA = ROOT / "sop_data"
Progress = Callable[[str, int, int], None]
"""Told what is being done, and how far: (words, done, all)."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a build came to. ``built`` is False when findings stopped it; then the old site is still up."""

    findings: tuple[Finding, ...]
    built: bool
    proyek: Proyek | None = None
    pages: int = 0
    changed: int = 0


def examine(data: Path) -> tuple[Proyek | None, list[Finding]]:
    """Read and check everything, write nothing."""
    proyek, findings = load(data)
    if proyek is not None:
        findings += check(proyek)
    return proyek, in_order(findings)


def build(
    data: Path,
    site: Path,
    *,
    strict: bool = False,
    progress: Progress = lambda *_: None,
    workplace: Workplace | None = None,
) -> Result:
    """Make the site of the data folder ``data`` in ``site``; nothing is written while the data have errors.

    ``workplace`` overrides where the generated pages are kept between builds.
    """
    progress("Membaca dan memeriksa data", 0, 5)
    proyek, findings = examine(data)
    if proyek is None or has_errors(findings, strict=strict):
        return Result(tuple(findings), False, proyek)

    workplace = workplace or workplace_of(data)
    progress("Menyusun dokumen PDF", 1, 5)
    papers = make_papers(proyek, workplace.ledger.with_name("pdf"))

    progress("Menggambar bagan dan menyusun halaman", 2, 5)
    downloads = [*offered_papers(proyek, papers), *make_downloads(proyek)]
    pages = render_pages(proyek, Konteks(tuple(findings), logo=logo_path(proyek), unduhan=offers(downloads)))
    files = {page.path: page.to_markdown().encode() for page in pages} | {file.path: file.isi for file in downloads}

    progress("Menulis halaman yang berubah", 3, 5)
    changed, blocked = workplace.write(files)
    if blocked:
        return Result((*findings, *blocked), False, proyek)

    progress("Membangun situs", 4, 5)
    settings = {"site_name": proyek.instansi.nama_situs, "extra": {"instansi": site_identity(proyek)}}
    findings += build_site(ROOT / "mkdocs.yml", workplace.docs, site, settings)
    progress("Selesai", 5, 5)
    return Result(tuple(findings), not has_errors(findings), proyek, len(pages), changed)


def workplace_of(data: Path) -> Workplace:
    """docs/ for the project's own data; any other data folder gets a place of its own, with the panduan copied in."""
    if data.resolve() == DEFAULT_DATA:
        return Workplace(ROOT / "docs", ROOT / ".sop" / "daftar.json")
    home = str(data.resolve())
    folder = ROOT / ".sop" / f"{data.resolve().name}-{hashlib.sha256(home.encode()).hexdigest()[:8]}"
    forget_lost(ROOT / ".sop")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / ORIGIN).write_text(home, "utf-8")
    workplace = Workplace(folder / "docs", folder / "daftar.json")
    workplace.copy_hand_written(ROOT / "docs")
    return workplace


def site_identity(proyek: Proyek) -> dict[str, str]:
    """What the theme's header and footer say about the agency."""
    instansi = proyek.instansi
    return {
        "pemerintah": instansi.pemerintah,
        "nama": instansi.nama,
        "nama_tampil": instansi.nama_biasa,
        "logo": logo_path(proyek),
    }
