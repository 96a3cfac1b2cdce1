"""What one actor does: the index of all actors, a page for each, and each one's pocket list (daftar saku)."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace

from markupsafe import Markup

from generator.data.fingerprint import short_fingerprint
from generator.data.instansi import Jabatan
from generator.data.sop import Sop
from generator.data.wording import capital, join_words
from generator.declared import Menu, page
from generator.facts.feeds import named_for_actor
from generator.facts.moments import moment_of
from generator.facts.page import Page, Url, path_of, url_from
from generator.facts.print_marks import PrintMarks, data_age
from generator.facts.site_facts import FormUse, SiteFacts, StepExit, by_answer, exits_of
from generator.pages.perubahan_page import TERBARU, changes_for
from generator.pages.render import make_page
from generator.steps.chart_table import form_links
from generator.steps.longest_path import TimeTotal, add_times, waktu_prosedur
from generator.steps.resolve import ResolvedSop, Step, optional

_JENIS = {"jabatan": "Jabatan", "tim": "Tim", "luar": "Pihak luar", "sistem": "Sistem"}
_FEW = 15
"""Up to so many steps of an actor stand open; of more each SOP opens by itself."""


@dataclass(frozen=True, slots=True)
class Counterpart:
    """Who hands over to the actor, or to whom the actor hands over: "Langkah 3, Kepala". ``alamat``: the page of that
    step, as seen from the actor's ("" where the flow begins or ends); ``syarat``: when the way is taken ("Ya");
    ``ket``: what is to be said behind it; ``lagi``: the way before leads there too."""

    sebutan: str
    alamat: str = ""
    syarat: str = ""
    ket: str = ""
    lagi: bool = False


@dataclass(frozen=True, slots=True)
class LangkahSaya:
    """A step as its actor sees it. ``alamat``: its page, as seen from the actor's; ``prosedur``: the title of its
    procedure, "" where the SOP has but one; ``bersama``: who does it with the actor, or instead; ``formulir``: the
    address of each kelengkapan that is a blank form."""

    langkah: Step
    alamat: str
    prosedur: str
    bersama: str
    dari: tuple[Counterpart, ...]
    ke: tuple[Counterpart, ...]
    formulir: Mapping[str, str]
    semua_formulir: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ActorPart:
    """The steps of one actor in one SOP, at least one; ``waktu``: their standard times together; ``umur``: age and
    fingerprint of the data, as every print says them; ``saat``: the attributes that say on which days it is work."""

    sop: ResolvedSop
    langkah: tuple[LangkahSaya, ...]
    waktu: TimeTotal
    age: str
    saat: Markup


@dataclass(frozen=True, slots=True)
class ActorDuties:
    """All that one actor does; ``langkah``: the steps of all SOPs, ``waktu``: their standard times together.
    ``dicabut``: SOPs that hold no more in the end; their steps are not counted, and are work until that day."""

    id: str
    bagian: tuple[ActorPart, ...]
    langkah: tuple[Step, ...]
    waktu: TimeTotal
    dicabut: tuple[ResolvedSop, ...]


def duties_of(situs: SiteFacts, id: str) -> ActorDuties:
    """What the actor ``id`` does, in the order of the SOPs and their steps."""
    sops = {use.sop.slug: use.sop for use in situs.pelaksana[id]}
    teller = _Narrator(situs, id)
    withdrawn = tuple(sop for sop in sops.values() if sop.data.status == "dicabut")
    parts = tuple(teller.part(sop) for sop in sops.values() if sop not in withdrawn or _ends(situs, sop))
    steps = tuple(own.langkah for part in parts if part.sop not in withdrawn for own in part.langkah)
    total = sum((part.waktu for part in parts if part.sop not in withdrawn), TimeTotal((), 0, 0, 0))
    return ActorDuties(id, parts, steps, total, withdrawn)


class _Narrator:
    """Says of each step what its actor needs to know: the words and the addresses, ready for the page."""

    def __init__(self, situs: SiteFacts, id: str) -> None:
        self._situs, self._id = situs, id
        self._url: Url = url_from(path_of(f"pelaksana/{id}"))

    def part(self, sop: ResolvedSop) -> ActorPart:
        """The actor's steps in an SOP."""
        titled = len(sop.prosedur) > 1
        steps = [
            self._langkah(sop, step, prosedur.judul if titled else "")
            for prosedur in sop.prosedur
            for step in prosedur.langkah
            if self._id in step.pelaksana
        ]
        times = {kode: time for prosedur in sop.prosedur for kode, time in waktu_prosedur(prosedur).items()}
        time = add_times(times[own.langkah.kode] for own in steps)
        saat = moment_of(self._situs.proyek.hari)(None, _ends(self._situs, sop))
        return ActorPart(sop, tuple(steps), time, _age(sop.data), saat)

    def _langkah(self, sop: ResolvedSop, step: Step, prosedur: str) -> LangkahSaya:
        others = [self._situs.actor_label(id) for id in step.pelaksana if id != self._id]
        known = self._situs.proyek.formulir
        forms = form_links(self._situs.proyek, step.data, step.mutu.kelengkapan.butir)
        return LangkahSaya(
            langkah=step,
            alamat=self._address(sop, step),
            prosedur=prosedur,
            bersama=join_words(others, "atau" if step.data.atau else "dan"),
            dari=self._from(sop, step),
            ke=self._to(sop, step),
            formulir={item: self._url(key) for item, key in forms},
            semua_formulir=tuple(
                (known[form].judul, self._url(f"formulir/{form}")) for form in step.data.formulir if form in known
            ),
        )

    def _address(self, sop: ResolvedSop, step: Step) -> str:
        return self._url(f"sop/{sop.slug}/checklist/{step.kode}")

    def _from(self, sop: ResolvedSop, step: Step) -> tuple[Counterpart, ...]:
        """Who hands over to me; the flow can begin where no step before this one leads down to it."""
        found = [
            self._counterpart(
                sop, sop.find(s.kode), s.label, (" (dikembalikan)" if s.kembali else "") + optional(s.opsional)
            )
            for s in step.sebelum
        ]
        return tuple(found) if any(not s.kembali for s in step.sebelum) else (*found, Counterpart("Awal prosedur"))

    def _to(self, sop: ResolvedSop, step: Step) -> tuple[Counterpart, ...]:
        """To whom I hand over."""
        return tuple(
            self._next(sop, exit, first=not n) for ways in by_answer(exits_of(sop, step)) for n, exit in enumerate(ways)
        )

    def _next(self, sop: ResolvedSop, exit: StepExit, first: bool) -> Counterpart:
        """One step that an answer starts, or the end; the words of the answer stand at the ``first``."""
        label, aside = exit.label if first else "", optional(exit.opsional)
        if exit.langkah is None:
            return Counterpart("Selesai", syarat=label, ket=aside, lagi=not first)
        found = self._counterpart(sop, exit.langkah, label, (" (kembali)" if exit.kembali else "") + aside)
        return replace(found, lagi=not first)

    def _counterpart(self, sop: ResolvedSop, step: Step, syarat: str = "", ket: str = "") -> Counterpart:
        who = "langkah Anda" if self._id in step.pelaksana else self._situs.pelaksana_label(step)
        return Counterpart(f"{capital(step.spoken_name)}, {who}", self._address(sop, step), syarat, ket)


def work_of_all(situs: SiteFacts) -> Mapping[str, tuple[FormUse, ...]]:
    """The steps of every known actor, without those of SOPs that hold no more."""
    return {id: tuple(use for use in uses if use.sop.data.status != "dicabut") for id, uses in situs.pelaksana.items()}


@page("pustaka", Menu("Pelaksana", 40), "pelaksana")
def render_index_pelaksana(situs: SiteFacts) -> Page:
    """The page pelaksana/."""
    groups: dict[str, list[tuple[str, Jabatan | None, int, int]]] = {}
    for id, uses in work_of_all(situs).items():
        known = situs.proyek.jabatan.get(id)
        groups.setdefault(_kind(situs, id), []).append((id, known, len(uses), len({use.sop.slug for use in uses})))
    return make_page(situs, "pelaksana_index.html", "pelaksana", "Pelaksana", kelompok=groups)


@page("pelaksana")
def pages_of_actor(situs: SiteFacts, id: str) -> list[Page]:
    """The page of one actor, and the pocket list of one who does anything."""
    tugas = duties_of(situs, id)
    return [render_pelaksana(situs, tugas), *([render_pocket_list(situs, tugas)] if tugas.bagian else [])]


def render_pelaksana(situs: SiteFacts, tugas: ActorDuties) -> Page:
    """The page of one actor."""
    feed = named_for_actor(situs, tugas.id)
    return make_page(
        situs,
        "pelaksana.html",
        f"pelaksana/{tugas.id}",
        situs.actor_label(tugas.id),
        feed,
        tugas=tugas,
        umpan=feed.get("umpan"),
        jabatan=situs.proyek.jabatan.get(tugas.id),
        jenis=_kind(situs, tugas.id),
        perlu=sum(1 for step in tugas.langkah if step.konfirmasi),
        formulir=_forms(situs, tugas),
        sedikit=sum(len(part.langkah) for part in tugas.bagian) <= _FEW,
        perubahan_saya=changes_for(situs, tugas.id),
        terbaru=TERBARU,
    )


def render_pocket_list(situs: SiteFacts, tugas: ActorDuties) -> Page:
    """The pocket list of one actor: all steps to tick, on A4 sheets to be folded in three."""
    return make_page(
        situs,
        "saku.html",
        f"pelaksana/{tugas.id}/saku",
        f"Daftar saku {situs.actor_label(tugas.id)}",
        {"search": {"exclude": True}},
        tugas=tugas,
    )


def _ends(situs: SiteFacts, sop: ResolvedSop) -> datetime.date | None:
    """The day from which an SOP is withdrawn, where that may still be to come for the reader."""
    ended = sop.data.pencabutan if sop.data.status == "dicabut" and situs.proyek.hari is None else None
    return ended.tanggal if ended else None


def _age(sop: Sop) -> str:
    return PrintMarks(data_age(sop), short_fingerprint(sop), "").age  # a pocket list has no room for a QR code


def _kind(situs: SiteFacts, id: str) -> str:
    known = situs.proyek.jabatan.get(id)
    return _JENIS[known.jenis if known else "jabatan"]


def _forms(situs: SiteFacts, tugas: ActorDuties) -> dict[str, list[FormUse]]:
    """The forms that this actor needs, and at which of the actor's steps: id -> steps."""
    found: dict[str, list[FormUse]] = {}
    for part in tugas.bagian:
        for own in part.langkah:
            for id in own.langkah.data.formulir:
                if id in situs.proyek.formulir:
                    found.setdefault(id, []).append(FormUse(part.sop, own.langkah))
    return found
