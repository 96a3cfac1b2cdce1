"""SOPs drawn by other means than our renderer: bare PDF operators, in the styles that office programs leave.

``filled``: lines are thin filled polygons, an arrow is one path of a line and a triangle, capsules are polygons.
``stroked``: lines are strokes, heads are paths of their own, capsules are curves.
"""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import pikepdf
from PIL import Image

Point = tuple[float, float]
Place = tuple[float, float, float, float]


@dataclass
class DrawnRow:
    """A row: its text, its symbol's column and kind."""

    uraian: str
    column: int
    kind: str = "proses"
    waktu: str = "1 jam"


@dataclass
class DrawnSop:
    """A document. ``links``: from row, to row, label; ``order``: the columns, left to right; ``beside``: the identity
    stands on the page of the table; ``chart``: draws the symbols and the links instead, from the middle and the size of
    each row's symbol; ``front``: draws the identity instead. Where the head of ``no`` is "", that of the uraian
    reaches over it."""

    rows: list[DrawnRow]
    actors: list[str]
    links: list[tuple[int, int, str]]
    style: str = "filled"
    rotate: int = 0
    order: Sequence[str] = ("no", "uraian", "actors", "kelengkapan", "waktu", "output", "keterangan")
    heads: dict[str, str] = field(default_factory=dict)
    group: str = ""
    beside: bool = False
    numbered: bool = False
    row_height: float = 44.0
    chart: Callable[[Pen, list[Place]], None] | None = None
    front: Callable[[Pen], None] | None = None


WIDTHS = {
    "no": 24.0,
    "uraian": 150.0,
    "kelengkapan": 70.0,
    "waktu": 50.0,
    "output": 70.0,
    "keterangan": 50.0,
    "biaya": 50,
}
HEADS = {"no": "No", "uraian": "Kegiatan", "kelengkapan": "Kelengkapan", "waktu": "Waktu", "output": "Output",
         "keterangan": "Ket.", "biaya": "Biaya"}  # fmt: skip


class Pen:
    """Writes the operators of a page; y runs downwards from the top."""

    def __init__(self, style: str, height: float) -> None:
        self.style, self.height, self.out = style, height, ["0 g 0 G 0.7 w"]
        self.pictures: list[Image.Image] = []

    def raw(self, operators: str) -> None:
        """Operators as they are."""
        self.out.append(operators)

    def stroke(self, *parts: Sequence[Point]) -> None:
        """One path of open lines."""
        said = [
            " ".join(f"{x:.2f} {self.height - y:.2f} {'m' if i == 0 else 'l'}" for i, (x, y) in enumerate(part))
            for part in parts
        ]
        self.out.append(" ".join([*said, "S"]))

    def picture(self, image: Image.Image, box: tuple[float, float, float, float]) -> None:
        """A picture in a box (left, top, right, bottom); what is transparent in it stays so."""
        a, b, c, d = box
        self.out.append(f"q {c - a:.2f} 0 0 {d - b:.2f} {a:.2f} {self.height - d:.2f} cm /I{len(self.pictures)} Do Q")
        self.pictures.append(image)

    def polygon(self, *parts: Sequence[Point], fill: bool = True) -> None:
        """One path of several closed sub-paths."""
        said = []
        for part in parts:
            said += [f"{x:.2f} {self.height - y:.2f} {'m' if i == 0 else 'l'}" for i, (x, y) in enumerate(part)] + ["h"]
        self.out.append(" ".join([*said, "f" if fill else "S"]))

    def rule(self, a: Point, b: Point) -> None:
        """A straight line of a table."""
        self.line([a, b])

    def line(self, points: Sequence[Point], head: bool = False) -> None:
        """A line of the flow, with a head at its end or without."""
        if self.style == "stroked":
            said = [f"{x:.2f} {self.height - y:.2f} {'m' if i == 0 else 'l'}" for i, (x, y) in enumerate(points)]
            self.out.append(" ".join([*said, "S"]))
            if head:
                self.polygon(_triangle(points[-2], points[-1]))
            return
        end = points
        if head:  # the line ends in the triangle
            (ax, ay), (bx, by) = points[-2:]
            size = math.dist((ax, ay), (bx, by))
            end = [*points[:-1], (bx - (bx - ax) / size * 4, by - (by - ay) / size * 4)]
        self.polygon(_band(end, 0.35), *([_triangle(points[-2], points[-1])] if head else []))

    def symbol(self, kind: str, x: float, y: float, width: float, height: float) -> None:
        """A symbol around a middle."""
        self._outline(symbol_points(kind, (x, y, width, height)))

    def _outline(self, points: Sequence[Point]) -> None:
        if self.style == "stroked":
            self.polygon(points, fill=False)
            return
        x, y = sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points)
        inner = [(px + (x - px) / abs(x - px or 1) * 0.6, py + (y - py) / abs(y - py or 1) * 0.6) for px, py in points]
        self.polygon(points, inner[::-1])

    def text(self, x: float, y: float, said: str, size: float = 7.0) -> None:
        """A line of words; y is its baseline."""
        plain = said.encode("cp1252").decode("latin-1").replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        self.out.append(f"BT /F1 {size} Tf {x:.2f} {self.height - y:.2f} Td ({plain}) Tj ET")

    def words(self, x: float, y: float, width: float, said: str, size: float = 7.0) -> None:
        """Words in lines of about a width."""
        line = ""
        for word in said.split():
            if line and len(line) + len(word) + 1 > width / (size * 0.55):
                self.text(x, y, line, size)
                line, y = word, y + size * 1.2
            else:
                line = f"{line} {word}".strip()
        self.text(x, y, line, size)


def symbol_points(kind: str, place: Place) -> list[Point]:
    """The corners of a symbol; the bends of a capsule have many."""
    x, y, width, height = place
    a, b, c, d = x - width / 2, y - height / 2, x + width / 2, y + height / 2
    if kind == "proses":
        return [(a, b), (c, b), (c, d), (a, d)]
    if kind == "keputusan":
        return [(a, y), (x, b), (c, y), (x, d)]
    if kind == "halaman":
        return [(a, b), (c, b), (c, d - height * 0.3), (x, d), (a, d - height * 0.3)]
    r = height / 2
    right = [(c - r + r * math.sin(t), y - r * math.cos(t)) for t in (math.pi * i / 12 for i in range(13))]
    left = [(a + r - r * math.sin(t), y + r * math.cos(t)) for t in (math.pi * i / 12 for i in range(13))]
    return [*right, *left]


def _triangle(a: Point, b: Point) -> list[Point]:
    size = math.dist(a, b) or 1.0
    ux, uy = (b[0] - a[0]) / size, (b[1] - a[1]) / size
    back = (b[0] - 5 * ux, b[1] - 5 * uy)
    return [b, (back[0] - 2.4 * uy, back[1] + 2.4 * ux), (back[0] + 2.4 * uy, back[1] - 2.4 * ux)]


def _band(points: Sequence[Point], half: float) -> list[Point]:
    """A thin polygon along a line with right angles."""
    left, right = [], []
    for i, (x, y) in enumerate(points):
        dx = dy = 0.0
        for a, b in pairwise(points[max(i - 1, 0) : i + 2]):
            size = math.dist(a, b)
            dx, dy = dx - (b[1] - a[1]) / size, dy + (b[0] - a[0]) / size
        left.append((x + dx * half, y + dy * half))
        right.append((x - dx * half, y - dy * half))
    return [*left, *right[::-1]]


def draw_sop(sop: DrawnSop) -> bytes:
    """The PDF."""
    width, height = 842.0, 120 + (190 if sop.beside else 0) + sop.row_height * len(sop.rows)
    table = Pen(sop.style, height)
    top = 30.0
    pages: list[tuple[Pen, float, float]] = []
    if sop.beside:
        identity(table, 30, top)
        top += 190
    else:
        front = Pen(sop.style, 595)
        if sop.front is not None:
            sop.front(front)
        else:
            identity(front, 30, 30)
        pages.append((front, width, 595))
    _table(table, sop, top)
    pages.append((table, width, height))
    return _pdf(pages, sop.rotate)


_FIELDS = (
    ("Nomor SOP", "SOP-7/UJI/2030"), ("Tanggal Pembuatan", "3 Maret 2030"), ("Tanggal Revisi", "-"),
    ("Tanggal Efektif", "17 Agustus 2030"), ("Nama SOP", "Meminjamkan Alat Ukur"),
)  # fmt: skip
_BOXES = (
    (("Dasar Hukum", "1. Peraturan Uji Nomor 4 Tahun 2029"), ("Kualifikasi Pelaksana", "Teliti")),
    (("Peringatan", "Alat tidak boleh basah"), ("Pencatatan dan Pendataan", "Buku pinjam")),
)


def identity(pen: Pen, x: float, y: float) -> None:
    """The identity of the made-up SOP: rows of label and value, then boxes."""
    for label, value in _FIELDS:
        for a, b in ((x, x + 120), (x + 120, x + 420)):
            _cell(pen, a, y, b, y + 16)
        pen.text(x + 3, y + 11, label)
        pen.text(x + 123, y + 11, value)
        y += 16
    for left, right in _BOXES:
        for place, (label, value) in enumerate((left, right)):
            a = x + place * 210
            _cell(pen, a, y, a + 210, y + 34)
            pen.text(a + 3, y + 10, f"{label} :")
            pen.text(a + 3, y + 24, value)
        y += 34


def _cell(pen: Pen, a: float, b: float, c: float, d: float) -> None:
    for start, end in (((a, b), (c, b)), ((a, d), (c, d)), ((a, b), (a, d)), ((c, b), (c, d))):
        pen.rule(start, end)


def _table(pen: Pen, sop: DrawnSop, top: float) -> None:
    spans, x = {}, 30.0
    room = 780 - sum(WIDTHS[name] for name in sop.order if name != "actors")
    for name in sop.order:
        if name == "actors":
            each = room / len(sop.actors)
            for index in range(len(sop.actors)):
                spans[f"a{index}"] = (x, x + each)
                x += each
        else:
            spans[name] = (x, x + WIDTHS[name])
            x += WIDTHS[name]
    end, below = x, top + 40
    _head(pen, sop, spans, top, below)
    if sop.numbered:
        for number, (a, b) in enumerate(spans.values(), 1):
            _cell(pen, a, below, b, below + 12)
            pen.text((a + b) / 2 - 2, below + 9, f"({number})", 6)
        below += 12
    y = below
    for number, row in enumerate(sop.rows, 1):
        for name, (a, b) in spans.items():
            _cell(pen, a, y, b, y + sop.row_height)
            said = {"no": str(number), "uraian": row.uraian, "waktu": row.waktu, "kelengkapan": "Berkas", "biaya": "-",
                    "output": f"Hasil {number}", "keterangan": ""}.get(name, "")  # fmt: skip
            if said:
                pen.words(a + 2, y + 10, b - a - 4, said)
        y += sop.row_height
    pen.rule((30, y), (end, y))
    _flow(pen, sop, spans, below)


def _head(pen: Pen, sop: DrawnSop, spans: dict[str, tuple[float, float]], top: float, below: float) -> None:
    actors = [spans[f"a{i}"] for i in range(len(sop.actors))]
    first, last = actors[0][0], actors[-1][1]
    quality = [name for name in sop.order if name in ("kelengkapan", "waktu", "output", "biaya")]
    q1, q2 = spans[quality[0]][0], spans[quality[-1]][1]
    for name in ("no", "uraian", "keterangan"):
        if name in spans and (name != "no" or sop.heads.get(name) != ""):
            a, b = spans[name]
            a = spans["no"][0] if name == "uraian" and sop.heads.get("no") == "" else a
            _cell(pen, a, top, b, below)
            pen.text(a + 3, top + 22, sop.heads.get(name, HEADS[name]))
    for a, b, said in ((first, last, "Pelaksana"), (q1, q2, "Mutu Baku")):
        _cell(pen, a, top, b, top + 12)
        pen.text((a + b) / 2 - 15, top + 9, said)
    for name in quality:
        a, b = spans[name]
        _cell(pen, a, top + 12, b, below)
        pen.text(a + 3, top + 26, sop.heads.get(name, HEADS[name]))
    grouped = 2 if sop.group and len(actors) > 2 else 0
    if grouped:
        _cell(pen, actors[0][0], top + 12, actors[grouped - 1][1], top + 24)
        pen.text(actors[0][0] + 3, top + 21, sop.group)
    for index, (a, b) in enumerate(actors):
        _cell(pen, a, top + (24 if index < grouped else 12), b, below)
        pen.words(a + 2, top + 33, b - a - 4, sop.actors[index], 6)


def _flow(pen: Pen, sop: DrawnSop, spans: dict[str, tuple[float, float]], below: float) -> None:
    places = []
    for number, row in enumerate(sop.rows):
        a, b = spans[f"a{row.column}"]
        x, y = (a + b) / 2, below + sop.row_height * (number + 0.5)
        width, height = min(34.0, (b - a) * 0.55), 17.0
        places.append((x, y, width, height))
        if sop.chart is None:
            pen.symbol(row.kind, x, y, width, height)
    if sop.chart is not None:
        sop.chart(pen, places)
        return
    for points, label, at in ways(sop, places):
        pen.line(points, head=True)
        if label:
            pen.text(*at, label, 6)


def ways(sop: DrawnSop, places: Sequence[Place], beside: float = 2.5) -> list[tuple[list[Point], str, Point]]:
    """The links as lines with right angles, each with its label and where that stands. ``beside``: how far from the
    border of its row a line runs."""
    found: list[tuple[list[Point], str, Point]] = []
    lane = 0
    for a, b, label in sop.links:
        (x, y, w, h), (u, v, uw, uh) = places[a], places[b]
        if b > a:
            gutter = y + sop.row_height / 2 + beside
            points = [(x, y + h / 2), (u, v - uh / 2)] if x == u and b == a + 1 else [
                (x, y + h / 2), (x, gutter), (u, gutter), (u, v - uh / 2)]  # fmt: skip
            found.append((points, label, (x + 3, y + h / 2 + 8)))
        else:
            lane += 1
            side = 30 + sum(WIDTHS[name] for name in sop.order[: list(sop.order).index("actors")]) + 2.5 + 3.2 * lane
            points = [(x - w / 2, y), (side, y), (side, v), (u - uw / 2, v)]
            found.append((points, label, (x - w / 2 - 4 - 3.2 * len(label), y - 2)))
    return found


def _image(pdf: pikepdf.Pdf, image: Image.Image) -> pikepdf.Stream:
    """A picture with its transparency as a mask."""
    common = {"Type": pikepdf.Name.XObject, "Subtype": pikepdf.Name.Image, "Width": image.width,
              "Height": image.height, "BitsPerComponent": 8}  # fmt: skip
    mask = pdf.make_stream(image.getchannel("A").tobytes(), **common, ColorSpace=pikepdf.Name.DeviceGray)
    return pdf.make_stream(image.convert("RGB").tobytes(), **common, ColorSpace=pikepdf.Name.DeviceRGB, SMask=mask)


def _pdf(pages: Sequence[tuple[Pen, float, float]], rotate: int) -> bytes:
    with pikepdf.new() as pdf:
        font = pdf.make_indirect(pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica,
            Encoding=pikepdf.Name.WinAnsiEncoding))  # fmt: skip
        for pen, width, height in pages:
            content = "\n".join(pen.out)
            if rotate:  # drawn lying down, and turned back by the viewer
                turn = {90: f"0 1 -1 0 {height} 0", 180: f"-1 0 0 -1 {width} {height}", 270: f"0 -1 1 0 0 {width}"}[
                    rotate
                ]
                content = f"q {turn} cm {content} Q"
            size = (height, width) if rotate in (90, 270) else (width, height)
            pdf.add_blank_page(page_size=size)
            page = pdf.pages[-1]
            page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font), XObject=pikepdf.Dictionary(
                {f"/I{n}": _image(pdf, image) for n, image in enumerate(pen.pictures)}))  # fmt: skip
            page.Contents = pdf.make_stream(content.encode("latin-1"))
            if rotate:
                page.Rotate = rotate
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()
