"""A page as a reader with scripts sees it on a day: without what is not true then (what saat.js does, written anew)."""

from __future__ import annotations

import datetime
import re

from lxml import html


def pada_hari(body: str, hari: datetime.date) -> html.HtmlElement:
    """The element tree of the page on ``hari``."""
    root = html.fragment_fromstring(re.sub(r"(?s)<script.*?</script>", "", body), create_parent="div")
    today = hari.isoformat()
    for item in root.xpath("//*[@data-saat or @data-tanpa-skrip]"):
        start, end = item.get("data-mulai") or "", item.get("data-sampai") or ""
        out = item.get("data-tanpa-skrip") is not None or today < start or (end and today >= end)
        if out:
            item.drop_tree()
        else:
            item.attrib.pop("hidden", None)
    return root


def kata(item: html.HtmlElement) -> str:
    """The words of an element, without differences of white space."""
    return " ".join(item.text_content().split())
