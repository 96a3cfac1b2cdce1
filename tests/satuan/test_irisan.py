"""A part made from its slice is the same as made from the whole project; a slice changes when what it says changes."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from generator.data.loader import load
from generator.data.proyek import Proyek
from generator.declared import pages_of
from generator.outputs.warna import logo_path
from generator.pages import pages_of_sop
from generator.pages.situs import Konteks, Situs
from generator.revisi.pembaca import untuk_pembaca
from generator.satuan.irisan import Nama, Pembagi
from generator.satuan.kerja import Tugas, kerjakan
from generator.satuan.pekerja import work_all

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def contoh() -> Proyek:
    proyek, _ = load(ROOT / "examples" / "dinas-contoh")
    assert proyek is not None
    return untuk_pembaca(proyek, None)


def test_every_part_once(contoh: Proyek) -> None:
    names = [irisan.nama for irisan in Pembagi(contoh).semua()]
    assert len(names) == len(set(names))
    kinds = {kind: {id for k, id in names if k == kind} for kind, _ in names}
    assert kinds == {
        "sop": {*contoh.sop, *contoh.arsip},
        "formulir": set(contoh.formulir),
        "pelaksana": set(contoh.jabatan),
        "peraturan": set(contoh.peraturan),
    }


def test_a_slice_is_enough(contoh: Proyek) -> None:
    situs = Situs(contoh, Konteks(logo=logo_path(contoh)))
    pages = {
        "sop": pages_of_sop,
        "formulir": partial(pages_of, "formulir"),
        "pelaksana": partial(pages_of, "pelaksana"),
        "peraturan": partial(pages_of, "peraturan"),
    }
    compared = 0
    for irisan in Pembagi(contoh).semua():
        alone = {page.path: page for page in kerjakan(Tugas(irisan, ringkas=True)).halaman}
        whole = {page.path: page for page in pages[irisan.nama.jenis](situs, irisan.nama.id)}
        assert alone.keys() == whole.keys(), irisan.nama
        assert [path for path in alone if alone[path] != whole[path]] == [], irisan.nama
        compared += len(alone)
    assert compared > 200


def test_slices_hold_what_is_named_and_little_more(contoh: Proyek) -> None:
    cut = {irisan.nama: irisan.proyek for irisan in Pembagi(contoh).semua()}
    visit = cut[Nama("sop", "pelayanan-tamu")]
    assert set(visit.sop) < set(contoh.sop)
    assert set(visit.jabatan) < set(contoh.jabatan)
    assert not visit.sumber
    assert "surat-masuk" in cut[Nama("sop", "surat-keluar")].sop  # which refers to it


def test_who_makes_the_parts_does_not_matter(contoh: Proyek) -> None:
    from concurrent.futures import ThreadPoolExecutor

    tasks = [Tugas(irisan, ringkas=True) for irisan in Pembagi(contoh).semua()]
    with ThreadPoolExecutor(2) as threads:
        assert list(work_all(tasks, threads)) == list(map(kerjakan, tasks))
