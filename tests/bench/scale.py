"""How the whole build grows with the number of SOPs, beside bare mkdocs-material on the same SOPs in the same run."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from generator.data.loader import load
from tests.bench.baseline import CETAK, chromium_cost, write_plain
from tests.bench.made_up_data import edit, slug_of, write_data
from tests.bench.memory import Peak

DIUBAH, SERVE = ", satu diubah", ", satu disimpan selama sop serve"
"""After one SOP was changed: a new process builds; the process that goes on builds what is shown first."""


MENU = "dasar, semua dalam menu"
SEMENTARA = Path("/dev/shm")
"""A folder in memory, where there is one: the disk of this machine is not what is measured."""


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU and wall seconds, and the most memory (MB) of all processes."""

    cpu: float
    lama: float
    memori: float


@dataclass(frozen=True, slots=True)
class BuildMeasure:
    """One kind of build: its cost as a whole and stage by stage, medians of several runs."""

    nama: str
    everything: Cost
    tahap: dict[str, Cost]


@dataclass(frozen=True, slots=True)
class ScaleResult:
    """What was measured for ``banyak`` SOPs; ``halaman``: bytes of an SOP's page; ``situs``: of all files without
    papers; ``chromium``: CPU seconds that Chromium takes for an SOP's papers, None = not here."""

    banyak: int
    ukuran: dict[str, BuildMeasure]
    halaman: int
    situs: int
    chromium: float | None

    def ratio(self, nama: str, other: str = "dasar") -> float:
        """CPU of one build as a multiple of another's."""
        return self.ukuran[nama].everything.cpu / self.ukuran[other].everything.cpu


def measure(banyak: int, runs: int, *, lengkap: bool) -> ScaleResult:
    """Build ``banyak`` made-up SOPs in every way; ``lengkap``: also with all PDFs and other downloads."""
    in_memory = SEMENTARA if SEMENTARA.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="sop-bench-", dir=in_memory) as folder:
        top = Path(folder)
        data = top / "data"
        write_data(data, banyak)
        proyek, findings = load(data)
        if proyek is None:
            raise ValueError(f"the made-up data are wrong: {findings[:3]}")
        settings, menu = write_plain(top / "dasar", proyek)
        found = {
            "dasar": _median("dasar", runs, lambda n: ["dasar", str(settings), str(top / f"polos-{n}")]),
            MENU: _median(MENU, 1, lambda n: ["dasar", str(menu), str(top / f"menu-{n}")]),
        }
        chromium = chromium_cost(top / "polos-0", [slug_of(n) for n in range(min(banyak, 3))]) if lengkap else None
        changed = slug_of(banyak // 2)
        kinds = [("ringkas", "ringkas")] + ([("lengkap", "")] if lengkap else [])
        for nama, option in kinds:

            def words(n: int, *more: str, nama: str = nama, option: str = option) -> list[str]:
                return [str(data), str(top / f"{nama}-{n}"), str(top / f"situs-{nama}-{n}"), option, *more]

            found[nama] = _median(nama, runs, words)

            def again(n: int, words: Callable[..., list[str]] = words) -> list[str]:
                edit(data / "sop" / f"{changed}.yml", n)
                return words(0)

            def served(_: int, words: Callable[..., list[str]] = words) -> list[str]:
                return words(0, f"simpan={changed}")

            found[f"{nama}{DIUBAH}"] = _median(f"{nama}{DIUBAH}", runs, again)
            found[f"{nama}{SERVE}"] = _median(f"{nama}{SERVE}", runs, served)
        site = top / "situs-ringkas-0"
        page = site / "sop" / slug_of(1) / "index.html"
        size = sum(path.stat().st_size for path in site.rglob("*") if path.is_file())
        return ScaleResult(banyak, found, page.stat().st_size, size, chromium)


def _median(nama: str, runs: int, words: Callable[[int], list[str]]) -> BuildMeasure:
    one = [_run(words(n)) for n in range(runs)]
    stages = {stage: _middle([found[stage] for found in one if stage in found]) for stage in one[0]}
    return BuildMeasure(nama, _middle([_sum(found.values()) for found in one]), stages)


def _middle(costs: Sequence[Cost]) -> Cost:
    """The median of each figure."""
    return Cost(median(c.cpu for c in costs), median(c.lama for c in costs), median(c.memori for c in costs))


def _sum(costs: Iterable[Cost]) -> Cost:
    """One after the other."""
    parts = tuple(costs)
    return Cost(sum(c.cpu for c in parts), sum(c.lama for c in parts), max(c.memori for c in parts))


def _run(words: list[str]) -> dict[str, Cost]:
    """The stages of one build in a process of its own."""
    process = subprocess.Popen([sys.executable, "-m", "tests.bench.stages", *words], stdout=subprocess.PIPE, text=True)
    with Peak(process.pid) as peak:
        out, _ = process.communicate()
    if process.returncode:
        raise RuntimeError(f"the build ended with {process.returncode}")
    found: dict[str, Cost] = {}
    for stage in json.loads(out.splitlines()[-1]):
        memory = peak.between(stage["mulai"], stage["mulai"] + stage["lama"])
        before = found.get(stage["tahap"], Cost(0, 0, 0))
        found[stage["tahap"]] = _sum([before, Cost(stage["cpu"], stage["lama"], memory)])
    return found


def table(results: Sequence[ScaleResult]) -> Iterator[str]:
    """The report, line by line, as Markdown."""
    yield "| SOP | pembuatan | tahap | CPU s | x dasar | lama s | lama/CPU | MB |"
    yield "|---|---|---|---|---|---|---|---|"
    for hasil in results:
        plain = hasil.ukuran["dasar"].everything.cpu
        for nama, ukuran in hasil.ukuran.items():
            stages = {
                "**semua**": ukuran.everything,
                **{k: cost for k, cost in ukuran.tahap.items() if cost.cpu >= 0.05},
            }
            for stage, cost in stages.items():
                share = cost.lama / cost.cpu
                figures = f"{cost.cpu:.1f} | {cost.cpu / plain:.2f} | {cost.lama:.1f} | {share:.2f} | {cost.memori:.0f}"
                yield f"| {hasil.banyak} | {nama} | {stage} | {figures} |"
    for hasil in results:
        kinds = [nama for nama in ("ringkas", "lengkap") if nama in hasil.ukuran]
        edits = ", ".join(f"{kind} {100 * hasil.ratio(f'{kind}{DIUBAH}', kind):.1f} %" for kind in kinds)
        page = f"halaman SOP {hasil.halaman / 1024:.1f} KB"
        site = f"situs tanpa PDF {hasil.situs / 1e6:.0f} MB"
        yield f"\n{hasil.banyak} SOP: {page}, {site}; satu SOP diubah: {edits} dari CPU penuh."
        if hasil.chromium is not None:
            ours = hasil.ratio("lengkap", "dasar")
            other = 1 + hasil.chromium * hasil.banyak / hasil.ukuran["dasar"].everything.cpu
            prints = f"Dengan {CETAK} cetakan Chromium per SOP ({hasil.chromium:.1f} s CPU)"
            yield f"{prints}: {other:.0f} x dasar; lengkap {ours:.0f} x."
    if len(results) > 1:
        first, last = results[0], results[-1]
        growth = last.ukuran["ringkas"].everything.cpu / first.ukuran["ringkas"].everything.cpu
        yield f"\n{last.banyak} terhadap {first.banyak} SOP: {growth:.1f} kali CPU (ringkas)."
