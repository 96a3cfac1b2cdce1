"""Fields are changed in the text; every other byte stays."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.commands.at_work import URUTAN
from generator.commands.yaml_edit import Appended, CannotEditError, Edits, edit
from generator.reading.source import parse_source
from tests.support.tools import ROOT

FILES = sorted(
    [*ROOT.glob("examples/*/sop/*.yml"), *ROOT.glob("examples/*/arsip/*/*.yml"), *ROOT.glob("sop_data/sop/*.yml")]
)
CHANGES: Edits = {
    ("revisi",): "7",
    ("status",): "ditinjau",
    ("tanggal", "revisi"): "2031-01-02",
    ("tanggal", "efektif"): None,
    ("perubahan",): {"ringkasan": ["Satu: dua", "Tiga, empat", "- lima # enam"], "alasan": 'Kata "mereka"\nlalu'},
    ("pencabutan",): {"tanggal": "2031-02-03"},
    ("sidik",): "0" * 64,
}


def value(text: str) -> dict[str, object]:
    source, findings = parse_source(text, "x.yml")
    assert not findings
    assert isinstance(source.value, dict)
    return source.value


CASES = [*((path, "\n") for path in FILES), (FILES[0], "\r\n"), (FILES[-1], "\r\n")]


@pytest.mark.parametrize(("path", "newline"), CASES, ids=lambda part: part.stem if isinstance(part, Path) else "")
def test_every_example_keeps_its_other_lines(path: Path, newline: str) -> None:
    text = path.read_text("utf-8").replace("\n", newline)
    done = edit(text, CHANGES, URUTAN)
    before, after = value(text), value(done)
    touched = {"revisi", "status", "tanggal", "perubahan", "pencabutan", "sidik"}
    assert {k: v for k, v in after.items() if k not in touched} == {k: v for k, v in before.items() if k not in touched}
    assert (after["revisi"], after["status"], after["sidik"]) == ("7", "ditinjau", "0" * 64)
    assert after["tanggal"] == {**(before.get("tanggal") or {}), "revisi": "2031-01-02", "efektif": None}  # type: ignore[dict-item]
    assert after["perubahan"] == {
        "ringkasan": ["Satu: dua", "Tiga, empat", "- lima # enam"],
        "alasan": 'Kata "mereka"\nlalu',
    }
    start = next(key for key in ("pengesahan", "dasar_hukum", "pelaksana", "langkah") if key in before)
    assert text[text.index(f"\n{start}:") :] == done[done.index(f"\n{start}:") :], "all below the head is as it was"
    assert "\r\n" in done or newline == "\n"
    assert "\n" not in done.replace("\r\n", "") or newline == "\n"


@pytest.mark.parametrize(
    ("text", "changes", "expected"),
    [
        ("a: 1\nstatus: draf   # x\n", {("status",): "berlaku"}, "a: 1\nstatus: berlaku # x\n"),
        ("status: draf    # x\n", {("status",): "berlaku"}, "status: berlaku # x\n"),
        ("nomor:      # kosong\n", {("nomor",): "12"}, "nomor: 12   # kosong\n"),
        ("tanggal: {efektif: 2024-01-01}", {("tanggal", "efektif"): None}, "tanggal: {efektif: }"),
        ("tanggal: {}\n", {("tanggal", "revisi"): "2024-01-01"}, "tanggal: {revisi: 2024-01-01}\n"),
        ("tanggal:\nunit: a\n", {("tanggal", "revisi"): "2024-01-01"}, "tanggal:\n  revisi: 2024-01-01\nunit: a\n"),
        ("unit: a", {("sidik",): "f"}, "unit: a\nsidik: f\n"),
        ("{judul: A, status: draf}", {("status",): "berlaku", ("revisi",): "1"},
         "{judul: A, status: berlaku, revisi: 1}"),
        ("\ufeffjudul: A\n", {("revisi",): "1"}, "\ufeffjudul: A\nrevisi: 1\n"),
        ("tanggal: {# a\n  }\n", {("tanggal", "revisi"): "2024-01-01"}, "tanggal: {revisi: 2024-01-01 # a\n  }\n"),
        ("unit: a\r# b", {("tanggal", "revisi"): "2024-01-01"}, "unit: a\rtanggal:\r  revisi: 2024-01-01\r# b"),
        ("status:\n  draf # x\n", {("status",): None}, "status:\n       # x\n"),
        ("status: draf\t# x\n", {("status",): "berlaku"}, "status: berlaku\t# x\n"),
        ("perubahan: {ringkasan: a}\nunit: b\n", {("perubahan",): {"alasan": "c"}},
         "perubahan:\n  alasan: c\nunit: b\n"),
        ("perubahan:\n  alasan: |\n    a\n    b\n\n# c\nunit: b\n", {("perubahan",): {"alasan": None}},
         "perubahan:\n  alasan:\n\n# c\nunit: b\n"),
    ],
)  # fmt: skip
def test_shapes(text: str, changes: Edits, expected: str) -> None:
    order = ("judul", "nomor", "revisi", "unit", "status", "sidik", "tanggal", "perubahan")
    done = edit(text, changes, order if text != "unit: a" else ())
    assert done == expected


def test_a_field_goes_with_its_lines_only() -> None:
    text = "a: 1\n# b\npencabutan:\n  tanggal: 2024-01-01\n\n# c\nb: 2\n"
    assert edit(text, {}, (), ["pencabutan", "x"]) == "a: 1\n# b\n\n# c\nb: 2\n"


def test_what_cannot_be_proved_is_not_returned() -> None:
    with pytest.raises(CannotEditError):
        edit("- a\n", {("status",): "draf"}, URUTAN)
    with pytest.raises(CannotEditError):
        edit("status: [\n", {("status",): "draf"}, URUTAN)


@pytest.mark.parametrize("there", ["", ", tinjauan: ", ", tinjauan: []", ", tinjauan: {a: 1}", ", tinjauan: [{a: 1}]"])
def test_an_item_joins_a_list_of_a_file_in_one_line(there: str) -> None:
    text = f"{{judul: A{there}, status: draf}}"
    before = value(text).get("tinjauan")
    items = before if isinstance(before, list) else [] if before is None else [before]
    for item in ITEMS:
        done = edit(text, {("tinjauan",): Appended(item)}, URUTAN)
        assert value(done) == {**value(text), "tinjauan": [*items, item]}


LISTS = (
    "", "tinjauan:\n", "tinjauan:   # satu\n", "tinjauan: ~  # satu\n", "tinjauan: []\n", "tinjauan: [ ]  # satu\n",
    "tinjauan:\n  - {a: 1}\n", "tinjauan:\n- a: 1\n  b: 2 # satu\n\n# dua\n",
    "tinjauan: # satu\n    - a: 1\n      # dua\n",
    "tinjauan: [{a: 1}]\n", "tinjauan: [{a: 1}, ]  # satu\n", "tinjauan: [\n  {a: 1},  # satu\n  {a: 2}  # dua\n  ]\n",
    "tinjauan:\n  - a: |\n      baris\n      lain\n\n", "tinjauan:\n  - a: >-  # satu\n      teks\n\n      lagi\n",
    "tinjauan: {a: 1}  # satu\n", "tinjauan:\n  a: 1\n  b: 2  # satu\n", "tinjauan:\n  - a:\n",
    "tinjauan:\n  -\n    a: 1\n",
)  # fmt: skip
ITEMS = (
    {"jabatan": "kepala", "catatan": "Baik: setuju # ya"}, {"catatan": "a, b"}, {"catatan": '"kutip"\nbaris kedua'},
    {"catatan": "- [x] {y} é💥 \u2028 ~"}, {"catatan": "null"},
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", [True, False])
@pytest.mark.parametrize("written", LISTS)
def test_an_item_joins_a_list_however_it_is_written(written: str, last: bool, newline: str) -> None:
    """What is there stays as it was written, remarks too; at the end of a file without a last break as well."""
    head, tail = "judul: A  # kepala\n", "" if last else "pengesahan: {jabatan: x}  # kaki\n"
    text = (head + written + tail).replace("\n", newline)
    for whole in (text, text.removesuffix(newline)):
        for item in ITEMS:
            done = edit(whole, {("tinjauan",): Appended(item)}, URUTAN)
            before = value(whole).get("tinjauan")
            items = before if isinstance(before, list) else [] if before is None else [before]
            assert value(done)["tinjauan"] == [*items, item]
            assert value(done).get("pengesahan") == value(whole).get("pengesahan")
            assert sorted(re.findall("# (satu|dua|kepala|kaki)", done)) == sorted(
                re.findall("# (satu|dua|kepala|kaki)", whole)
            )
            # Once more, behind what was just written.
            again = edit(done, {("tinjauan",): Appended(item)}, URUTAN)
            assert value(again)["tinjauan"] == [*items, item, item]
