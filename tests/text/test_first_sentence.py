"""The first sentence of a step's text, as the title of its page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.first_sentence import LONGEST, first_sentence, title_of


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Menerima surat", "Menerima surat"),
        ("Menerima surat.", "Menerima surat"),
        ("Menerima surat. Lalu mencatatnya. Selesai.", "Menerima surat"),
        ("Memeriksa berkas:\n1. KTP\n2. KK", "Memeriksa berkas"),
        ("Memeriksa berkas: KTP dan KK", "Memeriksa berkas"),
        ("1. Menulis surat\n2. Mengirimnya", "Menulis surat"),
        ("Apakah berkas lengkap? Bila tidak, kembalikan.", "Apakah berkas lengkap?"),
        ("Menyerahkan kepada Drs. H. Ahmad. Tanda terima disimpan.", "Menyerahkan kepada Drs. H. Ahmad"),
        ("Menandatangani a.n. Kepala Dinas surat No. 5. Lalu cap.", "Menandatangani a.n. Kepala Dinas surat No. 5"),
        ("Mengisi kolom 1.2 dan 3. Nilai ditulis.", "Mengisi kolom 1.2 dan 3"),
        ("Menulis pukul 08.00 WIB", "Menulis pukul 08.00 WIB"),
        ("Mengunggah ke lapor.go.id tiap hari", "Mengunggah ke lapor.go.id tiap hari"),
    ],
)  # fmt: skip
def test_where_it_ends(text: str, first: str) -> None:
    assert first_sentence(text) == first


def test_a_sentence_without_end_is_cut_between_words() -> None:
    long = "memeriksa kelengkapan " * 40
    first = first_sentence(long)
    assert len(first) <= LONGEST and first.endswith("kelengkapan …") and long.startswith(first[:-2])


def test_a_short_line_is_its_own_title() -> None:
    assert title_of("Menerima surat. Mencatat.") == "Menerima surat. Mencatat."
    just = "a" * LONGEST
    assert title_of(just) == just and title_of(f"{just}b") != f"{just}b"
    assert title_of("Menulis:\n- satu") == "Menulis"


@pytest.mark.slow
@given(st.text())
def test_it_is_short_whatever_the_text(text: str) -> None:
    first = first_sentence(text)
    assert len(first) <= LONGEST + 2 and "\n" not in first
