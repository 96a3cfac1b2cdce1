"""The frame of the command `sop`: what every command has in common.

A command is declared where it stands, in a module of this folder, and nothing else has to be told of it:

    @command(40)
    def publish(slug: Slug, data: Data = DATA) -> None: ...

Its docstring is its help.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from rich.console import Console
from rich.markup import escape
from typer import rich_utils
from typer.core import TyperCommand, TyperGroup

from generator.build.make_part import PartError
from generator.commands import console
from generator.commands.at_work import ActionResult, RefusedError
from generator.commands.findings_view import DATA as DATA
from generator.io.lock import BusyError
from generator.io.trouble import place_of, reason
from generator.site.output import replaceable

# Typer's own words, in the reader's language.
rich_utils.OPTIONS_PANEL_TITLE = "Pilihan"
rich_utils.COMMANDS_PANEL_TITLE = "Perintah"
rich_utils.ARGUMENTS_PANEL_TITLE = "Isian"
rich_utils.DEFAULT_STRING = "[bawaan: {}]"


class _Group(TyperGroup):
    def get_help_option(self, ctx: Any) -> Any:
        return _in_indonesian(super().get_help_option(ctx))


class _Command(TyperCommand):
    def get_help_option(self, ctx: Any) -> Any:
        return _in_indonesian(super().get_help_option(ctx))


def _in_indonesian(option: Any) -> Any:
    if option is not None:
        option.help = "Tampilkan bantuan ini."
    return option


_F = TypeVar("_F", bound=Callable[..., None])
_DECLARED: list[tuple[int, str, Callable[..., None]]] = []


def command(order: int, name: str = "") -> Callable[[_F], _F]:
    """Declare a command; ``order``: its place in the help, small numbers first; ``name``: "" = that of the function."""

    def declare(function: _F) -> _F:
        _DECLARED.append((order, name or function.__name__, function))
        return function

    return declare


def program() -> typer.Typer:
    """The program with all that is declared."""
    app = typer.Typer(
        cls=_Group,
        add_completion=False,
        no_args_is_help=True,
        help="Membuat situs, bagan, daftar periksa, dan formulir dari data SOP.",
    )
    for _, name, function in sorted(_DECLARED, key=lambda one: one[:2]):
        app.command(name, cls=_Command)(function)
    return app


SITE = Path("site")
DAY = ["%Y-%m-%d"]
"""How a day is typed."""
Data = Annotated[Path, typer.Option("--data", help="Folder data SOP.")]
Site = Annotated[Path, typer.Option("--site", help="Folder situs yang dibuat.")]
Slug = Annotated[str, typer.Argument(help="Nama berkas SOP tanpa .yml.")]
Ringkas = Annotated[bool, typer.Option("--ringkas", help="Tanpa PDF dan unduhan lain, untuk melihat cepat.")]
Strict = Annotated[bool, typer.Option("--strict", help="Peringatan dianggap galat.")]
Debug = Annotated[bool, typer.Option("--debug", help="Bila program gagal: tampilkan jejaknya, untuk pengembang.")]


def require_folder(out: Console, data: Path) -> None:
    """End where there is no data folder."""
    if not data.is_dir():
        out.print(f"[bold red]Folder data '{escape(str(data))}' tidak ditemukan.[/] Periksa pilihan --data.")
        raise typer.Exit(2)


def refuse_foreign(out: Console, site: Path, option: str = "--site") -> None:
    """End where the folder for the site holds something that the program did not make."""
    if not replaceable(site):
        out.print(f"[bold red]Folder '{escape(str(site))}' bukan buatan program ini[/] dan tidak akan diganti.")
        out.print(f"Pilih folder lain dengan {option}.")
        raise typer.Exit(2)


def refusal(error: OSError | BusyError, data: Path) -> str:
    """Why a file could not be written."""
    if isinstance(error, BusyError):
        return "perintah lain sedang menulis berkas yang sama; ulangi sesudah selesai"
    return f"{place_of(error, data)}: {reason(error)}"


def say_failure(out: Console, error: PartError, debug: bool) -> None:
    """A fault of the program, in one line; with ``debug`` its traceback too."""
    if debug:
        print("".join(traceback.format_exception(error)), file=sys.stderr)
    out.print(f"[bold red]Situs tidak dibuat karena kesalahan program[/]. {escape(str(error))}", soft_wrap=True)
    out.print("Situs yang lama tetap ada. Laporkan kalimat di atas; jejaknya tampil dengan --debug.")


def act_or_refuse(data: Path, act: Callable[[], ActionResult]) -> ActionResult:
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
