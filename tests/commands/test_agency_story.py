"""An agency begins from an empty folder, with the guide's commands alone: data, numbers, forms, findings, a site."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from generator.data.fingerprint import short_fingerprint
from generator.data.loader import load
from tests.commands.test_start_agency import LOGO, NAMED, sop

pytestmark = pytest.mark.xdist_group("agency story")

FOLDER = "Dinas Sosial Ünïté 2"
SHARED = """\
unit:
  sekretariat:
    nama: Sekretariat
    kode: SEKRE
pola_nomor: "000/{urut:3}/{unit}/{tahun}"
abaikan:
  - kode: S402
    sebab: Mutu baku dilengkapi bertahap
    sampai: 2026-12-31
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The agency's folder after its first weeks, with its site."""
    base = tmp_path_factory.mktemp("kisah instansi")
    folder = base / FOLDER

    def do(*arguments: str, cwd: Path = folder) -> str:
        code, said = sop(*arguments, cwd=cwd)
        assert code == 0, (arguments, said)
        return said

    do("init", FOLDER, *NAMED, "--nama-pengesah", "Dra. Contoh, M.Si", "--logo", str(LOGO), cwd=base)
    do("build", "--ringkas")
    assert "Belum ada SOP" in (folder / "site" / "index.html").read_text("utf-8")

    agency = folder / "sop_data" / "instansi.yml"
    agency.write_text(
        agency.read_text("utf-8").replace("  kualifikasi: []", "  kualifikasi: [Teliti]") + SHARED, "utf-8"
    )
    for name in ("Sekretaris", "Staf Umum"):
        do("new", "--jabatan", name)
    do("new", "--formulir", "Buku Tamu")
    for title in ("Penerimaan Tamu", "Peminjaman Ruang"):
        do("new", title, "--unit", "sekretariat", "--pelaksana", "staf-umum", "--pelaksana", "sekretaris",
           "--tanggal", "2026-03-02")  # fmt: skip
    path = folder / "sop_data" / "sop" / "penerimaan-tamu.yml"
    text = path.read_text("utf-8")
    text = text[: text.index("konfirmasi:")].replace("    mutu_baku:", "    formulir: buku-tamu\n    mutu_baku:", 1)
    path.write_text(text, "utf-8")
    do("publish", "penerimaan-tamu", "--tanggal-efektif", "2026-04-01")
    do("check", "--tanggal", "2026-04-02")
    do("build", "--ringkas")
    return folder


def test_the_site_says_what_was_answered_and_shared(folder: Path) -> None:
    page = (folder / "site" / "sop" / "penerimaan-tamu" / "index.html").read_text("utf-8")
    for words in ("000/001/SEKRE/2026", "Dra. Contoh, M.Si", "Kepala Dinas", "Teliti", "Sekretariat", "BERLAKU"):
        assert words in page, words
    assert (folder / "site" / "formulir" / "buku-tamu" / "index.html").is_file()
    assert "DINAS CONTOH" in (folder / "site" / "index.html").read_text("utf-8")


def test_the_second_has_the_next_number_and_says_that_it_is_a_proposal(folder: Path) -> None:
    page = (folder / "site" / "sop" / "peminjaman-ruang" / "index.html").read_text("utf-8")
    assert "000/002/SEKRE/2026" in page
    assert "Nomor ini usul program" in page


def test_what_the_agency_accepts_is_counted_in_all_places(folder: Path) -> None:
    _, said = sop("check", "--tanggal", "2026-04-02", cwd=folder)
    counted = re.search(r"(\d+) temuan diterima untuk seluruh instansi", said)
    assert counted
    rows = json.loads(sop("check", "--format", "json", "--tanggal", "2026-04-02", cwd=folder)[1])
    assert sum(row["diterima_di"] == "instansi.yml" for row in rows) == int(counted[1]) > 0
    page = (folder / "site" / "perhatian" / "index.html").read_text("utf-8")
    assert f'seluruh instansi <span class="cacah">{counted[1]}</span>' in page
    assert "Mutu baku dilengkapi bertahap (sampai 31 Desember 2026)" in page
    _, later = sop("check", "--tanggal", "2027-01-01", cwd=folder)
    assert "Z903" in later and "diterima untuk seluruh instansi" not in later


def test_what_was_published_does_not_change_with_what_the_agency_shares(folder: Path) -> None:
    """Another signer, another pattern: the paper that people hold is still the one in force."""
    before, _ = load(folder / "sop_data")
    agency = folder / "sop_data" / "instansi.yml"
    old = agency.read_text("utf-8")
    try:
        agency.write_text(
            old.replace("Dra. Contoh", "Drs. Lain").replace("[Teliti]", "[Lain]").replace("000/", "001/"), "utf-8"
        )
        after, _ = load(folder / "sop_data")
        code, said = sop("check", "--tanggal", "2026-04-02", cwd=folder)
    finally:
        agency.write_text(old, "utf-8")
    assert before is not None and after is not None
    assert before.sop == after.sop
    assert short_fingerprint(before.sop["penerimaan-tamu"]) == short_fingerprint(after.sop["penerimaan-tamu"])
    assert (code, "T607" in said, "V901" in said) == (0, True, False)
