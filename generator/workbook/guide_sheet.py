"""The words of a workbook's first sheet: how it is edited and read back, and what it leaves as it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

_HOW: Final = (
    ("Cara memakai", ""),
    ("1. Ubah", "Ubah lembar Identitas, Langkah, dan Konfirmasi seperti tabel biasa. Sel kelabu tidak diubah di sini."),
    ("2. Simpan", "Simpan sebagai .xlsx, dari Excel maupun LibreOffice. Nama berkasnya bebas."),
    ("3. Baca kembali", "{baca}. Yang berubah disebut dulu, baru ditulis; yang tidak diubah tetap persis sama."),
    ("Lembar Langkah", ""),
    ("Simbol", "Pilih simbol pada kolom pelaksana. Satu baris mempunyai satu simbol utama."),
    ("Kegiatan", "Kotak; pada baris pertama dan terakhir menjadi kapsul."),
    ("Keputusan", "Belah ketupat. Isi 'Lanjut ke' dengan jalan keluarnya, misalnya Ya: 4; Tidak: 1."),
    ("Mulai, Selesai, Kapsul", "Kapsul di tengah tabel: awal, akhir, atau yang alurnya berlanjut."),
    ("Kotak", "Kotak pada baris pertama atau terakhir."),
    ("Bersama, Atau", "Pelaksana lain pada langkah yang sama: dikerjakan bersama, atau salah satu dari mereka."),
    ("Lanjut ke", "Kosong: ke baris berikutnya. Tulis nomor dari kolom No, dipisahkan titik koma, atau selesai."),
    ("Baris", "Baris boleh disisipkan, dipindah, dan dihapus. Nomor pada 'Lanjut ke' dan Konfirmasi berarti nomor "
              "yang tertulis pada kolom No di buku kerja ini; nomor di data dihitung kembali sendiri. Kolom No baris "
              "baru boleh kosong."),
    ("Sel yang menyatu", "Tulis (gabung) pada sel mutu baku atau keterangan yang menyatu dengan sel di atasnya, atau "
                         "gabungkan selnya."),
    ("Sel yang kosong", "Tulis (kosong) pada sel mutu baku yang memang dikosongkan; tanpa itu artinya belum diisi."),
    ("Huruf miring", "Tulis kata asing di antara dua bintang: *output*. Huruf miring dari Excel sendiri tidak dibaca."),
    ("Beberapa butir", "Satu butir satu baris di dalam sel (Alt+Enter)."),
    ("Pelaksana baru", "Pilih jabatan pada kepala kolom yang kosong. Jabatan baru ditulis dulu pada lembar Daftar."),
)  # fmt: skip


def guide_lines(slug: str, unsaid: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Head and words of each line; a line without words is the title of a part."""
    read = "Jalankan: sop excel --baca NAMA-BERKAS.xlsx"
    for head, words in _HOW:
        yield head, words.format(baca=read) if "{baca}" in words else words
    yield "Yang tidak ada di buku kerja ini", ""
    if not slug:
        yield "SOP baru", "Buku kerja ini kosong. Bila dibaca kembali, SOP baru ditulis sebagai draf."
    for words in unsaid:
        yield "Tetap seperti semula", words
    yield "Catatan di berkas", "Catatan # dan tata letak berkas data tetap seperti semula."
