"""Accessible PDFs, judged by two programs that have no part in making them: ``pdfua`` and ``outloud``.

Neither is veraPDF and neither covers all of PDF/UA-1; what they find is mended or explained here. No checker of PDF/A
is to be had besides veraPDF, so what that asks for is read from the files (``test_archivable``).
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pdfua
import pikepdf
import pytest

from generator.data.library import Library
from generator.paper.typesetting import Document
from tests.support import pdf
from tests.support.sheet_measures import measured

pytestmark = [pytest.mark.xdist_group("conformance"), pytest.mark.slow]

KINDS = (
    "sop/surat-masuk/surat-masuk.pdf",
    "sop/surat-masuk/daftar-periksa.pdf",
    "sop/surat-masuk/lembar-langkah.pdf",
    "sop/surat-masuk/lembar-kerja.pdf",
    "sop/surat-masuk/telah-membaca-surat-masuk.pdf",
    "sop/surat-masuk/monitoring/monitoring-surat-masuk.pdf",
    "formulir/lembar-disposisi/lembar-disposisi.pdf",
    "formulir/lembar-disposisi/lembar-disposisi-isian.pdf",
)
EXPLAINED = {
    # The foot of a page is an artifact by ISO 14289-1, 7.8. What it says of the SOP stands once in the text
    # (test_what_the_foot_says_is_read_out); the rest is the same on every print.
    "TAG-002",
    # It leaves out a cell over two rows at the right edge (test_tables_close counts them).
    "TBL-004",
}
"""Errors of outloud that are none of ours, and why."""


@pytest.fixture(scope="module")
def documents(contoh: Library) -> dict[str, Document]:
    every = pdf.naskah(contoh)
    return {path: every[path] for path in KINDS}


@pytest.fixture(scope="module", params=KINDS)
def paper(request: pytest.FixtureRequest, documents: dict[str, Document]) -> tuple[str, bytes]:
    return request.param, pdf.typeset(documents[request.param])


@pytest.fixture(scope="module")
def heard(documents: dict[str, Document], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What outloud says of each; in one run, for it is longer in loading than in reading."""
    folder = tmp_path_factory.mktemp("outloud")
    files = {path: folder / f"{number}.pdf" for number, path in enumerate(KINDS)}
    for path, file in files.items():
        file.write_bytes(pdf.typeset(documents[path]))
    said = subprocess.run(
        [sys.executable, "-m", "outloud.cli", "--json", "-", "--fail-on", "never", *map(str, files.values())],
        capture_output=True, text=True, timeout=300, check=True,
    ).stdout  # fmt: skip
    results = {result["path"]: result for result in json.loads(said)["results"]}
    return {path: results[str(file)] for path, file in files.items()}


def test_pdfua_finds_nothing(paper: tuple[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / "kertas.pdf"
    path.write_bytes(paper[1])
    report = pdfua.validate(path)
    assert [finding for finding in report.findings if finding.severity is pdfua.Severity.ERROR] == []


def test_outloud_finds_only_what_is_explained(paper: tuple[str, bytes], heard: dict[str, Any]) -> None:
    said = heard[paper[0]]
    assert said["error"] is None
    assert errors_of(said) <= EXPLAINED, str(said["findings"])[:2000]


def errors_of(report: object) -> set[str]:
    """The rules of all findings of severity error, wherever the report has them."""
    if isinstance(report, dict):
        own = {str(report.get("rule_id") or report.get("rule") or report.get("id"))}
        found = own if str(report.get("severity", "")).lower() == "error" else set()
        return found.union(*(errors_of(value) for value in report.values()))
    return set().union(*(errors_of(value) for value in report)) if isinstance(report, list) else set()


def test_tables_close(paper: tuple[str, bytes]) -> None:
    """Every row of a table fills the same number of columns, cells over several rows and columns counted."""
    with pikepdf.open(io.BytesIO(paper[1])) as document:
        for table in tables(document.Root.StructTreeRoot):
            assert len(set(row_widths(table))) == 1, (paper[0], row_widths(table))


def tables(node: pikepdf.Object) -> list[pikepdf.Object]:
    found = []
    for kid in kids(node):
        found += [kid] if kid.get("/S") == "/Table" else tables(kid)
    return found


def kids(node: pikepdf.Object) -> list[pikepdf.Object]:
    inner = node.get("/K", [])
    several = list(inner) if isinstance(inner, pikepdf.Array) else [inner]  # type: ignore[call-overload]
    return [one for one in several if isinstance(one, pikepdf.Dictionary)]


def row_widths(table: pikepdf.Object) -> list[int]:
    rows = [row for group in kids(table) for row in (kids(group) if group.get("/S") != "/TR" else [group])]
    down: list[int] = [0] * len(rows)
    for n, row in enumerate(rows):
        for cell in kids(row):
            for later in range(n, min(n + span(cell, "/RowSpan"), len(rows))):
                down[later] += span(cell, "/ColSpan")
    return down


def span(cell: pikepdf.Object, name: str) -> int:
    given = cell.get("/A", [])
    several = list(given) if isinstance(given, pikepdf.Array) else [given]  # type: ignore[call-overload]
    return next((int(one[name]) for one in several if isinstance(one, pikepdf.Dictionary) and name in one), 1)


def test_what_the_foot_says_is_read_out(paper: tuple[str, bytes], documents: dict[str, Document]) -> None:
    """Where an SOP stands is in the foot of every page, and once more in the text that a screen reader speaks."""
    document = json.loads(documents[paper[0]].data)
    words = pdf.letters(document["kaki"].get("tanda", ""))
    if not words or "langkah" in paper[0] or "daftar-periksa" in paper[0]:  # they say it in their head
        return
    pages = measured(paper[1])
    assert pdf.letters(" ".join(page.text for page in pages)).count(words) == len(pages) + 1


def test_archivable(paper: tuple[str, bytes]) -> None:
    """What PDF/A-2a and PDF/UA-1 ask of a file as a whole; a form to fill in claims PDF/UA alone."""
    with pikepdf.open(io.BytesIO(paper[1])) as document:
        meta = document.open_metadata()
        assert meta["pdfuaid:part"] == "1"
        fillable = paper[0].endswith("-isian.pdf")
        assert ("pdfaid:part" in meta) != fillable
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang).startswith("id")
        assert fillable or "/OutputIntents" in document.Root
        assert not document.is_encrypted
        for object in document.objects:
            if isinstance(object, pikepdf.Dictionary) and object.get("/Type") == "/FontDescriptor":
                assert {"/FontFile2", "/FontFile3", "/FontFile"} & set(object.keys()), "a font that is not embedded"
