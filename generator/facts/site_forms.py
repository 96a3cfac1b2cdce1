"""All blank forms of the site in one list: those of the agency, and those that are made for each SOP."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.data.formulir import Formulir
from generator.data.library import Library
from generator.facts.monev import evaluasi, monitoring
from generator.steps.resolve import ResolvedSop


@dataclass(frozen=True, slots=True)
class SiteForm:
    """A form with its place. ``kunci``: the key of its page, "formulir/x" or "sop/x/monitoring"; ``nama``: its files
    without their endings; ``id``: its name on phones; ``sop``: the slug of the SOP that it watches ("" = none)."""

    kunci: str
    nama: str
    id: str
    data: Formulir
    sop: str = ""

    @property
    def path_stem(self) -> str:
        """Where its files stand in the site, without their endings."""
        return f"{self.kunci}/{self.nama}"


def form_of(proyek: Library, slug: str) -> SiteForm:
    """One of the agency's forms."""
    return SiteForm(f"formulir/{slug}", slug, slug, proyek.formulir[slug])


def forms_of(proyek: Library, sop: ResolvedSop) -> Iterator[SiteForm]:
    """The forms that watch an SOP. Two hyphens are in no slug, so their names can never be those of others."""
    for kind, make in (("monitoring", monitoring), ("evaluasi", evaluasi)):
        yield SiteForm(
            f"sop/{sop.slug}/{kind}", f"{kind}-{sop.slug}", f"{sop.slug}--{kind}", make(proyek, sop), sop.slug
        )
