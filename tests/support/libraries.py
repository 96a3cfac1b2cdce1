"""A small library that tests may revise: one SOP of four steps, ready to be published."""

from __future__ import annotations

from pathlib import Path

from generator.data.sop import Sop
from generator.reading.source import parse_source
from tests.data.test_cases import AGENCY

SOP = """\
# Catatan pemelihara di atas.
judul: Surat
nomor: 01/2024   # dari bagian hukum
status: draf         # draf | ditinjau | berlaku | dicabut
tanggal: {pembuatan: 2024-01-02}

pengesahan: {jabatan: atasan}
pelaksana: [petugas, atasan]

langkah:
  - uraian: Menerima surat
    pelaksana: petugas
    mutu_baku: {waktu: 5 menit}
  # catatan di tengah
  - uraian: Memeriksa kelengkapan surat
    pelaksana: petugas
    keputusan: {ya: 3, tidak: 1}
  - uraian: Menandatangani surat
    pelaksana: atasan
  - uraian: Mengarsipkan surat
    pelaksana: petugas
# catatan di akhir
"""


def make_library(folder: Path, text: str = SOP) -> Path:
    """A data folder with this SOP as ``surat``."""
    for name, content in {**AGENCY, "sop/surat.yml": text}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content.encode())
    return folder


def read_sop(text: str) -> Sop:
    source, findings = parse_source(text, "x.yml")
    assert not findings
    return Sop.model_validate(source.value)
