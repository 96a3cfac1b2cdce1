"""The difference is whole: applied to the one version it gives the other. And it reads naturally."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.data.fingerprint import fingerprint
from generator.data.sop import Sop
from generator.revisions.change_report import report_changes
from generator.revisions.content import content, equal
from generator.revisions.names import Names
from generator.revisions.sop_diff import compare
from generator.revisions.word_diff import WordRun, potong
from tests.support.applied_diff import apply
from tests.support.libraries import read_sop
from tests.support.tools import tries

NAMA = Names(jabatan={"staf": "Staf", "kadis": "Kepala Dinas"}, formulir={"nota": "Nota Dinas"})
ACTORS = ("staf", "kadis", "tim")
WORDS = ("surat", "berkas", "memeriksa", "menulis", "mengirim", "lampiran", "nomor", "agenda")


def step(text: str, **more: Any) -> dict[str, Any]:
    return {"uraian": text, "pelaksana": ["staf"], **more}


BASE: dict[str, Any] = {
    "judul": "Surat", "nomor": "1", "pelaksana": ["staf", "kadis", "tim"],
    "tanggal": {"pembuatan": "2024-01-01", "efektif": "2024-02-01"},
    "peralatan": ["Komputer", "Printer"],
    "langkah": [
        step("Menerima surat masuk dari pengirim", mutu_baku={"waktu": "5 menit", "output": ["Tanda terima"]}),
        step("Mencatat surat pada buku agenda dan melampirkan lembar disposisi"),
        step("Memeriksa kelengkapan berkas surat", keputusan={"ya": "4", "tidak": "2"}),
        step("Menelaah isi surat dan mengusulkan penerima", mutu_baku={"kelengkapan": ["Surat", "Agenda"]}),
        step("Memberi disposisi kepada bidang", pelaksana=["kadis"], formulir=["nota"]),
        step("Menyimpan salinan sebagai arsip"),
    ],
}  # fmt: skip


def make(value: dict[str, Any]) -> Sop:
    return Sop.model_validate(value)


def changed(**more: Any) -> dict[str, Any]:
    return {**copy.deepcopy(BASE), **more}


def sentences(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    return [butir.kalimat for butir in report_changes(make(old), make(new), NAMA)]


texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
lists = st.lists(texts, max_size=3, unique=True)
links = st.lists(st.integers(1, 8).map(str), max_size=2, unique=True)
steps = st.fixed_dictionaries(
    {"uraian": texts, "pelaksana": st.lists(st.sampled_from(ACTORS), min_size=1, max_size=2, unique=True)},
    optional={
        "mutu_baku": st.fixed_dictionaries(
            {}, optional={"kelengkapan": lists, "waktu": texts, "output": lists, "gabung": st.just(["waktu"]),
                          "kosong": st.just(["output"])}
        ),
        "keterangan": lists, "formulir": st.just(["nota"]), "peringatan": lists, "atau": st.just("ya"),
        "lanjut": links, "no": st.sampled_from(["", "7"]), "teks": texts, "jenis": st.just("terminator"),
        "sop_terkait": st.just([{"judul": "SOP Lain"}]), "id": st.sampled_from(["satu", "dua", "tiga"]),
    },
)  # fmt: skip
heads = st.fixed_dictionaries(
    {"judul": texts},
    optional={
        "nomor": texts, "revisi": st.integers(0, 9), "status": st.sampled_from(["draf", "berlaku"]),
        "tanggal": st.fixed_dictionaries({}, optional={"efektif": st.dates().map(str), "revisi": st.dates().map(str)}),
        "peralatan": lists, "dasar_hukum": st.just(["uu-1"]), "perubahan": st.just({"ringkasan": ["a"]}),
        "tabel": st.fixed_dictionaries({}, optional={
            "judul": st.none(), "mutu_baku": st.permutations(["waktu", "output"]).map(lambda p: dict.fromkeys(p)),
        }),
        "catatan_kaki": st.permutations(["*", "**"]).map(lambda p: dict.fromkeys(p, "isi")),
        "bagian_lain": st.lists(st.fixed_dictionaries({"judul": texts}, optional={"isi": lists}), max_size=2),
        "penanda_tangan_lain": st.lists(
            st.fixed_dictionaries({"sebutan": texts, "jabatan": st.sampled_from(ACTORS)}), max_size=2
        ),
        "pengesahan": st.fixed_dictionaries({"jabatan": st.sampled_from(ACTORS)}, optional={"nama": texts}),
        "identifikasi": st.just({"jenis": "rutin", "langkah": {"awal": ["a"]}}),
        "konfirmasi": st.just([{"bagian": "judul", "judul": "a", "sebab": "b"}]),
    },
)  # fmt: skip


@st.composite
def edits(draw: st.DrawFn) -> dict[str, Any]:
    """BASE after some edits of its steps and its head: inserted, deleted, moved, reworded, otherwise filled in."""
    value = copy.deepcopy(BASE)
    rows: list[dict[str, Any]] = value["langkah"]
    for _ in range(draw(st.integers(0, 6))):
        place = draw(st.integers(0, len(rows) - 1))
        kind = draw(st.sampled_from(["insert", "delete", "move", "change", "split"]))
        if kind == "insert":
            rows.insert(place, draw(steps))
        elif kind == "delete" and len(rows) > 1:
            del rows[place]
        elif kind == "move":
            rows.insert(draw(st.integers(0, len(rows) - 1)), rows.pop(place))
        elif kind == "split":
            words = rows[place]["uraian"].split()
            rows[place : place + 1] = [
                {**rows[place], "uraian": " ".join(part)} for part in (words[:2], words[1:]) if part
            ]
        else:
            rows[place] = {**rows[place], **draw(steps)}
    return {**value, **(draw(heads) if draw(st.booleans()) else {})}


@pytest.mark.slow
@settings(max_examples=tries(150))
@given(edits(), edits())
def test_applying_the_difference_gives_the_other(old: dict[str, Any], new: dict[str, Any]) -> None:
    a, b = make(old), make(new)
    beda = compare(a, b)
    result = apply(a, beda)
    assert content(result) == content(b)
    assert result.model_dump(mode="json") == b.model_dump(mode="json")
    assert fingerprint(result) == fingerprint(b)
    assert beda.is_empty == equal(content(a), content(b))  # footnotes in another order are printed so
    assert report_changes(a, a, NAMA) == ()
    report_changes(a, b, NAMA, beda)


@pytest.mark.slow
@settings(max_examples=tries(40))
@given(edits())
def test_equal_files_have_no_difference(value: dict[str, Any]) -> None:
    assert compare(make(value), make(copy.deepcopy(value))).is_empty


def test_procedures_come_go_and_change_places() -> None:
    one = {"judul": "Satu", "langkah": BASE["langkah"][:3]}
    two = {"judul": "Dua", "langkah": BASE["langkah"][3:], "catatan_kaki": {"*": "Catatan"}}
    three = {"judul": "Tiga", "pelaksana": ["staf"], "langkah": [step("Membubarkan panitia")]}
    bare = {key: value for key, value in BASE.items() if key != "langkah"}
    variants = [make({**bare, "prosedur": list(p)}) for p in ((one, two), (two, one), (three, one), (two,))] + [
        make(BASE)
    ]
    for a in variants:
        for b in variants:
            beda = compare(a, b)
            assert content(apply(a, beda)) == content(b)
            assert beda.is_empty == (a is b)
            assert bool(report_changes(a, b, NAMA, beda)) == (a is not b)
    said = [butir.kalimat for butir in report_changes(variants[0], variants[2], NAMA)]
    assert said[:2] == ["Bagan Tiga baru, 1 langkah", "Bagan 2 menjadi bagan ke-2, semula ke-1"]
    assert "Bagan Dua dihapus, 3 langkah" in said


ROWS = BASE["langkah"]


def rows(*order: Any) -> dict[str, Any]:
    return changed(langkah=[copy.deepcopy(ROWS[i]) if isinstance(i, int) else i for i in order])


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (rows(0, 1, step("Membubuhkan cap dinas"), 2, 3, 4, 5), ["Langkah 3 baru: Membubuhkan cap dinas (Staf)"]),
        (rows(1, {**ROWS[2], "keputusan": {"ya": "3", "tidak": "1"}}, 3, 4, 5),
         ["Langkah 1 lama dihapus: “Menerima surat masuk dari pengirim”"]),
        (rows(0, 1, 2, 3, 4), ["Langkah 6 lama dihapus: “Menyimpan salinan sebagai arsip”"]),
        (rows(0, 1, {**ROWS[2], "keputusan": {"ya": "5", "tidak": "2"}}, 4, 3, 5),
         ["Langkah 5 dipindah setelah langkah 3, menjadi langkah 4"]),
        (rows(0, step("Mencatat surat pada buku agenda"), step("Melampirkan lembar disposisi", pelaksana=["kadis"]),
              {**ROWS[2], "keputusan": {"ya": "5", "tidak": "2"}}, 3, 4, 5),
         ["Langkah 2: uraian diubah menjadi “Mencatat surat pada buku agenda”",
          "Langkah 3 pecahan dari langkah 2 lama, yang menjadi langkah 2 dan 3: "
          "Melampirkan lembar disposisi (Kepala Dinas)"]),
        (rows({**ROWS[0], "mutu_baku": {"waktu": "3 menit", "output": ["Tanda terima"]}}, 1, 2, 3, 4, 5),
         ["Langkah 1: waktu 5 menit menjadi 3 menit"]),
        (rows(0, 1, {**ROWS[2], "keputusan": {"ya": "5", "tidak": "2"}}, 3, 4, 5),
         ["Langkah 3: jalan keluar Ya menuju langkah 4 menjadi langkah 5"]),
        (rows(0, 1, 2, {**ROWS[3], "pelaksana": ["kadis", "staf"],
                        "mutu_baku": {"kelengkapan": ["Surat", "Nota"]}}, 4, 5),
         ["Langkah 4: pelaksana Staf menjadi Kepala Dinas dan Staf", "Langkah 4: kelengkapan Agenda menjadi Nota"]),
        (rows(0, 1, 2, 3, {**ROWS[4], "formulir": [], "keterangan": ["Segera"]}, 5),
         ["Langkah 5: keterangan diisi Segera", "Langkah 5: formulir dikosongkan, semula Nota Dinas"]),
        (changed(judul="Surat Masuk", peralatan=["Komputer", "Pemindai", "Printer"]),
         ["Judul Surat menjadi Surat Masuk", "Peralatan ditambah Pemindai"]),
        (changed(tanggal={"pembuatan": "2024-01-01", "efektif": "2025-03-04"}),
         ["Tanggal efektif 1 Februari 2024 menjadi 4 Maret 2025"]),
    ],
)  # fmt: skip
def test_sentences(new: dict[str, Any], expected: list[str]) -> None:
    found = sentences(BASE, new)
    assert sorted(s for s in found if s in expected) == sorted(expected), found


def test_two_steps_that_become_one_are_said_to_be_merged() -> None:
    split = rows(0, step("Mencatat surat pada buku agenda"), step("Melampirkan lembar disposisi"), 2, 3, 4, 5)
    assert "Langkah 3 lama digabung ke langkah 2: Melampirkan lembar disposisi" in sentences(split, BASE)


def test_numbers_that_only_moved_on_are_no_change() -> None:
    """A step before them shifts the targets; what they mean is the same, so nothing is said."""
    moved = [copy.deepcopy(row) for row in ROWS]
    moved[2]["keputusan"] = {"ya": "5", "tidak": "3"}
    new = changed(langkah=[step("Membuka kotak surat"), *moved])
    assert sentences(BASE, new) == ["Langkah 1 baru: Membuka kotak surat (Staf)"]
    beda = compare(make(BASE), make(new))
    assert content(apply(make(BASE), beda)) == content(make(new))


def test_one_table_and_a_list_of_one_are_not_the_same() -> None:
    """The difference is empty only where nothing is to be changed, in both directions."""
    listed = {key: value for key, value in BASE.items() if key != "langkah"} | {"prosedur": [{"langkah": ROWS}]}
    for old, new, same in ((BASE, listed, False), (listed, BASE, False), (BASE, BASE, True), (listed, listed, True)):
        beda = compare(make(old), make(new))
        assert beda.is_empty == same
        assert content(apply(make(old), beda)) == content(make(new))


def test_words_are_marked() -> None:
    assert potong("Memeriksa kelengkapan berkas surat", "Memeriksa seluruh berkas surat") == (
        WordRun("Memeriksa ", "sama"), WordRun("kelengkapan ", "hapus"), WordRun("seluruh ", "baru"),
        WordRun("berkas surat", "sama"),
    )  # fmt: skip
    assert [p.jenis for p in potong("satu dua", "tiga empat")] == ["hapus", "baru"]


@pytest.mark.slow
def test_a_reworded_step_in_its_place_is_the_same_step() -> None:
    row = "{uraian: %s, pelaksana: a, mutu_baku: {output: Tamu nyaman}}"
    text = f"langkah: [{{uraian: Menerima tamu, pelaksana: a}}, {row}, {{uraian: Menutup pintu, pelaksana: a}}]"
    a, b = (
        read_sop(f"judul: A\npelaksana: a\n{text % words}\n") for words in ("Mempersilakan duduk", "Menawarkan minuman")
    )
    (said,) = report_changes(a, b, Names())
    assert said.kalimat == "Langkah 2: uraian Mempersilakan duduk menjadi Menawarkan minuman"
