"""One SOP as data: identity, worksheets, steps (langkah) and what is still to be confirmed.

Names and order follow PermenPAN-RB 35/2012. The simple case needs no ids and no links: the next row is the next
step, the first step and the last are capsules. ``steps/rows.py`` draws the conclusions; here stands what was written.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import AfterValidator, BeforeValidator, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from generator.data.base import (
    SKEMA_ID,
    DaftarFormulir,
    DaftarId,
    DaftarJabatan,
    DaftarPeraturan,
    EditorForm,
    Id,
    NamaJabatan,
    NamaSop,
    NamaUnit,
    OneOrMany,
    StrictModel,
    TanggalAtauStrip,
    TanggalKalender,
    Text,
    TextList,
    WholeNumber,
    YesNo,
)
from generator.data.signed_names import SignedNames

Status = Literal["draf", "ditinjau", "berlaku", "dicabut"]
JenisLangkah = Literal["mulai", "selesai", "terminator", "proses", "keputusan"]
MutuKolom = Literal["kelengkapan", "waktu", "output"]
SELESAI = "selesai"
"""The target that means: the flow ends here, no arrow leaves."""


class Target(StrictModel):
    """Where an arrow goes: the id or number of a step, the id of a symbol, or ``selesai``."""

    ke: Text
    label: Text | None = None


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

    ``gabung`` names the columns whose cell continues the cell of the row above (merged cells).
    """

    kelengkapan: TextList = ()
    waktu: Text | None = None
    output: TextList = ()
    gabung: Annotated[tuple[MutuKolom, ...], OneOrMany] = ()


class SopReference(StrictModel):
    """Another SOP: of this library (``sop``: its slug) or only named (``judul``)."""

    judul: Text | None = None
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
    teks: Text | None = None
    keputusan: DaftarTujuan = ()
    lanjut: DaftarTujuan = ()
    bersama: DaftarId = ()


class Langkah(StrictModel):
    """One step, one row of the table. ``no`` overrides the counted number; ``""`` = a row without a number.

    ``pelaksana``: several = done together, the first leads; with ``atau`` only one of them acts.
    """

    uraian: Text
    id: Id | None = None
    no: str | None = None
    jenis: JenisLangkah | None = None
    teks: Text | None = None
    """Text inside the symbol."""
    pelaksana: DaftarJabatan = ()
    atau: YesNo = False
    keputusan: DaftarTujuan = ()
    lanjut: DaftarTujuan = ()
    simbol: tuple[SimbolData, ...] = ()
    mutu_baku: MutuBaku = MutuBaku()
    keterangan: TextList = ()
    formulir: DaftarFormulir = ()
    sop_terkait: DaftarRujukan = ()
    peringatan: TextList = ()

    @model_validator(mode="after")
    def _symbols_or_one(self) -> Langkah:
        if self.simbol and (self.pelaksana or self.keputusan or self.lanjut or self.jenis or self.teks):
            raise PydanticCustomError("simbol", "simbol bersama isian langkah")
        if not self.simbol and not self.pelaksana:
            raise PydanticCustomError("pelaksana_kosong", "pelaksana kosong")
        return self


class ActorGroup(StrictModel):
    """Columns under one head; ``kelompok`` None = a single column without a head above it."""

    kelompok: Text | None = None
    pelaksana: DaftarJabatan


def _column(value: Any) -> Any:
    items = value if isinstance(value, list) else [value]
    return tuple({"pelaksana": [item]} if isinstance(item, str) else item for item in items)


def _column_form(many: dict[str, Any]) -> dict[str, Any]:
    column = {"anyOf": [SKEMA_ID, many["items"]]}
    return {"anyOf": [column, {"type": "array", "items": column}]}


DaftarKolom: TypeAlias = Annotated[tuple[ActorGroup, ...], BeforeValidator(_column), EditorForm(_column_form)]


class TableLayout(StrictModel):
    """How this SOP's table differs: its title, the heads of its columns, their order; None = the agency's label.

    ``mutu_baku`` lists the mutu baku columns left to right with their heads; one left out is absent.
    """

    judul: Text | None = None
    no: Text | None = None
    uraian: Text | None = None
    pelaksana: Text | None = None
    """The head over the pelaksana columns."""
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


class Prosedur(StrictModel):
    """One diagram: a table of steps. ``pelaksana`` None = the columns of the SOP."""

    judul: Text | None = None
    pelaksana: DaftarKolom | None = None
    langkah: tuple[Langkah, ...]
    tabel: TableLayout | None = None
    catatan_kaki: dict[str, Text] = {}
    """Footnotes under the table: mark -> text."""


class SopDates(StrictModel):
    """The dates of the identity page (YYYY-MM-DD); an empty one is not set yet."""

    pembuatan: TanggalKalender | None = None
    revisi: TanggalAtauStrip | None = None
    """"-" = there is none, and so it is printed."""
    efektif: TanggalKalender | None = None
    evaluasi: TanggalKalender | None = None
    """The last yearly evaluation; not on the identity page."""
    monitoring: TanggalKalender | None = None
    """The last half-yearly monitoring; not on the identity page."""

    @property
    def day_of_revision(self) -> datetime.date | None:
        """The day of the revision; None where it is not set, or where there is none."""
        return self.revisi if isinstance(self.revisi, datetime.date) else None


class Approval(StrictModel):
    """Who signs. ``sebutan`` overrides the agency's label ("Disahkan oleh")."""

    sebutan: Text | None = None
    jabatan: NamaJabatan
    nama: Text | None = None
    nip: Text | None = None


class Responsible(StrictModel):
    """Worksheet A: the positions answerable for the product and for the activity."""

    produk: NamaJabatan | None = None
    kegiatan: NamaJabatan | None = None


class WorksheetSteps(StrictModel):
    """Worksheets B and C: first, main and last steps in the worksheet's own words."""

    awal: TextList = ()
    utama: TextList = ()
    akhir: TextList = ()


class Worksheets(StrictModel):
    """The worksheets (lembar kerja identifikasi): A data, B activity (``kegiatan``), C steps (``langkah``)."""

    jenis: Literal["rutin", "pelayanan", "penugasan"] | None = None
    penanggung_jawab: Responsible = Responsible()
    ruang_lingkup: Text | None = None
    judul_kegiatan: Text | None = None
    kegiatan: WorksheetSteps = WorksheetSteps()
    langkah: WorksheetSteps = WorksheetSteps()


class Withdrawal(StrictModel):
    """From which day the SOP holds no more, and why. ``pengganti``: the SOP that takes its place.

    ``hanya_revisi``: not the SOP ends but this revision alone, before the day from which it would have held.
    """

    tanggal: TanggalKalender
    alasan: Text | None = None
    pengganti: NamaSop | None = None
    hanya_revisi: YesNo = False


class RevisionNote(StrictModel):
    """What this revision changed against the one before it, for the reader, and why it was made."""

    ringkasan: TextList = ()
    alasan: Text | None = None


ReviewOutcome = Literal["setuju", "perbaiki"]
_MARK = re.compile(r"[0-9a-f]{8,64}")


def _mark(value: str) -> str:
    if not _MARK.fullmatch(value.lower()):
        raise PydanticCustomError("kode_isi", "bukan kode isi")
    return value.lower()


ContentMark: TypeAlias = Annotated[Text, AfterValidator(_mark)]
"""The fingerprint of a content, or as much of it as is printed (8 hex digits) or more."""


class ReviewRecord(StrictModel):
    """That somebody read the SOP before it was published, and what came of it; written by `sop review`. Of several by
    one jabatan the last counts.

    ``sidik``: the fingerprint of the content that was read. ``hasil``: agreed, or sent back to be mended.
    """

    jabatan: Id
    nama: Text | None = None
    tanggal: TanggalKalender
    hasil: ReviewOutcome
    sidik: ContentMark
    catatan: Text | None = None


BAGIAN_KONFIRMASI: Mapping[str, str] = {
    "judul": "Judul",
    "nomor": "Nomor",
    "revisi": "Revisi",
    "tanggal": "Tanggal",
    "unit": "Unit",
    "logo": "Logo",
    "pengesahan": "Pengesahan",
    "dasar_hukum": "Dasar hukum",
    "keterkaitan": "Keterkaitan",
    "kualifikasi": "Kualifikasi pelaksana",
    "peralatan": "Peralatan",
    "peringatan": "Peringatan",
    "pencatatan": "Pencatatan",
    "identifikasi": "Lembar kerja identifikasi",
    "tabel": "Tabel prosedur",
    "langkah.uraian": "Uraian langkah",
    "langkah.pelaksana": "Pelaksana langkah",
    "langkah.urutan": "Urutan langkah",
    "langkah.alur": "Alur langkah",
    "langkah.mutu_baku": "Mutu baku langkah",
    "langkah.keterangan": "Keterangan langkah",
    "langkah.formulir": "Formulir langkah",
    "susunan": "Susunan formulir",
}
"""The parts of an SOP (``susunan``: of a form) that a konfirmasi can be about, with the words that the reader sees."""


def _part(value: Any) -> Any:
    if not isinstance(value, str) or value not in BAGIAN_KONFIRMASI:
        raise PydanticCustomError("bagian", "bagian tidak dikenal", {"pilihan": list(BAGIAN_KONFIRMASI)})
    return value


class Konfirmasi(StrictModel):
    """Something that a person still has to confirm, and why. ``langkah``: numbers or ids of the steps concerned.

    ``perkiraan`` = the data hold an assumption there, which is marked on every output (symbols dashed, with "?").
    """

    bagian: Annotated[str, BeforeValidator(_part), EditorForm(lambda _: {"enum": list(BAGIAN_KONFIRMASI)})]
    judul: Text
    sebab: Text
    langkah: Annotated[tuple[Text, ...], OneOrMany] = ()
    perkiraan: YesNo = False

    @property
    def part_name(self) -> str:
        """The part it is about, in the reader's words."""
        return BAGIAN_KONFIRMASI[self.bagian]


KodeTemuan: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[A-Z][0-9]{3}$")]


class Acceptance(StrictModel):
    """A finding that is accepted as it is, and why. ``langkah`` and ``bagian`` narrow it to steps or to a part.

    ``bagian`` is a path in the file as findings show it, such as ``dasar_hukum`` or ``tabel.judul``.
    """

    kode: KodeTemuan
    sebab: Text
    langkah: Annotated[tuple[Text, ...], OneOrMany] = ()
    bagian: Text | None = None


DaftarAbaikan: TypeAlias = Annotated[tuple[Acceptance, ...], OneOrMany]


def _former(value: Any) -> Any:
    """Short form: a list of names of which the day is not known."""
    return dict.fromkeys(value) if isinstance(value, list) and all(isinstance(one, str) for one in value) else value


def _former_form(named: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [named, {"type": "array", "items": SKEMA_ID}]}


NamaLama: TypeAlias = Annotated[dict[Id, TanggalKalender | None], BeforeValidator(_former), EditorForm(_former_form)]
OF_ONE_REVISION = ("sidik", "pencabutan", "nama_terbit", "tinjauan")
"""Fields of an SOP that were said of one revision only: the draft of the next one begins without them."""


class Sop(StrictModel):
    """One SOP (sop/<slug>.yml). Its slug is the file's name."""

    judul: Text
    kata_kunci: TextList = ()
    """Other words by which people look for it; only the search knows them."""
    singkatan: TextList = ()
    """Abbreviations for it, for the search too."""
    nomor: Text | None = None
    revisi: WholeNumber | None = None
    """Counted from 0 = never revised; then an empty date of revision means that there is none."""
    unit: NamaUnit | None = None
    status: Status = "draf"
    sidik: Text | None = None
    """The content's fingerprint when `sop publish` put it in force; written by the program."""
    pencabutan: Withdrawal | None = None
    nama_lama: NamaLama = {}
    """The names of this file before `sop rename`, each with the day on which it was left (None = not known)."""
    tanggal: SopDates = SopDates()
    perubahan: RevisionNote | None = None
    tinjauan: Annotated[tuple[ReviewRecord, ...], OneOrMany] = ()
    """Who read this content before it was published; written by the program."""
    pengesahan: Approval | None = None
    maksud_tujuan: TextList = ()
    dasar_hukum: DaftarPeraturan = ()
    keterkaitan: DaftarRujukan = ()
    kualifikasi: TextList = ()
    peralatan: TextList = ()
    peringatan: TextList = ()
    pencatatan: TextList = ()
    identifikasi: Worksheets | None = None
    tabel: TableLayout = TableLayout()
    pelaksana: DaftarKolom = ()
    langkah: tuple[Langkah, ...] = ()
    prosedur: tuple[Prosedur, ...] = ()
    catatan_kaki: dict[str, Text] = {}
    konfirmasi: tuple[Konfirmasi, ...] = ()
    abaikan: DaftarAbaikan = ()
    nama_terbit: SignedNames | None = None
    """The names in other files that it prints, as they were when it was put in force; written by the program."""

    @model_validator(mode="after")
    def _steps_or_procedures(self) -> Sop:
        if bool(self.langkah) == bool(self.prosedur):
            raise PydanticCustomError("langkah_atau_prosedur", "isi langkah atau prosedur")
        if self.prosedur and (self.tabel.judul or any(p.tabel and p.tabel.judul for p in self.prosedur)):
            raise PydanticCustomError("judul_tabel", "judul tabel di samping prosedur")
        return self
