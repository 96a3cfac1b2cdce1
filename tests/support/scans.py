"""Prints of an SOP as an office has them: the official document, and the same on paper, signed and scanned."""

from __future__ import annotations

import io
import time
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw, ImageFilter

from generator.data.loader import load
from generator.declared import papers_of
from generator.facts.site_facts import BuildContext, SiteFacts
from generator.paper.typesetting import typeset
from generator.revisions.in_force import published_versions
from generator.revisions.reader_view import with_edition


def official_print(data: Path, slug: str, revisi: int) -> bytes:
    """The official document of a published revision."""
    proyek, _ = load(data)
    assert proyek is not None
    version = next(version for version in published_versions(proyek, slug) if version.revisi == revisi)
    situs = SiteFacts(with_edition(proyek, slug, version.sop), BuildContext())
    return typeset(next(iter(papers_of("edisi", situs, slug))).document)


def scanned(pdf: bytes, dpi: int = 150, degrees: float = 1.3, pages: slice = slice(None)) -> bytes:
    """A print with a signature on each page, laid a little askew on a grey scanner."""
    pictures = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in list(document)[pages]:
            picture = page.render(scale=dpi / 72, grayscale=True).to_pil()
            pen = ImageDraw.Draw(picture)
            pen.line([(picture.width // 2 + 5 * n, picture.height // 2 + n * n % 37) for n in range(20)], 60, 3)
            askew = picture.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=240)
            pictures.append(askew.filter(ImageFilter.GaussianBlur(0.5)).point(lambda value: int(30 + value * 0.8)))
    return as_pdf(pictures, dpi)


def as_pdf(pictures: list[Image.Image], dpi: int = 150) -> bytes:
    """Pictures as the pages of a PDF."""
    made, day = io.BytesIO(), time.gmtime(0)
    rest = {"append_images": pictures[1:], "resolution": dpi, "quality": 70, "creationDate": day, "modDate": day}
    pictures[0].save(made, "PDF", save_all=True, **rest)
    return made.getvalue()


def blank_scan(pages: int = 1) -> bytes:
    """A scan on which nothing can be read."""
    return as_pdf([Image.new("L", (620, 877), 250)] * pages, 75)
