"""Keeping the signed document of a published revision in the archive: first the PDF, then the record of it.

Killed between the two, the PDF lies there without a record, is a finding (V940) and shown to nobody; the same command,
given again, finishes it.
"""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass
from pathlib import Path

from generator.commands.at_work import RefusedError, SopAtWork, at_work
from generator.commands.scan_reading import ScanReading, UnfitScanError, read_scan
from generator.data.fingerprint import PANJANG_PENDEK, fingerprint
from generator.data.library import Library, scan_of, scan_record_of
from generator.data.signed_scan import ScanProof, SignedScan
from generator.data.wording import format_date, join_words
from generator.io.trouble import reason
from generator.revisions.in_force import Version, every_slug, published_versions

_NOTE = "# ditulis oleh sop attach; jangan diubah"


@dataclass(frozen=True, slots=True)
class Attached:
    """What was attached.

    revisi      to which revision
    code        the fingerprint of its content, as printed
    proof       how it is known to be a print of that content
    seen        on how many pages its code was read
    pages       of the document
    written     the files written, in the data folder; () = all was there already, or only a trial
    """

    revisi: int
    code: str
    proof: ScanProof
    seen: int
    pages: int
    written: tuple[str, ...]


def attach(
    data: Path, slug: str, file: Path, hari: datetime.date, revisi: int | None = None, *, ganti: bool = False,
    coba: bool = False,
) -> Attached:  # fmt: skip
    """Keep the PDF ``file`` as the signed document of a revision (None = the one published last). ``ganti``: in the
    place of another one; ``coba``: only look."""
    try:
        reading = read_scan(file)
    except UnfitScanError as error:
        raise RefusedError(f"{file.name}: {error}") from None
    except OSError as error:
        raise RefusedError(f"{file} tidak dapat dibaca: {reason(error)}") from None
    with at_work(data, slug) as now:
        version = _meant(now, revisi)
        sidik = fingerprint(version.sop)
        proof, seen = _prove(now.proyek, slug, version, reading)
        record = SignedScan(sidik=sidik, sha256=hashlib.sha256(reading.raw).hexdigest(), tanggal=hari, diperiksa=proof)
        _refuse_another(now, version.revisi, record, ganti)
        if not coba:
            _keep(now, version.revisi, reading.raw, record)
        return Attached(
            version.revisi, sidik[:PANJANG_PENDEK], proof, seen, reading.pages, now.done(version.revisi).written
        )


def _meant(now: SopAtWork, revisi: int | None) -> Version:
    """The revision that is meant; it was published."""
    published = published_versions(now.proyek, now.slug)
    if not published:
        raise RefusedError("SOP ini belum pernah terbit; dokumen bertanda tangan dilampirkan sesudah 'sop publish'")
    if revisi is None:
        return published[-1]
    found = next((version for version in published if version.revisi == revisi), None)
    if found is None:
        known = join_words(str(version.revisi) for version in published)
        raise RefusedError(f"Revisi {revisi} SOP ini tidak pernah terbit; yang pernah terbit: revisi {known}")
    return found


def _prove(proyek: Library, slug: str, version: Version, reading: ScanReading) -> tuple[ScanProof, int]:
    """How the document is known to be a print of this content, and on how many pages it says so. One that says that it
    is another print is refused, also where only some of its pages are."""
    own = fingerprint(version.sop)[:PANJANG_PENDEK]
    prints = _prints(proyek)
    for page in reading.codes:
        if page.code == own:
            continue
        if page.code in prints:
            raise RefusedError(_another(slug, version, prints[page.code], page.page, reading.pages, page.code, own))
        if page.sure:
            raise RefusedError(
                f"{_where(page.page, reading.pages)} tercetak kode isi {page.code}, dan tidak ada revisi terbit dengan "
                f"kode itu; isi revisi {version.revisi} berkode {own}. Cetak, tanda tangani, dan pindai revisi itu"
            )
    read = [page for page in reading.codes if page.code == own]
    if not read:
        return "tidak terbaca", 0
    return ("teks" if any(page.source == "teks" for page in read) else "qr"), len({page.page for page in read})


def _prints(proyek: Library) -> dict[str, tuple[str, str, int]]:
    """Of every published revision: printed code -> slug, title and number."""
    found = {}
    for slug in every_slug(proyek):
        for version in published_versions(proyek, slug):
            code = fingerprint(version.sop)[:PANJANG_PENDEK]
            found[code] = (slug, version.sop.judul, version.revisi)
    return found


def _another(
    slug: str, version: Version, other: tuple[str, str, int], page: int, pages: int, code: str, own: str
) -> str:
    whose, title, number = other
    named = f"revisi {number}" if whose == slug else f"SOP '{title}' ({whose}) revisi {number}"
    words = f"{_where(page, pages)} ini cetakan {named} (kode isi {code}), bukan revisi {version.revisi} ({own})"
    return f"{words}; untuk revisi itu tambahkan --revisi {number}" if whose == slug else words


def _where(page: int, pages: int) -> str:
    return f"Halaman {page} berkas" if pages > 1 else "Berkas"


def _refuse_another(now: SopAtWork, revisi: int, record: SignedScan, ganti: bool) -> None:
    """Refuse to put it in the place of another document, or of one that was lost or changed."""
    kept = now.proyek.pindaian.get(now.slug, {}).get(revisi)
    if kept is None or ganti:
        return
    known = kept.record.sha256 if kept.record else kept.sha256
    there = (now.proyek.folder / scan_of(now.slug, revisi)).exists()
    if known == record.sha256 and (not there or kept.sha256 == record.sha256):
        return
    when = f", dilampirkan pada {format_date(kept.record.tanggal)}" if kept.record else ""
    raise RefusedError(
        f"Revisi {revisi} sudah mempunyai dokumen bertanda tangan lain{when}; "
        "bila memang harus diganti, tambahkan --ganti"
    )


def _keep(now: SopAtWork, revisi: int, raw: bytes, record: SignedScan) -> None:
    """Write what is not there yet: the document, then its record."""
    kept = now.proyek.pindaian.get(now.slug, {}).get(revisi)
    if kept is None or kept.sha256 != record.sha256:
        _write(now, scan_of(now.slug, revisi), raw)
    same = {"sidik": record.sidik, "sha256": record.sha256, "diperiksa": record.diperiksa}
    if kept is None or kept.record is None or kept.record != kept.record.model_copy(update=same):
        lines = [f"{key}: {value}" for key, value in record.model_dump(mode="json").items()]
        _write(now, scan_record_of(now.slug, revisi), "\n".join([_NOTE, *lines, ""]).encode())


def _write(now: SopAtWork, name: str, content: bytes) -> None:
    path = now.proyek.folder / name
    now.files.write(name, path.read_bytes() if path.is_file() else None, content)
