"""The data in the hands of a command: locked, read, checked, and written only where a file still is what was read.

Whatever stands in the way is a ``RefusedError``: what is refused has changed nothing, and where the disk fails between
two files, the refusal names those that are written.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from generator.check.revisi_rules import TANPA_REVISI
from generator.commands.changes import DataFiles, FileChange
from generator.commands.yaml_edit import CannotEditError, Edits, edit
from generator.data.base import ID_PATTERN
from generator.data.former_names import under_todays_names
from generator.data.library import Library, archive_of, file_of
from generator.data.loader import load
from generator.data.messages import explain
from generator.data.sop import Sop
from generator.examine import examine
from generator.findings import Finding
from generator.io.lock import BusyError, locked
from generator.io.trouble import place_of, reason
from generator.reading.limits import FORBIDDEN, one_line
from generator.reading.source import digest_of, parse_source

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
    """What an act did: the number of the revision it left in sop/, and what it changed, in order."""

    revisi: int
    changes: tuple[FileChange, ...]

    @property
    def written(self) -> tuple[str, ...]:
        """Where the changed files are (in the data folder)."""
        return tuple(change.place for change in self.changes)


@dataclass(frozen=True, slots=True)
class DataAtWork:
    """The data as read, and what is done to their files."""

    proyek: Library
    files: DataFiles

    def raw(self, name: str) -> bytes:
        """The bytes of a data file. BusyError: they are not those that were read."""
        path = self.proyek.folder / name
        raw = path.read_bytes()
        if digest_of(raw) != self.proyek.sumber[name].sidik:
            raise BusyError(path)
        return raw

    def done(self, revisi: int) -> ActionResult:
        """What was done, with this revision in sop/."""
        return ActionResult(revisi, tuple(self.files.done))


@dataclass(frozen=True, slots=True)
class SopAtWork(DataAtWork):
    """An SOP as read: the bytes, what they say, and its place."""

    slug: str
    mentah: bytes

    @property
    def sop(self) -> Sop:
        return self.proyek.sop[self.slug]

    @property
    def revisi(self) -> int:
        return self.sop.revisi or 0

    def arsip(self, revisi: int) -> Path:
        return self.proyek.folder / archive_of(self.slug, revisi)

    def write(self, new: bytes) -> None:
        """The new text of the SOP."""
        self.files.write(file_of("sop", self.slug), self.mentah, new)

    def keep(self, revisi: int, content: bytes) -> None:
        """The copy of a revision in the archive."""
        path = self.arsip(revisi)
        self.files.write(archive_of(self.slug, revisi), path.read_bytes() if path.is_file() else None, content)


@contextmanager
def data_at_work(
    data: Path, *slugs: str, coba: bool = False, mending: Collection[str] | None = (), also: Sequence[str] = ()
) -> Iterator[DataAtWork]:
    """Hold the locks of the files of these SOPs, which need not be there, read, check; whatever stands in the way is a
    refusal.

    coba        nothing is written, and so nothing is locked
    mending     codes of errors that the act may meet, because it mends them; None = any
    also        names of other data files to hold
    """
    for slug in slugs:
        if not ID_PATTERN.fullmatch(slug):  # no way out of the folder
            raise RefusedError(
                f"SOP '{one_line(slug)}' tidak ada; tulis nama berkasnya tanpa .yml, misalnya surat-masuk"
            )
    files = DataFiles(data, coba)
    paths = sorted({data / name for name in (*(file_of("sop", slug) for slug in slugs), *also)})
    try:
        with ExitStack() as held:
            for path in () if coba else paths:
                held.enter_context(locked(path, patience_s=0))
            yield DataAtWork(_read(data, mending), files)
    except RefusedError as refusal:
        raise RefusedError(refusal.sebab, refusal.temuan, _written(files)) from None
    except BusyError as error:
        raise RefusedError(_busy(error), ditulis=_written(files)) from None
    except CannotEditError:
        why = "Susunan berkas SOP tidak dapat diubah dengan aman; ubah status, revisi, dan tanggalnya dengan tangan"
        raise RefusedError(why, ditulis=_written(files)) from None
    except OSError as error:
        why = f"{place_of(error, paths[0])} tidak dapat ditulis: {reason(error)}"
        raise RefusedError(why, ditulis=_written(files)) from None


@contextmanager
def at_work(data: Path, slug: str, *, coba: bool = False, mending: Collection[str] | None = ()) -> Iterator[SopAtWork]:
    """The same for one SOP that is there."""
    if not (data / file_of("sop", slug)).is_file():
        raise RefusedError(why_missing(data, slug))
    with data_at_work(data, slug, coba=coba, mending=mending) as now:
        if file_of("sop", slug) not in now.proyek.sumber:  # gone while the lock was waited for
            raise RefusedError(why_missing(data, slug))
        if slug not in now.proyek.sop:
            raise RefusedError(f"{file_of('sop', slug)} tidak dapat dibaca; lihat 'sop check {slug}'")
        yield SopAtWork(now.proyek, now.files, slug, now.raw(file_of("sop", slug)))


def why_missing(data: Path, slug: str) -> str:
    """Why there is no such SOP."""
    proyek, _ = load(data)
    now = proyek.todays_names.get(slug) if proyek else None
    if now is not None:
        return f"SOP '{slug}' sekarang bernama '{now}'; pakai nama itu"
    return f"SOP '{slug}' tidak ada: {file_of('sop', slug)} tidak ditemukan di folder data"


def _written(files: DataFiles) -> list[str]:
    return [] if files.dry else [change.place for change in files.done]


def _busy(error: BusyError) -> str:
    words = "Berkas SOP sedang ditulis perintah atau program lain; ulangi sesudah selesai"
    return f"{words}, atau hapus {error.mark} bila komputer yang mengerjakannya sudah mati" if error.mark else words


def _read(data: Path, mending: Collection[str] | None) -> Library:
    proyek, findings = examine(data)
    allowed = {TANPA_REVISI, *(mending or ())}
    errors = [finding for finding in findings if finding.severity == "galat" and finding.code not in allowed]
    if proyek is None or (errors and mending is not None):
        raise RefusedError("Data masih memuat galat; perbaiki dulu", errors)
    return proyek


def new_text(now: SopAtWork, changes: Edits) -> str:
    return edited(now, file_of("sop", now.slug), now.mentah, now.sop, changes)


def edited(now: DataAtWork, name: str, raw: bytes, sop: Sop, changes: Edits, drop: Sequence[str] = ()) -> str:
    """The text of a data file, which was read as ``sop``, with changes."""
    _read_to_the_letter(now, name, raw, sop)
    return edit(raw.decode("utf-8"), changes, URUTAN, drop)


def _read_to_the_letter(now: DataAtWork, name: str, raw: bytes, sop: Sop) -> None:
    """Refuse a file that says something else to the letter than it was read as: what is signed holds to the letter."""
    text = raw.decode("utf-8-sig")
    source, _ = parse_source(text, "", final=True)
    try:
        if under_todays_names(Sop.model_validate(source.value), now.proyek.todays_names) == sop:
            return
    except ValidationError:
        pass
    odd = parse_source(text, name)[1]
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
