"""The identity of an SOP: its number, dates, title, who signs, and the boxes below, beside or above the table."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.data.base import is_month
from generator.importing.box_lists import list_lines
from generator.importing.cell_text import TextLine, overprinted, paragraphs, squeezed
from generator.importing.identity_labels import BOXES, FIELDS, after_label, any_label, bare_label, unfolded
from generator.importing.inner_record import DocumentRead, Doubt, Reading
from generator.importing.page_boxes import Box
from generator.importing.ruled_cells import RuledPage
from generator.importing.table_heads import TableHead
from generator.importing.vector_page import PrintedWord, VectorPage

DATES = ("pembuatan", "revisi", "efektif")
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("januari jan january", "februari feb pebruari february", "maret mar march", "april apr", "mei may",
         "juni jun june", "juli jul july", "agustus agu ags agt august aug", "september sep sept",
         "oktober okt october oct", "november nov nopember", "desember des december dec"), 1)
    for name in names.split()
}  # fmt: skip
"""Also in English, as a program of that language writes them."""
_DAY = re.compile(r"(\d{1,2})\s*(?:[-/. ]\s*)?([A-Za-z]+)\.?\s*(?:[-/. ]\s*)?(\d{4})")
_DIGITS = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4})")
_UNSET = {"belumditetapkan", "belumdiisi", "belumada"}
"""What is written for something that is not there yet."""
_REVISION = re.compile(r"(.+?)\s*\(revisi (\d{1,3})\)", re.IGNORECASE)
_SEVERAL = re.compile(r":|\b(?:tanggal|tgl|disahkan|nama)\b", re.IGNORECASE)
"""What no number of an SOP has: the label of another field."""
_NIP = re.compile(r"nip\b\s*[.:]*\s*(?=\d)", re.IGNORECASE)
_DOUBLED = 6.0
"""Rules so near to each other (pt) are one that is drawn twice."""
_MARK = re.compile(r"^\(?(\d{1,2})[.),]\s*")


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell with its lines. ``page``: from 1; ``apart``: its values do not stand beside their labels."""

    page: int
    box: Box
    lines: tuple[TextLine, ...]
    mixed: bool = False
    apart: bool = False


def read_identity(
    record: DocumentRead, ruled: Sequence[RuledPage], pages: Sequence[VectorPage], heads: Sequence[TableHead | None]
) -> None:
    """Find every field and box that the pages before the table have; what is not found stays empty."""
    cells = [cell for index, page in enumerate(ruled) for cell in _cells(page, pages[index], heads[index], index + 1)]
    for name, labels in FIELDS.items():
        found = _value(cells, labels)
        if found is not None:
            _keep(record, name, *found)
    taken: list[_Cell] = []
    for name, labels in BOXES.items():
        box = _box(cells, labels)
        if box is not None and not any(box[1] is one for one in taken if name == "maksud_tujuan"):
            _keep_list(record, name, *box)
            taken.append(box[1])
    _printed_over(record, cells)
    for cell in cells:
        if cell.apart:
            record.doubt(Doubt("tanggal", "Label dan isinya tidak sebaris", "Di dokumen asal sebuah label terlipat, "
                               "sehingga isi di sampingnya bergeser; dipasangkan menurut urutannya.", page=cell.page,
                               box=cell.box, guess=True))  # fmt: skip
    for name, title in (("nomor", "Nomor"), ("judul", "Judul")):
        if name not in record.identity:
            record.doubt(Doubt(name, f"{title} tidak ditemukan", "Tidak terbaca di dokumen asal; dibiarkan kosong."
                               if name == "nomor" else "Judul diambil dari nama berkas."))  # fmt: skip


def _printed_over(record: DocumentRead, cells: Sequence[_Cell]) -> None:
    """A box whose words lie over each other was cut off in the source; what was read of it may be mixed."""
    for name, reading in [*record.boxes.items(), *record.identity.items()]:
        cell = next((one for one in cells if one.box == reading.box and one.page == reading.page), None)
        if cell is not None and cell.mixed:
            part = {"pejabat": "pengesahan", "nama": "pengesahan", "nip": "pengesahan"}.get(name, name)
            part = "tanggal" if name in DATES else part
            record.doubt(Doubt(part, "Tulisan bertumpuk", "Di dokumen asal tulisan di kotak ini saling menimpa; "
                               "periksa isinya.", page=cell.page, box=cell.box))  # fmt: skip


def _cells(page: RuledPage, seen: VectorPage, head: TableHead | None, number: int) -> list[_Cell]:
    """The words above the table, cell by cell; those outside of any cell are one."""
    grouped: list[tuple[Box, list[PrintedWord]]] = []
    for word in page.words:
        if head is not None and word.box.middle[1] > head.top:
            continue
        box = page.cell(*word.box.middle) or Box(0, 0, seen.width, seen.height)
        own = next((words for other, words in grouped if _same_cell(box, other)), None)
        if own is None:
            grouped.append((box, own := []))
        own.append(word)
    cells = [_cell(number, box, words) for box, words in grouped]
    # What stands in no cell comes last: a foot that repeats the number is not where it is stated.
    return sorted(cells, key=lambda cell: cell.box.width >= seen.width)


def _cell(number: int, box: Box, words: list[PrintedWord]) -> _Cell:
    lines, apart = unfolded(list_lines(words))
    return _Cell(number, box, tuple(lines), overprinted(words), apart)


def _same_cell(one: Box, other: Box) -> bool:
    """Whether two cells are one, whose edge is drawn twice in parts."""
    return all(abs(a - b) < _DOUBLED for a, b in zip(one, other, strict=True))


def _value(cells: Sequence[_Cell], labels: Sequence[str]) -> tuple[list[TextLine], str, _Cell] | None:
    """The lines of a field: behind its label, else in the cell beside, else in the one below."""
    for cell in cells:
        for index, line in enumerate(cell.lines):
            rest = after_label(line.text, labels)
            if rest is None or (not rest and len(line.text) > 60):
                continue
            behind: list[TextLine] = []
            for other in cell.lines[index + 1 :]:
                if any_label(other.text) or (behind and _gap(behind[-1], other) and labels != FIELDS["pengesahan"]):
                    break
                behind.append(other)
            if rest or behind:
                return behind, rest, cell
            beside = _neighbour(cells, cell, line.box.middle[1])
            return (_level_with(cell, index, beside), "", beside) if beside else ([], "", cell)
    return None


def _level_with(cell: _Cell, index: int, beside: _Cell) -> list[TextLine]:
    """The lines beside a label: of a cell that has the values of several labels, those down to the next one."""
    others = [line.box.y0 for line in cell.lines if any_label(line.text)]
    top = cell.lines[index].box.y0
    above, below = any(y < top for y in others), min((y for y in others if y > top), default=beside.box.y1)
    if not above and len(others) == 1:
        return list(beside.lines)
    return [line for line in beside.lines if (top if above else 0) <= line.box.middle[1] < below]


def _gap(above: TextLine, below: TextLine) -> bool:
    return below.box.y0 - above.box.y1 > 1.2 * above.box.height


def _neighbour(cells: Sequence[_Cell], cell: _Cell, y: float) -> _Cell | None:
    right = [
        one for one in cells
        if one.page == cell.page and one.box.x0 > cell.box.x1 - 3 and one.box.y0 - 1 <= y <= one.box.y1 + 1
    ]  # fmt: skip
    right = [one for one in right if not (len(one.lines) == 1 and one.lines[0].text.strip() == ":")]
    return min(right, key=lambda one: one.box.x0, default=None)


def _box(cells: Sequence[_Cell], labels: Sequence[str]) -> tuple[list[TextLine], _Cell] | None:
    """The lines of a box: below its label in the same cell, else in the cell below; a box beside another one with the
    label to its left is found too."""
    for cell in cells:
        for index, line in enumerate(cell.lines):
            rest = after_label(line.text, labels)
            if rest is None or (rest and index > 0 and len(rest) > 3):
                continue
            behind = []
            for other in cell.lines[index + 1 :]:
                if any_label(other.text) and other.text.rstrip().endswith(":"):
                    break
                behind.append(other)
            if rest:
                behind.insert(0, TextLine(rest, line.box, line.first))
            if behind:
                return behind, cell
            below = [
                one for one in cells
                if one.page == cell.page and abs(one.box.y0 - cell.box.y1) < 3
                and min(one.box.x1, cell.box.x1) - max(one.box.x0, cell.box.x0) > 0.6 * cell.box.width
            ]  # fmt: skip
            if below:
                lines = [] if any(bare_label(text.text) for text in below[0].lines[:1]) else list(below[0].lines)
                return lines, below[0]
            return [], cell
    return None


def _keep(record: DocumentRead, name: str, lines: list[TextLine], rest: str, cell: _Cell) -> None:
    if name != "pengesahan":
        _keep_slid_nip(record, [] if rest else lines[:1], cell)
        lines = [line for line in lines if rest or not _NIP.match(line.text)]
    said = " ".join([rest, *(line.text for line in lines)] if rest else [line.text for line in lines]).strip()
    if squeezed(said) in _UNSET:
        return
    reading = Reading(said, cell.page, cell.box, "wajar", "di samping labelnya")
    if name == "pengesahan":
        _keep_approval(record, rest, lines, reading)
        return
    if name in DATES:
        _keep_date(record, name, reading)
        return
    if name == "nomor" and _SEVERAL.search(said):
        record.doubt(Doubt("nomor", "Nomor belum pasti", f"Terbaca \"{said[:80]}\"; mungkin memuat isi lain.",
                           page=cell.page, box=cell.box, guess=True))  # fmt: skip
    if name == "judul" and said.startswith('"') and said.endswith('"'):
        reading.text = said.strip('"')
    if said:
        record.identity[name] = reading


def _keep_slid_nip(record: DocumentRead, lines: list[TextLine], cell: _Cell) -> None:
    """A NIP that slid into the cell below is that of who signs."""
    for line in lines:
        if (found := _NIP.match(line.text)) and "nip" not in record.identity:
            record.identity["nip"] = Reading(line.text[found.end() :].strip(), cell.page, cell.box, "wajar", "di bawah")


def _keep_date(record: DocumentRead, name: str, reading: Reading) -> None:
    if not reading.text:
        return
    if re.fullmatch(r"[-–—]+", reading.text):
        if name == "revisi":
            record.identity[name] = Reading("-", reading.page, reading.box, "tepat", "strip")
        return
    if name == "revisi" and (counted := _REVISION.fullmatch(reading.text)):
        reading.text = counted[1]
        record.identity["nomor_revisi"] = Reading(
            counted[2], reading.page, reading.box, "wajar", "di belakang tanggalnya"
        )
    day, month = written_day(reading.text), " ".join(reading.text.split())
    if day is None and is_month(month):
        record.identity[name] = Reading(month, reading.page, reading.box, "wajar", reading.text)
        return
    if day is None:
        record.doubt(Doubt("tanggal", f"Tanggal {name} belum pasti",
                           f"Di dokumen asal tertulis \"{reading.text[:80]}\"; dibiarkan kosong karena bukan tanggal "
                           "yang lengkap.", page=reading.page, box=reading.box))  # fmt: skip
        return
    record.identity[name] = Reading(day.isoformat(), reading.page, reading.box, "wajar", reading.text)


def written_day(text: str) -> datetime.date | None:
    """The day that a text names and nothing else."""
    found = _DAY.fullmatch(text.strip()) or _DIGITS.fullmatch(text.strip())
    if found is None:
        return None
    day, month, year = found.groups()
    number = int(month) if month.isdigit() else _MONTHS.get(month.lower(), 0)
    try:
        return datetime.date(int(year), number, int(day))
    except ValueError:
        return None


def _keep_approval(record: DocumentRead, rest: str, lines: list[TextLine], reading: Reading) -> None:
    """Position, name and NIP of the cell in which it is signed: the name stands below the room for signing."""
    lines = [line for line in lines if line.text.strip(" :")]
    place = next((i for i, line in enumerate(lines) if re.match(r"nip\b", line.text.strip(), re.IGNORECASE)), None)
    nip = ""
    if place is not None:
        nip = re.sub(r"^nip\s*[.:]*\s*", "", lines[place].text.strip(), flags=re.IGNORECASE)
        lines = lines[:place]
    texts = ([rest] if rest else []) + [line.text.strip() for line in lines]
    if not texts:
        return
    named = len(texts) > 1
    position = " ".join(texts[:-1] if named else texts).strip(" ,:")
    for key, text in (("pejabat", position), ("nama", texts[-1] if named else ""), ("nip", nip)):
        if text and squeezed(text) not in _UNSET:
            record.identity[key] = Reading(text, reading.page, reading.box, "wajar", "sel pengesahan")
    parted = len(lines) > 1 and _gap(lines[-2], lines[-1])
    if len(texts) > 2 and not parted:
        record.doubt(Doubt("pengesahan", "Jabatan dan nama pejabat", "Sel pengesahan memuat lebih dari dua baris; "
                           "periksa mana jabatan dan mana nama.", page=reading.page, box=reading.box))  # fmt: skip


def _keep_list(record: DocumentRead, name: str, lines: list[TextLine], cell: _Cell) -> None:
    items = paragraphs(lines)
    if not items:
        return
    record.boxes[name] = Reading(plain_lines(lines), cell.page, cell.box, "wajar", "di bawah labelnya")
    record.lists[name] = without_numbers(items)
    numbers = [int(mark[1]) for mark in map(_MARK.match, items) if mark]
    led = len(numbers) == len(items) - 1 and items[0].endswith(":")
    if record.lists[name] == items and len(numbers) > 1 and not (led and numbers == [*range(1, len(items))]):
        record.doubt(Doubt(name, "Penomoran daftar tidak berurutan", "Nomor butir ditulis seperti di dokumen asal.",
                           page=cell.page, box=cell.box))  # fmt: skip


def plain_lines(lines: Sequence[TextLine]) -> str:
    """All lines in one."""
    return " ".join(line.text for line in lines)


def without_numbers(items: list[str]) -> list[str]:
    """A list that counts 1, 2, 3 without its numbers, which it gets again when it is printed."""
    found = [_MARK.match(item) for item in items]
    if len(items) > 1 and all(found) and [int(m[1]) for m in found if m] == list(range(1, len(items) + 1)):
        return [item[m.end() :].strip() for item, m in zip(items, found, strict=True) if m and item[m.end() :].strip()]
    return items
