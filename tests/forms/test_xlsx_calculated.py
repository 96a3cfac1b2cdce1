"""Formulas of the workbook, calculated by LibreOffice with filled cells, give what the tree of the formula gives."""

from __future__ import annotations

import io
from pathlib import Path
from random import Random
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from generator.data.formulir import Formulir
from generator.data.rumus import parse_rumus
from generator.forms import xlsx
from tests.forms.test_xlsx import cells
from tests.support.calculate import calculate
from tests.support.sample_forms import agency, form, make, project
from tests.support.workbooks import saved_by_office

Nilai = dict[str, Any]
"""Id -> value of a field, or values of a column from the first row on; None = left empty."""

NUMBERS = [{"id": id, "label": id, "jenis": "angka"} for id in ("a", "b")]
CHOICE = {"id": "c", "label": "c", "jenis": "pilihan", "pilihan": ["x", "X", 'kata "q"']}


def result(formula: str) -> Formulir:
    """A form with one formula over the fields a, b, c and the columns k, l, and a formula over rows."""
    table = {
        "id": "t",
        "baris": 4,
        "kolom": [
            *({"id": id, "label": id, "jenis": "angka"} for id in ("k", "l")),
            {"id": "m", "label": "m", "jenis": "rumus", "rumus": "k / l * 100"},
        ],
    }
    fields = [*NUMBERS, CHOICE, {"id": "r", "label": "r", "jenis": "rumus", "rumus": formula}]
    return make({"isian": fields, "tabel": table})


def random_case(count: int = 150) -> tuple[Formulir, Nilai, Nilai]:
    """A form of many formulas that no person would write, filled; the tree says what each must give."""
    random = Random(20)
    values: Nilai = {"a": 7, "b": -2.5, "c": "x"}

    def value(depth: int) -> str:
        if not depth:
            return random.choice(["a", "b", "0", "2", "0.125"])
        left, right = value(depth - random.randint(1, depth)), value(depth - random.randint(1, depth))
        match random.randrange(4):
            case 0:
                return f"-({left})"
            case 1:
                condition = random.choice(
                    [f"{left} {random.choice('<>')} {right}", f'c {random.choice(["==", "!="])} "X"']
                )
                return f"jika({condition}, {left}, {right})"
        return f"({left}) {random.choice('+-*/')} ({right})"

    formulas = {f"r{number}": value(4) for number in range(count)}
    results = [{"id": id, "label": id, "jenis": "rumus", "rumus": text} for id, text in formulas.items()]
    return make({"isian": [*NUMBERS, CHOICE, *results]}), values, {id: of_tree(t, values) for id, t in formulas.items()}


def of_tree(formula: str, values: Nilai) -> float | None:
    try:
        return float(calculate(parse_rumus(formula), values))
    except ZeroDivisionError:
        return None


PENGUKURAN = {
    "arah": ["tinggi", "rendah", "tinggi", "rendah", None, "tinggi"],
    "target_1": [100, 100, 0, 0, 10, None],
    "realisasi_1": [85, 85, 5, 5, 5, 5],
    "target_4": [3, 7, 8, 9, None, 1],
    "realisasi_4": [1, 3, None, 12.5, 1, 0],
    "pagu": [1_000_000, 3, 0, None],
    "realisasi_anggaran": [987_654, 1, 5, 5],
}
CASES: dict[str, tuple[Formulir, Nilai, Nilai]] = {
    "pengukuran": (
        form("sop_data", "form-pengukuran-kinerja"),
        PENGUKURAN,
        {
            "capaian_1": [85, 115, None, None, None, None, None],
            "capaian_4": [100 / 3, (7 - (3 - 7)) / 7 * 100, None, (9 - 3.5) / 9 * 100, None, 0],
            "serapan": [98.7654, 100 / 3, None, None, None],
        },
    ),
    "perjalanan": (
        form("examples/dinas-contoh", "rincian-biaya-perjalanan"),
        {"volume": [2, 3, None], "harga": [1500, 0.5, 7], "dibayar": [3100, 1.25, 4]},
        {"biaya": [3000, 1.5, None, None], "total": 3001.5, "kelebihan": [100, 0, None, None]},
    ),
    "sums of nothing": (form("examples/dinas-contoh", "rincian-biaya-perjalanan"), {}, {"total": None}),
    "persediaan": (
        form("examples/dinas-contoh", "kartu-persediaan"),
        {"sisa_lalu": [10, 5, "x"], "masuk": [5, 0, 1], "keluar": [3, 7, 1]},
        {"sisa": [12, -2, None, None]},
    ),
    "brackets": (result("a - (b - a) - -b / (a * b / 2)"), {"a": 7, "b": 3}, {"r": 7 - (3 - 7) + 3 / (7 * 3 / 2)}),
    "words": (result('jika(c != "X", a, b)'), {"a": 1, "b": 2, "c": "x"}, {"r": 1}),
    "words in quotes": (result("jika(c == 'kata \"q\"', a, b)"), {"a": 1, "c": 'kata "q"'}, {"r": 1}),
    "no word": (result('jika(c == "x", a, b)'), {"a": 1, "b": 2}, {"r": None}),
    "comparison": (result("jika(a + 1 <= b, a / b, a * b)"), {"a": 2, "b": 3}, {"r": 2 / 3}),
    "text for a number": (result("a * 2"), {"a": "dua"}, {"r": None}),
    "rows and sums": (
        result("jumlah(k) / jumlah(l) + jumlah(m)"),
        {"k": [1, 2, 3, None], "l": [4, 5, 0, 1]},
        {"m": [25, 40, None, None], "r": 6 / 10 + 65},
    ),
    "many": random_case(),
}
"""Name -> form, what is filled in, what its formulas say."""


def fill(formulir: Formulir, values: Nilai) -> Workbook:
    book = load_workbook(io.BytesIO(xlsx.write(formulir, agency())))
    for id, value in values.items():
        if isinstance(value, list):
            for cell, one in zip(cells(book, f"kolom_{id}"), value, strict=False):
                cell.value = one
        else:
            cells(book, f"isian_{id}")[0].value = value
    return book


@pytest.fixture(scope="module")
def recalculated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Workbook]:
    """All cases as LibreOffice calculates them, by one call of it."""
    folder = tmp_path_factory.mktemp("hitung")
    files: list[Path] = []
    for number, (formulir, values, _) in enumerate(CASES.values()):
        files.append(folder / f"{number}.xlsx")
        fill(formulir, values).save(files[-1])
    saved = saved_by_office(files, folder)
    return {name: load_workbook(path, data_only=True) for name, path in zip(CASES, saved, strict=True)}


@pytest.mark.xdist_group("calculated forms")
@pytest.mark.parametrize("name", CASES)
def test_spreadsheet_agrees(recalculated: dict[str, Workbook], name: str) -> None:
    for id, expected in CASES[name][2].items():
        name_of_cells = f"kolom_{id}" if isinstance(expected, list) else f"isian_{id}"
        expected = expected if isinstance(expected, list) else [expected]
        values = [cell.value for cell in cells(recalculated[name], name_of_cells)]
        found = [None if value == "" else value for value in values[: len(expected)]]
        assert found == [None if value is None else pytest.approx(value) for value in expected], id


@pytest.mark.parametrize("name", ["pengukuran", "perjalanan", "persediaan"])
def test_expected_values_are_those_of_the_tree(name: str) -> None:
    """The numbers above, once more, from the calculator over the tree: for the rows that are filled."""
    formulir, values, expected = CASES[name]
    trees = {c.id: parse_rumus(c.rumus) for _, t in formulir.tabel() for c in t.kolom if c.rumus}
    seen = 0
    for id, column in expected.items():
        for row, value in enumerate(column if isinstance(column, list) else []):
            if value is not None:
                own = {k: v[row] for k, v in {**values, **expected}.items() if isinstance(v, list) and row < len(v)}
                assert calculate(trees[id], own) == pytest.approx(value)
                seen += 1
    assert seen >= 2


def test_many_formulas_are_not_all_alike() -> None:
    results = list(CASES["many"][2].values())
    assert len(set(results)) > 50
    assert 5 < results.count(None) < 100


@pytest.mark.slow
def test_nothing_is_calculated_before_it_is_filled() -> None:
    book = load_workbook(io.BytesIO(xlsx.write(form("sop_data", "form-pengukuran-kinerja"), project("sop_data"))))
    assert {cell.value[:9] for cell in cells(book, "kolom_capaian_1")} == {"=IFERROR("}
    cached = load_workbook(
        io.BytesIO(xlsx.write(form("sop_data", "form-pengukuran-kinerja"), project("sop_data"))), data_only=True
    )
    assert {cell.value for cell in cells(cached, "kolom_capaian_1")} <= {None, ""}
