"""Small projects for the tests of the pages, made without files; every text can be a hostile one."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from generator.data.formulir import Formulir
from generator.data.instansi import Instansi, Jabatan, Peraturan
from generator.data.library import Library
from generator.data.sop import Sop

JAHAT = (
    '<script>alert(1)</script> <b onclick="x()">tebal</b> ***miring*** _garis_ **kuat** `kode` {{ nilai }} {% if x %} '
    "&amp; & \"kutip\" 'petik' # [tautan](http://luar.example) <!-- komentar --> | <https://luar.example>"
)
"""Everything that HTML, Markdown, Jinja2 or YAML could take for its own."""


def sop(**isian: Any) -> Sop:
    """A small SOP; ``isian`` replaces or adds keys of its data."""
    data: dict[str, Any] = {
        "judul": "Surat Masuk",
        "pelaksana": ["petugas", "kepala"],
        "langkah": [
            {"uraian": "Menerima surat", "pelaksana": "petugas",
             "mutu_baku": {"kelengkapan": "Surat", "waktu": "10 menit", "output": "Surat tercatat"}},
            {"uraian": "Memeriksa surat", "pelaksana": "kepala", "keputusan": {"ya": "3", "tidak": "1"},
             "mutu_baku": {"kelengkapan": "Surat tercatat", "waktu": "1 jam", "output": "Surat diperiksa"}},
            {"uraian": "Menyimpan surat", "pelaksana": "petugas"},
        ],
    }  # fmt: skip
    return Sop.model_validate(data | isian)


def proyek(sops: dict[str, Sop] | None = None, **isian: Any) -> Library:
    """A project with these SOPs (default: the small one)."""
    data: dict[str, Any] = {
        "folder": Path("data"),
        "instansi": Instansi(pemerintah="PEMERINTAH CONTOH", nama="DINAS CONTOH", nama_tampil="Dinas Contoh"),
        "jabatan": {"petugas": Jabatan(nama="Petugas"), "kepala": Jabatan(nama="Kepala")},
        "sop": sops or {"surat-masuk": sop()},
    }
    return Library(**(data | isian))


def proyek_jahat() -> Library:
    """A project whose every text is hostile."""
    j = JAHAT
    langkah: list[dict[str, Any]] = [
        {"uraian": f"{j}\nbaris kedua {j}", "pelaksana": "petugas", "keterangan": [j],
         "peringatan": [j], "formulir": "blangko",
         "mutu_baku": {"kelengkapan": [j, f"dua {j}"], "waktu": j, "output": [j]}, "sop_terkait": [{"judul": j}]},
        {"uraian": j, "no": j, "pelaksana": ["kepala", "petugas"],
         "keputusan": [{"ke": "selesai", "label": j}, {"ke": "1", "label": f"balik {j}"}]},
    ]  # fmt: skip
    data = sop(
        judul=j, nomor=j, langkah=langkah, unit="bagian", maksud_tujuan=[j], kualifikasi=[j], peralatan=[j, j],
        peringatan=[j], pencatatan=[j], keterkaitan=[{"judul": j}], dasar_hukum=["aturan"], catatan_kaki={"*": j},
        pengesahan={"sebutan": j, "jabatan": "kepala", "nama": j, "nip": j},
        penanda_tangan_lain=[{"sebutan": j, "jabatan": "petugas", "nama": j, "nip": j}],
        bagian_lain=[{"judul": j, "isi": [j, j]}, {"judul": j, "di_bawah": "ya"}],
        tabel={"judul": j, "uraian": j, "keterangan": j},
        identifikasi={"jenis": "rutin", "ruang_lingkup": j, "judul_kegiatan": j, "kegiatan": {"awal": [j]},
                      "langkah": {"awal": [j, j], "akhir": [j]}},
        konfirmasi=[{"bagian": "langkah.pelaksana", "judul": j, "sebab": f"{j}\n{j}",
                     "langkah": "1", "perkiraan": "ya"}],
    )  # fmt: skip
    form = Formulir.model_validate(
        {"judul": j, "keterangan": j, "petunjuk": [j], "bagian": [{"judul": j, "isian": [{"id": "a", "label": j}]}],
         "konfirmasi": [{"bagian": "judul", "judul": j, "sebab": j}]}
    )  # fmt: skip
    return proyek(
        {"jahat": data},
        instansi=Instansi.model_validate(
            {"pemerintah": j, "nama": j, "nama_tampil": j, "tempat": j, "unit": {"bagian": {"nama": j}},
             "label": {"nomor": j}}
        ),
        jabatan={"petugas": Jabatan(nama=j, lengkap=f"lengkap {j}"), "kepala": Jabatan(nama=f"Kepala {j}")},
        peraturan={"aturan": Peraturan(judul=j, singkat=j, status="dicabut", pengganti=j, catatan=j,
                                       diperiksa=datetime.date(2024, 5, 1))},
        formulir={"blangko": form},
    )  # fmt: skip
