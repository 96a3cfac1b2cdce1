"""`sop restore`: an earlier content is taken up again, as a new draft; a file that was lost comes back as it was."""

from __future__ import annotations

from pathlib import Path

from generator.check.life_rules import SALINAN_LAMA, TAK_DIKENAL
from generator.commands.actions import keep_in_force
from generator.commands.at_work import ActionResult, DataAtWork, RefusedError, SopAtWork, data_at_work, typed_words
from generator.commands.draft import draft_text, next_number
from generator.data.fingerprint import fingerprint
from generator.data.library import archive_of, file_of
from generator.revisions.in_force import TERBIT, Version, last_published, published_versions


def restore(
    data: Path, slug: str, revisi: int, alasan: str | None = None, *, discard: bool = False, coba: bool = False
) -> ActionResult:
    """Make a draft of the next revision with the content of revision ``revisi``. Where sop/ has lost the revision that
    was published last, that one comes back as it was signed.

    discard     the draft in sop/, or what was changed in it without a revision, may go
    coba        write nothing
    """
    name = file_of("sop", slug)
    with data_at_work(data, slug, coba=coba, mending=(SALINAN_LAMA, TAK_DIKENAL)) as now:
        known = {versi.revisi: versi for versi in published_versions(now.proyek, slug)}
        last = last_published(now.proyek, slug)
        if last is None or revisi not in known or not (data / archive_of(slug, revisi)).is_file():
            there = ", ".join(str(n) for n in known if (data / archive_of(slug, n)).is_file()) or "tidak ada"
            raise RefusedError(f"Revisi {revisi} dari SOP '{slug}' tidak ada di arsip; yang tersimpan: {there}")
        standing = name in now.proyek.sumber
        old = now.raw(name) if standing else None
        holds = standing and _holds_last(now, slug, last)
        if holds and _unsaved(now, slug) and not discard:
            raise RefusedError(
                f"{name} memuat {_unsaved(now, slug)} yang tidak tersimpan di tempat lain; simpan salinannya bila "
                "perlu, lalu ulangi dengan --buang-draf"
            )
        if revisi == last.revisi:
            return _put_back(now, slug, last, old, holds=holds)
        why = typed_words(alasan or "")
        summary = [f"memuat kembali revisi {revisi}"]
        archived = archive_of(slug, revisi)
        number = next_number(now.proyek, slug, last.revisi)
        base = archived, now.raw(archived), known[revisi].sop
        text = draft_text(now, slug, base, number, summary, why)
        if holds and old is not None and now.proyek.sop[slug].status in TERBIT and not _unsaved(now, slug):
            keep_in_force(SopAtWork(now.proyek, now.files, slug, old))
        now.files.write(name, old, text.encode("utf-8"))
        return now.done(number)


def _put_back(now: DataAtWork, slug: str, last: Version, old: bytes | None, *, holds: bool) -> ActionResult:
    """The revision that was published last, as its copy in the archive has it."""
    if holds and not _unsaved(now, slug):
        raise RefusedError(
            f"Revisi {last.revisi}, yang terakhir terbit, sudah ada di sop/; mengubahnya dengan 'sop revise {slug}'"
        )
    now.files.write(file_of("sop", slug), old, now.raw(archive_of(slug, last.revisi)))
    return now.done(last.revisi)


def _holds_last(now: DataAtWork, slug: str, last: Version) -> bool:
    """Whether sop/ has the revision that was published last, or a draft made after it, and not an older copy."""
    sop = now.proyek.sop.get(slug)
    return sop is not None and (sop.status not in TERBIT or (sop.revisi or 0) >= last.revisi)


def _unsaved(now: DataAtWork, slug: str) -> str:
    """What of the file in sop/ would be lost, in words; "" where the archive has all of it."""
    sop = now.proyek.sop[slug]
    if sop.status not in TERBIT:
        return f"draf revisi {sop.revisi or 0}"
    return "perubahan tanpa revisi" if sop.sidik and fingerprint(sop) != sop.sidik else ""
