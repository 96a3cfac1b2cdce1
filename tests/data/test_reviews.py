"""When an SOP is reviewed next: from the data alone, monitoring and evaluation each counted from its own last day."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.data.reviews import months_after, next_reviews, review_state
from tests.support.made_up import sop

DAY = datetime.date.fromisoformat


def reviews(status: str = "berlaku", **tanggal: str) -> list[tuple[str, str]]:
    data: Any = sop(status=status, tanggal=tanggal)
    return [(review.jenis, review.hari.isoformat()) for review in next_reviews(data)]


def test_monitoring_after_six_months_evaluation_after_a_year() -> None:
    assert reviews(efektif="2024-02-01") == [("monitoring", "2024-08-01"), ("evaluasi", "2025-02-01")]


def test_a_recorded_monitoring_moves_the_next_one_into_the_evaluation() -> None:
    assert reviews(efektif="2024-02-01", monitoring="2024-08-05") == [("evaluasi", "2025-02-01")]
    early = reviews(efektif="2024-02-01", monitoring="2024-05-05")
    assert early == [("monitoring", "2024-11-05"), ("evaluasi", "2025-02-01")]


def test_an_evaluation_or_a_revision_begins_anew() -> None:
    for key in ("evaluasi", "revisi"):
        found = reviews(efektif="2024-02-01", monitoring="2024-08-05", **{key: "2025-01-20"})
        assert found == [("monitoring", "2025-07-20"), ("evaluasi", "2026-01-20")]


@pytest.mark.parametrize("status", ["draf", "dicabut"])
def test_what_does_not_hold_is_not_reviewed(status: str) -> None:
    assert reviews(status, efektif="2024-02-01") == []
    assert reviews() == []


def test_due_from_thirty_days_before_missed_from_the_day_after() -> None:
    due = DAY("2025-02-01")
    days = ("2025-01-01", "2025-01-02", "2025-02-01", "2025-02-02")
    assert [review_state(due, DAY(day)) for day in days] == ["akan datang", "jatuh tempo", "jatuh tempo", "terlewat"]


def test_months_of_different_lengths() -> None:
    assert months_after(DAY("2024-08-31"), 6) == DAY("2025-02-28")
    assert months_after(DAY("2024-02-29"), 12) == DAY("2025-02-28")
    assert months_after(datetime.date(9999, 10, 1), 6) == datetime.date.max


@pytest.mark.slow
@given(st.dates(), st.dates(), st.dates(), st.sampled_from([0, 1, 6, 12]))
def test_reviews_come_in_order_and_after_the_day_they_are_counted_from(
    efektif: datetime.date, evaluasi: datetime.date, monitoring: datetime.date, months: int
) -> None:
    dates = {"efektif": efektif, "evaluasi": evaluasi, "monitoring": monitoring}
    data = sop(status="berlaku", tanggal={key: day.isoformat() for key, day in dates.items()})
    found = next_reviews(data)
    assert found
    assert [review.hari for review in found] == sorted(review.hari for review in found)
    assert all(review.hari >= review.sejak for review in found)
    later = months_after(efektif, months)
    assert later == datetime.date.max or (later.year - efektif.year) * 12 + later.month - efektif.month == months
