"""The pages of the site: Python that gathers facts, Jinja2 templates beside it that say them.

Each module declares its pages (``generator.declared.page``); nothing lists them.
"""

from __future__ import annotations

from generator.data.library import Library
from generator.declared import pages_of
from generator.facts.page import Page
from generator.facts.site_facts import BuildContext, SiteFacts, make_site_facts
from generator.pages.revisi_page import editions_of
from generator.revisions.in_force import every_slug

__all__ = ["BuildContext", "Page", "pages_of_sop", "render_pages"]


def render_pages(proyek: Library, konteks: BuildContext) -> tuple[Page, ...]:
    """All generated pages of a checked project, in a fixed order. Pure: nothing is read or written."""
    situs = make_site_facts(proyek, konteks)
    parts = [
        *(pages_of_sop(situs, slug) for slug in every_slug(proyek)),
        *(pages_of("formulir", situs, id) for id in proyek.formulir),
        *(pages_of("pelaksana", situs, id) for id in situs.pelaksana),
        *(pages_of("peraturan", situs, id) for id in proyek.peraturan),
        pages_of("pustaka", situs),
    ]
    return tuple(page for part in parts for page in part)


def pages_of_sop(situs: SiteFacts, slug: str) -> list[Page]:
    """The pages of one SOP and of its revisions; of one that is only in the archive, what its prints need."""
    past: list[Page] = pages_of("riwayat", situs, slug)
    if slug not in situs.sop:
        return past
    own = (page for edition in editions_of(situs, slug) for page in pages_of("edisi", edition, slug))
    return [*pages_of("sop", situs, slug), *own, *past]
