"""Showing the site while the data are edited: a saved file is built at once and the open pages load it again.

An error in the data is printed and the last good site stays up: a build never touches the site before it is whole.
"""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NoReturn

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

_WAIT_S = 20.0
"""How long a page's question "is there anything new?" stays open."""
_QUIET_S = 0.05
"""Editors save in several steps: a build starts after this much silence."""
_LATER_S = 1.0
"""So long after the pages the rest is made, if nothing was saved meanwhile."""
_SCRIPT_PATH = "/-/muat-ulang.js"
_VERSION_PATH = "/-/versi/"
_SCRIPT = b"""(async function () {
  let versi = "0";
  for (;;) {
    try {
      const jawaban = await (await fetch("/-/versi/" + versi)).text();
      if (versi !== "0" && jawaban !== versi) { location.reload(); return; }
      versi = jawaban;
    } catch (gagal) { await new Promise(function (lanjut) { setTimeout(lanjut, 1000); }); }
  }
})();
"""


class SiteVersion:
    """The number of the site that is up; pages wait here for the next one."""

    def __init__(self) -> None:
        self._number = 1
        self._changed = threading.Condition()

    def raise_number(self) -> None:
        with self._changed:
            self._number += 1
            self._changed.notify_all()

    def wait_for_other_than(self, seen: str, seconds: float) -> str:
        with self._changed:
            self._changed.wait_for(lambda: str(self._number) != seen, seconds)
            return str(self._number)


class _Handler(SimpleHTTPRequestHandler):
    """Files of the site, never cached, each page with the reload script added."""

    def __init__(self, *args: object, version: SiteVersion, **kwargs: object) -> None:
        self.version = version
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        if self.path == _SCRIPT_PATH:
            self._answer(_SCRIPT, "text/javascript")
        elif self.path.startswith(_VERSION_PATH):
            seen = self.path.removeprefix(_VERSION_PATH)
            self._answer(self.version.wait_for_other_than(seen, _WAIT_S).encode(), "text/plain")
        else:
            page = self._page()
            if page is None:
                super().do_GET()
            else:
                script = f'<script src="{_SCRIPT_PATH}"></script></body>'.encode()
                self._answer(page.replace(b"</body>", script), "text/html; charset=utf-8")

    def _page(self) -> bytes | None:
        """The page asked for; None if it is none, or not there any more: a new site takes its place at any moment."""
        path = Path(self.translate_path(self.path))
        if self.path.split("?")[0].endswith("/"):
            path = path / "index.html"
        try:
            return path.read_bytes() if path.suffix == ".html" else None
        except OSError:
            return None

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def _answer(self, body: bytes, kind: str) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Requests are not news."""


class _Saved(FileSystemEventHandler):
    def __init__(self, event: threading.Event) -> None:
        self.event = event

    def on_any_event(self, event: FileSystemEvent) -> None:
        if not event.is_directory and event.event_type in ("modified", "created", "deleted", "moved"):
            self.event.set()


@contextmanager
def watching(folders: Iterable[Path]) -> Iterator[threading.Event]:
    """An event that is set by each change of a file in ``folders``, from now on."""
    saved = threading.Event()
    observer = Observer()
    for folder in filter(Path.is_dir, folders):
        observer.schedule(_Saved(saved), str(folder), recursive=True)
    observer.start()
    try:
        yield saved
    finally:
        observer.stop()
        observer.join()


def follow(
    saved: threading.Event, quickly: Callable[[], bool], wholly: Callable[[], object], version: SiteVersion
) -> NoReturn:
    """Build after each change, for ever. ``quickly`` brings the pages up to date and says whether a new site is up;
    ``wholly`` follows in a quiet moment with what takes long and shows on no page (the index of the search)."""
    while True:
        saved.wait()
        while saved.is_set():
            saved.clear()
            saved.wait(_QUIET_S)
        if quickly():
            version.raise_number()
            if not saved.wait(_LATER_S):
                wholly()


def start_server(site: Path, port: int, version: SiteVersion) -> ThreadingHTTPServer:
    """Serve ``site`` on this machine only, in threads of its own. Port 0 takes any free one."""
    handler = functools.partial(_Handler, directory=str(site), version=version)
    server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
