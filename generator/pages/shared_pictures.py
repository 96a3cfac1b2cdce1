"""Pictures that stand on a page several times, as the code on each of its sheets: the page holds them once."""

from __future__ import annotations

import re
from collections import Counter

_PICTURE = re.compile(r'<image [^>]*href="data:[^>]*/>')


def share_pictures(html: str) -> str:
    """A page in which each picture written out in an SVG stands once, where it is met first; the others mean it."""
    often = {picture for picture, times in Counter(_PICTURE.findall(html)).items() if times > 1}
    names: dict[str, str] = {}

    def once(found: re.Match[str]) -> str:
        picture = found[0]
        if picture not in often:
            return picture
        if picture in names:
            return f'<use href="#{names[picture]}"/>'
        names[picture] = f"gambar-{len(names) + 1}"
        return picture.replace("<image ", f'<image id="{names[picture]}" ', 1)

    return _PICTURE.sub(once, html)
