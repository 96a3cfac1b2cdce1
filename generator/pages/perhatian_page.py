"""What still needs a person: open confirmations by SOP and by part, and the findings of the check."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.check.acceptance import AGENCY
from generator.data.finding_words import words_of
from generator.data.library import file_of
from generator.data.sop import BAGIAN_KONFIRMASI, Konfirmasi
from generator.declared import Menu, page
from generator.facts.page import Page
from generator.facts.review_words import waiting_by_whom
from generator.facts.site_facts import SiteFacts
from generator.findings import Finding, Severity, severity_rank
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
    files, temuan = _files(situs), _findings_by_file(situs)
    open_ones = [finding for finding in situs.konteks.temuan if not finding.diterima]
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
        temuan=[group for group in temuan if group.total],
        bersih=[group for group in temuan if not group.total],
        hitung={level: sum(f.severity == level for f in open_ones) for level in ("peringatan", "saran")},
        menunggu=waiting_by_whom(situs.proyek, situs.jabatan_name),
        diterima=[f for f in situs.konteks.temuan if f.diterima and f.diterima_di != AGENCY],
        diterima_instansi=_hidden(situs.konteks.temuan),
    )


@dataclass(frozen=True, slots=True)
class _HiddenFindings:
    """What the agency accepts for one reason: the findings of one code."""

    kode: str
    arti: str
    sebab: str
    isi: tuple[Finding, ...]

    @property
    def files(self) -> int:
        """In how many data files they stand."""
        return len({finding.file for finding in self.isi})


def _hidden(findings: Iterable[Finding]) -> list[_HiddenFindings]:
    """What instansi.yml accepts, by code and reason, the most frequent first."""
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        if finding.diterima_di == AGENCY:
            groups.setdefault((finding.code, finding.diterima), []).append(finding)
    hidden = [_HiddenFindings(code, words_of(code) or code, why, tuple(its)) for (code, why), its in groups.items()]
    return sorted(hidden, key=lambda group: (-len(group.isi), group.kode, group.sebab))


@dataclass(frozen=True, slots=True)
class _CodeGroup:
    """The findings of one code and severity in one file; ``usul``: the advice that all of them share, else ""."""

    kode: str
    tingkat: Severity
    arti: str
    usul: str
    isi: tuple[Finding, ...]

    @property
    def grave(self) -> bool:
        """Whether it is more than a saran."""
        return self.tingkat != "saran"


@dataclass(frozen=True, slots=True)
class _FileFindings:
    """The open findings about one data file. ``kunci``: the page made of that file, "" = none; ``jangkar``: the place
    of this part on the page; ``kode``: by code, the gravest first, among equals the most frequent."""

    judul: str
    kunci: str
    jangkar: str
    berkas: str
    kode: tuple[_CodeGroup, ...]

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(len(group.isi) for group in self.kode)

    @property
    def grave(self) -> int:
        """How many are more than a saran."""
        return sum(len(group.isi) for group in self.kode if group.grave)


def findings_anchor(file: str) -> str:
    """The place on the page perhatian/ where the findings about a data file stand."""
    return f"temuan-{file.removesuffix('.yml').replace('/', '-')}"


def _findings_by_file(situs: SiteFacts) -> list[_FileFindings]:
    """Open findings by data file: those with the gravest first, among equals SOPs, forms, then files that all share;
    last the SOPs and forms about which there is none."""
    by_file: dict[str, list[Finding]] = {}
    for finding in situs.konteks.temuan:
        if not finding.diterima:
            by_file.setdefault(finding.file, []).append(finding)
    pages = {file_of("sop", slug): (0, sop.judul, f"sop/{slug}") for slug, sop in situs.proyek.sop.items()}
    pages |= {file_of("formulir", slug): (1, f.judul, f"formulir/{slug}") for slug, f in situs.proyek.formulir.items()}
    groups = []
    for file in dict.fromkeys((*by_file, *pages)):
        family, title, key = pages.get(file, (2, file, ""))
        group = _FileFindings(title, key, findings_anchor(file), file, _by_code(by_file.get(file, ())))
        groups.append(((not group.total, not group.grave, family, -group.grave, -group.total, file), group))
    return [group for _, group in sorted(groups, key=lambda item: item[0])]


def _by_code(findings: Iterable[Finding]) -> tuple[_CodeGroup, ...]:
    by_code: dict[tuple[int, str], list[Finding]] = {}
    for finding in findings:
        by_code.setdefault((severity_rank(finding), finding.code), []).append(finding)
    groups = []
    for (rank, code), its in by_code.items():
        advice = {finding.remedy for finding in its}
        shared = advice.pop() if len(advice) == 1 else ""
        group = _CodeGroup(code, its[0].severity, words_of(code) or code, shared, tuple(its))
        groups.append(((rank, -len(its), code), group))
    return tuple(group for _, group in sorted(groups, key=lambda item: item[0]))


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
