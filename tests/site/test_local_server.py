"""The server of `sop serve`, asked as a browser asks, and as somebody would who means harm."""

from __future__ import annotations

import http.client
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.site.local_server import LocalServer
from generator.site.preview import Preview
from tests.support.tools import PATIENCE_S

IDLE_S = 1.0
PAGE = "<html><body>Isi</body></html>"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("luar")
    site = folder / "situs"
    (site / "sop" / "surat").mkdir(parents=True)
    (site / "kosong").mkdir()
    (folder / "rahasia.txt").write_text("rahasia")
    for name in ("index.html", "sop/surat/index.html", "404.html"):
        (site / name).write_text(PAGE.replace("Isi", name))
    (site / "data.json").write_text("{}")
    (site / "gambar.svg").write_text("<svg/>")
    return site


@pytest.fixture(scope="module")
def server(site: Path) -> LocalServer:
    return LocalServer(site, 0, idle=IDLE_S)


@pytest.fixture
def connection(server: LocalServer) -> Iterator[http.client.HTTPConnection]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE_S)
    yield connection
    connection.close()


def ask(
    connection: http.client.HTTPConnection, path: str, host: str = "127.0.0.1", method: str = "GET"
) -> tuple[int, str, str]:
    """Status, kind and body of the answer."""
    connection.putrequest(method, path, skip_host=True)
    connection.putheader("Host", host)
    connection.endheaders()
    answer = connection.getresponse()
    return answer.status, answer.headers.get("Content-Type", ""), answer.read().decode()


def test_pages_have_the_script_and_files_are_as_they_are(connection: http.client.HTTPConnection) -> None:
    for path in ("/", "/index.html", "/?cari=surat"):
        status, kind, body = ask(connection, path)
        assert (status, kind) == (200, "text/html; charset=utf-8")
        assert 'src="/-/muat-ulang.js"></script></body>' in body
    assert ask(connection, "/data.json") == (200, "application/json", "{}")
    assert ask(connection, "/gambar.svg")[1:] == ("image/svg+xml", "<svg/>")
    assert "fetch" in ask(connection, "/-/muat-ulang.js")[2]


def test_nothing_is_kept_by_the_browser(connection: http.client.HTTPConnection) -> None:
    for path in ("/", "/data.json", "/tidak-ada", "/-/versi/0"):
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        assert answer.headers["Cache-Control"] == "no-store"
        assert "ETag" not in answer.headers


def test_head_has_no_body(connection: http.client.HTTPConnection) -> None:
    for path in ("/", "/data.json"):
        assert ask(connection, path, method="HEAD")[::2] == (200, "")


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8000", "localhost", "localhost:8000", "[::1]:8000"])
def test_this_machine_may_ask(connection: http.client.HTTPConnection, host: str) -> None:
    assert ask(connection, "/data.json", host)[0] == 200


@pytest.mark.parametrize(
    "host",
    ["jahat.example", "jahat.example:8000", "127.0.0.1.jahat.example", "localhost.jahat.example", "x127.0.0.1", ""],
)
@pytest.mark.parametrize("path", ["/", "/data.json", "/-/versi/0", "/-/muat-ulang.js"])
def test_another_name_that_leads_here_reads_nothing(
    connection: http.client.HTTPConnection, host: str, path: str
) -> None:
    status, _, body = ask(connection, path, host)
    assert status in ((403,) if host else (400, 403))
    assert "Isi" not in body
    assert "{}" not in body


@pytest.mark.parametrize(
    "path", ["/kosong/", "/sop/", "/tidak-ada", "/tidak-ada/", "/%00", "/index.html%00", "/sop%00/"]
)
def test_what_is_not_there_is_answered_with_the_page_of_the_site(
    connection: http.client.HTTPConnection, path: str
) -> None:
    status, kind, body = ask(connection, path)
    assert (status, kind) == (404, "text/html; charset=utf-8")
    assert "404.html" in body, "no list of a folder"


@pytest.mark.parametrize(
    "path",
    [
        "/../rahasia.txt",
        "/%2e%2e/rahasia.txt",
        "/..%2frahasia.txt",
        "/sop/../../rahasia.txt",
        "/..%5crahasia.txt",
        "//rahasia.txt",
    ],
)
def test_nothing_beside_the_site_is_read(connection: http.client.HTTPConnection, path: str) -> None:
    status, _, body = ask(connection, path)
    assert status in (403, 404)
    assert body != "rahasia"


def test_a_folder_without_its_slash_leads_on(connection: http.client.HTTPConnection) -> None:
    connection.request("GET", "/sop/surat")
    answer = connection.getresponse()
    answer.read()
    assert (answer.status, answer.headers["Location"]) == (301, "/sop/surat/")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_can_be_sent(connection: http.client.HTTPConnection, method: str) -> None:
    assert ask(connection, "/data.json", method=method)[0] in (403, 405)


@pytest.mark.slow
@pytest.mark.parametrize("sent", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"])
def test_a_silent_connection_is_closed(server: LocalServer, sent: bytes) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE_S) as line:
        line.sendall(sent)
        while line.recv(65536):
            pass  # until the other side ends it


@pytest.mark.slow
def test_many_waiting_pages_take_no_threads(server: LocalServer) -> None:
    def wait() -> None:
        with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE_S) as line:
            line.sendall(b"GET /-/versi/%s HTTP/1.1\r\nHost: localhost\r\n\r\n" % number)
            told.append(line.recv(65536))

    def ask_anew(path: str) -> tuple[int, str, str]:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE_S)
        try:
            return ask(connection, path)
        finally:
            connection.close()

    number = ask_anew("/-/versi/0")[2].encode()
    before = threading.active_count()
    told: list[bytes] = []
    lines = [threading.Thread(target=wait) for _ in range(100)]
    for line in lines:
        line.start()
    time.sleep(IDLE_S * 1.5)  # a page that waits is not idle
    assert told == []
    assert threading.active_count() == before + len(lines)
    server.show_site()
    assert ask_anew("/data.json")[0] == 200, "others are served meanwhile"
    time.sleep(IDLE_S)
    assert told == [], "nothing is answered that says nothing new"
    server.show(Preview())
    for line in lines:
        line.join(PATIENCE_S)
    assert [answer.endswith(b"%d" % (int(number) + 1)) for answer in told] == [True] * len(lines)


def test_readers_who_leave_and_questions_without_answer_are_not_logged(
    server: LocalServer, connection: http.client.HTTPConnection, caplog: pytest.LogCaptureFixture
) -> None:
    number = ask(connection, "/-/versi/0")[2].encode()
    for _ in range(3):
        with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE_S) as line:
            line.sendall(b"GET /-/versi/%s HTTP/1.1\r\nHost: localhost\r\n\r\n" % number)
            time.sleep(0.1)  # the question is being waited with when its asker leaves
    server.show(Preview())
    for path in ("//", "/tidak-ada", "/sop%00x"):
        assert ask(connection, path)[0] >= 400
    assert caplog.records == []


def test_a_page_loads_again_only_where_it_is_another_one(
    server: LocalServer, site: Path, connection: http.client.HTTPConnection
) -> None:
    """All do where the number rises; else those whose files changed, and pages that are gone."""

    def version(page: str) -> str:
        return ask(connection, f"/-/versi/0?halaman={page}")[2]

    pages = ("index.html", "sop/surat/index.html")
    first = [version(page) for page in pages]
    assert f'data-versi="{first[0]}" data-halaman="{pages[0]}"' in ask(connection, "/")[2]
    (site / pages[1]).write_text(PAGE.replace("Isi", "baru"))
    server.show_site()
    assert [version(page) == old for page, old in zip(pages, first, strict=True)] == [True, False]
    (site / pages[1]).unlink()
    assert version(pages[1]) not in first
    assert version("../rahasia.txt") == version("tidak-ada")
    (site / pages[1]).write_text(PAGE)
    server.show(Preview())
    assert version(pages[0]).split("-")[1] == first[0].split("-")[1]
    assert version(pages[0]) != first[0]


@pytest.mark.slow
def test_a_file_that_is_late_is_waited_for(
    server: LocalServer, site: Path, connection: http.client.HTTPConnection
) -> None:
    server.show(Preview(late=frozenset({"lama.pdf"})))
    (site / "lama.pdf").write_text("lama")

    def finish() -> None:
        (site / "lama.pdf").write_text("baru")
        server.show_site()

    assert ask(connection, "/data.json")[2] == "{}", "others are answered at once"
    timer = threading.Timer(0.5, finish)
    timer.start()
    assert ask(connection, "/lama.pdf")[2] == "baru"
    timer.join()


def test_what_does_not_come_is_not_waited_for(
    server: LocalServer, site: Path, connection: http.client.HTTPConnection
) -> None:
    (site / "lama.pdf").write_text("lama")
    server.show(Preview({"sop/baru/index.html": b"baru"}, late=frozenset({"lama.pdf"})))
    server.stop_waiting()
    assert ask(connection, "/lama.pdf")[2] == "lama"
    assert ask(connection, "/sop/baru/")[2] == "baru", "it stays"
    server.show_site()


def test_what_was_saved_stands_before_the_site(
    server: LocalServer, site: Path, connection: http.client.HTTPConnection
) -> None:
    """Its pages are there under all their addresses, its files with their kind, and what it says is gone is not."""

    def version(page: str) -> str:
        return ask(connection, f"/-/versi/0?halaman={page}")[2].split("-")[1]

    new = {"index.html": PAGE.replace("Isi", "Segera").encode(), "sop/baru/index.html": b"Baru", "gaya/x.css": b"p {}"}
    server.show(Preview(new, gone=frozenset({"data.json", "sop/surat/index.html"})))
    for path in ("/", "/index.html", "/sop/../index.html"):
        assert "Segera" in ask(connection, path)[2], path
    assert "/-/muat-ulang.js" in ask(connection, "/")[2]
    for path in ("/sop/baru/", "/sop/baru/index.html"):
        assert ask(connection, path) == (200, "text/html; charset=utf-8", "Baru")
    assert ask(connection, "/gaya/x.css")[1:] == ("text/css", "p {}")
    assert ask(connection, "/index.html", method="HEAD")[2] == ""
    for path in ("/data.json", "/sop/surat/", "/sop/surat/index.html"):
        status, _, body = ask(connection, path)
        assert (status, "404.html" in body) == (404, True), path
    assert ask(connection, "/gambar.svg")[2] == "<svg/>"
    shown = version("index.html")
    (site / "index.html").write_bytes(new["index.html"])
    server.show_site()
    assert version("index.html") == shown, "the whole build made the same"
    assert ask(connection, "/data.json")[2] == "{}"
    (site / "index.html").write_text(PAGE.replace("Isi", "index.html"))


def test_a_port_that_is_taken_is_said(server: LocalServer, site: Path) -> None:
    with pytest.raises(OSError, match=r"in use|digunakan|Only one usage"):
        LocalServer(site, server.port)
