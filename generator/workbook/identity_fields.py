"""The rows of the sheet Identitas: which part of an SOP each of them holds, and how it is filled in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from generator.workbook.shown_names import ShownKind

FieldKind = Literal[
    "text", "list", "day", "day_or_month", "day_or_dash", "name", "names", "references", "choice", "fixed"
]


@dataclass(frozen=True, slots=True)
class IdentityField:
    """A row of the sheet Identitas. ``path``: where it stands in the data; ``names``: of which kind the ids are."""

    path: tuple[str, ...]
    kind: FieldKind
    label: str
    help: str = ""
    names: ShownKind = "jabatan"
    choices: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return ".".join(self.path)

    @property
    def many(self) -> bool:
        """Whether it has a row for each item."""
        return self.kind in ("list", "names", "references")


_ONE_EACH: Final = "Satu butir satu baris; sisipkan baris bila kurang."
IDENTITY: Final[tuple[tuple[str, tuple[IdentityField, ...]], ...]] = (
    ("Identitas", (
        IdentityField(("judul",), "text", "nama_sop", "Nama SOP, tanpa kata 'SOP' di depannya."),
        IdentityField(("nomor",), "text", "nomor", "Kosong sampai ditetapkan."),
        IdentityField(("revisi",), "fixed", "Revisi", "Diubah dengan sop revise."),
        IdentityField(("status",), "fixed", "Status", "Diubah dengan sop publish dan sop withdraw."),
        IdentityField(("unit",), "name", "Unit", "Pilih dari daftar.", "unit"),
        IdentityField(("tanggal", "pembuatan"), "day_or_month", "tanggal_pembuatan"),
        IdentityField(("tanggal", "revisi"), "day_or_dash", "tanggal_revisi", 'Tulis "-" bila belum pernah direvisi.'),
        IdentityField(("tanggal", "efektif"), "day_or_month", "tanggal_efektif"),
        IdentityField(("pengesahan", "sebutan"), "text", "Sebutan pengesahan", "Kosong: seperti SOP lain."),
        IdentityField(("pengesahan", "jabatan"), "name", "Jabatan yang mengesahkan", "Pilih dari daftar."),
        IdentityField(("pengesahan", "nama"), "text", "Nama pejabat"),
        IdentityField(("pengesahan", "nip"), "text", "NIP"),
    )),
    ("Isi halaman identitas", (
        IdentityField(("maksud_tujuan",), "list", "maksud_tujuan", _ONE_EACH),
        IdentityField(("dasar_hukum",), "names", "dasar_hukum", "Pilih dari daftar, satu baris satu.", "peraturan"),
        IdentityField(("keterkaitan",), "references", "keterkaitan", "Pilih dari daftar, atau tulis namanya.", "sop"),
        IdentityField(("kualifikasi",), "list", "kualifikasi", _ONE_EACH),
        IdentityField(("peralatan",), "list", "peralatan", _ONE_EACH),
        IdentityField(("peringatan",), "list", "peringatan", _ONE_EACH),
        IdentityField(("pencatatan",), "list", "pencatatan", _ONE_EACH),
        IdentityField(("tabel", "judul"), "text", "Judul di atas tabel", "Kosong: nama SOP."),
    )),
    ("Lembar kerja identifikasi", (
        IdentityField(("identifikasi", "jenis"), "choice", "Jenis kegiatan", "Pilih dari daftar.",
                      choices=("rutin", "pelayanan", "penugasan")),
        IdentityField(("identifikasi", "penanggung_jawab", "produk"), "name", "Penanggung jawab produk"),
        IdentityField(("identifikasi", "penanggung_jawab", "kegiatan"), "name", "Penanggung jawab kegiatan"),
        IdentityField(("identifikasi", "ruang_lingkup"), "text", "Ruang lingkup"),
        IdentityField(("identifikasi", "judul_kegiatan"), "text", "Judul kegiatan (B)"),
        *(IdentityField(("identifikasi", sheet, part), "list", f"{words} {part} ({letter})", _ONE_EACH)
          for sheet, words, letter in (("kegiatan", "Kegiatan", "B"), ("langkah", "Langkah", "C"))
          for part in ("awal", "utama", "akhir")),
    )),
    ("Revisi dan pencarian", (
        IdentityField(("perubahan", "ringkasan"), "list", "Yang berubah pada revisi ini", _ONE_EACH),
        IdentityField(("perubahan", "alasan"), "text", "Alasan revisi"),
        IdentityField(("tanggal", "evaluasi"), "day", "Evaluasi terakhir"),
        IdentityField(("tanggal", "monitoring"), "day", "Monitoring terakhir"),
        IdentityField(("kata_kunci",), "list", "Kata kunci", "Hanya untuk kotak Cari."),
        IdentityField(("singkatan",), "list", "Singkatan", "Hanya untuk kotak Cari."),
    )),
)  # fmt: skip
"""The sheet Identitas: its parts and their rows. Labels that are keys of the agency's labels stand for these."""
FIELDS: Final = tuple(one for _, part in IDENTITY for one in part)
