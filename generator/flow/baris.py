"""The rows of a procedure as written: their numbers, their symbols, and every link, the implied ones too.

Here, and only here, the short forms of the data format get their meaning: the next row is the next step, the first and
the last row are capsules, several pelaksana are joined by a line. The checker and the drawing read the same answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.data.sop import SELESAI, JenisLangkah, Langkah, Prosedur, SimbolData, Sop, Tujuan


@dataclass(frozen=True, slots=True)
class BarisData:
    """A row as written: where it stands, what it is called, its symbols as written."""

    urut: int
    kode: str
    no: str
    data: Langkah
    simbol: tuple[SimbolData, ...]


def procedures(sop: Sop) -> tuple[Prosedur, ...]:
    """The procedures of an SOP; the simple form (``langkah`` at the top) is one procedure."""
    if sop.prosedur:
        return sop.prosedur
    return (Prosedur(judul=sop.tabel.judul, langkah=sop.langkah, catatan_kaki=sop.catatan_kaki),)


def paths(sop: Sop) -> tuple[tuple[str | int, ...], ...]:
    """Where the steps of each procedure of ``procedures(sop)`` stand in the SOP's file."""
    if sop.prosedur:
        return tuple(("prosedur", index, "langkah") for index in range(len(sop.prosedur)))
    return (("langkah",),)


def rows(prosedur: Prosedur, awalan: str = "") -> tuple[BarisData, ...]:
    """The rows of a procedure with number and kode. ``awalan`` stands before each kode ("2-" in a second procedure)."""
    result: list[BarisData] = []
    count = 0
    for urut, langkah in enumerate(prosedur.langkah):
        if langkah.no is None:
            count += 1
            no = str(count)
        else:
            no = langkah.no
            count = int(no) if no.isdecimal() else count
        kode = _unique_kode(awalan + (_slug(no) or f"baris-{urut + 1}"), {baris.kode for baris in result})
        result.append(BarisData(urut, kode, no, langkah, _symbols_as_written(langkah, kode)))
    return tuple(result)


def _slug(no: str) -> str:
    return "".join(c for c in no.lower() if c.isascii() and c.isalnum())


def _unique_kode(kode: str, taken: set[str]) -> str:
    candidate, extra = kode, 1
    while candidate in taken:
        extra += 1
        candidate = f"{kode}-{extra}"
    return candidate


def _symbols_as_written(langkah: Langkah, kode: str) -> tuple[SimbolData, ...]:
    """The symbols of a row; a step with several pelaksana becomes a leader and partners joined in a line."""
    if langkah.simbol:
        return langkah.simbol
    ids = [kode, *(f"{kode}-{n}" for n in range(2, len(langkah.pelaksana) + 1))]
    lead = SimbolData(
        id=ids[0],
        pelaksana=langkah.pelaksana[0],
        jenis=langkah.jenis,
        teks=langkah.teks,
        keputusan=langkah.keputusan,
        lanjut=langkah.lanjut,
    )
    partners = (
        SimbolData(id=id, pelaksana=who, jenis=None, bersama=(ids[0],))
        for id, who in zip(ids[1:], langkah.pelaksana[1:], strict=True)
    )
    return (lead, *partners)


def targets(baris: Sequence[BarisData]) -> dict[str, str]:
    """Every word that a target may use -> id of the symbol meant: symbol ids, step ids, then numbers."""
    names: dict[str, str] = {}
    for row in baris:
        for simbol in row.simbol:
            names.setdefault(simbol.id, simbol.id)
    for row in baris:
        if row.data.id:
            names.setdefault(row.data.id, row.simbol[0].id)
    for row in baris:
        if row.no:
            names.setdefault(row.no, row.simbol[0].id)
    return names


def links(baris: Sequence[BarisData]) -> Iterator[tuple[BarisData, SimbolData, Tujuan, bool]]:
    """Every link of a procedure as (row, symbol it leaves, target, joint); the implied ones too."""
    for row in baris:
        for index, simbol in enumerate(row.simbol):
            for partner in simbol.bersama:
                yield row, simbol, Tujuan(ke=partner), True
            stated = (*simbol.keputusan, *simbol.lanjut)
            for tujuan in stated or _implied(baris, row, index):
                if tujuan.ke != SELESAI:
                    yield row, simbol, tujuan, False


def _implied(baris: Sequence[BarisData], row: BarisData, index: int) -> tuple[Tujuan, ...]:
    simbol = row.simbol[index]
    if simbol.bersama or jenis_of(row, index, len(baris)) == "selesai":
        return ()
    following = next((s for s in row.simbol[index + 1 :] if not s.bersama), None)
    if following is not None:
        return (Tujuan(ke=following.id),)
    if row.urut + 1 < len(baris):
        return (Tujuan(ke=baris[row.urut + 1].simbol[0].id),)
    return ()


def jenis_of(row: BarisData, index: int, count: int) -> JenisLangkah:
    """What a symbol is, where the data leave it open: first and last capsules, decisions by their exits."""
    simbol = row.simbol[index]
    if simbol.jenis is not None:
        return simbol.jenis
    if simbol.keputusan:
        return "keputusan"
    joint = [s for s in row.simbol if not s.bersama]
    first = row.urut == 0 and (simbol.bersama or simbol is joint[0])
    last = row.urut == count - 1 and (simbol.bersama or simbol is joint[-1])
    lead_decides = bool(simbol.bersama) and any(s.keputusan for s in joint)
    return "terminator" if (first or last) and not lead_decides else "proses"
