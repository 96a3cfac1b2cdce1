"""sitemap.xml: the pages that others may want to find, for an agency that said where its site stands."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from urllib.parse import quote

PATH = "sitemap.xml"
_DEPTH = 2
"""Deeper pages (checklists, earlier revisions, the check of a print) are views of the page above them."""


def sitemap_file(alamat: str | None, pages: Iterable[str]) -> dict[str, bytes]:
    """The sitemap as path in the site -> content: nothing without ``alamat``, the whole address of the site's folder.

    ``pages``: files of pages ("sop/x/index.html"), in any order. No times of change: the data do not say them.
    """
    if not alamat:
        return {}
    shown = sorted({page for page in pages if page.count("/") <= _DEPTH})
    lines = (f"<url><loc>{escape(alamat + quote(page), quote=False)}</loc></url>" for page in shown)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return {PATH: "\n".join([head, *lines, "</urlset>", ""]).encode()}
