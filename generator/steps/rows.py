"""The rows of a procedure as written: their numbers, their symbols, and every link, the implied ones too.

Here, and only here, the short forms of the data format get their meaning: the next row is the next step, the first and
the last row are capsules, several pelaksana are joined by a line. The checker and the drawing read the same answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from generator.data.langkah import (
    SELESAI,
    CellColumn,
    JenisLangkah,
    Langkah,
    Prosedur,
    SimbolData,
    SopReference,
    TableLayout,
)
from generator.data.memo import per_object
from generator.data.slugs import numbered
from generator.data.sop import Sop

NO_ACTOR = ""
"""The pelaksana of a symbol in a table without lanes."""
_KODE_MAX = 40
"""Letters of a kode that are taken from the number of a row."""


@dataclass(frozen=True, slots=True)
class WrittenRow:
    """A row as written.

    urut        its place in the procedure, from 0
    kode        its name in addresses, unique in the SOP
    no          its number: written, or counted
    simbol      its symbols, the implied ones too
    awalan      the part of the kode that names the procedure: "2-"; "" in an SOP with one procedure
    """

    urut: int
    kode: str
    no: str
    data: Langkah
    simbol: tuple[SimbolData, ...]
    awalan: str = ""

    @property
    def pelaksana(self) -> tuple[str, ...]:
        """Ids of all who act, the leader first; () in a table without lanes."""
        return tuple(dict.fromkeys(simbol.pelaksana for simbol in self.simbol if simbol.pelaksana))

    @property
    def ways_to_say(self) -> set[str]:
        """The words by which a konfirmasi may name this row; a number alone only where it names one row."""
        return {nama for nama in (self.kode, self.data.id, "" if self.awalan else self.no) if nama}


@dataclass(frozen=True, slots=True)
class WrittenDiagram:
    """A procedure with all that the SOP says for it.

    baris       its rows
    place       where its steps stand in the file: ("prosedur", 0, "langkah")
    kolom       ids of its pelaksana columns, left to right
    tabel       the heads of its table, its own before the SOP's
    """

    prosedur: Prosedur
    baris: tuple[WrittenRow, ...]
    place: tuple[str | int, ...]
    kolom: tuple[str, ...]
    tabel: TableLayout


class WrittenLink(NamedTuple):
    """A link of a row.

    simbol      where it starts
    ke          id of the symbol that it leads to, None = the target is not there
    bersama     it joins the symbols of a joint step
    opsional    it may be left out
    """

    row: WrittenRow
    simbol: SimbolData
    ke: str | None
    label: str
    bersama: bool
    opsional: bool = False


@per_object
def diagrams(sop: Sop) -> tuple[WrittenDiagram, ...]:
    """The procedures of an SOP; the simple form (``langkah`` at the top) is one procedure."""
    if not sop.prosedur:
        alone = Prosedur.model_construct(
            judul=sop.tabel.judul, pelaksana=sop.pelaksana, langkah=sop.langkah, catatan_kaki=sop.catatan_kaki
        )
        return (_diagram(alone, sop, ("langkah",), ""),)
    several = len(sop.prosedur) > 1
    return tuple(
        _diagram(prosedur, sop, ("prosedur", index, "langkah"), f"{index + 1}-" if several else "")
        for index, prosedur in enumerate(sop.prosedur)
    )


@per_object
def references_of(sop: Sop) -> tuple[SopReference, ...]:
    """The SOPs that an SOP names: on its identity page, then in its steps."""
    steps = (row.data for diagram in diagrams(sop) for row in diagram.baris)
    return (*sop.keterkaitan, *(reference for step in steps for reference in step.sop_terkait))


def _diagram(written: Prosedur, sop: Sop, place: tuple[str | int, ...], awalan: str) -> WrittenDiagram:
    """A procedure's own columns, heads and footnotes win over the SOP's."""
    prosedur = written.model_copy(
        update={
            "pelaksana": written.pelaksana or sop.pelaksana,
            "catatan_kaki": {**sop.catatan_kaki, **written.catatan_kaki},
        }
    )
    kolom = tuple(id for kelompok in prosedur.pelaksana or () for id in kelompok.pelaksana)
    own = written.tabel.model_dump(exclude_unset=True) if written.tabel else {}
    return WrittenDiagram(prosedur, _rows(prosedur, kolom, awalan), place, kolom, sop.tabel.model_copy(update=own))


def _rows(prosedur: Prosedur, kolom: Sequence[str], awalan: str) -> tuple[WrittenRow, ...]:
    numbers: list[str] = []
    count = 0
    for langkah in prosedur.langkah:
        if langkah.no is None:
            count += 1
            numbers.append(str(count))
        else:
            numbers.append(langkah.no)
            count = int(langkah.no) if langkah.no.isdecimal() and len(langkah.no) <= _KODE_MAX else count
    return tuple(
        WrittenRow(urut, kode, no, langkah, _symbols_as_written(langkah, kode, kolom), awalan)
        for urut, (langkah, no, kode) in enumerate(zip(prosedur.langkah, numbers, codes(numbers, awalan), strict=True))
    )


def codes(numbers: Sequence[str], awalan: str) -> list[str]:
    """The kode of rows with these numbers."""
    found: list[str] = []
    for urut, no in enumerate(numbers):
        found.append(numbered(awalan + (_slug(no) or f"baris-{urut + 1}"), found.__contains__))
    return found


def _slug(no: str) -> str:
    """A number as part of a file's name, which no system lets be as long as it likes."""
    return "".join(c for c in no.lower() if c.isascii() and c.isalnum())[:_KODE_MAX]


def _symbols_as_written(langkah: Langkah, kode: str, kolom: Sequence[str]) -> tuple[SimbolData, ...]:
    """The symbols of a row; a step with several pelaksana becomes a leader with partners joined in a chain."""
    if langkah.simbol:
        return langkah.simbol
    order = {id: place for place, id in enumerate(kolom)}
    ids = {who: f"{kode}-{n}" if n > 1 else kode for n, who in enumerate(langkah.pelaksana, start=1)}
    chain = sorted(ids, key=lambda who: order.get(who, len(order)))
    leader = langkah.pelaksana[0] if langkah.pelaksana else NO_ACTOR
    symbols = [
        SimbolData.model_construct(
            id=kode,
            pelaksana=leader,
            jenis=langkah.jenis,
            teks=langkah.teks,
            keputusan=langkah.keputusan,
            lanjut=langkah.lanjut,
        )
    ]
    for who in langkah.pelaksana[1:]:
        # The neighbour on the leader's side: so no joint line runs through another partner.
        place = chain.index(who)
        neighbour = chain[place + 1] if place < chain.index(leader) else chain[place - 1]
        symbols.append(SimbolData.model_construct(id=ids[who], pelaksana=who, bersama=(ids[neighbour],)))
    return tuple(symbols)


def phases_of(baris: Sequence[WrittenRow]) -> list[str]:
    """For each row the phase that it belongs to: the one that begins with it, or with one above; "" = none."""
    found: list[str] = []
    for row in baris:
        found.append(row.data.fase or (found[-1] if found else ""))
    return found


def written_cell(step: Langkah, kolom: CellColumn) -> tuple[str, ...] | str | None:
    """What is written for a cell of a step: its items, or its time."""
    cell: tuple[str, ...] | str | None = getattr(step if kolom == "keterangan" else step.mutu_baku, kolom)
    return cell


def merged_from(langkah: Sequence[Langkah], kolom: CellColumn) -> tuple[int, ...]:
    """For each row the row where its cell of a column begins: its own, or one above."""
    tops: list[int] = []
    for place, step in enumerate(langkah):
        tops.append(tops[-1] if place and kolom in step.mutu_baku.gabung else place)
    return tuple(tops)


def left_blank(step: Langkah, kolom: CellColumn) -> bool:
    """Whether a cell without a value is left blank on purpose."""
    return kolom in step.mutu_baku.kosong and not written_cell(step, kolom)


def targets(baris: Sequence[WrittenRow]) -> dict[str, str]:
    """Every word that a target may use -> id of the symbol meant.

    What somebody wrote wins over what was counted or made up: ids of symbols and steps, then numbers, then kode.
    """
    names: dict[str, str] = {}
    for row in baris:
        names.update({simbol.id: simbol.id for simbol in row.data.simbol})
        if row.data.id:
            names.setdefault(row.data.id, row.simbol[0].id)
    counted = [(row.no, row) for row in baris if row.no] + [(row.kode, row) for row in baris]
    for word, row in counted:
        names.setdefault(word, row.simbol[0].id)
    return names


def links(baris: Sequence[WrittenRow]) -> Iterator[WrittenLink]:
    """Every link of a procedure, the implied ones too."""
    names = targets(baris)
    for row in baris:
        for index, simbol in enumerate(row.simbol):
            for partner in simbol.bersama:
                yield WrittenLink(row, simbol, partner if partner in {s.id for s in row.simbol} else None, "", True)
            stated = (*simbol.keputusan, *simbol.lanjut)
            for tujuan in stated:
                if tujuan.ke != SELESAI:
                    yield WrittenLink(row, simbol, names.get(tujuan.ke), tujuan.label or "", False, tujuan.opsional)
            implied = None if stated else _implied(baris, row, index)
            if implied is not None:
                yield WrittenLink(row, simbol, implied, "", False)


def leads_somewhere(diagram: WrittenDiagram) -> bool:
    """Whether every link has a target that is there; otherwise nothing is known of how the steps are reached."""
    return all(link.ke is not None for link in links(diagram.baris))


def _implied(baris: Sequence[WrittenRow], row: WrittenRow, index: int) -> str | None:
    """The symbol that an unsaid link leads to: the next of the row, else the first of the next row."""
    simbol = row.simbol[index]
    if simbol.bersama or kind_of(row, index, len(baris)) == "selesai":
        return None
    following = next((s for s in row.simbol[index + 1 :] if not s.bersama), None)
    if following is not None:
        return following.id
    return baris[row.urut + 1].simbol[0].id if row.urut + 1 < len(baris) else None


def kind_of(row: WrittenRow, index: int, count: int) -> JenisLangkah:
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
