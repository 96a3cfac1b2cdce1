"""The web server of `sop serve`: the site, for this machine only; open pages load again when a new one is up.

A page carries its version: the number of the site, which all pages have in common, and a hash of its own file. It loads
again when that is another one. Before the site stands the preview of what was just saved; a file that is late, since it
takes long to make, is waited for.

It speaks to browsers of this machine alone, also where another site's name leads here (DNS rebinding), and shows files
of the site alone: no folders' lists, nothing beside it.
"""

from __future__ import annotations

import asyncio
import posixpath
import re
import socket
import threading
from contextlib import suppress
from dataclasses import replace
from html import escape
from http import HTTPStatus
from pathlib import Path
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.iostream import StreamClosedError
from tornado.web import Application, HTTPError, RequestHandler, StaticFileHandler

from generator.site.preview import Preview
from generator.site.tree import hash_of

OURS = r"(127\.0\.0\.1|localhost|\[::1\])"
"""The names under which this machine asks itself."""
IDLE_S = 10.0
"""A connection on which nothing is asked for so long is closed."""
_WAIT_S = 20.0
"""How long a page's question "is there anything new?" stays open."""
_SIZE = re.compile(rb"\d+(?:,\d+)? [KM]?B\b")
"""The size of a paper, as a page says it: another one is no reason to load the page again under somebody's hands."""
_SCRIPT_PATH = "/-/muat-ulang.js"
_VERSION_PATH = "/-/versi/"
_SCRIPT = b"""(async function () {
  const { versi, halaman } = document.currentScript.dataset;
  for (;;) {
    try {
      const jawaban = await fetch("/-/versi/" + versi + "?halaman=" + encodeURIComponent(halaman));
      if (jawaban.ok && await jawaban.text() !== versi) { location.reload(); return; }
    } catch (gagal) { await new Promise(function (lanjut) { setTimeout(lanjut, 1000); }); }
  }
})();
"""


class LocalServer:
    """Serves the folder ``site`` in a thread of its own, from when it is made.

    port        the port that was asked for; 0 = any free one
    idle        seconds after which a silent connection is closed

    OSError: the port is taken.
    """

    def __init__(self, site: Path, port: int, idle: float = IDLE_S) -> None:
        listening = socket.create_server(("127.0.0.1", port), backlog=128)
        listening.setblocking(False)
        self.port: int = listening.getsockname()[1]
        self._site, self._number = site.resolve(), 1
        self.preview = Preview()
        self._changed = asyncio.Event()
        self._loop = asyncio.new_event_loop()
        rules: list[Any] = [
            (_SCRIPT_PATH, _Script),
            (f"{_VERSION_PATH}(.*)", _Version),
            ("/(.*)", _Files, {"path": str(self._site), "default_filename": "index.html"}),
        ]
        app = Application(default_handler_class=_Stranger, log_function=_say_nothing, server=self)
        app.add_handlers(OURS, rules)

        async def serve() -> None:
            HTTPServer(app, idle_connection_timeout=idle, body_timeout=idle).add_socket(listening)

        self._loop.create_task(serve())
        threading.Thread(target=self._loop.run_forever, daemon=True).start()

    def show(self, preview: Preview) -> None:
        """``preview`` stands before the site: all open pages load again. May be called by any thread."""
        self._loop.call_soon_threadsafe(self._renew, 1, preview)

    def show_site(self) -> None:
        """The site is whole, and nothing stands before it: the open pages load again whose files are others than
        before. May be called by any thread."""
        self._loop.call_soon_threadsafe(self._renew, 0, Preview())

    def stop_waiting(self) -> None:
        """What is late does not come. May be called by any thread."""
        self._loop.call_soon_threadsafe(lambda: self._renew(0, replace(self.preview, late=frozenset())))

    def _renew(self, more: int, preview: Preview) -> None:
        self._number, self.preview = self._number + more, preview
        self._changed.set()
        self._changed = asyncio.Event()

    async def made(self, path: str) -> None:
        """Wait for a file that is late, or for so long as one waits for a file."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_WAIT_S):
                while path in self.preview.late:
                    await self._changed.wait()

    async def other_than(self, seen: str, page: str) -> str:
        """The version of a page that is up, once it is another than ``seen``, or after a while."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_WAIT_S):
                while self._version(page) == seen:
                    await self._changed.wait()
        return self._version(page)

    def _version(self, page: str) -> str:
        """``page``: its file in the site; "" = any, for who asks about the site alone."""
        if not page:
            return str(self._number)
        if page in self.preview.files:
            return self.version_of(self.preview.files[page])
        try:
            file = (self._site / page).resolve()
            return self.version_of(file.read_bytes() if file.is_relative_to(self._site) else b"")
        except (OSError, ValueError):  # it is gone: what is answered there now is another page
            return self.version_of(b"")

    def version_of(self, content: bytes) -> str:
        """The version of a page with this content."""
        return f"{self._number}-{hash_of(_SIZE.sub(b'', content))}"


def _say_nothing(_: RequestHandler) -> None:
    """Requests are not news."""


class _Fresh(RequestHandler):
    """An answer that no browser keeps."""

    @property
    def server(self) -> LocalServer:
        """Whose answer it is."""
        server: LocalServer = self.settings["server"]
        return server

    def set_default_headers(self) -> None:
        self.set_header("Cache-Control", "no-store")

    def compute_etag(self) -> None:
        """None: a file may be another one at any moment."""

    def log_exception(self, *error: Any) -> None:
        """A question that cannot be answered, and a reader who has left, are not news either."""
        if not isinstance(error[1], (HTTPError, StreamClosedError)):
            super().log_exception(*error)


class _Stranger(_Fresh):
    """Whoever asks for another machine's name."""

    def prepare(self) -> None:
        self.set_status(HTTPStatus.FORBIDDEN)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish("Situs ini hanya untuk komputer ini: buka dengan alamat http://127.0.0.1/.\n")


class _Script(_Fresh):
    """The script in every page that waits for the next version."""

    def get(self) -> None:
        self.set_header("Content-Type", "text/javascript; charset=utf-8")
        self.finish(_SCRIPT)


class _Version(_Fresh):
    """The version of a page, which waits for another one."""

    async def get(self, seen: str) -> None:
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        await self.finish(await self.server.other_than(seen, self.get_query_argument("halaman", "")))


class _Files(_Fresh, StaticFileHandler):
    """The files of the site; a page has the script in it."""

    def should_return_304(self) -> bool:
        return False

    def get_absolute_path(self, root: str, path: str) -> str:  # type: ignore[override]
        if "\0" in path:
            raise HTTPError(HTTPStatus.NOT_FOUND)
        return StaticFileHandler.get_absolute_path(root, path)

    async def get(self, path: str, include_body: bool = True) -> None:
        await self.server.made(path)
        shown = posixpath.normpath(posixpath.join(path, "index.html") if path[-1:] in ("", "/") else path)
        if shown in self.server.preview.gone:
            raise HTTPError(HTTPStatus.NOT_FOUND)
        if shown in self.server.preview.files:
            await self._answer(self.server.preview.files[shown], shown)
            return
        self.path = self.parse_url_path(path)
        file = self.validate_absolute_path(self.root, self.get_absolute_path(self.root, self.path))
        if file is None or not file.endswith(".html"):
            if not self._finished:
                await super().get(path, include_body)
            return
        try:
            page = Path(file).read_bytes()
        except OSError:  # a new site takes the place of the old one at any moment
            raise HTTPError(HTTPStatus.NOT_FOUND) from None
        await self._answer(page, Path(file).relative_to(self.root).as_posix())

    async def head(self, path: str) -> None:
        await self.get(path, include_body=False)

    async def _answer(self, content: bytes, path: str) -> None:
        if not path.endswith(".html"):
            self.absolute_path = path
            self.set_header("Content-Type", self.get_content_type())
            await self.finish(content)
            return
        self.set_header("Content-Type", "text/html; charset=utf-8")
        said = f'data-versi="{self.server.version_of(content)}" data-halaman="{escape(path)}"'
        script = f'<script {said} src="{_SCRIPT_PATH}"></script></body>'
        await self.finish(content.replace(b"</body>", script.encode()))

    def write_error(self, status_code: int, **_: Any) -> None:
        """The site's own page for what is not there."""
        page = Path(self.root) / "404.html"
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(page.read_bytes() if page.is_file() else HTTPStatus(status_code).phrase)
