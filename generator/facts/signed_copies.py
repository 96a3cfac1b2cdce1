"""The signed documents that the site offers: those that are what was attached, of a revision that it shows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.data.fingerprint import fingerprint
from generator.data.library import Library, scan_of
from generator.data.signed_scan import KeptScan
from generator.facts.site_facts import Download, edition_key
from generator.revisions.in_force import current_version, published_versions

TITLE = "Dokumen bertanda tangan"


class SignedCopy(NamedTuple):
    """One of them: where it lies in the data folder, where it stands in the site, and the key of the page that offers
    it."""

    source: str
    path: str
    page: str
    scan: KeptScan

    @property
    def download(self) -> Download:
        """What the page offers. Nobody vouches for what could not be read."""
        record = self.scan.record
        unread = record is not None and record.diperiksa == "tidak terbaca"
        return Download(self.path, TITLE, "PDF, tidak dapat diperiksa" if unread else "PDF", self.scan.size)


def signed_copies(proyek: Library, slug: str) -> Iterator[SignedCopy]:
    """Those of one SOP, by revision."""
    scans, shown = proyek.pindaian.get(slug, {}), current_version(proyek, slug)
    for version in published_versions(proyek, slug) if scans else ():
        scan = scans.get(version.revisi)
        if scan and scan.record and scan.genuine and scan.record.sidik == fingerprint(version.sop):
            key = edition_key(slug, version.revisi)
            page = f"sop/{slug}" if shown and shown.revisi == version.revisi else key
            # One address for ever, whichever revision stands on the main page.
            yield SignedCopy(scan_of(slug, version.revisi), f"{key}/{slug}-bertanda-tangan.pdf", page, scan)
