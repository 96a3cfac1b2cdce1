"""`sop new`: an SOP with what the agency shares, a form, a jabatan; and the number that comes next."""

from __future__ import annotations

import errno
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from generator.commands.new_sop import _keys_of_identity
from generator.data.fingerprint import fingerprint
from generator.data.loader import load
from generator.data.sop import Sop
from generator.examine import examine
from generator.findings import Finding
from generator.io.lock import locked
from tests.commands.test_refusing_disk import BadDisk, state
from tests.commands.test_revision import run
from tests.data.test_cases import AGENCY
from tests.support.libraries import SOP, make_library
from tests.support.tools import ROOT

SHARED = """\
unit:
  sekre: {nama: Sekretariat, kode: SEKRE, pengesahan: {jabatan: petugas, nama: "Petugas, S.Sos"}}
  umum: {nama: Bagian Umum, kode: UM}
  lain: {nama: Lain}
bawaan:
  pengesahan: {jabatan: atasan, nama: "Dra. Atasan: M.Si", nip: 19700101 199501 1 001}
  penanda_tangan_lain:
    - {sebutan: "Disusun: oleh", jabatan: staf, nama: "Staf, S.Sos"}
    - {sebutan: Diperiksa oleh, jabatan: tidak-ada}
  dasar_hukum: [perbup-1, perbup-9]
  bagian_lain: [Pengertian, "Kebijakan: mutu"]
  kualifikasi: [Memahami tata naskah, "Teliti: selalu"]
  peralatan: Komputer
"""
LAWS = "perbup-1: {judul: Peraturan Bupati Contoh Nomor 1 Tahun 2024 tentang Tata Naskah}\n"
JABATAN = """\
# Jabatan kami.
petugas:
  nama: Petugas   # yang menerima

atasan: {nama: Atasan}
staf:
  nama: Staf
  alias: [Pelaksana]
# akhir
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    files = AGENCY | {"peraturan.yml": LAWS, "jabatan.yml": JABATAN}
    files["instansi.yml"] += SHARED
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def made(data: Path, slug: str) -> Sop:
    proyek, findings = load(data)
    assert proyek is not None, findings
    return proyek.sop[slug]


def serious(data: Path) -> list[Finding]:
    return [found for found in examine(data)[1] if found.severity != "saran"]


def number(data: Path, *more: str) -> str:
    """The number that a new SOP gets, which the console says too."""
    done = run("new", f"Urusan {len(list((data / 'sop').glob('*.yml')))}", *more, data=data)
    assert done.returncode == 0, done.stdout
    path = re.search(r"Dibuat: (\S+)\. Ubah", done.stdout)
    assert path
    nomor = made(data, Path(path[1]).stem).nomor or ""
    assert (f"Nomor usul menurut pola_nomor: {nomor}\n" in done.stdout) == bool(nomor)
    assert ("Nomor tidak diusulkan" in done.stdout) == (not nomor)
    return nomor


def pattern(data: Path, text: str) -> None:
    (data / "instansi.yml").write_text(AGENCY["instansi.yml"] + SHARED + f'pola_nomor: "{text}"\n', "utf-8")


def test_every_field_of_the_identity_is_there_and_explained(data: Path) -> None:
    assert run("new", "Penerimaan Tamu", data=data).returncode == 0
    text = (data / "sop" / "penerimaan-tamu.yml").read_text("utf-8")
    keys = list(_keys_of_identity())
    assert {"judul", "nomor", "revisi", "unit", "tanggal", "pengesahan", "dasar_hukum", "keterkaitan", "kualifikasi",
            "peralatan", "peringatan", "pencatatan", "maksud_tujuan", "identifikasi"} <= set(keys)  # fmt: skip
    for key in [*keys, "pembuatan", "efektif", "jabatan", "nama", "nip"]:
        beside = re.search(rf"^ *(?:# )?{key}:.*  # .+$", text, re.MULTILINE)
        assert beside or re.search(rf"# .+\n *{key}:", text) or key == "tanggal", key
    assert not {"sidik", "nama_terbit", "pencabutan", "abaikan"} & set(keys)
    assert [found for found in serious(data) if found.file != "instansi.yml"] == []


def test_what_the_agency_shares_is_copied_and_the_unit_signs(data: Path) -> None:
    assert run("new", "Satu", "--unit", "sekre", data=data).returncode == 0
    assert (
        run("new", "Dua", "--unit", "umum", "--pelaksana", "staf", "--pelaksana", "atasan", data=data).returncode == 0
    )
    one, two = made(data, "satu"), made(data, "dua")
    assert one.pengesahan is not None and two.pengesahan is not None
    assert (one.unit, one.pengesahan.jabatan, one.pengesahan.nama) == ("sekre", "petugas", "Petugas, S.Sos")
    assert (two.pengesahan.nama, two.pengesahan.nip) == ("Dra. Atasan: M.Si", "19700101 199501 1 001")
    written = [(signer.sebutan, signer.jabatan, signer.nama, signer.nip) for signer in one.penanda_tangan_lain]
    assert written == [("Disusun: oleh", "staf", "Staf, S.Sos", None)]  # of the other nobody knows the position: R220
    assert [(section.judul, section.isi) for section in one.bagian_lain] == [
        ("Pengertian", ()),
        ("Kebijakan: mutu", ()),
    ]
    assert one.dasar_hukum == ("perbup-1",)  # what is not there is left out: R220 says so
    assert one.kualifikasi == ("Memahami tata naskah", "Teliti: selalu")
    assert one.peralatan == ("Komputer",)
    assert [kolom.pelaksana for kolom in two.pelaksana] == [("staf",), ("atasan",)]
    assert {found.code for found in serious(data)} == {"R220"}


def test_an_sop_that_is_there_does_not_change_with_what_is_shared(tmp_path: Path) -> None:
    """What was signed stays what was signed, and so do its prints."""
    data = make_library(tmp_path)
    assert run("publish", "surat", "--tanggal-efektif", "2024-02-01", data=data).returncode == 0
    before, raw = fingerprint(made(data, "surat")), (data / "sop" / "surat.yml").read_bytes()
    with (data / "instansi.yml").open("a", encoding="utf-8") as file:
        file.write("bawaan: {pengesahan: {jabatan: petugas, nama: Lain}, kualifikasi: [X], peralatan: [Y]}\n")
        file.write('pola_nomor: "{urut:2}/{tahun}"\n')
    assert run("new", "Surat Keluar", data=data).returncode == 0
    sop = made(data, "surat")
    assert (fingerprint(sop), sop.kualifikasi, (data / "sop" / "surat.yml").read_bytes()) == (before, (), raw)
    assert made(data, "surat-keluar").kualifikasi == ("X",)
    assert [found for found in serious(data) if found.file != "sop/surat.yml"] == []


def test_two_at_once_do_not_take_one_number(data: Path) -> None:
    pattern(data, "000/{urut:3}/{tahun}")
    with locked(data / "sop"):
        done = run("new", "Satu", data=data)
    assert (done.returncode, "perintah lain sedang menulis" in done.stdout) == (1, True)
    assert not (data / "sop").exists()


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("000/{urut:3}/{tahun}", "sekre", ["000/001/2026", "000/002/2026", "000/003/2026"]),
        ("{urut}/{unit}/{bulan_romawi}/{tahun}", "sekre", ["1/SEKRE/III/2026", "2/SEKRE/III/2026", "3/SEKRE/III/2026"]),
        ("{urut}/{unit}/{tahun}", "lain", ["", "", ""]),
        ("{urut}", "sekre", ["1", "2", "3"]),
    ],
)
def test_numbers_follow_each_other(data: Path, text: str, unit: str, expected: list[str]) -> None:
    pattern(data, text)
    assert [number(data, "--unit", unit, "--tanggal", "2026-03-09") for _ in expected] == expected
    assert not [found for found in examine(data)[1] if found.code[:3] == "T60"]


def test_a_new_year_and_another_unit_begin_anew(data: Path) -> None:
    pattern(data, "{urut}/{unit}/{tahun}")
    days = [("sekre", "2026-12-31"), ("sekre", "2027-01-01"), ("umum", "2027-01-01"), ("sekre", "2027-06-01")]
    told = [number(data, "--unit", unit, "--tanggal", day) for unit, day in days]
    assert told == ["1/SEKRE/2026", "1/SEKRE/2027", "1/UM/2027", "2/SEKRE/2027"]


def test_the_highest_number_counts_however_it_was_written_and_wherever_it_is_kept(data: Path) -> None:
    """Of an earlier revision, withdrawn, without its zeros: none of them is given again."""
    pattern(data, "000/{urut:3}/{tahun}")
    (data / "sop").mkdir()
    for slug, nomor, more in (
        ("a", "000/7/2026", ""),
        ("b", "000/009/2026", "status: dicabut\npencabutan: {tanggal: 2026-02-01}\n"),
    ):
        text = SOP.replace("judul: Surat", f"judul: {slug}").replace("nomor: 01/2024", f"nomor: {nomor}")
        (data / "sop" / f"{slug}.yml").write_text(text.replace("status: draf", f"{more}#") if more else text, "utf-8")
    assert number(data, "--tanggal", "2026-05-05") == "000/010/2026"
    (data / "arsip" / "lama").mkdir(parents=True)
    (data / "arsip" / "lama" / "0.yml").write_text(SOP.replace("01/2024", "000/020/2026"), "utf-8")
    assert number(data, "--tanggal", "2026-05-05") == "000/021/2026"


def test_the_number_is_a_proposal_until_somebody_confirms_it(data: Path) -> None:
    pattern(data, "000/{urut:3}/{tahun}")
    assert run("new", "Satu", data=data).returncode == 0
    assert [note.bagian for note in made(data, "satu").konfirmasi] == ["langkah.uraian", "nomor"]


DAY = ("--tanggal", "2026-01-01")


@pytest.mark.parametrize(
    ("arguments", "file"),
    [
        (("Satu", *DAY), "sop/satu.yml"),
        (("Dua", "--unit", "sekre", *DAY), "sop/dua.yml"),
        (("--formulir", "Buku Tamu"), "formulir/buku-tamu.yml"),
        (("--jabatan", "Kepala Seksi"), "jabatan.yml"),
    ],
)
def test_a_trial_shows_the_text_and_writes_nothing(data: Path, arguments: tuple[str, ...], file: str) -> None:
    pattern(data, "000/{urut:3}/{tahun}")
    before = state(data)
    done = run("new", *arguments, "--coba", data=data)
    assert done.returncode == 0, done.stdout
    assert state(data) == before
    shown, _, end = done.stdout.partition(":\n")[2].partition("\nTidak ada yang ditulis (--coba).")
    assert end
    assert run("new", *arguments, data=data).returncode == 0
    text = (data / file).read_text("utf-8").rstrip()
    assert shown in text if file == "jabatan.yml" else shown == text


def test_a_form_is_small_valid_and_explained(data: Path) -> None:
    done = run("new", "--formulir", "Buku Tamu: Umum", data=data)
    assert done.returncode == 0, done.stdout
    text = (data / "formulir" / "buku-tamu-umum.yml").read_text("utf-8")
    for words in ("keterangan:", "arah: tegak", "petunjuk:", "# jenis", "# pilihan", "# sambungan", "# tempat_tanggal"):
        assert words in text
    assert [found for found in serious(data) if "formulir" in found.file] == []
    again = run("new", "--formulir", "Buku tamu umum", data=data)
    assert (again.returncode, "Berkas formulir/buku-tamu-umum.yml sudah ada." in again.stdout) == (1, True)
    assert (data / "formulir" / "buku-tamu-umum.yml").read_text("utf-8") == text


def test_a_jabatan_is_added_and_all_else_stays_to_the_letter(data: Path) -> None:
    done = run("new", "--jabatan", 'Kepala "Seksi": Data', data=data)
    assert done.returncode == 0, done.stdout
    text = (data / "jabatan.yml").read_text("utf-8")
    (place,) = [m.start() for m in re.finditer(r"\nkepala-seksi-data:", text)]
    added = '\nkepala-seksi-data:\n  nama: "Kepala \\"Seksi\\": Data"\n'
    assert text[:place] + text[place + len(added) :] == JABATAN
    proyek, _ = load(data)
    assert proyek is not None and proyek.jabatan["kepala-seksi-data"].nama == 'Kepala "Seksi": Data'


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(
    "text", ["a: {nama: A}", "a: {nama: A}\n", "{a: {nama: A}}\n", "\ufeff# x\na: {nama: A} # y\n\n\n"]
)
def test_a_jabatan_in_any_file(data: Path, text: str, newline: str) -> None:
    raw = text.replace("\n", newline).encode("utf-8")
    (data / "jabatan.yml").write_bytes(raw)
    (data / "instansi.yml").write_text(AGENCY["instansi.yml"], "utf-8")
    (data / "formulir" / "daftar-hadir.yml").unlink()
    assert run("new", "--jabatan", "Staf", "--slug", "staf-1", data=data).returncode == 0
    proyek, findings = load(data)
    assert proyek is not None, findings
    assert list(proyek.jabatan) == ["a", "staf-1"]
    new = (data / "jabatan.yml").read_bytes()
    assert b"\r\n" not in new or newline == "\r\n"
    assert all(part in new for part in (b"nama: A", b"# y" if "# y" in text else b""))


@pytest.mark.parametrize(
    ("arguments", "code", "why"),
    [
        (("--jabatan", "Petugas"), 1, "'petugas' sudah bernama 'Petugas'"),
        (("--jabatan", "Lain", "--slug", "atasan"), 1, "sudah dipakai jabatan 'Atasan'"),
        (("--jabatan", "Lain", "--slug", "A B"), 1, "tidak dapat menjadi id"),
        (("--jabatan", "!!!"), 1, "tidak dapat menjadi id"),
        (("--jabatan", "--formulir", "X"), 2, "tidak bersama"),
        (("--formulir", "X", "--unit", "sekre"), 2, "hanya untuk SOP"),
        (("--jabatan", "X", "--pelaksana", "atasan"), 2, "hanya untuk SOP"),
        (("Satu", "--unit", "sekr"), 2, "maksud Anda 'sekre'?"),
        (("Satu", "--pelaksana", "atasn"), 2, "maksud Anda 'atasan'?"),
        (("Satu", "--slug", "Surat Masuk"), 2, "pakai huruf kecil"),
        (("Satu", "--slug", "index"), 2, "sudah dipakai oleh situs ini"),
        (("Satu", "--slug", "lama"), 2, "revisinya ada di arsip"),
        (("!!!",), 2, "huruf atau angka"),
        (("--formulir", "!!!"), 2, "huruf atau angka"),
        (("a\x00b",), 2, "tidak dapat disimpan"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(
    data: Path, arguments: tuple[str, ...], code: int, why: str
) -> None:
    (data / "arsip" / "lama").mkdir(parents=True)
    (data / "arsip" / "lama" / "0.yml").write_text(SOP, "utf-8")
    before = state(data)
    for trial in ([], ["--coba"]):
        done = run("new", *arguments, *trial, data=data)
        assert (done.returncode, why in done.stdout) == (code, True), done.stdout
        assert state(data) == before


def test_a_title_whose_name_an_ended_sop_had_gets_another(data: Path) -> None:
    (data / "arsip" / "penerimaan-tamu").mkdir(parents=True)
    (data / "arsip" / "penerimaan-tamu" / "0.yml").write_text(SOP, "utf-8")
    assert run("new", "Penerimaan Tamu", data=data).returncode == 0
    assert (data / "sop" / "penerimaan-tamu-2.yml").is_file()


def test_the_only_unit_is_taken(data: Path) -> None:
    (data / "instansi.yml").write_text(AGENCY["instansi.yml"] + "unit: {satu: {nama: Satu}}\n", "utf-8")
    assert run("new", "Tamu", data=data).returncode == 0
    assert made(data, "tamu").unit == "satu"


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="needs a terminal")
def test_a_person_at_a_terminal_is_asked_for_what_is_not_given(data: Path) -> None:
    import pty

    def at_terminal(answers: str, *arguments: str) -> str:
        parent, child = pty.openpty()
        command = [sys.executable, "-m", "generator", "new", *arguments, "--data", str(data)]
        env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "TERM": "dumb"}
        with subprocess.Popen(command, stdin=child, stdout=child, stderr=child, env=env) as process:
            os.close(child)
            os.write(parent, answers.encode())
            said = bytearray()
            try:
                while part := os.read(parent, 4096):
                    said += part
            except OSError:  # the other end is closed
                pass
            assert process.wait() == 0, said.decode()
        os.close(parent)
        return said.decode()

    said = at_terminal("Tamu\nsekr\nsekre\nstaf, petugs\nstaf, petugas\n")
    for words in ("sekre: Sekretariat", "pilih salah satu", "[petugas, atasan]", "'petugs' tidak ada"):
        assert words in said
    sop = made(data, "tamu")
    assert (sop.unit, [kolom.pelaksana for kolom in sop.pelaksana]) == ("sekre", [("staf",), ("petugas",)])
    assert "Pelaksana," not in at_terminal("", "Surat", "--unit", "umum", "--pelaksana", "staf")


@pytest.mark.parametrize("call", ["open", "write", "replace", "flock"])
@pytest.mark.parametrize("arguments", [("--jabatan", "Kepala Seksi"), ("--formulir", "Buku Tamu")])
def test_a_disk_that_refuses_changes_nothing(
    data: Path, arguments: tuple[str, ...], call: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state(data)
    for fails in (None, 1, 2, 3):
        disk = BadDisk(data, call, errno.EIO if call == "flock" else errno.EACCES, fails)
        with monkeypatch.context() as patch:
            disk.install(patch)
            done = run("new", *arguments, data=data)
        if fails is not None and disk.met < fails:
            break
        if "belum lengkap" in done.stdout:  # the file is there; only the schemas for editors are not
            assert "Dibuat: " in done.stdout
            break
        assert (done.returncode, "tidak dibuat" in done.stdout) == (1, True), done.stdout
        assert {name: content for name, content in state(data).items() if content is not None} == {
            name: content for name, content in before.items() if content is not None
        }
