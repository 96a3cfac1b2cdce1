"""Revisions from before the library on the page of all changes: told as the SOP tells them, among the others by day."""

from __future__ import annotations

import json
import re

import pytest

from generator.data.fingerprint import fingerprint
from generator.facts.site_facts import BuildContext, SiteFacts
from generator.pages.perubahan_page import render_perubahan
from generator.paper.carried_data import carried_data
from generator.revisions.history import History
from tests.support.made_up import proyek, sop
from tests.support.read_page import baca, rapat
from tests.support.whole import atom_feed

DATES = {"pembuatan": "2020-01-05", "revisi": "2024-02-01", "efektif": "2024-03-02"}
EARLIER = [
    {"revisi": 0, "perubahan": "SOP pertama"},
    {"revisi": 1, "tanggal": "Maret 2021"},
    {"revisi": 2, "tanggal": "2022-05-17", "perubahan": ["Batas waktu <b>dipersingkat</b>", "Formulir baru"]},
]
OURS = sop(judul="Surat Masuk", status="berlaku", revisi=3, tanggal=DATES, riwayat=EARLIER)
OTHER = sop(judul="Surat Keluar", status="berlaku", revisi=0, tanggal=DATES | {"revisi": "-", "efektif": "2021-03-20"})
LIBRARY = proyek({"masuk": OURS, "keluar": OTHER})


def test_they_stand_among_the_others_by_day() -> None:
    body = render_perubahan(SiteFacts(LIBRARY, BuildContext())).body
    months = re.findall(r'data-bulan="([^"]*)"', body)
    assert months == ["2024-03", "2022-05", "2021-03", ""]
    text = rapat(baca(body).teks)
    assert "5 perubahan" in text
    assert "Revisi dari sebelum pustaka ini menurut tanggal yang tercatat." in text
    order = (
        "2 Maret 2024 Surat Masuk", "17 Mei 2022 Surat Masuk Revisi 2, sebelum pustaka ini",
        "Batas waktu <b>dipersingkat</b> Formulir baru", "20 Maret 2021 Surat Keluar",
        "Maret 2021 Surat Masuk Revisi 1, sebelum pustaka ini",
        "tanggal tidak dicatat Surat Masuk Revisi 0, sebelum pustaka ini SOP pertama",
    )  # fmt: skip
    places = [text.find(words) for words in order]
    assert -1 not in places, [words for words, place in zip(order, places, strict=True) if place < 0]
    assert places == sorted(places)
    assert re.findall(r'data-tanggal="([^"]*)"', body) == ["2024-03-02", "2022-05-17", "2021-03-20", "", ""]


def test_a_library_with_nothing_else_tells_them_too() -> None:
    alone = proyek({"masuk": sop(status="draf", revisi=3, riwayat=EARLIER)})
    text = rapat(baca(render_perubahan(SiteFacts(alone, BuildContext())).body).teks)
    assert "3 perubahan" in text
    assert "Belum ada SOP" not in text


def test_nothing_is_said_of_earlier_ones_where_there_are_none() -> None:
    text = rapat(baca(render_perubahan(SiteFacts(proyek({"masuk": sop()}), BuildContext())).body).teks)
    assert "menurut tanggal mulai berlakunya" in text and "sebelum pustaka" not in text


def test_feeds_tell_no_news_of_long_ago() -> None:
    said = atom_feed(History(LIBRARY))
    assert said.count("<entry>") == 2
    assert "sebelum pustaka" not in said


@pytest.mark.slow
def test_the_document_carries_them_and_its_kode_isi_stays() -> None:
    said = json.loads(carried_data(LIBRARY, "masuk", OURS))
    assert [one["revisi"] for one in said["sop"]["riwayat"]] == [0, 1, 2]
    assert said["sop"]["riwayat"][1]["tanggal"] == "Maret 2021"
    assert said["sidik"] == fingerprint(OURS.model_copy(update={"riwayat": ()}))
