"""All documents of a project: where they go, the same bytes each time, kept and made anew when something changed."""

from __future__ import annotations

import json
import multiprocessing
import shutil
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from generator.build.make_part import Job
from generator.build.slices import Slicer
from generator.build.workers import work_all
from generator.data.instansi import Instansi, Jabatan
from generator.data.library import Library
from generator.data.sop import Sop
from generator.paper import typesetting
from generator.paper.typesetting import make_document
from tests.support import made_up
from tests.support.pdf import dengan, kertas, letters, naskah, papers, text_of
from tests.support.tools import apart

WORD = "pertanggungjawabanpertanggungjawaban" * 8
HOSTILE = (
    '#import "x.typ": * #panic("a") $x^2$ </text><script>alert(1)</script> =HYPERLINK("a") ${x} @rujuk <label> `kode` '
    "***tebal*** _miring_ // komentar /* blok */ \\u{41} ~ -- --- \"kutip\" 'petik' [kurung] {kurung} & &amp; ]]> 0x41 "
)


def test_paths(semua: dict[str, bytes], contoh: Library) -> None:
    for slug, sop in contoh.sop.items():
        names = {path.removeprefix(f"sop/{slug}/") for path in semua if path.rpartition("/")[0] == f"sop/{slug}"}
        worksheets = {"lembar-kerja.pdf"} if sop.identifikasi else set()
        assert names == worksheets | {
            f"{slug}.pdf",
            "daftar-periksa.pdf",
            "lembar-langkah.pdf",
            f"telah-membaca-{slug}.pdf",
        }
    assert all(pdf.startswith(b"%PDF-1.7") for pdf in semua.values())


@pytest.mark.usefixtures("papers_set_anew")
def test_same_input_same_bytes(semua: dict[str, bytes], contoh: Library) -> None:
    """Made a second time, by another process, from the slice of each part."""
    slices = {str(irisan.nama): irisan for irisan in Slicer(contoh).everything()}
    slugs = ("sop/surat-keluar", f"formulir/{min(contoh.formulir)}")
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as process:
        parts = list(work_all([Job(slices[slug]) for slug in slugs], process))
    for slug, part in zip(slugs, parts, strict=True):
        expected = {path: pdf for path, pdf in semua.items() if path.startswith(f"{slug}/")}
        assert expected
        assert {path: file for path, file in part.berkas.items() if path.endswith(".pdf")} == expected
        assert len(set(part.kertas)) == len(expected)


def test_what_was_set_before_changes_no_byte(semua: dict[str, bytes], contoh: Library) -> None:
    """The engine remembers parts of earlier documents: another order, and none at all, must give the same."""
    found = [(path, one) for path, one in naskah(contoh).items() if "evaluasi" in path or path.endswith("langkah.pdf")]
    for path, one in found[::-5]:
        assert typesetting.compile_document(one) == semua[path], path
    path, one = found[-1]
    with ThreadPoolExecutor(2) as threads:
        assert set(threads.map(typesetting.compile_document, [one] * 3)) == {semua[path]}


def test_forms_lie_beside_their_pages(semua: dict[str, bytes], contoh: Library) -> None:
    names = {path for path in semua if path.count("/") == 3 or path.startswith("formulir/")}
    berkas = {f"formulir/{slug}/{slug}" for slug in contoh.formulir}
    berkas |= {f"sop/{slug}/{kind}/{kind}-{slug}" for slug in contoh.sop for kind in ("monitoring", "evaluasi")}
    assert names == {f"{path}{end}" for path in berkas for end in (".pdf", "-isian.pdf")}
    offered = {paper.path: paper for paper in papers(contoh)}
    assert set(offered) == set(semua)
    paper = contoh.instansi.kertas
    for path in berkas:
        key = path.rpartition("/")[0]
        sheet, screen = (offered[f"{path}{end}"] for end in (".pdf", "-isian.pdf"))
        assert (sheet.page, sheet.kind) == (key, f"PDF {paper}")
        assert (screen.page, screen.kind) == (key, f"PDF isian {paper}")


@pytest.mark.slow
@pytest.mark.usefixtures("papers_set_anew")
def test_documents_are_kept_and_made_anew_when_they_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    proyek = made_up.proyek({"a": made_up.sop(), "b": made_up.sop(judul="Surat Keluar")})
    first = kertas(proyek, tmp_path)
    assert len(list(tmp_path.iterdir())) == len(first) == 16

    made: list[str] = []
    real = typesetting.compile_document
    monkeypatch.setattr(typesetting, "compile_document", lambda naskah: made.append(naskah.template) or real(naskah))
    assert kertas(proyek, tmp_path) == first
    assert made == []

    changed = made_up.proyek({"a": made_up.sop(), "b": made_up.sop(judul="Surat Rahasia")})
    second = kertas(changed, tmp_path)
    assert sorted(made) == ["dokumen", *["formulir"] * 4, "langkah", "periksa", "telah_membaca"]
    assert {path for path in first if first[path] != second[path]} == {
        path for path in first if path.startswith("sop/b")
    }


def test_a_picture_goes_beside_the_data_once() -> None:
    """As text in the data it was decoded for every page, and cleaned byte by byte."""
    twice = make_document("langkah", {"kop": {"logo": b"<svg/>"}, "kaki": {"qr": b"PNG", "lain": b"<svg/>"}}, None)
    assert sorted(content for _, content in twice.gambar) == [b"<svg/>", b"PNG"]
    said, names = json.loads(twice.data), {content: name for name, content in twice.gambar}
    assert said == {"kop": {"logo": names[b"<svg/>"]}, "kaki": {"qr": names[b"PNG"], "lain": names[b"<svg/>"]}}
    other = make_document("langkah", {"kop": {"logo": b"<svg />"}, "kaki": {"qr": b"PNG", "lain": b"<svg/>"}}, None)
    assert other.digest != twice.digest
    none = make_document("langkah", {"qr": b""}, None)
    assert (none.data, none.gambar) == ('{"qr": ""}', ())


@pytest.mark.slow
def test_finished_documents_are_shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What one machine has set, another takes, and keeps for itself too."""
    proyek = made_up.proyek({"a": made_up.sop()})
    monkeypatch.setenv(typesetting.BERSAMA, str(tmp_path / "bersama"))
    first = kertas(proyek, tmp_path / "satu")
    monkeypatch.setattr(typesetting, "compile_document", lambda _: pytest.fail("is there already"))
    assert kertas(proyek, tmp_path / "dua") == first
    monkeypatch.delenv(typesetting.BERSAMA)
    assert kertas(proyek, tmp_path / "dua") == first


def test_a_share_that_cannot_be_used_only_saves_no_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bersama").write_text("no folder", "utf-8")
    monkeypatch.setenv(typesetting.BERSAMA, str(tmp_path / "bersama"))
    one = make_document("langkah", {}, None)
    monkeypatch.setattr(typesetting, "compile_document", lambda _: b"%PDF-1.7")
    assert typesetting.typeset(one, tmp_path / "satu") == b"%PDF-1.7"
    assert (tmp_path / "bersama").read_text("utf-8") == "no folder"
    monkeypatch.setattr(typesetting, "compile_document", lambda _: pytest.fail("is there already"))
    assert typesetting.typeset(one, tmp_path / "satu") == b"%PDF-1.7"


@pytest.mark.usefixtures("papers_set_anew")
def test_what_is_foreign_in_our_own_place_gives_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Unlike in that of others: a book or a bundle is made also where no build made the folder."""
    monkeypatch.setattr(typesetting, "compile_document", lambda _: b"%PDF-1.7")
    (tmp_path / "pdf").write_text("no folder", "utf-8")
    one = make_document("langkah", {}, None)
    assert typesetting.typeset(one, tmp_path / "pdf") == b"%PDF-1.7"
    assert [path.name for path in (tmp_path / "pdf").iterdir()] == [one.digest]


@pytest.mark.usefixtures("papers_set_anew")
def test_a_kept_document_that_is_damaged_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = make_document("langkah", {}, None)
    monkeypatch.setattr(typesetting, "compile_document", lambda _: b"%PDF-1.7")
    typesetting.typeset(one, tmp_path)
    (tmp_path / one.digest).write_bytes(b"00000000\n%PDF-1.7")
    assert typesetting.typeset(one, tmp_path) == b"%PDF-1.7"
    assert (tmp_path / one.digest).read_bytes() != b"00000000\n%PDF-1.7"


def test_a_template_or_font_belongs_to_the_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    naskah = make_document("dokumen", {"a": "b"}, None)
    before = naskah.digest
    monkeypatch.setattr(typesetting, "_engine_hash", lambda: "lain")
    assert naskah.digest != before


@pytest.mark.parametrize("name", ["dokumen.typ", "acroform.py", "field_scripts.py"])
def test_whatever_makes_a_document_belongs_to_the_hash(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a form would keep the fields that an older program laid over it."""
    folder = Path(shutil.copytree(typesetting.FOLDER, tmp_path / "paper"))
    monkeypatch.setattr(typesetting, "FOLDER", folder)
    hashed = typesetting._engine_hash.__wrapped__
    before = hashed()
    (folder / name).write_text((folder / name).read_text("utf-8") + "\n", "utf-8")
    assert hashed() != before


def test_a_warning_of_a_template_is_a_fault(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "salah.typ").write_text('#set document(title: "x")\n#set text(font: "Tidak Ada")\nx\n', "utf-8")
    monkeypatch.setattr(typesetting, "FOLDER", tmp_path)
    typesetting._engine_of.cache_clear()
    typesetting._source.cache_clear()
    with pytest.raises(RuntimeError, match="salah"):
        typesetting.compile_document(typesetting.Document("salah", "{}", typesetting.TANPA_TANGGAL))
    typesetting._engine_of.cache_clear()


def hostile(text: str) -> Library:
    """A project whose every printed text is ``text``."""
    step: dict[str, Any] = {
        "uraian": text, "pelaksana": ["petugas", "kepala"], "keterangan": [text, text], "peringatan": [text],
        "mutu_baku": {"kelengkapan": [text, text], "waktu": text, "output": [text]}, "teks": text,
        "keputusan": [{"ke": "2", "label": text}, {"ke": "selesai", "label": "x"}],
    }  # fmt: skip
    last = {"uraian": text, "pelaksana": "kepala", "no": text}
    sop = Sop.model_validate(
        {"judul": text, "nomor": text, "maksud_tujuan": text, "kualifikasi": [text, text], "peralatan": text,
         "peringatan": text, "pencatatan": text, "keterkaitan": {"judul": text}, "catatan_kaki": {text: text},
         "pengesahan": {"sebutan": text, "jabatan": "kepala", "nama": text, "nip": text}, "unit": "u",
         "penanda_tangan_lain": [{"sebutan": text, "jabatan": "petugas", "nama": text, "nip": text}] * 2,
         "bagian_lain": [{"judul": text, "isi": [text, text]}, {"judul": text, "isi": text, "di_bawah": "ya"}],
         "tabel": {"judul": text, "uraian": text, "keterangan": text, "mutu_baku": {"output": text, "waktu": text}},
         "pelaksana": [{"kelompok": text, "pelaksana": ["petugas", "kepala"]}], "langkah": [step, last],
         "identifikasi": {"ruang_lingkup": text, "judul_kegiatan": text, "langkah": {"awal": [text], "akhir": [text]}}}
    )  # fmt: skip
    agency = Instansi.model_validate(
        {"pemerintah": text, "nama": text, "nama_situs": text, "unit": {"u": {"nama": text}}}
    )
    people = {id: Jabatan(nama=text, lengkap=text) for id in ("petugas", "kepala")}
    return made_up.proyek({"a": sop}, instansi=agency, jabatan=people)


HOSTILE_TEXTS = {
    "perintah": HOSTILE,
    "kata": WORD,
    "keduanya": f"{HOSTILE} {WORD}",
    "garis miring": "a/b/c" * 40,
    "baris": "\u2028\u2029x",
    "strip": "-" * 200,
    "panjang": "Berkas " * 80,
    "angka": "1. satu",
    "judul": "= satu",
    "butir": "- a",
}
BOXED_TEXTS = ("Rapat \U0001f600 selesai", "ꦱꦸꦫꦠ꧀ masuk", "表 surat", "a\u202eb\u0000c\ufeffd\ufe0f")
"""With characters that the font lacks."""


def printed_letters() -> dict[str, dict[str, str]]:
    """Each text -> path -> the letters of the documents in which all is that text."""
    made = {text: kertas(dengan(hostile(text), kertas="A4")) for text in HOSTILE_TEXTS.values()}
    made |= {text: kertas(hostile(text)) for text in BOXED_TEXTS}
    return {text: {path: letters(text_of(pdf)) for path, pdf in papers.items()} for text, papers in made.items()}


@pytest.fixture(scope="module")
def hostile_papers() -> dict[str, dict[str, str]]:
    """Made in one process, which takes a second to load the program."""
    found: dict[str, dict[str, str]] = apart(printed_letters)
    return found


@pytest.mark.slow
@pytest.mark.xdist_group("hostile papers")
@pytest.mark.parametrize("text", HOSTILE_TEXTS.values(), ids=HOSTILE_TEXTS)
def test_hostile_text_stays_text(text: str, hostile_papers: dict[str, dict[str, str]]) -> None:
    assert len(hostile_papers[text]) == 9
    for path, found in hostile_papers[text].items():
        assert letters(text).replace("\u2028", "").replace("\u2029", "")[:60] in found, path


@pytest.mark.slow
@pytest.mark.xdist_group("hostile papers")
@pytest.mark.parametrize("text", BOXED_TEXTS)
def test_characters_that_the_font_lacks_become_boxes(text: str, hostile_papers: dict[str, dict[str, str]]) -> None:
    assert len(hostile_papers[text]) == 9
    for path, found in hostile_papers[text].items():
        assert "□" in found or "ab" in found, path
        assert not set(found) & {"\U0001f600", "ꦱ", "表", "\u202e"}, path


@pytest.mark.slow
def test_every_project_of_the_page_tests_can_be_printed() -> None:
    assert len(kertas(made_up.proyek_jahat())) == 11
