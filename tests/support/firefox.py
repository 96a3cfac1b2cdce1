"""Firefox without a window, driven by WebDriver BiDi: a page as its print, in bytes of a PDF.

Playwright drives only a Firefox of its own making; BiDi is what every Firefox speaks.
"""

from __future__ import annotations

import base64
import json
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

from tests.support.tools import PATIENCE_S

_PREFS = {
    # What a fresh profile would ask for, or tell, over the network.
    "app.normandy.enabled": False,
    "app.update.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
    "toolkit.telemetry.enabled": False,
}


class Firefox:
    """A running Firefox with one tab."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._number = 0
        self._ask("session.new", {"capabilities": {}})
        self._tab = self._ask("browsingContext.getTree", {})["contexts"][0]["context"]

    def _ask(self, method: str, params: dict[str, Any]) -> dict[str, Any]:
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": params}))
        while True:
            said = json.loads(self._socket.recv(PATIENCE_S))
            if said.get("id") == self._number:
                if "error" in said:
                    raise RuntimeError(f"{method}: {said['error']}: {said.get('message')}")
                return dict(said["result"])

    def open(self, address: str) -> None:
        """Load a page, to the end."""
        params = {"context": self._tab, "url": address, "wait": "complete"}
        self._ask("browsingContext.navigate", params)

    def run(self, script: str) -> Any:
        """The value of an expression on the page."""
        params = {"expression": script, "target": {"context": self._tab}, "awaitPromise": True}
        answer = self._ask("script.evaluate", params)
        assert answer["type"] == "success", answer
        return answer["result"].get("value")

    def print(self, width: float, height: float) -> bytes:
        """The page as PDF on paper of this size (cm) that the printer offers; a size that the page asks for wins."""
        params = {
            "context": self._tab,
            "background": False,
            "page": {"width": width, "height": height},
            "margin": {"top": 0, "right": 0, "bottom": 0, "left": 0},
            "shrinkToFit": False,
        }
        return base64.b64decode(self._ask("browsingContext.print", params)["data"])


@contextmanager
def firefox(program: str, folder: Path) -> Iterator[Firefox]:
    """Start Firefox with a profile of its own in ``folder``, and end it."""
    profile, log = folder / "profil", folder / "firefox.log"
    profile.mkdir()
    lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in _PREFS.items())
    (profile / "user.js").write_text("\n".join(lines), "utf-8")
    command = [program, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"]
    with log.open("wb") as target:
        process = subprocess.Popen(command, stdout=target, stderr=subprocess.STDOUT)
    try:
        with connect(f"{_address(process, log)}/session", max_size=None, compression=None) as socket:
            yield Firefox(socket)
    finally:
        process.terminate()
        process.wait(PATIENCE_S)


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    """Where Firefox listens, as it tells when it is ready."""
    for _ in range(PATIENCE_S * 10):
        found = re.search(r"WebDriver BiDi listening on (ws://\S+)", log.read_text("utf-8", "replace"))
        if found:
            return found[1]
        try:
            process.wait(0.1)
        except subprocess.TimeoutExpired:
            continue
        break
    raise RuntimeError(f"Firefox does not answer: {log.read_text('utf-8', 'replace')[-2000:]}")
