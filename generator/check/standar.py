"""What PermenPAN-RB 35/2012 asks of every SOP (codes S4xx): identity, mutu baku, kegiatan without a subject."""

from __future__ import annotations

from collections.abc import Iterator

from generator.data.proyek import Proyek, file_of
from generator.data.sop import MutuBaku, Sop
from generator.findings import Finding, Severity
from generator.flow.baris import diagrams


def check_standar(proyek: Proyek) -> Iterator[Finding]:
    """Missing identity fields and empty mutu baku. On a draft they are hints, on an SOP in force warnings."""
    for slug, sop in proyek.sop.items():
        yield from _identity(proyek, slug, sop)
        yield from _mutu_baku(proyek, slug, sop)
        yield from _named_actors(proyek, slug, sop)


def _severity(sop: Sop) -> Severity:
    return "peringatan" if sop.status == "berlaku" else "saran"


def _identity(proyek: Proyek, slug: str, sop: Sop) -> Iterator[Finding]:
    missing = [
        ("nomor", sop.nomor, "nomor SOP"),
        ("tanggal", sop.tanggal.pembuatan, "tanggal pembuatan"),
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
            yield proyek.finding(
                file_of("sop", slug),
                "S401",
                _severity(sop),
                (key,),
                f"{nama} belum ditetapkan",
                f"isi '{key}' bila sudah ditetapkan",
            )


def _mutu_baku(proyek: Proyek, slug: str, sop: Sop) -> Iterator[Finding]:
    for diagram in diagrams(sop):
        chosen = diagram.tabel.mutu_baku
        columns = tuple(chosen) if chosen is not None else ("kelengkapan", "waktu", "output")
        for row in diagram.baris:
            empty = [nama for nama in columns if _empty(row.data.mutu_baku, nama)]
            if empty:
                message = f"mutu baku langkah {row.no or row.urut + 1} belum lengkap: {', '.join(empty)}"
                yield proyek.finding(
                    file_of("sop", slug),
                    "S402",
                    _severity(sop),
                    (*diagram.place, row.urut, "mutu_baku"),
                    message,
                    "isi nilainya, atau tulis '-' bila memang tidak ada",
                )


def _empty(mutu: MutuBaku, nama: str) -> bool:
    return not getattr(mutu, nama) and nama not in mutu.gabung


def _named_actors(proyek: Proyek, slug: str, sop: Sop) -> Iterator[Finding]:
    """A kegiatan is written without a subject; whoever acts is seen from the column."""
    names = {
        nama: id
        for id, jabatan in proyek.jabatan.items()
        for nama in (jabatan.nama, jabatan.lengkap, *jabatan.alias)
        if nama
    }
    longest_first = sorted(names, key=lambda nama: (-len(nama), nama))
    for diagram in diagrams(sop):
        for row in diagram.baris:
            words = row.data.uraian.casefold()
            named = next((nama for nama in longest_first if words.startswith(f"{nama.casefold()} ")), None)
            if named is None:
                continue
            own = names[named] in {simbol.pelaksana for simbol in row.simbol}
            column = "pelaksana langkah ini" if own else "yang bukan pelaksana langkah ini"
            yield proyek.finding(
                file_of("sop", slug),
                "S403",
                "saran" if own else "peringatan",
                (*diagram.place, row.urut, "uraian"),
                f"kegiatan diawali nama '{named}', {column}",
                "awali dengan kata kerja; pelaksana cukup tampak dari kolomnya",
            )
