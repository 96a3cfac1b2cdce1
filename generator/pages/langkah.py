"""One step: its page on screen, and its checklist sheet (the same page, printed)."""

from __future__ import annotations

from generator.pages.halaman import Halaman
from generator.pages.lembar import LembarLangkah
from generator.pages.situs import Situs
from generator.pages.tampilan import kapital, make_halaman


def render_langkah(situs: Situs, lembar: LembarLangkah) -> Halaman:
    """The page sop/<slug>/checklist/<kode>/."""
    sop, step = lembar.sop, lembar.langkah
    steps = sop.langkah
    place = steps.index(step)
    return make_halaman(
        situs,
        "langkah.html",
        f"sop/{sop.slug}/checklist/{step.kode}",
        f"{kapital(step.sebutan)}: {' '.join(step.data.uraian.split())}",
        {"description": f"{kapital(step.sebutan)} SOP {sop.data.judul}"},
        cetakan=lembar.cetakan,
        lembar=lembar,
        sop=sop,
        l=step,
        nav_sebelum=steps[place - 1] if place else None,
        nav_sesudah=steps[place + 1] if place + 1 < len(steps) else None,
    )
