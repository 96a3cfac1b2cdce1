"""Several SOPs put in force by one command: all of them are proved before the first is written.

If one is refused, none is written, and every refusal is said. What is written afterwards can only meet the disk: then
the refusal names the files that are there, and the same command, given again, goes on.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from generator.commands.actions import publish, publish_read
from generator.commands.at_work import (
    ActionResult,
    DataAtWork,
    RefusedError,
    SopAtWork,
    data_at_work,
    model_of,
    why_missing,
)
from generator.commands.changes import DataFiles
from generator.data.library import file_of
from generator.data.sop import Sop
from generator.findings import Finding

Days = tuple[datetime.date | None, datetime.date | None]
"""The date of the revision, and of its effect; None = the one in the file."""


def publish_all(
    data: Path, slugs: Sequence[str], revisi: datetime.date | None = None, efektif: datetime.date | None = None, *,
    coba: bool = False,
) -> list[tuple[str, ActionResult]]:  # fmt: skip
    """Put the revisions of these SOPs in force: each slug with what was done. ``coba``: write nothing."""
    names = list(dict.fromkeys(slugs))
    if len(names) == 1:
        return [(names[0], publish(data, names[0], revisi, efektif, coba=coba))]
    absent = [why_missing(data, slug) for slug in names if not (data / file_of("sop", slug)).is_file()]
    if absent:
        raise RefusedError("; ".join(absent))
    with data_at_work(data, *names, coba=coba) as now:
        if gone := [why_missing(data, slug) for slug in names if slug not in now.proyek.sop]:  # since it was looked for
            raise RefusedError("; ".join(gone))
        raw = {slug: now.raw(file_of("sop", slug)) for slug in names}
        coming = _prove(now, raw, (revisi, efektif))
        done = []
        for slug in names:
            # The names that each prints are those of the day on which all of them are published.
            others = {other: sop for other, sop in coming.items() if other != slug}
            proyek, start = replace(now.proyek, sop={**now.proyek.sop, **others}), len(now.files.done)
            result = publish_read(SopAtWork(proyek, now.files, slug, raw[slug]), revisi, efektif)
            done.append((slug, ActionResult(result.revisi, result.changes[start:])))
        return done


def _prove(now: DataAtWork, raw: dict[str, bytes], days: Days) -> dict[str, Sop]:
    """What each SOP would say once it is published, where that is not what it says; RefusedError: one cannot be."""
    coming: dict[str, Sop] = {}
    refused: list[str] = []
    findings: list[Finding] = []
    for slug, content in raw.items():
        trial = DataFiles(now.files.data, dry=True)
        try:
            publish_read(SopAtWork(now.proyek, trial, slug, content), *days)
        except RefusedError as refusal:
            refused.append(f"{slug}: {refusal.sebab}")
            findings += refusal.temuan
        for change in trial.done:
            if change.name == file_of("sop", slug) and change.new is not None:
                coming[slug] = model_of(change.new.decode("utf-8"))
    if refused:
        raise RefusedError("; ".join(refused), findings)
    return coming
