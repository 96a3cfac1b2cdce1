"""What an agency's SOPs share: the agency itself, its jabatan (positions) and its peraturan (regulations)."""

from __future__ import annotations

import re
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from generator.data.base import Id, NamaBerkas, StrictModel, TanggalKalender, Text, TextList, WholeNumber
from generator.data.sop import DaftarAbaikan


class Label(StrictModel):
    """Words of the identity page that differ between agencies; defaults are PermenPAN-RB 35/2012's."""

    nomor: Text = "Nomor SOP"
    tanggal_pembuatan: Text = "Tanggal Pembuatan"
    tanggal_revisi: Text = "Tanggal Revisi"
    tanggal_efektif: Text = "Tanggal Efektif"
    pengesahan: Text = "Disahkan oleh"
    nama_sop: Text = "Nama SOP"
    dasar_hukum: Text = "Dasar Hukum"
    kualifikasi: Text = "Kualifikasi Pelaksana"
    keterkaitan: Text = "Keterkaitan"
    peralatan: Text = "Peralatan/Perlengkapan"
    peringatan: Text = "Peringatan"
    pencatatan: Text = "Pencatatan dan Pendataan"
    maksud_tujuan: Text = "Maksud dan Tujuan"
    no: Text = "No"
    uraian: Text = "Kegiatan"
    pelaksana: Text = "Pelaksana"
    mutu_baku: Text = "Mutu Baku"
    kelengkapan: Text = "Kelengkapan"
    waktu: Text = "Waktu"
    output: Text = "Output"
    keterangan: Text = "Keterangan"


class Unit(StrictModel):
    """A part of the agency that owns SOPs."""

    nama: Text


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


class Margin(StrictModel):
    """Margins of the official document (mm), of the upright page; lying pages are turned, so that ``kiri``, the side
    where documents are bound, is at the top."""

    kiri: Milimeter = 30
    kanan: Milimeter = 20
    atas: Milimeter = 25
    bawah: Milimeter = 25


class Instansi(StrictModel):
    """The agency (instansi.yml). ``pemerintah`` and ``nama`` are printed as written on every head (kop)."""

    nama_situs: Text = "Pustaka SOP"
    pemerintah: Text
    nama: Text
    nama_tampil: Text | None = None
    """The agency's name in running text, where ``nama`` is in capitals."""
    tempat: Text | None = None
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
    kaki_elektronik: Text | None = None
    """The words at the foot of a document that is signed electronically."""
    label: Label = Label()
    unit: dict[Id, Unit] = {}

    @property
    def plain_name(self) -> str:
        """The agency's name for running text."""
        return self.nama_tampil or self.nama


JenisJabatan = Literal["jabatan", "tim", "luar", "sistem"]


class Jabatan(StrictModel):
    """Whoever can act in an SOP: a position, a team, an outsider (Pemohon, KPPN) or a system (an application)."""

    nama: Text
    """As printed in the head of a pelaksana column."""
    lengkap: Text | None = None
    """The full title, for signatures and worksheets."""
    jenis: JenisJabatan = "jabatan"
    alias: TextList = ()
    """Other names of the same position that texts use."""

    @property
    def full_name(self) -> str:
        """The full title, or the short one where none is given."""
        return self.lengkap or self.nama


StatusPeraturan = Literal["belum diverifikasi", "berlaku", "diubah", "dicabut"]


class Peraturan(StrictModel):
    """A regulation. ``judul`` is the whole citation; ``status`` says only what somebody verified."""

    judul: Text
    singkat: Text | None = None
    status: StatusPeraturan = "belum diverifikasi"
    pengganti: Text | None = None
    """The regulation that amended or replaced it."""
    diperiksa: TanggalKalender | None = None
    catatan: Text | None = None
    abaikan: DaftarAbaikan = ()

    @property
    def short_name(self) -> str:
        """The short citation, or the whole one where none is given."""
        return self.singkat or self.judul
