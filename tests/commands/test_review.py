"""Review before publishing: who read which content, what publish asks for, what pages and paper say of it."""

from __future__ import annotations

import copy
import datetime
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from generator.commands import actions, review_sop
from generator.commands.at_work import RefusedError
from generator.data.fingerprint import NOT_CONTENT, fingerprint, short_fingerprint
from generator.data.library import Library
from generator.data.loader import load
from generator.data.sop import ReviewRecord, Sop
from generator.examine import examine
from generator.facts.review_words import READY, WRITER, waiting_by_whom
from generator.facts.site_facts import BuildContext, SiteFacts
from generator.io.lock import locked
from generator.pages.perhatian_page import render_perhatian
from generator.paper.typesetting import typeset
from generator.revisions.impact import impact_of
from generator.revisions.reader_view import for_reader
from generator.revisions.reviewers import is_about, required_reviewers, reviewer_states
from tests.commands.test_revision import run
from tests.support.killed import run_killed
from tests.support.libraries import SOP, make_library
from tests.support.pdf import papers, text_of
from tests.support.tools import ROOT, tries
from tests.support.whole import render_pages

D = datetime.date
DAY = D(2024, 1, 20)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Every SOP is to be reviewed by atasan and petugas."""
    return with_reviewers(make_library(tmp_path), "[atasan, petugas]")


def with_reviewers(data: Path, peninjau: str) -> Path:
    path = data / "instansi.yml"
    path.write_text(path.read_text("utf-8") + f"peninjau: {peninjau}\n", "utf-8")
    return data


def library(data: Path) -> Library:
    proyek, findings = load(data)
    assert proyek is not None, findings
    return proyek


def sop_of(data: Path) -> Sop:
    return library(data).sop["surat"]


def edit(data: Path, old: str, new: str) -> None:
    path = data / "sop" / "surat.yml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def agree(data: Path, *reviewers: str) -> None:
    for reviewer in reviewers or ("atasan", "petugas"):
        review_sop.review(data, "surat", reviewer, "setuju", DAY)


def refused_codes(data: Path) -> list[str]:
    with pytest.raises(RefusedError) as refused:
        actions.publish(data, "surat", efektif=D(2024, 2, 1))
    return [finding.code for finding in refused.value.temuan]


# What is recorded -----------------------------------------------------------------------------------------------------


def test_a_review_is_recorded_with_the_content_it_is_about_and_all_else_stays(data: Path) -> None:
    code = fingerprint(sop_of(data))
    done = run("review", "surat", "--sebagai", "Atasan", "--nama", "Budi, S.Sos", "--tanggal", "2024-01-20",
               "--catatan", "Baik: setuju # ya", data=data)  # fmt: skip
    assert done.returncode == 0, done.stdout
    assert f"Dicatat: Atasan menyetujui revisi 0, kode isi {code[:8]}, pada 20 Januari 2024." in done.stdout
    assert "Masih menunggu: Petugas." in done.stdout
    assert sop_of(data).tinjauan == (
        ReviewRecord(jabatan="atasan", nama="Budi, S.Sos", tanggal=DAY, hasil="setuju", sidik=code,
                     catatan="Baik: setuju # ya"),
    )  # fmt: skip
    text = (data / "sop" / "surat.yml").read_text("utf-8")
    block = text[text.index("tinjauan:") : text.index("\npengesahan")]
    assert text.replace(block, "") == SOP, "not a byte besides"
    assert fingerprint(sop_of(data)) == code, "the code on prints is as it was"


def test_the_same_again_changes_nothing_and_another_review_joins(data: Path) -> None:
    agree(data, "atasan")
    before = (data / "sop" / "surat.yml").read_bytes()
    assert not review_sop.review(data, "surat", "atasan", "setuju", DAY).written
    assert (data / "sop" / "surat.yml").read_bytes() == before
    assert review_sop.review(data, "surat", "atasan", "perbaiki", D(2024, 1, 21), catatan="Waktu").written
    assert [(one.hasil, one.tanggal.day) for one in sop_of(data).tinjauan] == [("setuju", 20), ("perbaiki", 21)]
    assert [one.standing for one in reviewer_states(library(data).instansi, sop_of(data))] == ["perbaiki", "belum"]


@pytest.mark.parametrize("tulisan", [
    "tinjauan:   # siapa saja\n", "tinjauan: []  # belum\n",
    f"tinjauan:\n- jabatan: petugas  # kepala\n  tanggal: 2024-01-02\n  hasil: setuju\n  sidik: {'0' * 8}\n  # akhir\n",
    f"tinjauan: {{jabatan: petugas, tanggal: 2024-01-02, hasil: setuju, sidik: {'0' * 8}}}  # satu\n",
    f"tinjauan:  # satu\n  jabatan: petugas\n  tanggal: 2024-01-02\n  hasil: setuju\n  sidik: {'0' * 8}\n",
    f"tinjauan: [{{jabatan: petugas, tanggal: 2024-01-02, hasil: setuju, sidik: {'0' * 8}}}]  # daftar\n",
])  # fmt: skip
def test_it_joins_a_list_written_by_hand_however_it_is_written(data: Path, tulisan: str) -> None:
    edit(data, "\npengesahan", f"\n{tulisan}pengesahan")
    before = sop_of(data).tinjauan
    remarks = (data / "sop" / "surat.yml").read_text("utf-8").count("#")
    agree(data, "atasan")
    after = sop_of(data).tinjauan
    assert after[:-1] == before and after[-1].jabatan == "atasan"
    assert (data / "sop" / "surat.yml").read_text("utf-8").count("#") == remarks, "remarks stay"


def test_a_trial_writes_nothing(data: Path) -> None:
    before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    done = run("review", "surat", "--sebagai", "atasan", "--coba", data=data)
    assert done.returncode == 0
    assert done.stdout.startswith("Akan dicatat (belum ditulis): Atasan menyetujui")
    assert {path: path.read_bytes() for path in data.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(("options", "reason"), [
    (("--sebagai", "atsan"), "Jabatan 'atsan' tidak ada di jabatan.yml (maksud Anda 'atasan'?)"),
    (("--sebagai", "atasan", "--hasil", "perbaiki"), "perlu catatan"),
    (("--sebagai", "atasan", "--catatan", "a\x00b"), "tidak dapat disimpan"),
])  # fmt: skip
def test_what_is_refused_has_changed_nothing(data: Path, options: tuple[str, ...], reason: str) -> None:
    before = (data / "sop" / "surat.yml").read_bytes()
    done = run("review", "surat", *options, data=data)
    assert done.returncode == 1
    assert reason in done.stdout and "Tidak ada berkas yang berubah" in done.stdout
    assert (data / "sop" / "surat.yml").read_bytes() == before


def test_a_name_of_two_jabatan_is_asked_for_by_its_id(data: Path) -> None:
    (data / "jabatan.yml").write_text("petugas: {nama: Staf}\natasan: {nama: Kepala, alias: [staf]}\n", "utf-8")
    with pytest.raises(RefusedError, match="nama beberapa jabatan; tulis idnya: petugas, atasan"):
        review_sop.review(data, "surat", "STAF", "setuju", DAY)


def test_nobody_is_asked_where_no_terminal_is(data: Path) -> None:
    done = run("review", "surat", data=data)
    assert done.returncode == 2
    assert "--sebagai" in done.stderr


def test_what_is_published_is_reviewed_no_more(data: Path) -> None:
    agree(data)
    actions.publish(data, "surat", efektif=D(2024, 2, 1))
    with pytest.raises(RefusedError, match="tinjauan dicatat sebelum SOP terbit"):
        agree(data, "atasan")


def test_two_at_once_and_a_file_that_is_saved_meanwhile(data: Path) -> None:
    with locked(data / "sop" / "surat.yml"), pytest.raises(RefusedError, match="sedang ditulis"):
        agree(data, "atasan")
    agree(data, "atasan")
    assert len(sop_of(data).tinjauan) == 1


@pytest.mark.slow
def test_a_kill_leaves_the_old_or_the_new(tmp_path: Path) -> None:
    act = "review_sop.review(data, 'surat', 'atasan', 'setuju', datetime.date(2024, 1, 20))"
    whole = with_reviewers(make_library(tmp_path / "ukur"), "[atasan]")
    steps = int(run_killed(act, whole, 0)[-1].split()[1])
    done = (whole / "sop" / "surat.yml").read_bytes()
    kills = tries(4, "SOP_BUNUH")
    for number in range(kills):
        data = with_reviewers(make_library(tmp_path / str(number)), "[atasan]")
        assert "siap" in run_killed(act, data, 1 + (steps - 2) * number // max(1, kills - 1))
        assert (data / "sop" / "surat.yml").read_bytes() in (SOP.encode(), done)
        agree(data, "atasan")
        assert (data / "sop" / "surat.yml").read_bytes() == done


# What publish asks for ------------------------------------------------------------------------------------------------


def test_without_the_key_nothing_is_asked_for(tmp_path: Path) -> None:
    data = make_library(tmp_path)
    actions.publish(data, "surat", efektif=D(2024, 2, 1))
    assert "tinjauan" not in (data / "sop" / "surat.yml").read_text("utf-8")


def test_publish_names_who_reviewed_which_content(data: Path) -> None:
    """V920: nobody yet; V921: another content; then everybody, also with the dates that publish itself fills in."""
    done = run("publish", "surat", "--tanggal-efektif", "2024-02-01", data=data)
    assert done.returncode == 1
    assert "V920: belum ditinjau Atasan" in done.stdout and "V920: belum ditinjau Petugas" in done.stdout
    assert "sop review surat --sebagai atasan" in done.stdout
    agree(data, "atasan")
    was = short_fingerprint(sop_of(data))
    edit(data, "5 menit", "6 menit")
    now = short_fingerprint(sop_of(data))
    agree(data, "petugas")
    done = run("publish", "surat", "--tanggal-efektif", "2024-02-01", data=data)
    told = f"V921: Atasan meninjau isi lain: pada 20 Januari 2024 kode isinya {was}, isi sekarang berkode {now}"
    assert done.returncode == 1 and told in done.stdout and "V920" not in done.stdout
    review_sop.review(data, "surat", "atasan", "setuju", D(2024, 1, 25))
    actions.publish(data, "surat", efektif=D(2024, 2, 1))
    kept = library(data).terbit["surat"]
    assert [one.jabatan for one in kept.tinjauan] == ["atasan", "petugas", "atasan"], "kept with the revision"
    states = reviewer_states(library(data).instansi, kept)
    assert [one.standing for one in states] == ["setuju", "setuju"]


def test_a_draft_that_was_sent_back_cannot_be_published(data: Path) -> None:
    """V922, until the same reviewer agrees; V921 once it was mended and nobody has read it yet."""
    agree(data, "petugas")
    review_sop.review(data, "surat", "atasan", "perbaiki", DAY, catatan="Waktu terlalu lama")
    assert refused_codes(data) == ["V922"]
    found = [f for f in examine(data)[1] if f.code == "V922"]
    assert [(f.severity, f.message) for f in found] == [
        ("saran", "Atasan meminta perbaikan pada 20 Januari 2024: Waktu terlalu lama")
    ]
    edit(data, "5 menit", "4 menit")
    assert refused_codes(data) == ["V921", "V921"]
    agree(data)
    actions.publish(data, "surat", efektif=D(2024, 2, 1))


def test_the_next_revision_begins_without_reviews_and_its_diff_speaks_of_none(data: Path) -> None:
    agree(data)
    actions.publish(data, "surat", efektif=D(2024, 2, 1))
    actions.revise(data, "surat", ["Waktu"], None)
    assert sop_of(data).tinjauan == ()
    assert len(library(data).arsip["surat"][0].tinjauan) == 2
    before = impact_of(library(data), "surat").perubahan
    agree(data)
    assert impact_of(library(data), "surat").perubahan == before
    done = run("diff", "surat", data=data)
    assert "tinjau" not in done.stdout
    assert refused_codes(data) == ["V906"], "the reviews are there; only the date of revision is not"


def test_while_it_is_reviewed_check_says_who_is_waited_for(data: Path) -> None:
    assert not [f for f in examine(data)[1] if f.code == "V920"], "a draft that is being written waits for nobody"
    edit(data, "status: draf    ", "status: ditinjau")
    assert [f.severity for f in examine(data)[1] if f.code == "V920"] == ["saran", "saran"]
    agree(data, "atasan")
    assert len([f for f in examine(data)[1] if f.code == "V920"]) == 1


def test_reviews_that_were_changed_after_publishing_are_found(data: Path) -> None:
    agree(data)
    actions.publish(data, "surat", efektif=D(2024, 2, 1))
    assert not [f for f in examine(data)[1] if f.code == "V923"]
    edit(data, "hasil: setuju", "hasil: perbaiki")
    assert [f.severity for f in examine(data)[1] if f.code == "V923"] == ["peringatan"]


def test_who_must_review_goes_by_unit(tmp_path: Path) -> None:
    data = make_library(tmp_path)
    path = data / "instansi.yml"
    units = "unit: {satu: {nama: Satu}, dua: {nama: Dua}}\npeninjau: {satu: [petugas], semua: atasan}\n"
    path.write_text(path.read_text("utf-8") + units, "utf-8")
    agency, sop = library(data).instansi, sop_of(data)
    assert required_reviewers(agency, sop) == ("atasan",)
    assert required_reviewers(agency, sop.model_copy(update={"unit": "dua"})) == ("atasan",)
    assert required_reviewers(agency, sop.model_copy(update={"unit": "satu"})) == ("petugas", "atasan")


def test_reviewers_that_nobody_knows_are_findings(tmp_path: Path) -> None:
    data = with_reviewers(make_library(tmp_path), "{stau: [atasan], semua: [atsan]}")
    found = sorted((f.code, f.file, f.line, f.message) for f in examine(data)[1] if f.severity == "galat")
    assert found == [
        ("R201", "instansi.yml", 3, "jabatan 'atsan' tidak ada"),
        ("R206", "instansi.yml", 3, "unit 'stau' tidak ada"),
    ]


def test_a_reviewer_who_is_no_jabatan_is_told_in_a_draft_and_stays_in_what_was_published(data: Path) -> None:
    agree(data)
    actions.publish(data, "surat", efektif=D(2024, 2, 1))
    edit(data, "jabatan: petugas", "jabatan: dulu")
    assert not [f for f in examine(data)[1] if f.code == "R201" and "dulu" in f.message]
    edit(data, "status: berlaku", "status: draf")
    assert [f.message for f in examine(data)[1] if f.code == "R201"] == ["jabatan 'dulu' tidak ada"]


@pytest.mark.parametrize("sidik", ["1a2b3c4", "1a2b3c4g", "0" * 65, "kosong"])
def test_a_mark_that_no_content_can_have_is_told(data: Path, sidik: str) -> None:
    one = f"tinjauan: [{{jabatan: atasan, tanggal: 2024-01-02, hasil: setuju, sidik: {sidik}}}]"
    edit(data, "\npengesahan", f"\n{one}\npengesahan")
    assert [f.code for f in examine(data)[1] if f.severity == "galat"] == ["D104"]


@pytest.mark.parametrize("length", [8, 9, 64])
def test_the_code_on_the_print_is_enough_by_hand(data: Path, length: int) -> None:
    sidik = fingerprint(sop_of(data))[:length].upper()
    for who in ("atasan", "petugas"):
        one = f"{{jabatan: {who}, tanggal: 2024-01-02, hasil: setuju, sidik: '{sidik}'}}"
        edit(data, "\npengesahan", f"\ntinjauan_{who}: [{one}]\npengesahan")
    text = (data / "sop" / "surat.yml").read_text("utf-8")
    text = text.replace("tinjauan_petugas: [", "tinjauan: [").replace("]\ntinjauan_atasan: [", ", ")
    text = text.replace("tinjauan_atasan: [", "tinjauan: [").replace("]\ntinjauan: [", ", ")
    (data / "sop" / "surat.yml").write_text(text, "utf-8")
    actions.publish(data, "surat", efektif=D(2024, 2, 1))


# Which content --------------------------------------------------------------------------------------------------------


def reviewed(sop: Sop) -> ReviewRecord:
    return ReviewRecord(jabatan="a", tanggal=DAY, hasil="setuju", sidik=fingerprint(sop))


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from leaves(inner, (*path, index))
    else:
        yield path


def changed(plain: dict[str, Any], path: tuple[Any, ...], drop: bool) -> Sop | None:
    """The SOP with one value changed or taken out; None where that is no SOP any more."""
    whole = copy.deepcopy(plain)
    place = whole
    for part in path[:-1]:
        place = place[part]
    if drop:
        del place[path[-1]]
    else:
        old = place[path[-1]]
        place[path[-1]] = "2031-01-02" if path[0] == "tanggal" else f"{old}x" if isinstance(old, str) else old + 1
    try:
        return Sop.model_validate(json.loads(json.dumps(whole)))
    except (ValidationError, TypeError):
        return None


@pytest.mark.slow
@pytest.mark.parametrize("name", ["surat-masuk", "perjalanan-dinas"])
def test_any_change_of_the_content_makes_it_a_review_of_another(name: str) -> None:
    """Each value of an SOP in turn, changed and taken out; a remark may change as it likes."""
    sop = library(ROOT / "examples" / "dinas-contoh").sop[name]
    record, tried = reviewed(sop), {True: 0, False: 0}
    plain = sop.model_dump(mode="json", exclude_defaults=True)
    for path in leaves(plain):
        content = path[0] not in NOT_CONTENT and path[-1] not in ("evaluasi", "monitoring")
        for drop in (True, False):
            other = changed(plain, path, drop)
            if other is not None and other != sop:
                assert is_about(record, other) is not content, (path, drop)
                tried[content] += 1
    assert tried[True] > 50 and tried[False] > 3


@pytest.mark.parametrize(("before", "after", "same"), [
    ({}, {"revisi": 0, "tanggal": {"efektif": "2024-02-01"}}, True),
    ({"revisi": 1}, {"revisi": 1, "tanggal": {"revisi": "2024-01-30", "efektif": "2024-02-01"}}, True),
    ({"tanggal": {"pembuatan": "2024-01-01"}}, {"tanggal": {"pembuatan": "2024-01-01", "revisi": "-"}}, True),
    ({}, {"revisi": 1}, False),
    ({"tanggal": {"efektif": "2024-02-01"}}, {"tanggal": {"efektif": "2024-02-02"}}, False),
    ({"tanggal": {"efektif": "2024-02-01"}}, {}, False),
    ({}, {"tanggal": {"pembuatan": "2024-02-01"}}, False),
    ({}, {"nomor": "1", "tanggal": {"efektif": "2024-02-01"}}, False),
])  # fmt: skip
def test_what_publishing_fills_in_is_no_other_content(
    before: dict[str, Any], after: dict[str, Any], same: bool
) -> None:
    steps = {"judul": "A", "pelaksana": ["a"], "langkah": [{"uraian": "Menerima", "pelaksana": "a"}]}
    was, now = Sop.model_validate(steps | before), Sop.model_validate(steps | after)
    assert is_about(reviewed(was), now) is same


# What readers see -----------------------------------------------------------------------------------------------------


def test_what_waits_for_whom(data: Path) -> None:
    def waiting() -> dict[str, list[str]]:
        proyek = for_reader(library(data))
        found = waiting_by_whom(proyek, SiteFacts(proyek, BuildContext()).jabatan_name)
        return {whom: [f"{one.key} {one.said}" for one in its] for whom, its in found.items()}

    assert waiting() == {"Atasan": ["sop/surat belum meninjau"], "Petugas": ["sop/surat belum meninjau"]}
    agree(data, "petugas")
    review_sop.review(data, "surat", "atasan", "perbaiki", DAY, "Budi", "Waktu terlalu lama")
    said = "sop/surat Atasan, Budi: meminta perbaikan, 20 Januari 2024: Waktu terlalu lama"
    assert waiting() == {WRITER: [said]}
    agree(data)
    assert waiting() == {READY: ["sop/surat 'sop publish surat'"]}
    edit(data, "5 menit", "6 menit")
    assert list(waiting()) == ["Atasan", "Petugas"]
    agree(data)
    actions.publish(data, "surat", efektif=D(2024, 2, 1))
    assert waiting() == {}
    actions.revise(data, "surat", ["Waktu"], None)
    assert waiting()["Atasan"] == ["sop/surat/revisi/1 belum meninjau"], "the page of the draft"


@pytest.mark.slow
def test_pages_of_the_draft_and_perlu_perhatian_say_so(data: Path) -> None:
    review_sop.review(data, "surat", "atasan", "perbaiki", DAY, "Budi", "Ganti <b>waktu</b>")
    proyek = for_reader(library(data))
    pages = {page.path: page.body for page in render_pages(proyek, BuildContext())}
    page = pages["sop/surat/index.md"]
    assert "Tinjauan sebelum terbit" in page
    assert "<b>Atasan, Budi</b>: meminta perbaikan, 20 Januari 2024<br>Ganti &lt;b&gt;waktu&lt;/b&gt;" in page
    assert "<b>Petugas</b>: belum meninjau" in page
    listed = render_perhatian(SiteFacts(proyek, BuildContext())).body
    assert "Menunggu sebelum terbit" in listed and WRITER in listed
    agree(data)
    actions.publish(data, "surat", efektif=D(2024, 2, 1))
    proyek = for_reader(library(data))
    pages = {page.path: page.body for page in render_pages(proyek, BuildContext())}
    assert "Tinjauan sebelum terbit" not in pages["sop/surat/index.md"]
    assert "Menunggu sebelum terbit" not in pages["perhatian/index.md"]


@pytest.mark.slow
def test_the_official_document_names_them_only_where_the_agency_wants_it(data: Path) -> None:
    def official() -> bytes:
        return typeset(next(one for one in papers(library(data)) if one.path == "sop/surat/surat.pdf").document)

    def words() -> str:
        return text_of(official())

    plain = official()
    agree(data)
    assert official() == plain, "byte for byte what it was"
    path = data / "instansi.yml"
    path.write_text(path.read_text("utf-8") + "cetak_tinjauan: ya\n", "utf-8")
    assert "Ditinjau sebelum terbit oleh: 1. Atasan: setuju, 20 Januari 2024" in words()
    assert short_fingerprint(sop_of(data)) in words()
    edit(data, "5 menit", "6 menit")
    assert "Atasan: meninjau isi lain (kode isi" in words()
    (data / "sop" / "surat.yml").write_text(SOP, "utf-8")
    assert official() == plain, "nothing is said of what nobody recorded"
