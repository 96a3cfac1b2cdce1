"""The page that tells the holder of a print whether it is still current: sop/<slug>/cek/.

Every answer is worked out here and stands in the page, one for each stretch of the SOP's time (``revisi/berlaku.py``);
the script (cek.js) only picks the one that fits the address of the QR code, by revision and fingerprint, and the
reader's day. On a site of one day there are only the answers of that day. Without the script the table of all revisions
says the same, with its dates.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from generator.data.bahasa import tanggal
from generator.data.proyek import Proyek
from generator.data.sidik import sidik_pendek
from generator.data.sop import Sop
from generator.declared import page
from generator.pages.cetakan import kunci_revisi
from generator.pages.halaman import Halaman
from generator.pages.saat import masa_of
from generator.pages.situs import Situs
from generator.pages.tampilan import kapital, make_halaman
from generator.revisi.berlaku import TERBIT, Masa, Versi, versi_terbit
from generator.revisi.sebutan import mulai_tertulis, sebut_akhir

Isi = Literal["sama", "beda", "tanpa"]
"""The fingerprint on the print: that of the data, another one, or not given."""
_SEMUA_ISI: tuple[Isi, ...] = ("sama", "beda", "tanpa")
Nada = Literal["berlaku", "ganti", "awas", "tidak"]
"""The tone of an answer: use it, take the new one, take care, do not use it."""


@dataclass(frozen=True, slots=True)
class Revisi:
    """A known revision. ``kunci``: its name in an address; ``kode``: fingerprint; ``versi``: its time, None where it
    was never published; ``keadaan``: where it stands."""

    sop: Sop
    kunci: str
    kode: str
    versi: Versi | None = None
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
    def mulai(self) -> datetime.date | None:
        """When it took effect, as far as it was published and the data say so."""
        return mulai_tertulis(self.sop) if self.versi else None


@dataclass(frozen=True, slots=True)
class Jawaban:
    """What is said about the print of one revision. ``sampai`` / ``mulai``: said before / from that day on (ISO,
    "" = always); ``perubahan``: what the revisions since then changed, oldest first; ``pakai``: the revision that
    holds, where that is another one."""

    revisi: Revisi
    isi: tuple[Isi, ...]
    nada: Nada
    judul: str
    kalimat: tuple[str, ...]
    perubahan: tuple[Revisi, ...] = ()
    pakai: int | None = None
    mulai: str = ""
    sampai: str = ""


@page("riwayat")
def render_cek(situs: Situs, slug: str) -> Halaman:
    """The page sop/<slug>/cek/."""
    situs = situs.pada(slug) if slug in situs.sop else situs
    known = revisions_of(situs.proyek, slug)
    title = known[-1].sop.judul
    return make_halaman(
        situs,
        "cek.html",
        f"sop/{slug}/cek",
        f"Cek cetakan {title}",
        {"search": {"exclude": True}, "description": f"Apakah cetakan SOP {title} masih berlaku?"},
        slug=slug,
        nama=title,
        hilang=slug not in situs.proyek.sop,
        riwayat=known,
        jawaban=tuple(answers_of(situs.proyek, slug)),
        hari=situs.proyek.hari,
        beda={kunci_revisi(e.sop): situs.riwayat.beda(slug, e.revisi) for e in situs.riwayat.edisi(slug)},
    )


def revisions_of(proyek: Proyek, slug: str) -> tuple[Revisi, ...]:
    """Every revision that the data know, oldest first; the current file wins over an archived one of its number."""
    found = {kunci_revisi(sop): sop for sop in proyek.arsip.get(slug, {}).values()}
    for sop in filter(None, (proyek.sop.get(slug), proyek.draf.get(slug))):
        found.pop(kunci_revisi(sop), None)
        found[kunci_revisi(sop)] = sop
    times = {versi.revisi: versi for versi in versi_terbit(proyek, slug)}
    gone = slug not in proyek.sop
    known = []
    for key, sop in found.items():
        versi = times.get(sop.revisi or 0) if sop.status in TERBIT else None
        known.append(Revisi(sop, key, sidik_pendek(sop), versi, _standing(sop, versi, gone=gone)))
    return tuple(known)


def answers_of(proyek: Proyek, slug: str) -> Iterator[Jawaban]:
    """Every answer that a print can get, for each stretch of the SOP's time."""
    known = revisions_of(proyek, slug)
    for masa in masa_of(proyek, slug):
        for printed in known:
            said: dict[tuple[str, ...], Jawaban] = {}
            for isi in _SEMUA_ISI:
                answer = _Penjawab(known, masa, printed, isi).jawab()
                words = (answer.nada, answer.judul, *answer.kalimat)
                said[words] = replace(answer, isi=(*said[words].isi, isi)) if words in said else answer
            yield from said.values()


class _Penjawab:
    """Answers for a print of the revision ``printed`` on the days of ``masa``."""

    def __init__(self, known: Sequence[Revisi], masa: Masa, printed: Revisi, isi: Isi) -> None:
        self._known, self._masa, self._printed, self._isi = known, masa, printed, isi
        self._now = next((r for r in known if r.versi and masa.versi and r.versi.revisi == masa.versi.revisi), None)

    def jawab(self) -> Jawaban:
        """The answer that fits."""
        printed, masa = self._printed, self._masa
        versi = printed.versi
        if masa.keadaan == "hilang":
            return self._say("tidak", "Tidak ada lagi", "SOP ini sudah tidak ada di situs. Jangan memakai cetakan ini.")
        if versi is None:
            return self._say("awas", *self._unpublished())
        if printed is self._now:
            return self._say("awas" if self._isi == "beda" else "berlaku", *self._current())
        if masa.pencabut and versi.revisi <= masa.pencabut.revisi:
            return self._say("tidak", "Sudah dicabut", *self._withdrawn(masa.pencabut), *self._coming())
        if self._now is None or versi.revisi > self._now.nomor:
            return self._say("awas", *self._not_yet(versi))
        return self._replaced(versi, self._now)

    def _say(self, nada: Nada, judul: str, *kalimat: str, perubahan: Sequence[Revisi] = ()) -> Jawaban:
        start, end = (day.isoformat() if day else "" for day in (self._masa.mulai, self._masa.sampai))
        use = self._now.nomor if self._now and self._now is not self._printed else None
        return Jawaban(self._printed, (self._isi,), nada, judul, kalimat, tuple(perubahan), use, start, end)

    def _withdrawn(self, last: Versi) -> Iterator[str]:
        """Since when, and why, an SOP holds no more."""
        end = last.sop.pencabutan
        yield f"SOP ini tidak berlaku lagi{f' sejak {tanggal(end.tanggal)}' if end else ''}."
        if end and end.alasan:
            yield f"Alasannya: {end.alasan}"
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
        return ["Berlaku", f"{kapital(printed.nama)} berlaku{_since(printed)}.", same, *self._coming()]

    def _coming(self) -> list[str]:
        """What ends this stretch of time: the next revision, or the withdrawal; a draft, where nothing does."""
        end, now = self._masa.sampai, self._now
        successor = min(
            (r for r in self._known if r.versi and r.versi.pernah and end and r.versi.mulai == end),
            key=lambda r: -r.nomor,
            default=None,
        )
        if successor is not None:
            ending = "menggantikannya" if now else "mulai berlaku"
            when = f" mulai {tanggal(successor.mulai)}" if successor.mulai else ""
            return [f"{kapital(successor.nama)} {ending}{when}." if now or not when else
                    f"{kapital(successor.nama)} {ending} {when.removeprefix(' mulai ')}."]  # fmt: skip
        if end and now:
            return [f"SOP ini dicabut mulai {tanggal(end)}."]
        drafts = [r for r in self._known if r.versi is None]
        return [f"{kapital(drafts[-1].nama)} sedang disusun dan belum berlaku."] if drafts else []

    def _replaced(self, versi: Versi, now: Revisi) -> Jawaban:
        printed = self._printed
        later = [r for r in self._known if r.versi and versi.revisi < r.nomor <= now.nomor]
        since = f" sejak {tanggal(versi.sampai)}" if versi.sampai and versi.pasti else ""
        ended = f"{kapital(printed.nama)} tidak berlaku lagi{since}."
        if not versi.pernah:
            ended = f"{kapital(printed.nama)} tidak pernah berlaku sendiri."
        other = (
            ["Isi cetakan ini juga berbeda dari isi revisi itu yang tersimpan di arsip."] if self._isi == "beda" else []
        )
        judul = f"Sudah diganti {now.nama}{_since(now)}"
        return self._say(
            "ganti", judul, ended, *other, "Cetak yang baru sebelum bekerja. Yang berubah:", perubahan=later
        )

    def _not_yet(self, versi: Versi) -> list[str]:
        """Headline and sentences for a print of a revision that has not taken effect, or never will."""
        printed = self._printed
        first = (
            f"{kapital(printed.nama)} mulai berlaku{f' {tanggal(printed.mulai)}' if printed.mulai else ' kemudian'}."
        )
        if not versi.pernah:
            why = sebut_akhir(versi).removeprefix("tidak pernah berlaku, ")
            first = f"{kapital(printed.nama)} tidak akan berlaku: {why}."
        return ["Belum berlaku", first, *self._other_words(), self._use()]

    def _unpublished(self) -> list[str]:
        """Headline and sentences for a print of a draft."""
        printed = self._printed
        head, first = "Draf, belum berlaku", f"{kapital(printed.nama)} belum ditetapkan dan belum menjadi acuan resmi."
        if printed.sop.status == "ditinjau":
            head = "Sedang ditinjau"
            first = f"{kapital(printed.nama)} sedang ditinjau. Acuan resmi adalah dokumen yang terakhir ditetapkan."
        return [head, first, *self._other_words(), self._use()]

    def _other_words(self) -> list[str]:
        return ["Isinya telah berubah sejak lembar ini dicetak."] if self._isi == "beda" else []

    def _use(self) -> str:
        """What to work by instead."""
        if self._now:
            return f"Yang berlaku sekarang {self._now.nama}{_since(self._now)}."
        return "SOP ini dicabut." if self._masa.keadaan == "dicabut" else "Belum ada revisi yang berlaku."


def _since(revisi: Revisi) -> str:
    return f" sejak {tanggal(revisi.mulai)}" if revisi.mulai else ""


def _standing(sop: Sop, versi: Versi | None, *, gone: bool) -> str:
    """Where a revision stands, for the table, in words that are true on every day."""
    if gone:
        return "tidak ada lagi"
    if versi is None:
        return {"draf": "draf, belum berlaku", "ditinjau": "sedang ditinjau"}[sop.status]
    return sebut_akhir(versi)
