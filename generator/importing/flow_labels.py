"""The words beside the lines of a chart, each given to the arrow that it is of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from generator.importing.cell_text import plain, sideways, squeezed
from generator.importing.flow_lines import FlowLine
from generator.importing.inner_record import Doubt, LinkRead, RowRead, SymbolRead
from generator.importing.page_boxes import Box, around
from generator.importing.path_shapes import Piece
from generator.importing.table_rows import PageTable
from generator.importing.vector_page import PrintedWord, VectorPage

_KNOWN = frozenset({
    "ya", "y", "tidak", "t", "tdk", "setuju", "tidaksetuju", "lengkap", "tidaklengkap", "belumlengkap", "sesuai",
    "tidaksesuai", "ada", "tidakada", "benar", "salah", "belumbenar", "sudahbenar", "baik", "rusak", "ok", "revisi",
    "perbaikan", "diterima", "ditolak", "terima", "tolak", "belum", "sudah", "selesai", "disetujui", "tidakdisetujui",
})  # fmt: skip
_ANSWERS = frozenset({"ya", "y", "tidak", "t", "tdk"})
"""What only a decision is answered with."""
_NEGATIONS = frozenset({"tidak", "tdk", "belum", "sudah"})
"""What is a label by itself, and may go on in the line below."""
_FAR = 24.0
_VERY_FAR = 60.0
"""Farther from a line there is no label."""
_KEY = re.compile(r"\([a-z]{1,2}\)")
"""What stands beside an arrow where its words stand below the table: "(a)", and there "(a) = Perlu pemeriksaan"."""


class ChartText(NamedTuple):
    """A text in the chart that is in no symbol. ``joined``: its last line alone would be a label too."""

    text: str
    box: Box
    joined: bool = False


def label_links(
    page: VectorPage, table: PageTable, rows: Sequence[RowRead], symbols: Sequence[SymbolRead],
    links: list[LinkRead], of_link: Sequence[FlowLine], doubts: list[Doubt],
) -> None:  # fmt: skip
    """Write the labels into the links; what belongs to none is a doubt."""
    texts = _texts(page, table, symbols)
    costs = [
        sorted((_cost(one.box, link, connector, symbols), place)
               for place, (link, connector) in enumerate(zip(links, of_link, strict=True)) if not link.joint)
        for one in texts
    ]  # fmt: skip
    options = [_options(own) for own in costs]
    waiting = set(range(len(texts)))
    while waiting:
        index = max(waiting, key=lambda one: _regret(options[one], links))
        waiting.remove(index)
        free = [one for one in options[index] if not links[one[1]].label]
        if not free:
            _unplaced(texts[index], rows, table, doubts)
            continue
        cost, place = free[0]
        mates = [m for other, m in free[1:] if other - cost < 0.01 and _one_exit((place, m), links, of_link)]
        rivals = [one for one in free[1:] if one[0] - cost < 5.0 and one[1] not in mates]
        rivals += [one for one in options[index] if one[0] < cost - 2.0]
        wanted = any(own[0][1] == place for other, own in enumerate(options) if own and other != index)
        unsure = wanted or (bool(rivals) and not _only_way(links[place], links, rivals, symbols))
        _write(texts[index], links[place], cost, unsure, (page, table, symbols, doubts))
        for mate in mates:
            links[mate].label = links[place].label
            if links[place].certainty == "ragu":
                links[mate].certainty = "ragu"


def _one_exit(pair: tuple[int, int], links: Sequence[LinkRead], of_link: Sequence[FlowLine]) -> bool:
    """Whether two links leave one symbol by one line, which forks later."""
    a, b = pair
    shared = any(piece is other for piece in of_link[a].pieces for other in of_link[b].pieces)
    return links[a].source == links[b].source and shared


def _options(costs: list[tuple[float, int]]) -> list[tuple[float, int]]:
    """The links that a text may be of: those near to it, or the only one that is not twice as far as it must be."""
    near = [one for one in costs if one[0] <= _FAR]
    if near or not costs or costs[0][0] > _VERY_FAR:
        return near
    return costs[:1] if len(costs) == 1 or costs[1][0] > 2 * costs[0][0] else []


def _regret(options: Sequence[tuple[float, int]], links: Sequence[LinkRead]) -> float:
    """How much worse it would be to give a text to the next link than to the best that is still free."""
    free = [cost for cost, place in options if not links[place].label]
    return (free[1] if len(free) > 1 else 999.0) - free[0] if free else -1.0


def _unplaced(one: ChartText, rows: Sequence[RowRead], table: PageTable, doubts: list[Doubt]) -> None:
    doubts.append(Doubt("langkah.alur", f"Tulisan di bagan: {one.text}",
                        "Tulisan ini tidak berada di dekat panah mana pun, atau panahnya sudah berlabel; "
                        "tidak ditulis.", _row_at(rows, one.box), table.page, one.box, guess=True))  # fmt: skip


def _write(
    one: ChartText, link: LinkRead, cost: float, unsure: bool,
    where: tuple[VectorPage, PageTable, Sequence[SymbolRead], list[Doubt]],
) -> None:  # fmt: skip
    """Write a label, and what is not sure of it."""
    page, table, symbols, doubts = where
    key = bool(_KEY.fullmatch(one.text))
    link.label = text = _meaning(page, one.text) if key else one.text
    answer = symbols[link.source].kind != "keputusan" and squeezed(text) in _ANSWERS
    strange = squeezed(text) not in _KNOWN and symbols[link.source].kind != "keputusan"
    why = {
        "dekat dengan lebih dari satu panah": unsure,
        "dibaca dari keterangan di bawah tabel": key,
        "jauh dari panahnya": cost > _FAR,
        "mungkin dua label yang berdempetan": one.joined,
        "bukan label yang lazim pada kegiatan": strange,
        "jawaban, padahal panahnya tidak keluar dari keputusan": answer,
    }
    if any(why.values()):
        link.certainty = "ragu"
        reason = next(reason for reason, so in why.items() if so)
        doubts.append(Doubt("langkah.alur", f"Label panah: {text}", f"Tulisan ini {reason}.",
                            _rows_of(link, symbols), table.page, one.box, guess=True))  # fmt: skip


def _meaning(page: VectorPage, key: str) -> str:
    """What a key says on its page, up to the next key or the end of the line; the key where nothing does."""
    for at, word in enumerate(page.words[:-2]):
        if word.text == key and page.words[at + 1].text == "=":
            line = page.words[at + 2 : at + 40]
            said = " ".join(other.text for other in line if _in_row(word.box, other.box)).split(";")[0]
            return said or key
    return key


def _in_row(one: Box, other: Box) -> bool:
    return one.y0 <= other.middle[1] <= one.y1


def _rows_of(link: LinkRead, symbols: Sequence[SymbolRead]) -> tuple[int, ...]:
    return tuple(sorted({r for r in (symbols[link.source].row, symbols[link.target].row) if r >= 0}))


def _row_at(rows: Sequence[RowRead], box: Box) -> tuple[int, ...]:
    y = box.middle[1]
    return tuple(i for i, row in enumerate(rows) if row.box.y0 <= y <= row.box.y1)


def _only_way(
    link: LinkRead, links: Sequence[LinkRead], rivals: Sequence[tuple[float, int]], symbols: Sequence[SymbolRead]
) -> bool:
    """Whether the rivals of a decision's exit are not exits of decisions, so that the label can only be its own."""
    if symbols[link.source].kind != "keputusan":
        return False
    return all(symbols[links[place].source].kind != "keputusan" for _, place in rivals)


def _cost(box: Box, link: LinkRead, connector: FlowLine, symbols: Sequence[SymbolRead]) -> float:
    """How little a label fits a link: its distance from the line, and from where the line leaves its symbol."""
    away = min(_box_to_piece(box, piece) for piece in connector.pieces)
    exit_gap = symbols[link.source].box.distance(box.middle)
    decision = symbols[link.source].kind == "keputusan"
    return float(away + 0.06 * min(exit_gap, 100.0) + (0.0 if decision else 6.0))


def _box_to_piece(box: Box, piece: Piece) -> float:
    steps = max(2, int(piece.length / 3))
    (ax, ay), (bx, by) = piece.a, piece.b
    return min(box.distance((ax + (bx - ax) * s / steps, ay + (by - ay) * s / steps)) for s in range(steps + 1))


def words_in(page: VectorPage, symbol: SymbolRead) -> list[PrintedWord]:
    """The words inside a symbol. Beside the slopes of a decision there may be labels: of a group of words there all
    belong to it, or none."""
    inside = [word for word in page.words if word.upright and symbol.box.around(word.box.middle, 1.0)]
    if symbol.kind != "keputusan" or not inside:
        return inside
    beside = Box(symbol.box.x0 - _FAR, symbol.box.y0 - _FAR, symbol.box.x1 + _FAR, symbol.box.y1 + _FAR)
    near = [word for word in page.words if word.upright and beside.around(word.box.middle)]
    own = [group for group in _near_each_other(near, True) if symbol.holds(around(word.box for word in group).middle)]
    return [word for word in inside if any(word is one for group in own for one in group)]


def _texts(page: VectorPage, table: PageTable, symbols: Sequence[SymbolRead]) -> list[ChartText]:
    """The texts in the columns of the actors that are in no symbol."""
    actors = table.actors
    area = Box(actors[0].x0, table.top, actors[-1].x1, table.bottom)
    inside = {id(word) for symbol in symbols for word in words_in(page, symbol)}
    free = [word for word in page.words if area.around(word.box.middle) and id(word) not in inside]
    found: list[ChartText] = []
    for upright in (True, False):
        for group in _near_each_other([word for word in free if word.upright is upright], upright):
            said = plain(group) if upright else sideways(group)
            last = [word for word in group if word.box.y0 > group[-1].box.y0 - 0.5 * group[-1].box.height]
            anew = len(last) < len(group) and not last[0].text[0].islower()
            label = upright and anew and squeezed(plain(last)) in _KNOWN
            found.append(ChartText(said, around(word.box for word in group), label))
    return found


def _near_each_other(words: Sequence[PrintedWord], upright: bool) -> list[list[PrintedWord]]:
    """Words side by side, then lines below each other, but for lines that are labels of their own."""
    lines: list[list[PrintedWord]] = []
    for word in words:
        home = next((line for line in lines if _in_line(line[-1].box, word.box, upright)), None)
        if home is None:
            lines.append([word])
        else:
            home.append(word)
    groups: list[list[PrintedWord]] = []
    for line in lines:
        home = next((group for group in groups if _goes_on_below(group, line, upright)), None)
        if home is None:
            groups.append(list(line))
        else:
            home.extend(line)
    return groups


def _in_line(one: Box, other: Box, upright: bool) -> bool:
    if not upright:
        one, other = Box(one.y0, one.x0, one.y1, one.x1), Box(other.y0, other.x0, other.y1, other.x1)
    size = min(one.height, other.height)
    gap = max(one.x0 - other.x1, other.x0 - one.x1)
    return gap < 0.7 * size and abs(one.middle[1] - other.middle[1]) < 0.4 * size


def _goes_on_below(group: Sequence[PrintedWord], line: Sequence[PrintedWord], upright: bool) -> bool:
    if not upright:
        return False
    one, other = around(word.box for word in group), around(word.box for word in line)
    if squeezed(plain(group)) in _KNOWN:
        return squeezed(plain(group)) in _NEGATIONS and _set_below(one, other) and line[0].text[0].islower()
    if squeezed(plain(line)) in _KNOWN and abs(one.middle[0] - other.middle[0]) > 1.0 and abs(one.x0 - other.x0) > 1.0:
        return False  # not set as one text: neither centred nor flush
    size = min(word.box.height for word in (*group, *line))
    shared = min(one.x1, other.x1) - max(one.x0, other.x0)
    return other.y0 - one.y1 < 0.45 * size and shared > 0.5 * min(one.width, other.width)


def _set_below(one: Box, other: Box) -> bool:
    """Whether two lines are set as one text: close below each other, centred or flush."""
    even = abs(one.middle[0] - other.middle[0]) < 1.5 or abs(one.x0 - other.x0) < 1.0
    return even and 0 < other.middle[1] - one.middle[1] < 1.9 * max(one.height, other.height)
