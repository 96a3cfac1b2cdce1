"""What the pages ask again and again, answered once: the laid-out SOPs and who uses what in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from generator.data.actor_labels import labels_of
from generator.data.langkah import SELESAI
from generator.data.library import Library
from generator.data.sop import Sop
from generator.data.wording import join_words
from generator.facts.page import Url, url_from
from generator.findings import Finding
from generator.revisions.history import History
from generator.revisions.reader_view import with_edition
from generator.steps.resolve import ResolvedSop, Step, resolve
from generator.steps.rows import references_of


@dataclass(frozen=True, slots=True)
class Download:
    """A file that a page offers.

    path        in the site
    judul       what it is: "Dokumen resmi"
    jenis       its kind: "PDF"
    ukuran      bytes
    """

    path: str
    judul: str
    jenis: str
    ukuran: int


Offers = Mapping[str, tuple[Download, ...]]
"""Key of a page -> what it offers to download."""


@dataclass(frozen=True, slots=True)
class BuildContext:
    """What a build knows beside the data.

    temuan      findings that do not stop the build
    logo        the logo's path in the site, "" = none
    unduhan     key of a page -> what it offers to download
    """

    temuan: tuple[Finding, ...] = ()
    logo: str = ""
    unduhan: Offers = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FormUse:
    """A step of an SOP, where something (a form, an actor) is at work."""

    sop: ResolvedSop
    langkah: Step


@dataclass(frozen=True, slots=True)
class StepExit:
    """An exit of a step.

    label       such as "Ya", "" = none
    langkah     where it leads, None = to the end of the flow
    kembali     it leads back up
    opsional    this way may be left out
    """

    label: str
    langkah: Step | None
    kembali: bool = False
    opsional: bool = False


class _LazySops(Mapping[str, ResolvedSop]):
    """The SOPs of a project, each laid out when it is first asked for."""

    def __init__(self, proyek: Library) -> None:
        self._proyek = proyek
        self._known: dict[str, ResolvedSop] = {}

    def __getitem__(self, slug: str) -> ResolvedSop:
        if slug not in self._known:
            self._known[slug] = resolve(self._proyek, slug)
        return self._known[slug]

    def __contains__(self, slug: object) -> bool:
        return slug in self._proyek.sop

    def __iter__(self) -> Iterator[str]:
        return iter(self._proyek.sop)

    def __len__(self) -> int:
        return len(self._proyek.sop)


class SiteFacts:
    """The whole site's facts, each found out when it is first asked for. All in the order of the SOPs and their steps.

    A page of one SOP must ask for nothing of the others but what its own data name and who refers to it: it may be
    made from a slice of the project that holds no more (``build/slices.py``).

    proyek      the library that the pages speak of
    konteks     what the build knows beside it
    asal        the library that the site shows, where ``proyek`` has another revision of an SOP in its place
    editions    (slug, number) of that revision: its pages stand in a folder of their own and link each other
    """

    def __init__(
        self, proyek: Library, konteks: BuildContext, asal: Library | None = None, edisi: tuple[str, int] | None = None
    ) -> None:
        self.proyek = proyek
        self.konteks = konteks
        self.asal = asal or proyek
        self.editions = edisi
        self.sop: Mapping[str, ResolvedSop] = _LazySops(proyek)
        self._editions: dict[str, tuple[Sop, SiteFacts]] = {}

    def at_names_of(self, slug: str, sop: Sop | None = None) -> SiteFacts:
        """These facts under the names that an SOP, or another version ``sop`` of it, was signed with."""
        version = sop or self.proyek.sop[slug]
        if sop is None and (version.nama_terbit is None or (self.editions is not None and self.editions[0] == slug)):
            return self
        known = self._editions.get(slug)
        if known is None or known[0] is not version:
            known = version, SiteFacts(with_edition(self.proyek, slug, version), self.konteks, self.asal)
            self._editions[slug] = known
        known[1].konteks, known[1].history = self.konteks, self.history
        return known[1]

    @property
    def today(self) -> Library:
        """The project under today's names; what is in it has a page of its own."""
        return self.proyek.kini or self.proyek

    @cached_property
    def pelaksana(self) -> Mapping[str, tuple[FormUse, ...]]:
        """The steps of each actor: id -> steps; every known jabatan is there."""
        return self._uses(self.proyek.jabatan, lambda langkah: langkah.pelaksana)

    @cached_property
    def formulir(self) -> Mapping[str, tuple[FormUse, ...]]:
        """The steps that use each form: id -> steps."""
        found = self._uses(self.proyek.formulir, lambda langkah: langkah.data.formulir)
        return {id: uses for id, uses in found.items() if id in self.proyek.formulir}

    def _uses(self, known: Iterable[str], named: Callable[[Step], Iterable[str]]) -> dict[str, tuple[FormUse, ...]]:
        found: dict[str, list[FormUse]] = {id: [] for id in known}
        for sop in self.sop.values():
            for langkah in sop.langkah:
                for id in named(langkah):
                    found.setdefault(id, []).append(FormUse(sop, langkah))
        return {id: tuple(uses) for id, uses in found.items()}

    @cached_property
    def peraturan(self) -> Mapping[str, tuple[str, ...]]:
        """The SOPs that cite each regulation: id -> slugs."""
        found: dict[str, list[str]] = {id: [] for id in self.proyek.peraturan}
        for slug, sop in self.proyek.sop.items():
            for id in sop.dasar_hukum:
                if id in found:
                    found[id].append(slug)
        return {id: tuple(slugs) for id, slugs in found.items()}

    @cached_property
    def referred_by(self) -> Mapping[str, tuple[str, ...]]:
        """The SOPs that refer to each SOP: slug -> slugs."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for slug, sop in self.proyek.sop.items():
            for target in dict.fromkeys(reference.sop for reference in references_of(sop) if reference.sop):
                found[target].append(slug)
        return {slug: tuple(slugs) for slug, slugs in found.items()}

    def page_key(self, key: str) -> str:
        """The key of the page that is meant by ``key`` here: of another revision, its own pages. "=" in front: no other
        page than this."""
        if self.editions is None or key.startswith("="):
            return key.removeprefix("=")
        slug, revisi = self.editions
        top = f"sop/{slug}"
        page = key.partition("#")[0].partition("?")[0]
        moved = page == top or page.removeprefix(f"{top}/").split("/")[0] in _SENDIRI
        return f"{edition_key(slug, revisi)}{key.removeprefix(top)}" if moved else key

    def main_key(self, slug: str, revisi: int) -> str:
        """The key of the main page of a published revision, for ``kunci``: that of the SOP, or one of its own."""
        shown = self.asal.sop[slug].revisi or 0
        return f"=sop/{slug}" if revisi == shown else f"={edition_key(slug, revisi)}"

    def url_from(self, path: str) -> Url:
        """The function that makes addresses as seen from the page ``path``."""
        url = url_from(path)
        return lambda key: url(self.page_key(key)) if self.editions or key.startswith("=") else url(key)

    @cached_property
    def history(self) -> History:
        """The editions of each SOP, and what changed between them."""
        return History(self.proyek)

    def jabatan_name(self, id: str) -> str:
        """A jabatan's name as in the columns; the id itself where the data do not know it."""
        return self.proyek.jabatan[id].nama if id in self.proyek.jabatan else id

    def actor_label(self, id: str) -> str:
        """What a page calls a jabatan: its name, or what tells it from another of like name ("Ketua Tim Penilai")."""
        today, name = self.today, self.jabatan_name(id)
        if id in today.jabatan and today.jabatan[id].nama == name:
            return (labels_of(today) if today.sebutan is None else today.sebutan).get(id, name)
        return name

    def pelaksana_name(self, langkah: Step) -> str:
        """Who does a step, as paper says it: "Kepala Dinas dan Sekretaris"."""
        return join_words(map(self.jabatan_name, langkah.pelaksana), "atau" if langkah.data.atau else "dan")

    def pelaksana_label(self, langkah: Step) -> str:
        """Who does a step, as a page says it."""
        return join_words(map(self.actor_label, langkah.pelaksana), "atau" if langkah.data.atau else "dan")

    def former_name(self, jenis: Literal["jabatan", "peraturan", "formulir"], id: str) -> str:
        """What SOPs in force still call this, where it has another name today; "" where all use today's."""
        known = getattr(self.proyek, jenis).get(id)
        today = id if known is None else known.nama if jenis == "jabatan" else known.judul
        old: dict[str, list[str]] = {}
        for sop in self.proyek.sop.values():
            names = sop.nama_terbit
            name = getattr(names, jenis).get(id, today) if names is not None and sop.status == "berlaku" else today
            if name != today:
                old.setdefault(name, []).append(sop.judul)
        said = (
            f"Dahulu {name}; nama itu masih tertulis pada SOP {join_words(titles)}." for name, titles in old.items()
        )
        return " ".join(said)

    def unit_name(self, id: str | None) -> str:
        """A unit's name, or "" where an SOP names none."""
        unit = self.proyek.instansi.unit
        return unit[id].nama if id in unit else id or ""


_SENDIRI = frozenset({"checklist", "monitoring", "evaluasi"})
"""The pages of an SOP that each revision has for itself."""


def edition_key(slug: str, revisi: int) -> str:
    """The key of the page of a revision; below it stand its other pages and its files."""
    return f"sop/{slug}/revisi/{revisi}"


def columns_of(sop: ResolvedSop) -> list[str]:
    """The ids of those who act in an SOP, in the order of its columns."""
    acting = {id for step in sop.langkah for id in step.pelaksana}
    columns = dict.fromkeys(id for prosedur in sop.prosedur for id in prosedur.kolom)
    return [id for id in columns if id in acting]


def exits_of(sop: ResolvedSop, langkah: Step) -> tuple[StepExit, ...]:
    """All ways out of a step, those that end the flow last. A step that leads nowhere has one: the end."""
    onward = [StepExit(s.label, sop.find(s.kode), s.kembali, s.opsional) for s in langkah.sesudah]
    ends = [StepExit(t.label or "", None, opsional=t.opsional) for t in langkah.stated if t.ke == SELESAI]
    return (*onward, *ends) or (StepExit("", None),)


def by_answer(exits: Iterable[StepExit]) -> tuple[tuple[StepExit, ...], ...]:
    """The exits of a step by answer: those that share their words start together, one without words stands alone."""
    found: dict[tuple[str, bool] | int, list[StepExit]] = {}
    for n, one in enumerate(exits):
        found.setdefault((one.label, one.opsional) if one.label else n, []).append(one)
    return tuple(map(tuple, found.values()))
