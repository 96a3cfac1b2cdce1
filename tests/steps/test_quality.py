"""What stands once for several rows holds for each of them: values of merged cells, and footnotes."""

from __future__ import annotations

import ast
from typing import Any, get_args

import pytest
from jinja2 import Environment, nodes

from generator.data.langkah import CellColumn
from generator.steps.footnotes import notes_of, without_marks
from generator.steps.longest_path import add_times, waktu_prosedur
from generator.steps.resolve import Step, resolve
from tests.support import made_up
from tests.support.tools import ROOT


def steps(*mutu: dict[str, Any], **isian: Any) -> tuple[Step, ...]:
    """The steps of an SOP whose rows have these mutu baku."""
    rows = [{"uraian": f"Langkah ke-{n}", "pelaksana": "petugas", "mutu_baku": one} for n, one in enumerate(mutu, 1)]
    return resolve(made_up.proyek({"a": made_up.sop(langkah=rows, **isian)}), "a").langkah


def test_a_run_of_merged_rows_says_the_value_and_its_partners_on_each() -> None:
    found = steps({"waktu": "3 jam"}, {"gabung": "waktu"}, {"gabung": "waktu"}, {"waktu": "5 menit"}, {})
    assert [str(step.mutu.waktu) for step in found] == [
        "3 jam (bersama langkah 2 dan 3)", "3 jam (bersama langkah 1 dan 3)", "3 jam (bersama langkah 1 dan 2)",
        "5 menit", "",
    ]  # fmt: skip


def test_every_column_that_can_be_merged() -> None:
    columns = list(get_args(CellColumn))
    whole = {"kelengkapan": ["Surat", "Nota"], "waktu": "1 jam", "output": "Hasil"}
    rows = [
        {"uraian": "Satu", "pelaksana": "petugas", "mutu_baku": whole, "keterangan": ["Bila perlu", "Segera"]},
        {"uraian": "Dua", "pelaksana": "petugas", "mutu_baku": {"gabung": columns}},
    ]
    sop = resolve(made_up.proyek({"a": made_up.sop(langkah=rows)}), "a")
    assert [str(value) for value in sop.langkah[1].mutu] == [
        "Surat; Nota (bersama langkah 1)", "1 jam (bersama langkah 1)", "Hasil (bersama langkah 1)",
        "Bila perlu; Segera (bersama langkah 1)",
    ]  # fmt: skip
    first, second = sop.prosedur[0].bagan.baris
    assert [cell.rentang for cell in (*first.mutu, first.keterangan)] == [2] * len(columns)
    assert [cell.rentang for cell in (*second.mutu, second.keterangan)] == [0] * len(columns)


@pytest.mark.parametrize("column", ["kelengkapan", "waktu", "output"])
def test_a_cell_that_is_left_blank_misses_nothing(column: str) -> None:
    blank, empty, merged = steps({"kosong": column}, {}, {"kosong": column, "waktu": "1 jam", "output": "A"})
    value = getattr(blank.mutu, column)
    assert (str(value), bool(value), value.kosong, value.missing) == ("", False, True, False)
    assert [one.missing for one in blank.mutu].count(False) == 1
    assert all(one.missing and not one.kosong for one in empty.mutu)
    # A value that is written wins: nothing of it is lost.
    assert getattr(merged.mutu, column).kosong == (column == "kelengkapan")


def test_a_row_merged_with_a_blank_cell_is_blank_and_one_that_is_not_merged_is_missing() -> None:
    found = steps({"kosong": "waktu"}, {"gabung": "waktu"}, {})
    assert [step.mutu.waktu.kosong for step in found] == [True, True, False]
    assert [step.mutu.waktu.missing for step in found] == [False, False, True]
    # What stands above wins over what a covered cell is said to be.
    assert str(steps({"waktu": "1 jam"}, {"gabung": "waktu", "kosong": "waktu"})[1].mutu.waktu) == (
        "1 jam (bersama langkah 1)"
    )


def test_a_time_that_says_blank_in_words_is_a_time() -> None:
    (step,) = steps({"waktu": "kosong"})
    assert (str(step.mutu.waktu), step.mutu.waktu.kosong) == ("kosong", False)


def test_the_first_row_has_nothing_above_to_be_merged_with() -> None:
    found = steps({"gabung": "waktu", "waktu": "1 jam"}, {})
    assert [str(step.mutu.waktu) for step in found] == ["1 jam", ""]


def test_a_merged_cell_that_is_not_filled_in_stays_empty() -> None:
    assert [bool(step.mutu.waktu) for step in steps({}, {"gabung": "waktu"})] == [False, False]


def test_rows_of_another_procedure_are_not_merged_and_nameless_ones_are_counted() -> None:
    row = {"uraian": "Satu", "pelaksana": "petugas"}
    first = [{**row, "mutu_baku": {"waktu": "1 jam"}}, {**row, "no": "", "mutu_baku": {"gabung": "waktu"}}]
    second = [{**row, "mutu_baku": {"gabung": "waktu", "waktu": "2 jam"}}]
    sop = made_up.sop(langkah=(), prosedur=[{"judul": "A", "langkah": first}, {"judul": "B", "langkah": second}])
    found = resolve(made_up.proyek({"a": sop}), "a").langkah
    assert [str(step.mutu.waktu) for step in found] == [
        "1 jam (bersama 1 langkah tanpa nomor)", "1 jam (bersama langkah 1)", "2 jam",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("head", "time", "said"),
    [("Waktu (Menit)", "15", "15 menit"), ("Waktu (Menit)", "15 menit", "15 menit"), ("Waktu", "15", "15"),
     ("Waktu (Hari Kerja)", "1 - 2", "1 - 2 hari kerja"), ("Waktu (Menit)", "Segera", "Segera")],
)  # fmt: skip
def test_a_bare_number_has_the_unit_of_its_head(head: str, time: str, said: str) -> None:
    table = {"mutu_baku": {"kelengkapan": None, "waktu": head, "output": None}}
    assert str(steps({"waktu": time}, tabel=table)[0].mutu.waktu) == said


def test_a_shared_time_counts_once() -> None:
    found = steps({"waktu": "30 menit"}, {"gabung": "waktu"}, {"waktu": "10 menit"})
    sop = resolve(made_up.proyek({"a": made_up.sop(langkah=[step.data for step in found])}), "a")
    times = list(waktu_prosedur(sop.prosedur[0]).values())
    assert (add_times(times).spoken, add_times(times).known_steps) == ("40 menit", 3)
    # Whoever does only the second of them needs the time all the same.
    assert (add_times(times[1:2]).spoken, add_times(times[1:2]).known_steps) == ("30 menit", 1)


NOTES = {"*": "Satu.", "**": "Dua.", "1": "Angka.", "†": "Lihat juga*."}


@pytest.mark.parametrize(
    ("text", "marks", "plain"),
    [("Menerima surat*", ["*"], "Menerima surat"), ("Menerima surat **", ["**"], "Menerima surat"),
     ("Surat* dan nota**", ["*", "**"], "Surat dan nota"), ("Surat***", [], "Surat***"),
     ("Barang1 diterima", ["1"], "Barang diterima"), ("langkah 1", [], "langkah 1"), ("Kertas F1", [], "Kertas F1"),
     ("Nomor 21", [], "Nomor 21"), ("Berkas†", ["*", "†"], "Berkas"), ("Tanpa tanda", [], "Tanpa tanda")],
)  # fmt: skip
def test_which_marks_stand_in_a_text(text: str, marks: list[str], plain: str) -> None:
    assert [note.tanda for note in notes_of([text], NOTES)] == marks
    assert without_marks(text, NOTES) == plain


def test_notes_are_none_where_there_are_none() -> None:
    assert notes_of(["Surat*"], {}) == ()
    assert notes_of(["Surat*"], {"": "Tanpa tanda."}) == ()
    assert without_marks("Surat*", {}) == "Surat*"


RAW = {"mutu_baku", "keterangan"}
MEANING = {"steps/rows.py", "steps/quality.py", "steps/chart_table.py", "facts/diff_table.py"}
"""Where the raw field gets its meaning; a comparison is of what is written."""


@pytest.mark.slow
def test_no_output_reads_the_raw_mutu_baku_of_a_step() -> None:
    """``step.data.mutu_baku`` and ``step.data.keterangan`` do not know merged cells; outputs read ``step.mutu``."""
    wrong = []
    for part in ("steps", "chart", "facts", "pages", "paper", "outputs", "site", "forms"):
        assert (ROOT / "generator" / part).is_dir()
        for path in sorted((ROOT / "generator" / part).rglob("*.py")):
            name = path.relative_to(ROOT / "generator").as_posix()
            read = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Attribute)]
            owners = {(ast.unparse(node.value), node.attr) for node in read if node.attr in RAW}
            wrong += [(name, owner) for owner, key in owners if name not in MEANING and _is_step(owner, key)]
        for path in sorted((ROOT / "generator" / part).rglob("*.html")):
            tree = Environment(extensions=["jinja2.ext.do"]).parse(path.read_text("utf-8"))
            wrong += [
                (path.name, node.attr)
                for node in tree.find_all(nodes.Getattr)
                if node.attr == "mutu_baku" or (node.attr in RAW and getattr(node.node, "attr", "") == "data")
            ]
    assert not wrong


def _is_step(owner: str, key: str) -> bool:
    """Whether what has this key is a step as written; forms, rows of a chart and heads have remarks of their own."""
    return not owner.endswith(("label", "tabel")) if key == "mutu_baku" else owner.split(".")[-1] in ("data", "langkah")
