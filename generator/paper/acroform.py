"""A form that Typst has set, to print and to fill in (AcroForm).

Typst writes no form fields, but it writes links: their rectangle is the place on the page and they stand in the
document's structure in reading order. Each link "isian:<number>" of the form becomes a field with this rectangle, and
its element of the structure becomes a Form, so screen readers find the field where its label is read. In the form to
print neither is left.

A field whose limits a viewer does not know brings a script that checks it (``field_scripts.py``). Every field brings
its own appearance, so viewers need not make one to show the form; what is typed they show in Helvetica, the font that
every viewer has. A document with such fields is no PDF/A: viewers would refuse to write into an archived document.
"""

from __future__ import annotations

import io
import re
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from generator.paper.field_scripts import today_script

SKEMA = "isian:"
"""How the address of a link begins that is a place to fill in."""

_ARCHIVE = re.compile(rb' xmlns:pdfaid="[^"]*"|<pdfaid:(\w+)>[^<]*</pdfaid:\1>')
"""How the metadata say that a document belongs into an archive."""
_MULTILINE, _REQUIRED, _RADIO = 1 << 12, 1 << 1, 1 << 15
"""Flags of fields (ISO 32000-1, 12.7)."""
_PRINT = 4
_NOTHING = " "
"""A look that shows nothing: readers complain of a stream that is empty."""
_TEPI, _GARIS = 0.43, 0.57
"""Grey and width (points) of the frame of a place that has several lines for a pen."""
_CENTANG = "4"
"""The tick in ZapfDingbats, for viewers that draw boxes themselves."""

Bidang = dict[str, Any]
"""A field as ``pdf_fields.PdfField`` writes it."""


def with_fields(pdf: bytes, bidang: list[Bidang]) -> bytes:
    """The PDF with its places to fill in turned into fields, or taken away where there are none. The same input gives
    the same bytes."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        if bidang:
            _leave_archive(document)
            _FieldLayer(document, bidang).run()
        else:
            _take_places_away(document)
        made = io.BytesIO()
        document.save(made, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return made.getvalue()


def _take_places_away(document: pikepdf.Pdf) -> None:
    """Nothing is left of the links, neither on the pages nor in the structure."""
    parents = pikepdf.NumberTree(document.Root.StructTreeRoot.ParentTree)
    for page in document.pages:
        for link in page.obj.get("/Annots", ()):
            element = parents[int(link.StructParent)]
            del parents[int(link.StructParent)]
            above = element.P
            above.K = Array(kid for kid in above.K if isinstance(kid, int) or kid.objgen != element.objgen)
        if "/Annots" in page.obj:
            del page.obj.Annots


def _leave_archive(document: pikepdf.Pdf) -> None:
    """The document says no more that it is PDF/A."""
    del document.Root.OutputIntents
    document.Root.Metadata.write(_ARCHIVE.sub(b"", document.Root.Metadata.read_bytes()))


class _FieldLayer:
    def __init__(self, document: pikepdf.Pdf, bidang: list[Bidang]) -> None:
        self._pdf = document
        self._bidang = bidang
        self._levels: dict[str, pikepdf.Object] = {}
        self._looks: dict[tuple[str, float, float], pikepdf.Object] = {}
        self._parents = pikepdf.NumberTree(document.Root.StructTreeRoot.ParentTree)
        self._fields = Array()
        self._scripts: dict[str, pikepdf.Object] = {}

    def run(self) -> None:
        """Every link becomes a widget in the order of the pages, which is the order of reading."""
        for page in self._pdf.pages:
            page.obj.Tabs = Name.S
            for link in list(page.obj.get("/Annots", Array())):
                self._widget(link, self._bidang[int(str(link.A.URI).removeprefix(SKEMA))])
                link.P = page.obj
                self._structure(link)
        if today := [field["nama"] for field in self._bidang if field["hari_ini"]]:
            named = Array([String("hari-ini"), self._script(today_script(today))])
            self._pdf.Root.Names = self._pdf.Root.get("/Names", Dictionary())
            self._pdf.Root.Names.JavaScript = Dictionary(Names=named)
        self._pdf.Root.AcroForm = self._pdf.make_indirect(
            Dictionary(Fields=self._fields, DA=String("/Helv 0 Tf 0 g"), DR=self._resources())
        )

    def _script(self, text: str) -> pikepdf.Object:
        """The action that runs a script, each once in the file."""
        if text not in self._scripts:
            self._scripts[text] = self._pdf.make_indirect(Dictionary(S=Name.JavaScript, JS=String(text)))
        return self._scripts[text]

    def _resources(self) -> pikepdf.Object:
        def font(name: str, **more: Any) -> pikepdf.Object:
            made = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name(f"/{name}"), **more)
            return self._pdf.make_indirect(made)

        fonts = Dictionary(Helv=font("Helvetica", Encoding=Name.WinAnsiEncoding), ZaDb=font("ZapfDingbats"))
        return Dictionary(Font=fonts)

    def _widget(self, link: pikepdf.Object, bidang: Bidang) -> None:
        """``link`` becomes the widget of a field, or one box of a group."""
        for key in ("/A", "/Border", "/Contents"):
            if key in link:
                del link[key]
        link.Subtype = Name.Widget
        link.F = _PRINT
        link.TU = String(bidang["keterangan"])
        if bidang["jenis"] == "pilihan":
            self._radio(link, bidang)
            return
        self._attach(link, bidang["nama"])
        if bidang["jenis"] == "centang":
            link.FT = Name.Btn
            self._box(link, bidang["nilai"])
            link.V = self._ticked(link, bidang)
        else:
            self._text(link, bidang)
        if bidang["wajib"]:
            link.Ff = int(link.get("/Ff", 0)) | _REQUIRED

    def _attach(self, field: pikepdf.Object, nama: str) -> None:
        """Give a field its name, below the levels that the name has; those that are missing are made."""
        above, _, own = nama.rpartition(".")
        field.T = String(own)
        if not above:
            self._fields.append(field)
            return
        if above not in self._levels:
            self._levels[above] = self._pdf.make_indirect(Dictionary(Kids=Array()))
            self._attach(self._levels[above], above)
        field.Parent = self._levels[above]
        field.Parent.Kids.append(field)

    def _text(self, link: pikepdf.Object, bidang: Bidang) -> None:
        link.FT = Name.Tx
        # Size 0: the viewer takes the size at which the words fit.
        link.DA = String("/Helv 0 Tf 0 g")
        if bidang["jenis"] == "paragraf":
            link.Ff = _MULTILINE
        if bidang["jenis"] == "angka":
            link.Q = 2
        if bidang["maks"]:
            link.MaxLen = bidang["maks"]
        link.MK = Dictionary()
        width, height = _size(link)
        ground = ""
        if bidang["bergaris"]:
            link.MK, link.BS = Dictionary(BG=Array([1]), BC=Array([_TEPI])), Dictionary(W=_GARIS)
            ground = _frame(width, height)
        link.AP = Dictionary(N=self._look(f"{ground}/Tx BMC EMC", width, height))
        if bidang["skrip"]:
            link.AA = Dictionary(V=self._script(bidang["skrip"]))
        if bidang["isi"]:
            link.V = link.DV = String(bidang["isi"])
            written = ground + _written(bidang["isi"], width, height, number=bidang["jenis"] == "angka")
            link.AP.N = self._stream(written, width, height, self._resources())

    def _radio(self, link: pikepdf.Object, bidang: Bidang) -> None:
        """One box of a group: the group is the field, made with its first box."""
        nama = bidang["nama"]
        if nama not in self._levels:
            made = Dictionary(FT=Name.Btn, V=Name.Off, Kids=Array(), TU=String(bidang["kelompok"]))
            made.Ff = _RADIO | (_REQUIRED if bidang["wajib"] else 0)
            self._levels[nama] = self._pdf.make_indirect(made)
            self._attach(self._levels[nama], nama)
        group = self._levels[nama]
        group.Kids.append(link)
        link.Parent = group
        self._box(link, bidang["nilai"])
        if bidang["isi"]:
            group.V = group.DV = self._ticked(link, bidang)

    def _ticked(self, link: pikepdf.Object, bidang: Bidang) -> pikepdf.Object:
        """The value of a box, ticked where it says something already."""
        if bidang["isi"]:
            link.AS = Name(f"/{bidang['nilai']}")
        return link.AS

    def _box(self, link: pikepdf.Object, value: str) -> None:
        width, height = _size(link)
        tick = self._look(_tick(width, height), width, height)
        link.AP = Dictionary(N=Dictionary({f"/{value}": tick, "/Off": self._look(_NOTHING, width, height)}))
        link.AS = Name.Off
        link.MK = Dictionary(CA=String(_CENTANG))
        link.DA = String("/ZaDb 0 Tf 0 g")

    def _look(self, content: str, width: float, height: float) -> pikepdf.Object:
        # A look without strokes fits any size.
        key = (content, width, height) if content.startswith("q") else (content, 1.0, 1.0)
        if key not in self._looks:
            self._looks[key] = self._stream(content, *key[1:], Dictionary())
        return self._looks[key]

    def _stream(self, content: str, width: float, height: float, resources: pikepdf.Object) -> pikepdf.Object:
        stream: pikepdf.Object = self._pdf.make_stream(content.encode("cp1252", "replace"))
        stream.Type, stream.Subtype = Name.XObject, Name.Form
        stream.BBox = Array([0, 0, width, height])
        stream.Resources = resources
        return stream

    def _structure(self, link: pikepdf.Object) -> None:
        """The element that holds the place becomes a Form element."""
        element = self._parents[int(link.StructParent)]
        if Name.Link == element.S:
            element.S = Name.Form


def _size(link: pikepdf.Object) -> tuple[float, float]:
    left, bottom, right, top = (float(edge) for edge in link.Rect)
    return round(right - left, 2), round(top - bottom, 2)


def _frame(width: float, height: float) -> str:
    """A white ground in a thin frame."""
    inner = f"{_GARIS / 2} {_GARIS / 2} {width - _GARIS:.2f} {height - _GARIS:.2f} re"
    return f"q 1 g {_TEPI} G {_GARIS} w {inner} B Q "


def _written(text: str, width: float, height: float, *, number: bool) -> str:
    """What a line says already."""
    shown = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    size = min(10.0, height * 0.7)
    low = (height - size * 0.7) / 2
    # Digits of Helvetica are all alike, so a number can stand at its edge.
    left = width - 2 - size * sum(0.278 if letter in ",.-" else 0.556 for letter in text) if number else 2.0
    return f"/Tx BMC q BT /Helv {size:.2f} Tf 0 g {left:.2f} {low:.2f} Td ({shown}) Tj ET Q EMC"


def _tick(width: float, height: float) -> str:
    """A tick as a pen draws it."""
    points = [(0.18, 0.52), (0.42, 0.22), (0.86, 0.84)]
    path = " ".join(f"{x * width:.2f} {y * height:.2f} {'m' if i == 0 else 'l'}" for i, (x, y) in enumerate(points))
    return f"q 0 G 1 J 1 j {min(width, height) * 0.11:.2f} w {path} S Q"
