"""Commands write over nothing, or over what the same command made before; never over what is not theirs."""

from __future__ import annotations

import datetime
import zipfile
from pathlib import Path

import pikepdf
import pytest

from generator import cli
from generator.commands import actions
from tests.support.libraries import make_library
from tests.support.program import app
from tests.support.tools import ROOT

D = datetime.date


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_library(tmp_path_factory.mktemp("hasil"))
    text = (folder / "sop" / "surat.yml").read_text("utf-8").replace("01/2024", "02/2024")
    actions.publish(folder, "surat", efektif=D(2024, 2, 1))
    (folder / "sop" / "nota.yml").write_text(text.replace("judul: Surat", "judul: Nota"), "utf-8")
    return folder


COMMANDS: dict[str, tuple[tuple[str, ...], str, str]] = {
    "diff": (("diff", "nota", "surat@0", "--html", "{out}"), "beda.html", "beda.html"),
    "book": (("book", "--tanggal", "2024-03-01", "--out", "{out}"), "buku.pdf", "buku.pdf"),
    "bundle": (("bundle", "surat", "--out", "{out}"), "", "surat.zip"),
    "papers": (("papers", "surat", "--out", "{out}"), "", "surat/surat.pdf"),
    "chart": (("chart", "surat", "--out", "{out}"), "", "surat/surat.svg"),
    "chart-png": (("chart", "surat", "--out", "{out}"), "", "surat/surat.png"),
}
"""Command -> what is typed, what is named as output in a folder, and a file that comes of it."""


def run(command: str, data: Path, out: Path) -> int:
    arguments = [part.replace("{out}", str(out)) for part in COMMANDS[command][0]]
    with pytest.MonkeyPatch.context() as patch, pytest.raises(SystemExit) as ended:
        patch.setattr("sys.argv", ["sop", *arguments, "--data", str(data)])
        cli.main(app)
    return int(ended.value.code or 0)


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_what_the_command_made_is_made_anew(command: str, data: Path, tmp_path: Path) -> None:
    _, named, made = COMMANDS[command]
    fine = 1 if command == "diff" else 0
    assert run(command, data, tmp_path / named) == fine
    first = everything(tmp_path)
    assert str(tmp_path / made) in first
    assert run(command, data, tmp_path / named) == fine
    assert everything(tmp_path) == first


def other_pdf(path: Path) -> None:
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(path)


def other_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as out:
        out.writestr("foto.txt", "liburan")


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("kind", ["text", "whole"])
def test_what_is_not_theirs_stays(
    command: str, kind: str, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, named, made = COMMANDS[command]
    path = tmp_path / made
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("<html><head></head>judul: Surat", "utf-8")
    if kind == "whole" and path.suffix == ".pdf":
        other_pdf(path)
    if kind == "whole" and path.suffix == ".zip":
        other_zip(path)
    before = everything(tmp_path)
    assert run(command, data, tmp_path / named) == 2
    assert everything(tmp_path) == before  # not one of several files was written
    said = capsys.readouterr()
    assert "bukan buatan perintah ini" in said.out + said.err


@pytest.mark.parametrize("name", ["sop/surat.yml", "instansi.yml", "sop/baru.yml", "catatan.txt", "tautan.html"])
def test_no_data_file_becomes_a_page(name: str, data: Path, tmp_path: Path) -> None:
    if name == "tautan.html":
        (data / name).symlink_to(data / "instansi.yml")
    before = everything(data)
    try:
        assert run("diff", data, data / name) == 2
        assert everything(data) == before
    finally:
        if name == "tautan.html":
            (data / name).unlink()


@pytest.mark.slow
def test_commands_write_outputs_in_one_way() -> None:
    """Whatever a command line names is written by ``write_outputs``; a new command too."""
    for path in sorted((ROOT / "generator" / "cli").glob("*.py")):
        text = path.read_text("utf-8")
        assert not [word for word in ("write_durable", "write_bytes", "write_text") if word in text], path
