"""Random charts, decided by a seed alone: what the router is tried and timed on, in the tests and by ``bench``.

``random_chart`` holds every shape at once, far thicker than any office would: joint steps, stacks, chains within a row,
forks and long loops. ``usual_chart`` is as most real SOPs are: one step a row, now and then a decision that leads back.
"""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass, field, replace

from generator.steps.graph import Chart, ChartArrow, ChartCell, ChartColumn, ChartRow, ChartSymbol, JenisSimbol

WORDS = ("menyusun konsep laporan berkas permohonan verifikasi kelengkapan dokumen rapat tim kepala dinas data").split()  # noqa: SIM905


@dataclass(slots=True)
class _ChartDraft:
    """A chart in the making: ``kepala`` and ``ekor`` are the first and the last symbol of each row."""

    rng: random.Random
    kolom: int
    baris: list[ChartRow] = field(default_factory=list)
    simbol: dict[str, ChartSymbol] = field(default_factory=dict)
    alur: list[ChartArrow] = field(default_factory=list)
    kepala: list[str] = field(default_factory=list)
    ekor: list[str] = field(default_factory=list)

    def text(self, low: int, high: int) -> ChartCell:
        """A cell with a sentence of some words."""
        return ChartCell((" ".join(self.rng.choices(WORDS, k=self.rng.randint(low, high))).capitalize(),))

    def row(self) -> int:
        """Begin a row; its index."""
        r = len(self.baris)
        mutu = (self.text(3, 25), (self.text(1, 8), ChartCell(("15 menit",)), ChartCell()))
        self.baris.append(ChartRow(f"b{r + 1}", str(r + 1), *mutu))
        return r

    def put(self, id: str, jenis: JenisSimbol, column: int, nama: str, perkiraan: bool = False) -> str:
        """Set a symbol into the last row; its id."""
        self.simbol[id] = ChartSymbol(id, jenis, len(self.baris) - 1, column, nama, perkiraan=perkiraan)
        return id

    def join(self, head: str, column: int, most: int, atau: bool) -> None:
        """Let others of the row do the step ``head`` together with its own column."""
        r = len(self.baris)
        others = self.rng.sample([c for c in range(self.kolom) if c != column], self.rng.randint(1, most))
        for c in others:
            self.put(f"{r}.{c}", "proses", c, f"Langkah {r}")
        names = [head if c == column else f"{r}.{c}" for c in sorted([column, *others])]
        self.alur += [ChartArrow(a, b, bersama=True, atau=atau) for a, b in itertools.pairwise(names)]

    def bagan(self, id: str, judul: str) -> Chart:
        """The chart; of several links between the same two symbols the last one counts."""
        unique = {(a.dari, a.ke): a for a in self.alur if a.dari != a.ke}
        kolom = tuple(ChartColumn(f"p{c}", f"Pelaksana {chr(65 + c)}") for c in range(self.kolom))
        return Chart(
            id, judul, kolom, tuple(self.baris), tuple(self.simbol.values()), tuple(unique.values())
        )  # fmt: skip


def random_chart(seed: int, max_rows: int = 40, max_columns: int = 10, size: tuple[int, int] | None = None) -> Chart:
    """A chart with loops, skips, forks, merges, joint steps, stacks and labels.

    It has at most ``max_rows`` and ``max_columns``, or exactly the rows and columns of ``size``.
    """
    rng = random.Random(seed)
    rows, columns = size or (rng.randint(2, max_rows), rng.randint(2, max_columns))
    naskah = _ChartDraft(rng, columns)
    column = rng.randrange(columns)
    for _ in range(rows):
        column = _row_of_any_shape(naskah, column, rows)
    _flow_of_any_shape(naskah)
    return naskah.bagan(f"acak-{seed}", f"Bagan acak {seed}")


def _row_of_any_shape(naskah: _ChartDraft, column: int, rows: int) -> int:
    """One row: a symbol alone, two in one cell, a joint step, or a chain within the row; its column."""
    rng, r = naskah.rng, naskah.row()
    column = rng.randrange(naskah.kolom) if rng.random() < 0.6 else column
    jenis: JenisSimbol = "terminator" if r in (0, rows - 1) else "keputusan" if rng.random() < 0.22 else "proses"
    kind = rng.random()
    head = tail = naskah.put(f"{r + 1}", jenis, column, f"Langkah {r + 1}", rng.random() < 0.1)
    if kind < 0.08 and 0 < r < rows - 1:
        tail = naskah.put(f"{r + 1}b", "keputusan" if rng.random() < 0.5 else "proses", column, f"{r + 1}b")
        naskah.alur.append(ChartArrow(head, tail))
    elif kind < 0.2:
        naskah.join(head, column, min(3, naskah.kolom - 1), atau=kind < 0.1)
    elif kind < 0.26:
        other = rng.choice([c for c in range(naskah.kolom) if c != column])
        tail = naskah.put(f"{r + 1}b", "keputusan" if rng.random() < 0.4 else "proses", other, f"{r + 1}b")
        naskah.alur.append(ChartArrow(head, tail))
    naskah.kepala.append(head)
    naskah.ekor.append(tail)
    return column


def _flow_of_any_shape(naskah: _ChartDraft) -> None:
    """The links between rows: decisions lead up to 8 rows away, some steps fork, a chain may begin with a decision."""
    rng, n, heads = naskah.rng, len(naskah.baris), naskah.kepala
    for r, tail in enumerate(naskah.ekor[:-1]):
        if naskah.simbol[tail].jenis == "keputusan":
            naskah.alur.append(ChartArrow(tail, heads[r + 1], "Ya"))
            target = rng.choice([k for k in range(max(0, r - 8), min(n, r + 8)) if k not in (r, r + 1)] or [0])
            label = rng.choice(["Tidak", "Tidak", "Ada garansi"])
            naskah.alur.append(ChartArrow(tail, heads[target], label, perkiraan=rng.random() < 0.2))
        else:
            naskah.alur.append(ChartArrow(tail, heads[r + 1]))
            if rng.random() < 0.06 and r + 2 < n:
                naskah.alur.append(ChartArrow(tail, heads[rng.randint(r + 2, min(n - 1, r + 7))]))
    for r, (head, tail) in enumerate(zip(heads, naskah.ekor, strict=True)):
        if head != tail and naskah.simbol[head].jenis == "keputusan":
            naskah.alur = [ChartArrow(a.dari, a.ke, "Ya") if (a.dari, a.ke) == (head, tail) else a for a in naskah.alur]
            if r:
                naskah.alur.append(ChartArrow(head, heads[rng.randrange(r)], "Tidak"))


def with_forks(bagan: Chart, seed: int) -> Chart:
    """The chart, where two answers in three start a second or a third step, at most 6 rows away."""
    rng, extra = random.Random(f"cabang {seed}"), []
    row = {simbol.id: simbol.baris for simbol in bagan.simbol}
    taken = {(a.dari, a.ke) for a in bagan.alur} | {(a.ke, a.dari) for a in bagan.joint_lines}
    for alur in bagan.alur:
        near = [id for id, r in row.items() if abs(r - row[alur.dari]) <= 6 and id != alur.dari]
        for id in rng.sample(near, min(len(near), rng.choice((0, 0, 1, 1, 1, 2)))) if alur.label else ():
            if (alur.dari, id) not in taken:
                taken.add((alur.dari, id))
                extra.append(replace(alur, ke=id))
    return replace(bagan, alur=(*bagan.alur, *extra))


def usual_chart(seed: int, size: tuple[int, int] | None = None) -> Chart:
    """A chart as real SOPs are, with about 26 links, or the rows and columns of ``size``.

    The flow goes from row to row, half of the time in another column. One step in six is a decision, whose No leads
    back over 1 to 8 rows or, one time in four, forward past some; few steps are joint or fork.
    """
    rng = random.Random(f"lazim {seed}")
    n, columns = size or (rng.randint(9, 33), rng.randint(3, 8))
    naskah = _ChartDraft(rng, columns)
    column = rng.randrange(naskah.kolom)
    for _ in range(n):
        r = naskah.row()
        column = rng.randrange(naskah.kolom) if rng.random() < 0.6 else column
        end = r in (0, n - 1)
        jenis: JenisSimbol = "terminator" if end else "keputusan" if rng.random() < 0.18 else "proses"
        naskah.kepala.append(naskah.put(f"{r + 1}", jenis, column, f"Langkah {r + 1}"))
        if jenis == "proses" and rng.random() < 0.08:
            naskah.join(naskah.kepala[r], column, min(2, naskah.kolom - 1), atau=rng.random() < 0.2)
    for r, head in enumerate(naskah.kepala[:-1]):
        decides = naskah.simbol[head].jenis == "keputusan"
        naskah.alur.append(ChartArrow(head, naskah.kepala[r + 1], "Ya" if decides else ""))
        far = list(range(r + 2, min(n, r + 8)))
        if decides:
            back = rng.random() < 0.75 or not far
            target = rng.randint(max(0, r - 8), r - 1) if back else rng.choice(far)
            naskah.alur.append(ChartArrow(head, naskah.kepala[target], "Tidak"))
        elif far and rng.random() < 0.04:
            naskah.alur.append(ChartArrow(head, naskah.kepala[rng.choice(far)]))
    return naskah.bagan(f"lazim-{seed}", f"Bagan lazim {seed}")
