"""Standard times (codes W7xx): units that can be read and agree, and a stated total that is the sum."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping

from generator.check.rule_context import RuleContext
from generator.check.rules import rule
from generator.check.severity import rows
from generator.data.durations import (
    UNIT_WORDS,
    Unsummed,
    minutes,
    read_time,
    total_minutes,
    unit_of_head,
    write_minutes,
)
from generator.data.sop import Sop
from generator.findings import Finding
from generator.reading.limits import one_line
from generator.reading.source import Loc
from generator.steps.footnotes import without_marks
from generator.steps.rows import WrittenDiagram, WrittenRow, diagrams

_ANGKA = r"\d+(?:[.,]\d+)?"
_TYPO = re.compile(
    rf"(?P<angka>{_ANGKA}(?:\s*(?:-|–|—)\s*{_ANGKA})?)\s*(?P<satuan>[a-z]+)\.?(?:\s+kerja)?", re.IGNORECASE
)
"""A number or a range, then a word that may be meant as a unit: "15 mneit"."""
_ENGLISH = {"minute": "menit", "hour": "jam", "day": "hari", "week": "minggu", "month": "bulan", "year": "tahun"}
_WHY: Mapping[Unsummed, tuple[str, str]] = {
    "dua": ("menyebut lebih dari satu lama", "tulis satu lama saja; alasannya dapat ditulis pada 'keterangan'"),
    "bawah": ("hanya menyebut batas paling sedikit", "tulis lama bakunya, misalnya '30 menit' atau 'maks. 30 menit'"),
    "tanggal": (
        "tampak seperti tanggal; Excel mengubah '2-3' menjadi '02-Mar'",
        "tulis rentangnya dengan satuan, misalnya '2-3 hari'",
    ),
    "jarum jam": (
        "tampak seperti penunjuk jam, bukan lama",
        "tulis lamanya, misalnya '1 jam 30 menit'; untuk pukul tertentu tulis 'pukul 10.30'",
    ),
    "lain": (
        "tidak dapat dibaca sebagai lama",
        "tulis angka dan satuannya saja, misalnya '15 menit' atau '2-3 hari'; sisanya pindahkan ke 'keterangan'",
    ),
}
"""Why a time is not added -> what is said of it, and how to mend it (W706)."""
_LAMA = rf"{_ANGKA}\s*jam(?:\s*(?:dan\s*)?{_ANGKA}\s*menit)?|{_ANGKA}\s*menit"
_TOTAL = re.compile(
    rf"\b(?:jumlah|total|keseluruhan)(?: seluruh)? (?:waktu|lama)\b[^.\d]{{0,40}}({_LAMA})\b", re.IGNORECASE
)


@rule("W701", "peringatan")
@rule("W702", "peringatan")
@rule("W703", "peringatan")
@rule("W706", "saran")
@rule("W707", "peringatan")
def check_waktu(lingkup: RuleContext, sop: Sop) -> Iterator[Finding]:
    """Every time of an SOP."""
    heads = {diagram.place: _head(lingkup, diagram) for diagram in diagrams(sop)}
    for diagram, row, time in _times(sop):
        loc = (*diagram.place, row.urut, "mutu_baku", "waktu")
        yield from _one(lingkup, loc, time, heads[diagram.place])


def _times(sop: Sop) -> Iterator[tuple[WrittenDiagram, WrittenRow, str]]:
    """The times that hold, without marks of footnotes; one in a cell that continues the cell above does not (A317)."""
    for diagram in diagrams(sop):
        for row in diagram.baris:
            mutu = row.data.mutu_baku
            if mutu.waktu and not (row.urut and "waktu" in mutu.gabung):
                yield diagram, row, without_marks(mutu.waktu, diagram.prosedur.catatan_kaki)


def _head(lingkup: RuleContext, diagram: WrittenDiagram) -> str:
    """The head of the column of times."""
    return (diagram.tabel.mutu_baku or {}).get("waktu") or lingkup.instansi.label.waktu


def _one(lingkup: RuleContext, loc: Loc, teks: str, head: str) -> Iterator[Finding]:
    """W701: no unit, or one that is none. W702: two units or lengths that contradict. W703: a range from more to less.
    W706: it states a duration that cannot be added. W707: none at all."""
    why = read_time(teks, head).why
    shown = one_line(teks)
    if why == "satuan":
        yield lingkup.finding("W701", loc, f"waktu '{shown}' tidak menyebut satuan", "tulis misalnya '15 menit'")
    elif why == "kepala":
        unit = unit_of_head(head)
        message = f"waktu '{shown}' tidak memakai satuan pada kepala kolom ({unit})"
        remedy = f"tulis dalam {unit}, atau hapus satuan dari kepala kolom 'waktu'"
        yield lingkup.finding("W702", loc, message, remedy)
    elif why == "beda":
        message = f"waktu '{shown}' menyebut dua lama yang berbeda"
        yield lingkup.finding("W702", loc, message, "tulis satu saja, yang benar")
    elif why == "terbalik":
        message = f"rentang waktu '{shown}' berjalan dari besar ke kecil"
        yield lingkup.finding("W703", loc, message, "tulis angka yang kecil lebih dulu")
    elif why == "nol":
        remedy = "tulis lama yang sebenarnya, '-' bila memang tidak ada, atau kosongkan bila belum diketahui"
        yield lingkup.finding("W707", loc, f"waktu '{shown}' berarti tidak ada waktu sama sekali", remedy)
    elif why in _WHY:
        message, remedy = _WHY[why]
        yield lingkup.finding("W706", loc, f"waktu '{shown}' {message}, jadi tidak ikut dijumlahkan", remedy)
    elif (typo := _TYPO.fullmatch(shown)) and (near := _near(typo["satuan"].casefold())):
        message = f"satuan '{typo['satuan']}' pada waktu '{shown}' tidak dikenal"
        yield lingkup.finding("W701", loc, message, f"maksud Anda '{typo['angka']} {near}'?")


def _near(unit: str) -> str:
    """The unit that a word which is none may stand for: the same letters, else much the same; "" = it is one, or may
    stand for none."""
    known = [word for word in UNIT_WORDS if " " not in word]
    if unit in known:
        return ""
    english = _ENGLISH.get(unit.removesuffix("s"))
    swapped = english or next((word for word in known if sorted(word) == sorted(unit)), "")
    likely = [word for word in known if len(word) > 3 or word == "jam"]
    return swapped or next(iter(difflib.get_close_matches(unit, likely, n=1, cutoff=0.7)), "")


@rule("W704", "saran")
def _days(lingkup: RuleContext, sop: Sop) -> Iterator[Finding]:
    """W704: days in one step, working days in another."""
    kinds: dict[bool, str] = {}
    for diagram, row, time in _times(sop):
        lama = read_time(time, _head(lingkup, diagram)).lama
        if lama is None or lama.satuan not in ("hari", "hari kerja"):
            continue
        working = lama.satuan == "hari kerja"
        no = row.no or str(row.urut + 1)
        if working not in kinds and kinds:
            other = kinds[not working]
            this, that = ("hari kerja", "hari") if working else ("hari", "hari kerja")
            message = f"langkah {no} memakai '{this}', sedangkan langkah {other} memakai '{that}'"
            place = (*diagram.place, row.urut, "mutu_baku", "waktu")
            yield lingkup.finding("W704", place, message, "pakai satu cara menghitung hari")
        kinds.setdefault(working, no)


@rule("W705", "peringatan")
def _total(lingkup: RuleContext, sop: Sop) -> Iterator[Finding]:
    """W705: a text states the whole time, and the steps come to another one."""
    total, added, of = total_minutes(time for _, _, time in _times(sop))
    for loc, text in _notes(sop):
        for match in _TOTAL.finditer(text):
            stated = minutes(match[1]) or 0.0
            if total > stated or (added == of and total != stated):
                message = f"jumlah waktu tertulis {match[1]}, sedangkan langkah-langkahnya berjumlah"
                words = f"{message} {write_minutes(total)} menit" + ("" if added == of else " atau lebih")
                remedy = "betulkan jumlahnya, atau waktu langkah yang keliru"
                yield lingkup.finding("W705", loc, words, remedy)


def _notes(sop: Sop) -> Iterator[tuple[Loc, str]]:
    """The texts in which people write the whole time."""
    for key in ("maksud_tujuan", "peringatan", "pencatatan"):
        for index, text in enumerate(getattr(sop, key)):
            yield (key, index), text
    for number, section in enumerate(sop.bagian_lain):
        for index, text in enumerate(section.isi):
            yield ("bagian_lain", number, "isi", index), text
    for mark, text in sop.catatan_kaki.items():
        yield ("catatan_kaki", mark), text
    for loc, row in rows(sop):
        for index, text in enumerate(row.data.keterangan):
            yield (*loc, "keterangan", index), text
