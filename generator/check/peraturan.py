"""Regulations (codes P5xx): what became of those that an SOP rests on, how they are cited, in which order."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.check.lingkup import Lingkup
from generator.check.rules import rule
from generator.check.tingkat import severity_of
from generator.data.instansi import Peraturan
from generator.data.proyek import Proyek
from generator.data.sop import Sop
from generator.findings import Finding

_JENIS = (
    r"undang-undang dasar",
    r"ketetapan (?:majelis|mpr)",
    r"undang-undang|peraturan pemerintah pengganti",
    r"peraturan pemerintah",
    r"peraturan presiden",
    r"(?:keputusan|instruksi) presiden",
    r"(?:peraturan|keputusan) (?:bersama )?(?:menteri|kepala badan|badan|kepala lembaga|lembaga|kepala arsip|arsip)",
    r"peraturan daerah provinsi",
    r"peraturan gubernur",
    r"peraturan daerah",
    r"peraturan (?:bupati|wali ?kota)",
    r"keputusan (?:gubernur|bupati|wali ?kota|kepala|sekretaris)",
)
"""How a title begins, the highest kind first. The first that fits counts."""


@rule("P503", "saran", of="pustaka")
@rule("P504", "saran", of="pustaka")
@rule("P505", "saran", of="pustaka")
@rule("P506", "peringatan", of="pustaka")
def check_peraturan(proyek: Proyek) -> Iterator[Finding]:
    """Everything about peraturan.yml."""
    for id, peraturan in proyek.peraturan.items():
        yield from _status(proyek, id, peraturan)
        yield from _citation(proyek, id, peraturan)
        yield from _numbers_agree(proyek, id, peraturan)


@rule("P501", "peringatan", "saran")
@rule("P502", "saran")
def _still_valid(lingkup: Lingkup, sop: Sop) -> Iterator[Finding]:
    """P501: the SOP rests on a revoked regulation. P502: on an amended one."""
    if sop.status == "dicabut":
        return
    for index, id in enumerate(sop.dasar_hukum):
        peraturan = lingkup.peraturan.get(id)
        if peraturan is None or peraturan.status not in ("dicabut", "diubah"):
            continue
        successor = f" oleh {peraturan.pengganti}" if peraturan.pengganti else ""
        message = f"{peraturan.nama_singkat} sudah {peraturan.status}{successor}"
        place = ("dasar_hukum", index)
        if peraturan.status == "dicabut":
            remedy = f"periksa apakah {peraturan.pengganti or 'peraturan lain'} menjadi dasar hukum SOP ini, lalu ganti"
            yield lingkup.finding("P501", place, message, remedy, severity_of(sop))
        else:
            remedy = "periksa apakah bagian yang dipakai SOP ini ikut berubah, dan sebut juga perubahannya"
            yield lingkup.finding("P502", place, message, remedy)


def _status(proyek: Proyek, id: str, peraturan: Peraturan) -> Iterator[Finding]:
    """P503: by what it was revoked or amended is not said. P504: a status without the day on which it was checked."""
    if peraturan.status in ("dicabut", "diubah") and not peraturan.pengganti:
        message = f"{peraturan.nama_singkat} tertulis {peraturan.status}, tetapi tidak disebut oleh peraturan mana"
        yield proyek.finding("peraturan.yml", "P503", (id, "status"), message, "isi 'pengganti', bila memang ada")
    if peraturan.status != "belum diverifikasi" and not peraturan.diperiksa:
        message = f"status {peraturan.nama_singkat} ditulis tanpa tanggal pemeriksaannya"
        remedy = "isi 'diperiksa' dengan tanggal status itu terakhir dipastikan"
        yield proyek.finding("peraturan.yml", "P504", (id, "status"), message, remedy)


def _citation(proyek: Proyek, id: str, peraturan: Peraturan) -> Iterator[Finding]:
    """P505: a citation has its kind, "Nomor", the year and "tentang"."""
    judul = peraturan.judul
    if re.match("undang-undang dasar", judul.casefold()):
        return
    missing = [
        what
        for what, found in (
            ("'Nomor'", re.search(r"\bNomor\b", judul, re.IGNORECASE)),
            ("tahun", year_of(judul)),
            ("'tentang'", re.search(r"\btentang\b", judul, re.IGNORECASE)),
        )
        if not found
    ]
    if missing:
        message = f"sebutan peraturan '{id}' belum memuat {' dan '.join(missing)}"
        remedy = "tulis seperti 'Peraturan Bupati Contoh Nomor 1 Tahun 2024 tentang Tata Naskah Dinas'"
        yield proyek.finding("peraturan.yml", "P505", (id, "judul"), message, remedy)


def _numbers_agree(proyek: Proyek, id: str, peraturan: Peraturan) -> Iterator[Finding]:
    """P506: the short citation, or the id, has a number or a year that the title has not."""
    known = _numbers(peraturan.judul)
    for what, text, loc in (
        ("singkat", peraturan.singkat or "", (id, "singkat")),
        ("id", id, (id,)),
    ):
        other = sorted(_numbers(text) - known)
        if known and other:
            message = f"{what} '{text}' menyebut {', '.join(map(str, other))}, yang tidak ada pada judulnya"
            yield proyek.finding("peraturan.yml", "P506", loc, message, "samakan nomor dan tahunnya dengan judul")


@rule("P507", "saran")
def _order(lingkup: Lingkup, sop: Sop) -> Iterator[Finding]:
    """P507: higher regulations first, and of one kind the older first. Only the first that stands too low."""
    highest: tuple[int, int, str] | None = None
    for index, id in enumerate(sop.dasar_hukum):
        peraturan = lingkup.peraturan.get(id)
        kind = rank_of(peraturan.judul) if peraturan else None
        year = year_of(peraturan.judul) if peraturan else None
        if peraturan is None or kind is None or year is None:
            continue
        if highest and (kind, year) < highest[:2]:
            why = "lebih tinggi tingkatnya" if kind < highest[0] else "lebih tua"
            message = f"{peraturan.nama_singkat} ditulis sesudah {highest[2]}, padahal {why}"
            remedy = "urutkan dari yang tertinggi; yang setingkat, dari yang tertua"
            yield lingkup.finding("P507", ("dasar_hukum", index), message, remedy)
            return
        highest = (kind, year, peraturan.nama_singkat)


def rank_of(judul: str) -> int | None:
    """How high a regulation stands (0 = highest), from the first words of its title; None where unknown."""
    words = " ".join(judul.casefold().split())
    return next((rank for rank, kind in enumerate(_JENIS) if re.match(rf"(?:{kind})\b", words)), None)


def year_of(judul: str) -> int | None:
    """The year of a regulation: "Tahun 2014", or the end of a number such as PER/9/M.PAN/5/2007."""
    found = re.search(r"\bTahun (\d{4})\b", judul, re.IGNORECASE) or re.search(r"/(\d{4})\b", judul)
    return int(found[1]) if found else None


def _numbers(text: str) -> set[int]:
    return {int(number) for number in re.findall(r"\d{1,9}", text)}
