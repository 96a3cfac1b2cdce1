"""The feeds of units and actors: valid, the same entry under the same id in each, named by the pages they are about."""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace
from pathlib import Path

import pytest

from generator.build.slices import Slicer
from generator.build_options import BuildOptions
from generator.data.library import Library
from generator.data.loader import load
from generator.declared import outputs_of, pages_of
from generator.facts.feeds import WHOLE, actor_feed, feeds_of, feeds_of_every_page, unit_feed
from generator.facts.site_facts import BuildContext, SiteFacts
from generator.outputs.feed import TERBANYAK
from generator.pipeline import settings_of
from generator.revisions.history import History
from generator.revisions.reader_view import for_reader
from tests.browser.test_perubahan import ATOM, check_atom
from tests.support.tools import FEED_LINK, ROOT
from tests.support.whole import render_pages

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def contoh() -> Library:
    proyek, _ = load(ROOT / "examples" / "dinas-contoh")
    assert proyek is not None
    return for_reader(proyek)


def files(proyek: Library) -> dict[str, str]:
    made = outputs_of("pustaka", SiteFacts(proyek, BuildContext()))
    return {file.path: file.content.decode() for file in made if file.path.endswith(".atom")}


def entries(text: str) -> dict[str, str]:
    """Id -> title."""
    found = check_atom(text).findall(f"{ATOM}entry")
    return {str(one.findtext(f"{ATOM}id")): str(one.findtext(f"{ATOM}title")) for one in found}


def test_each_feed_is_valid_and_has_what_its_unit_or_actor_is_concerned_by(contoh: Library) -> None:
    made, everything = files(contoh), History(contoh).everything
    whole = entries(made[WHOLE])
    units = {id: entries(made[unit_feed(id)]) for id in contoh.instansi.unit if unit_feed(id) in made}
    assert {id for found in units.values() for id in found} == set(whole), "every entry is in the feed of its unit"
    for id, found in units.items():
        assert len(found) == sum(e.hari is not None and e.editions.sop.unit == id for e in everything) > 0
        assert found.items() <= whole.items()
    for id in contoh.jabatan:
        own = [entry for entry in everything if entry.hari and id in entry.pelaksana]
        assert (actor_feed(id) in made) == bool(own)
        if own:
            assert len(entries(made[actor_feed(id)])) == len(own)
    ids = [str(check_atom(text).findtext(f"{ATOM}id")) for text in made.values()]
    assert len(set(ids)) == len(ids) > 10
    assert made == files(contoh)


def test_links_hold_with_an_address_and_without_one(contoh: Library) -> None:
    pages = {page.address for page in render_pages(contoh, BuildContext())}
    nameless = replace(contoh, instansi=contoh.instansi.model_copy(update={"alamat_situs": None}))
    base = str(contoh.instansi.alamat_situs)
    for path, text in files(contoh).items():
        links = [(str(one.get("rel")), str(one.get("href"))) for one in check_atom(text).iter(f"{ATOM}link")]
        assert [href for rel, href in links if rel == "self"] == [base + path]
        for rel, href in links:
            assert href.startswith(base)
            assert rel == "self" or href.removeprefix(base).partition("?")[0] in pages
    for path, text in files(nameless).items():
        for one in check_atom(text).iter(f"{ATOM}link"):
            assert one.get("rel") == "alternate", "nobody knows its own address"
            seen = posixpath.normpath(posixpath.join(posixpath.dirname(path), str(one.get("href")).partition("?")[0]))
            assert seen in pages, (path, seen)


def test_pages_name_only_feeds_that_are_there_and_every_feed_is_named(contoh: Library) -> None:
    made, named = files(contoh), {WHOLE}
    for page in render_pages(contoh, BuildContext()):
        if href := page.meta.get("umpan"):
            named.add(posixpath.normpath(posixpath.join(posixpath.dirname(page.address), href)))
        linked = re.findall(r'href="([^"]*\.atom)"', page.body)
        named |= {posixpath.normpath(posixpath.join(posixpath.dirname(page.address), one)) for one in linked}
    assert named == set(made)
    pages = {page.path: page for page in render_pages(contoh, BuildContext())}
    assert pages["sop/surat-masuk/index.md"].meta["umpan"] == "../../perubahan/unit/sekretariat.atom"
    assert pages["sop/surat-masuk/index.md"].meta["judul_umpan"] == "Perubahan SOP Sekretariat Dinas Contoh"
    assert pages["pelaksana/sekretaris/index.md"].meta["umpan"] == "perubahan.atom"
    draft = next(slug for slug, sop in contoh.sop.items() if sop.status == "draf" and slug not in contoh.arsip)
    assert "umpan" not in pages[f"sop/{draft}/index.md"].meta


def test_a_page_made_from_its_slice_names_the_same_feed(contoh: Library) -> None:
    whole = {page.path: page.meta for page in render_pages(contoh, BuildContext())}
    for part in Slicer(contoh).everything():
        kind, id = part.nama
        if kind in ("sop", "pelaksana") and id in (*part.proyek.sop, *part.proyek.jabatan):
            for page in pages_of(kind, SiteFacts(part.proyek, BuildContext()), id):
                assert page.meta == whole[page.path]


def test_without_a_day_there_is_no_feed_and_no_page_names_one(contoh: Library) -> None:
    bare = replace(contoh, sop={s: sop for s, sop in contoh.sop.items() if sop.status == "draf"}, arsip={}, terbit={})
    assert bare.sop and files(bare) == {} and feeds_of_every_page(bare) == []
    for page in render_pages(bare, BuildContext()):
        assert "umpan" not in page.meta and ".atom" not in page.body
    assert settings_of(bare, BuildOptions())["extra"]["umpan"] == []
    assert settings_of(contoh, BuildOptions())["extra"]["umpan"] == [
        {"alamat": WHOLE, "judul": "Perubahan SOP Dinas Contoh Kabupaten Contoh"}
    ]


def test_a_long_feed_keeps_its_newest_and_hostile_names_stay_text(contoh: Library) -> None:
    bad = '</title><script>alert("1")</script> & ]]>'
    units = {**contoh.instansi.unit}
    units["sekretariat"] = units["sekretariat"].model_copy(update={"nama": bad})
    jabatan = {**contoh.jabatan, "sekretaris": contoh.jabatan["sekretaris"].model_copy(update={"nama": bad})}
    many = {f"sop-{n}": contoh.sop["surat-keluar"] for n in range(TERBANYAK + 9)}
    agency = contoh.instansi.model_copy(update={"unit": units})
    made = files(replace(contoh, instansi=agency, jabatan=jabatan, sop=many, arsip={}, terbit={}))
    for path in (unit_feed("sekretariat"), actor_feed("sekretaris")):
        root = check_atom(made[path])
        assert bad in str(root.findtext(f"{ATOM}title"))
        assert len(root.findall(f"{ATOM}entry")) == TERBANYAK
    assert {feed.path for feed in feeds_of(History(contoh))} == set(files(contoh))


@pytest.mark.parametrize("page", ["index.html", "panduan/mencetak.html", "sop/surat-masuk/checklist/3/index.html"])
def test_every_page_of_the_site_names_the_feed_of_everything(example_site: Path, page: str) -> None:
    links = re.findall(
        FEED_LINK,
        (example_site / page).read_text("utf-8"),
    )
    assert len(links) == 1
    ((title, href),) = links
    assert title == "Perubahan SOP Dinas Contoh Kabupaten Contoh"
    assert (example_site / posixpath.dirname(page) / href).resolve() == (example_site / WHOLE).resolve()


def test_no_page_is_without_it_and_those_about_a_unit_or_an_actor_name_theirs(example_site: Path) -> None:
    own = set()
    for path in example_site.rglob("*.html"):
        head = path.read_text("utf-8").partition("</head>")[0]
        links = re.findall(FEED_LINK, head)
        assert 1 <= len(links) <= 2, path
        for _, href in links:
            if not href.startswith("https:"):
                assert (path.parent / href).is_file(), (path, href)
        own |= {title for title, _ in links[1:]}
    assert {"Perubahan bagi Sekretaris", "Perubahan SOP Sekretariat Dinas Contoh"} <= own
