"""Every fact of the model stands in every output that shows its step.

The facts are found by walking the typed model. ``SHOWN`` says for each field where it is to be found and as which
words; a field that the model has and the table has not fails, until somebody says where it is shown, or why it is not.
"""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

import pytest
from pydantic import BaseModel

from generator.data.formulir import Formulir
from generator.data.instansi import Jabatan
from generator.data.italics import OFF, ON
from generator.data.langkah import SELESAI, Langkah
from generator.data.library import Library
from generator.data.loader import load
from generator.data.sop import BAGIAN_KONFIRMASI, Sop
from generator.data.wording import format_date
from generator.facts.site_facts import SiteFacts
from generator.steps.chart_table import title_of
from generator.steps.resolve import Procedure, ResolvedSop, Step
from generator.steps.rows import written_cell
from tests.support import made_up
from tests.support.outputs import Outputs, letters
from tests.support.tools import ROOT

pytestmark = pytest.mark.slow

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

    situs: SiteFacts
    sop: ResolvedSop
    prosedur: Procedure
    step: Step


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
    return [place.situs.jabatan_name(id) for id in texts(ids)]


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
        value = list(texts(written_cell(rows[first].data, column)))
        if value:
            others = [row.no for row in rows[first : last + 1] if row is not place.step and row.no]
            found += [*value, "bersama", *others]
    return found


def without_headed_unit(place: Place, time: str) -> str:
    """The time without a unit that the head of its column says already, as the chart prints it."""
    bagan = place.prosedur.bagan
    head = bagan.kepala_mutu[bagan.waktu_ke] if bagan.waktu_ke >= 0 else ""
    unit = head.rpartition("(")[2].rstrip(")").casefold() if head.endswith(")") else ""
    return time[: -len(unit)].rstrip() if unit and time.casefold().endswith(unit) else time


def forms(place: Place, ids: Any) -> list[str]:
    return [place.situs.proyek.formulir[id].judul for id in texts(ids)]


def related(place: Place, value: Any) -> list[str]:
    return [title_of(place.situs.proyek, reference) for reference in value]


def or_and(place: Place, value: bool) -> list[str]:
    return ["atau"] if value else []


EVERYWHERE = (*STEP, *CHARTS, "json", "cari")
SHOWN: dict[tuple[str, str], Shown] = {
    ("Langkah", "uraian"): Shown(EVERYWHERE),
    ("Langkah", "fase"): Shown(EVERYWHERE),
    ("Langkah", "no"): Shown((*STEP, *CHARTS, "cari")),
    ("Langkah", "id"): hidden("a name for the data files only"),
    ("Langkah", "jenis"): hidden("the shape of the symbol; tests/chart draw it"),
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
    ("SimbolData", "jenis"): hidden("the shape of the symbol; tests/chart draw it"),
    ("SimbolData", "pelaksana"): Shown((*OF_ALL, *CHARTS, "cari"), names),
    ("SimbolData", "teks"): Shown((*STEP, "halaman", "svg", "json")),
    ("SimbolData", "keputusan"): hidden("its Tujuan are walked"),
    ("SimbolData", "lanjut"): hidden("its Tujuan are walked"),
    ("SimbolData", "bersama"): hidden("a line between symbols; tests/chart draw it"),
    ("Target", "ke"): Shown(("langkah", "periksa", "lembar", "pelaksana", "saku", *PAPERS), targets),
    ("Target", "opsional"): Shown(
        ("daftar", "langkah", "periksa", "lembar", "pelaksana", "saku", *PAPERS, "halaman"),
        lambda place, value: ["opsional"] if value else [],
    ),
    ("Target", "label"): Shown((*STEP, "halaman", "json")),
    ("MutuBaku", "kelengkapan"): Shown((*STEP, *CHARTS, "json", "cari")),
    ("MutuBaku", "waktu"): Shown((*STEP, *CHARTS, "json"), lambda place, value: [without_headed_unit(place, value)]),
    ("MutuBaku", "output"): Shown((*STEP, *CHARTS, "json", "cari")),
    ("MutuBaku", "kosong"): Shown(("json",)),
    ("MutuBaku", "gabung"): Shown((*STEP, "json"), merged),
    ("SopReference", "judul"): hidden("said with Langkah.sop_terkait and Sop.keterkaitan"),
    ("SopReference", "sop"): hidden("said with Langkah.sop_terkait and Sop.keterkaitan"),
}
"""Fields of a step and of all that it holds."""
NOTES: dict[tuple[str, str], Shown] = {
    ("Konfirmasi", "bagian"): Shown(STEP, lambda place, value: [part_in_short(place, value)]),
    ("Konfirmasi", "judul"): Shown(("halaman", "langkah", "json")),
    ("Konfirmasi", "sebab"): Shown(("halaman", "langkah", "json")),
    ("Konfirmasi", "langkah"): hidden("which steps it is about: it stands with them"),
    ("Konfirmasi", "perkiraan"): Shown(("langkah",), lambda place, value: ["perkiraan"]),
    ("Konfirmasi", "asal"): hidden("which program asks; publish waits for its answer"),
}
"""Fields of a confirmation, at the steps it is about."""
WHOLE: dict[tuple[str, str], Shown] = {
    ("Sop", "judul"): Shown(("halaman", "resmi", "periksa", "periksa_pdf", "json")),
    ("Sop", "kata_kunci"): hidden("for the search only; tests/facts/test_search_texts.py reads them"),
    ("Sop", "singkatan"): hidden("for the search only"),
    ("Sop", "nomor"): Shown(("halaman", "resmi", "periksa", "periksa_pdf", "json")),
    ("Sop", "revisi"): Shown(("halaman", "resmi", "periksa", "periksa_pdf", "json")),
    ("Sop", "unit"): Shown(("halaman",), lambda place, value: [place.situs.unit_name(value)]),
    ("Sop", "status"): Shown(("halaman", "periksa", "periksa_pdf", "json")),
    ("Sop", "sidik"): hidden("for the program; what it says is the kode isi"),
    ("Sop", "pencabutan"): hidden("its fields are walked"),
    ("Sop", "tanggal"): hidden("its fields are walked"),
    ("Sop", "perubahan"): hidden("its fields are walked"),
    ("Sop", "riwayat"): hidden("its EarlierRevision are walked"),
    ("EarlierRevision", "revisi"): Shown(("halaman", "json")),
    ("EarlierRevision", "tanggal"): Shown(("halaman",), lambda place, value: [format_date(value)]),
    ("EarlierRevision", "perubahan"): Shown(("halaman", "json")),
    ("Sop", "tinjauan"): hidden("its ReviewRecord are walked"),
    ("Sop", "nama_lama"): hidden("former addresses, which lead on; tests/commands/test_rename.py opens them"),
    ("Sop", "pengesahan"): hidden("its fields are walked"),
    ("Sop", "penanda_tangan_lain"): hidden("its Approval are walked"),
    ("Sop", "bagian_lain"): hidden("its IdentitySection are walked"),
    ("IdentitySection", "judul"): Shown(("halaman", "resmi", "json")),
    ("IdentitySection", "isi"): Shown(("halaman", "resmi", "json")),
    ("IdentitySection", "di_bawah"): hidden("where it stands; tests/paper/test_identity_sections.py reads it"),
    ("Sop", "anak_judul"): hidden("how items stand in their boxes; tests/paper/test_subheadings.py reads it"),
    ("Sop", "maksud_tujuan"): Shown(("halaman", "resmi", "json")),
    ("Sop", "dasar_hukum"): Shown(("halaman", "resmi"), lambda place, value: laws(place, value)),
    ("Sop", "keterkaitan"): Shown(("halaman", "resmi"), related),
    ("Sop", "kualifikasi"): Shown(("halaman", "resmi", "json")),
    ("Sop", "peralatan"): Shown(("halaman", "resmi", "periksa", "periksa_pdf", "json")),
    ("Sop", "peringatan"): Shown(("halaman", "resmi", "periksa", "periksa_pdf", "json")),
    ("Sop", "pencatatan"): Shown(("halaman", "resmi", "json")),
    ("Sop", "identifikasi"): hidden("the worksheets; tests/paper read them"),
    ("Sop", "tabel"): hidden("its fields are walked"),
    ("Sop", "pelaksana"): hidden("its KelompokPelaksana are walked"),
    ("Sop", "langkah"): hidden("its Langkah are walked"),
    ("Sop", "prosedur"): hidden("its Prosedur are walked"),
    ("Sop", "catatan_kaki"): Shown(("halaman", "resmi", "svg"), lambda place, value: value.values()),
    ("Sop", "konfirmasi"): hidden("its Konfirmasi are walked"),
    ("Sop", "abaikan"): hidden("findings that were accepted; the page Perlu perhatian counts them"),
    ("SopDates", "pembuatan"): Shown(("halaman", "resmi"), lambda place, value: [format_date(value)]),
    ("SopDates", "revisi"): Shown(("halaman", "resmi"), lambda place, value: [format_date(value)]),
    ("SopDates", "efektif"): Shown(
        ("halaman", "resmi", "periksa", "periksa_pdf"), lambda place, value: [format_date(value)]
    ),
    ("SopDates", "evaluasi"): hidden("not on the identity page; the calendar says it"),
    ("SopDates", "monitoring"): hidden("not on the identity page; the calendar says it"),
    ("Withdrawal", "tanggal"): Shown(("halaman",), lambda place, value: [format_date(value)]),
    ("Withdrawal", "alasan"): Shown(("halaman",)),
    ("Withdrawal", "pengganti"): Shown(("halaman",), lambda place, value: [place.situs.proyek.sop[value].judul]),
    ("Withdrawal", "hanya_revisi"): hidden("on the pages of that revision; tests/commands/test_cancel.py reads them"),
    ("ReviewRecord", "jabatan"): Shown(("halaman",), names),
    ("ReviewRecord", "nama"): Shown(("halaman",)),
    ("ReviewRecord", "tanggal"): Shown(("halaman",), lambda place, value: [format_date(value)]),
    ("ReviewRecord", "catatan"): Shown(("halaman",)),
    ("ReviewRecord", "hasil"): hidden("in words of its own; tests/commands/test_review.py reads them"),
    ("ReviewRecord", "sidik"): hidden("for the program: whether what was read is what stands there now"),
    ("RevisionNote", "ringkasan"): hidden("on the pages of revisions and changes"),
    ("RevisionNote", "alasan"): hidden("on the pages of revisions and changes"),
    ("Approval", "sebutan"): Shown(("halaman", "resmi")),
    ("Approval", "jabatan"): hidden("the full title; tests/paper/test_official reads it"),
    ("Approval", "nama"): Shown(("halaman", "resmi")),
    ("Approval", "nip"): Shown(("halaman", "resmi")),
    ("TableLayout", "judul"): Shown(("halaman", "svg")),
    ("TableLayout", "uraian"): Shown(("halaman", "svg", "resmi")),
    ("TableLayout", "mutu_baku"): Shown(("halaman", "svg", "resmi"), lambda place, value: filter(None, value.values())),
    ("TableLayout", "keterangan"): Shown(("halaman", "svg", "resmi")),
    ("TableLayout", "tanpa_keterangan"): hidden("a column that is not there"),
    ("TableLayout", "no"): Shown(("halaman", "svg", "resmi")),
    ("TableLayout", "pelaksana"): Shown(("halaman", "svg", "resmi")),
    ("TableLayout", "tanpa_pelaksana"): hidden(
        "columns that are not there; tests/chart/test_without_lanes.py reads it"
    ),
    ("TableLayout", "tanpa_kepala_pelaksana"): hidden("a head that is not there"),
    ("TableLayout", "kepala_mutu_baku"): Shown(("halaman", "svg", "resmi")),
    ("TableLayout", "nomor_kolom"): hidden("a row of numbers; tests/chart/test_head.py reads it"),
    ("TableLayout", "sambungan"): hidden(
        "on paper only, between sheets; tests/chart/test_numbered_connectors.py reads it"
    ),
    ("TableLayout", "tanpa_kata_prosedur"): hidden("a word that is not there"),
    ("Prosedur", "judul"): Shown(("halaman", "resmi", "periksa", "periksa_pdf", "json")),
    ("Prosedur", "pelaksana"): hidden("its KelompokPelaksana are walked"),
    ("Prosedur", "langkah"): hidden("its Langkah are walked"),
    ("Prosedur", "tabel"): hidden("its fields are walked"),
    ("Prosedur", "catatan_kaki"): Shown(("halaman", "resmi", "svg"), lambda place, value: value.values()),
    ("ActorGroup", "kelompok"): Shown(("halaman", "svg", "resmi")),
    ("ActorGroup", "pelaksana"): Shown(("halaman", "svg", "resmi"), names),
    ("SopReference", "judul"): hidden("said with Langkah.sop_terkait and Sop.keterkaitan"),
    ("SopReference", "sop"): hidden("said with Langkah.sop_terkait and Sop.keterkaitan"),
}
"""Fields of the SOP round its steps."""
WORKSHEETS = ("Responsible", "WorksheetSteps", "Worksheets")
ACCEPTED = ("Acceptance",)


def laws(place: Place, ids: Any) -> list[str]:
    return [place.situs.proyek.peraturan[id].judul for id in ids if id in place.situs.proyek.peraturan]


def part_in_short(place: Place, bagian: str) -> str:
    """How outputs call the part that is to be confirmed; an assumed pelaksana has a mark beside the name."""
    assumed = any(k.bagian == bagian and k.perkiraan for k in place.step.konfirmasi)
    if bagian == "langkah.pelaksana" and assumed:
        return "?"
    return BAGIAN_KONFIRMASI[bagian].lower().removesuffix(" langkah")


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


def test_the_tables_have_every_field_of_the_model() -> None:
    assert fields_below(Langkah) == set(SHOWN)
    told = {*SHOWN, *NOTES, *WHOLE}
    # The names that were frozen when the SOP was published replace those of today before any output is made.
    frozen = {field for field in fields_below(Sop) if field[0] == "SignedNames" or field == ("Sop", "nama_terbit")}
    assert {field for field in fields_below(Sop) if field[0] not in (*WORKSHEETS, *ACCEPTED)} - frozen == told
    tables = (*SHOWN.values(), *NOTES.values(), *WHOLE.values())
    assert all(bool(shown.outputs) != bool(shown.why) for shown in tables)


def facts(model: BaseModel) -> Iterator[tuple[tuple[str, str], Any]]:
    """Every field that is filled in, of a model and of all that it holds."""
    for name in type(model).model_fields:
        value = getattr(model, name)
        if value not in (None, (), {}, "", False):
            yield (type(model).__name__, name), value
        for inner in value if isinstance(value, tuple) else (value,):
            if isinstance(inner, BaseModel):
                yield from facts(inner)


def made() -> Library:
    """A data folder that has all facts."""
    merged_all = {"gabung": ["kelengkapan", "waktu", "output", "keterangan"]}
    shared = {"kelengkapan": ["Berkas bersama", "*Memo* bersama²"], "waktu": "3", "output": "Hasil bersama†"}
    asked = [
        {"ke": "3", "label": "Lengkap**"}, {"ke": "1", "label": "Kurang"}, {"ke": "selesai", "label": "Ditolak"},
    ]  # fmt: skip
    handed = [
        {"id": "serah", "pelaksana": "petugas", "jenis": "keputusan", "teks": "Datang *in person*?",
         "keputusan": {"ya": "terima", "tidak": "periksa"}},
        {"id": "terima", "pelaksana": "pemohon", "bersama": ["serah"], "lanjut": {"Puas": "selesai"}},
    ]  # fmt: skip
    first = [
        {"uraian": "Menerima *hardcopy* permohonan*", "pelaksana": ["petugas", "kepala"], "atau": "ya",
         "formulir": ["blangko", "lain"], "keterangan": ["Bila ada³", "Lihat SOP Kedua"],
         "peringatan": ["Jangan *offline*‡"], "sop_terkait": [{"sop": "kedua"}, {"judul": "SOP Luar Pustaka"}],
         "mutu_baku": {"kelengkapan": "Blangko Uji", "waktu": "15", "output": "Permohonan"}},
        {"uraian": "Memeriksa permohonan", "id": "periksa", "pelaksana": "kepala", "teks": "Lengkap?",
         "keputusan": asked, "mutu_baku": {"waktu": "10 - 20", "output": "*Checklist*"}},
        {"uraian": "Mengolah bersama", "pelaksana": ["kepala", "petugas"], "mutu_baku": shared, "lanjut": ["4", "6"],
         "keterangan": ["Dibahas bersama³", "Tanpa *undangan tertulis*"]},
        {"uraian": "Mencatat pada aplikasi", "pelaksana": "aplikasi", "jenis": "proses", "lanjut": "6",
         "mutu_baku": merged_all},
        {"uraian": "Menyetujui", "no": "", "pelaksana": "kepala", "mutu_baku": merged_all},
        {"uraian": "Menyerahkan", "no": "6", "simbol": handed,
         "mutu_baku": {"gabung": "waktu", "kelengkapan": "Berkas", "output": "Tanda terima"}},
    ]  # fmt: skip
    second = [
        {
            "uraian": "Memulai¹",
            "pelaksana": "petugas",
            "lanjut": [{"ke": "3"}, {"ke": "2", "opsional": "ya"}],
            "mutu_baku": {"waktu": "1 jam", "output": "Satu"},
        },
        {
            "uraian": "Menunggu",
            "fase": "Tahap antrean",
            "pelaksana": "petugas",
            "mutu_baku": {"kosong": ["kelengkapan", "waktu", "output"]},
        },
        {"uraian": "Menutup", "pelaksana": "petugas", "mutu_baku": {"gabung": ["kelengkapan", "waktu", "output"]}},
        {"uraian": "Mengakhiri", "pelaksana": "pemohon", "mutu_baku": {"kelengkapan": "Dua", "kosong": "waktu"}},
    ]
    notes = {
        "*": "Setiap hari kerja.",
        "**": "Menurut daftar.",
        "²": "Rangkap dua.",
        "†": "Diarsipkan *offline*.",
        "³": "Bila perlu.",
        "‡": "Sebab asli.",
    }
    heads = {"mutu_baku": {"kelengkapan": None, "waktu": "Waktu (Menit)", "output": None}}
    sop = made_up.sop(
        judul="Layanan Uji",
        langkah=(),
        pelaksana=["pemohon", "petugas", "kepala", "aplikasi"],
        prosedur=[
            {"judul": "Pelayanan", "langkah": first, "tabel": heads},
            {"judul": "Penutupan", "langkah": second, "catatan_kaki": {"¹": "Catatan sendiri."}},
        ],
        catatan_kaki=notes,
        peralatan=["*Scanner**"],
        peringatan=["Peringatan *default*"],
        konfirmasi=[
            {"bagian": "langkah.pelaksana", "judul": "Siapa?", "sebab": "Kosong.", "langkah": "1-1", "perkiraan": "ya",
             "asal": "impor"},
            {"bagian": "langkah.mutu_baku", "judul": "Berapa lama?", "sebab": "Belum diukur.", "langkah": "periksa"},
        ],
    )  # fmt: skip
    jabatan = {"petugas": "Petugas Uji", "kepala": "Kepala Uji"}
    return made_up.proyek(
        {"uji": sop, "kedua": made_up.sop(judul="Kedua", pelaksana=["petugas", "kepala"])},
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
def project(name: str) -> Library:
    if name == "rekaan":
        return made()
    proyek, findings = load(ROOT / name)
    assert proyek is not None, findings
    return proyek


PROJECTS = ("sop_data", "examples/dinas-contoh", "rekaan")
ONE_PROCESS = [pytest.param(name, marks=pytest.mark.xdist_group(f"fakta {name}")) for name in PROJECTS]
"""All outputs of a project are dear to make: the tests that read them share them."""


@pytest.fixture(scope="module", params=ONE_PROCESS)
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
            notes = [fact for note in place.step.konfirmasi for fact in facts(note)]
            for field, value in (*facts(place.step.data), *notes):
                met.add(field)
                shown = SHOWN.get(field) or NOTES[field]
                words = [letters(word) for word in shown.words(place, value)] if shown.outputs else []
                for output in shown.outputs:
                    if withdrawn and output in ("pelaksana", "saku"):
                        continue
                    for text in told[output][place.step.kode]:
                        missing += [(slug, place.step.kode, field, output, w) for w in words if not stands(w, text)]
    assert not missing, f"{len(missing)}: {missing[:20]}"
    if len(outputs.situs.proyek.sop) == 2:
        assert met == {*SHOWN, *NOTES}, "the made folder has every field"


def test_a_cell_left_blank_is_blank_wherever_its_step_is_shown(outputs: Outputs) -> None:
    """Of a step whose cells are all filled in or left blank, no output says that something is missing."""
    wrong, met = [], 0
    for slug in outputs.situs.proyek.sop:
        told = outputs.of_steps(slug)
        for place in places(outputs, slug):
            mutu = place.step.mutu
            values = (mutu.kelengkapan, mutu.waktu, mutu.output)
            if any(value.missing for value in values) or not any(value.kosong for value in values):
                continue
            met += 1
            alone = [output for output in (*PAGES, "lembar_pdf") if place.step.kode in told[output]]
            texts = [(output, text) for output in alone for text in told[output][place.step.kode]]
            wrong += [(slug, place.step.kode, output) for output, text in texts if "belumdiisi" in text.casefold()]
    assert not wrong
    assert met or "contoh" not in str(outputs.situs.proyek.folder)


MARKED = ("hardcopy", "undangantertulis", "Memo", "inperson", "Checklist", "offline", "Scanner", "default")


def test_no_output_shows_the_marks_of_italics(outputs: Outputs) -> None:
    """Neither the stars nor the signs that stand for them within the program."""
    if "uji" not in outputs.situs.proyek.sop:
        return  # the made folder has such words in every field
    whole = [(name, text) for slug in outputs.situs.proyek.sop for name, text in outputs.of_sop(slug).items()]
    texts = [
        *whole,
        *outputs.pages.items(),
        *((name, text) for name, found in outputs.of_steps("uji").items() for one in found.values() for text in one),
    ]
    assert {word for word in MARKED for _, text in texts if word in letters(text)} == set(MARKED)
    shown = [(name, word) for name, text in texts for word in MARKED if f"*{word}" in letters(text)]
    assert not shown
    assert [name for name, text in texts if ON in text or OFF in text] == []


def test_every_fact_of_an_sop_is_on_its_page_and_its_papers(outputs: Outputs) -> None:
    missing = []
    for slug, raw in outputs.situs.proyek.sop.items():
        told = outputs.of_sop(slug)
        place = next(places(outputs, slug))
        whole = [(field, value) for field, value in facts(raw) if field in WHOLE]
        for field, value in whole:
            words = [letters(word) for word in WHOLE[field].words(place, value)] if WHOLE[field].outputs else []
            missing += [
                (slug, field, output, word)
                for output in WHOLE[field].outputs
                for word in words
                if not stands(word, told[output])
            ]
    assert not missing, f"{len(missing)}: {missing[:20]}"


def stands(word: str, text: str) -> bool:
    """Whether the word stands there; the first letter of a line may be a capital."""
    return word.casefold() in text.casefold()


def test_a_mark_never_stands_without_its_note_nor_a_note_without_its_mark(outputs: Outputs) -> None:
    """In what shows one step by itself. The search has the notes among its words."""
    wrong = []
    for slug, raw in outputs.situs.proyek.sop.items():
        told = outputs.of_steps(slug)
        for number, prosedur in enumerate(outputs.situs.sop[slug].prosedur):
            notes = {**raw.catatan_kaki, **(raw.prosedur[number].catatan_kaki if raw.prosedur else {})}
            for step in prosedur.langkah:
                found = [
                    (output, text) for output in (*PAGES, "lembar_pdf") for text in told[output].get(step.kode, ())
                ]
                wrong += [
                    (slug, step.kode, output, mark)
                    for output, text in found
                    for mark, note in notes.items()
                    if marked(text.replace(letters(note), ""), mark) != (letters(note) in text)
                ]
                (text,) = told["cari"][step.kode]
                wrong += [
                    (slug, step.kode, "cari", mark)
                    for mark, note in notes.items()
                    if marked(text, mark) and letters(note) not in text
                ]
    assert not wrong, f"{len(wrong)}: {wrong[:20]}"


def marked(text: str, mark: str) -> bool:
    """Whether the mark hangs on a word; "**" is another mark than "*"."""
    return re.search(rf"(?<=[\w?).]){re.escape(mark)}(?!{re.escape(mark[-1])})", text) is not None
