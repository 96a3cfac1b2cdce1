"""Which text of each SOP the site shows: for a browser that remembers what its reader saw (kunjungan.js)."""

from __future__ import annotations

import json
from collections.abc import Iterator

from generator.declared import SiteFile, output
from generator.facts.page_foot import current_text
from generator.facts.site_facts import SiteFacts

PATH = "data/sop-kini.js"


@output("pustaka", 60)
def current_sops(situs: SiteFacts) -> Iterator[SiteFile]:
    """The list, as a script: where the site is opened from a folder, nothing else can be loaded."""
    known = {slug: [sop.judul, current_text(sop)] for slug, sop in situs.proyek.sop.items()}
    text = json.dumps(known, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    yield SiteFile(PATH, f"window.sopKini = {text};\n".encode())
