"""Which sheets of steps surely fit their page in full type, so that the engine need not try.

Trying costs the engine more than setting the sheet. This adds up the lines of ``langkah.typ`` with the font's real
widths and rounds everything up. What it calls sure has room to spare; of what it does not, the engine finds the type
size. Lengths are in mm.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from generator.paper.common import PT
from generator.paper.sheet_margins import A4_PERIKSA
from generator.text.measure import MeasuredText

HURUF = 9.6 * PT
"""Full type size; the template has the same."""
_KAPITAL, _BARIS = 0.69, 1.19
"""The height of a capital, which is that of a single line, and from one line to the next, in em."""
_SELA = 3.6
_BUTIR = 2.4
"""Between two parts of the sheet, and between two items of a list."""
_KOTAK = 4.6
"""A box to tick: an item is no lower."""
_JUDUL = _KAPITAL * HURUF + 1.1 + _BUTIR
"""The title of a part with its rule."""
_CATATAN = 18.0 + 2 * 4.0
"""The least room for notes, and what is around it."""
_LEBIH = 7.0
"""Left free for all that is rounded."""
_Teks: TypeAlias = str | list[dict[str, Any]]
"""What ``fold`` makes of a text."""


def surely_fits(lembar: Mapping[str, Any], bersama: Mapping[str, Any]) -> bool:
    """Whether the sheet of a step (data of the template) surely fits in full type; ``bersama``: what all sheets say."""
    return _height(lembar, bersama) <= A4_PERIKSA.room[1]


def _height(x: Mapping[str, Any], bersama: Mapping[str, Any]) -> float:
    full = A4_PERIKSA.room[0]
    half = full / 2 - 4 - _KOTAK - 2
    signed = max(_lines(x[who], 60, HURUF) for who in ("dikerjakan", "diterima"))
    warnings = ("", *x["peringatan"])
    said = (*((f"{nama}: ", isi) for nama, isi in x["fakta"]), *(("", note) for note in x["catatan"]))
    parts = (
        _kop(bersama["kop"], bersama["kaki"]["sisi_qr"], full),
        _sop(bersama["sop"]),
        # What the step is, with its number beside it.
        5.2 + max(_lines(x["no"], 23, 3 * HURUF, True), _statement(x, full - 27)),
        max(_items(x["kelengkapan"], half) + _BUTIR + _KOTAK, _items(x["peralatan"], half)),
        _JUDUL
        + _waktu(x)
        + sum(_item(text, full - _KOTAK - 2, awal="Peringatan dibaca: ") for text in warnings)
        + sum(_lines(text, full, HURUF, awal=before) + _BUTIR for before, text in said),
        max(_items(x["output"], half) + (0 if x["output"]["butir"] else _BUTIR + _KOTAK), _items(x["serahkan"], half)),
    )
    # Room to sign, with lines for name and date, and the frame around them.
    return sum(parts) + (len(parts) - 1) * _SELA + signed + 13 + 1.6 + 2 * 4.5 + 4 + _CATATAN + _LEBIH


def _kop(kop: Mapping[str, Any], side: float, full: float) -> float:
    room = full - 2 * max(19.0, side) - 8
    names = _lines(kop["pemerintah"], room, 10 * PT) + _lines(kop["nama"], room, 10 * PT, True) + 10 * PT * 0.5
    # Below emblem and code there is a rule.
    return max(19.0, side, names + 3 + _KAPITAL * 15 * PT) + 2.5


def _sop(sop: Mapping[str, str]) -> float:
    """The two rows of the table that says which SOP it is."""
    upper = (("judul", 70.0, True), ("status", 20.0, True))
    lower = (("nomor", 45.0, False), ("revisi", 33.0, False), ("efektif", 30.0, False))
    rows = (max(_lines(sop[name], width, HURUF, bold) for name, width, bold in row) for row in (upper, lower))
    return sum(rows) + 4 * 1.5


def _statement(x: Mapping[str, Any], room: float) -> float:
    """What the step is, who does it and from whom it comes."""
    small = (x["letak"], f"Pelaksana: {x['pelaksana']}", f"Diterima dari: {x['dari']}")
    return sum(_lines(text, room, HURUF, True) for text in small) + _lines(x["uraian"], room, 1.5 * HURUF, True) + 6.6


def _waktu(x: Mapping[str, Any]) -> float:
    """The row of times: the standard is stated in the last cell."""
    stated = _KAPITAL * 0.85 * HURUF + 1.2 + _lines(x["waktu"], 30, 1.3 * HURUF, True)
    stated += 1.2 + _lines(x["waktu_ket"], 30, HURUF) if x["waktu_ket"] else 0
    return max(11.0, stated) + 3.2 + _BUTIR


def _items(items: Mapping[str, Any], room: float) -> float:
    """A list with its title; an empty one says so in one line."""
    listed = sum(_item(b["teks"], room, b["ket"]) for b in items["butir"]) or _KAPITAL * HURUF + _BUTIR
    shared = _lines(items["ket"], room, HURUF) + _BUTIR if items["ket"] else 0.0
    return _JUDUL + listed + shared - _BUTIR


def _item(text: _Teks, room: float, note: str = "", awal: str = "") -> float:
    """An item with the space below it."""
    below = 0.5 * HURUF + _lines(note, room, 0.85 * HURUF) if note else 0.0
    return max(_KOTAK, _lines(text, room, HURUF, awal=awal) + below) + _BUTIR


def _lines(text: _Teks, room: float, size: float, bold: bool = False, awal: str = "") -> float:
    """The height of a text; three in a hundred of the width are left for what the engine measures otherwise."""
    parts = [(line, 0.0) for line in text.split("\n")] if isinstance(text, str) else [
        (line["teks"], line["gantung"]) for line in text
    ]  # fmt: skip
    parts[0] = (awal + parts[0][0], parts[0][1])
    lines = sum(
        MeasuredText(line.replace("\u200b", ""), bold, hang=hang).count(room * 0.97 / size) for line, hang in parts
    )
    return ((lines - 1) * _BARIS + _KAPITAL) * size
