"""What an agency's SOPs share: the agency itself, its jabatan (positions) and its peraturan (regulations)."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from generator.data.base import (
    SKEMA_ID,
    DaftarId,
    EditorForm,
    Id,
    NamaBerkas,
    OneOrMany,
    ShortOrEmpty,
    ShortText,
    StrictModel,
    TanggalKalender,
    Text,
    TextList,
    WholeNumber,
    YesNo,
)
from generator.data.langkah import PageConnector
from generator.data.number_pattern import UNIT_CODE, NumberPattern
from generator.data.sop import Approval, CoSigners, DaftarAbaikan, KodeTemuan


class Label(StrictModel):
    """Words of the identity page that differ between agencies; defaults are PermenPAN-RB 35/2012's."""

    nomor: ShortText = "Nomor SOP"
    tanggal_pembuatan: ShortText = "Tanggal Pembuatan"
    tanggal_revisi: ShortText = "Tanggal Revisi"
    tanggal_efektif: ShortText = "Tanggal Efektif"
    pengesahan: ShortText = "Disahkan oleh"
    nama_sop: ShortText = "Nama SOP"
    dasar_hukum: ShortText = "Dasar Hukum"
    kualifikasi: ShortText = "Kualifikasi Pelaksana"
    keterkaitan: ShortText = "Keterkaitan"
    peralatan: ShortText = "Peralatan/Perlengkapan"
    peringatan: ShortText = "Peringatan"
    pencatatan: ShortText = "Pencatatan dan Pendataan"
    maksud_tujuan: ShortText = "Maksud dan Tujuan"
    no: ShortText = "No"
    uraian: ShortText = "Kegiatan"
    pelaksana: ShortText = "Pelaksana"
    mutu_baku: ShortText = "Mutu Baku"
    kelengkapan: ShortText = "Kelengkapan"
    waktu: ShortText = "Waktu"
    output: ShortText = "Output"
    keterangan: ShortText = "Keterangan"


def _unit_code(value: str) -> str:
    if not re.fullmatch(UNIT_CODE, value):
        raise PydanticCustomError("kode_unit", "bukan kode unit")
    return value


def _number_pattern(value: str) -> str:
    problem = NumberPattern.problem_of(value)
    if problem:
        raise PydanticCustomError("pola_nomor", "bukan pola nomor", {"sebab": problem})
    return value


KodeUnit: TypeAlias = Annotated[Text, AfterValidator(_unit_code)]
PolaNomor: TypeAlias = Annotated[Text, AfterValidator(_number_pattern)]


class Unit(StrictModel):
    """A part of the agency that owns SOPs."""

    nama: ShortText
    pegawai: TextList = ()
    """The names of those who work there, for the sheet on which they sign that they read an SOP."""
    kode: KodeUnit | None = None
    """What stands for it in the numbers of its SOPs (``{unit}`` of ``pola_nomor``)."""
    pengesahan: Approval | None = None
    """Who signs its SOPs, in the place of the agency's ``bawaan.pengesahan``: for `sop new` only."""


class NewSopDefaults(StrictModel):
    """What many SOPs of the agency have in common: `sop new` copies it into a new file. No SOP that is there reads it,
    so that what was signed stays what was signed."""

    pengesahan: Approval | None = None
    penanda_tangan_lain: CoSigners = ()
    bagian_lain: Annotated[tuple[ShortText, ...], OneOrMany] = ()
    """Headings of the sections that its identity pages have beside those of the standard, in their order."""
    dasar_hukum: DaftarId = ()
    kualifikasi: TextList = ()
    peralatan: TextList = ()


class AgencyAcceptance(StrictModel):
    """A finding that the agency accepts wherever it comes, and why. ``sop`` narrows it to these SOPs; ``sampai`` is the
    last day on which it holds."""

    kode: KodeTemuan
    sebab: Text
    sop: DaftarId = ()
    sampai: TanggalKalender | None = None


NamaKertas = Literal["F4", "A4", "Letter"]
Milimeter: TypeAlias = Annotated[WholeNumber, Field(ge=10, le=60)]
_ALAMAT = re.compile(
    r"https?://(?!localhost\b|127\.)[a-z0-9][a-z0-9._-]*(:[0-9]{1,5})?(/[a-z0-9._~%-]+)*/?", re.IGNORECASE
)


def _address(value: str) -> str:
    """The address of the site's folder, ending in "/". Nobody else can open an address of one's own computer."""
    if not _ALAMAT.fullmatch(value) or value.lower().endswith((".html", ".htm")):
        raise PydanticCustomError("alamat_situs", "bukan alamat situs")
    return value if value.endswith("/") else value + "/"


_REPORT = re.compile(
    r"[a-z0-9._+-]+@([a-z0-9-]+\.)+[a-z]{2,}"
    r"|https?://(?!localhost\b|127\.)[a-z0-9][a-z0-9._-]*(:[0-9]{1,5})?(/[a-z0-9._~%/-]*)?(\?[a-z0-9._~%=&-]*)?",
    re.IGNORECASE,
)


def _report(value: str) -> str:
    """An e-mail address, or the address of a page that takes reports."""
    if not _REPORT.fullmatch(value):
        raise PydanticCustomError("laporan", "bukan surel atau alamat")
    return value


def _colour(value: str) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        raise PydanticCustomError("warna", "bukan warna")
    return value.lower()


Warna: TypeAlias = Annotated[Text, AfterValidator(_colour)]
AlamatLaporan: TypeAlias = Annotated[Text, AfterValidator(_report)]
AlamatSitus: TypeAlias = Annotated[Text, AfterValidator(_address)]


SEMUA_UNIT = "semua"
"""In the place of a unit: every SOP, also one without a unit."""


def _for_all(value: Any) -> Any:
    """Short form: a jabatan, or a list of them, is for every SOP."""
    if value is None:
        return {}
    return {SEMUA_UNIT: value} if isinstance(value, str | list) else value


def _reviewers_form(by_unit: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [dict(SKEMA_ID), {"type": "array", "items": dict(SKEMA_ID)}, by_unit, {"type": "null"}]}


Reviewers: TypeAlias = Annotated[dict[Id, DaftarId], BeforeValidator(_for_all), EditorForm(_reviewers_form)]


class Margin(StrictModel):
    """Margins of the official document (mm), of the upright page; lying pages are turned, so that ``kiri``, the side
    where documents are bound, is at the top."""

    kiri: Milimeter = 30
    kanan: Milimeter = 20
    atas: Milimeter = 25
    bawah: Milimeter = 25


class Instansi(StrictModel):
    """The agency (instansi.yml). ``pemerintah`` and ``nama`` are printed as written on every head (kop)."""

    nama_situs: ShortText = "Pustaka SOP"
    pemerintah: ShortOrEmpty = ""
    """"" = a head of one line."""
    nama: ShortText
    nama_tampil: ShortText | None = None
    """The agency's name in running text, where ``nama`` is in capitals."""
    tempat: ShortText | None = None
    """The town that stands before the date on forms."""
    alamat: TextList = ()
    """Address lines under the head of letters."""
    alamat_situs: AlamatSitus | None = None
    """Where people open the site (http or https), for the QR code on prints; without it no code is printed."""
    laporan: AlamatLaporan | None = None
    """Where readers tell of a mistake: an e-mail address or a page (http or https); without it no page offers it."""
    logo: NamaBerkas | None = None
    """An image file beside instansi.yml."""
    warna: Warna | None = None
    """The site's accent colour on white ("#1f5a8a"); the one on dark is computed."""
    kertas: NamaKertas = "F4"
    """The paper of the official document, the worksheets and the forms; checklists are A4."""
    margin: Margin = Margin()
    tanda_tangan: Literal["basah", "elektronik"] = "basah"
    """By hand, or electronically: then there is room for the signature's QR code."""
    kaki_elektronik: ShortText | None = None
    """The words at the foot of a document that is signed electronically."""
    peninjau: Reviewers = {}
    """The jabatan that must have reviewed an SOP before it is published, by unit; ``semua``: those of every SOP."""
    halaman: Literal["terpisah", "satu"] = "terpisah"
    """``satu``: an official document whose identity and chart fit on one sheet is one."""
    sambungan: PageConnector = "huruf"
    """What the connectors between the sheets of its charts say, where a table does not say it itself."""
    simbol_berisi: YesNo = False
    """Whether the symbols of its charts are filled."""
    alamat_identitas: YesNo = False
    """Print ``alamat`` on the identity page, below the unit."""
    cetak_tinjauan: YesNo = False
    """Print on the official document who reviewed it."""
    cetak_riwayat: YesNo = False
    """Print on the official document a table of its revisions."""
    nip_di_situs: YesNo = True
    """Whether the site says the NIP of whoever signs; papers always do."""
    nama_pengesah_di_situs: YesNo = True
    """Whether the site says the name of whoever signs; papers always do."""
    label: Label = Label()
    unit: dict[Id, Unit] = {}
    pola_nomor: Annotated[tuple[PolaNomor, ...], OneOrMany] = ()
    """How the numbers of SOPs are made, the one for new numbers first, then those of earlier times."""
    bawaan: NewSopDefaults = NewSopDefaults()
    abaikan: Annotated[tuple[AgencyAcceptance, ...], OneOrMany] = ()

    @property
    def logo_place(self) -> str:
        """What stands where the emblem belongs: that of a region, or the agency's own."""
        return "Logo daerah" if _OF_A_REGION.search(self.pemerintah) else "Logo"

    @property
    def plain_name(self) -> str:
        """The agency's name for running text."""
        return self.nama_tampil or self.nama


_OF_A_REGION = re.compile(r"\b(pemerintah(?! republik)|kabupaten|kota|provinsi|daerah|desa)\b", re.IGNORECASE)
"""In the name of the government above an agency: it has an emblem of its region."""
JenisJabatan = Literal["jabatan", "tim", "luar", "sistem"]


class Jabatan(StrictModel):
    """Whoever can act in an SOP: a position, a team, an outsider (Pemohon, KPPN) or a system (an application)."""

    nama: ShortText
    """As printed in the head of a pelaksana column."""
    lengkap: ShortText | None = None
    """The full title, for signatures and worksheets."""
    jenis: JenisJabatan = "jabatan"
    alias: TextList = ()
    """Other names of the same position that texts use."""
    kata_kunci: TextList = ()
    """Other words by which people look for it; only the search knows them."""
    singkatan: TextList = ()
    """Abbreviations for it, for the search too."""

    @property
    def full_name(self) -> str:
        """The full title, or the short one where none is given."""
        return self.lengkap or self.nama


StatusPeraturan = Literal["belum diverifikasi", "berlaku", "diubah", "dicabut"]


class Peraturan(StrictModel):
    """A regulation. ``judul`` is the whole citation; ``status`` says only what somebody verified."""

    judul: ShortText
    singkat: ShortText | None = None
    status: StatusPeraturan = "belum diverifikasi"
    pengganti: ShortText | None = None
    """The regulation that amended or replaced it."""
    diperiksa: TanggalKalender | None = None
    catatan: Text | None = None
    abaikan: DaftarAbaikan = ()

    @property
    def short_name(self) -> str:
        """The short citation, or the whole one where none is given."""
        return self.singkat or self.judul
