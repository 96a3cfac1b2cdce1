"""Standard times (codes W7xx): units that can be read and agree, and a stated total that is the sum."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from generator.check.rule_context import RuleContext
from generator.check.rules import rule
from generator.check.severity import rows
from generator.data.durations import minutes, total_minutes, write_minutes
from generator.data.sop import Sop
from generator.data.source import Loc
from generator.findings import Finding
from generator.steps.footnotes import without_marks
from generator.steps.rows import WrittenDiagram, WrittenRow, diagrams

_SATUAN = ("detik", "menit", "mnt", "jam", "hari", "hk", "minggu", "bulan", "triwulan", "semester", "tahun")
_ANGKA = r"\d+(?:[.,]\d+)?"
_BENTUK = re.compile(
    r"(?:(?:maks(?:imal|imum|\.)?|min(?:imal|imum|\.)?|paling (?:lama|lambat|sedikit)|kurang lebih|lebih kurang|"
    r"sekitar|±|≤|<|\+/-)\s*)?"
    rf"(?P<dari>{_ANGKA})(?:\s*(?:-|–|—|s\.?/?d\.?|sampai|hingga)\s*(?P<sampai>{_ANGKA}))?"
    r"\s*(?P<satuan>[a-z]+)?\.?(?P<kerja>\s+kerja)?",
    re.IGNORECASE,
)
"""A number or a range, then a unit: "15 menit", "paling lama 1 - 20 hari kerja"."""
_DUA_CARA = re.compile(rf"({_ANGKA}\s*[a-z]+)\s*[(=/]\s*({_ANGKA}\s*[a-z]+)\s*\)?", re.IGNORECASE)
"""One time said in two units: "1 jam (60 menit)"."""
_TOTAL = re.compile(
    rf"\b(?:jumlah|total|keseluruhan)(?: seluruh)? (?:waktu|lama)\b[^.\d]{{0,40}}({_ANGKA}\s*(?:menit|jam))\b",
    re.IGNORECASE,
)


@rule("W701", "peringatan")
@rule("W702", "peringatan")
@rule("W703", "peringatan")
def check_waktu(lingkup: RuleContext, sop: Sop) -> Iterator[Finding]:
    """Every time of an SOP."""
    heads = {diagram.place: _unit_of_head(lingkup, diagram) for diagram in diagrams(sop)}
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


def _unit_of_head(lingkup: RuleContext, diagram: WrittenDiagram) -> str:
    """The unit in the head of the column, as in "Waktu (Menit)", or ""."""
    head = (diagram.tabel.mutu_baku or {}).get("waktu") or lingkup.instansi.label.waktu
    found = re.search(r"\(([a-z]+)", head.casefold())
    return found[1] if found and found[1] in _SATUAN else ""


def _one(lingkup: RuleContext, loc: Loc, teks: str, head: str) -> Iterator[Finding]:
    """W701: no unit, or one that is none. W702: two units that contradict. W703: a range from more to less."""
    both = _DUA_CARA.fullmatch(teks)
    if both and None not in (minutes(both[1]), minutes(both[2])) and minutes(both[1]) != minutes(both[2]):
        message = f"waktu '{teks}' menyebut dua lama yang berbeda"
        yield lingkup.finding("W702", loc, message, "tulis satu saja, yang benar")
    form = _BENTUK.fullmatch(teks)
    if form is None:
        return
    unit = (form["satuan"] or "").casefold()
    near = _near(unit) if unit and unit not in _SATUAN else []
    if not unit and not head:
        yield lingkup.finding("W701", loc, f"waktu '{teks}' tidak menyebut satuan", "tulis misalnya '15 menit'")
    elif near:
        message = f"satuan '{form['satuan']}' pada waktu '{teks}' tidak dikenal"
        yield lingkup.finding("W701", loc, message, f"maksud Anda '{near[0]}'?")
    elif head and unit in _SATUAN and not _same(unit, head):
        message = f"waktu '{teks}' tidak memakai satuan pada kepala kolom ({head})"
        remedy = f"tulis dalam {head}, atau hapus satuan dari kepala kolom 'waktu'"
        yield lingkup.finding("W702", loc, message, remedy)
    if form["sampai"] and _number(form["sampai"]) < _number(form["dari"]):
        message = f"rentang waktu '{teks}' berjalan dari besar ke kecil"
        yield lingkup.finding("W703", loc, message, "tulis angka yang kecil lebih dulu")


def _near(unit: str) -> list[str]:
    """The units that a word which is none may stand for: the same letters, else much the same."""
    swapped = [known for known in _SATUAN if sorted(known) == sorted(unit)]
    return swapped or difflib.get_close_matches(unit, _SATUAN, n=1, cutoff=0.7)


def _same(unit: str, head: str) -> bool:
    return {"mnt": "menit", "hk": "hari"}.get(unit, unit) == {"mnt": "menit", "hk": "hari"}.get(head, head)


def _number(text: str) -> float:
    return float(text.replace(",", "."))


@rule("W704", "saran")
def _days(lingkup: RuleContext, sop: Sop) -> Iterator[Finding]:
    """W704: days in one step, working days in another."""
    kinds: dict[bool, str] = {}
    for diagram, row, time in _times(sop):
        form = _BENTUK.fullmatch(time)
        if form is None or (form["satuan"] or "").casefold() not in ("hari", "hk"):
            continue
        working = bool(form["kerja"]) or (form["satuan"] or "").casefold() == "hk"
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
    for mark, text in sop.catatan_kaki.items():
        yield ("catatan_kaki", mark), text
    for loc, row in rows(sop):
        for index, text in enumerate(row.data.keterangan):
            yield (*loc, "keterangan", index), text
