"""One hostile text in every field of the data: every file of the site shows it as plain text, read by its own reader.

What runs in a browser is tested in ``test_injection.py``; here it is the files that other programs open.
"""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pygraphviz
import pypdf
import pytest
import yaml
from openpyxl import load_workbook
from PIL import Image

from generator.pipeline import Result
from tests.conftest import build_for_test
from tests.support.read_page import baca

pytestmark = pytest.mark.xdist_group("teks-jahat")

PANJANG = "panjang" * 43
BAGIAN = (
    '=HYPERLINK("http://x","y")', '#import "x"', "</text><script>alert(1)</script>", "${x}", "{{ 7*7 }}", "]]>",
    "&amp;", "it's \"q\" \\n \\", "$x^2$ ***b*** _i_ @a <b>",
)  # fmt: skip
HURUF = "😀ꦗꦮ"
"""Characters that the font of paper lacks."""
JAHAT = " ".join((*BAGIAN, HURUF, PANJANG))
PADAT = ["".join(part.split()) for part in BAGIAN]


def hostile(value: Any) -> Any:
    """The value with the hostile text in the place of every text "@"."""
    if isinstance(value, dict):
        return {key: hostile(item) for key, item in value.items()}
    if isinstance(value, list):
        return [hostile(item) for item in value]
    return JAHAT if value == "@" else value


AGENCY = {
    "pemerintah": "@", "nama": "@", "nama_tampil": "@", "nama_situs": "@", "tempat": "@", "alamat": ["@"],
    "tanda_tangan": "elektronik", "kaki_elektronik": "@", "unit": {"bagian": {"nama": "@"}},
    "label": dict.fromkeys(("nomor", "pengesahan", "dasar_hukum", "uraian", "waktu", "kelengkapan"), "@"),
}  # fmt: skip
STEPS: list[dict[str, Any]] = [
    {"uraian": "@", "teks": "@", "pelaksana": ["petugas", "kepala"], "keterangan": ["@"], "peringatan": ["@"],
     "mutu_baku": {"kelengkapan": ["@", "@"], "waktu": "@", "output": ["@"]}, "formulir": "blangko",
     "sop_terkait": [{"judul": "@"}]},
    {"uraian": "@", "pelaksana": "kepala", "keputusan": [{"ke": "simpan", "label": "@"}, {"ke": "1", "label": "@"}]},
    {"uraian": "@", "id": "simpan", "no": "@", "pelaksana": "petugas"},
]  # fmt: skip
SOP = {
    "judul": "@", "nomor": "@", "unit": "bagian", "maksud_tujuan": ["@"], "dasar_hukum": ["aturan"],
    "keterkaitan": [{"judul": "@"}], "kualifikasi": ["@"], "peralatan": ["@"], "peringatan": ["@"],
    "pencatatan": ["@"], "pengesahan": {"sebutan": "@", "jabatan": "kepala", "nama": "@", "nip": "@"},
    "bagian_lain": [{"judul": "@", "isi": ["@"]}],
    "penanda_tangan_lain": [{"sebutan": "@", "jabatan": "petugas", "nama": "@", "nip": "@"}],
    "identifikasi": {"jenis": "rutin", "ruang_lingkup": "@", "kegiatan": {"awal": "@"}, "langkah": {"utama": "@"}},
    "pelaksana": [{"kelompok": "@", "pelaksana": ["petugas", "kepala"]}], "catatan_kaki": {"*": "@"},
    "perubahan": {"ringkasan": ["@"], "alasan": "@"}, "langkah": STEPS,
    "konfirmasi": [{"bagian": "judul", "judul": "@", "sebab": "@"}],
}  # fmt: skip
FORM = {
    "judul": "@", "keterangan": "@", "petunjuk": ["@"], "kaki": "@",
    "bagian": [{
        "judul": "@", "teks": ["@"],
        "isian": [{"id": "huruf", "label": "@", "petunjuk": "@", "satuan": "@"},
                  {"id": "p", "label": "@", "jenis": "pilihan", "pilihan": ["@", "+1"], "lainnya": "ya"}],
        "tabel": {"id": "t", "isi": [{"b": "@"}],
                  "kolom": [{"id": "b", "label": "@", "kelompok": "@"},
                            {"id": "c", "label": "@", "jenis": "centang", "pilihan": ["@", "-1"], "petunjuk": "@"}]},
        "tanda_tangan": [{"id": "s", "sebutan": "@", "tanggal": "@"}],
    }],
}  # fmt: skip
FILES = {
    "instansi.yml": AGENCY,
    "jabatan.yml": {"petugas": {"nama": "@", "lengkap": "@"}, "kepala": {"nama": "@"}},
    "peraturan.yml": {"aturan": {"judul": "@", "singkat": "@"}},
    "sop/jahat.yml": SOP,
    "formulir/blangko.yml": FORM,
}


@pytest.fixture(scope="module")
def hasil(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    folder = tmp_path_factory.mktemp("jahat")
    for name, value in FILES.items():
        path = folder / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.safe_dump(hostile(value), allow_unicode=True, sort_keys=False), "utf-8")
    site, result = build_for_test(folder / "data", folder)
    assert result.built, [(f.code, f.file, f.field, f.message[:80]) for f in result.findings if f.severity == "galat"]
    return site, result


def files(site: Path, end: str) -> list[Path]:
    """The files of the site that come from the data, by their ending."""
    found = sorted(path for top in ("sop", "formulir") for path in (site / top).rglob(f"*{end}"))
    assert found, end
    return found


def dense(text: str) -> str:
    """Without the white space that layout puts between words and letters."""
    return "".join(text.split()).replace("\u200b", "").replace("\u00ad", "").replace("\u2060", "")


def assert_says(text: str, where: object, parts: tuple[str, ...] | list[str] = ()) -> None:
    """All parts of the hostile text stand in this text, as written."""
    lacking = [part for part in parts or PADAT if part not in dense(text)]
    assert not lacking, (where, lacking)


def test_letters_that_paper_lacks_are_a_finding_for_every_file(hasil: tuple[Path, Result]) -> None:
    told = {finding.file for finding in hasil[1].findings if finding.code == "S404"}
    assert told == set(FILES)


def test_pages(hasil: tuple[Path, Result]) -> None:
    for path in files(hasil[0], "index.html"):
        isi = baca(path.read_text("utf-8"))
        assert not [attrs for _, attrs in isi.tags if set(attrs) & {"onerror", "onload", "onclick"}], path
        assert not [address for address in isi.tautan if address.startswith(("http://x", "javascript:"))], path
        assert "<script>alert" not in path.read_text("utf-8"), path
        assert_says(isi.teks, path)


@pytest.mark.parametrize("end", [".svg", ".bpmn", ".xform.xml"])
def test_xml(hasil: tuple[Path, Result], end: str) -> None:
    for path in files(hasil[0], end):
        tree = ElementTree.fromstring(path.read_text("utf-8"))
        assert not [e.tag for e in tree.iter() if str(e.tag).rpartition("}")[2] in ("script", "foreignObject", "a")]
        values = [value for element in tree.iter() for value in element.attrib.values()]
        assert_says(" ".join(("".join(tree.itertext()), *values)), path)


def test_pictures(hasil: tuple[Path, Result]) -> None:
    for path in files(hasil[0], ".png"):
        with Image.open(path) as image:
            image.load()
            assert image.width > 500


def test_graphviz(hasil: tuple[Path, Result]) -> None:
    for path in files(hasil[0], ".dot"):
        graph = pygraphviz.AGraph(string=path.read_text("utf-8"))
        steps = [node for node in graph.nodes() if node.attr["label"]]
        assert len(steps) >= len(STEPS)
        # A label's own escapes (\n, \l, \\) and entities, as Graphviz reads them.
        said = " ".join(str(node.attr["label"]) for node in steps).replace("\\n", " ").replace("\\l", " ")
        assert_says(said, path, ['=HYPERLINK("http://x","y")', '#import"x"', "${x}", "{{7*7}}", "]]>"])


def test_json(hasil: tuple[Path, Result]) -> None:
    for path in files(hasil[0], ".json"):
        assert_says(" ".join(texts(json.loads(path.read_text("utf-8")))), path)
    sop = json.loads((hasil[0] / "sop/jahat/jahat.json").read_text("utf-8"))
    assert (sop["judul"], sop["nomor"], sop["langkah"][0]["uraian"]) == (JAHAT, JAHAT, JAHAT)


def texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for key, item in value.items() for text in (key, *texts(item))]
    if isinstance(value, list):
        return [text for item in value for text in texts(item)]
    return [str(value)]


def test_csv_cells_begin_no_formula(hasil: tuple[Path, Result]) -> None:
    cells: list[str] = []
    for path in files(hasil[0], ".csv"):
        for row in csv.reader(io.StringIO(path.read_text("utf-8-sig"))):
            cells += row
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))]
    assert f"'{JAHAT}" in cells


def test_excel(hasil: tuple[Path, Result]) -> None:
    for path in files(hasil[0], ".xlsx"):
        book = load_workbook(path)
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert not [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink]
        assert {cell.data_type for cell in cells} == {"s"}
        assert_says(" ".join(str(cell.value) for cell in cells), path)


def test_pdf(hasil: tuple[Path, Result]) -> None:
    for path in files(hasil[0], ".pdf"):
        reader = pypdf.PdfReader(path)
        assert not {"/OpenAction", "/AA"} & set(reader.root_object), path
        assert "/JavaScript" not in (reader.root_object.get("/Names") or {}), path
        links = [a.get_object().get("/A", {}).get("/URI") for p in reader.pages for a in p.get("/Annots") or ()]
        assert not [link for link in links if link and link.removeprefix("http://") == "x"]
        assert_says(
            "".join(page.extract_text() for page in reader.pages), path, ["=HYPERLINK(", '#import"x"', "alert(1)"]
        )
