"""A workbook that nobody touched changes no letter, whoever saved it; an SOP typed into an empty one is that SOP."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pydantic import ValidationError

from generator.data.fingerprint import fingerprint
from generator.data.sop import Sop
from generator.reading.source import parse_source
from generator.workbook.read_workbook import is_our_workbook, read_workbook
from generator.workbook.workbook_writer import workbook_of
from tests.support.random_data import base_folder, tree
from tests.support.tools import tries
from tests.support.workbooks import ALL_SOPS, DATA, OpenBook, copy_of, enter, library_of, saved_by_office

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def saved_by_soffice(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Path]:
    """Every workbook of both data folders as LibreOffice saves it, by one call of soffice."""
    folder = tmp_path_factory.mktemp("buku")
    made = []
    for name, slug in ALL_SOPS:
        path = folder / f"{name}.{slug}.xlsx"
        path.write_bytes(workbook_of(library_of(DATA[name]), slug, (DATA[name] / "sop" / f"{slug}.yml").read_bytes()))
        made.append(path)
    return dict(zip(ALL_SOPS, saved_by_office(made, folder), strict=True))


def assert_nothing(path: Path, data: Path) -> None:
    found = read_workbook(path, library_of(data))
    assert [fault.sentence for fault in found.faults] == []
    assert (found.changes, found.conflicts, found.told) == ((), (), ())
    assert found.sop == found.old is not None


@pytest.mark.parametrize(("name", "slug"), ALL_SOPS)
def test_an_untouched_workbook_changes_nothing(name: str, slug: str, tmp_path: Path) -> None:
    book = OpenBook(DATA[name], slug, tmp_path / "a.xlsx")
    assert is_our_workbook(book.path)
    assert_nothing(book.path, DATA[name])
    book.book.save(book.path)
    assert_nothing(book.path, DATA[name])


@pytest.mark.xdist_group("workbooks saved by an office program")
@pytest.mark.parametrize(("name", "slug"), ALL_SOPS)
def test_an_office_program_may_save_it(name: str, slug: str, saved_by_soffice: dict[tuple[str, str], Path]) -> None:
    assert is_our_workbook(saved_by_soffice[name, slug])
    assert_nothing(saved_by_soffice[name, slug], DATA[name])


def test_any_sop_comes_back_as_it_was(tmp_path: Path) -> None:
    """Trees of the shape of the model, with every key and odd words; each is written, read, and equal in every byte."""
    data = tmp_path / "data"
    data.mkdir()
    base_folder(data)
    wanted, found = tries(30, "SOP_BUKU_KERJA"), 0
    path = data / "sop" / "coba.yml"
    for seed in itertools.count():
        text = tree("sop/coba.yml", seed)
        source, findings = parse_source(text, "x.yml")
        if any(one.severity == "galat" for one in findings):  # refused as it is read: no file stays like that
            continue
        try:
            Sop.model_validate(source.value)
        except ValidationError:
            continue
        path.write_text(text, "utf-8")
        library = library_of(data)
        if "coba" not in library.sop:
            continue
        (tmp_path / "a.xlsx").write_bytes(workbook_of(library, "coba", path.read_bytes()))
        reading = read_workbook(tmp_path / "a.xlsx", library)
        assert ([f.sentence for f in reading.faults], reading.changes, reading.told) == ([], (), ()), seed
        found += 1
        if found == wanted:
            break


def test_the_workbook_is_the_same_every_time(tmp_path: Path) -> None:
    library, raw = library_of(DATA["seed"]), (DATA["seed"] / "sop" / "pengukuran-kinerja.yml").read_bytes()
    assert workbook_of(library, "pengukuran-kinerja", raw) == workbook_of(library, "pengukuran-kinerja", raw)


@pytest.mark.parametrize(("name", "slug"), [("seed", "pengukuran-kinerja"), ("contoh", "surat-masuk")])
def test_an_sop_typed_into_an_empty_workbook_is_that_sop(name: str, slug: str, tmp_path: Path) -> None:
    data = copy_of(name, tmp_path)
    library = library_of(data)
    wanted = library.sop[slug]
    (data / "sop" / f"{slug}.yml").unlink()
    for old in (data / "arsip").glob(f"{slug}/*"):
        old.unlink()
    book = OpenBook(data, "", tmp_path / "kosong.xlsx")
    enter(book, wanted, library)
    reading = book.read()
    assert [fault.sentence for fault in reading.faults] == []
    assert reading.new
    assert reading.sop is not None
    left_out = {"status": "draf", "sidik": None, "nama_terbit": None, "revisi": None, "abaikan": (), "catatan_kaki": {}}
    wanted = wanted.model_copy(update=left_out)
    assert reading.sop == wanted
    assert fingerprint(reading.sop) == fingerprint(wanted)


def test_the_first_sheet_says_what_the_workbook_cannot(tmp_path: Path) -> None:
    OpenBook(DATA["contoh"], "pengaduan-warga", tmp_path / "a.xlsx")
    rows = load_workbook(tmp_path / "a.xlsx")["Petunjuk"].iter_rows(values_only=True)
    said = " ".join(str(cell) for row in rows for cell in row if cell)
    assert "beberapa simbol pada satu langkah, yaitu langkah 1, 2, 9" in said
    assert "Catatan kaki tabel" in said
