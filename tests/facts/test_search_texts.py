"""What the search reads: one text for each page that is about something, and nothing beside."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.data.formulir import Formulir
from generator.data.instansi import Jabatan, Peraturan
from generator.facts.search_texts import SearchText, search_texts
from generator.facts.site_facts import BuildContext, SiteFacts
from generator.outputs.search import guide_texts, list_texts
from tests.support.made_up import proyek, sop


def texts_of(**named: object) -> dict[str, SearchText]:
    """The texts of a made-up library by the file of their page."""
    sops = {"surat-masuk": sop(unit="umum"), "surat-keluar": sop(judul="Surat Keluar")}
    data = proyek(**{"sop": sops, **named})  # type: ignore[arg-type]
    return {text.halaman: text for text in search_texts(SiteFacts(data, BuildContext()))}


def test_a_step_is_found_at_its_place_in_its_sop() -> None:
    first = texts_of()["sop/surat-masuk/index.html"]
    assert [part.id for part in first.bagian] == ["langkah-1", "langkah-2", "langkah-3"]
    assert first.bagian[1].judul == "Langkah 2 · Kepala"
    assert first.bagian[1].teks == "Memeriksa surat."
    assert first.pelaksana == ("Petugas", "Kepala")


def test_checklists_and_step_sheets_are_not_searched() -> None:
    assert not [page for page in texts_of() if "checklist" in page or "perhatian" in page]


def test_open_confirmations_are_not_searched() -> None:
    notes = [{"bagian": "nomor", "judul": "Nomor kosong", "sebab": "Naskah tidak memuat nomor"}]
    assert "Naskah tidak memuat" not in repr(texts_of(sop={"surat-masuk": sop(konfirmasi=notes)}))


@pytest.mark.slow
def test_search_words_are_other_names_of_sops_forms_and_actors() -> None:
    words = {"singkatan": ["SPT"], "kata_kunci": ["surat tugas", "tugas luar"]}
    form = Formulir.model_validate({"judul": "Agenda", "bagian": [{"isian": [{"id": "a", "label": "A"}]}], **words})
    staff = Jabatan.model_validate({"nama": "Petugas", "lengkap": "Petugas Umum", "alias": ["Staf"], **words})
    found = texts_of(
        sop={"surat-masuk": sop(nomor="1/2", **words)},
        formulir={"agenda": form},
        jabatan={"petugas": staff, "kepala": Jabatan(nama="Kepala")},
    )
    last = ("SPT", "surat tugas", "tugas luar")
    assert found["sop/surat-masuk/index.html"].nama_lain == ("1/2", *last)
    assert found["formulir/agenda/index.html"].nama_lain == last
    assert found["pelaksana/petugas/index.html"].nama_lain == ("Petugas Umum", "Staf", *last)


def test_an_sop_is_found_by_both_names_of_its_regulations() -> None:
    law = Peraturan(judul="Peraturan Menteri Nomor 12 Tahun 2015", singkat="Permen 12/2015")
    found = texts_of(sop={"a": sop(dasar_hukum="permen")}, peraturan={"permen": law})
    assert "Permen 12/2015. Peraturan Menteri Nomor 12 Tahun 2015." in found["sop/a/index.html"].lain


def test_the_lists_of_the_menu_are_found_by_their_names() -> None:
    found = {text.halaman: text.judul for text in list_texts()}
    assert found["sop/index.html"] == "Daftar SOP"
    assert found["kalender/index.html"] == "Kalender tinjauan"
    assert "/index.html" not in found, "the home page is no list"


def test_the_panduan_is_searched_by_its_headings_without_code(tmp_path: Path) -> None:
    (tmp_path / "panduan").mkdir()
    head, code = "---\ntitle: Cara\n---\n\n# Cara membaca\n\nAwal.\n\n", "```yaml\nkunci: nilai\n```\n"
    text = f"{head}## Bagan resmi\n\nPanah *turun*.\n\n{code}"
    (tmp_path / "panduan" / "baca.md").write_text(text, "utf-8")
    known, (found,) = guide_texts(tmp_path, {})
    assert (found.halaman, found.judul, found.teks) == ("panduan/baca.html", "Cara membaca", "Awal.")
    assert [(part.id, part.judul, part.teks) for part in found.bagian] == [
        ("bagan-resmi", "Bagan resmi", "Panah turun.")
    ]
    assert guide_texts(tmp_path, known) == (known, (found,))


@pytest.mark.slow
def test_a_page_of_the_panduan_is_read_again_only_when_it_changed(tmp_path: Path) -> None:
    (tmp_path / "panduan").mkdir()
    for name in ("baca", "isi"):
        (tmp_path / "panduan" / f"{name}.md").write_text(f"# {name}\n", "utf-8")
    known, _ = guide_texts(tmp_path, {})
    (marked := dict(known))[next(iter(known))] = [["", "dikenal", ""]]
    assert [text.judul for text in guide_texts(tmp_path, marked)[1]] == ["dikenal", "isi"]
    (tmp_path / "panduan" / "baca.md").write_text("# baru\n", "utf-8")
    now, texts = guide_texts(tmp_path, marked)
    assert [text.judul for text in texts] == ["baru", "isi"]
    assert len(now) == 2, "what no page needs any more is forgotten"
