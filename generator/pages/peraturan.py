"""The regulations: an index, and a page for each that says who cites it and what is known of its status."""

from __future__ import annotations

from generator.pages.halaman import Halaman
from generator.pages.situs import Situs
from generator.pages.tampilan import make_halaman


def render_peraturan(situs: Situs) -> list[Halaman]:
    """The page peraturan/ and one for each regulation."""
    index = make_halaman(situs, "peraturan_index.html", "peraturan", "Peraturan")
    pages = (
        make_halaman(
            situs,
            "peraturan.html",
            f"peraturan/{id}",
            peraturan.nama_singkat,
            peraturan=peraturan,
            pemakai=[situs.sop[slug] for slug in situs.peraturan[id]],
        )
        for id, peraturan in situs.proyek.peraturan.items()
    )
    return [index, *pages]
