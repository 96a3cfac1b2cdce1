"""What is measured is what the browser shows: lines of cells break at the same places, and no word is cut."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest

from generator.chart.chart_html import LAYAR, LEBAR, SEMPIT, render
from generator.chart.layout import MeasuredTable, lay_out
from generator.chart.router.route import plan
from generator.chart.style import ChartType
from generator.chart.svg import draw
from generator.chart.widths import bullets_of
from generator.data.blocks import blocks
from generator.paper.chart_paper import bagan_data
from generator.steps.graph import Chart, ChartArrow, ChartCell, ChartColumn, ChartRow, ChartSymbol
from generator.text.hanging_text import measured, placed
from generator.text.measure import LONGEST, em_width, pieces
from tests.support.tools import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CSS = "".join(
    (ROOT / "overrides/assets/css" / name).read_text("utf-8") for name in ("token.css", "halaman.css", "bagan.css")
)
VOCABULARY = (
    "dan di ke yang untuk berkas surat permohonan dokumen pertanggungjawaban mempertanggungjawabkannya Kabupaten/Kota "
    "masing-masing dan/atau Persyaratan/Perlengkapan 1-20 2–3 e-mail 100% Rp1.250.000,00 PER/9/M.PAN/5/2007 S1/D4 "
    "ketidakbertanggungjawabannya surat-menyurat https://contoh.example/perpustakaan/koleksi-langka?tahun=2026&jenis=a "
    "petugas.loket@dinas-contoh.example (asli) “kutip” 'petik' Lengkap? a.n. Kepala/Wakil/Sekretaris 10.30 -5 22°C "
    "No.1/2026 a—b tahun…berjalan [x] verifikasi;lanjut Rp. sebagaimana"
)
WORDS = VOCABULARY.split()
MARKS = ("", "", "", "a. ", "1) ", "(1) ", "- ", "• ", "iv. ", "2.1 ", "A. ")
LONG = "x" * 200


def text(rng: random.Random) -> str:
    """One to three lines, some with a number of their own."""
    return "\n".join(
        rng.choice(MARKS) + " ".join(rng.choices(WORDS, k=rng.randint(1, 9)))
        for _ in range(rng.choice((1, 1, 1, 2, 3)))
    )


def chart(rng: random.Random, extra: Sequence[str] = ()) -> Chart:
    """A chart whose cells and heads hold random texts."""
    rows = tuple(
        ChartRow(
            f"l{r}", str(r + 1), ChartCell(tuple(text(rng).split("\n"))),
            (
                ChartCell(tuple(text(rng) for _ in range(rng.randint(1, 3)))),
                ChartCell((rng.choice(("5 menit", text(rng))),)),
                ChartCell((*extra, text(rng))),
            ),
            ChartCell(tuple(text(rng) for _ in range(rng.randint(0, 2)))),
        )
        for r in range(4)
    )  # fmt: skip
    columns = tuple(
        ChartColumn(
            str(c), " ".join(rng.choices(WORDS, k=2)), rng.choice(("", WORDS[7], "Pertanggungjawaban/Kabupaten"))
        )
        for c in range(3)
    )
    simbol = tuple(ChartSymbol(str(r), "proses", r, r % 3, f"Langkah {r + 1}") for r in range(4))
    arrows = tuple(ChartArrow(str(r), str(r + 1)) for r in range(3))
    return Chart(
        "uji", "Uji", columns, rows, simbol, arrows, kepala_kelompok_mutu="Mutu/Pertanggungjawaban",
        kepala_mutu=("Persyaratan/Perlengkapan", "Waktu", "Output"),
    )  # fmt: skip


# The lines of each text cell as the browser broke them, and how far a letter stands out of its cell.
LINES = """() => Array.from(document.querySelectorAll(".bagan__tabel :is(td, th):not(.bagan__sel)"), (cell) => {
  const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  const box = cell.getBoundingClientRect();
  const lines = [""];
  let top = null, out = 0;
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    for (let i = 0; i < node.data.length; i += 1) {
      range.setStart(node, i);
      range.setEnd(node, i + 1);
      const rect = range.getClientRects()[0];
      if (!rect || /\\s/.test(node.data[i])) { lines[lines.length - 1] += " "; continue; }
      if (top !== null && Math.abs(rect.top - top) > 6) lines.push("");
      out = Math.max(out, rect.right - box.right, box.left - rect.left);
      lines[lines.length - 1] += node.data[i];
      top = rect.top;
    }
  }
  return { lines: lines.map((line) => line.trim().replace(/ +/g, " ")), out, kind: cell.className };
})"""


def show(browser: Browser, bagan: Chart, widths: Sequence[float], kind: str) -> list[dict[str, Any]]:
    """The cells of the chart's table with columns of these widths."""
    page = browser.new_page(viewport={"width": 1920, "height": 1000})
    page.set_content(
        f"<style>{CSS} body {{ font-family: Arial, 'Liberation Sans' }}</style><div class='pg' id='isi'>"
        f"{render(bagan, lambda key: '')}</div>"
    )
    page.evaluate(
        """([widths, kind]) => {
          if (kind) document.querySelector(".bagan").classList.add(kind);
          document.querySelector(".bagan__kanvas").style.width = widths.reduce((a, b) => a + b, 0) + "px";
          document.querySelectorAll(".bagan col").forEach((col, n) => { col.style.width = widths[n] + "px"; });
        }""",
        [list(widths), kind],
    )
    found: list[dict[str, Any]] = page.evaluate(LINES)
    page.close()
    return found


def parts_of(words: str, bold: bool) -> list[str]:
    """All pieces of a text that no column may cut."""
    return [p for word in words.split() for p in pieces(word, bold) if em_width(p, bold) <= LONGEST]


def layouts(bagan: Chart) -> list[tuple[str, ChartType, Sequence[float]]]:
    """Class of the table, its type, its columns: as computed, at the least, at the least in small type."""
    rencana, kolom = plan(bagan), MeasuredTable(bagan).kolom
    narrow = kolom.natural(rencana, LAYAR)
    return [
        ("", LAYAR, kolom.stretched(narrow, LEBAR)),
        ("", LAYAR, narrow),
        ("bagan--sempit", SEMPIT, kolom.natural(rencana, SEMPIT)),
    ]


@pytest.mark.parametrize("seed", range(6))
def test_the_browser_breaks_lines_as_measured(browser: Browser, seed: int) -> None:
    bagan = chart(random.Random(seed), [LONG, f"Berkas {LONG}"] if seed % 2 else [])
    tabel, rencana = MeasuredTable(bagan), plan(bagan)
    for kind, huruf, widths in layouts(bagan):
        tata = tabel.lay_out(rencana, huruf, widths)
        cells = show(browser, bagan, widths, kind)
        assert max(cell["out"] for cell in cells) <= 0.5
        heads = [cell for cell in cells if "tbody" not in cell["kind"]][: len(tabel.kepala)]
        for head, shown in zip(tabel.kepala, heads, strict=True):
            assert " ".join(" ".join(shown["lines"]).split()).replace(" ", "") == head.teks.replace(" ", "")
            assert all(any(part in line for line in shown["lines"]) for part in parts_of(head.teks, bold=True)), head
        body = [cell for cell in cells[len(tabel.kepala) :] if "bagan__no" not in cell["kind"]]
        texts = sorted((c for c in tata.body_cells if c.kolom), key=lambda cell: (cell.baris, cell.kolom))
        for cell, shown in zip(texts, body, strict=True):
            bullets = bullets_of(cell.peran, cell.sel.butir)
            lines = [
                line
                for item, bullet in zip(cell.sel.butir, bullets, strict=True)
                for teks in measured(item, bullet)
                for _, line in placed(teks, huruf.room(widths[cell.kolom]))
            ]
            assert list(cell.teks) == (lines or list(cell.teks))
            assert len(shown["lines"]) <= max(len(cell.teks), 1), (kind, shown["lines"], cell.teks)
            for item in cell.sel.butir:
                cut = [part for part in parts_of(item, False) if not any(part in line for line in shown["lines"])]
                assert not cut, (kind, cut, shown["lines"])
            starts = [line.whole for item in cell.sel.butir for line in blocks(item)]
            assert sum(1 for s in starts if any(line and s.startswith(line) for line in shown["lines"])) == len(starts)


@pytest.mark.parametrize("seed", range(4))
def test_no_line_of_the_picture_or_the_paper_is_wider_than_its_cell(seed: int) -> None:
    bagan = chart(random.Random(100 + seed), [LONG])
    tata = lay_out(bagan, plan(bagan))
    for cell in tata.body_cells:
        room = tata.huruf.room(tata.lebar[cell.kolom])
        for line, start in zip(cell.teks, cell.masuk, strict=True):
            assert em_width(line) + start / tata.huruf.ukuran <= room + 1e-6
        for item in cell.sel.butir:
            assert all(any(part in line for line in cell.teks) for part in parts_of(item, False))
    drawn = [unescape(line) for line in re.findall(r"<text[^>]*>([^<]*)</text>", draw(bagan))]
    assert "\u200b" not in "".join(drawn)
    for head in tata.head_cells:
        for part in parts_of(head.teks, bold=True):
            assert any(part in line for line in drawn), part
    printed = bagan_data(bagan, "Uji", (270, 160), ())
    for sheet in printed["lembar"]:
        for cell in sheet["kepala"]:
            assert not set(parts_of(" ".join(cell["teks"]), True)) - {
                p for line in cell["teks"] for p in parts_of(line, True)
            }
        lines = [line if isinstance(line, str) else line["teks"] for cell in sheet["isi"] for line in cell["teks"]]
        assert all(len(line) < len(LONG) for line in lines)
