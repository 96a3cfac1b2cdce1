"""What changed: the page of all changes with its feed, and what an actor finds on the own page."""

from __future__ import annotations

from dataclasses import dataclass

from generator.declared import Menu, page
from generator.pages.halaman import Halaman
from generator.pages.situs import Situs
from generator.pages.tampilan import make_halaman
from generator.revisi.riwayat import Catatan, pelaku_sop

DISEBUT = 6
"""So many changes of a revision stand in its entry; the comparison has them all."""
TERBARU = 5
"""So many changes an actor's page shows at once; the rest folds."""


@dataclass(frozen=True, slots=True)
class PerubahanSaya:
    """A change as one actor sees it. ``keterlibatan``: "mulai terlibat", "tidak terlibat lagi" or "";
    ``kalimat``: the changes of own steps, then those that all who act in the SOP work by."""

    catatan: Catatan
    keterlibatan: str
    kalimat: tuple[str, ...]


def perubahan_bagi(situs: Situs, id: str) -> tuple[PerubahanSaya, ...]:
    """What changed for an actor in the SOPs that name it, newest first. A first publication is no change."""
    found = []
    for satu in situs.riwayat.semua:
        if satu.jenis == "terbit" or id not in satu.pelaksana:
            continue
        before, after = _acts(satu, id)
        told = [butir.kalimat for butir in satu.butir_bagi(id)]
        told += [butir.kalimat for butir in satu.beda.umum] if satu.beda and after else []
        joined = {(False, True): "Anda mulai terlibat", (True, False): "Anda tidak terlibat lagi"}
        found.append(PerubahanSaya(satu, joined.get((before, after), ""), tuple(dict.fromkeys(told))))
    return tuple(found)


def _acts(satu: Catatan, id: str) -> tuple[bool, bool]:
    """Whether the actor acted before, and acts now."""
    now = id in pelaku_sop(satu.edisi.sop)
    return id in pelaku_sop(satu.beda.lama.sop) if satu.beda else now, now


@page("pustaka", Menu("Perubahan", 60), "perubahan")
def render_perubahan(situs: Situs) -> Halaman:
    """The page perubahan/: everything that happened to all SOPs, newest first."""
    entries = situs.riwayat.semua
    units = {satu.edisi.sop.unit for satu in entries}
    acting = {id for satu in entries for id in satu.pelaksana}
    known = situs.proyek.jabatan
    return make_halaman(
        situs,
        "perubahan.html",
        "perubahan",
        "Perubahan",
        {"search": {"exclude": True}},
        catatan=entries,
        umpan=bool(entries) and any(satu.hari for satu in entries),
        unit=[(id, unit.nama) for id, unit in situs.proyek.instansi.unit.items() if id in units],
        pelaksana=[*(id for id in known if id in acting), *sorted(acting - {*known})],
        disebut=DISEBUT,
    )
