"""What the site says to machines: data with schemas, the sitemap, and each page's description and address."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from generator.examine import examine
from generator.facts.metadata import how_to
from generator.facts.site_facts import BuildContext, SiteFacts
from generator.pages.sop_page import render_sop
from tests.support.tools import ROOT, SITES

pytestmark = pytest.mark.slow

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ADDRESS = "https://sop.dinas-contoh.example/"
HOSTILE = '</script><!-- <script>alert("x")</script> & <b>'


@pytest.mark.parametrize("site", SITES, indirect=True)
def test_all_data_keep_their_schema(site: Path) -> None:
    index = json.loads((site / "data/index.json").read_text("utf-8"))
    files = [site / "data/index.json", *(site / sop["data"] for sop in index["sop"])]
    assert len(files) == 1 + len(list(site.glob("sop/*/checklist/index.html")))
    for file in files:
        data = json.loads(file.read_text("utf-8"))
        schema = json.loads((file.parent / data["$schema"]).read_text("utf-8"))
        Draft202012Validator.check_schema(schema)
        faults = Draft202012Validator(schema, format_checker=FormatChecker()).iter_errors(data)
        assert [f"{fault.json_path}: {fault.message}" for fault in faults] == [], file.name


def test_the_schema_is_not_too_wide(example_site: Path) -> None:
    data = json.loads((example_site / "sop/surat-masuk/surat-masuk.json").read_text("utf-8"))
    schema = json.loads((example_site / "data/skema/sop.schema.json").read_text("utf-8"))
    valid = Draft202012Validator(schema).is_valid
    assert valid(data)
    first, *rest = data["langkah"]
    for wrong in ({"judul": 3}, {"status": "lama"}, {"lain": "x"}, {"langkah": [first | {"uraian": None}, *rest]}):
        assert not valid(data | wrong), wrong


@pytest.mark.parametrize("site", SITES, indirect=True)
def test_the_index_names_pages_that_are_there(site: Path) -> None:
    index = json.loads((site / "data/index.json").read_text("utf-8"))
    named = [item["halaman"] for kind in ("sop", "formulir", "pelaksana", "peraturan") for item in index[kind]]
    assert len(named) > 10
    assert [page for page in named if not (site / page).is_file()] == []


def test_the_sitemap_has_whole_addresses_of_pages_that_are_there(example_site: Path) -> None:
    tree = ElementTree.parse(example_site / "sitemap.xml").getroot()
    found = [node.text or "" for node in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert len(found) == len(set(found)) > 50
    assert all(address.startswith(ADDRESS) for address in found)
    assert [address for address in found if not (example_site / address.removeprefix(ADDRESS)).is_file()] == []
    for page in ("index.html", "sop/surat-masuk/index.html", "panduan/membaca.html"):
        assert ADDRESS + page in found


def test_no_addresses_where_the_agency_gave_none(seed_site: Path) -> None:
    assert not list(seed_site.glob("sitemap.xml*"))
    assert not [path for path in seed_site.rglob("*.html") if 'rel="canonical"' in path.read_text("utf-8")]


def test_each_generated_page_has_its_own_description_and_address(example_site: Path) -> None:
    seen = set()
    for path in sorted(example_site.rglob("index.html")):
        name, text = path.relative_to(example_site).as_posix(), path.read_text("utf-8")
        assert re.findall(r'<link rel="canonical" href="([^"]*)">', text) == [ADDRESS + name]
        if not name.startswith("panduan/"):
            (described,) = re.findall(r'<meta name="description" content="([^"]+)">', text)
            seen.add(described)
            assert re.search(r'id="isi" data-sumber="[\w./-]+"(?: data-sop="[\w/-]+")?>', text), name
    assert len(seen) > 150


def structured(html: str) -> dict[str, Any]:
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    found: dict[str, Any] = json.loads(text)
    return found


def test_an_sop_is_a_how_to(example_site: Path) -> None:
    page = (example_site / "sop/surat-masuk/index.html").read_text("utf-8")
    found = structured(page)
    assert (found["@type"], found["name"]) == ("HowTo", "Pengelolaan Surat Masuk")
    assert [step["position"] for step in found["step"]] == list(range(1, len(found["step"]) + 1))
    for step in found["step"]:
        address, _, anchor = step["url"].partition("#")
        assert address == ADDRESS + "sop/surat-masuk/index.html"
        assert f'id="{anchor}"' in page


def test_hostile_words_stay_data() -> None:
    proyek, _ = examine(ROOT / "examples" / "dinas-contoh")
    assert proyek is not None
    sop = proyek.sop["surat-masuk"]
    first = sop.langkah[0].model_copy(update={"uraian": HOSTILE})
    proyek.sop["surat-masuk"] = sop.model_copy(update={"judul": HOSTILE, "langkah": (first, *sop.langkah[1:])})  # type: ignore[index]
    situs = SiteFacts(proyek, BuildContext())
    html = render_sop(situs, "surat-masuk").body
    assert structured(html) == how_to(situs, situs.sop["surat-masuk"])
    assert structured(html)["name"] == structured(html)["step"][0]["name"] == HOSTILE
    assert html.lower().count("<script") == 1
    assert "<!--" not in html


def test_a_policy_without_inline_scripts_lets_the_data_be(browser: Browser, example_site: Path, tmp_path: Path) -> None:
    """A script element with data is no script: under script-src 'self' it is not run and not complained about."""
    html = (example_site / "sop/surat-masuk/index.html").read_text("utf-8")
    data = re.findall(r'<script type="application/ld\+json">.*?</script>', html, re.DOTALL)[0]
    head = '<!doctype html><meta http-equiv="Content-Security-Policy" content="script-src \'self\'">'
    (tmp_path / "uji.html").write_text(f"{head}<title>Uji</title>{data}<script>window.jalan = 1</script>", "utf-8")
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto((tmp_path / "uji.html").as_uri())
    assert (
        page.evaluate("JSON.parse(document.querySelector('[type=\"application/ld+json\"]').textContent)['@type']")
        == "HowTo"
    )
    assert page.evaluate("window.jalan") is None
    assert len(said) == 1 and "inline script" in said[0]
    page.close()
