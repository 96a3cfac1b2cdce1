"""What the pages say about a project: steps and their neighbours, exits, confirmations, missing values, sums."""

from __future__ import annotations

import re

import pytest

from generator.data.library import Library
from generator.data.loader import load
from generator.facts.page import path_of
from generator.facts.site_facts import SiteFacts, exits_of
from generator.pages import BuildContext, Page
from tests.support.made_up import proyek, sop
from tests.support.read_page import baca, rapat
from tests.support.tools import ROOT
from tests.support.whole import render_pages

pytestmark = pytest.mark.slow


def pages_of(project: Library, konteks: BuildContext | None = None) -> dict[str, Page]:
    return {page.path: page for page in render_pages(project, konteks or BuildContext())}


def text_of(page: Page) -> str:
    return rapat(baca(page.body).teks)


@pytest.fixture(scope="module", params=["sop_data", "examples/dinas-contoh"])
def real(request: pytest.FixtureRequest) -> Library:
    project, _ = load(ROOT / request.param)
    assert project is not None
    return project


def test_every_link_between_pages_leads_to_a_page_and_an_anchor(real: Library) -> None:
    pages = pages_of(real)
    ids = {path: set(baca(page.body).id) for path, page in pages.items()}
    hand_written = {"panduan/index.md"}
    for path, page in pages.items():
        folder = path.removesuffix("index.md")
        for address in baca(page.body).tautan:
            if address.startswith("mailto:"):  # a report about the page
                continue
            target, _, anchor = address.partition("#")
            target = target.partition("?")[0]
            if not target.endswith("index.html"):
                assert not target or re.search(r"\.(svg|json|ics|atom|css)$", target), address
                continue
            parts: list[str] = []
            for part in (folder + target).split("/"):
                parts = parts[:-1] if part == ".." else [*parts, part]
            name = "/".join(parts).replace("index.html", "index.md")
            assert name in pages or name in hand_written, (path, address)
            assert not anchor or anchor in ids[name], (path, address)


def test_every_page_has_one_title_and_well_formed_html(real: Library) -> None:
    for path, page in pages_of(real).items():
        isi = baca(page.body)
        assert isi.galat == [], path
        headings = [tag for tag, _ in isi.tags if tag in ("h1", "h2", "h3", "h4")]
        assert headings.count("h1") == 1, path
        assert headings[0] == "h1", path
        for _, attrs in (item for item in isi.tags if item[0] == "img"):
            assert "alt" in attrs, path


def test_every_confirmation_is_on_the_page_it_is_about_and_on_the_list(real: Library) -> None:
    pages = pages_of(real)
    listed = text_of(pages["perhatian/index.md"])
    for kind, slug, konfirmasi in real.open_konfirmasi():
        own = text_of(pages[f"{kind}/{slug}/index.md"])
        for words in (konfirmasi.judul, rapat(konfirmasi.sebab)):
            assert words in own
            assert words in listed


def test_every_assumed_actor_is_marked_with_a_reason(real: Library) -> None:
    pages = pages_of(real)
    situs = SiteFacts(real, BuildContext())
    assumed = [(slug, step) for slug, laid in situs.sop.items() for step in laid.langkah if step.perkiraan]
    assert assumed
    for slug, step in assumed:
        own = text_of(pages[f"sop/{slug}/checklist/{step.kode}/index.md"])
        reason = next(k.sebab for k in step.konfirmasi if k.perkiraan)
        assert "perlu konfirmasi" in own
        assert rapat(reason) in own
        sheets = re.split(r'<article class="lembar ', pages[f"sop/{slug}/checklist/index.md"].body)[1:]
        assert "(perlu konfirmasi)" in text_of(Page("", "", sheets[situs.sop[slug].langkah.index(step)]))


def test_every_exit_of_a_step_is_on_its_sheet_to_tick(real: Library) -> None:
    pages = pages_of(real)
    for slug, laid in SiteFacts(real, BuildContext()).sop.items():
        for step in laid.langkah:
            body = pages[f"sop/{slug}/checklist/{step.kode}/index.md"].body
            sheet = body[body.index('<article class="lembar ') :]
            ticks = re.search(r"5 · Serahkan ke</h2>\s*<ul[^>]*>(.*?)</ul>", sheet, re.S)
            assert ticks is not None
            exits = exits_of(laid, step)
            assert ticks[1].count("<li>") == len(exits)
            for exit_ in exits:
                assert text_of(Page("", "", ticks[1])).count(exit_.label)


def test_an_exit_that_ends_the_flow_is_an_exit() -> None:
    steps = [
        {"uraian": "Memeriksa", "pelaksana": "petugas", "keputusan": {"ya": "2", "tidak": "selesai"}},
        {"uraian": "Menyimpan", "pelaksana": "petugas"},
    ]
    laid = SiteFacts(proyek({"a": sop(langkah=steps)}), BuildContext()).sop["a"]
    exits = exits_of(laid, laid.langkah[0])
    assert [(e.label, e.langkah.kode if e.langkah else None) for e in exits] == [("Ya", "2"), ("Tidak", None)]
    assert [(e.label, e.langkah) for e in exits_of(laid, laid.langkah[1])] == [("", None)]


def test_neighbours_of_a_step() -> None:
    page = text_of(pages_of(proyek())["sop/surat-masuk/checklist/2/index.md"])
    assert "Sebelum ini 1 Petugas Menerima surat" in page
    assert "Ya: Menyimpan surat" in page
    assert "Tidak: Menerima surat (kembali)" in page
    assert "hasil langkah 1" in page
    first = text_of(pages_of(proyek())["sop/surat-masuk/checklist/1/index.md"])
    assert "Prosedur dimulai di sini." in first
    assert "diteruskan ke langkah 2" in first


def test_missing_values_are_said_and_never_filled_in() -> None:
    pages = pages_of(proyek())
    page = text_of(pages["sop/surat-masuk/index.md"])
    assert "Nomor SOP belum ditetapkan" in page
    assert "Tanggal Efektif belum ditetapkan" in page
    assert "Disahkan oleh belum ditetapkan" in page
    assert "Dasar Hukum belum diisi" in page
    step = text_of(pages["sop/surat-masuk/checklist/3/index.md"])
    assert "Waktu baku belum diisi" in step
    assert "Output belum diisi" in step
    assert "Baru diubah" not in text_of(pages["index.md"])


def test_times_are_added_only_where_they_can_be() -> None:
    page = text_of(pages_of(proyek())["sop/surat-masuk/index.md"])
    assert "Waktu baku 70 menit, dari 2 langkah yang diketahui" in page
    steps = [
        {"uraian": "Menilai", "pelaksana": "petugas", "mutu_baku": {"waktu": waktu}} for waktu in ("1 jam", "2 hari")
    ]
    page = text_of(pages_of(proyek({"a": sop(langkah=steps)}))["sop/a/index.md"])
    assert "Waktu baku 2 hari + 1 jam" in page
    assert "2 hari + 1 jam bila semua langkah dijumlahkan." in page


def test_a_regulation_says_no_more_than_the_data() -> None:
    project, _ = load(ROOT / "sop_data")
    assert project is not None
    pages = pages_of(project)
    for id, peraturan in project.peraturan.items():
        said = text_of(pages[f"peraturan/{id}/index.md"])
        if peraturan.status == "belum diverifikasi":
            assert "Status belum diverifikasi" in said
        else:
            assert f"Status {peraturan.status.capitalize()}" in said


def test_several_procedures_each_have_a_heading_and_a_chart() -> None:
    steps = [{"uraian": "Menerima", "pelaksana": "petugas"}, {"uraian": "Menyimpan", "pelaksana": "kepala"}]
    two = sop(langkah=(), prosedur=[{"judul": "Pagi", "langkah": steps}, {"judul": "Sore", "langkah": steps}])
    pages = pages_of(proyek({"a": two}))
    body = pages["sop/a/index.md"].body
    assert [t for t in ("Pagi", "Sore") if f'<h3 class="prosedur__judul">{t}</h3>' in body] == ["Pagi", "Sore"]
    assert body.count('<figure class="bagan') == 2
    assert "Langkah 1 dari 2 · SOP Surat Masuk · Sore" in text_of(pages["sop/a/checklist/2-1/index.md"])
    assert {path_of(f"sop/a/checklist/{kode}") for kode in ("1-1", "1-2", "2-1", "2-2")} <= set(pages)


def test_a_row_without_a_number_is_not_counted_as_a_step() -> None:
    """Its page claims no number that the next one has, on screen and on its sheet; the steps are as many as numbers."""
    steps = [{"uraian": f"Langkah {n}", "pelaksana": "petugas", "no": n} for n in ("1", "", "2")]
    pages = pages_of(proyek({"a": sop(langkah=steps)}))
    said = [text_of(pages[f"sop/a/checklist/{kode}/index.md"]) for kode in ("1", "baris-2", "2")]
    for text, place in zip(said, ("Langkah 1 dari 2", "Langkah tanpa nomor", "Langkah 2 dari 2"), strict=True):
        assert f"{place} · SOP Surat Masuk" in text
        assert text.count(place) >= 2, "the page says it, and the sheet"
        assert not re.search(r"(?<!Lembar \d )dari 3", text), "the sheets are three, the steps two"


def test_findings_of_the_check_are_listed() -> None:
    from generator.findings import Finding

    finding = Finding("A304", "peringatan", "sop/surat-masuk.yml", 12, 3, "langkah", "ada yang janggal", "perbaiki")
    page = text_of(pages_of(proyek(), BuildContext(temuan=(finding,)))["perhatian/index.md"])
    assert "Ada yang janggal baris 12 Peringatan A304 · sop/surat-masuk.yml · perbaiki" in page


def test_rendering_is_repeatable(real: Library) -> None:
    assert render_pages(real, BuildContext()) == render_pages(real, BuildContext())
