"""The limits of a comparison, both sides: when words are marked one by one, when two steps are one, what has moved."""

from __future__ import annotations

from typing import Any

import pytest

from generator.revisions.alignment import actors_of, align_steps, content_words, moved_items, split_origins
from generator.revisions.content import FieldChange, compare_fields, detail, equal
from generator.revisions.names import Names
from generator.revisions.word_diff import Phrase, WordRun, list_phrase, potong, quoted_text, value_phrase
from tests.support.applied_diff import pasang


def step(text: str, **more: Any) -> dict[str, Any]:
    return {"uraian": text, "pelaksana": ["staf"], **more}


def test_words_are_marked_from_three_tenths_in_common() -> None:
    """Of ten words on each side three stayed, or two."""
    old = [f"lama{n}" for n in range(10)]
    three, two = [*old[:3], *(f"baru{n}" for n in range(7))], [*old[:2], *(f"baru{n}" for n in range(8))]
    assert [piece.jenis for piece in potong(" ".join(old), " ".join(three))] == ["sama", "hapus", "baru"]
    assert [piece.jenis for piece in potong(" ".join(old), " ".join(two))] == ["hapus", "baru"]


def test_marked_words_make_both_texts() -> None:
    old, new = "Menerima surat  masuk dari pengirim", "Menerima dan mencatat surat masuk"
    pieces = potong(old, new)
    assert "".join(p.teks for p in pieces if p.jenis != "hapus").split() == new.split()
    assert "".join(p.teks for p in pieces if p.jenis != "baru").split() == old.split()
    assert WordRun("dan mencatat ", "baru") in pieces
    many = "surat dan berkas " * 100
    assert [piece.jenis for piece in potong(f"{many}lama", f"{many}baru")] == ["sama", "hapus", "baru"], "however long"
    assert potong("", "a") == (WordRun("a", "baru"),)
    assert potong("a", "") == (WordRun("a", "hapus"),)


def test_between_words_that_stayed_and_words_that_went_there_is_a_space() -> None:
    """Also where the new text ends there; where it goes on, its own space is enough."""
    for old, new, marked in (
        ("satu dua tiga", "satu dua", [("satu dua", "sama"), (" tiga", "hapus")]),
        ("satu dua  tiga", "satu dua\n", [("satu dua\n", "sama"), ("tiga", "hapus")]),
        ("satu dua tiga", "satu tiga", [("satu ", "sama"), ("dua ", "hapus"), ("tiga", "sama")]),
        ("satu dua", "satu dua tiga", [("satu dua ", "sama"), ("tiga", "baru")]),
        ("satu dua tiga", "satu dua empat", [("satu dua ", "sama"), ("tiga", "hapus"), ("empat", "baru")]),
        ("a b c d e", "b d", [("a ", "hapus"), ("b ", "sama"), ("c ", "hapus"), ("d", "sama"), (" e", "hapus")]),
    ):
        assert [(piece.teks, piece.jenis) for piece in potong(old, new)] == marked, (old, new)


def test_a_text_of_four_words_is_quoted_and_marked() -> None:
    assert quoted_text("satu dua tiga") == "satu dua tiga"
    assert quoted_text("satu dua\ntiga  empat") == "“satu dua tiga empat”"
    assert value_phrase("waktu", "satu dua tiga", "satu dua tujuh") == Phrase(
        "waktu satu dua tiga menjadi satu dua tujuh"
    )
    long = value_phrase("uraian", "satu dua tiga", "satu dua tiga empat")
    assert long.teks == "uraian diubah menjadi “satu dua tiga empat”"
    assert long.potongan == potong("satu dua tiga", "satu dua tiga empat")
    assert value_phrase("uraian", "satu dua tiga empat", "satu").potongan, "the longer of the two counts"
    short = value_phrase("jabatan", "satu dua tiga empat", "satu", pendek=True)
    assert short == Phrase("jabatan satu dua tiga empat menjadi satu")
    assert value_phrase("waktu", "", "1 jam").teks == "waktu diisi 1 jam"
    assert value_phrase("waktu", "1 jam", "").teks == "waktu dikosongkan, semula 1 jam"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ([], ["a", "b"], ["alat diisi a dan b"]),
        (["a", "b"], [], ["alat dikosongkan, semula a dan b"]),
        (["a", "b"], ["b", "a"], ["urutan alat menjadi b dan a"]),
        (["a"], ["a", "b"], ["alat ditambah b"]),
        (["a", "b"], ["a"], ["alat dikurangi b"]),
        # One for one is a change, however unlike; two for one is not, but for what is alike.
        (["meja"], ["kursi"], ["alat meja menjadi kursi"]),
        (["meja", "printer"], ["kursi"], ["alat ditambah kursi", "alat dikurangi meja dan printer"]),
        (["meja", "printer"], ["printers"], ["alat printer menjadi printers", "alat dikurangi meja"]),
        (["printer"], ["printers", "printer1x"], ["alat printer menjadi printers", "alat ditambah printer1x"]),
        (["meja", "rak"], ["kursi", "lampu"], ["alat ditambah kursi dan lampu", "alat dikurangi meja dan rak"]),
    ],
)
def test_lists(old: list[str], new: list[str], said: list[str]) -> None:
    assert [phrase.teks for phrase in list_phrase("alat", old, new)] == said


def test_what_moved_is_all_but_a_longest_run() -> None:
    assert moved_items({}) == set()
    assert moved_items({0: 0, 1: 1, 2: 2}) == set()
    assert moved_items({0: 2, 1: 0, 2: 1}) == {0}, "the last one came to the front"
    assert moved_items({0: 1, 1: 2, 2: 0}) == {2}
    assert len(moved_items({0: 3, 1: 2, 2: 1, 3: 0})) == 3
    assert moved_items({0: 0, 1: 3, 2: 1, 3: 2}) == {1}
    assert moved_items({0: 0, 1: 2, 2: 3, 3: 1, 4: 4}) == {3}
    assert moved_items({0: 2, 1: 3, 2: 0, 3: 4, 4: 1, 5: 5}) == {2, 4}


def test_the_same_id_is_the_same_step() -> None:
    old = [step("Menerima surat masuk", id="a"), step("Mengarsipkan berkas lama", id="b")]
    new = [step("Mengarsipkan berkas lama", id="a"), step("Menerima surat masuk", id="b")]
    assert align_steps(old, new) == {0: 0, 1: 1}
    for steps in (old, new):
        for one in steps:
            del one["id"]
    assert align_steps(old, new) == {0: 1, 1: 0}, "without ids by the words"


def test_steps_between_the_same_neighbours_need_less_in_common() -> None:
    first, last = step("Menerima surat masuk"), step("Mengarsipkan berkas lama")
    old, new = step("Meneliti isi surat itu dengan saksama"), step("Meneliti kelengkapan lampiran")
    assert align_steps([first, old, last], [first, new, last]) == {0: 0, 1: 1, 2: 2}
    other = step("Xyz", pelaksana=["kadis"])
    assert 1 not in align_steps([first, old, last], [first, other, last]), "nothing in common is another step"
    between = [first, step("Memaraf konsep jawaban"), new, last]
    assert 2 not in align_steps([first, old, last], between), "another neighbour: it is not known to be the same"


def test_results_and_actors_decide_between_steps_of_the_same_words() -> None:
    one = step("Memeriksa", mutu_baku={"output": ["Nota dinas"]})
    two = step("Memeriksa", mutu_baku={"output": ["Tanda terima"]})
    assert align_steps([one, two], [two, one]) == {0: 1, 1: 0}
    one, two = step("Memeriksa"), step("Memeriksa", pelaksana=["kadis"])
    assert align_steps([one, two], [two, one]) == {0: 1, 1: 0}
    assert align_steps([one, one], [one, one]) == {0: 0, 1: 1}, "the same twice stays where it is"


def test_actors_of_a_step_once_each() -> None:
    drawn = {"uraian": "A", "pelaksana": ["b"], "simbol": [{"pelaksana": "a"}, {"pelaksana": "b"}, {"pelaksana": "a"}]}
    assert actors_of(drawn) == ("b", "a")
    assert content_words(step("Menerima surat dan SK yang baru")) == {"menerima", "surat", "baru"}


def test_a_part_of_the_old_text_in_a_step_of_its_own() -> None:
    """At least half of what the neighbour lost, and half of the new step, are the same words."""
    old = [step("Mencatat surat melampirkan lembar disposisi")]
    rest = step("Mencatat surat")
    taken = {
        "Melampirkan lembar disposisi": {1: 0},
        "Melampirkan lembar": {1: 0},
        "Lembar": {},
        "Melampirkan lembar kepada petugas": {1: 0},
        "Melampirkan lembar kepada petugas loket depan kantor": {},
    }
    for text, found in taken.items():
        assert split_origins(old, [rest, step(text)], {0: 0}) == found, text
    assert split_origins(old, [step("Melampirkan lembar disposisi"), rest], {1: 0}) == {0: 0}, "also the one before"
    assert split_origins(old, [rest, step("Memindai"), step("Melampirkan lembar disposisi")], {0: 0}) == {}


def test_fields_part_by_part() -> None:
    old = {"judul": "A", "tanggal": {"pembuatan": "1", "efektif": "2"}, "catatan_kaki": {"*": "x"}, "langkah": []}
    new = {"judul": "A", "tanggal": {"pembuatan": "1", "efektif": "3"}, "catatan_kaki": {"*": "y"}, "langkah": [1]}
    found = compare_fields(old, new, ("langkah",))
    assert found == [
        FieldChange(("tanggal", "efektif"), "2", "3"),
        FieldChange(("catatan_kaki",), {"*": "x"}, {"*": "y"}),
    ]
    assert pasang(old, found) == new | {"langkah": []}
    assert old["tanggal"]["efektif"] == "2", "the old one stays as it is"
    gone = compare_fields(new, {"judul": "B"}, ("langkah",))
    assert [change.bidang for change in gone] == [("judul",), ("tanggal",), ("catatan_kaki",)]
    assert pasang(new, gone) == {"judul": "B", "langkah": [1]}
    assert pasang({}, [FieldChange(("tanggal", "efektif"), None, "2")]) == {"tanggal": {"efektif": "2"}}
    assert [part.bidang for part in detail(gone[1])] == [("tanggal", "pembuatan"), ("tanggal", "efektif")]
    assert detail(gone[0]) == [gone[0]]
    assert equal("é", "é")
    assert not equal({"a": 1, "b": 2}, {"b": 2, "a": 1}), "the order of columns is content"


@pytest.mark.slow
def test_names_of_what_is_referred_to() -> None:
    names = Names(sop={"surat": "Surat Masuk"})
    assert names.rujukan({"judul": "SOP Lain", "sop": "surat"}) == "SOP Lain"
    assert names.rujukan({"sop": "surat"}) == "SOP Surat Masuk"
    assert names.rujukan({"sop": "entah"}) == "SOP entah"
