"""Every text of the data filled with hostile strings, the site opened in a browser: nothing runs, nothing breaks."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from generator.examine import examine
from tests.conftest import build_for_test
from tests.support.server import server_of
from tests.support.tools import PATIENCE_S, ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.xdist_group("suntik"), pytest.mark.slow]

JAHAT = (
    "<script>window.suntik=1</script>",
    "\"><img src=x onerror=window.suntik=2>",
    "' onfocus='window.suntik=3' autofocus x='",
    "</title></textarea></style></script><svg onload=window.suntik=4>",
    "--><script>window.suntik=5</script><!--",
    "<a href=\"javascript:window.suntik=6\">klik</a>",
    "[klik](javascript:window.suntik=7) ![x](https://luar.example/a.png)",
    "<base href=//luar.example/><link rel=stylesheet href=//luar.example/a.css>",
    "<meta http-equiv=refresh content=\"0;url=//luar.example/\">",
    "{{ 7*7 }} {% raw %} ${7*7} {: onclick=\"window.suntik=8\"}",
    "<iframe src=javascript:parent.suntik=9></iframe><details open ontoggle=window.suntik=9>",
    "\\x3cscript\\x3e &lt;b&gt; &#60;i&#62; ]]> <https://luar.example> ***a*** _b_ `c`",
)  # fmt: skip
"""Each is written out after the text that stood there."""

INJECTED = """() => Array.from(document.querySelectorAll(
  "script:not([src]):not([type]), img[src=x], iframe, base, meta[http-equiv], a[href^=javascript]," +
  "[onerror], [onload], [onfocus], [onclick], [ontoggle], [autofocus]," +
  "[href*='luar.example']:not([href^='mailto:']), [src*='luar.example']"
)).map((e) => e.outerHTML.slice(0, 200))"""
"""Elements and attributes that only a hostile text can have brought in."""

LOOK = f"""() => [({INJECTED})(), window.suntik, document.querySelector("h1").innerText, document.title,
  document.body.innerText]"""


DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
"""The fast one, where it is installed."""
NAMES = {"id", "no"}
"""Keys that others refer to."""
EMPTY = {*NAMES, "label"}
"""Keys whose empty text is a text: a column of parafs without a head. Elsewhere it stands for nothing."""


class Data:
    """A copy of the example's data in which texts are hostile; what the checks refuse is put back."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        source = ROOT / "examples" / "dinas-contoh"
        self.files: dict[str, Any] = {}
        for path in sorted(source.rglob("*")):
            name = path.relative_to(source).as_posix()
            target = folder / name
            if path.is_file() and not name.startswith((".", "arsip/")):
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(path.read_bytes())
                if path.suffix == ".yml":
                    self.files[name] = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
                    self.files[name].pop("nama_terbit", None)
                    self.files[name].pop("sidik", None)  # the seal of the texts as they were
        self.hostile = {
            (name, place): f"{text} {hostile}"
            for (name, place, text), hostile in zip(self._leaves(), itertools.cycle(JAHAT), strict=False)
        }

    def _leaves(self) -> Iterator[tuple[str, str, str]]:
        """(file, place as in a finding, text) of every text in the data."""
        for name, data in self.files.items():
            yield from ((name, place, text) for place, text in _walk(data, ""))

    def write(self) -> None:
        for name, data in self.files.items():
            filled = _fill(data, "", name, self.hostile)
            text = yaml.dump(filled, Dumper=DUMPER, allow_unicode=True, sort_keys=False)
            (self.folder / name).write_text(text, "utf-8")

    def settle(self) -> None:
        """Take hostile strings away until nothing is wrong: ids, dates, numbers, chosen words, formulas."""
        for _ in range(100):  # of several like errors one finding names the first
            self.write()
            found = [finding for finding in examine(self.folder)[1] if finding.severity == "galat"]
            errors = {(f.file, f.field) for f in found}
            if not errors:
                return
            refused = {
                key for key in self.hostile
                if any(key[0] == file and _same_place(key[1], field) for file, field in errors)
            }  # fmt: skip
            # What a field may hold at all is the same wherever it stands.
            kinds = {(f.file, f.field) for f in found if f.code.startswith("D1")}
            never = {_kind(place) for file, place in refused if any(file == f and place == p for f, p in kinds)}
            refused |= {key for key in self.hostile if _kind(key[1]) in never}
            # A condition that names a word of another field is right, and that word was changed.
            refused = refused or {
                key for key in self.hostile
                if key[0] in {file for file, _ in errors} and ".pilihan" in key[1]
            }  # fmt: skip
            assert refused, errors
            self.hostile = {key: text for key, text in self.hostile.items() if key not in refused}
        raise AssertionError("the data do not settle")


def _same_place(one: str, other: str) -> bool:
    """Whether one place holds the other; a single thing may be said as the first of a list."""
    one, other = (".".join(part for part in place.split(".") if part != "1") + "." for place in (one, other))
    return one.startswith(other) or other.startswith(one)


def _kind(place: str) -> str:
    """A place without the numbers in it."""
    return re.sub(r"\d+", "", place)


def _key(place: str) -> str:
    return place.rpartition(".")[2]


def _walk(value: Any, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _walk(part, f"{place}.{key}".lstrip("."))
    elif isinstance(value, list):
        for number, part in enumerate(value, start=1):
            yield from _walk(part, f"{place}.{number}".lstrip("."))
    elif value and _key(place) not in NAMES:
        yield place, value


def _fill(value: Any, place: str, name: str, texts: dict[tuple[str, str], str]) -> Any:
    if isinstance(value, dict):
        return {key: _fill(part, f"{place}.{key}".lstrip("."), name, texts) for key, part in value.items()}
    if isinstance(value, list):
        return [_fill(part, f"{place}.{no}".lstrip("."), name, texts) for no, part in enumerate(value, start=1)]
    return texts.get((name, place), value if _key(place) in EMPTY else value or None)


@pytest.fixture(scope="module")
def hostile_data(tmp_path_factory: pytest.TempPathFactory) -> Data:
    data = Data(tmp_path_factory.mktemp("jahat") / "data")
    data.settle()
    return data


@pytest.fixture(scope="module")
def served(hostile_data: Data, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The address and the folder of the hostile site."""
    site, result = build_for_test(hostile_data.folder, tmp_path_factory.mktemp("situs-jahat"))
    assert result.built, [f for f in result.findings if f.severity == "galat"]
    with server_of(site) as address:
        yield address, site


def watch(browser: Browser, base: str) -> tuple[Page, list[str]]:
    """A page, and a list that grows with all that must not happen."""
    page = browser.new_page()
    seen: list[str] = []
    page.on("dialog", lambda dialog: (seen.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on("request", lambda r: None if r.url.startswith((base, "data:", "blob:")) else seen.append(r.url))
    page.on("pageerror", lambda error: seen.append(str(error)))
    page.on("console", lambda message: seen.append(message.text) if message.type == "error" else None)
    return page, seen


def chosen(site: Path) -> list[str]:
    """All pages of SOPs, forms and lists; of steps, pelaksana and regulations the first few."""
    names = [path.relative_to(site).as_posix() for path in sorted(site.rglob("*.html"))]
    names = [name for name in names if not name.startswith("panduan/")]
    few = ("checklist/", "pelaksana/", "peraturan/")
    kept = [name for name in names if not any(part in name for part in few)]
    for part in few:
        kept += [name for name in names if part in name][:6]
    return kept


def test_most_texts_are_hostile(hostile_data: Data) -> None:
    """Of each kind of file; the strings are all in use."""
    for start in ("instansi.yml", "jabatan.yml", "peraturan.yml", "sop/", "formulir/"):
        assert sum(name.startswith(start) for name, _ in hostile_data.hostile) > 5, start
    assert len(hostile_data.hostile) > 500
    assert all(any(text.endswith(hostile) for text in hostile_data.hostile.values()) for hostile in JAHAT)


def test_nothing_runs_and_nothing_breaks(browser: Browser, served: tuple[str, Path]) -> None:
    base, site = served
    page, seen = watch(browser, base)
    shown = 0
    for name in chosen(site):
        page.goto(base + name)
        page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
        injected, ran, head, title, text = page.evaluate(LOOK)
        assert injected == [], name
        assert ran is None, name
        assert seen == [], name
        assert head.strip(), name
        assert title.strip(), name
        text = " ".join(text.split())
        shown += sum(" ".join(hostile.split()) in text for hostile in JAHAT)
    assert shown > 200, "hostile texts are to be read as they are written"
    page.close()


def test_drawings_opened_alone_run_nothing(browser: Browser, served: tuple[str, Path]) -> None:
    """The picture files are documents of their own for a browser."""
    base, site = served
    page, seen = watch(browser, base)
    for path in sorted(site.glob("sop/*/*.svg")):
        page.goto(base + path.relative_to(site).as_posix())
        assert page.locator("svg").first.is_visible()
        assert page.locator("script, foreignObject, a").count() == 0
        assert page.evaluate("window.suntik") is None
    assert [words for words in seen if "404" not in words] == []  # a browser asks for favicon.ico by itself
    page.close()


def test_search_shows_hostile_texts_as_texts(browser: Browser, served: tuple[str, Path]) -> None:
    base, _ = served
    page, seen = watch(browser, base)
    page.goto(base + "index.html")
    page.wait_for_load_state("networkidle")
    page.get_by_label("Cari SOP, langkah, atau formulir").first.press_sequentially("tamu", delay=30)
    page.wait_for_function("document.body.innerText.includes('window.suntik')", timeout=1000 * PATIENCE_S)
    page.wait_for_load_state("networkidle")
    assert page.evaluate(INJECTED) == []
    assert page.evaluate("window.suntik") is None
    assert seen == []
    page.close()
