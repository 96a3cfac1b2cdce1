"""The sample settings for nginx, in a real nginx: the whole site works under a strict Content-Security-Policy."""

from __future__ import annotations

import http.client
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.site import csp
from tests.support.tools import PATIENCE_S, ROOT, need_program

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.xdist_group("csp")

SAMPLES = ROOT / "contoh-server"
MAIN = """
daemon off;
master_process off;
pid {folder}/pid;
error_log {folder}/error.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
    uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    include mime.types;
    default_type application/octet-stream;
    include situs.conf;
}}
"""
"""What the nginx.conf of a distribution brings, with every path in a folder of ours, and all as the present user."""
LISTEN_VIOLATIONS = """
window.pelanggaran = [];
document.addEventListener("securitypolicyviolation", function (e) {
  window.pelanggaran.push(e.effectiveDirective + " " + e.blockedURI + " " + (e.sample || e.sourceFile));
});
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def settings(site: Path, port: int, sub_path: bool) -> str:
    """The sample as an administrator would fill it in."""
    own = (SAMPLES / "nginx.conf").read_text("utf-8")
    if sub_path:
        own = re.sub(r"    location / \{.*\n    \}\n", "    include subjalur.conf;\n", own, flags=re.DOTALL)
    assert own.count("listen 80;") == own.count("/srv/pustaka-sop/site") == 1
    own = own.replace("listen 80;", f"listen 127.0.0.1:{port};").replace("/srv/pustaka-sop/site", str(site))
    return own.replace("server_name sop.dinas.example;", "server_name 127.0.0.1;")


def wait_until_it_answers(port: int, process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        assert process.poll() is None, process.stderr.read() if process.stderr else ""
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("nginx does not answer")


@pytest.fixture(scope="module", params=["own address", "sub-path"])
def address(
    request: pytest.FixtureRequest, example_site: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[int, str]]:
    """A running nginx with the sample settings: its port and where the site lies."""
    nginx = need_program("nginx", "/usr/sbin/nginx")
    folder = tmp_path_factory.mktemp("nginx")
    sub_path = request.param == "sub-path"
    port = free_port()
    site = folder / "site"
    site.symlink_to(example_site, target_is_directory=True)
    (folder / "nginx.conf").write_text(MAIN.format(folder=folder), "utf-8")
    (folder / "situs.conf").write_text(settings(site, port, sub_path), "utf-8")
    shutil.copy(SAMPLES / "pustaka-sop.inc", folder)
    below = (SAMPLES / "nginx-subjalur.conf").read_text("utf-8").replace("/srv/pustaka-sop/site", str(site))
    (folder / "subjalur.conf").write_text(below, "utf-8")
    shutil.copy("/etc/nginx/mime.types", folder)
    command = [nginx, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        wait_until_it_answers(port, process)
        yield port, "/pustaka-sop/" if sub_path else "/"
        process.terminate()
        process.wait(PATIENCE_S)
    assert "[error]" not in re.sub(r".*No such file or directory.*", "", (folder / "error.log").read_text("utf-8"))


def ask(port: int, path: str, **headers: str) -> tuple[int, dict[str, str]]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    found = {name.lower(): value for name, value in answer.getheaders()}
    answer.read()
    connection.close()
    return answer.status, found


def every_kind(site: Path) -> list[str]:
    """A page of every template and depth."""
    kinds: dict[str, str] = {}
    for path in sorted(site.rglob("*.html")):
        parts = path.relative_to(site).parts
        kinds.setdefault(f"{parts[0]} {len(parts)} {'checklist' in parts}", "/".join(parts))
    return sorted(kinds.values())


def new_page(browser: Browser) -> tuple[Page, list[str]]:
    """A page, and a list that grows with what its browser complains about."""
    page = browser.new_page()
    page.add_init_script(LISTEN_VIOLATIONS)
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return page, complaints


def test_every_kind_of_page_keeps_the_policy(browser: Browser, example_site: Path, address: tuple[int, str]) -> None:
    port, base = address
    names = every_kind(example_site)
    assert len(names) > 12
    page, complaints = new_page(browser)
    for name in names:
        page.goto(f"http://127.0.0.1:{port}{base}{name}")
        page.evaluate("new Promise((done) => requestIdleCallback(done))")
        assert page.locator("h1").first.inner_text().strip(), name
        assert page.evaluate("window.pelanggaran") == [], name
        assert complaints == [], name
    page.close()


def test_search_and_pictures_work_under_the_policy(
    browser: Browser, example_site: Path, address: tuple[int, str]
) -> None:
    port, base = address
    root = f"http://127.0.0.1:{port}{base}"
    page, complaints = new_page(browser)
    page.goto(root)
    page.get_by_label("Cari SOP, langkah, atau formulir").first.press_sequentially("surat", delay=30)
    page.wait_for_function(
        "document.body.innerText.toLowerCase().split('surat masuk').length > 1", timeout=1000 * PATIENCE_S
    )
    assert (page.evaluate("window.pelanggaran"), complaints) == ([], [])
    drawn = next(path for path in sorted(example_site.glob("sop/*/*.svg")))
    page.goto(root + drawn.relative_to(example_site).as_posix())
    assert page.locator("svg text").count() > 3
    assert page.evaluate("window.pelanggaran") == []
    page.close()


def test_what_is_not_of_the_site_is_stopped(browser: Browser, address: tuple[int, str]) -> None:
    """The policy bites: a script or an event handler that came into a page does not run."""
    port, base = address
    page, _ = new_page(browser)
    page.goto(f"http://127.0.0.1:{port}{base}")
    page.evaluate(
        """() => {
          const asing = document.createElement("script");
          asing.textContent = "window.jalan = 1";
          document.body.append(asing);
          document.body.insertAdjacentHTML("beforeend", '<img src="data:," onerror="window.jalan = 2">');
        }"""
    )
    page.wait_for_function("window.pelanggaran.length >= 2")
    assert page.evaluate("window.jalan") is None
    page.close()


TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "application/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".pdf": "application/pdf",
    ".json": "application/json",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".bpmn": "application/xml",
    ".csv": "text/csv; charset=utf-8",
    ".dot": "text/vnd.graphviz; charset=utf-8",
    ".png": "image/png",
}


def test_files_have_their_types(example_site: Path, address: tuple[int, str]) -> None:
    port, base = address
    for suffix, kind in TYPES.items():
        path = next(path for path in sorted(example_site.rglob(f"*{suffix}")))
        status, headers = ask(port, base + path.relative_to(example_site).as_posix())
        assert (status, headers["content-type"]) == (200, kind)
        assert ("content-security-policy" in headers) == (suffix != ".pdf")
        assert headers["x-content-type-options"] == "nosniff"


def test_types_that_a_site_may_offer_later() -> None:
    """Not in every site, but never to be sent as an unknown stream."""
    text = (SAMPLES / "pustaka-sop.inc").read_text("utf-8")
    for kind in ("text/javascript mjs", "text/calendar ics"):
        assert f"{kind};" in text


def test_caching_compression_and_missing_pages(example_site: Path, address: tuple[int, str]) -> None:
    port, base = address
    status, page = ask(port, base, **{"Accept-Encoding": "gzip"})
    assert (status, page["cache-control"], page["content-encoding"]) == (200, "no-cache", "gzip")
    _, plain = ask(port, base)
    assert ask(port, base, **{"If-None-Match": plain["etag"]})[0] == 304
    hashed = next(path for path in sorted(example_site.rglob("*.min.js")))
    _, script = ask(port, base + hashed.relative_to(example_site).as_posix())
    assert script["cache-control"] == "public, max-age=31536000, immutable"
    status, missing = ask(port, base + "sop/tidak-ada/index.html")
    assert (status, missing["content-type"]) == (404, "text/html; charset=utf-8")
    assert missing["content-security-policy"] == plain["content-security-policy"]
    status, moved = ask(port, base + "sop")
    assert (status, moved["location"].endswith(f"{base}sop/")) == (301, True)


@pytest.mark.parametrize("name", ["seed_site", "example_site"])
def test_the_sample_has_the_policy_of_the_built_site(request: pytest.FixtureRequest, name: str) -> None:
    """Outdated? Put what `python -m generator.site.csp site` prints into contoh-server/pustaka-sop.inc."""
    site: Path = request.getfixturevalue(name)
    found = re.findall(r'set \$sop_csp "(.+)";', (SAMPLES / "pustaka-sop.inc").read_text("utf-8"))
    (sample,) = map(_rules, found)
    built = _rules(csp.policy(site))
    assert built == sample
    assert built["script-src"] == {"'self'"}, "no script stands in a page"


def _rules(policy: str) -> dict[str, set[str]]:
    return {name: set(values) for name, *values in (rule.split() for rule in policy.split("; "))}


def test_inline_hashes_leave_out_data() -> None:
    pages = ['<script type="application/json">{"a": 1}</script><script src="a.js"></script><script>S</script>'] * 2
    # The example of the specification.
    pages = [page.replace("S", "alert('Hello, world.');") for page in pages]
    assert csp.inline_hashes(pages, "script") == ["'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"]
