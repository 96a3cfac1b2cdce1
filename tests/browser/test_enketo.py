"""Web forms show the labels word for word: Enketo's own transformer, which KoboToolbox and ODK use, in a browser."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from generator.data.formulir import Formulir
from generator.forms.xlsform import to_xform
from tests.support.tools import ROOT, absent, tries

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ENKETO = ROOT / "tests" / "npm" / "node_modules" / "enketo-transformer" / "dist" / "enketo-transformer" / "web"
TYPED = (
    "# Catatan_penting_ *isi*",
    "*) wajib",
    "1. Nama kepala keluarga",
    "Isi:\n1. nama\n2. alamat",
    "- Komputer\n- Printer",
    "+ tambah\n+ kurang",
    "__tebal__ dan **tebal**",
    "nomor_kk_lama dan nomor_kk_baru",
    r"C:\data\_isi \* dan \\",
    "[laman](surat)",
    "<b>tebal</b> & &amp; <span style='color:red'>merah</span>",
    "baris\n# dua",
    "   ## menjorok",
    "2 * 3 * 4",
    "${kepala}",
)
PIECES = (
    "#",
    "*",
    "_",
    "\\",
    "-",
    "+",
    "1.",
    "2)",
    " ",
    " ",
    "\n",
    "[",
    "](",
    ")",
    "<",
    "b>",
    "</b>",
    "&",
    ";",
    "isi",
    "Nama",
)


def random_label(rng: random.Random) -> str:
    return "Isi" + "".join(rng.choice(PIECES) for _ in range(rng.randint(1, 14))) + "akhir"


Shown = dict[str, list[str]]
"""Kind of text -> the texts as a reader sees them."""
READ = """async xform => {
  const { transform } = await import('/t.js');
  const { form } = await transform({ xform, theme: 'plain' });
  const page = new DOMParser().parseFromString(form, 'text/html');
  page.querySelectorAll('br').forEach((br) => br.replaceWith(' '));
  page.querySelectorAll('p, li, h1, h2, h3, h4, h5, h6').forEach((box) => box.append(' '));
  const said = (one) => (/<(?!p>|\\/p>)/.test(one.innerHTML) ? 'MARKUP ' + one.innerHTML : one.textContent);
  const texts = (mark) => [...page.querySelectorAll(mark)].map(said);
  return { label: texts('.question-label'), hint: texts('.or-hint'), option: texts('.option-label') };
}"""


@pytest.fixture(scope="module")
def read(browser: Browser) -> Iterator[Callable[[str], Shown]]:
    """XForm -> what the web form shows."""
    script = ENKETO / "transformer.js"
    if not script.exists():
        absent("enketo-transformer; install it with: npm ci --prefix tests/npm")

    def answer(route: Any) -> None:
        body, kind = (script.read_text("utf-8"), "javascript") if route.request.url.endswith(".js") else ("", "html")
        route.fulfill(body=body, content_type=f"text/{kind}")

    page = browser.new_page()
    page.route("http://uji.test/*", answer)
    page.goto("http://uji.test/")
    yield lambda xform: page.evaluate(READ, xform)
    page.close()


def one_line(text: str) -> str:
    return " ".join(text.replace("\u2060", "").split())


def assert_word_for_word(read: Callable[[str], Shown], labels: list[str]) -> None:
    fields = [{"id": f"isian{n}", "label": text, "petunjuk": text} for n, text in enumerate(labels)]
    choices = [f"{n} {one_line(text)}" for n, text in enumerate(labels)]
    choice = {"id": "pilih", "label": "Pilih", "jenis": "pilihan", "pilihan": choices}
    form = Formulir.model_validate({"judul": "Uji", "bagian": [{"isian": [*fields, choice]}]})
    shown = {kind: list(map(one_line, texts)) for kind, texts in read(to_xform(form, "uji")).items()}
    wanted = list(map(one_line, labels))
    assert shown["label"][: len(labels)] == wanted
    assert shown["hint"][: len(labels)] == wanted
    assert set(choices) <= set(shown["option"])


def test_labels_are_shown_word_for_word(read: Callable[[str], Shown]) -> None:
    assert_word_for_word(read, list(TYPED))


def test_any_label_is_shown_word_for_word(read: Callable[[str], Shown]) -> None:
    rng = random.Random(4)
    for _ in range(tries(10, "SOP_FUZZ")):
        assert_word_for_word(read, list(dict.fromkeys(random_label(rng) for _ in range(30))))
