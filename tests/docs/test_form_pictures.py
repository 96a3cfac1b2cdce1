"""The pictures of forms in the guide show what the examples print today. SOP_TULIS_EMAS=1 draws them anew."""

from __future__ import annotations

import os
import re

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat

from tests.paper.test_form_paper import pdf_of
from tests.support.documents import PANDUAN, read
from tests.support.tools import ROOT

pytestmark = pytest.mark.slow

PICTURES = ROOT / "docs" / "gambar" / "formulir"
SHOWN = ("laporan-perjalanan", "pendataan-barang-rusak")
_DPI = 84
_DIFFERENT = 0.5
"""The mean difference of two drawings (of 255) from which they are not the same: edges of letters may differ."""


@pytest.mark.parametrize("slug", SHOWN)
def test_the_picture_is_the_form(slug: str) -> None:
    page = pypdfium2.PdfDocument(pdf_of("examples/dinas-contoh", slug, "F4"))[0]
    drawn = page.render(scale=_DPI / 72, grayscale=True).to_pil()
    path = PICTURES / f"{slug}.png"
    if os.environ.get("SOP_TULIS_EMAS") == "1":
        drawn.quantize(16).save(path, optimize=True)
    with Image.open(path) as kept:
        assert kept.size == drawn.size
        difference = ImageChops.difference(kept.convert("L"), drawn.convert("L"))
    assert ImageStat.Stat(difference).mean[0] < _DIFFERENT, "run once with SOP_TULIS_EMAS=1 and look at it"


def test_the_guide_shows_them_and_no_others() -> None:
    shown = re.findall(r"\]\(\.\./gambar/formulir/([^)]+)\.png\)", read(PANDUAN / "formulir-isian.md"))
    assert sorted(shown) == sorted(SHOWN) == sorted(path.stem for path in PICTURES.iterdir())
