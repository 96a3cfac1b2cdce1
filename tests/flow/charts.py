"""Charts for tests: random ones of every shape, and those of the shared chart files as a Bagan."""

from __future__ import annotations

import itertools
import json
import random
from pathlib import Path
from typing import Any

from generator.flow.graph import Alur, Bagan, Baris, JenisSimbol, Kolom, Sel, Simbol

WORDS = ("menyusun konsep laporan berkas permohonan verifikasi kelengkapan dokumen rapat tim kepala dinas data").split()  # noqa: SIM905


def from_file(path: Path) -> Bagan:
    """A chart file (langkah, simbol, alur) as a Bagan, errors of the original included."""
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    heads = tuple(data["kolom_mutu_baku"])
    waktu = next((k for k, head in enumerate(heads) if head == "Waktu"), -1)
    columns = {"Waktu": "waktu", "Output": "output"}
    rows, symbols = [], []
    for r, langkah in enumerate(data["langkah"]):
        mutu = tuple(_sel(langkah.get(columns.get(head, "kelengkapan"))) for head in heads)
        rows.append(Baris(f"b{r + 1}", langkah["no"], _sel(langkah["uraian"]), mutu, _sel(langkah.get("ket"))))
        for simbol in langkah["simbol"]:
            column = data["pelaksana"].index(simbol["pelaksana"])
            symbols.append(Simbol(simbol["id"], simbol["jenis"], r, column, f"Langkah {langkah['no']}"))
    links = tuple(
        Alur(a["dari"], a["ke"], a.get("label") or "", bersama=a.get("jenis") == "bersama") for a in data["alur"]
    )
    kolom = tuple(Kolom(f"p{c}", nama) for c, nama in enumerate(data["pelaksana"]))
    return Bagan(path.stem, path.stem, kolom, tuple(rows), tuple(symbols), links, kepala_mutu=heads, waktu_ke=waktu)


def _sel(text: str | None) -> Sel:
    return Sel((text,)) if text and text.strip() else Sel()


def _text(rng: random.Random, low: int, high: int) -> Sel:
    return Sel((" ".join(rng.choices(WORDS, k=rng.randint(low, high))).capitalize(),))


def random_chart(seed: int, max_rows: int = 40, max_columns: int = 10) -> Bagan:
    """A chart with loops, skips, forks, merges, joint steps, stacks and labels, decided by ``seed`` alone."""
    rng = random.Random(seed)
    n, m = rng.randint(2, max_rows), rng.randint(2, max_columns)
    rows, symbols, links = [], [], []
    main: list[str] = []
    column = rng.randrange(m)
    for r in range(n):
        rows.append(Baris(f"b{r + 1}", str(r + 1), _text(rng, 3, 25), (_text(rng, 1, 8), Sel(("15 menit",)), Sel())))
        column = rng.randrange(m) if rng.random() < 0.6 else column
        jenis: JenisSimbol = "terminator" if r in (0, n - 1) else "keputusan" if rng.random() < 0.22 else "proses"
        kind = rng.random()
        head = f"{r + 1}"
        symbols.append(Simbol(head, jenis, r, column, f"Langkah {r + 1}", perkiraan=rng.random() < 0.1))
        tail = head
        if kind < 0.08 and 0 < r < n - 1:  # two in one cell
            tail = f"{r + 1}b"
            symbols.append(Simbol(tail, "keputusan" if rng.random() < 0.5 else "proses", r, column, tail))
            links.append(Alur(head, tail))
        elif kind < 0.2:  # joint with others of the row
            others = rng.sample([c for c in range(m) if c != column], rng.randint(1, min(3, m - 1)))
            chain = sorted([column, *others])
            for c in others:
                symbols.append(Simbol(f"{r + 1}.{c}", "proses", r, c, f"Langkah {r + 1}"))
            names = [head if c == column else f"{r + 1}.{c}" for c in chain]
            links += [Alur(a, b, bersama=True, atau=kind < 0.1) for a, b in itertools.pairwise(names)]
        elif kind < 0.26:  # a chain within the row
            other = rng.choice([c for c in range(m) if c != column])
            tail = f"{r + 1}b"
            symbols.append(Simbol(tail, "keputusan" if rng.random() < 0.4 else "proses", r, other, tail))
            links.append(Alur(head, tail))
        main += [head, tail]
    jenis_of = {s.id: s for s in symbols}
    tails = {r: main[2 * r + 1] for r in range(n)}
    heads = {r: main[2 * r] for r in range(n)}
    for r in range(n - 1):
        tail = tails[r]
        if jenis_of[tail].jenis == "keputusan":
            links.append(Alur(tail, heads[r + 1], "Ya"))
            target = rng.choice([k for k in range(max(0, r - 8), min(n, r + 8)) if k not in (r, r + 1)] or [0])
            label = rng.choice(["Tidak", "Tidak", "Ada garansi"])
            links.append(Alur(tail, heads[target], label, perkiraan=rng.random() < 0.2))
        else:
            links.append(Alur(tail, heads[r + 1]))
            if rng.random() < 0.06 and r + 2 < n:
                links.append(Alur(tail, heads[rng.randint(r + 2, min(n - 1, r + 7))]))
    for r in range(n):  # a decision above a joint row's chain may have put a decision first
        head, tail = heads[r], tails[r]
        if head != tail and jenis_of[head].jenis == "keputusan":
            links = [Alur(a.dari, a.ke, "Ya") if (a.dari, a.ke) == (head, tail) else a for a in links]
            back = rng.randrange(r) if r else None
            if back is not None:
                links.append(Alur(head, heads[back], "Tidak"))
    unique = {(a.dari, a.ke): a for a in links if a.dari != a.ke}
    kolom = tuple(Kolom(f"p{c}", f"Pelaksana {chr(65 + c)}") for c in range(m))
    return Bagan(f"acak-{seed}", f"Bagan acak {seed}", kolom, tuple(rows), tuple(symbols), tuple(unique.values()))
