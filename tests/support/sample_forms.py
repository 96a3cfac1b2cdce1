"""Forms for the tests of outputs: all that the project ships, and one full of hostile texts."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from generator.data.formulir import Formulir
from generator.data.instansi import Instansi
from generator.data.library import Library
from generator.data.loader import load
from tests.support.tools import ROOT

HOSTILE = (
    "=HYPERLINK(\"http://contoh.invalid\",\"x\") ${x} ${a} #import </text><script>alert(1)</script> & &8 _x0041_ ]]> "
    "'q' \"q\" 😀 ꦲꦤꦕꦫꦏ " + "panjang" * 40
)  # fmt: skip
FOLDERS = ("sop_data", "examples/dinas-contoh")


@cache
def project(folder: str) -> Library:
    """A data folder of the project."""
    proyek, _ = load(ROOT / folder)
    assert proyek is not None
    return proyek


def shipped() -> list[tuple[str, str]]:
    """(data folder, slug) of every form of the project."""
    return [(folder, slug) for folder in FOLDERS for slug in project(folder).formulir]


def form(folder: str, slug: str) -> Formulir:
    """One form of the project."""
    return project(folder).formulir[slug]


def make(*bagian: object, **more: object) -> Formulir:
    """A form of these sections."""
    return Formulir.model_validate({"judul": "Uji", "bagian": list(bagian), **more})


def agency(**more: object) -> Library:
    """A project without data but for the agency."""
    return Library(Path(), Instansi.model_validate({"pemerintah": "PEMERINTAH CONTOH", "nama": "DINAS CONTOH", **more}))


def hostile() -> tuple[Formulir, Library]:
    """A form whose every text is hostile, of an agency whose every text is."""
    table = {
        "id": "t",
        "kolom": [
            {
                "id": "b",
                "label": HOSTILE,
                "kelompok": HOSTILE,
                "petunjuk": HOSTILE,
                "jenis": "angka",
                "satuan": HOSTILE,
            },
            {"id": "c", "label": HOSTILE, "jenis": "pilihan", "pilihan": [HOSTILE, "ꦲ", "-1"], "wajib": "ya"},
            {"id": "d", "label": HOSTILE, "jenis": "rumus", "rumus": "b / jumlah(b)"},
        ],
    }
    fields = [
        {"id": "a", "label": HOSTILE, "petunjuk": HOSTILE, "satuan": HOSTILE, "wajib": "ya"},
        {"id": "p", "label": HOSTILE, "jenis": "pilihan", "pilihan": [HOSTILE, "=1+1"], "lainnya": "ya"},
        {
            "id": "q",
            "label": HOSTILE,
            "jenis": "centang",
            "pilihan": [HOSTILE, "+1"],
            "lainnya": "ya",
            "rincian": [HOSTILE],
        },
        {"id": "h", "label": HOSTILE, "bawaan": HOSTILE[:400], "bila": "p == '=1+1'"},
        {"id": "k", "label": HOSTILE, "jenis": "kalimat"},
        {"id": "f", "label": HOSTILE, "jenis": "foto"},
        {"id": "r", "label": HOSTILE, "jenis": "pilihan", "pilihan": [HOSTILE, "-2"], "rincian": [HOSTILE, "-2"]},
    ]
    signature = {"id": "s", "sebutan": HOSTILE, "tanggal": HOSTILE}
    officer = {"id": "o", "pejabat": dict.fromkeys(("nama", "jabatan", "pangkat", "nip"), HOSTILE)}
    matrix = {"kepala": HOSTILE, "jawaban": [HOSTILE, "-3"], "pernyataan": [{"id": "m", "label": HOSTILE}]}
    section = {
        "judul": HOSTILE, "teks": [HOSTILE], "isian": fields, "matriks": matrix, "tabel": table,
        "tanda_tangan": [signature],
    }  # fmt: skip
    beside = {"isian": [{"id": "z", "label": HOSTILE}], "tanda_tangan": [officer], "samping": "ya", "bila": "q == '+1'"}
    formulir = make(section, beside, judul=HOSTILE, keterangan=HOSTILE, petunjuk=[HOSTILE])
    return formulir, agency(**dict.fromkeys(("pemerintah", "nama", "tempat", "nama_situs"), HOSTILE))
