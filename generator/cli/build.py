"""`sop build` and `sop serve`: the site, once or at each saved change."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from generator import pipeline, portal
from generator.build import dask_executor
from generator.build.make_part import PartError
from generator.build_options import POLOS, BrokenOffError, BuildOptions, TellProgress
from generator.cli.answers import require_folder, say_fault
from generator.cli.frame import DATA, DAY, SITE, Data, Debug, Ringkas, Site, Strict, command
from generator.commands import console
from generator.commands.findings_view import Watcher
from generator.site import serve
from generator.site.local_server import LocalServer
from generator.site.look import look_of
from generator.site.output import replaceable
from generator.working_folder import home_of, last_known


class Builders(StrEnum):
    """Who can draw the frame of the pages."""

    mkdocs = "mkdocs"
    zensical = "zensical"


@command(10)
def build(
    data: Annotated[
        list[Path] | None, typer.Option("--data", help="Folder data SOP; beberapa kali: portal banyak instansi.")
    ] = None,
    site: Site = SITE,
    strict: Strict = False,
    tanggal: Annotated[
        datetime | None, typer.Option("--tanggal", formats=DAY, help="Tampilkan yang berlaku pada hari itu.")
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


@command(30, "serve")
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
    require_folder(out, data)
    with serve.watching([data, *look_of(data.resolve().parent).sources()]) as saved:
        work = _Served(out, data, site, BuildOptions(ringkas=ringkas), debug, saved)
        work.make()
        try:
            server = LocalServer(site.resolve(), port)
        except OSError:
            out.print(f"[bold red]Porta {port} sedang dipakai.[/] Pilih yang lain dengan --port.")
            raise typer.Exit(2) from None
        out.print(f"Situs tampil di http://127.0.0.1:{server.port}/ (Ctrl+C untuk berhenti)")
        serve.follow(saved, partial(work.make, segera=True), work.finish, work.show(server), server.look_again)


class _Served:
    """The builds of `sop serve`, each with what the ones before read and told. ``saved``: is set by a saved file."""

    def __init__(
        self, out: Console, data: Path, site: Path, cara: BuildOptions, debug: bool, saved: threading.Event
    ) -> None:
        self._out, self._data, self._site, self._cara = out, data, site, cara
        self._debug, self._saved = debug, saved
        self._known, self._watcher = last_known(home_of(data)), Watcher()
        self._late: frozenset[str] = frozenset()

    def make(self, *, segera: bool = False) -> bool:
        """Build and say what came of it; whether a new site is up."""
        with showing_progress(self._out) as show:
            result = self._build(replace(self._cara, segera=segera, progress=show))
        return result is not None and self._tell(result)

    def finish(self) -> bool:
        """The same without a word unless it fails; False where it was broken off, since something was saved."""

        def progress(_: str, done: int, total: int) -> None:
            if self._saved.is_set() and done < total:
                raise BrokenOffError

        with suppress(BrokenOffError):
            result = self._build(replace(self._cara, progress=progress))
            if result and not result.built and not self._saved.is_set():
                self._tell(result)
            return True
        return False

    def show(self, server: LocalServer) -> Callable[[], None]:
        """Tell the open pages, and the server what is late."""
        return lambda: server.raise_number(self._late)

    def _build(self, cara: BuildOptions) -> pipeline.Result | None:
        try:
            result = pipeline.build(self._data, self._site, cara, simpanan=self._known)
            self._late = result.late
            return result
        except PartError as error:
            _say_failure(self._out, error, self._debug)
            return None

    def _tell(self, result: pipeline.Result) -> bool:
        news = self._watcher.news(result.findings)
        if news is None:
            _say(self._out, result, self._data, self._site, self._cara)
        else:
            console.show_news(self._out, news, self._data)
            console.show_rebuilt(self._out, result)
        return result.built


@contextmanager
def showing_progress(out: Console) -> Iterator[TellProgress]:
    """A bar on the console while the work lasts; none where nobody looks."""
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=out, transient=True, disable=not out.is_terminal) as bar:
        task = bar.add_task("Mulai", total=None)
        yield lambda words, done, total: bar.update(task, description=words, completed=done, total=total)


def _build(out: Console, data: list[Path], site: Path, cara: BuildOptions) -> bool:
    with showing_progress(out) as show:
        result = pipeline.build(data[0], site, replace(cara, progress=show))
    _say(out, result, data[0], site, cara)
    return result.built


def _say(out: Console, result: pipeline.Result, data: Path, site: Path, cara: BuildOptions) -> None:
    console.show_stopping(out, result, data, strict=cara.strict)
    console.show_summary(out, result, site, data)


def _build_portal(out: Console, data: list[Path], site: Path, cara: BuildOptions) -> bool:
    with showing_progress(out) as show:
        result = portal.build(data, site, replace(cara, progress=show))
    for part in result.bagian:
        console.show_stopping(out, part.hasil, part.data, strict=cara.strict)
    console.show_findings(out, result.findings, site, hints=False)
    console.show_portal(out, result, site)
    return result.built


def _refuse_foreign(out: Console, site: Path, option: str = "--site") -> None:
    """End where the folder for the site holds something that the program did not make."""
    if not replaceable(site):
        out.print(f"[bold red]Folder '{escape(str(site))}' bukan buatan program ini[/] dan tidak akan diganti.")
        out.print(f"Pilih folder lain dengan {option}.")
        raise typer.Exit(2)


def _say_failure(out: Console, error: PartError, debug: bool) -> None:
    """A fault of the program while the site was made."""
    say_fault(out, "Situs tidak dibuat karena kesalahan program", error, debug)
    out.print("Situs yang lama tetap ada.")
