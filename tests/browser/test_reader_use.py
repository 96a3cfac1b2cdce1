"""The pages as people use them: click everything, print from every view, read without JavaScript.

Every page of an SOP of both data folders, in one browser. A print is compared as it comes out: its pages, their words,
and where everything stands on them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.geometry import faults, read
from tests.support.printed import Print, assert_same, print_of
from tests.support.tools import ROOT, SITES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

WIDTHS = (390, 768, 1024, 1440)
VIEWS = ("bagan", "daftar")
THOROUGH = ("perjalanan-dinas", "pengukuran-kinerja")
"""SOPs that are clicked and printed in every width and view; the others printed from the two ends."""
LONG_IDENTITY = "perjalanan-dinas"
"""The SOP whose identity takes two pages: it has three signatories and sections of its own."""

COUNT_PRINTS = "window.prints = 0; window.print = () => { window.prints += 1; };"
CLICK_EVERYTHING = """(again) => {
  window.onclick = (event) => { if (event.target.closest('a[href]')) event.preventDefault(); };
  const seen = (item) => item.getClientRects().length > 0 && getComputedStyle(item).visibility !== 'hidden';
  // What has no parts of its own, and what may carry a meaning with them: a click reaches all that is around it.
  const own = 'tr, td, th, li, a, button, label, summary, figure, section, svg, .node, .edge';
  const meant = (item) => !item.children.length || item.matches(own);
  const all = [...document.querySelectorAll('body *')].filter((item) => meant(item) && seen(item));
  const wrong = [];
  const clicked = window.clicked ??= new Set();
  const click = (item) => {
    const before = window.prints;
    item.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
    clicked.add(item);
    return window.prints - before;
  };
  const name = (item) => item.outerHTML.slice(0, 90);
  const printing = (item) => item.closest('button[data-cetak]');
  const choosing = (item) => item.closest('[data-tampil], [data-peran], .md-header, form');
  const used = all.filter((item) => !printing(item) && !choosing(item));
  const cells = used.filter((item) => item.matches('th, td')).map(function (item) {
    const box = item.getBoundingClientRect();
    return [item, document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2)];
  });
  const due = (item) => again || !clicked.has(item);
  for (const item of used) if (due(item) && click(item)) wrong.push(name(item));
  for (const [item, hit] of cells) {
    if (!hit || hit === item || printing(hit) || choosing(hit)) continue;
    if (due(hit) && click(hit)) wrong.push('at ' + name(item));
  }
  for (const item of document.querySelectorAll('col')) if (due(item) && click(item)) wrong.push(name(item));
  const buttons = all.filter((item) => item.matches('button[data-cetak]'));
  document.querySelectorAll('.md-toggle').forEach((box) => { box.checked = false; }); // the theme's drawer and search
  for (const button of buttons) if (click(button) !== 1) wrong.push('does not print: ' + name(button));
  return { used: used.length, buttons: buttons.length, wrong };
}"""
"""Clicks all that is seen, print buttons always, other things that were clicked before only if ``again``."""


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.add_init_script(COUNT_PRINTS)
    yield context
    context.close()


def pages_of_sops(site: Path) -> dict[str, str]:
    """The address of the page of each SOP, by slug."""
    found = {path.parent.name: path.as_uri() for path in sorted(site.glob("sop/*/index.html"))}
    assert found
    return found


def choose_view(page: Page, view: str) -> None:
    page.evaluate("view => document.querySelector(`[data-tampil=${view}]`).click()", view)


# Clicks


@pytest.mark.parametrize("site", SITES, indirect=True)
def test_only_print_buttons_print(context: BrowserContext, site: Path) -> None:
    """Everything is clicked on every page, wherever it is seen first; of two SOPs, and with
    SOP_KLIK=1 of all, in every width and view."""
    page = context.new_page()
    for slug, address in pages_of_sops(site).items():
        page.goto(address)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            for view in VIEWS:
                choose_view(page, view)
                said = page.evaluate(CLICK_EVERYTHING, slug in THOROUGH or "SOP_KLIK" in os.environ)
                assert said["wrong"] == [], (slug, width, view)
                assert said["buttons"] >= 1 and said["used"] > 100, (slug, width, view)
        page.evaluate("window.prints = 0")
        choose_view(page, "bagan")
        page.locator("tbody .bagan__uraian").last.click()
        page.locator(".bagan__alur .node").first.click()
        page.get_by_role("button", name="Cetak SOP ini").filter(visible=True).first.click()
        assert page.evaluate("window.prints") == 1, slug


# Prints


@pytest.mark.parametrize("site", SITES, indirect=True)
def test_the_print_does_not_depend_on_the_screen(browser: Browser, context: BrowserContext, site: Path) -> None:
    page = context.new_page()
    dark = browser.new_context(color_scheme="dark", device_scale_factor=2, viewport={"width": 390, "height": 800})
    plain = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 900})
    other, still = dark.new_page(), plain.new_page()
    for slug, address in pages_of_sops(site).items():
        page.set_viewport_size({"width": 1440, "height": 900})
        page.goto(address)
        first = print_of(page)
        assert len(first.pages) >= 2, slug
        for width in WIDTHS if slug in THOROUGH else ():
            page.set_viewport_size({"width": width, "height": 900})
            for view in VIEWS:
                choose_view(page, view)
                assert_same(first, print_of(page), (slug, width, view))
        other.goto(address)  # a phone at night: the list, an actor chosen, boxes folded
        other.locator("[data-peran]:not([data-peran=''])").first.click()
        assert_same(first, print_of(other), (slug, "dark phone with an actor"))
        still.goto(address)
        still.locator("details[open] summary").first.click()
        assert_same(first, print_of(still), (slug, "no script, a box closed"))
        assert_every_page_says_what_it_is(page, first, slug)
    dark.close()
    plain.close()


def assert_every_page_says_what_it_is(page: Page, printed: Print, slug: str) -> None:
    """Title, number, revision, status, fingerprint, and which page of how many."""
    title = page.locator("#isi h1").inner_text()
    facts = page.locator(".cetak-kop p").last.text_content() or ""
    status, number, revision, *_ = facts.split(" · ")
    assert re.match(r"(DRAF|SEDANG DITINJAU|BERLAKU|DICABUT)\b", status), slug
    assert number.startswith("Nomor ") and revision.startswith("Revisi "), slug
    sheets = page.locator(".cetak-bagan svg:not(svg svg)").count()
    more = slug == LONG_IDENTITY
    assert len(printed.pages) == sheets + 1 + more, (
        "an identity has one page, with sections of its own two; a sheet one"
    )
    for place, words in enumerate(printed.pages, start=1):
        for part in (f"SOP {title}", status, number, revision, "kode isi "):
            assert part in words, (slug, place, part)
        assert f"Halaman {place} dari {len(printed.pages)}" in words, (slug, place)
    numbers = [match for words in printed.pages for match in re.findall(r"lembar (\d+) dari (\d+)", words)]
    assert len(numbers) == sheets, (slug, "each sheet also without the browser's page numbers")


BOXES = """(svg) => {
  const box = (item) => { const b = item.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom]; };
  const at = (item) => ({ words: item.textContent, box: box(item) });
  const cells = (path) => {
    const m = path.getScreenCTM();
    return [...path.getAttribute('d').matchAll(/M([-\\d.]+) ([-\\d.]+)h([\\d.]+)v([\\d.]+)/g)].map(function (found) {
      const [x, y, w, h] = found.slice(1).map(Number);
      return [m.e + m.a * x, m.f + m.d * y, m.e + m.a * (x + w), m.f + m.d * (y + h)];
    });
  };
  return {
    svg: svg.outerHTML,
    sheet: box(svg),
    frame: [...svg.querySelectorAll('.frame > text, .legend > text, .legend > g')].map(at),
    chart: [...svg.children].filter((item) => !item.matches('.frame')).map(box),
    cells: [...cells(svg.querySelector('.heads')), ...cells(svg.querySelector('.cells'))],
    words: [...svg.querySelectorAll('text')].filter((item) => !item.closest('.frame, .node, .edge-label')).map(at),
  };
}"""

Box = tuple[float, float, float, float]


def meets(one: Box, other: Box, slack: float = 0.0) -> bool:
    across = one[0] < other[2] - slack and other[0] < one[2] - slack
    return across and one[1] < other[3] - slack and other[1] < one[3] - slack


def within(one: Box, other: Box, slack: float = 1.0) -> bool:
    near = one[0] >= other[0] - slack and one[1] >= other[1] - slack
    return near and one[2] <= other[2] + slack and one[3] <= other[3] + slack


@pytest.mark.parametrize("site", SITES, indirect=True)
def test_printed_sheets_are_drawn_without_a_fault(context: BrowserContext, site: Path) -> None:
    """Symbols within row and lane, arrows to their ends; heading, legend, chart and notes beside each other."""
    page = context.new_page()
    page.emulate_media(media="print")
    addresses = [path.as_uri() for path in sorted(site.glob("sop/*/revisi/*/index.html"))]
    for address in [*pages_of_sops(site).values(), *addresses]:
        page.goto(address)
        sheets = page.evaluate(f"() => [...document.querySelectorAll('.cetak-bagan svg:not(svg svg)')].map({BOXES})")
        assert sheets, address
        for found in sheets:
            wrong = faults(read(found["svg"]))
            # The middle of a long label is far from where it starts, wherever that is.
            assert [fault for fault in wrong if not fault.endswith("is far from its exit")] == [], address
            assert len(found["frame"]) >= 4 and found["words"], address
            assert_beside_each_other(found, address)
            for text in found["words"]:
                assert any(within(text["box"], cell) for cell in found["cells"]), (address, text["words"])


def assert_beside_each_other(found: dict[str, Any], address: str) -> None:
    for place, one in enumerate(found["frame"]):
        assert within(one["box"], found["sheet"]), (address, one["words"])
        for other in found["frame"][place + 1 :]:
            assert not meets(one["box"], other["box"], slack=1.5), (address, one["words"], other["words"])
        for part in found["chart"]:
            assert not meets(one["box"], part, slack=1.0), (address, one["words"])


# Words on the screen

CUT_WORDS = """() => {
  const cut = [];
  for (const cell of document.querySelectorAll('.bagan__tabel :is(th, td)')) {
    const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.parentElement.closest('.bagan__baca')) continue;
      for (const word of node.data.matchAll(/[\\p{L}\\p{N}]+/gu)) {
        const range = document.createRange();
        range.setStart(node, word.index);
        range.setEnd(node, word.index + word[0].length);
        const boxes = [...range.getClientRects()].filter((box) => box.width > 0);
        const lines = new Set(boxes.map((box) => Math.round(box.top)));
        const own = range.getBoundingClientRect();
        const room = cell.getBoundingClientRect();
        if (lines.size > 1 || own.left < room.left - 1 || own.right > room.right + 1) cut.push(word[0]);
      }
    }
  }
  return cut;
}"""


@pytest.mark.parametrize("site", SITES, indirect=True)
def test_no_word_of_a_chart_is_cut(context: BrowserContext, site: Path) -> None:
    page = context.new_page()
    for slug, address in pages_of_sops(site).items():
        page.goto(address)
        choose_view(page, "bagan")
        for width in (*WIDTHS, 1920):
            page.set_viewport_size({"width": width, "height": 900})
            page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
            assert page.evaluate(CUT_WORDS) == [], (slug, width)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, slug


# Without JavaScript


SEEN = """() => {
  const seen = function (item) {
    const box = item.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && getComputedStyle(item).visibility !== 'hidden';
  };
  const all = (selector) => [...document.querySelectorAll(selector)].map(seen);
  return {
    bands: all('.bagan__tabel tbody tr:not([data-row])'),
    rows: all('.bagan__tabel tbody tr[data-row]'),
    listed: all('[data-langkah]'),
    nodes: all('.bagan__alur .node'),
    buttons: all('button'),
  };
}"""


@pytest.mark.parametrize("site", SITES, indirect=True)
def test_all_steps_are_there_without_a_script(browser: Browser, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for slug, address in pages_of_sops(site).items():
        page.goto(address)
        for width in (390, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            said = page.evaluate(SEEN)
            assert said["rows"] and all(said["rows"]) and all(said["bands"]), (slug, width)
            assert len(said["listed"]) == len(said["rows"]) and all(said["listed"]), (slug, width)
            assert said["nodes"] and all(said["nodes"]), (slug, width)
            assert not any(said["buttons"]), "what only a script can do is not offered"
    context.close()


# Attributes: each has one meaning

KINDS = (
    "index.html", "sop/index.html", "sop/surat-masuk/index.html", "sop/surat-masuk/checklist/index.html",
    "sop/surat-masuk/checklist/1/index.html", "sop/surat-masuk/cek/index.html", "sop/surat-masuk/monitoring/index.html",
    "sop/surat-masuk/revisi/0/index.html", "sop/surat-masuk/revisi/1/banding/index.html", "formulir/index.html",
    "formulir/peminjaman-kendaraan/index.html", "pelaksana/index.html", "pelaksana/sekretaris/index.html",
    "pelaksana/sekretaris/saku/index.html", "peraturan/index.html", "perubahan/index.html", "perhatian/index.html",
    "kalender/index.html", "peta/index.html", "panduan/index.html",
)  # fmt: skip
"""One page of each kind, of the example."""
NOTE_LISTENERS = """(() => {
  const add = EventTarget.prototype.addEventListener;
  window.clickable = new Set();
  window.asked = new Set(); // selectors by which our scripts look for elements
  for (const kind of [Document, Element]) for (const way of ['querySelector', 'querySelectorAll']) {
    const look = kind.prototype[way];
    kind.prototype[way] = function (selector) {
      if (/assets\\/js\\//.test(new Error().stack)) window.asked.add(selector);
      return look.call(this, selector);
    };
  }
  EventTarget.prototype.addEventListener = function (type, ...rest) {
    const ours = /assets\\/js\\//.test(new Error().stack);
    if (ours && /^(click|mousedown|mouseup|pointerdown|pointerup)$/.test(type)) window.clickable.add(this);
    return add.call(this, type, ...rest);
  };
})();"""
CLICKABLE = """() => {
  const bound = [...window.clickable];
  const proper = (item) => item instanceof Element && item.matches('button, a[href], input, select, label, summary');
  const names = (item) => [...item.attributes].map((a) => a.name).filter((name) => name.startsWith('data-'));
  const acting = new Set(bound.filter(proper).flatMap(names));
  const name = (item) => (item.outerHTML ? item.outerHTML.slice(0, 80) : String(item));
  const asked = [...window.asked].filter((selector) => bound.some((item) => proper(item) && item.matches(selector)));
  return {
    bound: bound.length,
    acting: [...acting],
    improper: bound.filter((item) => item.attributes && !proper(item) && names(item).length).map(name),
    classes: [...new Set(asked.flatMap((selector) => selector.match(/\\.[a-z][\\w-]*(?=$|,|\\[|:)/g) || []))],
  };
}"""
_TAG = re.compile(r"<([a-z][a-z0-9]*)((?:\s+[^\s=>]+(?:=\"[^\"]*\"|='[^']*'|=[^\s>]*)?)*)\s*/?>", re.IGNORECASE)
_NAMED = re.compile(r"\s(data-[a-z-]+)(?=[\s=/]|$)|\sclass=(?:\"([^\"]*)\"|([^\s\"'>]+))")
CONTROLS = {"button", "a", "input", "select", "label", "summary"}


def marks_on_others(site: Path) -> dict[str, str]:
    """Each data attribute and class (as a selector) that stands on something other than a control, on any page, and
    the address of one such page."""
    found: dict[str, str] = {}
    for path in site.rglob("*.html"):
        for tag, rest in set(_TAG.findall(path.read_text("utf-8"))):
            if tag.lower() in CONTROLS:
                continue
            for attribute, quoted, bare in _NAMED.findall(rest):
                for name in [f"[{attribute}]"] if attribute else [f".{one}" for one in (quoted or bare).split()]:
                    found.setdefault(name, path.relative_to(site).as_posix())
    return found


@pytest.mark.xdist_group("example")
def test_what_acts_is_made_for_it(browser: Browser, example_site: Path, seed_site: Path) -> None:
    """What is marked by an attribute or a class and acts on a click is a button or a link; its mark is on nothing else,
    on any page. (Lists and the document may look after what is in them, but no mark makes them act.)"""
    context = browser.new_context()
    context.add_init_script(NOTE_LISTENERS)
    page = context.new_page()
    acting: set[str] = set()
    for kind in KINDS:
        page.goto((example_site / kind).as_uri())
        said = page.evaluate(CLICKABLE)
        assert said["improper"] == [], kind
        acting |= {f"[{name}]" for name in said["acting"]} | set(said["classes"])
    context.close()
    assert {"[data-cetak]", "[data-tampil]", "[data-peran]"} <= acting
    for site in (example_site, seed_site):
        others = marks_on_others(site)
        assert len(others) > 100
        assert {name: others[name] for name in acting & others.keys()} == {}


def _attributes(pattern: str, *files: str) -> dict[str, set[str]]:
    """Which files name each data attribute, by a pattern whose group is the name behind "data-" or "dataset."."""
    found: dict[str, set[str]] = {}
    for path in (path for glob in files for path in sorted(ROOT.glob(glob))):
        for name in re.findall(pattern, path.read_text("utf-8")):
            attribute = re.sub(r"[A-Z]", lambda big: "-" + big[0].lower(), name)
            found.setdefault(attribute, set()).add(path.name)
    return found


def test_every_attribute_is_set_by_pages_and_read_by_scripts_or_styles() -> None:
    """The list is derived: who sets an attribute, who reads it. Nothing is read that nobody sets."""
    assets = ("overrides/assets/js/*.js", "overrides/assets/css/*.css")
    read = _attributes(r"\[data-([a-z-]+)", *assets) | _attributes(r"dataset\.([a-zA-Z]+)", assets[0])
    makers = ("generator/pages/**/*.html", "generator/**/*.py", "overrides/**/*.html")
    made = _attributes(r"data-([a-z][a-z-]*)", *makers) | _attributes(r"dataset\.([a-zA-Z]+) = ", assets[0])
    made |= _attributes(r"\"data-([a-z-]+)\":", assets[0])
    theirs = {name for name in read if name.startswith("md-")}
    assert len(read) > 30
    assert {name: read[name] for name in read.keys() - made.keys() - theirs} == {}
    in_charts = {name for name, files in made.items() if "html.py" in files}
    contract = {"id", "jenis", "row", "lane", "from", "to", "for"}
    assert in_charts - contract <= read.keys(), "what a chart carries is read by its script, or is part of the contract"
    shared = {name for name in in_charts - contract if made[name] - {"html.py"}}
    assert shared <= {"pelaksana", "t"}, "and means the same nowhere else"
