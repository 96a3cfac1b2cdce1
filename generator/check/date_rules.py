"""Dates and numbers (codes T6xx): order of the dates, revisions, one number for one SOP, the yearly evaluation."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from generator.check.rule_context import RuleContext
from generator.check.rules import rule
from generator.check.severity import severity_of
from generator.data.base import TANPA_TANGGAL, is_month
from generator.data.library import Library, file_of
from generator.data.reviews import next_reviews
from generator.data.sop import Sop, SopDates
from generator.findings import Finding, Severity
from generator.reading.source import Source

_TAHUN = (1990, 2100)
"""Years outside of these are slips of the pen."""


@rule("T601", "peringatan", "saran")
def _order(lingkup: RuleContext, sop: Sop) -> Iterator[Finding]:
    """T601: made, then revised, then in force. In force before the revision is only odd: some keep the first day."""
    pairs: tuple[tuple[str, str, Severity], ...] = (
        ("pembuatan", "revisi", "peringatan"),
        ("pembuatan", "efektif", "peringatan"),
        ("revisi", "efektif", "saran"),
        ("pembuatan", "evaluasi", "peringatan"),
        ("pembuatan", "monitoring", "peringatan"),
    )
    for first, then, severity in pairs:
        early, late = _day(sop, first), _day(sop, then)
        if early and late and late < early:
            message = f"tanggal {then} ({late}) mendahului tanggal {first} ({early})"
            yield lingkup.finding("T601", ("tanggal", then), message, "periksa kedua tanggal itu", severity)


def _day(sop: Sop, key: str) -> datetime.date | None:
    """A date of an SOP; None where it is not set, or where there is none."""
    day = getattr(sop.tanggal, key)
    return day if isinstance(day, datetime.date) else None


@rule("T602", "peringatan")
def _revision(lingkup: RuleContext, sop: Sop) -> Iterator[Finding]:
    """T602: never revised, and yet there is a day of revision; or revised on no day."""
    if sop.revisi == 0 and sop.tanggal.day_of_revision:
        message = f"revisi 0 berarti belum pernah direvisi, tetapi tanggal revisi terisi ({sop.tanggal.revisi})"
        remedy = "naikkan 'revisi', atau kosongkan 'tanggal.revisi'"
        yield lingkup.finding("T602", ("tanggal", "revisi"), message, remedy)
    if sop.revisi and sop.tanggal.revisi == TANPA_TANGGAL:
        message = f"tanggal revisi '-' berarti belum pernah direvisi, padahal ini revisi {sop.revisi}"
        remedy = "tulis tanggal revisinya, atau revisi: 0 bila memang belum pernah direvisi"
        yield lingkup.finding("T602", ("tanggal", "revisi"), message, remedy)


@rule("T603", "peringatan", of="pustaka")
def check_numbers(proyek: Library) -> Iterator[Finding]:
    """T603: two SOPs with one number. A revoked SOP may share it with the one that replaced it."""
    seen: dict[str, str] = {}
    for slug, sop in proyek.sop.items():
        number = "".join((sop.nomor or "").casefold().split())
        if not number or number == "-" or sop.status == "dicabut":
            continue
        if number in seen:
            other = proyek.sop[seen[number]].judul
            message = f"nomor '{sop.nomor}' sudah dipakai SOP '{other}'"
            remedy = f"periksa nomor kedua SOP; berkas yang satu lagi: {file_of('sop', seen[number])}"
            yield proyek.finding(file_of("sop", slug), "T603", ("nomor",), message, remedy)
        seen.setdefault(number, slug)


@rule("T604", "peringatan")
def _years(lingkup: RuleContext, sop: Sop) -> Iterator[Finding]:
    """T604: a year that cannot be meant."""
    for key in SopDates.model_fields:
        written = str(getattr(sop.tanggal, key) or "")
        year = int(written.split()[-1]) if is_month(written) else int(written[:4]) if _day(sop, key) else None
        if year is not None and not _TAHUN[0] <= year <= _TAHUN[1]:
            message = f"tahun {year} pada tanggal {key} tidak masuk akal"
            yield lingkup.finding("T604", ("tanggal", key), message, "betulkan tahunnya")


@rule("T610", "peringatan", "saran")
def _months(lingkup: RuleContext, sop: Sop) -> Iterator[Finding]:
    """T610: a date without its day. It is printed as it is written, and nothing is reckoned from it."""
    for key in SopDates.model_fields:
        written = getattr(sop.tanggal, key)
        if is_month(written):
            message = (
                f"tanggal {key} hanya memuat bulan dan tahun ({written}); urutan dan jadwal tidak dihitung darinya"
            )
            remedy = "tulis tahun-bulan-hari bila harinya diketahui, misalnya dari naskah yang ditandatangani"
            yield lingkup.finding("T610", ("tanggal", key), message, remedy, severity_of(sop))


@rule("T605", "saran", of="hari", basis="evaluasi: setahun sekali")
def _evaluation(source: Source, sop: Sop, hari: datetime.date) -> Iterator[Finding]:
    """T605: an SOP in force is evaluated every year; counted from the last evaluation, revision or day of effect."""
    due = next((review.hari for review in next_reviews(sop) if review.jenis == "evaluasi"), hari)
    if sop.status == "berlaku" and due < hari:
        message = f"evaluasi tahunan lewat waktu: seharusnya paling lambat {due}"
        remedy = "lakukan evaluasi, lalu tulis tanggalnya pada 'tanggal.evaluasi'"
        yield source.finding("T605", ("tanggal",), message, remedy)


@rule("T606", "saran", of="hari")
def _not_yet(source: Source, sop: Sop, hari: datetime.date) -> Iterator[Finding]:
    """T606: made or revised on a day that has not come yet, or in force before its day of effect."""
    for key in ("pembuatan", "revisi", "evaluasi", "monitoring"):
        day = _day(sop, key)
        if day and day > hari:
            message = f"tanggal {key} ({day}) belum tiba"
            yield source.finding("T606", ("tanggal", key), message, "periksa tahun dan bulannya")
    day = sop.tanggal.day_of_effect
    if sop.status == "berlaku" and day and day > hari:
        message = f"status sudah 'berlaku', tetapi tanggal efektif ({day}) belum tiba"
        remedy = "tulis status: ditinjau sampai tanggal itu, atau betulkan tanggalnya"
        yield source.finding("T606", ("tanggal", "efektif"), message, remedy)
