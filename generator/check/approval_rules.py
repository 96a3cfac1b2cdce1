"""Approval before publishing (codes V92x): who still has to review an SOP, and whether a review is of what it says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from generator.check.rule_context import RuleContext
from generator.check.rules import rule
from generator.data.fingerprint import PANJANG_PENDEK, short_fingerprint
from generator.data.instansi import SEMUA_UNIT, Instansi, Jabatan
from generator.data.library import Library, file_of
from generator.data.near_words import advise
from generator.data.sop import Sop
from generator.data.wording import format_date
from generator.findings import Finding
from generator.reading.source import Loc
from generator.revisions.in_force import TERBIT
from generator.revisions.reviewers import ReviewerState, waiting_for


class _Lack(NamedTuple):
    """What is lacking: code, place in the file, message, remedy."""

    code: str
    loc: Loc
    message: str
    remedy: str


@rule("V920", "galat", "saran", needs=("jabatan.yml",))
@rule("V921", "galat", "saran", needs=("jabatan.yml",))
@rule("V922", "galat", "saran", needs=("jabatan.yml",))
def check_reviews(lingkup: RuleContext, sop: Sop) -> Iterator[Finding]:
    """V920: an SOP that is being reviewed waits for somebody; V921, V922: a draft changed since, or was sent back.
    While it is written, nobody has to have reviewed it yet."""
    if sop.status in TERBIT:
        return
    for lack in _lacks(lingkup.instansi, lingkup.jabatan, lingkup.slug, sop, short_fingerprint(sop)):
        if lack.code != "V920" or sop.status == "ditinjau":
            yield lingkup.finding(*lack, severity="saran")


@rule("V923", "peringatan", of="pustaka")
def check_kept_reviews(proyek: Library) -> Iterator[Finding]:
    """V923: the reviews of a published SOP are others than in its copy in the archive. R201, R206: reviewers of
    instansi.yml that nobody knows."""
    for slug, sop in proyek.sop.items():
        copy = proyek.terbit.get(slug)
        if sop.status in TERBIT and copy is not None and copy.tinjauan != sop.tinjauan:
            message = "catatan tinjauan berbeda dari yang tersimpan di arsip ketika SOP ini terbit"
            remedy = "kembalikan bagian itu dari arsip; tinjauan dicatat sebelum SOP terbit"
            yield proyek.finding(file_of("sop", slug), "V923", ("tinjauan",), message, remedy)
    yield from _unknown_reviewers(proyek)


def missing_reviews(proyek: Library, slug: str, sop: Sop) -> list[Finding]:
    """The reviews that stand in the way of publishing ``sop``, the text of the SOP ``slug``."""
    code = short_fingerprint(proyek.sop[slug])  # as it is printed now: the dates are filled in only by publishing
    lacks = _lacks(proyek.instansi, proyek.jabatan, slug, sop, code)
    return [proyek.finding(file_of("sop", slug), *lack, severity="galat") for lack in lacks]


def _lacks(instansi: Instansi, jabatan: Mapping[str, Jabatan], slug: str, sop: Sop, code: str) -> Iterator[_Lack]:
    for state in waiting_for(instansi, sop):
        known = jabatan.get(state.jabatan)
        yield _lack(known.full_name if known else state.jabatan, state, slug, code)


def _lack(name: str, state: ReviewerState, slug: str, code: str) -> _Lack:
    command = f"'sop review {slug} --sebagai {state.jabatan}'"
    record = state.record
    if record is None:
        message = f"belum ditinjau {name} (isi sekarang berkode {code})"
        return _Lack("V920", ("tinjauan",), message, f"catat tinjauannya dengan {command}")
    place, day = ("tinjauan", state.place), format_date(record.tanggal)
    if state.standing == "isi lain":
        read = record.sidik[:PANJANG_PENDEK]
        message = f"{name} meninjau isi lain: pada {day} kode isinya {read}, isi sekarang berkode {code}"
        return _Lack("V921", place, message, f"minta ditinjau lagi, lalu catat dengan {command}")
    told = f": {' '.join(record.catatan.split())}" if record.catatan else ""
    message = f"{name} meminta perbaikan pada {day}{told}"
    return _Lack("V922", place, message, f"perbaiki, minta ditinjau lagi, lalu catat dengan {command}")


def _unknown_reviewers(proyek: Library) -> Iterator[Finding]:
    units, jabatan = proyek.instansi.unit, proyek.jabatan
    for unit, reviewers in proyek.instansi.peninjau.items():
        if unit not in units and unit != SEMUA_UNIT:
            remedy = advise(unit, [*units, SEMUA_UNIT], "Bila memang baru, tambahkan pada 'unit'")
            yield proyek.finding("instansi.yml", "R206", ("peninjau", unit), f"unit '{unit}' tidak ada", remedy)
        for place, id in enumerate(reviewers):
            if id not in jabatan:
                remedy = advise(id, jabatan, "Bila memang baru, tambahkan pada jabatan.yml")
                loc = ("peninjau", unit, place)
                yield proyek.finding("instansi.yml", "R201", loc, f"jabatan '{id}' tidak ada", remedy)
