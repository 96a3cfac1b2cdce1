"""Five years of an agency through the real commands, each step on a day of its own: what holds, what prints are told,
the feed, the book and the history are looked at after each."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.data.fingerprint import short_fingerprint
from generator.data.loader import load
from generator.revisions.in_force import period_on
from tests.commands.test_start_agency import NAMED, sop
from tests.support.pdf import text_of

FOLDER = "Dinas Sosial Ünïté, lima tahun"
OLD, NEW, THIRD = "penerimaan-tamu", "pelayanan-tamu", "layanan-terpadu"


class Agency:
    """The folder, its commands, and what its outputs say."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.data = folder, folder / "sop_data"
        self.printed: dict[int, str] = {}
        """Revision -> "kode isi" of the print that somebody holds."""

    def do(self, *arguments: str, code: int = 0) -> str:
        said_code, said = sop(*arguments, cwd=self.folder)
        assert said_code == code, (arguments, said)
        return said

    def edit(self, name: str, old: str, new: str) -> None:
        path = self.data / name
        text = path.read_text("utf-8")
        assert old in text, (name, old)
        path.write_text(text.replace(old, new, 1), "utf-8")

    def filled(self, slug: str) -> None:
        """The steps are no longer an example: their note goes."""
        path = self.data / "sop" / f"{slug}.yml"
        text, note, _ = path.read_text("utf-8").partition("\nkonfirmasi:\n  - bagian: langkah.uraian\n")
        assert note and "asal: contoh" in path.read_text("utf-8")
        path.write_text(text, "utf-8")

    def publish(self, slug: str, day: str, revisi: int) -> None:
        dates = ("--tanggal-efektif", day, *(("--tanggal-revisi", day) if revisi else ()))
        assert "V920" in self.do("publish", slug, *dates, code=1), "nobody has reviewed it yet"
        self.do("review", slug, "--sebagai", "kepala-dinas", "--hasil", "setuju", "--tanggal", day)
        self.do("publish", slug, *dates)
        proyek, _ = load(self.data)
        assert proyek is not None
        self.printed[revisi] = short_fingerprint(proyek.sop[slug])

    def in_force(self, slug: str, day: str) -> int | None:
        """The revision in force on a day, by the one function that all pages ask."""
        proyek, _ = load(self.data)
        assert proyek is not None
        period = period_on(proyek, slug, datetime.date.fromisoformat(day))
        return period.versi.revisi if period and period.versi else None

    def site(self, day: str = "") -> Path:
        """The site as of a day; "" = as it is."""
        self.do("build", "--ringkas", *(("--tanggal", day) if day else ()))
        return self.folder / "site"

    def book(self, day: str) -> str:
        """All words of the book of that day; "" where there is nothing to bind."""
        code, _ = sop("book", "--out", "buku.pdf", "--tanggal", day, cwd=self.folder)
        return text_of((self.folder / "buku.pdf").read_bytes()) if code == 0 else ""


@pytest.fixture(scope="module")
def agency(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Agency]:
    base = tmp_path_factory.mktemp("kisah lima tahun")
    assert sop("init", FOLDER, *NAMED, "--unit", "Sekretariat", cwd=base)[0] == 0
    agency = Agency(base / FOLDER)
    with (agency.data / "instansi.yml").open("a", encoding="utf-8") as file:
        file.write('peninjau: [kepala-dinas]\npola_nomor: "000/{urut:3}/{tahun}"\n')
    agency.do("new", "--jabatan", "Staf Umum")
    agency.do("new", "--formulir", "Buku Tamu")
    agency.do("new", "Penerimaan Tamu", "--pelaksana", "staf-umum", "--tanggal", "2026-01-05")
    yield agency


def test_five_years(agency: Agency) -> None:
    # 2026: filled in, reviewed, published.
    assert "V906" in agency.do("publish", OLD, "--tanggal-efektif", "2026-04-01", code=1)
    agency.filled(OLD)
    agency.edit(f"sop/{OLD}.yml", "    mutu_baku:", "    formulir: buku-tamu\n    mutu_baku:")
    agency.publish(OLD, "2026-04-01", 0)
    assert (agency.in_force(OLD, "2026-03-31"), agency.in_force(OLD, "2026-04-01")) == (None, 0)
    assert "Penerimaan Tamu" in agency.book("2026-04-01")
    assert agency.book("2026-03-31") == ""

    # 2027: another name; the print with the old QR code is answered for, the old address leads on.
    agency.do("rename", OLD, NEW, "--tanggal", "2027-02-01")
    site = agency.site("2027-02-02")
    for slug in (OLD, NEW):
        assert agency.printed[0] in (site / "sop" / slug / "cek" / "index.html").read_text("utf-8"), slug
    assert f"../{NEW}/" in (site / "sop" / OLD / "index.html").read_text("utf-8")
    assert "berganti nama" in (site / "perubahan" / "index.html").read_text("utf-8").lower()
    assert (agency.data / "arsip" / NEW / "0.yml").is_file() and not (agency.data / "arsip" / OLD).exists()
    assert "sekarang bernama" in agency.do("revise", OLD, "--ringkasan", "x", "--alasan", "x", code=1)

    # 2028: two revisions ahead; the second is cancelled before its day.
    for revisi, day in ((1, "2028-01-01"), (2, "2028-07-01")):
        agency.do("revise", NEW, "--ringkasan", f"Perubahan {revisi}", "--alasan", "Evaluasi")
        written = f"pencatatan: [Buku tamu {revisi - 1}]" if revisi > 1 else "pencatatan: []"
        agency.edit(f"sop/{NEW}.yml", written, f"pencatatan: [Buku tamu {revisi}]")
        agency.publish(NEW, day, revisi)
    on = ("2027-12-31", "2028-01-01", "2028-06-30", "2028-07-01")
    assert [agency.in_force(NEW, day) for day in on] == [0, 1, 1, 2]
    agency.do("withdraw", NEW, "--revisi", "2", "--tanggal", "2028-05-01", "--alasan", "Batal")
    assert [agency.in_force(NEW, day) for day in on] == [0, 1, 1, 1]
    page = (agency.site() / "sop" / NEW / "cek" / "index.html").read_text("utf-8")
    assert [n for n, code in agency.printed.items() if code not in page] == [], "every print ever signed is known"

    # 2029: the old content again; a jabatan gets another name, a form is revised: what was signed stays.
    agency.do("restore", NEW, "0", "--alasan", "Lebih cepat")
    agency.publish(NEW, "2029-01-01", 3)
    assert [agency.in_force(NEW, day) for day in ("2028-12-31", "2029-01-01")] == [1, 3]
    before = (agency.site("2029-02-01") / "sop" / NEW / "index.html").read_text("utf-8")
    agency.edit("jabatan.yml", "Staf Umum", "Petugas Layanan")
    agency.edit("formulir/buku-tamu.yml", "judul: Buku Tamu", "judul: Buku Tamu Baru")
    assert "V910" in agency.do("check", "--kode", "V910")
    after = (agency.site("2029-02-01") / "sop" / NEW / "index.html").read_text("utf-8")
    assert "Staf Umum" in before and "Staf Umum" in after
    proyek, _ = load(agency.data)
    assert proyek is not None and short_fingerprint(proyek.sop[NEW]) == agency.printed[3]

    # 2030: merged into another agency's procedure; the SOP ends and leads on.
    agency.do("new", "Layanan Terpadu", "--pelaksana", "kepala-dinas", "--tanggal", "2030-01-07")
    agency.filled(THIRD)
    agency.publish(THIRD, "2030-03-01", 0)
    agency.do(
        "withdraw", NEW, "--tanggal", "2030-03-01", "--pengganti", THIRD, "--alasan", "Digabung ke layanan terpadu"
    )
    assert [agency.in_force(NEW, day) for day in ("2030-02-28", "2030-03-01")] == [3, None]
    site = agency.site("2030-03-02")
    assert THIRD in (site / "sop" / NEW / "cek" / "index.html").read_text("utf-8")
    assert "Layanan Terpadu" in (book := agency.book("2030-03-02")) and "Penerimaan Tamu" not in book
    assert "Penerimaan Tamu" in agency.book("2030-02-28")

    # The history tells all of it, in pages, feed and data, and nothing is lost in the archive.
    feed = (site / "perubahan" / "perubahan.atom").read_text("utf-8")
    assert len(re.findall("<entry>", feed)) >= 6
    history = (site / "perubahan" / "index.html").read_text("utf-8")
    for words in ("Perubahan 1", "memuat kembali revisi 0", "Digabung ke layanan terpadu"):
        assert words.lower() in history.lower(), words
    index = json.loads((site / "data" / "index.json").read_text("utf-8"))
    assert {one["slug"] for one in index["sop"]} >= {NEW, THIRD}
    assert sorted(path.name for path in (agency.data / "arsip" / NEW).glob("*.yml")) == [
        "0.yml",
        "1.yml",
        "2.yml",
        "3.yml",
    ]
    assert agency.do("check", "--galat") and "0 galat" in agency.do("check")
