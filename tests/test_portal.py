"""A portal of two agencies: complete sites side by side, one home page, one search, one exchange."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest
from typer.testing import CliRunner

from generator import portal
from generator.build_options import BuildOptions
from generator.io.atomic import MARK
from generator.portal import OWN_NAMES, PortalResult, build, names_problem
from tests.data.test_cases import AGENCY
from tests.support.program import app
from tests.support.tools import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.xdist_group("portal")

SOP = "judul: {}\npelaksana: [petugas]\nlangkah: [{{uraian: Menulis surat, pelaksana: petugas}}]\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example agency and a small one, and their portal in site/; work in kerja/."""
    folder = tmp_path_factory.mktemp("portal")
    shutil.copytree(ROOT / "examples" / "dinas-contoh", folder / "dinas-contoh")
    for name, text in {**AGENCY, "sop/surat-kecil.yml": SOP.format("Penomoran Surat Kecil")}.items():
        (folder / "kantor-kecil" / name).parent.mkdir(parents=True, exist_ok=True)
        text = text.replace(
            "nama: DINAS CONTOH",
            "nama: KANTOR KECIL\nnama_tampil: Kantor Kecil\nnama_situs: Prosedur Kantor Kecil\nwarna: '#7a1f5c'",
        )
        (folder / "kantor-kecil" / name).write_text(text, "utf-8")
    assert make(folder).built
    return folder


def make(folder: Path) -> PortalResult:
    data = [folder / "dinas-contoh", folder / "kantor-kecil"]
    return build(data, folder / "site", BuildOptions(ringkas=True), home=folder / "kerja")


@pytest.fixture
def page(folder: Path, browser: Browser) -> Iterator[Page]:
    """A page of the portal on a server, below a path."""
    handler = partial(_Quiet, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    context = browser.new_context(base_url=f"http://127.0.0.1:{server.server_port}/site/", locale="id")
    try:
        yield context.new_page()
    finally:
        context.close()
        server.shutdown()
        server.server_close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


class _Links(HTMLParser):
    """The addresses that a page names."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {value for name, value in attrs if name in ("href", "src", "action") and value}


def test_every_link_leads_somewhere(folder: Path) -> None:
    site = folder / "site"
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 100
    for path in pages:
        if path.name == "404.html":  # its addresses are absolute
            continue
        for link in _Links(path.read_text("utf-8")).found:
            parts = urlsplit(link)
            if not parts.scheme and parts.path:
                assert (path.parent / unquote(parts.path)).resolve().is_file(), f"{path.relative_to(site)}: {link}"


def test_each_agency_is_whole_under_its_own_name(folder: Path) -> None:
    site = folder / "site"
    home = (site / "index.html").read_text("utf-8")
    for name, agency, title in (
        ("dinas-contoh", "Dinas Contoh Kabupaten Contoh", "Pustaka SOP"),
        ("kantor-kecil", "Kantor Kecil", "Prosedur Kantor Kecil"),
    ):
        assert f'<a href="{name}/index.html"><b>{agency}</b></a>' in home
        own = (site / name / "index.html").read_text("utf-8")
        assert agency in own
        assert f"<title>{title}" in own
        assert '<a href="../index.html" class="md-tabs__link">Semua instansi</a>' in own
    assert "2 instansi, 12 SOP." in home
    assert 'src="dinas-contoh/instansi/logo.png"' in home
    assert (site / "kantor-kecil" / "sop" / "surat-kecil" / "index.html").is_file()
    assert (site / "kantor-kecil" / "instansi" / "warna.css").is_file()
    feed = '<link rel="alternate feed" type="application/atom+xml" title="{}" href="{}perubahan/perubahan.atom">'
    named = feed.format("Perubahan SOP Dinas Contoh Kabupaten Contoh", "{}")
    assert named.format("dinas-contoh/") in home and home.count("application/atom+xml") == 1, (
        "the small one tells nothing"
    )
    assert named.format("") in (site / "dinas-contoh/index.html").read_text("utf-8")
    assert (site / MARK).is_file()
    assert {path.name for path in site.iterdir() if path.is_dir()} - {"dinas-contoh", "kantor-kecil"} <= set(OWN_NAMES)


def test_one_search_finds_both_and_filters_by_agency(page: Page) -> None:
    """From the portal's home page, and from inside an agency."""
    page.goto("index.html")
    page.fill("#cari-q", "surat")
    results = page.locator(".hero .cari-panel__halaman")
    results.first.wait_for()
    page.wait_for_function("document.querySelectorAll('.hero .cari-panel__halaman').length > 1")
    where = page.locator(".hero select[aria-label=Instansi]")
    assert where.locator("option").all_text_contents() == [
        "Semua instansi",
        "Dinas Contoh Kabupaten Contoh",
        "Kantor Kecil",
    ]
    where.select_option("Kantor Kecil")
    page.wait_for_function(
        "[...document.querySelectorAll('.hero .cari-panel__halaman')].every(a => a.href.includes('/kantor-kecil/'))"
    )
    assert results.count() >= 1
    assert "Kantor Kecil" in results.first.text_content()

    page.goto("kantor-kecil/sop/surat-kecil/index.html")
    page.fill("header input[name=q]", "peminjaman kendaraan")
    page.locator("header .cari-panel__halaman").first.click()
    page.wait_for_url("**/site/dinas-contoh/**")


def test_from_a_folder_the_search_finds_both_too(folder: Path, browser: Browser) -> None:
    page = browser.new_page()
    page.goto((folder / "site" / "kantor-kecil" / "index.html").as_uri())
    page.fill("#cari-q", "kendaraan")
    page.locator(".hero .cari-panel__halaman").first.click()
    page.wait_for_url("**/site/dinas-contoh/**")
    page.close()


def test_an_agency_without_changes_is_not_made_again(folder: Path) -> None:
    site = folder / "site"
    before = pages_of(site)
    small = folder / "kantor-kecil" / "sop" / "surat-kecil.yml"
    small.write_text(SOP.format("Penomoran Surat Baru"), "utf-8")
    made = make(folder)
    after = pages_of(site)
    assert made.built
    assert made.bagian[0].hasil.changed == 0
    changed = {name for name in after if after[name] != before.get(name)}
    assert {name.split("/")[0] for name in changed} == {"kantor-kecil", "data"}
    assert "Penomoran Surat Baru" in (site / "kantor-kecil" / "sop" / "surat-kecil" / "index.html").read_text("utf-8")


def pages_of(site: Path) -> dict[str, tuple[int, int]]:
    """The generated files: where each lies on the disk, and when it was written."""
    files = (path for path in site.rglob("*") if path.is_file() and path.suffix in (".html", ".json", ".js"))
    kept = (path for path in files if "assets" not in path.parts and "panduan" not in path.parts)
    names = ((path.relative_to(site).as_posix(), path.stat()) for path in kept)
    return {name: (at.st_ino, at.st_mtime_ns) for name, at in names if not name.endswith("404.html")}


def test_one_agency_with_errors_leaves_the_whole_portal_as_it_was(folder: Path) -> None:
    before = (folder / "site").stat().st_ino
    path = folder / "kantor-kecil" / "sop" / "surat-kecil.yml"
    good = path.read_text("utf-8")
    path.write_text(good.replace("uraian", "uraiam"), "utf-8")
    try:
        made = make(folder)
    finally:
        path.write_text(good, "utf-8")
    assert not made.built
    assert [part.hasil.built for part in made.bagian] == [True, False]
    assert (folder / "site").stat().st_ino == before


def test_names_must_be_addresses_and_differ(tmp_path: Path) -> None:
    assert names_problem([tmp_path / "a", tmp_path / "b"]) == ""
    assert "dua folder data bernama 'a'" in names_problem([tmp_path / "a", tmp_path / "x" / "a"])
    assert "huruf kecil" in names_problem([tmp_path / "Dinas Contoh", tmp_path / "b"])
    assert "dipakai oleh portal" in names_problem([tmp_path / "panduan", tmp_path / "b"])


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = ["--site", str(tmp_path / "site")]
    twice = CliRunner().invoke(app, ["build", "--data", "a/dinas", "--data", "b/dinas", *site])
    assert (twice.exit_code, "dua folder data bernama 'dinas'" in twice.output) == (2, True)
    monkeypatch.setattr(portal, "home_of", lambda _: tmp_path / "kerja")
    absent = CliRunner().invoke(app, ["build", "--data", str(tmp_path / "a"), "--data", str(tmp_path / "b"), *site])
    assert absent.exit_code == 1
    assert absent.output.count("folder data tidak ditemukan") == 2
    assert "Portal tidak dibuat karena a, b" in absent.output
    assert not (tmp_path / "site").exists()
