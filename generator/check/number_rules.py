"""Numbers made by the agency's pattern (codes T607 to T609): those of another shape, one count for two, counts left
out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from generator.check.rules import rule
from generator.data.instansi import Instansi
from generator.data.library import Library, file_of
from generator.data.number_pattern import NumberParts, NumberPattern, Series
from generator.data.sop import Sop
from generator.findings import Finding

_MOST_NAMED = 5
"""So many spans of missing counts are named one by one."""


@rule("T607", "peringatan", of="pustaka")
@rule("T608", "peringatan", of="pustaka")
@rule("T609", "saran", of="pustaka", needs=("sop/", "arsip/"))
def check_pattern(proyek: Library) -> Iterator[Finding]:
    """T607: a number that no pattern makes. T608: two numbers that differ and have the same count. T609: counts that
    nobody has, between the first and the last of a series."""
    patterns = [NumberPattern.of(text) for text in proyek.instansi.pola_nomor]
    if not patterns:
        return
    seen: dict[tuple[int, Series, int], str] = {}
    used: dict[tuple[int, Series], set[int]] = defaultdict(set)
    for slug, sop in proyek.sop.items():
        if not sop.nomor or sop.nomor == "-":
            continue
        read = _read(patterns, sop, proyek.instansi)
        if read.proper != sop.nomor and sop.status != "dicabut":
            yield _other_shape(proyek, slug, sop, read.proper)
        if read.parts is None:
            continue
        used[read.pattern, read.parts.series].add(read.parts.urut)
        other = (
            slug
            if sop.status == "dicabut"
            else seen.setdefault((read.pattern, read.parts.series, read.parts.urut), slug)
        )
        if not _same(sop, proyek.sop[other]):
            yield _same_count(proyek, slug, other, read.parts.urut)
    for sop in proyek.earlier_versions():
        read = _read(patterns, sop, proyek.instansi)
        if read.parts is not None:
            used[read.pattern, read.parts.series].add(read.parts.urut)
    for (pattern, series), counts in used.items():
        yield from _left_out(proyek, pattern, series, counts, used)


class _ReadNumber(NamedTuple):
    """By which pattern a number was read (-1 = none), its parts, and how that pattern writes it ("" = none does)."""

    pattern: int
    parts: NumberParts | None
    proper: str


def _read(patterns: Sequence[NumberPattern], sop: Sop, instansi: Instansi) -> _ReadNumber:
    """The number of an SOP; the pattern that makes it to the letter comes before one that nearly does."""
    nearly = _ReadNumber(-1, None, "")
    unit = instansi.unit.get(sop.unit or "")
    for index, pattern in enumerate(patterns):
        parts = pattern.read(sop.nomor or "")
        if parts is None:
            continue
        stated = unit.kode if unit and unit.kode and parts.unit else parts.unit
        read = _ReadNumber(index, parts._replace(unit=stated), pattern.write(parts._replace(unit=stated)))
        if read.proper == sop.nomor:
            return read
        nearly = nearly if nearly.parts else read
    return nearly


def _same(one: Sop, other: Sop) -> bool:
    """Whether two SOPs have the very same number, which is T603."""
    return "".join((one.nomor or "").casefold().split()) == "".join((other.nomor or "").casefold().split())


def _other_shape(proyek: Library, slug: str, sop: Sop, proper: str) -> Finding:
    """T607; a number that was signed is changed with the next revision only."""
    message = f"nomor '{sop.nomor}' tidak menurut pola_nomor: {' atau '.join(proyek.instansi.pola_nomor)}"
    better = f"tulis '{proper}'" if proper else "betulkan nomornya"
    when = " pada revisi berikutnya" if sop.sidik else ""
    otherwise = "" if proper else "; bila ini menurut pola yang lama, tambahkan pola itu pada 'pola_nomor'"
    return proyek.finding(file_of("sop", slug), "T607", ("nomor",), message, f"{better}{when}{otherwise}")


def _same_count(proyek: Library, slug: str, other: str, count: int) -> Finding:
    first = proyek.sop[other]
    message = f"nomor urut {count} sudah dipakai SOP '{first.judul}' ({first.nomor})"
    remedy = f"periksa nomor kedua SOP; berkas yang satu lagi: {file_of('sop', other)}"
    return proyek.finding(file_of("sop", slug), "T608", ("nomor",), message, remedy)


def _left_out(
    proyek: Library, pattern: int, series: Series, counts: set[int], used: Mapping[tuple[int, Series], set[int]]
) -> Iterator[Finding]:
    """T609. A count that another unit has in that year is not missing: some agencies count all units together."""
    others = set[int]().union(
        *(its for (which, (year, _)), its in used.items() if (which, year) == (pattern, series[0]))
    )
    spans = [(before + 1, after - 1) for before, after in pairwise(sorted({*counts, *_within(others, counts)}))]
    missing = [f"{first}" if first == last else f"{first} sampai {last}" for first, last in spans if first <= last]
    if not missing:
        return
    year, unit = series
    where = (f" tahun {year}" if year else "") + (f" unit {unit}" if unit else "")
    rest = f", dan {len(missing) - _MOST_NAMED} rentang lain" if len(missing) > _MOST_NAMED else ""
    message = f"nomor urut {', '.join(missing[:_MOST_NAMED])}{rest}{where} tidak dipakai SOP mana pun"
    remedy = (
        "periksa apakah ada SOP yang belum dimasukkan atau nomornya keliru; bila memang dilewati, terima temuan ini"
    )
    yield proyek.finding("instansi.yml", "T609", ("pola_nomor", pattern), message, remedy)


def _within(some: set[int], counts: set[int]) -> set[int]:
    lowest, highest = min(counts), max(counts)
    return {count for count in some if lowest < count < highest}
