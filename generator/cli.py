"""The command `sop`: commands and options, nothing else. Exit codes: 0 fine, 1 findings stop it, 2 wrong use."""

from __future__ import annotations

import io
import json
import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn
from typer import rich_utils
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from generator import pipeline, portal
from generator.build import dask_executor
from generator.build.make_part import PartError
from generator.build.workers import collect_seldom
from generator.build_fingerprint import NAME, release
from generator.build_options import POLOS, BuildOptions, TellProgress
from generator.commands import console, editor_setup, findings_formats, mend, misuse, new_sop, revision
from generator.commands.findings_view import DATA, Selection, Watcher, asked_for, names_in
from generator.data import editor_schema
from generator.data.messages import suggest
from generator.data.read_cache import ReadCache
from generator.findings import CODES, Severity, has_errors
from generator.io.lock import BusyError
from generator.io.trouble import place_of, reason
from generator.site import serve
from generator.site.look import look_of
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


app = typer.Typer(
    cls=_Group,
    add_completion=False,
    no_args_is_help=True,
    help="Membuat situs, bagan, daftar periksa, dan formulir dari data SOP.",
)


def _say_version(wanted: bool) -> None:
    if wanted:
        print(f"{NAME} {release()}")
        raise typer.Exit


Version = Annotated[
    bool,
    typer.Option("--version", callback=_say_version, is_eager=True, help="Tampilkan nomor versi, lalu berhenti."),
]


@app.callback()
def sop(version: Version = False) -> None:
    """The options that stand before a command."""


class Builders(StrEnum):
    """Who can draw the frame of the pages."""

    mkdocs = "mkdocs"
    zensical = "zensical"


class Format(StrEnum):
    """Ways to print findings."""

    text = "text"
    json = "json"
    github = "github"
    gitlab = "gitlab"


Data = Annotated[Path, typer.Option("--data", help="Folder data SOP.")]
Site = Annotated[Path, typer.Option("--site", help="Folder situs yang dibuat.")]
Ringkas = Annotated[bool, typer.Option("--ringkas", help="Tanpa PDF dan unduhan lain, untuk melihat cepat.")]
Strict = Annotated[bool, typer.Option("--strict", help="Peringatan dianggap galat.")]
Debug = Annotated[bool, typer.Option("--debug", help="Bila program gagal: tampilkan jejaknya, untuk pengembang.")]

SITE = Path("site")


@app.command(cls=_Command)
def build(
    data: Annotated[
        list[Path] | None, typer.Option("--data", help="Folder data SOP; beberapa kali: portal banyak instansi.")
    ] = None,
    site: Site = SITE,
    strict: Strict = False,
    tanggal: Annotated[
        datetime | None, typer.Option("--tanggal", formats=["%Y-%m-%d"], help="Tampilkan yang berlaku pada hari itu.")
    ] = None,
    ringkas: Ringkas = False,
    scheduler: Annotated[
        str | None, typer.Option("--scheduler", help="Alamat penjadwal Dask, misalnya tcp://10.0.0.5:8786.")
    ] = None,
    pembangun: Annotated[
        Builders, typer.Option("--pembangun", help="Program yang membuat bingkai halaman.")
    ] = Builders.mkdocs,
    docs: Annotated[
        Path | None,
        typer.Option("--docs", help="Tulis halaman polos untuk pembangun lain ke folder ini; situs tidak dibuat."),
    ] = None,
    debug: Debug = False,
) -> None:
    """Memeriksa data dan membuat situs. Situs lama tetap ada bila data bermasalah."""
    out, target = Console(), docs or site
    _refuse_foreign(out, target, "--docs" if docs else "--site")
    problem = portal.names_problem(data) if data and len(data) > 1 else ""
    if problem:
        out.print(f"[bold red]Portal tidak dibuat[/]: {escape(problem)}.", soft_wrap=True)
        raise typer.Exit(2)
    hari = tanggal.date() if tanggal else None
    try:
        with dask_executor.connected(scheduler) if scheduler is not None else nullcontext() as executor:
            make = _build if len(data or ()) < 2 else _build_portal
            cara = BuildOptions(strict, ringkas, hari, POLOS if docs else pembangun.value, executor)
            built = make(out, data or [DATA], target, cara)
    except dask_executor.ClusterError as error:
        out.print(f"[bold red]{escape(str(error))}[/]", soft_wrap=True)
        raise typer.Exit(2) from None
    except PartError as error:
        _say_failure(out, error, debug)
        built = False
    raise typer.Exit(0 if built else 1)


@app.command(cls=_Command)
def check(
    nama: Annotated[
        str | None, typer.Argument(metavar="[SLUG]", help="Hanya SOP ini: nama berkas tanpa .yml; kosong = semua.")
    ] = None,
    data: Data = DATA,
    strict: Strict = False,
    galat: Annotated[bool, typer.Option("--galat", help="Hanya galat.")] = False,
    peringatan: Annotated[bool, typer.Option("--peringatan", help="Hanya peringatan.")] = False,
    saran: Annotated[bool, typer.Option("--saran", help="Hanya saran, satu per satu.")] = False,
    kode: Annotated[
        list[str] | None, typer.Option("--kode", help="Hanya temuan berkode ini; boleh ditulis beberapa kali.")
    ] = None,
    format: Annotated[Format, typer.Option("--format", help="Bentuk keluaran.")] = Format.text,
    tanggal: Annotated[
        datetime | None, typer.Option("--tanggal", formats=["%Y-%m-%d"], help="Hari pemeriksaan; bawaan: hari ini.")
    ] = None,
    perbaiki: Annotated[
        bool, typer.Option("--perbaiki", help="Perbaiki yang pasti: tampilkan perubahannya, lalu tanyakan.")
    ] = False,
    ya: Annotated[bool, typer.Option("--ya", help="Dengan --perbaiki: tulis tanpa bertanya.")] = False,
) -> None:
    """Memeriksa data tanpa membuat situs."""
    out = Console()
    levels: dict[Severity, bool] = {"galat": galat, "peringatan": peringatan, "saran": saran}
    wanted = Selection(
        asked_for(nama or "", data),
        tuple(level for level in levels if levels[level]),
        tuple(map(str.upper, kode or ())),
    )
    _refuse_unknown(out, wanted, data)
    if perbaiki and data.is_dir() and not mend.run(out, data, wanted.nama, agreed=ya):
        raise typer.Exit(1)
    _, findings = pipeline.examine(data, (tanggal or datetime.now()).date())
    chosen = wanted.of(findings) if data.is_dir() else findings
    if format is Format.json:
        print(findings_formats.as_json(chosen, data))
    elif format is Format.github:
        print(findings_formats.as_github(chosen, data))
    elif format is Format.gitlab:
        print(findings_formats.as_gitlab(chosen, data))
    else:
        day = f"--tanggal {tanggal:%Y-%m-%d}" if tanggal else ""
        console.show_report(out, chosen, findings, data, wanted, day)
    raise typer.Exit(1 if has_errors(findings, strict=strict) else 0)


def _refuse_unknown(out: Console, wanted: Selection, data: Path) -> None:
    """A code or a name that is nowhere is wrong use: an empty list would look like "nothing is wrong"."""
    unknown = [code for code in wanted.codes if code not in CODES]
    if unknown:
        out.print(
            f"[bold red]Kode '{escape(unknown[0])}' tidak dikenal[/]; {suggest(unknown[0], CODES)}", soft_wrap=True
        )
        raise typer.Exit(2)
    if wanted.nama and data.is_dir() and not wanted.known_in(data):
        near = suggest(wanted.nama, names_in(data))
        out.print(f"[bold red]Tidak ada berkas data '{escape(wanted.nama)}'[/]; {escape(near)}", soft_wrap=True)
        raise typer.Exit(2)


@app.command("serve", cls=_Command)
def serve_site(
    data: Data = DATA,
    site: Site = SITE,
    port: Annotated[int, typer.Option("--port", help="Nomor porta di komputer ini; 0 = yang mana saja.")] = 8000,
    ringkas: Ringkas = False,
    debug: Debug = False,
) -> None:
    """Menampilkan situs di komputer ini; setiap berkas yang disimpan langsung tampak."""
    out = Console()
    _refuse_foreign(out, site)
    if not data.is_dir():
        out.print(f"[bold red]Folder data '{escape(str(data))}' tidak ditemukan.[/] Periksa pilihan --data.")
        raise typer.Exit(2)
    version, cara = serve.SiteVersion(), BuildOptions(ringkas=ringkas)
    watcher = Watcher()
    known = pipeline.last_known(pipeline.home_of(data))

    def make(cara: BuildOptions) -> bool:
        try:
            return _build(out, [data], site, cara, known, watcher)
        except PartError as error:
            _say_failure(out, error, debug)
            return False

    with serve.watching([data, *look_of(data.resolve().parent).sources()]) as saved:
        make(cara)
        try:
            server = serve.start_server(site.resolve(), port, version)
        except OSError:
            out.print(f"[bold red]Porta {port} sedang dipakai.[/] Pilih yang lain dengan --port.")
            raise typer.Exit(2) from None
        out.print(f"Situs tampil di http://127.0.0.1:{server.server_port}/ (Ctrl+C untuk berhenti)")
        try:
            quickly = partial(make, replace(cara, cari_lama=True))
            wholly = partial(pipeline.build, data, site, cara, simpanan=known)
            serve.follow(saved, quickly, wholly, version)
        except KeyboardInterrupt:
            out.print("Berhenti.")


@app.command(cls=_Command)
def new(
    judul: Annotated[str | None, typer.Argument(help="Judul SOP; ditanyakan bila kosong.")] = None,
    data: Data = DATA,
) -> None:
    """Membuat berkas SOP baru yang kecil dan sah sebagai titik awal."""
    out = Console()
    judul = judul or typer.prompt("Judul SOP")
    proyek, findings = pipeline.examine(data)
    if proyek is None or not proyek.jabatan:
        console.show_findings(out, findings, data)
        out.print("[bold red]SOP baru tidak dibuat[/]: perbaiki dulu instansi.yml dan jabatan.yml.")
        raise typer.Exit(1)
    if not new_sop.slug_of(judul):
        out.print("[bold red]Judul harus memuat huruf atau angka.[/]")
        raise typer.Exit(2)
    try:
        path = new_sop.write_new(judul, proyek)
    except (OSError, BusyError) as error:
        out.print(f"[bold red]SOP baru tidak dibuat[/]: {escape(_refusal(error, data))}.", soft_wrap=True)
        raise typer.Exit(1) from None
    if path is None:
        out.print(f"[bold red]Berkas sop/{new_sop.slug_of(judul)}.yml sudah ada.[/] Pilih judul lain.")
        raise typer.Exit(1)
    out.print(f"Dibuat: {escape(path.as_posix())}. Ubah isinya, lalu jalankan 'sop check'.", soft_wrap=True)
    _write_schemas(out, data)


@app.command(cls=_Command)
def schema(
    data: Data = DATA,
    check: Annotated[bool, typer.Option("--check", help="Hanya memeriksa apakah skema masih cocok.")] = False,
) -> None:
    """Menulis skema JSON ke folder data dan menyiapkan VS Code, supaya penyunting membantu saat mengetik."""
    out = Console()
    if not data.is_dir():
        out.print(f"[bold red]Folder data '{escape(str(data))}' tidak ditemukan.[/] Periksa pilihan --data.")
        raise typer.Exit(2)
    if check:
        old = editor_schema.stale(data, editor_schema.texts())
        out.print(f"Tidak cocok lagi: {', '.join(old)}. Jalankan 'sop schema'." if old else "Skema masih cocok.")
        raise typer.Exit(1 if old else 0)
    changed = _write_schemas(out, data)
    if changed is None:
        raise typer.Exit(1)
    place = (data / editor_schema.FOLDER).as_posix()
    out.print(f"Skema di {escape(place)}: {changed} berkas berubah.", soft_wrap=True)
    _set_up_editor(out, data)


def _set_up_editor(out: Console, data: Path) -> None:
    """Set up Visual Studio Code, or say what to add by hand."""
    try:
        changed = editor_setup.set_up(data)
    except editor_setup.UnreadableSettingsError as error:
        words = json.dumps(error.lacking, ensure_ascii=False, indent=2)
        out.print(f"{escape(error.path.as_posix())} tidak diubah: memuat catatan atau bukan JSON.", soft_wrap=True)
        out.print(f"Tambahkan sendiri isi ini:\n{escape(words)}", soft_wrap=True, highlight=False)
    except OSError as error:
        why = _refusal(error, data)
        out.print(f"[bold red]Pengaturan Visual Studio Code tidak ditulis[/]: {escape(why)}.", soft_wrap=True)
        raise typer.Exit(1) from None
    else:
        for path in changed:
            out.print(f"Visual Studio Code disiapkan: {escape(path.as_posix())}", soft_wrap=True, highlight=False)


def _write_schemas(out: Console, data: Path) -> int | None:
    """Bring the schemas up to date; how many changed, or None where not all could be written, which is said."""
    texts = editor_schema.texts()
    old = editor_schema.stale(data, texts)
    try:
        return len(editor_schema.write_schemas(data, texts))
    except OSError as error:
        left = editor_schema.stale(data, texts)
        done = ", ".join(name for name in old if name not in left) or "tidak ada"
        words = f"{escape(_refusal(error, data))}. Yang sudah ditulis: {done}. Ulangi dengan 'sop schema'."
        out.print(f"[bold red]Skema untuk penyunting belum lengkap[/]: {words}", soft_wrap=True, highlight=False)
    return None


def _refusal(error: OSError | BusyError, data: Path) -> str:
    """Why a file could not be written."""
    if isinstance(error, BusyError):
        return "perintah lain sedang menulis berkas yang sama; ulangi sesudah selesai"
    return f"{place_of(error, data)}: {reason(error)}"


revision.register(app, _Command)


def _say_failure(out: Console, error: PartError, debug: bool) -> None:
    """A fault of the program, in one line; with ``debug`` its traceback too."""
    if debug:
        print("".join(traceback.format_exception(error)), file=sys.stderr)
    out.print(f"[bold red]Situs tidak dibuat karena kesalahan program[/]. {escape(str(error))}", soft_wrap=True)
    out.print("Situs yang lama tetap ada. Laporkan kalimat di atas; jejaknya tampil dengan --debug.")


@contextmanager
def _progress(out: Console) -> Iterator[TellProgress]:
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=out, transient=True, disable=not out.is_terminal) as bar:
        task = bar.add_task("Mulai", total=None)
        yield lambda words, done, total: bar.update(task, description=words, completed=done, total=total)


def _build(
    out: Console, data: list[Path], site: Path, cara: BuildOptions, simpanan: ReadCache | None = None,
    watcher: Watcher | None = None,
) -> bool:  # fmt: skip
    """Build and say what came of it. ``watcher``: what was on the console before is not told again."""
    with _progress(out) as show:
        result = pipeline.build(data[0], site, replace(cara, progress=show), simpanan=simpanan)
    news = watcher.news(result.findings) if watcher else None
    if news is None:
        console.show_stopping(out, result, data[0], strict=cara.strict)
        console.show_summary(out, result, site, data[0])
    else:
        console.show_news(out, news, data[0])
        console.show_rebuilt(out, result)
    return result.built


def _build_portal(out: Console, data: list[Path], site: Path, cara: BuildOptions) -> bool:
    with _progress(out) as show:
        result = portal.build(data, site, replace(cara, progress=show))
    for part in result.bagian:
        console.show_stopping(out, part.hasil, part.data, strict=cara.strict)
    console.show_findings(out, result.findings, site, hints=False)
    console.show_portal(out, result, site)
    return result.built


def _refuse_foreign(out: Console, site: Path, option: str = "--site") -> None:
    if not replaceable(site):
        out.print(f"[bold red]Folder '{escape(str(site))}' bukan buatan program ini[/] dan tidak akan diganti.")
        out.print(f"Pilih folder lain dengan {option}.")
        raise typer.Exit(2)


def main() -> None:
    """Run the command; wrong use is said in one line and ends with 2."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a console without a letter of the data shows "?" for it
    collect_seldom()
    try:
        code = app(standalone_mode=False)
    except TyperException as error:
        print(misuse.explained(error), file=sys.stderr)
        sys.exit(2)
    except typer.Abort:
        print("Dibatalkan.", file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:  # whoever read the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        print(f"Tidak dapat dikerjakan: {place_of(error, '.')}: {reason(error)}.", file=sys.stderr)
        sys.exit(1)
    sys.exit(code or 0)


if __name__ == "__main__":
    main()
