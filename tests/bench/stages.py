"""One build as a process of its own: `python -m tests.bench.stages DATA TEMPAT SITUS [ringkas] [simpan=SLUG]`.

Prints JSON: for each stage its words, CPU and wall seconds, and when it began (seconds since the start). With
``simpan`` the build is what `sop serve` does after this SOP was saved: the second in its process. The baseline
(`dasar MKDOCS.YML SITUS`) is one stage.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from pathlib import Path

_MULAI = time.perf_counter()


def cpu() -> float:
    """CPU seconds of this process and its finished children."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


class Clock:
    """Collects the time between marks; the time before the first one is the start of the program."""

    def __init__(self, words: str = "Mulai", since: float = 0.0) -> None:
        self.stages: list[dict[str, object]] = []
        # The wall clock of this process starts a little late: the interpreter's own start is CPU time already.
        self._words, self._cpu, self._wall = words, since, time.perf_counter()

    def mark(self, words: str) -> None:
        """A new stage begins."""
        now, wall = cpu(), time.perf_counter()
        if words != self._words:
            cost = {"cpu": now - self._cpu, "mulai": self._wall - _MULAI, "lama": wall - self._wall}
            self.stages.append({"tahap": self._words, **cost})
            self._words, self._cpu, self._wall = words, now, wall


def build_ours(data: Path, place: Path, site: Path, ringkas: bool, saved: str) -> list[dict[str, object]]:
    """Our build, its stages; ``saved``: of the second build, after that SOP was edited."""
    clock = Clock()
    from generator import pipeline, working_folder
    from generator.build_options import BuildOptions
    from generator.io.processes import collect_seldom
    from tests.bench.made_up_data import edit

    collect_seldom()

    known = working_folder.last_known(place)
    cara = BuildOptions(ringkas=ringkas, progress=lambda words, *_: clock.mark(words.partition(" (")[0]))
    result = pipeline.build(data, site, cara, home=place, simpanan=known)
    if saved and result.built:
        edit(data / "sop" / f"{saved}.yml", time.time_ns())
        clock = Clock("Membaca dan memeriksa data", cpu())
        assert result.record
        result = pipeline.preview(data, site, result.record, known, cara, home=place)
    if not result.built:
        sys.exit(f"the build failed: {result.findings[:3]}")
    clock.mark("")
    return clock.stages


def build_plain(settings: Path, site: Path) -> list[dict[str, object]]:
    """The baseline: MkDocs alone."""
    clock = Clock()
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    clock.mark("MkDocs")
    config = load_config(str(settings), site_dir=str(site))
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    clock.mark("")
    return clock.stages


def main(words: list[str]) -> None:
    """Do what the command line says, print the stages."""
    if words[0] == "dasar":
        stages = build_plain(Path(words[1]), Path(words[2]))
    else:
        saved = next((word.removeprefix("simpan=") for word in words[3:] if word.startswith("simpan=")), "")
        stages = build_ours(Path(words[0]), Path(words[1]), Path(words[2]), "ringkas" in words[3:], saved)
    print(json.dumps(stages))


if __name__ == "__main__":
    main(sys.argv[1:])
