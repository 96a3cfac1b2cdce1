"""The three acts in an SOP's life: revise it, put it in force (publish), withdraw it.

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

from generator.check.revisi_rules import missing_for_publication
from generator.commands.at_work import (
    URUTAN,
    ActionResult,
    RefusedError,
    SopAtWork,
    at_work,
    model_of,
    new_text,
    typed_words,
)
from generator.commands.yaml_edit import Edits, Isi, edit
from generator.data.editor_schema import with_schema_comment
from generator.data.fingerprint import fingerprint
from generator.data.library import Library, archive_of
from generator.data.sop import Sop
from generator.revisions.names import freeze_names
from generator.revisions.reader_view import for_reader

_CATATAN = " # ditulis oleh sop publish; jangan diubah"
_TANPA_CATATAN = re.compile(r"^nama_terbit:(?=\r?$)", re.MULTILINE)
"""The line that begins the names; at the edge of the file, where no text of a field can stand."""


def revise(
    data: Path, slug: str, ringkasan: Sequence[str], alasan: str | None, revisi: datetime.date | None = None,
    efektif: datetime.date | None = None,
) -> ActionResult:  # fmt: skip
    """Keep the version in force in the archive and make the file the draft of the next revision.

    ``revisi`` and ``efektif``: the new dates, None = left empty until they are known.
    """
    summary = [words for words in map(typed_words, ringkasan) if words]
    with at_work(data, slug) as now:
        if now.sop.status not in ("berlaku", "dicabut"):
            raise RefusedError(f"Revisi {now.revisi} berstatus {now.sop.status} dan dapat langsung diubah; "
                          "revisi baru dibuat dari SOP yang berlaku")  # fmt: skip
        changes: Edits = {
            ("revisi",): str(now.revisi + 1),
            ("status",): "draf",
            ("tanggal", "revisi"): _day(revisi),
            ("tanggal", "efektif"): _day(efektif),
            ("perubahan", "ringkasan"): summary or None,
            ("perubahan", "alasan"): typed_words(alasan or "") or None,
        }
        new = with_schema_comment(new_text(now, changes, ("sidik", "pencabutan", "nama_terbit")), data, now.file)
        model_of(new)
        if now.arsip(now.revisi + 1).exists():
            raise RefusedError(f"{archive_of(slug, now.revisi + 1)} sudah ada; periksa nomor revisi SOP ini")
        _keep(now)
        now.write(new.encode("utf-8"))
        return now.done(now.revisi + 1)


def publish(
    data: Path, slug: str, revisi: datetime.date | None = None, efektif: datetime.date | None = None
) -> ActionResult:
    """Put the revision in force: status, fingerprint, the names that it prints, and its copy in the archive. Dates
    given win over those there."""
    with at_work(data, slug) as now:
        if now.sop.status == "dicabut":
            raise RefusedError("SOP ini sudah dicabut; buat revisi baru dengan 'sop revise'")
        if now.sop.sidik and now.sop.status == "berlaku":
            return _finish(now)
        changes: Edits = {
            ("status",): "berlaku",
            **({("revisi",): "0"} if now.sop.revisi is None else {}),
            **({("tanggal", "revisi"): _day(revisi)} if revisi else {}),
            **({("tanggal", "efektif"): _day(efektif)} if efektif else {}),
        }
        text = new_text(now, changes)
        missing = missing_for_publication(now.proyek, slug, model_of(text))
        if missing:
            raise RefusedError("SOP ini belum dapat diterbitkan", missing)
        return _sign(now, text)


def withdraw(data: Path, slug: str, hari: datetime.date, alasan: str | None) -> ActionResult:
    """Take the version in force out of force from ``hari`` on."""
    why = typed_words(alasan or "")
    with at_work(data, slug) as now:
        if now.sop.status == "dicabut" and now.sop.sidik:
            return _finish(now)
        if now.sop.status not in ("berlaku", "dicabut"):
            raise RefusedError(
                f"Revisi {now.revisi} berstatus {now.sop.status}; yang dapat dicabut hanya SOP yang berlaku"
            )
        if now.sop.sidik and fingerprint(now.sop) != now.sop.sidik:
            raise RefusedError("Isi SOP sudah diubah sejak diterbitkan; kembalikan isinya, lalu cabut")
        ended: Edits = {
            ("status",): "dicabut",
            ("pencabutan", "tanggal"): hari.isoformat(),
            **({("pencabutan", "alasan"): why} if why else {}),
        }
        return _sign(now, new_text(now, ended), again=True)


def _keep(now: SopAtWork) -> None:
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


def _day(hari: datetime.date | None) -> str | None:
    return hari.isoformat() if hari else None
