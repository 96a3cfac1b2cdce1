"""What several commands say: that a folder is not there, why they did nothing, what they would do."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import typer
from rich.console import Console
from rich.markup import escape

from generator.commands import console
from generator.commands.at_work import ActionResult, RefusedError
from generator.io.lock import BusyError
from generator.io.trouble import place_of, reason

if TYPE_CHECKING:  # loaded by the commands that make parts
    from generator.build.make_part import PartError


def require_folder(out: Console, data: Path) -> None:
    """End where there is no data folder."""
    if not data.is_dir():
        out.print(f"[bold red]Folder data '{escape(str(data))}' tidak ditemukan.[/] Periksa pilihan --data.")
        raise typer.Exit(2)


def refusal(error: OSError | BusyError, data: Path) -> str:
    """Why a file could not be written."""
    if isinstance(error, BusyError):
        return "perintah lain sedang menulis berkas yang sama; ulangi sesudah selesai"
    return f"{place_of(error, data)}: {reason(error)}"


def say_fault(out: Console, undone: str, error: PartError, debug: bool) -> None:
    """A fault of the program, in one line behind the words ``undone``; with ``debug`` its traceback too."""
    if debug:
        print("".join(traceback.format_exception(error)), file=sys.stderr)
    out.print(f"[bold red]{undone}[/]. {escape(str(error))}", soft_wrap=True)
    out.print("Laporkan kalimat di atas; jejaknya tampil dengan --debug.")


def tell_trial(data: Path, done: ActionResult) -> None:
    """What an act would change, file by file, with the lines (`--coba`)."""
    out = Console(highlight=False)
    for change in done.changes:
        to = f" menjadi {(data / change.to).as_posix()}" if change.to else ""
        out.print(f"Akan {change.verb}: {escape((data / change.name).as_posix())}{escape(to)}", soft_wrap=True)
        if change.old is not None and change.new is not None:
            console.show_diff(out, change.old, change.new)
    what = "tidak ada berkas yang ditulis" if done.changes else "tidak ada yang perlu diubah"
    out.print(f"Percobaan: {what}.", soft_wrap=True)


_R = TypeVar("_R")


def act_or_refuse(data: Path, act: Callable[[], _R]) -> _R:
    """Do it, or say why not; a refusal ends with 1."""
    try:
        return act()
    except RefusedError as refusal:
        out = Console()
        console.show_findings(out, refusal.temuan, data)
        if refusal.ditulis:
            written = ", ".join((data / name).as_posix() for name in refusal.ditulis)
            what = f"[bold red]Baru sebagian[/]: {escape(written)} sudah ditulis. Berhenti karena: "
            again = " Ulangi perintah yang sama untuk menyelesaikannya."
        else:
            what, again = "[bold red]Tidak dilakukan[/]: ", " Tidak ada berkas yang berubah."
        out.print(f"{what}{escape(refusal.sebab)}.{again}", soft_wrap=True, highlight=False)
        raise typer.Exit(1) from None
