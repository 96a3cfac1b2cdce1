"""The page that tells the holder of a print whether it is still current: sop/<slug>/cek/.

Every answer is worked out here and stands in the page, one for each stretch of the SOP's time
script (cek.js) only picks the one that fits the address of the QR code, by revision and fingerprint, and the
reader's day. On a site of one day there are only the answers of that day. Without the script the table of all revisions
says the same, with its dates.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from generator.data.fingerprint import short_fingerprint
from generator.data.library import Library
from generator.data.sop import Sop
from generator.data.wording import capital, format_date
from generator.declared import page
from generator.facts.moments import period_of
from generator.facts.page import Page
from generator.facts.print_marks import revision_key
from generator.facts.site_facts import SiteFacts
from generator.pages.render import make_page
from generator.revisions.in_force import TERBIT, Period, Version, published_versions
from generator.revisions.spoken_time import spoken_end, written_start

ContentMatch = Literal["sama", "beda", "tanpa"]
"""The fingerprint on the print: that of the data, another one, or not given."""
_SEMUA_ISI: tuple[ContentMatch, ...] = ("sama", "beda", "tanpa")
Tone = Literal["berlaku", "ganti", "awas", "tidak"]
"""The tone of an answer: use it, take the new one, take care, do not use it."""


@dataclass(frozen=True, slots=True)
class PrintedRevision:
    """A known revision. ``kunci``: its name in an address; ``kode``: fingerprint; ``versi``: its time, None where it
    was never published; ``keadaan``: where it stands."""

    sop: Sop
    kunci: str
    kode: str
    versi: Version | None = None
    keadaan: str = ""

    @property
    def nama(self) -> str:
        """The revision in a sentence: "revisi 2"."""
        return "edisi tanpa nomor revisi" if self.sop.revisi is None else f"revisi {self.sop.revisi}"

    @property
    def nomor(self) -> int:
        """Its number, as revisions are counted."""
        return self.sop.revisi or 0

    @property
    def in_force_from(self) -> datetime.date | None:
        """When it took effect, as far as it was published and the data say so."""
        return written_start(self.sop) if self.versi else None


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said about the print of one revision. ``sampai`` / ``mulai``: said before / from that day on (ISO,
    "" = always); ``perubahan``: what the revisions since then changed, oldest first; ``pakai``: the revision that
    holds, where that is another one; ``pengganti``: the SOP that takes the place of this one."""

    revisi: PrintedRevision
    isi: tuple[ContentMatch, ...]
    nada: Tone
    judul: str
    kalimat: tuple[str, ...]
    perubahan: tuple[PrintedRevision, ...] = ()
    pakai: int | None = None
    mulai: str = ""
    sampai: str = ""
    pengganti: str = ""


@page("riwayat")
def render_cek(situs: SiteFacts, slug: str) -> list[Page]:
    """The page sop/<slug>/cek/, and the same under each former name of the SOP: that address is on paper too."""
    former = [name for name in situs.proyek.nama_lama.get(slug, ()) if name != slug]
    return [_cek_at(situs, slug, name) for name in (slug, *former)]


def _cek_at(situs: SiteFacts, slug: str, name: str) -> Page:
    situs = situs.at_names_of(slug) if slug in situs.sop else situs
    known = revisions_of(situs.proyek, slug)
    title = known[-1].sop.judul
    return make_page(
        situs,
        "cek.html",
        f"sop/{name}/cek",
        f"Cek cetakan {title}",
        {"search": {"exclude": True}, "description": f"Apakah cetakan SOP {title} masih berlaku?"},
        slug=slug,
        alamat_lama=name if name != slug else "",
        nama=title,
        hilang=slug not in situs.proyek.sop,
        riwayat=known,
        jawaban=tuple(answers_of(situs.proyek, slug)),
        hari=situs.proyek.hari,
        beda={revision_key(e.sop): situs.history.diff(slug, e.revisi) for e in situs.history.editions(slug)},
    )


def revisions_of(proyek: Library, slug: str) -> tuple[PrintedRevision, ...]:
    """Every revision that the data know, oldest first; the current file wins over an archived one of its number."""
    found = {revision_key(sop): sop for sop in proyek.arsip.get(slug, {}).values()}
    for sop in filter(None, (proyek.sop.get(slug), proyek.draf.get(slug))):
        found.pop(revision_key(sop), None)
        found[revision_key(sop)] = sop
    times = {versi.revisi: versi for versi in published_versions(proyek, slug)}
    gone = slug not in proyek.sop
    known = []
    for key, sop in found.items():
        versi = times.get(sop.revisi or 0) if sop.status in TERBIT else None
        known.append(PrintedRevision(sop, key, short_fingerprint(sop), versi, _standing(sop, versi, gone=gone)))
    return tuple(known)


def answers_of(proyek: Library, slug: str) -> Iterator[Answer]:
    """Every answer that a print can get, for each stretch of the SOP's time."""
    known = revisions_of(proyek, slug)
    for masa in period_of(proyek, slug):
        for printed in known:
            said: dict[tuple[str, ...], Answer] = {}
            for isi in _SEMUA_ISI:
                answer = _Answerer(proyek, known, masa, printed, isi).jawab()
                words = (answer.nada, answer.judul, *answer.kalimat)
                said[words] = replace(answer, isi=(*said[words].isi, isi)) if words in said else answer
            yield from said.values()


class _Answerer:
    """Answers for a print of the revision ``printed`` on the days of ``masa``."""

    def __init__(
        self, proyek: Library, known: Sequence[PrintedRevision], masa: Period, printed: PrintedRevision,
        isi: ContentMatch,
    ) -> None:  # fmt: skip
        self._sops = proyek.sop
        self._known, self._masa, self._printed, self._isi = known, masa, printed, isi
        self._now = next((r for r in known if r.versi and masa.versi and r.versi.revisi == masa.versi.revisi), None)

    def jawab(self) -> Answer:
        """The answer that fits."""
        printed, masa = self._printed, self._masa
        versi = printed.versi
        if masa.keadaan == "hilang":
            return self._say("tidak", "Tidak ada lagi", "SOP ini sudah tidak ada di situs. Jangan memakai cetakan ini.")
        if versi is None:
            return self._say("awas", *self._unpublished())
        if versi.cancelled:
            return self._say("tidak", "Dibatalkan", *self._cancelled(versi), self._use())
        if printed is self._now:
            return self._say("awas" if self._isi == "beda" else "berlaku", *self._current())
        if masa.pencabut and versi.revisi <= masa.pencabut.revisi:
            said = self._say("tidak", "Sudah dicabut", *self._withdrawn(masa.pencabut), *self._coming())
            end = masa.pencabut.sop.pencabutan
            return replace(said, pengganti=str(end.pengganti)) if end and end.pengganti in self._sops else said
        if self._now is None or versi.revisi > self._now.nomor:
            return self._say("awas", *self._not_yet(versi))
        return self._replaced(versi, self._now)

    def _say(self, nada: Tone, judul: str, *kalimat: str, perubahan: Sequence[PrintedRevision] = ()) -> Answer:
        start, end = (day.isoformat() if day else "" for day in (self._masa.mulai, self._masa.sampai))
        use = self._now.nomor if self._now and self._now is not self._printed else None
        return Answer(self._printed, (self._isi,), nada, judul, kalimat, tuple(perubahan), use, start, end)

    def _cancelled(self, versi: Version) -> Iterator[str]:
        """That a revision never took effect, and why."""
        yield f"{capital(self._printed.nama)} {spoken_end(versi)}."
        yield from _reason(versi)
        yield "Jangan memakai cetakan ini."

    def _withdrawn(self, last: Version) -> Iterator[str]:
        """Since when, and why, an SOP holds no more."""
        end = last.sop.pencabutan
        yield f"SOP ini tidak berlaku lagi{f' sejak {format_date(end.tanggal)}' if end else ''}."
        yield from _reason(last)
        yield "Jangan memakai cetakan ini."

    def _current(self) -> list[str]:
        """Headline and sentences for a print of the revision in force."""
        printed = self._printed
        if self._isi == "beda":
            changed = "Revisinya masih berlaku, tetapi isi datanya telah berubah sejak lembar ini dicetak."
            return ["Isi telah berubah", changed, "Cetak yang baru sebelum bekerja.", *self._coming()]
        same = (
            "Isi cetakan sama dengan isi revisi itu."
            if self._isi == "sama"
            else "Kode isi tidak disebut: isinya tidak diperiksa."
        )
        return ["Berlaku", f"{capital(printed.nama)} berlaku{_since(printed)}.", same, *self._coming()]

    def _coming(self) -> list[str]:
        """What ends this stretch of time: the next revision, or the withdrawal; a draft, where nothing does."""
        end, now = self._masa.sampai, self._now
        successor = min(
            (r for r in self._known if r.versi and r.versi.ever and end and r.versi.mulai == end),
            key=lambda r: -r.nomor,
            default=None,
        )
        if successor is not None:
            ending = "menggantikannya" if now else "mulai berlaku"
            when = f" mulai {format_date(successor.in_force_from)}" if successor.in_force_from else ""
            return [f"{capital(successor.nama)} {ending}{when}." if now or not when else
                    f"{capital(successor.nama)} {ending} {when.removeprefix(' mulai ')}."]  # fmt: skip
        if end and now:
            return [f"SOP ini dicabut mulai {format_date(end)}."]
        drafts = [r for r in self._known if r.versi is None]
        return [f"{capital(drafts[-1].nama)} sedang disusun dan belum berlaku."] if drafts else []

    def _replaced(self, versi: Version, now: PrintedRevision) -> Answer:
        printed = self._printed
        later = [r for r in self._known if r.versi and not r.versi.cancelled and versi.revisi < r.nomor <= now.nomor]
        since = f" sejak {format_date(versi.sampai)}" if versi.sampai and versi.pasti else ""
        ended = f"{capital(printed.nama)} tidak berlaku lagi{since}."
        if not versi.ever:
            ended = f"{capital(printed.nama)} tidak pernah berlaku sendiri."
        other = (
            ["Isi cetakan ini juga berbeda dari isi revisi itu yang tersimpan di arsip."] if self._isi == "beda" else []
        )
        judul = f"Sudah diganti {now.nama}{_since(now)}"
        return self._say(
            "ganti", judul, ended, *other, "Cetak yang baru sebelum bekerja. Yang berubah:", perubahan=later
        )

    def _not_yet(self, versi: Version) -> list[str]:
        """Headline and sentences for a print of a revision that has not taken effect, or never will."""
        printed = self._printed
        since = format_date(printed.in_force_from) if printed.in_force_from else "kemudian"
        first = f"{capital(printed.nama)} mulai berlaku {since}."
        if not versi.ever:
            why = spoken_end(versi).removeprefix("tidak pernah berlaku, ")
            first = f"{capital(printed.nama)} tidak akan berlaku: {why}."
        return ["Belum berlaku", first, *self._other_words(), self._use()]

    def _unpublished(self) -> list[str]:
        """Headline and sentences for a print of a draft."""
        printed = self._printed
        head, first = "Draf, belum berlaku", f"{capital(printed.nama)} belum ditetapkan dan belum menjadi acuan resmi."
        if printed.sop.status == "ditinjau":
            head = "Sedang ditinjau"
            first = f"{capital(printed.nama)} sedang ditinjau. Acuan resmi adalah dokumen yang terakhir ditetapkan."
        return [head, first, *self._other_words(), self._use()]

    def _other_words(self) -> list[str]:
        return ["Isinya telah berubah sejak lembar ini dicetak."] if self._isi == "beda" else []

    def _use(self) -> str:
        """What to work by instead."""
        if self._now:
            return f"Yang berlaku sekarang {self._now.nama}{_since(self._now)}."
        return "SOP ini dicabut." if self._masa.keadaan == "dicabut" else "Belum ada revisi yang berlaku."


def _reason(versi: Version) -> Iterator[str]:
    end = versi.sop.pencabutan
    if end and end.alasan:
        yield f"Alasannya: {end.alasan}"


def _since(revisi: PrintedRevision) -> str:
    return f" sejak {format_date(revisi.in_force_from)}" if revisi.in_force_from else ""


def _standing(sop: Sop, versi: Version | None, *, gone: bool) -> str:
    """Where a revision stands, for the table, in words that are true on every day."""
    if gone:
        return "tidak ada lagi"
    if versi is None:
        return {"draf": "draf, belum berlaku", "ditinjau": "sedang ditinjau"}[sop.status]
    return spoken_end(versi)
