"""An old blank form is told from a new one: what every print of it carries, and the page that its code leads to."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from generator.data.fingerprint import form_fingerprint
from generator.data.formulir import Formulir
from generator.data.library import Library
from generator.data.loader import load
from generator.data.paper_size import PAPER_SIZES
from generator.facts.print_marks import form_print_marks
from generator.facts.site_facts import BuildContext, SiteFacts
from generator.facts.site_forms import SiteForm, form_of, forms_of
from generator.forms.form_sheet import form_sheet
from generator.forms.xlsx import _KERTAS
from generator.revisions.reader_view import for_reader
from tests.commands.test_signed_names import SITE_ADDRESS, Kisah
from tests.support.printed import sizes_of, texts_of
from tests.support.scans_of_codes import codes, codes_of_first
from tests.support.tools import ROOT, SITES

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FORM = "formulir/kartu"
of_one_site = pytest.mark.xdist_group("cek-formulir")
"""Of the tests that read the site of ``kisah``, so that it is built once."""


def code_of(kisah: Kisah) -> str:
    return form_fingerprint(kisah.proyek().formulir["kartu"])


@pytest.fixture(scope="module")
def kisah(tmp_path_factory: pytest.TempPathFactory) -> Kisah:
    """An SOP in force since its form was changed twice; an SOP whose form is no more. ``kode``: the codes of old."""
    kisah = Kisah(tmp_path_factory.mktemp("formulir"))
    kisah.edit("sop/surat.yml", lambda text: text.replace("formulir: kartu", "formulir: [kartu, hilang]"))
    (kisah.data / "formulir/hilang.yml").write_text("judul: Formulir Hilang\nbagian: [{teks: Isi}]\n", "utf-8")
    first = code_of(kisah)
    kisah.do("publish", "surat", "--tanggal-efektif", "2024-02-01")
    kisah.edit("formulir/kartu.yml", lambda text: text.replace("label: Asal", "label: Asal surat"))
    second = code_of(kisah)
    kisah.do("revise", "surat", "--ringkasan", "Formulir disederhanakan", "--alasan", "Evaluasi")
    kisah.edit("sop/surat.yml", lambda text: text.replace("[kartu, hilang]", "kartu"))
    (kisah.data / "formulir/hilang.yml").unlink()
    kisah.do("publish", "surat", "--tanggal-revisi", "2024-03-01", "--tanggal-efektif", "2024-03-01")
    kisah.edit("formulir/kartu.yml", lambda text: text.replace("label: Asal surat", "label: Asal dan nomor surat"))
    kisah.build()
    assert len({first, second, code_of(kisah)}) == 3
    kisah.kode = first, second  # type: ignore[attr-defined]
    return kisah


def answer(browser: Browser, kisah: Kisah, form: str, query: str) -> list[str]:
    """What a reader sees who scans a code: headlines and sentences of the answers that show."""
    page = browser.new_page()
    page.goto((kisah.folder / "site/formulir" / form / "cek/index.html").as_uri() + query)
    shown = [" ".join(text.split()) for text in page.locator(".jawab:visible").all_inner_texts()]
    page.close()
    return shown


@of_one_site
def test_the_current_code_is_answered(browser: Browser, kisah: Kisah) -> None:
    (shown,) = answer(browser, kisah, "kartu", f"?s={code_of(kisah)}")
    assert shown.startswith("Formulir terbaru")
    assert answer(browser, kisah, "kartu", f"?s=%20{code_of(kisah).upper()}") == [shown]


@of_one_site
@pytest.mark.parametrize("revisi", [0, 1])
def test_a_code_that_an_sop_was_signed_with_is_known(browser: Browser, kisah: Kisah, revisi: int) -> None:
    (shown,) = answer(browser, kisah, "kartu", f"?s={kisah.kode[revisi]}")  # type: ignore[attr-defined]
    assert shown.startswith("Sudah diganti")
    assert f"ketika SOP Surat revisi {revisi} ditetapkan" in shown
    assert "Cetak yang baru" in shown


@of_one_site
@pytest.mark.parametrize("code", ["00000000", "x", '"><b>', "?"])
def test_any_other_code_is_not_the_newest(browser: Browser, kisah: Kisah, code: str) -> None:
    (shown,) = answer(browser, kisah, "kartu", f"?s={code}")
    assert shown.startswith("Bukan formulir terbaru")


@of_one_site
def test_without_a_code_or_a_script_the_current_code_is_said(browser: Browser, kisah: Kisah) -> None:
    assert answer(browser, kisah, "kartu", "") == []
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((kisah.folder / "site" / FORM / "cek/index.html").as_uri() + "?s=00000000")
    text = page.locator("#isi").inner_text()
    context.close()
    assert f"Kode isi formulir yang sekarang: {code_of(kisah)}" in " ".join(text.split())
    assert "Formulir ini berubah sejak SOP Surat revisi 1 ditetapkan" in " ".join(text.split())
    assert kisah.kode[0] in text  # type: ignore[attr-defined]


@of_one_site
def test_a_form_that_is_no_more_still_answers(browser: Browser, kisah: Kisah) -> None:
    sop = kisah.proyek().arsip["surat"][0].nama_terbit
    assert sop is not None
    (shown,) = answer(browser, kisah, "hilang", f"?s={sop.kode_formulir['hilang']}")
    assert shown.startswith("Tidak dipakai lagi")
    assert "SOP Surat revisi 0" in shown
    assert answer(browser, kisah, "hilang", "?s=00000000")[0].startswith("Tidak dikenal")


@of_one_site
def test_prints_of_a_form_lead_there(browser: Browser, kisah: Kisah) -> None:
    """Printed PDF, PDF to fill in, and what the browser prints: one code."""
    folder = kisah.folder / "site" / FORM
    page = browser.new_page(color_scheme="dark", viewport={"width": 390, "height": 800})
    page.goto((folder / "index.html").as_uri())
    web = page.pdf(prefer_css_page_size=True)
    page.close()
    wanted = f"{SITE_ADDRESS}{FORM}/cek/index.html?s={code_of(kisah)}"
    for pdf in (folder / "kartu.pdf", folder / "kartu-isian.pdf"):
        assert codes_of_first(pdf.read_bytes()) == [wanted], pdf.name
    # The foot of every page has it, and the head of the first one for browsers that draw nothing into margins.
    assert codes(web, 150)[0] == [wanted] * 2


@of_one_site
def test_a_form_that_watches_an_sop_bears_the_marks_of_its_revision(kisah: Kisah) -> None:
    sop = kisah.sop()
    assert sop.sidik is not None
    wanted = f"{SITE_ADDRESS}sop/surat/cek/index.html?r=1&s={sop.sidik[:8]}"
    for kind in ("monitoring", "evaluasi"):
        pdf = kisah.folder / f"site/sop/surat/{kind}/{kind}-surat.pdf"
        assert codes_of_first(pdf.read_bytes()) == [wanted]
        assert f"kode isi {sop.sidik[:8]}" in kisah.pdf(f"sop/surat/{kind}/{kind}-surat.pdf")


def test_the_code_follows_what_a_form_asks_and_nothing_else() -> None:
    form = {"judul": "Kartu", "bagian": [{"isian": [{"id": "asal", "label": "Asal"}]}]}
    code = form_fingerprint(Formulir.model_validate(form))
    same = {**form, "keterangan": "Untuk tamu", "konfirmasi": [{"bagian": "susunan", "judul": "x", "sebab": "y"}]}
    assert form_fingerprint(Formulir.model_validate(same)) == code
    for other in ({"judul": "Kartu tamu"}, {"arah": "mendatar"}, {"petunjuk": ["Diisi"]}, {"kaki": "Kaki"}):
        assert form_fingerprint(Formulir.model_validate({**form, **other})) != code, other


def library(site: Path) -> Library:
    """The data that a built site is made from."""
    folder = ROOT / ("examples/dinas-contoh" if (site / "sop/surat-masuk").exists() else "sop_data")
    proyek, _ = load(folder)
    assert proyek is not None
    return for_reader(proyek)


def forms(proyek: Library) -> list[SiteForm]:
    """Every form of the site."""
    situs = SiteFacts(proyek, BuildContext())
    return [
        *(form_of(proyek, id) for id in proyek.formulir),
        *(form for slug in proyek.sop for form in forms_of(proyek, situs.sop[slug])),
    ]


def flat(text: str) -> str:
    return "".join(text.replace("\u200b", "").split())


@pytest.mark.parametrize("site", SITES, indirect=True)
def test_web_print_and_pdf_of_every_form_agree(browser: Browser, site: Path, tmp_path: Path) -> None:
    """The same paper and the same words; on every page title, code, and a true "Halaman n dari m"."""
    proyek = library(site)
    page = browser.new_page(viewport={"width": 390, "height": 800})
    for form in forms(proyek):
        sheet, marks = form_sheet(proyek.instansi, form.data), form_print_marks(proyek, form)
        page.goto((site / form.kunci / "index.html").as_uri())
        assert page.get_by_role("button", name="Cetak", exact=True).count() == 1
        assert sheet.spoken in page.locator("#isi").inner_text()
        printed = page.pdf(prefer_css_page_size=True)
        words = []
        for pdf in (
            printed,
            (site / f"{form.path_stem}.pdf").read_bytes(),
            (site / f"{form.path_stem}-isian.pdf").read_bytes(),
        ):
            pages = [flat(text) for text in texts_of(pdf)]
            for number, (size, text) in enumerate(zip(sizes_of(pdf), pages, strict=True), 1):
                assert size == pytest.approx((sheet.lebar, sheet.tinggi), abs=0.3), form.kunci
                assert flat(form.data.judul) in text, (form.kunci, number)
                assert f"kodeisi{marks.kode}" in text, (form.kunci, number)
                assert f"Halaman{number}dari{len(pages)}" in text, (form.kunci, number)
            words.append(("".join(pages), len(pages)))
        (web, count), (paper, _), (fillable, _) = words
        for part in form.data.bagian:
            for field in (*part.isian, *part.kanan, *(part.tabel.kolom if part.tabel else ())):
                if not field.tempat:
                    assert flat(field.label) in web, (form.kunci, field.id)
                    assert flat(field.label) in paper, (form.kunci, field.id)
                    assert flat(field.label) in fillable, (form.kunci, field.id)
        assert "Lembar1dari1" not in web
        assert count >= 1
    page.close()


@pytest.mark.parametrize("site", SITES, indirect=True)
def test_workbooks_are_for_the_same_paper_and_say_the_code(site: Path) -> None:
    proyek = library(site)
    for form in forms(proyek):
        sheet, marks = form_sheet(proyek.instansi, form.data), form_print_marks(proyek, form)
        path = site / f"{form.path_stem}.xlsx"
        for lembar in load_workbook(path).worksheets:
            if lembar.sheet_state != "visible":
                continue
            assert int(lembar.page_setup.paperSize or 0) == _KERTAS[sheet.kertas]
            assert lembar.page_setup.orientation == ("landscape" if sheet.arah == "mendatar" else "portrait")
            assert marks.age in str(lembar.oddFooter.right.text)
            cells = [str(cell) for row in lembar.iter_rows(values_only=True) for cell in row if cell]
            assert marks.age in cells, form.kunci
        assert zipfile.is_zipfile(path)


def test_every_paper_has_a_number_in_excel() -> None:
    assert set(_KERTAS) == set(PAPER_SIZES)


@pytest.mark.parametrize("judul", ['Kartu "A" \\ B', "Kartu }</style><b>", "Kartu\u2028é✓ {x}; y", "K" * 200])
def test_no_title_breaks_out_of_the_print_style(judul: str) -> None:
    from generator.pages.formulir_page import print_style

    proyek, _ = load(ROOT / "sop_data")
    assert proyek is not None
    form = SiteForm("formulir/x", "x", "x", Formulir.model_validate({"judul": judul, "bagian": [{"teks": "x"}]}))
    style = print_style(proyek, form)
    strings = re.findall(r'"(?:[^"\\\n]|\\.)*"', style)
    bare = re.sub(r'"(?:[^"\\\n]|\\.)*"', "", style)
    assert bare.count("{") == bare.count("}") == 3
    assert "Kartu" not in bare
    assert "<" not in style
    assert any("kode isi" in text for text in strings)
