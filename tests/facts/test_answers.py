"""One answer that starts several steps is said once by everything that lists where a step leads."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from generator.chart.spoken import summary
from generator.data.library import Library
from generator.facts.print_words import checklist_of, sheet_of
from generator.facts.site_facts import BuildContext, SiteFacts
from generator.facts.step_sheet import step_needs
from generator.paper.official import document_official
from generator.revisions.change_report import report_changes
from generator.revisions.names import Names
from generator.steps.resolve import resolve
from generator.workbook.cell_words import ExitWords, exits_of, exits_text
from tests.support import made_up
from tests.support.whole import render_pages

LABEL = "Sepakat"
#: Where the answer leads: steps below, one of them or more, of the same or another actor, also back and among others.
TARGETS = [("3", "4"), ("4", "3", "5"), ("1", "3"), ("3", "5", "selesai")]


def library(targets: tuple[str, ...], kind: str = "keputusan") -> Library:
    """Step 2 leads to these with one answer, and elsewhere with another one that stands among them."""
    ways: list[dict[str, Any]] = [{"ke": ke, "label": LABEL} for ke in targets]
    ways.insert(1, {"ke": "1" if "1" not in targets else "4", "label": "Tolak"})
    steps: list[dict[str, Any]] = [
        {"uraian": "Menyusun usulan", "pelaksana": "petugas"},
        {"uraian": "Menimbang usulan", "pelaksana": "kepala", kind: ways},
        {"uraian": "Menyiapkan ruang", "pelaksana": "petugas", "lanjut": "5"},
        {"uraian": "Menyiapkan bahan", "pelaksana": "kepala"},
        {"uraian": "Membahas usulan", "pelaksana": "petugas"},
    ]
    return made_up.proyek({"usulan": made_up.sop(judul="Usulan", langkah=steps)})


def blocks(html: str) -> Iterator[str]:
    """The words of each paragraph, item or cell of a page."""
    shown = re.sub(r"<svg.*?</svg>", "", html, flags=re.DOTALL)
    for block in re.split(r"</?(?:p|li|dd|dt|td|tr|h\d|div|section)\b[^>]*>", shown):
        yield " ".join(re.sub(r"<[^>]+>", " ", block).split())


def handed_over(html: str) -> str:
    """What the page of a step says of where the work goes."""
    return html.split("<h2>Serahkan ke</h2>")[1].split("</section>")[0]


@pytest.mark.parametrize("kind", ["keputusan", "lanjut"])
@pytest.mark.parametrize("targets", TARGETS)
def test_no_output_says_it_twice(targets: tuple[str, ...], kind: str) -> None:
    proyek = library(targets, kind)
    pages = render_pages(proyek, BuildContext())
    said = [(page.path, block) for page in pages for block in blocks(page.body) if re.search(rf"{LABEL}\s*:", block)]
    said += [("", summary(resolve(proyek, "usulan").prosedur[0].bagan).split("Langkah 2.")[1].split("Langkah 3.")[0])]
    assert len({path for path, _ in said}) > 3
    assert [(path, block) for path, block in said if block.count(LABEL) > 1] == []
    (page,) = [page for page in pages if page.path == "sop/usulan/checklist/2/index.md"]
    assert handed_over(page.body).count(LABEL) == 1
    assert f"<b>{LABEL}</b>, ke {len(targets)} tujuan:" in handed_over(page.body)


@pytest.mark.parametrize("targets", TARGETS)
def test_a_print_has_one_line_for_it_that_names_all_steps(targets: tuple[str, ...]) -> None:
    situs = SiteFacts(library(targets), BuildContext())
    needs = step_needs(situs, situs.sop["usulan"])
    for said in (
        [item.teks for item in sheet_of(situs, needs[1]).serahkan.butir],
        [*checklist_of(situs, situs.sop["usulan"], needs).bagian[0][1][1].serahkan],
    ):
        (line,) = [line for line in said if LABEL in line]
        assert line.count(LABEL) == 1
        assert all((f"langkah {ke}" if ke != "selesai" else ke) in line for ke in targets)
        assert len(said) == 2


def test_the_document_says_it_once() -> None:
    proyek = library(TARGETS[0])
    words = json.dumps(document_official(proyek, resolve(proyek, "usulan")).data)
    assert "Sepakat: lanjut ke langkah 3 (Petugas) dan lanjut ke langkah 4" in words


def test_a_change_says_it_once() -> None:
    new = library(TARGETS[0]).sop["usulan"]
    steps = [{"uraian": step.uraian, "pelaksana": list(step.pelaksana)} for step in new.langkah]
    old = made_up.sop(judul="Usulan", langkah=steps)
    said = [line.kalimat for line in report_changes(old, new, Names({}, {}, {}, {}, {})) if LABEL in line.kalimat]
    assert [line.count(LABEL) for line in said] == [1], said


WAYS = [
    [("Ya", "3"), ("Ya", "4"), ("Tidak", "1")],
    [("Tidak", "1"), ("Ya", "3"), ("Ya", "4"), ("Ya", "5")],
    [("Lengkap dan benar", "3"), ("Lengkap dan benar", "4"), ("Lain: a dan b", "5")],
    [("", "3"), ("", "4")],
    [("Ya", "3"), ("Ya", "selesai")],
]


@pytest.mark.parametrize("ways", WAYS)
def test_a_cell_says_it_once_and_is_read_back(ways: list[tuple[str, str]]) -> None:
    exits = [ExitWords(*way) for way in ways]
    text = exits_text(exits)
    assert all(text.count(label) == 1 for label, _ in ways if label)
    assert exits_of(text, {"1", "3", "4", "5", "selesai"}.__contains__) == exits


def test_both_ways_of_writing_a_cell_are_read() -> None:
    known = {"1", "3", "4", "5"}.__contains__
    meant = [ExitWords("Ya", "3"), ExitWords("Ya", "4"), ExitWords("Tidak", "1")]
    for text in ("Ya: 3 dan 4; Tidak: 1", "ya: 3 dan langkah 4; tidak 1", "Ya: 3; Ya: 4; Tidak: 1"):
        assert exits_of(text, known) == meant, text
