"""The command `excel`: SOPs as workbooks that office people edit, and workbooks read back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.text import Text

from generator.cli.answers import act_or_refuse, require_folder, tell_trial
from generator.cli.frame import DATA, Coba, Data, command
from generator.cli.questions import ask
from generator.commands import console, diff_console
from generator.commands.diff_sides import Pasang
from generator.data.library import Library
from generator.data.loader import load
from generator.examine import examine
from generator.io.trouble import place_of, reason
from generator.reading.limits import cut
from generator.revisions.names import library_names

if TYPE_CHECKING:  # what reads and writes Excel files is loaded where it is needed: no other command waits for it
    from generator.workbook.read_workbook import WorkbookReading

_YES = frozenset({"y", "ya"})
_MOST = 60
"""Faults that are told one by one."""


@command(135)
def excel(
    slug: Annotated[
        list[str] | None, typer.Argument(metavar="SLUG", help="Nama berkas SOP tanpa .yml; boleh beberapa.")
    ] = None,
    semua: Annotated[bool, typer.Option("--semua", help="Buku kerja semua SOP.")] = False,
    kosong: Annotated[bool, typer.Option("--kosong", help="Buku kerja kosong untuk SOP baru.")] = False,
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help="Folder tempat buku kerja ditulis.")] = Path(),
    timpa: Annotated[bool, typer.Option("--timpa", help="Ganti buku kerja bernama sama yang sudah ada.")] = False,
    baca: Annotated[
        list[Path] | None,
        typer.Option("--baca", metavar="BERKAS", help="Baca kembali buku kerja; boleh beberapa kali."),
    ] = None,
    ya: Annotated[bool, typer.Option("--ya", help="Tulis perubahannya tanpa bertanya.")] = False,
    coba: Coba = False,
    data: Data = DATA,
) -> None:
    """Membuat buku kerja Excel dari SOP untuk disunting, dan membacanya kembali ke berkas data."""
    show = Console(highlight=False)
    require_folder(show, data)
    wanted = list(slug or ())
    if sum((bool(wanted), semua, kosong, bool(baca))) != 1:
        show.print("Sebutkan satu: SLUG, --semua, --kosong, atau --baca BERKAS.", soft_wrap=True)
        raise typer.Exit(2)
    if baca:
        whole = [read_back(show, data, path, agreed=ya, coba=coba) for path in baca]
        raise typer.Exit(0 if all(whole) else 1)
    from generator.workbook.workbook_acts import write_workbooks

    library, findings = examine(data)
    if library is None:
        console.show_findings(show, findings, data)
        show.print("[bold red]Folder data tidak dapat dibaca.[/] Lihat 'sop check'.")
        raise typer.Exit(1)
    slugs = list(library.sop) if semua else [""] if kosong else wanted
    written = act_or_refuse(data, lambda: write_workbooks(library, findings, slugs, out, replace=timpa))
    for path in written:
        show.print(f"Ditulis: {escape(path.as_posix())}", soft_wrap=True)
    if written:
        show.print(f"Sunting, simpan, lalu: sop excel --baca {escape(written[0].as_posix())}", soft_wrap=True)


def read_back(show: Console, data: Path, path: Path, *, agreed: bool, coba: bool) -> bool:
    """Read one workbook, show what it changes, ask, write. False: something stands in the way."""
    from generator.workbook.read_workbook import NotOurWorkbookError, read_workbook
    from generator.workbook.safe_cells import UnsafeWorkbookError
    from generator.workbook.workbook_acts import write_back

    name = escape(path.as_posix())
    library, findings = load(data)
    if library is None:
        console.show_findings(show, findings, data)
        return False
    try:
        reading = read_workbook(path, library)
    except UnsafeWorkbookError as error:
        show.print(
            f"[bold red]{name} tidak dibaca[/]: {escape(error.message)}; {escape(error.remedy)}.", soft_wrap=True
        )
        return False
    except NotOurWorkbookError:
        show.print(f"[bold red]{name} tidak dibaca[/]: bukan buku kerja dari 'sop excel'.", soft_wrap=True)
        return False
    except OSError as error:
        show.print(
            f"[bold red]{name} tidak dibaca[/]: {escape(place_of(error, path))}: {escape(reason(error))}.",
            soft_wrap=True,
        )
        return False
    if reading.faults or reading.conflicts:
        _say_why_not(show, name, reading)
        return False
    if not reading.changes:
        show.print(f"{name}: tidak ada yang berubah.", soft_wrap=True)
        return True
    _say_changes(show, library, reading)
    if coba:
        tell_trial(data, act_or_refuse(data, lambda: write_back(data, path, reading, coba=True)))
        return True
    if not agreed and ask("Tulis perubahan ini? (ya/tidak)").casefold() not in _YES:
        show.print("Tidak ada berkas yang diubah.")
        return True
    done = act_or_refuse(data, lambda: write_back(data, path, reading))
    for place in done.written:
        show.print(f"Ditulis: {escape((data / place).as_posix())}", soft_wrap=True)
    show.print(f"Periksa dengan 'sop check {reading.slug}'.")
    return True


def _say_why_not(show: Console, name: str, reading: WorkbookReading) -> None:
    for fault in reading.faults[:_MOST]:
        show.print(Text(f"  {fault.sentence}."), soft_wrap=True)
    if len(reading.faults) > _MOST:
        show.print(f"  dan {len(reading.faults) - _MOST} lagi.")
    for both in reading.conflicts:
        where = ".".join(str(part + 1) if isinstance(part, int) else part for part in both.path)
        show.print(Text(f"  {where}: berubah di berkas dan di buku kerja"), soft_wrap=True)
        show.print(Text(f"    di berkas     : {_one_line(both.theirs)}"), soft_wrap=True)
        show.print(Text(f"    di buku kerja : {_one_line(both.ours)}"), soft_wrap=True)
    why = "perbaiki yang disebut di atas, simpan, lalu ulangi" if reading.faults else (
        "SOP ini diubah sejak buku kerja dibuat; samakan bagian di atas, atau mulai dari buku kerja yang baru"
    )  # fmt: skip
    show.print(f"[bold red]{name} tidak ditulis[/]: {why}. Tidak ada berkas yang berubah.", soft_wrap=True)


def _one_line(value: object) -> str:
    return cut(" ".join(str("(kosong)" if value is None else value).split()), 300)


def _say_changes(show: Console, library: Library, reading: WorkbookReading) -> None:
    """The change as `sop diff` says it, and what else a person should know."""
    if reading.new and reading.sop is not None:
        show.print(Text(f"SOP baru: {reading.sop.judul} ({reading.slug})", style="bold"), soft_wrap=True)
    else:
        pair = Pasang(reading.slug, reading.old, reading.sop, ("berkas sekarang", "buku kerja"))
        diff_console.show(show, [diff_console.compare_pair(pair, library_names(library))])
    for change in reading.changes:
        if not change.name.startswith("sop/"):
            show.print(f"Ditambahkan pada {escape(change.name)}.")
    for told in reading.told:
        show.print(Text(f"Perhatikan: {told}.", style="yellow"), soft_wrap=True)
