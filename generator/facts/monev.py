"""The two forms by which an SOP is watched: monitoring (each half-year, its own steps) and evaluation (each year).

PermenPAN-RB 35/2012 gives their columns and the seven criteria. They are ordinary forms, so every output of a form is
made of them too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Any

from generator.data.base import DERIVED
from generator.data.formulir import FormField, FormSection, Formulir, SignatureBlock
from generator.data.library import Library
from generator.data.wording import format_date
from generator.steps.resolve import Procedure, ResolvedSop, Step

KRITERIA = (
    "Mendorong peningkatan kinerja",
    "Mudah dipahami",
    "Mudah dilaksanakan",
    "Setiap pelaksana mengetahui dan dapat menjalankan perannya",
    "Mengatasi masalah yang timbul dalam proses",
    "Menjawab kebutuhan peningkatan kinerja organisasi",
    "Selaras dan tidak tumpang tindih dengan SOP lain",
)
"""What a yearly evaluation asks about an SOP."""
_KOSONG = "belum ditetapkan"
_PENANDA = (
    SignatureBlock(id="mengetahui", sebutan="Mengetahui,", jabatan=True),
    SignatureBlock(id="penilai", sebutan="Penilai,", tempat_tanggal=True, jabatan=True),
)


def monitoring(proyek: Library, sop: ResolvedSop) -> Formulir:
    """The half-yearly form: every step of the SOP with its standard time, to be judged; a table for each procedure."""
    several = len(sop.prosedur) > 1
    tables = [_procedure(prosedur, number, several) for number, prosedur in enumerate(sop.prosedur, 1)]
    last: dict[str, Any] = {**tables[-1], "tanda_tangan": _PENANDA}
    period = (
        {"id": "tahun", "label": "Tahun", "jenis": "angka", "lebar": 3},
        {"id": "semester", "label": "Semester", "jenis": "pilihan", "pilihan": ("I", "II"), "lebar": 4},
        {"id": "nama_penilai", "label": "Nama penilai", "lebar": 5},
    )
    return _form(
        sop,
        f"Monitoring SOP {sop.data.judul}",
        "Dipakai setiap enam bulan untuk menilai apakah setiap langkah SOP ini berjalan baik.",
        "mendatar",
        [_identity(proyek, sop, period), *tables[:-1], last],
        (
            "Diisi setiap enam bulan oleh penilai yang ditunjuk.",
            "Waktu nyata adalah waktu yang benar-benar dipakai; bandingkan dengan waktu baku.",
            "Untuk langkah yang tidak berjalan baik, tulis sebabnya pada catatan hasil dan perbaikannya pada tindakan.",
        ),
    )


def evaluasi(proyek: Library, sop: ResolvedSop) -> Formulir:
    """The yearly form: the seven criteria for the SOP as a whole, and what shall become of it."""
    period = (
        {"id": "tahun", "label": "Tahun", "jenis": "angka", "lebar": 4},
        {"id": "nama_penilai", "label": "Nama penilai", "lebar": 8},
    )
    return _form(
        sop,
        f"Evaluasi SOP {sop.data.judul}",
        "Dipakai sekali setahun untuk menilai apakah SOP ini masih tepat.",
        "tegak",
        [
            _identity(proyek, sop, period),
            *_judgment(),
        ],
        (
            "Diisi sekali setahun, berdasarkan hasil monitoring dan masukan para pelaksana.",
            "Untuk kriteria yang tidak terpenuhi, tulis alasannya pada catatan dan usulan perbaikannya.",
        ),
    )


@cache
def _judgment() -> tuple[FormSection, ...]:
    """The sections of an evaluation that are the same for every SOP."""
    table = {
        "id": "penilaian",
        "tinggi": 12,
        "isi": [{"kriteria": words} for words in KRITERIA],
        "kolom": [
            {"id": "kriteria", "label": "Kriteria", "lebar": 56},
            {"id": "hasil", "label": "Terpenuhi", "jenis": "pilihan", "pilihan": ("Ya", "Tidak"), "lebar": 30},
            {"id": "catatan", "label": "Catatan", "jenis": "paragraf", "lebar": 46},
            {"id": "perbaikan", "label": "Perbaikan yang diperlukan", "jenis": "paragraf", "lebar": 46},
        ],
    }
    outcome = {
        "id": "kesimpulan",
        "label": "Kesimpulan",
        "jenis": "pilihan",
        "pilihan": ("SOP tetap dipakai", "SOP perlu direvisi", "SOP perlu dicabut"),
    }
    sections = {"judul": "Penilaian", "tabel": table}, {"isian": [outcome], "tanda_tangan": _PENANDA}
    return tuple(FormSection.model_validate(section) for section in sections)


def _form(
    sop: ResolvedSop,
    judul: str,
    keterangan: str,
    arah: str,
    bagian: Sequence[dict[str, Any] | FormSection],
    petunjuk: Sequence[str],
) -> Formulir:
    return Formulir.model_validate(
        {
            "judul": judul,
            "keterangan": keterangan,
            "arah": arah,
            "petunjuk": petunjuk,
            "kaki": f"Nomor SOP {sop.data.nomor or _KOSONG}, revisi {_revision(sop)}",
            "bagian": bagian,
        },
        context=DERIVED,
    )


def _identity(proyek: Library, sop: ResolvedSop, isian: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """What the form is about, as stated text, and the fields for when it was filled in and by whom."""
    unit = proyek.instansi.unit.get(sop.data.unit or "")
    lines = (
        f"Nama SOP: {sop.data.judul}",
        f"Nomor SOP: {sop.data.nomor or _KOSONG}",
        f"Revisi: {_revision(sop)}",
        f"Unit: {unit.nama if unit else proyek.instansi.plain_name}",
    )
    return {"teks": "\n".join(lines), "isian": isian}


def _revision(sop: ResolvedSop) -> str:
    data = sop.data
    if data.revisi is not None:
        return str(data.revisi)
    return f"tanggal {format_date(data.tanggal.revisi)}" if data.tanggal.revisi else _KOSONG


def _procedure(prosedur: Procedure, nomor: int, several: bool) -> dict[str, Any]:
    """The section of one procedure. Ids end in its number, so that they stay when another is added."""
    table = {
        "id": f"langkah_{nomor}",
        "nomor": False,
        "tinggi": 12,
        "isi": list(_rows(prosedur.langkah, nomor)),
        "kolom": _columns(nomor),
    }
    judul = f"Prosedur {nomor}: {prosedur.judul}" if several else "Penilaian setiap langkah"
    return {"judul": judul, "tabel": table, "lembar_baru": nomor > 1}


@lru_cache(maxsize=16)
def _columns(nomor: int) -> tuple[FormField, ...]:
    """The columns of the table of one procedure, the same for every SOP."""
    return (
        FormField(id=f"no_{nomor}", label="No", lebar=10),
        FormField(id=f"prosedur_{nomor}", label="Prosedur", lebar=74),
        FormField(id=f"waktu_baku_{nomor}", label="Waktu baku", lebar=22),
        FormField(id=f"waktu_nyata_{nomor}", label="Waktu nyata", lebar=22),
        FormField(
            id=f"penilaian_{nomor}", label="Penilaian", jenis="pilihan", pilihan=("Berjalan baik", "Tidak"), lebar=48
        ),
        FormField(id=f"catatan_{nomor}", label="Catatan hasil", jenis="paragraf", lebar=40),
        FormField(id=f"tindakan_{nomor}", label="Tindakan", jenis="paragraf", lebar=36),
        FormField(id=f"paraf_{nomor}", label="Paraf penilai", jenis="tanda tangan", lebar=24),
    )


def _rows(langkah: Sequence[Step], nomor: int) -> Iterator[dict[str, str]]:
    for step in langkah:
        yield {
            f"no_{nomor}": step.no,
            f"prosedur_{nomor}": _act(step),
            f"waktu_baku_{nomor}": "belum diisi" if step.mutu.waktu.missing else str(step.mutu.waktu),
        }


def _act(step: Step) -> str:
    """What is done, with the footnotes that it or its time has."""
    return "\n".join([step.data.uraian, *map(str, step.notes_in(step.data.uraian, step.mutu.waktu.in_one_line))])
