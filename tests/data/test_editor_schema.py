"""The schemas for editors take all valid data as an editor reads it, mark what they can see, and speak Indonesian."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from generator.data.editor_schema import FOLDER, JENIS, schema_comment, stale, texts, write_schemas
from generator.data.folder import SINGLE_FILES
from generator.data.guide_tables import PANDUAN, read_guide
from tests.data.test_cases import INVALID, VALID
from tests.support.documents import PART, WHOLE, yaml_blocks
from tests.support.tools import ROOT

TEXTS = texts()
SCHEMAS = {name.split(".")[0]: json.loads(text) for name, text in TEXTS.items()}
DATA = (ROOT / "sop_data", ROOT / "examples" / "dinas-contoh")
FILES = [(folder, path) for folder in DATA for path in sorted(folder.rglob("*.yml"))]
UNSEEN = {"A", "R", "S", "K", "W", "T", "P", "Z", "V"}
"""Families that look beyond one value; a schema sees only D and some of F."""
NOT_BY_SCHEMA = {"D004", "D005", "D007", "D009", "D113"}


class _EditorLoader(yaml.SafeLoader):
    """Reads YAML as editors do (YAML 1.2): dates are texts, ya and no are words."""


_EditorLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":bool"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_EditorLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"true|false"), list("tf"))


def read(text: str) -> Any:
    return yaml.load(text, Loader=_EditorLoader)


def kind_of(folder: Path, path: Path) -> str:
    first = path.relative_to(folder).parts[0]
    return {"arsip": "sop"}.get(first, first.removesuffix(".yml"))


def problems(kind: str, data: Any) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in Draft7Validator(SCHEMAS[kind]).iter_errors(data)]


def objects(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    yield from ((name, part) for name, part in schema["definitions"].items() if "properties" in part)
    if "properties" in schema:
        yield "(berkas)", schema


@pytest.mark.parametrize("kind", JENIS)
def test_are_schemas_and_every_field_is_explained(kind: str) -> None:
    Draft7Validator.check_schema(SCHEMAS[kind])
    for name, part in objects(SCHEMAS[kind]):
        assert part["additionalProperties"] is False, name
        for key, field in part["properties"].items():
            assert field.get("title"), (name, key)
            assert field.get("description"), f"format-data.md has no table with exactly the keys of {name}"


def test_no_english_of_the_code_reaches_the_reader() -> None:
    for name, text in TEXTS.items():
        words = re.findall(r'"(?:title|description|errorMessage|patternErrorMessage)": "(.*)"', text)
        assert len(words) > 5, name
        assert not {"the", "and", "Whoever", "which", "with"} & set(" ".join(words).split()), name


def test_examples_of_the_guide_fit_their_field() -> None:
    checked = 0
    for kind, schema in SCHEMAS.items():
        for name, part in objects(schema):
            for key, field in part["properties"].items():
                for example in field.get("examples", ()):
                    whole = {"definitions": schema["definitions"], "allOf": [field]}
                    assert not list(Draft7Validator(whole).iter_errors(example)), (kind, name, key, example)
                    checked += 1
    assert checked > 100


@pytest.mark.parametrize(("folder", "path"), FILES, ids=[path.stem for _, path in FILES])
def test_data_are_valid_and_name_their_schema(folder: Path, path: Path) -> None:
    text = path.read_text("utf-8")
    assert problems(kind_of(folder, path), read(text)) == []
    if path.relative_to(folder).parts[0] == "arsip":
        return  # a published copy is the same bytes as the file in sop/, whose schema lies elsewhere
    line = schema_comment(folder, path)
    comments = text.split("\n", 12)[:12]
    head = comments[: next(i for i, row in enumerate(comments) if not row.startswith("#"))]
    assert line in head, "editors look for it in the comment at the head of the file"
    target = path.parent / line.split("$schema=")[1]
    assert target.resolve() == (folder / FOLDER / f"{kind_of(folder, path)}.schema.json").resolve()


@pytest.mark.parametrize("folder", DATA, ids=lambda folder: folder.name)
def test_committed_schemas_are_current(folder: Path) -> None:
    assert stale(folder, TEXTS) == [], "run: sop schema --data ..."


@pytest.mark.parametrize("case", VALID, ids=lambda path: path.stem)
def test_valid_cases(case: Path) -> None:
    assert problems("sop", read(case.read_text("utf-8"))) == []


def visible(case: Path) -> bool:
    """Whether a schema can see what is wrong in an invalid case."""
    code = case.read_text("utf-8").split()[2]
    return code[0] not in UNSEEN and code not in NOT_BY_SCHEMA


@pytest.mark.parametrize("case", list(filter(visible, INVALID)), ids=lambda path: path.stem)
def test_invalid_cases(case: Path) -> None:
    assert problems("sop", read(case.read_text("utf-8")))


def test_whole_files_of_the_guide() -> None:
    blocks = yaml_blocks(WHOLE)
    assert len(blocks) > 5
    for name, text in blocks:
        kind = name.removesuffix(".yml") if name in SINGLE_FILES else name.split("/")[0].replace("arsip", "sop")
        assert problems(kind, read(text)) == [], name


def test_parts_of_the_guide() -> None:
    """Every short form that the guide shows is taken."""
    for kind, text in yaml_blocks(PART):
        data = read(text)
        missing = [p for p in problems(kind, data) if "required" not in p and "not valid under any" not in p]
        assert missing == [], text


@pytest.mark.parametrize(
    "text",
    [
        "nomor: 012",
        "nomor: 1.5",
        "nomor: 2026-01-31",
        "nomor: true",
        "nomor:",
        "revisi: 3",
        "revisi: '3'",
        "judul: no",
        "tanggal: {efektif: 2026-01-31}",
        "tanggal: {efektif: }",
        "kualifikasi: Teliti",
        "kualifikasi: [1, Teliti]",
        "kualifikasi:",
        "pelaksana: petugas",
        "pelaksana: [a, {kelompok: B, pelaksana: [c, d]}]",
        "keterkaitan: {sop: a}",
        "keterkaitan: [{judul: A}, {sop: b}]",
        "catatan_kaki: {1: a, '*': b}",
        "konfirmasi: [{bagian: nomor, judul: A, sebab: B, langkah: 2, perkiraan: ya}]",
    ],
)
def test_what_people_write_is_taken(text: str) -> None:
    base = {"judul": "A", "pelaksana": ["a"], "langkah": [{"uraian": "B", "pelaksana": "a"}]}
    assert problems("sop", base | read(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "lanjut: 3",
        "lanjut: selesai",
        "lanjut: [3, b]",
        "lanjut: [{ke: 3, label: A}, {ke: 5}]",
        "lanjut: {A: 3, B: b}",
        "keputusan: {ya: 4, tidak: 1}",
        "pelaksana: [a, b]\natau: ya",
        "no: 3",
        "no: ''",
        "mutu_baku: {waktu: 15}",
        "mutu_baku: {kelengkapan: A, output: [B, C], gabung: waktu}",
        "formulir: a",
        "sop_terkait: {sop: a}",
    ],
)
def test_short_forms_of_a_step_are_taken(text: str) -> None:
    step = {"uraian": "B", "pelaksana": "a"} | read(text)
    assert problems("sop", {"judul": "A", "pelaksana": ["a"], "langkah": [step]}) == []


@pytest.mark.parametrize(
    "text",
    [
        "judull: A",
        "status: belaku",
        "revisi: dua",
        "tanggal: {efektif: 31-01-2026}",
        "unit: Tata Usaha",
        "judul: ''",
        "langkah: [{uraian: B}]",
        "langkah: [{pelaksana: a}]",
        "langkah: [{uraian: B, pelaksana: a, atau: yes}]",
        "prosedur: [{langkah: []}]",
        "keterkaitan: [{sop: a, judul: B}]",
        "keterkaitan: [{}]",
        "konfirmasi: [{bagian: apa}]",
        "langkah: [{uraian: B, pelaksana: a, jenis: belah ketupat}]",
        "langkah: [{uraian: B, pelaksana: a, lanjut: {a: [1]}}]",
    ],
)
def test_slips_are_marked(text: str) -> None:
    base = {"judul": "A", "pelaksana": ["a"], "langkah": [{"uraian": "B", "pelaksana": "a"}]}
    assert problems("sop", base | read(text))


def test_forms_and_lists_of_jabatan() -> None:
    field = {"id": "a", "label": "A", "jenis": "rumus"}
    assert problems("formulir", {"judul": "A", "bagian": [{"isian": [field]}]})
    assert not problems("formulir", {"judul": "A", "bagian": [{"isian": [field | {"rumus": "1 + 1"}]}]})
    assert problems("formulir", {"judul": "A", "bagian": [{"isian": [{"id": "a", "label": "A", "rumus": "1"}]}]})
    assert problems("formulir", {"judul": "A", "bagian": [{"isian": [{"id": "a-b", "label": "A"}]}]})
    assert problems("jabatan", {"Kepala Dinas": {"nama": "Kepala Dinas"}})
    assert problems("instansi", {"pemerintah": "A", "nama": "B", "margin": {"kiri": 5}})
    assert not problems("instansi", {"pemerintah": "A", "nama": "B", "margin": {"kiri": 15}})


def test_written_once_and_only_where_changed(tmp_path: Path) -> None:
    assert len(write_schemas(tmp_path, TEXTS)) == 5
    assert write_schemas(tmp_path, TEXTS) == []
    (tmp_path / FOLDER / "sop.schema.json").write_bytes(b"\xff")
    assert stale(tmp_path, TEXTS) == ["sop.schema.json"]


def test_no_two_objects_of_the_guide_have_the_same_keys() -> None:
    tables = re.findall(r"^\| Isian \|", PANDUAN.read_text("utf-8"), re.MULTILINE)
    assert len(read_guide(PANDUAN.read_text("utf-8")).objek) == len(tables)


def test_vs_code_settings_name_every_schema() -> None:
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text("utf-8"))
    assert set(settings["yaml.schemas"]) == {f"sop_data/{FOLDER}/{name}" for name in TEXTS}
    covered = [path for patterns in settings["yaml.schemas"].values() for p in patterns for path in ROOT.glob(p)]
    assert set(covered) == {path for folder, path in FILES if folder.name == "sop_data"}
    assert "redhat.vscode-yaml" in (ROOT / ".vscode" / "extensions.json").read_text("utf-8")
