"""Where the standard asks for what a finding misses: code -> the words shown beside it.

Only what PermenPAN-RB 35/2012 itself says stands here. Rules of plain sense (an arrow must lead somewhere, a date must
be possible) have no entry, and the program claims none.
"""

from __future__ import annotations

from collections.abc import Mapping

_NAMA = "PermenPAN-RB 35/2012"

DASAR: Mapping[str, str] = {
    "A303": f"{_NAMA}, simbol: belah ketupat adalah keputusan, jalan keluarnya berlabel, lazimnya Ya dan Tidak",
    "A304": f"{_NAMA}, simbol: belah ketupat adalah keputusan, jalan keluarnya berlabel, lazimnya Ya dan Tidak",
    "A313": f"{_NAMA}, simbol: Ya dan Tidak adalah jalan keluar keputusan",
    "A314": f"{_NAMA}, simbol: kapsul adalah kegiatan pertama dan terakhir",
    "D107": f"{_NAMA}, simbol: hanya lima simbol yang dipakai (bila temuan ini tentang 'jenis' simbol)",
    "D111": f"{_NAMA}, bagian prosedur: simbol setiap langkah berada pada kolom pelaksananya",
    "K802": f"{_NAMA}, bagian identitas: Nama SOP",
    "S401": f"{_NAMA}, bagian identitas",
    "S402": f"{_NAMA}, bagian prosedur: mutu baku memuat kelengkapan, waktu, dan output",
    "S403": f"{_NAMA}, bagian prosedur: kegiatan ditulis dengan kata kerja aktif tanpa subjek",
    "S406": f"{_NAMA}, bagian prosedur: kegiatan ditulis dengan kata kerja aktif tanpa subjek",
    "S407": f"{_NAMA}, simbol: kapsul adalah kegiatan pertama dan terakhir",
    "S408": f"{_NAMA}, bagian prosedur: pelaksana tidak disebut di dalam kegiatan, melainkan menjadi kolom",
    "S410": f"{_NAMA}, lembar kerja identifikasi: langkah awal, utama, dan akhir",
    "S411": f"{_NAMA}, bagian identitas: logo, pemerintah, dan unit",
    "T605": f"{_NAMA}, evaluasi: setahun sekali",
}
