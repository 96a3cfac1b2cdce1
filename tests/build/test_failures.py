"""A fault of the program names the part in which it happened, whoever made it; the user reads one line."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from generator.build import make_part
from generator.build.make_part import PartError, naming
from generator.build_options import BuildOptions
from generator.pipeline import build
from tests.data.test_cases import AGENCY
from tests.support.program import app
from tests.support.tools import digests

pytestmark = [pytest.mark.xdist_group("failures"), pytest.mark.usefixtures("one_theme")]
SOP = "judul: Surat Masuk\npelaksana: [petugas]\nlangkah: [{uraian: Menulis surat, pelaksana: petugas}]\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for name, text in {**AGENCY, "sop/surat-masuk.yml": SOP}.items():
        (tmp_path / "data" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "data" / name).write_text(text, "utf-8")
    return tmp_path / "data"


def fails(*_: Any, **__: Any) -> Any:
    raise ZeroDivisionError("division by zero")


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ("typeset", "SOP surat-masuk, "),
        ("pages_of_sop", "SOP surat-masuk, halaman: ZeroDivisionError"),
        ("outputs_of", "SOP surat-masuk, unduhan: ZeroDivisionError"),
        ("papers_of", "SOP surat-masuk: ZeroDivisionError"),
        ("pages_of", "ZeroDivisionError"),
    ],
)
def test_one_line_names_the_part(data: Path, monkeypatch: pytest.MonkeyPatch, where: str, words: str) -> None:
    monkeypatch.setattr(make_part, where, fails)
    command = ["build", "--data", str(data), "--site", str(data.parent / "site")]
    command += [] if where in ("typeset", "outputs_of", "papers_of") else ["--ringkas"]
    said = CliRunner().invoke(app, command, env={"COLUMNS": "300"})
    assert said.exit_code == 1
    (line,) = [line for line in said.output.splitlines() if "kesalahan program" in line]
    assert words in line
    assert "Traceback" not in said.output
    assert not (data.parent / "site").exists()
    monkeypatch.undo()
    assert CliRunner().invoke(app, [*command, "--ringkas"]).exit_code == 0


def refuses_typst(*_: Any, **__: Any) -> Any:
    import typst

    typst.Compiler().compile(b"#panic()", format="pdf")


def refuses_graphviz(*_: Any, **__: Any) -> Any:
    import pygraphviz

    pygraphviz.AGraph(string="digraph {").layout(prog="dot")


def refuses_pdfium(*_: Any, **__: Any) -> Any:
    import pypdfium2

    pypdfium2.PdfDocument(b"%PDF-")


def refuses_pyxform(*_: Any, **__: Any) -> Any:
    from pyxform.xls2xform import convert

    convert({"survey": [{"type": "salah", "name": "a"}]})


@pytest.mark.parametrize(
    ("engine", "refuses"),
    [
        ("Typst", refuses_typst),
        ("Graphviz", refuses_graphviz),
        ("PDFium", refuses_pdfium),
        ("pyxform", refuses_pyxform),
    ],
)
def test_what_an_engine_refuses_is_a_finding(
    data: Path, monkeypatch: pytest.MonkeyPatch, engine: str, refuses: Any
) -> None:
    """It names the engine, the SOP and its file, and leaves the old site."""
    site = data.parent / "site"
    assert build(data, site, BuildOptions(ringkas=True)).built
    before = digests(site)
    monkeypatch.setattr(make_part, "typeset", refuses)
    result = build(data, site)
    (found,) = [finding for finding in result.findings if finding.severity == "galat"]
    assert (found.code, found.file) == ("D024", "sop/surat-masuk.yml")
    assert f"SOP surat-masuk, surat masuk: {engine}: " in found.message
    assert (result.built, digests(site)) == (False, before)


def test_the_traceback_is_for_developers(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(make_part, "pages_of_sop", fails)
    command = ["build", "--ringkas", "--debug", "--data", str(data), "--site", str(data.parent / "site")]
    said = CliRunner().invoke(app, command)
    assert "Traceback" in said.output
    assert "in fails" in said.output


def test_it_comes_through_from_another_process() -> None:
    def work() -> None:
        with naming("SOP a, lembar langkah"):
            fails()

    with ThreadPoolExecutor(1) as other, pytest.raises(PartError) as caught:
        other.submit(work).result()
    again = pickle.loads(pickle.dumps(caught.value))
    assert str(again) == "SOP a, lembar langkah: ZeroDivisionError: division by zero"


@pytest.mark.parametrize("error", [OSError(28, "full"), PartError("SOP b")])
def test_what_is_no_fault_of_the_part_stays_itself(error: Exception) -> None:
    with pytest.raises(type(error)) as caught, naming("SOP a"):
        raise error
    assert caught.value is error
