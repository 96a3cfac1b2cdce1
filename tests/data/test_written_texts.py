"""A text that a careful writer puts into any field of an SOP stands to the letter in its page and in its JSON."""

from __future__ import annotations

import json
import random
import re
import shutil
from collections.abc import Container
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from generator.data.italics import mark_italics
from generator.examine import examine
from generator.findings import has_errors
from generator.outputs.machine_data import sop_data
from generator.pages import BuildContext
from generator.steps.resolve import resolve
from tests.check.test_finding_guide import PUSTAKA
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


@pytest.mark.parametrize("seed", range(8))
def test_it_arrives_in_page_and_json(tmp_path: Path, seed: int) -> None:
    shutil.copytree(PUSTAKA, tmp_path, dirs_exist_ok=True)
    written = texts(seed)
    text = TEMPLATE.format(**{place: careful(words) for place, words in written.items()})
    (tmp_path / "sop/surat.yml").write_text(text, "utf-8")
    proyek, findings = examine(tmp_path)
    assert proyek is not None
    assert not has_errors(findings), findings
    (file,) = sop_data(resolve(proyek, "surat"))
    said = values(json.loads(file.content))
    assert {words for words in written.values() if not arrives(words, said)} == set()
    pages = {page.path: page for page in render_pages(proyek, BuildContext(temuan=tuple(findings)))}
    body = pages["sop/surat/index.md"].body
    shown = " ".join(unescape(re.sub(r"<(?:wbr|/?span|/?i)\b[^>]*>", "", body)).split())
    assert {words for words in written.values() if not arrives(words, shown)} == set()
