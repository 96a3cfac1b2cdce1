"""What PermenPAN-RB 35/2012 asks of every SOP (codes S401, S402, S410, S411): identity, mutu baku, worksheets."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.lingkup import Lingkup
from generator.check.tingkat import severity_of
from generator.data.proyek import Proyek
from generator.data.sop import MutuBaku, Sop
from generator.findings import Finding
from generator.flow.baris import diagrams


def check_lambang(proyek: Proyek) -> Iterator[Finding]:
    """S411: an agency without a logo."""
    if not proyek.instansi.logo:
        remedy = "letakkan gambar logo di folder data dan tulis namanya pada 'logo'"
        yield proyek.finding("instansi.yml", "S411", "saran", ("logo",), "logo instansi belum ada", remedy)


def check_standar(lingkup: Lingkup, sop: Sop) -> Iterator[Finding]:
    """Missing identity fields and empty mutu baku. On a draft they are hints, on an SOP in force warnings."""
    yield from _identity(lingkup, sop)
    yield from _mutu_baku(lingkup, sop)
    yield from _worksheets(lingkup, sop)


def _identity(lingkup: Lingkup, sop: Sop) -> Iterator[Finding]:
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
                severity_of(sop),
                (key,),
                f"{nama} belum ditetapkan",
                f"isi '{key}' bila sudah ditetapkan",
            )


def _mutu_baku(lingkup: Lingkup, sop: Sop) -> Iterator[Finding]:
    for diagram in diagrams(sop):
        chosen = diagram.tabel.mutu_baku
        columns = tuple(chosen) if chosen is not None else ("kelengkapan", "waktu", "output")
        for row in diagram.baris:
            empty = [nama for nama in columns if _empty(row.data.mutu_baku, nama)]
            if empty:
                message = f"mutu baku langkah {row.no or row.urut + 1} belum lengkap: {', '.join(empty)}"
                yield lingkup.finding(
                    "S402",
                    severity_of(sop),
                    (*diagram.place, row.urut, "mutu_baku"),
                    message,
                    "isi nilainya, atau tulis '-' bila memang tidak ada",
                )


def _empty(mutu: MutuBaku, nama: str) -> bool:
    return not getattr(mutu, nama) and nama not in mutu.gabung


def _worksheets(lingkup: Lingkup, sop: Sop) -> Iterator[Finding]:
    """S410: a worksheet that was begun names its first, main and last steps."""
    if sop.identifikasi is None:
        return
    for sheet, letter in (("kegiatan", "B"), ("langkah", "C")):
        steps = getattr(sop.identifikasi, sheet)
        empty = [key for key, items in steps if not items]
        if empty and len(empty) < 3:
            message = f"langkah {' dan '.join(empty)} pada lembar kerja {letter} belum diisi"
            remedy = f"isi 'identifikasi.{sheet}.{empty[0]}'"
            yield lingkup.finding("S410", "saran", ("identifikasi", sheet, empty[0]), message, remedy)
