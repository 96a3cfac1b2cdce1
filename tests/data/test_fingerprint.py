"""The fingerprint of an SOP: the same for the same content, another one for any change of it."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.data.fingerprint import NOT_CONTENT, fingerprint, short_fingerprint
from generator.data.loader import load
from generator.data.sop import Sop
from tests.support.made_up import sop
from tests.support.tools import ROOT

BARIS = [
    {"uraian": "Menerima surat", "pelaksana": "petugas"},
    {"uraian": "Menyimpan surat", "pelaksana": "petugas"},
]


def test_it_never_changes_between_versions_of_the_program() -> None:
    """Prints carry it for years: another number here makes every print in the field look old."""
    assert fingerprint(sop()) == "f3b75292da6cfc7744dfa2386dce089df86a42844a8d19b107992b509a6da697"
    assert short_fingerprint(sop()) == fingerprint(sop())[:8]


def test_the_order_of_keys_and_defaults_that_are_written_say_nothing() -> None:
    one = Sop.model_validate({"judul": "A", "nomor": "1", "pelaksana": ["petugas"], "langkah": BARIS})
    other = Sop.model_validate(
        {"langkah": BARIS, "pelaksana": ["petugas"], "peringatan": [], "revisi": None, "nomor": "1", "judul": "A"}
    )
    assert fingerprint(one) == fingerprint(other)


@pytest.mark.parametrize(
    "isian",
    [
        {"status": "berlaku"},
        {"konfirmasi": [{"bagian": "nomor", "judul": "Nomor?", "sebab": "Kosong"}]},
        {"perubahan": {"ringkasan": "Ejaan", "alasan": "Salah tulis"}},
        {"tanggal": {"evaluasi": "2025-01-02"}},
        {"abaikan": [{"kode": "S101", "sebab": "Disengaja"}]},
        {"pencabutan": {"tanggal": "2025-01-02"}},
        {"sidik": "0" * 64},
        {"kata_kunci": ["surat tugas"]},
        {"singkatan": "SPT"},
    ],
    ids=lambda isian: next(iter(isian)),
)
def test_what_speaks_about_an_sop_is_not_its_content(isian: dict[str, object]) -> None:
    assert fingerprint(sop(**isian)) == fingerprint(sop())


@pytest.mark.parametrize(
    "isian",
    [
        {"judul": "Surat Keluar"},
        {"revisi": 1},
        {"tanggal": {"efektif": "2025-01-02"}},
        {"peringatan": ["Rahasia"]},
        {"pelaksana": ["kepala", "petugas"]},
        {"tabel": {"mutu_baku": {"waktu": None, "kelengkapan": None}}},
        {"langkah": BARIS},
        {"langkah": [*reversed(BARIS)]},
    ],
    ids=str,
)
def test_every_change_of_the_content_changes_it(isian: dict[str, object]) -> None:
    assert fingerprint(sop(**isian)) != fingerprint(sop())


def test_the_order_of_the_columns_is_content() -> None:
    def table(*columns: str) -> str:
        return fingerprint(sop(tabel={"mutu_baku": dict.fromkeys(columns)}))

    assert table("waktu", "output") != table("output", "waktu")


@pytest.mark.slow
@given(st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc", "Z"))), min_size=2, max_size=2))
@example(["", "\u00ad"])
def test_different_texts_differ(texts: list[str]) -> None:
    """Behind a letter, as letters that nobody sees are no text alone."""
    one, other = (fingerprint(sop(peringatan=[f"a{text}"])) for text in texts)
    assert (one == other) == (texts[0] == texts[1])


def test_fields_outside_the_content_exist() -> None:
    assert set(Sop.model_fields) >= NOT_CONTENT


@pytest.mark.slow
def test_no_two_documents_of_the_example_share_one() -> None:
    proyek, _ = load(ROOT / "examples" / "dinas-contoh")
    assert proyek is not None
    known = [*proyek.sop.values(), *(sop for revisions in proyek.arsip.values() for sop in revisions.values())]
    assert len({short_fingerprint(sop) for sop in known}) == len(known) > 10
