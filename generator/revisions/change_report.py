"""The difference of two versions in the reader's words, a sentence for each change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from generator.data.sop import Sop
from generator.data.wording import join_words
from generator.revisions.alignment import actors_of
from generator.revisions.content import detail
from generator.revisions.field_words import field_phrases, identity_phrases, symbol_phrases
from generator.revisions.names import Names, Renaming, names_of, renamed
from generator.revisions.sop_diff import ProcedureDiff, SopDiff, StepDiff, compare
from generator.revisions.word_diff import Phrase, WordRun, quoted_text, value_phrase
from generator.steps.rows import WrittenDiagram, WrittenRow, diagrams, targets

JenisButir = Literal["baru", "hapus", "pindah", "pecah", "gabung", "ubah"]
IDENTITAS = "Halaman identitas"
TIDAK_DILAPORKAN = ("perubahan", "sidik", "nama_terbit", "nama_lama", "tinjauan")
"""Fields that speak about the revision itself: the summary that its maker wrote, who read it, what the program wrote
when it was signed, what the file was called. Names that changed are told thing by thing (``renaming_lines``)."""
_SATU_SIMBOL = ("simbol", "pelaksana", "keputusan", "lanjut", "jenis", "teks")


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change. ``kalimat`` says all of it; ``frasa`` the same without naming the place (``tempat``).

    ``potongan``: the words of a changed text, marked. ``kode_lama``, ``kode_baru``: the step's name in addresses in
    each version ("" = none there). ``pelaksana``: ids of all whom it concerns, before or now.
    """

    jenis: JenisButir
    tempat: str
    bidang: str
    frasa: str
    kalimat: str
    potongan: tuple[WordRun, ...] = ()
    kode_lama: str = ""
    kode_baru: str = ""
    pelaksana: tuple[str, ...] = ()


def report_changes(lama: Sop, baru: Sop, nama: Names, beda: SopDiff | None = None) -> tuple[ChangeLine, ...]:
    """Every change for a reader, first the steps in the new order, then the identity page."""
    beda = beda or compare(lama, baru)
    drawn = diagrams(lama), diagrams(baru)
    found = [butir for satu in beda.prosedur for butir in _prosedur(satu, drawn, nama)]
    fields = (part for change in beda.bidang if change.bidang[0] not in TIDAK_DILAPORKAN for part in detail(change))
    for part in fields:
        for frasa in identity_phrases(part, nama):
            words = frasa.teks[:1].upper() + frasa.teks[1:]
            found.append(ChangeLine("ubah", IDENTITAS, ".".join(part.bidang), frasa.teks, words, frasa.potongan))
    found += renaming_lines(renamed(names_of(lama, nama.kini), names_of(baru, nama.kini)))
    return tuple(found)


def renaming_lines(ganti: Iterable[Renaming], sebab: str = "") -> Iterator[ChangeLine]:
    """What is printed under another name, though the SOP's own words are the same; ``sebab``: more to be said of it."""
    for satu in ganti:
        words = satu.sentence + ("" if satu.coded else sebab)
        actors = (satu.id,) if satu.jenis in ("jabatan", "jabatan_lengkap") else ()
        field = f"nama.{satu.jenis}.{satu.id}"
        yield ChangeLine("ubah", IDENTITAS, field, words, words[:1].upper() + words[1:], pelaksana=actors)


def _prosedur(
    satu: ProcedureDiff, drawn: tuple[Sequence[WrittenDiagram], Sequence[WrittenDiagram]], nama: Names
) -> Iterator[ChangeLine]:
    """The changes of one procedure."""
    if satu.dari is None or satu.ke is None:
        diagram = drawn[0][satu.dari] if satu.dari is not None else drawn[1][satu.ke or 0]
        title = diagram.prosedur.judul or "tanpa judul"
        words = "dihapus" if satu.ke is None else "baru"
        actors = tuple(dict.fromkeys(id for row in diagram.baris for id in row.pelaksana))
        sentence = f"Bagan {title} {words}, {len(diagram.baris)} langkah"
        kind: JenisButir = "hapus" if satu.ke is None else "baru"
        yield ChangeLine(kind, f"Bagan {title}", "prosedur", words, sentence, pelaksana=actors)
        return
    old, new = drawn[0][satu.dari], drawn[1][satu.ke]
    place = f"Bagan {satu.ke + 1}" if len(drawn[1]) > 1 else "Tabel langkah"
    if satu.dari != satu.ke:
        words = f"menjadi bagan ke-{satu.ke + 1}, semula ke-{satu.dari + 1}"
        yield ChangeLine("pindah", place, "prosedur", words, f"{place} {words}")
    for change in satu.bidang:
        for part in detail(change):
            for frasa in identity_phrases(part, nama):
                yield ChangeLine(
                    "ubah", place, ".".join(part.bidang), frasa.teks, f"{place}: {frasa.teks}", frasa.potongan
                )
    ordered = _StepOrder(satu, old, new, nama, f" (bagan {satu.ke + 1})" if len(drawn[1]) > 1 else "")
    for step in satu.langkah:
        yield from ordered.lines_of(step)


class _StepOrder:
    """Steps of both versions of one procedure, and how a sentence calls them."""

    def __init__(self, satu: ProcedureDiff, old: WrittenDiagram, new: WrittenDiagram, nama: Names, suffix: str) -> None:
        self.satu, self.old, self.new, self.nama, self.suffix = satu, old.baris, new.baris, nama, suffix
        self.asal = {step.ke: step.dari for step in satu.langkah}
        self.kini = {step.dari: step.ke for step in satu.langkah}

    def lines_of(self, step: StepDiff) -> Iterator[ChangeLine]:
        """All that is to be said about one step."""
        if step.dari is None:
            yield self._new(step)
        elif step.ke is None:
            yield self._gone(step)
        else:
            if step.pindah:
                yield self._moved(step.dari, step.ke)
            yield from self._changed(step, step.dari, step.ke)

    def _make(
        self, jenis: JenisButir, place: str, bidang: str, frasa: Phrase, joint: str,
        old: WrittenRow | None, new: WrittenRow | None,
    ) -> ChangeLine:  # fmt: skip
        actors = dict.fromkeys(id for row in (old, new) if row for id in row.pelaksana)
        return ChangeLine(
            jenis, place, bidang, frasa.teks, f"{place}{joint}{frasa.teks}", frasa.potongan,
            old.kode if old else "", new.kode if new else "", tuple(actors),
        )  # fmt: skip

    def _new(self, step: StepDiff) -> ChangeLine:
        row = self.new[step.ke or 0]
        actors = join_words(self.nama.jabatan.get(id, id) for id in actors_of(step.isi or {}))
        time = row.data.mutu_baku.waktu
        about = f"{quoted_text(row.data.uraian)} ({actors}{', ' + time if time else ''})"
        if step.pecahan is None:
            return self._make("baru", self._call(row), "langkah", Phrase(f"baru: {about}"), " ", None, row)
        origin, rest = self.old[step.pecahan], self.kini.get(step.pecahan)
        both = sorted(place for place in (rest, step.ke) if place is not None)
        now = join_words(self.new[place].no or "tanpa nomor" for place in both)
        words = Phrase(f"pecahan dari langkah {origin.no or 'tanpa nomor'} lama, yang menjadi langkah {now}: {about}")
        return self._make("pecah", self._call(row), "langkah", words, " ", origin, row)

    def _gone(self, step: StepDiff) -> ChangeLine:
        row = self.old[step.dari or 0]
        about = quoted_text(row.data.uraian)
        place = f"{self._call(row)} lama"
        if step.gabungan is None:
            return self._make("hapus", place, "langkah", Phrase(f"dihapus: {about}"), " ", row, None)
        target = self.new[step.gabungan]
        words = Phrase(f"digabung ke {_lower(self._call(target))}: {about}")
        return self._make("gabung", place, "langkah", words, " ", row, target)

    def _moved(self, dari: int, ke: int) -> ChangeLine:
        row, old = self.new[ke], self.old[dari]
        if ke == 0:
            words = "dipindah ke awal"
        else:
            before = self.asal.get(ke - 1)
            above = self.new[ke - 1] if before is None else self.old[before]
            words = f"dipindah setelah langkah {above.no or 'tanpa nomor'}{' yang baru' if before is None else ''}"
        now = f", menjadi langkah {row.no}" if row.no and row.no != old.no else ""
        return self._make("pindah", self._call(old), "urutan", Phrase(words + now), " ", old, row)

    def _changed(self, step: StepDiff, dari: int, ke: int) -> Iterator[ChangeLine]:
        old, new = self.old[dari], self.new[ke]
        renumbered = f" (semula {old.no})" if old.no and new.no and old.no != new.no else ""
        place = f"{self._call(new)}{renumbered}"
        sebut = (self._target_old, self._target_new)
        redrawn = any(change.bidang == ("simbol",) and None in (change.lama, change.baru) for change in step.bidang)
        if redrawn:  # one symbol became several or the other way round: compare what they mean
            for phrase in symbol_phrases(_symbols(old), _symbols(new), self.nama, sebut):
                yield self._make("ubah", place, "simbol", phrase, ": ", old, new)
        for change in step.bidang:
            if not change.nyata or (redrawn and change.bidang[0] in _SATU_SIMBOL):
                continue
            for part in detail(change):
                if part.bidang == ("uraian",):
                    phrases = [value_phrase("uraian", str(part.lama), str(part.baru))]
                else:
                    phrases = field_phrases(part, self.nama, sebut)
                for phrase in phrases:
                    yield self._make("ubah", place, ".".join(part.bidang), phrase, ": ", old, new)

    def _call(self, row: WrittenRow) -> str:
        return f"{'Langkah ' + row.no if row.no else 'Langkah tanpa nomor'}{self.suffix}"

    def _target_old(self, word: str) -> str:
        """What a target of the old version leads to, as the new version counts its steps."""
        place = _place(self.old, word)
        if place is None:
            return word
        now = self.kini.get(place)
        if now is None:
            return f"langkah {self.old[place].no or 'tanpa nomor'} lama yang dihapus"
        return f"langkah {self.new[now].no or 'tanpa nomor'}"

    def _target_new(self, word: str) -> str:
        place = _place(self.new, word)
        return word if place is None else f"langkah {self.new[place].no or 'tanpa nomor'}"


def _symbols(row: WrittenRow) -> list[dict[str, Any]]:
    """The symbols of a row as plain values, however they were written."""
    return [
        {"pelaksana": s.pelaksana}
        | {"lanjut": [{"ke": t.ke, "label": t.label or ""} for t in (*s.keputusan, *s.lanjut)]}
        for s in row.simbol
    ]


def _place(rows: Sequence[WrittenRow], word: str) -> int | None:
    """The row that a target means; None for "selesai"."""
    symbol = targets(rows).get(word)
    return next((row.urut for row in rows if symbol in {s.id for s in row.simbol}), None) if symbol else None


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
