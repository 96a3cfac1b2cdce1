"""docs/panduan/temuan/: every code has a part; its wrong example gives exactly that code, its right example none.

An example names its file in its first line. Its keys replace those of the file in tests/check/pustaka, a library
without findings. An example that is only a file name is that of sop/surat.yml, which is renamed.
"""

from __future__ import annotations

import datetime
import re
import shutil
from pathlib import Path

import pytest

import tests.support.program  # noqa: F401 (whatever can be raised is declared)
from generator.examine import examine
from generator.findings import CODES as DECLARED
from generator.findings import KELUARGA, Finding
from tests.support.documents import PANDUAN

PUSTAKA = Path(__file__).parent / "pustaka"
PAGES = PANDUAN / "temuan"
HARI = datetime.date(2026, 7, 1)
CODES = sorted(DECLARED)
NOT_BY_DATA = {
    "D001": "a folder where a file should be",
    "D002": "a large file",
    "D003": "bytes that are not UTF-8",
    "D010": "a folder that is not there",
    "D011": "a file that is not there",
    "D014": "found while writing the pages",
    "D015": "said by MkDocs",
    "D017": "a link out of the folder",
    "D018": "thousands of items",
    "D020": "a full disk",
    "D021": "a folder without leave to write",
    "D024": "an engine that refuses what the check let pass",
    "D022": "two builds at once",
    "D102": "only what no other code says",
    "F110": "a formula of thousands of characters",
    "V903": "needs the fingerprint of a published SOP",
    "V904": "needs the fingerprint of a published SOP",
    "V906": "said by sop publish",
    "V910": "needs the fingerprint of a published SOP",
    "V912": "needs the fingerprint of a published SOP",
    "V931": "needs the fingerprint of a published SOP",
    "V933": "needs the fingerprint of a published SOP",
    "V921": "needs two files",
    "V922": "needs two files",
    "V923": "needs the fingerprint of a published SOP",
    "V940": "needs a PDF",
    "V941": "needs a PDF",
    "V942": "needs a PDF",
    "V943": "needs a PDF",
}
"""Codes whose examples are words and no data, and what gives them."""
NOT_ACCEPTED = {"Z902": "R206", "Z903": "S404"}
"""Code about an acceptance -> what its example tries to accept, and does not."""
UNPUBLISHED = "V902"
"""Said of every SOP in force that was never published; an example about something else need not be."""


def page_of(kode: str) -> str:
    return (PAGES / f"{KELUARGA[kode[0]]}.md").read_text("utf-8")


def part_of(kode: str) -> str:
    """The text of the part about ``kode``."""
    found = re.search(rf"^## {kode}\n(.*?)(?=^## |\Z)", page_of(kode), re.MULTILINE | re.DOTALL)
    assert found, f"{kode} has no part in {KELUARGA[kode[0]]}.md"
    return found[1]


def examples(kode: str) -> dict[str, tuple[str, str]]:
    """Salah and Benar -> (language, text)."""
    return {
        match[1]: (match[2], match[3])
        for match in re.finditer(r"^(Salah|Benar):\n\n```(\w+)\n(.*?)^```$", part_of(kode), re.MULTILINE | re.DOTALL)
    }


def blocks(text: str) -> list[tuple[str, str]]:
    """The top-level keys of a YAML text, each with its lines."""
    found: list[tuple[str, str]] = []
    for line in text.splitlines(keepends=True):
        key = re.match(r"([a-z0-9_-]+):", line)
        if key or not found:
            found.append((key[1] if key else "", ""))
        found[-1] = (found[-1][0], found[-1][1] + line)
    return found


def put(folder: Path, language: str, text: str) -> None:
    """Put an example into the library in ``folder``."""
    if language == "text":
        path = folder / text.strip()
        path.parent.mkdir(parents=True, exist_ok=True)
        content = (folder / "sop/surat.yml").read_text("utf-8")
        if not text.startswith("arsip/"):
            (folder / "sop/surat.yml").unlink()
            shutil.copy(PUSTAKA / "sop/tamu.yml", folder / "sop/tamu.yml")
            tamu = (folder / "sop/tamu.yml").read_text("utf-8")
            (folder / "sop/tamu.yml").write_text(tamu.replace("{sop: surat}", "{judul: SOP Lain}"), "utf-8")
            content = content.replace("{sop: tamu}", "{judul: SOP Lain}")
        path.write_text(content, "utf-8")
        return
    head, _, body = text.partition("\n")
    file = head.removeprefix("# ").strip()
    base = PUSTAKA / ("sop/surat.yml" if file.startswith("arsip/") else file)
    assert base.is_file(), f"{file}: the first line of an example names its file"
    stated = {key for key, _ in blocks(body)}
    dropped = stated | ({"langkah"} if "prosedur" in stated and "langkah" not in stated else set())
    kept = "".join(lines for key, lines in blocks(base.read_text("utf-8")) if key not in dropped)
    # A file that is nothing but a remark is an empty file.
    whole = body if all(line.startswith("#") for line in body.splitlines()) else body + kept
    (folder / file).parent.mkdir(parents=True, exist_ok=True)
    (folder / file).write_text(whole, "utf-8")


def found(folder: Path, kode: str) -> list[Finding]:
    return [f for f in examine(folder, HARI)[1] if not f.diterima and (f.code != UNPUBLISHED or kode == UNPUBLISHED)]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    shutil.copytree(PUSTAKA, tmp_path, dirs_exist_ok=True)
    return tmp_path


def test_the_library_gives_no_finding(library: Path) -> None:
    assert found(library, "") == []


def test_every_code_has_a_part_and_no_part_is_left_over() -> None:
    parts = [
        kode for page in sorted(PAGES.glob("*.md")) for kode in re.findall(r"^## (.+)$", page.read_text("utf-8"), re.M)
    ]
    assert sorted(parts) == CODES
    assert {page.stem for page in PAGES.glob("*.md")} == set(KELUARGA.values())


@pytest.mark.parametrize("kode", CODES)
def test_part_teaches(kode: str) -> None:
    text = part_of(kode)
    assert set(examples(kode)) == {"Salah", "Benar"}
    assert re.match(r"\n\*\*.+\.\*\* .{20,}", text), "what it means, then how to mend it"
    stated = re.search(r"^Dasar: (.+)\.$", text, re.MULTILINE)
    assert (stated[1] if stated else None) == (DECLARED[kode].basis or None)


@pytest.mark.slow
@pytest.mark.parametrize("kode", [kode for kode in CODES if kode not in NOT_BY_DATA])
def test_examples_are_true(library: Path, tmp_path_factory: pytest.TempPathFactory, kode: str) -> None:
    other = tmp_path_factory.mktemp("benar")
    shutil.copytree(PUSTAKA, other, dirs_exist_ok=True)
    put(library, *examples(kode)["Salah"])
    wrong = found(library, kode)
    assert {finding.code for finding in wrong} - {NOT_ACCEPTED.get(kode)} == {kode}, wrong
    put(other, *examples(kode)["Benar"])
    assert found(other, kode) == []


@pytest.mark.parametrize("kode", NOT_BY_DATA)
def test_other_codes_say_so(kode: str) -> None:
    assert kode in CODES
    assert {language for language, _ in examples(kode).values()} == {"text"}
