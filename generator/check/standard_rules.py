"""What PermenPAN-RB 35/2012 asks of every SOP (codes S401, S402, S410, S411): identity, mutu baku, worksheets."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.rule_context import RuleContext
from generator.check.rules import rule
from generator.check.severity import severity_of
from generator.data.library import Library
from generator.data.sop import Sop
from generator.findings import Finding
from generator.steps.rows import WrittenRow, diagrams


@rule("S411", "saran", of="pustaka", basis="bagian identitas: logo, pemerintah, dan unit")
def check_emblem(proyek: Library) -> Iterator[Finding]:
    """S411: an agency without a logo."""
    if not proyek.instansi.logo:
        remedy = "letakkan gambar logo di folder data dan tulis namanya pada 'logo'"
        yield proyek.finding("instansi.yml", "S411", ("logo",), "logo instansi belum ada", remedy)


@rule("S401", "peringatan", "saran", basis="bagian identitas")
def _identity(lingkup: RuleContext, sop: Sop) -> Iterator[Finding]:
    missing = [
        ("nomor", sop.nomor, "nomor SOP"),
        ("tanggal", sop.tanggal.pembuatan, "tanggal pembuatan"),
        ("tanggal", sop.tanggal.revisi or sop.revisi == 0, "tanggal revisi"),
        ("tanggal", sop.tanggal.efektif, "tanggal efektif"),
        ("pengesahan", sop.pengesahan, "pejabat yang mengesahkan"),
        ("dasar_hukum", sop.dasar_hukum, "dasar hukum"),
        ("kualifikasi", sop.kualifikasi, "kualifikasi pelaksana"),
        ("peralatan", sop.peralatan, "peralatan dan perlengkapan"),
        ("peringatan", sop.peringatan, "peringatan"),
        ("pencatatan", sop.pencatatan, "pencatatan dan pendataan"),
    ]
    for key, value, nama in missing:
        if not value:
            yield lingkup.finding(
                "S401",
                (key,),
                f"{nama} belum ditetapkan",
                f"isi '{key}' bila sudah ditetapkan",
                severity_of(sop),
            )


@rule("S402", "peringatan", "saran", basis="bagian prosedur: mutu baku memuat kelengkapan, waktu, dan output")
def _mutu_baku(lingkup: RuleContext, sop: Sop) -> Iterator[Finding]:
    for diagram in diagrams(sop):
        chosen = diagram.tabel.mutu_baku
        columns = tuple(chosen) if chosen is not None else ("kelengkapan", "waktu", "output")
        for row in diagram.baris:
            empty = [nama for nama in columns if _empty(row, nama)]
            if empty:
                message = f"mutu baku langkah {row.no or row.urut + 1} belum lengkap: {', '.join(empty)}"
                yield lingkup.finding(
                    "S402",
                    (*diagram.place, row.urut, "mutu_baku"),
                    message,
                    "isi nilainya, tulis '-' bila memang tidak ada, atau sebut kolomnya pada 'kosong' bila dikosongkan",
                    severity_of(sop),
                )


def _empty(row: WrittenRow, nama: str) -> bool:
    """Whether nothing is said there, not even that it stays blank: above the first row is no cell that its own could
    continue."""
    mutu = row.data.mutu_baku
    return not getattr(mutu, nama) and nama not in mutu.kosong and not (row.urut and nama in mutu.gabung)


@rule("S410", "saran", basis="lembar kerja identifikasi: langkah awal, utama, dan akhir")
def _worksheets(lingkup: RuleContext, sop: Sop) -> Iterator[Finding]:
    """S410: a worksheet that was begun names its first, main and last steps."""
    if sop.identifikasi is None:
        return
    for sheet, letter in (("kegiatan", "B"), ("langkah", "C")):
        steps = getattr(sop.identifikasi, sheet)
        empty = [key for key, items in steps if not items]
        if empty and len(empty) < 3:
            message = f"langkah {' dan '.join(empty)} pada lembar kerja {letter} belum diisi"
            remedy = f"isi 'identifikasi.{sheet}.{empty[0]}'"
            yield lingkup.finding("S410", ("identifikasi", sheet, empty[0]), message, remedy)
