"""The text of a new draft, made of what was published."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import TypeAlias

from generator.commands.at_work import DataAtWork, edited, model_of
from generator.commands.reference_edit import with_names
from generator.commands.yaml_edit import Edits, Isi
from generator.data.editor_schema import with_schema_comment
from generator.data.library import Library, file_of
from generator.data.sop import OF_ONE_REVISION, Sop
from generator.revisions.in_force import is_cancelled

SopFile: TypeAlias = tuple[str, bytes, Sop]
"""A file of an SOP: its name in the data folder, its bytes, and as what it was read."""


def draft_text(
    now: DataAtWork, slug: str, base: SopFile, number: int, ringkasan: Sequence[str], alasan: str,
    revisi: datetime.date | None = None, efektif: datetime.date | None = None,
) -> str:  # fmt: skip
    """The draft of revision ``number`` with the content of ``base``. What was renamed since is named as today."""
    former = {name: day_text(day) for name, day in now.proyek.nama_lama.get(slug, {}).items()}
    summary: Isi = list(ringkasan) or None
    changes: Edits = {
        ("revisi",): str(number),
        ("status",): "draf",
        **({("nama_lama",): former} if former and former.keys() != base[2].nama_lama.keys() else {}),
        ("tanggal", "revisi"): day_text(revisi),
        ("tanggal", "efektif"): day_text(efektif),
        ("perubahan", "ringkasan"): summary,
        ("perubahan", "alasan"): alasan or None,
    }
    text = with_names(edited(now, *base, changes, OF_ONE_REVISION), now.proyek.todays_names)
    text = with_schema_comment(text, now.proyek.folder, now.proyek.folder / file_of("sop", slug))
    model_of(text)
    return text


def next_number(proyek: Library, slug: str, last: int) -> int:
    """The number of the revision after ``last``. That of a revision that was cancelled is not used again: prints bear
    it."""
    number, kept = last + 1, proyek.arsip.get(slug, {})
    while number in kept and is_cancelled(kept[number]):
        number += 1
    return number


def day_text(hari: datetime.date | None) -> str | None:
    """A day as it is written in the data."""
    return hari.isoformat() if hari else None
