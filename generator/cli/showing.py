"""`sop serve`: the site on this machine, at each saved change."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from generator import pipeline
from generator.build.make_part import PartError
from generator.build_options import BrokenOffError, BuildOptions
from generator.cli.answers import require_folder
from generator.cli.build import refuse_foreign, say_failure, say_result, showing_progress
from generator.cli.frame import DATA, SITE, Data, Debug, Ringkas, Site, command
from generator.commands import console
from generator.commands.findings_view import Watcher
from generator.site import serve
from generator.site.local_server import LocalServer
from generator.site.look import look_of
from generator.site.preview import Preview
from generator.site.record import Record
from generator.working_folder import home_of, last_known


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
    refuse_foreign(out, site)
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
        serve.follow(saved, partial(work.preview, server), partial(work.finish, server))


class _Served:
    """The builds of `sop serve`, each with what the ones before read and told. ``saved``: is set by a saved file."""

    def __init__(
        self, out: Console, data: Path, site: Path, cara: BuildOptions, debug: bool, saved: threading.Event
    ) -> None:
        self._out, self._data, self._site, self._cara = out, data, site, cara
        self._debug, self._saved = debug, saved
        self._known, self._watcher = last_known(home_of(data)), Watcher()
        self._record: Record | None = None

    def make(self) -> bool:
        """Build and say what came of it; whether a new site is up."""
        with showing_progress(self._out) as show:
            result = self._try(lambda: self._build(replace(self._cara, progress=show)))
        return result is not None and self._tell(result)

    def preview(self, server: LocalServer) -> bool:
        """Show what was saved, and say so; whether it could be. Before there is a site at all, that is built."""
        last = self._record
        if last is None:
            if up := self.make():
                server.show(Preview())
            return up
        with showing_progress(self._out) as show:
            cara = replace(self._cara, progress=show)
            result = self._try(lambda: pipeline.preview(self._data, self._site, last, self._known, cara))
        if not (result and result.built):
            server.stop_waiting()
        elif result.preview != server.preview:
            server.show(result.preview)
        return result is not None and self._tell(result)

    def finish(self, server: LocalServer) -> None:
        """Build without a word unless it fails; it is broken off where something is saved meanwhile."""

        def progress(_: str, done: int, total: int) -> None:
            if self._saved.is_set() and done < total:
                raise BrokenOffError

        with suppress(BrokenOffError):
            result = self._try(lambda: self._build(replace(self._cara, progress=progress)))
            if result and not result.built and not self._saved.is_set():
                self._tell(result)
            server.show_site()

    def _build(self, cara: BuildOptions) -> pipeline.Result:
        result = pipeline.build(self._data, self._site, cara, simpanan=self._known)
        self._record = result.record or self._record
        return result

    def _try(self, work: Callable[[], pipeline.Result]) -> pipeline.Result | None:
        """What came of it; None: a fault of the program, which is told."""
        try:
            return work()
        except PartError as error:
            say_failure(self._out, error, self._debug)
            return None

    def _tell(self, result: pipeline.Result) -> bool:
        news = self._watcher.news(result.findings)
        if news is None:
            say_result(self._out, result, self._data, self._site, self._cara)
        else:
            console.show_news(self._out, news, self._data)
            console.show_rebuilt(self._out, result)
        return result.built
