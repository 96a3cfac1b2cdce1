"""`sop schema` sets up the editor for any data folder, and adds to what is there without replacing it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from generator.commands.editor_setup import EXTENSIONS, SETTINGS, schemas_of, set_up
from generator.data.editor_schema import JENIS
from tests.commands.test_revision import run
from tests.data.test_mistakes import PUSTAKA
from tests.support.libraries import make_library
from tests.support.tools import ROOT


def settings(folder: Path) -> dict[str, object]:
    read: dict[str, object] = json.loads((folder / SETTINGS).read_text("utf-8"))
    return read


def test_every_file_of_any_folder_has_its_schema(tmp_path: Path) -> None:
    data = shutil.copytree(PUSTAKA, tmp_path / "data dinas")
    (data / "arsip/surat").mkdir(parents=True)
    shutil.copy(data / "sop/surat.yml", data / "arsip/surat/0.yml")
    done = run("schema", data=data)
    assert done.returncode == 0
    assert "Visual Studio Code disiapkan" in done.stdout
    schemas = settings(tmp_path)["yaml.schemas"]
    assert isinstance(schemas, dict)
    assert {(tmp_path / name).is_file() for name in schemas} == {True}
    covered = [path for patterns in schemas.values() for pattern in patterns for path in tmp_path.glob(pattern)]
    assert sorted(covered) == sorted(data.rglob("*.yml"))
    assert "redhat.vscode-yaml" in (tmp_path / EXTENSIONS).read_text("utf-8")
    assert "Visual Studio Code" not in run("schema", data=data).stdout, "nothing is left to do"


def test_what_is_there_stays(tmp_path: Path) -> None:
    data = shutil.copytree(PUSTAKA, tmp_path / "data")
    own = {
        "editor.fontSize": 15,
        "yaml.validate": False,
        "[yaml]": {"editor.tabSize": 4},
        "yaml.schemas": {"data/.skema/sop.schema.json": "lain/*.yml", "x.json": ["x.yml"]},
    }
    (tmp_path / ".vscode").mkdir()
    (tmp_path / SETTINGS).write_text(json.dumps(own), "utf-8")
    (tmp_path / EXTENSIONS).write_text('{"recommendations": ["a.b"]}', "utf-8")
    assert set_up(data) == [tmp_path / SETTINGS, tmp_path / EXTENSIONS]
    merged = settings(tmp_path)
    assert (merged["editor.fontSize"], merged["yaml.validate"]) == (15, False)
    assert isinstance(merged["[yaml]"], dict)
    assert (merged["[yaml]"]["editor.tabSize"], merged["[yaml]"]["editor.insertSpaces"]) == (4, True)
    schemas = merged["yaml.schemas"]
    assert isinstance(schemas, dict)
    assert schemas["data/.skema/sop.schema.json"] == ["lain/*.yml", "data/sop/*.yml", "data/arsip/*/*.yml"]
    assert schemas["x.json"] == ["x.yml"]
    assert json.loads((tmp_path / EXTENSIONS).read_text("utf-8"))["recommendations"] == ["a.b", "redhat.vscode-yaml"]
    assert set_up(data) == []


def test_settings_with_remarks_are_left_alone_and_the_lines_told(tmp_path: Path) -> None:
    data = shutil.copytree(PUSTAKA, tmp_path / "data")
    (tmp_path / ".vscode").mkdir()
    (tmp_path / SETTINGS).write_text('{\n  // ukuran huruf\n  "editor.fontSize": 15,\n}\n', "utf-8")
    done = run("schema", data=data)
    assert done.returncode == 0
    assert "tidak diubah" in done.stdout
    assert '"data/sop/*.yml"' in done.stdout
    assert "// ukuran huruf" in (tmp_path / SETTINGS).read_text("utf-8")


def test_the_project_has_what_it_would_be_given() -> None:
    there = settings(ROOT)["yaml.schemas"]
    assert there == schemas_of("sop_data")
    assert len(schemas_of("x")) == len(JENIS)


def test_a_revised_file_names_its_schema_once(tmp_path: Path) -> None:
    data = make_library(tmp_path)
    assert run("publish", "surat", "--tanggal-efektif", "2024-02-01", data=data).returncode == 0
    assert run("revise", "surat", "--ringkasan", "x", "--alasan", "y", data=data).returncode == 0
    text = (data / "sop/surat.yml").read_text("utf-8")
    line = "# yaml-language-server: $schema=../.skema/sop.schema.json\n"
    assert text.startswith(line + "# Catatan pemelihara di atas.\n")
    days = ("--tanggal-revisi", "2024-02-20", "--tanggal-efektif", "2024-03-01")
    assert run("publish", "surat", *days, data=data).returncode == 0
    assert run("revise", "surat", "--ringkasan", "x", "--alasan", "y", data=data).returncode == 0
    assert (data / "sop/surat.yml").read_text("utf-8").count("yaml-language-server") == 1
