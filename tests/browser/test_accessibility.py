"""WCAG 2.2 AA in a real browser: every kind of page, light and dark, desktop and phone, keyboard alone, no scripts."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import axe_playwright_python
import pytest

from tests.support.tools import SITES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
TAGS = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
OF_THE_WIDTH = {"type": "rule", "values": ["target-size", "scrollable-region-focusable", "color-contrast"]}
"""What of these depends on where things stand, and which texts are shown."""
CONTRAST = {"type": "rule", "values": ["color-contrast"]}
RUN = """async ([rules, known, whole]) => {
  const grounds = new Map();
  const ground = (e) => {
    if (!e) return "";
    if (!grounds.has(e)) {
      const { backgroundColor, backgroundImage, opacity, position } = getComputedStyle(e);
      const seen = backgroundColor.replace("rgba(0, 0, 0, 0)", "") + backgroundImage.replace("none", "");
      const lifted = position === "static" ? "" : position + e.tagName + e.getAttribute("class");
      const own = seen + (1 - opacity || "") + lifted; // most change nothing, however many they are
      grounds.set(e, (own && own + ";") + ground(e.parentElement));
    }
    return grounds.get(e);
  };
  const look = (e) => {
    const { color, fontSize, fontWeight, textShadow } = getComputedStyle(e);
    return [e.tagName, e.getAttribute("class"), color, fontSize, fontWeight, textShadow, ground(e)].join(";");
  };
  const says = (e) => e.matches("input, select, textarea")
    || [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
  const fresh = new Map();
  const seen = new Set(known);
  for (const e of document.querySelectorAll("body, body *")) {
    if (!says(e) || !e.checkVisibility({ visibilityProperty: true })) continue;
    const key = look(e);
    if (!seen.has(key)) fresh.set(key, [...(fresh.get(key) || []), e]);
  }
  const some = [...fresh.values()].flatMap((all) => [...new Set([all[0], all.at(-1)])]);
  if (rules.values[0] === "color-contrast" && !some.length && !whole) return { found: [], looks: [] };
  const chosen = "data-uji-kontras";
  some.forEach((e) => e.setAttribute(chosen, ""));
  axe.configure({ rules: [{ id: "color-contrast", selector: whole ? "*" : `[${chosen}]` }] });
  const { violations } = await axe.run(document, {
    runOnly: rules, resultTypes: ["violations"], preload: { assets: ["media"] },
  });
  some.forEach((e) => e.removeAttribute(chosen));
  const found = violations.filter((v) => ["serious", "critical"].includes(v.impact)).flatMap(
    (v) => v.nodes.map((node) => v.id + " " + node.target.join(" ") + ": " + node.failureSummary));
  return { found, looks: [...fresh.keys()] };
}"""
"""What the rules find, and the contrast of texts. That is 3 ms for each text, and texts that look alike, to the ground
on which they stand, have the same: of those it measures two on the first page that has them, with SOP_AXE=1 all on
every page. All rules in one run: what it knows of a page, above all what stands over what, is dear to find out."""
SETTLED = """async () => {
  const drawn = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const running = () => document.getAnimations().filter((move) => move.playState === "running");
  await drawn();
  for (let moves = running(); moves.length; moves = running()) {
    moves.forEach((move) => move.finish());
    await drawn();
  }
}"""
"""Until two frames are drawn and every colour that fades into another has arrived, which nobody waits for."""
FIXED = {"sop", "checklist", "cek", "monitoring", "evaluasi", "revisi", "banding", "formulir", "pelaksana", "saku",
         "peraturan", "panduan", "temuan"}  # fmt: skip
"""Folders whose name is no slug."""


def kinds(site: Path) -> list[str]:
    """One page of each kind, the longest: kinds are told by the shape of the address."""
    found: dict[str, Path] = {}
    for path in sorted(site.rglob("*.html")):
        *folders, name = path.relative_to(site).parts
        shape = "/".join(part if part in FIXED or len(folders) == 1 else "*" for part in folders)
        shape += "/" + ("*" if folders[:1] == ["panduan"] else name)
        if shape not in found or path.stat().st_size > found[shape].stat().st_size:
            found[shape] = path
    return [path.relative_to(site).as_posix() for path in found.values()]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    context.add_init_script("localStorage.clear();" + AXE)  # Material keeps the scheme it began with
    yield context.new_page()
    context.close()


def test_the_kinds_are_all_there(seed_site: Path, example_site: Path) -> None:
    names = kinds(example_site)
    assert len(names) >= 20
    assert any(re.search(r"checklist/[^/]+/index", name) for name in names)
    assert len(kinds(seed_site)) >= 16


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(page: Page, example_site: Path, seed_site: Path, scheme: str) -> None:
    """All rules in light on a phone, those of the width on a desktop too; in dark the one that depends on it, the
    contrast. The seed's pages are of the same kinds as the example's: of those each scheme is tried in one width, the
    light one on a desktop. With SOP_AXE=1 all rules in both."""
    found: list[Any] = []
    looks: list[str] = []
    page.emulate_media(color_scheme=scheme)
    for site, widths in ((example_site, (1280, 360)), (seed_site, (1280,) if scheme == "light" else (360,))):
        for name in kinds(site):
            page.goto((site / name).as_uri())
            shown = page.evaluate("document.body.dataset.mdColorScheme")
            assert shown in ({"light": "default", "dark": "slate"}[scheme], None), name
            for width in widths:
                rules = TAGS if site is seed_site or width == 360 or "SOP_AXE" in os.environ else OF_THE_WIDTH
                page.set_viewport_size({"width": width, "height": 900})
                page.evaluate(SETTLED)
                said = page.evaluate(RUN, [rules if scheme == "light" else CONTRAST, looks, "SOP_AXE" in os.environ])
                found += [(name, scheme, width, fault) for fault in said["found"]]
                looks += said["looks"]
    assert not found, "\n".join(map(str, found[:20]))
    assert len(looks) > 300


WALK = """() => {
  const shown = (e) => e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length > 0;
  const usable = "a[href], button, input, select, textarea, summary, [tabindex='0']";
  const all = Array.from(document.querySelectorAll(usable));
  const other = (e) => e.type === "radio" && !e.checked; // of a group, one is reached by Tab and the rest by arrows
  const open = (e) => !e.disabled && e.tabIndex >= 0 && !e.closest("[hidden], [inert]");
  return all.filter((e) => shown(e) && !other(e) && open(e)).map((e, n) => {
    e.dataset.uji = n;
    return n + " " + e.outerHTML.slice(0, 120);
  });
}"""
FOCUS = """() => {
  const e = document.activeElement, look = getComputedStyle(e);
  const around = e.closest("form"); // a search field shows it by its frame
  const ring = (look.outlineStyle !== "none" && parseFloat(look.outlineWidth) > 0) || look.boxShadow !== "none"
    || (around && getComputedStyle(around).boxShadow !== "none");
  return [e.dataset.uji === undefined ? -1 : Number(e.dataset.uji), e === document.body, ring];
}"""
KEYBOARD = ("index.html", "sop/index.html", "sop/pengukuran-kinerja/index.html", "pelaksana/sekretaris/index.html")


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("name", KEYBOARD)
def test_keys_alone_reach_everything(page: Page, seed_site: Path, name: str, width: int) -> None:
    """Tab comes to all that can be used, shows where it is, and leaves at the end."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto((seed_site / name).as_uri())
    page.wait_for_timeout(100)
    wanted = page.evaluate(WALK)
    assert len(wanted) > 10
    reached, blind = set(), []
    for _ in range(len(wanted) + 40):
        page.keyboard.press("Tab")
        number, left, ring = page.evaluate(FOCUS)
        if left and reached:
            break
        reached.add(number)
        if not ring:
            blind.append(wanted[number])
    else:
        pytest.fail("the focus never leaves the page")
    assert [text for n, text in enumerate(wanted) if n not in reached] == []
    assert blind == []


def test_the_first_key_skips_to_the_content(page: Page, seed_site: Path) -> None:
    for name in (*KEYBOARD, "panduan/membaca.html"):
        page.goto((seed_site / name).as_uri())
        page.keyboard.press("Tab")
        link = page.locator(":focus")
        assert link.inner_text() == "Lewati ke isi", name
        box = link.bounding_box()
        assert box and box["y"] >= 0 and box["height"] > 10, name
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') !== null"), name


@pytest.mark.parametrize("site", SITES, indirect=True)
def test_charts_say_in_words_what_they_draw(page: Page, site: Path) -> None:
    """Every picture has a name or is hidden from those who cannot see it; each row names its symbols and arrows, and
    each band between rows has words of its own that head the rows below."""
    nameless = """() => Array.from(document.querySelectorAll("main svg, main img")).filter(
      e => !e.closest("[aria-hidden=true]")
        && !e.matches("[alt]") && !e.getAttribute("aria-label") && !e.querySelector(":scope > title")
    ).map(e => e.outerHTML.slice(0, 160))"""
    rows = """() => Array.from(document.querySelectorAll(".bagan__tabel tbody tr[data-row]")).map(
      r => Array.from(r.querySelectorAll(".bagan__sel .bagan__baca")).map(s => s.textContent).join(" "))"""
    bands = """() => Array.from(document.querySelectorAll(".bagan__tabel tbody tr:not([data-row])")).map(
      r => Array.from(r.querySelectorAll("th[scope=rowgroup]")).map(h => h.textContent.trim()).join(""))"""
    count = 0
    for path in sorted(site.glob("sop/*/index.html")):
        page.goto(path.as_uri())
        assert page.evaluate(nameless) == [], path
        assert all(page.evaluate(bands)), path
        said = page.evaluate(rows)
        assert said and all(said), path
        count += len(said)
    assert count >= 14


WITHOUT_SCRIPTS = """() => {
  const seen = (e) => e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length > 0;
  const buttons = [...document.querySelectorAll("main button:not(form button)")];
  return {
    text: document.querySelector("main").innerText.trim().length > 0,
    head: seen(document.querySelector("h1")),
    dead: buttons.filter(seen).map((e) => e.innerText),
  };
}"""


@pytest.mark.parametrize("site", SITES, indirect=True)
def test_pages_work_without_scripts(browser: Browser, site: Path) -> None:
    """The content is there, and nothing is offered that only a script could do."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 900})
    page = context.new_page()
    for name in kinds(site):
        page.goto((site / name).as_uri())
        said = page.evaluate(WITHOUT_SCRIPTS)
        assert said["text"] and said["head"], name
        assert said["dead"] == [], name
    page.goto((site / "index.html").as_uri())
    assert page.locator("main input[name=q]").is_hidden(), "a field that could not search"
    page.locator("main").get_by_role("link", name="daftar SOP", exact=True).click()
    assert "sop/index.html" in page.url
    context.close()
