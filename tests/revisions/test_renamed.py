"""What is told of names that changed in other files: how each kind is said, whom it concerns, what is no renaming."""

from __future__ import annotations

from typing import Any

import pytest

from generator.data.formulir import Formulir
from generator.data.instansi import Instansi, Jabatan, Peraturan
from generator.data.library import Library
from generator.data.signed_names import SignedNames
from generator.data.sop import Sop
from generator.revisions.change_report import ChangeLine, report_changes
from generator.revisions.names import Names, freeze_names, ids_of, library_names, logo_mark, names_of, renamed
from tests.support import made_up


def signed(**names: Any) -> SignedNames:
    return SignedNames.model_validate({"sidik": "-", **names})


def sentences(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    return [one.sentence for one in renamed(signed(**old), signed(**new))]


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("unit", "nama unit"), ("jabatan", "nama jabatan"), ("peraturan", "judul peraturan"), ("sop", "judul SOP"),
        ("formulir", "judul formulir"),
    ],
)  # fmt: skip
def test_a_name_of_its_own(kind: str, said: str) -> None:
    """Renamed is what both versions name; what came or went is no renaming."""
    assert sentences({kind: {"a": "Satu"}}, {kind: {"a": "Dua"}}) == [f"{said} berubah dari 'Satu' menjadi 'Dua'"]
    assert sentences({kind: {"a": "Satu"}}, {kind: {"a": "Satu"}}) == []
    assert sentences({kind: {"a": "Satu"}}, {}) == sentences({}, {kind: {"a": "Satu"}}) == []


@pytest.mark.parametrize(
    ("base", "kind", "said"),
    [
        ("jabatan", "jabatan_lengkap", "nama lengkap jabatan"),
        ("peraturan", "peraturan_singkat", "nama singkat peraturan"),
    ],
)  # fmt: skip
def test_a_second_name_comes_and_goes_with_a_thing_that_stays(base: str, kind: str, said: str) -> None:
    names: dict[str, Any] = {base: {"a": "Satu"}}
    longer = names | {kind: {"a": "Satu Dua"}}
    assert sentences(names, longer) == [f"{said} berubah dari kosong menjadi 'Satu Dua'"]
    assert sentences(longer, names) == [f"{said} berubah dari 'Satu Dua' menjadi kosong"]
    assert sentences(longer, names | {kind: {"a": "Tiga"}}) == [f"{said} berubah dari 'Satu Dua' menjadi 'Tiga'"]
    assert sentences(longer, {}) == sentences({}, longer) == [], "the whole thing is another"


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("pemerintah", "nama pemerintah daerah"), ("nama", "nama instansi"),
        ("nama_tampil", "nama instansi dalam kalimat"), ("tempat", "tempat pada formulir"),
        ("alamat", "alamat instansi"), ("kaki_elektronik", "kaki tanda tangan elektronik"), ("lain", "lain"),
    ],
)  # fmt: skip
def test_the_words_of_the_agency(key: str, said: str) -> None:
    """They come and go too, and lines are told in one line."""
    found = sentences({"instansi": {key: "Jl. A\nKota"}}, {"instansi": {key: "Jl. B"}})
    assert found == [f"{said} berubah dari 'Jl. A / Kota' menjadi 'Jl. B'"]
    assert sentences({}, {"instansi": {key: "B"}}) == [f"{said} berubah dari kosong menjadi 'B'"]


def test_what_is_printed_where_the_agency_says_nothing_is_its_word() -> None:
    assert sentences({}, {"instansi": {"tanda_tangan": "elektronik"}}) == [
        "cara tanda tangan berubah dari 'basah' menjadi 'elektronik'"
    ]
    assert sentences({"label": {"nomor": "Nomor"}}, {}) == ["label 'nomor' berubah dari 'Nomor' menjadi 'Nomor SOP'"]
    assert sentences({}, {"instansi": {"tanda_tangan": "basah"}, "label": {"nomor": "Nomor SOP"}}) == []


def test_of_what_is_kept_as_a_fingerprint_no_words_are_told() -> None:
    assert sentences({"kode_formulir": {"nota": "1"}}, {"kode_formulir": {"nota": "2"}}) == [
        "isi formulir 'nota' berubah"
    ]
    assert sentences({"instansi": {"logo": "1"}}, {"instansi": {"logo": "2"}}) == ["gambar logo berubah"]
    assert sentences({"jabatan": {"logo": "A"}}, {"jabatan": {"logo": "B"}}) == [
        "nama jabatan berubah dari 'A' menjadi 'B'"
    ]


def told(old: dict[str, Any], new: dict[str, Any], nama: Names | None = None) -> tuple[ChangeLine, ...]:
    return report_changes(made_up.sop(**old), made_up.sop(**new), nama or Names())


def test_a_report_tells_names_and_nothing_else_of_the_signature() -> None:
    """A name has its line with the field and whom it concerns; the seal and the summary are no change."""
    names: list[dict[str, Any]] = [
        {"sidik": mark, "unit": {"u": word}, "jabatan": {"petugas": word},
         "jabatan_lengkap": {"petugas": f"{word} Satu"}}
        for mark, word in (("a", "Petugas"), ("b", "Staf"))
    ]  # fmt: skip
    old = {"sidik": "1", "nama_terbit": names[0]}
    new = {"sidik": "2", "nama_terbit": names[1], "perubahan": {"ringkasan": ["Ringkas"]}}
    assert [(b.jenis, b.tempat, b.bidang, b.frasa, b.kalimat, b.pelaksana) for b in told(old, new)] == [
        ("ubah", "Halaman identitas", f"nama.{kind}.{id}", f"{said} berubah dari '{a}' menjadi '{b}'",
         f"N{said[1:]} berubah dari '{a}' menjadi '{b}'", who)
        for kind, id, said, a, b, who in (
            ("unit", "u", "nama unit", "Petugas", "Staf", ()),
            ("jabatan", "petugas", "nama jabatan", "Petugas", "Staf", ("petugas",)),
            ("jabatan_lengkap", "petugas", "nama lengkap jabatan", "Petugas Satu", "Staf Satu", ("petugas",)),
        )
    ]  # fmt: skip
    assert told(old, old) == ()


def library(word: str) -> Library:
    """Everything that an SOP may name, called with ``word``."""
    form = Formulir.model_validate({"judul": f"Nota {word}", "bagian": [{"isian": [{"id": "a", "label": word}]}]})
    return made_up.proyek(
        {"lain": made_up.sop(judul=f"Lain {word}")},
        instansi=Instansi.model_validate(
            {"pemerintah": "P", "nama": "D", "logo": "logo.png", "alamat": [word, "Kota"],
             "unit": {"u": {"nama": f"Unit {word}"}}, "label": {"nomor": word}}
        ),
        jabatan={"petugas": Jabatan(nama=word), "kepala": Jabatan(nama="K", lengkap=f"Kepala {word}")},
        peraturan={"uu": Peraturan(judul=f"UU {word}", singkat=word), "uu2": Peraturan(judul="UU 2")},
        formulir={"nota": form, "lepas": form},
        lampiran={"logo.png": word.encode()},
    )  # fmt: skip


def naming(**more: Any) -> Sop:
    steps = [{"uraian": "A", "pelaksana": ["petugas", "tamu"], "formulir": ["nota", "entah"]}]
    return made_up.sop(
        langkah=steps, pelaksana=["petugas", "tamu"], unit="u", dasar_hukum=["uu", "uu2", "entah"],
        keterkaitan=[{"sop": "lain"}, {"judul": "SOP X"}, {"sop": "hilang"}],
        pengesahan={"jabatan": "kepala", "nama": "N"},
        identifikasi={"penanggung_jawab": {"produk": "kepala", "kegiatan": "petugas"}, "kegiatan": {"awal": ["a"]}},
        **more,
    )  # fmt: skip


def test_frozen_are_the_names_that_the_sop_prints() -> None:
    """Of what it names, and of what the library knows; nothing more."""
    sop = naming()
    assert ids_of(sop) == {
        "jabatan": ("kepala", "petugas", "tamu"), "peraturan": ("uu", "uu2", "entah"), "formulir": ("nota", "entah"),
        "sop": ("lain", "hilang"), "unit": ("u",),
    }  # fmt: skip
    names = freeze_names(library("Satu"), sop)
    assert len(names.sidik) == 16
    codes = names.kode_formulir.values()
    assert [len(code) for code in codes] == [8]
    assert names.model_dump(exclude={"sidik", "kode_formulir"}) == {
        "instansi": {"pemerintah": "P", "nama": "D", "alamat": "Satu\nKota", "logo": logo_mark(library("Satu"))},
        "label": {"nomor": "Satu"}, "unit": {"u": "Unit Satu"}, "jabatan": {"kepala": "K", "petugas": "Satu"},
        "jabatan_lengkap": {"kepala": "Kepala Satu"}, "peraturan": {"uu": "UU Satu", "uu2": "UU 2"},
        "peraturan_singkat": {"uu": "Satu"}, "sop": {"lain": "Lain Satu"}, "formulir": {"nota": "Nota Satu"},
    }  # fmt: skip
    assert freeze_names(library("Dua"), sop).sidik != names.sidik
    assert logo_mark(made_up.proyek()) == ""
    assert len(logo_mark(library("Satu"))) == 16


@pytest.mark.parametrize(
    ("status", "known"), [("draf", True), ("ditinjau", True), ("berlaku", False), ("dicabut", False)]
)
def test_the_names_of_a_version(status: str, known: bool) -> None:
    """Those it was signed with; of a draft today's; of what was published before names were kept nobody knows them."""
    names = signed(jabatan={"petugas": "Lama"})
    today = library("Satu")
    assert names_of(naming(status=status), today) == (freeze_names(today, naming()) if known else None)
    assert names_of(naming(status=status, nama_terbit=names), today) == names
    assert names_of(naming(status=status), None) is None
    assert [*renamed(None, names)] == [*renamed(names, None)] == []


@pytest.mark.slow
def test_a_draft_is_told_with_the_names_of_today() -> None:
    old = naming(status="berlaku", nama_terbit=freeze_names(library("Satu"), naming()))
    found = [line.kalimat for line in report_changes(old, naming(), library_names(library("Dua")))]
    assert found == [
        "Status berlaku menjadi draf",
        "Alamat instansi berubah dari 'Satu / Kota' menjadi 'Dua / Kota'",
        "Gambar logo berubah",
        "Label 'nomor' berubah dari 'Satu' menjadi 'Dua'",
        "Nama unit berubah dari 'Unit Satu' menjadi 'Unit Dua'",
        "Nama jabatan berubah dari 'Satu' menjadi 'Dua'",
        "Nama lengkap jabatan berubah dari 'Kepala Satu' menjadi 'Kepala Dua'",
        "Judul peraturan berubah dari 'UU Satu' menjadi 'UU Dua'",
        "Nama singkat peraturan berubah dari 'Satu' menjadi 'Dua'",
        "Judul SOP berubah dari 'Lain Satu' menjadi 'Lain Dua'",
        "Judul formulir berubah dari 'Nota Satu' menjadi 'Nota Dua'",
        "Isi formulir 'nota' berubah",
    ]


@pytest.mark.slow
def test_names_of_several_folders() -> None:
    """The last one's count; a regulation is called by its short name where it has one."""
    one, two = library("Satu"), library("Dua")
    found = library_names(one, two)
    assert found == Names(
        {"petugas": "Dua", "kepala": "K"}, {"nota": "Nota Dua", "lepas": "Nota Dua"}, {"uu": "Dua", "uu2": "UU 2"},
        {"lain": "Lain Dua"}, {"u": "Unit Dua"}, two,
    )  # fmt: skip
    assert library_names() == Names()
