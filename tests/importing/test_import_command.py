"""`sop import` as a person uses it: a folder becomes drafts, which are looked at, accepted, and then published."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from generator.commands import import_documents
from generator.commands.import_documents import Importer, notes_home
from generator.data.loader import load
from generator.examine import examine
from generator.importing.pdf_reader import read_pdf
from tests.importing.test_other_templates import LINKS, ROWS, TEMPLATES
from tests.support.drawn_office import drawn_word, drawn_workbook
from tests.support.drawn_sop import DrawnSop, draw_sop
from tests.support.program import app
from tests.support.tools import ROOT

pytestmark = pytest.mark.slow

AGENCY = ROOT / "examples" / "dinas-contoh"
SLUG = "meminjamkan-alat-ukur"
Run = Callable[..., Result]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The data folder of the fictional agency."""
    folder = tmp_path / "data"
    shutil.copytree(AGENCY, folder)
    return folder


@pytest.fixture
def run(data: Path) -> Run:
    """Runs `sop import` and other commands on it."""

    def act(command: str, *words: object) -> Result:
        return CliRunner().invoke(app, [command, *map(str, words), "--data", str(data)], env={"COLUMNS": "200"})

    return act


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """A folder of documents, one of which is none."""
    folder = tmp_path / "dokumen"
    folder.mkdir()
    (folder / "1. alat.pdf").write_bytes(draw_sop(TEMPLATES["filled"]))
    (folder / "2. alat, salinan.pdf").write_bytes(draw_sop(TEMPLATES["filled"]))
    (folder / "3. alat lain.pdf").write_bytes(draw_sop(TEMPLATES["stroked"]))
    (folder / "4. rusak.pdf").write_bytes(b"%PDF-1.7 nothing")
    drawn_workbook(folder / "5. alat.xlsx", TEMPLATES["filled"])
    drawn_word(folder / "6. alat.docx", TEMPLATES["filled"])
    (folder / "catatan.txt").write_text("bukan SOP")
    return folder


def test_a_trial_writes_nothing(run: Run, data: Path, documents: Path) -> None:
    before = files(data.parent)
    result = run("import", documents, "--coba")
    assert result.exit_code == 0, result.output
    assert f"Akan dibuat: {SLUG}" in result.output
    assert files(data.parent) == before


def test_a_folder_becomes_drafts_and_no_bad_file_stops_the_others(run: Run, data: Path, documents: Path) -> None:
    before = files(data)
    result = run("import", documents, "--unit", "sekretariat")
    assert result.exit_code == 0, result.output
    after = files(data)
    changed = {name for name in {*before, *after} if before.get(name) != after.get(name)}
    new = {name for name in changed if name.startswith("sop/")}
    assert changed - new == {"jabatan.yml", "peraturan.yml"}
    assert len(new) == 4 and f"sop/{SLUG}.yml" in new
    for name in ("jabatan.yml", "peraturan.yml"):
        assert after[name].startswith(before[name].rstrip(b"\n"))
    proyek, findings = examine(data)
    assert proyek is not None
    assert [found for found in findings if found.severity == "galat"] == []
    made = [proyek.sop[Path(name).stem] for name in new]
    assert {sop.status for sop in made} == {"draf"}
    assert {sop.unit for sop in made} == {"sekretariat"}
    rows = list(csv.reader(io.StringIO((notes_home(data) / "laporan.csv").read_text("utf-8-sig")), delimiter=";"))
    assert [row[1] for row in rows[1:]] == ["dibuat", "sudah diimpor", "dibuat", "tidak dibaca", "dibuat", "dibuat"]
    assert "nomornya sama" in rows[3][-1]
    page = (notes_home(data) / "laporan.html").read_text("utf-8")
    assert all(name in page for name in ("1. alat.pdf", "4. rusak.pdf"))


def test_the_same_command_goes_on_where_it_was_stopped(run: Run, data: Path, documents: Path) -> None:
    first = documents / "1. alat.pdf"
    assert run("import", first).exit_code == 0
    before = files(data)
    result = run("import", first)
    assert "Sudah diimpor" in result.output
    assert files(data) == before
    (data / "sop" / f"{SLUG}.yml").unlink()
    assert f"Dibuat: {SLUG}" in run("import", first).output


def test_an_import_is_published_only_after_a_person_accepted_it(run: Run, data: Path, documents: Path) -> None:
    run("import", documents / "1. alat.pdf")
    path = data / "sop" / f"{SLUG}.yml"
    text = path.read_text("utf-8")
    head = "pengesahan: {jabatan: kepala-dinas}\nunit: sekretariat\ntabel:"
    own = "  - bagian: nomor\n    judul: Catatan sendiri\n    sebab: Diperiksa bagian hukum.\n"
    path.write_text(text.replace("tabel:", head, 1) + own, "utf-8")
    refused = run("publish", SLUG)
    assert refused.exit_code == 1
    assert f"sop import --terima {SLUG}" in refused.output
    assert SLUG in run("import", "--tinjau").output
    accepted = run("import", "--terima", SLUG)
    assert accepted.exit_code == 0, accepted.output
    after = path.read_text("utf-8")
    assert "asal: impor" not in after and own in after
    assert after.split("konfirmasi:")[0] == text.replace("tabel:", head, 1).split("konfirmasi:")[0]
    assert "Tidak ada hasil impor" in run("import", "--tinjau").output
    done = run("publish", SLUG)
    assert done.exit_code == 0, done.output


def test_accepting_all_leaves_no_trace_of_the_questions(run: Run, data: Path, documents: Path) -> None:
    run("import", documents / "1. alat.pdf")
    path = data / "sop" / f"{SLUG}.yml"
    before = path.read_text("utf-8")
    assert run("import", "--terima", SLUG).exit_code == 0
    assert path.read_text("utf-8") == before[: before.index("\nkonfirmasi:")]
    assert run("import", "--terima", SLUG).exit_code == 1


def test_a_number_that_is_there_is_perhaps_a_revision_and_not_written(run: Run, data: Path, documents: Path) -> None:
    own = data / "sop" / "surat-keluar.yml"
    own.write_text(own.read_text("utf-8").replace("nomor: 000/02/CONTOH/2024", "nomor: SOP-7/UJI/2030"), "utf-8")
    before = files(data)
    result = run("import", documents / "1. alat.pdf")
    assert "Mungkin revisi" in result.output and "surat-keluar" in result.output
    assert files(data) == before


def test_what_is_perhaps_a_revision_leaves_the_names_of_others_alone(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = data / "sop" / "surat-keluar.yml"
    own.write_text(own.read_text("utf-8").replace("nomor: 000/02/CONTOH/2024", "nomor: UJI/2"), "utf-8")
    paths, records = [], []
    for number, actor in enumerate(("Petugas Gudang", "Orang Lain", "P\u00e9tugas Gudang"), 1):
        paths.append(tmp_path / f"{number}.pdf")
        paths[-1].write_bytes(draw_sop(DrawnSop(ROWS, ["Peminjam", actor, "Kepala Seksi"], LINKS)))
        records.append(read_pdf(paths[-1]))
        records[-1].sha256 = str(number) * 64
        records[-1].identity["nomor"].text = f"UJI/{number}"
        records[-1].identity["judul"].text = f"Menguji Alat {number}"
    monkeypatch.setattr(import_documents, "read_all", lambda _: iter(enumerate(records)))
    importer = Importer(data)
    assert [one.state for one in importer.run(paths)] == ["dibuat", "revisi", "dibuat"]
    proyek, _ = load(data)
    assert proyek is not None
    names = {
        id: one.nama for id, one in proyek.jabatan.items() if id.startswith("petugas-gudang") or id == "orang-lain"
    }
    assert names == {"petugas-gudang": "Petugas Gudang", "petugas-gudang-2": "P\u00e9tugas Gudang"}
    assert ("petugas-gudang", "petugas-gudang-2") in [*importer.ids.near_twins()]


def test_the_page_to_compare_on_shows_source_and_chart(run: Run, data: Path, documents: Path) -> None:
    run("import", documents / "1. alat.pdf")
    (page,) = notes_home(data).glob("*/tinjau.html")
    text = page.read_text("utf-8")
    assert text.count("data:image/png;base64,") == 2
    assert 'class="node' in text and "Meminjamkan Alat Ukur" in text
    assert not re.search(r"(?m)^(?:rect|text)\{", text)  # the frames of the source colour nothing of our chart
    assert "Tanggal pembuatan" in text
    assert not page.is_relative_to(data)
    record = json.loads((page.parent / "catatan.json").read_text("utf-8"))
    assert [len(record[name]) for name in ("rows", "symbols", "links")] == [4, 4, 4]


def test_wrong_use_is_said(run: Run) -> None:
    assert run("import").exit_code == 2
    assert run("import", "tidak-ada.pdf").exit_code == 1
    assert run("import", ROOT / "README.md", "--unit", "tidak-ada").exit_code == 2


def test_what_was_imported_can_be_built_from(run: Run, data: Path, documents: Path) -> None:
    run("import", documents / "1. alat.pdf")
    proyek, _ = load(data)
    assert proyek is not None
    sop = proyek.sop[SLUG]
    assert [step.uraian for step in sop.langkah] == [row.uraian for row in TEMPLATES["filled"].rows]
    assert sop.langkah[1].keputusan[0].ke in ("1", "3")
    assert sop.nomor == "SOP-7/UJI/2030"


def test_names_become_one_only_on_a_persons_word(run: Run, data: Path, documents: Path) -> None:
    run("import", documents / "1. alat.pdf")
    other = data / "sop" / f"{SLUG}.yml"
    table = notes_home(data) / "nama-mirip.csv"
    pair = "jabatan;petugas-gudang;Petugas Gudang;petugas-surat;Petugas Surat;"
    table.write_text(f"Jenis;Id baru;Nama;Mirip dengan;Namanya;Putusan\n{pair}\n", "utf-8")
    before = files(data)
    assert run("import", "--gabung").exit_code == 0
    assert files(data) == before
    table.write_text(f"Jenis;Id baru;Nama;Mirip dengan;Namanya;Putusan\n{pair}sama\n", "utf-8")
    assert "Akan disatukan" in run("import", "--gabung", "--coba").output
    assert files(data) == before
    done = run("import", "--gabung")
    assert done.exit_code == 0, done.output
    assert "petugas-gudang" not in other.read_text("utf-8") and "petugas-surat" in other.read_text("utf-8")
    proyek, findings = examine(data)
    assert proyek is not None and "petugas-gudang" not in proyek.jabatan
    assert [found for found in findings if found.severity == "galat"] == []
    table.write_text("Jenis;Id baru;Nama;Mirip;Nama;P\njabatan;petugas-surat;a;kepala-dinas;b;sama\n", "utf-8")
    assert run("import", "--gabung").exit_code == 1
    assert "petugas-surat" in (data / "jabatan.yml").read_text("utf-8")
