"""Recording that somebody reviewed an SOP: the last item of `tinjauan` in its file, every other character as it was."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.commands.at_work import RefusedError, SopAtWork, at_work, model_of, new_text, typed_words
from generator.commands.yaml_edit import Appended
from generator.data.fingerprint import fingerprint, short_fingerprint
from generator.data.instansi import Jabatan
from generator.data.library import Library
from generator.data.near_words import suggest
from generator.data.sop import ReviewOutcome, ReviewRecord, Sop
from generator.revisions.in_force import TERBIT
from generator.revisions.reviewers import required_reviewers, reviewer_states, waiting_for


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What was recorded.

    record      the review
    name        of the jabatan, in full
    revisi      the revision that was reviewed
    code        the fingerprint of its content, as printed
    written     whether the file changed: the very same may stand there already
    waiting     the names of those whose agreement is still lacking
    """

    record: ReviewRecord
    name: str
    revisi: int
    code: str
    written: bool
    waiting: tuple[str, ...]


def review(
    data: Path, slug: str, reviewer: str, hasil: ReviewOutcome, hari: datetime.date, nama: str | None = None,
    catatan: str | None = None, *, coba: bool = False,
) -> Reviewed:  # fmt: skip
    """Record that ``reviewer``, the id or the name of a jabatan, read the content that the file has now. ``coba``: only
    say what would be recorded."""
    person, remark = typed_words(nama or ""), typed_words(catatan or "")
    with at_work(data, slug) as now:
        refuse_published(now.sop)
        jabatan = jabatan_meant(now.proyek, reviewer)
        if hasil == "perbaiki" and not remark:
            raise RefusedError("Tinjauan yang meminta perbaikan perlu catatan: apa yang harus diperbaiki (--catatan)")
        item = {
            "jabatan": jabatan,
            **({"nama": person} if person else {}),
            "tanggal": hari.isoformat(),
            "hasil": hasil,
            "sidik": fingerprint(now.sop),
            **({"catatan": remark} if remark else {}),
        }
        record = ReviewRecord.model_validate(item)
        last = next(
            (one.record for one in reviewer_states(now.proyek.instansi, now.sop) if one.jabatan == jabatan), None
        )
        if last == record:
            return _done(now, record, now.sop, written=False)
        text = new_text(now, {("tinjauan",): Appended(item)})
        sop = model_of(text)
        if not coba:
            now.write(text.encode("utf-8"))
        return _done(now, record, sop, written=not coba)


def refuse_published(sop: Sop) -> None:
    """A review comes before publishing: afterwards it would say something about what holds already."""
    if sop.status in TERBIT:
        raise RefusedError(
            f"Revisi {sop.revisi or 0} berstatus {sop.status}; tinjauan dicatat sebelum SOP terbit. "
            "Isinya yang baru disiapkan dengan 'sop revise'"
        )


def jabatan_meant(proyek: Library, word: str) -> str:
    """The jabatan that is meant: by its id, or by one of its names where only one has it."""
    if word in proyek.jabatan:
        return word
    plain = " ".join(word.casefold().split())
    named = [id for id, one in proyek.jabatan.items() if plain in _names(one)]
    if len(named) == 1:
        return named[0]
    if named:
        raise RefusedError(f"'{word}' adalah nama beberapa jabatan; tulis idnya: {', '.join(named)}")
    raise RefusedError(f"Jabatan '{word}' tidak ada di jabatan.yml ({suggest(word, proyek.jabatan)})")


def who_may_be_asked(proyek: Library, sop: Sop) -> Mapping[str, str]:
    """The reviewers whose agreement is lacking, else all that are required: id -> full name."""
    open_ones = [one.jabatan for one in waiting_for(proyek.instansi, sop)]
    return {id: full_name(proyek, id) for id in open_ones or required_reviewers(proyek.instansi, sop)}


def full_name(proyek: Library, jabatan: str) -> str:
    """The full name of a jabatan; the id where nobody knows it."""
    return proyek.jabatan[jabatan].full_name if jabatan in proyek.jabatan else jabatan


def _names(jabatan: Jabatan) -> set[str]:
    return {" ".join(name.casefold().split()) for name in (jabatan.nama, jabatan.full_name, *jabatan.alias)}


def _done(now: SopAtWork, record: ReviewRecord, sop: Sop, *, written: bool) -> Reviewed:
    waiting = tuple(full_name(now.proyek, one.jabatan) for one in waiting_for(now.proyek.instansi, sop))
    name = full_name(now.proyek, record.jabatan)
    return Reviewed(record, name, now.revisi, short_fingerprint(sop), written, waiting)
