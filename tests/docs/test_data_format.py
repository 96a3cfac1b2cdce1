"""docs/panduan/format-data.md says exactly what the models of the data format accept."""

from __future__ import annotations

import inspect
import typing
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest
import yaml
from pydantic import BaseModel, ValidationError

from generator.data import formulir, instansi, langkah, signed_names, signed_scan, sop
from generator.data.base import StrictModel
from generator.data.rumus import parse_rumus
from generator.examine import examine
from generator.findings import Finding
from generator.reading.source import parse_source
from tests.support.documents import (
    PANDUAN,
    PART,
    WHOLE,
    blocks,
    code,
    read,
    sections,
    tables,
    write_whole_files,
    yaml_blocks,
)

TEXT = read(PANDUAN / "format-data.md")
SECTIONS = sections(TEXT)
MODELS: dict[str, type[BaseModel]] = {
    "instansi.yml": instansi.Instansi,
    "margin": instansi.Margin,
    "unit": instansi.Unit,
    "bawaan": instansi.NewSopDefaults,
    "abaikan pada instansi.yml": instansi.AgencyAcceptance,
    "label": instansi.Label,
    "jabatan.yml": instansi.Jabatan,
    "peraturan.yml": instansi.Peraturan,
    "sop/nama-sop.yml": sop.Sop,
    "tanggal": sop.SopDates,
    "pencabutan": sop.Withdrawal,
    "nama_terbit": signed_names.SignedNames,
    "arsip/nama-sop/nomor.pdf.yml": signed_scan.SignedScan,
    "perubahan": sop.RevisionNote,
    "riwayat": sop.EarlierRevision,
    "tinjauan": sop.ReviewRecord,
    "pengesahan": sop.Approval,
    "bagian_lain": sop.IdentitySection,
    "keterkaitan dan sop_terkait": langkah.SopReference,
    "identifikasi": sop.Worksheets,
    "penanggung_jawab": sop.Responsible,
    "kegiatan dan langkah pada identifikasi": sop.WorksheetSteps,
    "tabel": langkah.TableLayout,
    "pelaksana sebagai kolom": langkah.ActorGroup,
    "langkah": langkah.Langkah,
    "mutu_baku": langkah.MutuBaku,
    "Tujuan pada keputusan dan lanjut": langkah.Target,
    "simbol": langkah.SimbolData,
    "prosedur": langkah.Prosedur,
    "konfirmasi": sop.Konfirmasi,
    "abaikan": sop.Acceptance,
    "formulir/nama-formulir.yml": formulir.Formulir,
    "bagian": formulir.FormSection,
    "isian dan kolom": formulir.FormField,
    "tabel pada formulir": formulir.FormTable,
    "matriks": formulir.AnswerMatrix,
    "pernyataan": formulir.MatrixStatement,
    "tanda_tangan": formulir.SignatureBlock,
    "pejabat": formulir.SigningOfficer,
}
"""Heading of format-data.md -> the model that it describes."""
MINIMAL: dict[str, dict[str, Any]] = {
    "sop": {
        "judul": "Contoh",
        "pelaksana": ["pemohon", "staf", "sekretaris", "kepala-dinas"],
        "langkah": [{"uraian": "Menerima surat", "pelaksana": "staf"}],
    },
    "formulir": {"judul": "Contoh"},
}
"""What a part is put into before it is read."""


def fields_of(heading: str) -> dict[str, list[str]]:
    """Key -> cells of its row, from the table of keys in a section."""
    table = next(table for table in tables(SECTIONS[heading]) if table[0][0] == "Isian")
    return {code(row[0])[0]: row for row in table[1:]}


def test_every_model_has_a_section() -> None:
    written = {
        model
        for module in (instansi, langkah, sop, formulir, signed_scan)
        for model in vars(module).values()
        if inspect.isclass(model) and issubclass(model, StrictModel) and model is not StrictModel
    }
    assert written == set(MODELS.values())


@pytest.mark.parametrize("heading", MODELS)
def test_section_lists_exactly_the_keys_of_its_model(heading: str) -> None:
    rows = fields_of(heading)
    model = MODELS[heading]
    assert set(rows) == set(model.model_fields)
    for key, field in model.model_fields.items():
        assert (rows[key][1] == "ya") == field.is_required(), f"{heading}: Wajib of {key}"


@pytest.mark.parametrize("heading", MODELS)
def test_section_names_every_choice(heading: str) -> None:
    rows = fields_of(heading)
    spans = {span.strip('"') for span in code(SECTIONS[heading])}
    for key, field in MODELS[heading].model_fields.items():
        if "seperti pada" not in " ".join(rows[key]):
            assert set(choices(field.annotation)) <= spans, f"{heading}: choices of {key}"


def choices(annotation: Any) -> list[str]:
    """The words that a field accepts, where it accepts only certain words."""
    if get_origin(annotation) is Literal:
        return list(get_args(annotation))
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return []
    return [word for part in get_args(annotation) for word in choices(part)]


@pytest.mark.parametrize("heading", MODELS)
def test_short_examples_are_valid(heading: str) -> None:
    for key, row in fields_of(heading).items():
        for example in code(row[-1]):
            assert_accepts(MODELS[heading], key, example)


def assert_accepts(model: type[BaseModel], key: str, example: str) -> None:
    """``example`` is one line of YAML that gives ``key`` a value that ``model`` takes."""
    source, findings = parse_source(example, "contoh.yml")
    assert not findings, example
    assert isinstance(source.value, dict)
    assert list(source.value) == [key], example
    try:
        model.model_validate(source.value)
    except ValidationError as error:
        assert not [detail for detail in error.errors() if detail["loc"][:1] == (key,)], example


def test_ways_to_write_a_target_are_valid() -> None:
    table = next(t for t in tables(SECTIONS["Tujuan pada keputusan dan lanjut"]) if t[0][0] == "Bentuk")
    for row in table[1:]:
        (example,) = code(row[0])
        assert_accepts(langkah.Langkah, example.split(":")[0], example)


def test_formulas_can_be_read() -> None:
    table = next(tables(SECTIONS["Rumus"]))
    for row in table[1:]:
        parse_rumus(code(row[0])[0])


def test_default_labels() -> None:
    stated = {key: row[2] for key, row in fields_of("label").items()}
    assert stated == {key: field.default for key, field in instansi.Label.model_fields.items()}


def test_parts_that_a_konfirmasi_can_be_about() -> None:
    table = next(table for table in tables(SECTIONS["konfirmasi"]) if table[0][0] == "Bagian")
    assert {code(row[0])[0]: row[1] for row in table[1:]} == dict(sop.BAGIAN_KONFIRMASI)


def test_every_yaml_block_says_what_it_is() -> None:
    for page in sorted(PANDUAN.glob("*.md")):
        for block in blocks(read(page), "yaml"):
            assert block.startswith((WHOLE, PART)), f"{page.name}: {block.splitlines()[0]}"


def serious(findings: list[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.severity != "saran"]


@pytest.mark.slow
def test_whole_files_make_a_library_without_findings(tmp_path: Path) -> None:
    write_whole_files(tmp_path)
    proyek, findings = examine(tmp_path)
    assert serious(findings) == []
    assert proyek is not None
    assert len(proyek.sop) == 2
    assert len(proyek.formulir) == 1


@pytest.mark.slow
def test_parts_are_valid_where_they_belong(tmp_path: Path) -> None:
    write_whole_files(tmp_path)
    parts = yaml_blocks(PART)
    assert len(parts) > 15
    for number, (kind, text) in enumerate(parts):
        part = parse_source(text, "potongan.yml")[0].value
        assert isinstance(part, dict)
        if kind == "instansi":
            assert_agency_accepts(tmp_path.with_name(f"{tmp_path.name}-{number}"), part)
            continue
        merged = MINIMAL[kind] | {"judul": f"Contoh {number}"} | part
        if "prosedur" in merged:
            del merged["langkah"]
        content = yaml.safe_dump(merged, allow_unicode=True, sort_keys=False)
        (tmp_path / kind / f"potongan-{number}.yml").write_text(content, "utf-8")
    proyek, findings = examine(tmp_path)
    assert serious(findings) == []
    assert proyek is not None
    assert len(proyek.sop) + len(proyek.formulir) == 3 + sum(kind != "instansi" for kind, _ in parts)


def assert_agency_accepts(folder: Path, part: dict[str, Any]) -> None:
    """The part belongs into instansi.yml; numbers of the other examples follow no pattern of its own."""
    write_whole_files(folder)
    agency = parse_source((folder / "instansi.yml").read_text("utf-8"), "instansi.yml")[0].value
    assert isinstance(agency, dict)
    (folder / "instansi.yml").write_text(yaml.safe_dump(agency | part, allow_unicode=True, sort_keys=False), "utf-8")
    assert {finding.code for finding in serious(examine(folder)[1])} <= {"T607", "Z901"}


@pytest.mark.slow
def test_every_key_of_a_step_is_shown_in_some_example() -> None:
    """The shapes of a chart are shown and not only named."""
    shown = "\n".join(text for _, text in yaml_blocks(WHOLE) + yaml_blocks(PART))
    for model in (
        langkah.Langkah,
        langkah.SimbolData,
        langkah.MutuBaku,
        langkah.Prosedur,
        langkah.ActorGroup,
        sop.Konfirmasi,
    ):
        for key in typing.cast(type[BaseModel], model).model_fields:
            assert f"{key}:" in shown, f"{model.__name__}.{key}"
