"""A part made from its slice is the same as made from the whole project; a slice changes when what it says changes."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from generator.build.make_part import Job, make_part
from generator.build.slices import PartName, Slicer
from generator.build.workers import work_all
from generator.data.library import Library
from generator.data.loader import load
from generator.declared import pages_of
from generator.facts.site_facts import BuildContext, SiteFacts
from generator.outputs.colours_css import logo_path
from generator.pages import pages_of_sop
from generator.revisions.reader_view import for_reader

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def contoh() -> Library:
    proyek, _ = load(ROOT / "examples" / "dinas-contoh")
    assert proyek is not None
    return for_reader(proyek, None)


def test_every_part_once(contoh: Library) -> None:
    names = [irisan.nama for irisan in Slicer(contoh).everything()]
    assert len(names) == len(set(names))
    kinds = {kind: {id for k, id in names if k == kind} for kind, _ in names}
    assert kinds == {
        "sop": {*contoh.sop, *contoh.arsip},
        "formulir": set(contoh.formulir),
        "pelaksana": set(contoh.jabatan),
        "peraturan": set(contoh.peraturan),
    }


def test_a_slice_is_enough(contoh: Library) -> None:
    situs = SiteFacts(contoh, BuildContext(logo=logo_path(contoh)))
    pages = {
        "sop": pages_of_sop,
        "formulir": partial(pages_of, "formulir"),
        "pelaksana": partial(pages_of, "pelaksana"),
        "peraturan": partial(pages_of, "peraturan"),
    }
    compared = 0
    for irisan in Slicer(contoh).everything():
        alone = {page.path: page for page in make_part(Job(irisan, ringkas=True)).halaman}
        whole = {page.path: page for page in pages[irisan.nama.jenis](situs, irisan.nama.id)}
        assert alone.keys() == whole.keys(), irisan.nama
        assert [path for path in alone if alone[path] != whole[path]] == [], irisan.nama
        compared += len(alone)
    assert compared > 200


def test_who_has_to_review_a_draft_is_in_its_slice(contoh: Library) -> None:
    """The agency names reviewers; the SOP need not name them anywhere."""
    cut = {irisan.nama: irisan.proyek for irisan in Slicer(contoh).everything()}
    draft = next(slug for slug, sop in contoh.sop.items() if sop.status == "draf")
    stranger = next(id for id in contoh.jabatan if id not in cut[PartName("sop", draft)].jabatan)
    agency = contoh.instansi.model_copy(update={"peninjau": {"semua": (stranger,)}})
    changed = replace(contoh, instansi=agency)
    test_a_slice_is_enough(changed)
    made = next(irisan for irisan in Slicer(changed).everything() if irisan.nama == PartName("sop", draft))
    pages = {page.path: page.body for page in make_part(Job(made, ringkas=True)).halaman}
    assert f"<b>{contoh.jabatan[stranger].nama}</b>: belum meninjau" in pages[f"sop/{draft}/index.md"]


def test_slices_hold_what_is_named_and_little_more(contoh: Library) -> None:
    cut = {irisan.nama: irisan.proyek for irisan in Slicer(contoh).everything()}
    visit = cut[PartName("sop", "pelayanan-tamu")]
    assert set(visit.sop) < set(contoh.sop)
    assert set(visit.jabatan) < set(contoh.jabatan)
    assert not visit.sumber
    assert "surat-masuk" in cut[PartName("sop", "surat-keluar")].sop  # which refers to it


def test_who_makes_the_parts_does_not_matter(contoh: Library) -> None:
    from concurrent.futures import ThreadPoolExecutor

    tasks = [Job(irisan, ringkas=True) for irisan in Slicer(contoh).everything()]
    with ThreadPoolExecutor(2) as threads:
        assert list(work_all(tasks, threads)) == list(map(make_part, tasks))
