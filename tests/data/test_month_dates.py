"""A date of the identity of which the month alone is known: shown as it is written, and never reckoned with."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from pydantic import ValidationError

from generator.check.revisi_rules import missing_for_publication
from generator.data.fingerprint import fingerprint
from generator.data.loader import load
from generator.data.reviews import next_reviews
from generator.data.sop import SopDates
from generator.data.written_dates import written_month
from generator.examine import examine
from generator.facts.print_marks import data_age
from generator.facts.site_facts import BuildContext, SiteFacts
from generator.pages.sop_page import render_sop
from generator.paper.official import document_date
from generator.revisions.in_force import published_versions
from generator.revisions.spoken_time import spoken_period, written_start
from generator.workbook.cell_words import CellError, day_of
from tests.support.libraries import make_library
from tests.support.made_up import proyek, sop
from tests.support.pdf import text_of
from tests.support.read_page import baca, rapat
from tests.support.whole import make_official

MONTHS = {"pembuatan": "Januari 2023", "revisi": "Februari 2024", "efektif": "MARET 2024"}


def test_site_and_paper_say_what_is_written() -> None:
    library = proyek({"satu": sop(status="berlaku", revisi=1, tanggal=MONTHS)})
    page = rapat(baca(render_sop(SiteFacts(library, BuildContext()), "satu").body).teks)
    assert re.search("Tanggal Pembuatan Januari 2023 Tanggal Revisi Februari 2024 Tanggal Efektif MARET 2024", page)
    paper = rapat(text_of(make_official(library, "satu")))
    for words in ("Tanggal Pembuatan Januari 2023", "Tanggal Revisi Februari 2024", "Tanggal Efektif MARET 2024"):
        assert words in paper
    assert not re.search(r"\d (Januari|Februari|Maret) 202[34]|0001", page + paper), "no day was made up"


def test_nothing_is_reckoned_from_a_month() -> None:
    months = sop(status="berlaku", revisi=1, tanggal=MONTHS)
    assert (months.tanggal.day_of_making, months.tanggal.day_of_revision, months.tanggal.day_of_effect) == (None,) * 3
    assert next_reviews(months) == ()
    assert document_date(months) is None
    assert data_age(months) == "Data tanpa tanggal"
    assert written_start(months) is None
    (version,) = published_versions(proyek({"a": months}), "a")
    assert version.mulai == datetime.date.min, "as where no date is set at all"
    assert not re.search(r"\d", spoken_period(version))


@pytest.mark.slow
def test_the_days_that_are_known_still_hold() -> None:
    """The revision holds from the day of its revision on, but that is not told as the day from which it holds."""
    library = proyek({"a": sop(status="berlaku", revisi=1, tanggal=MONTHS | {"revisi": "2024-02-20"})})
    (version,) = published_versions(library, "a")
    assert version.mulai == datetime.date(2024, 2, 20)
    page = rapat(baca(render_sop(SiteFacts(library, BuildContext()), "a").body).teks)
    assert "berlaku mulai 20 Februari 2024" not in page


def test_publishing_asks_for_the_day(tmp_path: Path) -> None:
    """And the check tells it before."""
    make_library(tmp_path)
    path = tmp_path / "sop/surat.yml"
    text = re.sub(r"(?m)^tanggal:.*\n(?:  .*\n)*", "", path.read_text("utf-8"))
    text = re.sub(r"(?m)^revisi:.*\n", "", text)
    dates = "".join(f"  {key}: {words}\n" for key, words in MONTHS.items())
    path.write_text(f"{text}revisi: 1\ntanggal:\n{dates}", "utf-8")
    library, found = load(tmp_path)
    assert library is not None, found
    said = [finding.message for finding in missing_for_publication(library, "surat", library.sop["surat"])]
    for key, words in MONTHS.items():
        assert f"tanggal {key} belum memuat hari ('{words}')" in said
    told = [finding.field for finding in examine(tmp_path)[1] if finding.code == "T610"]
    assert told == [f"tanggal.{key}" for key in MONTHS]


def test_the_fingerprint_knows_months_from_days() -> None:
    marks = {fingerprint(sop(tanggal={"pembuatan": day})) for day in ("2023-01-01", "Januari 2023", "Januari 2024")}
    assert len(marks) == 3
    assert sop(tanggal=MONTHS).model_dump(mode="json", exclude_none=True)["tanggal"] == MONTHS


@pytest.mark.parametrize(
    "text", ["2023", "Jan 2023", "Januari", "Januari 23", "Januari  2023", "3 Januari 2023", "01-2023", ""]
)
def test_what_is_no_month_in_words_is_no_date(text: str) -> None:
    for key in MONTHS:
        with pytest.raises(ValidationError):
            SopDates.model_validate({key: text})


@pytest.mark.parametrize("key", ["evaluasi", "monitoring"])
def test_what_is_reckoned_from_needs_its_day(key: str) -> None:
    with pytest.raises(ValidationError):
        SopDates.model_validate({key: "Januari 2023"})


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("jan 2023", "Januari 2023"), ("Nopember, 2023", "November 2023"), ("01-2023", "Januari 2023"),
        ("2023/12", "Desember 2023"), ("13/2023", ""), ("semester 2023", ""), ("2023", ""),
    ],
)  # fmt: skip
def test_other_ways_to_write_a_month_are_understood(text: str, month: str) -> None:
    assert written_month(text) == month


def test_the_workbook_keeps_it() -> None:
    assert day_of("Januari 2023", month=True) == "Januari 2023"
    with pytest.raises(CellError):
        day_of("Januari 2023")


def test_editors_take_the_same() -> None:
    schema: dict[str, Any] = SopDates.model_json_schema()
    for text, good in (("Januari 2023", True), ("mei 2023", True), ("2023-01-31", True), ("Jan 2023", False)):
        for key in MONTHS:
            assert jsonschema.Draft202012Validator(schema).is_valid({key: text}) is good, (key, text)
