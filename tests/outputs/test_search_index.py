"""The files of the search index, read back as the browser reads them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from hashlib import sha256
from itertools import accumulate
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.facts.search_texts import SearchPart, SearchText, search_texts
from generator.facts.site_facts import BuildContext, SiteFacts
from generator.outputs.search import SiteSearch
from generator.outputs.search_index import FOLDER, KINDS, TEXTS_BYTES, WORDS_BYTES, index_files, keys_of
from tests.support.made_up import JAHAT, proyek_jahat

_CALL = re.compile(r'searchPart\("([a-z0-9-]+)",(.*)\);\n', re.DOTALL)


def contents(files: dict[str, bytes]) -> dict[str, Any]:
    """What each script hands over, by the name that it says, which is that of its file."""
    found = {}
    for path, content in files.items():
        called = _CALL.fullmatch(content.decode())
        assert called
        assert path == f"{FOLDER}/{called[1]}.js"
        found[called[1]] = json.loads(called[2])
    return found


def slots_with(told: dict[str, Any], word: str) -> list[int]:
    """The slots in which the index says that the word stands."""
    for part, words in told["index"]["words"]:
        if word in words.split(" "):
            return list(accumulate(told[part][words.split(" ").index(word)]))
    return []


def slots_of(texts: tuple[SearchText, ...]) -> Iterator[str]:
    for text in texts:
        yield from (text.teks, text.lain)
        for part in text.bagian:
            yield from (f"{part.judul} {part.teks}", part.lain)


def many(count: int) -> tuple[SearchText, ...]:
    """So many SOPs of three steps with words of their own."""

    def step(n: int, k: int) -> SearchPart:
        return SearchPart(f"langkah-{k}", f"Langkah {k}", f"Mengerjakan kata{n * k} bagian {k}", "lain")

    return tuple(
        SearchText(
            f"sop/{n}/index.html", "SOP", f"Prosedur {n}", (f"{n}/2024",), "Unit", "berlaku", ("Umum",),
            (f"Staf {n % 9}",), f"Tabel {n}", tuple(step(n, k) for k in (1, 2, 3)), "identitas",
        )
        for n in range(count)
    )  # fmt: skip


texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)


@pytest.mark.slow
@given(st.lists(st.tuples(texts, texts, texts, texts), max_size=4))
def test_every_word_of_every_text_is_told_in_its_slot_and_no_other(rows: list[tuple[str, str, str, str]]) -> None:
    found = tuple(
        SearchText("a.html", "SOP", judul, teks=teks, bagian=(SearchPart("b", "", own, more),))
        for judul, teks, own, more in rows
    )
    told = contents(index_files(found))
    slots = list(slots_of(found))
    words = {word for slot in slots for word in keys_of(slot)}
    assert {word for _, held in told["index"]["words"] for word in held.split(" ")} == words
    for word in words:
        assert slots_with(told, word) == [n for n, slot in enumerate(slots) if word in keys_of(slot)]


def test_every_page_is_there_with_its_texts() -> None:
    some = (*many(40), SearchText("panduan/a.html", "Panduan", "A", bagian=(SearchPart("b", "B", "Isi"),)))
    told = contents(index_files(some))
    index, row = told["index"], dict.fromkeys(range(1000), 0)
    for text, page in zip(some, index["pages"], strict=True):
        address, kind, title, status, units, actors, agencies, others, places, part = page
        assert (address, KINDS[kind], title, status) == (text.halaman, text.jenis, text.judul, text.status)
        assert [index["names"]["unit"][n] for n in units] == list(text.unit)
        assert [index["names"]["pelaksana"][n] for n in actors] == list(text.pelaksana)
        assert (agencies, tuple(others), places) == ([], text.nama_lain, len(text.bagian))
        note, own, more, bagian = told[index["texts"][part]][row[part]]
        row[part] += 1
        assert (note, own, more) == (text.ket, text.teks, text.lain)
        assert [SearchPart(*one) for one in bagian] == list(text.bagian)


def test_a_part_is_named_by_its_content_and_all_that_are_named_are_there() -> None:
    files = index_files(many(300))
    told = contents(files)
    index = told.pop("index")
    assert {*(name for name, _ in index["words"]), *index["texts"]} == set(told)
    for name in told:
        body = _CALL.fullmatch(files[f"{FOLDER}/{name}.js"].decode())
        assert body
        assert name.partition("-")[2] == sha256(body[2].encode()).hexdigest()[:10]


def test_parts_are_small_and_the_index_holds_no_text_of_a_step() -> None:
    files = index_files(many(1500))
    sizes = {kind: [len(c) for path, c in files.items() if f"/{kind}-" in path] for kind in ("words", "texts")}
    longest = 10_000  # of one row of these
    assert len(sizes["words"]) > 1 < len(sizes["texts"])
    assert max(sizes["words"]) < WORDS_BYTES + longest
    assert max(sizes["texts"]) < TEXTS_BYTES + longest
    assert b"Mengerjakan" not in files[f"{FOLDER}/index.js"]


def test_the_same_texts_give_the_same_bytes_and_another_gives_another_digest() -> None:
    some = many(30)
    assert list(index_files(some).items()) == list(index_files(some).items())
    assert SiteSearch(some).digest == SiteSearch(list(some)).digest != SiteSearch(some[1:]).digest


def test_hostile_texts_stay_texts() -> None:
    some = (*search_texts(SiteFacts(proyek_jahat(), BuildContext())), SearchText("x", "SOP", JAHAT, (JAHAT,), JAHAT))
    last = contents(index_files(some))["index"]["pages"][-1]
    assert (last[2], last[7]) == (JAHAT, [JAHAT])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Menyusun Surat.", {"menyusun", "surat"}),
        ("(ATK), Café!", {"atk", "cafe"}),
        ("PER/9/M.PAN", {"per", "9", "m", "pan", "per.9.m.pan", "9.m.pan", "m.pan"}),
        ("undang-undang 12/2015", {"undang", "undang.undang", "12", "2015", "12.2015"}),
        (" · - / ", set()),
        ("½ m²", {"1", "2", "1.2", "m2"}),
    ],
)
def test_words_are_cut_at_signs_and_kept_together_too(text: str, words: set[str]) -> None:
    assert keys_of(text) == words
