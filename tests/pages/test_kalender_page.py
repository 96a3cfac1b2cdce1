"""The review calendar as page and as file: both say what the data say, and the file is one that others can read."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from generator.data.instansi import Instansi
from generator.data.library import Library
from generator.data.reviews import next_reviews
from generator.facts.site_facts import BuildContext, SiteFacts
from generator.outputs.calendar_file import Kalender, escape, fold
from generator.pages.kalender_page import render_kalender
from tests.support.made_up import JAHAT, proyek, sop
from tests.support.read_page import baca, rapat

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser


def library(**isian: Any) -> Library:
    instansi = {"pemerintah": "PEMERINTAH CONTOH", "nama": "DINAS CONTOH", "unit": {"umum": {"nama": "Bagian Umum"}}}
    return proyek(
        {
            "surat-masuk": sop(
                status="berlaku",
                nomor="1/A",
                unit="umum",
                tanggal={"efektif": "2024-08-31"},
                judul="Surat; masuk, baru",
            ),
            "tamu": sop(status="berlaku", judul="Tamu " + "é" * 90, tanggal={"efektif": "2024-02-10"}),
            "tanpa-hari": sop(status="berlaku", judul="Tanpa Hari"),
            "draf": sop(judul="Belum Berlaku", tanggal={"efektif": "2024-02-10"}),
        },
        instansi=Instansi.model_validate(instansi | isian),
    )


PROYEK = library()


def events(data: bytes) -> dict[str, Any]:
    return {str(event["uid"]): event for event in Calendar.from_ical(data.decode()).walk("VEVENT")}


def test_another_program_reads_what_the_data_say() -> None:
    found = events(Kalender(PROYEK).write("Tinjauan", PROYEK.sop))
    assert len(found) == 4
    said = {(str(e["summary"]), e.decoded("dtstart"), e.decoded("dtend")) for e in found.values()}
    assert said == {
        (f"{review.jenis.capitalize()} SOP {sop.judul}", review.hari, review.hari + datetime.timedelta(days=1))
        for sop in PROYEK.sop.values()
        for review in next_reviews(sop)
    }
    (monitoring,) = [e for uid, e in found.items() if uid.startswith("surat-masuk.monitoring@")]
    # Counted from 31 August: the last of February, which is not the same day every year.
    assert dict(monitoring["rrule"]) == {"FREQ": ["YEARLY"], "BYMONTH": [2], "BYMONTHDAY": [-1]}
    assert monitoring.decoded("dtstamp") == datetime.datetime(2024, 8, 31, tzinfo=datetime.UTC)
    assert "Nomor: 1/A\nUnit: Bagian Umum" in str(monitoring["description"])


def test_an_event_keeps_its_name_when_its_day_moves() -> None:
    before = events(Kalender(PROYEK).write("Tinjauan", PROYEK.sop))
    dates = {"efektif": datetime.date(2024, 8, 31), "evaluasi": datetime.date(2025, 8, 30)}
    later = PROYEK.sop["surat-masuk"]
    later = later.model_copy(update={"tanggal": later.tanggal.model_copy(update=dates)})
    moving = replace(PROYEK, sop={**PROYEK.sop, "surat-masuk": later})
    after = events(Kalender(moving).write("Tinjauan", moving.sop))
    assert before.keys() == after.keys()
    moved = {uid for uid in before if before[uid].decoded("dtstart") != after[uid].decoded("dtstart")}
    assert {uid.partition("@")[0] for uid in moved} == {"surat-masuk.monitoring", "surat-masuk.evaluasi"}
    assert all(after[uid]["sequence"] > before[uid]["sequence"] for uid in moved)


def test_lines_are_as_the_standard_wants_them() -> None:
    hostile = {"jahat": sop(judul=JAHAT, status="berlaku", tanggal={"efektif": "2024-02-10"}), **PROYEK.sop}
    named = replace(library(alamat_situs="https://sop.contoh.go.id/"), sop=hostile)
    data = Kalender(named).write(JAHAT, hostile)
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(map(len, data.split(b"\r\n"))) <= 75
    for line in data.split(b"\r\n"):
        line.decode()  # no character is torn apart
    assert b"URL:https://sop.contoh.go.id/sop/tamu/index.html" in data.replace(b"\r\n ", b"")
    assert f"Monitoring SOP {JAHAT}" in {str(event["summary"]) for event in events(data).values()}


@pytest.mark.slow
@given(st.text())
def test_every_text_comes_back(text: str) -> None:
    line = f"SUMMARY:{escape(text)}"
    folded = fold(line).encode("utf-8", "surrogatepass")
    assert all(len(part) <= 75 for part in folded.split(b"\r\n"))
    assert fold(line).replace("\r\n ", "") == line
    back = re.sub(r"\\(.)", lambda match: "\n" if match[1] == "n" else match[1], line.removeprefix("SUMMARY:"))
    assert back == re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", " ", text.replace("\r\n", "\n"))


def test_no_reviews_no_file() -> None:
    assert Kalender(PROYEK).write("Tinjauan", ["draf", "tanpa-hari"]) == b""


def page(hari: datetime.date | None = None) -> str:
    return render_kalender(SiteFacts(replace(PROYEK, hari=hari), BuildContext())).body


@pytest.mark.slow
def test_the_page_lists_reviews_by_month() -> None:
    isi = baca(page())
    assert isi.galat == []
    months = [attrs["id"] for _, attrs in isi.tags if attrs.get("id", "").startswith("bulan-")]
    assert months == ["bulan-2024-08", "bulan-2025-02", "bulan-2025-08"]
    text = rapat(isi.teks)
    assert "4 tinjauan menurut data." in text
    assert "Belum dapat dijadwalkan 1" in text and "Tanpa Hari" in text and "Belum Berlaku" not in text
    assert "Terlewat" not in text.replace("Semua Terlewat", "").split("menurut data.")[1]
    assert {"../sop/tamu/index.html", "../sop/tamu/monitoring/index.html", "kalender.ics"} <= set(isi.tautan)


@pytest.mark.slow
def test_as_of_a_day_the_page_says_it_itself() -> None:
    isi = baca(page(datetime.date(2025, 2, 1)))
    assert "Per 1 Februari 2025: 1 terlewat, 2 jatuh tempo dalam 30 hari, 1 sesudahnya." in rapat(isi.teks)
    states = [attrs["data-keadaan"] for _, attrs in isi.tags if "data-keadaan" in attrs]
    assert states == ["terlewat", "jatuh tempo", "jatuh tempo", "akan datang"]


def test_the_readers_day_decides_in_the_browser(browser: Browser, example_site: Path) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800}, timezone_id="Asia/Jakarta")
    view = context.new_page()
    view.clock.install(time=datetime.datetime(2025, 1, 20, 23, 30, tzinfo=datetime.UTC))  # the 21st in Jakarta
    view.goto((example_site / "kalender" / "index.html").as_uri())
    rows = view.locator("li[data-hari]")
    state = dict(rows.evaluate_all("rows => rows.map(row => [row.dataset.hari, row.dataset.keadaan])"))
    assert state["2024-08-01"] == "terlewat"
    assert state["2025-02-01"] == "jatuh tempo"
    assert state["2026-01-20"] == "akan datang"
    view.get_by_label("Keadaan").select_option("jatuh tempo")
    assert set(view.locator("li[data-hari]:visible").evaluate_all("rows => rows.map(r => r.dataset.hari)")) == {
        "2025-02-01"
    }
    assert view.locator(".kalender__bulan:visible").count() == 1
    assert view.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()
