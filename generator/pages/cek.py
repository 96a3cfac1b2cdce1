"""The page that tells the holder of a print whether it is still current: sop/<slug>/cek/.

Every answer is worked out here and stands in the page; the script (cek.js) only picks the one that fits the address of
the QR code: revision, fingerprint, and whether the day on which a revision takes effect has come. Without it the table
of all revisions says the same.
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
from generator.pages.cetakan import kunci_revisi
from generator.pages.halaman import Halaman
from generator.pages.situs import Situs
from generator.pages.tampilan import kapital, make_halaman

Isi = Literal["sama", "beda", "tanpa"]
"""The fingerprint on the print: that of the data, another one, or not given."""
_SEMUA_ISI: tuple[Isi, ...] = ("sama", "beda", "tanpa")
Nada = Literal["berlaku", "ganti", "awas", "tidak"]
"""The tone of an answer: use it, take the new one, take care, do not use it."""


@dataclass(frozen=True, slots=True)
class Revisi:
    """A known revision. ``kunci``: its name in an address; ``kode``: fingerprint; ``keadaan``: where it stands."""

    sop: Sop
    kunci: str
    kode: str
    keadaan: str = ""

    @property
    def nama(self) -> str:
        """The revision in a sentence: "revisi 2"."""
        return "edisi tanpa nomor revisi" if self.sop.revisi is None else f"revisi {self.sop.revisi}"

    @property
    def mulai(self) -> datetime.date | None:
        """When it took effect, as far as it ever did and the data say so."""
        return self.sop.tanggal.efektif if self.ditetapkan else None

    @property
    def ditetapkan(self) -> bool:
        """Whether it was ever put in force."""
        return self.sop.status in ("berlaku", "dicabut")

    @property
    def dicabut(self) -> bool:
        """Whether it is withdrawn, at once or from a day on."""
        return self.sop.status == "dicabut" or (self.ditetapkan and self.sop.pencabutan is not None)


@dataclass(frozen=True, slots=True)
class Jawaban:
    """What is said about the print of one revision. ``sampai`` / ``mulai``: said before / from that day on (ISO,
    "" = always); ``perubahan``: what the revisions since then changed, oldest first."""

    revisi: Revisi
    isi: tuple[Isi, ...]
    nada: Nada
    judul: str
    kalimat: tuple[str, ...]
    perubahan: tuple[Revisi, ...] = ()
    mulai: str = ""
    sampai: str = ""


def slugs_of(proyek: Proyek) -> list[str]:
    """All SOPs of which prints can exist, also those that are only in the archive."""
    return sorted({*proyek.sop, *proyek.arsip})


def render_cek(situs: Situs, slug: str) -> Halaman:
    """The page sop/<slug>/cek/."""
    gone = slug not in situs.proyek.sop
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
        hilang=gone,
        riwayat=known,
        jawaban=tuple(answers_of(known, gone=gone)),
        beda={kunci_revisi(e.sop): situs.riwayat.beda(slug, e.revisi) for e in situs.riwayat.edisi(slug)},
    )


def revisions_of(proyek: Proyek, slug: str) -> tuple[Revisi, ...]:
    """Every revision that the data know, oldest first; the current file wins over an archived one of its number."""
    found = {kunci_revisi(sop): sop for sop in proyek.arsip.get(slug, {}).values()}
    current = proyek.sop.get(slug)
    for sop in filter(None, (current, proyek.draf.get(slug))):
        found.pop(kunci_revisi(sop), None)
        found[kunci_revisi(sop)] = sop
    known = [Revisi(sop, key, sidik_pendek(sop)) for key, sop in found.items()]
    now = in_force(known)
    return tuple(
        Revisi(r.sop, r.kunci, r.kode, _standing(r, known[place + 1 :], now, gone=current is None))
        for place, r in enumerate(known)
    )


def in_force(known: Sequence[Revisi]) -> Revisi | None:
    """The last revision that was ever in force; it may be withdrawn. None: there are only drafts."""
    return next((r for r in reversed(known) if r.ditetapkan), None)


def answers_of(known: Sequence[Revisi], *, gone: bool) -> Iterator[Jawaban]:
    """Every answer that a print can get."""
    for now in _situations(known, gone=gone):
        for printed in known:
            said: dict[tuple[str, ...], Jawaban] = {}
            for isi in _SEMUA_ISI:
                answer = _answer(printed, known, now, isi)
                words = (answer.nada, answer.judul, *answer.kalimat)
                said[words] = replace(answer, isi=(*said[words].isi, isi)) if words in said else answer
            yield from said.values()


@dataclass(frozen=True, slots=True)
class _Keadaan:
    """Which revision is in force, and whether the SOP is withdrawn or gone; from (``mulai``) or until (``sampai``) a
    day, "" = always."""

    kini: Revisi | None
    dicabut: bool = False
    hilang: bool = False
    mulai: str = ""
    sampai: str = ""


def _situations(known: Sequence[Revisi], *, gone: bool) -> list[_Keadaan]:
    """Whether the last revision, or the withdrawal, has taken effect only the reader's day tells: one for either."""
    last = in_force(known)
    if gone or last is None:
        return [_Keadaan(last, hilang=gone)]
    if last.dicabut:
        day = last.sop.pencabutan.tanggal.isoformat() if last.sop.pencabutan else ""
        return [_Keadaan(last, dicabut=True, mulai=day), *([_Keadaan(last, sampai=day)] if day else [])]
    if last.mulai is None:
        return [_Keadaan(last)]
    day, before = last.mulai.isoformat(), in_force(known[: known.index(last)])
    return [_Keadaan(last, mulai=day), _Keadaan(before, sampai=day)]


def _answer(printed: Revisi, known: Sequence[Revisi], now: _Keadaan, isi: Isi) -> Jawaban:
    """The answer for a print of ``printed`` while things are as ``now`` says."""

    def answer(nada: Nada, judul: str, *kalimat: str, perubahan: Sequence[Revisi] = ()) -> Jawaban:
        return Jawaban(printed, (isi,), nada, judul, kalimat, tuple(perubahan), now.mulai, now.sampai)

    if now.hilang:
        return answer("tidak", "Tidak ada lagi", "SOP ini sudah tidak ada di situs. Jangan memakai cetakan ini.")
    if now.kini is None or known.index(printed) > known.index(now.kini):
        return answer("awas", *_not_yet(printed, None if now.dicabut else now.kini, isi))
    if now.dicabut:
        return answer("tidak", "Sudah dicabut", *_withdrawn(now.kini), "Jangan memakai cetakan ini.")
    if printed is now.kini:
        changed = isi == "beda"
        return answer("awas" if changed else "berlaku", *_current(printed, known, isi))
    later = [r for r in known[known.index(printed) + 1 : known.index(now.kini) + 1] if r.ditetapkan]
    ended = f"{kapital(printed.nama)} tidak berlaku lagi{_since(later[0])}."
    other = ["Isi cetakan ini juga berbeda dari isi revisi itu yang tersimpan di arsip."] if isi == "beda" else []
    judul = f"Sudah diganti {now.kini.nama}{_since(now.kini)}"
    return answer("ganti", judul, ended, *other, "Cetak yang baru sebelum bekerja. Yang berubah:", perubahan=later)


def _withdrawn(last: Revisi) -> Iterator[str]:
    """Since when, and why, an SOP holds no more."""
    end = last.sop.pencabutan
    yield f"SOP ini tidak berlaku lagi{f' sejak {tanggal(end.tanggal)}' if end else ''}."
    if end and end.alasan:
        yield f"Alasannya: {end.alasan}"


def _current(printed: Revisi, known: Sequence[Revisi], isi: Isi) -> list[str]:
    """Headline and sentences for a print of the revision in force."""
    coming = known[known.index(printed) + 1 :]
    ahead = [_ahead(coming[0])] if coming else []
    if printed.sop.pencabutan:
        ahead = [f"SOP ini dicabut mulai {tanggal(printed.sop.pencabutan.tanggal)}."]
    if isi == "beda":
        changed = "Revisinya masih berlaku, tetapi isi datanya telah berubah sejak lembar ini dicetak."
        return ["Isi telah berubah", changed, "Cetak yang baru sebelum bekerja.", *ahead]
    held = f"{kapital(printed.nama)} berlaku{_since(printed)}."
    same = (
        "Isi cetakan sama dengan isi revisi itu."
        if isi == "sama"
        else "Kode isi tidak disebut: isinya tidak diperiksa."
    )
    return ["Berlaku", held, same, *ahead]


def _not_yet(printed: Revisi, now: Revisi | None, isi: Isi) -> list[str]:
    """Headline and sentences for a print of a draft, or of a revision that has not taken effect."""
    if printed.mulai is not None:
        head = "Belum berlaku"
        first = f"{kapital(printed.nama)} mulai berlaku {tanggal(printed.mulai)}."
    elif printed.sop.status == "ditinjau":
        head = "Sedang ditinjau"
        first = f"{kapital(printed.nama)} sedang ditinjau. Acuan resmi adalah dokumen yang terakhir ditetapkan."
    else:
        head = "Draf, belum berlaku"
        first = f"{kapital(printed.nama)} belum ditetapkan dan belum menjadi acuan resmi."
    other = ["Isinya telah berubah sejak lembar ini dicetak."] if isi == "beda" else []
    use = f"Yang berlaku sekarang {now.nama}{_since(now)}." if now else "Belum ada revisi yang berlaku."
    return [head, first, *other, use]


def _since(revisi: Revisi) -> str:
    return f" sejak {tanggal(revisi.mulai)}" if revisi.mulai else ""


def _ahead(coming: Revisi) -> str:
    """What will come after the revision in force."""
    if coming.mulai is not None:
        return f"{kapital(coming.nama)} menggantikannya mulai {tanggal(coming.mulai)}."
    return f"{kapital(coming.nama)} sedang disusun dan belum berlaku."


def _standing(revisi: Revisi, later: Sequence[Revisi], now: Revisi | None, *, gone: bool) -> str:
    """Where a revision stands, for the table, in words that are true on every day."""
    successor = next((r for r in later if r.ditetapkan), None)
    if gone:
        return "tidak ada lagi"
    if now is not None and now.dicabut:
        end = now.sop.pencabutan
        return f"dicabut mulai {tanggal(end.tanggal)}" if end else "dicabut"
    if successor is not None:
        start = f" mulai {tanggal(successor.mulai)}" if successor.mulai else ""
        return f"diganti {successor.nama}{start}"
    return {"draf": "draf, belum berlaku", "ditinjau": "sedang ditinjau"}.get(
        revisi.sop.status, f"berlaku mulai {tanggal(revisi.mulai)}" if revisi.mulai else "berlaku"
    )
