"""Acceptance: `abaikan` in the data accepts a finding and says why (codes Z901, Z902).

An accepted finding stays in every list, with the reason, and stops nothing. An error cannot be accepted: outputs would
be wrong whatever the reason. An acceptance that matches nothing is itself a finding, so that none outlives its cause.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from generator.check.severity import rows
from generator.data.library import Library, file_of
from generator.data.sop import Acceptance, Sop
from generator.findings import Finding, declare_all
from generator.reading.source import Loc

declare_all("peringatan", "Z901", "Z902")


class _Permit(NamedTuple):
    """One acceptance: where it stands, and the parts of its file that it may be about ("" = all of it)."""

    file: str
    loc: Loc
    abaikan: Acceptance
    lingkup: tuple[str, ...]

    def fits(self, finding: Finding) -> bool:
        """Whether this acceptance is about ``finding``."""
        return (
            finding.code == self.abaikan.kode
            and finding.file == self.file
            and any(_inside(finding.field, part) for part in self.lingkup)
            and _inside(finding.field, self.abaikan.bagian or "")
        )


def accept(proyek: Library, findings: Sequence[Finding], not_run: Collection[str]) -> list[Finding]:
    """``findings`` with the reasons of those that are accepted, and findings about the acceptances themselves.

    ``not_run``: codes whose rules did not run this time, so that nothing is known about their acceptances.
    """
    permits = list(_permits(proyek))
    about: dict[tuple[str, str], list[_Permit]] = defaultdict(list)
    for permit in permits:
        about[permit.file, permit.abaikan.kode].append(permit)
    told: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        told[finding.file, finding.code].append(finding)
    result = [_accepted(finding, about.get((finding.file, finding.code), ())) for finding in findings]
    for permit in permits:
        code, place = permit.abaikan.kode, (*permit.loc, "kode")
        matching = [finding for finding in told.get((permit.file, code), ()) if permit.fits(finding)]
        if any(finding.severity == "galat" for finding in matching):
            message = f"{code} adalah galat dan tidak dapat diabaikan"
            remedy = "perbaiki galatnya, lalu hapus butir ini"
            result.append(proyek.finding(permit.file, "Z902", place, message, remedy))
        elif not matching and code not in not_run:
            message = f"tidak ada lagi temuan {code} yang cocok dengan butir ini"
            remedy = "hapus butir ini, atau betulkan kode, langkah, atau bagiannya"
            result.append(proyek.finding(permit.file, "Z901", place, message, remedy))
    return result


def _accepted(finding: Finding, permits: Sequence[_Permit]) -> Finding:
    reason = next((permit.abaikan.sebab for permit in permits if permit.fits(finding)), "")
    return replace(finding, diterima=reason) if reason and finding.severity != "galat" else finding


def _permits(proyek: Library) -> Iterator[_Permit]:
    for id, peraturan in proyek.peraturan.items():
        yield from _of("peraturan.yml", (id,), peraturan.abaikan, id)
    for slug, formulir in proyek.formulir.items():
        yield from _of(file_of("formulir", slug), (), formulir.abaikan, "")
    for slug, sop in proyek.sop.items():
        for index, abaikan in enumerate(sop.abaikan):
            scope = tuple(_steps(sop, abaikan)) if abaikan.langkah else ("",)
            yield _Permit(file_of("sop", slug), ("abaikan", index), abaikan, scope)


def _of(file: str, loc: Loc, items: Sequence[Acceptance], scope: str) -> Iterator[_Permit]:
    for index, abaikan in enumerate(items):
        # Only an SOP has steps: an acceptance for a step of anything else fits nothing.
        yield _Permit(file, (*loc, "abaikan", index), abaikan, () if abaikan.langkah else (scope,))


def _steps(sop: Sop, abaikan: Acceptance) -> Iterator[str]:
    for loc, row in rows(sop):
        if row.ways_to_say & set(abaikan.langkah):
            yield ".".join(str(part + 1) if isinstance(part, int) else part for part in loc)


def _inside(field: str, part: str) -> bool:
    return not part or field == part or field.startswith(f"{part}.")
