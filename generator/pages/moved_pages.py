"""Former addresses of an SOP that was renamed: each of its pages leads on from there to where it is now.

Small pages of their own, outside of the theme: they work without a script, under any path and from a folder, and stand
neither in the search nor in the list of pages. The page that checks a print is no such one: it answers under every
name (``cek_page.py``), as it must keep what the address of a QR code asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.data.library import Library
from generator.declared import SiteFile
from generator.facts.page import Page, asset_from
from generator.pages.render import fill


def moved_pages(proyek: Library, slug: str, pages: Iterable[Page]) -> Iterator[SiteFile]:
    """The pages under the former names of an SOP; ``pages``: those that it has now."""
    made = {page.address: page for page in pages}
    for name in proyek.nama_lama.get(slug, ()):
        for address, page in made.items():
            former = f"sop/{name}/{address.removeprefix(f'sop/{slug}/')}"
            if address.startswith(f"sop/{slug}/") and former not in made:
                target = asset_from(former)(address)
                html = fill(
                    "pindah.html", judul=page.title, tujuan=target, lama=name, baru=slug, instansi=proyek.instansi
                )
                yield SiteFile(former, f"{html}\n".encode())
