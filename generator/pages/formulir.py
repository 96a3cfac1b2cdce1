"""The blank forms: an index, and a page around each form's printable body."""

from __future__ import annotations

from collections.abc import Sequence

from generator.forms.html import render as render_body
from generator.pages.halaman import Halaman, asset_from, path_of
from generator.pages.situs import Situs
from generator.pages.tampilan import make_halaman


def render_formulir(situs: Situs) -> list[Halaman]:
    """The page formulir/ and one for each form."""
    index = make_halaman(situs, "formulir_index.html", "formulir", "Formulir", formulir=_by_use(situs))
    pages = (
        make_halaman(
            situs,
            "formulir.html",
            f"formulir/{id}",
            formulir.judul,
            id_formulir=id,
            formulir=formulir,
            badan=render_body(formulir, situs.proyek, logo=_logo(situs, f"formulir/{id}")),
            pemakaian=situs.formulir[id],
        )
        for id, formulir in situs.proyek.formulir.items()
    )
    return [index, *pages]


def _logo(situs: Situs, key: str) -> str:
    logo = situs.konteks.logo
    return asset_from(path_of(key))(logo) if logo else ""


def _by_use(situs: Situs) -> Sequence[str]:
    """The ids of the forms, those that most steps use first."""
    return sorted(situs.proyek.formulir, key=lambda id: -len(situs.formulir[id]))
