"""Texts of several lines and lists that bring their own numbers, in everything that is made of an SOP."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest
import yaml

from tests.conftest import build_for_test

pytestmark = pytest.mark.xdist_group("alinea")

FIELDS = {
    "uraian": "langkah", "kelengkapan": "langkah", "jam": "langkah", "output": "langkah", "keterangan": "langkah",
    "awas": "langkah", "maksud": "identitas", "kualifikasi": "identitas", "peralatan": "identitas",
    "peringatan": "identitas", "pencatatan": "identitas", "bagian": "identitas",
    "lingkup": "lembar", "kegiatan": "lembar", "sebab": "halaman",
    "kaki": "bagan", "ringkasan": "halaman",
}  # fmt: skip
"""A field with several lines, and where it stands."""
BLOCK = re.compile(r"<(?:br|/?(?:p|li|td|th|tr|dd|dt|div|h\d|ol|ul|text|documentation)\b)[^>]*>")
OWN = re.compile(r"(?:•|\d+[.)])\s*(?:a\. satu|b\. dua|2\. dua)")
"""A bullet or number before a line that brings its own."""


def lines(name: str) -> str:
    return f"Isi{name} memuat:\na. satu{name};\nb. dua{name}."


def data() -> dict[str, Any]:
    t = {name: lines(name) for name in FIELDS}
    step = {
        "uraian": t["uraian"], "pelaksana": "a", "peringatan": t["awas"], "keterangan": t["keterangan"],
        "mutu_baku": {"kelengkapan": t["kelengkapan"], "waktu": t["jam"], "output": t["output"]},
    }  # fmt: skip
    own = {"kelengkapan": ["Syaratnya", "a. satudaftar", "b. duadaftar"], "output": ["1. satuhasil", "2. duahasil"]}
    return {
        "judul": "Alinea", "nomor": "1/2026", "revisi": 1, "unit": "sekretariat", "pengesahan": {"jabatan": "b"},
        "pelaksana": ["a", "b"], "maksud_tujuan": t["maksud"], "kualifikasi": [t["kualifikasi"], "Sabar"],
        "peralatan": [t["peralatan"], "- Meja", "Kursi"], "peringatan": t["peringatan"], "pencatatan": t["pencatatan"],
        "bagian_lain": {"judul": "Pengertian", "isi": t["bagian"]},
        "perubahan": {"ringkasan": t["ringkasan"]},
        "identifikasi": {"ruang_lingkup": t["lingkup"], "kegiatan": {"awal": t["kegiatan"]}},
        "langkah": [step, {"uraian": "Memeriksa berkas", "pelaksana": "b", "mutu_baku": own}],
        "konfirmasi": [{"bagian": "langkah.uraian", "judul": "Cek", "sebab": t["sebab"], "langkah": "1"}],
        "catatan_kaki": {"*": t["kaki"]},
    }  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of one SOP."""
    folder = tmp_path_factory.mktemp("alinea")
    (folder / "data" / "sop").mkdir(parents=True)
    for name, content in (
        ("instansi", {"pemerintah": "PEMERINTAH CONTOH", "nama": "DINAS CONTOH", "nama_tampil": "Dinas Contoh",
                      "unit": {"sekretariat": {"nama": "Sekretariat"}}}),
        ("jabatan", {"a": {"nama": "Petugas"}, "b": {"nama": "Kepala"}}), ("sop/alinea", data()),
    ):  # fmt: skip
        (folder / "data" / f"{name}.yml").write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")
    (folder / "docs").mkdir()
    site, result = build_for_test(folder / "data", folder)
    assert result.built, result.findings
    return site


def shown(html: str) -> list[str]:
    """The lines of a page or picture, as one who sees it would say."""
    body = re.sub(r"(?s)<(script|style|title|desc|head)\b.*?</\1>|aria-label=\"[^\"]*\"|alt=\"[^\"]*\"", "", html)
    parts = BLOCK.sub("\n", re.sub(r"\s+", " ", body)).split("\n")
    return [" ".join(unescape(re.sub(r"<[^>]+>", "", part)).split()) for part in parts]


def apart(found: list[str], name: str) -> bool:
    """Whether each line of a text begins a line, and none runs on into the next."""
    text = "\n" + "\n".join(found)
    return all(part in text for part in (f"\na. satu{name};", f"\nb. dua{name}.")) and bool(
        re.search(rf"\bIsi{name}\s+memuat:\s*\n", text)
    )


PAGES = {
    "sop/alinea/index.html": {"uraian", "kelengkapan", "jam", "output", "keterangan", "maksud", "kualifikasi",
                              "peralatan", "peringatan", "pencatatan", "lingkup", "kegiatan", "sebab", "kaki"},
    "sop/alinea/checklist/1/index.html": {"uraian", "kelengkapan", "output", "keterangan", "awas", "peralatan",
                                          "peringatan", "sebab"},
    "sop/alinea/checklist/index.html": {"uraian", "kelengkapan", "output", "peralatan", "awas", "peringatan"},
    "pelaksana/a/index.html": {"uraian", "kelengkapan", "output", "kualifikasi"},
    "pelaksana/a/saku/index.html": {"uraian", "kelengkapan", "output"},
    "sop/alinea/alinea.svg": {"uraian", "kelengkapan", "jam", "output", "keterangan", "kaki"},
    "sop/alinea/alinea.bpmn": {"uraian", "kelengkapan", "jam", "output", "keterangan", "kaki"},
    "perhatian/index.html": {"sebab"},
}  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_lines_stand_apart_on_pages_and_pictures(made: Path, page: str) -> None:
    text = (made / page).read_text("utf-8")
    found = shown(text) if not page.endswith(".bpmn") else re.sub(r"<[^>]+>", "\n", text).split("\n")
    assert {name for name in PAGES[page] if not apart(found, name)} == set()
    assert not [line for line in found if OWN.search(line)]


PAPERS = {
    "alinea.pdf": {"uraian", "kelengkapan", "jam", "output", "keterangan", "maksud", "kualifikasi", "peralatan",
                   "peringatan", "pencatatan", "kaki"},
    "daftar-periksa.pdf": {"uraian", "kelengkapan", "jam", "output", "peralatan", "awas", "peringatan"},
    "lembar-langkah.pdf": {"uraian", "kelengkapan", "jam", "output", "peralatan", "awas", "peringatan"},
    "lembar-kerja.pdf": {"lingkup", "kegiatan"},
}  # fmt: skip


@pytest.mark.parametrize("paper", PAPERS)
def test_lines_stand_apart_on_paper(made: Path, paper: str) -> None:
    text = "\n".join(page.extract_text() for page in pypdf.PdfReader(made / "sop/alinea" / paper).pages)
    found = [line.strip() for line in text.split("\n")]
    assert {name for name in PAPERS[paper] if not apart(found, name)} == set()
    assert "\u200b" not in text and not [line for line in found if OWN.search(line)]


def test_data_and_tables_keep_the_line_breaks(made: Path) -> None:
    known = (made / "sop/alinea/alinea.json").read_text("utf-8")
    texts = json.dumps(json.loads(known), ensure_ascii=False)
    for name in ("uraian", "kelengkapan", "output", "keterangan"):
        assert json.dumps(lines(name), ensure_ascii=False)[1:-1] in texts
    book = openpyxl.load_workbook(made / "sop/alinea/monitoring/monitoring-alinea.xlsx")
    assert lines("uraian") in [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    index = (made / "sop/alinea/monitoring/index.html").read_text("utf-8")
    assert lines("uraian") in index and "white-space: pre-line" in (made / "assets/css/situs.css").read_text("utf-8")


def test_a_list_counts_only_items_without_a_number_of_their_own(made: Path) -> None:
    page = (made / "sop/alinea/index.html").read_text("utf-8")
    box = page[page.index('id="peralatan"') : page.index('id="peringatan"')]
    assert re.findall(r"<li([^>]*)>", box) == ["", ' class="sendiri"', ' value="2"']
    chart = page[page.index("<tbody>") : page.index("</tbody>")]
    assert chart.count('<li class="bagan__sendiri">') == 5 and "<li>" not in chart
