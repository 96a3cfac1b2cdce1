"""Regulations (codes P5xx): what became of those that an SOP rests on, how they are cited, in which order."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.check.rule_context import RuleContext
from generator.check.rules import rule
from generator.check.severity import severity_of
from generator.data.citation import rank_of, year_of
from generator.data.instansi import Peraturan
from generator.data.library import Library
from generator.data.sop import Sop
from generator.findings import Finding


@rule("P503", "saran", of="pustaka", needs=("peraturan.yml",))
@rule("P504", "saran", of="pustaka")
@rule("P505", "saran", of="pustaka")
@rule("P506", "peringatan", of="pustaka")
def check_peraturan(proyek: Library) -> Iterator[Finding]:
    """Everything about peraturan.yml."""
    for id, peraturan in proyek.peraturan.items():
        yield from _status(proyek, id, peraturan)
        yield from _citation(proyek, id, peraturan)
        yield from _numbers_agree(proyek, id, peraturan)


@rule("P501", "peringatan", "saran", needs=("peraturan.yml",))
@rule("P502", "saran", needs=("peraturan.yml",))
def _still_valid(lingkup: RuleContext, sop: Sop) -> Iterator[Finding]:
    """P501: the SOP rests on a revoked regulation. P502: on an amended one."""
    if sop.status == "dicabut":
        return
    for index, id in enumerate(sop.dasar_hukum):
        peraturan = lingkup.peraturan.get(id)
        if peraturan is None or peraturan.status not in ("dicabut", "diubah"):
            continue
        successor = f" oleh {peraturan.pengganti}" if peraturan.pengganti else ""
        message = f"{peraturan.short_name} sudah {peraturan.status}{successor}"
        place = ("dasar_hukum", index)
        if peraturan.status == "dicabut":
            remedy = f"periksa apakah {peraturan.pengganti or 'peraturan lain'} menjadi dasar hukum SOP ini, lalu ganti"
            yield lingkup.finding("P501", place, message, remedy, severity_of(sop))
        else:
            remedy = "periksa apakah bagian yang dipakai SOP ini ikut berubah, dan sebut juga perubahannya"
            yield lingkup.finding("P502", place, message, remedy)


def _status(proyek: Library, id: str, peraturan: Peraturan) -> Iterator[Finding]:
    """P503: by what it was revoked or amended is not said. P504: a status without the day on which it was checked."""
    if peraturan.status in ("dicabut", "diubah") and not peraturan.pengganti:
        message = f"{peraturan.short_name} tertulis {peraturan.status}, tetapi tidak disebut oleh peraturan mana"
        yield proyek.finding("peraturan.yml", "P503", (id, "status"), message, "isi 'pengganti', bila memang ada")
    if peraturan.status != "belum diverifikasi" and not peraturan.diperiksa:
        message = f"status {peraturan.short_name} ditulis tanpa tanggal pemeriksaannya"
        remedy = "isi 'diperiksa' dengan tanggal status itu terakhir dipastikan"
        yield proyek.finding("peraturan.yml", "P504", (id, "status"), message, remedy)


def _citation(proyek: Library, id: str, peraturan: Peraturan) -> Iterator[Finding]:
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


def _numbers_agree(proyek: Library, id: str, peraturan: Peraturan) -> Iterator[Finding]:
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


@rule("P507", "saran", needs=("peraturan.yml",))
def _order(lingkup: RuleContext, sop: Sop) -> Iterator[Finding]:
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
            message = f"{peraturan.short_name} ditulis sesudah {highest[2]}, padahal {why}"
            remedy = "urutkan dari yang tertinggi; yang setingkat, dari yang tertua"
            yield lingkup.finding("P507", ("dasar_hukum", index), message, remedy)
            return
        highest = (kind, year, peraturan.short_name)


def _numbers(text: str) -> set[int]:
    return {int(number) for number in re.findall(r"\d{1,9}", text)}
