"""The official document, read back: words and their order, pages, tags, marks of what is assumed."""

from __future__ import annotations

import datetime
import re

import pytest

from generator.data.fingerprint import short_fingerprint
from generator.data.instansi import Instansi
from generator.data.library import Library
from generator.paper.official import document_official
from generator.paper.sheet_margins import lying_sheet, upright_sheet
from generator.paper.typesetting import TANPA_TANGGAL, compile_document
from generator.steps.resolve import resolve
from tests.support import made_up
from tests.support.pdf import MM, alt_texts, bookmarks, dengan, flat, fonts, kinds, letters, plumb, read, sizes, text_of
from tests.support.tools import need_program
from tests.support.whole import make_official

pytestmark = pytest.mark.slow

SLUG = "pengukuran-kinerja"
PAPER = {"F4": (215, 330), "A4": (210, 297), "Letter": (216, 279)}


def test_identity_stands_in_the_order_of_the_standard(resmi: bytes) -> None:
    text = text_of(resmi)
    order = [
        "STANDAR OPERASIONAL PROSEDUR", "Nomor SOP", "Tanggal Pembuatan", "Tanggal Revisi", "Tanggal Efektif",
        "Ditetapkan Oleh", "Kepala Dinas Sosial Kabupaten Sumedang", "H. DIKDIK SADIKIN, A.KS., M.Si",
        "NIP. 19720515 199803 1 010", "Nama SOP", "Dasar Hukum:", "Kualifikasi Pelaksana:", "Keterkaitan:",
        "Peralatan/Perlengkapan:", "Peringatan:", "Pencatatan dan Pendataan:", "SOP MEKANISME PENGUKURAN KINERJA",
    ]  # fmt: skip
    places = [text.index(words) for words in order]
    assert places == sorted(places)


def test_every_step_is_real_text_in_order(seed: Library, resmi: bytes) -> None:
    text = letters(text_of(resmi))
    places = [text.index(letters(f"{n} {step.uraian}")) for n, step in enumerate(seed.sop[SLUG].langkah, start=1)]
    assert places == sorted(places)


@pytest.mark.parametrize("paper", PAPER)
@pytest.mark.parametrize("slug", ["surat-keluar", "pengaduan-warga", "perjalanan-dinas"])
def test_paper_upright_then_lying(contoh: Library, paper: str, slug: str) -> None:
    first, *others = sizes(make_official(dengan(contoh, kertas=paper), slug))
    assert first == PAPER[paper]
    assert set(others) == {PAPER[paper][::-1]}


def test_margins_are_the_agencys_turned_on_lying_pages(seed: Library) -> None:
    margin = {"kiri": "40", "kanan": "15", "atas": "20", "bawah": "22"}
    edges = []
    for page in plumb(make_official(dengan(seed, margin=margin), SLUG)):
        words = [
            word for word in page.extract_words() if word["text"] == "DRAF,"
        ]  # the foot's last line begins with it
        edges.append((min(word["x0"] for word in words) / MM, page.width / MM))
    assert edges[0][0] == pytest.approx(40, abs=1)
    assert edges[1][0] == pytest.approx(22, abs=1)
    assert edges[1][1] == pytest.approx(330, abs=1)


def test_title_language_tags_and_bookmarks(resmi: bytes) -> None:
    reader = read(resmi)
    root = reader.trailer["/Root"]
    assert reader.metadata is not None
    assert reader.metadata.title == f"SOP {'Pengukuran Kinerja'}"
    assert root["/Lang"] == "id-ID"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    xmp = root["/Metadata"].get_data().decode()
    assert re.search(r"pdfaid:part>3<", xmp)
    assert re.search(r"pdfaid:conformance>A<", xmp)
    assert re.search(r"pdfuaid:part>1<", xmp)
    assert {"/H1", "/Table", "/THead", "/TH", "/TD", "/Figure", "/L"} <= kinds(resmi)
    assert bookmarks(resmi) == [
        ("STANDAR OPERASIONAL PROSEDUR", 1),
        ("SOP MEKANISME PENGUKURAN KINERJA ANGGARAN SKPD", 2),
    ]


def test_each_procedure_has_a_bookmark(contoh: Library) -> None:
    titles = [title for title, _ in bookmarks(make_official(contoh, "persediaan-barang"))]
    assert titles[1:] == [
        "PROSEDUR 1: PENERIMAAN BARANG", "PROSEDUR 2: PENGELUARAN BARANG", "PROSEDUR 3: PENGHITUNGAN FISIK BARANG",
    ]  # fmt: skip


def test_only_the_shipped_font_and_all_of_it_inside(semua: dict[str, bytes]) -> None:
    for path, pdf in semua.items():
        found = fonts(pdf)
        assert found, path
        assert all(found.values()), path
        assert {name.split("+")[1].split("-")[0] for name in found} == {"LiberationSans"}, path


def test_head_and_foot_of_every_page(contoh: Library) -> None:
    pages = [" ".join(page.extract_text().split()) for page in read(make_official(contoh, "perjalanan-dinas")).pages]
    code = short_fingerprint(contoh.sop["perjalanan-dinas"])
    for number, text in enumerate(pages, start=1):
        assert f"Halaman {number} dari {len(pages)}" in text
        assert "Nomor SOP: 000/08/CONTOH/2024" in text
        assert "Revisi: belum ditetapkan" in text
        assert f"Data draf · kode isi {code}" in text
        assert "salinan tidak terkendali" in text
        assert "DRAF" in text
        if number > 1:
            assert text.count("Mutu Baku") == 1


@pytest.mark.parametrize(
    ("status", "mark"), [("draf", "DRAF"), ("ditinjau", "DITINJAU"), ("dicabut", "DICABUT"), ("berlaku", "")]
)
def test_mark_of_an_sop_that_is_not_in_force(status: str, mark: str) -> None:
    text = text_of(make_official(made_up.proyek({"a": made_up.sop(status=status)}), "a"))
    found = {word for word in ("DRAF", "DITINJAU", "DICABUT") if word in text}
    assert found == ({mark} if mark else set())


def test_words_of_an_electronic_signature(contoh: Library) -> None:
    words = "Dokumen ini ditandatangani secara elektronik"
    assert contoh.instansi.tanda_tangan == "elektronik"
    in_force, draft = (text_of(make_official(contoh, slug)) for slug in ("surat-keluar", "perjalanan-dinas"))
    assert words in in_force
    assert "tempat QR tanda tangan elektronik" in in_force
    assert words not in draft, "a draft is not signed"
    by_hand = text_of(make_official(dengan(contoh, tanda_tangan="basah"), "surat-keluar"))
    assert words not in by_hand
    assert "tempat QR" not in by_hand


def test_flow_is_told_in_words(contoh: Library) -> None:
    said = alt_texts(make_official(contoh, "perjalanan-dinas"))
    symbols = [s for p in resolve(contoh, "perjalanan-dinas").prosedur for s in p.bagan.simbol]
    assert sum(text.startswith("Pelaksana: ") for text in said) == len(symbols)
    connectors = [text.split(":")[0] for text in said if text.startswith("Sambungan ")]
    assert connectors
    assert all(connectors.count(name) == 2 for name in connectors), "each letter at both ends"


def test_every_assumption_is_marked(contoh: Library, seed: Library) -> None:
    for proyek in (contoh, seed):
        for slug, sop in proyek.sop.items():
            laid_out = resolve(proyek, slug)
            naskah = document_official(proyek, laid_out)
            drawn = [s for p in laid_out.prosedur for s in p.bagan.simbol if s.perkiraan]
            pdf = compile_document(naskah)
            spoken = " ".join(alt_texts(pdf))
            assert spoken.count("erkiraan, perlu konfirmasi") == len(drawn), slug
            assert naskah.data.count('stroke-dasharray=\\"4 3\\"') >= len(drawn), slug
            if any(k.perkiraan for k in sop.konfirmasi):
                assert "? = perkiraan, perlu konfirmasi" in text_of(pdf), slug


@pytest.mark.parametrize(
    ("part", "mark"),
    [
        ("nomor", "Nomor SOP (?)"), ("tanggal", "Tanggal Efektif (?)"), ("revisi", "Tanggal Revisi (?)"),
        ("dasar_hukum", "Dasar Hukum (?):"), ("kualifikasi", "Kualifikasi Pelaksana (?):"),
        ("pengesahan", "Disahkan oleh (?)"), ("pencatatan", "Pencatatan dan Pendataan (?):"), ("judul", "Nama SOP (?)"),
    ],
)  # fmt: skip
def test_assumed_part_of_the_identity(part: str, mark: str) -> None:
    note = {"bagian": part, "judul": "Benar?", "sebab": "naskah kosong", "perkiraan": "ya"}
    assert mark in text_of(make_official(made_up.proyek({"a": made_up.sop(konfirmasi=[note])}), "a"))
    assert mark not in text_of(make_official(made_up.proyek(), "surat-masuk"))


def test_assumed_text_of_a_step_is_marked_at_its_number() -> None:
    note = {"bagian": "langkah.mutu_baku", "judul": "?", "sebab": "kosong", "perkiraan": "ya", "langkah": ["2"]}
    text = text_of(make_official(made_up.proyek({"a": made_up.sop(konfirmasi=[note])}), "a"))
    assert "2 ? Memeriksa surat" in text
    assert "1 Menerima surat" in text


def test_date_of_the_file_comes_from_the_data(contoh: Library) -> None:
    effective = contoh.sop["surat-keluar"].tanggal.efektif
    assert effective is not None
    metadata = read(make_official(contoh, "surat-keluar")).metadata
    assert metadata is not None
    assert metadata.creation_date == datetime.datetime.combine(effective, datetime.time(), datetime.UTC)
    unknown = read(make_official(made_up.proyek(), "surat-masuk")).metadata
    assert unknown is not None
    assert unknown.creation_date is not None
    assert unknown.creation_date.date() == TANPA_TANGGAL


def test_identity_stays_on_one_page_while_it_can(seed: Library) -> None:
    for paper in PAPER:
        assert bookmarks(make_official(dengan(seed, kertas=paper), SLUG))[1][1] == 2, paper
    long = made_up.sop(
        dasar_hukum=[], kualifikasi=[f"Memahami peraturan nomor {n} beserta perubahannya" for n in range(50)]
    )
    pdf = make_official(made_up.proyek({"a": long}), "a")
    assert bookmarks(pdf)[1][1] == 3
    assert "Memahami peraturan nomor 49" in text_of(pdf)


def test_footnotes_stand_under_every_sheet(contoh: Library) -> None:
    pages = [page.extract_text() for page in read(make_official(contoh, "pengaduan-warga")).pages][1:]
    notes = resolve(contoh, "pengaduan-warga").prosedur[0].bagan.catatan_kaki
    assert notes
    assert all(letters(f"{mark} {text}") in letters(page) for page in pages for mark, text in notes)


def test_the_code_of_the_check_page_needs_the_address_of_the_site(seed: Library, resmi: bytes) -> None:
    note = "QR tidak dicetak: alamat situs belum diisi."
    assert all(note in flat(page.extract_text()) for page in read(resmi).pages)
    with_code = make_official(dengan(seed, alamat_situs="https://sop.contoh.example/"), SLUG)
    assert note not in text_of(with_code)
    assert "Pindai kode QR" in text_of(with_code)
    assert not [alt for alt in alt_texts(with_code) if "QR" in alt], "feet of pages are not read out"


def test_the_code_is_never_cut_off_by_a_narrow_margin(seed: Library) -> None:
    """Its size follows from the length of the address, and the margin from its size."""
    edges = {"kiri": 10, "kanan": 10, "atas": 10, "bawah": 10}
    agency = dengan(seed, margin=edges).instansi
    assert upright_sheet(agency, 0).bawah == lying_sheet(agency, 0).bawah == 10
    assert upright_sheet(agency, 19.8).bawah == lying_sheet(agency, 19.8).bawah == pytest.approx(25)
    for address in ("https://a.id/", f"https://sop.{'sekretariat-daerah-' * 4}contoh.example/"):
        made = make_official(dengan(seed, alamat_situs=address, margin=edges), SLUG)
        for page in plumb(made):
            (code,) = [picture for picture in page.images if picture["width"] > 15 * MM]
            assert page.height - code["bottom"] > 4.4 * MM, address
            assert page.width - code["x1"] > 4.4 * MM, address
            assert not [
                word for word in page.extract_words() if word["bottom"] > code["top"] and word["x1"] > code["x0"]
            ]


def test_a_logo_that_is_not_an_image_leaves_its_place_empty(
    contoh: Library,
) -> None:
    agency = Instansi(pemerintah="PEMERINTAH CONTOH", nama="DINAS CONTOH", logo="logo.png")
    assert "Logo daerah" in text_of(
        make_official(made_up.proyek(lampiran={"logo.png": b"bukan gambar"}, instansi=agency), "surat-masuk")
    )
    assert "Logo Dinas Contoh Kabupaten Contoh" in alt_texts(make_official(contoh, "surat-keluar"))


def test_opens_in_another_program(resmi: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    import subprocess

    program = need_program("pdftotext")
    path = tmp_path_factory.mktemp("pdf") / "a.pdf"
    path.write_bytes(resmi)
    done = subprocess.run([program, "-layout", path, "-"], capture_output=True, text=True, check=True)
    assert "Nama SOP" in done.stdout
