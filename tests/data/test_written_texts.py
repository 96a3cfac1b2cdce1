"""A text that a careful writer puts into any field of an SOP stands to the letter in its page and in its JSON, and in
every other output wherever its lines end."""

from __future__ import annotations

import json
import random
import re
import shutil
import unicodedata
from collections.abc import Container
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from generator.data.italics import OFF, ON, mark_italics
from generator.data.library import Library
from generator.examine import examine
from generator.findings import Finding, has_errors
from generator.outputs.machine_data import sop_data
from generator.pages import BuildContext
from generator.steps.resolve import resolve
from tests.check.test_finding_guide import PUSTAKA
from tests.support.outputs import Outputs, letters
from tests.support.tools import tries
from tests.support.whole import render_pages

PLACES = ("judul", "kualifikasi", "peralatan", "pencatatan", "uraian", "kelengkapan", "waktu", "output", "keterangan")
TEMPLATE = """\
judul: {judul}
nomor: 065/1/2026
unit: sekretariat
kualifikasi: [{kualifikasi}, Teliti]
peralatan: [{peralatan}, Komputer]
pencatatan: {pencatatan}
pelaksana: [staf]
langkah:
  - uraian: {uraian}
    pelaksana: staf
    mutu_baku:
      kelengkapan: [{kelengkapan}, Surat]
      waktu: {waktu}
      output: {output}
    keterangan: [{keterangan}]
  - {{uraian: Mengarsipkan surat, pelaksana: staf}}
"""
OF_A_STEP = ("uraian", "kelengkapan", "waktu", "output", "keterangan")
ODD = (
    "Menerima berkas #2 dan lampirannya",
    "“Surat” – ‘arsip’",
    "a: b, c [d] {e} (f)",
    "5 < 6 & 7 > 4",
    "\"kutip\" 'tunggal'",
    "sertifikat ½ lembar, 25 °C",
    "https://contoh.go.id/a?b=c#d",
    "50% \\ x | y",
    "* catatan",
    "! penting",
    "? apa",
    "@x `y`",
    "1. satu 2. dua",
    "-",
    "–",
    "~",
    "null",
    "ya",
    "2026-01-05",
    "012",
    "dua kata\u200d",
    "dua\u00ad kata",
    "Jum’at",
)
LETTERS = "abcde ABC 0123 .,;:#-–—“”‘’'\"()[]{}<>&%*!|?@`~=+/\\éñ½°…"


def texts(seed: int) -> dict[str, str]:
    """A text for each place: odd ones in turn, and some of random letters."""
    rng = random.Random(seed)
    made = [" ".join("".join(rng.choices(LETTERS, k=rng.randrange(3, 30))).split()) or "x" for _ in PLACES]
    chosen = [ODD[(seed * len(PLACES) + n) % len(ODD)] if n % 2 else text for n, text in enumerate(made)]
    return {place: f"{place} {text}" for place, text in zip(PLACES, chosen, strict=True)}


def careful(text: str) -> str:
    """Between quotation marks, with an escape for whatever is no plain letter."""
    inside = (char if char.isascii() and char.isalnum() else f"\\U{ord(char):08x}" for char in text)
    return f'"{"".join(inside)}"'


def values(data: Any) -> list[str]:
    if isinstance(data, dict | list):
        return [text for part in (data.values() if isinstance(data, dict) else data) for text in values(part)]
    return [data] if isinstance(data, str) else []


def arrives(words: str, said: Container[str]) -> bool:
    """Whether the words stand there; two stars that mean italics are not shown in cells and boxes."""
    return words in said or str(mark_italics(words)) in said


def library(folder: Path, written: dict[str, str]) -> tuple[Library, list[Finding]]:
    """A library whose SOP says that, read without errors."""
    shutil.copytree(PUSTAKA, folder, dirs_exist_ok=True)
    text = TEMPLATE.format(**{place: careful(words) for place, words in written.items()})
    (folder / "sop/surat.yml").write_text(text, "utf-8")
    proyek, findings = examine(folder)
    assert proyek is not None
    assert not has_errors(findings), findings
    return proyek, findings


@pytest.mark.parametrize("seed", range(8))
def test_it_arrives_in_page_and_json(tmp_path: Path, seed: int) -> None:
    written = texts(seed)
    proyek, findings = library(tmp_path, written)
    (file,) = sop_data(resolve(proyek, "surat"))
    said = values(json.loads(file.content))
    assert {words for words in written.values() if not arrives(words, said)} == set()
    pages = {page.path: page for page in render_pages(proyek, BuildContext(temuan=tuple(findings)))}
    body = pages["sop/surat/index.md"].body
    shown = " ".join(unescape(re.sub(r"<(?:wbr|/?span|/?i)\b[^>]*>", "", body)).split())
    assert {words for words in written.values() if not arrives(words, shown)} == set()


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8, 8 + tries(4)))
def test_it_arrives_in_every_output(tmp_path: Path, seed: int) -> None:
    """The texts of a step on every page and paper that shows it, those of the SOP on what shows its identity."""
    written = texts(seed)
    made = Outputs(library(tmp_path, written)[0])
    whole, steps = made.of_sop("surat"), made.of_steps("surat")
    first = next(iter(steps["daftar"]))
    about = {
        **{place: [whole[name] for name in ("halaman", "resmi", "json")] for place in PLACES},
        **{place: [*whole.values(), *("".join(told[first]) for told in steps.values())] for place in OF_A_STEP},
        "judul": [whole[name] for name in ("halaman", "resmi", "periksa", "periksa_pdf", "json")],
    }
    about["waktu"].remove("".join(steps["cari"][first]))  # nobody searches for a length of time
    for place, words in written.items():
        for shown in about[place]:
            assert any(bare(one) in bare(shown) for one in (words, str(mark_italics(words)))), (place, words)


def bare(text: str) -> str:
    """The letters of a text, wherever its lines end, whatever the case they are printed in."""
    kept = letters(text).replace(ON, "").replace(OFF, "").replace("\u200d", "")
    return unicodedata.normalize("NFC", kept).casefold()
