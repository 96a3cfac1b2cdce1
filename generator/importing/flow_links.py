"""Which symbols the connectors of a page join, and what is not sure of it."""

from __future__ import annotations

import math
from collections.abc import Container, Sequence
from typing import NamedTuple

from generator.importing.flow_lines import JOIN, FlowLine, LineEnd, whole_way
from generator.importing.flow_symbols import from_picture
from generator.importing.inner_record import Doubt, LinkRead, SymbolRead
from generator.importing.page_boxes import Box

_NEAR = 8.0
"""So near to a symbol (pt) an end belongs to it, where no other is as near."""
_REACH = 16.0
"""So far ahead it surely is, where nothing else is near: as far as the longest head."""
_AHEAD = 30.0
"""So far ahead of an end the symbol may be that it points at."""


class EndHit(NamedTuple):
    """The symbol at an end, how far away, and whether that is sure. ``symbol``: -1 = none."""

    symbol: int
    gap: float
    sure: bool


class LinkFinder:
    """Finds the links of a page. ``symbols``: those of the page; links name them by their places in that list.
    ``traced``: the numbers of paths that a picture shows."""

    def __init__(
        self, symbols: Sequence[SymbolRead], connectors: Sequence[FlowLine], page: int, traced: Container[int] = ()
    ) -> None:
        self.traced = traced
        self.symbols = symbols
        self.connectors = list(connectors)
        self.page = page
        self.links: list[LinkRead] = []
        self.of_link: list[FlowLine] = []
        self.doubts: list[Doubt] = []
        self._hits: dict[int, EndHit] = {}

    def find(self) -> None:
        """All links."""
        for connector in self.connectors:
            before = len(self.links)
            self._read(connector)
            if any(piece.path in self.traced for piece in connector.pieces):
                self._from_picture(self.links[before:], connector)
        self._once()

    def _from_picture(self, links: Sequence[LinkRead], connector: FlowLine) -> None:
        ends = {self.symbols[place].row for link in links for place in (link.source, link.target)}
        for link in links:
            link.certainty = "ragu"
        rows = tuple(sorted(row for row in ends if row >= 0))
        self.doubts.append(from_picture(rows, self.page, connector.box))

    def _read(self, connector: FlowLine) -> None:
        heads, tails = connector.heads, connector.tails
        if not heads:
            self._headless(connector)
            return
        targets = [self._target(end, connector) for end in heads]
        if not tails:
            self._two_way(connector, targets)
            return
        for tail in tails:
            sources = self._sources(tail, connector)
            several = len({source.symbol for source, _ in sources}) > 1
            for source, joined in sources:
                for target in targets:
                    unsure = (joined and several) or (len(tails) > 1 and len(heads) > 1)
                    self._add(source, target, connector, unsure)

    def _add(self, source: EndHit, target: EndHit, connector: FlowLine, unsure: bool) -> None:
        if source.symbol < 0 and target.symbol < 0:
            self._lost(connector)
            return
        if source.symbol < 0 or target.symbol < 0 or source.symbol == target.symbol:
            known = source if source.symbol >= 0 else target
            row = self.symbols[known.symbol].row
            self._doubt("Panah tidak berujung pada simbol", "Salah satu ujung panah ini tidak sampai ke simbol mana "
                        "pun; panah itu tidak ditulis.", (row,), connector)  # fmt: skip
            return
        sure = source.sure and target.sure and not unsure
        link = LinkRead(source.symbol, target.symbol, "", False, "tepat" if sure else "ragu", self.page,
                        (source.gap, target.gap), whole_way(connector.pieces))  # fmt: skip
        self.links.append(link)
        self.of_link.append(connector)
        if not sure:
            self._unsure(link, connector, "garisnya bergabung dengan garis lain tanpa kepala panah" if unsure
                         else "ujungnya dekat dengan dua simbol, atau jauh dari semuanya")  # fmt: skip

    def _two_way(self, connector: FlowLine, targets: list[EndHit]) -> None:
        known = sorted({hit.symbol for hit in targets if hit.symbol >= 0})
        if len(known) != 2:
            self._lost(connector)
            return
        for source, target in ((known[0], known[1]), (known[1], known[0])):
            self.links.append(LinkRead(source, target, "", False, "ragu", self.page, (0, 0),
                                       whole_way(connector.pieces)))  # fmt: skip
            self.of_link.append(connector)
        rows = tuple(sorted({self.symbols[symbol].row for symbol in known}))
        self._doubt("Panah dua arah", "Garis ini berkepala panah di kedua ujungnya; ditulis sebagai dua panah.", rows,
                    connector)  # fmt: skip

    def _headless(self, connector: FlowLine) -> None:
        hits = [(end, self._hit(end)) for end in connector.ends]
        known = [hit for _, hit in hits if hit.symbol >= 0]
        length = sum(piece.length for piece in connector.pieces)
        if len(known) == 2 and known[0].symbol != known[1].symbol and len(connector.ends) == 2:
            first, second = (self.symbols[hit.symbol] for hit in known)
            joint = first.row == second.row and "halaman" not in (first.kind, second.kind)
            a, b = sorted((known[0].symbol, known[1].symbol))
            alike = first.kind == second.kind and first.column != second.column
            sure = joint and alike and all(hit.sure for hit in known)
            link = LinkRead(a, b, "", joint, "tepat" if sure else "ragu", self.page, (known[0].gap, known[1].gap),
                            whole_way(connector.pieces))  # fmt: skip
            self.links.append(link)
            self.of_link.append(connector)
            if not sure:
                self._unsure(link, connector, "garis ini tidak berkepala panah")
        elif len(known) == 1 and (targets := self._joined_targets(connector)):
            for target in targets:
                self._add(known[0], target, connector, True)
        elif length > 12 and known:
            rows = tuple(sorted({self.symbols[hit.symbol].row for hit in known}))
            self._doubt("Garis tanpa kepala panah", "Garis ini tidak menghubungkan dua simbol; tidak ditulis.", rows,
                        connector)  # fmt: skip

    def _joined_targets(self, connector: FlowLine) -> list[EndHit]:
        """Where the line goes on which an end of a headless line lies."""
        found: list[EndHit] = []
        for other in self.connectors:
            if other is connector or not other.heads:
                continue
            if any(other.distance(end.at) <= JOIN + 1.5 for end in connector.ends):
                found.extend(hit for end in other.heads if (hit := self._hit(end)).symbol >= 0)
        return found

    def _target(self, end: LineEnd, connector: FlowLine) -> EndHit:
        hit = self._hit(end)
        if hit.symbol >= 0:
            return hit
        for other in self.connectors:
            if other is not connector and other.heads and other.distance(end.at) <= JOIN + 1.0:
                further = self._hit(other.heads[0])
                if further.symbol >= 0:
                    return EndHit(further.symbol, further.gap, False)
        return hit

    def _sources(self, end: LineEnd, connector: FlowLine, depth: int = 0) -> list[tuple[EndHit, bool]]:
        """The symbols from which a line comes; True = by way of another line."""
        hit = self._hit(end)
        if hit.symbol >= 0 and (hit.gap <= 4 or hit.sure):
            return [(hit, False)]
        found: list[tuple[EndHit, bool]] = []
        for other in self.connectors:
            if other is connector or other.distance(end.at) > JOIN + 0.6 or depth > 3:
                continue
            for tail in other.tails:
                if math.dist(tail.at, end.at) > JOIN:
                    found.extend((source, True) for source, _ in self._sources(tail, other, depth + 1))
        return [one for one in found if one[0].symbol >= 0] or [(hit, False)]

    def _hit(self, end: LineEnd) -> EndHit:
        if id(end) not in self._hits:
            self._hits[id(end)] = self._look(end)
        return self._hits[id(end)]

    def _look(self, end: LineEnd) -> EndHit:
        away = sorted((symbol.box.distance(end.at), index) for index, symbol in enumerate(self.symbols))
        near = [(gap, index) for gap, index in away if gap <= _NEAR]
        if len(near) == 1 or (near and near[1][0] - near[0][0] > 3.0 and near[0][0] < 3.0):
            return EndHit(near[0][1], near[0][0], self._faces(end, near[0][1]))
        ahead = sorted(
            (distance, index)
            for index, symbol in enumerate(self.symbols)
            if (distance := _ahead(end, symbol.box)) is not None
        )
        if near:
            facing = [index for distance, index in ahead if distance <= _NEAR + 4 and index in {i for _, i in near}]
            if len(facing) == 1:
                return EndHit(facing[0], self.symbols[facing[0]].box.distance(end.at), True)
            return EndHit(near[0][1], near[0][0], False)
        if ahead:
            clear = len(ahead) == 1 or ahead[1][0] - ahead[0][0] > 4
            return EndHit(ahead[0][1], ahead[0][0], clear and ahead[0][0] <= _REACH and self._alone(end))
        return EndHit(-1, away[0][0] if away else 99.0, False)

    def _alone(self, end: LineEnd) -> bool:
        """Whether no other line comes near an end, from which this one could go on."""
        return not any(
            line.distance(end.at) <= JOIN + 1.5 for line in self.connectors if not any(one is end for one in line.ends)
        )

    def _faces(self, end: LineEnd, index: int) -> bool:
        """Whether an end points at the symbol beside it, or lies on its edge."""
        box = self.symbols[index].box
        return box.distance(end.at) <= 3.5 or _ahead(end, box) is not None

    def _once(self) -> None:
        """Each link once; a second head drawn over the first is none of its own."""
        seen: set[tuple[int, int, bool]] = set()
        kept = []
        for place, link in enumerate(self.links):
            key = (link.source, link.target, link.joint)
            if key not in seen:
                seen.add(key)
                kept.append(place)
        self.links = [self.links[place] for place in kept]
        self.of_link = [self.of_link[place] for place in kept]

    def _lost(self, connector: FlowLine) -> None:
        self._doubt("Panah tidak berujung pada simbol", "Kedua ujung panah ini tidak sampai ke simbol; tidak ditulis.",
                    (), connector)  # fmt: skip

    def _unsure(self, link: LinkRead, connector: FlowLine, why: str) -> None:
        rows = tuple(sorted({self.symbols[link.source].row, self.symbols[link.target].row}))
        self._doubt("Arah panah belum pasti", f"Panah ini dibaca, tetapi {why}.", rows, connector)

    def _doubt(self, title: str, reason: str, rows: tuple[int, ...], connector: FlowLine) -> None:
        rows = tuple(row for row in rows if row >= 0)
        self.doubts.append(Doubt("langkah.alur", title, reason, rows, self.page, connector.box, guess=True))


def _ahead(end: LineEnd, box: Box) -> float | None:
    """How far ahead of an end a box begins; None = it does not lie ahead."""
    (x, y), (dx, dy) = end.at, end.away
    if abs(dx) >= abs(dy):
        if not box.y0 - 1.5 <= y <= box.y1 + 1.5:
            return None
        distance = box.x0 - x if dx > 0 else x - box.x1
        inside = box.x0 <= x <= box.x1
    else:
        if not box.x0 - 1.5 <= x <= box.x1 + 1.5:
            return None
        distance = box.y0 - y if dy > 0 else y - box.y1
        inside = box.y0 <= y <= box.y1
    if inside:
        return 0.0
    return distance if -2.0 <= distance <= _AHEAD else None
