"""The index of Pagefind as bytes: one service process, fed page by page, and its files put in order.

Over a folder of files Pagefind's page numbers would follow the order in which the disk happens to list them; as a
service it takes the pages in ours.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import subprocess
from collections.abc import Iterable, Mapping
from itertools import permutations
from typing import Any

_NEEDED = ("pagefind.js", "pagefind-worker.js", "pagefind-entry.json", "wasm.", "index/", "fragment/")
"""Of what Pagefind makes; its own user interfaces are left out. Filters and pf_meta are mended first."""
_SIGNATURE = b"pagefind_dcd"


def make_index(pages: Iterable[tuple[str, str]]) -> dict[str, bytes]:
    """The files of an index over pages (address in the site, HTML): path -> bytes, the same for the same pages.

    RuntimeError: the program is not there, or refused a page.
    """
    return _mend(_run(pages))


def _run(pages: Iterable[tuple[str, str]]) -> dict[str, bytes]:
    """What Pagefind makes of the pages."""
    from pagefind.service import get_executable  # not above: it brings asyncio for a service that is not used here

    program = get_executable()
    if program is None:  # the wheel pagefind_bin, a dependency, carries it
        raise RuntimeError("pagefind is not installed")
    with subprocess.Popen([str(program), "--service"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as service:

        def ask(**request: Any) -> Mapping[str, Any]:
            return _ask(service, request)

        index = ask(type="NewIndex", config={"keep_index_url": True, "force_language": "id"})["index_id"]
        for url, html in pages:
            ask(type="AddFile", index_id=index, url=url, file_contents=html, file_path=None)
        files = ask(type="GetFiles", index_id=index)["files"]
    return {file["path"]: base64.b64decode(file["content"]) for file in files}


def _ask(service: subprocess.Popen[bytes], request: Mapping[str, Any]) -> Mapping[str, Any]:
    """One request to the service and its answer; both are JSON in Base64, ended by a comma."""
    assert service.stdin and service.stdout
    message = json.dumps({"message_id": 1, "payload": request}).encode()
    service.stdin.write(base64.b64encode(message) + b",")
    service.stdin.flush()
    pieces = [b""]
    while not pieces[-1].endswith(b","):
        piece = service.stdout.read1()  # type: ignore[attr-defined]  # a BufferedReader, as Popen makes it
        if not piece:
            raise RuntimeError("pagefind ended without an answer")
        pieces.append(piece)
    payload: Mapping[str, Any] = json.loads(base64.b64decode(b"".join(pieces)[:-1]))["payload"]
    if payload["type"] == "Error":
        raise RuntimeError(f"pagefind: {payload['message']}")
    return payload


def _mend(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The needed files, the same at every run: Pagefind writes filters and their values in no fixed order, and names
    files by their content."""
    kept = {name: content for name, content in files.items() if name.startswith(_NEEDED)}
    old, new = [], []
    for name, content in files.items():
        if name.endswith(".pf_filter"):
            filter, values = _read_filter(_unpack(content))
            mended = _write_filter(filter, values)
            old.append(_head(4, 2) + _text(filter) + _text(_stem(name)))
            new.append(_head(4, 2) + _text(filter) + _text(_name("id_", mended, 7)))
            kept[f"filter/{_name('id_', mended, 7)}.pf_filter"] = _pack(mended)
    meta_name = next(name for name in files if name.endswith(".pf_meta"))
    meta = _unpack(files[meta_name])
    found = next(joined for order in permutations(old) if (joined := b"".join(order)) in meta)
    meta = meta.replace(found, b"".join(sorted(new)))
    language = _name("id_", meta, 10)
    kept[f"pagefind.{language}.pf_meta"] = _pack(meta)
    entry = kept["pagefind-entry.json"].replace(_stem(meta_name).removeprefix("pagefind.").encode(), language.encode())
    return {**dict(sorted(kept.items())), "pagefind-entry.json": entry}


def _read_filter(data: bytes) -> tuple[str, list[bytes]]:
    """The name of a filter and its values with their pages, as written: CBOR ["name", [["value", [0, 4]], ...]]."""
    _, at = _read_head(data, 0)
    size, at = _read_head(data, at)
    name, at = data[at : at + size].decode(), at + size
    count, at = _read_head(data, at)
    values = []
    for _ in range(count):
        start = at
        _, at = _read_head(data, at)
        size, at = _read_head(data, at)
        pages, at = _read_head(data, at + size)
        for _ in range(pages):
            _, at = _read_head(data, at)
        values.append(data[start:at])
    if at != len(data):
        raise ValueError(f"pagefind: filter {name} is not as expected")
    return name, values


def _write_filter(name: str, values: list[bytes]) -> bytes:
    return _head(4, 2) + _text(name) + _head(4, len(values)) + b"".join(sorted(values))


def _read_head(data: bytes, at: int) -> tuple[int, int]:
    """The number that a CBOR item begins with (its length or value), and where its content starts."""
    small = data[at] & 31
    if small < 24:
        return small, at + 1
    size = 1 << (small - 24)
    return int.from_bytes(data[at + 1 : at + 1 + size], "big"), at + 1 + size


def _head(major: int, number: int) -> bytes:
    if number < 24:
        return bytes([major << 5 | number])
    size = next(size for size in (1, 2, 4, 8) if number < 1 << 8 * size)
    return bytes([major << 5 | 23 + size.bit_length()]) + number.to_bytes(size, "big")


def _text(value: str) -> bytes:
    return _head(3, len(value.encode())) + value.encode()


def _unpack(content: bytes) -> bytes:
    return gzip.decompress(content).removeprefix(_SIGNATURE)


def _pack(content: bytes) -> bytes:
    return gzip.compress(_SIGNATURE + content, mtime=0)


def _stem(path: str) -> str:
    """The name of a file without folder and suffix."""
    return path.rpartition("/")[2].rpartition(".")[0]


def _name(start: str, content: bytes, length: int) -> str:
    return start + hashlib.sha256(content).hexdigest()[:length]
