"""The sheet on which those who have read a revision sign: its marks, its rows, its repeated head."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.data.instansi import Unit
from generator.data.library import Library
from generator.data.signed_names import SignedNames
from generator.facts.site_facts import BuildContext, SiteFacts
from generator.paper.read_sheet import KOLOM, document_read_sheet
from generator.paper.typesetting import compile_document
from generator.revisions.reader_view import for_reader, with_edition
from tests.support import made_up
from tests.support.pdf import dengan, flat, kinds, papers, plumb, read, sizes, text_of

pytestmark = pytest.mark.slow


def sheet(proyek: Library, slug: str) -> bytes:
    situs = SiteFacts(proyek, BuildContext()).at_names_of(slug)
    return compile_document(document_read_sheet(situs, situs.sop[slug]))


def with_staff(proyek: Library, unit: str, count: int) -> Library:
    units = {**proyek.instansi.unit}
    names = tuple(f"Pegawai {number}" for number in range(1, count + 1))
    units[unit] = units[unit].model_copy(update={"pegawai": names})
    return replace(proyek, instansi=proyek.instansi.model_copy(update={"unit": units}))


def rows(pdf: bytes) -> list[tuple[int, str, int]]:
    """Of each row of the table: its page from 1, its number, how many of its cells are blank."""
    found = []
    for place, page in enumerate(plumb(pdf), start=1):
        for table in page.find_tables():
            for row in table.extract():
                if row and (row[0] or "").isdigit():
                    found.append((place, str(row[0]), sum(not (cell or "").strip() for cell in row)))
    return found


def test_it_bears_the_marks_of_every_print(contoh: Library) -> None:
    pdf = sheet(for_reader(contoh), "surat-masuk")
    words = text_of(pdf)
    marks = ("kode isi", "Halaman 1 dari 1", "BERLAKU MULAI 1 FEBRUARI 2024", "Pindai kode QR", *KOLOM)
    about = ("TELAH MEMBACA REVISI 1", "Pengelolaan Surat Masuk", "000/01/CONTOH/2024", "Sekretariat Dinas Contoh")
    assert [said for said in (*about, *marks) if said not in words] == []
    assert sizes(pdf) == [(215, 330)]
    assert {"/Table", "/TH"} <= kinds(pdf)


def test_names_come_from_the_unit_and_all_other_rows_are_blank(contoh: Library) -> None:
    proyek = for_reader(contoh)
    assert contoh.instansi.unit["sekretariat"].pegawai
    named = rows(sheet(proyek, "surat-masuk"))
    assert [number for _, number, _ in named] == [str(n + 1) for n in range(len(named))]
    assert [blank for _, _, blank in named[:3]] == [3, 3, 4]
    other = sheet(proyek, "pelayanan-tamu")  # of a unit without names
    assert {blank for _, _, blank in rows(other)} == {4}
    assert "Pegawai Contoh" not in text_of(other)


@pytest.mark.parametrize("count", [6, 11, 12, 33, 34, 60])
def test_a_long_list_goes_on_with_its_head_and_keeps_blank_rows(contoh: Library, count: int) -> None:
    pdf = sheet(with_staff(for_reader(contoh), "sekretariat", count), "surat-masuk")
    pages = [flat(page.extract_text()) for page in read(pdf).pages]
    found = rows(pdf)
    assert [number for _, number, _ in found] == [str(n + 1) for n in range(len(found))]
    assert sum(blank == 3 for *_, blank in found) == count
    assert len(found) - count >= 5
    assert len(pages) == found[-1][0] == {6: 1, 11: 1, 12: 2, 33: 2, 34: 3, 60: 4}[count]
    for place, words in enumerate(pages, start=1):
        assert "Tanda tangan" in words
        assert f"Halaman {place} dari {len(pages)}" in words


def test_a_draft_says_so_and_nothing_that_is_not_known(seed: Library) -> None:
    pdf = sheet(seed, "pengukuran-kinerja")
    words = text_of(pdf)
    assert "DRAF" in words and "TELAH MEMBACA SOP INI" in words and "belum ditetapkan" in words
    assert "revisi belum" not in words
    assert "QR tidak dicetak" in words


def test_outsiders_and_programs_are_no_readers(contoh: Library) -> None:
    proyek = for_reader(contoh)
    words = text_of(sheet(proyek, "pengaduan-warga")).split("Yang bertanda tangan")[0].split("Pelaksana")[1]
    outside = [jabatan.nama for jabatan in proyek.jabatan.values() if jabatan.jenis in ("luar", "sistem")]
    assert [name for name in outside if name in words] == []
    assert "Kepala Dinas" in words


def test_a_signed_unit_keeps_its_staff_under_its_name_of_then(contoh: Library) -> None:
    sop = for_reader(contoh).sop["surat-masuk"]
    signed = sop.model_copy(
        update={"nama_terbit": SignedNames(sidik="0" * 16, unit={"sekretariat": "Sekretariat Lama"})}
    )
    view = with_edition(for_reader(contoh), "surat-masuk", signed)
    unit: Unit = view.instansi.unit["sekretariat"]
    assert (unit.nama, unit.pegawai) == ("Sekretariat Lama", contoh.instansi.unit["sekretariat"].pegawai)


def test_an_sop_of_any_name_keeps_its_official_document() -> None:
    """No slug makes two papers of one name."""
    for slug in ("telah-membaca", "telah-membaca-a", "a"):
        paths = [paper.path for paper in papers(dengan(made_up.proyek({slug: made_up.sop()}), kertas="A4"))]
        assert len(paths) == len(set(paths))
        assert len(rows(sheet(made_up.proyek({slug: made_up.sop()}), slug))) > 15, "no unit, no numbers: all blank"
