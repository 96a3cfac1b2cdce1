"""`sop withdraw --revisi`: a revision that was published for a later day is undone; every day is right afterwards."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

from generator.commands import actions
from generator.commands.at_work import RefusedError
from generator.data.fingerprint import fingerprint
from generator.data.library import Library
from generator.data.loader import load
from generator.examine import examine
from generator.pages.cek_page import Answer, answers_of
from generator.revisions.history import History
from generator.revisions.in_force import period_on, published_versions
from generator.revisions.reader_view import for_reader, library_on
from tests.commands.test_revision import run
from tests.support.libraries import make_library
from tests.support.whole import atom_feed
from tests.support.writing_acts import OTHER, contents

D = datetime.date
DAYS = [D(2024, 6, 1), D(2929, 12, 31), D(2930, 1, 1), D(2930, 12, 31), D(2931, 1, 1), D(2940, 1, 1)]
HARI = D(2929, 6, 1)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """``surat``: 0 in force, 1 from 2930 and 2 from 2931 are published ahead."""
    data = make_library(tmp_path / "data")
    actions.publish(data, "surat", efektif=D(2024, 2, 1))
    for number, year in ((1, 2930), (2, 2931)):
        actions.revise(data, "surat", [f"Waktu {number}"], None)
        path = data / "sop" / "surat.yml"
        path.write_text(re.sub(r"\d menit", f"{5 + number} menit", path.read_text("utf-8")), "utf-8")
        actions.publish(data, "surat", D(year, 1, 1), D(year, 1, 1))
    return data


def library(data: Path) -> Library:
    found, _ = load(data)
    assert found is not None
    return found


def in_force(data: Path) -> list[int | None]:
    proyek = library(data)
    shown = [library_on(proyek, day).sop["surat"] for day in DAYS]
    numbers = [sop.revisi if sop.status == "berlaku" else None for sop in shown]
    known = [period_on(proyek, "surat", day).versi for day in DAYS]
    assert numbers == [version.revisi if version else None for version in known], "one answer everywhere"
    return numbers


def answer(data: Path, revisi: int, day: D) -> Answer:
    hari = day.isoformat()
    (found,) = (
        a for a in answers_of(for_reader(library(data)), "surat")
        if a.revisi.nomor == revisi and "sama" in a.isi and a.mulai <= hari and (not a.sampai or hari < a.sampai)
    )  # fmt: skip
    return found


def errors(data: Path) -> list[str]:
    return [f.code for f in examine(data)[1] if f.severity == "galat" or f.code.startswith("V9")]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("cancelled", "days", "stands"),
    [
        ((2,), [0, 0, 1, 1, 1, 1], 1),
        ((1,), [0, 0, 0, 0, 2, 2], 2),
        ((2, 1), [0, 0, 0, 0, 0, 0], 0),
        ((1, 2), [0, 0, 0, 0, 0, 0], 0),
        ((0,), None, None),
    ],
)
def test_the_others_hold_as_if_it_had_never_been(
    data: Path, cancelled: tuple[int, ...], days: list[int | None] | None, stands: int | None
) -> None:
    before = contents(data)
    assert in_force(data) == [0, 0, 1, 1, 2, 2]
    if days is None:
        with pytest.raises(RefusedError, match=r"Revisi 0 berlaku sejak 1 Februari 2024.*sop revise surat"):
            actions.withdraw(data, "surat", HARI, None, 0)
        assert contents(data) == before
        return
    for number in cancelled:
        actions.withdraw(data, "surat", HARI, "Anggaran tidak ada", number)
    assert in_force(data) == days
    assert errors(data) == []
    proyek = library(data)
    assert proyek.sop["surat"].revisi == stands
    for number in cancelled:
        kept = proyek.arsip["surat"][number]
        assert kept.sidik == fingerprint(kept) and f"arsip/surat/{number}.yml" in before
        for day in DAYS:
            told = answer(data, number, day)
            assert (told.nada, told.judul) == ("tidak", "Dibatalkan")
            words = " ".join(told.kalimat)
            assert "tidak pernah berlaku, dibatalkan pada 1 Juni 2929." in words and "Anggaran tidak ada" in words
    if 2 in cancelled:
        assert contents(data)["sop/surat.yml"] == before[f"arsip/surat/{stands}.yml"], "as it was signed"
    events = [(e.jenis, e.editions.revisi, e.hari) for e in History(for_reader(proyek)).catatan("surat")]
    assert sorted(events) == sorted(
        [("terbit", 0, D(2024, 2, 1))]
        + [("batal", number, HARI) for number in cancelled]
        + [("revisi", n, D(2929 + n, 1, 1)) for n in (1, 2) if n not in cancelled]
    )
    assert atom_feed(History(for_reader(proyek))).count("dibatalkan sebelum berlaku</title>") == len(cancelled)


def test_it_is_said_and_again_changes_nothing(data: Path) -> None:
    words = ("withdraw", "surat", "--revisi", "2", "--tanggal", "2929-06-01")
    assert run(*words, data=data).stdout == "Revisi 2 dibatalkan.\n"
    now = contents(data)
    assert run(*words, data=data).stdout == "Revisi 2 sudah dibatalkan.\n"
    assert contents(data) == now


def test_a_day_to_come_is_said_and_what_holds_until_then(tmp_path: Path) -> None:
    data = make_library(tmp_path)
    actions.publish(data, "surat", efektif=D(2024, 2, 1))
    told = run("withdraw", "surat", "--tanggal", "2929-01-01", data=data).stdout
    assert told == "SOP ini dicabut mulai 1 Januari 2929; revisi 0 berlaku sampai sehari sebelumnya.\n"
    assert run("withdraw", "surat", "--tanggal", "2929-01-01", data=data).stdout == "SOP ini sudah dicabut.\n"


def test_what_holds_already_is_not_cancelled_and_the_one_before_it_is_advised(data: Path) -> None:
    """Not the newest, which is still to come."""
    with pytest.raises(RefusedError, match="'sop restore surat 0'"):
        actions.withdraw(data, "surat", D(2930, 6, 1), None, 1)
    with pytest.raises(RefusedError, match="'sop revise surat'"):
        actions.withdraw(data, "surat", D(2930, 6, 1), None, 0)


def test_revise_refuses_before_it_asks(data: Path) -> None:
    assert actions.revise(data, "surat", ["Lain"], None).revisi == 3
    done = run("revise", "surat", data=data)
    assert done.returncode == 1
    assert "Apa yang berubah?" not in done.stdout + done.stderr


@pytest.mark.slow
def test_its_number_is_not_used_again_and_is_compared_with_nothing(data: Path) -> None:
    actions.withdraw(data, "surat", HARI, None, 2)
    assert actions.revise(data, "surat", ["Lain"], None).revisi == 3
    path = data / "sop" / "surat.yml"
    path.write_text(path.read_text("utf-8").replace("6 menit", "9 menit"), "utf-8")
    actions.publish(data, "surat", D(2932, 1, 1), D(2932, 1, 1))
    assert (in_force(data), errors(data)) == ([0, 0, 1, 1, 1, 3], [])
    diff = History(for_reader(library(data))).diff("surat", 3)
    assert diff is not None and diff.lama.revisi == 1
    assert [b.kalimat for b in diff.butir] == ["Langkah 1: waktu 6 menit menjadi 9 menit"]
    assert answer(data, 1, D(2940, 1, 1)).perubahan[-1].nomor == 3
    assert [r.nomor for r in answer(data, 1, D(2940, 1, 1)).perubahan] == [3]


def test_the_site_has_a_page_of_it_and_no_broken_link(data: Path, tmp_path: Path) -> None:
    actions.withdraw(data, "surat", HARI, "Anggaran tidak ada", 2)
    actions.revise(data, "surat", ["Lain"], None)
    site = tmp_path / "situs"
    assert run("build", "--site", str(site), "--ringkas", data=data).returncode == 0
    for page in site.glob("sop/surat/**/index.html"):
        for target in re.findall(r'href="([^"#?:]+\.html)', page.read_text("utf-8")):
            assert (page.parent / target).resolve().is_file(), (page, target)
    shown = (site / "sop/surat/index.html").read_text("utf-8")
    assert "Tidak pernah berlaku, dibatalkan pada 1 Juni 2929" in shown
    assert not (site / "sop/surat/revisi/2/checklist").exists()


def test_the_last_one_is_withdrawn_with_the_sop(tmp_path: Path) -> None:
    data = make_library(tmp_path)
    actions.publish(data, "surat", efektif=D(2930, 2, 1))
    with pytest.raises(RefusedError, match="satu-satunya revisi yang terbit"):
        actions.withdraw(data, "surat", HARI, None, 0)
    with pytest.raises(RefusedError, match="belum pernah diterbitkan; yang terbit: 0"):
        actions.withdraw(data, "surat", HARI, None, 4)
    actions.withdraw(data, "surat", HARI, None)
    assert period_on(library(data), "surat", D(2940, 1, 1)).versi is None


def test_while_a_draft_is_prepared_the_sop_and_a_revision_can_still_be_ended(data: Path) -> None:
    actions.revise(data, "surat", ["Berikutnya"], None)
    draft = contents(data)["sop/surat.yml"]
    actions.withdraw(data, "surat", HARI, None, 2)
    assert in_force(data) == [0, 0, 1, 1, 1, 1]
    actions.withdraw(data, "surat", D(2930, 6, 1), "Digabung")
    assert in_force(data) == [0, 0, 1, None, None, None]
    assert contents(data)["sop/surat.yml"] == draft
    assert actions.withdraw(data, "surat", D(2930, 6, 1), None).written == ()
    assert errors(data) == []


@pytest.mark.slow
def test_what_held_until_today_did_hold(data: Path) -> None:
    with pytest.raises(RefusedError, match="Revisi 1 berlaku sejak 1 Januari 2930"):
        actions.withdraw(data, "surat", HARI, None, 1, today=D(2930, 1, 1))
    with pytest.raises(RefusedError, match="bukan untuk satu revisi"):
        actions.withdraw(data, "surat", HARI, None, 1, "surat")
    actions.withdraw(data, "surat", HARI, None, 1, today=D(2929, 12, 31))


def test_an_only_revision_is_not_cancelled_by_hand_either(tmp_path: Path) -> None:
    data = make_library(tmp_path)
    actions.publish(data, "surat", efektif=D(2930, 2, 1))
    actions.withdraw(data, "surat", HARI, None)
    for path in (data / "sop" / "surat.yml", data / "arsip" / "surat" / "0.yml"):
        text = path.read_text("utf-8").replace("pencabutan:\n", "pencabutan:\n  hanya_revisi: ya\n")
        path.write_text(text, "utf-8")
    assert [f.message for f in examine(data)[1] if f.code == "V934"] == [
        "tidak ada revisi lain yang terbit, jadi yang berakhir bukan hanya revisi ini"
    ]


@pytest.mark.slow
@pytest.mark.parametrize("day", [D(2929, 12, 31), D(2930, 1, 1)])
def test_the_border_is_the_day_from_which_it_holds(data: Path, day: D) -> None:
    if day < D(2930, 1, 1):
        actions.withdraw(data, "surat", day, None, 1)
        assert [v.revisi for v in published_versions(library(data), "surat") if v.cancelled] == [1]
    else:
        with pytest.raises(RefusedError, match="belum berlaku pada tanggal itu"):
            actions.withdraw(data, "surat", day, None, 1)


def test_a_successor_is_named_where_the_sop_ended(tmp_path: Path) -> None:
    data = make_library(tmp_path / "data")
    (data / "sop" / "lain.yml").write_text(OTHER.replace("01/2024", "02/2024"), "utf-8")
    actions.publish(data, "lain", efektif=D(2024, 2, 1))
    actions.publish(data, "surat", efektif=D(2024, 2, 1))
    with pytest.raises(RefusedError, match="pengganti 'bukan' tidak ada"):
        actions.withdraw(data, "surat", D(2025, 1, 1), None, pengganti="bukan")
    done = run("withdraw", "surat", "--tanggal", "2025-01-01", "--alasan", "Digabung", "--pengganti", "lain", data=data)
    assert done.stdout == (
        "SOP ini dicabut mulai 1 Januari 2025; revisi 0 tetap tersimpan di arsip.\n"
        "Pembaca diantar ke penggantinya: lain.\n"
    )
    ahead = run("withdraw", "lain", "--tanggal", "2929-01-01", "--coba", data=data)
    assert ahead.returncode == 0 and "2929" not in (data / "sop" / "lain.yml").read_text("utf-8")
    assert errors(data) == []
    assert answer(data, 0, D(2026, 1, 1)).pengganti == "lain"
    assert answer(data, 0, D(2024, 6, 1)).pengganti == ""
    assert run("rename", "lain", "gabungan", data=data).returncode == 0
    assert answer(data, 0, D(2026, 1, 1)).pengganti == "gabungan", "whatever it is called by now"
    site = tmp_path / "situs"
    assert run("build", "--site", str(site), "--ringkas", data=data).returncode == 0
    for page in ("sop/surat/index.html", "sop/surat/cek/index.html"):
        assert "gabungan/index.html" in (site / page).read_text("utf-8"), page
