"""Golden copies of one page of each kind, made from a small project with all that a page can show."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.data.formulir import Formulir
from generator.data.instansi import Peraturan
from generator.facts.site_facts import Download
from generator.pages import BuildContext
from tests.support.made_up import proyek, sop
from tests.support.tools import assert_golden
from tests.support.whole import render_pages

GOLDEN = Path(__file__).parent / "golden"
PROYEK = proyek(
    {
        "surat-masuk": sop(
            nomor="000/01/CONTOH/2024",
            status="berlaku",
            tanggal={"pembuatan": "2024-01-02", "efektif": "2024-02-01"},
            dasar_hukum=["perbup-1"],
            peralatan=["Komputer", "Buku agenda"],
            peringatan="Surat rahasia tidak dibuka",
            keterkaitan=[{"judul": "SOP Surat Keluar"}],
            konfirmasi=[
                {"bagian": "langkah.pelaksana", "judul": "Siapa yang menyimpan?", "sebab": "Sel kosong",
                 "langkah": "3", "perkiraan": "ya"}
            ],
        )
    },
    peraturan={"perbup-1": Peraturan(judul="Peraturan Bupati Contoh Nomor 1", status="dicabut", pengganti="Nomor 2")},
    formulir={"agenda": Formulir.model_validate({"judul": "Buku Agenda", "bagian": [{"teks": "Diisi petugas"}]})},
)  # fmt: skip
UNDUHAN = {"sop/surat-masuk": (Download("sop/surat-masuk/surat-masuk.svg", "Bagan", "SVG", 33_800),)}
PAGES = {page.path: page for page in render_pages(PROYEK, BuildContext(unduhan=UNDUHAN))}


@pytest.mark.parametrize(
    "path",
    [
        "index.md",
        "sop/index.md",
        "sop/surat-masuk/index.md",
        "sop/surat-masuk/checklist/index.md",
        "sop/surat-masuk/checklist/2/index.md",
        "sop/surat-masuk/cek/index.md",
        "pelaksana/petugas/index.md",
        "peraturan/perbup-1/index.md",
        "formulir/agenda/index.md",
        "perhatian/index.md",
    ],
)
def test_golden_page(path: str) -> None:
    name = path.removesuffix("/index.md").removesuffix("index.md").replace("/", "-") or "beranda"
    assert_golden(GOLDEN / f"{name}.md", PAGES[path].to_markdown())
