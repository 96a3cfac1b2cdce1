"""Workbooks in the hands of a person: cells found by what stands beside them, filled in, saved, read back."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from generator.data.library import Library
from generator.data.loader import load
from generator.data.sop import Sop
from generator.workbook.read_workbook import WorkbookReading, read_workbook
from generator.workbook.workbook_writer import workbook_of
from tests.support.tools import PATIENCE_S, ROOT, need_program

DATA = {"seed": ROOT / "sop_data", "contoh": ROOT / "examples" / "dinas-contoh"}
ALL_SOPS = [(name, path.stem) for name, data in DATA.items() for path in sorted((data / "sop").glob("*.yml"))]


def copy_of(name: str, folder: Path) -> Path:
    """A data folder that a test may change."""
    return Path(shutil.copytree(DATA[name], folder / name))


def library_of(data: Path) -> Library:
    library, _ = load(data)
    assert library is not None
    return library


class OpenBook:
    """A workbook of an SOP, opened in a program."""

    def __init__(self, data: Path, slug: str, path: Path) -> None:
        self.data, self.slug, self.path = data, slug, path
        raw = (data / "sop" / f"{slug}.yml").read_bytes() if slug else b""
        path.write_bytes(workbook_of(library_of(data), slug, raw))
        self.book: Workbook = load_workbook(path)

    def sheet(self, name: str) -> Worksheet:
        return self.book[name]

    def identity(self, key: str) -> list[Any]:
        """The cells of a field."""
        return [row[2] for row in self.sheet("Identitas").iter_rows() if row[0].value == key]

    def column(self, head: str, sheet: str = "Langkah") -> int:
        """The column under this head."""
        row = next(row for row in self.sheet(sheet).iter_rows() if row[0].value == "kepala")
        return next(int(cell.column) for cell in row if cell.value == head)

    def row(self, number: str, sheet: str = "Langkah") -> int:
        """The row with this number in its first visible column."""
        return next(int(row[0].row) for row in self.sheet(sheet).iter_rows(min_row=7) if str(row[1].value) == number)

    def cell(self, number: str, head: str, sheet: str = "Langkah") -> Any:
        return self.sheet(sheet).cell(self.row(number, sheet), self.column(head, sheet))

    def read(self) -> WorkbookReading:
        """Save it and read it back."""
        self.book.save(self.path)
        return read_workbook(self.path, library_of(self.data))


def saved_by_office(paths: Sequence[Path], folder: Path) -> list[Path]:
    """The workbooks as LibreOffice saves them."""
    program = need_program("soffice", "libreoffice")
    target = folder / "disimpan"
    profile = f"-env:UserInstallation={(folder / 'profil').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(target), *map(str, paths)]
    subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE_S)
    return [target / path.name for path in paths]


def enter(book: OpenBook, sop: Sop, library: Library) -> None:
    """Type a whole SOP into an empty workbook, cell by cell, as it stands on paper."""
    _enter_identity(book, sop, library)
    sheet = book.sheet("Langkah")
    head = next(row for row in sheet.iter_rows() if row[0].value == "kepala")
    keys = {cell.value: cell.column for cell in next(sheet.iter_rows(max_row=1))}
    free = [cell for cell in next(sheet.iter_rows(max_row=1)) if cell.value == "p:"]
    columns: dict[str, int] = {}
    for cell, id in zip(free, (id for group in sop.pelaksana for id in group.pelaksana), strict=False):
        columns[id] = cell.column
        sheet.cell(head[0].row, cell.column).value = library.jabatan[id].nama
    for key, words in (sop.tabel.mutu_baku or {}).items():
        sheet.cell(head[0].row, keys[f"m:{key}"]).value = words
    for number, step in enumerate(sop.langkah):
        row = head[0].row + 1 + number
        sheet.cell(row, keys["uraian"]).value = step.uraian
        for place, who in enumerate(step.pelaksana):
            main = "Keputusan" if step.keputusan else "Kegiatan"
            sheet.cell(row, columns[who]).value = main if not place else "Bersama"
        sheet.cell(row, keys["m:kelengkapan"]).value = "\n".join(step.mutu_baku.kelengkapan) or None
        sheet.cell(row, keys["m:waktu"]).value = step.mutu_baku.waktu
        sheet.cell(row, keys["m:output"]).value = "\n".join(step.mutu_baku.output) or None
        sheet.cell(row, keys["keterangan"]).value = "\n".join(step.keterangan) or None
        exits = [f"{one.label}: {one.ke}" if one.label else one.ke for one in (*step.keputusan, *step.lanjut)]
        sheet.cell(row, keys["lanjut"]).value = "; ".join(exits) or None
        sheet.cell(row, keys["formulir"]).value = "\n".join(library.formulir[id].judul for id in step.formulir) or None
        sheet.cell(row, keys["peringatan"]).value = "\n".join(step.peringatan) or None
        sheet.cell(row, keys["sop_terkait"]).value = "\n".join(str(one.judul) for one in step.sop_terkait) or None
    questions = book.sheet("Konfirmasi")
    for number, one in enumerate(sop.konfirmasi, 5):
        texts = (one.part_name, ", ".join(one.langkah), one.judul, one.sebab, "ya" if one.perkiraan else None)
        for column, text in enumerate(texts, 2):
            questions.cell(number, column).value = text


def _enter_identity(book: OpenBook, sop: Sop, library: Library) -> None:
    sheet = book.sheet("Identitas")
    value = sop.model_dump(mode="json")
    for key in dict.fromkeys(row[0].value for row in sheet.iter_rows(min_row=4) if row[0].value):
        part: Any = value
        for name in key.split("."):
            part = (part or {}).get(name)
        if part in (None, [], "") or key in ("status", "revisi"):
            continue
        texts = [_typed(key, item, library) for item in (part if isinstance(part, list) else [part])]
        rows = [row for row in sheet.iter_rows() if row[0].value == key]
        for more in range(len(texts) - len(rows)):  # a person inserts rows in the middle of the list
            sheet.insert_rows(rows[-1][0].row + more)
        first = rows[0][0].row
        for place, text in enumerate(texts):
            sheet.cell(first + place, 3).value = text


def _typed(key: str, item: Any, library: Library) -> str:
    if isinstance(item, dict):
        return str(item["judul"] or library.sop[item["sop"]].judul)
    if key == "dasar_hukum":
        return library.peraturan[item].judul
    if key == "unit":
        return library.instansi.unit[item].nama
    return (
        library.jabatan[item].nama
        if item in library.jabatan and key.rpartition(".")[2] in ("jabatan", "produk", "kegiatan")
        else str(item)
    )
