"""Random charts for documents that are drawn by other means than our renderer."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.support.drawn_sop import DrawnRow, DrawnSop


@st.composite
def drawn_charts(draw: st.DrawFn) -> DrawnSop:
    """Charts of one symbol a row, with loops back from decisions."""
    count = draw(st.integers(3, 9))
    actors = draw(st.integers(2, 5))
    kinds = [
        "terminator",
        *(draw(st.sampled_from(["proses", "proses", "keputusan"])) for _ in range(count - 2)),
        "terminator",
    ]
    rows = [
        DrawnRow(f"Mengerjakan bagian {n}", draw(st.integers(0, actors - 1)), kind) for n, kind in enumerate(kinds, 1)
    ]
    found = []
    for row, kind in enumerate(kinds[:-1]):
        found.append((row, row + 1, "Ya" if kind == "keputusan" else ""))
        if kind == "keputusan":
            found.append((row, draw(st.integers(0, row - 1)), "Tidak"))
    style = draw(st.sampled_from(["filled", "stroked"]))
    return DrawnSop(rows, [f"Petugas {n}" for n in range(1, actors + 1)], found, style)


def on_one_line() -> DrawnSop:
    """A chart whose arrows back end on the lines on which others begin."""
    kinds = ["terminator", "keputusan", "keputusan", "proses", "proses", "keputusan", "terminator"]
    rows = [DrawnRow(f"Mengerjakan bagian {n}", 0, kind) for n, kind in enumerate(kinds, 1)]
    found = [(row, row + 1, "Ya" if kind == "keputusan" else "") for row, kind in enumerate(kinds[:-1])]
    found += [(1, 0, "Tidak"), (2, 1, "Tidak"), (5, 2, "Tidak")]
    return DrawnSop(rows, ["Petugas 1", "Petugas 2"], found)
