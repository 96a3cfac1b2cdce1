"""Acceptance: `abaikan` in the data accepts a finding and says why (codes Z901, Z902, Z903).

It stands in the file that the finding is about, or in instansi.yml for all files. An accepted finding stays in every
list, with the reason and the place of the acceptance, and stops nothing. An error cannot be accepted: outputs would be
wrong whatever the reason. An acceptance that matches nothing is itself a finding, so that none outlives its cause.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from generator.check.rules import is_unsure
from generator.check.severity import rows
from generator.data.instansi import Instansi
from generator.data.library import Library, file_of
from generator.data.sop import Acceptance, Sop
from generator.data.wording import format_date
from generator.findings import Finding, declare_all
from generator.reading.source import Loc, Source

declare_all("peringatan", "Z901", "Z902", "Z903")

AGENCY = "instansi.yml"
"""Where acceptances stand that hold for all files."""
_BY_THE_BUILD = frozenset({"D015"})
"""Codes that come up only where the site is made."""


class _Permit(NamedTuple):
    """One acceptance: where it stands, what it accepts and why. ``about``: the file that it is about, "" = any;
    ``lingkup``: the parts of that file that it may be about ("" = all of it); ``ended``: whether its last day is over.
    """

    file: str
    loc: Loc
    kode: str
    sebab: str
    about: str = ""
    lingkup: tuple[str, ...] = ("",)
    bagian: str = ""
    ended: bool = False

    def reaches(self, field: str) -> bool:
        """Whether it is about the part ``field`` of its file."""
        return any(_inside(field, part) for part in self.lingkup) and _inside(field, self.bagian)

    @property
    def place(self) -> Loc:
        """What a finding about the acceptance itself points at: its code, or the SOP that it names."""
        return self.loc if "sop" in self.loc else (*self.loc, "kode")


def accept(
    proyek: Library,
    findings: Sequence[Finding],
    unread: Collection[str],
    not_run: Collection[str],
    hari: datetime.date | None = None,
) -> list[Finding]:
    """``findings`` with the reasons of those that are accepted, and findings about the acceptances themselves.

    ``unread``: files with faults in reading; ``not_run``: codes whose rules did not run this time: of either, nothing
    is known about their acceptances. ``hari``: the day of the check, None = every acceptance still holds.
    """
    permits = [*_permits(proyek), *_of_agency(proyek.instansi, hari)]
    about_data = [permit for permit in permits if permit.kode[0] != "Z"]
    result, told = _applied(proyek, findings, about_data)
    silent = {*not_run, *_BY_THE_BUILD}

    def about(those: Sequence[_Permit], told: Mapping[_Permit, Sequence[Finding]]) -> Iterator[Finding]:
        for permit in those:
            unsure = permit.about in unread if permit.about else bool(unread)
            unsure = unsure or permit.kode in silent or is_unsure(permit.kode, unread)
            yield from _about(proyek, permit, told.get(permit, ()), unsure)

    of_acceptance = [permit for permit in permits if permit.kode[0] == "Z"]
    accepted, told_of_them = _applied(proyek, about(about_data, told), of_acceptance)
    return [*result, *accepted, *about(of_acceptance, told_of_them)]


def accept_for_agency(proyek: Library, findings: Iterable[Finding]) -> list[Finding]:
    """``findings`` that came up after the check, with the reasons of those that the agency accepts."""
    return _applied(proyek, findings, list(_of_agency(proyek.instansi, None)))[0]


def _applied(
    proyek: Library, findings: Iterable[Finding], permits: Sequence[_Permit]
) -> tuple[list[Finding], dict[_Permit, list[Finding]]]:
    """The findings with the reasons of those that are accepted; for each acceptance, what it is about."""
    by_code: dict[tuple[str, str], list[_Permit]] = defaultdict(list)
    for permit in permits:
        by_code[permit.kode, permit.about].append(permit)
    result: list[Finding] = []
    told: dict[_Permit, list[Finding]] = defaultdict(list)
    for finding in findings:
        known = [*by_code.get((finding.code, finding.file), ()), *by_code.get((finding.code, ""), ())]
        field = _part_of(proyek, finding) if known else ""
        fitting = [permit for permit in known if permit.reaches(field)]
        for permit in fitting:
            told[permit].append(finding)
        result.append(_accepted(finding, [permit for permit in fitting if not permit.ended]))
    return result, told


def _accepted(finding: Finding, permits: Sequence[_Permit]) -> Finding:
    """The finding with the reason of the first acceptance: that of its own file comes before the agency's."""
    if not permits or finding.severity == "galat":
        return finding
    return replace(finding, diterima=permits[0].sebab, diterima_di=permits[0].file)


def _about(proyek: Library, permit: _Permit, told: Sequence[Finding], unsure: bool) -> Iterator[Finding]:
    """What is to be said of an acceptance; ``unsure``: it may have findings that did not come up this time."""
    code = permit.kode
    if any(finding.severity == "galat" for finding in told):
        message = f"{code} adalah galat dan tidak dapat diabaikan"
        remedy = "perbaiki galatnya, lalu hapus butir ini"
        yield proyek.finding(permit.file, "Z902", permit.place, message, remedy)
    elif not told and not unsure:
        where = f" pada {permit.about}" if "sop" in permit.loc else ""
        message = f"tidak ada lagi temuan {code}{where} yang cocok dengan butir ini"
        remedy = "hapus butir ini, atau betulkan kode, langkah, atau bagiannya"
        if permit.file == AGENCY:
            remedy = "hapus butir ini, atau betulkan kode atau SOP-nya"
        yield proyek.finding(permit.file, "Z901", permit.place, message, remedy)
    elif told and permit.ended:
        message = f"pengabaian {code} sudah lewat batas harinya; {len(told)} temuan tampil lagi"
        remedy = "perbaiki temuannya lalu hapus butir ini, atau tulis 'sampai' yang baru beserta sebabnya"
        yield proyek.finding(permit.file, "Z903", permit.place, message, remedy)


def _part_of(proyek: Library, finding: Finding) -> str:
    """The part of its file that a finding is about. Those of reading know only a line: it is the part that stands
    there."""
    source: Source | None = proyek.sumber.get(finding.file)
    if finding.field or not finding.line or source is None:
        return finding.field
    return source.field_at(finding.line, finding.column)


def _permits(proyek: Library) -> Iterator[_Permit]:
    for id, peraturan in proyek.peraturan.items():
        yield from _of("peraturan.yml", (id,), peraturan.abaikan, id)
    for slug, formulir in proyek.formulir.items():
        yield from _of(file_of("formulir", slug), (), formulir.abaikan, "")
    for slug, sop in proyek.sop.items():
        for index, abaikan in enumerate(sop.abaikan):
            scope = tuple(_steps(sop, abaikan)) if abaikan.langkah else ("",)
            yield _permit(file_of("sop", slug), ("abaikan", index), abaikan, scope)


def _of(file: str, loc: Loc, items: Sequence[Acceptance], scope: str) -> Iterator[_Permit]:
    for index, abaikan in enumerate(items):
        # Only an SOP has steps: an acceptance for a step of anything else fits nothing.
        yield _permit(file, (*loc, "abaikan", index), abaikan, () if abaikan.langkah else (scope,))


def _permit(file: str, loc: Loc, abaikan: Acceptance, scope: tuple[str, ...]) -> _Permit:
    return _Permit(file, loc, abaikan.kode, abaikan.sebab, file, scope, abaikan.bagian or "")


def _of_agency(instansi: Instansi, hari: datetime.date | None) -> Iterator[_Permit]:
    """One acceptance for all files, or one for each SOP that is named."""
    for index, item in enumerate(instansi.abaikan):
        ended = hari is not None and item.sampai is not None and hari > item.sampai
        why = f"{item.sebab.rstrip('.')} (sampai {format_date(item.sampai)})" if item.sampai else item.sebab
        whole = _Permit(AGENCY, ("abaikan", index), item.kode, why, ended=ended)
        yield from [
            whole._replace(loc=("abaikan", index, "sop", number), about=file_of("sop", slug))
            for number, slug in enumerate(item.sop)
        ] or [whole]


def _steps(sop: Sop, abaikan: Acceptance) -> Iterator[str]:
    for loc, row in rows(sop):
        if row.ways_to_say & set(abaikan.langkah):
            yield ".".join(str(part + 1) if isinstance(part, int) else part for part in loc)


def _inside(field: str, part: str) -> bool:
    return not part or field == part or field.startswith(f"{part}.")
