"""Every sheet of paper under the ruler: those of both data folders, and of a folder that strains them.

What is measured is what a person has in hand: the smallest type, margins, rules through words, words upon words, the
code by which a print is checked, and that each sheet says what it is and which of how many.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from generator.data.instansi import Instansi
from generator.data.library import Library
from generator.data.loader import load
from tests.support import made_up, pdf
from tests.support.scans_of_codes import Reader
from tests.support.sheet_measures import MeasuredPage, measured, says_its_place
from tests.support.stress import write_stress
from tests.support.tools import ROOT, apart

pytestmark = pytest.mark.slow

FLOOR = 7.0
"""No word is smaller, whatever it is (pt)."""
_ROUNDED = 0.05
CHART, STEPS, CHECKLIST = 7.5, 9.0, 8.5
"""The smallest type of cells of a chart, of what a step's sheet and what a checklist say (pt)."""
LEAST_MARGIN = 4.4
"""What a printer leaves blank at each edge (mm)."""
BINDING = 19.5


FOLDERS = ("contoh", "seed", "seed with a site", "stress-F4", "stress-A4")


def library(name: str, folder: Path) -> Library:
    if name == "seed with a site":
        return pdf.dengan(pdf.seed(), alamat_situs="https://sop.sekretariat.kabupaten-contoh.example/")
    data = {
        "contoh": ROOT / "examples" / "dinas-contoh",
        "seed": ROOT / "sop_data",
    }.get(name)
    if data is None:
        data = write_stress(folder / name, kertas=name.removeprefix("stress-"))
    proyek, findings = load(data)
    assert proyek is not None, findings
    return proyek


def together(name: str) -> Any:
    """All that asks for the papers of a folder runs in one worker, which makes them once."""
    return pytest.param(name, marks=pytest.mark.xdist_group(f"sheets of {name}"))


@pytest.fixture(scope="module", params=[together(name) for name in FOLDERS])
def printed(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Instansi, dict[str, bytes]]:
    proyek = library(request.param, tmp_path_factory.mktemp("papers"))
    made: dict[str, bytes] = apart(pdf.kertas, proyek)
    return proyek.instansi, made


@pytest.fixture(scope="module")
def sheets(printed: tuple[Instansi, dict[str, bytes]]) -> dict[str, list[MeasuredPage]]:
    return apart(measure, printed[1])


def measure(papers: dict[str, bytes]) -> dict[str, list[MeasuredPage]]:
    return {path: measured(content) for path, content in papers.items() if not path.endswith("-isian.pdf")}


def each(sheets: dict[str, list[MeasuredPage]]) -> Iterator[tuple[str, MeasuredPage, int]]:
    for path, pages in sheets.items():
        for page in pages:
            yield f"{path} {page.nomor}", page, len(pages)


def test_nothing_is_too_small_to_read(sheets: dict[str, list[MeasuredPage]]) -> None:
    small = [
        (where, page.smallest)
        for where, page, _ in each(sheets)
        if page.smallest and page.smallest.size < FLOOR - _ROUNDED
    ]
    assert small == []


def test_what_is_read_is_as_large_as_its_kind_asks(sheets: dict[str, list[MeasuredPage]]) -> None:
    """The words of a document are those that it has most of."""
    wrong = []
    for path, pages in sheets.items():
        least = STEPS if "lembar-langkah" in path else CHECKLIST if "daftar-periksa" in path else CHART
        for page in pages:
            body = [word for word in page.words if word.bottom < page.height - 25 * pdf.MM]
            letters = sum(len(word.teks) for word in body)
            readable = sum(len(word.teks) for word in body if word.size >= least - _ROUNDED)
            if letters and readable / letters < 0.75:
                wrong.append((path, page.nomor, readable / letters))
    assert wrong == []


def test_no_word_on_a_rule_and_none_on_another(sheets: dict[str, list[MeasuredPage]]) -> None:
    """Labels of arrows are judged where charts are."""
    struck = [(where, word) for where, page, _ in each(sheets) for word in page.struck() if not is_chart(where, page)]
    assert struck == []
    upon = [(where, pair) for where, page, _ in each(sheets) for pair in page.colliding() if not is_chart(where, page)]
    assert upon == []


def is_chart(where: str, page: MeasuredPage) -> bool:
    """A lying sheet of an official document: arrows go through its cells, with labels beside them."""
    slug = where.split("/")[1] if "/" in where else ""
    return where.split(" ")[0].endswith(f"/{slug}.pdf") and where.startswith("sop/") and page.width > page.height


def test_printers_and_binders_have_their_margins(sheets: dict[str, list[MeasuredPage]]) -> None:
    wrong = []
    for where, page, _ in each(sheets):
        above, right, below, left = page.margins
        if min(above, right, below, left) < LEAST_MARGIN:
            wrong.append((where, "edge", page.margins))
        form = where.startswith("formulir/") or "/monitoring/" in where or "/evaluasi/" in where
        # The running head of a lying sheet stands in the room where it is bound.
        if form and page.width < page.height and left < BINDING:
            wrong.append((where, "binding", page.margins))
    assert wrong == []


def test_every_sheet_says_which_of_how_many_it_is(sheets: dict[str, list[MeasuredPage]]) -> None:
    wrong = [
        where
        for where, page, count in each(sheets)
        if not says_its_place(page, count) and not ("lembar-langkah" in where and " dari " in page.text)
    ]
    assert wrong == []


def test_every_sheet_has_its_code(printed: tuple[Instansi, dict[str, bytes]]) -> None:
    """Read by a plain reader at 150 dpi in grey from every page, at 100 dpi from the first. Of many sheets that are
    alike (a sheet a step) the first three and the last are read; a form to fill in is drawn as the one to print is."""
    instansi, papers = printed
    wrong: list[tuple[str, object]] = []
    reader = Reader()
    for path, content in papers.items():
        if not instansi.alamat_situs:
            assert not any(reader.codes(content, 150, [0])), path
            continue
        if path.endswith("-isian.pdf"):
            wrong += [(path, "100 dpi")] if not any(reader.codes(content, 100, [0])) else []
            continue
        count = len(pypdfium2.PdfDocument(content))
        pages = [0, 1, 2, count - 1] if count > 8 else range(count)
        found = reader.codes(content, 150, pages)
        wrong += [(path, n) for n, one in zip(pages, found, strict=True) if not any("/cek/" in text for text in one)]
        wrong += [(path, "100 dpi")] if not reader.codes_of_first(content) else []
    assert wrong == []


def test_no_sheet_shows_a_frame_for_what_is_missing(tmp_path: Path) -> None:
    """Without an address and a logo: one line in the foot of the official document, nothing on what people carry."""
    proyek, _ = load(write_stress(tmp_path / "tanpa", alamat=False))
    assert proyek is not None
    for path, document in pdf.naskah(proyek).items():
        if path.endswith("-isian.pdf"):
            continue
        text = " ".join(page.text for page in measured(pdf.typeset(document))[:2])
        assert ("QR tidak dicetak" in text) == (path.endswith(("/berat.pdf", "telah-membaca-berat.pdf"))), path
        assert ("Logo daerah" in text) == path.endswith("/berat.pdf"), path


def test_a_cell_longer_than_a_sheet_goes_on_and_loses_nothing() -> None:
    long = " ".join(f"Memeriksa berkas nomor {n} menurut daftar." for n in range(190))
    steps = [{"uraian": text, "pelaksana": "petugas"} for text in ("Menerima berkas", long, "Menyimpan berkas")]
    proyek = made_up.proyek({"a": made_up.sop(langkah=steps)})
    documents = pdf.naskah(proyek)
    for path in ("sop/a/a.pdf", "sop/a/lembar-langkah.pdf", "sop/a/daftar-periksa.pdf"):
        pages = measured(pdf.typeset(documents[path]))
        text = "".join(pdf.letters(page.text) for page in pages)
        assert len(pages) >= 3, path
        assert [n for n in range(190) if pdf.letters(f"nomor {n}") not in text] == [], path
        assert text.count(pdf.letters("menurut daftar.")) >= 190 - len(pages), path  # a sheet may end between two words
        assert min(page.smallest.size for page in pages if page.smallest) >= FLOOR - _ROUNDED, path
        if path == "sop/a/a.pdf":
            assert "(lanjutan)" in text
