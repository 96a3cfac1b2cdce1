"""The form to fill in on a computer: its fields, read back and filled by programs that did not make them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pikepdf
import pypdf
import pytest

from generator.data.formulir import Formulir
from generator.forms.field_help import field_help
from generator.forms.numbered_columns import row_count
from generator.paper import typesetting
from generator.paper.form_paper import document_form
from tests.paper.test_form_paper import pdf_of
from tests.support import sample_forms
from tests.support.pdf import letters, plumb, read, text_of
from tests.support.whole import TANPA_TANDA, make_formulir

pytestmark = pytest.mark.slow

SHIPPED = sample_forms.shipped()
MULTILINE, RADIO, REQUIRED = 1 << 12, 1 << 15, 2


def fields_of(pdf: bytes) -> dict[str, Any]:
    """The fields that hold a value, by their full name, with all that the file says of them."""
    reader = read(pdf)
    found = reader.get_fields() or {}
    root: Any = reader.trailer["/Root"]
    raw = dict(_raw(root["/AcroForm"]["/Fields"], ""))
    return {name: {**raw[name], **field} for name, field in found.items() if "/FT" in field}


def _raw(fields: Any, above: str) -> Iterator[tuple[str, Any]]:
    for field in (reference.get_object() for reference in fields):
        if "/T" in field:
            name = f"{above}{field['/T']}"
            yield name, field
            yield from _raw(field.get("/Kids", []), f"{name}.")


def widgets(pdf: bytes) -> Iterator[tuple[int, Any]]:
    """(page from 0, widget) in the order of the tabulator key."""
    for number, page in enumerate(read(pdf).pages):
        for reference in page.get("/Annots", []):
            annotation = reference.get_object()
            assert annotation["/Subtype"] == "/Widget"
            yield number, annotation


def full_name(widget: Any) -> str:
    parts = []
    while widget is not None:
        parts += [str(widget["/T"])] if "/T" in widget else []
        widget = widget["/Parent"].get_object() if "/Parent" in widget else None
    return ".".join(reversed(parts))


def expected(formulir: Formulir, kota: str | None) -> list[str]:
    """The names of all fields, as a reader meets them."""
    names: list[str] = []

    def field(data: Any, name: str) -> None:
        if data.kind.way in ("tanda", "kalimat") or data.jenis == "foto":
            return
        details = {word: f"{name}.rincian.{n}" for n, word in enumerate(data.rincian, 1)}
        if data.tempat:
            names.extend([name] if kota else [f"{name}.tempat", f"{name}.tanggal"])
        elif data.jenis == "pilihan":
            names.append(f"{name}.pilihan" if data.lainnya or details else name)
            names.extend([*details.values(), *([f"{name}.lainnya"] if data.lainnya else [])])
        elif data.jenis == "centang" and data.pilihan:
            for n, word in enumerate(data.pilihan, 1):
                names.extend([f"{name}.{n}", *([details[word]] if word in details else [])])
            names.extend([f"{name}.lainnya_centang", f"{name}.lainnya"] if data.lainnya else [])
        else:
            names.append(name)

    for bagian in formulir.bagian:
        for data in bagian.fields:
            field(data, data.id)
        if bagian.tabel:
            for row in range(1, row_count(formulir, bagian.tabel) + 1):
                for data in bagian.tabel.filled_columns:
                    field(data, f"{data.id}.{row}")
        for b in bagian.tanda_tangan:
            own = b.pejabat is None
            keys = {
                "tempat": b.tempat_tanggal and not kota, "tanggal": b.tempat_tanggal, "diterima": b.tanggal,
                "jabatan": own and b.jabatan, "nama": own, "pangkat": own and b.pangkat, "nip": own and b.nip,
            }  # fmt: skip
            names.extend(f"{b.id}.{key}" for key, there in keys.items() if there)
    return names


@pytest.mark.parametrize(("folder", "slug"), SHIPPED)
def test_names_kinds_and_order(folder: str, slug: str) -> None:
    formulir, pdf = sample_forms.form(folder, slug), pdf_of(folder, slug, "F4", True)
    wanted = expected(formulir, sample_forms.project(folder).instansi.tempat)
    found = fields_of(pdf)
    assert sorted(found) == sorted(wanted)
    assert list(dict.fromkeys(full_name(w) for _, w in widgets(pdf))) == wanted, "order of the tabulator key"
    assert all(page["/Tabs"] == "/S" for page in read(pdf).pages)
    data = {f.id: f for _, f in formulir.isian()} | {c.id: c for _, t in formulir.tabel() for c in t.kolom}
    conditional = field_help(formulir).conditions(formulir)
    for name, entry in found.items():
        field = data.get(name.partition(".")[0])
        if field is None or name.endswith((".lainnya", ".tempat")) or ".rincian." in name:
            assert entry["/FT"] == "/Tx"
        elif field.jenis in ("pilihan", "centang"):
            assert entry["/FT"] == "/Btn" and bool(entry.get("/Ff", 0) & RADIO) == (field.jenis == "pilihan")
        else:
            in_table = name != field.id
            many = field.baris > 1 or (in_table and field.jenis in ("teks", "paragraf"))
            assert bool(entry.get("/Ff", 0) & MULTILINE) == many
            assert (entry.get("/Q", 0) == 2) == (field.jenis in ("angka", "rumus"))
            asked = field.wajib and not in_table and name.partition(".")[0] not in conditional
            assert bool(entry.get("/Ff", 0) & REQUIRED) == asked


@pytest.mark.parametrize(("folder", "slug"), SHIPPED)
def test_fields_stand_on_their_printed_places(folder: str, slug: str) -> None:
    """On a line to write on, in a box, or in a cell; inside the page; no two on one place."""
    pages = plumb(pdf_of(folder, slug, "F4"))
    places: dict[int, list[tuple[float, ...]]] = {}
    for number, widget in widgets(pdf_of(folder, slug, "F4", True)):
        page = pages[number]
        left, bottom, right, top = (float(edge) for edge in widget["/Rect"])
        assert 0 < left < right < page.width and 0 < bottom < top < page.height
        places.setdefault(number, []).append((left, bottom, right, top))
        y0, y1 = page.height - top, page.height - bottom
        sides = [e for e in page.edges if e["orientation"] == "v" and e["top"] < y0 + 1.5 and e["bottom"] > y1 - 1.5]
        below = [e for e in page.edges if e["orientation"] == "h" and e["x0"] < left + 1.5 and e["x1"] > right - 1.5]
        in_cell = all(any(abs(e["x0"] - x) < 3 for e in sides) for x in (left, right))
        on_line = any(-1 < e["top"] - y1 < 3 for e in below)
        assert in_cell or on_line, full_name(widget)
    for rects in places.values():
        for a, b in combinations(rects, 2):
            assert a[0] >= b[2] - 0.1 or b[0] >= a[2] - 0.1 or a[1] >= b[3] - 0.1 or b[1] >= a[3] - 0.1


def test_what_a_screen_reader_says() -> None:
    kinerja = fields_of(pdf_of("sop_data", "form-pengukuran-kinerja", "F4", True))
    assert kinerja["tahun"]["/TU"] == "Tahun; angka saja, tanpa satuan; wajib diisi"
    assert kinerja["sasaran.3"]["/TU"] == "A. Sasaran, indikator, dan target, baris 3, Sasaran Strategis"
    assert "baris 10, Triwulan IV, Realisasi" in kinerja["realisasi_4.10"]["/TU"]
    assert "; dihitung: " in kinerja["serapan.1"]["/TU"]
    assert kinerja["penanda_tangan.nip"]["/TU"] == "Tanda tangan, NIP, 18 angka"
    disposisi = fields_of(pdf_of("sop_data", "lembar-disposisi", "F4", True))
    assert disposisi["tanggal_surat"]["/TU"] == "Tanggal surat; tanggal, misalnya 31/12/2025; wajib diisi"
    assert disposisi["sifat"]["/TU"] == "Sifat; centang satu"
    assert disposisi["dengan_hormat_harap.2"]["/TU"] == "Dengan hormat harap: proses lebih lanjut"
    assert disposisi["catatan"]["/MaxLen"] == 5000
    said = [w["/TU"] for _, w in widgets(pdf_of("sop_data", "lembar-disposisi", "F4", True))]
    assert "Sifat: sangat segera; centang satu" in said
    for folder, slug in SHIPPED:
        said = [str(w["/TU"]) for _, w in widgets(pdf_of(folder, slug, "F4", True))]
        assert all(said) and len(set(said)) == len(said), "each is said in words of its own"


@pytest.mark.parametrize(("folder", "slug"), SHIPPED)
def test_structure_and_looks(folder: str, slug: str) -> None:
    """Every field is a Form element of the structure and brings its looks, without help from the viewer."""
    with pikepdf.open(io.BytesIO(pdf_of(folder, slug, "F4", True))) as document:
        assert document.check_pdf_syntax() == []
        root = document.Root
        assert "/NeedAppearances" not in root.AcroForm and "/XFA" not in root.AcroForm
        assert not any(key in root for key in ("/OpenAction", "/AA"))
        assert set(root.get("/Names", {}).keys()) <= {"/JavaScript"}, "nothing but the day of today, where it is asked"
        elements = list(_elements(root.StructTreeRoot.K))
        forms = [e for e in elements if e.S == "/Form"]
        assert not [e for e in elements if e.S == "/Link"]
        held = {kid.Obj.objgen for e in forms for kid in e.K}
        widgets = [w for page in document.pages for w in page.obj.get("/Annots", [])]
        assert held == {w.objgen for w in widgets} and len(forms) == len(widgets)
        for widget in widgets:
            assert "/A" not in widget and int(widget.F) == 4
            assert set(widget.get("/AA", {}).keys()) <= {"/V"}, "a script only asks whether an entry fits"
            looks = widget.AP.N
            if isinstance(looks, pikepdf.Stream):
                assert [float(x) for x in looks.BBox][:2] == [0, 0]
            else:
                assert len(looks.keys()) == 2 and "/Off" in looks and widget.AS == "/Off"
        xmp = root.Metadata.read_bytes().decode()
        assert "<pdfuaid:part>1</pdfuaid:part>" in xmp and "pdfaid" not in xmp


def _elements(node: Any) -> Iterator[Any]:
    for element in node if isinstance(node, pikepdf.Array) else [node]:
        if isinstance(element, pikepdf.Dictionary) and "/S" in element:
            yield element
            if "/K" in element:
                yield from _elements(element.K)


def sample(field: Any) -> str:
    """A value to enter: the last choice of a box, else words."""
    if field["/FT"] == "/Btn":
        return str([state for state in field["/_States_"] if state != "/Off"][-1])
    return (
        "1.250"
        if field.get("/Q") == 2
        else 'Rapat & "uji" (é) baris\nkedua'
        if field.get("/Ff", 0) & MULTILINE
        else "Uji é"
    )


@pytest.mark.parametrize(("folder", "slug"), SHIPPED)
def test_filled_and_read_back(folder: str, slug: str) -> None:
    """Filled by one program and read by another, both ways."""
    pdf = pdf_of(folder, slug, "F4", True)
    values = {name: sample(field) for name, field in fields_of(pdf).items()}
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf))
    writer.update_page_form_field_values(list(writer.pages), values, auto_regenerate=False)  # type: ignore[arg-type]
    filled = io.BytesIO()
    writer.write(filled)
    assert {name: str(field["/V"]) for name, field in fields_of(filled.getvalue()).items()} == values
    assert text_of(filled.getvalue()) == text_of(pdf)
    with pikepdf.open(filled) as document:
        assert document.check_pdf_syntax() == []
        found = {name: str(field["/V"]) for name, field in _terminals(document.Root.AcroForm.Fields, "")}
        assert found == values
        for page in document.pages:
            for widget in page.obj.get("/Annots", []):
                looks = widget.AP.N if isinstance(widget.AP.N, pikepdf.Stream) else widget.AP.N[widget.AS]
                assert looks.read_bytes().strip() or widget.AS == "/Off"
        emptied = io.BytesIO()
        for _, field in _terminals(document.Root.AcroForm.Fields, ""):
            if field.FT == "/Tx":
                field.V = "lain"
        document.save(emptied)
    again = fields_of(emptied.getvalue())
    assert all(str(field["/V"]) == "lain" for field in again.values() if field["/FT"] == "/Tx")


def _terminals(fields: Any, above: str) -> Iterator[tuple[str, Any]]:
    for field in fields:
        name = f"{above}{field.T}"
        if "/FT" in field:
            yield name, field
        else:
            yield from _terminals(field.Kids, f"{name}.")


def test_only_one_box_of_a_choice() -> None:
    pdf = pdf_of("examples/dinas-contoh", "berita-acara-penilaian", "F4", True)
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf))
    writer.update_page_form_field_values(list(writer.pages), {"keadaan.2": "/rusak_ringan"}, auto_regenerate=False)  # type: ignore[arg-type]
    made = io.BytesIO()
    writer.write(made)
    states = {(full_name(w), str(w["/AS"])) for _, w in widgets(made.getvalue()) if "/AS" in w}
    assert ("keadaan.2", "/rusak_ringan") in states and ("keadaan.1", "/rusak_ringan") not in states
    assert len([w for _, w in widgets(made.getvalue()) if full_name(w) == "keadaan.2" and w["/AS"] != "/Off"]) == 1


def test_laid_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The print and the one to fill in come from one layout, whichever is asked for first."""
    proyek = sample_forms.project("sop_data")
    both = document_form(proyek, proyek.formulir["notula-rapat"], TANPA_TANDA)
    made: list[str] = []
    real = typesetting._compile
    monkeypatch.setattr(typesetting, "_compile", lambda one, **how: made.append(one.template) or real(one, **how))
    typesetting._with_places.cache_clear()
    printed, fillable = map(typesetting.compile_document, both)
    assert made == ["formulir"]
    typesetting._with_places.cache_clear()
    assert [typesetting.compile_document(one) for one in reversed(both)] == [fillable, printed]


def test_typed_text_is_not_struck_out_by_lines_for_a_pen() -> None:
    """Where the print has several lines, the field is white in a frame: empty, with words, and drawn by a viewer."""
    fields = [{"id": "p", "label": "P", "jenis": "paragraf", "baris": 4}, {"id": "q", "label": "Q"}]
    for usual in ({}, {"bawaan": "Biasa (\\ é"}):
        formulir = sample_forms.make({"isian": [{**fields[0], **usual}, fields[1]]})
        found = fields_of(make_formulir(sample_forms.agency(), formulir, isian=True))
        assert found["p"]["/MK"]["/BG"] == [1] and "/BC" in found["p"]["/MK"]
        assert b"q 1 g" in found["p"]["/AP"]["/N"].get_data()[:5]
        assert "/BG" not in found["q"]["/MK"] and b"1 g" not in found["q"]["/AP"]["/N"].get_data()
        (page,) = plumb(make_formulir(sample_forms.agency(), formulir))
        assert len({round(line["top"]) for line in page.lines if line["dash"] and line["dash"][0]}) == 5


def test_print_and_screen_say_the_same() -> None:
    for folder, slug in SHIPPED:
        assert text_of(pdf_of(folder, slug, "F4")) == text_of(pdf_of(folder, slug, "F4", True))
        assert not any("/Annots" in page for page in read(pdf_of(folder, slug, "F4")).pages)


def test_hostile_words_in_fields() -> None:
    formulir, proyek = sample_forms.hostile()
    pdf = make_formulir(proyek, formulir, isian=True)
    found = fields_of(pdf)
    assert letters(sample_forms.HOSTILE) in letters(found["a"]["/TU"])
    assert "ꦲꦤꦕꦫꦏ" in found["b.2"]["/TU"] and "😀" in found["b.2"]["/TU"], "what is read out is never a box"
    assert {"p.pilihan", "p.lainnya", "q.1", "q.2", "q.lainnya_centang", "q.lainnya", "s.diterima"} <= set(found)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert document.check_pdf_syntax() == []
    pages = read(pdf).pages
    for number, widget in widgets(pdf):
        page = pages[number]
        left, bottom, right, top = (float(edge) for edge in widget["/Rect"])
        assert 0 < left < right < page.mediabox.width and 0 < bottom < top < page.mediabox.height


def test_more_lines_than_a_page_are_two_fields() -> None:
    formulir = sample_forms.make({"isian": [{"id": "p", "label": "Panjang", "jenis": "paragraf", "baris": 40}]})
    assert list(fields_of(make_formulir(sample_forms.agency(kertas="A4"), formulir, isian=True))) == ["p.1", "p.2"]


def test_words_already_printed_have_no_field() -> None:
    table = {
        "id": "t",
        "isi": [{"a": "satu"}, {"a": "dua"}],
        "kolom": [{"id": "a", "label": "A"}, {"id": "b", "label": "B"}],
    }
    found = fields_of(make_formulir(sample_forms.agency(), sample_forms.make({"tabel": table}), isian=True))
    assert sorted(found) == ["b.1", "b.2"]
