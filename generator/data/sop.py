"""One SOP as data: identity, worksheets, steps (langkah) and what is still to be confirmed.

Names and order follow PermenPAN-RB 35/2012; its steps are those of ``langkah.py``.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import AfterValidator, BeforeValidator, ModelWrapValidatorHandler, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from generator.data.base import (
    SKEMA_ID,
    CellText,
    CellTexts,
    DaftarPeraturan,
    EditorForm,
    Id,
    NamaJabatan,
    NamaSop,
    NamaUnit,
    OneOrMany,
    ShortText,
    StrictModel,
    TanggalAtauBulan,
    TanggalAtauStrip,
    TanggalKalender,
    Text,
    TextList,
    WholeNumber,
    YesNo,
)
from generator.data.blocks import under_subheadings
from generator.data.langkah import DaftarKolom, DaftarRujukan, Langkah, Prosedur, TableLayout, reading_steps_of
from generator.data.signed_names import SignedNames

Status = Literal["draf", "ditinjau", "berlaku", "dicabut"]


class SopDates(StrictModel):
    """The dates of the identity page (YYYY-MM-DD); an empty one is not set yet."""

    pembuatan: TanggalAtauBulan | None = None
    """Of each of these three the month alone may be known ("Januari 2023")."""
    revisi: TanggalAtauStrip | None = None
    """"-" = there is none, and so it is printed."""
    efektif: TanggalAtauBulan | None = None
    evaluasi: TanggalKalender | None = None
    """The last yearly evaluation; not on the identity page."""
    monitoring: TanggalKalender | None = None
    """The last half-yearly monitoring; not on the identity page."""

    @property
    def day_of_making(self) -> datetime.date | None:
        """The day on which the SOP was made; None where it is not set, or the month alone is known."""
        return self.pembuatan if isinstance(self.pembuatan, datetime.date) else None

    @property
    def day_of_effect(self) -> datetime.date | None:
        """The day from which the SOP holds; None where it is not set, or the month alone is known."""
        return self.efektif if isinstance(self.efektif, datetime.date) else None

    @property
    def day_of_revision(self) -> datetime.date | None:
        """The day of the revision; None where it is not set, where there is none, or the month alone is known."""
        return self.revisi if isinstance(self.revisi, datetime.date) else None


class Approval(StrictModel):
    """Who signs. ``sebutan`` overrides the agency's label ("Disahkan oleh")."""

    sebutan: ShortText | None = None
    jabatan: NamaJabatan
    nama: ShortText | None = None
    nip: ShortText | None = None


def _labelled(signer: Approval) -> Approval:
    if signer.sebutan is None:
        raise PydanticCustomError("sebutan", "penanda tangan tanpa sebutan")
    return signer


CoSigners: TypeAlias = Annotated[
    tuple[
        Annotated[
            Approval,
            AfterValidator(_labelled),
            EditorForm(lambda signer: {"allOf": [signer], "required": ["sebutan"]}),
        ],
        ...,
    ],
    OneOrMany,
]
"""Who signs beside whoever approves, each with a ``sebutan`` ("Disusun oleh"), in the order of the signatures."""


class IdentitySection(StrictModel):
    """A section of the identity page that the standard does not know, such as Pengertian or Kebijakan.

    ``judul``: its heading; ``isi``: () = not filled in; ``di_bawah``: it stands below the six boxes, not above them.
    """

    judul: ShortText
    isi: CellTexts = ()
    di_bawah: YesNo = False


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
    judul_kegiatan: ShortText | None = None
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


class EarlierRevision(StrictModel):
    """A revision from before the library, of which no copy is kept: its number, its day, what it changed."""

    revisi: WholeNumber
    tanggal: TanggalAtauBulan | None = None
    perubahan: TextList = ()


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
    nama: ShortText | None = None
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
    "maksud_tujuan": "Maksud dan tujuan",
    "bagian_lain": "Bagian lain halaman identitas",
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
    ``asal`` = who asks: the program, which read the SOP from a document or began it with steps that are an example; the
    SOP is not published before it is answered.
    """

    bagian: Annotated[str, BeforeValidator(_part), EditorForm(lambda _: {"enum": list(BAGIAN_KONFIRMASI)})]
    judul: ShortText
    sebab: Text
    langkah: Annotated[tuple[Text, ...], OneOrMany] = ()
    perkiraan: YesNo = False
    asal: Literal["impor", "contoh"] | None = None

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

    judul: ShortText
    kata_kunci: TextList = ()
    """Other words by which people look for it; only the search knows them."""
    singkatan: TextList = ()
    """Abbreviations for it, for the search too."""
    nomor: ShortText | None = None
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
    riwayat: Annotated[tuple[EarlierRevision, ...], OneOrMany] = ()
    """Its revisions from before the library, oldest first."""
    tinjauan: Annotated[tuple[ReviewRecord, ...], OneOrMany] = ()
    """Who read this content before it was published; written by the program."""
    pengesahan: Approval | None = None
    penanda_tangan_lain: CoSigners = ()
    """Who signs beside that one; the approval comes last."""
    maksud_tujuan: CellTexts = ()
    bagian_lain: Annotated[tuple[IdentitySection, ...], OneOrMany] = ()
    """Further sections of the identity page under the agency's own headings, in the order in which they are printed."""
    anak_judul: YesNo = False
    """Whether an item of the boxes below, and of ``bagian_lain``, that ends with a colon is a sub-heading there."""
    dasar_hukum: DaftarPeraturan = ()
    keterkaitan: DaftarRujukan = ()
    kualifikasi: CellTexts = ()
    peralatan: CellTexts = ()
    peringatan: CellTexts = ()
    pencatatan: CellTexts = ()
    identifikasi: Worksheets | None = None
    tabel: TableLayout = TableLayout()
    pelaksana: DaftarKolom = ()
    langkah: tuple[Langkah, ...] = ()
    prosedur: tuple[Prosedur, ...] = ()
    catatan_kaki: dict[str, CellText] = {}
    konfirmasi: tuple[Konfirmasi, ...] = ()
    abaikan: DaftarAbaikan = ()
    nama_terbit: SignedNames | None = None
    """The names in other files that it prints, as they were when it was put in force; written by the program."""

    @property
    def each_tool(self) -> tuple[str, ...]:
        """What is needed, item by item."""
        return under_subheadings(self.peralatan) if self.anak_judul else self.peralatan

    @property
    def each_peringatan(self) -> tuple[str, ...]:
        """What to heed, item by item."""
        return under_subheadings(self.peringatan) if self.anak_judul else self.peringatan

    @model_validator(mode="wrap")
    @classmethod
    def _its_table(cls, value: Any, handler: ModelWrapValidatorHandler[Sop]) -> Sop:
        with reading_steps_of(value):
            return handler(value)

    @model_validator(mode="after")
    def _steps_or_procedures(self) -> Sop:
        if bool(self.langkah) == bool(self.prosedur):
            raise PydanticCustomError("langkah_atau_prosedur", "isi langkah atau prosedur")
        if self.prosedur and (self.tabel.judul or any(p.tabel and p.tabel.judul for p in self.prosedur)):
            raise PydanticCustomError("judul_tabel", "judul tabel di samping prosedur")
        return self
