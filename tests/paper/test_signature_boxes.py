"""Who signs, on the identity page: one in the top block, several in boxes whose lines stand level."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import Any

import pytest
from pydantic import ValidationError

from generator.data.fingerprint import fingerprint
from generator.data.instansi import Jabatan
from generator.data.library import Library
from generator.data.sop import Sop
from generator.paper.official import document_official
from generator.paper.sheet_margins import lying_sheet, upright_sheet
from generator.paper.signature_boxes import LEAST_BOX, Signature, box_rows
from generator.steps.resolve import resolve
from tests.support import made_up
from tests.support.pdf import MM, dengan, plumb, text_of
from tests.support.whole import make_official

LABELS = ("Disusun oleh", "Diperiksa oleh", "Disetujui oleh", "Diketahui oleh")
TITLES = {
    "petugas": "Kepala Subbagian Umum dan Kepegawaian pada Sekretariat Dinas Contoh Kabupaten Contoh",
    "kepala": "Kepala",
}
NAMES = (
    "Dra. Penyusun dengan Nama yang Panjang Sekali Sehingga Terlipat, M.Si., M.A.P.",
    "Pemeriksa",
    "Ketiga",
    "Keempat",
)
ROOM = 20.0
"""Between the last line of a title and a name (mm)."""


def sop(others: int, **more: Any) -> Sop:
    """An SOP with so many who sign beside the one who approves."""
    signers = [
        {"sebutan": LABELS[n], "jabatan": ("petugas", "kepala")[n % 2], "nama": NAMES[n],
         "nip": f"1980010{n} 200501 1 00{n}"}
        for n in range(others)
    ]  # fmt: skip
    last = {"jabatan": "kepala", "nama": "Pengesah, S.Sos", "nip": "19700101 199501 1 009"}
    more = {"status": "berlaku"} | more  # no mark across the page, whose letters would stand among the words
    return made_up.sop(nomor="1", pengesahan=last, penanda_tangan_lain=signers, **more)


def library(others: int, **agency: Any) -> Library:
    """A library with such an SOP and an agency of these settings."""
    jabatan = {id: Jabatan(nama=id, lengkap=title) for id, title in TITLES.items()}
    return dengan(made_up.proyek({"a": sop(others)}, jabatan=jabatan), **agency)


SHEETS = [
    {"kertas": paper, "tanda_tangan": way, "halaman": pages}
    for paper in ("F4", "A4", "Letter")
    for way in ("basah", "elektronik")
    for pages in ("terpisah", "satu")
]


def columns(page: Any, width: float) -> list[list[Any]]:
    """The words of each box by their NIP, from the top; ``width``: of the room of the page (mm)."""
    words = sorted(page.extract_words(), key=lambda word: (word["top"], word["x0"]))
    nips = [word for word in words if word["text"] == "NIP."]
    found = []
    for nip in nips:
        row = [word for word in nips if abs(word["top"] - nip["top"]) < 1]
        above = max((word["bottom"] for word in nips if word["bottom"] < nip["top"] - 1), default=0)
        ends = [word["x1"] for word in words if abs(word["top"] - nip["top"]) < 1 and word["x0"] >= nip["x0"]][:5]
        middle, half = (nip["x0"] + ends[-1]) / 2, width * MM / len(row) / 2
        start = max((w["top"] for w in words if w["text"] == "oleh" and above < w["top"] < nip["top"]), default=0)
        own = [
            w for w in words if start - 1 < w["top"] < nip["top"] + 1 and abs((w["x0"] + w["x1"]) / 2 - middle) < half
        ]
        found.append(own)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("agency", SHEETS, ids=lambda agency: "-".join(agency.values()))
@pytest.mark.parametrize("others", [1, 2, 3, 4])
def test_names_and_nips_stand_level_under_room_for_the_hand(others: int, agency: dict[str, str]) -> None:
    proyek = library(others, **agency)
    page = plumb(make_official(proyek, "a"))[0]
    sheet = (lying_sheet if page.width > page.height else upright_sheet)(proyek.instansi, 0)
    boxes = columns(page, sheet.room[0])
    assert len(boxes) == others + 1
    if sheet == upright_sheet(proyek.instansi, 0):
        rows = sorted(Counter(round(box[-1]["top"]) for box in boxes).items())
        assert [count for _, count in rows] == {1: [2], 2: [3], 3: [2, 2], 4: [3, 2]}[others]
    level: dict[int, set[int]] = {}
    for box in boxes:
        texts = [word["text"] for word in box]
        assert texts[1] == "oleh", texts
        assert len([text for text in texts[texts.index("NIP.") :] if text.isdigit()]) == 4, "in one line"
        if agency["tanda_tangan"] == "elektronik":
            assert texts.count("QR") == 1
            top = next(word["top"] for word in box if word["text"] == "QR")
        else:
            gap, top = max((after["top"] - word["bottom"], after["top"]) for word, after in pairwise(box))
            assert gap / MM >= ROOM
        level.setdefault(round(box[-1]["top"]), set()).add(round(top))
    assert all(len(tops) == 1 for tops in level.values()), level


@pytest.mark.parametrize("others", [0, 1, 2, 3])
def test_all_are_printed_in_their_order_and_the_approval_last(others: int) -> None:
    text = text_of(make_official(library(others), "a"))
    said = [*LABELS[:others], "Disahkan oleh"]
    places = [text.index(label) for label in said]
    assert places == sorted(places)
    for n in range(others):
        assert f"NIP. 1980010{n} 200501 1 00{n}" in text
    assert text.count("Disahkan oleh") == 1


def test_each_is_told_as_a_whole() -> None:
    """In the order of the file, which a screen reader follows."""
    text = text_of(make_official(library(2), "a"))
    first = text[text.index("Disusun oleh") : text.index("Diperiksa oleh")]
    assert "Kepala Subbagian" in first
    assert "NIP. 19800100" in first


def test_rows_are_as_even_as_can_be_and_no_box_is_too_narrow() -> None:
    one = Signature("a", "b", "c", "d")
    for count in range(2, 9):
        for width in (LEAST_BOX * 0.9, LEAST_BOX, LEAST_BOX * 2.9, LEAST_BOX * 3, LEAST_BOX * 5.5):
            rows = [len(row) for row in box_rows([one] * count, width)]
            assert sum(rows) == count
            assert max(rows) - min(rows) <= max(len(rows) - 1, 1)
            assert max(rows) == 1 or width / max(rows) >= LEAST_BOX


@pytest.mark.slow
def test_who_is_not_known_is_said_and_who_is_doubtful_is_marked() -> None:
    proyek = made_up.proyek({
        "a": made_up.sop(
            penanda_tangan_lain=[{"sebutan": "Disusun oleh", "jabatan": "petugas"}],
            konfirmasi=[{"bagian": "pengesahan", "judul": "Siapa?", "sebab": "Kosong.", "perkiraan": "ya"}],
        )
    })  # fmt: skip
    text = text_of(make_official(proyek, "a"))
    assert "Disusun oleh (?)" in text
    assert "Disahkan oleh (?)" in text
    assert text.count("NIP. belum ditetapkan") == 2


@pytest.mark.slow
def test_without_the_key_nothing_is_other_than_before() -> None:
    plain, empty = made_up.sop(), made_up.sop(penanda_tangan_lain=[])
    assert fingerprint(plain) == fingerprint(empty) != fingerprint(sop(1))
    libraries = [made_up.proyek({"a": one}) for one in (plain, empty)]
    assert len({str(document_official(proyek, resolve(proyek, "a"))) for proyek in libraries}) == 1


@pytest.mark.slow
def test_whoever_signs_says_as_what() -> None:
    with pytest.raises(ValidationError) as caught:
        made_up.sop(penanda_tangan_lain=[{"sebutan": "A", "jabatan": "petugas"}, {"jabatan": "kepala"}])
    assert [error["loc"] for error in caught.value.errors()] == [("penanda_tangan_lain", 1)]
