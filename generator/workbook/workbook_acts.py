"""`sop excel`: workbooks written, and one read back into the data folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from generator.commands.at_work import ActionResult, RefusedError, data_at_work
from generator.data.library import Library, file_of
from generator.findings import Finding, has_errors
from generator.io.atomic import write_durable
from generator.io.lock import BusyError
from generator.workbook.read_workbook import WorkbookReading, read_workbook
from generator.workbook.workbook_writer import workbook_of

EMPTY = "sop-baru.xlsx"
"""Name of the workbook for a new SOP."""


def write_workbooks(
    library: Library, findings: Sequence[Finding], slugs: Sequence[str], out: Path, *, replace: bool = False
) -> list[Path]:
    """Write the workbook of each of these SOPs into the folder ``out``; "" = an empty one. Those that were written.

    RefusedError: an SOP is not there or cannot be read, or a file of that name is there already and may hold the work
    of somebody; with ``replace`` it may go. Nothing is written then.
    """
    made: list[tuple[Path, bytes]] = []
    for slug in slugs:
        path = out / (f"{slug}.xlsx" if slug else EMPTY)
        name = file_of("sop", slug)
        wrong = [found for found in findings if found.file == name]
        if slug and (slug not in library.sop or has_errors(wrong)):
            raise RefusedError(f"SOP '{slug}' tidak ada atau memuat galat; lihat 'sop check'", wrong)
        raw = (library.folder / name).read_bytes() if slug else b""
        made.append((path, workbook_of(library, slug, raw)))
    for path, content in made:
        if path.is_dir() or (path.exists() and path.read_bytes() != content and not replace):
            raise RefusedError(f"{path.as_posix()} sudah ada dan isinya lain; pindahkan, atau ulangi dengan --timpa")
    for path, content in made:
        write_durable(path, content)
    return [path for path, _ in made]


def write_back(data: Path, workbook: Path, shown: WorkbookReading, *, coba: bool = False) -> ActionResult:
    """Write what a workbook changed, as it was shown. RefusedError: the data are not any more what was shown."""
    names = [change.name for change in shown.changes]
    with data_at_work(data, shown.slug, coba=coba, mending=None, also=names) as now:
        again = read_workbook(workbook, now.proyek)
        if again.changes != shown.changes or again.faults or again.conflicts:
            raise RefusedError("Data atau buku kerja berubah sejak ditampilkan; ulangi perintahnya")
        for change in shown.changes:
            path = data / change.name
            if (path.read_bytes() if path.is_file() else None) != change.old:
                raise BusyError(path)
        for change in shown.changes:
            assert change.new is not None
            now.files.write(change.name, change.old, change.new)
        return now.done((shown.sop.revisi or 0) if shown.sop else 0)
