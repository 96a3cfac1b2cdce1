"""docs/panduan/temuan.md lists exactly the finding codes of the program."""

from __future__ import annotations

import re

from tests.docs.naskah import PANDUAN, code, read, tables
from tests.perkakas import ROOT

SOURCE = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "generator").rglob("*.py")))


def documented() -> dict[str, str]:
    """Code -> the severities that the page gives it."""
    page = read(PANDUAN / "temuan.md")
    rows = [row for table in tables(page) if table[0][0] == "Kode" for row in table[1:]]
    codes = [code(row[0])[0] for row in rows]
    assert codes == sorted(codes, key=lambda c: ("DRASF".index(c[0]), c)), "in order, by family"
    assert len(codes) == len(set(codes))
    assert all(len(row) == 4 and all(row) for row in rows), "every code has severity, meaning and remedy"
    return dict(zip(codes, (row[1] for row in rows), strict=True))


def test_codes_are_those_of_the_program() -> None:
    assert set(documented()) == set(re.findall(r'"([A-Z]\d{3})"', SOURCE))


def test_severities_are_those_of_the_program() -> None:
    levels = documented()
    pairs = set(re.findall(r'"([A-Z]\d{3})",\s*"(galat|peringatan|saran)"', SOURCE))
    assert len(pairs) > 20
    for finding, severity in pairs:
        assert severity in levels[finding].split(" atau "), finding
