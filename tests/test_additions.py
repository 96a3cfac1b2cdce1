"""A page, a form's file and a finding are each added in one place: a module that declares them is all it takes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.tools import ROOT

MODULE = """
from generator.check.rules import rule
from generator.declared import Menu, SiteFile, output, page
from generator.facts.page import Page


@page("pustaka", Menu("Statistik", 65), "statistik")
def render_statistics(situs):
    return Page("statistik/index.md", "Statistik", f"<p>{len(situs.sop)} SOP</p>")


@page("sop")
def render_summary(situs, slug):
    return Page(f"sop/{slug}/ringkas/index.md", "Ringkas", f"<p>{len(situs.sop[slug].langkah)} langkah</p>")


@output("formulir", 50)
def label_list(_, form):
    labels = "\\n".join(field.label for _, field in form.data.isian()) + "\\n"
    yield SiteFile(f"{form.path_stem}.label.txt", labels.encode(), form.kunci, "Untuk program", "TXT")


@rule("W799", "saran")
def many_steps(lingkup, sop):
    if sop.langkah or sop.prosedur:
        yield lingkup.finding("W799", ("judul",), "SOP ini berlangkah", "tidak perlu diubah")
"""
RUN = "import tambahan\nfrom generator.cli import main\n\nif __name__ == '__main__':\n    main()\n"
"""A script and not an import of our own: the processes that make parts read it again."""


def run(folder: Path, *command: str) -> str:
    path = os.pathsep.join([str(folder), str(ROOT)])
    done = subprocess.run(
        [sys.executable, "jalankan.py", *command], cwd=folder, env={**os.environ, "PYTHONPATH": path, "COLUMNS": "200"},
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.build
@pytest.mark.parametrize("data", ["sop_data", "examples/dinas-contoh"])
def test_a_module_is_enough(tmp_path: Path, data: str) -> None:
    (tmp_path / "tambahan.py").write_text(MODULE, "utf-8")
    (tmp_path / "jalankan.py").write_text(RUN, "utf-8")
    shutil.copytree(ROOT / data, tmp_path / "data")  # what is kept between builds lies beside the data
    site, given = tmp_path / "site", ("--data", str(tmp_path / "data"))
    slugs = [path.stem for path in (ROOT / data / "sop").glob("*.yml")]
    forms = [path.stem for path in (ROOT / data / "formulir").glob("*.yml")]
    for brief in ([], ["--ringkas"]):  # a page of the last build must not stand in the way of this one
        run(tmp_path, "build", *brief, *given, "--site", str(site))
        assert "SOP</p>" in (site / "statistik/index.html").read_text("utf-8")
        assert 'href="statistik/index.html"' in (site / "index.html").read_text("utf-8"), "it stands in the menu"
        assert all((site / f"sop/{slug}/ringkas/index.html").is_file() for slug in slugs)
        for slug in forms:
            label = site / f"formulir/{slug}/{slug}.label.txt"
            assert label.is_file() == (not brief)
            page = (site / f"formulir/{slug}/index.html").read_text("utf-8")
            assert (label.name in page) == (not brief), "it is offered where it is made"
    assert "W799" in run(tmp_path, "check", *given)
    plain = [sys.executable, "-m", "generator", "build", "--ringkas", *given, "--site", str(site)]
    subprocess.run(plain, cwd=ROOT, check=True, capture_output=True)  # what the rule found is kept, but it is gone
    assert not (site / "statistik").exists()
