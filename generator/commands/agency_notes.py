"""What `sop init` writes into the README.md of an agency's folder, in the words of an office."""

from __future__ import annotations

from typing import Final

README: Final = """\
# SOP instansi kami

Folder ini memuat data SOP. Dari data ini program Pustaka SOP membuat situs: bagan resmi, daftar periksa setiap langkah,
dokumen PDF, dan formulir kosong.

## Apa ada di mana

| Tempat | Isinya |
|---|---|
| `sop_data/instansi.yml` | nama instansi, unit, logo, kertas, pola nomor, isian bawaan SOP baru |
| `sop_data/jabatan.yml` | jabatan, tim, dan pihak luar yang menjadi pelaksana |
| `sop_data/peraturan.yml` | peraturan yang menjadi dasar hukum |
| `sop_data/sop/` | satu berkas untuk satu SOP |
| `sop_data/formulir/` | satu berkas untuk satu formulir kosong |
| `sop_data/arsip/` | revisi yang pernah terbit; ditulis program, jangan diubah |
| `site/` | situsnya; dibuat program, jangan diubah |

Yang diubah orang hanya isi `sop_data`. Buat salinan cadangannya secara teratur.

## Tiga perintah

Buka terminal di folder ini.

| Perintah | Gunanya |
|---|---|
| `sop new "Judul SOP"` | membuat berkas SOP baru yang tinggal diisi |
| `sop check` | memeriksa data; setiap kesalahan disebut dengan berkas, baris, dan cara memperbaikinya |
| `sop build` | membuat situs; buka `site/index.html` |

Perintah lain disebut `sop --help`. Panduan lengkap ada pada menu Panduan di situs yang dibuat.
"""
