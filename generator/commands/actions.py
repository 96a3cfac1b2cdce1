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
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from generator.check.revisi_rules import TANPA_REVISI, missing_for_publication
from generator.commands.yaml_edit import CannotEditError, Edits, Isi, edit
from generator.data.editor_schema import with_schema_comment
from generator.data.fingerprint import fingerprint
from generator.data.library import Library, archive_of, file_of
from generator.data.messages import explain
from generator.data.sop import Sop
from generator.findings import Finding
from generator.io.atomic import write_durable
from generator.io.lock import BusyError, locked
from generator.io.trouble import place_of, reason
from generator.pipeline import examine
from generator.reading.limits import FORBIDDEN, one_line
from generator.reading.source import parse_source
from generator.revisions.names import freeze_names
from generator.revisions.reader_view import for_reader

URUTAN = tuple(Sop.model_fields)
_CATATAN = " # ditulis oleh sop publish; jangan diubah"
_TANPA_CATATAN = re.compile(r"^nama_terbit:(?=\r?$)", re.MULTILINE)
"""The line that begins the names; at the edge of the file, where no text of a field can stand."""


class RefusedError(Exception):
    """The act is refused: why (one sentence), and the findings that stand in its way.

    ``ditulis``: files (in the data folder) that were written before it was; then the same command finishes it.
    """

    def __init__(self, sebab: str, temuan: Sequence[Finding] = (), ditulis: Sequence[str] = ()) -> None:
        super().__init__(sebab)
        self.sebab = sebab
        self.temuan = tuple(temuan)
        self.ditulis = tuple(ditulis)


@dataclass(frozen=True, slots=True)
class ActionResult:
    """What an act did: the number of the revision it left in sop/, and the files it wrote (in the data folder)."""

    revisi: int
    ditulis: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Current:
    """The SOP as read: the bytes, what they say, and its place. ``ditulis``: the files written so far."""

    data: Path
    slug: str
    mentah: bytes
    proyek: Library
    ditulis: list[str]

    @property
    def sop(self) -> Sop:
        return self.proyek.sop[self.slug]

    @property
    def revisi(self) -> int:
        return self.sop.revisi or 0

    @property
    def file(self) -> Path:
        return self.data / file_of("sop", self.slug)

    def arsip(self, revisi: int) -> Path:
        return self.data / archive_of(self.slug, revisi)

    def write(self, new: bytes) -> None:
        """The new text of the SOP, only where the file still holds what was read."""
        if self.file.read_bytes() != self.mentah:
            raise BusyError(self.file)
        write_durable(self.file, new)
        self.ditulis.append(file_of("sop", self.slug))

    def keep(self, revisi: int, content: bytes) -> None:
        """The copy of a revision in the archive."""
        write_durable(self.arsip(revisi), content)
        self.ditulis.append(archive_of(self.slug, revisi))

    def done(self, revisi: int) -> ActionResult:
        """What was done, with this revision in sop/."""
        return ActionResult(revisi, tuple(self.ditulis))


def revise(
    data: Path, slug: str, ringkasan: Sequence[str], alasan: str | None, revisi: datetime.date | None = None,
    efektif: datetime.date | None = None,
) -> ActionResult:  # fmt: skip
    """Keep the version in force in the archive and make the file the draft of the next revision.

    ``revisi`` and ``efektif``: the new dates, None = left empty until they are known.
    """
    summary = [words for words in map(_words, ringkasan) if words]
    with _at_work(data, slug) as now:
        if now.sop.status not in ("berlaku", "dicabut"):
            raise RefusedError(f"Revisi {now.revisi} berstatus {now.sop.status} dan dapat langsung diubah; "
                          "revisi baru dibuat dari SOP yang berlaku")  # fmt: skip
        changes: Edits = {
            ("revisi",): str(now.revisi + 1),
            ("status",): "draf",
            ("tanggal", "revisi"): _day(revisi),
            ("tanggal", "efektif"): _day(efektif),
            ("perubahan", "ringkasan"): summary or None,
            ("perubahan", "alasan"): _words(alasan or "") or None,
        }
        new = with_schema_comment(_new_text(now, changes, ("sidik", "pencabutan", "nama_terbit")), data, now.file)
        _model(new)
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
    with _at_work(data, slug) as now:
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
        text = _new_text(now, changes)
        missing = missing_for_publication(now.proyek, slug, _model(text))
        if missing:
            raise RefusedError("SOP ini belum dapat diterbitkan", missing)
        return _sign(now, text)


def withdraw(data: Path, slug: str, hari: datetime.date, alasan: str | None) -> ActionResult:
    """Take the version in force out of force from ``hari`` on."""
    why = _words(alasan or "")
    with _at_work(data, slug) as now:
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
        return _sign(now, _new_text(now, ended), again=True)


@contextmanager
def _at_work(data: Path, slug: str) -> Iterator[_Current]:
    """Hold the lock, read, check; whatever stands in the way is a refusal."""
    path = data / file_of("sop", slug)
    if not path.is_file():
        raise RefusedError(f"SOP '{slug}' tidak ada: {file_of('sop', slug)} tidak ditemukan di folder data")
    written: list[str] = []
    try:
        with locked(path, patience_s=0):
            yield _read(data, slug, written)
    except RefusedError as refusal:
        raise RefusedError(refusal.sebab, refusal.temuan, written) from None
    except BusyError as error:
        raise RefusedError(_busy(error), ditulis=written) from None
    except CannotEditError:
        why = "Susunan berkas SOP tidak dapat diubah dengan aman; ubah status, revisi, dan tanggalnya dengan tangan"
        raise RefusedError(why) from None
    except OSError as error:
        raise RefusedError(f"{place_of(error, path)} tidak dapat ditulis: {reason(error)}", ditulis=written) from None


def _busy(error: BusyError) -> str:
    words = "Berkas SOP sedang ditulis perintah atau program lain; ulangi sesudah selesai"
    return f"{words}, atau hapus {error.mark} bila komputer yang mengerjakannya sudah mati" if error.mark else words


def _read(data: Path, slug: str, written: list[str]) -> _Current:
    path = data / file_of("sop", slug)
    raw = path.read_bytes()
    proyek, findings = examine(data)
    errors = [finding for finding in findings if finding.severity == "galat" and finding.code != TANPA_REVISI]
    if proyek is None or slug not in proyek.sop or errors:
        raise RefusedError("Data masih memuat galat; perbaiki dulu", errors)
    if path.read_bytes() != raw:
        raise BusyError(path)
    return _Current(data, slug, raw, proyek, written)


def _keep(now: _Current) -> None:
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


def _sign(now: _Current, text: str, *, again: bool = False) -> ActionResult:
    """Write the text with its fingerprint and names, then its copy in the archive. ``again``: it was signed before;
    its names stay as they are, and the copy may be there already."""
    model = _model(text)
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


def _finish(now: _Current) -> ActionResult:
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


def _new_text(now: _Current, changes: Edits, drop: Sequence[str] = ()) -> str:
    _read_to_the_letter(now)
    return edit(now.mentah.decode("utf-8"), changes, URUTAN, drop)


def _read_to_the_letter(now: _Current) -> None:
    """Refuse a file that says something else to the letter than it was read as: what is signed holds to the letter."""
    text = now.mentah.decode("utf-8-sig")
    source, _ = parse_source(text, "", final=True)
    try:
        if Sop.model_validate(source.value) == now.sop:
            return
    except ValidationError:
        pass
    odd = parse_source(text, file_of("sop", now.slug))[1]
    why = "Berkas memuat karakter atau tanda yang dibaca lain dari tulisannya; jalankan 'sop check --perbaiki' dulu"
    raise RefusedError(why, [found for found in odd if found.edits])


def _words(teks: str) -> str:
    """A text that somebody typed, without the space around it."""
    if FORBIDDEN.search(teks):
        raise RefusedError(f"Teks '{one_line(teks)}' memuat karakter yang tidak dapat disimpan; ketik ulang teksnya")
    return teks.strip()


def _model(text: str) -> Sop:
    """What a new text says; it was proved to be readable."""
    source, _ = parse_source(text.removeprefix("\ufeff"), "")
    try:
        return Sop.model_validate(source.value)
    except ValidationError as error:
        _, loc, message, remedy = explain(error.errors(include_url=False)[0], Sop)
        raise RefusedError(f"{'.'.join(map(str, loc))}: {message}; {remedy}") from None


def _day(hari: datetime.date | None) -> str | None:
    return hari.isoformat() if hari else None
