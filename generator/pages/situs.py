"""What the pages ask again and again, answered once: the laid-out SOPs and who uses what in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.data.proyek import Proyek
from generator.data.sop import SELESAI, Tujuan
from generator.data.waktu import jumlah_menit
from generator.findings import Finding
from generator.flow.susunan import LangkahTersusun, SopTersusun, susun


@dataclass(frozen=True, slots=True)
class Unduhan:
    """A file that a page offers: its path in the site, what it is, its kind ("PDF") and size in bytes."""

    path: str
    judul: str
    jenis: str
    ukuran: int


@dataclass(frozen=True, slots=True)
class Konteks:
    """What a build knows beside the data. ``temuan``: findings that do not stop the build; ``data_per``: how old the
    data are, in words ("" = not known); ``logo``: the logo's path in the site ("" = none); ``unduhan``: what each page
    offers to download, by the page's key."""

    temuan: tuple[Finding, ...] = ()
    data_per: str = ""
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


@dataclass(frozen=True, slots=True)
class Situs:
    """The whole site's facts. ``pelaksana`` and ``formulir``: id -> steps; ``peraturan``: id -> slugs of SOPs;
    ``dirujuk``: slug -> slugs of the SOPs that refer to it. All in the order of the SOPs and their steps."""

    proyek: Proyek
    konteks: Konteks
    sop: Mapping[str, SopTersusun]
    pelaksana: Mapping[str, tuple[Pemakaian, ...]]
    formulir: Mapping[str, tuple[Pemakaian, ...]]
    peraturan: Mapping[str, tuple[str, ...]]
    dirujuk: Mapping[str, tuple[str, ...]]

    def nama_jabatan(self, id: str) -> str:
        """A jabatan's name as in the columns; the id itself where the data do not know it."""
        return self.proyek.jabatan[id].nama if id in self.proyek.jabatan else id

    def nama_unit(self, id: str | None) -> str:
        """A unit's name, or "" where an SOP names none."""
        unit = self.proyek.instansi.unit
        return unit[id].nama if id in unit else id or ""


def make_situs(proyek: Proyek, konteks: Konteks) -> Situs:
    """Lay out every SOP and gather who uses what."""
    laid_out = {slug: susun(proyek, slug) for slug in proyek.sop}
    actors: dict[str, list[Pemakaian]] = {id: [] for id in proyek.jabatan}
    forms: dict[str, list[Pemakaian]] = {id: [] for id in proyek.formulir}
    laws: dict[str, list[str]] = {id: [] for id in proyek.peraturan}
    cited: defaultdict[str, list[str]] = defaultdict(list)
    for slug, sop in laid_out.items():
        for langkah in sop.langkah:
            for id in langkah.pelaksana:
                actors.setdefault(id, []).append(Pemakaian(sop, langkah))
            for id in langkah.data.formulir:
                forms.setdefault(id, []).append(Pemakaian(sop, langkah))
        for id in sop.data.dasar_hukum:
            laws.setdefault(id, []).append(slug)
        for target in dict.fromkeys(_cited_by(sop)):
            cited[target].append(slug)
    return Situs(
        proyek,
        konteks,
        laid_out,
        {id: tuple(uses) for id, uses in actors.items()},
        {id: tuple(uses) for id, uses in forms.items() if id in proyek.formulir},
        {id: tuple(slugs) for id, slugs in laws.items() if id in proyek.peraturan},
        {id: tuple(slugs) for id, slugs in cited.items()},
    )


def _cited_by(sop: SopTersusun) -> list[str]:
    references = [*sop.data.keterkaitan, *(r for langkah in sop.langkah for r in langkah.data.sop_terkait)]
    return [r.sop for r in references if r.sop is not None]


def waktu_of(langkah: tuple[LangkahTersusun, ...]) -> Waktu:
    """The standard times of these steps, added up as far as they can be."""
    texts = [step.data.mutu_baku.waktu for step in langkah]
    total, known, count = jumlah_menit(texts)
    return Waktu(total, known, count, sum(1 for text in texts if text))


def columns_of(sop: SopTersusun) -> list[str]:
    """The ids of those who act in an SOP, in the order of its columns."""
    acting = {id for step in sop.langkah for id in step.pelaksana}
    columns = dict.fromkeys(kolom.id for prosedur in sop.prosedur for kolom in prosedur.bagan.kolom)
    return [id for id in columns if id in acting]


def exits_of(sop: SopTersusun, langkah: LangkahTersusun) -> tuple[Keluar, ...]:
    """All ways out of a step, those that end the flow last. A step that leads nowhere has one: the end."""
    onward = [Keluar(s.label, sop.cari(s.kode), s.kembali) for s in langkah.sesudah]
    ends = [Keluar(t.label or "", None) for t in _stated(langkah) if t.ke == SELESAI]
    return (*onward, *ends) or (Keluar("", None),)


def _stated(langkah: LangkahTersusun) -> list[Tujuan]:
    own = [*langkah.data.keputusan, *langkah.data.lanjut]
    return own + [t for simbol in langkah.data.simbol for t in (*simbol.keputusan, *simbol.lanjut)]
