"""The book of what is in force on a day, read back with programs that did not make it."""

from __future__ import annotations

import datetime
import io
import re
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops

from generator.commands import handout
from generator.commands.handout import CannotHandOutError, MadeBook, edition_on, make_book
from generator.facts.site_facts import BuildContext, SiteFacts
from generator.paper.merged_pdf import BoundPart, NumberPlace, bind_book, page_count
from generator.paper.typesetting import compile_document
from generator.revisions.reader_view import for_reader
from tests.data.test_cases import AGENCY
from tests.support import pdf as reading
from tests.support.libraries import SOP
from tests.support.pdf import alt_texts, dengan, flat
from tests.support.tools import ROOT, apart

pytestmark = pytest.mark.slow

CONTOH = ROOT / "examples" / "dinas-contoh"
CHANGE = "perubahan: {ringkasan: x}\n"
DAY = datetime.date(2026, 11, 29)
reads_the_book = pytest.mark.xdist_group("book")
"""In one worker, which makes it once."""


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def quiet(*_: object) -> None:
    pass


def sop(judul: str, *, efektif: str = "2024-02-01", revisi: int = 0, more: str = "", unit: str = "") -> str:
    text = SOP.replace("judul: Surat", f"judul: {judul}\nrevisi: {revisi}").replace("status: draf", "status: berlaku")
    text = text.replace("pembuatan: 2024-01-02", f"pembuatan: 2024-01-02, efektif: {efektif}, revisi: {efektif}")
    return text.replace("01/2024", f"0{revisi}/{judul}") + (f"unit: {unit}\n" if unit else "") + more


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two units: what holds, what is withdrawn one day, what changes one day, what comes, what was never published."""
    folder = tmp_path_factory.mktemp("buku")
    ended = "pencabutan: {tanggal: 2025-01-01}\n"
    files = {
        **AGENCY,
        "instansi.yml": AGENCY["instansi.yml"] + "unit: {satu: {nama: Unit Satu}, dua: {nama: Unit Dua}}\n",
        "sop/tetap.yml": sop("Tetap", unit="dua"),
        "sop/habis.yml": sop("Habis", more=ended, unit="satu").replace("status: berlaku", "status: dicabut"),
        "sop/ganti.yml": sop("Ganti Baru", revisi=1, efektif="2026-01-01", unit="satu", more=CHANGE),
        "arsip/ganti/0.yml": sop("Ganti Lama", unit="satu"),
        "sop/nanti.yml": sop("Nanti", efektif="2027-01-01", unit="dua"),
        "sop/draf.yml": SOP.replace("judul: Surat", "judul: Draf"),
        "arsip/hilang/0.yml": sop("Hilang"),
    }  # fmt: skip
    for name, content in files.items():
        (folder / "data" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "data" / name).write_text(content, "utf-8")
    return folder / "data"


def titles(book: MadeBook) -> list[str]:
    with pikepdf.open(io.BytesIO(book.pdf)) as document, document.open_outline() as outline:
        return [inner.title for item in outline.root for inner in (item.children or [item])][1:]


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2024-02-01", ["Ganti Lama", "Habis", "Tetap"]),
        ("2024-12-31", ["Ganti Lama", "Habis", "Tetap"]),
        ("2025-01-01", ["Ganti Lama", "Tetap"]),
        ("2025-12-31", ["Ganti Lama", "Tetap"]),
        ("2026-01-01", ["Ganti Baru", "Tetap"]),
        ("2027-01-01", ["Ganti Baru", "Nanti", "Tetap"]),
    ],
)
def test_only_what_is_in_force_on_the_day(data: Path, on: str, expected: list[str]) -> None:
    made = make_book(data, None, day(on), quiet)
    assert (titles(made), made.sops) == (expected, len(expected))
    words = reading.text_of(made.pdf)
    for name in ("Ganti Lama", "Ganti Baru", "Habis", "Tetap", "Nanti", "Draf", "Hilang"):
        assert (name in words) == (name in expected), name


def test_where_nothing_is_in_force_the_truth_is_said_and_no_book_is_made(data: Path) -> None:
    with pytest.raises(CannotHandOutError, match="Tidak ada SOP yang berlaku pada 31 Januari 2024"):
        make_book(data, None, day("2024-01-31"), quiet)
    with pytest.raises(CannotHandOutError, match="Tidak ada SOP milik Unit Dua yang berlaku pada 31 Januari 2024"):
        make_book(data, "dua", day("2024-01-31"), quiet)
    with pytest.raises(CannotHandOutError, match="maksud Anda 'satu'") as refused:
        make_book(data, "sat", DAY, quiet)
    assert refused.value.asked_wrongly


def test_a_book_of_one_unit(data: Path) -> None:
    made = make_book(data, "satu", day("2024-06-01"), quiet)
    with pikepdf.open(io.BytesIO(made.pdf)) as document, document.open_outline() as outline:
        assert [item.title for item in outline.root] == ["Isi buku", "Ganti Lama", "Habis"]
    words = reading.text_of(made.pdf)
    assert "Unit Satu" in words and "Tetap" not in words


def test_errors_in_the_data_stop_it(data: Path, tmp_path: Path) -> None:
    for path in (path for path in data.rglob("*.yml")):
        (tmp_path / path.relative_to(data)).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path.relative_to(data)).write_text(path.read_text("utf-8"), "utf-8")
    (tmp_path / "sop/tetap.yml").write_text("judul: [", "utf-8")
    with pytest.raises(CannotHandOutError, match="masih memuat galat") as refused:
        make_book(tmp_path, None, DAY, quiet)
    assert refused.value.findings


@pytest.fixture(scope="module")
def book() -> bytes:
    made: MadeBook = apart(make_book, CONTOH, None, DAY, quiet)
    return made.pdf


@pytest.fixture(scope="module")
def parts() -> list[tuple[str, bytes]]:
    """The documents of the site that the book must have, in its order."""
    proyek = for_reader(reading.contoh())
    situs = SiteFacts(proyek, BuildContext())
    chosen = list(handout.in_force_on(situs, DAY))
    made = [handout.document_official(one.situs.proyek, one.situs.sop[one.slug]) for one in chosen]
    return [(one.situs.proyek.sop[one.slug].judul, compile_document(d)) for one, d in zip(chosen, made, strict=True)]


def texts(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return [flat(page.get_textpage().get_text_bounded()) for page in document]


@reads_the_book
def test_every_page_is_there_with_its_number_and_label(book: bytes, parts: list[tuple[str, bytes]]) -> None:
    whole = texts(book)
    expected = [page for _, pdf in parts for page in texts(pdf)]
    front, total = len(whole) - len(expected), len(expected)
    assert front == 2
    for number, (found, page) in enumerate(zip(whole[front:], expected, strict=True), start=1):
        mark = f"Halaman buku {number} dari {total}"
        assert mark in found
        assert sorted(found.replace(mark, "").split()) == sorted(page.split())
    document = pypdfium2.PdfDocument(book)
    labels = [document.get_page_label(n) for n in range(len(document))]
    assert labels == ["i", "ii", *(str(n) for n in range(1, total + 1))]


@reads_the_book
def test_pages_look_as_in_their_documents_but_for_the_number(book: bytes, parts: list[tuple[str, bytes]]) -> None:
    """So their QR codes are there too."""
    pages = list(pypdfium2.PdfDocument(book))[2:]
    alone = [page for _, pdf in parts for page in pypdfium2.PdfDocument(pdf)]
    for page, single in zip(pages, alone, strict=True):
        one, other = (p.render(scale=1, grayscale=True).to_pil() for p in (page, single))
        assert one.size == other.size
        changed = ImageChops.difference(one, other).getbbox()
        assert changed, "the number is seen"
        left, top, right, bottom = changed
        assert bottom - top < 12 and right - left < 170
        assert other.crop(changed).getextrema()[0] > 250, "nothing was there"


@reads_the_book
def test_contents_bookmarks_and_pages_agree(book: bytes, parts: list[tuple[str, bytes]]) -> None:
    with pikepdf.open(io.BytesIO(book)) as document, document.open_outline() as outline:
        pages = {page.obj.objgen: place for place, page in enumerate(document.pages)}
        units = outline.root[1:]
        marks = [(item.title, pages[item.destination[0].objgen]) for unit in units for item in unit.children]
        inner = [item.title for unit in units for item in unit.children[0].children]
        links = [link.Dest[0].objgen for link in document.pages[1].obj.Annots]
        assert all("/A" not in link for link in document.pages[1].obj.Annots)
    assert outline.root[0].title == "Isi buku" and len(units) == 4
    assert inner[0] == "STANDAR OPERASIONAL PROSEDUR"
    assert [title for title, _ in marks] == [title for title, _ in parts]
    assert list(dict.fromkeys(pages[link] for link in links)) == [place for _, place in marks]
    contents, whole = texts(book)[1], texts(book)
    for title, place in marks:
        assert re.search(rf"{re.escape(title)} Nomor .*? {place - 1}(?: |$)", contents), title
        assert flat(title) in whole[place]


@reads_the_book
def test_tags_of_every_document_are_there_and_lead_to_their_pages(book: bytes, parts: list[tuple[str, bytes]]) -> None:
    assert alt_texts(book)[1:] == [alt for _, pdf in parts for alt in alt_texts(pdf)]
    with pikepdf.open(io.BytesIO(book)) as document:
        tree = document.Root.StructTreeRoot
        parents = pikepdf.NumberTree(tree.ParentTree)
        keys = [int(page.obj.StructParents) for page in document.pages]
        assert len(set(keys)) == len(keys) and max(keys) < int(tree.ParentTreeNextKey)
        for page, key in zip(document.pages, keys, strict=True):
            assert len(parents[key]) > 3
            for element in parents[key]:
                assert element.Pg.objgen == page.obj.objgen
                while "/P" in element:
                    element = element.P
                assert element.objgen == tree.objgen
        ids = dict(pikepdf.NameTree(tree.IDTree).items())
        assert len(ids) > 50 and all(str(element.ID) == id for id, element in ids.items())
        assert {str(id) for id in _headers(tree.K)} <= set(ids)
        assert document.Root.MarkInfo.Marked and str(document.Root.Lang) == "id-ID"


def _headers(node: pikepdf.Object) -> list[pikepdf.Object]:
    """Every id of a head that a cell names."""
    if isinstance(node, pikepdf.Array):
        return [id for kid in node for id in _headers(kid)]
    if not isinstance(node, pikepdf.Dictionary) or "/S" not in node:
        return []
    attributes = node.get("/A", pikepdf.Array())
    own = [a for a in (attributes if isinstance(attributes, pikepdf.Array) else [attributes]) if "/Headers" in a]
    return [id for a in own for id in a.Headers] + (_headers(node.K) if "/K" in node else [])


@reads_the_book
def test_it_claims_nothing_that_merging_lost(book: bytes) -> None:
    with pikepdf.open(io.BytesIO(book)) as document:
        said = document.Root.Metadata.read_bytes().decode()
        assert "pdfaid" not in said and "pdfuaid" not in said and "/OutputIntents" not in document.Root
        assert "berlaku pada 29 November 2026" in said
        assert document.check_pdf_syntax() == []


@reads_the_book
@pytest.mark.usefixtures("papers_set_anew")
def test_same_data_and_day_same_bytes(book: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Made a second time, with nothing kept from before."""
    monkeypatch.setattr(handout, "home_of", lambda data: tmp_path)
    assert make_book(CONTOH, None, DAY, quiet).pdf == book
    assert make_book(CONTOH, None, DAY + datetime.timedelta(1), quiet).pdf != book


@reads_the_book
def test_an_emblem_is_kept_once_however_many_documents_have_it(book: bytes) -> None:
    with pikepdf.open(io.BytesIO(book)) as document:
        pictures = [
            (int(one.Width), int(one.Height), one.read_raw_bytes())
            for one in document.objects
            if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"
        ]
    assert len(set(pictures)) == len(pictures), "of codes too, none is kept twice"
    with Image.open(CONTOH / "lambang.png") as drawn:
        emblem = [picture for picture in pictures if picture[:2] == drawn.size]
    assert len(emblem) == 2, "its colours and its mask"


@pytest.mark.parametrize("margin", [10, 60])
def test_the_number_stands_clear_of_the_text_at_every_margin(margin: int) -> None:
    proyek = dengan(for_reader(reading.contoh()), margin=dict.fromkeys(("kiri", "kanan", "atas", "bawah"), margin))
    edition = edition_on(SiteFacts(proyek, BuildContext()), "surat-masuk", DAY)
    pdf = compile_document(handout.document_official(edition.situs.proyek, edition.situs.sop["surat-masuk"]))
    count = page_count(pdf)
    entries = [handout.BookEntry(proyek.sop["surat-masuk"], "", count)]
    front = compile_document(handout.document_front(proyek, entries, "Uji", DAY))
    numbers = handout.compile_marks(handout.document_numbers(count, DAY))
    place = NumberPlace((margin, margin - handout._ABOVE), (margin, margin - handout._ABOVE))
    bound = bind_book(front, [BoundPart(pdf, "Uji")], numbers, place, handout.TUJUAN)
    for page in list(pypdfium2.PdfDocument(bound))[2:]:
        text = page.get_textpage()
        mark = text.search("Halaman buku")
        start, _ = mark.get_next()
        bottom, top = (text.get_charbox(start)[n] for n in (1, 3))
        assert page.get_height() - top > 4 * reading.MM, "printers leave the edge blank"
        assert page.get_height() - bottom < (margin - 1) * reading.MM
