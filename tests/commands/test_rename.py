"""`sop rename`: files, references, addresses, prints and history of an SOP that gets another name."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

from generator.build.make_part import Job, make_part
from generator.build.slices import Slicer
from generator.commands import actions
from generator.commands.at_work import RefusedError
from generator.commands.reference_edit import with_names
from generator.commands.rename import rename
from generator.data.fingerprint import fingerprint, short_fingerprint
from generator.data.former_names import TodaysName, as_written
from generator.data.library import Library
from generator.data.loader import load
from generator.examine import examine
from generator.facts.site_facts import BuildContext, SiteFacts
from generator.pages import pages_of_sop
from generator.pages.cek_page import answers_of
from generator.revisions.history import History
from generator.revisions.names import ids_in
from generator.revisions.reader_view import for_reader, library_on
from tests.commands.test_revision import run
from tests.support.libraries import SOP, make_library
from tests.support.whole import atom_feed
from tests.support.writing_acts import OTHER, contents

pytestmark = pytest.mark.slow

D = datetime.date
HARI = D(2026, 3, 2)


def named(title: str, keterkaitan: str) -> str:
    text = OTHER.replace("judul: Lain", f"judul: {title}").replace("01/2024", f"{title}/2024")
    return text.replace("keterkaitan: [{sop: surat}]  # berkaitan", keterkaitan)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """``surat`` with two revisions; ``berlaku`` names it and was signed; two drafts name it in several ways."""
    data = make_library(tmp_path / "data")
    step = "    pelaksana: petugas\n    sop_terkait: {sop: surat}\n# catatan di akhir"
    (data / "sop" / "berlaku.yml").write_text(named("Berlaku", "keterkaitan: [{sop: surat}]"), "utf-8")
    (data / "sop" / "draf.yml").write_text(
        named("Draf", 'keterkaitan:\n  - sop: "surat" # erat\n  - judul: surat\n').replace(
            "    pelaksana: petugas\n# catatan di akhir", step
        ),
        "utf-8",
    )
    (data / "sop" / "lepas.yml").write_text(SOP.replace("judul: Surat", "judul: Lepas"), "utf-8")
    actions.publish(data, "surat", efektif=D(2024, 2, 1))
    actions.publish(data, "berlaku", efektif=D(2024, 2, 1))
    actions.revise(data, "surat", ["Waktu"], None)
    text = (data / "sop" / "surat.yml").read_text("utf-8")
    (data / "sop" / "surat.yml").write_text(text.replace("5 menit", "6 menit"), "utf-8")
    actions.publish(data, "surat", D(2025, 1, 2), D(2025, 2, 1))
    return data


def library(data: Path) -> Library:
    found, findings = load(data)
    assert found is not None and not [f for f in findings if f.severity == "galat"]
    return found


def errors(data: Path) -> list[str]:
    return [f.code for f in examine(data)[1] if f.severity == "galat" or f.code.startswith("V9")]


def test_files_move_and_what_was_signed_keeps_its_words(data: Path) -> None:
    before, old = contents(data), library(data)
    done = rename(data, "surat", "surat-datang", HARI)
    after, new = contents(data), library(data)
    assert done.written == ("sop/surat.yml", "sop/surat-datang.yml", "arsip/surat-datang", "sop/draf.yml")
    assert errors(data) == []
    for number in (0, 1):
        assert after[f"arsip/surat-datang/{number}.yml"] == before[f"arsip/surat/{number}.yml"]
    assert not (data / "arsip" / "surat").exists()
    noted = b"nama_lama:\n  surat: 2026-03-02\n"
    assert after["sop/surat-datang.yml"].replace(noted, b"") == before["sop/surat.yml"]
    same = ("sop/berlaku.yml", "arsip/berlaku/0.yml", "sop/lepas.yml")
    assert [after[name] for name in same] == [before[name] for name in same]
    codes = {slug: fingerprint(sop) for slug, sop in old.sop.items() if slug != "draf"}
    assert {slug.replace("surat", "surat-datang"): code for slug, code in codes.items()} == {
        slug: fingerprint(sop) for slug, sop in new.sop.items() if slug != "draf"
    }
    draft = after["sop/draf.yml"].decode()
    assert draft == before["sop/draf.yml"].decode().replace('"surat" # erat', "surat-datang # erat").replace(
        "{sop: surat}", "{sop: surat-datang}"
    )
    assert "- judul: surat\n" in draft, "a title is no reference"


def test_a_signed_reference_means_the_sop_of_today(data: Path) -> None:
    rename(data, "surat", "surat-datang", HARI)
    reference = library(data).sop["berlaku"].keterkaitan[0].sop
    assert reference == "surat-datang" and isinstance(reference, TodaysName) and as_written(reference) == "surat"
    names = library(data).sop["berlaku"].nama_terbit
    assert names is not None and [*names.sop] == ["surat-datang"]
    actions.revise(data, "berlaku", ["Rujukan"], None)
    assert "keterkaitan: [{sop: surat-datang}]" in (data / "sop" / "berlaku.yml").read_text("utf-8")
    assert run("diff", "berlaku", data=data).stdout.count("eterkaitan") == 0, "the same SOP is no change"


def test_there_and_back_gives_the_same_bytes_but_for_the_former_names(data: Path) -> None:
    before = contents(data)
    rename(data, "surat", "surat-datang", HARI)
    rename(data, "surat-datang", "surat", D(2026, 4, 1))
    after = contents(data)
    text = after.pop("sop/surat.yml").decode()
    assert "nama_lama:\n  surat: 2026-03-02\n  surat-datang: 2026-04-01\n" in text
    assert re.sub(r"nama_lama:\n(  .*\n){2}", "", text) == before.pop("sop/surat.yml").decode()
    after["sop/draf.yml"] = after["sop/draf.yml"].replace(b"- sop: surat # erat", b'- sop: "surat" # erat')
    assert after == before
    assert errors(data) == []
    told = [(str(e.hari), e.nama) for e in History(for_reader(library(data))).catatan("surat") if e.jenis == "nama"]
    assert told == [("2026-03-02", ("surat", "surat-datang")), ("2026-04-01", ("surat-datang", "surat"))]


def test_old_prints_are_answered_and_the_feed_keeps_its_entries(data: Path) -> None:
    ids = set(re.findall("<id>(.*?)</id>", atom_feed(History(for_reader(library(data))))))
    said = [(a.revisi.kode, a.judul, a.isi) for a in answers_of(for_reader(library(data)), "surat")]
    rename(data, "surat", "surat-datang", HARI)
    rename(data, "surat-datang", "agenda", D(2026, 4, 1))
    shown = for_reader(library(data))
    assert [(a.revisi.kode, a.judul, a.isi) for a in answers_of(shown, "agenda")] == said
    feed = atom_feed(History(shown))
    assert ids < set(re.findall("<id>(.*?)</id>", feed))
    assert feed.count("Surat: berganti nama") == 2
    early = History(library_on(library(data), D(2026, 3, 31)))
    assert [e.nama for e in early.catatan("agenda") if e.jenis == "nama"] == [("surat", "surat-datang")]


def test_the_site_leads_on_from_every_former_page(data: Path, tmp_path: Path) -> None:
    agency = data / "instansi.yml"
    agency.write_text(agency.read_text("utf-8") + "\nalamat_situs: https://sop.contoh.invalid/\n", "utf-8")
    sites = []
    for site in (tmp_path / "lama", tmp_path / "baru"):
        done = run("build", "--site", str(site), "--ringkas", data=data)
        assert done.returncode == 0, done.stdout
        sites.append(site)
        if len(sites) == 1:
            rename(data, "surat", "surat-datang", HARI)
    pages = {path.relative_to(sites[0]) for path in sites[0].glob("sop/surat/**/*.html")}
    assert len(pages) > 8
    assert pages <= {path.relative_to(sites[1]) for path in sites[1].glob("sop/surat/**/*.html")}
    for page in pages - {Path("sop/surat/cek/index.html")}:
        html = (sites[1] / page).read_text("utf-8")
        target = re.search(r'http-equiv="refresh" content="0; url=(.+?)"', html)
        assert target and f'href="{target[1]}"' in html, page
        whole = (sites[1] / page.parent / target[1]).resolve()
        assert whole == (sites[1] / str(page).replace("surat", "surat-datang", 1)).resolve()
        assert whole.is_file() and "http-equiv" not in whole.read_text("utf-8")
    cek = (sites[1] / "sop/surat/cek/index.html").read_text("utf-8")
    sop = library(data).sop["surat-datang"]
    assert f'data-kode="{short_fingerprint(sop)}"' in cek and "Cetakan ini beralamat lama" in cek
    assert "sop/surat/" not in (sites[1] / "sitemap.xml").read_text("utf-8")
    assert 'href="../surat-datang/index.html"' in (sites[1] / "sop/berlaku/index.html").read_text("utf-8")
    changes = (sites[1] / "perubahan/index.html").read_text("utf-8")
    assert "Berganti nama" in changes and "sop/surat/ menjadi sop/surat-datang/" in changes
    one_day = tmp_path / "sehari"
    assert run("build", "--site", str(one_day), "--ringkas", "--tanggal", "2024-06-01", data=data).returncode == 0
    assert (one_day / "sop/surat/cek/index.html").is_file() and (one_day / "sop/surat/index.html").is_file()


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("surat", "draf", "SOP 'draf' sudah ada"),
        ("surat", "Surat Datang", "huruf kecil, angka, dan tanda hubung"),
        ("surat", "con", "sudah dipakai oleh Windows"),
        ("surat", "checklist", "sudah dipakai oleh situs ini"),
        ("surat", "x" * 81, "lebih pendek"),
        ("surat", "surat", "sama"),
        ("tidak-ada", "ada", "SOP 'tidak-ada' tidak ada"),
        ("../instansi", "ada", "tanpa .yml"),
        ("surat.yml", "ada", "tanpa .yml"),
        ("tidak-ada", "lepas", "bukan dari arsip/tidak-ada/"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(data: Path, old: str, new: str, why: str) -> None:
    before = contents(data)
    done = run("rename", old, new, data=data)
    assert (done.returncode, contents(data)) == (1, before)
    assert why in done.stdout, done.stdout
    assert "Tidak ada berkas yang berubah." in done.stdout


def test_a_former_name_stays_taken(data: Path) -> None:
    rename(data, "surat", "surat-datang", HARI)
    with pytest.raises(RefusedError, match="'surat' nama lama SOP 'surat-datang'"):
        rename(data, "lepas", "surat", HARI)
    with pytest.raises(RefusedError, match="sekarang bernama 'surat-datang'"):
        rename(data, "surat", "yang-lain", HARI)
    with pytest.raises(RefusedError, match="sekarang bernama 'surat-datang'"):
        actions.revise(data, "surat", [], None)
    assert rename(data, "surat", "surat-datang", HARI).written == (), "again: nothing is left to do"
    (data / "sop" / "surat.yml").write_text(SOP.replace("judul: Surat", "judul: Baru"), "utf-8")
    (found,) = (f for f in examine(data)[1] if f.code == "V930")
    assert (found.file, found.severity) == ("sop/surat-datang.yml", "galat")
    assert rename(data, "surat", "baru", HARI).written[-1] == "sop/baru.yml", "the remedy works"
    (found,) = (f for f in examine(data)[1] if f.code == "V930")
    assert "juga nama lama SOP" in found.message, "two SOPs were called so"


@pytest.mark.parametrize("draft", [False, True])
def test_a_file_moved_by_hand_is_known_again_and_the_remedy_works(data: Path, draft: bool) -> None:
    """V931; an SOP in force by its fingerprint, the draft of a next revision by its number and title."""
    if draft:
        actions.revise(data, "surat", ["Baru"], None)
    (data / "sop" / "surat.yml").rename(data / "sop" / "surat-datang.yml")
    found = {f.code: f for f in examine(data)[1] if f.code.startswith("V93")}
    assert [*found] == ["V931"] and found["V931"].severity == "peringatan"
    assert "'sop rename surat surat-datang'" in found["V931"].remedy
    assert rename(data, "surat", "surat-datang", HARI).written[1] == "arsip/surat-datang"
    assert errors(data) == []
    assert library(data).nama_lama == {"surat-datang": {"surat": HARI}}


def test_a_new_sop_does_not_take_a_former_name(data: Path) -> None:
    rename(data, "surat", "surat-datang", HARI)
    done = run("new", "Surat!", data=data)
    assert done.returncode == 0 and (data / "sop" / "surat-2.yml").is_file(), done.stdout
    assert "V930" not in errors(data)


def test_a_slice_has_the_former_names_too(data: Path) -> None:
    before = {irisan.nama: irisan.sidik for irisan in Slicer(for_reader(library(data))).everything()}
    rename(data, "surat", "surat-datang", HARI)
    shown = for_reader(library(data))
    situs = SiteFacts(shown, BuildContext())
    for irisan in Slicer(shown).everything():
        if irisan.nama.jenis == "sop":
            alone = make_part(Job(irisan, ringkas=True)).halaman
            assert list(alone) == pages_of_sop(situs, irisan.nama.id), irisan.nama
    rename(data, "surat-datang", "surat", HARI)
    again = {irisan.nama: irisan.sidik for irisan in Slicer(for_reader(library(data))).everything()}
    differing = {str(nama) for nama in again if again[nama] != before.get(nama)}
    assert differing == {"sop/surat", "pelaksana/petugas", "pelaksana/atasan"}, "those that tell of it, no other"


def test_a_name_that_is_on_its_way_is_no_news(data: Path) -> None:
    """A kill between the note and the move leaves the SOP with its own name among the former ones."""
    path = data / "sop" / "surat.yml"
    path.write_text(
        path.read_text("utf-8").replace("\ntanggal:", "\nnama_lama: {surat: 2026-03-02}\ntanggal:"), "utf-8"
    )
    assert errors(data) == []
    assert not [e for e in History(for_reader(library(data))).catatan("surat") if e.jenis == "nama"]


def test_a_foreign_file_is_not_taken_for_it(data: Path) -> None:
    (data / "sop" / "surat.yml").unlink()
    with pytest.raises(RefusedError, match="bukan dari arsip/surat/"):
        rename(data, "surat", "lepas", HARI)
    with pytest.raises(RefusedError, match="kembalikan dulu dengan 'sop restore surat 1'"):
        rename(data, "surat", "surat-datang", HARI)


def test_a_short_form_of_former_names_is_read_and_added_to(data: Path) -> None:
    path = data / "sop" / "lepas.yml"
    path.write_text(path.read_text("utf-8").replace("status: draf ", "nama_lama: [dulu]\nstatus: draf "), "utf-8")
    assert library(data).nama_lama == {"lepas": {"dulu": None}}
    rename(data, "lepas", "bebas", HARI)
    assert library(data).nama_lama == {"bebas": {"dulu": None, "lepas": HARI}}


def test_slugs_are_found_wherever_the_model_names_an_sop() -> None:
    text = "judul: a\nketerkaitan: {sop: a}\nlangkah:\n- {uraian: a, sop_terkait: [{sop: 'a'}, {judul: a}]}\n"
    text += "pencabutan: {tanggal: 2026-01-01, pengganti: a}\nunit: a\npelaksana: [a]\n"
    changed = with_names(text, {"a": "null"})
    assert changed.count("null") == 3 and 'keterkaitan: {sop: "null"}' in changed
    assert with_names(changed, {"null": "a"}) == text.replace("'a'", "a")
    assert ids_in({"langkah": [{"sop_terkait": [{"sop": "x"}]}], "sop": "y", "judul": "z"})["sop"] == ("x", "y")
