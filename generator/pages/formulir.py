"""The blank forms: an index, and a page around each form's printable body."""

from __future__ import annotations

from collections.abc import Sequence

from generator.forms.html import render as render_body
from generator.forms.semua import FormulirSitus
from generator.pages.halaman import Halaman, asset_from, path_of
from generator.pages.situs import Situs
from generator.pages.tampilan import make_halaman


def render_index_formulir(situs: Situs) -> Halaman:
    """The page formulir/."""
    return make_halaman(situs, "formulir_index.html", "formulir", "Formulir", formulir=_by_use(situs))


def render_formulir(situs: Situs, form: FormulirSitus) -> Halaman:
    """The page of a form, of the agency or of an SOP's monitoring."""
    return make_halaman(
        situs,
        "formulir.html",
        form.kunci,
        form.data.judul,
        # The steps that stand in it are found on the page of their SOP.
        {"search": {"exclude": True}} if form.sop else None,
        form=form,
        formulir=form.data,
        badan=render_body(form.data, situs.proyek, logo=_logo(situs, form.kunci)),
        pemakaian=() if form.sop else situs.formulir[form.id],
        sop=situs.sop[form.sop] if form.sop else None,
    )


def _logo(situs: Situs, key: str) -> str:
    logo = situs.konteks.logo
    return asset_from(path_of(key))(logo) if logo else ""


def _by_use(situs: Situs) -> Sequence[str]:
    """The ids of the forms, those that most steps use first."""
    return sorted(situs.proyek.formulir, key=lambda id: -len(situs.formulir[id]))
