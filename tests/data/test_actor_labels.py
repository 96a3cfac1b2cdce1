"""Jabatan of like name are told apart on pages, whatever the data give to tell them apart by; paper keeps the names."""

from __future__ import annotations

import pytest

from generator.build.slices import Slicer
from generator.data.actor_labels import labels_of
from generator.data.instansi import Instansi, Jabatan
from generator.data.library import Library
from generator.facts.site_facts import BuildContext, SiteFacts
from tests.support.made_up import proyek, sop

AGENCY = Instansi.model_validate(
    {"pemerintah": "PEMERINTAH CONTOH", "nama": "DINAS CONTOH",
     "unit": {"umum": {"nama": "Subbagian Umum"}, "sarana": {"nama": "Bidang Sarana"}}}
)  # fmt: skip


def library(*names: tuple[str, str | None], units: tuple[str | None, ...] = ()) -> Library:
    """A library with these jabatan (name, full title), each in an SOP of its own of the unit of its place."""
    jabatan = {f"j{n}": Jabatan(nama=name, lengkap=full) for n, (name, full) in enumerate(names)}
    where = [*units, *([None] * len(names))]
    sops = {
        f"s{n}": sop(unit=where[n], pelaksana=[id], langkah=[{"uraian": "Menulis", "pelaksana": id}])
        for n, id in enumerate(jabatan)
    }
    return proyek(sops, instansi=AGENCY, jabatan=jabatan)


@pytest.mark.parametrize(
    ("names", "labels"),
    [
        (
            [("Ketua", "Ketua Tim Aduan Dinas Contoh"), ("Ketua Tim", "Ketua Tim Penilai Dinas Contoh")],
            ["Ketua Tim Aduan", "Ketua Tim Penilai"],
        ),
        ([("Ketua", "Ketua Tim Aduan"), ("KETUA", "Ketua Tim Arsip")], ["Ketua Tim Aduan", "Ketua Tim Arsip"]),
        ([("Kepala", None), ("Kepala Bidang", "Kepala Bidang Sarana")], ["Kepala", "Kepala Bidang Sarana"]),
        ([("Sekretaris", "Sekretaris Dinas Contoh"), ("Sekretaris Tim", None)], ["Sekretaris Dinas Contoh", None]),
        ([("Ketua", "Ketua Tim Aduan"), ("Anggota", "Anggota Tim Aduan")], [None, None]),
        ([("Ketua", "Ketua Tim"), ("Ketua", "Ketua Tim")], [None, None]),
        ([("Ketua", "Ketua"), ("Ketuanya", None)], [None, None]),
    ],
)
def test_the_full_title_tells_them_apart(names: list[tuple[str, str | None]], labels: list[str | None]) -> None:
    whole = library(*names)
    said = labels_of(whole)
    expected = [label if label != name else None for (name, _), label in zip(names, labels, strict=True)]
    assert [said.get(id) for id in whole.jabatan] == expected


def test_where_titles_do_not_the_one_unit_does() -> None:
    said = labels_of(library(("Petugas", None), ("Petugas", None), units=("umum", "sarana")))
    assert said == {"j0": "Petugas (Subbagian Umum)", "j1": "Petugas (Bidang Sarana)"}
    assert labels_of(library(("Petugas", None), ("Petugas", None), units=("umum", "umum"))) == {}


def test_a_part_of_the_site_says_what_the_whole_says() -> None:
    """Though its slice holds only one of two, and is made anew when the other changes."""
    names = [("Ketua", "Ketua Tim Aduan"), ("Ketua Tim", "Ketua Tim Penilai")]
    slices = {str(part.nama): part for part in Slicer(library(*names)).everything()}
    part = slices["sop/s0"]
    assert list(part.proyek.jabatan) == ["j0"]
    facts = SiteFacts(part.proyek, BuildContext())
    assert facts.actor_label("j0") == SiteFacts(library(*names), BuildContext()).actor_label("j0") == "Ketua Tim Aduan"
    assert facts.jabatan_name("j0") == "Ketua"
    alone = {str(part.nama): part for part in Slicer(library(names[0], ("Wakil", None))).everything()}
    assert alone["sop/s0"].sidik != part.sidik
    assert SiteFacts(alone["sop/s0"].proyek, BuildContext()).actor_label("j0") == "Ketua"
