"""Sub-headings inside the boxes of the identity page: no number there, and before each item that is ticked."""

from __future__ import annotations

import pytest

from generator.data.blocks import grouped_numbers, list_numbers, under_subheadings
from generator.data.fingerprint import fingerprint
from generator.data.library import Library
from generator.facts.site_facts import BuildContext
from generator.paper.checklist_paper import document_checklist
from generator.paper.typesetting import compile_document
from tests.support import made_up
from tests.support.outputs import Outputs, letters, said
from tests.support.pdf import text_of
from tests.support.whole import make_official, render_pages

ITEMS = ["Pelaksana I:", "Teliti", "Sabar", "Pelaksana II:", "Ramah"]
BOXES = ("maksud_tujuan", "kualifikasi", "peralatan", "peringatan", "pencatatan")


def library(*, headed: bool) -> Library:
    boxes = {box: [f"{item[:-1]} {box}:" if item.endswith(":") else f"{item} {box}" for item in ITEMS] for box in BOXES}
    more = {"anak_judul": "ya"} if headed else {}
    return made_up.proyek({"a": made_up.sop(**boxes, bagian_lain={"judul": "Kebijakan", "isi": ITEMS}, **more)})


@pytest.mark.parametrize(
    ("items", "numbers"),
    [
        ([], []),
        (["a", "b"], [1, 2]),
        (ITEMS, [0, 1, 2, 0, 0]),
        (["a", "b", "A:", "c", "d"], [1, 2, 0, 1, 2]),
        (["A:"], [0]),
        (["A:", "B:", "c"], [0, 0, 0]),
        (["A:", "1. a", "2. b"], [0, 0, 0]),
        (["A:", "dua baris:\nsatu", "b"], [0, 1, 2]),
    ],
)
def test_numbers_begin_anew_below_each(items: list[str], numbers: list[int]) -> None:
    assert grouped_numbers(items) == numbers
    if not any(item.endswith(":") for item in items):
        assert grouped_numbers(items) == list_numbers(items)


@pytest.mark.parametrize(
    ("items", "told"),
    [
        (ITEMS, ("Pelaksana I: Teliti", "Pelaksana I: Sabar", "Pelaksana II: Ramah")),
        (["a", "A:", "b"], ("a", "A: b")),
        (["A:", "B:", "b", "C:"], ("A:", "B: b", "C:")),
        ([], ()),
    ],
)
def test_an_item_that_is_ticked_says_what_it_is_under(items: list[str], told: tuple[str, ...]) -> None:
    assert under_subheadings(items) == told


@pytest.mark.parametrize("box", [*BOXES, ""])
def test_on_paper_and_on_the_page(box: str) -> None:
    text = letters(text_of(make_official(library(headed=True), "a")))
    page = next(
        page.body for page in render_pages(library(headed=True), BuildContext()) if page.path == "sop/a/index.md"
    )
    name = f" {box}" if box else ""
    assert letters(f"Pelaksana I{name}: 1. Teliti{name} 2. Sabar{name} Pelaksana II{name}: Ramah{name}") in text
    assert f'<li class="sendiri"><em>Pelaksana I{name}:</em></li><li value="1">Teliti{name}</li>' in page
    assert f'<li value="2">Sabar{name}</li><li class="sendiri"><em>Pelaksana II{name}:</em></li>' in page


@pytest.mark.slow
def test_without_the_choice_they_are_items_like_others() -> None:
    text = letters(text_of(make_official(library(headed=False), "a")))
    assert letters("1. Pelaksana I kualifikasi: 2. Teliti kualifikasi 3. Sabar kualifikasi 4. Pelaksana II") in text
    plain, not_chosen = made_up.sop(kualifikasi=ITEMS), made_up.sop(kualifikasi=ITEMS, anak_judul="tidak")
    assert fingerprint(plain) == fingerprint(not_chosen) != fingerprint(made_up.sop(kualifikasi=ITEMS, anak_judul="ya"))


@pytest.mark.slow
def test_checklists_tick_no_heading_and_lose_none() -> None:
    outputs = Outputs(library(headed=True))
    made = compile_document(document_checklist(outputs.situs, outputs.situs.sop["a"]))
    of_sop = [letters(text_of(made)), said(outputs.pages["sop/a/checklist/index.md"])]
    of_step = [
        texts[0] for output in ("langkah", "lembar", "lembar_pdf") for texts in [outputs.of_steps("a")[output]["1"]]
    ]
    for text in [*of_sop, *of_step]:
        assert letters("Pelaksana I peralatan: Sabar peralatan") in letters(text)
        assert letters("Pelaksana II peringatan: Ramah peringatan") in letters(text)
        assert letters("Pelaksana I peralatan: Pelaksana") not in letters(text)
