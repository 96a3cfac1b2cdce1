"""Sections of the identity page under the agency's own headings: on paper, on the page, in the search."""

from __future__ import annotations

from typing import Any

import pytest

from generator.data.fingerprint import fingerprint
from generator.data.library import Library
from generator.facts.search_texts import search_texts
from generator.facts.site_facts import BuildContext, SiteFacts
from tests.support import made_up
from tests.support.outputs import letters, said
from tests.support.pdf import MM, dengan, plumb, text_of
from tests.support.whole import make_official, render_pages

SECTIONS: list[dict[str, Any]] = [
    {"judul": "Pengertian", "isi": "Surat adalah naskah dinas."},
    {"judul": "Kebijakan:", "isi": ["Surat dicatat.", "Surat dijawab."]},
    {"judul": "Unit Terkait", "isi": ["Sekretariat", "Bidang Umum"], "di_bawah": "ya"},
    {"judul": "Referensi"},
]
ORDER = ["MaksuddanTujuan:", "Pengertian:", "Kebijakan:", "Referensi:", "DasarHukum:", "PencatatandanPendataan:",
         "UnitTerkait:"]  # fmt: skip


def library(sections: list[dict[str, Any]], **more: Any) -> Library:
    return made_up.proyek({"a": made_up.sop(maksud_tujuan="Tertib", bagian_lain=sections, **more)})


@pytest.mark.slow
def test_on_paper_they_stand_in_their_order_round_the_six_boxes() -> None:
    text = letters(text_of(make_official(library(SECTIONS), "a")))
    places = [text.index(heading) for heading in ORDER]
    assert places == sorted(places)
    assert "::" not in text
    assert "1.Suratdicatat.2.Suratdijawab." in text
    assert text.index("belumdiisi") > text.index("Referensi:"), "an empty one says so"


def test_on_the_page_too() -> None:
    pages = {page.path: page.body for page in render_pages(library(SECTIONS), BuildContext())}
    text = said(pages["sop/a/index.md"])
    places = [text.index(heading.removesuffix(":")) for heading in ORDER]
    assert places == sorted(places)
    ids = [f'id="bagian-{number}"' for number in (1, 2, 3, 4)]
    assert [pages["sop/a/index.md"].count(id) for id in ids] == [1, 1, 1, 1]


def test_two_alike_are_two_places_on_the_page() -> None:
    pages = {page.path: page.body for page in render_pages(library([SECTIONS[0]] * 2), BuildContext())}
    assert [pages["sop/a/index.md"].count(f'id="bagian-{number}"') for number in (1, 2)] == [1, 1]


def test_the_search_knows_their_words() -> None:
    found = {text.halaman: text for text in search_texts(SiteFacts(library(SECTIONS), BuildContext()))}
    words = found["sop/a/index.html"].lain
    assert [word for word in ("Pengertian", "naskah dinas", "Bidang Umum") if word not in words] == []


def test_what_is_doubtful_is_marked() -> None:
    asked = {"bagian": "bagian_lain", "judul": "Benar?", "sebab": "Tidak jelas.", "perkiraan": "ya"}
    text = letters(text_of(make_official(library(SECTIONS, konfirmasi=[asked]), "a")))
    assert "Pengertian(?):" in text


@pytest.mark.slow
@pytest.mark.parametrize("paper", ["F4", "A4"])
@pytest.mark.parametrize("count", [1, 4, 12, 60])
def test_however_much_they_say_nothing_leaves_its_box_or_its_page(count: int, paper: str) -> None:
    """Long ones and long headings make the type smaller, then a second page."""
    long = [
        {
            "judul": f"Bagian {n} " + "dengan judul yang panjang " * (n % 4),
            "isi": ["Kalimat yang agak panjang " * 6] * 3,
        }
        for n in range(count)
    ]
    proyek = dengan(library(long), kertas=paper)
    pages = plumb(make_official(proyek, "a"))
    text = letters("".join(page.extract_text() for page in pages))
    assert all(f"Bagian{n}" in text for n in range(count))
    identity = [page for page in pages if page.height > page.width]
    assert len(identity) == 1 or count > 1
    for page in identity:
        words = [word for word in page.extract_words() if word["bottom"] < page.height - 25 * MM]
        assert min(word["x0"] for word in words) >= 30 * MM
        assert max(word["x1"] for word in words) <= page.width - 20 * MM + 0.5
        assert min(char["size"] for char in page.chars) >= 7.4  # the place for the emblem says so in that size


def test_they_are_content_and_without_them_nothing_changes() -> None:
    plain, empty = made_up.sop(), made_up.sop(bagian_lain=[])
    assert fingerprint(plain) == fingerprint(empty)
    orders = {fingerprint(made_up.sop(bagian_lain=some)) for some in (SECTIONS, SECTIONS[::-1], SECTIONS[:2])}
    assert len({*orders, fingerprint(plain)}) == 4
