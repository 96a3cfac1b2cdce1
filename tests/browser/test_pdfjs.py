"""The forms to fill in on a computer in pdf.js, the reader of Firefox: filled by hand, saved, read by another."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest

from generator.facts.site_forms import forms_of
from generator.steps.resolve import resolve
from tests.paper.test_fillable_form import SHIPPED, fields_of, full_name, sample, widgets
from tests.paper.test_form_paper import pdf_of
from tests.support import sample_forms
from tests.support.pdf import text_of
from tests.support.tools import ROOT, absent
from tests.support.whole import make_formulir

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.xdist_group("pdfjs")

PDFJS = ROOT / "tests" / "npm" / "node_modules" / "pdfjs-dist"
KINDS = {".mjs": "text/javascript", ".css": "text/css", ".pdf": "application/pdf"}
PLACES = ".annotationLayer :is(input, textarea)"
SHOW = """async () => {
  const lib = globalThis.pdfjsLib = await import('/build/pdf.mjs');
  const { EventBus, PDFPageView, SimpleLinkService } = await import('/web/pdf_viewer.mjs');
  lib.GlobalWorkerOptions.workerSrc = '/build/pdf.worker.mjs';
  globalThis.reads ??= new lib.PDFWorker();
  await globalThis.form?.loadingTask.destroy();
  document.body.replaceChildren();
  const asked = { url: '/form.pdf', standardFontDataUrl: '/standard_fonts/', worker: globalThis.reads };
  const form = globalThis.form = await lib.getDocument(asked).promise;
  const eventBus = new EventBus();
  for (let n = 1; n <= form.numPages; n++) {
    const page = await form.getPage(n);
    const view = new PDFPageView({
      container: document.body, eventBus, id: n, scale: 1, annotationMode: 2,
      defaultViewport: page.getViewport({ scale: 1 }),
      layerProperties: {
        annotationStorage: form.annotationStorage, enableScripting: false,
        linkService: new SimpleLinkService({ eventBus }),
        fieldObjectsPromise: form.getFieldObjects(), hasJSActionsPromise: Promise.resolve(false),
      },
    });
    view.setPdfPage(page);
    await view.draw();
  }
}"""
FILL = """([places, wanted]) => {
  const wrong = [];
  for (const [name, [text, box]] of Object.entries(wanted)) {
    const place = [...document.querySelectorAll(places)].filter((one) => one.name === name).at(-1);
    place.scrollIntoView({ block: 'center', behavior: 'instant' });
    const { left, top, width, height } = place.getBoundingClientRect();
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    if (hit !== place || place.disabled || place.readOnly) wrong.push(name);
    else if (box) place.click();
    else {
      place.focus();
      place.select();
      document.execCommand('insertText', false, text);
    }
  }
  document.activeElement.blur();
  return wrong;
}"""
"""Fills the places in by hand, as it were: each is where a pointer finds it, and its text is typed. Gives those that
nobody could fill in."""
SAVED = "async () => new Response(new Blob([await form.saveDocument()])).bytes().then((bytes) => bytes.toBase64())"
Shown = Callable[[bytes], "tuple[Page, list[str]]"]


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[tuple[Page, dict[str, bytes], list[str]]]:
    """A page with pdf.js, the files that it gets besides, and what it complains of."""
    if not PDFJS.is_dir():
        absent("pdfjs-dist; install it with: npm ci --prefix tests/npm")
    page = browser.new_page()
    said: list[str] = []
    files: dict[str, bytes] = {}

    def answer(route: Any) -> None:
        path = route.request.url.removeprefix("http://uji.test/")
        kind = KINDS.get(Path(path).suffix, "application/octet-stream")
        if path == "":
            page_text = '<!doctype html><link rel="stylesheet" href="/web/pdf_viewer.css"><body class="pdfViewer">'
            route.fulfill(body=page_text, content_type="text/html")
        elif path in files:
            route.fulfill(body=files[path], content_type=kind, headers={"Cache-Control": "no-store"})
        elif (PDFJS / path).is_file():
            route.fulfill(body=(PDFJS / path).read_bytes(), content_type=kind)
        else:
            route.fulfill(status=404)

    page.on("console", lambda message: said.append(message.text) if "Warning" in message.text else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.route("http://uji.test/**", answer)
    page.goto("http://uji.test/")
    yield page, files, said
    page.close()


@pytest.fixture
def shown(reader: tuple[Page, dict[str, bytes], list[str]]) -> Shown:
    """A form as pdf.js shows it, and what it complains of. It is loaded once: that takes longer than a form."""
    page, files, said = reader
    said.clear()

    def show(pdf: bytes) -> tuple[Page, list[str]]:
        files["form.pdf"] = pdf
        page.evaluate(SHOW)
        return page, said

    return show


def watching(kind: int) -> bytes:
    """The form that watches an SOP: 0 its monitoring, 1 its evaluation."""
    library = sample_forms.project("examples/dinas-contoh")
    form = list(forms_of(library, resolve(library, "surat-masuk")))[kind]
    return make_formulir(library, form.data, isian=True)


FORMS = {
    f"{folder}/{slug}": (lambda folder=folder, slug=slug: pdf_of(folder, slug, "F4", True)) for folder, slug in SHIPPED
}
FORMS |= {"monitoring": lambda: watching(0), "evaluasi": lambda: watching(1)}


@pytest.mark.parametrize("name", FORMS)
def test_filled_in_pdfjs_and_read_by_another(shown: Shown, name: str) -> None:
    pdf = FORMS[name]()
    fields = fields_of(pdf)
    page, said = shown(pdf)
    names = page.eval_on_selector_all(PLACES, "all => all.map((one) => one.name)")
    assert sorted(names) == sorted(full_name(widget) for _, widget in widgets(pdf)), "each has its place"
    assert all(page.eval_on_selector_all(PLACES, "all => all.map((one) => one.getBoundingClientRect().width > 4)"))
    wanted = {field: sample(about)[: int(about.get("/MaxLen", 999))] for field, about in fields.items()}
    texts = {field for field, about in fields.items() if about["/FT"] == "/Tx"}
    by_hand = {field: (text, field not in texts) for field, text in wanted.items()}
    assert page.evaluate(FILL, [PLACES, by_hand]) == []
    saved = base64.b64decode(page.evaluate(SAVED))
    assert said == []
    found = {field: str(about["/V"]).replace("\r", "\n") for field, about in fields_of(saved).items()}
    assert found == wanted
    assert text_of(saved) == text_of(pdf), "nothing of the print is lost"
    with pikepdf.open(io.BytesIO(saved)) as document:
        assert document.check_pdf_syntax() == []
        for sheet in document.pages:
            for widget in sheet.obj.get("/Annots", []):
                look = widget.AP.N if isinstance(widget.AP.N, pikepdf.Stream) else widget.AP.N[widget.AS]
                assert look.read_bytes().strip() or widget.AS == "/Off", "what was filled in is seen"
    again, _ = shown(saved)
    kept = again.eval_on_selector_all(PLACES, "all => all.map((one) => [one.name, one.value, one.checked])")
    assert {field: value for field, value, _ in kept if field in texts} == {f: wanted[f] for f in texts}
    assert {field for field, _, checked in kept if checked} == set(fields) - texts


def test_what_is_required_and_who_reads_it_out(shown: Shown) -> None:
    pdf = pdf_of("examples/dinas-contoh", "peminjaman-kendaraan", "F4", True)
    page, _ = shown(pdf)
    required = page.eval_on_selector_all(PLACES, "all => all.filter((one) => one.required).map((one) => one.name)")
    assert set(required) == {"nama", "nomor_tugas", "tujuan", "kendaraan", "tanggal_berangkat", "jam_berangkat"}
    titles = page.eval_on_selector_all(".annotationLayer section", "all => all.map((one) => one.title)")
    assert titles[0] == "A. Peminjam, Nama; wajib diisi"
    assert all(titles), "what a screen reader says of each place"
