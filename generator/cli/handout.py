"""What is handed out: `book`."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from generator.build.make_part import PartError
from generator.cli.build import showing_progress
from generator.cli.frame import DATA, DAY, Data, Debug, command, require_folder, say_fault
from generator.commands import console, handout
from generator.io.atomic import write_durable
from generator.io.trouble import place_of, reason
from generator.pages.render import file_size

Day = Annotated[
    datetime.datetime | None,
    typer.Option("--tanggal", formats=DAY, help="Hari yang dipakai untuk memilih yang berlaku; bawaan: hari ini."),
]


@command(110)
def book(
    out: Annotated[Path, typer.Option("--out", metavar="BERKAS", help="Berkas PDF yang ditulis.")],
    unit: Annotated[
        str | None, typer.Option("--unit", metavar="UNIT", help="Hanya SOP unit ini: id unit pada instansi.yml.")
    ] = None,
    tanggal: Day = None,
    data: Data = DATA,
    debug: Debug = False,
) -> None:
    """Menjilid dokumen resmi semua SOP yang berlaku menjadi satu PDF: sampul, daftar isi, nomor halaman, penanda."""
    show = Console()
    require_folder(show, data)
    if out.suffix.lower() != ".pdf":
        show.print(f"[bold red]'{escape(str(out))}' bukan nama berkas PDF.[/] Akhiri nama pada --out dengan .pdf.")
        raise typer.Exit(2)
    with _handing_out(show, data, "Buku tidak dibuat", out, debug), showing_progress(show) as progress:
        made = handout.make_book(data, unit, _day(tanggal), progress)
        write_durable(out, made.pdf)
    size = file_size(len(made.pdf))
    show.print(f"[bold green]Buku selesai[/]: {made.sops} SOP, {made.pages} halaman dokumen, {size}.", highlight=False)
    show.print(f"Buka: {escape(out.as_posix())}", soft_wrap=True, highlight=False)


@contextmanager
def _handing_out(show: Console, data: Path, undone: str, out: Path, debug: bool) -> Iterator[None]:
    """Say what stands in the way: 2 where something was asked for that is not there, else 1."""
    try:
        yield
    except handout.CannotHandOutError as refused:
        console.show_findings(show, refused.findings, data)
        show.print(
            f"[bold red]{undone}[/]: {escape(refused.why.rstrip('?'))}{'?' if refused.why.endswith('?') else '.'}",
            soft_wrap=True,
            highlight=False,
        )
        raise typer.Exit(2 if refused.asked_wrongly else 1) from None
    except PartError as error:
        say_fault(show, f"{undone} karena kesalahan program", error, debug)
        raise typer.Exit(1) from None
    except OSError as error:
        why = f"{place_of(error, out)}: {reason(error)}"
        show.print(f"[bold red]{undone}[/]: {escape(why)}.", soft_wrap=True, highlight=False)
        raise typer.Exit(1) from None


def _day(value: datetime.datetime | None) -> datetime.date:
    return (value or datetime.datetime.now()).date()
