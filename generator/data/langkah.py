"""The steps of an SOP as data: who does what with which mutu baku, where arrows go, how the table is laid out.

The simple case needs no ids and no links: the next row is the next step, the first step and the last are capsules.
``steps/rows.py`` draws the conclusions; here stands what was written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import AfterValidator, BeforeValidator, ModelWrapValidatorHandler, model_validator
from pydantic_core import PydanticCustomError

from generator.data.base import (
    SKEMA_ID,
    CellShortText,
    CellText,
    CellTexts,
    DaftarFormulir,
    DaftarId,
    DaftarJabatan,
    EditorForm,
    Id,
    NamaJabatan,
    NamaSop,
    OneOrMany,
    ShortText,
    StrictModel,
    Text,
    YesNo,
)

_without_lanes: ContextVar[bool] = ContextVar("without_lanes", default=False)
"""Whether the steps that are being read stand in a table without pelaksana columns, where none of them names one."""
JenisLangkah = Literal["mulai", "selesai", "terminator", "proses", "keputusan"]
PageConnector = Literal["huruf", "nomor"]
"""What a connector between sheets says: the same letter at both ends, or the number of the step at the other end."""
MutuKolom = Literal["kelengkapan", "waktu", "output"]
CellColumn = Literal["kelengkapan", "waktu", "output", "keterangan"]
"""The columns whose cells can reach over several rows."""
SELESAI = "selesai"
"""The target that means: the flow ends here, no arrow leaves."""


@contextmanager
def reading_steps_of(written: Any) -> Iterator[None]:
    """While the steps of ``written``, an SOP or a procedure, are read: whether its table has lanes, as its ``tabel`` or
    the one around it says."""
    table = written.get("tabel") if isinstance(written, Mapping) else None
    said = table.get("tanpa_pelaksana") if isinstance(table, Mapping) else None
    before = _without_lanes.set(_without_lanes.get() if said is None else said in (True, "ya"))
    try:
        yield
    finally:
        _without_lanes.reset(before)


class Target(StrictModel):
    """Where an arrow goes: the id or number of a step, the id of a symbol, or ``selesai``. ``opsional``: this way
    may be left out."""

    ke: ShortText
    label: ShortText | None = None
    opsional: YesNo = False


def _target(value: Any) -> Any:
    """Short forms: ``3`` | ``[3, 5]`` | ``{ya: 3, tidak: 1}``; a key that is not a name of a field is a label."""
    if value is None:
        return ()
    if isinstance(value, str):
        return ({"ke": value},)
    if isinstance(value, Mapping):
        return tuple(_labelled(label, ke) for label, ke in value.items())
    if isinstance(value, list):
        return tuple({"ke": item} if isinstance(item, str) else item for item in value)
    return value


def _labelled(label: str, ke: Any) -> Any:
    if isinstance(ke, list) and len(ke) > 1 and all(isinstance(one, str) for one in ke):
        written = ", ".join(f"{{ke: {one}, label: {label}}}" for one in ke)
        raise PydanticCustomError("tujuan_ganda", "beberapa tujuan", {"label": label, "daftar": f"[{written}]"})
    if not isinstance(ke, str):
        raise PydanticCustomError("tujuan", "tujuan kosong", {"label": label})
    return {"ke": ke, "label": label.capitalize() if label in ("ya", "tidak") else label}


def _target_form(many: dict[str, Any]) -> dict[str, Any]:
    step = {"type": ["string", "integer"], "errorMessage": "Tulis nomor atau id langkah, atau selesai."}
    labelled = {"type": "object", "properties": {"ya": step, "tidak": step}, "additionalProperties": step}
    several = {"type": "array", "items": {"anyOf": [step, many["items"]]}}
    return {"anyOf": [step, labelled, several, {"type": "null"}]}


DaftarTujuan: TypeAlias = Annotated[tuple[Target, ...], BeforeValidator(_target), EditorForm(_target_form)]


class MutuBaku(StrictModel):
    """The quality standard of a step. An empty list or no ``waktu`` = not filled in; "-" = stated as none.

    ``kosong`` names the columns whose cell is left blank on purpose: nothing is missing there.
    ``gabung`` names the columns, also ``keterangan``, whose cell continues the cell of the row above (merged cells).
    """

    kelengkapan: CellTexts = ()
    waktu: CellShortText | None = None
    output: CellTexts = ()
    kosong: Annotated[tuple[MutuKolom, ...], OneOrMany] = ()
    gabung: Annotated[tuple[CellColumn, ...], OneOrMany] = ()


class SopReference(StrictModel):
    """Another SOP: of this library (``sop``: its slug) or only named (``judul``)."""

    judul: ShortText | None = None
    sop: NamaSop | None = None

    @model_validator(mode="after")
    def _one_of(self) -> SopReference:
        if (self.judul is None) == (self.sop is None):
            raise PydanticCustomError("rujukan", "isi judul atau sop")
        return self


DaftarRujukan: TypeAlias = Annotated[tuple[SopReference, ...], OneOrMany]


class SimbolData(StrictModel):
    """One of several symbols in a row. Without links it leads to the next symbol, the last one to the next row.

    ``bersama`` joins it by a line without arrowhead to other symbols of the row (acting together).
    """

    id: Id
    pelaksana: NamaJabatan
    jenis: JenisLangkah | None = None
    teks: CellText | None = None
    keputusan: DaftarTujuan = ()
    lanjut: DaftarTujuan = ()
    bersama: DaftarId = ()


class Langkah(StrictModel):
    """One step, one row of the table. ``no`` overrides the counted number; ``""`` = a row without a number.

    ``pelaksana``: several = done together, the first leads; with ``atau`` only one of them acts.
    None at all: only in a table without pelaksana columns.
    ``fase``: the phase that begins with it, a band across the table; numbers and flow go on.
    """

    uraian: CellText
    fase: ShortText | None = None
    id: Id | None = None
    no: str | None = None
    jenis: JenisLangkah | None = None
    teks: CellText | None = None
    """Text inside the symbol."""
    pelaksana: DaftarJabatan = ()
    atau: YesNo = False
    keputusan: DaftarTujuan = ()
    lanjut: DaftarTujuan = ()
    simbol: tuple[SimbolData, ...] = ()
    mutu_baku: MutuBaku = MutuBaku()
    keterangan: CellTexts = ()
    formulir: DaftarFormulir = ()
    sop_terkait: DaftarRujukan = ()
    peringatan: CellTexts = ()

    @model_validator(mode="after")
    def _symbols_or_one(self) -> Langkah:
        if self.simbol and (self.pelaksana or self.keputusan or self.lanjut or self.jenis or self.teks):
            raise PydanticCustomError("simbol", "simbol bersama isian langkah")
        if not self.simbol and not self.pelaksana and not _without_lanes.get():
            raise PydanticCustomError("pelaksana_kosong", "pelaksana kosong")
        return self


class ActorGroup(StrictModel):
    """Columns under one head; ``kelompok`` None = a single column without a head above it."""

    kelompok: ShortText | None = None
    pelaksana: DaftarJabatan


def _column(value: Any) -> Any:
    items = value if isinstance(value, list) else [value]
    return tuple({"pelaksana": [item]} if isinstance(item, str) else item for item in items)


def _column_form(many: dict[str, Any]) -> dict[str, Any]:
    column = {"anyOf": [SKEMA_ID, many["items"]]}
    return {"anyOf": [column, {"type": "array", "items": column}]}


MAX_COLUMNS = 100
"""Actors of one procedure: a sheet has room for some 20."""


def _bounded_columns(groups: tuple[ActorGroup, ...]) -> tuple[ActorGroup, ...]:
    if sum(len(group.pelaksana) for group in groups) > MAX_COLUMNS:
        raise PydanticCustomError("kolom_banyak", "terlalu banyak kolom", {"le": MAX_COLUMNS})
    return groups


DaftarKolom: TypeAlias = Annotated[
    tuple[ActorGroup, ...], BeforeValidator(_column), AfterValidator(_bounded_columns), EditorForm(_column_form)
]


class TableLayout(StrictModel):
    """How this SOP's table differs: its title, the heads of its columns, their order; None = the agency's label.

    ``mutu_baku`` lists the mutu baku columns left to right with their heads; one left out is absent.
    """

    judul: ShortText | None = None
    no: Text | None = None
    uraian: Text | None = None
    pelaksana: Text | None = None
    """The head over the pelaksana columns."""
    tanpa_pelaksana: YesNo = False
    """No pelaksana columns: one column has the symbols of all steps, and none of them names a pelaksana."""
    tanpa_kepala_pelaksana: YesNo = False
    mutu_baku: dict[MutuKolom, Text | None] | None = None
    kepala_mutu_baku: Text | None = None
    """The head over the mutu baku columns."""
    keterangan: Text | None = None
    tanpa_keterangan: YesNo = False
    nomor_kolom: YesNo = False
    """A row "(1) (2) ..." under the heads."""
    tanpa_kata_prosedur: YesNo = False
    """The title over the chart of the official document without "PROSEDUR:" before it."""
    sambungan: PageConnector | None = None
    """What the connectors between the sheets of this chart say; None = as the agency has it."""


class Prosedur(StrictModel):
    """One diagram: a table of steps. ``pelaksana`` None = the columns of the SOP."""

    judul: ShortText | None = None
    pelaksana: DaftarKolom | None = None
    langkah: tuple[Langkah, ...]
    tabel: TableLayout | None = None
    catatan_kaki: dict[str, CellText] = {}
    """Footnotes under the table: mark -> text."""

    @model_validator(mode="wrap")
    @classmethod
    def _its_table(cls, value: Any, handler: ModelWrapValidatorHandler[Prosedur]) -> Prosedur:
        with reading_steps_of(value):
            return handler(value)
