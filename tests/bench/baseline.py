"""The baseline: the same SOPs as plain Markdown, built by bare mkdocs-material.

What a careful office would do without us: an SOP page with a table of its steps, a checklist, a form; no charts, no
PDFs, no sheets of single steps. SOPs stay out of the navigation, which would slow it down.
"""

from __future__ import annotations

from collections.abc import Iterator
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
nav: [Beranda: index.md]
not_in_nav: "*/**"
"""


def write_plain(folder: Path, proyek: Library) -> Path:
    """Write the Markdown rendition; the path of its mkdocs.yml."""
    docs = folder / "docs"
    for slug in proyek.sop:
        sop = resolve(proyek, slug)
        _write(docs / "sop" / f"{slug}.md", _page(proyek, sop))
        _write(docs / "checklist" / f"{slug}.md", _checklist(sop))
    for slug, formulir in proyek.formulir.items():
        _write(docs / "formulir" / f"{slug}.md", _form(formulir))
    links = [f"- [{sop.judul}](sop/{slug}.md)" for slug, sop in proyek.sop.items()]
    _write(docs / "index.md", ["# Daftar SOP", "", *links])
    settings = folder / "mkdocs.yml"
    settings.write_text(_SETTINGS, "utf-8")
    return settings


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
