"""The example agency loads, is clearly fictional, is written well, and uses all that the data format knows."""

from __future__ import annotations

import re
import typing
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest
from pydantic import BaseModel

from generator.data.formulir import Formulir
from generator.data.instansi import Instansi, Jabatan, Peraturan
from generator.data.library import Library
from generator.data.sop import BAGIAN_KONFIRMASI, Sop
from generator.findings import Finding
from generator.steps.resolve import ResolvedSop
from generator.steps.rows import diagrams

Use = tuple[str, ...]
"""(model, field) = the field is filled in somewhere; (model, field, value) = so is this choice."""

NATIONAL = {"permenpan-rb-35-2012"}
"""Regulations that are real; all others are made up."""


@pytest.mark.slow
def test_loads_without_errors(loaded: tuple[Library, list[Finding]]) -> None:
    # Hints about the drafts' empty fields are meant: they show what an unfinished SOP looks like.
    assert [finding for finding in loaded[1] if finding.severity != "saran"] == []


@pytest.mark.slow
def test_size(proyek: Library) -> None:
    assert len(proyek.sop) >= 9
    assert 4 <= len(proyek.formulir) <= 8
    assert {sop.unit for sop in proyek.sop.values()} == set(proyek.instansi.unit)
    assert len(proyek.instansi.unit) == 4
    # A form that no step uses would teach nobody how to link one.
    steps = [step for sop in proyek.sop.values() for diagram in diagrams(sop) for step in diagram.prosedur.langkah]
    assert {id for step in steps for id in step.formulir} == set(proyek.formulir)


def test_is_clearly_fictional(proyek: Library) -> None:
    assert all("Contoh" in unit.nama for unit in proyek.instansi.unit.values())
    for name in (proyek.instansi.nama, proyek.instansi.pemerintah, proyek.instansi.nama_situs):
        assert "contoh" in name.lower()
    for slug, sop in proyek.sop.items():
        assert sop.nomor is None or re.fullmatch(r"000/\d\d/CONTOH/\d{4}", sop.nomor), slug
        if sop.pengesahan:
            assert sop.pengesahan.nama in (None, "(nama pejabat)"), slug
            assert not re.search("[1-9]", sop.pengesahan.nip or ""), slug
    for id, peraturan in proyek.peraturan.items():
        assert (id in NATIONAL) != ("Contoh" in peraturan.judul), id
        assert id not in NATIONAL or peraturan.status == "belum diverifikasi", id
    assert "rekaan" in (proyek.folder / "README.md").read_text(encoding="utf-8")
    assert "TIDAK ADA" in (proyek.folder / "instansi.yml").read_text(encoding="utf-8")


@pytest.mark.slow
def test_readme_lists_every_file(proyek: Library) -> None:
    readme = (proyek.folder / "README.md").read_text(encoding="utf-8")
    linked = set(re.findall(r"\]\(([a-z/-]+\.yml)\)", readme))
    assert linked == {f"sop/{slug}.yml" for slug in proyek.sop} | {f"formulir/{slug}.yml" for slug in proyek.formulir}


def test_every_file_says_what_it_shows(proyek: Library) -> None:
    for path in sorted(proyek.folder.rglob("*.yml")):
        first = path.read_text(encoding="utf-8").splitlines()[0]
        assert first.startswith("# Bentuk:" if path.parent != proyek.folder else "# "), path.name


@pytest.mark.slow
def test_kegiatan_is_an_active_verb_without_a_subject(proyek: Library, tersusun: Mapping[str, ResolvedSop]) -> None:
    for slug, sop in tersusun.items():
        for prosedur in sop.prosedur:
            actors = [proyek.jabatan[kolom.id] for kolom in prosedur.bagan.kolom]
            names = [name for actor in actors for name in (actor.nama, *actor.alias)]
            for step in prosedur.langkah:
                for sentence in step.data.uraian.split("\n"):
                    assert re.match(r"Me[a-z]+\b", sentence), (slug, sentence)
                    named = [name for name in names if re.search(rf"\b{re.escape(name)}\b", sentence, re.IGNORECASE)]
                    assert named == [], (slug, sentence)


ONE_OF = {("Instansi", "kertas"), ("Instansi", "tanda_tangan"), ("Instansi", "sambungan")}
"""Fields of which an agency can show one choice only; the other choices are named in a comment beside it."""
OF_ANOTHER = {
    ("Instansi", name)
    for name in (
        "halaman",
        "simbol_berisi",
        "alamat_identitas",
        "cetak_riwayat",
        "nip_di_situs",
        "nama_pengesah_di_situs",
    )
} | {("TableLayout", "tanpa_pelaksana"), ("TableLayout", "sambungan")}
"""What this agency does without, because every sheet would show it; named in a comment, each with its value."""
OF_A_LIFE = {("Sop", "nama_lama"), ("Withdrawal", "hanya_revisi"), ("Konfirmasi", "asal")}
"""What commands write when an SOP gets another name, a revision to come is cancelled, or a document is read;
tests/commands and tests/importing play them."""


def test_every_field_and_choice_is_used(proyek: Library) -> None:
    roots = (proyek.instansi, *proyek.jabatan.values(), *proyek.peraturan.values(), *proyek.sop.values())
    used = {use for root in (*roots, *proyek.formulir.values()) for use in _used(root)}
    missing = {use for use in _known([Instansi, Jabatan, Peraturan, Sop, Formulir]) - used if use[:2] not in OF_A_LIFE}
    named = {use for use in missing if use[:2] in OF_ANOTHER or (use[:2] in ONE_OF and use[:2] in used)}
    assert sorted(".".join(use) for use in missing - named) == []
    written = (proyek.folder / "instansi.yml").read_text(encoding="utf-8")
    assert [use for use in named if use[-1] not in written] == []
    assert [use for use in named if use[:2] in OF_ANOTHER and use[2:] and ": ".join(use[1:]) not in written] == []


def test_the_search_for_unused_fields_finds_them() -> None:
    known = _known([Sop])
    bare = {"judul": "A", "pelaksana": "a", "langkah": [{"uraian": "B", "pelaksana": "a", "atau": "tidak"}]}
    missing = known - set(_used(Sop.model_validate(bare)))
    assert ("Sop", "judul") not in missing
    fields = {("Sop", "nomor"), ("SopDates", "revisi"), ("SimbolData", "bersama")}
    choices = {("Sop", "status", "dicabut"), ("Langkah", "atau", "ya"), ("MutuBaku", "gabung", "output")}
    assert fields | choices <= missing


def test_every_part_has_a_konfirmasi(proyek: Library) -> None:
    konfirmasi = [konfirmasi for _, _, konfirmasi in proyek.open_konfirmasi()]
    assert {k.bagian for k in konfirmasi} == set(BAGIAN_KONFIRMASI)
    assert {k.perkiraan for k in konfirmasi} == {True, False}


@pytest.mark.parametrize(
    ("key", "form"),
    [
        ("lanjut", "teks"), ("lanjut", "daftar teks"), ("lanjut", "pemetaan"), ("lanjut", "daftar pemetaan"),
        ("keputusan", "pemetaan"), ("keputusan", "daftar pemetaan"), ("pelaksana", "teks"),
        ("pelaksana", "daftar teks"), ("pelaksana", "daftar pemetaan"), ("kelengkapan", "teks"),
        ("kelengkapan", "daftar teks"), ("gabung", "teks"), ("gabung", "daftar teks"), ("bersama", "teks"),
        ("formulir", "teks"), ("sop_terkait", "pemetaan"), ("sop_terkait", "daftar pemetaan"),
        ("peringatan", "teks"), ("peringatan", "daftar teks"), ("langkah", "teks"), ("langkah", "daftar teks"),
        ("langkah", "daftar pemetaan"), ("keterangan", "teks"), ("keterangan", "daftar teks"), ("nomor", "kosong"),
    ],
)  # fmt: skip
def test_every_way_of_writing_a_value_is_used(proyek: Library, key: str, form: str) -> None:
    assert (key, form) in {found for source in proyek.sumber.values() for found in _forms(source.value)}


def test_examples_are_not_part_of_the_program() -> None:
    folder = Path(__file__).parents[2] / "examples"
    files = [path for path in folder.rglob("*") if path.is_file() and ".sop" not in path.parts]
    assert {path.suffix for path in files} <= {".yml", ".md", ".png", ".json"}


def _forms(value: Any) -> Iterator[tuple[str, str]]:
    """Every key of a file with the way in which its value is written."""
    for item in value if isinstance(value, list) else ():
        yield from _forms(item)
    for key, inner in value.items() if isinstance(value, dict) else ():
        kinds = {_kind(item) for item in inner} if isinstance(inner, list) else ()
        yield from ((key, f"daftar {kind}") for kind in kinds)
        if not isinstance(inner, list):
            yield key, _kind(inner)
        yield from _forms(inner)


def _kind(value: Any) -> str:
    if isinstance(value, dict):
        return "pemetaan"
    return "teks" if isinstance(value, str) else "kosong"


def _known(models: Iterable[type[BaseModel]]) -> set[Use]:
    """All that the data format knows: fields and choices of ``models`` and of the models inside them."""
    known: set[Use] = set()
    waiting, seen = list(models), set[type[BaseModel]]()
    while waiting:
        model = waiting.pop()
        if model in seen:
            continue
        seen.add(model)
        for name, field in model.model_fields.items():
            types = list(_types_in(field.annotation))
            known.add((model.__name__, name))
            known |= {(model.__name__, name, choice) for choice in types if isinstance(choice, str)}
            # Of ya/tidak only the one that says something: the other is what an absent field means.
            if bool in types:
                known.add((model.__name__, name, "tidak" if field.default is True else "ya"))
            waiting += [inner for inner in types if isinstance(inner, type) and issubclass(inner, BaseModel)]
    return known


def _types_in(annotation: Any) -> Iterator[Any]:
    """The types and the literal values that an annotation is made of."""
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
    elif get_args(annotation):
        parts = get_args(annotation)
        for part in parts[:1] if get_origin(annotation) is typing.Annotated else parts:
            yield from _types_in(part)
    else:
        yield annotation


def _used(model: BaseModel) -> Iterator[Use]:
    """What of the data format ``model`` fills in, and which choices it makes, also by leaving a field out."""
    for name, value in model:
        if name in model.model_fields_set and value not in (None, (), {}):
            yield type(model).__name__, name
        for part in _parts(value):
            if isinstance(part, BaseModel):
                yield from _used(part)
            elif isinstance(part, bool):
                yield type(model).__name__, name, "ya" if part else "tidak"
            elif isinstance(part, str):
                yield type(model).__name__, name, part


def _parts(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        yield from value
        yield from value.values()
    elif isinstance(value, tuple):
        yield from value
    else:
        yield value
