"""What the program loads before it knows what it shall do."""

from __future__ import annotations

import subprocess
import sys

from tests.support.tools import ROOT

BERAT = ("asyncio", "openpyxl", "pikepdf", "pypdfium2", "pyxform", "segno", "typst", "xlsxwriter")
"""Only papers and downloads need these; together they take as long to load as all the rest."""


def test_what_only_papers_and_downloads_need_is_loaded_when_they_are_made() -> None:
    source = f"import sys, generator.pipeline; print(*(name for name in {BERAT} if name in sys.modules))"
    run = subprocess.run([sys.executable, "-c", source], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.split() == []
