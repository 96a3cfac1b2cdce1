"""Signed documents in the archive (codes V94x): each has its record, its revision, and the bytes that were attached."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.rules import rule
from generator.data.fingerprint import fingerprint
from generator.data.library import Library, scan_of, scan_record_of
from generator.data.signed_scan import MAX_SCAN, KeptScan
from generator.data.wording import format_date
from generator.findings import Finding
from generator.revisions.in_force import published_versions


@rule("V940", "peringatan", of="pustaka")
@rule("V941", "peringatan", of="pustaka")
@rule("V942", "peringatan", of="pustaka")
@rule("V943", "peringatan", of="pustaka", needs=("sop/", "arsip/"))
def check_scans(proyek: Library) -> Iterator[Finding]:
    """A signed document without its record or its revision; one that is lost, or not what was attached."""
    for slug, scans in proyek.pindaian.items():
        published = {version.revisi: fingerprint(version.sop) for version in published_versions(proyek, slug)}
        for revisi, scan in scans.items():
            yield from _of_scan(proyek, slug, revisi, scan, published.get(revisi))


def _of_scan(proyek: Library, slug: str, revisi: int, scan: KeptScan, sidik: str | None) -> Iterator[Finding]:
    """``sidik``: the fingerprint of that revision, None = there is none."""
    name, file = scan_of(slug, revisi), scan_record_of(slug, revisi)
    record = scan.record
    if sidik is None:
        message = f"dokumen bertanda tangan ini tidak mempunyai revisi: {slug} revisi {revisi} tidak pernah terbit"
        remedy = "pindahkan dari arsip; lampirkan pada revisi yang benar dengan 'sop attach'"
        yield Finding("V943", "peringatan", name, 0, 0, "", message, remedy)
    elif record is None:
        if file not in proyek.sumber:
            message = "dokumen bertanda tangan ini belum dicatat, jadi tidak ditampilkan"
            remedy = f"lampirkan berkas ini dengan 'sop attach {slug}' dan --revisi {revisi}"
            yield Finding("V940", "peringatan", name, 0, 0, "", message, remedy)
    elif record.sidik != sidik:
        message = f"dokumen bertanda tangan ini dilampirkan pada isi lain, bukan isi revisi {revisi}"
        remedy = "pindahkan dari arsip; lampirkan pada revisi yang benar dengan 'sop attach'"
        yield proyek.finding(file, "V943", ("sidik",), message, remedy)
    elif not scan.sha256:
        message = (
            f"dokumen bertanda tangan {name} tidak ada, tidak dapat dibaca, atau lebih dari {MAX_SCAN // 10**6} MB"
        )
        remedy = f"kembalikan dari salinan cadangan, atau lampirkan lagi dengan 'sop attach {slug}'"
        yield proyek.finding(file, "V942", ("sha256",), message, remedy)
    elif not scan.genuine:
        day = format_date(record.tanggal)
        message = f"dokumen bertanda tangan {name} bukan lagi berkas yang dilampirkan pada {day}"
        remedy = f"kembalikan dari salinan cadangan; bila memang diganti: 'sop attach {slug}' dengan --ganti"
        yield proyek.finding(file, "V941", ("sha256",), message, remedy)
