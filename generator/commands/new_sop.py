"""`sop new`: a small valid SOP to start from."""

from __future__ import annotations

import json
import os
from pathlib import Path

from generator.data.base import WINDOWS_NAMES
from generator.data.editor_schema import schema_comment
from generator.data.folder import OWN_NAMES
from generator.data.former_names import todays_names
from generator.data.library import Library
from generator.data.slugs import short_slug, whole_slug
from generator.io.atomic import write_durable
from generator.io.lock import locked

_TEMPLATE = """\
# {judul}
# Ubah isi berkas ini, simpan, lalu jalankan `sop check`. Semua isian dijelaskan pada panduan format data.
{modeline}
judul: {judul_yaml}
nomor:                      # kosongkan sampai ditetapkan
status: draf                # draf | ditinjau | berlaku | dicabut
tanggal:
  pembuatan:                # tahun-bulan-hari, misalnya 2026-01-31
  revisi:
  efektif:

dasar_hukum: []             # id dari peraturan.yml
kualifikasi: []
keterkaitan: []             # - judul: SOP ...   atau   - sop: nama-berkas
peralatan: []
peringatan: []
pencatatan: []

pelaksana: [{pelaksana}]     # kolom bagan dari kiri ke kanan; id dari jabatan.yml

langkah:
  - uraian: Menerima permohonan
    pelaksana: {pertama}
    mutu_baku:
      kelengkapan: []
      waktu:                # misalnya 15 menit
      output: []

  - uraian: Memeriksa kelengkapan permohonan
    id: periksa
    pelaksana: {kedua}
    keputusan: {{ya: 3, tidak: 1}}

  - uraian: Mengarsipkan dokumen
    pelaksana: {pertama}

konfirmasi:
  - bagian: langkah.uraian
    judul: Langkah-langkah ini hanya contoh
    sebab: Berkas ini dibuat oleh `sop new`; ganti langkahnya dengan langkah yang sebenarnya, lalu hapus catatan ini.
"""


def slug_of(judul: str) -> str:
    """The short file name of an SOP with this title: small ASCII letters, digits, hyphens; "" if none remain."""
    slug = short_slug(judul)
    return f"sop-{slug}" if slug in WINDOWS_NAMES or slug in OWN_NAMES else slug


def draft(judul: str, proyek: Library) -> str:
    """The text of a new SOP file, with the first jabatan of this agency as pelaksana."""
    ids = list(proyek.jabatan)[:2]
    return _TEMPLATE.format(
        modeline=schema_comment(proyek.folder, proyek.folder / "sop" / "baru.yml"),
        judul=" ".join(judul.split()),
        judul_yaml=json.dumps(" ".join(judul.split()), ensure_ascii=False),
        pelaksana=", ".join(ids),
        pertama=ids[0],
        kedua=ids[-1],
    )


def write_new(judul: str, proyek: Library) -> Path | None:
    """Write the new file; None if there is an SOP of that title already. OSError, BusyError: nothing was written."""
    path = _free(slug_of(judul), judul, proyek)
    with locked(path, patience_s=0):
        if os.path.lexists(path):
            return None
        write_durable(path, draft(judul, proyek).encode("utf-8"))
    return path


def _free(slug: str, judul: str, proyek: Library) -> Path:
    """The file for a new SOP; numbered where one of another title has the short name, or had it before."""
    name, number = slug, 1
    gone = {*todays_names(proyek.nama_lama, proyek.sop), *proyek.arsip} - {*proyek.sop}
    while name in gone or (name in proyek.sop and whole_slug(proyek.sop[name].judul) != whole_slug(judul)):
        number += 1
        name = f"{slug}-{number}"
    return proyek.folder / "sop" / f"{name}.yml"
