"""Documents as signing portals leave them: each page copied as a drawing onto a new page, all else gone."""

from __future__ import annotations

import io

import pikepdf


def through_portal(pdf: bytes, times: int = 1) -> bytes:
    """The document after a portal copied its pages ``times`` times."""
    for _ in range(times):
        pdf = _copied(pdf)
    return pdf


def _copied(pdf: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as source, pikepdf.new() as copy:
        for page in source.pages:
            left, bottom, right, top = (float(x) for x in page.mediabox)
            copy.add_blank_page(page_size=(right - left, top - bottom))
            target = copy.pages[-1]
            name = target.add_resource(copy.copy_foreign(page.as_form_xobject()), pikepdf.Name.XObject)
            target.contents_add(f"q 1 0 0 1 {-left} {-bottom} cm {name} Do Q".encode())
        out = io.BytesIO()
        copy.save(out)
    return out.getvalue()
