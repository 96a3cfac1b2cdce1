"""Property tests of the loader: no input makes it raise, and whatever is written comes back at its place."""

from __future__ import annotations

import string
import tempfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from generator.data.langkah import Langkah
from generator.data.messages import explain
from generator.data.sop import Konfirmasi, Sop
from generator.examine import examine
from generator.findings import Finding, in_order
from generator.reading.limits import FORBIDDEN
from generator.reading.source import Source, parse_source
from tests.data.test_careless_edits import texts_of
from tests.data.test_cases import AGENCY
from tests.support.tools import tries

pytestmark = pytest.mark.slow

KEYS = st.text(string.ascii_lowercase + "_-", min_size=1, max_size=8)
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=30)
VALUES = st.recursive(
    TEXTS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=20
)
YAMLISH = st.text("abc:-?[]{}#&*!|>'\"%@` \n\t\r\x00\ufeff012é", max_size=80)


@given(YAMLISH)
def test_any_text_gives_a_value_or_findings(text: str) -> None:
    source, findings = parse_source(text, "x.yml")
    assert isinstance(source, Source)
    for finding in findings:
        assert finding.code.startswith("D")
        assert finding.message
        assert finding.line >= 0


@given(st.dictionaries(KEYS, VALUES, min_size=1, max_size=5))
@example({"judul": "\ufdd0"})
@example({"judul": ["a", {"b": "c\U0010ffff"}]})
def test_written_values_come_back_as_written_texts(data: dict[str, Any]) -> None:
    text = yaml.safe_dump(data, allow_unicode=True, default_style='"', sort_keys=False, width=10_000)
    source, findings = parse_source(text, "x.yml")
    codes = {finding.code for finding in findings}
    assert codes <= {"D004", "D117", "D118"}, "letters that nobody sees are named"
    assert ("D004" in codes) == any(FORBIDDEN.search(written) for written in texts_of(data)), "and what is no letter"
    assert source.value == data or findings
    lines = text.split("\n")
    for key in data:
        mark = source.mark((key,))
        assert lines[mark.line - 1][mark.column - 1 :].startswith(f'"{key}"')


SLOT = st.sampled_from(sorted({*Sop.model_fields, *Langkah.model_fields, *Konfirmasi.model_fields, "waktu", "ke"}))
ODD = st.sampled_from(["ya", "1", "selesai", "", "petugas", "a", "-", "2024-02-30", "langkah.uraian", "99999999999"])
NESTED = st.recursive(
    ODD, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(SLOT, inner, max_size=4), max_leaves=12
)
SOPISH = st.dictionaries(SLOT, NESTED, max_size=6)


@settings(max_examples=tries(300), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SOPISH)
def test_any_data_is_checked_without_raising(data: dict[str, Any]) -> None:
    """Whatever stands in an SOP file: the whole check answers with findings, each with a place and a remedy."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "sop").mkdir()
        (folder / "formulir").mkdir()
        for file, text in AGENCY.items():
            (folder / file).write_text(text, "utf-8")
        base = {"judul": "A", "pelaksana": ["petugas"], "langkah": [{"uraian": "B", "pelaksana": "petugas"}]}
        (folder / "sop" / "x.yml").write_text(yaml.safe_dump(base | data, allow_unicode=True), "utf-8")
        _, findings = examine(folder)
    assert findings == in_order(findings)
    for finding in findings:
        assert finding.message
        assert finding.remedy, finding
        assert finding.line > 0 or finding.code in ("D005", "D011")


def test_every_kind_of_error_is_explained() -> None:
    """No English word of pydantic reaches the reader."""
    bad = {
        "judul": ["x"], "nomor": {"a": "b"}, "revisi": "dua", "status": "lama", "tanggal": "kemarin",
        "pengesahan": {"nama": "N"}, "dasar_hukum": {"a": "b"}, "kualifikasi": [["x"]], "keterkaitan": [{}],
        "langkah": [{"uraian": "", "pelaksana": "A B", "keputusan": {"ya": None}, "atau": "barangkali"}],
    }  # fmt: skip
    from pydantic import ValidationError

    try:
        Sop.model_validate(bad)
    except ValidationError as error:
        explained = [explain(detail, Sop) for detail in error.errors()]
    assert len(explained) >= 9
    for code, _, message, remedy in explained:
        assert code != "D102", message
        assert not {"Input", "should", "valid", "Field"} & set((message + " " + remedy).split())


def test_findings_are_plain_and_ordered() -> None:
    one = Finding("D001", "galat", "b.yml", 1, 1, "", "m", "r")
    two = Finding("D001", "saran", "a.yml", 9, 1, "", "m", "r")
    assert in_order([one, two, one]) == [two, one]
    assert two.to_dict()["line"] == 9
