"""The three acts in an SOP's life: revise it, put it in force (publish), withdraw it.

An act reads, checks, makes the new text in memory and proves it, and only then writes, one whole file after the other.
Whatever the moment of a kill, the version in force is in the archive or still in sop/, and the same command, given
again, finishes what is missing. The archive copy of a revision is made when it is published, so that its exact words
are known even where somebody edits the file afterwards.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from generator.check.revisi import TANPA_REVISI, belum_siap
from generator.data.proyek import Proyek, archive_of, file_of
from generator.data.sidik import sidik
from generator.data.sop import Sop
from generator.data.source import parse_source
from generator.findings import Finding
from generator.pipeline import examine
from generator.revisi.nama import freeze_names
from generator.revisi.naskah import Isi, Perubahan, TidakTerubahError, ubah
from generator.revisi.pembaca import untuk_pembaca
from generator.revisi.simpan import SedangDitulisError, ganti, terkunci, tulis

URUTAN = tuple(Sop.model_fields)
_CATATAN = " # ditulis oleh sop publish; jangan diubah"
_TANPA_CATATAN = re.compile(r"^nama_terbit:(?=\r?$)", re.MULTILINE)
"""The line that begins the names; at the edge of the file, where no text of a field can stand."""


class DitolakError(Exception):
    """The act is refused: why (one sentence), and the findings that stand in its way."""

    def __init__(self, sebab: str, temuan: Sequence[Finding] = ()) -> None:
        super().__init__(sebab)
        self.sebab = sebab
        self.temuan = tuple(temuan)


@dataclass(frozen=True, slots=True)
class Hasil:
    """What an act did: the number of the revision it left in sop/, and the files it wrote (in the data folder)."""

    revisi: int
    ditulis: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Keadaan:
    """The SOP as read: the bytes, what they say, and its place."""

    data: Path
    slug: str
    mentah: bytes
    proyek: Proyek

    @property
    def sop(self) -> Sop:
        return self.proyek.sop[self.slug]

    @property
    def revisi(self) -> int:
        return self.sop.revisi or 0

    @property
    def berkas(self) -> Path:
        return self.data / file_of("sop", self.slug)

    def arsip(self, revisi: int) -> Path:
        return self.data / archive_of(self.slug, revisi)


def revise(
    data: Path, slug: str, ringkasan: Sequence[str], alasan: str | None, revisi: datetime.date | None = None,
    efektif: datetime.date | None = None,
) -> Hasil:  # fmt: skip
    """Keep the version in force in the archive and make the file the draft of the next revision.

    ``revisi`` and ``efektif``: the new dates, None = left empty until they are known.
    """
    with _at_work(data, slug) as now:
        if now.sop.status not in ("berlaku", "dicabut"):
            raise DitolakError(f"Revisi {now.revisi} berstatus {now.sop.status} dan dapat langsung diubah; "
                          "revisi baru dibuat dari SOP yang berlaku")  # fmt: skip
        changes: Perubahan = {
            ("revisi",): str(now.revisi + 1),
            ("status",): "draf",
            ("tanggal", "revisi"): _day(revisi),
            ("tanggal", "efektif"): _day(efektif),
            ("perubahan",): {"ringkasan": list(ringkasan) or None, "alasan": alasan or None},
        }
        new = _new_text(now, changes, ("sidik", "pencabutan", "nama_terbit"))
        if now.arsip(now.revisi + 1).exists():
            raise DitolakError(f"{archive_of(slug, now.revisi + 1)} sudah ada; periksa nomor revisi SOP ini")
        written = _keep(now)
        ganti(now.berkas, now.mentah, new.encode("utf-8"))
        return Hasil(now.revisi + 1, (*written, file_of("sop", slug)))


def publish(data: Path, slug: str, revisi: datetime.date | None = None, efektif: datetime.date | None = None) -> Hasil:
    """Put the revision in force: status, fingerprint, the names that it prints, and its copy in the archive. Dates
    given win over those there."""
    with _at_work(data, slug) as now:
        if now.sop.status == "dicabut":
            raise DitolakError("SOP ini sudah dicabut; buat revisi baru dengan 'sop revise'")
        if now.sop.sidik and now.sop.status == "berlaku":
            return _finish(now)
        changes: Perubahan = {
            ("status",): "berlaku",
            **({("revisi",): "0"} if now.sop.revisi is None else {}),
            **({("tanggal", "revisi"): _day(revisi)} if revisi else {}),
            **({("tanggal", "efektif"): _day(efektif)} if efektif else {}),
        }
        text = _new_text(now, changes)
        missing = belum_siap(now.proyek, slug, _model(text))
        if missing:
            raise DitolakError("SOP ini belum dapat diterbitkan", missing)
        return _sign(now, text)


def withdraw(data: Path, slug: str, hari: datetime.date, alasan: str | None) -> Hasil:
    """Take the version in force out of force from ``hari`` on."""
    with _at_work(data, slug) as now:
        if now.sop.status == "dicabut" and now.sop.sidik:
            return _finish(now)
        if now.sop.status not in ("berlaku", "dicabut"):
            raise DitolakError(
                f"Revisi {now.revisi} berstatus {now.sop.status}; yang dapat dicabut hanya SOP yang berlaku"
            )
        if now.sop.sidik and sidik(now.sop) != now.sop.sidik:
            raise DitolakError("Isi SOP sudah diubah sejak diterbitkan; kembalikan isinya, lalu cabut")
        ended: Perubahan = {
            ("status",): "dicabut",
            ("pencabutan",): {"tanggal": hari.isoformat(), **({"alasan": alasan} if alasan else {})},
        }
        return _sign(now, _new_text(now, ended), again=True)


@contextmanager
def _at_work(data: Path, slug: str) -> Iterator[_Keadaan]:
    """Hold the lock, read, check; whatever stands in the way is a refusal."""
    if not (data / file_of("sop", slug)).is_file():
        raise DitolakError(f"SOP '{slug}' tidak ada: {file_of('sop', slug)} tidak ditemukan di folder data")
    try:
        with terkunci(data / "arsip" / slug):
            yield _read(data, slug)
    except SedangDitulisError as error:
        raise DitolakError(f"Berkas SOP sedang ditulis: {error}; ulangi sesudah selesai") from None
    except TidakTerubahError:
        reason = "Susunan berkas SOP tidak dapat diubah dengan aman; ubah status, revisi, dan tanggalnya dengan tangan"
        raise DitolakError(reason) from None
    except OSError as error:
        raise DitolakError(f"Berkas tidak dapat ditulis: {error.strerror or error}") from None


def _read(data: Path, slug: str) -> _Keadaan:
    path = data / file_of("sop", slug)
    raw = path.read_bytes()
    proyek, findings = examine(data)
    errors = [finding for finding in findings if finding.severity == "galat" and finding.code != TANPA_REVISI]
    if proyek is None or slug not in proyek.sop or errors:
        raise DitolakError("Data masih memuat galat; perbaiki dulu", errors)
    if path.read_bytes() != raw:
        raise SedangDitulisError("isinya berubah selagi dibaca")
    return _Keadaan(data, slug, raw, proyek)


def _keep(now: _Keadaan) -> tuple[str, ...]:
    """Make sure that the archive holds the version in force; the files written."""
    path, name = now.arsip(now.revisi), archive_of(now.slug, now.revisi)
    published = now.proyek.terbit.get(now.slug)
    if not path.exists():
        if now.sop.sidik and sidik(now.sop) != now.sop.sidik:
            raise DitolakError(f"Isi SOP sudah diubah sejak diterbitkan, sedangkan {name} tidak ada; "
                          "kembalikan isinya dari salinan cadangan, lalu ulangi")  # fmt: skip
        tulis(path, now.mentah)
        return (name,)
    if path.read_bytes() == now.mentah:
        return ()
    if published is None or not now.sop.sidik or sidik(published) != now.sop.sidik:
        raise DitolakError(
            f"{name} sudah ada dan isinya lain; pindahkan berkas itu bila memang bukan revisi {now.revisi}"
        )
    if sidik(now.sop) == now.sop.sidik:  # only remarks and comments are others: keep the file as it is now
        tulis(path, now.mentah)
        return (name,)
    return ()  # edited since it was published: the archive has the words in force, the edits go into the draft


def _sign(now: _Keadaan, text: str, *, again: bool = False) -> Hasil:
    """Write the text with its fingerprint and names, then its copy in the archive. ``again``: it was signed before;
    its names stay as they are, and the copy may be there already."""
    model = _model(text)
    marks: Perubahan = {("sidik",): sidik(model)} | ({} if again else {("nama_terbit",): _names(now.proyek, model)})
    signed = _TANPA_CATATAN.sub(rf"\g<0>{_CATATAN}", ubah(text, marks, URUTAN)).encode("utf-8")
    revisi = model.revisi or 0
    path = now.arsip(revisi)
    copy = now.proyek.terbit.get(now.slug) if again else None
    if path.exists() and path.read_bytes() not in (signed, now.mentah) and copy is None:
        raise DitolakError(f"{archive_of(now.slug, revisi)} sudah ada; periksa nomor revisi SOP ini")
    ganti(now.berkas, now.mentah, signed)
    tulis(path, signed)
    return Hasil(revisi, (file_of("sop", now.slug), archive_of(now.slug, revisi)))


def _names(proyek: Proyek, model: Sop) -> dict[str, Isi]:
    """The names in other files that the SOP prints from now on, as they are today for readers."""
    frozen = freeze_names(untuk_pembaca(proyek), model.model_copy(update={"sidik": sidik(model)}))
    return frozen.model_dump(exclude_defaults=True)


def _finish(now: _Keadaan) -> Hasil:
    """A file that is signed already: write the copy in the archive where it is missing or behind."""
    if sidik(now.sop) != now.sop.sidik:
        raise DitolakError(
            "Isi SOP ini diubah sejak diterbitkan; buat revisi dengan 'sop revise', atau kembalikan isinya"
        )
    path, name = now.arsip(now.revisi), archive_of(now.slug, now.revisi)
    copy = now.proyek.terbit.get(now.slug)
    if path.exists() and (copy is None or sidik(copy) != now.sop.sidik):
        raise DitolakError(f"{name} sudah ada dan isinya lain; periksa nomor revisi SOP ini")
    if copy is not None and (copy.status, copy.pencabutan) == (now.sop.status, now.sop.pencabutan):
        return Hasil(now.revisi, ())
    tulis(path, now.mentah)
    return Hasil(now.revisi, (name,))


def _new_text(now: _Keadaan, changes: Perubahan, drop: Sequence[str] = ()) -> str:
    return ubah(now.mentah.decode("utf-8"), changes, URUTAN, drop)


def _model(text: str) -> Sop:
    """What a new text says; it was proved to be readable, and the fields set are of the right kind."""
    source, _ = parse_source(text.removeprefix("\ufeff"), "")
    return Sop.model_validate(source.value)


def _day(hari: datetime.date | None) -> str | None:
    return hari.isoformat() if hari else None
