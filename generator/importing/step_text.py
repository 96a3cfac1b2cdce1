"""The rows, symbols and links of a record as the ``langkah`` of the data format, in their shortest true form."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from generator.importing.cell_text import squeezed
from generator.importing.identity_reader import without_numbers
from generator.importing.inner_record import DocumentRead, LinkRead, RowRead

_EMPTY = "(uraian kosong di dokumen asal)"


class StepWriter:
    """Writes the steps. ``actors``: ids of the columns, from left to right."""

    def __init__(self, record: DocumentRead, actors: list[str]) -> None:
        self.record = record
        self.actors = actors
        self._in_row: dict[int, list[int]] = defaultdict(list)
        for index, symbol in enumerate(record.symbols):
            self._in_row[symbol.row].append(index)
        self._counted = self.regular_numbers()

    def steps(self) -> list[dict[str, Any]]:
        """One mapping a row."""
        return [self._step(place, row) for place, row in enumerate(self.record.rows)]

    def regular_numbers(self) -> bool:
        """Whether the rows count 1, 2, 3."""
        numbers = [row.number.strip("().") for row in self.record.rows]
        return numbers == [str(n) for n in range(1, len(numbers) + 1)]

    def name_of(self, place: int) -> str:
        """How a row is called elsewhere in the file: its number, else its id."""
        return str(place + 1) if self._counted else f"baris-{place + 1}"

    def _target(self, symbol: int) -> str:
        row = self.record.symbols[symbol].row
        own = self._in_row[row]
        return self.name_of(row) if len(own) == 1 else _symbol_id(row, own.index(symbol))

    def _step(self, place: int, row: RowRead) -> dict[str, Any]:
        step: dict[str, Any] = {}
        if not self._counted:
            step["id"] = self.name_of(place)
        step["uraian"] = "\n".join(row.cells.get("uraian", [])) or _EMPTY
        if not self._counted:
            step["no"] = row.number
        if row.phase:
            step["fase"] = row.phase
        own = self._in_row.get(place, [])
        if not own:
            step["pelaksana"] = self._neighbour(place)
        elif len(own) == 1:
            step["pelaksana"] = self.actors[self.record.symbols[own[0]].column]
            step |= self._ways(own[0], place, 0)
        else:
            step["simbol"] = self._symbols(own, place)
        step |= self._texts(row, place)
        return step

    def _neighbour(self, place: int) -> str:
        """The actor of the nearest row above, else below, that has a symbol."""
        rows = [*range(place, -1, -1), *range(place, len(self.record.rows))]
        for row in rows:
            if self._in_row.get(row):
                return self.actors[self.record.symbols[self._in_row[row][0]].column]
        return self.actors[0]

    def _symbols(self, own: list[int], place: int) -> list[dict[str, Any]]:
        partners = self._partners(own)
        found = []
        for order, index in enumerate(own):
            entry: dict[str, Any] = {
                "id": _symbol_id(place, order),
                "pelaksana": self.actors[self.record.symbols[index].column],
            }
            if index in partners:
                entry["bersama"] = _symbol_id(place, own.index(partners[index]))
            found.append(entry | self._ways(index, place, order, index in partners, set(partners)))
        return found

    def _partners(self, own: list[int]) -> dict[int, int]:
        """For each symbol that only acts together: the neighbour to which its line leads, on the way to the leader."""
        beside: dict[int, set[int]] = defaultdict(set)
        for link in self.record.links:
            if link.joint and link.source in own and link.target in own:
                beside[link.source].add(link.target)
                beside[link.target].add(link.source)
        linked = {end for link in self.record.links if not link.joint for end in (link.source, link.target)}
        found: dict[int, int] = {}
        seen: set[int] = set()
        for leader in sorted(beside, key=lambda index: (index not in linked, index)):
            if leader in seen:
                continue
            queue = [leader]
            seen.add(leader)
            while queue:
                at = queue.pop(0)
                for other in sorted(beside[at] - seen):
                    found[other] = at
                    seen.add(other)
                    queue.append(other)
        return found

    def _ways(
        self, index: int, place: int, order: int, joined: bool = False, joint: set[int] | None = None
    ) -> dict[str, Any]:
        """What a symbol is and where it leads, as far as the format would not say so by itself."""
        symbol = self.record.symbols[index]
        out = [link for link in self.record.links if link.source == index and not link.joint]
        entry: dict[str, Any] = {}
        if symbol.text:
            entry["teks"] = symbol.text
        if symbol.kind == "keputusan" and out:
            entry["keputusan"] = self._exits(out)
            return entry
        if symbol.kind != self._implied_kind(index, place, joint or set()):
            entry["jenis"] = symbol.kind
        implied = None if joined else self._implied_target(place, order, joint or set())
        if not out:
            if implied is not None:
                entry["lanjut"] = "selesai"
        elif len(out) > 1 or out[0].label or out[0].target != implied:
            entry["lanjut"] = self._exits(out)
        return entry

    def _implied_kind(self, index: int, place: int, joint: set[int]) -> str:
        own = self._in_row[place]
        acting = [one for one in own if one not in joint]
        first = place == 0 and (index in joint or (acting and index == acting[0]))
        last = place == len(self.record.rows) - 1 and (index in joint or (acting and index == acting[-1]))
        decides = index in joint and any(
            self.record.symbols[one].kind == "keputusan" and any(x.source == one for x in self.record.links)
            for one in acting
        )
        return "terminator" if (first or last) and not decides else "proses"

    def _implied_target(self, place: int, order: int, joint: set[int]) -> int | None:
        own = self._in_row[place]
        after = [one for one in own[order + 1 :] if one not in joint]
        if after:
            return after[0]
        if place + 1 >= len(self.record.rows):
            return None
        below = self._in_row.get(place + 1)
        return below[0] if below else -1

    def _exits(self, out: list[LinkRead]) -> Any:
        labels = [link.label for link in out]
        if len(out) == 1 and not labels[0]:
            return self._target(out[0].target)
        if all(labels) and len({squeezed(label) for label in labels}) == len(labels):
            return {_label_key(link.label): self._target(link.target) for link in out}
        return [
            {"ke": self._target(link.target), "label": link.label} if link.label else self._target(link.target)
            for link in out
        ]

    def _texts(self, row: RowRead, place: int) -> dict[str, Any]:
        quality: dict[str, Any] = {}
        merged = [role for role in ("kelengkapan", "waktu", "output")
                  if place and role in row.merged and not row.cells.get(role)]  # fmt: skip
        if merged:
            quality["gabung"] = merged
        for role in ("kelengkapan", "waktu", "output"):
            items = row.cells.get(role) or []
            if items:
                quality[role] = " ".join(items) if role == "waktu" else _one_or_many(without_numbers(items))
        found: dict[str, Any] = {"mutu_baku": quality} if quality else {}
        if notes := row.cells.get("keterangan"):
            found["keterangan"] = _one_or_many(without_numbers(notes))
        return found


def _symbol_id(row: int, order: int) -> str:
    return f"{row + 1}{chr(ord('a') + order)}" if order < 26 else f"{row + 1}z{order}"


def _label_key(label: str) -> str:
    return label.lower() if label in ("Ya", "Tidak") else label


def _one_or_many(items: list[str]) -> Any:
    return items[0] if len(items) == 1 else items
