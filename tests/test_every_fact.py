"""Every fact of the model stands in every output that shows its step.

The facts are found by walking the typed model. ``SHOWN`` says for each field where it is to be found and as which words;
a field that the model has and the table has not fails, until somebody says where it is shown, or why it is not.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

import pytest
from pydantic import BaseModel

from generator.data.bahasa import tanggal
from generator.data.formulir import Formulir
from generator.data.instansi import Instansi, Jabatan, Peraturan
from generator.data.loader import load
from generator.data.proyek import Proyek
from generator.data.sop import SELESAI, Langkah, MutuBaku, Prosedur, Rujukan, SimbolData, Sop, Tujuan
from generator.flow.bagan import title_of
from generator.flow.susunan import LangkahTersusun, ProsedurTersusun, SopTersusun
from generator.pages.situs import Situs
from tests.outputs import Outputs, letters
from tests.pages import rekaan
from tests.perkakas import ROOT

PAGES = ("daftar", "langkah", "periksa", "lembar", "pelaksana", "saku")
PAPERS = ("periksa_pdf", "lembar_pdf")
CHARTS = ("halaman", "svg", "resmi")
"""Outputs of the chart: the page of the SOP with its chart, the picture, the official document."""
STEP = (*PAGES, *PAPERS)
"""All that shows one step by itself, for a reader or on paper."""
OF_ALL = ("daftar", "langkah", "periksa", "lembar", *PAPERS)
"""The same without the pages of an actor, whose name is their title."""


class Place(NamedTuple):
    """A step with all that is round it."""

    situs: Situs
    sop: SopTersusun
    prosedur: ProsedurTersusun
    step: LangkahTersusun


class Shown(NamedTuple):
    """Where a field is shown, and as which words; no outputs: why it is not."""

    outputs: tuple[str, ...]
    words: Callable[[Place, Any], Iterable[str]] = lambda place, value: texts(value)
    why: str = ""


def hidden(why: str) -> Shown:
    return Shown((), why=why)


def texts(value: Any) -> Iterator[str]:
    """The texts of a value."""
    if isinstance(value, (tuple, list)):
        for item in value:
            yield from texts(item)
    elif value is not None and not isinstance(value, (bool, BaseModel)):
        yield str(value)


def names(place: Place, ids: Any) -> list[str]:
    return [place.situs.nama_jabatan(id) for id in texts(ids)]


def targets(place: Place, value: str) -> list[str]:
    """How outputs call the step that an arrow goes to."""
    if value == SELESAI:
        return ["selesai"]
    ids = {name: step for step in place.prosedur.langkah for name in (step.kode, step.data.id, step.no)}
    ids |= {simbol.id: step for step in place.prosedur.langkah for simbol in step.data.simbol}
    ids |= {step.data.id: step for step in place.prosedur.langkah if step.data.id}
    target = ids[value]
    return [] if target is place.step else [target.no] if target.no else []


def merged(place: Place, columns: tuple[str, ...]) -> list[str]:
    """The value of the row where a merged cell begins, and with whom it is shared, read from the raw rows."""
    rows = place.prosedur.langkah
    at = rows.index(place.step)
    found = []
    for column in columns if at else ():
        first = last = at
        while first and column in rows[first].data.mutu_baku.gabung:
            first -= 1
        while last + 1 < len(rows) and column in rows[last + 1].data.mutu_baku.gabung:
            last += 1
        value = list(texts(getattr(rows[first].data.mutu_baku, column)))
        if value:
            others = [row.no for row in rows[first : last + 1] if row is not place.step and row.no]
            found += [*value, "bersama", *others]
    return found


def forms(place: Place, ids: Any) -> list[str]:
    return [place.situs.proyek.formulir[id].judul for id in texts(ids)]


def related(place: Place, value: Any) -> list[str]:
    return [title_of(place.situs.proyek, reference) for reference in value]


def or_and(place: Place, value: bool) -> list[str]:
    return ["atau"] if value else []


EVERYWHERE = (*STEP, *CHARTS, "json", "cari")
SHOWN: dict[tuple[str, str], Shown] = {
    ("Langkah", "uraian"): Shown(EVERYWHERE),
    ("Langkah", "no"): Shown((*STEP, *CHARTS, "cari")),
    ("Langkah", "id"): hidden("a name for the data files only"),
    ("Langkah", "jenis"): hidden("the shape of the symbol; tests/flow draw it"),
    ("Langkah", "teks"): Shown((*STEP, "halaman", "svg", "json")),
    ("Langkah", "pelaksana"): Shown((*OF_ALL, *CHARTS, "cari"), names),
    ("Langkah", "atau"): Shown(("daftar", "langkah", "periksa", "lembar", "saku", *PAPERS, "cari"), or_and),
    ("Langkah", "keputusan"): hidden("its Tujuan are walked"),
    ("Langkah", "lanjut"): hidden("its Tujuan are walked"),
    ("Langkah", "simbol"): hidden("its SimbolData are walked"),
    ("Langkah", "mutu_baku"): hidden("its MutuBaku is walked"),
    ("Langkah", "keterangan"): Shown((*STEP, *CHARTS, "json", "cari")),
    ("Langkah", "formulir"): Shown((*STEP, "cari"), forms),
    ("Langkah", "sop_terkait"): Shown(STEP, related),
    ("Langkah", "peringatan"): Shown((*STEP, "json", "cari")),
    ("SimbolData", "id"): hidden("a name for the data files only"),
    ("SimbolData", "jenis"): hidden("the shape of the symbol; tests/flow draw it"),
    ("SimbolData", "pelaksana"): Shown((*OF_ALL, *CHARTS, "cari"), names),
    ("SimbolData", "teks"): Shown((*STEP, "halaman", "svg", "json")),
    ("SimbolData", "keputusan"): hidden("its Tujuan are walked"),
    ("SimbolData", "lanjut"): hidden("its Tujuan are walked"),
    ("SimbolData", "bersama"): hidden("a line between symbols; tests/flow draw it"),
    ("Tujuan", "ke"): Shown(("langkah", "periksa", "lembar", "pelaksana", "saku", *PAPERS), targets),
    ("Tujuan", "label"): Shown((*STEP, "halaman", "json")),
    ("MutuBaku", "kelengkapan"): Shown((*STEP, *CHARTS, "json", "cari")),
    ("MutuBaku", "waktu"): Shown((*STEP, *CHARTS, "json")),
    ("MutuBaku", "output"): Shown((*STEP, *CHARTS, "json", "cari")),
    ("MutuBaku", "gabung"): Shown((*STEP, "json"), merged),
    ("Rujukan", "judul"): hidden("said with Langkah.sop_terkait and Sop.keterkaitan"),
    ("Rujukan", "sop"): hidden("said with Langkah.sop_terkait and Sop.keterkaitan"),
}
"""Fields of a step and of all that it holds."""


def fields_below(*models: type[BaseModel]) -> set[tuple[str, str]]:
    """Every field of these models and of all models that they hold."""
    todo, seen = list(models), set(models)
    while todo:
        for hint in typing.get_type_hints(todo.pop()).values():
            for model in models_in(hint):
                if model not in seen:
                    seen.add(model)
                    todo.append(model)
    return {(model.__name__, name) for model in seen for name in model.model_fields}


def models_in(hint: Any) -> Iterator[type[BaseModel]]:
    if isinstance(hint, type) and not isinstance(hint, types.GenericAlias) and issubclass(hint, BaseModel):
        yield hint
    for inner in typing.get_args(hint):
        yield from models_in(inner)


def test_the_table_has_every_field_of_a_step() -> None:
    assert fields_below(Langkah) == set(SHOWN)
    assert all(bool(shown.outputs) != bool(shown.why) for shown in SHOWN.values())


def facts(model: BaseModel) -> Iterator[tuple[tuple[str, str], Any]]:
    """Every field that is filled in, of a model and of all that it holds."""
    for name in type(model).model_fields:
        value = getattr(model, name)
        if value not in (None, (), {}, "", False):
            yield (type(model).__name__, name), value
        for inner in value if isinstance(value, tuple) else (value,):
            if isinstance(inner, BaseModel):
                yield from facts(inner)


def made() -> Proyek:
    """A data folder that has all facts."""
    shared = {"kelengkapan": ["Berkas bersama", "Nota bersama²"], "waktu": "3", "output": "Hasil bersama†"}
    first = [
        {"uraian": "Menerima permohonan*", "pelaksana": ["petugas", "kepala"], "atau": "ya", "formulir": ["blangko", "lain"],
         "mutu_baku": {"kelengkapan": "Blangko Uji", "waktu": "15", "output": "Permohonan"}, "keterangan": ["Bila ada³", "Lihat SOP Kedua"],
         "peringatan": ["Jangan hilang‡"], "sop_terkait": [{"sop": "kedua"}, {"judul": "SOP Luar Pustaka"}]},
        {"uraian": "Memeriksa permohonan", "id": "periksa", "pelaksana": "kepala", "teks": "Lengkap?",
         "keputusan": [{"ke": "3", "label": "Lengkap**"}, {"ke": "1", "label": "Kurang"}, {"ke": "selesai", "label": "Ditolak"}],
         "mutu_baku": {"waktu": "10 - 20"}},
        {"uraian": "Mengolah bersama", "pelaksana": ["kepala", "petugas"], "mutu_baku": shared, "lanjut": ["4", "5"]},
        {"uraian": "Mencatat pada aplikasi", "pelaksana": "aplikasi", "lanjut": "5",
         "mutu_baku": {"gabung": ["kelengkapan", "waktu", "output"]}},
        {"uraian": "Menyetujui", "no": "", "pelaksana": "kepala", "mutu_baku": {"gabung": ["kelengkapan", "waktu", "output"]}},
        {"uraian": "Menyerahkan", "simbol": [
            {"id": "serah", "pelaksana": "petugas", "jenis": "keputusan", "teks": "Datang sendiri?", "keputusan": {"ya": "terima", "tidak": "periksa"}},
            {"id": "terima", "pelaksana": "pemohon", "bersama": ["serah"], "lanjut": {"Puas": "selesai"}}],
         "mutu_baku": {"gabung": "waktu", "kelengkapan": "Berkas", "output": "Tanda terima"}},
    ]  # fmt: skip
    for step in first:
        for tujuan in step.get("keputusan", []) if isinstance(step.get("keputusan"), list) else ():
            assert tujuan["ke"]
    second = [
        {"uraian": "Memulai¹", "pelaksana": "petugas", "mutu_baku": {"waktu": "1 jam", "output": "Satu"}},
        {"uraian": "Mengakhiri", "pelaksana": "pemohon", "mutu_baku": {"gabung": ["waktu", "output"]}},
    ]
    notes = {
        "*": "Setiap hari kerja.",
        "**": "Menurut daftar.",
        "²": "Rangkap dua.",
        "†": "Diarsipkan.",
        "³": "Bila perlu.",
        "‡": "Sebab asli.",
    }
    sop = rekaan.sop(
        judul="Layanan Uji",
        langkah=(),
        pelaksana=["pemohon", "petugas", "kepala", "aplikasi"],
        prosedur=[
            {"judul": "Pelayanan", "langkah": first, "tabel": {"mutu_baku": {"kelengkapan": None, "waktu": "Waktu (Menit)", "output": None}}},
            {"judul": "Penutupan", "langkah": second, "catatan_kaki": {"¹": "Catatan sendiri."}},
        ],
        catatan_kaki=notes,
        peralatan=["Komputer*"],
        peringatan=["Peringatan umum"],
        konfirmasi=[
            {"bagian": "langkah.pelaksana", "judul": "Siapa?", "sebab": "Kosong.", "langkah": "1-1", "perkiraan": "ya"},
            {"bagian": "langkah.mutu_baku", "judul": "Berapa lama?", "sebab": "Belum diukur.", "langkah": "periksa"},
        ],
    )  # fmt: skip
    jabatan = {"petugas": "Petugas Uji", "kepala": "Kepala Uji"}
    return rekaan.proyek(
        {"uji": sop, "kedua": rekaan.sop(judul="Kedua", pelaksana=["petugas", "kepala"])},
        jabatan={
            **{id: Jabatan(nama=nama) for id, nama in jabatan.items()},
            "aplikasi": Jabatan(nama="Aplikasi Uji", jenis="sistem"),
            "pemohon": Jabatan(nama="Pemohon Uji", jenis="luar"),
        },
        formulir={
            id: Formulir.model_validate({"judul": judul, "bagian": [{"isian": [{"id": "a", "label": "A"}]}]})
            for id, judul in (("blangko", "Blangko Uji"), ("lain", "Formulir Lain"))
        },
    )


@cache
def project(name: str) -> Proyek:
    if name == "rekaan":
        return made()
    proyek, findings = load(ROOT / name)
    assert proyek is not None, findings
    return proyek


PROJECTS = ("sop_data", "examples/dinas-contoh", "rekaan")


@pytest.fixture(scope="module", params=PROJECTS)
def outputs(request: pytest.FixtureRequest) -> Outputs:
    return Outputs(project(request.param))


def places(outputs: Outputs, slug: str) -> Iterator[Place]:
    sop = outputs.situs.sop[slug]
    for prosedur in sop.prosedur:
        for step in prosedur.langkah:
            yield Place(outputs.situs, sop, prosedur, step)


def test_every_fact_of_a_step_is_in_every_output_that_shows_it(outputs: Outputs) -> None:
    missing, met = [], set()
    for slug in outputs.situs.proyek.sop:
        told = outputs.of_steps(slug)
        withdrawn = outputs.situs.proyek.sop[slug].status == "dicabut"
        for place in places(outputs, slug):
            for field, value in facts(place.step.data):
                met.add(field)
                words = [letters(word) for word in SHOWN[field].words(place, value)] if SHOWN[field].outputs else []
                for output in SHOWN[field].outputs:
                    if withdrawn and output in ("pelaksana", "saku"):
                        continue
                    for text in told[output][place.step.kode]:
                        missing += [(slug, place.step.kode, field, output, w) for w in words if not stands(w, text)]
    assert not missing, f"{len(missing)}: {missing[:20]}"
    if len(outputs.situs.proyek.sop) == 2:
        assert met == set(SHOWN), "the made folder has every field"


def stands(word: str, text: str) -> bool:
    """Whether the word stands there; the chart leaves out a unit that the head says, and the first letter may be a
    capital."""
    return word.casefold() in text.casefold()


def test_a_mark_never_stands_without_its_note_nor_a_note_without_its_mark(outputs: Outputs) -> None:
    wrong = []
    for slug in outputs.situs.proyek.sop:
        told = outputs.of_steps(slug)
        withdrawn = outputs.situs.proyek.sop[slug].status == "dicabut"
        for place in places(outputs, slug):
            raw = outputs.situs.proyek.sop[slug]
            notes = {
                **raw.catatan_kaki,
                **(raw.prosedur[place.sop.prosedur.index(place.prosedur)].catatan_kaki if raw.prosedur else {}),
            }
            for output in (*STEP, "cari"):
                if withdrawn and output in ("pelaksana", "saku"):
                    continue
                for text in told[output][place.step.kode]:
                    for mark, note in notes.items():
                        alone = text.replace(letters(note), "")
                        marked = any(letters(f"{end}{mark}") in alone for end in "abcdefghijklmnopqrstuvwxyz?)")
                        if mark == "*":
                            alone = alone.replace("**", "")
                            marked = any(f"{end}*" in alone for end in "abcdefghijklmnopqrstuvwxyz?)")
                        if output in ("periksa_pdf",):
                            continue
                        if marked != (letters(note) in text) and output != "cari":
                            wrong.append((slug, place.step.kode, output, mark, marked))
                        if output == "cari" and marked and letters(note) not in text:
                            wrong.append((slug, place.step.kode, output, mark, marked))
    assert not wrong, f"{len(wrong)}: {wrong[:20]}"
