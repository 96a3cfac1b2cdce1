"""The frame of the command `sop`: how commands are declared and found, and the options that several have.

A command is declared where it stands, in a module of this folder, and nothing else has to be told of it:

    @command(40)
    def publish(slug: Slug, data: Data = DATA) -> None: ...

Its docstring is its help.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup

from generator.commands.usual_folders import DATA as DATA
from generator.commands.usual_folders import SITE as SITE

_KINDS = {"<bool>": "", "<path>": "FOLDER", "<list[Path]>": "FOLDER", "<str>": "TEKS", "<list[str]>": "TEKS",
          "<int>": "NOMOR", "<%Y-%m-%d>": "TANGGAL"}  # fmt: skip
"""Typer's word for what is typed behind an option -> ours."""


class _InIndonesian:
    """What the help says of a program or a command beside what is declared."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        from typer import rich_utils  # a third of what any other command would load

        # Typer's own words, in the reader's language.
        rich_utils.OPTIONS_PANEL_TITLE = "Pilihan"
        rich_utils.COMMANDS_PANEL_TITLE = "Perintah"
        rich_utils.ARGUMENTS_PANEL_TITLE = "Isian"
        rich_utils.DEFAULT_STRING = "[bawaan: {}]"
        rich_utils.REQUIRED_LONG_STRING = "[wajib]"
        super().format_help(ctx, formatter)  # type: ignore[misc]

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        pieces = ["[PILIHAN]" if piece == "[OPTIONS]" else piece for piece in self.collect_usage_pieces(ctx)]  # type: ignore[attr-defined]
        formatter.write_usage(ctx.command_path, " ".join(pieces), "Pemakaian: ")

    def get_help_option(self, ctx: Any) -> Any:
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = "Tampilkan bantuan ini."
        return option

    def get_params(self, ctx: Any) -> Any:
        params = super().get_params(ctx)  # type: ignore[misc]
        for param in params:
            if isinstance(param, TyperArgument):  # its name says what it is
                param.display_type_rich = lambda **_: None  # type: ignore[method-assign]
            elif (kind := param.display_type_rich(ctx=ctx)) in _KINDS:
                param.metavar = _KINDS[kind]
        return params


class _Group(_InIndonesian, TyperGroup):
    pass


class _Command(_InIndonesian, TyperCommand):
    pass


_F = TypeVar("_F", bound=Callable[..., None])


def command(order: int, name: str = "") -> Callable[[_F], _F]:  # noqa: ARG001 (they are read from the text)
    """Declare a command; ``order``: its place in the help, small numbers first; ``name``: "" = that of the function.

    Both are written as they are, not through a variable: they are read from the text of the module.
    """
    return lambda function: function


def program(asked: str | None = None) -> typer.Typer:
    """The program with all commands that are declared.

    ``asked``: the one that will be run, and only its module is loaded: loading all of them takes a second, and the
    others are needed for their line of the help only. None = any may be run.
    """
    app = typer.Typer(
        cls=_Group,
        subcommand_metavar="PERINTAH [ISIAN]...",
        add_completion=False,
        help="Membuat situs, bagan, daftar periksa, dan formulir dari data SOP.",
    )
    app.callback()(_before_commands)
    for _, name, module, function, text in sorted(_declared()):
        if asked in (None, name):
            app.command(name, cls=_Command)(getattr(import_module(f"{__package__}.{module}"), function))
        else:
            app.command(name, cls=_Command, help=text)(_not_loaded)
    return app


def _not_loaded() -> None:
    """Stands in the help for a command whose module is not loaded."""


def _say_version(wanted: bool) -> None:
    if wanted:
        from generator.build_fingerprint import NAME, release

        print(f"{NAME} {release()}")
        raise typer.Exit


_Version = Annotated[
    bool,
    typer.Option("--version", callback=_say_version, is_eager=True, help="Tampilkan nomor versi, lalu berhenti."),
]


def _before_commands(version: _Version = False) -> None:
    """The options that stand before a command."""


def _declared() -> Iterator[tuple[int, str, str, str, str]]:
    """Order, name, module, function and docstring of each command, read from the text of this folder's modules."""
    for path in Path(__file__).parent.glob("*.py"):
        for node in ast.parse(path.read_bytes()).body:
            if not isinstance(node, ast.FunctionDef):
                continue
            for call in node.decorator_list:
                if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "command":
                    given = (*call.args, *(word.value for word in call.keywords))
                    order, name = [*map(ast.literal_eval, given), node.name][:2]
                    yield order, name, path.stem, node.name, ast.get_docstring(node) or ""


DAY = ["%Y-%m-%d"]
"""How a day is typed."""
Data = Annotated[Path, typer.Option("--data", help="Folder data SOP.")]
Site = Annotated[Path, typer.Option("--site", help="Folder situs yang dibuat.")]
Slug = Annotated[str, typer.Argument(help="Nama berkas SOP tanpa .yml.")]
Slugs = Annotated[list[str], typer.Argument(metavar="SLUG", help="Nama berkas SOP tanpa .yml; boleh beberapa.")]
Ringkas = Annotated[bool, typer.Option("--ringkas", help="Tanpa PDF dan unduhan lain, untuk melihat cepat.")]
Strict = Annotated[bool, typer.Option("--strict", help="Peringatan dianggap galat.")]
Coba = Annotated[bool, typer.Option("--coba", help="Sebutkan saja apa yang akan berubah; tidak ada yang ditulis.")]
Debug = Annotated[bool, typer.Option("--debug", help="Bila program gagal: tampilkan jejaknya, untuk pengembang.")]
