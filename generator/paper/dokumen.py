"""The official document of an SOP: the identity page as the standard lays it out, then the charts."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from generator.data.proyek import Proyek
from generator.data.sop import Sop
from generator.declared import paper
from generator.flow.susunan import SopTersusun, susun
from generator.pages.situs import Situs
from generator.paper.bagan import bagan_data
from generator.paper.identitas import identitas_data
from generator.paper.isi import dasar
from generator.paper.kertas import mendatar, tegak
from generator.paper.mesin import Naskah, Paper, compile_naskah, make_naskah

_DIGAMBAR = {"langkah.pelaksana", "langkah.alur"}
"""Assumptions that the drawing itself shows."""


@paper("edisi", 10)
def official(situs: Situs, slug: str) -> Iterator[Paper]:
    """The official document of a revision."""
    folder = situs.kunci(f"sop/{slug}")
    document = naskah_dokumen(situs.proyek, situs.sop[slug])
    yield Paper(f"{folder}/{slug}.pdf", document, folder, "Dokumen resmi", f"PDF {situs.proyek.instansi.kertas}")


def make_dokumen(proyek: Proyek, slug: str) -> bytes:
    """The official document as PDF."""
    return compile_naskah(naskah_dokumen(proyek, susun(proyek, slug)))


def tanggal_naskah(sop: Sop) -> datetime.date | None:
    """The date that stands for the document: when it took effect, else was revised, else made."""
    return sop.tanggal.efektif or sop.tanggal.revisi or sop.tanggal.pembuatan


def naskah_dokumen(proyek: Proyek, sop: SopTersusun) -> Naskah:
    """All that the official document says, with the geometry of its charts."""
    data, instansi = sop.data, proyek.instansi
    upright, lying = tegak(instansi), mendatar(instansi)
    notes = {k.kode: [n.bagian for n in k.konfirmasi if n.perkiraan] for k in sop.langkah}
    ragu = {kode for kode, parts in notes.items() if set(parts) - _DIGAMBAR}
    signed = data.status in ("berlaku", "dicabut")
    everything = {
        **dasar(proyek, sop, f"SOP {data.judul}"),
        "tegak": upright.to_data(),
        "mendatar": lying.to_data(),
        "elektronik": instansi.tanda_tangan == "elektronik",
        # A draft is not signed yet: the words would be untrue.
        "kaki_elektronik": (instansi.kaki_elektronik or "") if signed and instansi.tanda_tangan == "elektronik" else "",
        "identitas": identitas_data(proyek, data, upright),
        "prosedur": [
            bagan_data(prosedur.bagan, _title(sop, index), lying.ruang, ragu)
            for index, prosedur in enumerate(sop.prosedur)
        ],
    }
    return make_naskah("dokumen", everything, tanggal_naskah(data))


def _title(sop: SopTersusun, index: int) -> str:
    """The title above a chart, in capitals; one that says that it is an SOP needs no other word."""
    judul = sop.prosedur[index].judul.upper()
    if len(sop.prosedur) > 1:
        return f"PROSEDUR {index + 1}: {judul}"
    return judul if judul.startswith(("SOP ", "PROSEDUR ")) else f"PROSEDUR: {judul}"
