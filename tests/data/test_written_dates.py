"""Dates as people write them: which day is meant, and which other one may be."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.data.wording import format_date
from generator.data.written_dates import written_date


@pytest.mark.parametrize(
    ("text", "day", "other"),
    [
        ("01-02-2026", "2026-02-01", "2026-01-02"), ("1/2/2026", "2026-02-01", "2026-01-02"),
        ("31.12.2025", "2025-12-31", None), ("12/31/2025", "2025-12-31", None), ("5/5/2025", "2025-05-05", None),
        ("2026/2/1", "2026-02-01", None), ("2026-02-01 00:00:00", "2026-02-01", None),
        ("1-2-26", "2026-02-01", "2026-01-02"),
        ("2 Januari 2025", "2025-01-02", None), ("2-Jan-25", "2025-01-02", None), ("2 Agt 2025", "2025-08-02", None),
        ("Senin, 5 Oktober 2025", "2025-10-05", None), ("17 Pebruari 2025", "2025-02-17", None),
        ("45689", "2025-02-01", None),
    ],
)  # fmt: skip
def test_the_day_that_is_meant(text: str, day: str, other: str | None) -> None:
    found = written_date(text)
    assert found and (found.day.isoformat(), found.other and found.other.isoformat()) == (day, other)


@pytest.mark.parametrize("text", ["", "-", "Januari 2025", "30-02-2026", "2026", "besok", "1/2", "99999", "2 Foo 2025"])
def test_what_means_no_day(text: str) -> None:
    assert written_date(text) is None


@pytest.mark.slow
@given(st.dates(datetime.date(2000, 1, 1), datetime.date(2099, 12, 31)))
def test_every_day_in_words_is_read(day: datetime.date) -> None:
    for text in (format_date(day), f"{day.day}-{day.month}-{day.year}", f"{day:%Y/%m/%d}"):
        found = written_date(text)
        assert found and found.day == day
