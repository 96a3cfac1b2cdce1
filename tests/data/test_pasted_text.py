"""Pasted text, both sides of each limit: what is told and where, and what is left alone because it was meant."""

from __future__ import annotations

import unicodedata
from string import punctuation

import pytest

from generator.findings import Finding
from generator.reading.source import parse_source

TOLD = {
    "x: Ruang #3 di lantai dua": ("D120", 1, 10),
    "x: Berkas # 3": ("D120", 1, 11),
    "x: Berkas  #3": ("D120", 1, 12),
    "x: #3": ("D120", 1, 4),
    "x:\n  - Ruang #3": ("D120", 2, 11),
    "x:\n  satu\n  1. dua": ("D121", 3, 3),
    "x:\n  - satu\n    b) dua": ("D121", 3, 5),
    "x:\n  Satu\n  Dua": ("D121", 3, 3),
    "x:\n  - satu\n    ket:dua": ("D121", 3, 5),
    'x: "satu\n  y: dua"': ("D121", 1, 4),
    "x: [satu (a, b), dua]": ("D122", 1, 5),
    "x: [Kertas 1,5 rim, dua]": ("D122", 1, 5),
    "x: {y: satu, dua tiga, z: b}": ("D122", 1, 8),
    "x: “satu dua”": ("D119", 1, 4),
    "x: –": ("D119", 1, 4),
    "x: kepala–dinas": ("D119", 1, 4),
    "x: 2026–01–02": ("D119", 1, 4),
    "x: a\u200bb": ("D117", 1, 5),
    "x: a\u00a0": ("D117", 1, 5),
    "x: a\tb": ("D117", 1, 5),
    "x: ﬁ": ("D118", 1, 4),
    "x: kаta": ("D118", 1, 5),
    "a: b\nx: a\u200bb\u200b #c": ("D117", 2, 5),
}
"""File -> code and place of its first finding."""
LEFT_ALONE = (
    "# x #3\nx: satu", "x: satu dua  # catatan", "x: satu\t# catatan", "x: draf # catatan", "x: satu dua  ## catatan",
    "x: C# dan a#b", 'x: "Ruang #3"', "x: 'Ruang #3'", "x: |\n  Ruang #3\n  1. satu\n  - dua",
    "x: >\n  - satu\n  - dua",
    "x:   # tahun-bulan-hari\ny: a", "x: [a, b] # catatan", "x: # catatan\n  - a",
    "x:\n  Surat yang terlambat dicatat dapat terlewat oleh petugas\n  Sekretariat Daerah Kabupaten",
    "x:\n  Teliti, jujur,\n  dan cermat", "x: satu (dua)\ny: tiga)", "x: [a (b), c (d)]",
    "x: [1,2,3]", "x: [staf,kepala]", 'x: ["a (b, c)", d]', "x: {y: a, z: b}", "x: {efektif, y: a}",
    "x: Buku “Agenda” dan “Ekspedisi”", 'x: "“satu”"', "x: 08.00–16.00", "x: 2024–2026", "x: Jakarta – Bogor",
    "x: Jum’at", "x: ‘Idul Fitri", "x: Rp 10.000", "x: 5 menit", "x:\tsatu", "x: satu \t", "x: a  # kata\u00a0catatan",
    "# kata\u200b\nx: a", "x: می\u200cخواهم", "x: 👨\u200d👩", "x: Ольга", "x: ½ lembar", "x: A. Yani", "x: https://a.b/#c",
    "x: lihat\n  https://a.b/c",
)  # fmt: skip


@pytest.mark.parametrize("text", TOLD)
def test_is_told_at_its_place(text: str) -> None:
    findings = parse_source(f"{text}\n", "sop/x.yml")[1]
    code, line, column = TOLD[text]
    assert findings
    assert (findings[0].code, findings[0].line, findings[0].column) == (code, line, column), findings
    assert all(finding.message and finding.remedy for finding in findings)
    archived = parse_source(f"{text}\n", "arsip/x/0.yml")[1]
    assert {finding.severity for finding in archived} <= {"galat"}, "an archive is not to be mended"


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_is_left_alone(text: str) -> None:
    assert parse_source(f"{text}\n", "sop/x.yml")[1] == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("x: a\u00a0b", "a b"), ("x: dra\u00adf", "draf"), ('x: "dra\u00adf"', "draf"), ("x: “draf”", "draf"),
        ("x: 2026–01–02", "2026-01-02"), ("x: １２", "12"), ("x: kepala\u2011dinas", "kepala-dinas"),
        ("x: |-\n  ﬁa\n  ＃b", "ﬁa\n＃b"), ('x: "satu\n  ＂dua＂"', "satu ＂dua＂"),
        ("x: “-”", "“-”"), ("x: –", "–"), ('x: "dua ka\u00adta"', "dua ka\u00adta"), ('x: "dua\\u00ad"', "dua\u00ad"),
    ],
)  # fmt: skip
def test_is_read_as_it_was_meant(text: str, value: str) -> None:
    assert parse_source(text, "sop/x.yml")[0].value == {"x": value}


WIDE = [chr(ord(sign) + 0xFEE0) for sign in punctuation]
"""Signs as wide as a letter of Asia, which come with text from some PDFs and web pages."""
AROUND = {
    "plain": "x: satu {}\n", "double": 'x: "satu {}"\n', "single": "x: 'satu {}'\n", "block": "x: |-\n  satu {}\n",
    "item": "x:\n  - satu {}\n", "brackets": "x: [satu {}]\n", "braces": "x: {{y: satu {}}}\n",
}  # fmt: skip


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("sign", WIDE)
def test_a_wide_sign_divides_no_text(sign: str, around: str) -> None:
    """It is read as the sign it looks like, or as it stands; it is named, and nothing behind it is lost."""
    for words in (f"{sign}dua{sign} tiga", f"{sign} dua", f"dua{sign} tiga", f"dua {sign}tiga"):
        source, findings = parse_source(AROUND[around].format(words), "sop/x.yml")
        value = source.value["x"] if isinstance(source.value, dict) else None
        value = value[0] if isinstance(value, list) else value["y"] if isinstance(value, dict) else value
        read = f"satu {words}"
        assert value in (read, unicodedata.normalize("NFKC", read)), (words, source.value)
        assert findings[0].code == "D118"
        assert {finding.code for finding in findings[1:]} <= {"D122"}, "as of an ordinary semicolon between brackets"
        said = "dibaca seperti tertulis" if value == read else "dibaca sebagai"
        assert said in findings[0].message


@pytest.mark.parametrize("sign", WIDE)
def test_a_wide_sign_that_begins_a_text_is_named(sign: str) -> None:
    source, findings = parse_source(f"x: {sign} dua\ny: tiga\n", "sop/x.yml")
    if sign == "－":
        assert [finding.code for finding in findings] == ["D118", "D004"]
        return
    assert [finding.code for finding in findings] == ["D118"]
    assert isinstance(source.value, dict)
    assert source.value["x"] in (f"{sign} dua", unicodedata.normalize("NFKC", f"{sign} dua"))
    assert source.value["y"] == "tiga"


def test_wide_signs_without_which_a_file_cannot_be_read_are_read() -> None:
    source, findings = parse_source("x： satu\ny:\n  － dua\n  － tiga\n", "sop/x.yml")
    assert source.value == {"x": "satu", "y": ["dua", "tiga"]}
    told = [(finding.code, finding.line, len(finding.edits)) for finding in findings]
    assert told == [("D118", 1, 1), ("D118", 3, 2)]


def test_a_wide_sign_that_divides_nothing_is_read_beside_one_that_would() -> None:
    source, findings = parse_source("x: 065／1／2026\ny: satu ＃2\n", "sop/x.yml")
    assert source.value == {"x": "065/1/2026", "y": "satu ＃2"}
    told = [(finding.code, finding.line, len(finding.edits)) for finding in findings]
    assert told == [("D118", 1, 2), ("D118", 2, 0)]


def test_what_is_read_as_it_stands_is_not_said_to_be_changed() -> None:
    _, findings = parse_source('x: "a\u00adb kata"\ny: a\u00adb\n', "sop/x.yml")
    assert [(finding.line, finding.message.partition("; ")[2]) for finding in findings] == [
        (1, "dibaca seperti tertulis"), (2, "dibaca tanpa karakter itu"),
    ]  # fmt: skip
    signed = parse_source("x: ﬁ\nsidik: 1\n", "sop/x.yml")[1]
    assert "dibaca seperti tertulis" in signed[0].message


def test_places_behind_letters_that_nobody_sees_are_those_of_the_file() -> None:
    source, findings = parse_source("x: [a\u200b\u200bb, ﬁ, “c d”]\n", "sop/x.yml")
    assert [source.mark(("x", n)).column for n in range(3)] == [5, 11, 14]
    assert [(finding.code, finding.column) for finding in findings] == [("D117", 6), ("D118", 11), ("D119", 14)]


def test_one_finding_for_each_letter_however_often() -> None:
    text = "".join(f"k{n}: a\u00a0\n" for n in range(40)) + "z: b\u200b\n"
    findings: list[Finding] = parse_source(text, "sop/x.yml")[1]
    assert [(finding.code, len(finding.edits)) for finding in findings] == [("D117", 40), ("D117", 1)]
    assert "(juga pada baris 2, 3, 4 dan 36 baris lain)" in findings[0].message
