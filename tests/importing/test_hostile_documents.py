"""Documents that were made to harm, or are damaged: refused with a reason, in bounded time and memory."""

from __future__ import annotations

import io
import os
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from generator.importing.read_document import Refusal, read_all
from tests.importing.test_other_templates import TEMPLATES
from tests.support.drawn_sop import draw_sop

pytestmark = [pytest.mark.xdist_group("hostile documents"), pytest.mark.slow]

GOOD = draw_sop(TEMPLATES["filled"])


def crowded() -> bytes:
    """10,000 drawn objects on a page."""
    return _page(b"0 g " + b"10 10 m 20 10 l 20 11 l h f " * 10_000)


def _page(content: bytes) -> bytes:
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(600, 400))
        pdf.pages[0].Contents = pdf.make_stream(content)
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def nested(levels: int, shown: int) -> bytes:
    """Drawings inside drawings, each shown so many times by the next."""
    with pikepdf.new() as pdf:
        inner = None
        for _ in range(levels):
            kind = {"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Form, "/BBox": [0, 0, 600, 400]}
            if inner is not None:
                kind["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=inner))
            content = b"0 0 m 9 9 l S " if inner is None else b"/X Do " * shown
            inner = pdf.make_stream(content, pikepdf.Dictionary(kind))
        pdf.add_blank_page(page_size=(600, 400))
        pdf.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=inner))
        pdf.pages[0].Contents = pdf.make_stream(b"/X Do")
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def locked() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(GOOD)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


def many_pages() -> bytes:
    with pikepdf.new() as pdf:
        for _ in range(61):
            pdf.add_blank_page(page_size=(600, 400))
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def packed(*parts: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return out.getvalue()


def bomb() -> bytes:
    """200 MB of one letter, which nobody here holds at once."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/workbook.xml", "w") as part:
        for _ in range(200):
            part.write(b"0" * 1_000_000)
    return out.getvalue()


BOMB = b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'bbbbbbbbbb'>" + b"".join(
    b"<!ENTITY %c '%s'>" % (99 + n, b"&%c;" % (98 + n) * 10) for n in range(9)
) + b"]><a>&k;</a>"  # fmt: skip
HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "crowded.pdf": ("terlalu banyak gambar", crowded),
    "deep.pdf": ("tidak ditemukan tabel|terlalu", lambda: nested(100, 1)),
    "wide.pdf": ("terlalu|tidak ditemukan", lambda: nested(9, 10)),
    "locked.pdf": ("sandi", locked),
    "cut.pdf": ("rusak|tidak ditemukan", lambda: GOOD[: len(GOOD) // 2]),
    "empty.pdf": ("bukan PDF", lambda: b""),
    "pages.pdf": ("61 halaman", many_pages),
    "prose.pdf": ("tidak ditemukan tabel", lambda: _page(b"0 g 10 10 m 20 10 l 20 11 l h f")),
    "bomb.xlsx": ("tidak wajar|terlalu besar", bomb),
    "macro.xlsx": ("makro", lambda: packed(("xl/workbook.xml", b"<a/>"), ("xl/vbaProject.bin", b"x"))),
    "entities.xlsx": ("", lambda: packed(("xl/workbook.xml", BOMB), ("[Content_Types].xml", BOMB))),
    "entities.docx": ("", lambda: packed(("word/document.xml", BOMB), ("[Content_Types].xml", BOMB))),
    "broken.docx": ("rusak", lambda: packed(("word/document.xml", b"<a/>"))[:60]),
    "old.xls": ("lama", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
    "picture.png": ("gambar", lambda: b"\x89PNG\r\n\x1a\n" + bytes(60)),
}  # fmt: skip


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, object], float]:
    """All of them in one run, a good document between them."""
    folder = tmp_path_factory.mktemp("hostile")
    for name, (_, make) in HOSTILE.items():
        (folder / name).write_bytes(make())
    (folder / "good.pdf").write_bytes(GOOD)
    paths = sorted(folder.iterdir())
    start = time.monotonic()
    found = {paths[place].name: outcome for place, outcome in read_all(paths, seconds=300)}
    return found, time.monotonic() - start


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused_with_a_reason(name: str, outcomes: tuple[dict[str, object], float]) -> None:
    outcome = outcomes[0][name]
    assert isinstance(outcome, Refusal), outcome
    assert outcome.reason
    wanted = HOSTILE[name][0]
    assert not wanted or any(part in outcome.reason for part in wanted.split("|")), outcome.reason


def test_no_bad_document_stops_a_good_one(outcomes: tuple[dict[str, object], float]) -> None:
    assert not isinstance(outcomes[0]["good.pdf"], Refusal)
    assert len(outcomes[0]) == len(HOSTILE) + 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_reader_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    """Documents that never end: nobody writes into the pipes. The second one needs a reader in place of the first."""
    for name in ("a.pdf", "b.pdf"):
        os.mkfifo(tmp_path / name)
    found = dict(read_all(sorted(tmp_path.iterdir()), workers=1, seconds=-1000))
    assert {place: type(one) for place, one in found.items()} == {0: Refusal, 1: Refusal}
