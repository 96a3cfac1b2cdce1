"""The pages of the site: Python that gathers facts, Jinja2 templates beside it that say them.

Each module declares its pages (``generator.declared.page``); nothing lists them.
"""

from __future__ import annotations

from generator.declared import pages_of
from generator.facts.page import Page
from generator.facts.site_facts import BuildContext, SiteFacts
from generator.pages.revisi_page import editions_of

__all__ = ["BuildContext", "Page", "pages_of_sop"]


def pages_of_sop(situs: SiteFacts, slug: str) -> list[Page]:
    """The pages of one SOP and of its revisions; of one that is only in the archive, what its prints need."""
    past: list[Page] = pages_of("riwayat", situs, slug)
    if slug not in situs.sop:
        return past
    own = (page for edition in editions_of(situs, slug) for page in pages_of("edisi", edition, slug))
    return [*pages_of("sop", situs, slug), *own, *past]
