"""What each kind of document costs, warm: `python -m tests.bench.paper_times`.

CPU of this process for made-up SOPs of 14 steps, all different. The first SOPs start the engine and are not counted;
after them an SOP's documents come in the order of a build, so what the engine remembers helps here as it does there.
"""

from __future__ import annotations

import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median

from generator.build.make_part import Job, make_part
from generator.build.slices import Slicer
from generator.data.library import Library
from generator.data.loader import load
from generator.declared import outputs_of, papers_of
from generator.facts.site_facts import BuildContext, SiteFacts
from generator.facts.site_forms import forms_of
from generator.paper.typesetting import Paper, typeset
from tests.bench.made_up_data import write_data

BANYAK = 12
"""Made-up SOPs."""
PANAS = 2
"""So many of them only warm up."""
SEMUA = "everything, with pages"
"""The row of a whole part: papers, downloads and pages."""

Pekerjaan = tuple[str, Callable[[], object]]
"""The kind of a document, and making it."""
Biaya = dict[str, list[float]]
"""CPU seconds of each SOP by kind of document."""


def measure(banyak: int = BANYAK) -> Biaya:
    """Make all documents of ``banyak`` SOPs and note what each kind costs an SOP."""
    with tempfile.TemporaryDirectory() as folder:
        write_data(Path(folder), banyak)
        proyek, findings = load(Path(folder))
        if proyek is None:
            raise RuntimeError(f"the made-up data are wrong: {findings[:3]}")
        costs: Biaya = defaultdict(list)
        for number, (slug, work) in enumerate(_works(proyek)):
            once: dict[str, float] = defaultdict(float)
            for kind, make in work:
                start = time.process_time()
                make()
                once[kind.replace(slug, "SOP")] += time.process_time() - start
            if number >= PANAS:
                for kind, spent in once.items():
                    costs[kind].append(spent)
    return costs


def table(costs: Biaya) -> list[str]:
    """One line for each kind: median and most, in ms of CPU."""
    lines = [f"{'CPU per SOP, ms':<28}{'median':>8}{'most':>8}"]
    for kind, spent in costs.items():
        lines.append(f"{kind:<28}{median(spent) * 1000:8.0f}{max(spent) * 1000:8.0f}")
    return lines


def main() -> None:
    """Measure and print."""
    print("\n".join(table(measure())))


def _works(proyek: Library) -> Iterator[tuple[str, list[Pekerjaan]]]:
    """For each SOP its slug and what is to be timed, by kind; then the whole part of each SOP."""
    parts = [irisan for irisan in Slicer(proyek).everything() if irisan.nama.jenis == "sop"]
    for irisan in parts:
        yield irisan.nama.id, list(_of_sop(SiteFacts(irisan.proyek, BuildContext()), irisan.nama.id))
    for irisan in parts:
        yield irisan.nama.id, [(SEMUA, partial(make_part, Job(irisan)))]


def _of_sop(situs: SiteFacts, slug: str) -> Iterator[Pekerjaan]:
    forms = [(situs.proyek, form) for form in forms_of(situs.proyek, situs.sop[slug])]

    def papers() -> list[Paper]:
        own = [*papers_of("edisi", situs, slug)]
        return [*own, *(paper for given in forms for paper in papers_of("formulir", *given))]

    yield "data of all papers", papers
    for paper in papers():
        yield paper.path.rpartition("/")[2], partial(typeset, paper.document)
    yield "charts to download", lambda: list(outputs_of("sop", situs.sop[slug]))
    yield "forms to download", lambda: [list(outputs_of("formulir", *given)) for given in forms]


if __name__ == "__main__":
    main()
