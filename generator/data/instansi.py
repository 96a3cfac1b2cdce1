"""What an agency's SOPs share: the agency itself, its jabatan (positions) and its peraturan (regulations)."""

from __future__ import annotations

import re
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from generator.data.base import Bilangan, DaftarTeks, Id, Isian, NamaBerkas, TanggalKalender, Teks
from generator.data.sop import DaftarAbaikan


class Label(Isian):
    """Words of the identity page that differ between agencies; defaults are PermenPAN-RB 35/2012's."""

    nomor: Teks = "Nomor SOP"
    tanggal_pembuatan: Teks = "Tanggal Pembuatan"
    tanggal_revisi: Teks = "Tanggal Revisi"
    tanggal_efektif: Teks = "Tanggal Efektif"
    pengesahan: Teks = "Disahkan oleh"
    nama_sop: Teks = "Nama SOP"
    dasar_hukum: Teks = "Dasar Hukum"
    kualifikasi: Teks = "Kualifikasi Pelaksana"
    keterkaitan: Teks = "Keterkaitan"
    peralatan: Teks = "Peralatan/Perlengkapan"
    peringatan: Teks = "Peringatan"
    pencatatan: Teks = "Pencatatan dan Pendataan"
    maksud_tujuan: Teks = "Maksud dan Tujuan"
    no: Teks = "No"
    uraian: Teks = "Kegiatan"
    pelaksana: Teks = "Pelaksana"
    mutu_baku: Teks = "Mutu Baku"
    kelengkapan: Teks = "Kelengkapan"
    waktu: Teks = "Waktu"
    output: Teks = "Output"
    keterangan: Teks = "Keterangan"


class Unit(Isian):
    """A part of the agency that owns SOPs."""

    nama: Teks


NamaKertas = Literal["F4", "A4", "Letter"]
Milimeter: TypeAlias = Annotated[Bilangan, Field(ge=10, le=60)]
_ALAMAT = re.compile(
    r"https?://(?!localhost\b|127\.)[a-z0-9][a-z0-9._-]*(:[0-9]{1,5})?(/[a-z0-9._~%-]+)*/?", re.IGNORECASE
)


def _address(value: str) -> str:
    """The address of the site's folder, ending in "/". Nobody else can open an address of one's own computer."""
    if not _ALAMAT.fullmatch(value) or value.lower().endswith((".html", ".htm")):
        raise PydanticCustomError("alamat_situs", "bukan alamat situs")
    return value if value.endswith("/") else value + "/"


def _colour(value: str) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        raise PydanticCustomError("warna", "bukan warna")
    return value.lower()


Warna: TypeAlias = Annotated[Teks, AfterValidator(_colour)]
AlamatSitus: TypeAlias = Annotated[Teks, AfterValidator(_address)]


class Margin(Isian):
    """Margins of the official document (mm), of the upright page; lying pages are turned, so that ``kiri``, the side
    where documents are bound, is at the top."""

    kiri: Milimeter = 30
    kanan: Milimeter = 20
    atas: Milimeter = 25
    bawah: Milimeter = 25


class Instansi(Isian):
    """The agency (instansi.yml). ``pemerintah`` and ``nama`` are printed as written on every head (kop)."""

    nama_situs: Teks = "Pustaka SOP"
    pemerintah: Teks
    nama: Teks
    nama_tampil: Teks | None = None
    """The agency's name in running text, where ``nama`` is in capitals."""
    tempat: Teks | None = None
    """The town that stands before the date on forms."""
    alamat: DaftarTeks = ()
    """Address lines under the head of letters."""
    alamat_situs: AlamatSitus | None = None
    """Where people open the site (http or https), for the QR code on prints; without it no code is printed."""
    logo: NamaBerkas | None = None
    """An image file beside instansi.yml."""
    warna: Warna | None = None
    """The site's accent colour on white ("#1f5a8a"); the one on dark is computed."""
    kertas: NamaKertas = "F4"
    """The paper of the official document, the worksheets and the forms; checklists are A4."""
    margin: Margin = Margin()
    tanda_tangan: Literal["basah", "elektronik"] = "basah"
    """By hand, or electronically: then there is room for the signature's QR code."""
    kaki_elektronik: Teks | None = None
    """The words at the foot of a document that is signed electronically."""
    label: Label = Label()
    unit: dict[Id, Unit] = {}

    @property
    def nama_biasa(self) -> str:
        """The agency's name for running text."""
        return self.nama_tampil or self.nama


JenisJabatan = Literal["jabatan", "tim", "luar", "sistem"]


class Jabatan(Isian):
    """Whoever can act in an SOP: a position, a team, an outsider (Pemohon, KPPN) or a system (an application)."""

    nama: Teks
    """As printed in the head of a pelaksana column."""
    lengkap: Teks | None = None
    """The full title, for signatures and worksheets."""
    jenis: JenisJabatan = "jabatan"
    alias: DaftarTeks = ()
    """Other names of the same position that texts use."""

    @property
    def nama_lengkap(self) -> str:
        """The full title, or the short one where none is given."""
        return self.lengkap or self.nama


StatusPeraturan = Literal["belum diverifikasi", "berlaku", "diubah", "dicabut"]


class Peraturan(Isian):
    """A regulation. ``judul`` is the whole citation; ``status`` says only what somebody verified."""

    judul: Teks
    singkat: Teks | None = None
    status: StatusPeraturan = "belum diverifikasi"
    pengganti: Teks | None = None
    """The regulation that amended or replaced it."""
    diperiksa: TanggalKalender | None = None
    catatan: Teks | None = None
    abaikan: DaftarAbaikan = ()

    @property
    def nama_singkat(self) -> str:
        """The short citation, or the whole one where none is given."""
        return self.singkat or self.judul
