"""An SOP as the cells of a workbook: what each of them shows, and which cannot say what the data say.

The writer puts these cells into the workbook; the reader makes them again from the same data and takes up only what a
person changed, so a workbook that nobody touched changes nothing.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from generator.data.langkah import SELESAI, CellColumn, Langkah, MutuKolom, SopReference, Target
from generator.data.sop import BAGIAN_KONFIRMASI, Konfirmasi, Sop
from generator.data.written_text import as_written
from generator.reading.limits import cut
from generator.steps.graph import OPSIONAL
from generator.steps.rows import WrittenDiagram, WrittenRow, diagrams, left_blank, targets, written_cell
from generator.workbook.cell_words import (
    ATAU,
    BERSAMA,
    BLANK_CELL,
    KEGIATAN,
    KEPUTUSAN,
    MAIN_SYMBOLS,
    MERGED,
    NO_NUMBER,
    YES,
    CellError,
    ExitWords,
    exits_of,
    exits_text,
    items_of,
    items_text,
    tidy,
)
from generator.workbook.identity_fields import FIELDS, IdentityField
from generator.workbook.sheet_marks import CELL_MAX
from generator.workbook.shown_names import ShownKind, ShownNames

MUTU: Final[tuple[MutuKolom, ...]] = ("kelengkapan", "waktu", "output")
ACTOR: Final = "p:"
"""How the keys of actors' columns begin; alone it is the key of one that has no actor yet."""
CELLS: Final[Mapping[str, CellColumn]] = {**{f"m:{key}": key for key in MUTU}, "keterangan": "keterangan"}
"""Keys of the columns whose cells can be merged -> their name in the data."""
LISTS: Final = ("formulir", "peringatan", "sop_terkait")
"""The other columns of which a cell holds a list."""
SEVERAL_SYMBOLS: Final = "langkah ini memuat beberapa simbol, yang hanya dapat ditulis di berkasnya"
_OPTIONAL_WAY: Final = "jalan opsional hanya dapat ditulis di berkasnya"
_ONLY_IN_FILE: Final = "isi sel ini hanya dapat ditulis di berkasnya"
_NOT_SHOWN: Final[Mapping[str, str]] = {
    "sidik": "tanda isi yang ditulis sop publish",
    "pencabutan": "pencabutan",
    "nama_lama": "nama berkas yang lama",
    "tinjauan": "tinjauan",
    "riwayat": "riwayat revisi dari sebelum pustaka ini",
    "penanda_tangan_lain": "penanda tangan lain",
    "bagian_lain": "bagian lain halaman identitas",
    "anak_judul": "pilihan bahwa butir bertitik dua menjadi anak judul",
    "catatan_kaki": "catatan kaki tabel",
    "abaikan": "temuan yang diterima (abaikan)",
    "nama_terbit": "nama-nama ketika SOP ditetapkan",
}
"""Keys of an SOP that no cell shows, in words."""


@dataclass(slots=True)
class RowCells:
    """A row of a table. ``cells``: text of each column by its key; ``fixed``: keys of the cells that cannot say all
    that the data say, and why."""

    cells: dict[str, str]
    fixed: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class TableCells:
    """A procedure as a sheet. ``place``: where its steps stand in the data; ``columns``: keys from left to right;
    ``heads``, ``groups``: the heads of columns, and those above several actors; ``own_columns``: its actors' columns
    are its own and not the SOP's; ``without_lanes``: it has none."""

    sheet: str
    place: tuple[str | int, ...]
    title: str
    columns: list[str]
    heads: dict[str, str]
    groups: dict[str, str]
    rows: list[RowCells]
    own_columns: bool = False
    fixed_columns: str = ""
    without_lanes: bool = False

    @property
    def actors(self) -> list[str]:
        """Ids of the actors, from left to right."""
        return [key.removeprefix(ACTOR) for key in self.columns if key.startswith(ACTOR) and key != ACTOR]


@dataclass(slots=True)
class SopCells:
    """All cells of one SOP. ``identity``: the texts of each field by its key; ``unsaid``: what no cell shows."""

    identity: dict[str, list[str]]
    tables: list[TableCells]
    konfirmasi: list[dict[str, str]]
    unsaid: list[str]


def cells_of(sop: Sop | None, names: ShownNames) -> SopCells:
    """The cells of an SOP; None = of an empty workbook."""
    if sop is None:
        columns = ["no", "uraian", ACTOR, *(f"m:{key}" for key in MUTU), "keterangan", *EXTRA]
        heads = _heads(None, names)
        return SopCells(
            {one.key: ["draf"] if one.key == "status" else [] for one in FIELDS},
            [TableCells("Langkah", ("langkah",), "", columns, heads, {}, [])],
            [],
            [],
        )
    drawn = diagrams(sop)
    tables = [
        _table(sop, diagram, f"Langkah {n}" if sop.prosedur else "Langkah", names) for n, diagram in enumerate(drawn, 1)
    ]
    return SopCells(
        {one.key: identity_texts(sop, one, names) for one in FIELDS},
        tables,
        [konfirmasi_cells(one) for one in sop.konfirmasi],
        list(_unsaid(sop, tables)),
    )


EXTRA: Final = ("lanjut", "formulir", "peringatan", "sop_terkait", "teks", "fase")
"""Columns beside the table as it is on paper."""
_EXTRA_HEADS: Final = {
    "lanjut": "Lanjut ke", "formulir": "Formulir", "peringatan": "Peringatan langkah", "sop_terkait": "SOP terkait",
    "teks": "Teks di dalam simbol", "fase": "Fase yang dimulai di sini",
}  # fmt: skip


def identity_texts(sop: Sop, one: IdentityField, names: ShownNames) -> list[str]:
    """The texts of a field of the identity: none where it is empty."""
    value: object = sop
    for part in one.path:
        value = getattr(value, part, None)
    if value is None:
        return []
    if isinstance(value, datetime.date):
        return [value.isoformat()]
    if not isinstance(value, tuple):
        return [names.name(one.names, str(value)) if one.kind == "name" else str(value)]
    return [_shown(item, one.names, names) if one.kind != "list" else as_written(item) for item in value]


def _shown(item: object, kind: ShownKind, names: ShownNames) -> str:
    if isinstance(item, SopReference):
        return item.judul if item.judul is not None else names.name("sop", item.sop or "")
    return names.name(kind, str(item))


def konfirmasi_cells(one: Konfirmasi) -> dict[str, str]:
    """A row of the sheet Konfirmasi."""
    return {
        "bagian": BAGIAN_KONFIRMASI[one.bagian], "langkah": ", ".join(one.langkah), "judul": one.judul,
        "sebab": one.sebab, "perkiraan": YES if one.perkiraan else "",
    }  # fmt: skip


def _heads(diagram: WrittenDiagram | None, names: ShownNames) -> dict[str, str]:
    tabel = diagram.tabel if diagram else None
    label = names.label
    named = tabel.mutu_baku if tabel else None
    heads = {
        "no": label["no"],
        "uraian": (tabel.uraian if tabel else None) or label["uraian"],
        "keterangan": (tabel.keterangan if tabel else None) or label["keterangan"],
        **{f"m:{key}": (named or {}).get(key) or label[key] for key in MUTU},
        **_EXTRA_HEADS,
    }
    return heads | {f"{ACTOR}{id}": names.name("jabatan", id) for id in (diagram.kolom if diagram else ())}


def _table(sop: Sop, diagram: WrittenDiagram, sheet: str, names: ShownNames) -> TableCells:
    tabel, written = diagram.tabel, diagram.prosedur
    mutu = tuple(tabel.mutu_baku) if tabel.mutu_baku is not None else MUTU
    groups = [(id, one.kelompok or "") for one in written.pelaksana or () for id in one.pelaksana]
    actors = [] if tabel.tanpa_pelaksana else [*dict.fromkeys(f"{ACTOR}{id}" for id, _ in groups), ACTOR]
    columns = ["no", "uraian", *actors, *(f"m:{key}" for key in mutu)]
    columns += ["keterangan"] if not tabel.tanpa_keterangan else []
    own = bool(sop.prosedur and sop.prosedur[int(diagram.place[1])].pelaksana)
    names_of_rows = targets(diagram.baris)
    rows = [_row(row, diagram, columns, names_of_rows, names) for row in diagram.baris]
    heads = _heads(diagram, names)
    table = TableCells(
        sheet, diagram.place, written.judul or "", [*columns, *EXTRA], heads,
        {f"{ACTOR}{id}": head for id, head in groups}, rows, own, without_lanes=tabel.tanpa_pelaksana,
    )  # fmt: skip
    shapes = [one.kelompok for one in written.pelaksana or () if one.kelompok]
    if len(set(shapes)) < len(shapes) or len({id for id, _ in groups}) < len(groups):
        table.fixed_columns = "susunan kolom pelaksana memuat kepala atau kolom yang sama dua kali"
    return table


def row_word(row: WrittenRow, names: Mapping[str, str]) -> str:
    """The word by which a cell names a row: its number where that is its own."""
    symbol = row.simbol[0].id
    words = (row.no, row.data.id or "", row.kode)
    return next((word for word in words if word and names.get(word) == symbol), symbol)


def _row(
    row: WrittenRow, diagram: WrittenDiagram, columns: Sequence[str], words: Mapping[str, str], names: ShownNames
) -> RowCells:
    step, found = row.data, RowCells({"no": row.no or NO_NUMBER, "uraian": as_written(row.data.uraian)})
    actors, fixed = symbols_of(step)
    for key in columns:
        if key.startswith(ACTOR) and key != ACTOR:
            found.cells[key] = actors.get(key.removeprefix(ACTOR), "")
            if fixed or set(actors) - set(diagram.kolom):
                found.fixed[key] = fixed or "pelaksana langkah ini bukan kolom tabel"
        elif key in CELLS:
            found.cells[key] = cell_text(step, CELLS[key])
            if not _sayable(step, CELLS[key], found.cells[key]):
                found.fixed[key] = _ONLY_IN_FILE
    shown = {
        "formulir": [names.name("formulir", id) for id in step.formulir],
        "peringatan": list(step.peringatan),
        "sop_terkait": [_shown(one, "sop", names) for one in step.sop_terkait],
    }
    for key, items in shown.items():
        found.cells[key] = items_text(items)
        if items_of(found.cells[key]) != [as_written(item) for item in items]:
            found.fixed[key] = _ONLY_IN_FILE
    found.cells["teks"], found.cells["fase"] = as_written(step.teks or ""), as_written(step.fase or "")
    _put_exits(found, row, diagram, words)
    for key in ("no", "uraian", "teks", "fase"):
        if tidy(found.cells[key]) != found.cells[key] or (key == "no" and row.no == NO_NUMBER):
            found.fixed[key] = _ONLY_IN_FILE
    for key, text in found.cells.items():
        if len(text) > CELL_MAX:
            found.cells[key], found.fixed[key] = cut(text, CELL_MAX), _ONLY_IN_FILE
    return found


def symbols_of(step: Langkah) -> tuple[dict[str, str], str]:
    """What the cells of a step's actors hold, by actor; and why that is not all."""
    if step.simbol:
        cells: dict[str, list[str]] = {}
        for one in step.simbol:
            cells.setdefault(one.pelaksana, []).append(_main_symbol(one.jenis, one.keputusan))
        return {who: " + ".join(words) for who, words in cells.items()}, SEVERAL_SYMBOLS
    if not step.pelaksana:
        return {}, ""
    leader, *others = step.pelaksana
    found = {leader: _main_symbol(step.jenis, step.keputusan)}
    found |= {who: ATAU if step.atau else BERSAMA for who in others if who != leader}
    return found, "" if len(set(step.pelaksana)) == len(step.pelaksana) else "pelaksana yang sama ditulis dua kali"


def _main_symbol(jenis: str | None, keputusan: Sequence[Target]) -> str:
    if jenis in (None, "keputusan"):
        return KEPUTUSAN if keputusan or jenis else KEGIATAN
    return next(word for word, kind in MAIN_SYMBOLS.items() if kind == jenis)


def cell_text(step: Langkah, column: CellColumn) -> str:
    """A cell of a step's mutu baku, or of its remarks."""
    if column in step.mutu_baku.gabung:
        return MERGED
    if left_blank(step, column):
        return BLANK_CELL
    value = written_cell(step, column) or ""
    return as_written(value) if isinstance(value, str) else items_text(value)


def _sayable(step: Langkah, column: CellColumn, text: str) -> bool:
    value, mutu = written_cell(step, column), step.mutu_baku
    if column in mutu.gabung or column in mutu.kosong:
        return not value and not (column in mutu.gabung and column in mutu.kosong)
    if text == MERGED or (text == BLANK_CELL and column in MUTU):
        return False
    if isinstance(value, tuple):
        return items_of(text) == [as_written(item) for item in value]
    return tidy(text) == as_written(value or "")


def _put_exits(found: RowCells, row: WrittenRow, diagram: WrittenDiagram, words: Mapping[str, str]) -> None:
    step = row.data
    if step.simbol:
        found.cells["lanjut"] = "(lihat berkas)"
        found.fixed["lanjut"] = SEVERAL_SYMBOLS
        return
    ways = (*step.keputusan, *step.lanjut)
    exits = [ExitWords(one.label or "", shown_target(one.ke, diagram, words)) for one in ways]
    if any(one.opsional for one in ways):
        said = [
            one._replace(to=f"{one.to} ({OPSIONAL})") if way.opsional else one
            for one, way in zip(exits, ways, strict=True)
        ]
        found.cells["lanjut"], found.fixed["lanjut"] = exits_text(said), _OPTIONAL_WAY
        return
    found.cells["lanjut"] = exits_text(exits)
    known = {*words, SELESAI}
    both = step.keputusan and (step.lanjut or step.jenis not in (None, "keputusan"))
    if both or not _reads_back(exits, found.cells["lanjut"], known.__contains__):
        found.fixed["lanjut"] = "jalan keluar langkah ini hanya dapat ditulis di berkasnya"


def _reads_back(exits: list[ExitWords], text: str, known: Callable[[str], bool]) -> bool:
    try:
        return exits_of(text, known) == exits
    except CellError:
        return False


def shown_target(word: str, diagram: WrittenDiagram, words: Mapping[str, str]) -> str:
    """A target as a cell names it: a row by its number."""
    symbol = words.get(word)
    row = next((one for one in diagram.baris if one.simbol[0].id == symbol), None)
    return row_word(row, words) if row is not None else word


def _unsaid(sop: Sop, tables: Sequence[TableCells]) -> Iterator[str]:
    """What no cell shows, or shows without letting it be changed, in sentences."""
    for key, words in _NOT_SHOWN.items():
        if getattr(sop, key):
            yield f"{words[0].upper()}{words[1:]}."
    for table, diagram in zip(tables, diagrams(sop), strict=True):
        several = [row.cells["no"] for row in table.rows if row.fixed.get("lanjut") == SEVERAL_SYMBOLS]
        if several:
            yield f"{table.sheet}: beberapa simbol pada satu langkah, yaitu langkah {', '.join(several)}."
        for row in table.rows:
            for key, why in row.fixed.items():
                if why != SEVERAL_SYMBOLS:
                    yield f"{table.sheet}, langkah {row.cells['no']}, kolom {table.heads.get(key, key)}: {why}."
        if table.fixed_columns:
            yield f"{table.sheet}: {table.fixed_columns}."
        hidden = [key for key in MUTU if f"m:{key}" not in table.columns]
        for row, written in zip(table.rows, diagram.baris, strict=True):
            left: list[str] = [key for key in hidden if getattr(written.data.mutu_baku, key)]
            left += ["keterangan"] if "keterangan" not in table.columns and written.data.keterangan else []
            if left:
                yield f"{table.sheet}, langkah {row.cells['no']}: isi {', '.join(left)}, yang kolomnya tidak ada."
    for number, one in enumerate(sop.prosedur, 1):
        if one.tabel is not None or one.catatan_kaki:
            yield f"Langkah {number}: kepala kolom atau catatan kaki yang berbeda dari SOP."
    if sop.prosedur:
        yield "Banyaknya dan urutan prosedur."
