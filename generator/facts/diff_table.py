"""Two versions of an SOP side by side: their steps in one table, and what changed, counted."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.data.sop import Sop
from generator.data.wording import join_words
from generator.revisions.change_report import IDENTITAS, ChangeLine
from generator.revisions.names import Names
from generator.revisions.sop_diff import ProcedureDiff, StepDiff
from generator.revisions.word_diff import WordRun, potong
from generator.steps.rows import WrittenRow, diagrams

_JENIS = {
    "baru": "baru", "hapus": "dihapus", "pindah": "dipindah", "pecah": "pecahan", "gabung": "digabung",
    "ubah": "diubah",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DiffRow:
    """A step side by side: its number then and now ("" = not there), its words, what is to be said about it.

    ``pelaku``: who does a new step, and how long it takes ("" for the others).
    """

    dulu: str
    kini: str
    uraian: tuple[WordRun, ...]
    butir: tuple[ChangeLine, ...]
    jenis: tuple[str, ...]
    pelaku: str


@dataclass(frozen=True, slots=True)
class DiffTable:
    """The steps of one procedure side by side; ``judul`` "" where there is only one."""

    judul: str
    baris: tuple[DiffRow, ...]
    butir: tuple[ChangeLine, ...]


def count_words(butir: tuple[ChangeLine, ...]) -> str:
    """ "2 langkah baru, 1 dihapus dan 4 diubah"."""
    places: dict[str, set[str]] = {}
    for satu in butir:
        if satu.tempat != IDENTITAS:
            places.setdefault(satu.jenis, set()).add(satu.kode_baru or satu.kode_lama)
    words = [f"{len(places[kind])} {said}" for kind, said in _JENIS.items() if kind in places]
    steps = f"Langkah: {join_words(words)}." if words else "Tidak ada langkah yang berubah."
    other = sum(satu.tempat == IDENTITAS for satu in butir)
    return f"{steps} Halaman identitas: {f'{other} perubahan' if other else 'tidak berubah'}."


def diff_table(satu: ProcedureDiff, butir: tuple[ChangeLine, ...], lama: Sop, baru: Sop, nama: Names) -> DiffTable:
    """The steps of a procedure in the new order, removed ones where they stood."""
    old = diagrams(lama)[satu.dari].baris if satu.dari is not None else ()
    new = diagrams(baru)[satu.ke].baris if satu.ke is not None else ()
    steps = list(satu.langkah) or [
        *(StepDiff(None, row.urut) for row in new), *(StepDiff(row.urut, None) for row in old)
    ]  # fmt: skip
    several = max(len(lama.prosedur), len(baru.prosedur)) > 1
    shown = diagrams(baru)[satu.ke] if satu.ke is not None else diagrams(lama)[satu.dari or 0]
    title = (shown.prosedur.judul or "") if several else ""
    about = tuple(b for b in butir if b.bidang == "prosedur" and title and title in b.tempat)
    return DiffTable(title, tuple(_row(step, old, new, butir, nama) for step in _where_they_stood(steps)), about)


def _where_they_stood(steps: list[StepDiff]) -> list[StepDiff]:
    """The removed steps, each behind the step that it followed."""
    ordered = [step for step in steps if step.ke is not None]
    for gone in (step for step in steps if step.ke is None):
        places = [n for n, step in enumerate(ordered) if step.dari is not None and step.dari < (gone.dari or 0)]
        at = max(places, key=lambda n: ordered[n].dari or 0) + 1 if places else 0
        ordered.insert(at, gone)
    return ordered


def _row(
    step: StepDiff, old: tuple[WrittenRow, ...], new: tuple[WrittenRow, ...], butir: tuple[ChangeLine, ...],
    nama: Names,
) -> DiffRow:  # fmt: skip
    was = old[step.dari] if step.dari is not None else None
    now = new[step.ke] if step.ke is not None else None
    texts = (was.data.uraian if was else "", now.data.uraian if now else "")
    words = potong(*texts) if texts[0] != texts[1] else (WordRun(texts[1], "sama"),)
    own = tuple(b for b in butir if _is_about(b, step, was, now))
    kinds = tuple(dict.fromkeys(_JENIS[b.jenis] for b in own))
    said = tuple(b for b in own if b.bidang not in ("langkah", "uraian") or b.jenis in ("pecah", "gabung"))
    return DiffRow(_no(was), _no(now), words, said, kinds, _who(now, nama) if now and not was else "")


def _who(row: WrittenRow, nama: Names) -> str:
    """ "Sekretaris, 30 menit"."""
    names = join_words(nama.jabatan.get(id, id) for id in row.pelaksana)
    return ", ".join(filter(None, (names, row.data.mutu_baku.waktu)))


def _is_about(butir: ChangeLine, step: StepDiff, was: WrittenRow | None, now: WrittenRow | None) -> bool:
    """Whether a change belongs to the row of this step (a part that split off has a row of its own)."""
    if butir.tempat == IDENTITAS:
        return False
    if step.ke is None:
        return was is not None and butir.kode_lama == was.kode and butir.jenis in ("hapus", "gabung")
    if now is None or butir.kode_baru != now.kode or butir.jenis == "gabung":
        return False
    return (butir.jenis in ("baru", "pecah")) == (step.dari is None)


def _no(row: WrittenRow | None) -> str:
    return "" if row is None else row.no or "·"


def orientation(gambar: str) -> str:
    """Which way round a sheet with this chart is: upright ("tegak") or lying ("rebah")."""
    size = re.search(r' width="([\d.]+)" height="([\d.]+)"', gambar)
    return "rebah" if size and float(size[2]) < 0.8 * float(size[1]) else "tegak"
