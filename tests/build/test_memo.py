"""What a process remembers of an SOP for the next build must follow what other files say by then."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.build.make_part import make_lists, make_small_part
from generator.build.slices import PartName
from generator.build_options import BuildOptions
from generator.data.formulir import Formulir
from generator.data.instansi import Instansi, Jabatan, Peraturan
from generator.data.library import Library
from generator.data.memo import BANYAK, forget_all, forget_unasked, per_object
from generator.data.read_cache import ReadCache
from generator.facts.search_texts import search_texts
from generator.facts.site_facts import BuildContext, SiteFacts
from generator.pipeline import build
from generator.steps.resolve import resolve
from tests.support.libraries import SOP as LIBRARY_SOP
from tests.support.libraries import make_library
from tests.support.made_up import proyek, sop

AGENCY = Instansi.model_validate(
    {"pemerintah": "PEMERINTAH CONTOH", "nama": "DINAS CONTOH", "unit": {"umum": {"nama": "Bagian Umum"}}}
)
STEPS = [
    {"uraian": "Mencatat", "pelaksana": "petugas", "formulir": "agenda", "mutu_baku": {"kelengkapan": "Buku Agenda"}},
    {"uraian": "Memeriksa", "pelaksana": ["kepala", "petugas"]},
]
PROYEK = proyek(
    {"surat": sop(langkah=STEPS, unit="umum", status="berlaku", tanggal={"efektif": "2024-02-10"}, dasar_hukum="uu")},
    instansi=AGENCY,
    formulir={"agenda": Formulir.model_validate({"judul": "Buku Agenda", "bagian": [{"teks": "Diisi petugas"}]})},
    peraturan={"uu": Peraturan(judul="Undang-Undang Nomor 1 Tahun 2001 tentang Contoh")},
)


def of_all(project: Library) -> tuple[Any, ...]:
    """All that is made anew in every build, and a chart."""
    situs = SiteFacts(project, BuildContext())
    actors = [make_small_part(situs, PartName("pelaksana", id)).halaman for id in situs.pelaksana]
    charts = [prosedur.bagan for laid_out in situs.sop.values() for prosedur in laid_out.prosedur]
    return search_texts(situs), make_lists(situs, ()), actors, charts


def agency(**said: Any) -> Callable[[Library], Library]:
    return lambda project: replace(project, instansi=AGENCY.model_copy(update=said))


@pytest.mark.parametrize(
    "change",
    [
        lambda p: replace(p, jabatan={**p.jabatan, "kepala": Jabatan(nama="Kepala Dinas")}),
        lambda p: replace(p, formulir={"agenda": p.formulir["agenda"].model_copy(update={"judul": "Agenda"})}),
        lambda p: replace(p, formulir={}),
        lambda p: replace(p, peraturan={"uu": Peraturan(judul="Undang-Undang Nomor 2 Tahun 2002 tentang Lain")}),
        lambda p: replace(p, sop={"surat-masuk": p.sop["surat"]}),
        lambda p: replace(p, sop={**p.sop, "kembar": p.sop["surat"]}),
        agency(unit={"umum": AGENCY.unit["umum"].model_copy(update={"nama": "Sekretariat"})}),
        agency(nama="BADAN CONTOH"),
        agency(alamat_situs="https://sop.contoh.go.id/"),
    ],
    ids=["actor", "form", "no form", "law", "slug", "twice", "unit", "agency", "address"],
)
def test_the_same_sop_among_other_files(change: Callable[[Library], Library]) -> None:
    before = of_all(PROYEK)
    now = change(PROYEK)
    remembered = of_all(now)
    forget_all()
    assert remembered == of_all(now)
    assert remembered != before


def test_steps_are_made_once_for_an_sop() -> None:
    other = replace(PROYEK, jabatan={**PROYEK.jabatan, "kepala": Jabatan(nama="Kepala Dinas")})
    one, two = resolve(PROYEK, "surat"), resolve(other, "surat")
    assert all(a is b for a, b in zip(one.langkah, two.langkah, strict=True))
    assert [kolom.nama for kolom in one.prosedur[0].bagan.kolom] == ["Petugas", "Kepala"]
    assert [kolom.nama for kolom in two.prosedur[0].bagan.kolom] == ["Petugas", "Kepala Dinas"]


def test_a_question_is_asked_again_where_the_object_or_what_is_given_differs() -> None:
    asked = []

    @per_object
    def question(about: list[int], name: str) -> str:
        asked.append(name)
        return f"{about} {name}"

    one, equal = [1], [1]
    assert [question(one, "a"), question(one, "a"), question(one, "b"), question(equal, "b")] == [
        "[1] a", "[1] a", "[1] b", "[1] b"
    ]  # fmt: skip
    assert asked == ["a", "b", "b"]


def counted() -> tuple[Callable[[list[int]], int], list[int]]:
    """A question, and what it was asked about without knowing the answer."""
    asked: list[int] = []

    @per_object
    def question(about: list[int]) -> int:
        asked.extend(about)
        return len(asked)

    return question, asked


def test_a_memory_does_not_grow_without_end() -> None:
    question, asked = counted()
    objects = [[n] for n in range(2 * BANYAK + 1)]
    for about in objects:
        question(about)
    question(objects[-1]), question(objects[BANYAK])
    assert len(asked) == len(objects), "the last ones are known"
    question(objects[0])
    assert asked[-1] == 0, "the first one is not"


def test_what_nobody_asks_for_any_more_is_forgotten() -> None:
    question, asked = counted()
    used, unused = [1], [2]
    for _ in range(3):
        question(used), question(unused)
        forget_unasked()
    assert asked == [1, 2], "known from one build to the next"
    for _ in range(2):
        question(used)
        forget_unasked()
    question(used), question(unused)
    assert asked == [1, 2, 2]


def test_a_saved_file_leaves_nothing_of_its_old_contents(tmp_path: Path) -> None:
    """`sop serve` keeps what it read; of what was saved anew it forgets what it knew."""
    known, titles = ReadCache(), []
    for number in range(4):
        data = make_library(tmp_path / "data", LIBRARY_SOP.replace("judul: Surat", f"judul: Surat ke-{number}"))
        result = build(data, tmp_path / "situs", BuildOptions(ringkas=True), simpanan=known)
        assert result.built and result.proyek, result.findings
        titles.append(weakref.ref(result.proyek.sop["surat"]))
        del result
    gc.collect()
    assert [title() is None for title in titles] == [True, True, True, False]
