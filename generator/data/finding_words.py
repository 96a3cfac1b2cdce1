"""What the guide calls each kind of finding: the first words of its part in docs/panduan/temuan/."""

from __future__ import annotations

import re
from functools import cache

from generator.build_fingerprint import SHIPPED
from generator.findings import KELUARGA

_PART = re.compile(r"^## ([A-Z]\d{3})\n\n\*\*(.+?)\.?\*\*", re.MULTILINE)


def words_of(code: str) -> str:
    """The kind of finding in a few words ("mutu baku belum lengkap"), as they stand within a sentence; "" = the guide
    has no part about it."""
    return _words().get(code, "")


@cache
def _words() -> dict[str, str]:
    pages = (SHIPPED / "docs" / "panduan" / "temuan" / f"{family}.md" for family in KELUARGA.values())
    texts = (page.read_text("utf-8") for page in pages if page.is_file())
    found = (match.groups() for text in texts for match in _PART.finditer(text))
    return {code: words[0].lower() + words[1:] if words[1:2].islower() else words for code, words in found}
