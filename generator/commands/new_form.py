"""`sop new --formulir`: a small valid form to start from, with its fields explained."""

from __future__ import annotations

from generator.commands.at_work import typed_words
from generator.commands.explained_yaml import explained, listed_keys, meanings
from generator.commands.new_sop import NewFile
from generator.commands.yaml_edit import Isi
from generator.data.editor_schema import schema_comment
from generator.data.folder import name_problem
from generator.data.formulir import FormField, FormTable, Formulir, SignatureBlock
from generator.data.library import Library, file_of
from generator.data.slugs import numbered, short_slug, whole_slug

_HEAD = """\
# {judul}
# Ubah isi berkas ini, simpan, lalu jalankan `sop check`. Langkah SOP memakai formulir ini dengan `formulir: {slug}`.
{modeline}
"""
_PARTS = """\

# Bagian formulir dari atas ke bawah; susunan di bawah hanya contoh. Setiap butir isian, kanan, dan kolom dapat memuat:
{isian}
bagian:
  - judul: Data pemohon
    isian:
      - {{id: nama, label: Nama, wajib: ya}}
      - {{id: tanggal, label: Tanggal, jenis: tanggal}}
      - {{id: keperluan, label: Keperluan, jenis: paragraf, baris: 3}}

  # Tabel dengan baris yang berulang. Isian tabel:
{tabel}
  - tabel:
      id: daftar
      baris: 5
      kolom:
        - {{id: uraian, label: Uraian}}
        - {{id: banyaknya, label: Banyaknya, jenis: angka}}

  # Tanda tangan. Isian setiap butirnya:
{tanda_tangan}
  - tanda_tangan:
      - {{id: petugas, sebutan: Petugas, tempat_tanggal: ya}}

konfirmasi:
  - bagian: susunan
    judul: Susunan formulir ini hanya contoh
    sebab: Berkas ini dibuat oleh `sop new`; ganti isiannya dengan isian yang sebenarnya, lalu hapus catatan ini.
"""
_LATER = ("bagian", "konfirmasi", "abaikan")
"""Keys that are no part of the head."""
_STATED: dict[str, Isi] = {"arah": "tegak", "kop": "tidak"}
"""What stands in the head of a new form, so that it is seen that it can be changed."""


def form_slug(judul: str) -> str:
    """The short file name of a form with this title; "" if no letters remain."""
    slug = short_slug(judul)
    return f"formulir-{slug}" if slug and name_problem(slug) else slug


def form_draft(judul: str, slug: str, proyek: Library) -> NewFile:
    """The new form."""
    judul = " ".join(typed_words(judul).split())
    name = slug or numbered(form_slug(judul), lambda name: _is_another(name, judul, proyek))
    path = proyek.folder / file_of("formulir", name)
    words = meanings(Formulir)
    keys = [key for key in Formulir.model_fields if key not in _LATER]
    head = "".join(explained(key, _value(key, judul), words[key].arti) for key in keys)
    parts = _PARTS.format(
        isian=listed_keys(FormField), tabel=listed_keys(FormTable, 2), tanda_tangan=listed_keys(SignatureBlock, 2)
    )
    title = _HEAD.format(judul=judul, slug=name, modeline=schema_comment(proyek.folder, path))
    return NewFile(path, title + head + parts)


def _value(key: str, judul: str) -> Isi:
    if key == "judul":
        return judul
    return _STATED.get(key, () if Formulir.model_fields[key].default == () else None)


def _is_another(slug: str, judul: str, proyek: Library) -> bool:
    """Whether a form of another title has this name."""
    return slug in proyek.formulir and whole_slug(proyek.formulir[slug].judul) != whole_slug(judul)
