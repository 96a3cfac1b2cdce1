"""Checklists: the whole SOP on as few A4 pages as it needs, and one sheet for each step.

The whole checklist fills its pages evenly and repeats its head. A step's sheet is always one page: the room for notes
takes what is left; where the content needs more, the type shrinks in steps down to half its size while the boxes keep
their size; and where even that is not enough, the sheet is reduced as a whole, as a copier does.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from generator.data.proyek import Proyek
from generator.flow.susunan import LangkahTersusun, SopTersusun
from generator.flow.teks import shorten
from generator.pages.lembar import LembarLangkah, lembar_of
from generator.pages.situs import Keluar, Konteks, Situs, make_situs
from generator.pages.tampilan import kapital, rangkai, tanggal
from generator.paper.dokumen import tanggal_naskah
from generator.paper.isi import BELUM_DIISI, BELUM_DITETAPKAN, PT, dasar, fold, lipat, revisi
from generator.paper.kertas import A4_PERIKSA
from generator.paper.mesin import Naskah, compile_naskah, make_naskah
from generator.paper.muat_langkah import pasti_muat

KOLOM = (11.0, 54.0, 38.5, 38.5, 21.0, 19.0)
"""Columns of the whole checklist (mm): number, step, kelengkapan, output, time, date and paraf."""
_HURUF = 8.5 * PT
_HURUF_LEMBAR = 9.6 * PT
_TANDA, _KATA = " (?)", " (perlu konfirmasi)"
"""Said behind an assumed pelaksana where there is little room, and where there is enough."""
_KOTAK = 6.0
"""A box to tick and the space beside it (mm)."""


def make_periksa(proyek: Proyek, slug: str) -> bytes:
    """The checklist of the whole SOP as PDF."""
    situs = make_situs(proyek, Konteks())
    return compile_naskah(naskah_periksa(situs, situs.sop[slug]))


def make_langkah(proyek: Proyek, slug: str, kode: str = "") -> bytes:
    """The sheet of the step ``kode`` as PDF, or the sheets of all steps in one file."""
    situs = make_situs(proyek, Konteks())
    return compile_naskah(naskah_langkah(situs, situs.sop[slug], kode))


def naskah_periksa(situs: Situs, sop: SopTersusun) -> Naskah:
    """All that the whole checklist says."""
    proyek, data, label = situs.proyek, sop.data, situs.proyek.instansi.label
    sheets = {sheet.langkah.kode: sheet for sheet in lembar_of(situs, sop)}
    rows: list[dict[str, Any]] = []
    for prosedur in sop.prosedur:
        if len(sop.prosedur) > 1:
            rows.append({"judul": prosedur.judul})
        rows += [_row(situs, sheets[step.kode]) for step in prosedur.langkah]
    heads = [label.no, "Langkah", label.kelengkapan, label.output, _time_head(label.waktu), "Tanggal, paraf"]
    third, full = A4_PERIKSA.ruang[0] / 3 - 4 - _KOTAK, A4_PERIKSA.ruang[0] - _KOTAK
    everything = {
        **_base(proyek, sop, f"Daftar periksa {data.judul}"),
        "kolom": KOLOM,
        "kepala": [lipat(head, width - 2, _HURUF, tebal=True) for head, width in zip(heads, KOLOM, strict=True)],
        "judul_peralatan": label.peralatan,
        "peralatan": [fold(item, third, _HURUF) for item in data.peralatan],
        "judul_peringatan": label.peringatan,
        "peringatan": [fold(item, full, _HURUF) for item in data.peringatan],
        "baris": rows,
    }
    return make_naskah("periksa", everything, tanggal_naskah(data))


def naskah_langkah(situs: Situs, sop: SopTersusun, kode: str = "") -> Naskah:
    """All that the sheet of one step says, or the sheets of all steps."""
    sheets = [sheet for sheet in lembar_of(situs, sop) if kode in ("", sheet.langkah.kode)]
    title = (
        f"Lembar langkah {sop.data.judul}" if not kode else f"{kapital(sheets[0].langkah.sebutan)}, {sop.data.judul}"
    )
    base = _base(situs.proyek, sop, title)
    rows = [_sheet(situs, sheet) for sheet in sheets]
    everything = {
        **base,
        "label": {"kelengkapan": situs.proyek.instansi.label.kelengkapan, "output": situs.proyek.instansi.label.output},
        "langkah": [{**row, "pasti_muat": pasti_muat(row, base)} for row in rows],
    }
    return make_naskah("langkah", everything, tanggal_naskah(sop.data))


def _base(proyek: Proyek, sop: SopTersusun, title: str) -> dict[str, Any]:
    """What both kinds of checklists need."""
    data = sop.data
    base = dasar(proyek, sop, title)
    effective = tanggal(data.tanggal.efektif) if data.tanggal.efektif else BELUM_DITETAPKAN
    base["kaki"]["kanan"] = [lipat(f"SOP {shorten(data.judul, 70)}", 60, 7.5 * PT)]
    return {
        **base,
        "judul": title,
        "lembar": A4_PERIKSA.to_data(),
        "sop": {
            "judul": lipat(data.judul, 90, _HURUF, tebal=True),
            "status": data.status.upper(),
            "nomor": lipat(data.nomor or BELUM_DITETAPKAN, 40, _HURUF),
            "revisi": revisi(data),
            "efektif": effective,
        },
    }


def _row(situs: Situs, sheet: LembarLangkah) -> dict[str, Any]:
    """A step as a row of the whole checklist."""
    step = sheet.langkah
    _, text, prepare, produce, time, _ = (width - 3 for width in KOLOM)
    return {
        "judul": "",
        "no": lipat(step.no + _doubt(step), KOLOM[0] - 3, _HURUF, tebal=True),
        "uraian": fold(step.data.uraian, text, _HURUF),
        "pelaksana": lipat(_who(situs, step, _TANDA), text, _HURUF, tebal=True),
        "kelengkapan": [fold(item.teks, prepare - _KOTAK, _HURUF) for item in sheet.kelengkapan],
        "output": [fold(item.teks, produce - _KOTAK, _HURUF) for item in sheet.output],
        "peringatan": [fold(item, text, _HURUF) for item in step.data.peringatan],
        "waktu": fold(step.data.mutu_baku.waktu or BELUM_DIISI, time, _HURUF, tebal=True),
        "serahkan": [lipat(_exit(situs, k, _TANDA), text, _HURUF) for k in sheet.keluar],
    }


def _sheet(situs: Situs, sheet: LembarLangkah) -> dict[str, Any]:
    """A step as a sheet of its own."""
    step, data = sheet.langkah, sheet.sop.data
    full = A4_PERIKSA.ruang[0]
    half = full / 2 - 4 - _KOTAK
    place = f"{kapital(step.sebutan)} dari {sheet.dari}" if step.no else kapital(step.sebutan)
    return {
        "bookmark": f"{kapital(step.sebutan)}: {step.data.uraian}".replace("\n", " "),
        "no": lipat(step.no, 22, 3.2 * _HURUF_LEMBAR, tebal=True),
        "letak": place + (f" · {sheet.prosedur.judul}" if sheet.beberapa_prosedur else "") + _other_doubts(step),
        "uraian": fold(step.data.uraian, full - 35, 1.5 * _HURUF_LEMBAR, tebal=True),
        "pelaksana": lipat(_who(situs, step), full - 40, _HURUF_LEMBAR),
        "dari": lipat(_origin(situs, sheet), full - 40, _HURUF_LEMBAR),
        "kelengkapan": [_item(item.teks, item.ket, half) for item in sheet.kelengkapan],
        "peralatan": [_item(item, "", half) for item in data.peralatan],
        "waktu": fold(step.data.mutu_baku.waktu or BELUM_DIISI, 32, 1.3 * _HURUF_LEMBAR, tebal=True),
        "peringatan": [fold(item, full - _KOTAK, _HURUF_LEMBAR) for item in sheet.peringatan],
        "output": [_item(item.teks, item.ket, half) for item in sheet.output],
        "serahkan": [_item(_exit(situs, k), k.langkah.data.uraian if k.langkah else "", half) for k in sheet.keluar],
        "dikerjakan": lipat(f"Dikerjakan oleh ({_names(situs, step)})", 66, _HURUF_LEMBAR),
        "diterima": lipat(_receiver(situs, sheet), 66, _HURUF_LEMBAR),
        "ke": f"Lembar {sheet.ke} dari {sheet.dari}",
    }


def _item(text: str, note: str, width: float) -> dict[str, Any]:
    return {"teks": fold(text, width, _HURUF_LEMBAR), "ket": lipat(_short(note), width, _HURUF_LEMBAR)}


def _short(text: str, limit: int = 120) -> str:
    """A reminder of a text: its beginning."""
    words = " ".join(text.split())
    return words if len(words) <= limit else words[: limit - 1].rsplit(" ", 1)[0] + " …"


def _doubt(step: LangkahTersusun) -> str:
    return " ?" if any(k.perkiraan for k in step.konfirmasi) else ""


def _other_doubts(step: LangkahTersusun) -> str:
    """Which parts of a step are assumptions, besides who acts, which is said beside the name."""
    parts = dict.fromkeys(
        k.nama_bagian.lower() for k in step.konfirmasi if k.perkiraan and k.bagian != "langkah.pelaksana"
    )
    return f" · perkiraan, perlu konfirmasi: {rangkai(parts)}" if parts else ""


def _names(situs: Situs, step: LangkahTersusun) -> str:
    """Who acts: together, or only one of them."""
    return rangkai([situs.nama_jabatan(id) for id in step.pelaksana], "atau" if step.data.atau else "dan")


def _who(situs: Situs, step: LangkahTersusun, mark: str = _KATA) -> str:
    return _names(situs, step) + (mark if step.perkiraan else "")


def _origin(situs: Situs, sheet: LembarLangkah) -> str:
    """Who hands the work over to this step."""
    before = [
        f"{s.langkah.sebutan}, {_who(situs, s.langkah)}" + (" (dikembalikan)" if s.kembali else "")
        for s in sheet.sebelum
    ]
    return "; ".join([*before, *(["prosedur dimulai di sini"] if sheet.awal else [])])


def _exit(situs: Situs, keluar: Keluar, mark: str = _KATA) -> str:
    """Where the work goes: "Ya: langkah 4, Verifikator"."""
    label = f"{keluar.label}: " if keluar.label else ""
    if keluar.langkah is None:
        return kapital(f"{label}selesai, prosedur berakhir di sini")
    back = "kembali ke " if keluar.kembali else ""
    return kapital(f"{label}{back}{keluar.langkah.sebutan}, {_who(situs, keluar.langkah, mark)}")


def _receiver(situs: Situs, sheet: LembarLangkah) -> str:
    """Who signs for the receipt, where there is only one."""
    after: Sequence[Keluar] = sheet.keluar
    if len(after) != 1 or after[0].langkah is None:
        return "Diterima oleh"
    return f"Diterima oleh ({after[0].langkah.sebutan}, {_names(situs, after[0].langkah)})"


def _time_head(label: str) -> str:
    """The head of the time column: what it holds is the standard, the actual times are written below it."""
    return f"{label} baku" if "baku" not in label.lower() and "(" not in label else label
