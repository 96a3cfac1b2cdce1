"""The files beside the pages: what can be downloaded of each SOP and each form, and the data for machines."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.data.proyek import Proyek
from generator.flow import bpmn, lajur
from generator.flow.susunan import LangkahTersusun, ProsedurTersusun, SopTersusun
from generator.flow.svg import draw
from generator.forms import csv_kepala, skema
from generator.forms.semua import FormulirSitus
from generator.pages.cetakan import cetakan_of_form
from generator.pages.formulir import print_style
from generator.pages.saat import masa_of
from generator.pages.situs import Situs, Unduhan
from generator.revisi.berlaku import Masa
from generator.site import ics, skema_data
from generator.site.umpan import ALAMAT as ALAMAT_UMPAN
from generator.site.umpan import umpan
from generator.site.warna import warna_css, warna_path

_BERKAS_SOP = re.compile(r"sop/([^/]+)(?:/revisi/\d+)?")


@dataclass(frozen=True, slots=True)
class Berkas:
    """A file of the site: its path in docs/, its bytes; ``untuk`` is the key of the page that offers it ("" = none)
    under the words ``judul`` and ``jenis`` ("Bagan", "SVG")."""

    path: str
    isi: bytes
    untuk: str = ""
    judul: str = ""
    jenis: str = ""


def downloads_of_all(situs: Situs) -> Iterator[Berkas]:
    """The files about the whole site: the index for machines, the agency's logo."""
    yield Berkas("data/index.json", _json(_index(situs)))
    yield from (Berkas(path, _json(schema)) for path, schema in skema_data.schemas().items())
    feed = umpan(situs.riwayat)
    if feed:
        yield Berkas(ALAMAT_UMPAN, feed.encode())
    yield from _calendars(situs.proyek)
    if css := warna_css(situs.proyek):
        yield Berkas(warna_path(situs.proyek), css.encode())
    instansi = situs.proyek.instansi
    if instansi.logo:
        yield Berkas(logo_path(situs.proyek), situs.proyek.logo)


def _calendars(proyek: Proyek) -> Iterator[Berkas]:
    """The review calendar, of all SOPs and of each unit."""
    name = f"Tinjauan SOP {proyek.instansi.nama_biasa}"
    kalender = ics.Kalender(proyek)
    files = {"kalender/kalender.ics": kalender.write(name, proyek.sop)}
    for id, unit in proyek.instansi.unit.items():
        own = [slug for slug, sop in proyek.sop.items() if sop.unit == id]
        files[f"kalender/unit/{id}.ics"] = kalender.write(f"Tinjauan SOP {unit.nama}", own)
    yield from (Berkas(path, content) for path, content in files.items() if content)


def logo_path(proyek: Proyek) -> str:
    """Where the logo stands in the site ("" = the agency has none)."""
    logo = proyek.instansi.logo
    return f"instansi/logo{Path(logo).suffix.lower()}" if logo else ""


def offered_papers(proyek: Proyek, papers: Mapping[str, bytes]) -> Iterator[Berkas]:
    """The printed documents, the official one first, and the forms; ``papers``: path -> PDF."""
    editions = {folder: _slug_of(folder) for path in papers if _slug_of(folder := path.rpartition("/")[0])}
    for folder, slug in editions.items():
        for name, judul, kertas in (
            (slug, "Dokumen resmi", proyek.instansi.kertas),
            ("lembar-kerja", "Lembar kerja identifikasi", proyek.instansi.kertas),
            ("daftar-periksa", "Daftar periksa seluruh SOP", "A4"),
            ("lembar-langkah", "Lembar periksa setiap langkah", "A4"),
        ):
            path = f"{folder}/{name}.pdf"
            if path in papers:
                yield Berkas(path, papers[path], folder, judul, f"PDF {kertas}")
    for path, pdf in papers.items():
        key = path.rpartition("/")[0]
        if key in editions:
            continue
        # A form, twice in the folder of its page; its name may end with the same word.
        isian = path.endswith("-isian.pdf") and f"{path.removesuffix('-isian.pdf')}.pdf" in papers
        judul, jenis = ("Untuk diisi di komputer", "PDF isian") if isian else ("Untuk dicetak", "PDF")
        yield Berkas(path, pdf, key, judul, f"{jenis} {proyek.instansi.kertas}")


def _slug_of(folder: str) -> str:
    """The SOP whose documents stand in a folder, be it those of another revision; "" where none do."""
    found = _BERKAS_SOP.fullmatch(folder)
    return found[1] if found else ""


def offers(files: Iterable[Berkas]) -> Mapping[str, tuple[Unduhan, ...]]:
    """What each page offers to download: key of the page -> its files."""
    found: dict[str, tuple[Unduhan, ...]] = {}
    for file in files:
        if file.untuk:
            offer = Unduhan(file.path, file.judul, file.jenis, len(file.isi))
            found[file.untuk] = (*found.get(file.untuk, ()), offer)
    return found


def downloads_of_sop(sop: SopTersusun) -> Iterator[Berkas]:
    """The pictures, models and data of one SOP."""
    key = f"sop/{sop.slug}"
    for number, prosedur in enumerate(sop.prosedur, start=1):
        which = f" prosedur {number}" if len(sop.prosedur) > 1 else ""
        yield from _of_chart(key, sop.data.judul, which, prosedur)
    yield Berkas(f"{key}/{sop.slug}.json", _json(_sop_as_data(sop)), key, "Data", "JSON")


def _of_chart(key: str, nama: str, which: str, prosedur: ProsedurTersusun) -> Iterator[Berkas]:
    from generator.flow.png import to_png  # not above: it brings PDFium and Typst, which few commands need

    path = f"{key}/{prosedur.bagan.id}"
    svg = draw(prosedur.bagan)
    yield Berkas(f"{path}.svg", svg.encode(), key, f"Bagan{which}", "SVG")
    yield Berkas(f"{path}.png", to_png(svg), key, f"Bagan{which}", "PNG")
    yield Berkas(f"{path}.bpmn", bpmn.write(prosedur.bagan, nama).encode(), key, f"Bagan{which}", "BPMN")
    yield Berkas(f"{path}-lajur.svg", lajur.draw(prosedur.bagan).encode(), key, f"Bagan lajur{which}", "SVG")
    yield Berkas(f"{path}-lajur.dot", lajur.dot(prosedur.bagan).encode(), key, f"Bagan lajur{which}", "DOT")


def style_of_form(proyek: Proyek, form: FormulirSitus) -> Berkas:
    """What the page of a form needs to be printed: its paper, and what stands on each printed page."""
    return Berkas(f"{form.kunci}/cetak.css", print_style(proyek, form).encode())


def downloads_of_form(proyek: Proyek, form: FormulirSitus) -> Iterator[Berkas]:
    """The workbooks, models and lists of one form."""
    # Not above: they bring xlsxwriter and pyxform, a quarter of a second that few commands need.
    from generator.forms import xlsform, xlsx

    key, path, formulir, mark = form.kunci, form.berkas, form.data, cetakan_of_form(proyek, form)
    yield Berkas(f"{path}.xlsx", xlsx.write(formulir, proyek, mark.umur), key, "Untuk diisi di komputer", "Excel")
    yield Berkas(f"{path}.xlsform.xlsx", xlsform.write(formulir, form.id), key, "Untuk KoboToolbox dan ODK", "XLSForm")
    xform = xlsform.to_xform(formulir, form.id).encode()
    yield Berkas(f"{path}.xform.xml", xform, key, "Untuk KoboToolbox dan ODK", "XForm")
    yield Berkas(f"{path}.schema.json", skema.write(formulir).encode(), key, "Untuk program", "JSON Schema")
    yield Berkas(f"{path}.isian.csv", csv_kepala.fields(formulir).encode(), key, "Untuk program", "CSV daftar isian")
    for part, head in csv_kepala.heads(formulir).items():
        yield Berkas(f"{path}.{part}.csv", head.encode(), key, "Untuk program", f"CSV {part}")


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _step_as_data(step: LangkahTersusun) -> dict[str, Any]:
    """What holds for a step although it is written elsewhere: values of merged cells with those that share them, and
    its footnotes. A time has the unit that the head of its column says."""
    return {
        "kode": step.kode,
        "no": step.no,
        "mutu_baku": {
            name: {"isi": list(value.butir), "bersama": list(value.langkah)}
            for name, value in step.mutu._asdict().items()
        },
        "catatan_kaki": dict(step.catatan),
    }


def _sop_as_data(sop: SopTersusun) -> dict[str, Any]:
    """The SOP as written, with the laid-out flow: steps, symbols and links of every procedure."""
    return {
        "$schema": f"../../{skema_data.FOLDER}/sop.schema.json",
        "slug": sop.slug,
        "status": sop.data.status,
        **sop.data.model_dump(mode="json", exclude_none=True, exclude_defaults=True),
        "bagan": [
            {
                "id": prosedur.bagan.id,
                "judul": prosedur.judul,
                "langkah": [_step_as_data(step) for step in prosedur.langkah],
                "simbol": [
                    {
                        "id": s.id,
                        "jenis": s.jenis,
                        "langkah": prosedur.bagan.baris[s.baris].kode,
                        "pelaksana": prosedur.bagan.kolom[s.kolom].id,
                        "perkiraan": s.perkiraan,
                    }
                    for s in prosedur.bagan.simbol
                ],
                "alur": [
                    {"dari": a.dari, "ke": a.ke, "label": a.label or None, "jenis": "bersama" if a.bersama else "panah"}
                    for a in prosedur.bagan.alur
                ],
            }
            for prosedur in sop.prosedur
        ],
    }


def _index(situs: Situs) -> dict[str, Any]:
    """What there is in the site, by kind. ``situs``: its address, where the agency said it."""
    proyek = situs.proyek
    alamat = proyek.instansi.alamat_situs
    named = {
        "formulir": {id: form.judul for id, form in proyek.formulir.items()},
        "pelaksana": {id: situs.nama_jabatan(id) for id in situs.pelaksana},
        "peraturan": {id: law.judul for id, law in proyek.peraturan.items()},
    }
    return {
        "$schema": "skema/indeks.schema.json",
        "instansi": proyek.instansi.nama_biasa,
        **({"situs": alamat} if alamat else {}),
        "sop": [_entry(situs.proyek, sop) for sop in situs.sop.values()],
        **{
            kind: [{"id": id, "nama": nama, "halaman": f"{kind}/{id}/index.html"} for id, nama in names.items()]
            for kind, names in named.items()
        },
    }


def _entry(proyek: Proyek, sop: SopTersusun) -> dict[str, Any]:
    """An SOP in the index. ``masa``: which revision holds from when until before when, as far as it has dates."""
    return {
        "slug": sop.slug,
        "judul": sop.data.judul,
        "nomor": sop.data.nomor,
        "status": sop.data.status,
        "revisi": sop.data.revisi,
        "masa": [_period(masa) for masa in masa_of(proyek, sop.slug) if masa.keadaan != "draf"],
        "unit": sop.data.unit,
        "langkah": len(sop.langkah),
        "konfirmasi": len(sop.data.konfirmasi),
        "halaman": f"sop/{sop.slug}/index.html",
        "data": f"sop/{sop.slug}/{sop.slug}.json",
    }


def _period(masa: Masa) -> dict[str, Any]:
    days = {name: day.isoformat() if day else None for name, day in (("mulai", masa.mulai), ("sampai", masa.sampai))}
    return {**days, "keadaan": masa.keadaan, "revisi": masa.versi.revisi if masa.versi else None}
