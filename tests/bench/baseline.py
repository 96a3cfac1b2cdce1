"""The baseline: the same SOPs as plain Markdown, built by bare mkdocs-material.

What a careful office would do without us: an SOP page with a table of its steps, a checklist, a form; no charts, no
PDFs, no sheets of single steps. SOPs stay out of the navigation, which would slow it down: what they cost in it is
measured beside. So is what Chromium costs where it makes the papers of an SOP from such pages.
"""

from __future__ import annotations

import importlib.util
import resource
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.data.formulir import Formulir
from generator.data.library import Library
from generator.steps.resolve import ResolvedSop, Step, resolve

_SETTINGS = """\
site_name: Dasar
theme:
  name: material
  font: false
  language: id
plugins: [search]
markdown_extensions: [tables]
"""
_OUT_OF_MENU = """\
nav: [Beranda: index.md]
not_in_nav: "*/**"
"""
CETAK = 18
"""Papers of an SOP of 14 steps: the SOP, its worksheet, checklist, the sheet of each step, a form."""


def write_plain(folder: Path, proyek: Library) -> tuple[Path, Path]:
    """Write the Markdown rendition; the paths of its mkdocs.yml, and of one where all pages stand in the menu."""
    docs = folder / "docs"
    for slug in proyek.sop:
        sop = resolve(proyek, slug)
        _write(docs / "sop" / f"{slug}.md", _page(proyek, sop))
        _write(docs / "checklist" / f"{slug}.md", _checklist(sop))
    for slug, formulir in proyek.formulir.items():
        _write(docs / "formulir" / f"{slug}.md", _form(formulir))
    links = [f"- [{sop.judul}](sop/{slug}.md)" for slug, sop in proyek.sop.items()]
    _write(docs / "index.md", ["# Daftar SOP", "", *links])
    out, within = folder / "mkdocs.yml", folder / "menu.yml"
    out.write_text(_SETTINGS + _OUT_OF_MENU, "utf-8")
    within.write_text(_SETTINGS, "utf-8")
    return out, within


def chromium_cost(site: Path, slugs: Sequence[str]) -> float | None:
    """CPU seconds that Chromium takes for the papers of one SOP, from its pages in a built plain site: as many prints
    as we make, of these SOPs in the middle. None: no Chromium here."""
    chromium = shutil.which("chromium") or shutil.which("chromium-headless-shell")
    if chromium is None or importlib.util.find_spec("playwright") is None:
        return None
    from playwright.sync_api import sync_playwright

    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with sync_playwright() as program:
        browser = program.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        for slug in slugs:
            form = slug.replace("prosedur", "formulir")
            for name in [f"sop/{slug}", f"sop/{slug}", f"formulir/{form}", *[f"checklist/{slug}"] * (CETAK - 3)]:
                page.goto((site / name / "index.html").as_uri())
                page.pdf()
        browser.close()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / len(slugs)


def _write(path: Path, lines: Iterator[str] | list[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", "utf-8")


def _page(proyek: Library, sop: ResolvedSop) -> Iterator[str]:
    data = sop.data
    yield f"# {data.judul}\n"
    yield f"| | |\n|---|---|\n| Nomor | {data.nomor} |\n| Status | {data.status} |\n| Unit | {data.unit} |\n"
    for head, items in (
        ("Dasar hukum", [proyek.peraturan[id].judul for id in data.dasar_hukum]),
        ("Kualifikasi", data.kualifikasi),
        ("Peralatan", data.peralatan),
        ("Peringatan", data.peringatan),
        ("Pencatatan", data.pencatatan),
    ):
        yield "\n".join([f"## {head}\n", *(f"- {item}" for item in items), ""])
    related = [rujukan.sop for rujukan in data.keterkaitan if rujukan.sop]
    yield "\n".join(["## Keterkaitan\n", *(f"- [{proyek.sop[slug].judul}]({slug}.md)" for slug in related), ""])
    yield "## Langkah\n"
    yield "| No | Kegiatan | Pelaksana | Kelengkapan | Waktu | Output |\n|---|---|---|---|---|---|"
    for langkah in sop.langkah:
        yield f"| {' | '.join(_cells(proyek, langkah))} |"


def _cells(proyek: Library, langkah: Step) -> list[str]:
    data = langkah.data
    who = ", ".join(proyek.jabatan[id].nama for id in data.pelaksana)
    mutu = data.mutu_baku
    return [langkah.no, data.uraian, who, ", ".join(mutu.kelengkapan), mutu.waktu or "", ", ".join(mutu.output)]


def _checklist(sop: ResolvedSop) -> Iterator[str]:
    yield f"# Daftar periksa: {sop.data.judul}\n"
    for langkah in sop.langkah:
        yield f"## Langkah {langkah.no}\n\n{langkah.data.uraian}\n"
        yield from (f"- [ ] {item}" for item in (*langkah.data.mutu_baku.kelengkapan, *langkah.data.mutu_baku.output))
        yield ""


def _form(formulir: Formulir) -> Iterator[str]:
    yield f"# {formulir.judul}\n"
    for bagian in formulir.bagian:
        yield from (f"- {isian.label}: ........" for isian in bagian.isian)
        if bagian.tabel:
            heads = [kolom.label for kolom in bagian.tabel.kolom]
            yield f"\n| No | {' | '.join(heads)} |\n|---{'|---' * len(heads)}|"
            yield from (f"| {n + 1} |{'  |' * len(heads)}" for n in range(bagian.tabel.baris))
