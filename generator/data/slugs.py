"""Names of files and ids made from words, and how long they may be before paths of the site get too long."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

EASY_LENGTH = 50
"""Letters of a file's name up to which the site can be copied into any usual folder of Windows."""
SHORT_LENGTH = 40
"""Letters of the name that is proposed."""
_LONGEST = 60
"""An id of more letters was meant as a sentence."""
_WINDOWS = 259
"""Letters of the longest path that all programs on Windows can open."""
_TWICE = 56
"""Letters of the longest path of an SOP in the site beside its name, which stands in it twice:
sop/<slug>/revisi/10/monitoring/monitoring-<slug>.isian-formulir.csv."""
_JOINS = {"dan", "atau", "pada", "di", "ke", "dari", "untuk", "dengan", "yang", "dalam", "terhadap", "oleh", "tentang"}
"""Words that no name ends in."""


def proposed_id(text: str, joint: str = "-") -> str:
    """An id for these words, "" where they have no letter or digit, or are a sentence."""
    id = whole_slug(text, joint)
    if joint == "_":
        id = id.lstrip("0123456789_")
    return id if len(id) <= _LONGEST else ""


def short_slug(title: str, most: int = SHORT_LENGTH) -> str:
    """The name of a file for this title: whole words, as many as have no more than ``most`` letters; "" if it has no
    letter or digit."""
    slug = whole_slug(title)
    if len(slug) > most:
        whole = slug[: most + 1].rpartition("-")[0]
        slug = whole or slug[:most]
    words = slug.split("-")
    while len(words) > 1 and words[-1] in _JOINS:
        words.pop()
    return "-".join(words)


def numbered(name: str, taken: Callable[[str], bool]) -> str:
    """The name, with the lowest number behind it that makes it free."""
    found, number = name, 1
    while taken(found):
        number += 1
        found = f"{name}-{number}"
    return found


def longest_path(slug: str) -> int:
    """Letters of the longest path that an SOP of this name has in the site."""
    return 2 * len(slug) + _TWICE


def left_on_windows(slug: str) -> int:
    """Letters that remain for the folder in which the site stands."""
    return _WINDOWS - longest_path(slug) - 1


def whole_slug(text: str, joint: str = "-") -> str:
    """All the words of a text, however many, in small ASCII letters and digits."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", joint, plain).strip(joint)
