"""How the whole build grows with the number of SOPs, beside bare mkdocs-material on the same SOPs in the same run."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

import yaml

from generator.bench.dasar import write_plain
from generator.bench.memori import Peak
from generator.bench.rekaan import slug_of, write_data
from generator.data.loader import load


@dataclass(frozen=True, slots=True)
class Ukuran:
    """One kind of build: CPU and wall seconds and the most memory (MB), medians of several runs; CPU by stage."""

    nama: str
    cpu: float
    lama: float
    memori: float
    tahap: dict[str, float]


@dataclass(frozen=True, slots=True)
class Hasil:
    """What was measured for ``banyak`` SOPs; ``halaman``: bytes of an SOP's page."""

    banyak: int
    ukuran: dict[str, Ukuran]
    halaman: int

    def ratio(self, nama: str, other: str = "dasar") -> float:
        """CPU of one build as a multiple of another's."""
        return self.ukuran[nama].cpu / self.ukuran[other].cpu


def measure(banyak: int, runs: int, *, lengkap: bool) -> Hasil:
    """Build ``banyak`` made-up SOPs in every way; ``lengkap``: also with all PDFs and other downloads."""
    with tempfile.TemporaryDirectory(prefix="sop-bench-") as folder:
        top = Path(folder)
        data = top / "data"
        write_data(data, banyak)
        proyek, findings = load(data)
        if proyek is None:
            raise ValueError(f"the made-up data are wrong: {findings[:3]}")
        settings = write_plain(top / "dasar", proyek)
        found = {"dasar": _median("dasar", runs, lambda n: ["dasar", str(settings), str(top / f"polos-{n}")])}
        kinds = [("ringkas", "ringkas")] + ([("lengkap", "")] if lengkap else [])
        for nama, option in kinds:

            def words(n: int, nama: str = nama, option: str = option) -> list[str]:
                return [str(data), str(top / f"{nama}-{n}"), str(top / f"situs-{nama}-{n}"), option]

            found[nama] = _median(nama, runs, words)

            def again(n: int, words: Callable[[int], list[str]] = words) -> list[str]:
                _edit(data / "sop" / f"{slug_of(banyak // 2)}.yml", n)
                return words(0)

            found[f"{nama}, satu diubah"] = _median(f"{nama}, satu diubah", runs, again)
        page = top / "situs-ringkas-0" / "sop" / slug_of(1) / "index.html"
        return Hasil(banyak, found, page.stat().st_size)


def _edit(path: Path, n: int) -> None:
    """A revision as offices make it: a warning is reworded."""
    sop = yaml.safe_load(path.read_text("utf-8"))
    sop["peringatan"] = [f"Peringatan yang diubah {n}"]
    path.write_text(yaml.safe_dump(sop, allow_unicode=True, sort_keys=False, width=110), "utf-8")


def _median(nama: str, runs: int, words: Callable[[int], list[str]]) -> Ukuran:
    one = [_run(words(n)) for n in range(runs)]
    stages = {stage: median(found[2].get(stage, 0) for found in one) for stage in one[0][2]}
    cpu = median(sum(found[2].values()) for found in one)
    return Ukuran(nama, cpu, median(found[0] for found in one), max(found[1] for found in one), stages)


def _run(words: list[str]) -> tuple[float, float, dict[str, float]]:
    """Wall seconds, MB, CPU seconds by stage of one build in a process of its own."""
    process = subprocess.Popen(
        [sys.executable, "-m", "generator.bench.tahap", *words], stdout=subprocess.PIPE, text=True
    )
    with Peak(process.pid) as peak:
        out, _ = process.communicate()
    if process.returncode:
        raise RuntimeError(f"the build ended with {process.returncode}")
    stages = json.loads(out.splitlines()[-1])
    cpu: dict[str, float] = {}
    for stage in stages:
        cpu[stage["tahap"]] = cpu.get(stage["tahap"], 0) + stage["cpu"]
    return sum(stage["lama"] for stage in stages), peak.megabytes, cpu


def table(results: Sequence[Hasil]) -> Iterator[str]:
    """The report, line by line, as Markdown."""
    yield "| SOP | pembuatan | CPU s | x dasar | lama s | lama/CPU | MB | CPU s per tahap |"
    yield "|---|---|---|---|---|---|---|---|"
    for hasil in results:
        for nama, u in hasil.ukuran.items():
            stages = ", ".join(f"{words} {seconds:.1f}" for words, seconds in u.tahap.items() if seconds >= 0.05)
            yield (
                f"| {hasil.banyak} | {nama} | {u.cpu:.1f} | {hasil.ratio(nama):.2f} | {u.lama:.1f} "
                f"| {u.lama / u.cpu:.2f} | {u.memori:.0f} | {stages} |"
            )
    for hasil in results:
        kinds = [nama for nama in ("ringkas", "lengkap") if nama in hasil.ukuran]
        edits = ", ".join(f"{kind} {100 * hasil.ratio(f'{kind}, satu diubah', kind):.1f} %" for kind in kinds)
        page = f"halaman SOP {hasil.halaman / 1024:.1f} KB"
        yield f"\n{hasil.banyak} SOP: {page}; satu SOP diubah: {edits} dari CPU penuh."
    if len(results) > 1:
        first, last = results[0], results[-1]
        growth = last.ukuran["ringkas"].cpu / first.ukuran["ringkas"].cpu
        yield f"\n{last.banyak} terhadap {first.banyak} SOP: {growth:.1f} kali CPU (ringkas)."


def as_json(results: Sequence[Hasil]) -> str:
    """The same for programs."""
    return json.dumps([asdict(hasil) for hasil in results], ensure_ascii=False, indent=1)
