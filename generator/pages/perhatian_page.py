"""What still needs a person: open confirmations by SOP and by part, and the findings of the check."""

from __future__ import annotations

from dataclasses import dataclass

from generator.data.library import file_of
from generator.data.sop import BAGIAN_KONFIRMASI, Konfirmasi
from generator.declared import Menu, page
from generator.facts.page import Page
from generator.facts.site_facts import SiteFacts
from generator.findings import Finding
from generator.pages.render import make_page


@dataclass(frozen=True, slots=True)
class _FileQuestions:
    """The open confirmations of one SOP or form, by part; ``kunci``: its page; ``slug``: of an SOP, else ""."""

    judul: str
    kunci: str
    slug: str
    bagian: dict[str, list[tuple[int, Konfirmasi]]]

    @property
    def total(self) -> int:
        """How many are open."""
        return sum(len(notes) for notes in self.bagian.values())


@page("pustaka", Menu("Perlu perhatian", 70), "perhatian")
def render_perhatian(situs: SiteFacts) -> Page:
    """The page perhatian/."""
    files = _files(situs)
    by_part = {
        nama: [(file, number, note) for file in files for number, note in file.bagian.get(nama, ())]
        for nama in BAGIAN_KONFIRMASI.values()
    }
    return make_page(
        situs,
        "perhatian.html",
        "perhatian",
        "Perlu perhatian",
        {"search": {"exclude": True}},
        berkas=files,
        menurut_berkas=_sections(files),
        menurut_bagian={nama: notes for nama, notes in by_part.items() if notes},
        jumlah=sum(file.total for file in files),
        temuan=_findings_by_file(situs),
        diterima=[finding for finding in situs.konteks.temuan if finding.diterima],
    )


@dataclass(frozen=True, slots=True)
class _Temuan:
    """The open findings about one data file, worst first; ``kunci``: the page made of that file, "" = none."""

    judul: str
    kunci: str
    berkas: str
    isi: tuple[Finding, ...]


def _findings_by_file(situs: SiteFacts) -> list[_Temuan]:
    """Open findings by data file: SOPs, forms, then files that all share; most findings that count first."""
    by_file: dict[str, list[Finding]] = {}
    for finding in situs.konteks.temuan:
        if not finding.diterima:
            by_file.setdefault(finding.file, []).append(finding)
    pages = {file_of("sop", slug): (0, sop.judul, f"sop/{slug}") for slug, sop in situs.proyek.sop.items()}
    pages |= {file_of("formulir", slug): (1, f.judul, f"formulir/{slug}") for slug, f in situs.proyek.formulir.items()}
    groups = []
    for file, findings in by_file.items():
        family, title, key = pages.get(file, (2, file, ""))
        worst_first = sorted(findings, key=lambda finding: finding.severity == "saran")
        serious = sum(finding.severity != "saran" for finding in findings)
        groups.append(((family, -serious, -len(findings), file), _Temuan(title, key, file, tuple(worst_first))))
    return [group for _, group in sorted(groups, key=lambda item: item[0])]


def _sections(files: list[_FileQuestions]) -> list[tuple[str, list[_FileQuestions]]]:
    """One section for each SOP ("" and itself), one for all forms, which have few confirmations each."""
    forms = [file for file in files if not file.slug]
    sops: list[tuple[str, list[_FileQuestions]]] = [("", [file]) for file in files if file.slug]
    return [*sops, ("Formulir", forms)] if forms else sops


def _files(situs: SiteFacts) -> list[_FileQuestions]:
    """SOPs, then forms, most open confirmations first."""
    sops = [_file(sop.judul, f"sop/{slug}", slug, sop.konfirmasi) for slug, sop in situs.proyek.sop.items()]
    forms = [_file(f.judul, f"formulir/{slug}", "", f.konfirmasi) for slug, f in situs.proyek.formulir.items()]
    return [file for group in (sops, forms) for file in sorted(group, key=lambda f: -f.total) if file.total]


def _file(title: str, key: str, slug: str, notes: tuple[Konfirmasi, ...]) -> _FileQuestions:
    parts: dict[str, list[tuple[int, Konfirmasi]]] = {}
    for number, note in enumerate(notes, start=1):
        parts.setdefault(note.part_name, []).append((number, note))
    ordered = {nama: parts[nama] for nama in BAGIAN_KONFIRMASI.values() if nama in parts}
    return _FileQuestions(title, key, slug, ordered)
