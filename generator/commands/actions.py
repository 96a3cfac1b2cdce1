"""Three acts in an SOP's life: revise it, put it in force (publish), withdraw it or one revision that is to come.

An act reads, checks, makes the new text in memory and proves it, and only then writes, one whole file after the other.
What is refused has changed nothing; where the disk fails between two files, the refusal names those that are written.
Whatever the moment of a kill or a failure, the version in force is in the archive or still in sop/, and the same
command, given again, finishes what is missing. The archive copy of a revision is made when it is published, so that its
exact words are known even where somebody edits the file afterwards.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from pathlib import Path

from generator.check.life_rules import SEBAGIAN_BATAL
from generator.check.revisi_rules import missing_for_publication
from generator.commands.at_work import (
    URUTAN,
    ActionResult,
    RefusedError,
    SopAtWork,
    at_work,
    edited,
    model_of,
    new_text,
    typed_words,
)
from generator.commands.draft import day_text, draft_text, next_number
from generator.commands.yaml_edit import Edits, Isi, edit
from generator.data.fingerprint import fingerprint
from generator.data.library import Library, archive_of, file_of
from generator.data.sop import Sop
from generator.data.wording import format_date
from generator.revisions.in_force import TERBIT, Version, last_published, published_versions
from generator.revisions.names import freeze_names
from generator.revisions.reader_view import for_reader

_CATATAN = " # ditulis oleh sop publish; jangan diubah"
_TANPA_CATATAN = re.compile(r"^nama_terbit:(?=\r?$)", re.MULTILINE)
"""The line that begins the names; at the edge of the file, where no text of a field can stand."""


def revise(
    data: Path, slug: str, ringkasan: Sequence[str], alasan: str | None, revisi: datetime.date | None = None,
    efektif: datetime.date | None = None, *, coba: bool = False,
) -> ActionResult:  # fmt: skip
    """Keep the version in force in the archive and make the file the draft of the next revision.

    ``revisi`` and ``efektif``: the new dates, None = left empty until they are known; ``coba``: write nothing.
    """
    summary = [words for words in map(typed_words, ringkasan) if words]
    with at_work(data, slug, coba=coba) as now:
        if now.sop.status not in ("berlaku", "dicabut"):
            raise RefusedError(f"Revisi {now.revisi} berstatus {now.sop.status} dan dapat langsung diubah; "
                          "revisi baru dibuat dari SOP yang berlaku")  # fmt: skip
        number = next_number(now.proyek, slug, now.revisi)
        why = typed_words(alasan or "")
        base = file_of("sop", slug), now.mentah, now.sop
        new = draft_text(now, slug, base, number, summary, why, revisi, efektif)
        if now.arsip(number).exists():
            raise RefusedError(f"{archive_of(slug, number)} sudah ada; periksa nomor revisi SOP ini")
        keep_in_force(now)
        now.write(new.encode("utf-8"))
        return now.done(number)


def publish(
    data: Path, slug: str, revisi: datetime.date | None = None, efektif: datetime.date | None = None, *,
    coba: bool = False,
) -> ActionResult:  # fmt: skip
    """Put the revision in force: status, fingerprint, the names that it prints, and its copy in the archive. Dates
    given win over those there; ``coba``: write nothing."""
    with at_work(data, slug, coba=coba) as now:
        return publish_read(now, revisi, efektif)


def publish_read(now: SopAtWork, revisi: datetime.date | None, efektif: datetime.date | None) -> ActionResult:
    """Put the revision in force of an SOP that is at work."""
    if now.sop.status == "dicabut":
        raise RefusedError("SOP ini sudah dicabut; buat revisi baru dengan 'sop revise'")
    if now.sop.sidik and now.sop.status == "berlaku":
        return _finish(now)
    changes: Edits = {
        ("status",): "berlaku",
        **({("revisi",): "0"} if now.sop.revisi is None else {}),
        **({("tanggal", "revisi"): day_text(revisi)} if revisi else {}),
        **({("tanggal", "efektif"): day_text(efektif)} if efektif else {}),
    }
    text = new_text(now, changes)
    missing = missing_for_publication(now.proyek, now.slug, model_of(text))
    if missing:
        raise RefusedError("SOP ini belum dapat diterbitkan", missing)
    return _sign(now, text)


def withdraw(
    data: Path, slug: str, hari: datetime.date, alasan: str | None, revisi: int | None = None,
    pengganti: str | None = None, *, today: datetime.date = datetime.date.min, coba: bool = False,
) -> ActionResult:  # fmt: skip
    """Take the SOP out of force from ``hari`` on; ``pengganti``: the SOP that takes its place. With ``revisi``: only
    that revision, before the day from which it would hold; the others stay as they are. ``today``: what held until
    today did hold, whatever day is given; ``coba``: write nothing."""
    if revisi is not None and pengganti:
        raise RefusedError("Pengganti hanya untuk pencabutan seluruh SOP, bukan untuk satu revisi")
    ended: dict[tuple[str, ...], Isi] = {
        ("status",): "dicabut",
        ("pencabutan", "tanggal"): hari.isoformat(),
        **({("pencabutan", "alasan"): why} if (why := typed_words(alasan or "")) else {}),
        **({("pencabutan", "pengganti"): pengganti} if pengganti else {}),
    }
    with at_work(data, slug, coba=coba, mending=(SEBAGIAN_BATAL,)) as now:
        if pengganti is not None and (pengganti not in now.proyek.sop or pengganti == slug):
            raise RefusedError(f"SOP pengganti '{pengganti}' tidak ada, atau SOP ini sendiri")
        return _end_sop(now, ended) if revisi is None else _cancel(now, revisi, max(hari, today), ended)


def _end_sop(now: SopAtWork, ended: Edits) -> ActionResult:
    """End the SOP: in its file, or, where that holds a draft, in the copy of the revision that was published last."""
    if now.sop.status == "dicabut" and now.sop.sidik:
        return _finish(now)
    if now.sop.status in TERBIT:
        _refuse_edited(now)
        return _sign(now, new_text(now, ended), again=True)
    last = last_published(now.proyek, now.slug)
    if last is None:
        raise RefusedError(
            f"Revisi {now.revisi} berstatus {now.sop.status} dan belum pernah diterbitkan; yang dapat dicabut hanya "
            f"SOP yang berlaku, sedangkan draf yang tidak jadi dipakai dihapus dengan 'sop delete {now.slug}'"
        )
    if last.sop.status == "berlaku":
        _end_copy(now, last, ended)
    return now.done(last.revisi)


def _cancel(now: SopAtWork, revisi: int, hari: datetime.date, ended: Edits) -> ActionResult:
    """End one published revision before its day; the one before it then stands in sop/ again."""
    known = {versi.revisi: versi for versi in published_versions(now.proyek, now.slug)}
    if revisi not in known:
        there = ", ".join(map(str, known)) or "tidak ada"
        raise RefusedError(f"Revisi {revisi} belum pernah diterbitkan; yang terbit: {there}")
    versi = known[revisi]
    others = [one for one in known.values() if one.revisi != revisi and not one.cancelled]
    if not others:
        raise RefusedError(
            f"Revisi {revisi} satu-satunya revisi yang terbit; akhiri SOP-nya: 'sop withdraw {now.slug}' tanpa --revisi"
        )
    holds = now.sop.status in TERBIT and now.revisi == revisi
    back = now.raw(others[-1].berkas) if holds else b""
    if not versi.cancelled:
        if versi.mulai <= hari:
            earlier = [one.revisi for one in others if one.revisi < revisi]
            way = f"restore {now.slug} {earlier[-1]}" if earlier else f"revise {now.slug}"
            raise RefusedError(
                f"Revisi {revisi} berlaku sejak {format_date(versi.mulai)}; yang dapat dibatalkan hanya revisi yang "
                f"belum berlaku pada tanggal itu. Isi yang lain disiapkan dengan 'sop {way}'"
            )
        if holds:
            _refuse_edited(now)
        _end_copy(now, versi, {**ended, ("pencabutan", "hanya_revisi"): "ya"})
    if holds:
        now.write(back)
    return now.done(now.revisi if not holds else others[-1].revisi)


def _end_copy(now: SopAtWork, versi: Version, ended: Edits) -> None:
    """Note the end of a revision in its copy in the archive, which is made of the file in sop/ where that holds it."""
    own = now.sop.status in TERBIT and now.revisi == versi.revisi
    name = file_of("sop", now.slug) if own else archive_of(now.slug, versi.revisi)
    raw, sop = (now.mentah, now.sop) if own else (now.raw(name), versi.sop)
    text = edited(now, name, raw, sop, ended)
    now.keep(versi.revisi, edit(text, {("sidik",): fingerprint(sop)}, URUTAN).encode("utf-8"))


def _refuse_edited(now: SopAtWork) -> None:
    if now.sop.sidik and fingerprint(now.sop) != now.sop.sidik:
        raise RefusedError("Isi SOP sudah diubah sejak diterbitkan; kembalikan isinya, lalu cabut")


def keep_in_force(now: SopAtWork) -> None:
    """Make sure that the archive holds the version in force."""
    path, name = now.arsip(now.revisi), archive_of(now.slug, now.revisi)
    published = now.proyek.terbit.get(now.slug)
    if not path.exists():
        if now.sop.sidik and fingerprint(now.sop) != now.sop.sidik:
            raise RefusedError(f"Isi SOP sudah diubah sejak diterbitkan, sedangkan {name} tidak ada; "
                          "kembalikan isinya dari salinan cadangan, lalu ulangi")  # fmt: skip
        now.keep(now.revisi, now.mentah)
        return
    if path.read_bytes() == now.mentah:
        return
    if published is None or not now.sop.sidik or fingerprint(published) != now.sop.sidik:
        raise RefusedError(
            f"{name} sudah ada dan isinya lain; pindahkan berkas itu bila memang bukan revisi {now.revisi}"
        )
    if fingerprint(now.sop) == now.sop.sidik:  # only remarks and comments are others: keep the file as it is now
        now.keep(now.revisi, now.mentah)
    # else edited since it was published: the archive has the words in force, the edits go into the draft


def _sign(now: SopAtWork, text: str, *, again: bool = False) -> ActionResult:
    """Write the text with its fingerprint and names, then its copy in the archive. ``again``: it was signed before;
    its names stay as they are, and the copy may be there already."""
    model = model_of(text)
    marks: Edits = {("sidik",): fingerprint(model)} | ({} if again else {("nama_terbit",): _names(now.proyek, model)})
    signed = _TANPA_CATATAN.sub(rf"\g<0>{_CATATAN}", edit(text, marks, URUTAN)).encode("utf-8")
    revisi = model.revisi or 0
    path = now.arsip(revisi)
    copy = now.proyek.terbit.get(now.slug) if again else None
    if path.exists() and path.read_bytes() not in (signed, now.mentah) and copy is None:
        raise RefusedError(f"{archive_of(now.slug, revisi)} sudah ada; periksa nomor revisi SOP ini")
    now.write(signed)
    now.keep(revisi, signed)
    return now.done(revisi)


def _names(proyek: Library, model: Sop) -> dict[str, Isi]:
    """The names in other files that the SOP prints from now on, as they are today for readers."""
    frozen = freeze_names(for_reader(proyek), model.model_copy(update={"sidik": fingerprint(model)}))
    return frozen.model_dump(exclude_defaults=True)


def _finish(now: SopAtWork) -> ActionResult:
    """A file that is signed already: write the copy in the archive where it is missing or behind."""
    if fingerprint(now.sop) != now.sop.sidik:
        raise RefusedError(
            "Isi SOP ini diubah sejak diterbitkan; buat revisi dengan 'sop revise', atau kembalikan isinya"
        )
    path, name = now.arsip(now.revisi), archive_of(now.slug, now.revisi)
    copy = now.proyek.terbit.get(now.slug)
    if path.exists() and (copy is None or fingerprint(copy) != now.sop.sidik):
        raise RefusedError(f"{name} sudah ada dan isinya lain; periksa nomor revisi SOP ini")
    if copy is not None and (copy.status, copy.pencabutan) == (now.sop.status, now.sop.pencabutan):
        return now.done(now.revisi)
    now.keep(now.revisi, now.mentah)
    return now.done(now.revisi)
