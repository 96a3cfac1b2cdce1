"""What agencies print in their own way: one sheet, a head of one line, the address, the word in the emblem's place."""

from __future__ import annotations

import pytest

from generator.data.instansi import Instansi
from tests.support import made_up, pdf
from tests.support.sheet_measures import MeasuredPage, measured
from tests.support.whole import make_official

_AGENCY = {"pemerintah": "PEMERINTAH KABUPATEN CONTOH", "nama": "DINAS CONTOH", "alamat": ["Jalan Contoh Nomor 1"]}


def official(steps: int = 3, **agency: object) -> list[MeasuredPage]:
    """The official document of an SOP of so many steps."""
    step = {
        "uraian": "Memeriksa berkas", "pelaksana": "petugas",
        "mutu_baku": {"kelengkapan": "Berkas", "waktu": "1 jam", "output": "Hasil"},
    }  # fmt: skip
    instansi = Instansi.model_validate({key: value for key, value in (_AGENCY | agency).items() if value})
    data = made_up.sop(langkah=[step] * steps, **({"status": "berlaku"} if "kaki_elektronik" in agency else {}))
    return measured(make_official(made_up.proyek({"a": data}, instansi=instansi), "a"))


def test_a_short_sop_is_one_sheet_where_the_agency_wants_it() -> None:
    assert len(official()) == 2, "only where it is asked for"
    (sheet,) = official(halaman="satu")
    for words in ("STANDAR OPERASIONAL PROSEDUR", "Nama SOP", "PROSEDUR:", "Kelengkapan", "Halaman 1 dari 1"):
        assert words in sheet.text
    assert list(sheet.colliding()) == []
    assert min(word.size for word in sheet.words) >= 7
    place = next(word.top for word in sheet.words if word.teks == "PROSEDUR:")
    assert place > next(word.bottom for word in sheet.words if word.teks == "Pencatatan"), "the chart stands below"


@pytest.mark.slow
def test_an_sop_that_does_not_fit_stays_apart() -> None:
    assert len(official(12, halaman="satu")) == 1, "upright, where lying it has no room"
    pages = official(40, halaman="satu")
    assert len(pages) >= 2
    assert pages[0].width < pages[0].height
    assert pages[1].width > pages[1].height


@pytest.mark.parametrize("kertas", ["F4", "A4", "Letter"])
def test_one_sheet_is_of_the_agencys_paper(kertas: str) -> None:
    (sheet,) = official(2, halaman="satu", kertas=kertas)
    sizes = {"F4": (215, 330), "A4": (210, 297), "Letter": (215.9, 279.4)}[kertas]
    assert sorted((sheet.width / pdf.MM, sheet.height / pdf.MM)) == pytest.approx(sizes, abs=0.5)


@pytest.mark.parametrize(
    ("pemerintah", "words"),
    [
        ("PEMERINTAH KABUPATEN CONTOH", "Logo daerah"), ("PEMERINTAH PROVINSI CONTOH", "Logo daerah"),
        ("PEMERINTAH REPUBLIK INDONESIA", "Logo"), ("KEMENTERIAN CONTOH", "Logo"), ("", "Logo"),
    ],
)  # fmt: skip
def test_only_an_agency_of_a_region_has_its_emblem(pemerintah: str, words: str) -> None:
    first = official(pemerintah=pemerintah)[0].text
    assert ("Logo daerah" in first) == (words == "Logo daerah")
    assert "Logo" in first
    assert "DINAS CONTOH" in first


def test_the_address_stands_on_the_identity_page_where_it_is_asked_for() -> None:
    assert "Jalan Contoh Nomor 1" in official(alamat_identitas="ya")[0].text
    assert "Jalan Contoh Nomor 1" not in official()[0].text


@pytest.mark.parametrize("words", ["Ditandatangani secara elektronik", "Ditandatangani secara elektronik."])
def test_the_words_of_an_electronic_signature_are_a_sentence(words: str) -> None:
    text = official(tanda_tangan="elektronik", kaki_elektronik=words)[0].text
    assert "Ditandatangani secara elektronik. Cetakan" in text
