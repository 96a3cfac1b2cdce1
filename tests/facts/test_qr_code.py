"""The QR code on prints: as small as its text allows, with the best correction that fits, and read as what it says."""

from __future__ import annotations

from io import BytesIO

import pytest
import zxingcpp
from PIL import Image, ImageOps

from generator.facts.qr_code import DOT, qr_png, qr_side


def _read(text: str) -> zxingcpp.Barcode:
    drawn = Image.open(BytesIO(qr_png(text))).convert("L")
    (found,) = zxingcpp.read_barcodes(ImageOps.expand(drawn, 64, fill=255))
    return found


@pytest.mark.parametrize(
    "text",
    [
        "https://a.id/",
        "https://sop.contoh.go.id/sop/surat-masuk/",
        "https://a.id/x?y=%C3%A4#z",
        "https://ä.id/",
        "A" * 900,
    ],
)
def test_a_code_says_its_text(text: str) -> None:
    assert _read(text).text == text


@pytest.mark.parametrize(("length", "dots", "level"), [(17, 21, "L"), (18, 25, "Q"), (20, 25, "Q"), (21, 25, "M")])
def test_the_best_correction_that_needs_no_more_dots(length: int, dots: int, level: str) -> None:
    """17 bytes fill the smallest code at its lowest level; one more takes the next size, which corrects better."""
    text = "x" * length
    assert qr_side(text) == round((dots + 2) * DOT, 3)
    assert _read(text).ec_level == level


def test_a_code_is_black_on_white_with_a_white_edge() -> None:
    drawn = Image.open(BytesIO(qr_png("https://a.id/")))
    assert drawn.mode == "1"
    assert drawn.size == (23 * 16, 23 * 16)
    edge = drawn.convert("L")
    edge.paste(255, (16, 16, 22 * 16, 22 * 16))
    assert edge.getextrema() == (255, 255)


def test_without_a_text_there_is_no_place_for_a_code() -> None:
    assert qr_side("") == 0
    assert qr_side("x") > 0
