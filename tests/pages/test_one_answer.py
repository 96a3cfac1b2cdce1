"""What holds on a day, what changed, what is valid: every page gives the same answer, and it is the right one.

Made-up histories of one SOP (revisions with random days, in any order and on the same day, withdrawals, a draft on top,
nothing but the archive) and random days; the oracle below knows the rules in a few lines and nothing of the program.
"""

from __future__ import annotations

import datetime
import json
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from generator.data.library import Library
from generator.data.wording import format_date
from generator.declared import outputs_of
from generator.facts.site_facts import SiteFacts
from generator.pages import BuildContext, pages_of_sop
from generator.pages.cek_page import answers_of
from generator.pages.home_page import render_home
from generator.pages.perubahan_page import render_perubahan
from generator.pages.sop_list import render_sop_list
from generator.revisions.history import History
from generator.revisions.in_force import period_on, periods_of
from generator.revisions.reader_view import for_reader
from tests.support.days import kata, pada_hari
from tests.support.made_up import proyek, sop
from tests.support.tools import tries
from tests.support.whole import atom_feed, render_pages

pytestmark = pytest.mark.slow

SLUG = "surat-masuk"
AWAL = datetime.date(2026, 1, 1)
HARI = 60
ATOM = "{http://www.w3.org/2005/Atom}"


@dataclass(frozen=True)
class Terbitan:
    """A published revision: the day from which it holds, and the day from which it withdraws the SOP; days count from
    ``AWAL``."""

    mulai: int
    cabut: int | None = None


@st.composite
def riwayat_acak(draw: st.DrawFn) -> tuple[list[Terbitan], str]:
    """The revisions 0, 1, ..., and what lies on top: nothing, a draft, or the file of the SOP is gone."""
    days = st.integers(0, HARI - 1)
    found = draw(st.lists(st.builds(Terbitan, days, st.none() | st.none() | days), min_size=0, max_size=4))
    return found, draw(st.sampled_from(["", "", "draf"] if found else ["draf"]))


def hari_ke(number: int) -> datetime.date:
    return AWAL + datetime.timedelta(number)


def library(found: list[Terbitan], top: str) -> Library:
    """The project as the loader makes it."""
    made = {}
    for number, one in enumerate(found):
        data: dict[str, Any] = {
            "judul": "Surat", "revisi": number, "status": "berlaku" if one.cabut is None else "dicabut",
            "tanggal": {"efektif": hari_ke(one.mulai).isoformat()}, "perubahan": {"ringkasan": [f"Ringkasan {number}"]},
            "peringatan": [f"Peringatan {number}"],
        }  # fmt: skip
        if one.cabut is not None:
            data["pencabutan"] = {"tanggal": hari_ke(one.cabut).isoformat()}
        made[number] = sop(**data)
    current = sop(judul="Surat", revisi=len(found), status="draf") if top else made.pop(len(found) - 1)
    return for_reader(proyek({SLUG: current}, arsip={SLUG: made} if made else {}))


def dasar(found: list[Terbitan], top: str) -> Library:
    """The same before it is made ready for readers, to be asked about a day."""
    seen = library(found, top)
    return proyek(
        {SLUG: seen.draf.get(SLUG, seen.sop[SLUG])},
        arsip={SLUG: {**seen.arsip.get(SLUG, {}), **({len(found) - 1: seen.sop[SLUG]} if seen.draf else {})}},
    )


def oracle(found: list[Terbitan], day: int) -> int | str:
    """The number of the revision that holds on a day, else "belum" or "dicabut"."""
    begun = [n for n, one in enumerate(found) if one.mulai <= day]
    top = begun[-1] if begun else 0
    ended = any(one.cabut is not None and one.cabut <= day for one in found[top:])
    return "dicabut" if ended else top if begun else "belum"


RIWAYAT = riwayat_acak()
KASUS = pytest.mark.parametrize(
    "found",
    [
        [Terbitan(0), Terbitan(30), Terbitan(50)],
        [Terbitan(0), Terbitan(50), Terbitan(30)],
        [Terbitan(10), Terbitan(10)],
        [Terbitan(20)],
        [Terbitan(0), Terbitan(30, 20)],
        [Terbitan(0, 30), Terbitan(20)],
        [Terbitan(0, 20), Terbitan(40)],
        [Terbitan(30, 10)],
        [Terbitan(0), Terbitan(40, 20), Terbitan(50)],
    ],
)
"""The odd shapes, each by itself: two ahead, out of order, the same day, one ahead and none before, withdrawn before
its day, withdrawal forestalled, a gap, withdrawn before it ever held, ahead of a withdrawal that came first."""


def check_all(found: list[Terbitan], top: str, day: int) -> None:
    """Every output on one day, in a site without a day and in one of that day."""
    seen, hari = library(found, top), hari_ke(day)
    expected = oracle(found, day) if found else "draf"
    masa = period_on(seen, SLUG, hari)
    assert (masa.versi.revisi if masa.versi else masa.keadaan) == expected
    pages = made_of(seen)
    _check_cek(seen, expected, hari)
    _check_lists(pages, expected, hari)
    _check_sop_page(pages, seen, expected, hari)
    _check_machines(seen, expected, hari)
    dated = for_reader(dasar(found, top), hari)
    assert (SLUG in dated.sop) == (expected not in ("belum", "draf") and _ever_before(found, day)), expected
    if SLUG in dated.sop:
        assert dated.sop[SLUG].status == ("berlaku" if isinstance(expected, int) else "dicabut")
        if isinstance(expected, int):
            assert dated.sop[SLUG].revisi == expected
        site = made_of(dated)
        assert not [path for path, body in site.items() if "data-saat" in body or "data-tanpa-skrip" in body]
        _check_lists(site, expected, hari)
        _check_cek(dated, expected, datetime.date(1999, 1, 1))


def made_of(seen: Library) -> dict[str, str]:
    """The pages of the SOP and the two that list it."""
    situs = SiteFacts(seen, BuildContext())
    return {page.path: page.body for page in (*pages_of_sop(situs, SLUG), render_home(situs), render_sop_list(situs))}


def _ever_before(found: list[Terbitan], day: int) -> bool:
    return any(one.mulai <= day for one in found)


def _check_cek(seen: Library, expected: int | str, hari: datetime.date) -> None:
    """Of each print exactly one answer fits, and only that of the revision in force is good."""
    today = hari.isoformat()
    answers = [
        a for a in answers_of(seen, SLUG) if "sama" in a.isi and a.mulai <= today and (not a.sampai or today < a.sampai)
    ]
    numbers = [a.revisi.kunci for a in answers]
    assert len(numbers) == len(set(numbers)) == len({key for a in answers_of(seen, SLUG) for key in [a.revisi.kunci]})
    good = [int(a.revisi.kunci) for a in answers if a.nada == "berlaku"]
    assert good == ([expected] if isinstance(expected, int) else [])
    for one in answers:
        if one.nada == "ganti":
            assert one.pakai == expected
            assert f"revisi {expected}" in one.judul


def _check_lists(pages: dict[str, str], expected: int | str, hari: datetime.date) -> None:
    """Home and list: among the valid ones or not, its badge, its number."""
    badge = {"belum": "BELUM BERLAKU", "dicabut": "DICABUT", "draf": "DRAF"}.get(str(expected), "BERLAKU")
    home = pada_hari(pages["index.md"], hari)
    items = home.xpath("//ul[@class='unit-rinci']/li")
    assert len(items) == 1
    assert [kata(one) for one in items[0].xpath(".//*[contains(@class,'lencana')]")] == [badge]
    heads = items[0].xpath("../preceding-sibling::h3[1]")
    assert (kata(heads[0]) == "Tidak berlaku lagi") == (expected == "dicabut")
    rows = pada_hari(pages["sop/index.md"], hari).xpath("//tr[@data-status]")
    assert len(rows) == 1
    assert [kata(one) for one in rows[0].xpath(".//*[contains(@class,'lencana')]")] == [badge]
    assert ("daftar__dicabut" in rows[0].getparent().get("class", "")) == (expected == "dicabut")
    if isinstance(expected, int):
        assert rows[0].xpath(".//td[contains(@class,'daftar__revisi')]/@data-nilai") == [str(expected)]


def _check_sop_page(pages: dict[str, str], seen: Library, expected: int | str, hari: datetime.date) -> None:
    """The page of the SOP leads to what holds, its badge speaks of itself; what holds has checklists of its own."""
    shown = seen.sop[SLUG].revisi
    page = pada_hari(pages[f"sop/{SLUG}/index.md"], hari)
    onward = page.xpath("//*[@data-pindah]/@data-pindah")
    (badge,) = [kata(one) for one in page.xpath("//p[@class='status']/span[contains(@class,'lencana')]")]
    if isinstance(expected, int) and expected != shown:
        assert badge == "BELUM BERLAKU" if onward else badge in ("TIDAK BERLAKU LAGI", "DICABUT", "BELUM BERLAKU")
        assert f"sop/{SLUG}/revisi/{expected}/checklist/index.md" in pages
        if onward:
            assert onward == [f"revisi/{expected}/index.html"]
        other = pada_hari(pages[f"sop/{SLUG}/revisi/{expected}/index.md"], hari)
        (own,) = [kata(one) for one in other.xpath("//p[@class='status']/span[contains(@class,'lencana')]")]
        assert own == "BERLAKU"
    else:
        assert onward == []
        assert (badge == "BERLAKU") == (expected == shown)
    for path, body in pages.items():
        if path.startswith(f"sop/{SLUG}/") and "checklist" in path:
            number = int(path.split("/")[3]) if "/revisi/" in path else shown
            words = kata(pada_hari(body, hari).xpath("//p[@class='status']/span[contains(@class,'lencana')]")[0])
            assert (words == "BERLAKU") == (expected == number), (path, words)


def _check_machines(seen: Library, expected: int | str, hari: datetime.date) -> None:
    """The index for programs, and the calendar: no review of a version that holds no more."""
    files = {file.path: file.content for file in outputs_of("pustaka", SiteFacts(seen, BuildContext()))}
    today = hari.isoformat()
    periods = json.loads(files["data/index.json"])["sop"][0]["masa"]
    fits = [p for p in periods if (p["mulai"] or "") <= today and (not p["sampai"] or today < p["sampai"])]
    assert [p["keadaan"] if p["revisi"] is None else p["revisi"] for p in fits] == [expected] * (expected != "draf")
    for event in (
        Calendar.from_ical(files["kalender/kalender.ics"]).walk("VEVENT") if "kalender/kalender.ics" in files else []
    ):
        until = event["RRULE"].get("UNTIL")
        assert not until or event["DTSTART"].dt <= until[0]


@KASUS
@pytest.mark.parametrize("top", ["", "draf"])
def test_odd_shapes(found: list[Terbitan], top: str) -> None:
    days = sorted({day for one in found for day in (one.mulai, one.cabut) if day is not None})
    for day in sorted({*days, *(day - 1 for day in days if day)}):
        check_all(found, top, day)


@settings(max_examples=tries(30), deadline=None)
@given(RIWAYAT, st.integers(0, HARI - 1))
def test_all_pages_agree(made: tuple[list[Terbitan], str], day: int) -> None:
    check_all(*made, day)


@settings(max_examples=tries(60), deadline=None)
@given(RIWAYAT)
def test_what_changed_is_what_holds_otherwise_than_the_day_before(made: tuple[list[Terbitan], str]) -> None:
    """The page of changes, home and feed have an entry for each day on which something else holds, and no other; of a
    withdrawal also where nothing had held yet."""
    found, top = made
    seen = library(found, top)
    holding = [oracle(found, day) if found else "draf" for day in range(HARI)]
    before = ["belum" if found else "draf", *holding]
    changes = {day: now for day, (old, now) in enumerate(zip(before, holding, strict=False)) if old != now}
    entries = History(seen).everything
    told = {((satu.hari or AWAL) - AWAL).days for satu in entries}
    assert set(changes) <= told <= {*changes, *(one.cabut for one in found if one.cabut is not None)}
    for satu in entries:
        now = holding[((satu.hari or AWAL) - AWAL).days]
        assert now == "dicabut" if satu.jenis == "cabut" else isinstance(now, int) and now >= satu.editions.revisi
    assert {day for day, now in changes.items() if isinstance(now, int)} == {
        (satu.hari - AWAL).days for satu in entries if satu.hari and satu.jenis != "cabut"
    }
    situs = SiteFacts(seen, BuildContext())
    pages = {page.path: page.body for page in (render_home(situs), render_perubahan(situs))}
    listed = pada_hari(pages["perubahan/index.md"], AWAL).xpath(
        "//li[contains(@class,'catatan__butir')]//time/@datetime"
    )
    assert listed == [satu.hari.isoformat() for satu in entries if satu.hari]
    newest = pada_hari(pages["index.md"], AWAL).xpath("//ul[@class='berubah']//time/@datetime")
    assert newest == listed[:5]
    feed = atom_feed(History(seen))
    days = [str(e.findtext(f"{ATOM}updated"))[:10] for e in ET.fromstring(feed).findall(f"{ATOM}entry")] if feed else []
    assert days == listed


@settings(max_examples=tries(150), deadline=None)
@given(RIWAYAT)
def test_the_stretches_leave_no_gap(made: tuple[list[Terbitan], str]) -> None:
    periods = periods_of(library(*made), SLUG)
    assert periods[0].mulai is None and periods[-1].sampai is None
    assert [one.sampai for one in periods[:-1]] == [one.mulai for one in periods[1:]]
    assert all(one.mulai is None or one.sampai is None or one.mulai < one.sampai for one in periods)


def test_a_first_publication_is_called_what_it_is() -> None:
    """A first one with a number above 0 is no new SOP: the library only does not know the earlier ones."""
    first = proyek({SLUG: sop(revisi=2, status="berlaku", tanggal={"efektif": "2026-01-02"})})
    new = proyek({SLUG: sop(revisi=0, status="berlaku", tanggal={"efektif": "2026-01-02"})})
    for made, words, other in (
        (first, "pertama kali di pustaka ini sebagai revisi 2", "SOP baru"),
        (new, "SOP baru", "pertama kali"),
    ):
        pages = {page.path: page.body for page in render_pages(made, BuildContext())}
        texts = [
            kata(pada_hari(pages[path], AWAL + datetime.timedelta(5))) for path in ("index.md", "perubahan/index.md")
        ]
        texts += [
            kata(pada_hari(pages[f"sop/{SLUG}/index.md"], AWAL + datetime.timedelta(5))),
            atom_feed(History(made)),
        ]
        for text in texts:
            assert words in text
            assert other not in text


def test_a_day_that_is_only_reckoned_is_not_told_as_a_fact() -> None:
    """Old data without tanggal.efektif: what holds is reckoned from the date of revision, but no page says "mulai"."""
    old = sop(revisi=0, status="berlaku", tanggal={"pembuatan": "2026-01-02"})
    new = sop(revisi=1, status="berlaku", tanggal={"pembuatan": "2026-01-02", "revisi": "2026-02-03"})
    seen = proyek({SLUG: new}, arsip={SLUG: {0: old}})
    for page in pages_of_sop(SiteFacts(seen, BuildContext()), SLUG):
        for words in (f"mulai {format_date(datetime.date(2026, 2, 3))}", "mulai 3 Februari", "sejak 3 Februari"):
            assert words not in page.body, page.path


def test_of_one_day_what_changed_comes_before_what_is_new() -> None:
    """So a revision and a withdrawal are among the few on the home page, however many SOPs were published that day."""
    day = {"tanggal": {"efektif": "2026-01-02"}, "status": "berlaku"}
    many = {f"a-{n}": sop(judul=f"Baru {n}", revisi=0, **day) for n in range(9)}
    ended = sop(
        judul="Usang",
        revisi=0,
        status="dicabut",
        tanggal={"efektif": "2020-01-02"},
        pencabutan={"tanggal": "2026-01-02"},
    )
    seen = proyek(
        {**many, "x": sop(judul="Berubah", revisi=1, peringatan=["Lain"], **day), "z": ended, "y": sop(judul="Draf")},
        arsip={"x": {0: sop(judul="Berubah", revisi=0, status="berlaku", tanggal={"efektif": "2020-01-02"})}},
    )
    home = pada_hari(render_home(SiteFacts(seen, BuildContext())).body, AWAL + datetime.timedelta(5))
    told = [kata(one) for one in home.xpath("//ul[@class='berubah']/li")]
    assert told[:2] == ["2 Januari 2026Berubah" + "Revisi 1", "2 Januari 2026UsangDicabut"]
    assert not [words for words in told if "Draf" in words]
