"""A comparison as one HTML page that needs nothing beside it and prints well."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from jinja2 import Environment

from generator.data.bahasa import rangkai, tanggal
from generator.data.proyek import Proyek
from generator.data.sop import Sop
from generator.flow.baris import BarisData, diagrams
from generator.revisi.bagan import gambar_beda
from generator.revisi.beda import BedaLangkah, BedaProsedur
from generator.revisi.kata import Potongan, potong
from generator.revisi.laporan import IDENTITAS, Butir
from generator.revisi.nama import Nama
from generator.templat import make_mesin

if TYPE_CHECKING:  # at work it is not needed here, and brings the console and git
    from generator.revisi.tampil import Banding

_JENIS = {
    "baru": "baru", "hapus": "dihapus", "pindah": "dipindah", "pecah": "pecahan", "gabung": "digabung",
    "ubah": "diubah",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class BarisBeda:
    """A step side by side: its number then and now ("" = not there), its words, what is to be said about it.

    ``pelaku``: who does a new step, and how long it takes ("" for the others).
    """

    dulu: str
    kini: str
    uraian: tuple[Potongan, ...]
    butir: tuple[Butir, ...]
    jenis: tuple[str, ...]
    pelaku: str


@dataclass(frozen=True, slots=True)
class TabelBeda:
    """The steps of one procedure side by side; ``judul`` "" where there is only one."""

    judul: str
    baris: tuple[BarisBeda, ...]
    butir: tuple[Butir, ...]


def make_page(compared: list[Banding], nama: Nama, folders: tuple[Proyek | None, Proyek | None]) -> str:
    """The page of these comparisons; SOPs that are the same are only counted."""
    parts = [_part(satu, nama, folders) for satu in compared if not satu.sama]
    title = compared[0].judul if len(compared) == 1 else f"{len(parts)} SOP berbeda"
    same = sum(satu.sama for satu in compared)
    return _environment().get_template("beda.html").render(judul=title, bagian=parts, sama=same)


def _part(satu: Banding, nama: Nama, folders: tuple[Proyek | None, Proyek | None]) -> dict[str, Any]:
    """What the template needs of one SOP."""
    old, new = satu.pasang.lama, satu.pasang.baru
    part: dict[str, Any] = {"banding": satu, "lama": old, "baru": new, "tabel": [], "bagan": ([], [])}
    if old is None or new is None or satu.beda is None:
        return part
    part["tabel"] = [tabel_beda(body, satu.butir, old, new, nama) for body in satu.beda.prosedur if not body.tetap]
    part["bagan"] = gambar_beda(old, new, satu.beda, folders)
    part["identitas"] = [butir for butir in satu.butir if butir.tempat == IDENTITAS]
    part["hitungan"] = hitungan(satu.butir)
    return part


def hitungan(butir: tuple[Butir, ...]) -> str:
    """ "2 langkah baru, 1 dihapus dan 4 diubah"."""
    places: dict[str, set[str]] = {}
    for satu in butir:
        if satu.tempat != IDENTITAS:
            places.setdefault(satu.jenis, set()).add(satu.kode_baru or satu.kode_lama)
    words = [f"{len(places[kind])} {said}" for kind, said in _JENIS.items() if kind in places]
    steps = f"Langkah: {rangkai(words)}." if words else "Tidak ada langkah yang berubah."
    other = sum(satu.tempat == IDENTITAS for satu in butir)
    return f"{steps} Halaman identitas: {f'{other} perubahan' if other else 'tidak berubah'}."


def tabel_beda(satu: BedaProsedur, butir: tuple[Butir, ...], lama: Sop, baru: Sop, nama: Nama) -> TabelBeda:
    """The steps of a procedure in the new order, removed ones where they stood."""
    old = diagrams(lama)[satu.dari].baris if satu.dari is not None else ()
    new = diagrams(baru)[satu.ke].baris if satu.ke is not None else ()
    steps = list(satu.langkah) or [
        *(BedaLangkah(None, row.urut) for row in new), *(BedaLangkah(row.urut, None) for row in old)
    ]  # fmt: skip
    several = max(len(lama.prosedur), len(baru.prosedur)) > 1
    shown = diagrams(baru)[satu.ke] if satu.ke is not None else diagrams(lama)[satu.dari or 0]
    title = (shown.prosedur.judul or "") if several else ""
    about = tuple(b for b in butir if b.bidang == "prosedur" and title and title in b.tempat)
    return TabelBeda(title, tuple(_row(step, old, new, butir, nama) for step in _where_they_stood(steps)), about)


def _where_they_stood(steps: list[BedaLangkah]) -> list[BedaLangkah]:
    """The removed steps, each behind the step that it followed."""
    ordered = [step for step in steps if step.ke is not None]
    for gone in (step for step in steps if step.ke is None):
        places = [n for n, step in enumerate(ordered) if step.dari is not None and step.dari < (gone.dari or 0)]
        at = max(places, key=lambda n: ordered[n].dari or 0) + 1 if places else 0
        ordered.insert(at, gone)
    return ordered


def _row(
    step: BedaLangkah, old: tuple[BarisData, ...], new: tuple[BarisData, ...], butir: tuple[Butir, ...],
    nama: Nama,
) -> BarisBeda:  # fmt: skip
    was = old[step.dari] if step.dari is not None else None
    now = new[step.ke] if step.ke is not None else None
    texts = (was.data.uraian if was else "", now.data.uraian if now else "")
    words = potong(*texts) if texts[0] != texts[1] else (Potongan(texts[1], "sama"),)
    own = tuple(b for b in butir if _is_about(b, step, was, now))
    kinds = tuple(dict.fromkeys(_JENIS[b.jenis] for b in own))
    said = tuple(b for b in own if b.bidang not in ("langkah", "uraian") or b.jenis in ("pecah", "gabung"))
    return BarisBeda(_no(was), _no(now), words, said, kinds, _who(now, nama) if now and not was else "")


def _who(row: BarisData, nama: Nama) -> str:
    """ "Sekretaris, 30 menit"."""
    actors = dict.fromkeys(simbol.pelaksana for simbol in row.simbol)
    names = rangkai(nama.jabatan.get(id, id) for id in actors)
    return f"{names}, {row.data.mutu_baku.waktu}" if row.data.mutu_baku.waktu else names


def _is_about(butir: Butir, step: BedaLangkah, was: BarisData | None, now: BarisData | None) -> bool:
    """Whether a change belongs to the row of this step (a part that split off has a row of its own)."""
    if butir.tempat == IDENTITAS:
        return False
    if step.ke is None:
        return was is not None and butir.kode_lama == was.kode and butir.jenis in ("hapus", "gabung")
    if now is None or butir.kode_baru != now.kode or butir.jenis == "gabung":
        return False
    return (butir.jenis in ("baru", "pecah")) == (step.dari is None)


def _no(row: BarisData | None) -> str:
    return "" if row is None else row.no or "·"


def arah(gambar: str) -> str:
    """Which way round a sheet with this chart is: upright ("tegak") or lying ("rebah")."""
    size = re.search(r' width="([\d.]+)" height="([\d.]+)"', gambar)
    return "rebah" if size and float(size[2]) < 0.8 * float(size[1]) else "tegak"


@cache
def _environment() -> Environment:
    env = make_mesin("generator.revisi")
    env.filters |= {"tanggal": tanggal, "arah": arah}
    return env
