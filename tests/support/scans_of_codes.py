"""The QR codes of a printed document, read by a program that is not strong at it, as those on phones are not.

What draws a page does so in its own way: PDFium as browsers do, poppler as most viewers of Linux do.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

import pypdfium2

from tests.support.tools import need_program

_NONE_ON_SOME = 4
_XML = "{http://zbar.sourceforge.net/2008/barcode}"


def codes(pdf: bytes, dpi: int, pages: Sequence[int] | None = None) -> list[list[str]]:
    """What the codes say that zbarimg reads from each page (from 0), drawn in grey at ``dpi`` by PDFium."""
    with tempfile.TemporaryDirectory() as name, pypdfium2.PdfDocument(pdf) as document:
        pictures = []
        for number in range(len(document)) if pages is None else pages:
            pictures.append(Path(name, f"{number:04}.pgm"))
            document[number].render(scale=dpi / 72, grayscale=True).to_pil().save(pictures[-1])
        return _read(pictures)


def codes_of_first(pdf: bytes, dpi: int = 100) -> list[str]:
    """What is read from the first page, whichever of the two draws it."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name, "a.pdf")
        path.write_bytes(pdf)
        command = [need_program("pdftoppm"), "-r", str(dpi), "-gray", "-singlefile", path, path.with_suffix("")]
        subprocess.run(command, check=True, capture_output=True)
        drawn = _read([path.with_suffix(".pgm")])
    return sorted({*drawn[0]}.intersection(*codes(pdf, dpi, [0])))


def _read(pictures: Sequence[Path]) -> list[list[str]]:
    """What the codes on each picture say."""
    command = [need_program("zbarimg"), "--quiet", "--xml", "-Sdisable", "-Sqrcode.enable", *pictures]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode in (0, _NONE_ON_SOME), done.stderr
    found: dict[str, list[str]] = {}
    for source in ElementTree.fromstring(done.stdout).iter(f"{_XML}source"):
        found[Path(source.get("href") or "").stem] = [data.text or "" for data in source.iter(f"{_XML}data")]
    return [found.get(picture.stem, []) for picture in pictures]
