"""`sop build`: the site, once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from generator import pipeline, portal
from generator.build import dask_executor
from generator.build.make_part import PartError
from generator.build_options import POLOS, BuildOptions, TellProgress
from generator.cli.answers import say_fault
from generator.cli.frame import DATA, DAY, SITE, Debug, Ringkas, Site, Strict, command
from generator.commands import console
from generator.site.output import replaceable


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
    refuse_foreign(out, target, "--docs" if docs else "--site")
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
        say_failure(out, error, debug)
        built = False
    raise typer.Exit(0 if built else 1)


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
    say_result(out, result, data[0], site, cara)
    return result.built


def say_result(out: Console, result: pipeline.Result, data: Path, site: Path, cara: BuildOptions) -> None:
    """What came of a build."""
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


def refuse_foreign(out: Console, site: Path, option: str = "--site") -> None:
    """End where the folder for the site holds something that the program did not make."""
    if not replaceable(site):
        out.print(f"[bold red]Folder '{escape(str(site))}' bukan buatan program ini[/] dan tidak akan diganti.")
        out.print(f"Pilih folder lain dengan {option}.")
        raise typer.Exit(2)


def say_failure(out: Console, error: PartError, debug: bool) -> None:
    """A fault of the program while the site was made."""
    say_fault(out, "Situs tidak dibuat karena kesalahan program", error, debug)
    out.print("Situs yang lama tetap ada.")
