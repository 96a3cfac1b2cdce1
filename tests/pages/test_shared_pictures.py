"""A picture that stands on a page several times is in it once."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from generator.pages.shared_pictures import share_pictures
from tests.site.test_tree import tree


def picture(letters: str) -> str:
    return f'<svg><image width="3" href="data:image/png;base64,{letters}"/></svg>'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>tanpa</p>", "<p>tanpa</p>"),
        (picture("AA"), picture("AA")),
        (picture("AA") + picture("BB"), picture("AA") + picture("BB")),
        (
            picture("AA") * 3,
            picture("AA").replace("<image", '<image id="gambar-1"') + '<svg><use href="#gambar-1"/></svg>' * 2,
        ),
        (
            picture("AA") + picture("BB") + picture("CC") + picture("AA") + picture("BB"),
            picture("AA").replace("<image", '<image id="gambar-1"')
            + picture("BB").replace("<image", '<image id="gambar-2"')
            + picture("CC")
            + '<svg><use href="#gambar-1"/></svg><svg><use href="#gambar-2"/></svg>',
        ),
        ('<image href="logo.svg"/>' * 2, '<image href="logo.svg"/>' * 2),
    ],
    ids=["none", "one", "two others", "thrice", "several", "a file"],
)
def test_the_first_holds_it(before: str, after: str) -> None:
    assert share_pictures(before) == after


def test_no_page_holds_a_picture_twice(example_site: Path) -> None:
    shared = 0
    for name, content in tree(example_site).items():
        if name.endswith(".html"):
            page = content.decode()
            held = Counter(re.findall(r'href="(data:image/[^"]+)"', page))
            assert [letters for letters, times in held.items() if times > 1] == [], name
            meant = set(re.findall(r'<use href="#(gambar-\d+)"', page))
            assert meant <= set(re.findall(r'<image id="(gambar-\d+)"', page)), name
            shared += len(meant)
    assert shared > 10
