"""Zips that work by e-mail: unpacked and opened in a browser, where every link leads somewhere or is none."""

from __future__ import annotations

import datetime
import io
import posixpath
import re
import shutil
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import openpyxl
import pypdf
import pytest

from generator.build.make_part import Job, make_part
from generator.commands import bundle as bundling
from generator.commands.bundle import BundleMaker
from generator.commands.handout import CannotHandOutError, edition_on, facts_at_hand, library_at_hand
from generator.site.look import look_of
from tests.commands.test_handout import CHANGE, sop
from tests.commands.test_revision import run
from tests.data.test_cases import AGENCY
from tests.support.judge import broken_rules
from tests.support.tools import ROOT, apart

if TYPE_CHECKING:
    from playwright.sync_api import Browser

RELATED = "keterkaitan: [{sop: lain}]\n"
DAY = datetime.date(2026, 11, 29)
looks_into_zips = pytest.mark.xdist_group("zips")
"""In one worker, which makes them once."""


def make(data: Path, slug: str, day: datetime.date = DAY) -> bytes:
    situs = facts_at_hand(library_at_hand(data))
    maker = BundleMaker(situs.proyek, look_of(data.parent), lambda part: make_part(Job(part)))
    return maker.bundle(edition_on(situs, slug, day))


def make_all(sources: list[tuple[Path, str, datetime.date]]) -> list[bytes]:
    return [make(*source) for source in sources]


@pytest.fixture(scope="module")
def ahead(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SOP whose next revision is published ahead; no address of the site; an SOP that names another."""
    folder = tmp_path_factory.mktemp("paket") / "data"
    files = {
        **AGENCY,
        "sop/ganti.yml": sop("Ganti Baru", revisi=1, efektif="2027-01-01", more=CHANGE + RELATED),
        "arsip/ganti/0.yml": sop("Ganti Lama", more=RELATED),
        "sop/lain.yml": sop("Lain & <b>tebal</b>"),
    }
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, "utf-8")
    return folder


@pytest.fixture(scope="module")
def zips(ahead: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Unpacked: of the example agency, of the seed (a draft, no address), of a revision and the one after it."""
    contoh, seed = ROOT / "examples" / "dinas-contoh", ROOT / "sop_data"
    sources = {
        "contoh": (contoh, "surat-masuk", DAY),
        "seed": (seed, "pengukuran-kinerja", DAY), "lama": (ahead, "ganti", DAY),
        "baru": (ahead, "ganti", datetime.date(2027, 1, 1)), "mendatang": (ahead, "ganti", datetime.date(2020, 1, 1)),
    }  # fmt: skip
    top = tmp_path_factory.mktemp("surel")
    for name, content in zip(sources, apart(make_all, [*sources.values()]), strict=True):
        (top / f"{name}.zip").write_bytes(content)
        zipfile.ZipFile(io.BytesIO(content)).extractall(top / f"{name} dari surel (1)")
    return {name: top / f"{name} dari surel (1)" for name in sources}


ALL = ["contoh", "seed", "lama", "baru", "mendatang"]


class _Links(HTMLParser):
    """Every address that a page names, and every place in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.places: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attrs if name in ("href", "src", "xlink:href", "data-pindah")]
        self.places |= {value or "" for name, value in attrs if name == "id"}


@pytest.mark.slow
@looks_into_zips
@pytest.mark.parametrize("name", ALL)
def test_every_link_leads_to_a_file_in_it_or_to_the_site(zips: dict[str, Path], name: str) -> None:
    page = _Links((zips[name] / "index.html").read_text("utf-8"))
    there = {path.relative_to(zips[name]).as_posix() for path in zips[name].rglob("*") if path.is_file()}
    site = "https://sop.dinas-contoh.example/" if name == "contoh" else None
    led = set()
    for address in page.found:
        parts = urlsplit(address)
        if address.startswith("#"):
            assert address[1:] in page.places, address
        elif parts.scheme:
            assert parts.scheme in ("data", "mailto") or (site and address.startswith(site)), address
        else:
            assert unquote(parts.path) in there, address
            led.add(unquote(parts.path))
    assert {path for path in there if not path.endswith(("index.html", "saat.js"))} <= led, "nothing lies there unnamed"
    styles = (zips[name] / "berkas/gaya.css").read_text("utf-8")
    assert re.findall(r"url\((?!['\"]?data:)[^)]*\)|@import", styles) == []


@looks_into_zips
@pytest.mark.parametrize("name", ALL)
def test_it_opens_from_a_folder_without_a_failed_request(zips: dict[str, Path], name: str, browser: Browser) -> None:
    tab = browser.new_page(viewport={"width": 390, "height": 800})
    trouble: list[str] = []
    outside: list[str] = []
    tab.on("requestfailed", lambda request: trouble.append(request.url))
    tab.on("console", lambda said: trouble.append(said.text))
    tab.on("pageerror", lambda error: trouble.append(str(error)))
    tab.on("request", lambda request: outside.append(request.url))
    address = (zips[name] / "index.html").as_uri()
    try:
        tab.goto(address)
        tab.wait_for_timeout(300)
        assert tab.url == address, "it leads nowhere by itself"
        assert trouble == []
        assert [url for url in outside if not url.startswith(("file:", "data:"))] == []
        assert tab.evaluate("document.documentElement.scrollWidth") <= 390
        assert tab.evaluate("getComputedStyle(document.querySelector('#isi h1')).fontSize") != "32px", (
            "styles are there"
        )
        printed = pypdf.PdfReader(io.BytesIO(tab.pdf(prefer_css_page_size=True)))
        assert "Isi paket ini" not in "".join(page.extract_text() for page in printed.pages)
    finally:
        tab.close()


@pytest.mark.slow
@looks_into_zips
def test_what_is_in_it(zips: dict[str, Path]) -> None:
    files = {path.relative_to(zips["contoh"]).as_posix() for path in zips["contoh"].rglob("*") if path.is_file()}
    documents = ("surat-masuk", "daftar-periksa", "lembar-kerja", "lembar-langkah", "telah-membaca-surat-masuk")
    forms = [f"formulir/lembar-disposisi{end}" for end in (".pdf", "-isian.pdf", ".xlsx")]
    forms += [f"monitoring-evaluasi/{kind}-surat-masuk.pdf" for kind in ("monitoring", "evaluasi")]
    assert {*(f"dokumen/{name}.pdf" for name in documents), *forms, "index.html"} <= files
    for path in zips["contoh"].rglob("*.pdf"):
        assert len(pypdf.PdfReader(path, strict=True).pages) > 0
    openpyxl.load_workbook(zips["contoh"] / "formulir/lembar-disposisi.xlsx")
    page = (zips["contoh"] / "index.html").read_text("utf-8")
    assert page.index("<h1>") < page.index("Isi paket ini</h2>")
    assert 'href="dokumen/lembar-langkah.pdf#page=3"' in page


@pytest.mark.slow
@looks_into_zips
def test_a_step_opens_its_own_sheet(zips: dict[str, Path]) -> None:
    page = (zips["contoh"] / "index.html").read_text("utf-8")
    sheets = pypdf.PdfReader(zips["contoh"] / "dokumen/lembar-langkah.pdf").pages
    steps = re.findall(r'<p class="langkah__apa"><a href="dokumen/lembar-langkah\.pdf#page=(\d+)">([^<]+)', page)
    assert len(steps) == 7
    for number, words in steps:
        assert " ".join(words.split()[:3]) in " ".join(sheets[int(number) - 1].extract_text().split())


@pytest.mark.slow
@looks_into_zips
def test_the_revision_of_the_day(zips: dict[str, Path]) -> None:
    for name, title, number in (("lama", "Ganti Lama", 0), ("baru", "Ganti Baru", 1), ("mendatang", "Ganti Baru", 1)):
        page = (zips[name] / "index.html").read_text("utf-8")
        words = " ".join(pypdf.PdfReader(zips[name] / "dokumen/ganti.pdf").pages[0].extract_text().split())
        assert f"<h1>{title}</h1>" in page
        assert title in words and f"Revisi: {number}" in words, name


@pytest.mark.slow
@looks_into_zips
def test_without_an_address_links_to_others_are_words(zips: dict[str, Path]) -> None:
    page = (zips["baru"] / "index.html").read_text("utf-8")
    assert "Lain &amp; &lt;b&gt;tebal&lt;/b&gt;" in page
    assert "http" not in re.sub(r"http://www\.w3\.org/\S+|https://schema\.org", "", page)


@pytest.mark.slow
@looks_into_zips
@pytest.mark.usefixtures("papers_set_anew")
def test_same_input_same_bytes_and_bounded(zips: dict[str, Path], ahead: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = (zips["lama"].parent / "lama.zip").read_bytes()
    assert apart(make, ahead, "ganti") == first
    for packed in zips["lama"].parent.glob("*.zip"):
        assert packed.stat().st_size < bundling.MOST_BYTES / 5
        names = zipfile.ZipFile(packed).namelist()
        assert names[0] == "index.html" and max(map(len, names)) < 90
        assert all(posixpath.normpath(name) == name and not name.startswith(("/", "..")) for name in names)
    monkeypatch.setattr(bundling, "MOST_BYTES", len(first))
    assert make(ahead, "ganti") == first
    monkeypatch.setattr(bundling, "MOST_BYTES", len(first) - 1)
    with pytest.raises(CannotHandOutError, match=r"paket ganti .* KB, lebih dari .* yang terbesar \S+, \d+ KB"):
        make(ahead, "ganti")


@pytest.mark.slow
def test_the_commands(ahead: Path, tmp_path: Path) -> None:
    done = run(
        "bundle", "ganti", "lain", "ganti", "--out", str(tmp_path / "a b"), "--tanggal", "2026-11-29", data=ahead
    )
    assert done.returncode == 0, done.stdout
    assert sorted(path.name for path in (tmp_path / "a b").iterdir()) == ["ganti.zip", "lain.zip"]
    assert re.search(r"ganti\.zip, \d+ KB: revisi 0\.", done.stdout)
    done = run("papers", "ganti", "lain", "--out", str(tmp_path / "c"), "--tanggal", "2020-01-01", data=ahead)
    assert "tidak berlaku pada 1 Januari 2020 (status berlaku)" in done.stdout
    names = {path.name for path in (tmp_path / "c/ganti").iterdir()}
    assert names == {"ganti.pdf", "daftar-periksa.pdf", "lembar-langkah.pdf", "telah-membaca-ganti.pdf"}
    out = tmp_path / "buku.pdf"
    done = run("book", "--out", str(out), "--tanggal", "2026-11-29", data=ahead)
    assert (done.returncode, out.is_file()) == (0, True)
    assert "2 SOP, 4 halaman dokumen" in done.stdout


@pytest.mark.parametrize(("kertas", "name"), [([], "F4"), (["--kertas", "A4"], "A4")])
def test_chart_writes_the_charts_as_pictures_that_the_judge_can_read(
    ahead: Path, tmp_path: Path, kertas: list[str], name: str
) -> None:
    done = run("chart", "ganti", *kertas, "--out", str(tmp_path / "d"), "--tanggal", "2026-11-29", data=ahead)
    assert done.returncode == 0, done.stdout
    assert "ganti, 4 gambar: revisi 0." in done.stdout
    names = {path.name for path in (tmp_path / "d/ganti").iterdir()}
    pictures = ("ganti", f"ganti-{name}-lembar-1")
    assert names == {f"{stem}.{kind}" for stem in pictures for kind in ("svg", "png")}
    for stem in pictures:
        assert broken_rules((tmp_path / f"d/ganti/{stem}.svg").read_text("utf-8"), tmp_path) == []
        assert (tmp_path / f"d/ganti/{stem}.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["chart", "gant", "--out", "x"], 2, "SOP 'gant' tidak ada; maksud Anda 'ganti'?"),
        (["chart", "ganti", "--out", "berkas"], 1, "Tidak semua bagan ditulis"),
        (["bundle", "gant", "--out", "x"], 2, "SOP 'gant' tidak ada; maksud Anda 'ganti'?"),
        (["papers", "ganti", "gant", "--out", "x"], 2, "SOP 'gant' tidak ada; maksud Anda 'ganti'?"),
        (["book", "--out", "x.yml"], 2, "bukan nama berkas PDF"),
        (["book", "--out", "x.pdf", "--unit", "zzz"], 2, "Unit 'zzz' tidak ada"),
        (["book", "--out", "x.pdf", "--tanggal", "2001-01-01"], 1, "Tidak ada SOP yang berlaku pada 1 Januari 2001."),
        (["book", "--out", "berkas/x.pdf"], 1, "sudah ada berkas atau folder dengan nama ini"),
        (["bundle", "ganti", "--out", "berkas"], 1, "Tidak semua paket ditulis"),
    ],
)
def test_what_stands_in_the_way_is_said(
    ahead: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: int, words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "berkas").write_text("milik orang lain", "utf-8")
    done = run(*arguments, data=ahead, cwd=tmp_path)
    assert done.returncode == code, done.stdout
    assert words in done.stdout
    assert {path.name for path in tmp_path.iterdir()} == {"berkas"}


@pytest.fixture(autouse=True, scope="module")
def _leave_nothing(ahead: Path) -> Iterator[None]:
    yield
    shutil.rmtree(ahead.parent / ".sop", ignore_errors=True)
