"""What the pages ask again and again, answered once: the laid-out SOPs and who uses what in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from generator.data.bahasa import rangkai
from generator.data.proyek import Proyek
from generator.data.sop import SELESAI, Sop, Tujuan
from generator.data.waktu import jumlah_menit
from generator.findings import Finding
from generator.flow.susunan import LangkahTersusun, SopTersusun, susun
from generator.revisi.riwayat import Riwayat


@dataclass(frozen=True, slots=True)
class Unduhan:
    """A file that a page offers: its path in the site, what it is, its kind ("PDF") and size in bytes."""

    path: str
    judul: str
    jenis: str
    ukuran: int


@dataclass(frozen=True, slots=True)
class Konteks:
    """What a build knows beside the data. ``temuan``: findings that do not stop the build; ``logo``: the logo's path in
    the site ("" = none); ``unduhan``: what each page offers to download, by the page's key."""

    temuan: tuple[Finding, ...] = ()
    logo: str = ""
    unduhan: Mapping[str, tuple[Unduhan, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pemakaian:
    """A step of an SOP, where something (a form, an actor) is at work."""

    sop: SopTersusun
    langkah: LangkahTersusun


@dataclass(frozen=True, slots=True)
class Waktu:
    """The standard times of several steps: the sum in minutes of those that could be added (``diketahui`` of ``dari``),
    and how many steps have any time at all (``terisi``)."""

    menit: float
    diketahui: int
    dari: int
    terisi: int

    def __add__(self, other: Waktu) -> Waktu:
        return Waktu(
            self.menit + other.menit,
            self.diketahui + other.diketahui,
            self.dari + other.dari,
            self.terisi + other.terisi,
        )

    @property
    def cakupan(self) -> str:
        """What the sum covers, in words; "" where it covers every step."""
        if not self.diketahui or self.diketahui == self.dari:
            return ""
        if self.terisi > self.diketahui:
            return f"dari {self.diketahui} langkah yang waktunya dalam menit atau jam"
        return f"dari {self.diketahui} langkah yang diketahui"


@dataclass(frozen=True, slots=True)
class Keluar:
    """An exit of a step: to ``langkah``, or to the end of the flow where that is None; ``label`` such as "Ya"."""

    label: str
    langkah: LangkahTersusun | None
    kembali: bool = False


class _Tersusun(Mapping[str, SopTersusun]):
    """The SOPs of a project, each laid out when it is first asked for."""

    def __init__(self, proyek: Proyek) -> None:
        self._proyek = proyek
        self._known: dict[str, SopTersusun] = {}

    def __getitem__(self, slug: str) -> SopTersusun:
        if slug not in self._known:
            self._known[slug] = susun(self._proyek, slug)
        return self._known[slug]

    def __contains__(self, slug: object) -> bool:
        return slug in self._proyek.sop

    def __iter__(self) -> Iterator[str]:
        return iter(self._proyek.sop)

    def __len__(self) -> int:
        return len(self._proyek.sop)


class Situs:
    """The whole site's facts, each found out when it is first asked for. All in the order of the SOPs and their steps.

    A page of one SOP must ask for nothing of the others but what its own data name and who refers to it: it may be
    made from a slice of the project that holds no more (``satuan/irisan.py``).
    """

    def __init__(self, proyek: Proyek, konteks: Konteks) -> None:
        self.proyek = proyek
        self.konteks = konteks
        self.sop: Mapping[str, SopTersusun] = _Tersusun(proyek)

    @cached_property
    def pelaksana(self) -> Mapping[str, tuple[Pemakaian, ...]]:
        """The steps of each actor: id -> steps; every known jabatan is there."""
        return self._uses(self.proyek.jabatan, lambda langkah: langkah.pelaksana)

    @cached_property
    def formulir(self) -> Mapping[str, tuple[Pemakaian, ...]]:
        """The steps that use each form: id -> steps."""
        found = self._uses(self.proyek.formulir, lambda langkah: langkah.data.formulir)
        return {id: uses for id, uses in found.items() if id in self.proyek.formulir}

    def _uses(
        self, known: Iterable[str], named: Callable[[LangkahTersusun], Iterable[str]]
    ) -> dict[str, tuple[Pemakaian, ...]]:
        found: dict[str, list[Pemakaian]] = {id: [] for id in known}
        for sop in self.sop.values():
            for langkah in sop.langkah:
                for id in named(langkah):
                    found.setdefault(id, []).append(Pemakaian(sop, langkah))
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
    def dirujuk(self) -> Mapping[str, tuple[str, ...]]:
        """The SOPs that refer to each SOP: slug -> slugs."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for slug, sop in self.proyek.sop.items():
            for target in dict.fromkeys(_cited_by(sop)):
                found[target].append(slug)
        return {slug: tuple(slugs) for slug, slugs in found.items()}

    @cached_property
    def riwayat(self) -> Riwayat:
        """The editions of each SOP, and what changed between them."""
        return Riwayat(self.proyek)

    def nama_jabatan(self, id: str) -> str:
        """A jabatan's name as in the columns; the id itself where the data do not know it."""
        return self.proyek.jabatan[id].nama if id in self.proyek.jabatan else id

    def nama_pelaksana(self, langkah: LangkahTersusun) -> str:
        """Who does a step: "Kepala Dinas dan Sekretaris"."""
        return rangkai(map(self.nama_jabatan, langkah.pelaksana), "atau" if langkah.data.atau else "dan")

    def nama_unit(self, id: str | None) -> str:
        """A unit's name, or "" where an SOP names none."""
        unit = self.proyek.instansi.unit
        return unit[id].nama if id in unit else id or ""


def make_situs(proyek: Proyek, konteks: Konteks) -> Situs:
    """The facts of a checked project."""
    return Situs(proyek, konteks)


def _cited_by(sop: Sop) -> list[str]:
    steps = [*sop.langkah, *(langkah for prosedur in sop.prosedur for langkah in prosedur.langkah)]
    references = [*sop.keterkaitan, *(r for langkah in steps for r in langkah.sop_terkait)]
    return [r.sop for r in references if r.sop is not None]


def waktu_of(langkah: tuple[LangkahTersusun, ...]) -> Waktu:
    """The standard times of these steps of one SOP, added up as far as they can be; a shared time counts once."""
    values = [step.mutu.waktu for step in langkah]
    total, _, _ = jumlah_menit({value.asal: value.unmarked for value in values}.values())
    _, known, count = jumlah_menit(value.unmarked for value in values)
    return Waktu(total, known, count, sum(1 for value in values if value))


def columns_of(sop: SopTersusun) -> list[str]:
    """The ids of those who act in an SOP, in the order of its columns."""
    acting = {id for step in sop.langkah for id in step.pelaksana}
    columns = dict.fromkeys(id for prosedur in sop.prosedur for id in prosedur.kolom)
    return [id for id in columns if id in acting]


def exits_of(sop: SopTersusun, langkah: LangkahTersusun) -> tuple[Keluar, ...]:
    """All ways out of a step, those that end the flow last. A step that leads nowhere has one: the end."""
    onward = [Keluar(s.label, sop.cari(s.kode), s.kembali) for s in langkah.sesudah]
    ends = [Keluar(t.label or "", None) for t in _stated(langkah) if t.ke == SELESAI]
    return (*onward, *ends) or (Keluar("", None),)


def _stated(langkah: LangkahTersusun) -> list[Tujuan]:
    own = [*langkah.data.keputusan, *langkah.data.lanjut]
    return own + [t for simbol in langkah.data.simbol for t in (*simbol.keputusan, *simbol.lanjut)]
