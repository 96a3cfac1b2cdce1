"""One SOP with everything that tempts an output to say something else: merged cells over a page cut, footnotes of every
kind, programs and outsiders as actors, lists with own numbers, several paragraphs, long words. Read as people do."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pdfplumber
import pytest
import yaml

from generator.text.measure import LONGEST, em_width, pieces
from tests.conftest import build_for_test
from tests.site.test_hanging_texts import shown

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.xdist_group("every_kind")

MERGED = ["kelengkapan", "waktu", "output"]
TIMES = "1 hari kerja untuk berkas baru\n2 hari kerja untuk berkas lama"
LETTERS = "ketidakbertanggungjawabannyamempertanggungjawabkannyasekalian"
LONG = (
    "Mempertanggungjawabkannya** dipertanggungjawabkannya Kabupaten/Kota pertanggungjawabannya "
    "https://contoh.example/perpustakaan/koleksi-langka?tahun=2026&jenis=pertanggungjawaban"
)


def step(uraian: str, pelaksana: str | list[str], mutu: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"uraian": uraian, "pelaksana": pelaksana, "mutu_baku": mutu, **more}


def data() -> dict[str, Any]:
    steps = [
        step("Menerima berkas*", "warga",
             {"kelengkapan": [LONG, "H. Ahmad"], "waktu": "15 menit1)", "output": "Surata)"},
             keterangan=["Memuat:\na. satu;\nb. dua", "Lihat SOP*"], peringatan=["Jangan hilang**"]),
        step("Memeriksa berkas1) memuat:\na. identitas;\nb. alamat", "petugas", {"gabung": MERGED},
             keputusan={"ya": 3, "tidak": 1}),
        step("Mencatat ke aplikasi", ["petugas", "aplikasi"], {"gabung": MERGED}),
        step("Memvalidasi data", "aplikasi", {"gabung": ["waktu", "output"], "kelengkapan": ["1. Data", "2. Nilai"]},
             jenis="proses"),
        step("Mengirim pemberitahuan", ["aplikasi", "warga"], {"gabung": "waktu", "kelengkapan": "Satu\n\nDua\n\nTiga",
             "output": [LETTERS, "Pertanggungjawabannya"]}, jenis="proses"),
        step("Menelaah hasil", "kepala", {"kelengkapan": ["Hasil"], "waktu": TIMES, "output": ["Hasil"]}),
        *(step(f"Menyusun laporan bagian {n} supaya halaman berganti di tengah tabel", "kepala" if n % 2 else "petugas",
               {"gabung": MERGED} if n % 5 else {"kelengkapan": f"Bahan {n}", "waktu": f"{n} menit", "output": "Isi"})
          for n in range(7, 20)),
    ]  # fmt: skip
    again = [
        step(
            "Memulai lagi", "petugas", {"kelengkapan": ["A. Rahman", "Berkas"], "waktu": "5 menit", "output": ["Arsip"]}
        ),
        step("Mengarsipkan*", "petugas", {"gabung": MERGED}),
    ]
    return {
        "judul": "Segala Rupa", "nomor": "000.8/1/2026", "revisi": 1, "unit": "sekretariat",
        "pengesahan": {"jabatan": "kepala"}, "pelaksana": ["warga", "petugas", "kepala", "aplikasi"],
        "peralatan": ["Komputer*", "H. Printer"],
        "catatan_kaki": {"*": "Catatan bintang:\na. satu;\nb. dua.", "**": "Catatan ganda.", "1)": "Catatan satu.",
                         "a)": "Catatan huruf."},
        "prosedur": [{"judul": "Pelayanan", "langkah": steps}, {"judul": "Penutupan", "langkah": again}],
    }  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rupa")
    (folder / "data" / "sop").mkdir(parents=True)
    for name, content in (
        ("instansi", {"pemerintah": "PEMERINTAH CONTOH", "nama": "DINAS CONTOH",
                      "unit": {"sekretariat": {"nama": "Sekretariat"}}}),
        ("jabatan", {"petugas": {"nama": "Petugas"}, "kepala": {"nama": "Kepala Bidang Pertanggungjawaban"},
                     "aplikasi": {"nama": "Aplikasi Lapor", "jenis": "sistem"},
                     "warga": {"nama": "Warga", "jenis": "luar"}}),
        ("sop/rupa", json.loads(json.dumps(data()))),
    ):  # fmt: skip
        (folder / "data" / f"{name}.yml").write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")
    site, result = build_for_test(folder / "data", folder)
    assert result.built, result.findings
    return site


def whole_pieces(text: str, bold: bool = True) -> set[str]:
    """The pieces of a text that no line may cut."""
    found = (piece for word in text.split() for piece in pieces(word, bold))
    return {piece for piece in found if em_width(piece, bold) <= LONGEST}


WANTED = whole_pieces(f"{LONG} {TIMES} Pertanggungjawabannya Kelengkapan Output Tanggal, Penutupan")


def words_of(pdf: bytes) -> str:
    with pdfplumber.open(io.BytesIO(pdf)) as book:
        return "\n".join(
            word["text"] for page in book.pages for word in page.extract_words(x_tolerance=1.2, use_text_flow=True)
        )


@pytest.mark.parametrize("paper", ["daftar-periksa.pdf", "lembar-langkah.pdf"])
def test_no_word_is_cut_on_paper(made: Path, paper: str) -> None:
    words = words_of((made / "sop/rupa" / paper).read_bytes())
    # The engine also ends a line behind "://".
    wanted = WANTED - {"https://contoh.example/"} - ({"Tanggal,"} if paper != "daftar-periksa.pdf" else set())
    assert {piece for piece in wanted if piece not in words} == set()


# For each cell of the checklist its lines as the browser broke them, and how far a letter stands out of it.
CELLS = """() => Array.from(document.querySelectorAll(".periksa > * > tr > :is(td, th)"), (cell) => {
  const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  const range = document.createRange(), box = cell.getBoundingClientRect();
  const lines = [""];
  let top = null, out = 0;
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    for (let i = 0; i < node.data.length; i += 1) {
      if (node.parentElement.closest(".tersembunyi")) continue;
      range.setStart(node, i);
      range.setEnd(node, i + 1);
      const rect = range.getClientRects()[0];
      if (!rect || /\\s/.test(node.data[i])) { lines[lines.length - 1] += " "; continue; }
      if (top !== null && Math.abs(rect.top - top) > 4) lines.push("");
      out = Math.max(out, rect.right - box.right, box.left - rect.left);
      lines[lines.length - 1] += node.data[i];
      top = rect.top;
    }
  }
  return [cell.textContent, lines.join("\\n"), out];
})"""


@pytest.mark.parametrize("width", [390, 1280])
def test_no_word_is_cut_on_the_screen(made: Path, browser: Browser, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto((made / "sop/rupa/checklist/index.html").as_uri())
    for chosen in (0, 1):  # all, and the rows of one role in bold
        page.locator("[data-pilih-peran] button").nth(2 * chosen).click()
        cells = page.evaluate(CELLS)
        lines = "\n".join(found for _, found, _ in cells)
        wanted = WANTED if width > 960 else WANTED - whole_pieces("Kelengkapan Output Tanggal,")  # a list has no heads
        assert {piece for piece in wanted if piece not in lines} == set()
        assert max(out for *_, out in cells) < 0.5
    page.close()


def test_the_print_of_a_browser_cuts_no_word_and_each_page_tells_the_sop(made: Path, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 900})
    page.goto((made / "sop/rupa/checklist/index.html").as_uri())
    pdf = page.pdf(prefer_css_page_size=True)
    page.close()
    words = words_of(pdf)
    assert {piece for piece in WANTED if piece not in words} == set()
    with pdfplumber.open(io.BytesIO(pdf)) as book:
        texts = [sheet.extract_text() for sheet in book.pages]
    assert len(texts) > 2
    for text in texts:
        assert "Segala Rupa · Nomor: 000.8/1/2026 · Revisi: 1" in text


PAGES = ["sop/rupa/index.html", "sop/rupa/checklist/index.html", "sop/rupa/checklist/1-6/index.html",
         "pelaksana/kepala/index.html", "pelaksana/kepala/saku/index.html"]  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_times_of_several_lines_stand_apart(made: Path, page: str) -> None:
    lines = shown((made / page).read_text("utf-8"))
    first, second = TIMES.split("\n")
    assert not [line for line in lines if re.search(rf"{first}\s+{second}", line)]
    assert [line for line in lines if second in line and first not in line]


def test_marks_of_notes_do_not_hide_a_time_from_the_sum(made: Path) -> None:
    text = " ".join(shown((made / "sop/rupa/index.html").read_text("utf-8")))
    assert re.search(r"\b45 menit\b", text), "15 menit1) + 10 menit + 15 menit + 5 menit"


def test_names_have_their_bullet_and_numbers_do_not(made: Path) -> None:
    svg = " ".join(shown((made / "sop/rupa/rupa-1.svg").read_text("utf-8")))
    assert "• H. Ahmad" in svg and "• 1. Data" not in svg and "1. Data" in svg
    assert "• A. Rahman" in " ".join(shown((made / "sop/rupa/rupa-2.svg").read_text("utf-8")))


def test_programs_and_outsiders_sign_for_nothing_they_did(made: Path) -> None:
    for kode, said in (
        ("1-1", "Dicatat oleh"), ("1-3", "Dikerjakan oleh (Petugas)"), ("1-4", "Dicatat oleh"), ("1-5", "Dicatat oleh"),
    ):  # fmt: skip
        sheet = " ".join(shown((made / f"sop/rupa/checklist/{kode}/index.html").read_text("utf-8")))
        assert said in sheet and "Dikerjakan oleh (Aplikasi" not in sheet and "Dikerjakan oleh (Warga" not in sheet
