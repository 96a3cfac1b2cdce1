"""A sheet of a workbook as places in pt: its cells, and the shapes that lie on them."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from generator.importing.office_xml import OfficeFile, below, child, tag
from generator.importing.outline_shapes import Outline, OutlineKind
from generator.importing.page_boxes import Box
from generator.importing.path_shapes import Piece
from generator.importing.printed_pictures import PrintedPicture
from generator.importing.refused import UnreadableError
from generator.importing.vector_page import PrintedWord

_EMU = 12_700
_MOST_ROWS, _MOST_COLUMNS = 3_000, 120
_CELL = re.compile(r"([A-Z]{1,3})(\d+)")
KINDS: dict[str, OutlineKind] = {
    "rect": "box", "flowChartProcess": "box", "roundRect": "rounded", "flowChartAlternateProcess": "rounded",
    "flowChartTerminator": "capsule", "ellipse": "ellipse", "diamond": "diamond", "flowChartDecision": "diamond",
    "homePlate": "pentagon", "flowChartOffpageConnector": "pentagon", "pentagon": "pentagon",
}  # fmt: skip


@dataclass(slots=True)
class SheetLine:
    """A connector. ``start``, ``end``: ids of the shapes to which it is glued, "" = to none; ``box``, ``flips``: where
    it lies; ``heads``: whether its start and its end have heads."""

    start: str
    end: str
    box: Box
    flips: tuple[bool, bool]
    heads: tuple[bool, bool]


@dataclass(slots=True)
class SheetGrid:
    """A sheet. ``ids``: id of a shape -> its place in ``outlines``."""

    width: float = 0.0
    height: float = 0.0
    words: list[PrintedWord] = field(default_factory=list)
    rules: list[Piece] = field(default_factory=list)
    outlines: list[Outline] = field(default_factory=list)
    ids: dict[str, int] = field(default_factory=dict)
    lines: list[SheetLine] = field(default_factory=list)
    pictures: list[PrintedPicture] = field(default_factory=list)


def sheets_of(file: OfficeFile) -> list[SheetGrid]:
    """The sheets of a workbook that are shown."""
    book = file.part("xl/workbook.xml")
    if book is None:
        raise UnreadableError("rusak: buku kerjanya tidak ditemukan")
    related = file.related("xl/workbook.xml")
    shared = _shared(file)
    dates = _date_styles(file)
    found = []
    for sheet in below(book, "sheet"):
        key = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")
        if sheet.get("state", "visible") == "visible" and key in related:
            found.append(_SheetReader(file, related[key][1], shared, dates).read())
    return found


def _shared(file: OfficeFile) -> list[str]:
    root = file.part("xl/sharedStrings.xml")
    return ["".join(t.text or "" for t in below(one, "t")) for one in (root if root is not None else ())]


def _date_styles(file: OfficeFile) -> set[int]:
    """The numbers of the cell formats that show a number as a day."""
    root = file.part("xl/styles.xml")
    if root is None:
        return set()
    own = {one.get("numFmtId"): one.get("formatCode", "") for one in below(root, "numFmt")}
    formats = child(root, "cellXfs")
    found = set()
    for index, one in enumerate(formats if formats is not None else ()):
        number = one.get("numFmtId", "0")
        code = re.sub(r'"[^"]*"|\[[^\]]*\]', "", own.get(number, "")).lower()
        if number in {"14", "15", "16", "17", "22"} or ("y" in code and "d" in code):
            found.add(index)
    return found


class _SheetReader:
    def __init__(self, file: OfficeFile, part: str, shared: list[str], dates: set[int]) -> None:
        self.file, self.part, self.shared, self.dates = file, part, shared, dates
        self.grid = SheetGrid()
        self.xs: list[float] = [0.0]
        self.ys: list[float] = [0.0]

    def read(self) -> SheetGrid:
        """The sheet."""
        root = self.file.part(self.part)
        if root is None:
            raise UnreadableError("rusak: satu lembarnya tidak ditemukan")
        cells = self._cells(root)
        merged = [_span(one.get("ref", "")) for one in below(root, "mergeCell")]
        last_row = max([row for row, _ in cells] + [span[2] for span in merged if span], default=0)
        last_column = max([column for _, column in cells] + [span[3] for span in merged if span], default=0)
        drawing = next((p for kind, p in self.file.related(self.part).values() if kind == "drawing"), "")
        self._edges(root, min(last_row + 40, _MOST_ROWS), min(last_column + 6, _MOST_COLUMNS))
        self._rules(last_row, last_column, [span for span in merged if span])
        self._words(cells, {(s[0], s[1]): s for s in merged if s})
        if drawing and (drawn := self.file.part(drawing)) is not None:
            for anchor in drawn:
                self._anchor(anchor)
        self.grid.width, self.grid.height = self.xs[-1], self.ys[-1]
        return self.grid

    def _cells(self, root: Element) -> dict[tuple[int, int], str]:
        found: dict[tuple[int, int], str] = {}
        for cell in below(root, "c"):
            place = _CELL.fullmatch(cell.get("r", ""))
            said = self._value(cell)
            if place and said.strip():
                row, column = int(place[2]) - 1, _column(place[1])
                if row >= _MOST_ROWS or column >= _MOST_COLUMNS:
                    raise UnreadableError("lembarnya terlalu besar untuk sebuah SOP")
                found[row, column] = said
        return found

    def _value(self, cell: Element) -> str:
        kind, value = cell.get("t", "n"), child(cell, "v")
        if kind == "inlineStr":
            return "".join(t.text or "" for t in below(cell, "t"))
        said = (value.text or "") if value is not None else ""
        if kind == "s":
            return self.shared[int(said)] if said.isdigit() and int(said) < len(self.shared) else ""
        if kind == "n" and said:
            return _number(said, cell.get("s", "").isdigit() and int(cell.get("s", "0")) in self.dates)
        return "" if kind == "e" else said

    def _edges(self, root: Element, rows: int, columns: int) -> None:
        form = child(root, "sheetFormatPr")
        usual_height = _float(form.get("defaultRowHeight") if form is not None else None, 15.0)
        usual_width = _float(form.get("defaultColWidth") if form is not None else None, 8.43)
        widths = {}
        for one in below(root, "col"):
            for column in range(int(one.get("min", "1")) - 1, min(int(one.get("max", "1")), columns + 1)):
                widths[column] = 0.0 if one.get("hidden") == "1" else _float(one.get("width"), usual_width)
        heights = {
            int(one.get("r", "0")) - 1: 0.0 if one.get("hidden") == "1" else _float(one.get("ht"), usual_height)
            for one in below(root, "row")
        }
        for column in range(columns + 1):
            self.xs.append(self.xs[-1] + (widths.get(column, usual_width) * 7 + 5) * 0.75)
        for row in range(rows + 1):
            self.ys.append(self.ys[-1] + heights.get(row, usual_height))

    def _rules(self, last_row: int, last_column: int, merged: list[tuple[int, int, int, int]]) -> None:
        """The edges of all cells, but for those inside of merged ones."""
        beside = {(r, c) for a, b, y, z in merged for r in range(a, y + 1) for c in range(b + 1, z + 1)}
        under = {(r, c) for a, b, y, z in merged for r in range(a + 1, y + 1) for c in range(b, z + 1)}
        for row in range(last_row + 2):
            for column in range(last_column + 2):
                x, y, right, foot = self.xs[column], self.ys[row], self.xs[column + 1], self.ys[row + 1]
                if row <= last_row and (row, column) not in beside:
                    self.grid.rules.append(Piece((x, y), (x, foot), -1))
                if column <= last_column and (row, column) not in under:
                    self.grid.rules.append(Piece((x, y), (right, y), -1))

    def _words(
        self, cells: dict[tuple[int, int], str], merged: dict[tuple[int, int], tuple[int, int, int, int]]
    ) -> None:
        """The words of a cell, line below line, in the middle of the cell."""
        for (row, column), said in cells.items():
            _, _, last_row, last_column = merged.get((row, column), (row, column, row, column))
            box = Box(self.xs[column], self.ys[row], self.xs[last_column + 1], self.ys[last_row + 1])
            lines = [line for line in re.split(r"[\r\n]+", said) if line.strip()]
            each = box.height / (len(lines) + 1)
            for number, line in enumerate(lines):
                y = box.y0 + each * (number + 0.5)
                words = line.split()
                step = box.width / (len(words) + 1)
                for place, word in enumerate(words):
                    x = box.x0 + step * (place + 0.5)
                    self.grid.words.append(PrintedWord(word, Box(x, y, x + step * 0.6, y + min(each * 0.8, step))))

    def _anchor(self, anchor: Element) -> None:
        start, end = child(anchor, "from"), child(anchor, "to")
        if start is not None:
            x, y = self._point(start)
        else:
            pos = child(anchor, "pos")
            x, y = (int(pos.get(k, "0")) / _EMU for k in ("x", "y")) if pos is not None else (0.0, 0.0)
        if end is not None:
            right, foot = self._point(end)
        else:
            ext = child(anchor, "ext")
            size = [int(ext.get(k, "0")) / _EMU for k in ("cx", "cy")] if ext is not None else [0.0, 0.0]
            right, foot = x + size[0], y + size[1]
        box = Box(min(x, right), min(y, foot), max(x, right), max(y, foot))
        for one in anchor:
            self._shape(one, box)

    def _point(self, place: Element) -> tuple[float, float]:
        def number(name: str) -> int:
            found = child(place, name)
            said = (found.text or "0") if found is not None else "0"
            return int(said) if said.lstrip("-").isdigit() else 0

        column, row = min(number("col"), len(self.xs) - 1), min(number("row"), len(self.ys) - 1)
        return self.xs[column] + number("colOff") / _EMU, self.ys[row] + number("rowOff") / _EMU

    def _shape(self, one: Element, box: Box) -> None:
        kind = tag(one)
        if kind == "grpSp":
            self._group(one, box)
        elif kind == "pic":
            self.grid.pictures.append(PrintedPicture(box))
        elif kind == "cxnSp":
            self._line(one, box)
        elif kind == "sp":
            self._symbol(one, box)

    def _group(self, group: Element, box: Box) -> None:
        """The shapes of a group, where the group puts them."""
        frame = child(group, "grpSpPr", "xfrm")
        off, ext = child(frame, "chOff"), child(frame, "chExt")
        if off is None or ext is None:
            return
        ox, oy = int(off.get("x", "0")), int(off.get("y", "0"))
        sx = box.width / max(int(ext.get("cx", "1")), 1)
        sy = box.height / max(int(ext.get("cy", "1")), 1)
        for one in group:
            place = child(one, "grpSpPr" if tag(one) == "grpSp" else "spPr", "xfrm")
            a, size = child(place, "off"), child(place, "ext")
            if a is None or size is None:
                continue
            x, y = box.x0 + (int(a.get("x", "0")) - ox) * sx, box.y0 + (int(a.get("y", "0")) - oy) * sy
            self._shape(one, Box(x, y, x + int(size.get("cx", "0")) * sx, y + int(size.get("cy", "0")) * sy))

    def _symbol(self, one: Element, box: Box) -> None:
        said = " ".join("".join(t.text or "" for t in below(p, "t")) for p in below(one, "p")).strip()
        properties = child(one, "nvSpPr", "cNvSpPr")
        shape = child(one, "spPr", "prstGeom")
        name = shape.get("prst", "") if shape is not None else ""
        frame = child(one, "spPr", "ln", "noFill") is not None
        if (properties is not None and properties.get("txBox") == "1") or (frame and said):
            if said:
                self.grid.words.append(PrintedWord(said, box))
            return
        if "Arrow" in name or name in ("line", ""):
            self.grid.pictures.append(PrintedPicture(box))  # a drawn arrow without ends: a person must look
            return
        identity = child(one, "nvSpPr", "cNvPr")
        if identity is not None:
            self.grid.ids[identity.get("id", "")] = len(self.grid.outlines)
        self.grid.outlines.append(Outline(KINDS.get(name, "other"), box, box.corners, len(self.grid.outlines)))
        if said:
            x, y = box.middle
            self.grid.words.append(PrintedWord(said, Box(x - 4, y - 3, x + 4, y + 3)))

    def _line(self, one: Element, box: Box) -> None:
        ends = child(one, "nvCxnSpPr", "cNvCxnSpPr")
        glued = [child(ends, name) for name in ("stCxn", "endCxn")]
        frame, stroke = child(one, "spPr", "xfrm"), child(one, "spPr", "ln")
        heads = [
            (found := child(stroke, name)) is not None and found.get("type", "none") != "none"
            for name in ("headEnd", "tailEnd")
        ]
        flips = tuple(frame is not None and frame.get(name) in ("1", "true") for name in ("flipH", "flipV"))
        first, second = (found.get("id", "") if found is not None else "" for found in glued)
        self.grid.lines.append(SheetLine(first, second, box, (flips[0], flips[1]), (heads[0], heads[1])))


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _span(ref: str) -> tuple[int, int, int, int] | None:
    first, _, last = ref.partition(":")
    a, b = _CELL.fullmatch(first), _CELL.fullmatch(last)
    if not a or not b or int(b[2]) > _MOST_ROWS or _column(b[1]) > _MOST_COLUMNS:
        return None
    return int(a[2]) - 1, _column(a[1]), int(b[2]) - 1, _column(b[1])


def _number(said: str, day: bool) -> str:
    value = _float(said, 0.0)
    if day and 20_000 < value < 90_000:
        found = datetime.date(1899, 12, 30) + datetime.timedelta(days=int(value))
        return f"{found.day}/{found.month}/{found.year}"
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else said


def _float(said: str | None, usual: float) -> float:
    try:
        return float(said) if said is not None else usual
    except ValueError:
        return usual
