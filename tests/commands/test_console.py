"""What programs read of `sop check`: JSON, annotations of GitHub and GitLab; and `sop schema`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from generator.commands.findings_formats import as_github, as_gitlab, as_json
from generator.findings import Finding
from tests.support.program import app
from tests.support.random_data import base_folder

DATA = Path("sop_data")
ONE = Finding(
    "R202", "galat", "sop/a.yml", 7, 5, "langkah.1.pelaksana", "pelaksana 'x' bukan kolom", "maksud Anda 'y'?"
)
ACCEPTED = Finding(
    "S401", "saran", "sop/a.yml", 3, 1, "nomor", "nomor SOP belum ditetapkan", "isi", diterima="menunggu"
)


def moved(finding: Finding, line: int) -> Finding:
    return Finding(**{**{name: getattr(finding, name) for name in finding.__slots__}, "line": line})


def test_json_keeps_accepted_findings_and_is_plain_ascii() -> None:
    text = as_json([ONE, ACCEPTED, moved(ONE, 9)], DATA)
    assert text.isascii()
    rows = json.loads(text)
    assert [row["file"] for row in rows] == ["sop_data/sop/a.yml"] * 3
    assert rows[1]["diterima"] == "menunggu"
    assert rows[0]["field"] == "langkah.1.pelaksana"


def test_github_escapes_what_it_would_act_on() -> None:
    odd = Finding("D012", "galat", "sop/a:b,c.yml", 0, 0, "", "satu\nbaris 100%", "")
    assert as_github([odd, ACCEPTED], DATA) == (
        "::error file=sop_data/sop/a%3Ab%2Cc.yml,line=1,col=1,title=D012::satu%0Abaris 100%25"
    )


def test_gitlab_report() -> None:
    rows = json.loads(as_gitlab([ONE, ACCEPTED], DATA))
    assert len(rows) == 1
    assert rows[0]["location"] == {"path": "sop_data/sop/a.yml", "lines": {"begin": 7}}
    assert rows[0]["severity"] in ("info", "minor", "major", "critical", "blocker")
    assert rows[0]["check_name"] == "R202"
    assert "maksud Anda 'y'?" in rows[0]["description"]


def test_gitlab_fingerprints_follow_a_finding_and_tell_findings_apart() -> None:
    def prints(*findings: Finding) -> list[str]:
        return [row["fingerprint"] for row in json.loads(as_gitlab(findings, DATA))]

    assert prints(ONE) == prints(moved(ONE, 70)), "lines were added above"
    twice = prints(ONE, moved(ONE, 9))
    assert len(set(twice)) == 2
    assert twice[0] == prints(ONE)[0], "the first one stays itself"
    other = Finding("R202", "galat", "sop/b.yml", 7, 5, "", ONE.message, ONE.remedy)
    assert prints(other) != prints(ONE)


@pytest.mark.parametrize(("broken", "code"), [(False, 0), (True, 1)], ids=["fine", "findings that stop a build"])
@pytest.mark.parametrize("form", ["text", "json", "github", "gitlab"])
def test_exit_codes_are_the_same_in_every_format(tmp_path: Path, form: str, broken: bool, code: int) -> None:
    base_folder(tmp_path)
    if broken:
        (tmp_path / "sop" / "coba.yml").write_text("judul: [\n", "utf-8")
    done = CliRunner().invoke(app, ["check", "--data", str(tmp_path), "--format", form])
    assert done.exit_code == code, done.output
    if form in ("json", "gitlab"):
        assert isinstance(json.loads(done.output), list)


def test_schema_writes_checks_and_refuses(tmp_path: Path) -> None:
    run = CliRunner().invoke
    base_folder(tmp_path)
    assert run(app, ["schema", "--data", str(tmp_path), "--check"]).exit_code == 1
    assert "5 berkas berubah" in run(app, ["schema", "--data", str(tmp_path)]).output
    assert run(app, ["schema", "--data", str(tmp_path), "--check"]).exit_code == 0
    assert run(app, ["schema", "--data", str(tmp_path / "tidak-ada[/]")]).exit_code == 2


def test_new_files_name_their_schema_and_avoid_reserved_names(tmp_path: Path) -> None:
    base_folder(tmp_path)
    assert CliRunner().invoke(app, ["new", "Index", "--data", str(tmp_path)]).exit_code == 0
    text = (tmp_path / "sop" / "sop-index.yml").read_text("utf-8")
    assert "\n# yaml-language-server: $schema=../.skema/sop.schema.json\njudul:" in text
    assert (tmp_path / ".skema" / "sop.schema.json").is_file()
