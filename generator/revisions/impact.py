"""What an edited SOP touches once it is published: pages, documents, actors, forms, regulations, other SOPs.

Compared is the SOP in sop/ with the newest published version of it; without one, everything of it is new.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from generator.data.library import Library
from generator.data.sop import Sop
from generator.data.wording import join_words
from generator.revisions.change_report import ChangeLine, report_changes
from generator.revisions.in_force import last_published
from generator.revisions.names import freeze_names, library_names, renamed
from generator.revisions.reader_view import for_reader, with_edition
from generator.steps.resolve import ResolvedSop, Step, resolve


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that is touched: its name, its address in the site ("" = it has no page), and why."""

    nama: str
    alamat: str = ""
    sebab: str = ""


@dataclass(frozen=True, slots=True)
class Impact:
    """All that publishing would touch. ``revisi_lama`` None: nothing of this SOP is published yet."""

    slug: str
    judul: str
    revisi_lama: int | None
    perubahan: int
    halaman: tuple[Hit, ...] = ()
    dokumen: tuple[Hit, ...] = ()
    pelaksana: tuple[Hit, ...] = ()
    formulir: tuple[Hit, ...] = ()
    peraturan: tuple[Hit, ...] = ()
    sop_lain: tuple[Hit, ...] = ()
    cetakan: tuple[Hit, ...] = ()
    nama: tuple[Hit, ...] = ()
    """What is otherwise in other files since the SOP was put in force: the next revision prints the new names."""

    @property
    def gist(self) -> str:
        """The change in a few words."""
        if self.revisi_lama is None:
            return "belum pernah diterbitkan; semuanya baru"
        if self.nama and not self.perubahan:
            return f"tidak berubah; {len(self.nama)} hal di berkas lain berganti sejak revisi {self.revisi_lama}"
        return f"{self.perubahan} perubahan terhadap revisi {self.revisi_lama}" if self.perubahan else "tidak berubah"

    def by_kind(self) -> list[tuple[str, tuple[Hit, ...]]]:
        """What is touched by kind, only the kinds that are."""
        named = [
            ("Halaman", self.halaman), ("Dokumen dan unduhan", self.dokumen), ("Pelaksana", self.pelaksana),
            ("Formulir", self.formulir), ("Peraturan", self.peraturan), ("SOP lain", self.sop_lain),
            ("Cetakan yang menjadi usang", self.cetakan), ("Yang berganti di berkas lain sejak revisi itu", self.nama),
        ]  # fmt: skip
        return [(title, items) for title, items in named if items]


def impact_of(proyek: Library, slug: str) -> Impact:
    """What the SOP ``slug`` as it now stands in sop/ touches."""
    sop, known = proyek.sop[slug], last_published(proyek, slug)
    new = resolve(with_edition(proyek, slug, sop), slug)
    if known is None:
        return _all_new(proyek, new)
    old = resolve(with_edition(proyek, slug, known.sop), slug)
    nama = library_names(proyek)
    butir = report_changes(known.sop, sop, nama)
    other = _names(proyek, known.sop)
    if not butir:
        return Impact(slug, sop.judul, known.revisi, 0, nama=other)
    sheets = _sheets(old, new)
    return Impact(
        slug, sop.judul, known.revisi, len(butir), _pages(nama.jabatan, old, new, sheets), _documents(new, sheets),
        _actors(proyek, old, new, butir), _forms(proyek, old, new), _laws(proyek, known.sop, sop),
        _others(proyek, known.sop, new, old),
        tuple(Hit(f"{what}, revisi {known.revisi}") for what in ("dokumen resmi", "daftar periksa")), other,
    )  # fmt: skip


def _names(proyek: Library, published: Sop) -> tuple[Hit, ...]:
    """What is called otherwise today than in the published version, with the page that has today's name."""
    pages = {"jabatan": "pelaksana", "peraturan": "peraturan", "formulir": "formulir", "sop": "sop"}
    found = []
    for satu in renamed(published.nama_terbit, freeze_names(for_reader(proyek), published)):
        folder = pages.get(satu.jenis.removesuffix("_lengkap").removesuffix("_singkat").removeprefix("kode_"))
        name = satu.baru if folder and not satu.jenis.startswith("kode_") else satu.id
        found.append(Hit(name or satu.id, f"{folder}/{satu.id}/" if folder else "", satu.sentence))
    return tuple(found)


def _all_new(proyek: Library, new: ResolvedSop) -> Impact:
    empty = replace(new, prosedur=(), data=new.data.model_copy(update={"keterkaitan": (), "dasar_hukum": ()}))
    sheets = {step.kode: "baru" for step in new.langkah}
    return Impact(
        new.slug, new.data.judul, None, 0,
        _pages(library_names(proyek).jabatan, empty, new, sheets), _documents(new, sheets),
        _actors(proyek, empty, new, ()), _forms(proyek, empty, new), _laws(proyek, empty.data, new.data),
        _others(proyek, empty.data, new, empty),
    )  # fmt: skip


def _sheets(old: ResolvedSop, new: ResolvedSop) -> dict[str, str]:
    """Sheets of steps that look otherwise, by kode, and why: the step itself, its neighbours, or it is no more."""
    before, after = ({step.kode: step for step in side.langkah} for side in (old, new))
    found = {}
    for kode, step in after.items():
        if kode not in before:
            found[kode] = "baru"
        elif step.data != before[kode].data or step.konfirmasi != before[kode].konfirmasi:
            found[kode] = "isinya berubah"
        elif _around(old, before[kode]) != _around(new, step):
            found[kode] = "langkah sebelum atau sesudahnya berubah"
    return found | {kode: "tidak ada lagi" for kode in before if kode not in after}


def _around(sop: ResolvedSop, step: Step) -> list[object]:
    """What the sheet of a step says of its neighbours."""
    ends = [*step.sebelum, *step.sesudah]
    near = [(end, sop.find(end.kode)) for end in ends]
    return [step.no, *((end, other.data.uraian, other.pelaksana, other.data.mutu_baku) for end, other in near)]


def _pages(names: Mapping[str, str], old: ResolvedSop, new: ResolvedSop, sheets: dict[str, str]) -> tuple[Hit, ...]:
    slug = new.slug
    pages = [
        Hit(f"SOP {new.data.judul}", f"sop/{slug}/", "beserta semua halaman di bawahnya"),
        Hit("Daftar periksa", f"sop/{slug}/checklist/"),
    ]
    numbers = {step.kode: step.no for side in (old, new) for step in side.langkah}
    for kode, why in sheets.items():
        name = f"Lembar langkah {numbers[kode]}" if numbers[kode] else "Lembar langkah tanpa nomor"
        pages.append(Hit(name, f"sop/{slug}/checklist/{kode}/", why))
    actors = dict.fromkeys(id for side in (new, old) for step in side.langkah for id in step.pelaksana)
    pages += [Hit(f"Pelaksana {names.get(id, id)}", f"pelaksana/{id}/") for id in actors]
    pages += [Hit(f"Daftar saku {names.get(id, id)}", f"pelaksana/{id}/saku/") for id in actors]
    pages += [
        Hit("Daftar pelaksana", "pelaksana/"), Hit("Daftar SOP", "sop/"), Hit("Beranda", ""),
        Hit("Perubahan", "perubahan/"), Hit("Kalender", "kalender/"), Hit("Peta SOP", "peta/"),
        Hit("Perlu perhatian", "perhatian/"),
    ]  # fmt: skip
    return tuple(pages)


def _documents(new: ResolvedSop, sheets: dict[str, str]) -> tuple[Hit, ...]:
    slug = new.slug
    base = posixpath.join("sop", slug)
    files = [
        Hit("dokumen resmi (PDF)", f"{base}/{slug}.pdf"),
        Hit("gambar bagan (SVG)", f"{base}/{slug}.svg"),
        Hit("alur BPMN", f"{base}/{slug}.bpmn"),
        Hit("data (JSON)", f"{base}/{slug}.json"),
        Hit(f"daftar periksa (PDF), {len(sheets)} lembar langkah berubah", f"{base}/checklist/"),
    ]
    return tuple(files)


def _actors(proyek: Library, old: ResolvedSop, new: ResolvedSop, butir: Iterable[ChangeLine]) -> tuple[Hit, ...]:
    """Who has to know, with the changes that concern each."""
    said: dict[str, list[str]] = {}
    for satu in butir:
        for id in satu.pelaksana:
            said.setdefault(id, []).append(satu.kalimat)
    before, after = ({id for step in side.langkah for id in step.pelaksana} for side in (old, new))
    found = []
    for id in [id for id in proyek.jabatan if id in before | after] + sorted((before | after) - {*proyek.jabatan}):
        changes = said.get(id, [])
        if id not in before:
            changes = ["mulai terlibat", *changes]
        elif id not in after:
            changes = ["tidak terlibat lagi", *changes]
        if changes:
            name = proyek.jabatan[id].nama if id in proyek.jabatan else id
            found.append(Hit(name, f"pelaksana/{id}/", "; ".join(changes)))
    return tuple(found)


def _uses(sop: ResolvedSop) -> dict[str, list[str]]:
    """Form -> the steps that use it, in words."""
    uses: dict[str, list[str]] = {}
    for step in sop.langkah:
        for id in step.data.formulir:
            uses.setdefault(id, []).append(step.spoken_name)
    return uses


def _forms(proyek: Library, old: ResolvedSop, new: ResolvedSop) -> tuple[Hit, ...]:
    before, after = _uses(old), _uses(new)
    found = []
    for id in dict.fromkeys([*after, *before]):
        name = proyek.formulir[id].judul if id in proyek.formulir else id
        was, now = before.get(id), after.get(id)
        if was != now:
            why = f"dipakai pada {join_words(now)}" if now else "tidak dipakai lagi oleh SOP ini"
            found.append(
                Hit(name, f"formulir/{id}/", why + (f", semula pada {join_words(was)}" if was and now else ""))
            )
    return tuple(found)


def _laws(proyek: Library, old: Sop, new: Sop) -> tuple[Hit, ...]:
    found = []
    for id in dict.fromkeys([*new.dasar_hukum, *old.dasar_hukum]):
        if (id in old.dasar_hukum) != (id in new.dasar_hukum):
            law = proyek.peraturan.get(id)
            why = "menjadi dasar hukum" if id in new.dasar_hukum else "tidak lagi menjadi dasar hukum"
            found.append(Hit((law.singkat or law.judul) if law else id, f"peraturan/{id}/", why))
    return tuple(found)


def _cites(sop: ResolvedSop) -> list[str]:
    references = [*sop.data.keterkaitan, *(r for step in sop.langkah for r in step.data.sop_terkait)]
    return list(dict.fromkeys(r.sop for r in references if r.sop is not None))


def _others(proyek: Library, published: Sop, new: ResolvedSop, old: ResolvedSop) -> tuple[Hit, ...]:
    """SOPs that refer to this one (they show its title), and those to which a reference came or went."""
    found: dict[str, list[str]] = {}
    for slug in proyek.sop:
        if slug != new.slug and new.slug in _cites(resolve(proyek, slug)):
            renamed = published.judul != new.data.judul
            found[slug] = ["merujuk SOP ini" + (" dan menyebut judulnya, yang berubah" if renamed else "")]
    before, after = _cites(old), _cites(new)
    for slug in dict.fromkeys([*after, *before]):
        if (slug in before) != (slug in after) and slug in proyek.sop:
            found.setdefault(slug, []).append("kini dirujuk" if slug in after else "tidak lagi dirujuk")
    named = [(slug, " dan ".join(why)) for slug, why in found.items()]
    return tuple(Hit(f"SOP {proyek.sop[slug].judul}", f"sop/{slug}/", why) for slug, why in named)
