"""Everything that one data folder says, checked and typed: what all later stages read."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.data.former_names import FormerNames, todays_names
from generator.data.formulir import Formulir
from generator.data.instansi import Instansi, Jabatan, Peraturan
from generator.data.signed_scan import KeptScan
from generator.data.sop import Konfirmasi, Sop
from generator.findings import Finding, Severity
from generator.reading.source import Loc, Source


@dataclass(frozen=True, slots=True)
class Library:
    """One data folder. All mappings are in a fixed order: jabatan and peraturan as written, sop and formulir by slug.

    ``arsip`` holds the earlier revisions of each SOP by slug and number, oldest first, also of SOPs that are no more.
    ``terbit`` holds, by slug, the copy in the archive of the revision that stands in sop/<slug>.yml, as published.
    ``draf`` holds, by slug, the revision that is still being prepared, where ``sop`` has the one in force in its place.
    ``nama_lama`` holds, by slug, the former names of each SOP that has some (``former_names.py``).
    ``pindaian`` holds, by slug and number, what lies in the archive as the signed document of a revision.
    ``hari`` is the day of which all this speaks; None = as it is now.
    ``kini`` holds the project with today's names where this one has those that an edition was signed with
    (``revisions/reader_view.py``); None = these are today's.
    ``sebutan`` holds, in a part of a project, the labels of its jabatan (``actor_labels.py``) as the whole has them;
    None = this is a whole.
    ``sumber`` holds the read files by their name inside the folder ("sop/pengukuran-kinerja.yml"), ``lampiran`` the
    bytes of other files that the data name (the logo); ``folder`` is where all of them lie; another machine has none.
    """

    folder: Path
    instansi: Instansi
    jabatan: Mapping[str, Jabatan] = field(default_factory=dict)
    peraturan: Mapping[str, Peraturan] = field(default_factory=dict)
    sop: Mapping[str, Sop] = field(default_factory=dict)
    formulir: Mapping[str, Formulir] = field(default_factory=dict)
    arsip: Mapping[str, Mapping[int, Sop]] = field(default_factory=dict)
    terbit: Mapping[str, Sop] = field(default_factory=dict)
    draf: Mapping[str, Sop] = field(default_factory=dict)
    nama_lama: Mapping[str, FormerNames] = field(default_factory=dict)
    pindaian: Mapping[str, Mapping[int, KeptScan]] = field(default_factory=dict)
    hari: datetime.date | None = None
    kini: Library | None = None
    sebutan: Mapping[str, str] | None = None
    sumber: Mapping[str, Source] = field(default_factory=dict)
    lampiran: Mapping[str, bytes] = field(default_factory=dict)

    def finding(
        self, file: str, code: str, loc: Loc, message: str, remedy: str = "", severity: Severity | None = None
    ) -> Finding:
        """A finding about the part ``loc`` of the data file ``file``; ``severity``: as for ``Source.finding``."""
        return self.sumber[file].finding(code, loc, message, remedy, severity)

    @property
    def logo(self) -> bytes:
        """The image of the agency's logo; empty where it has none, or its file cannot be read."""
        return self.lampiran.get(self.instansi.logo or "", b"")

    @property
    def todays_names(self) -> dict[str, str]:
        """Former name of an SOP -> its slug of today."""
        return todays_names(self.nama_lama, self.sop)

    def earlier_versions(self) -> Iterator[Sop]:
        """What stands in the archive: a number that one of them had is not missing, and not given again."""
        yield from self.terbit.values()
        for revisions in self.arsip.values():
            yield from revisions.values()

    def open_konfirmasi(self) -> Iterator[tuple[str, str, Konfirmasi]]:
        """Every open confirmation as (kind, slug, konfirmasi); kind is "sop" or "formulir"."""
        for slug, sop in self.sop.items():
            for konfirmasi in sop.konfirmasi:
                yield "sop", slug, konfirmasi
        for slug, formulir in self.formulir.items():
            for konfirmasi in formulir.konfirmasi:
                yield "formulir", slug, konfirmasi


def file_of(kind: str, slug: str) -> str:
    """The name of the data file of an SOP or a form inside the data folder."""
    return f"{kind}/{slug}.yml"


def archive_of(slug: str, revisi: int) -> str:
    """The name of the file that keeps an earlier revision of an SOP."""
    return f"arsip/{slug}/{revisi}.yml"


def scan_of(slug: str, revisi: int) -> str:
    """The name of the signed document of a revision, beside its copy in the archive."""
    return f"arsip/{slug}/{revisi}.pdf"


def scan_record_of(slug: str, revisi: int) -> str:
    """The name of the record of that document."""
    return f"{scan_of(slug, revisi)}.yml"
