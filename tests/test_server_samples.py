"""Samples for servers other than nginx (tests/browser/test_csp.py): the cron job, and Pages of GitHub and GitLab."""

from __future__ import annotations

import fcntl
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from tests.data.test_cases import AGENCY
from tests.support.program import app
from tests.support.tools import PATIENCE_S, ROOT, need_program

SAMPLES = ROOT / "contoh-server"
SOP = "judul: {judul}\npelaksana: [petugas]\nlangkah: [{{uraian: Menulis surat, pelaksana: petugas}}]\n"
WORKFLOWS = ["github-pages.yml", "gitlab-pages.yml"]


# ---- The cron job ----------------------------------------------------------------------------------------------------


class Server:
    """A bare repository, the clone of a maintainer, the clone on the server with perbarui.sh, and its site."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.site, self.log = folder, folder / "site", folder / "perbarui.log"
        self.origin, self.office, self.data = folder / "asal.git", folder / "kantor", folder / "server"
        for name, text in {
            "sop": f'exec {sys.executable} -m generator "$@"',
            "mail": f'cat >>"{folder}/surat"',
        }.items():
            (folder / "bin").mkdir(exist_ok=True)
            (folder / "bin" / name).write_text(f"#!/bin/sh\n{text}\n", "utf-8")
            (folder / "bin" / name).chmod(0o755)
        git(folder, "init", "--quiet", "--bare", "--initial-branch=main", str(self.origin))
        git(folder, "clone", "--quiet", str(self.origin), str(self.office))
        for name, text in AGENCY.items():
            (self.office / name).parent.mkdir(parents=True, exist_ok=True)
            (self.office / name).write_text(text, "utf-8")
        self.push("Awal", SOP.format(judul="Satu"))
        git(folder, "clone", "--quiet", str(self.origin), str(self.data))

    def push(self, message: str, sop: str) -> None:
        (self.office / "sop").mkdir(exist_ok=True)
        (self.office / "sop" / "surat.yml").write_text(sop, "utf-8")
        git(self.office, "add", "--all")
        git(self.office, "commit", "--quiet", "--message", message)
        git(self.office, "push", "--quiet", "origin", "HEAD:main")

    def update(self, **more: str) -> int:
        done = subprocess.run(
            ["sh", str(SAMPLES / "perbarui.sh")], check=False, capture_output=True, text=True, timeout=PATIENCE_S,
            env={
                "PATH": f"{self.folder}/bin:/usr/bin:/bin", "HOME": str(self.folder), "PYTHONPATH": str(ROOT),
                "SOP_DATA": str(self.data), "SOP_SITE": str(self.site), "SOP_SURAT": "admin@dinas.example",
                "SOP_PASANG": "true", "SOP_PERINTAH": "sop", "SOP_PILIHAN": "--strict", **more,
            },
        )  # fmt: skip
        assert done.stdout + done.stderr == "", "cron would send this"
        return done.returncode

    def title(self) -> str:
        page = (self.site / "sop" / "surat" / "index.html").read_text("utf-8")
        return re.findall("<title>(.*?)</title>", page)[0]

    def lines(self) -> list[str]:
        """The log without times and details."""
        return [line[20:] for line in self.log.read_text("utf-8").splitlines() if not line.startswith("    ")]

    def letters(self) -> str:
        path = self.folder / "surat"
        return path.read_text("utf-8") if path.is_file() else ""


def git(folder: Path, *arguments: str) -> None:
    identity = {f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER") for what, value in
                (("NAME", "Pengelola Contoh"), ("EMAIL", "pengelola@dinas.example"))}  # fmt: skip
    alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, env=os.environ | identity | alone)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    need_program("git")
    need_program("flock")
    yield Server(tmp_path)


@pytest.mark.slow
def test_the_site_follows_good_data_and_stays_through_bad_ones(server: Server) -> None:
    assert server.update() == 0
    assert server.title().startswith("Satu")
    assert re.fullmatch(r'situs diperbarui: [0-9a-f]{7,} "Awal" oleh Pengelola Contoh', server.lines()[-1])

    before = sorted((path, path.stat().st_mtime_ns) for path in server.site.rglob("*"))
    assert server.update() == 0, "nothing is new"
    assert len(server.lines()) == 1
    assert sorted((path, path.stat().st_mtime_ns) for path in server.site.rglob("*")) == before

    letters = server.letters()
    server.push("Salah", SOP.format(judul="Dua").replace("uraian", "uraiam"))
    for _ in range(2):
        assert server.update() == 1
        assert server.title().startswith("Satu"), "the last good site"
    assert re.fullmatch(r'data bermasalah pada \S+ "Salah" oleh \D+; situs lama tetap tampil', server.lines()[-1])
    assert "isian 'uraiam' tidak dikenal di sini" in server.log.read_text("utf-8")
    news = server.letters().removeprefix(letters)
    assert news.count("data bermasalah pada") == 1, "one letter, however often the job runs"
    assert "sop/surat.yml:3:12: galat D100" in news

    server.push("Baik lagi", SOP.format(judul="Tiga"))
    assert server.update() == 0
    assert server.title().startswith("Tiga")
    assert server.letters().count('"Baik lagi"') == 1


def test_two_jobs_do_not_overlap(server: Server) -> None:
    with (server.folder / "perbarui.log.kunci").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert server.update() == 0
    assert server.lines() == ["dilewati: pembaruan sebelumnya belum selesai"]
    assert not server.site.exists()
    assert server.letters() == ""


@pytest.mark.slow
def test_the_site_is_made_by_a_user_who_may_do_nothing_else(server: Server) -> None:
    """Check and build go through sudo, as the user who is named, and nothing else does."""
    (server.folder / "bin" / "sudo").write_text(
        f'#!/bin/sh\nprintf "%s\\n" "$*" >>"{server.folder}/sudo.log"\nshift 5\nexec "$@"\n', "utf-8"
    )
    (server.folder / "bin" / "sudo").chmod(0o755)
    assert server.update(SOP_PENGGUNA="situs") == 0
    assert server.title().startswith("Satu")
    ran = (server.folder / "sudo.log").read_text("utf-8").splitlines()
    assert [line.split(" --data ")[0] for line in ran] == ["-n -H -u situs -- sop check", "-n -H -u situs -- sop build"]


@pytest.mark.slow
def test_without_connection_and_with_edits_on_the_server_nothing_is_lost(server: Server) -> None:
    away = server.origin.rename(server.folder / "jauh.git")
    assert server.update() == 1
    assert server.lines() == ["data terbaru tidak dapat diambil; situs lama tetap tampil"]
    away.rename(server.origin)
    server.push("Baru", SOP.format(judul="Dua"))
    edited = server.data / "sop" / "surat.yml"
    edited.write_text("suntingan di server", "utf-8")
    assert server.update() == 1
    assert server.lines()[-1] == "data di server ini berbeda dari asalnya; situs lama tetap tampil"
    assert edited.read_text("utf-8") == "suntingan di server"


# ---- Pages of GitHub and GitLab --------------------------------------------------------------------------------------


def workflow(name: str) -> dict[str, Any]:
    found = yaml.load((SAMPLES / name).read_text("utf-8"), yaml.BaseLoader)  # "on" stays a text
    assert isinstance(found, dict)
    return found


def commands(name: str) -> list[str]:
    """What a workflow runs, line by line."""
    found = workflow(name)
    if "jobs" in found:
        steps = [step.get("run", "") for job in found["jobs"].values() for step in job["steps"]]
    else:
        steps = [line for job in found.values() if isinstance(job, dict) for line in job.get("script", ())]
    return [line for step in steps for line in step.splitlines()]


@pytest.mark.parametrize("name", WORKFLOWS)
def test_workflows_run_only_what_there_is(name: str) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    known = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    assert len(commands(name)) == 3
    for line in commands(name):
        program, *words = line.partition(" > ")[0].split()
        if program == "make":
            assert (
                subprocess.run(["make", "--dry-run", *words], cwd=ROOT, capture_output=True, check=False).returncode
                == 0
            )
            assert all(f"\n{word.partition('=')[0]} ?=" in makefile for word in words if "=" in word)
        else:
            assert program == ".venv/bin/sop"
            command, *options = words
            assert {o for o in options if o.startswith("--")} <= {o for p in known[command].params for o in p.opts}


def test_steps_of_others_are_named_by_their_hash() -> None:
    used = re.findall(r"uses: (\S+)(.*)", (SAMPLES / "github-pages.yml").read_text("utf-8"))
    assert len(used) == 4
    for step, remark in used:
        assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", step), step
        assert re.fullmatch(r" # v\d+\.\d+\.\d+", remark), step


@pytest.mark.slow
def test_the_image_of_gitlab_is_named_by_its_hash() -> None:
    image = workflow("gitlab-pages.yml")["image"]
    assert re.fullmatch(r"python:3\.\d+\.\d+-slim-[a-z]+@sha256:[0-9a-f]{64}", image), image
    before = workflow("gitlab-pages.yml")["default"]["before_script"]
    assert any("install" in line and "make" in line.split() for line in before), "a slim image has no make"


@pytest.mark.parametrize("name", WORKFLOWS)
def test_workflows_name_no_address(name: str) -> None:
    assert re.findall(r"https?:|pypi|index-url|docker\.io|ghcr", (SAMPLES / name).read_text("utf-8")) == []


def test_github_shows_what_was_checked_and_made() -> None:
    jobs = workflow("github-pages.yml")["jobs"]
    assert jobs["terbit"]["needs"] == "buat"
    assert jobs["terbit"]["if"] == "github.event_name == 'push'"
    uploaded = next(step["with"]["path"] for step in jobs["buat"]["steps"] if "upload" in step.get("uses", ""))
    assert uploaded == "site", "where `make site` puts it"
    order = [step.get("run", step.get("uses")) for step in jobs["buat"]["steps"]]
    assert order.index(".venv/bin/sop check --format github") < order.index("make site")


def test_gitlab_shows_what_was_checked_and_made() -> None:
    jobs = workflow("gitlab-pages.yml")
    assert (jobs["periksa"]["stage"], jobs["pages"]["stage"]) == ("test", "deploy")
    assert jobs["pages"]["script"] == ["make site SITE=public"]
    assert jobs["pages"]["artifacts"]["paths"] == ["public"]
    assert "> temuan.json" in jobs["periksa"]["script"][1]
    assert jobs["periksa"]["artifacts"] == {"when": "always", "reports": {"codequality": "temuan.json"}}


@pytest.mark.slow
def test_every_sample_is_in_the_guide() -> None:
    guide = (ROOT / "docs" / "panduan" / "memasang.md").read_text("utf-8")
    for path in sorted(SAMPLES.iterdir()):
        assert f"`{path.name}`" in guide, path.name
