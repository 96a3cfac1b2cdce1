"""An SOP's file in the hands of a command: locked, read, checked, and written only where it still is what was read.

Whatever stands in the way is a ``RefusedError``: what is refused has changed nothing, and where the disk fails between
two files, the refusal names those that are written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from generator.check.revisi_rules import TANPA_REVISI
from generator.commands.yaml_edit import CannotEditError, Edits, edit
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

URUTAN = tuple(Sop.model_fields)


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
class SopAtWork:
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


@contextmanager
def at_work(data: Path, slug: str) -> Iterator[SopAtWork]:
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


def _read(data: Path, slug: str, written: list[str]) -> SopAtWork:
    path = data / file_of("sop", slug)
    raw = path.read_bytes()
    proyek, findings = examine(data)
    errors = [finding for finding in findings if finding.severity == "galat" and finding.code != TANPA_REVISI]
    if proyek is None or slug not in proyek.sop or errors:
        raise RefusedError("Data masih memuat galat; perbaiki dulu", errors)
    if path.read_bytes() != raw:
        raise BusyError(path)
    return SopAtWork(data, slug, raw, proyek, written)


def new_text(now: SopAtWork, changes: Edits, drop: Sequence[str] = ()) -> str:
    _read_to_the_letter(now)
    return edit(now.mentah.decode("utf-8"), changes, URUTAN, drop)


def _read_to_the_letter(now: SopAtWork) -> None:
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


def typed_words(teks: str) -> str:
    """A text that somebody typed, without the space around it."""
    if FORBIDDEN.search(teks):
        raise RefusedError(f"Teks '{one_line(teks)}' memuat karakter yang tidak dapat disimpan; ketik ulang teksnya")
    return teks.strip()


def model_of(text: str) -> Sop:
    """What a new text says; it was proved to be readable."""
    source, _ = parse_source(text.removeprefix("\ufeff"), "")
    try:
        return Sop.model_validate(source.value)
    except ValidationError as error:
        _, loc, message, remedy = explain(error.errors(include_url=False)[0], Sop)
        raise RefusedError(f"{'.'.join(map(str, loc))}: {message}; {remedy}") from None
